"""Reading along without account: one version of one page, with places to write remarks, and an answer."""

from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from association.base.context import PageHead
from association.base.queries import Viewer
from association.review.actions import Remark, answer_link
from association.review.forms import AnswerForm
from association.review.models import ReviewLink
from association.review.queries import Death, LinkDead, death_of, name_of
from association.review.rules import hash_of

GONE = 410  # RFC 9110, "410 Gone"
HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}
# The text itself: what an editor wrote below each other.
HEADINGS = ".body-blocks h2, .body-blocks h3"
# Where a heading is a button or a link already, or a place of its own.
NOT_INSIDE = ["summary", "a", "button", "details", "nav", "aside"]


# Under `no-referrer` browsers hide the origin of a form, which the guard of other public forms asks for.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest, token: str) -> HttpResponse:
    """The version that a link was made for, or why it no longer opens; Http404 for what is no link of ours.

    Reading writes nothing: that a link was opened is known from its first answer.
    """
    if request.method == "POST" and is_from_elsewhere(request):
        raise PermissionDenied
    hashed = hash_of(token)
    site = Site.find_for_request(request)
    if hashed is None or site is None:
        raise Http404
    link = find_link(hashed)
    # What was made for another site does not exist here.
    if link is not None and not link.page.path.startswith(site.root_page.path):
        raise Http404
    response = dead(request, Death.GONE) if link is None else read_link(request, link, site)
    for name, value in HEADERS.items():
        response[name] = value
    return response


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent the form; no such site can know the secret in the address."""
    origin = request.headers.get("Origin", "null")
    elsewhere = origin != "null" and urlsplit(origin).netloc != request.get_host()
    return elsewhere or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin"


def find_link(hashed: str) -> ReviewLink | None:
    """The link with this hash, with all that decides whether it still works."""
    rows = ReviewLink.objects.select_related("page", "revision", "workflow_state", "created_by")
    return rows.filter(token_hash=hashed).first()


def read_link(request: HttpRequest, link: ReviewLink, site: Site) -> HttpResponse:
    """The version with its form; after a valid answer, thanks."""
    # The public's eyes, whoever opens the link: nothing that is kept from visitors comes along with the text.
    request.viewer = Viewer.anonymous(site)  # type: ignore[attr-defined]  # ours
    if death := death_of(link):
        return dead(request, death)
    is_sender = request.user.is_authenticated and request.user.pk == link.created_by_id
    form = AnswerForm(request.POST if request.method == "POST" and not is_sender else None)
    if form.is_bound and form.is_valid():
        try:
            return thanks(request, answer(link, form))
        except LinkDead as error:
            return dead(request, error.death)
    return shown(request, link, form, is_sender=is_sender)


def answer(link: ReviewLink, form: AnswerForm) -> ReviewLink:
    """Keep a valid answer."""
    remarks = [Remark(item["heading"], item["text"], item["anchor"]) for item in form.remarks]
    data = form.cleaned_data
    return answer_link(link=link, answer=data["answer"], text=data["text"].strip(), remarks=remarks)


def dead(request: HttpRequest, death: Death) -> HttpResponse:
    """Why a link no longer opens; nothing of the page."""
    context = {"reason": death.value, "page_meta": PageHead(title="Deze link werkt niet meer", robots="noindex")}
    return TemplateResponse(request, "review/dead.html", context, status=GONE).render()


def thanks(request: HttpRequest, link: ReviewLink) -> HttpResponse:
    """What happens with an answer."""
    context = {
        "link": link,
        "agreed": link.answer == ReviewLink.Answer.AGREE,
        "sender": name_of(link.created_by),
        "page_meta": PageHead(title="Dank u wel", robots="noindex"),
    }
    return TemplateResponse(request, "review/thanks.html", context).render()


def shown(request: HttpRequest, link: ReviewLink, form: AnswerForm, *, is_sender: bool) -> HttpResponse:
    """The version as readers would get it, with a place to write at each heading and the form below."""
    written = {item["number"]: item["text"] for item in form.remarks}
    context = {
        "link": link,
        "title": link.revision.object_str,
        "sender": name_of(link.created_by),
        "body": with_places(main_of(request, link), written, closed=is_sender),
        "form": form,
        "is_sender": is_sender,
        "is_newest": link.page.latest_revision_id == link.revision_id,
        "page_meta": PageHead(title=f"Meelezen: {link.revision.object_str}", robots="noindex"),
    }
    return TemplateResponse(request, "review/read.html", context).render()


def main_of(request: HttpRequest, link: ReviewLink) -> BeautifulSoup:
    """What the page's own template makes of the version, without the frame around it."""
    page = link.revision.as_object()
    # A moment to publish or to expire says nothing about reading now.
    page.expire_at = None
    response: Any = page.serve_preview(request, page.default_preview_mode)
    response.context_data["page_meta"] = PageHead(title="", robots="noindex")
    html = response.render().content.decode()
    # No bar, and none of the freedom for scripts that comes with it, whoever opens the link.
    request.is_preview = request.shows_admin_tools = False  # type: ignore[attr-defined]  # read by the middleware
    main = BeautifulSoup(html, "html.parser").find("main")
    return BeautifulSoup(main.decode_contents() if isinstance(main, Tag) else "", "html.parser")


def with_places(document: BeautifulSoup, written: dict[str, str], *, closed: bool) -> SafeString:
    """The text with a place to write after each heading, and its own forms put out of use."""
    for form in document.find_all("form"):
        for field in form.find_all(["input", "select", "textarea", "button"]):
            field["disabled"] = ""
        form.unwrap()
    headings = [item for item in document.select(HEADINGS) if item.find_parent(NOT_INSIDE) is None]
    for number, heading in enumerate([] if closed else headings, start=1):
        context = {
            "number": number,
            "heading": heading.get_text(" ", strip=True),
            "anchor": heading.get("id", ""),
            "text": written.get(str(number), ""),
        }
        place = BeautifulSoup(render_to_string("components/review_remark.html", context), "html.parser")
        # The component around a heading holds its link too.
        (heading.find_parent(class_="heading") or heading).insert_after(place)
    # The page's own rendered template, and the component that was rendered just now.
    return mark_safe(str(document))
