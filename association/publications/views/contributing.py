"""Writing without account: the places for words of one chapter, with the text of the volume before beside them."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from association.base.context import PageHead
from association.base.queries import Viewer
from association.publications.contributing.writing import (
    LinkClosed,
    Outcome,
    newest_version,
    stored_body,
    texts_from,
    write_texts,
)
from association.publications.forms.contributions import LONGEST_TEXT, WriteForm
from association.publications.models import Contribution
from association.publications.queries import earlier_texts, source_of
from association.publications.queries.contributions import Closed, contribution_by, why_closed
from association.publications.rules import TAG, Place, places_in
from association.publications.rules.notation import plain_of
from association.review.queries import name_of
from association.review.rules import hash_of
from association.review.views.reading import GONE, HEADERS, is_from_elsewhere

DONE = "klaar"
BLOCK = re.compile(r"tekst-([0-9A-Za-z_-]{1,40})")
# More than any chapter has; a form that names more is not ours.
MOST_PLACES = 300


@dataclass(frozen=True)
class Field:
    """A place on the screen: its heading, the text of the volume before, and its field, or its text when it has none.

    `was` is what the writer saw, and is sent along.
    """

    place: Place
    bound: Any
    was: str
    earlier: str = ""
    fixed: str = ""


# Under `no-referrer` browsers hide the origin of a form, which the guard of other public forms asks for.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def contribute(request: HttpRequest, token: str) -> HttpResponse:
    """The chapter that a link was made for, or why it opens nothing; Http404 for what is no link of ours.

    Reading writes nothing.
    """
    if request.method == "POST" and is_from_elsewhere(request):
        raise PermissionDenied
    hashed, site = hash_of(token), Site.find_for_request(request)
    if hashed is None or site is None:
        raise Http404
    contribution = contribution_by(hashed)
    if contribution is None:
        response = closed(request, Closed.GONE, posted_texts(request))
    else:
        response = opened(request, contribution, site)
    for name, value in HEADERS.items():
        response[name] = value
    return response


def opened(request: HttpRequest, contribution: Contribution, site: Site) -> HttpResponse:
    """The chapter with its fields; after saving the same screen, which says so."""
    # The public's eyes, whoever opens the link: nothing that is kept from visitors comes along.
    request.viewer = Viewer.anonymous(site)  # type: ignore[attr-defined]  # ours
    if reason := why_closed(contribution, site.root_page.path):
        return closed(request, reason, posted_texts(request))
    page = newest_version(contribution.chapter)
    places = places_in(stored_body(page))
    form = WriteForm(request.POST if request.method == "POST" else None, places=places)
    if form.is_bound and form.is_valid():
        return save(request, contribution, site, form)
    return shown(request, contribution, site, form, places)


def save(request: HttpRequest, contribution: Contribution, site: Site, form: WriteForm) -> HttpResponse:
    """Put the texts in the chapter; what was kept aside is shown with what stands there now."""
    is_done = request.POST.get("doen") == DONE
    # What a form names is not always a place that is still there: what was written at such a place is kept.
    places = [Place(block, "", "", "") for block in posted_texts(request)]
    try:
        outcome = write_texts(
            contribution=contribution, texts=texts_from(cleaned(request, form), places),
            root=site.root_page.path, is_done=is_done,
        )  # fmt: skip
    except LinkClosed as error:
        return closed(request, error.reason, posted_texts(request))
    if not outcome.kept:
        return redirect(f"{request.path}?{DONE if is_done else 'bewaard'}=ja")
    page = newest_version(contribution.chapter)
    now = places_in(stored_body(page))
    return shown(request, contribution, site, WriteForm(None, places=now), now, outcome)


def posted_texts(request: HttpRequest) -> dict[str, str]:
    """The texts that were sent, by the id of their place, in their order; no more than MOST_PLACES.

    Names that no place can have are left out, and texts are cut where a field would stop.
    """
    named = ((BLOCK.fullmatch(name), str(text)) for name, text in request.POST.items())
    found = [(match[1], text.replace("\0", "")[:LONGEST_TEXT]) for match, text in named if match]
    return dict(found[:MOST_PLACES])


def cleaned(request: HttpRequest, form: WriteForm) -> dict[str, str]:
    """What was posted, with the texts as the form took them."""
    sent = {f"tekst-{block}": text for block, text in posted_texts(request).items()}
    return {**{name: str(request.POST[name]) for name in request.POST}, **sent, **form.cleaned_data}


def closed(request: HttpRequest, reason: Closed, texts: dict[str, str]) -> HttpResponse:
    """Why a link opens nothing; nothing of the chapter, but what was just written, to copy."""
    context = {
        "reason": reason.value,
        "texts": [text for text in texts.values() if text.strip()],
        "page_meta": PageHead(title="Deze link werkt niet meer", robots="noindex"),
    }
    return TemplateResponse(request, "publications/contribute_closed.html", context, status=GONE).render()


def shown(
    request: HttpRequest,
    contribution: Contribution,
    site: Site,
    form: WriteForm,
    places: list[Place],
    outcome: Outcome | None = None,
) -> HttpResponse:
    """The screen."""
    chapter = contribution.chapter
    title = chapter.draft_title or chapter.title
    there = {place.block for place in places}
    sent = posted_texts(request) if form.errors else {}
    context = {
        "homeless": [text for block, text in sent.items() if block not in there and text.strip()],
        "contribution": contribution,
        "title": title,
        "sender": name_of(contribution.created_by),
        "fields": fields_of(contribution, site, form, places),
        "form": form,
        "kept": outcome.kept if outcome else (),
        "was_saved": "bewaard" in request.GET,
        "is_done": DONE in request.GET,
        "page_meta": PageHead(title=f"Meeschrijven: {title}", robots="noindex"),
    }
    return TemplateResponse(request, "publications/contribute.html", context).render()


def fields_of(contribution: Contribution, site: Site, form: WriteForm, places: list[Place]) -> list[Field]:
    """The places of a chapter with their fields; the text of the volume before stands at the first of its heading."""
    source = source_of(contribution.chapter)
    earlier = dict(earlier_texts(source, Viewer.anonymous(site))) if source is not None else {}
    found = []
    for place in places:
        name, plain = f"tekst-{place.block}", plain_of(place.html)
        found.append(
            Field(
                place=place,
                bound=form[name] if name in form.fields else None,
                was=form.data.get(f"was-{place.block}", plain or "") if form.is_bound else plain or "",
                earlier=earlier.pop(place.anchor, ""),
                fixed=unescape(TAG.sub(" ", place.html)) if plain is None else "",
            )
        )
    return found
