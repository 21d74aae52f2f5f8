"""A form of something that holds from a day until another; people write the last day."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from association.base.forms.days import PartialDateField
from association.base.rules.days import PartialDate, Precision

HELP = "Zoals 31-12-2026, mei 2021 of 2021."


class DatedForm(WagtailAdminModelForm):
    """The first and the last day, as people write them."""

    first_day = PartialDateField(label="Van", max_length=40, required=False, help_text=HELP)
    last_day = PartialDateField(label="Tot en met", max_length=40, required=False, help_text=HELP)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["first_day"], self.initial["last_day"] = self.instance.first_words, self.instance.last_words

    def clean(self) -> dict[str, Any]:
        """The values; the days go to the object when they make a period."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"first_day", "last_day"} & set(self.errors) or not {"first_day", "last_day"} <= set(self.fields):
            return cleaned
        first: PartialDate | None = cleaned.get("first_day")
        last: PartialDate | None = cleaned.get("last_day")
        if first and last and last.next <= first.day:
            self.add_error("last_day", "De laatste dag ligt vóór de eerste.")
            return cleaned
        self.instance.start_date = first.day if first else None
        self.instance.start_precision = (first.precision if first else Precision.DAY).value
        self.instance.end_date = last.next if last else None
        self.instance.end_precision = (last.precision if last else Precision.DAY).value
        return cleaned
