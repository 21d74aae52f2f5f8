"""An organization in the admin: who sits there and for it, what stands around it, and where its name is used."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.views.generic import TemplateView
from modelcluster.fields import ParentalKey
from wagtail.admin.admin_url_finder import AdminURLFinder, finder_classes
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from association.base.drafts import ON_RECORD
from association.base.queries import Viewer, viewable_pages
from association.base.registry import views_of
from association.base.site_settings import SiteSettings
from association.base.validity import on_day
from association.memberships.links import addresses_for, start_of
from association.memberships.models import Membership
from association.memberships.pages.changes import register_pages
from association.memberships.queries import SeatRow
from association.memberships.queries.keeping import of_associations
from association.memberships.rights import SEEING, bodies_for, keepers
from association.memberships.views.screen import Screen, row_of, visible_to
from association.organizations.models import Organization, OrganizationMember
from association.people.models import Person
from association.people.rules import OFFICES

# What this screen tells of itself, and what only holds together what it tells of.
TOLD = (Organization, Person, Page)
MOST = 100


@dataclass(frozen=True)
class Around:
    """Organizations around one: the words before them, and each with the days, in words."""

    words: str
    found: list[tuple[Organization, str]]


@dataclass(frozen=True)
class Use:
    """Something that names an organization: its kind, title and address."""

    kind: str
    title: str
    url: str


class OrganizationPlacesView(Screen, TemplateView):
    """Where an organization is used, as far as the user may see it; for who may see the organization."""

    template_name = "memberships/desk/organization.html"

    @cached_property
    def organization(self) -> Organization:
        """The organization; Http404 for none, PermissionDenied for one that the user may not see."""
        found: Organization = row_of(Organization.objects.select_related("managed_by", "parent"), self.kwargs["number"])
        policy = policy_registry.get_by_type(Organization)
        if not policy.user_has_any_permission_for_instance(self.request.user, SEEING, found):
            raise PermissionDenied
        return found

    def get_page_title(self) -> str:
        """The name."""
        return self.organization.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen, through the organizations."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            {"url": reverse("organisaties:index"), "label": "Organisaties"},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All of it; a fixed number of queries for each site."""
        user, number, today = self.request.user, self.organization.pk, timezone.localdate()
        mine = list(keepers(user, SEEING).values_list("pk", flat=True))
        policy = policy_registry.get_by_type(Organization)
        return {
            **super().get_context_data(**kwargs),
            "organization": self.organization,
            "inside": seats_today(mine, Q(post__organization=number), today),
            "for_it": seats_today(mine, Q(on_behalf_of=number), today),
            "bodies": set(bodies_for(user, SEEING).values_list("pk", flat=True)),
            "around": around(self.organization, user),
            "uses": uses_of(self.organization, user),
            "places": self.places(mine),
            "may_edit": policy.user_has_permission_for_instance(user, "change", self.organization),
        }

    def places(self, mine: list[int]) -> list[tuple[str, str]]:
        """Title and address of the pages that show or name it, on the sites of the user's associations."""
        naming = pages_naming(self.organization)
        found: list[tuple[str, str]] = []
        for own in SiteSettings.objects.filter(association__in=mine).select_related("site__root_page"):
            viewer = Viewer(site=own.site, user=self.request.user)  # type: ignore[arg-type]  # who is logged in
            root, start = own.site.root_url, len(own.site.root_page.url_path) - 1
            shown, first = {self.organization.pk}, start_of(viewer)
            own_pages = register_pages(shown, set(), own.association_id, addresses_for(first, viewer)) if first else []
            found += [(title, f"{root}{address}") for title, address in [*own_pages, *views_of(shown, viewer)]]
            pages = viewable_pages(viewer).filter(pk__in=naming).order_by("title").values_list("title", "url_path")
            found += [(title, f"{root}{url_path[start:]}") for title, url_path in pages[:MOST]]
        return list({address: (title, address) for title, address in found}.values())


def seats_today(mine: list[int], which: Q, today: date) -> list[SeatRow]:
    """Some seats of associations as they are today, and public offices among them; one query."""
    seen = of_associations(mine) | Q(post__role__in=OFFICES)
    rows = Membership.objects.filter(seen, which, on_day(today), on_day(today, "post__")).with_names().distinct()
    return [SeatRow(row, None) for row in rows.order_by("post__organization__name", "post__order", "seat", "pk")]


def around(organization: Organization, user: Any) -> list[Around]:
    """What belongs to it and what it belongs to, as far as the user may see it; a fixed number of queries."""
    seen = visible_to(user).filter(ON_RECORD)

    def some(words: str, condition: Q) -> Around:
        return Around(words, [(one, one.period) for one in seen.filter(condition).order_by("name").distinct()])

    def linked(words: str, way: str, **condition: Any) -> Around:
        links = OrganizationMember.objects.filter(**condition, **{f"{way}__in": seen.values("pk")})
        rows = links.select_related(way).order_by(f"{way}__name")
        return Around(words, [(getattr(row, way), row.period) for row in rows])

    number = organization.pk
    found = [
        some("Hoort bij", Q(pk=organization.parent_id)),
        some("Hieronder vallen", Q(parent=number)),
        some("Houdt", Q(run_by=number)),
        linked("Is lid van", "organization", member=number),
        linked("Leden", "member", organization=number),
        some("Kwam voort uit", Q(successors=number)),
        some("Ging op in", Q(predecessors=number)),
    ]
    return [part for part in found if part.found]


def pages_naming(organization: Organization) -> list[int]:
    """The numbers of the pages that name an organization, in a block or otherwise; one query."""
    found = ReferenceIndex.get_references_to(organization).filter(base_content_type__model="page")
    return [int(number) for number in found.values_list("object_id", flat=True).distinct()]


def uses_of(organization: Organization, user: Any) -> list[Use]:
    """What names it and can be changed by the user: pages and records; a fixed number of queries."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    named = pages.filter(pk__in=pages_naming(organization)).order_by("title")[:MOST]
    found = [Use("Pagina", page.title, reverse("wagtailadmin_pages:edit", args=[page.pk])) for page in named]
    AdminURLFinder(user)  # makes sure that every topic told where its records are changed
    for model, condition in naming_records(organization):
        policy, finder = policy_registry.get_by_type(model), finder_classes.get_by_type(model)
        if finder is None:
            continue
        allowed = policy.instances_user_has_permission_for(user, "change")
        rows = allowed.filter(pk__in=model._default_manager.filter(condition).order_by().values("pk"))
        kind = capfirst(str(model._meta.verbose_name))
        found += [Use(kind, str(row), finder().construct_edit_url(row)) for row in rows[:MOST]]
    return found


def naming_records(organization: Organization) -> Iterable[tuple[type[Any], Q]]:
    """The models with a way to an organization, in a column, a link or a row of theirs, and the condition that it does.

    Seats, and what stands around the organization, are told elsewhere; pages are found by what they name.
    """
    found: dict[type[Any], Q] = {}
    for relation in Organization._meta.related_objects:
        model, way = relation.related_model, relation.field.name
        while parent := next((one for one in model._meta.fields if isinstance(one, ParentalKey)), None):
            if parent.name == way or parent.related_model in TOLD:
                break
            model, way = parent.related_model, f"{parent.remote_field.get_accessor_name()}__{way}"
        if model not in TOLD and not issubclass(model, Page):
            found[model] = found.get(model, Q()) | Q(**{way: organization.pk})
    return sorted(found.items(), key=lambda item: str(item[0]._meta.verbose_name))
