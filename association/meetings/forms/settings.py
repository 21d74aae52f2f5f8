"""The forms of kinds of events and of holidays."""

from typing import Any

from association.base.forms.dated import HELP, DatedForm
from association.base.forms.days import PartialDateField
from association.meetings.models import EventKind
from association.organizations.forms import OwnedForm


class KindForm(OwnedForm):
    """A kind of event, of which an association has each name once."""

    def clean(self) -> dict[str, Any]:
        """The values, without needless spaces; refuse a name that is there, whatever its capitals."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name, association = " ".join(str(cleaned.get("name") or "").split()), cleaned.get("association")
        if not name or association is None:
            return cleaned
        cleaned["name"] = name
        others = EventKind.objects.filter(association=association).exclude(pk=self.instance.pk)
        # The database of the demonstration knows no capitals with accents, so they are compared here.
        if name.casefold() in {other.casefold() for other in others.values_list("name", flat=True)}:
            self.add_error("name", f"“{name}” staat er al. Kies een andere naam.")
        return cleaned


class HolidayForm(OwnedForm, DatedForm):
    """Days on which nobody meets: the first and the last, both known."""

    first_day = PartialDateField(label="Eerste dag", max_length=40, help_text=HELP)
    last_day = PartialDateField(label="Laatste dag", max_length=40, help_text=HELP)
