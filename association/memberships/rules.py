"""Words of the register: roles, the meaning of an empty seat, and how somebody came to a seat."""

from enum import StrEnum

# Roles in a body, in the order in which lists show them.
ROLES = [
    ("chair", "voorzitter"), ("co_chair", "medevoorzitter"), ("vice_chair", "vicevoorzitter"),
    ("secretary", "secretaris"), ("treasurer", "penningmeester"), ("member", "lid"), ("lead", "trekker"),
    ("portfolio_holder", "portefeuillehouder"), ("representative", "vertegenwoordiger"),
    ("vng_representative", "lid van een VNG-commissie"), ("advisory_member", "adviserend lid"), ("guest", "gast"),
    ("director", "directeur"), ("process_manager", "procesregisseur"), ("adviser", "adviseur"),
    ("communications", "communicatieadviseur"), ("support", "ondersteuner"), ("mayor", "burgemeester"),
    ("alderman", "wethouder"), ("council_member", "raadslid"), ("municipal_secretary", "gemeentesecretaris"),
    ("registrar", "griffier"), ("deputy", "gedeputeerde"), ("official", "ambtenaar"),
]  # fmt: skip


class Capacity(StrEnum):
    """How a person sits in a seat (Popolo knows the role only)."""

    APPOINTED = "appointed"
    NOMINATED = "nominated"
    ACTING = "acting"
    INTERIM = "interim"
    STANDING_IN = "standing_in"


# How somebody fills a seat until another is appointed to it.
FOR_THE_TIME_BEING = (Capacity.ACTING.value, Capacity.INTERIM.value)

CAPACITIES = [
    (Capacity.APPOINTED.value, "benoemd"),
    (Capacity.NOMINATED.value, "voorgedragen"),
    (Capacity.ACTING.value, "waarnemend"),
    (Capacity.INTERIM.value, "tijdelijk"),
    (Capacity.STANDING_IN.value, "vervangt een ander"),
]


class EmptySeat(StrEnum):
    """Why nobody sits in a seat."""

    VACANT = "vacant"
    NOT_FILLED = "not_filled"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET_KNOWN = "not_yet_known"
    HELD = "held"


# What readers see in place of a name; no cell stays blank.
EMPTY_WORDS = [
    (EmptySeat.VACANT.value, "vacature"),
    (EmptySeat.NOT_FILLED.value, "geen invulling"),
    (EmptySeat.NOT_APPLICABLE.value, "n.v.t."),
    (EmptySeat.NOT_YET_KNOWN.value, "nog niet bekend"),
    (EmptySeat.HELD.value, "wordt voorlopig niet ingevuld"),
]
# The same for components/empty_seat.html.
EMPTY_KINDS = {
    EmptySeat.VACANT.value: "vacancy",
    EmptySeat.NOT_FILLED.value: "none",
    EmptySeat.NOT_APPLICABLE.value: "not_applicable",
    EmptySeat.NOT_YET_KNOWN.value: "unknown",
    EmptySeat.HELD.value: "stays",
}


def takes_the_seat(capacity: str, empty: str) -> bool:
    """Whether this leaves no room for another: who is appointed, and a seat that is empty on purpose.

    Who is nominated, acts, helps out or stands in comes beside it.
    """
    return capacity == Capacity.APPOINTED or bool(empty)


class SeatChoice(StrEnum):
    """What becomes of a seat whose holder leaves the college."""

    SUCCESSOR = "opvolger"
    ACTING = "waarnemer"
    VACANT = "vacature"
    STAYS = "blijft"
