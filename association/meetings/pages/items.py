"""What is on the agenda of a meeting and on the programme of an event, as their pages show it."""

from typing import Any

from association.base.blocks.base import Rendering, rendering_for
from association.base.blocks.media import document_item
from association.base.queries import Viewer
from association.meetings.blocks import GOALS
from association.memberships.links import Addresses
from association.memberships.queries import public_people
from association.people.models import Person
from association.portfolios.pages.people import NoAddresses

GOAL_WORDS = dict(GOALS)


def agenda_items(stream: Any, viewer: Viewer, to: Addresses | NoAddresses) -> list[dict[str, Any]]:
    """As components/agenda_items.html shows them, for a stream that was loaded; two queries at most.

    Of papers only those that the viewer may use are there at all.
    """
    values = [child.value for child in stream]
    people = leads(values)
    public = public_people(person.pk for person in people.values()) if people else set()
    rendering = rendering_for(viewer, list(stream.raw_data), stream) if values else None
    return [item(value, rendering, people, public, to) for value in values if rendering]


def leads(values: list[Any]) -> dict[int, Person]:
    """Who leads the items, by the number that was chosen; who was merged into another is that other."""
    chosen = {value["lead"].pk: value["lead"] for value in values if value["lead"]}
    merged = {person.merged_into_id for person in chosen.values()} - {None}
    known = Person.objects.in_bulk(merged) if merged else {}
    people = {number: known.get(person.merged_into_id, person) for number, person in chosen.items()}
    return {number: person for number, person in people.items() if not person.is_nameless}


def item(
    value: Any, rendering: Rendering, people: dict[int, Person], public: set[int], to: Addresses | NoAddresses
) -> dict[str, Any]:
    """One item on the agenda."""
    person = people.get(value["lead"].pk) if value["lead"] else None
    return {
        "title": value["title"],
        "goal": GOAL_WORDS.get(value["goal"], ""),
        "lead": person.full_name if person else value["lead_label"],
        "lead_url": to.person(person) if person and person.pk in public else "",
        "text": rendering.html(value["text"]) if value["text"] else "",
        "papers": papers(value["papers"], rendering.viewer),
        "decision": rendering.html(value["decision"]) if value["decision"] else "",
    }


def papers(values: Any, viewer: Viewer) -> list[dict[str, Any]]:
    """The files that the viewer may use, by the words of the agenda or their own title."""
    found = [(value, value["document"]) for value in values if value["document"]]
    return [
        {**document_item(document), "title": value["title"] or document.title}
        for value, document in found
        if viewer.may_use(document)
    ]


def programme(stream: Any, viewer: Viewer) -> list[dict[str, Any]]:
    """The parts of a programme as components/programme.html shows them."""
    if not stream:
        return []
    rendering = rendering_for(viewer, list(stream.raw_data), stream)
    return [
        {
            "start": child.value["start"],
            "end": child.value["end"],
            "title": child.value["title"],
            "text": rendering.html(child.value["text"]) if child.value["text"] else "",
            "sessions": [session(value, rendering) for value in child.value["sessions"]],
        }
        for child in stream
    ]


def session(value: Any, rendering: Rendering) -> dict[str, Any]:
    """One of the sessions that are held at the same time."""
    return {
        "title": value["title"],
        "text": rendering.html(value["text"]) if value["text"] else "",
        "speakers": value["speakers"],
        "room": value["room"],
        "capacity": value["capacity"],
    }
