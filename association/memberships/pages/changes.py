"""Which pages an act on the register changes."""

from association.base.queries import Viewer
from association.base.registry import views_of
from association.base.site_settings import SiteSettings
from association.memberships.links import Addresses, addresses_for, start_of
from association.memberships.models import Post, RegisterEntry
from association.memberships.queries import public_people
from association.organizations.models import Organization
from association.organizations.queries import members_of, shown_bodies
from association.people.models import Person


def changed_pages(entry: RegisterEntry, viewer: Viewer) -> list[tuple[str, str]]:
    """Title and address of each page of a site that shows what an act changed, as far as the viewer may see it."""
    rows = [values for change in entry.changes for values in (change["before"], change["after"]) if values]
    rows = [values for values in rows if "post_id" in values]
    posts = Post.objects.filter(pk__in={values["post_id"] for values in rows})
    organizations = set(posts.values_list("organization_id", flat=True))
    organizations |= {values["on_behalf_of_id"] for values in rows if values["on_behalf_of_id"]}
    people = {values["person_id"] for values in rows if values["person_id"]}
    association, start = SiteSettings.of(viewer.site).association_id, start_of(viewer)
    own: list[tuple[str, str]] = []
    if association and start:
        own = register_pages(organizations, people, association, addresses_for(start, viewer))
    return list(dict.fromkeys([*own, *views_of(organizations, viewer)]))


def register_pages(organizations: set[int], people: set[int], association: int, to: Addresses) -> list[tuple[str, str]]:
    """The pages that the register itself serves: bodies, municipalities and persons."""
    bodies = shown_bodies(association).filter(pk__in=organizations).order_by("name")
    members = {member.pk for member in members_of(association)}
    municipalities = Organization.objects.filter(pk__in=organizations & members).order_by("name")
    persons = Person.objects.filter(pk__in=public_people(people)).order_by("family_name", "pk")
    return [
        *((body.name, to.body(body)) for body in bodies),
        *((f"Gemeente {one.name}", to.represented(one, members)) for one in municipalities),
        *((person.full_name, to.person(person)) for person in persons),
    ]
