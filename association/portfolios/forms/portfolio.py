"""The form of a portfolio."""

from functools import cached_property
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from wagtail.permissions import policy_registry

from association.base.forms.dated import DatedForm
from association.base.models import Role, User
from association.base.rules.days import overlap
from association.memberships.models import Post
from association.organizations.forms import OwnedForm
from association.organizations.models import Organization
from association.portfolios.models import Portfolio

# Whole organizations, in which no portfolio has a table of its own.
NO_BODIES = ("municipality", "province", "water_board", "safety_region", "vng")


class PortfolioForm(OwnedForm, DatedForm):
    """A portfolio, with who leads its process: they may change its page and its chapters."""

    process_leads: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Procesregisseurs",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Zij mogen de pagina van deze portefeuille wijzigen en laten meelezen. "
        "Nieuw: bewaar eerst de portefeuille.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "bodies" in self.formsets:
            # The rows of the form are made when they are asked for: each offers the same, which is read once.
            self.formsets["bodies"].form_kwargs["offered"] = Offered(self.for_user, self.instance)
        if "predecessors" in self.fields:
            self.fields["predecessors"].queryset = self.possible_predecessors()
        if "process_leads" in self.fields:
            self.fields["process_leads"].queryset = self.possible_leads()
            self.fields["process_leads"].label_from_instance = lambda person: person.get_full_name() or person.username
            self.initial["process_leads"] = self.present_leads()

    def possible_leads(self) -> QuerySet[User]:
        """Who has the role in the portfolio's association."""
        role = Q(
            groups__association_role__association_id=self.instance.association_id,
            groups__association_role__role=Role.PROCESS_LEAD,
        )
        return User.objects.filter(role, is_active=True).distinct().order_by("first_name", "username")

    def present_leads(self) -> list[User]:
        """Who leads the process now."""
        return list(self.instance.team.user_set.all()) if self.instance.team else []

    def possible_predecessors(self) -> QuerySet[Portfolio]:
        """The other portfolios of the association; of a new portfolio those that the user may see."""
        if self.instance.pk:
            own = Portfolio.objects.filter(association=self.instance.association_id)
            return own.exclude(pk=self.instance.pk).order_by("order", "name")
        policy = policy_registry.get_by_type(Portfolio)
        found: QuerySet[Portfolio] = policy.instances_user_has_any_permission_for(self.for_user, ["view", "change"])
        return found.order_by("association", "order", "name")

    def clean(self) -> dict[str, Any]:
        """The values; refuse a predecessor of another association, and one body twice on the same days."""
        cleaned = super().clean()
        association = cleaned.get("association")
        foreign = [other for other in cleaned.get("predecessors", ()) if other.association != association]
        if association and foreign:
            self.add_error("predecessors", "Deze portefeuille is van een andere vereniging.")
        if "bodies" in self.formsets:
            refuse_doubles(self.formsets["bodies"])
        return cleaned


class Offered:
    """The bodies and seats that a row of the form offers, read once for all rows."""

    def __init__(self, user: Any, portfolio: Portfolio) -> None:
        self.user, self.portfolio = user, portfolio

    @cached_property
    def bodies(self) -> QuerySet[Organization]:
        """What the user may see, and what is chosen already."""
        policy = policy_registry.get_by_type(Organization)
        visible = policy.instances_user_has_any_permission_for(self.user, ["view", "change", "choose"])
        chosen = Q(portfolio_links__portfolio=self.portfolio) if self.portfolio.pk else Q(pk__in=())
        known = Organization.objects.filter(Q(pk__in=visible.values("pk")) & ~Q(classification__in=NO_BODIES) | chosen)
        return known.distinct().order_by("name")

    @cached_property
    def posts(self) -> QuerySet[Post]:
        """The seats of those bodies."""
        found = Post.objects.filter(organization__in=self.bodies.order_by()).select_related("organization")
        return found.order_by("organization__name", "order", "pk")

    @cached_property
    def body_choices(self) -> list[tuple[Any, str]]:
        """The bodies as a list to choose from."""
        return [("", "Kies een overleg of commissie"), *((body.pk, body.name) for body in self.bodies)]

    @cached_property
    def post_choices(self) -> list[tuple[Any, Any]]:
        """The seats, below the name of their body."""
        groups = groupby(self.posts, key=lambda post: post.organization.name)
        return [
            ("", "Alle functies voor de vereniging"),
            *((name, [(post.pk, seat_words(post)) for post in posts]) for name, posts in groups),
        ]


def seat_words(post: Post) -> str:
    """What a seat is called in a list, with for whom when that was written down."""
    return f"{post.words} ({post.for_whom_label})" if post.for_whom_label else post.words


class BodyForm(DatedForm):
    """A body of a portfolio."""

    def __init__(self, *args: Any, offered: Offered | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offered is not None:
            self.offer("organization", offered.bodies, offered.body_choices)
            self.offer("post", offered.posts, offered.post_choices)

    def offer(self, name: str, allowed: QuerySet[Any], choices: list[tuple[Any, Any]]) -> None:
        """Let a field choose from what is allowed, without asking for it again."""
        self.fields[name].queryset = allowed.all()
        self.fields[name].choices = choices


class NameForm(DatedForm):
    """A name that a portfolio had for a while."""


def refuse_doubles(formset: Any) -> None:
    """Put an error beside a body that stands in an earlier row too, as the same kind and on the same days."""
    formset.is_valid()
    known: dict[tuple[Any, ...], list[Any]] = {}
    for form in formset.forms:
        values = getattr(form, "cleaned_data", None) or {}
        if form in formset.deleted_forms or not values.get("organization"):
            continue
        key = (values["organization"], values.get("kind"), values.get("post"))
        period = (form.instance.start_date, form.instance.end_date)
        if any(overlap(period, other) for other in known.get(key, ())):
            form.add_error("organization", "Dit overleg staat er al bij voor deze dagen.")
        known.setdefault(key, []).append(period)
