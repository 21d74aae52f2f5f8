"""What newsletters add to the admin."""

from association.newsletters.hooks import issues, menu, sending, subscribers

__all__ = ["issues", "menu", "sending", "subscribers"]
