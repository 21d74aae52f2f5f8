"""Admin screens of sign-ups: the events, who signed up for one, and what the bureau does.

Everything here is for who may change the event: who comes, and what they cannot eat, is personal.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from association.meetings.forms.sign_ups import AddForm, ChangeForm, NoticeForm, ReasonForm
from association.meetings.forms.signing import NOT_THERE, ROUND
from association.meetings.mail import letter_for
from association.meetings.models import SignUp, SignUpMail, SignUpNotice
from association.meetings.pages import EventPage
from association.meetings.rules.signing import KEPT_AFTER, Round, counted, rounds_of, sessions_in
from association.meetings.signing_up import changing, staff
from association.meetings.signing_up.held import SignUpRefused, closed_words, room_at
from association.meetings.signing_up.leaving import STANDING
from association.meetings.views.telling import first_words
from association.memberships.exports import Cell, file_response
from association.memberships.views.screen import row_of

State = SignUp.State
SHOWN = 100
MOST_EVENTS = 200
HEADINGS = ("Naam", "E-mailadres", "Organisatie", "Stand", "Aangemeld op", "Dieetwens")
# What a button of a sign-up's screen sends along in the field `doen`, and what it does.
ACTS: dict[str, Callable[..., Any]] = {"afmelden": staff.cancel, "terug": staff.restore, "plek": staff.give_place}


def events_for(user: Any) -> QuerySet[EventPage]:
    """The events that a user may change, with the form or with people who signed up."""
    mine = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change").values("pk")
    events = EventPage.objects.filter(Q(sign_up=EventPage.SignUpMode.FORM) | Q(sign_ups__isnull=False), pk__in=mine)
    return events.distinct()


class SignUpScreen(WagtailAdminTemplateMixin):
    """A screen below "Aanmeldingen"."""

    header_icon = "group"
    page_title = "Aanmeldingen"
    request: HttpRequest
    kwargs: dict[str, Any]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            *({"url": url, "label": label} for label, url in self.above()),
            {"url": "", "label": self.get_page_title()},
        ]

    def above(self) -> list[tuple[str, str]]:
        """Label and address of the screens above this one."""
        return [("Aanmeldingen", reverse("sign_ups"))]


class SignUpsView(SignUpScreen, TemplateView):
    """The events with a form, those that come first."""

    template_name = "meetings/admin/sign_ups.html"

    def above(self) -> list[tuple[str, str]]:
        """Nothing: this is the highest."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The events with their numbers; a fixed number of queries."""
        numbers = {
            state.value: Count("sign_ups", filter=Q(sign_ups__state=state), distinct=True)
            for state in (State.PLACED, State.WAITING)
        }
        found = events_for(self.request.user).defer("body", "programme")
        events = list(found.annotate(last=Max("moments__end"), **numbers).order_by("-last", "-pk")[:MOST_EVENTS])
        now = timezone.now()
        return {
            **super().get_context_data(**kwargs),
            "coming": [event for event in reversed(events) if event.last is not None and event.last > now],
            "past": [event for event in events if event.last is None or event.last <= now],
            "days": KEPT_AFTER.days,
        }


