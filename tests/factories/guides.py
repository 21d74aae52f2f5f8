"""Guides with steps."""

import json
from typing import Any

from association.guides.pages import GuideIndexPage, GuidePage, GuideStepPage
from association.organizations.models import Organization, OrganizationMember
from home.actions import SiteSetUp
from tests.factories.content import add_page, numbers, paragraph

Blocks = list[dict[str, Any]]


def guides_index(setup: SiteSetUp) -> GuideIndexPage:
    """The overview of guides of a site, made when it is not there."""
    found = GuideIndexPage.objects.child_of(setup.home).first()
    if found is not None:
        return found
    page = GuideIndexPage(title="Nieuw in raad of college", slug="nieuw-in-de-raad")
    return add_page(setup.home, page)  # type: ignore[no-any-return]


def make_guide(setup: SiteSetUp, title: str = "", *, live: bool = True, steps: int = 0, **fields: Any) -> GuidePage:
    """A guide with so many steps of one paragraph."""
    number = next(numbers)
    body = json.dumps(fields.pop("body", []))
    page = GuidePage(title=title or f"Gids {number}", slug=fields.pop("slug", f"gids-{number}"), body=body, **fields)
    guide = add_page(guides_index(setup), page, live=live)
    for place in range(1, steps + 1):
        make_step(guide, f"Stap nummer {place}", slug=f"stap-{place}")
    return GuidePage.objects.get(pk=guide.pk)


def make_step(
    guide: GuidePage, title: str = "", *, live: bool = True, body: Blocks | None = None, **fields: Any
) -> GuideStepPage:
    """A step of a guide."""
    number = next(numbers)
    blocks = [paragraph("In de regio vergadert u zelden zelf.")] if body is None else body
    page = GuideStepPage(
        title=title or f"Stap {number}",
        slug=fields.pop("slug", f"stap-{number}"),
        goal=fields.pop("goal", "U weet wie waarover gaat."),
        body=json.dumps(blocks),
        **fields,
    )
    return add_page(guide, page, live=live)  # type: ignore[no-any-return]


def items(entries: list[Any]) -> list[dict[str, Any]]:
    """A list in its stored form."""
    return [{"type": "item", "value": entry, "id": str(number)} for number, entry in enumerate(entries)]


def question(text: str = "Wanneer heeft een vraag het meeste effect?") -> dict[str, Any]:
    """A question of which the first of two options is right."""
    options = [
        {"text": "Vóór het overleg", "explanation": "Dan ligt de inzet nog open.", "right": True},
        {"text": "Na het besluit", "explanation": "Dan ligt alles al vast.", "right": False},
    ]
    return {"type": "question", "value": {"text": text, "options": items(options)}}


def tip(text: str = "<p>Vraag naar de inzet.</p>", title: str = "") -> dict[str, Any]:
    """A tip."""
    return {"type": "tip", "value": {"title": title, "text": text}}


def for_roles(roles: list[str], *blocks: dict[str, Any]) -> dict[str, Any]:
    """A part for some readers."""
    return {"type": "for_roles", "value": {"roles": roles, "body": list(blocks)}}


def checklist(*entries: str) -> dict[str, Any]:
    """A list to tick off."""
    return {"type": "checklist", "value": {"title": "Doe dit deze week", "items": items(list(entries))}}


OWN_TOWN: dict[str, Any] = {"type": "own_municipality", "value": {}}
OWN_PORTFOLIO: dict[str, Any] = {"type": "own_portfolio", "value": {}}


def make_town(setup: SiteSetUp, name: str = "Emmen") -> Organization:
    """A municipality that is a member of the association."""
    found = Organization.objects.create(
        name=name, slug=f"gemeente-{name.lower()}", classification="municipality", managed_by=setup.association
    )
    OrganizationMember.objects.create(organization=setup.association, member=found)
    return found
