"""From a new issue to one that is sent, on the screens of the admin; and every way round it is closed."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from association.base.models import Image
from association.newsletters.composing.dispatch import Proposal
from association.newsletters.models import Delivery, Mailing, Newsletter, Segment, SenderSettings
from association.newsletters.pages import IssueAgreement, NewsletterIndexPage, NewsletterIssuePage
from association.newsletters.rules import places
from association.review.mail import send_review_mail
from home.actions import SiteSetUp
from tests.factories.content import make_image, make_news, make_portfolio, make_user
from tests.factories.issues import fill_issue, pick, picks
from tests.factories.mailings import make_list, make_newsletter, make_reader
from tests.factories.staff import staff_client
from tests.factories.vacancies import make_town

pytestmark = pytest.mark.django_db
CHIEF, EDITOR, MANAGER = "VDG eindredactie", "VDG redactie", "VDG beheer"
SENT = "Het nummer wordt verzonden"


def ready_issue(setup: SiteSetUp, readers: int = 2, **fields: Any) -> NewsletterIssuePage:
    """An issue with nothing to mend and some readers."""
    one = make_list(setup)
    for _ in range(readers):
        make_reader(setup, one)
    return fill_issue(setup, one, preheader="Kort", blocks=[picks("Nieuws", pick(make_news(setup)))], **fields)


def newest(page: NewsletterIssuePage) -> Any:
    """The newest version of an issue, asked anew."""
    return NewsletterIssuePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def address(page: NewsletterIssuePage, part: str = "verzenden/") -> str:
    """An address of the screens of an issue."""
    return f"/beheer/nieuwsbrieven/{page.pk}/{part}"


def hidden(client: Client, page: NewsletterIssuePage) -> dict[str, str]:
    """What the sending form holds."""
    html = client.get(address(page)).content.decode()
    found = re.findall(r'<input type="hidden" name="(mark|expected)" value="(\w+)"', html)
    return dict(found)


def press_send(client: Client, page: NewsletterIssuePage, **fields: Any) -> Any:
    """Press "Verzenden" with what the screen holds."""
    return client.post(address(page), {"doe": "verzenden", **hidden(client, page), **fields}, follow=True)


def alone(setup: SiteSetUp) -> None:
    """Let the bureau be one person."""
    SenderSettings.objects.create(association=setup.association, small_bureau=True)


def test_new_issue_is_one_press_and_opens_in_the_editor(vdg: SiteSetUp) -> None:
    series, client = make_newsletter(vdg), staff_client(EDITOR)

    answer = client.post("/beheer/nieuwsbrieven/nieuw/", {"reeks": series.pk})

    (made,) = NewsletterIssuePage.objects.all()
    assert answer["Location"] == f"/beheer/pages/{made.pk}/edit/"
    assert client.get(answer["Location"]).status_code == 200


def test_series_of_another_association_is_not_there(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    series, client = make_newsletter(vgg, title="Van de buren"), staff_client(EDITOR)
    make_newsletter(vdg)

    assert "Van de buren" not in client.get("/beheer/nieuwsbrieven/nieuw/").content.decode()
    assert client.post("/beheer/nieuwsbrieven/nieuw/", {"reeks": series.pk}).status_code == 404


def test_bureau_of_one_sends_by_typing_the_number(vdg: SiteSetUp) -> None:
    alone(vdg)
    page, client = ready_issue(vdg), staff_client(CHIEF)

    wrong = press_send(client, page, typed=3)
    empty = press_send(client, page)
    assert not Mailing.objects.exists()
    right = press_send(client, page, typed=2)

    assert "Typ het aantal ontvangers over: 2" in wrong.content.decode()
    assert "Typ het aantal ontvangers over: 2" in empty.content.decode()
    assert SENT in right.content.decode()
    (mailing,) = Mailing.objects.all()
    assert mailing.deliveries.filter(state=Delivery.State.QUEUED).count() == 2
    assert NewsletterIssuePage.objects.get(pk=page.pk).live


def test_two_presses_give_one_mailing(vdg: SiteSetUp) -> None:
    alone(vdg)
    page, client = ready_issue(vdg), staff_client(CHIEF)
    form = {"doe": "verzenden", **hidden(client, page), "typed": 2}

    for _ in range(2):
        client.post(address(page), form)

    assert (Mailing.objects.count(), Delivery.objects.count()) == (1, 2)


def test_second_person_agrees_and_then_it_goes(vdg: SiteSetUp) -> None:
    page, first, second = ready_issue(vdg), staff_client(CHIEF), staff_client(MANAGER)

    before = press_send(first, page, mark="x" * 64, expected=2)
    first.post(address(page), {"doe": "vraag"})
    send_review_mail()
    own = first.post(address(page), {"doe": "akkoord", "mark": agreement().fingerprint}, follow=True)
    assert agreement().agreed_by is None
    second.post(address(page), {"doe": "akkoord", "mark": agreement().fingerprint})
    after = press_send(first, page)

    assert "gewijzigd sinds u het las" in before.content.decode()
    assert "U vroeg zelf om akkoord" in own.content.decode()
    assert [sent.to for sent in mail.outbox] == [["vdg-beheer@example.org"]]
    assert f"http://localhost{address(page)}" in mail.outbox[0].body
    assert SENT in after.content.decode()


def test_question_stands_on_the_first_screen_of_who_can_answer(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    page, first, second = ready_issue(vdg, title="Graag akkoord"), staff_client(CHIEF), staff_client(MANAGER)
    others = [staff_client(EDITOR), staff_client("VGG beheer", host="vgg.localhost")]
    first.post(address(page), {"doe": "vraag"})

    def told(client: Client) -> bool:
        return "vraagt uw akkoord om te verzenden" in client.get("/beheer/").content.decode()

    assert [told(client) for client in (first, second, *others)] == [False, True, False, False]
    draft = newest(page)
    draft.title = "Anders"
    draft.save_revision()
    assert not told(second)


def agreement() -> IssueAgreement:
    """The one agreement."""
    return IssueAgreement.objects.get()


@pytest.mark.parametrize("change", ["text", "lists", "page"])
def test_any_change_makes_an_agreement_void(vdg: SiteSetUp, change: str) -> None:
    news = make_news(vdg, "Eerst")
    one, other = make_list(vdg), make_list(vdg)
    make_reader(vdg, one, other)
    page = fill_issue(vdg, one, blocks=[picks("Nieuws", pick(news))])
    first, second = staff_client(CHIEF), staff_client(MANAGER)
    first.post(address(page), {"doe": "vraag"})
    second.post(address(page), {"doe": "akkoord", "mark": agreement().fingerprint})
    form = {"doe": "verzenden", **hidden(first, page)}

    if change == "text":
        draft = newest(page)
        draft.opening = "<p>Anders</p>"
        draft.save_revision()
    elif change == "lists":
        first.post(address(page), {"doe": "lijsten", "lists": [one.pk, other.pk], "segment": ""})
    else:
        news.title = "Later"
        news.save_revision().publish()
    answer = first.post(address(page), form, follow=True)

    assert "gewijzigd sinds u het las" in answer.content.decode()
    assert "Vraag akkoord" in answer.content.decode()
    assert not Mailing.objects.exists()


@pytest.mark.parametrize(
    "change", ["sender_name", "sender_email", "reply_to", "banner", "file", "roles", "municipalities", "portfolios"]
)
def test_change_of_the_series_or_the_segment_makes_an_agreement_void(vdg: SiteSetUp, change: str) -> None:
    one, town = make_list(vdg), make_town(vdg)
    make_reader(vdg, one, role="raadslid")
    segment = Segment.objects.create(association=vdg.association, name="Raad", roles=["raadslid"])
    banner = make_image("eerst")
    series = make_newsletter(vdg, banner=banner)
    news = picks("Nieuws", pick(make_news(vdg)))
    page = fill_issue(vdg, one, newsletter=series, segment=segment, blocks=[news])
    first, second = staff_client(CHIEF), staff_client(MANAGER)
    first.post(address(page), {"doe": "vraag"})
    second.post(address(page), {"doe": "akkoord", "mark": agreement().fingerprint})
    form = {"doe": "verzenden", **hidden(first, page)}
    before = Proposal(page.pk).is_agreed

    if change == "roles":
        Segment.objects.update(roles=["raadslid", "griffier"])
    elif change == "municipalities":
        segment.municipalities.add(town)
    elif change == "portfolios":
        segment.portfolios.add(make_portfolio(vdg))
    elif change == "file":
        Image.objects.filter(pk=banner.pk).update(file=make_image("later").file.name)
    else:
        value: Any = make_image("anders") if change == "banner" else "ander@vereniging.example.org"
        Newsletter.objects.update(**{change: value})
    answer = first.post(address(page), form, follow=True)

    assert (before, Proposal(page.pk).is_agreed) == (True, False)
    assert "gewijzigd sinds u het las" in answer.content.decode()
    assert not Mailing.objects.exists()


def test_agreement_with_an_older_version_is_not_taken(vdg: SiteSetUp) -> None:
    page, first, second = ready_issue(vdg), staff_client(CHIEF), staff_client(MANAGER)
    first.post(address(page), {"doe": "vraag"})
    seen = agreement().fingerprint
    draft = newest(page)
    draft.title = "Anders"
    draft.save_revision()

    second.post(address(page), {"doe": "akkoord", "mark": seen})

    assert agreement().agreed_by is None


def test_who_may_not_send_gets_no_further_than_the_text(vdg: SiteSetUp) -> None:
    page, client = ready_issue(vdg), staff_client(EDITOR)
    lists = set(page.lists.all())

    answers = [client.get(address(page)), *(
        client.post(address(page), {"doe": what, "lists": [], "mark": "x", "expected": 2})
        for what in ("verzenden", "lijsten", "proef", "vraag", "akkoord")
    )]  # fmt: skip

    assert {answer.status_code for answer in answers} <= {302, 403}
    assert not Mailing.objects.exists()
    assert not IssueAgreement.objects.exists()
    assert not mail.outbox
    assert set(newest(page).lists.all()) == lists


def test_screens_are_closed_to_another_association(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    page, client = ready_issue(vdg, title="Onder ons"), staff_client("VGG beheer", host="vgg.localhost")
    make_newsletter(vgg)

    answers = [client.get(address(page, part)) for part in ("verzenden/", "doorsturen/", "doorsturen.eml")]

    assert all(answer.status_code != 200 for answer in answers)
    assert "Onder ons" not in client.get("/beheer/nieuwsbrieven/").content.decode()


def test_right_of_one_association_does_not_count_for_another(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    page = ready_issue(vdg)
    user = make_user("beide", EDITOR, "VGG beheer")
    client = Client(headers={"host": "localhost"})
    client.force_login(user)

    assert client.get(address(page)).status_code != 200


def test_what_must_be_mended_stops_the_sending(vdg: SiteSetUp) -> None:
    alone(vdg)
    one = make_list(vdg)
    make_reader(vdg, one)
    page = fill_issue(vdg, one)
    client = staff_client(CHIEF)

    shown = client.get(address(page)).content.decode()
    form = {"doe": "verzenden", "mark": Proposal(page.pk).mark, "expected": 1, "typed": 1}
    answer = client.post(address(page), form, follow=True)

    assert "Er staat nog niets in het nummer." in shown
    assert "nog niet klaar" in answer.content.decode()
    assert not Mailing.objects.exists()


def test_issue_is_planned_and_not_on_the_site_before(vdg: SiteSetUp, client: Client) -> None:
    alone(vdg)
    page, staff = ready_issue(vdg), staff_client(CHIEF)
    moment = timezone.localtime(timezone.now() + timedelta(days=2))

    past = press_send(staff, page, typed=2, send_at="2020-01-01 09:00")
    assert not Mailing.objects.exists()
    press_send(staff, page, typed=2, send_at=f"{moment:%Y-%m-%d %H:%M}")

    assert "al voorbij" in past.content.decode()
    (mailing,) = Mailing.objects.all()
    assert mailing.state == Mailing.State.SCHEDULED
    assert client.get(page.url or f"/nieuwsbrieven/{page.slug}/").status_code == 404


def test_number_of_readers_that_changed_is_noticed(vdg: SiteSetUp) -> None:
    alone(vdg)
    page, client = ready_issue(vdg), staff_client(CHIEF)
    form = {"doe": "verzenden", **hidden(client, page), "typed": 2}
    make_reader(vdg, *page.lists.all())

    answer = client.post(address(page), form, follow=True)

    assert "zijn er nu 3" in answer.content.decode()
    assert not Mailing.objects.exists()


def test_proof_goes_to_the_account_that_asks(vdg: SiteSetUp) -> None:
    page, client = ready_issue(vdg), staff_client(CHIEF)

    client.post(address(page), {"doe": "proef", "email": "ander@example.org"})

    assert [sent.recipients() for sent in mail.outbox] == [["vdg-eindredactie@example.org"]]


def test_copy_to_forward_opens_as_a_page_and_as_a_mail(vdg: SiteSetUp) -> None:
    page, client = ready_issue(vdg, title="Nummer één"), staff_client(EDITOR)

    shown, file = client.get(address(page, "doorsturen/")), client.get(address(page, "doorsturen.eml"))

    assert "U mag deze nieuwsbrief doorsturen" in shown.content.decode()
    assert file["Content-Type"] == "message/rfc822"
    assert 'filename="nummer-een.eml"' in file["Content-Disposition"]
    assert b"X-Unsent: 1" in file.content


def test_clerk_gets_a_copy_without_personal_links(vdg: SiteSetUp) -> None:
    alone(vdg)
    page = ready_issue(vdg)
    clerk = make_reader(vdg, *page.lists.all(), role="griffier")
    draft = newest(page)
    draft.for_clerks = True
    draft.save_revision()

    press_send(staff_client(CHIEF), page, typed=3)

    copies = {row.subscriber: row.variant for row in Delivery.objects.select_related("variant")}
    copy = copies.pop(clerk)
    assert copy.key == "-griffiers"
    for place in (places.NAME, places.UNSUBSCRIBE, places.PREFERENCES):
        assert place not in copy.html + copy.text
    assert "U mag deze nieuwsbrief doorsturen" in copy.html
    assert {variant.key for variant in copies.values()} == {""}


WAYS = ["edit", "bulk", "create", "copy", "workflow"]


@pytest.mark.parametrize("role", [EDITOR, CHIEF, "superuser"])
@pytest.mark.parametrize("way", WAYS)
def test_issue_is_published_in_no_other_way(vdg: SiteSetUp, client: Client, way: str, role: str) -> None:
    page = ready_issue(vdg, title="Te vroeg")
    staff = Client(headers={"host": "localhost"})
    staff.force_login(make_user("wie", *([] if role == "superuser" else [role]), is_superuser=role == "superuser"))
    form = {"action-publish": "nu", "title": "Te vroeg"}

    if way == "edit":
        staff.post(f"/beheer/pages/{page.pk}/edit/", issue_form(page) | form)
    elif way == "bulk":
        staff.post(f"/beheer/bulk/wagtailcore/page/publish/?id={page.pk}&next=/beheer/", {})
    elif way == "create":
        index = NewsletterIndexPage.objects.get()
        staff.post(
            f"/beheer/pages/add/association/newsletterissuepage/{index.pk}/",
            issue_form(page) | form | {"slug": "ander"},
        )
    elif way == "copy":
        parent = page.get_parent()
        staff.post(
            f"/beheer/pages/{page.pk}/copy/",
            {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": parent.pk, "publish_copies": "on"},
        )
    else:
        staff.post(f"/beheer/pages/{page.pk}/edit/", issue_form(page) | {"action-submit": "1"})

    assert not NewsletterIssuePage.objects.filter(live=True).exists()
    assert client.get(f"/nieuwsbrieven/{page.slug}/").status_code == 404


def issue_form(page: NewsletterIssuePage) -> dict[str, Any]:
    """The editor's form of an issue."""
    return nested_form_data(
        {
            "title": page.title, "slug": page.slug, "preheader": "", "opening": rich_text("<p>Dag</p>"), "image": "",
            "body": streamfield([("paragraph", rich_text("<p>Tekst</p>"))]), "newsletter": page.newsletter_id,
            "number": 3, "segment": "", "seo_title": "", "search_description": "", "responsible": "", "review_date": "",
            "audience": "everyone", "lists": page.lists.first().pk,
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0},
        }
    )  # fmt: skip


