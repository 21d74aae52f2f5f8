"""Template tags for the admin and its mails."""

from typing import Any

from django import template
from wagtail.models import Page

register = template.Library()


@register.filter
def may_be_changed_by(page: Page, user: Any) -> bool:
    """Whether somebody may change a page today; who lost the right may still be subscribed to its remarks."""
    return bool(page.permissions_for_user(user).can_edit())
