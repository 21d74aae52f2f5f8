"""The grid of a year's activities: looked at, written in, cell by cell or all at once."""

from datetime import date
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View
from wagtail.admin.widgets.button import HeaderButton

from association.activities.actions import ActivityRefused, Written, settle_cell, write_cell
from association.activities.forms import GridCell, GridForm
from association.activities.models import ActivityYear, ReportingRound
from association.activities.queries import counts, grouped, is_missing, kept_aside, rows_of, years_of
from association.activities.rights import ANY, associations_for
from association.activities.rules import Period, period_of
from association.activities.views.screen import ActivityScreen, light_words, may, rows_for, this_year
from association.memberships.views.screen import LARGEST_KEY

MINE, MISSING, PERIOD = "mijn", "ontbreekt", "periode"


class NowView(View):
    """To the grid that people work in now."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """The newest year that has begun, of the first association of the user; PermissionDenied without any."""
        association = associations_for(request.user).first()
        if association is None:
            raise PermissionDenied
        now, _ = period_of(timezone.localdate())
        years = years_of(association.pk)
        year = next((year for year in years if year <= now), years[-1] if years else now)
        return redirect("activities", association.slug, year)


class GridView(ActivityScreen, TemplateView):
    """All activities of an association in a year, with all that is written about them."""

    template_name = "activities/desk/grid.html"

    def get_page_title(self) -> str:
        """Which year."""
        return f"Activiteiten {self.year}"

    @cached_property
    def period(self) -> str:
        """The period that is filled in: the one that was asked for, or the one that runs."""
        asked = self.request.GET.get(PERIOD, "")
        if asked in Period.values:
            return asked
        now, period = period_of(timezone.localdate())
        if self.year == now:
            return period
        return Period.YEAR.value if self.year < now else Period.FIRST_HALF.value

    @cached_property
    def everything(self) -> list[ActivityYear]:
        """The activities of the year that the user may see."""
        rows = rows_of(self.association.pk, self.year)
        if may(self.request.user, "view", self.association) or may(self.request.user, "change", self.association):
            return rows
        seen = set(rows_for(self.request.user, "view").filter(year=self.year).values_list("pk", flat=True))
        return [row for row in rows if row.pk in seen]

    @cached_property
    def mine(self) -> list[ActivityYear]:
        """Those that the user fills in, or of whose portfolio the user leads the process."""
        led = set(self.request.user.groups.filter(portfolio__isnull=False).values_list("portfolio", flat=True))
        user = self.request.user.pk
        return [
            row
            for row in self.everything
            if row.activity.responsible_id == user or led & {portfolio.pk for portfolio in row.portfolios.all()}
        ]

    @property
    def shown(self) -> list[ActivityYear]:
        """What the filters leave."""
        rows = self.mine if self.request.GET.get(MINE) else self.everything
        if self.request.GET.get(MISSING):
            rows = [row for row in rows if is_missing(row, self.period)]
        return rows

    def form(self, rows: list[ActivityYear]) -> GridForm:
        """The fields of some activities."""
        numbers = [row.pk for row in rows]
        changeable = set(rows_for(self.request.user, "change").filter(pk__in=numbers).values_list("pk", flat=True))
        return GridForm(rows, self.period, light_words(self.association), changeable, kept_aside(numbers))

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """To make an activity, for who may."""
        if not may(self.request.user, "add", self.association):
            return []
        url = reverse("activity_add", args=[self.association.slug, self.year])
        return [HeaderButton("Activiteit toevoegen", url=url, icon_name="plus")]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store all that was changed; what is wrong, or was written by another meanwhile, stands beside its field."""
        form = self.form(self.everything)
        changed = list(form.sent(request.POST))
        wrong = [cell for cell, value, base in changed if not self.write(cell, value, base)]
        done = self.press(request.POST, form)
        if wrong:
            kept = sum(1 for cell in wrong if cell.aside)
            if kept:
                messages.warning(request, "Een ander schreef ook in een vak. Beide teksten staan eronder: kies.")
            if len(wrong) > kept:
                messages.error(request, "Niet alles is bewaard. Kijk bij de rode vakken wat er mis is.")
            return self.render_to_response(self.get_context_data(form=self.again(form, wrong)))
        if changed or done:
            messages.success(request, "Bewaard.")
        else:
            messages.info(request, "Er was niets gewijzigd.")
        return redirect(request.get_full_path())

    def write(self, cell: GridCell, value: str, base: str) -> bool:
        """Put a value in its place; False when it is not there now, with the reason in the field."""
        try:
            written = write_cell(
                number=cell.number, cell=cell.cell.name, value=value, base=base, user=self.request.user
            )
        except ActivityRefused as error:
            cell.value, cell.error = value, str(error)
            return False
        cell.value = cell.base = written.value
        cell.aside = written.kept
        return written.kept is None

    def press(self, data: QueryDict, form: GridForm) -> bool:
        """A button in the grid: leave a cell as it is, put the text that was kept aside below it, or offer a text."""
        for act in ("settle", "place", "offer"):
            name = str(data.get(act, ""))
            if name:
                cells = {cell.name: cell for line in form.lines if line.may_change for cell in line.cells}
                cell = cells.get(name)
                return cell is not None and self.decide(act, cell)
        return False

    def decide(self, act: str, cell: GridCell) -> bool:
        """Do what a button says."""
        name = cell.cell.name
        if act == "settle":
            settle_cell(number=cell.number, cell=name, user=self.request.user)
            return True
        added = cell.offered if act == "offer" else cell.aside.after if cell.aside else ""
        text = "\n\n".join(filter(None, [cell.base, added]))
        return self.write(cell, text, cell.base)

    def again(self, form: GridForm, wrong: list[GridCell]) -> GridForm:
        """The grid as it is now, with what is wrong in its fields."""
        known = {cell.name: cell for cell in wrong}
        fresh = self.form(rows_of(self.association.pk, self.year))
        for line in fresh.lines:
            for cell in line.cells:
                if (old := known.get(cell.name)) is not None and old.error:
                    cell.value, cell.error = old.value, old.error
        return fresh

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The grid with its filters; a fixed number of queries."""
        form = kwargs.pop("form", None) or self.form(self.shown)
        lines = {line.row.pk: line for line in form.lines}
        groups = grouped([line.row for line in form.lines], date(self.year, 12, 31))
        found = counts(self.everything, self.period)
        words = light_words(self.association)
        shown = {
            "form": form,
            "groups": [{"title": group.title, "lines": [lines[row.pk] for row in group.rows]} for group in groups],
            "counts": [{"state": code, "words": words[code], "number": found.lights[code]} for code in words],
            "found": found,
            "period": self.period,
            "period_words": Period(self.period).label,
            "filters": self.filters(),
            "views": self.views(),
            "round": ReportingRound.objects.filter(
                association=self.association, year=self.year, period=self.period
            ).first(),
            "may_add": may(self.request.user, "add", self.association),
            "may_change": bool(form.changeable),
            "total": len(self.everything),
            "form_association": self.association,
            "year": self.year,
        }
        return super().get_context_data(**{**kwargs, **shown})

    def link(self, **changes: str) -> str:
        """This screen with other filters."""
        found = self.request.GET.copy()
        for name, value in changes.items():
            found[name] = value
            if not value:
                del found[name]
        return f"{self.grid_url}?{found.urlencode()}" if found else self.grid_url

    def filters(self) -> list[dict[str, Any]]:
        """Which activities are shown: all, one's own, what lacks something."""
        mine, lacking = bool(self.request.GET.get(MINE)), bool(self.request.GET.get(MISSING))
        waiting = sum(is_missing(row, self.period) for row in (self.mine if mine else self.everything))
        found = [view("Alle", self.link(mijn="", ontbreekt=""), not mine and not lacking, len(self.everything))]
        if self.mine:
            found.append(view("Mijn activiteiten", self.link(mijn="" if mine else "1"), mine, len(self.mine)))
        return [*found, view("Nog in te vullen", self.link(ontbreekt="" if lacking else "1"), lacking, waiting)]

    def views(self) -> dict[str, list[dict[str, Any]]]:
        """The other periods, years and associations."""
        slug, years = self.association.slug, sorted({*years_of(self.association.pk), self.year, this_year()})
        others = list(associations_for(self.request.user))
        return {
            "periods": [
                view(f"{words[:1].upper()}{words[1:]}", self.link(periode=code), code == self.period)
                for code, words in Period.choices
            ],
            "years": [view(str(year), reverse("activities", args=[slug, year]), year == self.year) for year in years],
            "associations": [
                view(other.abbreviation or other.name, reverse("activities", args=[other.slug, self.year]),
                     other == self.association)
                for other in others
                if len(others) > 1
            ],
        }  # fmt: skip


