"""Admin screens of the agenda: the list, planning a year of meetings, and moving or cancelling one."""

from functools import cached_property, reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, WorkflowState
from wagtail.permissions import policy_registry

from association.base.site_settings import SiteSettings
from association.meetings.forms.planning import AgendaFilterForm, CarryForm, MoveForm, PlanForm, ReasonForm, bodies_for
from association.meetings.models import EventKind, Moment, MomentStatus
from association.meetings.pages import AgendaIndexPage
from association.meetings.pages.shown import day_words, when_words
from association.meetings.planning.changing import call_off, may_change, move, take_back, was_shown
from association.meetings.planning.making import PlanningRefused, plan_meetings, publishes
from association.meetings.planning.proposing import Proposal, Slot, a_year_later, last_slot, meetings_in, propose
from association.meetings.queries import kept_page
from association.meetings.views.telling import lead_to_mail
from association.memberships.views.screen import row_of
from association.organizations.models import Organization

SHOWN = 50
TICK = "kies"


def pages_for(user: Any, action: str) -> Any:
    """The pages with which a user may do something."""
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(user, action)


def agendas_for(user: Any) -> QuerySet[AgendaIndexPage]:
    """The agendas in which a user may make or change something, by the order of the sites."""
    policy = policy_registry.get_by_type(Page)
    mine = policy.instances_user_has_any_permission_for(user, ["add", "change", "publish"]).values("pk")
    return AgendaIndexPage.objects.filter(pk__in=mine).order_by("path")


def listed(index: AgendaIndexPage, user: Any, chosen: dict[str, Any]) -> QuerySet[Moment]:
    """The moments of the filters, from now on without a year, of pages that the user may change or add to."""
    policy = policy_registry.get_by_type(Page)
    actions = ["add", "change", "publish"]
    mine = policy.instances_user_has_any_permission_for(user, actions).order_by().values("pk")
    year = chosen.get("jaar")
    days = Q(start__year=year) if year else Q(end__gte=timezone.now())
    found = Moment.objects.filter(days, page__path__startswith=index.path, page__in=mine)
    if words := chosen.get("zoek"):
        names = ("title", "page__title", "page__meetingpage__organization__name")
        found = found.filter(reduce(or_, (Q(**{f"{name}__icontains": words}) for name in names)))
    if chosen.get("overleg"):
        found = found.filter(page__meetingpage__organization=chosen["overleg"])
    if chosen.get("soort"):
        found = found.filter(page__eventpage__kind=chosen["soort"])
    related = ("page__meetingpage__organization", "page__eventpage__kind")
    heavy = [f"page__{kind}__body" for kind in ("meetingpage", "eventpage")]
    return found.select_related(*related).defer(*heavy, "page__meetingpage__items").order_by("start", "pk")


def address_of_row(index: AgendaIndexPage, user: Any, moment: Moment) -> str:
    """Where the list of the agenda shows a moment, or what came in its place: its year, part of the list and row."""
    instead = Moment.objects.filter(page=moment.page_id, uid=moment.uid).exclude(status=MomentStatus.MOVED).first()
    row = instead or moment
    rows = listed(index, user, {"jaar": row.day.year})
    part = rows.filter(Q(start__lt=row.start) | Q(start=row.start, pk__lt=row.pk)).count() // SHOWN + 1
    query = {"agenda": index.pk, "jaar": row.day.year} | ({"pagina": part} if part > 1 else {})
    return f"{reverse('agenda')}?{urlencode(query)}#moment-{row.pk}"


