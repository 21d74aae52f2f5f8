"""Template tags that every template of the site may use: icons and dates."""

import datetime
import re
from functools import cache

from django import template
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from association.base.rules.hyphens import with_soft_hyphens

register = template.Library()

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_ICON_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@cache
def icon_svg(name: str) -> SafeString:
    """The inline SVG of the drawing ``templates/icons/<name>.svg``, hidden from assistive technology.

    The file is read once per process. Raises TemplateSyntaxError when the name is no icon of ours.
    """
    if not _ICON_NAME.fullmatch(name):
        raise TemplateSyntaxError(f"Icon name {name!r} must be lower-case words with dashes.")
    try:
        drawing = get_template(f"icons/{name}.svg").render()
    except TemplateDoesNotExist as error:
        raise TemplateSyntaxError(f"Icon {name!r} has no file templates/icons/{name}.svg.") from error
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', drawing)


@register.simple_tag
def icon(name: str) -> SafeString:
    """The icon ``name`` as inline SVG; see icon_svg for the errors."""
    return icon_svg(name)


@register.filter
def date_text(value: datetime.date | None) -> str:
    """The day in words, "12 maart 2026"; empty for no date. Moments must already be in local time."""
    if not value:
        return ""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


@register.filter(is_safe=True)
def soft(value: str) -> SafeString:
    """Text, escaped, in which long words may break with a hyphen: for narrow places."""
    return mark_safe(with_soft_hyphens(conditional_escape(str(value))))


@register.filter
def month_short(value: datetime.date) -> str:
    """The month as in a date tile: its first three letters, "mrt" for March."""
    return "mrt" if value.month == 3 else MONTHS[value.month - 1][:3]
