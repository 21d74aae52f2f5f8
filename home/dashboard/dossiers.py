"""The card of dossiers on the first screen: a result in one sentence, and what ends soon."""

from datetime import date
from typing import Any

from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from association.portfolios.forms import ResultForm
from association.portfolios.models import Dossier
from association.portfolios.queries import ending_soon
from association.portfolios.views import dossiers_to_change
from home.dashboard.cards import Line, first_part
from home.dashboard.words import day_in_words


class DossiersPanel(Component):
    """Choose a dossier, write a sentence, Enter; nothing for who may change no dossier."""

    name = "dossiers"
    template_name = "home/dashboard_dossiers.html"
    order = 70

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The form, and the dossiers whose last day is near."""
        user, today = parent_context["request"].user, timezone.localdate()
        mine = dossiers_to_change(user)
        if not mine.exists():
            return {"form": None}
        lines = [line(dossier, today) for dossier in ending_soon(mine, today)[:6]]
        address = f"{reverse('dossiers:index')}?ends=soon"
        return {
            "form": ResultForm(dossiers=mine, auto_id="resultaat-%s"),
            "ends": first_part("Loopt binnen 90 dagen af", lines, "Alle dossiers die aflopen", address),
            "token": get_token(parent_context["request"]),
        }


def line(dossier: Dossier, today: date) -> Line:
    """A dossier whose last day is near, or has passed."""
    late = dossier.last_date is not None and dossier.last_date < today
    text = "" if dossier.last_date is None or late else f"tot en met {day_in_words(dossier.last_date, today)}"
    return Line(
        dossier.title,
        reverse("dossiers:edit", args=[dossier.pk]),
        text,
        late=f"liep tot en met {dossier.last_words}" if late else "",
    )
