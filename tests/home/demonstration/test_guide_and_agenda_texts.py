"""The texts of the guides and the agenda: complete, well-formed, and leading to what there is."""

import re
from collections.abc import Iterator
from datetime import date, time
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from association.quality.rules.words import long_sentences
from home.demonstration.drawing import SCENES
from home.demonstration.read import FOLDER, read_content, read_file
from home.demonstration.register import slug_of, table

KEYS = ["vdg", "vgg"]
INDEX = {"vdg": "portefeuilles", "vgg": "themas"}
STEPS = {"nieuw-in-de-raad": 8, "nieuw-als-wethouder": 6, "gemeenschappelijke-regeling": 5}
ROLES = {"raadslid", "wethouder", "burgemeester", "griffier"}
# Addresses of pages that the software makes by itself.
MADE = {
    "/agenda/", "/agenda/abonneren/", "/activiteiten/", "/begrippen/", "/contact/", "/nieuwsbrieven/aanmelden/",
    "/nieuw-in-de-raad/", "/nieuws/", "/nieuws/feed/", "/publicaties/", "/sitemap/",
}  # fmt: skip
PLAIN = {"paragraph", "heading", "table", "figure", "callout", "accordion", "stoplight_legend"}
GUIDE = PLAIN | {"tip", "question", "own_municipality", "own_portfolio", "for_roles", "checklist"}
ELEMENTS = {"p", "ul", "ol", "li", "strong", "a"}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TAG, PARAGRAPH_END = re.compile(r"<[^>]+>"), re.compile(r"</(?:p|li)>")
HREF = re.compile(r'<a href="([^"]*)">')
MEETS = {
    "general_assembly", "board", "executive_board", "portfolio_consultation", "officials_consultation", "core_group",
    "circle", "sounding_board",
}  # fmt: skip
Entry = dict[str, Any]


class Elements(HTMLParser):
    """Refuses elements that editors cannot make and those that are not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag in ELEMENTS
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def check_html(text: str) -> None:
    """Fail when a text is not well-formed, or is not in paragraphs and lists."""
    reader = Elements()
    reader.feed(text.strip())
    reader.close()
    assert not reader.open
    assert re.match(r"<(p|ul|ol)>", text.strip())


def guides(key: str) -> list[Entry]:
    """The guides of an association."""
    return [read_file(file) for file in sorted((FOLDER / key / "guides").glob("[0-9]*.toml"))]


def agenda(key: str) -> Entry:
    """The agenda of an association."""
    return read_file(FOLDER / key / "agenda.toml")


def strings(value: Any) -> Iterator[str]:
    """Every text in an entry."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def blocks(entries: list[Entry]) -> Iterator[Entry]:
    """Blocks, and those inside them."""
    for block in entries:
        yield block
        yield from blocks(block.get("body", []))


def organizations() -> dict[str, Entry]:
    """The rows of the register by their address."""
    return {row["id"] if row["id"] in KEYS else slug_of(row): row for row in table("organizations")}


def portfolio_slugs(key: str) -> set[str]:
    """The addresses of the portfolios that have a page."""
    return {entry["register"]["slug"] for entry in read_content(key).portfolios}


def addresses(key: str) -> set[str]:
    """Every address on a site to which a text may lead."""
    content = read_content(key)
    found = {*MADE, f"/{INDEX[key]}/", *(page["path"] for page in content.pages)}
    found |= {f"/{INDEX[key]}/{slug}/" for slug in portfolio_slugs(key)}
    found |= {f"/organisatie/{slug.removeprefix(f'{key}-')}/" for slug in organizations() if slug.startswith(f"{key}-")}
    for publication in content.publications:
        here = f"/publicaties/{publication['slug']}/"
        found |= {here, *(f"{here}{chapter['slug']}/" for chapter in publication["chapters"])}
    return found | {f"/nieuw-in-de-raad/{guide['slug']}/" for guide in guides(key)}


@pytest.mark.parametrize("key", KEYS)
def test_guides_have_their_steps(key: str) -> None:
    found = guides(key)

    assert {guide["slug"]: len(guide["steps"]) for guide in found} == STEPS
    assert [guide.get("role", "") for guide in found] == ["raadslid", "wethouder", ""]
    for guide in found:
        slugs = [step["slug"] for step in guide["steps"]]
        assert len(set(slugs)) == len(slugs)
        assert all(SLUG.fullmatch(slug) for slug in slugs)
        assert guide["scene"] in SCENES


@pytest.mark.parametrize("key", KEYS)
def test_every_step_says_what_it_teaches(key: str) -> None:
    for guide in guides(key):
        for step in guide["steps"]:
            kinds = [block["type"] for block in blocks(step["body"])]

            assert set(kinds) <= GUIDE
            assert re.fullmatch(r"Na deze stap [^.?!]+\.", step["goal"])
            assert kinds.count("tip") == 1
        assert "checklist" in [block["type"] for block in guide["steps"][-1]["body"]]


@pytest.mark.parametrize("key", KEYS)
def test_every_question_explains_each_answer(key: str) -> None:
    found = [block for guide in guides(key) for step in guide["steps"] for block in blocks(step["body"])]
    questions = [block for block in found if block["type"] == "question"]

    assert len(questions) >= len(STEPS) * 4
    for question in questions:
        options = question["options"]
        assert 2 <= len(options) <= 4
        assert all(option["text"] and option["explanation"] for option in options)
        assert [option.get("right", False) for option in options].count(True) == 1