class EventScreen(SignUpScreen):
    """A screen about an event; PermissionDenied for who may not change it, Http404 for none."""

    @cached_property
    def event(self) -> EventPage:
        """The event that the address names."""
        found: EventPage = row_of(EventPage.objects.all(), self.kwargs["number"])
        if not staff.may_keep(self.request.user, found):
            raise PermissionDenied
        return found

    @property
    def back(self) -> str:
        """Who signed up for the event."""
        return reverse("event_sign_ups", args=[self.event.pk])

    def above(self) -> list[tuple[str, str]]:
        """Through the event."""
        return [*super().above(), (self.event.title, self.back)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the event and the way back."""
        return {**super().get_context_data(**kwargs), "event": self.event, "back": self.back}


def session_counts(event: EventPage) -> list[dict[str, Any]]:
    """How many have a place in each session and how many wait for it, by round."""
    rows = SignUp.objects.filter(event=event, state__in=STANDING).order_by().values_list("state", "choices")
    found = list(rows)
    placed = counted(sessions_in(choices) for state, choices in found if state == State.PLACED)
    waiting = counted(sessions_in(choices) for state, choices in found if state == State.WAITING)
    return [
        {
            "round": part,
            "sessions": [
                {"session": one, "placed": placed[one.key], "waiting": waiting[one.key]} for one in part.sessions
            ],
        }
        for part in rounds_of(event.programme)
    ]


def count_words(counts: dict[str, int], capacity: int | None) -> list[tuple[int, str]]:
    """How many people are in each state, each number with the words that follow it; who has a place always."""

    def one_or(number: int, one: str, more: str) -> str:
        return one if number == 1 else more

    placed = counts.get(State.PLACED.value, 0)
    room = f" (van de {capacity})" if capacity is not None else ""
    found = [(placed, one_or(placed, "persoon heeft een plek", "mensen hebben een plek") + room)]
    for state, one, more in (
        (State.WAITING, "staat op de wachtlijst", "staan op de wachtlijst"),
        (State.CANCELLED, "is afgemeld", "zijn afgemeld"),
        (State.RECEIVED, "krijgt zo een plek of wacht", "krijgen zo een plek of wachten"),
    ):
        number = counts.get(state.value, 0)
        found += [(number, one_or(number, one, more))] if number else []
    return found


class EventSignUpsView(EventScreen, TemplateView):
    """Who signed up for an event: counts, and the list, of one state or all."""

    template_name = "meetings/admin/event_sign_ups.html"

    def get_page_title(self) -> str:
        """Of which event."""
        return f"Aanmeldingen: {self.event.title}"

    def above(self) -> list[tuple[str, str]]:
        """The list of events."""
        return SignUpScreen.above(self)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of the list in the order in which people came; a fixed number of queries."""
        rows = self.event.sign_ups.exclude(state=State.DOUBLE)
        counts = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
        chosen = self.request.GET.get("stand", "")
        if chosen in State.values:
            rows = rows.filter(state=chosen)
        page = Paginator(rows.order_by("state", "queued_at", "pk"), SHOWN).get_page(self.request.GET.get("p"))
        states = [State.PLACED, State.WAITING, State.CANCELLED, State.RECEIVED]
        return {
            **super().get_context_data(**kwargs),
            "counts": count_words(counts, self.event.capacity),
            "states": [(state.value, state.label, counts.get(state.value, 0)) for state in states],
            "chosen": chosen if chosen in State.values else "",
            "total": sum(counts.values()),
            "rounds": session_counts(self.event),
            "rows": page,
            "notices": self.event.notices.annotate(
                mails_sent=Count("mails", filter=Q(mails__sent_at__isnull=False)), mails_all=Count("mails")
            ).select_related("user"),
            "refused": SignUpMail.objects.filter(sign_up__event=self.event).exclude(refused_at=None).count(),
            "closed": closed_words(self.event),
            "standing": STANDING,
            "days": KEPT_AFTER.days,
        }


class EventFormView(EventScreen, FormView):
    """A form about an event's sign-ups."""

    template_name = "meetings/admin/sign_up_form.html"
    submit_label = "Bewaar"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the word on the button."""
        return {**super().get_context_data(**kwargs), "submit_label": self.submit_label}


class AddView(EventFormView):
    """Somebody is signed up by hand."""

    form_class = AddForm
    page_title = "Iemand toevoegen"
    submit_label = "Voeg toe en stuur een mail"

    def get_form_kwargs(self) -> dict[str, Any]:
        """What there is to choose, and what is free."""
        own = {"rounds": rounds_of(self.event.programme), "room": room_at(self.event)}
        return {**super().get_form_kwargs(), **own, "asks_diet": self.event.asks_diet}

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it."""
        given = {"reason": form.cleaned_data["reason"], "over": form.cleaned_data["over"]}
        try:
            row = staff.add(event=self.event, user=self.request.user, **given, **form.values())
        except SignUpRefused as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, f"Toegevoegd: {row.name}, {row.get_state_display()}.")
        return redirect(self.back)


