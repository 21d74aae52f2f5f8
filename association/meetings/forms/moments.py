"""When something is held, as people type it: a day, from and until."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from association.base.forms.moments import MomentField
from association.meetings.models import Moment, MomentStatus

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
LAST_MINUTE = time(23, 59)
NO_LENGTH = "Het einde ligt niet na het begin. Gaat het door na middernacht? Vul dan de laatste dag in."
NEEDS_NEW = "Zet de nieuwe datum erbij als een eigen moment, of kies “gaat niet door”."


class MomentForm(WagtailAdminModelForm):
    """A moment: day and hours on the clock of the association; a night or several days when a last day is given."""

    day = forms.DateField(label="Dag", widget=AdminDateInput)
    begins = forms.TimeField(label="Van", required=False, widget=AdminTimeInput)
    ends = forms.TimeField(label="Tot", required=False, widget=AdminTimeInput)
    last = forms.DateField(
        label="Laatste dag", required=False, widget=AdminDateInput, help_text="Alleen als het langer dan één dag duurt."
    )
    # What calendars know the moment by; a version that was never stored has no other key.
    mark = forms.UUIDField(required=False, widget=forms.HiddenInput)

    # Whether the mark changed (settle_marks), which no field shows.
    has_new_mark = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moment = self.instance
        if not moment.start:
            return
        start, end = timezone.localtime(moment.start), timezone.localtime(moment.end)
        self.initial |= {"day": start.date(), "mark": moment.uid}
        if end.date() != start.date():
            self.initial["last"] = end.date()
        if not moment.is_all_day:
            self.initial |= {"begins": start.time(), "ends": end.time()}

    def has_changed(self) -> bool:
        """Whether anything is to be stored."""
        return self.has_new_mark or super().has_changed()

    def clean(self) -> dict[str, Any]:
        """The values, with start and end put together; an error stands beside the field that it is about."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day, last = cleaned.get("day"), cleaned.get("last")
        for name, value in (("day", day), ("last", last)):
            if value and not EARLIEST <= value <= LATEST:
                self.add_error(name, f"Kies een dag tussen {EARLIEST.year} en {LATEST.year}.")
        if day and last and last < day:
            self.add_error("last", "De laatste dag ligt vóór de eerste.")
        is_whole = bool(cleaned.get("is_all_day"))
        if not is_whole:
            for name, words in (("begins", "Hoe laat begint het?"), ("ends", "Hoe laat is het afgelopen?")):
                if name not in self.errors and cleaned.get(name) is None:
                    self.add_error(name, f"{words} Of vink “hele dag” aan.")
        if not self.errors and day:
            self.put_together(day, last or day, is_whole=is_whole)
        return cleaned

    def put_together(self, day: date, last: date, *, is_whole: bool) -> None:
        """Give the moment its start and end."""
        begins, ends = (time(), LAST_MINUTE) if is_whole else (self.cleaned_data["begins"], self.cleaned_data["ends"])
        start, end = self.on_the_clock("begins", day, begins), self.on_the_clock("ends", last, ends)
        if start is None or end is None:
            return
        if end <= start:
            self.add_error("ends", NO_LENGTH)
            return
        self.instance.start, self.instance.end = start, end

    def on_the_clock(self, name: str, day: date, at: time) -> datetime | None:
        """A local day and time as a moment; None, with an error beside the field, for one that the clock skips."""
        try:
            found: datetime = MomentField().clean(datetime.combine(day, at))
        except ValidationError as error:
            self.add_error(name, error)
            return None
        return found


def kept_rows(formset: Any) -> list[Any]:
    """The rows of a form that stay and hold a whole moment, in the order in which they are held."""
    gone = formset.deleted_forms
    rows = [row for row in formset.forms if row not in gone and not row.errors and row.instance.start]
    return sorted(rows, key=lambda row: row.instance.start)


def settle_marks(formset: Any, known: set[UUID]) -> None:
    """Give each moment the mark by which calendars know it; an error beside a moved one without a new date.

    The moment that comes in the place of a moved one gets its mark, and a higher number of the change (RFC 5545,
    3.8.7.4). `known` are the marks of the page until now.
    """
    rows = kept_rows(formset)
    for row in rows:
        mark = row.cleaned_data.get("mark")
        if not row.instance.pk and mark in known:
            row.instance.uid = mark
    held = [row for row in rows if row.instance.status != MomentStatus.MOVED]
    for mark in {row.instance.uid for row in held}:
        # What was moved and goes on after all is a second moment of its own.
        for double in [row for row in held if row.instance.uid == mark][1:]:
            double.instance.uid, double.instance.sequence = uuid4(), 0
            double.has_new_mark = True
    free = [row for row in held if not row.instance.pk and row.instance.uid not in known]
    for row in rows:
        if row.instance.status == MomentStatus.MOVED:
            follow(row, held, free)


def follow(moved: Any, held: list[Any], free: list[Any]) -> None:
    """Tie a moved moment to the one that came in its place: known already, or the first of the new ones."""
    own: Moment = moved.instance
    if any(row.instance.uid == own.uid for row in held):
        return
    if not free:
        moved.add_error("status", NEEDS_NEW)
        return
    new: Moment = free.pop(0).instance
    new.uid, new.sequence = own.uid, own.sequence + 1
