"""Issues as mail, text and article."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core import mail
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from association.newsletters.composing.proof import copy_to_forward, forwardable_message, send_proof
from association.newsletters.composing.rendering import Look, RenderedIssue, variants_of
from association.newsletters.models import MailingList
from association.newsletters.rules import places
from home.actions import SiteSetUp
from tests.association.newsletters.composing.mail_rules import faults
from tests.association.newsletters.composing.markup_rules import markup_faults
from tests.factories.content import make_image, make_news, make_portfolio, make_user, paragraph, restrict
from tests.factories.glossary import make_term
from tests.factories.issues import block, fill_issue, pick, picks
from tests.factories.mailings import make_list, make_newsletter
from tests.factories.publications import figure, table

pytestmark = pytest.mark.django_db
Statements = Callable[[], object]


def council_list(setup: SiteSetUp, name: str = "Raadsleden") -> MailingList:
    """A list that reads along with the council members."""
    made = make_list(setup, name=name, is_open=False)
    made.groups.add(Group.objects.get(name="VDG raadsleden"))
    return made


def full_issue(setup: SiteSetUp, *lists: MailingList) -> object:
    """An issue with every kind of block."""
    image = make_image(size=(1200, 800))
    news = make_news(
        setup,
        "Achthonderd woningen",
        summary="Samen verdeeld.",
        image=image,
        portfolios=(make_portfolio(setup, "Wonen"),),
    )
    return fill_issue(
        setup, *lists, title="Eén voordeur", opening='<p>Dag, <a href="https://example.org/x">lees dit</a>.</p>', image=image,
        newsletter=make_newsletter(setup, greets=True, closing="<p>Met groet</p>"), preheader="Een proef in de zomer",
        blocks=[
            block("button", {"label": "Lees verder", "page": news.pk, "address": ""}),
            picks("Uit uw portefeuilles", pick(news), pick(news, teaser="Eigen woorden", picture=False)),
            block("heading", {"text": "Kop", "level": "2", "anchor": "kop"}),
            paragraph(f'Een <a linktype="page" id="{news.pk}">bericht</a>.'),
            figure(image, caption="Bijschrift"),
            table("Data"),
            block("contact", {"title": "Vragen?", "name": "Bureau", "role": "", "email": "b@example.org", "phone": "0592 123456"}),
        ],
    )  # fmt: skip


@pytest.mark.parametrize("look", [Look(), Look(dark=True), Look(forwarded=True)])
def test_mail_keeps_to_what_mail_programs_know(vdg: SiteSetUp, look: Look) -> None:
    one = make_list(vdg)

    found = RenderedIssue(full_issue(vdg, one)).variant((), [one], look)  # type: ignore[arg-type]

    document = BeautifulSoup(found.html, "html.parser")
    assert list(faults(found.html)) == []
    assert list(markup_faults(found.html)) == []
    assert document.html is not None
    assert document.html["lang"] == "nl"
    assert document.find("meta", {"name": "color-scheme"}) is not None
    assert len(found.html.encode()) <= 90_000


def test_the_rules_find_what_mail_programs_do_not_know() -> None:
    bad = '<p style="display: flex; gap: 1rem"><svg></svg><img src="/x?y"><a href="/pad/">x</a></p><style>@font-face {}</style>'

    assert {fault.split()[0] for fault in faults(bad)} == {
        "property", "display", "value", "element", "picture", "link", "rule",
    }  # fmt: skip


def test_the_rules_find_what_is_no_html() -> None:
    bad = (
        '<!doctype html><html lang="nl"><head><title>x</title></head><body><h2 id="a">Kop<h4 id="a"></h4></h2>'
        '<p>een<p>twee</b><a href=""></a>&nosuch;<img src=x></body></html>'
    )

    found = {fault.split(":")[0].split()[0] for fault in markup_faults(bad)}

    assert found == {"parser", "id", "address", "no", "value", "headings", "heading", "p", "b"}


def test_text_holds_every_link_and_word(vdg: SiteSetUp) -> None:
    one = make_list(vdg)

    found = RenderedIssue(full_issue(vdg, one)).variant((), [one])  # type: ignore[arg-type]

    document = BeautifulSoup(found.html, "html.parser")
    links = {str(link["href"]) for link in document.find_all("a")}
    assert {link.removeprefix("mailto:") for link in links if not link.startswith("tel:")} <= set(
        re.findall(r"https?://[^\s)]+|[\w.]+@[\w.]+", found.text)
    )
    assert "0592 123456" in found.text
    for words in (
        "Eén voordeur",
        "Achthonderd woningen",
        "Samen verdeeld.",
        "Eigen woorden",
        "Overleg | Dag",
        "[Beeld:",
    ):
        assert words in found.text
    assert not re.search(r"<\w+|&\w+;", found.text)


def test_nothing_personal_stands_in_the_archive_or_in_a_copy(vdg: SiteSetUp) -> None:
    one = make_list(vdg)
    page = full_issue(vdg, one)

    (public,) = variants_of(page, [one])  # type: ignore[arg-type]
    copy = copy_to_forward(page)  # type: ignore[arg-type]

    for place in (places.NAME, places.UNSUBSCRIBE, places.PREFERENCES):
        assert place in public.html
        assert place in public.text
        assert place not in public.article + copy.html + copy.text + forwardable_message(page).decode()  # type: ignore[arg-type]


def test_private_page_is_for_who_may_read_it(vdg: SiteSetUp) -> None:
    news = make_news(vdg, "Geheim verslag", summary="Alleen voor raden.")
    restrict(news, PageViewRestriction.GROUPS, "VDG raadsleden")
    everyone, council = make_list(vdg), council_list(vdg)
    page = fill_issue(vdg, everyone, council, blocks=[
        picks("Nieuws", pick(news)), paragraph(f'Een <a linktype="page" id="{news.pk}">verslag</a>.'),
    ])  # fmt: skip

    public, members = variants_of(page, [everyone, council])

    assert "Geheim" not in public.html + public.text + public.article
    assert "geheim" not in public.html.lower()
    assert news.slug not in public.html + public.text + public.article
    assert "Dit bericht is alleen voor leden." in public.article
    assert "Dit bericht is alleen voor leden." not in public.html + public.text
    assert "Geheim verslag" in members.html
    assert "Geheim verslag" in members.text
    assert members.groups == tuple(group.pk for group in council.groups.all())


def test_draft_and_expired_page_are_mentioned_nowhere(vdg: SiteSetUp) -> None:
    draft = make_news(vdg, "Nog niet af", live=False)
    one = make_list(vdg)
    page = fill_issue(vdg, one, blocks=[picks("Nieuws", pick(draft, public_text="Er komt iets"))])

    (found,) = variants_of(page, [one])

    assert "Nog niet af" not in found.html + found.text + found.article
    assert "Er komt iets" not in found.html + found.text + found.article


def test_issue_for_members_alone_shows_the_public_no_words_of_its_own(vdg: SiteSetUp) -> None:
    news, council = make_news(vdg, "Openbaar bericht"), council_list(vdg)
    page = fill_issue(
        vdg,
        council,
        opening="<p>Onder ons gezegd</p>",
        blocks=[picks("Nieuws", pick(news)), paragraph("Vertrouwelijk")],
    )

    public, members = variants_of(page, [council])

    assert "Onder ons" not in public.article
    assert "Vertrouwelijk" not in public.article
    assert "Openbaar bericht" in public.article
    assert "Onder ons" in members.html
    assert "Vertrouwelijk" in members.html


def test_word_is_explained_once_in_brackets_where_the_mail_uses_it_first(vdg: SiteSetUp) -> None:
    make_term(vdg, "PHO")
    make_term(vdg, "RES", "Regionale Energiestrategie")
    newsletter, one = make_newsletter(vdg, closing="<p>Tot de RES, namens het PHO.</p>"), make_list(vdg)
    page = fill_issue(vdg, one, newsletter=newsletter, opening="<p>Het PHO.</p>", blocks=[paragraph("PHO en RES.")])

    (found,) = variants_of(page, [one])

    words = (
        "Het PHO (portefeuillehoudersoverleg).",
        "PHO en RES (Regionale Energiestrategie).",
        "Tot de RES, namens het PHO.",
    )
    for text in (BeautifulSoup(found.html, "html.parser").get_text(), found.text):
        assert [" ".join(text.split()).count(one) for one in words] == [1, 1, 1]
    assert "popover" not in found.html + found.article
    assert "PHO (portefeuillehoudersoverleg)" in BeautifulSoup(found.article, "html.parser").get_text()


def test_page_that_was_unticked_is_left_out(vdg: SiteSetUp) -> None:
    news, one = make_news(vdg, "Liever niet"), make_list(vdg)
    page = fill_issue(vdg, one, blocks=[picks("Nieuws", pick(news, shown=False))])

    (found,) = variants_of(page, [one])

    assert "Liever niet" not in found.html + found.article


def test_private_picture_is_left_out_of_the_mail(vdg: SiteSetUp) -> None:
    hidden = Collection.objects.get(depth=1).add_child(name="Besloten")
    CollectionViewRestriction.objects.create(collection=hidden, restriction_type="login")
    image = make_image(collection=hidden, size=(800, 400))
    news, council = make_news(vdg, image=image), council_list(vdg)
    page = fill_issue(vdg, council, image=image, blocks=[figure(image), picks("Nieuws", pick(news))])

    found = variants_of(page, [council])

    assert all("/beeld/" not in variant.html and "/media/" not in variant.html for variant in found)


def test_number_of_queries_does_not_depend_on_what_is_picked(vdg: SiteSetUp, statements: Statements) -> None:
    one = make_list(vdg)
    counts = []
    for number in (1, 2, 7):  # the first also asks for what is kept afterwards
        news = [make_news(vdg, image=make_image(), portfolios=(make_portfolio(vdg),)) for _ in range(number)]
        page = fill_issue(vdg, one, blocks=[picks("A", *map(pick, news)), picks("B", *map(pick, news))])
        with statements() as found:  # type: ignore[attr-defined]
            RenderedIssue(page).variant((), [one])
        counts.append(len(found))

    assert counts[1] == counts[2]


def test_pictures_are_made_before_sending(vdg: SiteSetUp) -> None:
    one = make_list(vdg)

    (found,) = variants_of(full_issue(vdg, one), [one])  # type: ignore[arg-type]

    sources = [str(image["src"]) for image in BeautifulSoup(found.html, "html.parser").find_all("img")]
    assert len(sources) == 4
    assert all(source.startswith(("http://localhost/media/", "http://localhost/static/")) for source in sources)


def test_proof_goes_to_who_asks_alone(vdg: SiteSetUp) -> None:
    one, user = make_list(vdg), make_user("anna", first_name="Anna")
    page = full_issue(vdg, one)
    (variant,) = variants_of(page, [one])  # type: ignore[arg-type]

    send_proof(page, variant, to=user)  # type: ignore[arg-type]

    (sent,) = mail.outbox
    assert (sent.to, sent.cc, sent.bcc) == (["anna@example.org"], [], [])
    assert sent.subject == "[Proef] Eén voordeur"
    assert "Beste Anna" in sent.body
    assert places.NAME not in str(sent.message())


def test_subject_with_line_ends_stays_one_subject(vdg: SiteSetUp) -> None:
    one, user = make_list(vdg), make_user("anna")
    page = fill_issue(vdg, one, title="Een\r\nBcc: ander@example.org", opening="<p>Dag</p>")
    (variant,) = variants_of(page, [one])

    send_proof(page, variant, to=user)

    assert mail.outbox[0].recipients() == ["anna@example.org"]
    assert "Bcc" not in mail.outbox[0].message()
