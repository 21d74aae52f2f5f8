"""What is done to persons: two that are one, two that are not, and a name that must go."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.admin.models import FormState
from wagtail.models import ModelLogEntry, Page, Revision

from association.base.draft_actions import drop_draft
from association.memberships.actions.acts import Act, MergedAway, RegisterRefused, guarded
from association.memberships.actions.vacancies import erase
from association.memberships.models import Candidate, Membership, RegisterEntry
from association.organizations.models import Organization
from association.people.models import Person
from association.people.queries import is_shared, where_it_stands, with_texts
from association.people.rules import NO_NAME, formal_name, full_name, plain
from association.people.rules.scrub import Scrubber

# What the person who stays takes over where it has nothing itself.
TAKEN_OVER = ("form_of_address", "given_name", "initials", "portrait", "email", "phone")
# What an anonymised person no longer has, as it stands in the log of earlier acts.
PERSONAL = ("form_of_address", "given_name", "initials", "prefix", "variants", "slug", "email", "phone", "portrait_id")
CHUNK = 200


def seats_naming(person: Person) -> Any:
    """The memberships that name somebody, as holder or as whom another stands in for."""
    found = Membership.objects.filter(Q(person=person) | Q(stands_in_for=person))
    return found.select_related("post__organization", "person").order_by("pk")


def merge_problems(one: Person, other: Person) -> list[str]:
    """Why two persons cannot become one as the register is now, in words; the same whoever stays."""
    theirs = list(seats_naming(other))
    mine: dict[int, list[Membership]] = {}
    for row in Membership.objects.filter(person=one, post__in={row.post_id for row in theirs}):
        mine.setdefault(row.post_id, []).append(row)
    found = []
    for row in theirs:
        if {row.person_id, row.stands_in_for_id} == {one.pk, other.pk}:
            found.append(f"De een vervangt de ander: {row.post}. Verbeter die plek eerst.")
        elif row.person_id == other.pk and any(at_once(row, own) for own in mine.get(row.post_id, [])):
            found.append(f"Beiden hebben tegelijk deze functie: {row.post}. Verbeter of beëindig er eerst een.")
    return list(dict.fromkeys(found))


def at_once(one: Membership, other: Membership) -> bool:
    """Whether there is a day on which both hold."""
    starts_in_time = one.start_date is None or other.end_date is None or one.start_date < other.end_date
    return starts_in_time and (other.start_date is None or one.end_date is None or other.start_date < one.end_date)


@guarded
def merge(*, stays: Person, goes: Person, user: Any, association: Organization | None = None) -> RegisterEntry:
    """Make two records of one person into one: all seats and other references go to `stays`.

    `stays` takes over what it lacks and knows the other name as another way of writing; `goes` leads to it from now on.
    A change to `goes` that waits is thrown away; of one to `stays`, what is taken over here stands.
    RegisterRefused where both hold a seat at once, MergedAway when one was merged already.
    """
    act = Act("merge", user, association)
    act.hold(row.post_id for row in seats_naming(goes))
    held = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=[stays.pk, goes.pk]).order_by("pk")}
    stays, goes = held[stays.pk], held[goes.pk]
    check_pair(stays, goes)
    if drop_draft(record=goes, user=user):
        goes.refresh_from_db()
    for row in seats_naming(goes):
        moved = {name: stays for name in ("person", "stands_in_for") if getattr(row, f"{name}_id") == goes.pk}
        act.update(row, **moved)
    for field in other_references():
        for row in field.model._default_manager.filter(**{field.name: goes}).order_by("pk"):
            act.change(row, **{field.name: stays})
    for earlier in Person.objects.filter(merged_into=goes).order_by("pk"):
        act.change(earlier, merged_into=stays)
    act.change(stays, **taken_over(stays, goes))
    act.change(goes, merged_into=stays)
    return act.finish(f"{stays.full_name} en {goes.full_name} samengevoegd")


def check_pair(one: Person, other: Person) -> None:
    """Refuse two that cannot be one (see `merge`)."""
    for person in (one, other):
        if person.merged_into_id:
            raise MergedAway(person)
        if person.is_nameless:
            raise RegisterRefused("De naam van deze persoon is verwijderd.")
    if one.pk == other.pk:
        raise RegisterRefused("Kies twee verschillende personen.")
    if problems := merge_problems(one, other):
        raise RegisterRefused(" ".join(problems))


def other_references() -> Iterator[Any]:
    """The fields of this project's other tables that point to a person."""
    for relation in Person._meta.related_objects:
        own = relation.related_model in (Membership, Person)
        if relation.one_to_many and not own and relation.related_model._meta.app_label == Person._meta.app_label:
            yield relation.field


