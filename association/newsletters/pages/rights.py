"""What nobody may do with an issue by way of Wagtail's pages: it is placed by sending it, and then stays."""

from typing import Any

from django.apps import apps
from wagtail.models import Page, PagePermissionTester


class IssuePermissions(PagePermissionTester):
    """An issue is never published by hand; once it is being sent it stays as it is."""

    def is_sent(self) -> bool:
        """Whether a mailing was made of it."""
        return bool(getattr(self.page.specific, "is_sent", False))

    def can_publish(self) -> bool:
        """Never before it is sent: sending does it, by whoever sends."""
        return bool(super().can_publish() and self.is_sent())

    def can_submit_for_moderation(self) -> bool:
        """Never: an agreement with sending is asked on the screen for that, and publishes nothing."""
        return False

    def can_edit(self) -> Any:
        """Until it is sent."""
        return super().can_edit() and not self.is_sent()

    def can_delete(self, ignore_bulk: bool = False) -> Any:
        """Until it is sent."""
        return super().can_delete(ignore_bulk) and not self.is_sent()


class IndexPermissions(PagePermissionTester):
    """What stands below the archive comes there as a draft."""

    def can_publish_subpage(self) -> bool:
        """Never, as above."""
        return False


def sent_below(page: Page) -> str:
    """Why a page may not be deleted: an issue at or below it was sent, or is to be; empty without one."""
    mailings = apps.get_model("association", "Mailing").objects.filter(issue__path__startswith=page.path)
    found = mailings.select_related("issue").first()
    if found is None or found.issue is None:
        return ""
    return (
        f"'{found.issue.get_admin_display_title()}' is verzonden of ingepland, en wat is verzonden blijft. "
        "Mag niemand het nummer meer lezen? Haal het dan van de site."
    )
