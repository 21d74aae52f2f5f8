"""Who applied for a vacancy, to take along for an advisory committee."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.generic import View

from association.memberships.exports import Cell, file_response
from association.memberships.models import Candidate
from association.memberships.views.vacancies import VacancyScreen

CANDIDATE_HEADINGS = (
    "Naam", "Gemeente", "Functie", "E-mailadres", "Telefoon", "Motivatie", "Ontvangen", "Stand", "Advies",
)  # fmt: skip


def candidate_cells(candidate: Candidate) -> list[Cell]:
    """Who applied; of one whose data were erased only when that was and what became of it."""
    received, state = timezone.localdate(candidate.at), str(candidate.get_status_display())
    if candidate.erased_at:
        return ["gegevens gewist", "", "", "", "", "", received, state, ""]
    town = candidate.municipality.name if candidate.municipality else ""
    own = [candidate.office, candidate.email, candidate.phone, candidate.motivation]
    return [candidate.name, town, *own, received, state, candidate.advice_note]


class CandidatesDownloadView(VacancyScreen, View):
    """The candidates of a vacancy, for who may see them on its screen."""

    def get(self, request: HttpRequest, number: int, kind: str) -> HttpResponseBase:
        """The file."""
        if kind not in {"csv", "xlsx"}:
            raise Http404
        found = self.vacancy.candidates.select_related("municipality")
        rows = [candidate_cells(candidate) for candidate in found]
        name = f"kandidaten-{self.vacancy.slug}-{timezone.localdate().isoformat()}"
        return file_response(name, kind, CANDIDATE_HEADINGS, rows, title="Kandidaten")
