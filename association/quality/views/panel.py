"""What there is to mend in the version that somebody is editing, for the side of the editor."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page

from association.quality.actions import content_of, dead_links, notes_for
from association.quality.rules.checks import DEAD_LINK, KINDS, short
from association.quality.views.reports import anchor_of


@dataclass(frozen=True)
class Remark:
    """One finding as the editor reads it: what, how to mend it, and where it is on this screen."""

    what: str
    advice: str
    anchor: str


def remarks_on(page: Page) -> list[Remark]:
    """All findings on the version that a specific page holds, dead links first."""
    content = content_of(page)
    dead = [
        Remark(
            f"'{short(lead.text or lead.address or 'Deze link')}' leidt voor bezoekers nergens heen: {lowered(why)}",
            DEAD_LINK.advice,
            anchor_of(lead.place),
        )
        for lead, why in dead_links(page, content)
    ]
    notes = notes_for(page, content)
    return dead + [Remark(note.detail, KINDS[note.code].advice, anchor_of(note.place)) for note in notes]


def lowered(text: str) -> str:
    """A sentence as part of another."""
    return f"{text[:1].lower()}{text[1:]}"


@require_safe
@never_cache
def page_panel(request: HttpRequest, number: int) -> HttpResponse:
    """The findings on the newest version of a page, as a piece of HTML; only for who may change the page."""
    page = get_object_or_404(Page, pk=number, depth__gt=1)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    newest = page.get_latest_revision_as_object()
    return render(request, "quality/admin/remarks.html", {"remarks": remarks_on(newest)})
