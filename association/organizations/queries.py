"""Reads over organizations."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat

from association.base.validity import on_day

if TYPE_CHECKING:
    from association.organizations.models import Organization


def members_of(association_id: int) -> "list[Organization]":
    """The members of an association, by name, in one query."""
    found = organizations().filter(belongs_to_links__organization_id=association_id)
    return list(found.select_related("managed_by").order_by("name"))


def members_on(association_id: int, day: date | None) -> "list[Organization]":
    """The members of an association on a day, by name; without a day those of any time; one query."""
    links = Q(belongs_to_links__organization_id=association_id)
    if day is not None:
        links &= on_day(day, "belongs_to_links__") & on_day(day)
    return list(organizations().filter(links).select_related("managed_by").order_by("name"))


# Bodies, in the order in which a site shows them, with the words above each kind.
BODIES = {
    "general_assembly": "Ledenvergadering",
    "board": "Bestuur",
    "executive_board": "Dagelijks bestuur",
    "portfolio_consultation": "Portefeuillehoudersoverleggen",
    "circle": "Kringen",
    "sounding_board": "Klankbordgroepen",
    "officials_consultation": "Ambtelijke overleggen",
    "core_group": "Kerngroepen",
    "working_group": "Werkgroepen",
    "steering_group": "Stuurgroepen",
    "coalition": "Coalities",
    "bureau": "Bureau",
    "vng_committee": "Commissies van de VNG",
}


def organizations() -> Any:
    """All organizations."""
    return apps.get_model("association", "Organization").objects


def shown_bodies(association_id: int) -> Any:
    """The bodies that an association's site shows: its own, and shared ones in which there are seats for it."""
    shared = Q(managed_by=None, pk__in=organizations().filter(posts__for_whom=association_id).order_by().values("pk"))
    found = organizations().filter(Q(managed_by=association_id) | shared, classification__in=BODIES)
    return found.select_related("managed_by")


def bodies_of(association_id: int, day: date) -> "list[tuple[str, list[Organization]]]":
    """The bodies of a day by kind, with the words for the kind; one query."""
    order = list(BODIES)
    found = shown_bodies(association_id).filter(on_day(day)).order_by("name")
    ranked = sorted(found, key=lambda body: order.index(body.classification))
    return [(BODIES[kind], list(group)) for kind, group in groupby(ranked, key=lambda body: body.classification)]


def body_at(association_id: int, slug: str) -> "Organization | None":
    """The body at an address of an association's site, of any day, or None; one query."""
    whole = Concat("managed_by__slug", Value(f"-{slug}"))
    found = shown_bodies(association_id).filter(Q(slug=slug) | Q(slug=whole))
    return next((body for body in found if body.site_slug == slug), None)


@dataclass(frozen=True)
class Around:
    """A body with what its page says beside its seats: its name on a day, what came before and after, and the members.

    The members are the numbers of those of an association, of any day.
    """

    body: "Organization"
    name: str
    predecessors: "list[Organization]"
    successors: "list[Organization]"
    members: frozenset[int]


def around(number: int, association_id: int | None, day: date) -> Around:
    """A body with what stands around it on a day; one query. The model's DoesNotExist for a number that is none."""
    names = apps.get_model("association", "OrganizationName").objects.filter(on_day(day), organization=OuterRef("pk"))
    links = apps.get_model("association", "OrganizationMember").objects.filter(member=OuterRef("pk"))
    follows = organizations().model.successors.through.objects
    told = {
        "former_name": Subquery(names.order_by("start_date").values("name")[:1]),
        "is_member": Exists(links.filter(organization=association_id)),
        "is_before": Exists(follows.filter(from_organization=OuterRef("pk"), to_organization=number)),
        "is_after": Exists(follows.filter(from_organization=number, to_organization=OuterRef("pk"))),
    }
    found = organizations().annotate(**told).select_related("managed_by").order_by("name")
    rows = list(found.filter(Q(pk=number) | Q(is_member=True) | Q(is_before=True) | Q(is_after=True)))
    body = next((row for row in rows if row.pk == number), None)
    if body is None:
        raise organizations().model.DoesNotExist
    return Around(
        body,
        body.former_name or body.name,
        [row for row in rows if row.is_before],
        [row for row in rows if row.is_after],
        frozenset(row.pk for row in rows if row.is_member),
    )


def member_at(association_id: int, slug: str) -> "Organization | None":
    """The member of an association at an address, or None."""
    found = organizations().filter(belongs_to_links__organization=association_id, slug__in=[slug, f"gemeente-{slug}"])
    return next((member for member in found.select_related("managed_by") if member.site_slug == slug), None)


# The levels of government that work together in a province, in the order in which they are counted.
GOVERNMENTS = ("municipality", "province", "water_board")


def counted_members(association_id: int, day: date) -> dict[str, str]:
    """How many members and bodies an association has on a day, and its partnership as "12+1+4"; two queries.

    The partnership is the coalition of the association that a province is a member of; without one it is left out.
    """
    members = members_on(association_id, day)
    towns = [one for one in members if one.classification == "municipality"]
    bodies = shown_bodies(association_id).filter(on_day(day)).count()
    return {"members": str(len(towns)), "bodies": str(bodies), "partners": partnership(association_id, day)}


def partnership(association_id: int, day: date) -> str:
    """The coalition with a province counted by level of government, such as "12+1+4"; empty without one; one query."""
    links = apps.get_model("association", "OrganizationMember").objects.active_on(day)
    found = links.filter(organization__managed_by=association_id, organization__classification="coalition")
    kinds: dict[int, list[str]] = {}
    for number, kind in found.values_list("organization_id", "member__classification").order_by("organization_id"):
        kinds.setdefault(number, []).append(kind)
    together = next((every for every in kinds.values() if "province" in every), [])
    return "+".join(str(together.count(kind)) for kind in GOVERNMENTS if kind in together)


def tree_of(association_id: int, day: date) -> "list[tuple[Organization, list[Any]]]":
    """The bodies of a day as a tree: (body, what is below it), in the order of the site; one query.

    A body stands below the one that it belongs to; the others stand on their own.
    """
    order = list(BODIES)
    found = shown_bodies(association_id).filter(on_day(day)).exclude(classification="vng_committee")
    bodies = sorted(found, key=lambda body: (order.index(body.classification), body.name))
    known = {body.pk for body in bodies}
    below: dict[int | None, list[Organization]] = {}
    for body in bodies:
        parent = body.parent_id if body.parent_id in known and body.parent_id != body.pk else None
        below.setdefault(parent, []).append(body)

    def branch(body: "Organization", above: frozenset[int]) -> "tuple[Organization, list[Any]]":
        own = above | {body.pk}
        return body, [branch(one, own) for one in below.get(body.pk, []) if one.pk not in own]

    return [branch(body, frozenset()) for body in below.get(None, [])]
