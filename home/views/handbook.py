"""The handbook under Help in the admin."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from home.handbook import START, chapter, chapters, picture_path

# Not every system knows this by the end of the name.
PICTURE_TYPE = "image/webp"


class HandbookView(WagtailAdminTemplateMixin, TemplateView):
    """One chapter, with the list of all beside it."""

    template_name = "home/handbook.html"
    header_icon = "help"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The chapter; Http404 when there is none of that name."""
        found = chapter(self.kwargs.get("name", START))
        if found is None:
            raise Http404
        self.page_title = found.title
        context: dict[str, Any] = super().get_context_data(**kwargs, chapter=found, chapters=chapters())
        return context

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Where the chapter is, and its title, which heads the screen."""
        items: list[dict[str, str]] = super().get_breadcrumbs_items()
        return [
            *items,
            {"url": reverse("handbook_start"), "label": "Handleiding"},
            {"url": "", "label": self.page_title},
        ]


def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture of the handbook."""
    path = picture_path(name)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), content_type=PICTURE_TYPE, headers={"Cache-Control": "private, max-age=3600"})
