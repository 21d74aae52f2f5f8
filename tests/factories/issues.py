"""Issues with content, ready to be rendered."""

import json
from typing import Any
from uuid import uuid4

from association.newsletters.models import MailingList
from association.newsletters.pages import NewsletterIssuePage
from home.actions import SiteSetUp
from tests.factories.mailings import make_issue


def block(kind: str, value: Any) -> dict[str, Any]:
    """A block of an issue in stored form."""
    return {"type": kind, "value": value, "id": str(uuid4())}


def pick(page: Any, **fields: Any) -> dict[str, Any]:
    """A page in a group of an issue, in stored form."""
    value = {"shown": True, "page": page.pk, "teaser": "", "picture": True, "public_text": ""}
    return {"type": "item", "value": value | fields, "id": str(uuid4())}


def picks(title: str, *items: dict[str, Any]) -> dict[str, Any]:
    """A group of pages, in stored form."""
    return block("picks", {"title": title, "items": list(items)})


def fill_issue(
    setup: SiteSetUp, *lists: MailingList, blocks: list[dict[str, Any]] | None = None, **fields: Any
) -> NewsletterIssuePage:
    """An issue with these blocks, as its draft holds it."""
    page = make_issue(setup, *lists, **fields)
    page.body = json.dumps(blocks or [])  # type: ignore[assignment]  # stored form
    page.save_revision()
    found: NewsletterIssuePage = page.get_latest_revision_as_object()
    return found
