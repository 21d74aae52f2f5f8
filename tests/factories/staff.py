"""People who work in the admin, and what they send in."""

from typing import Any

from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.factories.content import make_user


def staff_client(group: str, *, host: str = "localhost") -> Client:
    """A browser in which somebody of a group such as `VDG redactie` is logged in."""
    client = Client(headers={"host": host})
    client.force_login(make_user(group.replace(" ", "-").lower(), group))
    return client


def news_form(title: str, **fields: Any) -> dict[str, Any]:
    """A filled-in form of a news item; `portfolios` is a list of keys."""
    chosen = fields.pop("portfolios", [])
    form: dict[str, Any] = nested_form_data(
        {
            "title": title, "slug": title.lower().replace(" ", "-"), "summary": "", "image": "", "kind": "news",
            "date": "2026-11-20", "caption": "", "linkedin": "", "seo_title": "", "search_description": "",
            "body": streamfield([("paragraph", rich_text("<p>De tekst van het bericht.</p>"))]),
            "related_links": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 6},
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0},
            "responsible": "", "review_date": "", "audience": "everyone", "go_live_at": "", "expire_at": "",
            **fields,
        }
    )  # fmt: skip
    return {**form, "portfolios": chosen}
