"""What the texts of a row are in the register: the body, for whom, the seats that are meant, and the person."""

from collections.abc import Sequence
from typing import Any

from association.memberships.importing.known import Known
from association.memberships.importing.planned import Planned, Unclear
from association.memberships.models import Post
from association.organizations.models import Organization
from association.people.rules import plain

MOST_NAMED = 8
# Other words for a role in a list of one body.
ALSO = {
    "member": ("bestuurslid", "algemeen bestuurslid", "commissielid"),
    "advisory_member": ("adviserend bestuurslid",),
}
NOT_YOURS = "Dit is geen overleg van uw vereniging: '{}'."


def match_body(row: Planned, known: Known, preset: Organization | None) -> None:
    """The body that the row names, or that was chosen beforehand. Unclear for none and for several."""
    text = row.given.body
    if not text and preset is None:
        raise Unclear("body", "Welk overleg? Schrijf de naam, of kies boven de tabel een overleg.")
    found = known.bodies.named(text, row.about) if text else [body for body in known.bodies.listed if body == preset]
    if not found:
        raise Unclear("body", NOT_YOURS.format(text))
    if len(found) > 1:
        raise Unclear("body", f"Welke van deze? {listed([body.name for body in found])}.")
    row.body = found[0]
    if text and plain(text) not in {plain(name) for name in (row.body.name, row.body.abbreviation)}:
        row.notes.append(f"'{text}' is gelezen als {row.body.name}.")


def match_organizations(row: Planned, known: Known) -> None:
    """For whom the seat is held, and where the person has a public office. Unclear when that cannot be said."""
    given = row.given
    row.behalf = one_named(row, known, given.behalf, "behalf") if given.behalf else None
    row.municipality = one_named(row, known, given.office_of, "office") if given.office_of else row.behalf


def one_named(row: Planned, known: Known, text: str, column: str) -> Organization | None:
    """The organization with a name; None for what may be the words of a group, such as "plattelandsgemeenten"."""
    found = known.organizations_named(text, row.about)
    if len(found) > 1:
        raise Unclear(column, f"Welke van deze? {listed([other.name for other in found])}.")
    return found[0] if found else None


def match_pool(row: Planned, known: Known) -> None:
    """The seats that the row may mean. Unclear when there is none, or when it takes more words to tell."""
    assert row.body is not None  # noqa: S101 - match_body found it
    every = [post for post in known.posts[row.body.pk] if post.holds_on(row.about)]
    alike = with_role(every, row.given.role)
    if not alike:
        raise Unclear("role", no_such_role(every, row))
    row.pool = for_whom(alike, row)


def with_role(posts: list[Post], text: str) -> list[Post]:
    """The posts with a role; without words for it the only one."""
    if not text:
        return posts if len({post.words for post in posts}) == 1 else []
    word = plain(text)
    exact = [post for post in posts if plain(post.words) == word]
    return exact or [post for post in posts if word in role_words(post)]


def role_words(post: Post) -> set[str]:
    """The other ways to say what a post is."""
    first, second = post.get_role_display(), post.get_second_role_display()
    words = (first, second, f"{first} en {second}", f"{second} en {first}", *ALSO.get(post.role, ()))
    return {plain(word) for word in words if word}


def no_such_role(posts: list[Post], row: Planned) -> str:
    """Which functions there are in the body."""
    known = listed(sorted({post.words for post in posts}))
    if not known:
        return f"In {row.body} is op die dag geen functie. Voeg haar eerst toe bij het overleg."
    if not row.given.role:
        return f"Welke functie? In {row.body} zijn: {known}."
    return f"In {row.body} is geen functie '{row.given.role}'. Er zijn: {known}. Of voeg haar eerst toe."


def for_whom(posts: list[Post], row: Planned) -> list[Post]:
    """Of posts alike those that are for whom the row names."""
    text = row.given.behalf
    if not text:
        return posts
    labelled = [post for post in posts if plain(post.for_whom_label) == plain(text)]
    if labelled:
        row.behalf = None
        return labelled
    if row.behalf is None:
        raise Unclear("behalf", f"'{text}' staat niet in het register, of heet daar anders.")
    fits = [post for post in posts if post.for_whom_id == row.behalf.pk]
    anybody = [post for post in posts if is_for_anybody(post)]
    if not fits and not anybody:
        raise Unclear("behalf", f"In {row.body} is geen plek '{row.given.role or posts[0].words}' voor {text}.")
    return fits or anybody


def is_for_anybody(post: Post) -> bool:
    """Whether a post is for nobody in particular, or for the association as a whole."""
    return post.for_whom is None or post.for_whom.classification == Organization.Classification.ASSOCIATION


def behalf_of(row: Planned, post: Post) -> Organization | None:
    """For whom somebody sits in a post; a personal seat, and one for the association, is held for nobody else."""
    named = row.behalf
    if post.is_personal or (post.for_whom is not None and is_for_anybody(post)):
        return None
    municipality = Organization.Classification.MUNICIPALITY
    if named is None:
        named = post.for_whom if post.for_whom and post.for_whom.classification == municipality else None
    return None if named and named.pk == post.for_whom_id and named.classification != municipality else named


def match_who(row: Planned, known: Known) -> None:
    """The person, new when nobody has the name. Unclear when several have it and none of them sits there already."""
    if row.given.empty:
        return
    found = known.people.named(row.given.name)
    if len(found) > 1:
        seated = {taken.who for post in row.pool for taken in known.at(post)}
        found = [person for person in found if person in seated] or found
    if len(found) > 1:
        names = listed([person.full_name for person in found])
        raise Unclear("name", f"Er zijn er meer die zo heten: {names}. Schrijf de naam voluit.")
    row.who = found[0] if found else known.people.add(row.given.name)


def listed(names: Sequence[Any]) -> str:
    """Some names in a sentence."""
    shown = ", ".join(str(name) for name in names[:MOST_NAMED])
    return f"{shown} …" if len(names) > MOST_NAMED else shown
