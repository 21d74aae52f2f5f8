"""What the editor's preview shows of an issue."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe

from association.newsletters.composing.rendering import Look, RenderedIssue, audiences_of
from association.newsletters.pages import NewsletterIssuePage
from association.newsletters.pages.issue import ARTICLE, DARK, TEXT, register_preview
from association.newsletters.rules import places

EXAMPLE_NAME = "lezer"


def preview(page: NewsletterIssuePage, request: HttpRequest, mode: str) -> HttpResponseBase:
    """The mail for the first chosen list, or the article of the archive, which everybody may read."""
    issue = RenderedIssue(page)
    if mode == ARTICLE:
        public = issue.variant((), [])
        request.issue_article = mark_safe(public.article)  # type: ignore[attr-defined]  # our own templates' HTML
        return TemplateResponse(request, page.get_template(request), page.get_context(request))
    audiences = audiences_of(page.lists.all())
    groups, lists = next(((groups, lists) for groups, lists in audiences.items() if lists), ((), []))
    variant = issue.variant(groups, lists, Look(dark=mode == DARK))
    if mode == TEXT:
        return HttpResponse(without_places(variant.text), content_type="text/plain; charset=utf-8")
    # The admin shows pictures of the host that it is asked at alone; the files are the same.
    return HttpResponse(without_places(variant.html).replace(f'src="{issue.root}/', 'src="/'))


def without_places(text: str) -> str:
    """A mail that goes to nobody: a word in place of the name."""
    return text.replace(places.NAME, EXAMPLE_NAME)


def connect() -> None:
    """Show issues in the editor; called once when the app is ready."""
    register_preview(preview)