def taken_over(stays: Person, goes: Person) -> dict[str, Any]:
    """What the person who stays gets from the other: what it lacks, and the other ways of writing."""
    found = {name: getattr(goes, name) for name in TAKEN_OVER if not getattr(stays, name) and getattr(goes, name)}
    after = Person(**{name: getattr(stays, name) for name in ("prefix", "family_name", "variants", *TAKEN_OVER)})
    for name, value in found.items():
        setattr(after, name, value)
    known = {plain(name) for name in after.every_name()}
    short = full_name("", goes.initials, goes.prefix, goes.family_name)
    names = [stays.full_name, goes.full_name, *([short] if goes.initials else []), *goes.variants.splitlines()]
    new = list({plain(name): name.strip() for name in names if plain(name) and plain(name) not in known}.values())
    if new:
        found["variants"] = "\n".join([*filter(None, [stays.variants.strip()]), *new])
    return found


@guarded
def keep_apart(*, one: Person, other: Person, user: Any, association: Organization | None = None) -> RegisterEntry:
    """Two persons whose names are alike are not one: they are no longer suggested as such."""
    act = Act("distinct", user, association)
    for person in sorted((one, other), key=lambda person: person.pk):
        act.add(person, {}, {})
    return act.finish(f"{one.full_name} en {other.full_name} zijn niet dezelfde")


def kept_apart() -> set[tuple[int, int]]:
    """The pairs of persons of whom somebody said that they are not one, the lower number first; one query."""
    found = RegisterEntry.objects.filter(action="distinct", undone_by=None).values_list("changes", flat=True)
    return {(changes[0]["pk"], changes[1]["pk"]) for changes in found}


@dataclass(frozen=True)
class Writings:
    """The ways in which the name of a person is written, with those of records that were merged into it.

    `own` are those by which nobody else can be meant; only these are taken out of texts. The others, of one word or
    also somebody else's, are `shared`.
    """

    people: tuple[Person, ...]
    own: tuple[str, ...]
    shared: tuple[str, ...]

    @property
    def everything(self) -> Scrubber:
        """Finds each of them."""
        return Scrubber.of((*self.own, *self.shared))

    @property
    def told(self) -> Scrubber:
        """Finds what somebody should look at: each of more than one word, somebody else's too."""
        return Scrubber.of(name for name in (*self.own, *self.shared) if len(name.split()) > 1)

    @property
    def has_namesake(self) -> bool:
        """Whether somebody else in the register has the same name."""
        return len(self.people[0].full_name.split()) > 1 and self.people[0].full_name in self.shared

    @property
    def sure(self) -> Scrubber:
        """Finds what can only be this person."""
        return Scrubber.of(self.own)


def writings_of(person: Person) -> Writings:
    """How a person's name is written; a query for each way of writing it."""
    people = (person, *Person.objects.filter(merged_into=person).order_by("pk"))
    numbers = {one.pk for one in people}
    named = [one for one in people if not one.is_nameless]
    names = dict.fromkeys(name for one in named for name in (one.formal_name, *one.every_name()))
    shared = {name for name in names if len(name.split()) < 2 or is_shared(plain(name), numbers)}
    shared |= {one.formal_name for one in named if without_address(one) in shared}
    return Writings(people, tuple(name for name in names if name not in shared), tuple(sorted(shared & set(names))))


def without_address(person: Person) -> str:
    """The name as official lists have it, but for "dhr." or "mw."."""
    return formal_name("", person.initials, person.given_name, person.prefix, person.family_name)


