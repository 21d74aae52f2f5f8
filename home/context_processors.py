"""What every template of the site gets."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from association.base.queries import Viewer
from home.navigation import Frame, build_frame


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame of the page, built when a template first asks for it; none in the admin."""

    def build() -> Frame | None:
        viewer: Viewer | None = getattr(request, "viewer", None)
        return build_frame(request, viewer) if viewer else None

    return {"frame": SimpleLazyObject(build)}
