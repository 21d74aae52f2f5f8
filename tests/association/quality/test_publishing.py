"""What is found in a page is kept when it is published, and goes when it is taken down."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Page

from association.quality import actions
from association.quality.models import Finding, LinkTarget, PageCheck, PageLink
from home.actions import SiteSetUp
from tests.factories.content import make_image, make_page, paragraph, restrict
from tests.factories.staff import staff_client

BODY = [paragraph('De GGD helpt. Lees <a href="https://example.org/a#b">hier</a>.')]
Commits = Callable[..., Any]


def found(page: Page) -> list[str]:
    """The kinds of what was found in a page."""
    return sorted(Finding.objects.filter(page=page).values_list("code", flat=True))


def test_findings_are_kept_with_the_published_version(
    vdg: SiteSetUp, django_capture_on_commit_callbacks: Commits
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = make_page(vdg.home, body=BODY, summary="Kort.")

    assert found(page) == ["abbreviation", "link_text"]
    assert set(page.findings.values_list("revision", flat=True)) == {page.live_revision_id}
    assert list(PageLink.objects.values_list("page", "target__url", "text")) == [
        (page.pk, "https://example.org/a", "hier")
    ]


def test_draft_changes_nothing_until_it_is_published(
    vdg: SiteSetUp, django_capture_on_commit_callbacks: Commits
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = make_page(vdg.home, body=BODY, summary="Kort.")
        page.body = "[]"
        revision = page.save_revision()
    before = found(page)

    with django_capture_on_commit_callbacks(execute=True):
        revision.publish()

    assert (before, found(page)) == (["abbreviation", "link_text"], [])


@pytest.mark.parametrize("gone", ["unpublish", "delete"])
def test_findings_go_with_the_page(vdg: SiteSetUp, django_capture_on_commit_callbacks: Commits, gone: str) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = make_page(vdg.home, body=BODY)
    assert Finding.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        getattr(page, gone)()

    assert not Finding.objects.exists()
    assert not PageLink.objects.exists()


def test_rule_that_fails_stops_nothing(
    vdg: SiteSetUp,
    django_capture_on_commit_callbacks: Commits,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*args: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(actions, "notes_on", fail)
    with django_capture_on_commit_callbacks(execute=True):
        page = make_page(vdg.home, body=BODY)

    assert Page.objects.get(pk=page.pk).live
    assert PageCheck.objects.filter(page=page).exists()
    assert f"page {page.pk} could not be looked at" in caplog.text


def test_upkeep_looks_at_what_was_never_looked_at(vdg: SiteSetUp) -> None:
    page = make_page(vdg.home, body=BODY, summary="Kort.")
    make_page(vdg.home, body=BODY, live=False)
    before = found(page)

    done, again = actions.check_pages(), actions.check_pages()

    assert (before, found(page)) == ([], ["abbreviation", "link_text"])
    assert (done, again) == (Page.objects.filter(live=True, depth__gt=1).count(), 0)


def test_description_of_a_picture_mends_the_pages_that_show_it(vdg: SiteSetUp) -> None:
    image = make_image(description="")
    figure = {"type": "figure", "value": {"image": image.pk, "decorative": False, "caption": "", "wide": False}}
    page = make_page(vdg.home, body=[figure], summary="Kort.")
    actions.check_pages()
    before = found(page)

    image.description = "Een kerk"
    image.save()
    actions.check_pages()

    assert (before, found(page)) == (["picture"], [])


def test_known_abbreviations_are_a_setting(vdg: SiteSetUp) -> None:
    page = make_page(vdg.home, body=[paragraph("De GGD helpt.")], summary="Kort.")
    actions.check_pages()
    before = found(page)

    vdg.settings.known_abbreviations = "ggd"
    vdg.settings.save()
    actions.check_pages()

    assert (before, found(page)) == (["abbreviation"], [])


def test_number_of_queries_does_not_depend_on_the_length_of_a_page(vdg: SiteSetUp, statements: Any) -> None:
    counts = []
    for links in (1, 40):
        other = make_page(vdg.home, slug=f"doel-{links}")
        link = f'<a linktype="page" id="{other.pk}">Doel</a> <a href="/doel-{links}/">ook</a> '
        body = [paragraph(link + f'<a href="https://example.org/{links}/{item}">x</a>') for item in range(links)]
        page = make_page(vdg.home, body=body)
        actions.check_page(page.pk)
        with statements() as asked:
            actions.check_page(page.pk)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def panel(group: str, page: Page) -> Any:
    """The findings beside the editor, as somebody of a group gets them."""
    return staff_client(group).get(reverse("quality_page", args=[page.pk]))


def test_panel_shows_the_newest_version_with_the_way_to_each_block(vdg: SiteSetUp) -> None:
    hidden = make_page(vdg.home, "Besloten", slug="besloten")
    restrict(hidden)
    page = make_page(vdg.home, summary="Kort.")
    html = f'De GGD. Zie <a linktype="page" id="{hidden.pk}">ons overleg</a>, <a href="/niets/">niets</a>.'
    page.body = [("paragraph", f"<p>{html}</p>")]
    page.save_revision()
    LinkTarget.objects.create(url="https://example.org/", url_hash="x", state=LinkTarget.State.BROKEN)
    number = page.get_latest_revision_as_object().body[0].id

    text = panel("VDG redactie", page).content.decode()

    assert f'href="#block-{number}-section"' in text
    assert "&#x27;GGD&#x27; staat er zonder uitleg." in text
    assert "&#x27;ons overleg&#x27; leidt voor bezoekers nergens heen: de pagina is besloten" in text
    assert "&#x27;niets&#x27; leidt voor bezoekers nergens heen" in text
    assert "4 punten" not in text
    assert "3 punten om te verbeteren" in text


def test_panel_is_only_for_who_may_change_the_page(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    page = make_page(vdg.home, body=[paragraph("De ZWAAN vliegt.")])

    assert "ZWAAN" in panel("VDG redactie", page).content.decode()
    answers = [panel("VGG redactie", page), panel("VDG raadsleden", page)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert staff_client("VGG beheer").get(reverse("quality_page", args=[999_999])).status_code == 404
