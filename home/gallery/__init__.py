"""The gallery: every component of the site in every state, for editors and developers."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from association.base.brand_presets import PRESETS
from home.gallery.example import Example, State
from home.gallery.examples import EXAMPLES
from home.gallery.frame import example_frame


def gallery_context(brand: str = "vdg", brand_css_url: str = "") -> dict[str, object]:
    """The context of ``home/gallery.html``: frame, page_meta and ``examples``.

    An example has name, title, purpose, width and states [{label, html}]. ``brand`` is a key of PRESETS (KeyError
    when unknown); ``brand_css_url`` the stylesheet with its colours.
    """
    return {
        "frame": example_frame(brand, PRESETS[brand], brand_css_url),
        "page_meta": {"title": "Bouwstenen", "robots": "noindex"},
        "examples": [
            {
                "name": example.name,
                "title": example.title,
                "purpose": example.purpose,
                "width": example.width,
                "states": [{"label": state.label, "html": _render(example, state)} for state in example.states],
            }
            for example in EXAMPLES
        ],
    }


def _render(example: Example, state: State) -> SafeString:
    return render_to_string(example.template, dict(state.context))
