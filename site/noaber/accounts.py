"""Logging in to a real installation."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from association.base.models import User
from home.demonstration.names import PASSWORD


class NoKnownPasswordBackend(ModelBackend):
    """Django's own accounts; the published password of the demonstration opens none."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """The account, or None for a wrong name or password, and for the demonstration's password always."""
        if password == PASSWORD:
            return None
        return super().authenticate(request, username=username, password=password, **kwargs)
