"""How mails look: one stylesheet with the colours of the brand, written into the elements, as mail programs want it."""

from typing import Any

from css_inline import CSSInliner
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from association.base.models import Brand
from association.base.rules.brands import default_dark, default_light, is_colour

ROUND, SQUARE = "8px", "0"


class MailStyle:
    """The look of the mails of one brand. `always_dark` is for a preview of what dark mode makes of it."""

    def __init__(self, brand: Brand | None, *, always_dark: bool = False) -> None:
        light = usable(brand.light if brand else {}, default_light())
        dark = usable(brand.dark if brand else {}, default_dark())
        shared = {
            "weight": brand.weight if brand else 700,
            "radius": ROUND if brand is None or brand.shape == "stone" else SQUARE,
        }
        base = render_to_string("mail/style.css", shared)
        inlined = base + render_to_string("mail/colours.css", dark if always_dark else light)
        self.inliner = CSSInliner(extra_css=inlined, keep_style_tags=True, inline_style_tags=False)
        self.dark = "" if always_dark else render_to_string("mail/colours.css", dark).replace(";", " !important;")
        self.phone = render_to_string("mail/phone.css")

    @property
    def tag(self) -> SafeString:
        """What cannot be written into elements: dark mode and phones. Our own files and checked colours alone."""
        dark = f"@media (prefers-color-scheme: dark) {{\n{self.dark}}}\n" if self.dark else ""
        return mark_safe(f"<style>\n{dark}@media (max-width: 480px) {{\n{self.phone}}}\n</style>")

    def written_into(self, html: str) -> str:
        """A mail with its rules in its elements."""
        return str(self.inliner.inline(html))


def usable(colours: dict[str, Any], standard: dict[str, str]) -> dict[str, str]:
    """The colours of a brand by names that templates can say, each a real colour."""
    return {
        name.replace("-", "_"): value if is_colour(value := str(colours.get(name, ""))) else fallback
        for name, fallback in standard.items()
    }