class NoticeView(EventFormView):
    """A mail to everybody who signed up: first how it looks, then it goes."""

    template_name = "meetings/admin/sign_up_notice.html"
    form_class = NoticeForm
    page_title = "Mail iedereen die zich aanmeldde"

    def get_initial(self) -> dict[str, Any]:
        """Words to begin with when the event does not go on, or moved: with the reason and the new date."""
        return first_words(self.event)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With how many there are."""
        counts = dict(
            self.event.sign_ups.filter(state__in=STANDING).order_by().values_list("state").annotate(Count("pk"))
        )
        numbers = {"placed": counts.get(State.PLACED.value, 0), "waiting": counts.get(State.WAITING.value, 0)}
        return {**super().get_context_data(**kwargs), **numbers}

    def form_valid(self, form: Any) -> HttpResponse:
        """The preview, or the mails."""
        data = form.cleaned_data
        if self.request.POST.get("doen") != "verstuur":
            notice = SignUpNotice(event=self.event, subject=data["subject"], text=data["text"])
            shown = SignUp(event=self.event, state=State.PLACED)
            letter = letter_for(SignUpMail(sign_up=shown, kind=SignUpMail.Kind.NOTICE, notice=notice))
            return self.render_to_response(self.get_context_data(form=form, letter=letter))
        try:
            _, number = staff.tell(event=self.event, user=self.request.user, **data)
        except staff.AlreadyTold as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, f"{'1 mail gaat' if number == 1 else f'{number} mails gaan'} zo weg.")
        return redirect(self.back)


class PersonScreen(SignUpScreen):
    """A screen about one sign-up."""

    @cached_property
    def row(self) -> SignUp:
        """The sign-up that the address names; Http404 for none, PermissionDenied for another's event."""
        found: SignUp = row_of(SignUp.objects.select_related("event"), self.kwargs["number"])
        if not staff.may_keep(self.request.user, found.event):
            raise PermissionDenied
        return found

    @property
    def back(self) -> str:
        """Who signed up for the event."""
        return reverse("event_sign_ups", args=[self.row.event_id])

    def get_page_title(self) -> str:
        """Who."""
        return str(self.row)

    def above(self) -> list[tuple[str, str]]:
        """Through the event."""
        return [*super().above(), (self.row.event.title, self.back)]


