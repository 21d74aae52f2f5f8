"""From blocks in the demonstration's files to blocks of a page."""

import json
import re
import uuid
from collections.abc import Callable
from typing import Any

from django.utils.html import escape
from django.utils.text import slugify

HREF = re.compile(r'<a href="(?P<address>/[^"]*)">')
SPACE = re.compile(r"\s*\n\s*")
Stored = dict[str, Any]


class Bodies:
    """Turns blocks into their stored form; links to pages become real links.

    `pages` gives the id of a page by its address, `body_number` that of a body by its short name, `portfolio_number`
    that of a portfolio by its slug; `figure` and `members_file` make what a block shows.
    """

    def __init__(
        self,
        pages: dict[str, int],
        figure: Callable[[str, str], int],
        members_file: Callable[[], int],
        body_number: Callable[[str], int],
        portfolio_number: Callable[[str], int],
    ) -> None:
        self.pages = pages
        self.body_number = body_number
        self.portfolio_number = portfolio_number
        self.figure = figure
        self.members_file = members_file

    def html(self, text: str) -> str:
        """Formatted text as the editor stores it."""

        def link(match: re.Match[str]) -> str:
            number = self.pages.get(match["address"])
            return f'<a linktype="page" id="{number}">' if number else match[0]

        text = HREF.sub(link, SPACE.sub(" ", text.strip()))
        return text.replace("<strong>", "<b>").replace("</strong>", "</b>")

    def link(self, entry: dict[str, str]) -> Stored:
        """A link block of the settings or the home page."""
        number = self.pages.get(entry["url"])
        return {"label": entry["label"], "page": number, "address": "" if number else entry["url"]}

    def card(self, entry: dict[str, str]) -> Stored:
        """A link card."""
        number = self.pages.get(entry["url"])
        return {
            "title": entry["title"],
            "text": entry.get("text", ""),
            "page": number,
            "address": "" if number else entry["url"],
        }

    def body(self, blocks: list[dict[str, Any]]) -> list[Stored]:
        """The stream of a page, or of a part of a chapter."""
        return [
            {"type": block["type"], "value": getattr(self, f"_{block['type']}")(block), "id": str(uuid.uuid4())}
            for block in blocks
        ]

    def _paragraph(self, block: Stored) -> str:
        return self.html(block["html"])

    def _heading(self, block: Stored) -> Stored:
        return {"text": block["text"], "level": str(block["level"]), "anchor": slugify(block["text"])}

    def _numbers(self, block: Stored) -> Stored:
        return {"chosen": block["chosen"], "day": block.get("day")}

    def _day_only(self, block: Stored) -> Stored:
        return {"day": block.get("day")}

    _structure = _vng_seats = _municipalities = _map = _day_only

    def _seats(self, block: Stored) -> Stored:
        return {"organization": self.body_number(block["organization"]), "day": block.get("day")}

    def _activities(self, block: Stored) -> Stored:
        portfolio = self.portfolio_number(block["portfolio"]) if "portfolio" in block else None
        told = {"reports": block.get("reports", True), "lights": block.get("lights", False)}
        return {"year": block["year"], "period": block.get("period", "Y"), "portfolio": portfolio, **told}

    def _stoplight_summary(self, block: Stored) -> Stored:
        return {"year": block["year"], "period": block.get("period", "Y")}

    def _nothing(self, block: Stored) -> Stored:
        return {}

    _stoplight_legend = _accepted_problems = _nothing

    def _figure(self, block: Stored) -> Stored:
        scene: str = block["scene"]
        seed: str = block.get("seed") or block.get("caption") or scene
        number = self.figure(scene, seed)
        return {"image": number, "decorative": False, "caption": block.get("caption", ""), "wide": False}

    def _quote(self, block: Stored) -> Stored:
        return {"text": block["text"].strip(), "source": block.get("source", "")}

    def _callout(self, block: Stored) -> Stored:
        return {"kind": block["kind"], "text": f"<p>{escape(SPACE.sub(' ', block['text'].strip()))}</p>"}

    def _table(self, block: Stored) -> Stored:
        return {
            "caption": block["caption"],
            "note": "",
            "row_headers": block["row_headers"],
            "table": {
                "columns": [{"type": "text", "heading": heading} for heading in block["header"]],
                "rows": [{"values": [str(cell) for cell in row]} for row in block["rows"]],
                "caption": "",
            },
        }

    def _accordion(self, block: Stored) -> Stored:
        entries = [{"title": item["title"], "text": self.html(item["html"])} for item in block["items"]]
        return {"items": list_items(entries)}

    def _links(self, block: Stored) -> Stored:
        return {"items": list_items([self.card(item) for item in block["items"]])}

    def _documents(self, block: Stored) -> Stored:
        return {"title": block["title"], "documents": list_items([self.members_file()])}

    def _tip(self, block: Stored) -> Stored:
        return {"title": block.get("title", ""), "text": self.html(block["html"])}

    def _question(self, block: Stored) -> Stored:
        options = [
            {"text": item["text"], "explanation": item["explanation"], "right": item.get("right", False)}
            for item in block["options"]
        ]
        return {"text": block["text"], "options": list_items(options)}

    _own_municipality = _own_portfolio = _nothing

    def _for_roles(self, block: Stored) -> Stored:
        return {"roles": block["roles"], "body": self.body(block["body"])}

    def _checklist(self, block: Stored) -> Stored:
        return {"title": block.get("title", ""), "items": list_items(block["items"])}

    def _sources(self, block: Stored) -> Stored:
        return {"items": list_items([{"text": self.rich(text)} for text in block["items"]])}

    def _signature(self, block: Stored) -> Stored:
        return {"name": block["name"], "role": block.get("role", ""), "place": block.get("place", "")}

    def _portfolio_head(self, block: Stored) -> Stored:
        facts = [{"label": label, "name": name, "note": note} for label, name, note in block["facts"]]
        return {"facts": list_items(facts), "day": block["day"].isoformat()}

    def _looking_back(self, block: Stored) -> Stored:
        lists = {
            "priorities": list_items(block.get("priorities", [])),
            "results": self._lines(block.get("results", [])),
        }
        return self._section(block) | lists

    def _dossiers(self, block: Stored) -> Stored:
        return self._section(block) | {"dossiers": list_items([self._dossier(item) for item in block["dossiers"]])}

    def _dossier(self, item: Stored) -> Stored:
        rest = {name: item.get(name, "") for name in ("lead", "participants", "since", "ask")}
        return {"title": item["title"], "state": item["state"], "text": self.rich(item["text"]), **rest}

    def _cooperation(self, block: Stored) -> Stored:
        seats = [{"body": body, "name": name, "note": note} for body, name, note in block.get("representation", [])]
        lists = {name: list_items(block.get(name, [])) for name in ("questions", "partners", "networks")}
        return self._section(block) | {"representation": list_items(seats)} | lists

    def _looking_ahead(self, block: Stored) -> Stored:
        return self._section(block) | {"steps": self._lines(block.get("steps", []))}

    def _free(self, block: Stored) -> Stored:
        return self._section(block)

    def _section(self, block: Stored) -> Stored:
        content = self.body(block.get("content", []))
        return {"heading": block["heading"], "anchor": slugify(block["heading"]), "content": content}

    def _lines(self, lines: list[list[str]]) -> list[Stored]:
        return list_items([{"when": when, "text": self.rich(text)} for when, text in lines])

    def rich(self, text: str) -> str:
        """Formatted text; a text without elements becomes one paragraph."""
        return self.html(text if text.lstrip().startswith("<") else f"<p>{text.strip()}</p>")

    def years(self, years: list[dict[str, Any]]) -> list[Stored]:
        """The years of a portfolio page."""
        return [{"type": "year", "value": self._year(year)} for year in years]

    def _year(self, year: dict[str, Any]) -> Stored:
        did = "".join(text if text.lstrip().startswith("<") else f"<p>{text}</p>" for text in year.get("did", []))
        moments = [{"date": moment["date"].isoformat(), "text": moment["text"]} for moment in year.get("moments", [])]
        return {
            "year": year["year"],
            "did": self.html(did),
            "actions": list_items(year.get("actions", [])),
            "moments": list_items(moments),
            "attention": list_items(year.get("attention", [])),
        }


def list_items(entries: list[Any]) -> list[Stored]:
    """A list block in its stored form."""
    return [{"type": "item", "value": entry, "id": str(uuid.uuid4())} for entry in entries]


def one_line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def stored(blocks: list[dict[str, Any]]) -> Any:
    """Blocks as a stream takes them."""
    return json.dumps(blocks)


def stream(kind: str, values: list[dict[str, Any]]) -> Any:
    """Values of one block type as a stream takes them."""
    return stored([{"type": kind, "value": value} for value in values])
