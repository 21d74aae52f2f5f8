"""Forms as a browser sends them to the admin and to the public site."""

import json
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from tests.factories.content import make_user


def staff_client(name: str = "baas", *groups: str, **fields: Any) -> Client:
    """A browser with an account that is logged in; a superuser without groups."""
    client = Client(headers={"host": "localhost", "sec-fetch-site": "same-origin"})
    client.force_login(make_user(name, *groups, is_superuser=not groups, **fields))
    return client


def content_state(*blocks: dict[str, Any], entities: list[dict[str, Any]] | None = None) -> str:
    """The JSON that the text editor sends; each block may leave out what is plain."""
    plain = {"key": "abcde", "text": "", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    entity_map = {str(number): {"mutability": "MUTABLE", **entity} for number, entity in enumerate(entities or [])}
    return json.dumps({"blocks": [plain | block for block in blocks], "entityMap": entity_map})


def plain_state(text: str) -> str:
    """The editor's JSON for one paragraph."""
    return content_state({"text": text})


def edit_form(client: Client, page: Page) -> dict[str, Any]:
    """The fields of a page's edit form as they stand; streams are empty."""
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    fields = querydict_from_html(response.content.decode(), form_id="page-edit-form").dict()
    return {**fields, **nested_form_data({"body": streamfield([])})}


def body(*blocks: tuple[str, Any]) -> dict[str, Any]:
    """The form fields of a page's text: pairs of block name and value."""
    return nested_form_data({"body": streamfield(list(blocks))})  # type: ignore[no-any-return]  # Wagtail has no types


def post_page(client: Client, page: Page, changes: dict[str, Any], *, publish: bool = True) -> Any:
    """Send a page's edit form with changes; the answer of the server."""
    data = edit_form(client, page) | changes
    if publish:
        data["action-publish"] = "action-publish"
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
