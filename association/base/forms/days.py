"""A day, month or year, typed as people write it."""

from typing import Any

from django import forms

from association.base.rules.days import NoDay, PartialDate, parse_day


class PartialDateField(forms.CharField):
    """ "31-12-2022", "1 mei 2021", "mei 2021" or "2021", as a PartialDate; None for an empty field."""

    def clean(self, value: Any) -> PartialDate | None:
        """The day; ValidationError in words for what is none."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_day(text)
        except NoDay as error:
            raise forms.ValidationError(str(error)) from error
