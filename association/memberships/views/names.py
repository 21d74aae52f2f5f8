"""Names of the register for who is typing one: the screens on which somebody comes in a seat ask for them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.views.generic import View

from association.memberships.rights import keepers
from association.people.models import Person
from association.people.rules import full_name, plain

FEWEST_LETTERS, MOST_NAMES, LONGEST_TEXT = 2, 20, 100


def names_like(text: str) -> list[str]:
    """Names in which every word of a text occurs, however it is written, by family name; one query.

    None for fewer than two letters.
    """
    parts = [part for part in (plain(word) for word in text[:LONGEST_TEXT].split()) if part]
    if len("".join(parts)) < FEWEST_LETTERS:
        return []
    found: Any = Person.objects.present()
    for part in parts:
        found = found.filter(search_names__contains=part)
    columns = ("given_name", "initials", "prefix", "family_name")
    rows = found.order_by("family_name", "pk").values_list(*columns)[:MOST_NAMES]
    return list(dict.fromkeys(full_name(*row) for row in rows))


class NamesView(View):
    """The names like what was typed (`q`), for who may put somebody in a seat."""

    def get(self, request: HttpRequest) -> JsonResponse:
        """As JSON, which nobody keeps."""
        if not keepers(request.user).exists():
            raise PermissionDenied
        found = names_like(request.GET.get("q", "").replace("\0", ""))
        return JsonResponse({"names": found}, headers={"Cache-Control": "private, no-store"})