class AgendaScreen(WagtailAdminTemplateMixin):
    """A screen about an agenda: the first that the user works in, or the one of the field `agenda`."""

    header_icon = "calendar-alt"
    page_title = "Agenda"
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def agendas(self) -> list[AgendaIndexPage]:
        """The agendas in which the user works; PermissionDenied without any."""
        found = list(agendas_for(self.request.user))
        if not found:
            raise PermissionDenied
        return found

    @cached_property
    def index(self) -> AgendaIndexPage:
        """The agenda of the screen."""
        asked = self.request.GET.get("agenda", "")
        return next((page for page in self.agendas if str(page.pk) == asked), self.agendas[0])

    @cached_property
    def association(self) -> Organization:
        """Whose agenda it is; PermissionDenied for a site without association."""
        site = self.index.get_site()
        found = SiteSettings.of(site).association if site else None
        if found is None:
            raise PermissionDenied
        return found

    @cached_property
    def bodies(self) -> QuerySet[Organization]:
        """Who can meet there."""
        return bodies_for(self.request.user, self.association.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        items = [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            {"url": reverse("agenda"), "label": "Agenda"},
        ]
        title = self.get_page_title()
        return items if title == "Agenda" else [*items, {"url": "", "label": title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The agenda, and the others that the user works in."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"index": self.index, "agendas": self.agendas, "association": self.association}


class AgendaView(AgendaScreen, TemplateView):
    """Everything that is held, also drafts, with what the user may do with it."""

    template_name = "meetings/admin/agenda.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The moments of the filters, from now on unless a year is asked for."""
        kinds = EventKind.objects.filter(association=self.association)
        form = AgendaFilterForm(self.request.GET or None, bodies=self.bodies, kinds=kinds)
        chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
        page = Paginator(listed(self.index, self.request.user, chosen), SHOWN).get_page(self.request.GET.get("pagina"))
        query = self.request.GET.copy()
        query.pop("pagina", None)
        rights = self.index.permissions_for_user(self.request.user)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "rows": self.rows(list(page)),
            "page_obj": page,
            "query": query.urlencode(),
            "may_add": rights.can_add_subpage(),
            "body": chosen.get("overleg"),
            "year": timezone.localdate().year,
        }

    def rows(self, moments: list[Moment]) -> list[dict[str, Any]]:
        """The lines of the table."""
        edit, change = self.changeable({moment.page for moment in moments})
        return [
            {
                "moment": moment,
                "page": kept_page(moment),
                "when": when_words(moment),
                "may_edit": moment.page_id in edit,
                "may_change": moment.page_id in change,
                "is_live": moment.page.live,
                "is_off": not moment.goes_on,
            }
            for moment in moments
        ]

    def changeable(self, pages: set[Page]) -> tuple[set[int], set[int]]:
        """The keys of those pages that the user may edit, and of those whose moments one press may change.

        Asked once for all; a draft that lies with a colleague to read, or waits for its hour, stays as it is.
        """
        keys = {page.pk for page in pages}
        edit, publish = (
            set(pages_for(self.request.user, action).filter(pk__in=keys).values_list("pk", flat=True))
            for action in ("change", "publish")
        )
        running = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, object_id__in=map(str, keys))
        mine = pages_for(self.request.user, "change").filter(pk__in=keys)
        waiting = mine.annotate_approved_schedule().filter(_approved_schedule=True)
        held = {int(key) for key in running.values_list("object_id", flat=True)} | set(
            waiting.order_by().values_list("pk", flat=True)
        )
        drafts = {page.pk for page in pages if not page.live}
        locked = {page.pk for page in pages if page.locked}
        return edit, (edit & (publish | drafts)) - locked - (drafts & held)


class ProposalScreen(AgendaScreen, TemplateView):
    """A form (GET) that gives days to tick, and a button (POST) that makes the pages of those that were ticked."""

    asks = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The screen, for who may add meetings."""
        if not self.index.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def form(self) -> Any:
        """The form; bound when days are asked for."""
        raise NotImplementedError

    def slots(self) -> list[Slot]:
        """The days and hours that follow from the form."""
        raise NotImplementedError

    @cached_property
    def proposals(self) -> list[Proposal]:
        """The days with what speaks against them; none while the form is not filled in well."""
        if not self.form.is_bound or not self.form.is_valid():
            return []
        return propose(self.index, self.association, self.slots())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form and the days."""
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "proposals": self.proposals,
            "is_asked": self.form.is_bound and self.form.is_valid(),
            "publishes": publishes(self.request.user, self.index),
            "tick": TICK,
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Make what was ticked; what the form says is asked anew, so that only its own days can be made."""
        ticked = set(request.POST.getlist(TICK))
        slots = [one.slot for one in self.proposals if one.slot.key in ticked and not one.is_there]
        if not slots:
            messages.error(request, "Vink minstens één dag aan.")
            return self.render_to_response(self.get_context_data(**kwargs))
        try:
            made = plan_meetings(user=request.user, index=self.index, slots=slots)
        except PlanningRefused as error:
            messages.error(request, str(error))
            return self.render_to_response(self.get_context_data(**kwargs))
        state = "geplaatst" if publishes(request.user, self.index) else "klaargezet als concept"
        words = "vergadering is" if len(made) == 1 else "vergaderingen zijn"
        messages.success(request, f"{len(made)} {words} {state}.")
        year = max(slot.day.year for slot in slots)
        return redirect(f"{reverse('agenda')}?agenda={self.index.pk}&jaar={year}")


class PlanView(ProposalScreen):
    """Planning a year of meetings of one body."""

    template_name = "meetings/admin/plan.html"
    page_title = "Vergaderdata plannen"

    @cached_property
    def form(self) -> PlanForm:
        """The form; with only a body chosen it starts with the hours and place of that body's last meeting."""
        if "ritme" in self.request.GET:
            return PlanForm(self.request.GET, bodies=self.bodies)
        initial: dict[str, Any] = {"jaar": timezone.localdate().year + 1}
        asked = self.request.GET.get("overleg", "")
        body = self.bodies.filter(pk=asked).first() if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
        if body is not None:
            initial["overleg"] = body.pk
            if last := last_slot(self.index, body):
                initial |= {"begint": last.begins, "eindigt": last.ends, "plaats": last.place}
                initial |= {"openbaar": last.is_public, "weekdag": last.day.weekday()}
        return PlanForm(initial=initial, bodies=self.bodies)

    def slots(self) -> list[Slot]:
        """A slot for each day."""
        given = self.form.cleaned_data
        hours = (given["begint"], given["eindigt"], given["plaats"], given["openbaar"])
        return [Slot(given["overleg"], day, *hours) for day in self.form.days]


class CarryView(ProposalScreen):
    """Taking the meetings of a year over to the next."""

    template_name = "meetings/admin/carry.html"
    page_title = "Neem een jaar over"

    @cached_property
    def form(self) -> CarryForm:
        """The form; it offers who met in some year."""
        met = Moment.objects.filter(page__path__startswith=self.index.path, page__meetingpage__isnull=False)
        bodies = self.bodies.filter(pk__in=met.order_by().values("page__meetingpage__organization"))
        if "jaar" in self.request.GET:
            return CarryForm(self.request.GET, bodies=bodies)
        year = timezone.localdate().year
        return CarryForm(initial={"jaar": year, "overleg": list(bodies)}, bodies=bodies)

    def slots(self) -> list[Slot]:
        """Each meeting of the year, on the same weekday of the same week of the month a year later."""
        given = self.form.cleaned_data
        held = meetings_in(self.index, given["jaar"], [body.pk for body in given["overleg"]])
        return [a_year_later(one) for one in held]


class MomentScreen(AgendaScreen, FormView):
    """A form about one moment; `act` does it."""

    template_name = "meetings/admin/moment.html"
    submit_label = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The screen, for who may change the page at once; Http404 for a number that is none."""
        self.moment = row_of(Moment.objects.select_related("page"), kwargs["number"])
        page = self.moment.page.specific
        if not page.path.startswith(tuple(one.path for one in self.agendas)) or not may_change(request.user, page):
            raise PermissionDenied
        self.index = next(one for one in self.agendas if page.path.startswith(one.path))
        self.page = page
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and what it is about."""
        return super().get_context_data(**kwargs) | {
            "moment": self.moment,
            "page": self.page,
            "when": when_words(self.moment),
            "is_draft": not self.page.live,
            "submit_label": self.submit_label,
        }

    def act(self, given: dict[str, Any]) -> str:
        """Do it, and tell what was done; PlanningRefused where it cannot be."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it and say so, or the form again with what is wrong."""
        try:
            done = self.act(form.cleaned_data)
        except PlanningRefused as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, f"{self.page.title}: {done}.")
        lead_to_mail(self.request, self.page)
        return redirect(address_of_row(self.index, self.request.user, self.moment))


