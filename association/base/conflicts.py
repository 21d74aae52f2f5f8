"""Two people in one page: the later of two saves is shown both versions, and nothing is lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page, Revision

# What the form says of the version that it started from; the answer to a conflict starts from the newest.
OWN_FIELDS = frozenset(
    {"csrfmiddlewaretoken", "loaded_revision_id", "loaded_revision_created_at", "overwrite_revision_id"}
)
MOMENT = timedelta(seconds=10)
SAME_WORDS = SafeString("Dezelfde woorden; alleen de opmaak of een link kan verschillen.")
CONFLICT = 409  # RFC 9110, "409 Conflict"


@dataclass(frozen=True)
class Difference:
    """A field that differs: its name, and how it reads in the other version and in one's own."""

    label: str
    other: SafeString
    own: SafeString


def is_older(posted: Any, latest: Revision, user: Any) -> bool:
    """Whether a form was filled in on another version than the newest, by what Wagtail's editor sends along.

    A newest version that the same person made a moment ago is what their editor saved by itself while they pressed the
    button.
    """
    if not (loaded := posted.get("loaded_revision_id")):
        return False
    if (loaded, posted.get("loaded_revision_created_at", "")) == (str(latest.pk), latest.created_at.isoformat()):
        return False
    return bool(latest.user_id != user.pk or latest.created_at < timezone.now() - MOMENT)


def refuse_older_save(request: HttpRequest, page: Page) -> HttpResponse | None:
    """For a form that would cover a newer version: both versions, with what was filled in; None for any other.

    Saving by itself (in JSON) is refused by Wagtail's editor, which says so beside the form.
    """
    if request.method != "POST" or "application/json" in request.headers.get("Accept", ""):
        return None
    latest: Revision | None = page.get_latest_revision()
    if latest is None or not is_older(request.POST, latest, request.user):
        return None
    context = {
        "page_title": "Iemand was u voor",
        "page": page,
        "latest": latest,
        "loaded_at": latest.created_at.isoformat(),
        "differences": list(differences(request, page)),
        "fields": [(name, value) for name in request.POST if keeps(name) for value in request.POST.getlist(name)],
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }
    return TemplateResponse(request, "wagtailadmin/pages/conflict.html", context, status=CONFLICT)


def keeps(name: str) -> bool:
    """Whether a posted field is part of what was written; which button was pressed is not."""
    return name not in OWN_FIELDS and not name.startswith("action-")


def differences(request: HttpRequest, page: Page) -> Iterator[Difference]:
    """The fields in which the form differs from the newest version; none when the form cannot be read."""
    handler = type(page).get_edit_handler()
    other, own = page.get_latest_revision_as_object(), page.get_latest_revision_as_object()
    form = handler.get_form_class()(
        request.POST, request.FILES, instance=own, parent_page=page.get_parent(), for_user=request.user
    )
    form.defer_required_fields()
    form.is_valid()
    own = form.save(commit=False) if not form.errors else form.instance
    for compare in handler.get_bound_panel(instance=page, request=request, form=None).get_comparison():
        found = compare(other, own)
        if found.has_changed():
            yield Difference(str(found.field_label()), *sides(found))


def sides(found: Any) -> tuple[SafeString, SafeString]:
    """A difference as it reads in the other version and in one's own."""
    if not found.is_field:
        return SafeString("Anders"), SafeString("Anders")
    html = str(found.htmldiff())
    if not BeautifulSoup(html, "html.parser").select(".addition, .deletion"):
        return SAME_WORDS, SAME_WORDS
    return without(html, "addition"), without(html, "deletion")


def without(html: str, kind: str) -> SafeString:
    """Wagtail's marked difference without what only the one version (addition) or the other (deletion) has."""
    document = BeautifulSoup(html, "html.parser")
    for tag in document.select(f".{kind}"):
        tag.decompose()
    return mark_safe(str(document))  # Wagtail's own escaped HTML, with parts taken out
