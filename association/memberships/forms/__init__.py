"""The forms of the register: the day that is asked for, and what happens to seats."""

from association.memberships.forms.college import PeopleForm, SeatsForm
from association.memberships.forms.day import QUERY_NAME, ReferenceDateForm
from association.memberships.forms.seats import Act, CorrectionForm, FillForm, PostForm, SeatForm

__all__ = [
    "QUERY_NAME",
    "Act",
    "CorrectionForm",
    "FillForm",
    "PeopleForm",
    "PostForm",
    "ReferenceDateForm",
    "SeatForm",
    "SeatsForm",
]