class CallOffView(MomentScreen):
    """A moment that does not go on."""

    form_class = ReasonForm
    page_title = "Gaat niet door"
    submit_label = "Gaat niet door"

    def act(self, given: dict[str, Any]) -> str:
        """Call it off."""
        call_off(user=self.request.user, moment=self.moment, reason=given["reden"])
        return "gaat niet door; dat staat nu " + ("op de site" if self.page.live else "in het concept")


class MoveView(MomentScreen):
    """A moment that goes to another day."""

    form_class = MoveForm
    page_title = "Verplaats"
    submit_label = "Verplaats"

    def get_initial(self) -> dict[str, Any]:
        """The same day and hours."""
        start, end = timezone.localtime(self.moment.start), timezone.localtime(self.moment.end)
        hours = {"begint": f"{start:%H:%M}", "eindigt": f"{end:%H:%M}"}
        return {**super().get_initial(), "dag": self.moment.day.isoformat(), **hours}

    def get_form(self, form_class: Any = None) -> MoveForm:
        """The form; of what nobody saw yet, nobody asks why it is moved."""
        form: MoveForm = super().get_form(form_class)
        if not was_shown(self.page):
            del form.fields["reden"]
        return form

    def act(self, given: dict[str, Any]) -> str:
        """Move it."""
        start, end = given["start"], given["end"]
        if (start, end) == (self.moment.start, self.moment.end):
            raise PlanningRefused("Dit is dezelfde dag en tijd als nu. Kies een andere.")
        move(user=self.request.user, moment=self.moment, start=start, end=end, reason=given.get("reden", ""))
        if not was_shown(self.page):
            return f"staat nu op {day_words(timezone.localtime(start).date())}; het blijft een concept"
        return "verplaatst; de oude dag blijft zichtbaar"


class TakeBackView(AgendaScreen, View):
    """Taking back that a moment was moved or does not go on."""

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Do it and say so."""
        moment = row_of(Moment.objects.select_related("page"), number)
        page = moment.page.specific
        if not page.path.startswith(tuple(one.path for one in self.agendas)) or not may_change(request.user, page):
            raise PermissionDenied
        if moment.status == MomentStatus.PLANNED:
            messages.error(request, "Dit moment gaat al door.")
        else:
            try:
                take_back(user=request.user, moment=moment)
                messages.success(request, f"{page.title}: gaat weer door zoals eerst.")
            except PlanningRefused as error:
                messages.error(request, str(error))
        index = next(one for one in self.agendas if page.path.startswith(one.path))
        return redirect(address_of_row(index, request.user, moment))