@guarded
def anonymise(*, person: Person, pages: Any, user: Any, association: Organization | None = None) -> RegisterEntry:
    """Take a name out of the register for good; the seats stay, with their dates.

    Also out of the log of the register, applications, Wagtail's logs of the person, and old versions of `pages` (a
    query), which are neither on the site nor the latest. What editors wrote and still use is theirs to change.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.merged_into_id:
        raise MergedAway(person)
    if person.is_nameless:
        raise RegisterRefused("De naam van deze persoon is al verwijderd.")
    writings = writings_of(person)
    act = Act("anonymise", user, association)
    scrub_seats(writings)
    scrub_log(writings)
    erase(candidates=Candidate.objects.filter(person__in=writings.people))
    for one in writings.people:
        forget(one)
    scrub_versions(writings, pages)
    return act.finish("Persoon geanonimiseerd")


def forget(person: Person) -> None:
    """Take the name and the contact from a record and from what the admin remembers of it."""
    for name in PERSONAL:
        setattr(person, name, None if name == "portrait_id" else "")
    person.latest_revision = person.live_revision = None
    person.has_unpublished_changes = False
    person.family_name = NO_NAME
    person.slug = Person.objects.free_slug(NO_NAME)
    person.save()
    about = {"content_type": ContentType.objects.get_for_model(Person), "object_id": str(person.pk)}
    ModelLogEntry.objects.filter(**about).update(label=person.full_name, data={})
    FormState.objects.filter(**about).delete()
    Revision.objects.filter(**about).delete()


def scrub_seats(writings: Writings) -> None:
    """Take the name out of the sources of the person's seats."""
    for row in Membership.objects.filter(Q(person__in=writings.people) | Q(stands_in_for__in=writings.people)):
        source = writings.everything.text(row.source)
        if source != row.source:
            Membership.objects.filter(pk=row.pk).update(source=source)


def scrub_log(writings: Writings) -> None:
    """Take the name out of the log of the register, and what earlier acts remember of the person."""
    numbers = {person.pk for person in writings.people}
    for entry in RegisterEntry.objects.order_by("pk").iterator(chunk_size=CHUNK):
        scrubber = writings.everything if is_about(entry, numbers) else writings.sure
        label, changes = scrubber.text(entry.label), scrubber.value(forgotten(entry.changes, numbers))
        if (label, changes) != (entry.label, entry.changes):
            RegisterEntry.objects.filter(pk=entry.pk).update(label=label[:300], changes=changes)


def is_about(entry: RegisterEntry, people: set[int]) -> bool:
    """Whether an act names one of some persons."""
    for change in entry.changes:
        if change["model"] == "person" and change["pk"] in people:
            return True
        for values in filter(None, (change["before"], change["after"])):
            if people & {value for name, value in values.items() if name in {"person_id", "stands_in_for_id"}}:
                return True
    return False


def forgotten(changes: list[dict[str, Any]], people: set[int]) -> list[dict[str, Any]]:
    """The changes of an act without what was personal of some persons."""

    def without(values: dict[str, Any]) -> dict[str, Any]:
        known = {name: None if name == "portrait_id" else "" for name in PERSONAL if name in values}
        return {**values, **known}

    return [
        {**change, "before": without(change["before"]), "after": without(change["after"])}
        if change["model"] == "person" and change["pk"] in people
        else change
        for change in changes
    ]


def used_versions() -> set[int]:
    """The numbers of the versions of pages that are on the site or the latest; one query."""
    return {
        key for keys in Page.objects.values_list("latest_revision", "live_revision") for key in keys if key is not None
    }


def scrub_versions(writings: Writings, pages: Any) -> None:
    """Take the name out of the old versions of some pages, so that they stay valid versions.

    Old is what is neither on the site, nor the latest, nor waiting for its moment.
    """
    scrubber = writings.sure
    if not scrubber.names:
        return
    keys = {str(key) for key in pages.values_list("pk", flat=True)}
    used = used_versions()
    versions = with_texts(Revision.page_revisions, ["content", "object_str"], scrubber.fragments)
    for version in versions.filter(approved_go_live_at=None).order_by("pk").iterator(chunk_size=CHUNK):
        if version.object_id in keys and version.pk not in used:
            content, label = scrubber.value(version.content), scrubber.text(version.object_str)
            Revision.objects.filter(pk=version.pk).update(content=content, object_str=label)


def mentions(writings: Writings) -> list[tuple[type[Any], Any]]:
    """Model and key of what has the name in it now, pages with a draft too: texts that are the editors' to change."""
    scrubber = writings.told
    if not scrubber.names:
        return []
    rows = where_it_stands(scrubber.fragments, scrubber.finds)
    found = [(Page if issubclass(model, Page) else model, key) for model, key in rows]
    latest = Revision.page_revisions.filter(pk__in=Page.objects.values("latest_revision"))
    drafts = with_texts(latest, ["content"], scrubber.fragments).order_by("pk")
    found += [(Page, int(draft.object_id)) for draft in drafts if scrubber.finds(draft.content)]
    return list(dict.fromkeys(found))