def test_draft_of_an_issue_is_kept_by_the_editor(vdg: SiteSetUp) -> None:
    page, staff = ready_issue(vdg), staff_client(EDITOR)

    answer = staff.post(f"/beheer/pages/{page.pk}/edit/", issue_form(page) | {"title": "Nieuwe titel"})

    assert answer.status_code == 302
    assert newest(page).title == "Nieuwe titel"


def test_sent_issue_stays_as_it_is(vdg: SiteSetUp) -> None:
    alone(vdg)
    page, staff = ready_issue(vdg), staff_client(CHIEF)
    press_send(staff, page, typed=2)

    edited = staff.post(f"/beheer/pages/{page.pk}/edit/", issue_form(page) | {"title": "Achteraf"})
    staff.post(f"/beheer/pages/{page.pk}/delete/", {})

    assert edited.status_code in {302, 403}
    stored = NewsletterIssuePage.objects.get(pk=page.pk)
    assert stored.live
    assert "Achteraf" not in {stored.title, stored.get_latest_revision_as_object().title}


def test_preview_shows_the_mail_in_every_form(vdg: SiteSetUp) -> None:
    page = ready_issue(vdg, title="Kijk eens")
    for mode in ("", "dark", "text", "article"):
        request = RequestFactory().get("/", headers={"host": "localhost"})
        request.user = make_user(f"wie-{mode}", CHIEF)
        request.is_preview = True  # type: ignore[attr-defined]
        answer = page.serve_preview(request, mode)
        if hasattr(answer, "render"):
            answer.render()
        assert "Kijk eens" in answer.content.decode()


def test_copy_shows_the_pictures_of_its_own_site_at_any_host(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    page = ready_issue(vgg, image=make_image(size=(1200, 800)))
    client = Client(headers={"host": "localhost"})
    client.force_login(make_user("beide", "VDG eindredactie", "VGG eindredactie"))

    answer = client.get(address(page, "doorsturen/"))

    sources = re.findall(r'src="([^"]+)"', answer.content.decode())
    allowed = re.search(r"img-src ([^;]+)", answer["Content-Security-Policy"])
    assert len(sources) == 2
    assert allowed is not None
    assert all(source.startswith("http://vgg.localhost/") for source in sources)
    assert "http://vgg.localhost" in allowed[1].split()
    # On other screens of the admin it is as strict as ever.
    assert "vgg.localhost" not in client.get(address(page))["Content-Security-Policy"]
