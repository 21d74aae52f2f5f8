"""The public office beside a name: recorded once, at the municipality."""

from association.memberships.importing.known import Known, Taken
from association.memberships.importing.planned import CHANGED, PRESENT, Planned
from association.memberships.models import Post
from association.memberships.rules import ROLES, Capacity
from association.organizations.models import Organization
from association.people.rules import OFFICES, plain

ROLE_OF = {plain(words): role for role, words in ROLES if role in OFFICES}
ONE_AT_A_TIME = {"mayor", "municipal_secretary", "registrar"}
LAST = 500  # offices stand behind the seats of a municipality's own bodies


def settle_office(row: Planned, known: Known) -> None:
    """Record the office that a row names, unless the register has it; a note says why when it is left out."""
    text, place = row.given.office, row.municipality
    role = ROLE_OF.get(plain(text))
    if not text or row.who is None:
        return
    if role is None:
        row.notes.append(f"'{text}' is geen openbaar ambt. Dat wordt niet vastgelegd.")
    elif place is None or not known.may_hold_office_in(place):
        row.notes.append(f"Het ambt {text} wordt niet vastgelegd: de gemeente is niet van uw vereniging.")
    else:
        settle_at(row, known, office_post(place, role, known))


def office_post(place: Organization, role: str, known: Known) -> Post:
    """The post of an office; one that is to be made where there is none."""
    alike = [post for post in known.posts[place.pk] if post.role == role]
    if not alike:
        alike = [Post(organization=place, role=role, order=LAST, seats=None)]
        known.posts[place.pk].append(alike[0])
    return alike[0]


def settle_at(row: Planned, known: Known, post: Post) -> None:
    """Record the office at its post."""
    now = [taken for taken in known.at(post) if taken.meets(row.about, None)]
    mine = [taken for taken in now if taken.who == row.who]
    words = f"{post.words} van {post.organization}"
    if mine:
        fill_party(row, mine[0], words)
        return
    if post.role in ONE_AT_A_TIME and now:
        row.notes.append(f"Niet vastgelegd als {words}: dat is {now[0].words} al.")
        return
    seats = {taken.seat for taken in known.at(post)}
    seat = next(number for number in range(1, len(seats) + 2) if number not in seats)
    taken = Taken(post, seat, row.who, "", Capacity.APPOINTED.value, None, None, None, line=row.number)
    taken.change(party=row.given.party, source=row.given.source)
    known.at(post).append(taken)
    changed(row, f"Nieuw: {words}.")


def fill_party(row: Planned, taken: Taken, words: str) -> None:
    """The party of an office that was recorded without."""
    stored = taken.row
    if stored is not None and row.given.party and not stored.party and "party" not in taken.changes:
        taken.change(party=row.given.party)
        changed(row, f"Partij als {words}: {row.given.party}.")


def changed(row: Planned, note: str) -> None:
    """A row that would change nothing else changes this."""
    row.notes.append(note)
    if row.kind == PRESENT:
        row.kind = CHANGED