class SignUpView(PersonScreen, FormView):
    """One sign-up: what was chosen, what happened, the mails, and what can be done."""

    template_name = "meetings/admin/sign_up.html"
    form_class = ReasonForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is known, what happened and the mail that each button sends."""
        row = self.row
        return {
            **super().get_context_data(**kwargs),
            "row": row,
            "back": self.back,
            "changes": row.changes.select_related("user"),
            "mails": row.mails.select_related("notice"),
            "letters": self.letters(),
            "stands": row.state in STANDING,
            "waits": row.state == State.WAITING,
            "may_return": row.state == State.CANCELLED and not row.erased_at,
        }

    def letters(self) -> list[tuple[str, Any]]:
        """What the mails say that a button causes, by the word for it."""
        kinds = {
            State.PLACED: [("Bij afmelden", SignUpMail.Kind.CANCELLED)],
            State.WAITING: [
                ("Bij een plek", SignUpMail.Kind.MOVED_UP),
                ("Bij afmelden", SignUpMail.Kind.CANCELLED),
            ],
            State.CANCELLED: [("Bij terugzetten", SignUpMail.Kind.PLACED)],
        }.get(State(self.row.state), [])
        return [(words, letter_for(SignUpMail(sign_up=self.row, kind=kind))) for words, kind in kinds]

    def form_valid(self, form: Any) -> HttpResponse:
        """Do what the button says."""
        act = ACTS.get(self.request.POST.get("doen", ""))
        if act is None:
            form.add_error(None, "Kies wat u wilt doen.")
            return self.form_invalid(form)
        try:
            act(row=self.row, user=self.request.user, reason=form.cleaned_data["reason"])
        except SignUpRefused as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        row = SignUp.objects.get(pk=self.row.pk)
        messages.success(self.request, f"Bewaard: {row.name} {row.get_state_display()}. De mail gaat zo weg.")
        return redirect("change_sign_up", row.pk)


class EditView(PersonScreen, FormView):
    """What somebody filled in, to change in one go."""

    template_name = "meetings/admin/sign_up_form.html"
    form_class = ChangeForm

    @property
    def back(self) -> str:
        """The sign-up."""
        return reverse("change_sign_up", args=[self.row.pk])

    def get_page_title(self) -> str:
        """Of whom."""
        return f"Wijzig: {self.row}"

    def above(self) -> list[tuple[str, str]]:
        """Through the event and the sign-up."""
        event = self.row.event
        lists = (event.title, reverse("event_sign_ups", args=[event.pk]))
        return [*SignUpScreen.above(self), lists, (str(self.row), self.back)]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The form; without a place or a turn there is nothing to change, and the sign-up says how it stands."""
        if self.row.state not in STANDING or self.row.erased_at:
            messages.error(request, str(staff.CannotChange(self.row)))
            return redirect(self.back)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """As it is now."""
        row = self.row
        fields = {name: getattr(row, name) for name in changing.FIELDS}
        rounds = {f"{ROUND}{key}": one["session"] or NOT_THERE for key, one in row.choices.items()}
        return {**fields, **rounds, "seen": changing.mark_of(row)}

    def get_form_kwargs(self) -> dict[str, Any]:
        """What there is to choose, what was chosen, and what is free."""
        row, event = self.row, self.row.event
        return {
            **super().get_form_kwargs(),
            "rounds": rounds_of(event.programme),
            "room": room_at(event),
            "asks_diet": event.asks_diet or bool(row.diet),
            "choices": row.choices,
            "waits": row.state == State.WAITING,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way back."""
        return {**super().get_context_data(**kwargs), "back": self.back, "submit_label": "Bewaar"}

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it, or say what is in the way; nothing that was filled in is lost."""
        given = {"reason": form.cleaned_data["reason"], "over": form.cleaned_data.get("over", False)}
        asked = {**given, "seen": form.cleaned_data["seen"], "tell": form.tells}
        try:
            changed = changing.change(row=self.row, user=self.request.user, **asked, **form.values())
        except changing.SessionsFull as error:
            form.refuse(error.rounds)
            return self.form_invalid(form)
        except changing.ChangedMeanwhile as error:
            form.data = {**form.data.dict(), "seen": changing.mark_of(error.row)}
            form.add_error(None, str(error))
            return self.form_invalid(form)
        except staff.AlreadySignedUp as error:
            form.add_error("email", str(error))
            return self.form_invalid(form)
        except SignUpRefused as error:
            messages.error(self.request, str(error))
            return redirect(self.back)
        messages.success(self.request, self.done(changed))
        return redirect(self.back)

    def done(self, changed: list[str]) -> str:
        """What was done, in words."""
        if not changed:
            return "Er is niets gewijzigd."
        waits = SignUpMail.objects.filter(sign_up=self.row, sent_at=None, refused_at=None).exists()
        return f"Bewaard: {'; '.join(changed)}. {'De mail gaat zo weg.' if waits else 'Er gaat geen mail.'}"


def cells(row: SignUp, rounds: list[Round], *, with_diet: bool) -> list[Cell]:
    """A sign-up in a table; of a session that is gone the name of then."""
    day = timezone.localdate(row.created_at)
    titles = {one.key: one.title for part in rounds for one in part.sessions}
    chosen = [row.choices.get(part.key) for part in rounds]
    sessions = [titles.get(one["session"], one["title"]) if one else "" for one in chosen]
    known = {part.key for part in rounds}
    gone = ", ".join(one["title"] for key, one in row.choices.items() if key not in known and one["session"])
    own: list[Cell] = [str(row), row.email, row.organization, str(row.get_state_display()), day]
    return [*own, *([row.diet] if with_diet else []), *sessions, gone]


class SignUpsDownloadView(EventScreen, View):
    """Who signed up, to take along."""

    def get(self, request: HttpRequest, number: int, kind: str) -> HttpResponseBase:
        """The file."""
        if kind not in {"csv", "xlsx"}:
            raise Http404
        rounds = rounds_of(self.event.programme)
        with_diet = self.event.asks_diet
        headings = [*(HEADINGS if with_diet else HEADINGS[:-1]), *(part.title for part in rounds), "Eerdere sessies"]
        rows = self.event.sign_ups.exclude(state=State.DOUBLE).order_by("state", "queued_at", "pk")
        table = [cells(row, rounds, with_diet=with_diet) for row in rows]
        name = f"aanmeldingen-{self.event.slug}-{timezone.localdate().isoformat()}"
        return file_response(name, kind, headings, table, title="Aanmeldingen")