def view(label: str, url: str, current: bool, count: int | None = None) -> dict[str, Any]:
    """A choice of what to see."""
    return {"label": label, "url": url, "current": current, "count": count}


class CellView(View):
    """One cell, written while somebody works on; answers JSON."""

    def post(self, request: HttpRequest) -> JsonResponse:
        """What stands in the cell now; 409 with the other's text when somebody wrote there meanwhile, 422 for a no."""
        number = request.POST.get("number", "")
        if not number.isdecimal() or int(number) > LARGEST_KEY:
            raise Http404
        row = rows_for(request.user, *ANY).filter(pk=int(number)).first()
        if row is None:
            raise Http404
        if not rows_for(request.user, "change").filter(pk=row.pk).exists():
            raise PermissionDenied
        cell = request.POST.get("cell", "")
        try:
            if request.POST.get("settle"):
                settle_cell(number=row.pk, cell=cell, user=request.user)
                return JsonResponse({"value": row.value_of(cell)})
            written = write_cell(
                number=row.pk,
                cell=cell,
                value=request.POST.get("value", ""),
                base=request.POST.get("base", ""),
                user=request.user,
            )
        except ActivityRefused as error:
            return JsonResponse({"message": str(error)}, status=422)
        return answer(written)


def answer(written: Written) -> JsonResponse:
    """What was written, or what another wrote."""
    if written.kept is None:
        return JsonResponse({"value": written.value})
    who = written.other.user.get_full_name() if written.other and written.other.user else ""
    return JsonResponse({"theirs": written.value, "who": who or "Een collega"}, status=409)
