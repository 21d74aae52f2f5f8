"""What meetings and events add to the admin."""

from association.meetings.hooks import planning, signing

__all__ = ["planning", "signing"]
