"""Choices of several things that a form sends by their numbers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

# As many as a database numbers.
LARGEST_KEY = 2**63 - 1


class SeveralField(forms.ModelMultipleChoiceField):
    """Several things, of which a number that no database has is a wrong choice (SQLite fails on it)."""

    def clean(self, value: Any) -> Any:
        """The chosen things; ValidationError for what cannot be chosen."""
        keys = value if isinstance(value, list | tuple) else ()
        if wrong := next((key for key in keys if is_too_large(key)), None):
            words = self.error_messages["invalid_choice"]
            raise ValidationError(words, code="invalid_choice", params={"value": str(wrong)[:20]})
        return super().clean(value)


def is_too_large(key: Any) -> bool:
    """Whether a key is a number that is too large for a database."""
    try:
        return abs(int(key)) > LARGEST_KEY
    except (TypeError, ValueError):
        return False