@pytest.mark.parametrize("key", KEYS)
def test_blocks_of_guides_are_well_formed(key: str) -> None:
    for guide in guides(key):
        for block in (block for step in guide["steps"] for block in blocks(step["body"])):
            for text in [block.get("html"), *(item["html"] for item in block.get("items", []) if "html" in item)]:
                if text is not None:
                    check_html(text)
            if block["type"] == "table":
                assert all(block["header"])
                assert {len(row) for row in block["rows"]} == {len(block["header"])}
            assert block.get("scene", "heath") in SCENES
            assert set(block.get("roles", [])) <= ROLES


@pytest.mark.parametrize("key", KEYS)
def test_sentences_can_be_read_on_a_phone(key: str) -> None:
    paragraphs = [
        " ".join(TAG.sub("", part).split())
        for text in [*strings(guides(key)), *strings(agenda(key))]
        for part in PARAGRAPH_END.split(text)
    ]

    found = [sentence for paragraph in paragraphs for sentence, _ in long_sentences(paragraph)]

    assert len(paragraphs) > 500
    assert found == []


@pytest.mark.parametrize("key", KEYS)
def test_links_lead_to_what_there_is(key: str) -> None:
    known = addresses(key)
    texts = [*strings(guides(key)), *strings(agenda(key))]
    found = {link for text in texts for link in HREF.findall(text)}

    assert len(found) > 20
    assert found <= known


@pytest.mark.parametrize("key", KEYS)
def test_bodies_of_the_agenda_stand_in_the_register(key: str) -> None:
    content, known = agenda(key), organizations()
    found = [
        body["organization"] if body.get("other") else f"{key}-{body['organization']}" for body in content["bodies"]
    ]
    expected = {
        slug
        for slug, row in known.items()
        if slug.startswith(f"{key}-") and row["classification"] in MEETS and not row["end"] and not row["successor"]
    }

    assert len(set(found)) == len(found)
    assert set(found) <= set(known)
    # Officials of a consultation that has gone no longer meet.
    assert expected - set(found) <= {"vdg-ao-ekm"}


@pytest.mark.parametrize("key", KEYS)
def test_days_and_hours_of_the_agenda_are_real(key: str) -> None:
    content = agenda(key)

    for body in content["bodies"]:
        assert all(date.fromisoformat(f"2027-{day}") for day in body["dates"])
        assert body["dates"] == sorted(set(body["dates"]))
        assert time.fromisoformat(body["time"]) < time.fromisoformat(body["until"])
    for event in content["events"]:
        for moment in event["moments"]:
            assert date.fromisoformat(f"2027-{moment['date']}")
            assert time.fromisoformat(moment["start"]) < time.fromisoformat(moment["end"])
            assert len(moment.get("note", "")) <= 200
    holidays = content["holidays"]
    assert all(holiday["start"] <= holiday["last"] for holiday in holidays)
    assert all(before["last"] < after["start"] for before, after in pairwise(holidays))


@pytest.mark.parametrize("key", KEYS)
def test_what_was_is_told_with_the_day_and_with_whose_it_was(key: str) -> None:
    content, known = agenda(key), organizations()
    kinds = {kind["name"] for kind in content["kinds"]}

    for entry in content["past"]:
        assert ("organization" in entry) != ("kind" in entry)
        assert entry.get("organization", key) in known
        assert entry.get("kind", next(iter(kinds))) in kinds
        assert [moment["date"] for moment in entry["moments"]] == sorted(moment["date"] for moment in entry["moments"])
        assert entry["moments"][-1].get("status") is None


@pytest.mark.parametrize("key", KEYS)
def test_assembly_has_papers_and_decisions(key: str) -> None:
    content = agenda(key)
    assembly, items = content["assembly"], content["assembly"]["items"]
    body = next(body for body in content["bodies"] if body["organization"] == assembly["organization"])

    assert assembly["date"] in body["dates"]
    assert len(items) == 8
    assert {item["goal"] for item in items} == {"informeren", "bespreken", "besluiten"}
    assert all(bool(item["papers"]) == bool(item.get("paper_text")) for item in items)
    assert sum("decision_html" in item for item in items) >= 5
    for item in items:
        check_html(item["text_html"])
        check_html(item.get("decision_html", "<p></p>"))


@pytest.mark.parametrize("key", KEYS)
def test_events_are_of_a_kind_and_can_be_joined(key: str) -> None:
    content, known = agenda(key), organizations()
    kinds = {kind["name"] for kind in content["kinds"]}

    for event in content["events"]:
        assert event["kind"] in kinds
        assert set(event["portfolios"]) <= portfolio_slugs(key)
        assert set(event["partners"]) <= set(known)
        assert event["scene"] in SCENES
        assert {block["type"] for block in event["body"]} <= PLAIN
        assert event["signup"]["mode"] in {"form", "link", "none"}
        assert (event["signup"]["mode"] == "link") == ("link" in event["signup"])
        for text in strings([*event["body"], *event.get("programme", [])]):
            if text.lstrip().startswith("<"):
                check_html(text)
    statuses = {moment.get("status") for event in content["events"] for moment in event["moments"]}
    assert statuses == {None, "cancelled", "moved"}


@pytest.mark.parametrize("key", KEYS)
def test_there_are_a_congress_and_a_course(key: str) -> None:
    events = {event["kind"]: event for event in agenda(key)["events"]}
    rounds = [part["sessions"] for part in events["Congres"]["programme"] if part["sessions"]]
    evenings = events["Leergang"]["moments"]

    assert [len(sessions) for sessions in rounds] == [4, 4, 4]
    assert events["Congres"]["signup"]["capacity"] == 200
    assert all(session["capacity"] > 0 and session["room"] for sessions in rounds for session in sessions)
    assert len(evenings) == 6
    assert {(evening["start"], evening["end"]) for evening in evenings} == {("19:30", "21:30")}
