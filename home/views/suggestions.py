"""Suggestions for a page that is being written: a summary, and the portfolios that its text is about."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST
from wagtail.models import Page

from association.base.rules.summaries import summary_of
from association.base.site_settings import SiteSettings
from association.portfolios.models import Portfolio
from association.portfolios.rules import portfolios_in

LONGEST = 100_000  # letters that are looked at


def place_of(posted: dict[str, Any], user: Any) -> Page:
    """The page that is being changed, or below which one is made; PermissionDenied when that is not the user's."""
    for name, right in (("page", "can_edit"), ("parent", "can_add_subpage")):
        number = posted.get(name)
        if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**31:
            continue
        page = Page.objects.filter(pk=number).first()
        if page is not None and getattr(page.permissions_for_user(user), right)():
            return page
    raise PermissionDenied


def read(body: bytes) -> dict[str, Any] | None:
    """What was sent as JSON, or None when it cannot be read."""
    try:
        posted = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return posted if isinstance(posted, dict) and isinstance(posted.get("text"), str) else None


@require_POST
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answers `{text, title, page | parent}` with `{summary, portfolios: [{id, name}]}`; writes nothing."""
    posted = read(request.body)
    if posted is None:
        return JsonResponse({"error": "Deze tekst kan niet worden gelezen."}, status=400)
    site = place_of(posted, request.user).get_site()
    own = SiteSettings.of(site).association_id if site is not None else None
    text = posted["text"][:LONGEST]
    subject = f"{str(posted.get('title', ''))[:LONGEST]}\n{text}"
    found = portfolios_in(subject, Portfolio.objects.filter(association_id=own)) if own is not None else []
    return JsonResponse(
        {"summary": summary_of(text), "portfolios": [{"id": item.pk, "name": item.name} for item in found]}
    )
