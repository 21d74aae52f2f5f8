"""Drafts of news about what was recorded elsewhere."""

from typing import Any

from django.db import transaction
from django.utils.html import escape
from wagtail.models import Site

from association.base.queries import Viewer
from association.news.pages import NewsIndexPage, NewsPage


@transaction.atomic
def draft_news(site: Site, user: Any, title: str, lines: list[str]) -> NewsPage | None:
    """A draft with a first sentence and a list of facts; None where the user may add no news. It is never published."""
    index = NewsIndexPage.objects.viewable_by(Viewer(site=site, user=user)).order_by("path").first()
    if index is None or not index.permissions_for_user(user).can_add_subpage():
        return None
    first, *rest = lines
    points = "".join(f"<li>{escape(line)}</li>" for line in rest)
    text = f"<p>{escape(first)}</p>" + (f"<ul>{points}</ul>" if points else "")
    page = NewsPage(title=title, summary=first[:200], live=False, has_unpublished_changes=True, owner=user)
    page.body = [("paragraph", text)]  # type: ignore[assignment]  # Wagtail takes pairs of block and value
    made: NewsPage = index.add_child(instance=page)
    made.save_revision(user=user, log_action=True)
    return made
