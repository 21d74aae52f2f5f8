"""The activities of a document: what would happen with each, and taking over what was ticked."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages as staff_messages

from association.activities.views.screen import light_words
from association.organizations.models import Organization
from association.portfolios.models import Portfolio
from association.publications.forms.tables import Answer, fields_chosen, numbered, year_typed
from association.publications.importing.activity_carrying import Carried, may_add, take_over
from association.publications.importing.activity_plan import NEW_CHOICE, ActivityPlan, plan_activities, year_of
from association.publications.importing.activity_tables import ActivityTable, GivenActivity, activities_in, labels_of
from association.publications.importing.activity_words import FIELDS
from association.publications.importing.replacing import activity_offers
from association.publications.views.tables import TablesScreen, may_activities

PER_PAGE = 100
# The fields in which an editor says what is meant by a row.
IN_ROWS = ("welke", "portefeuille", "onderscheid")


class ReadActivities:
    """The activities of some tables, with what the address (`query`) says of columns and year."""

    def __init__(
        self, tables: tuple[ActivityTable, ...], association: Organization, year: int | None, query: Mapping[str, Any]
    ) -> None:
        self.association = association
        self.labels = labels_of(tables, fields_chosen(query, FIELDS))
        self.given: list[GivenActivity] = activities_in(tables, self.labels, light_words(association))
        self.year: Answer = year_typed(query, year_of(self.given, year))

    def plan(self, data: Mapping[str, Any]) -> ActivityPlan | None:
        """What would happen, with what was chosen in the rows (`data`); None without a year."""
        if self.year.value is None:
            return None
        return plan_activities(
            self.given,
            association=self.association,
            year=self.year.value,
            chosen={number: text for number, text in numbered(data, "welke") if text},
            portfolios=dict(numbered(data, "portefeuille")),
            distinguishers=dict(numbered(data, "onderscheid")),
        )


class ActivitiesOfTablesView(TablesScreen, TemplateView):
    """What the tables tell of activities, beside what the grid of that year has."""

    page_title = "Activiteiten overnemen"
    template_name = "publications/admin/table_activities.html"

    def is_allowed(self, user: Any) -> bool:
        """Whether the user may change activities of the association."""
        return may_activities(user, self.association)

    def above(self) -> list[tuple[str, str]]:
        """The overview of the tables."""
        return [*super().above(), ("Tabellen", self.overview)]

    @cached_property
    def read(self) -> ReadActivities:
        """The activities as this address reads them."""
        return ReadActivities(self.tables.activities, self.association, self.publication.year, self.request.GET)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take over what was ticked, or look again; what was chosen in the rows stays."""
        done = Carried()
        plan = self.read.plan(request.POST)
        if plan is not None and "overnemen" in request.POST:
            new, cells = dict(numbered(request.POST, "nieuw")), set(request.POST.getlist("cel"))
            done = take_over(plan=plan, new=new, cells=cells, user=request.user)
            self.tell(done, is_empty=not new and not cells)
        return self.render_to_response(self.get_context_data(refused=done.refused, **kwargs))

    def tell(self, done: Carried, *, is_empty: bool) -> None:
        """Say what was done."""
        parts = [f"{done.made} {'activiteit' if done.made == 1 else 'activiteiten'} toegevoegd"] if done.made else []
        if done.written:
            parts.append(f"{done.written} {'tekst' if done.written == 1 else 'teksten'} gewijzigd")
        if parts:
            year = self.read.year.value
            grid = staff_messages.button(
                reverse("activities", args=[self.association.slug, year]), f"Raster van {year}"
            )
            staff_messages.success(self.request, f"Overgenomen: {' en '.join(parts)}.", buttons=[grid])
        elif is_empty:
            messages.warning(self.request, "U hebt niets aangevinkt. Er is niets overgenomen.")
        elif not done.refused:
            messages.info(self.request, "Alles stond er al zo. Er is niets veranderd.")
        if done.refused:
            messages.warning(self.request, f"Niet overgenomen: {len(done.refused)}. Bij elke activiteit staat waarom.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The plan as it is now, and what may be replaced by a block."""
        read = self.read
        plan = read.plan(self.request.POST)
        pages = Paginator(plan.rows if plan else [], PER_PAGE)
        shown = pages.get_page(self.page_number)
        numbers = {row.given.number for row in shown.object_list}
        mine = Portfolio.objects.filter(association=self.association).order_by("order", "name")
        return super().get_context_data(
            publication=self.publication, read=read, fields=FIELDS.items(), plan=plan, pages=pages, shown=shown,
            new_choice=NEW_CHOICE, is_unsure=any(not label.field for label in read.labels), portfolios=list(mine),
            elsewhere=self.elsewhere(numbers), may_add=may_add(self.request.user, self.association.pk),
            offers=self.offers(plan), back=self.overview, **{"refused": {}, **kwargs},
        )  # fmt: skip

    def elsewhere(self, numbers: set[int]) -> list[tuple[str, str]]:
        """What was chosen in rows that are not on the screen, to be kept."""
        return [
            (f"{start}-{number}", text)
            for start in IN_ROWS
            for number, text in numbered(self.request.POST, start)
            if number not in numbers
        ]

    def offers(self, plan: ActivityPlan | None) -> list[tuple[str, str]]:
        """Title and address of the pages on which a block can take the place of the tables."""
        if plan is None:
            return []
        titles = {page.pk: str(page.draft_title or page.title) for page in self.desk.chapters}
        url = reverse("publication_activities_fact", args=[self.publication.pk])
        made = []
        for offer in activity_offers(plan):
            query = self.request.GET.copy()
            query["jaar"], query["hoofdstuk"] = str(plan.year), str(offer.page)
            if offer.page in titles:
                made.append((titles[offer.page], f"{url}?{query.urlencode()}"))
        return made
