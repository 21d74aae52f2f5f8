"""What nobody may do with an issue by way of Wagtail's pages: placing it on the site is part of sending it."""

from typing import Any

from wagtail.models import PagePermissionTester


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
