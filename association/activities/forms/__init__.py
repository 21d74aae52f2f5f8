"""Forms of activities."""

from association.activities.forms.activity import ActivityForm, CarryForm, RoundForm
from association.activities.forms.grid import GridCell, GridForm, GridRow

__all__ = ["ActivityForm", "CarryForm", "GridCell", "GridForm", "GridRow", "RoundForm"]
