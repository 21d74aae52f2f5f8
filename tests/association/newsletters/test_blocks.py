"""Blocks of an issue that come from the register, and what their forms refuse."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from association.memberships.pages import OrganizationIndexPage
from association.newsletters.blocks import IssueBody
from association.newsletters.composing.rendering import RenderedIssue
from home.actions import SiteSetUp, ensure_child
from tests.factories.issues import block, fill_issue
from tests.factories.mailings import make_list
from tests.factories.meetings import make_event, make_meeting, moment
from tests.factories.register import make_body, make_membership, make_person, make_post
from tests.factories.vacancies import make_vacancy

pytestmark = pytest.mark.django_db


def test_seats_tell_who_came_and_who_left_since_a_day(vdg: SiteSetUp) -> None:
    ensure_child(vdg.home, OrganizationIndexPage, title="Organisatie", slug="organisatie")
    today = timezone.localdate()
    post = make_post(make_body(vdg.association, "Overleg Wonen", slug="vdg-wonen"))
    days = {name: str(today - timedelta(days=number)) for name, number in (("old", 400), ("since", 10), ("new", 5))}
    make_membership(post, make_person("Oudeman"), days["old"], days["new"])
    make_membership(make_post(post.organization, "chair"), make_person("Nieuwkomer"), days["new"])
    make_membership(make_post(post.organization, "secretary"), make_person("Blijver"), days["old"])
    one = make_list(vdg)
    page = fill_issue(vdg, one, blocks=[block("seats", {"title": "Wie zit waar", "since": days["since"]})])

    found = RenderedIssue(page).variant((), [one])

    assert "Overleg Wonen (http://localhost/organisatie/wonen/)" in found.text
    assert "Nieuwkomer" in found.text
    assert "vertrokken" in found.text
    assert "Oudeman" in found.text
    assert "Blijver" not in found.text + found.html + found.article


def test_vacancies_are_those_that_are_open(vdg: SiteSetUp) -> None:
    ensure_child(vdg.home, OrganizationIndexPage, title="Organisatie", slug="organisatie")
    vacancy, one = make_vacancy(vdg), make_list(vdg)
    page = fill_issue(vdg, one, blocks=[block("vacancies", {"title": "Open plekken"})])

    found = RenderedIssue(page).variant((), [one])

    assert f"http://localhost/organisatie/vacatures/{vacancy.slug}/" in found.text
    assert vacancy.title in found.html


def test_agenda_is_what_comes_and_is_open(vdg: SiteSetUp) -> None:
    body, one = make_body(vdg.association), make_list(vdg)
    now = timezone.localtime().replace(tzinfo=None, minute=0, second=0, microsecond=0)
    soon, later = now + timedelta(days=7), now + timedelta(days=80)
    make_event(vdg, soon, slug="cafe", title="Kenniscafé", place="Emmen")
    make_meeting(vdg, body, soon, slug="open", title="Open vergadering", is_public=True)
    make_meeting(vdg, body, soon, slug="dicht", title="Besloten vergadering")
    make_meeting(vdg, body, later, slug="ver", title="Verre vergadering", is_public=True)
    make_meeting(vdg, body, soon, slug="concept", title="Concept", is_public=True, live=False)
    make_event(vdg, slug="af", title="Afgelast", moments=[moment(soon, status="cancelled", note="Te warm.")])
    value = {"title": "Agenda", "last": None, "closed": False}
    page = fill_issue(vdg, one, blocks=[block("agenda", value)])
    wider = fill_issue(vdg, one, blocks=[block("agenda", value | {"last": str(later.date()), "closed": True})])

    found, more = (RenderedIssue(issue).variant((), [one]) for issue in (page, wider))

    titles = ("Kenniscafé", "Open vergadering", "Besloten vergadering", "Verre vergadering", "Concept", "Afgelast")
    assert [title in found.text for title in titles] == [True, True, False, False, False, True]
    assert [title in more.text for title in titles] == [True, True, True, True, False, True]
    assert "http://localhost/agenda/cafe/" in found.html
    assert "Gaat niet door: Te warm." in found.text
    assert f"{soon.hour}.00" in found.text


def test_group_without_anything_is_left_out(vdg: SiteSetUp) -> None:
    one = make_list(vdg)
    blocks = [block("vacancies", {"title": "Open plekken"}), block("picks", {"title": "Nieuws", "items": []})]
    page = fill_issue(vdg, one, blocks=blocks)

    found = RenderedIssue(page).variant((), [one])

    for text in (found.html, found.text, found.article):
        assert "Open plekken" not in text
        assert "Nieuws</h2>" not in text


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("button", {"label": "Lees", "page": None, "address": "javascript:alert(1)"}),
        ("contact", {"title": "Vragen?", "name": "Bureau", "role": "", "email": "", "phone": ""}),
    ],
)
def test_block_that_leads_nowhere_is_refused(db: None, kind: str, value: dict[str, object]) -> None:
    stream = IssueBody()

    with pytest.raises(ValidationError):
        stream.clean(stream.to_python([{"type": kind, "value": value}]))
