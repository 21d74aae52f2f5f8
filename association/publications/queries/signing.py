"""Who may be named with an edition: the bodies that adopt documents, and the persons who sit in the board."""

from datetime import date
from typing import Any

from django.apps import apps

from association.memberships.queries import compositions

# In the order in which they decide: first the board, then the assembly (DESIGN: several dated lines).
DECIDING = ("executive_board", "board", "general_assembly")


def deciding_bodies(association: int) -> list[Any]:
    """The bodies of an association that adopt documents, those that decide first in front; one query."""
    model: Any = apps.get_model("association", "Organization")
    found = model.objects.filter(parent=association, classification__in=DECIDING).order_by("pk")
    return sorted(found, key=lambda body: DECIDING.index(body.classification))


ARTICLES = {"general_assembly": "de"}


def named(body: Any) -> str:
    """A body as a sentence has it: "het Dagelijks Bestuur", "de Algemene Ledenvergadering"."""
    return f"{ARTICLES.get(body.classification, 'het')} {body.name}"


def signatories(bodies: list[Any], day: date, association: int) -> list[str]:
    """Who sits in some bodies on a day, as they sign: "A. Jansen, voorzitter"; each person once, in order of seats."""
    lines: dict[int, str] = {}
    for found in compositions([(body, day) for body in bodies], association):
        for row in found.rows:
            if row.person is not None and row.membership.takes_the_seat:
                lines.setdefault(row.person.pk, f"{row.name}, {row.role[:1].lower()}{row.role[1:]}")
    return list(lines.values())
