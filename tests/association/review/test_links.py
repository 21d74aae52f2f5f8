"""Reading along without account: what a link opens, what it never tells, and how it dies."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from association.base.models import Image
from association.news.pages import NewsPage
from association.review.models import ReviewLink, ReviewMail, ReviewRemark
from association.review.rules import hash_of, new_token
from home.actions import SiteSetUp
from tests.conftest import writes
from tests.factories.content import make_image, make_news, make_page, make_user, paragraph, restrict
from tests.factories.rounds import four_eyes, link_to, send_round, visitor, written_by

pytestmark = pytest.mark.django_db
HEADING = {"type": "heading", "value": {"text": "De plannen", "level": "2", "anchor": "de-plannen"}}
SECRET = "Geheim plan"
AGREE = {"answer": "agree", "text": ""}


def make_draft(setup: SiteSetUp, title: str = SECRET, **fields: Any) -> NewsPage:
    return make_news(setup, title, live=False, body=[HEADING, paragraph("De tekst zelf.")], **fields)


@pytest.fixture
def chief(vdg: SiteSetUp) -> Any:
    return make_user("chef", "VDG eindredactie")


@pytest.fixture
def editor(vdg: SiteSetUp) -> Any:
    return make_user("redacteur", "VDG redactie")


def test_link_shows_its_version_with_places_to_write(vdg: SiteSetUp, chief: Any) -> None:
    page = make_draft(vdg)
    address, _ = link_to(page, chief, question="Klopt dit?")
    written_by(page, chief, "Een nieuwer plan")

    response = visitor().get(address)

    text = response.content.decode()
    assert response.status_code == 200
    assert "<h1>Geheim plan</h1>" in text
    assert "Een nieuwer plan" not in text
    assert "Er is intussen een nieuwere versie" in text
    assert "Klopt dit?" in text
    assert text.count('form="meelezen"') == 3
    assert 'value="De plannen"' in text
    assert {name: response[name] for name in ("X-Robots-Tag", "Referrer-Policy", "Cache-Control")} == {
        "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer", "Cache-Control": "private, no-store",
    }  # fmt: skip
    assert "Set-Cookie" not in response.headers
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_reading_writes_nothing(vdg: SiteSetUp, chief: Any, statements: Callable[[], Any]) -> None:
    address, link = link_to(make_draft(vdg), chief)

    with statements() as found:
        visitor().get(address)

    assert writes(found) == []
    assert ReviewLink.objects.get(pk=link.pk).opened_at is None


def test_every_type_of_page_can_be_read(vdg: SiteSetUp, chief: Any) -> None:
    pages = Page.objects.filter(path__startswith=vdg.home.path).specific()
    for page in pages:
        page.save_revision()
    make_page(vdg.home, live=False)

    found = {type(page).__name__: visitor().get(link_to(page, chief)[0]).status_code for page in pages}

    # They are published in this very version, so their links open no more; a newer version's do.
    assert set(found.values()) == {200}
    assert len(found) > 3


def test_editors_tools_and_private_pictures_stay_out(vdg: SiteSetUp, chief: Any) -> None:
    from wagtail.models import CollectionViewRestriction

    inner = vdg.collection.add_child(name="Besloten")
    CollectionViewRestriction.objects.create(collection=inner, restriction_type="login")
    secret: Image = make_image("Besloten beeld", collection=inner, description="Alleen voor ons")
    figure = {"type": "figure", "value": {"image": secret.pk, "caption": "", "decorative": False, "width": "text"}}
    other = make_page(vdg.home, "Alleen voor leden")
    restrict(other)
    page = make_news(vdg, SECRET, live=False, body=[figure, paragraph(f'<a linktype="page" id="{other.pk}">x</a>')])
    address, _ = link_to(page, chief)
    colleague = visitor()
    colleague.force_login(make_user("baas", is_superuser=True))

    for reader in (visitor(), colleague):
        text = reader.get(address).content.decode()
        assert "Alleen voor ons" not in text
        assert "/alleen-voor-leden/" not in text
        assert "wagtail-userbar" not in text


def test_token_is_long_random_and_kept_as_hash_only(vdg: SiteSetUp, chief: Any) -> None:
    address, link = link_to(make_draft(vdg), chief)
    token = address.split("/")[2]
    secret, signature = token.split(".")

    assert len({new_token() for _ in range(50)}) == 50
    assert len(secret) >= 43
    assert len(signature) >= 40
    assert link.token_hash == hash_of(token)
    row = {str(value) for value in ReviewLink.objects.filter(pk=link.pk).values_list()[0]}
    assert not any(secret in value for value in row)
    assert link.expires_at <= timezone.now() + timedelta(days=7)


@pytest.mark.parametrize(
    "spoil", [str.upper, lambda token: token[:-1], lambda token: token.split(".")[0], lambda _: "x"]
)
def test_wrong_token_tells_nothing(vdg: SiteSetUp, chief: Any, spoil: Callable[[str], str]) -> None:
    address, _ = link_to(make_draft(vdg), chief)
    token = spoil(address.split("/")[2])

    response = visitor().get(f"/meelezen/{token}/")

    assert response.status_code == 404
    assert SECRET not in response.content.decode()


def test_link_opens_on_its_own_site_only(vgg: SiteSetUp, vdg: SiteSetUp, chief: Any) -> None:
    address, _ = link_to(make_draft(vdg), chief)

    assert visitor().get(address, headers={"host": "vgg.localhost"}).status_code == 404
    assert visitor().get(address).status_code == 200


def revoked(page: Any, link: ReviewLink) -> None:
    ReviewLink.objects.filter(pk=link.pk).update(revoked_at=timezone.now())


def expired(page: Any, link: ReviewLink) -> None:
    ReviewLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def published(page: Any, link: ReviewLink) -> None:
    page.get_latest_revision().publish()


def later_published(page: Any, link: ReviewLink) -> None:
    written_by(page, link.created_by).get_latest_revision().publish()


def published_and_taken_down(page: Any, link: ReviewLink) -> None:
    page.get_latest_revision().publish()
    NewsPage.objects.get(pk=page.pk).unpublish()


def deleted(page: Any, link: ReviewLink) -> None:
    Page.objects.get(pk=page.pk).delete()


def cancelled(page: Any, link: ReviewLink) -> None:
    page.current_workflow_state.cancel()


def saved_over(page: Any, link: ReviewLink) -> None:
    Revision.objects.filter(pk=link.revision_id).update(created_at=timezone.now() + timedelta(seconds=1))


def sender_gone(page: Any, link: ReviewLink) -> None:
    link.created_by.is_active = False
    link.created_by.save()


DEATHS = [
    revoked, expired, published, later_published, published_and_taken_down, deleted, cancelled, saved_over, sender_gone
]  # fmt: skip


@pytest.mark.parametrize("die", DEATHS)
def test_dead_link_says_so_and_shows_nothing(vdg: SiteSetUp, chief: Any, die: Callable[..., None]) -> None:
    page = make_draft(vdg)
    send_round(page, chief)
    address, link = link_to(page, chief)
    reader = visitor()
    before = reader.get(address).status_code

    die(NewsPage.objects.get(pk=page.pk), link)

    answers = [reader.get(address), reader.post(address, AGREE)]
    assert before == 200
    assert [answer.status_code for answer in answers] == [410, 410]
    for answer in answers:
        assert "Deze link werkt niet meer" in answer.content.decode()
        assert SECRET not in re.sub("(?s)<(header|footer).*?</\\1>", "", answer.content.decode())
        assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    assert not ReviewLink.objects.exclude(answer="").exists()


def test_older_version_going_live_leaves_the_link_of_a_newer_one(vdg: SiteSetUp, chief: Any) -> None:
    page = make_draft(vdg)
    older = page.get_latest_revision()
    address, _ = link_to(written_by(page, chief, "Nieuwer"), chief)

    older.publish()

    assert visitor().get(address).status_code == 200


def test_agreement_publishes_that_version_as_the_sender(vdg: SiteSetUp, chief: Any, client: Any) -> None:
    page = make_draft(vdg)
    send_round(page, chief)
    address, _ = link_to(page, chief, publish_on_agreement=True)

    response = visitor().post(address, AGREE)

    page.refresh_from_db()
    assert "Dank u wel" in response.content.decode()
    assert client.get(page.url).status_code == 200
    assert page.workflow_states.get().status == "approved"
    log = PageLogEntry.objects.filter(page=page.pk)
    assert log.get(action="wagtail.publish").user_id == chief.pk
    assert log.get(action="association.review.agree").data["name"] == "Wethouder Jansen"
    assert visitor().get(address).status_code == 410


def test_agreement_publishes_nothing_newer_and_says_so(vdg: SiteSetUp, chief: Any) -> None:
    page = make_draft(vdg)
    address, _ = link_to(page, chief, publish_on_agreement=True)
    written_by(page, chief)

    visitor().post(address, AGREE)

    assert not NewsPage.objects.get(pk=page.pk).live
    assert "niet vanzelf geplaatst" in ReviewMail.objects.get().text


def test_agreement_publishes_only_for_who_may_publish(vdg: SiteSetUp, editor: Any, chief: Any) -> None:
    page = make_draft(vdg)
    of_editor, row = link_to(page, editor, publish_on_agreement=True)
    of_chief, _ = link_to(page, chief, publish_on_agreement=True)
    chief.groups.clear()

    visitor().post(of_editor, AGREE)
    visitor().post(of_chief, AGREE)

    assert row.publish_on_agreement is False
    assert not NewsPage.objects.get(pk=page.pk).live


def test_agreement_without_publishing_is_shown_and_mailed(vdg: SiteSetUp, editor: Any) -> None:
    page = make_draft(vdg)
    state = send_round(page, editor)
    address, link = link_to(page, editor)
    ReviewMail.objects.all().delete()

    visitor().post(address, {"answer": "agree", "text": "Mooi zo"})

    link.refresh_from_db()
    state.refresh_from_db()
    assert (link.answer, link.text, link.opened_at is not None) == ("agree", "Mooi zo", True)
    assert state.status == "in_progress"
    mail = ReviewMail.objects.get()
    assert (mail.recipient, mail.subject) == ("redacteur@example.org", f"Akkoord van Wethouder Jansen: {SECRET}")


def test_remark_sends_the_page_back_with_its_words(vdg: SiteSetUp, editor: Any) -> None:
    page = make_draft(vdg)
    state = send_round(page, editor)
    address, _ = link_to(page, editor)
    script = "<script>alert(1)</script>"

    visitor().post(
        address,
        {"answer": "remark", "text": script, "kop-1": "De plannen", "plek-1": "de-plannen", "opmerking-1": "Anders"},
    )
    shown = visitor()
    shown.force_login(editor)
    screen = shown.get(f"/beheer/meelezen/{page.pk}/").content.decode()
    history = shown.get(f"/beheer/pages/{page.pk}/history/").content.decode()

    state.refresh_from_db()
    assert state.status == "needs_changes"
    assert state.current_task_state.comment == f"Wethouder Jansen: {script}\nBij 'De plannen': Anders"
    assert list(ReviewRemark.objects.values_list("heading", "anchor", "text")) == [
        ("De plannen", "de-plannen", "Anders")
    ]
    assert script not in screen + history
    assert "&lt;script&gt;alert(1)" in screen
    assert "Opmerking van Wethouder Jansen" in history


def test_last_answer_counts_and_both_are_logged(vdg: SiteSetUp, editor: Any) -> None:
    page = make_draft(vdg)
    address, link = link_to(page, editor)

    visitor().post(address, AGREE)
    visitor().post(address, {"answer": "remark", "text": "Toch niet"})

    link.refresh_from_db()
    assert (link.answer, link.text) == ("remark", "Toch niet")
    logged = PageLogEntry.objects.filter(page=page.pk, action__startswith="association.review.")
    assert [entry.action.rsplit(".")[-1] for entry in logged.order_by("pk")] == ["ask", "agree", "remark"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Kies: akkoord"),
        ({"answer": "ja"}, "geldige keuze"),
        ({"answer": "remark"}, "Schrijf hier uw opmerkingen"),
        ({"answer": "remark", "text": "x" * 5001}, "5000"),
        ({"answer": "agree", "opmerking-1": "y" * 5001}, "te lang"),
        ({"answer": "remark", "opmerking-99999": "z"}, "Schrijf hier uw opmerkingen"),
    ],
)
def test_bad_answer_is_shown_with_what_was_written(vdg: SiteSetUp, chief: Any, sent: dict[str, str], said: str) -> None:
    address, link = link_to(make_draft(vdg), chief)

    response = visitor().post(address, {"kop-1": "De plannen", **sent})

    assert response.status_code == 200
    assert said in response.content.decode()
    assert sent.get("opmerking-1", "") in response.content.decode()
    link.refresh_from_db()
    assert link.answer == ""


def test_answer_from_elsewhere_or_by_the_sender_is_refused(vdg: SiteSetUp, chief: Any) -> None:
    address, link = link_to(make_draft(vdg), chief)
    sender = visitor()
    sender.force_login(chief)

    elsewhere = visitor().post(address, AGREE, headers={"sec-fetch-site": "cross-site"})
    other_origin = visitor().post(address, AGREE, headers={"sec-fetch-site": "", "origin": "https://example.org"})
    own = sender.post(address, AGREE)

    link.refresh_from_db()
    assert (elsewhere.status_code, other_origin.status_code, own.status_code, link.answer) == (403, 403, 200, "")
    visitor().post(address, AGREE, headers={"origin": "null"})
    link.refresh_from_db()
    assert link.answer == "agree"


def test_link_counts_as_the_other_pair_of_eyes_only_by_mail_to_another(vdg: SiteSetUp, chief: Any) -> None:
    four_eyes(vdg)
    page = written_by(make_draft(vdg), chief)

    offers = [
        link_to(page, chief, publish_on_agreement=True, email=email)[1].publish_on_agreement
        for email in ("", "CHEF@example.org", "jansen@example.org")
    ]

    assert offers == [False, False, True]


def test_queries_do_not_grow_with_links(vdg: SiteSetUp, chief: Any, statements: Callable[[], Any]) -> None:
    page = make_draft(vdg)
    reader = visitor()
    reader.force_login(chief)
    counts = []
    for _ in range(2):
        link_to(page, chief)
        reader.get(f"/beheer/meelezen/{page.pk}/")
        with statements() as found:
            reader.get(f"/beheer/meelezen/{page.pk}/")
        counts.append(len(found))

    assert counts[0] == counts[1]
    assert ReviewLink.objects.filter(created_at__gt=F("expires_at")).count() == 0
