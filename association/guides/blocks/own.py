"""Facts of the register for the reader's own municipality and portfolio, as they are today."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Q
from django.utils import timezone

from association.base.blocks.base import FactBlock, Rendering
from association.base.pictures import picture, prefetch_renditions
from association.base.queries import Viewer
from association.base.rules.days import in_words
from association.base.site_settings import SiteSettings
from association.guides.blocks.reading import Reader, hidden_fields, options, reader_now
from association.guides.queries import portfolios_of, towns_of
from association.guides.rules import PORTFOLIO, TOWN, number_word
from association.meetings.models import MomentStatus
from association.meetings.pages.coming import Coming, coming_for_portfolio
from association.memberships.blocks.place import Place, place_of
from association.memberships.queries import SeatRow, held_for
from association.memberships.rules import EMPTY_KINDS
from association.organizations.models import Organization
from association.portfolios.models import Portfolio
from association.portfolios.queries import PortfolioSeats, portfolio_links, seats_of_portfolios

SHOWN = 4  # of the places that are held for a municipality; the others are one press away
ALSO_SHOWN = 8  # of those that its office holders have for the association
NEXT, NEXT_ELSEWHERE = "Eerstvolgende vergadering", "Eerstvolgende vergadering over dit onderwerp"
Card = dict[str, Any]


@dataclass(frozen=True)
class OwnFact:
    """What components/own_facts.html shows: groups of cards, or without a choice the question that leads to them.

    A group is the words above its cards, which may be empty, and the cards.
    """

    title: str
    note: str = ""
    groups: tuple[tuple[str, tuple[Card, ...]], ...] = ()
    facts: tuple[dict[str, Any], ...] = ()
    more: tuple[str, str] = ("", "")
    coming: Coming | None = None
    ask: dict[str, Any] | None = None


class OwnBlock(FactBlock):
    """A block of facts of today about what the reader chose."""

    # Shadows the field: what is the reader's own is always of today.
    day = None

    def resolve(self, values: list[Any], viewer: Viewer) -> list[OwnFact | None]:
        """The same for all blocks of the type on a page."""
        found = self.own(reader_now(), viewer) if values else None
        return [found] * len(values)

    def own(self, reader: Reader, viewer: Viewer) -> OwnFact | None:
        """What the reader chose, or the question for it; None for a site without association."""
        raise NotImplementedError

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        """As for every block of facts, with the level of its heading."""
        return {**super().variables(value, rendering), "level": rendering.level}

    def shown(self, fact: OwnFact) -> dict[str, Any]:
        """As the component takes it."""
        return {
            "title": fact.title,
            "note": fact.note,
            "groups": [{"label": label, "cards": cards} for label, cards in fact.groups if cards],
            "facts": fact.facts,
            "more_label": fact.more[0],
            "more_url": fact.more[1],
            # Of the portfolio's own consultation; else of another table, under other words.
            "meeting": (fact.coming.rows or fact.coming.also)[0] if fact.coming else None,
            "meeting_label": NEXT if fact.coming and fact.coming.rows else NEXT_ELSEWHERE,
            "meeting_file": fact.coming.file if fact.coming else "",
            "ask": fact.ask,
        }


def card(row: SeatRow, role: str, place: Place) -> Card:
    """A seat as components/person_card.html shows it; with `empty` for a place without a person."""
    person = row.person
    initials = f"{(person.given_name or person.initials)[:1]}{person.family_name[:1]}".upper() if person else ""
    return {
        "role": f"{role}, {row.capacity}" if row.capacity else role,
        "name": person.full_name if person else "",
        "initials": initials,
        "picture": picture(person.portrait, "portrait", alt="") if person else None,
        "url": place.to.person(person) if row.office else "",
        "office": f"{row.title} van {row.office.organization.name}" if row.office else "",
        "empty": EMPTY_KINDS.get(row.membership.empty, ""),
        "empty_label": row.name,
    }


class OwnMunicipalityBlock(OwnBlock):
    """Who represents the reader's municipality where."""

    def own(self, reader: Reader, viewer: Viewer) -> OwnFact | None:
        """The seats for the municipality, or which municipality it is."""
        place = place_of(viewer)
        if place is None:
            return None
        if reader.town is None:
            return self.asked(reader, place)
        return self.held(reader.town, place)

    def held(self, town: Organization, place: Place) -> OwnFact:
        """Who sits where for a municipality, the persons first; then what its office holders do for all."""
        today = timezone.localdate()
        held = held_for(town, today, place.association)
        own = sorted(held.on_behalf, key=lambda row: row.person is None)[:SHOWN]
        also = held.for_all[:ALSO_SHOWN]
        prefetch_renditions(row.person.portrait for row in (*own, *also) if row.person)
        groups = tuple(
            (label, tuple(card(row, f"{row.post.organization.name}, {row.post.words}", place) for row in rows))
            for label, rows in ((f"Namens {town.name}", own), ("Voor alle gemeenten, of op eigen titel", also))
        )
        url, number = place.to.represented(town, set(place.members)), len(held.on_behalf) + len(held.for_all)
        is_all = len(own) + len(also) == number
        label = f"Meer over {town.name}" if is_all else f"Alle {number_word(number)} plekken"
        words = f"Stand van {in_words(today, 'day')}"
        note = words if number else f"{words}: wij weten nog niet wie er voor {town.name} waar zit."
        return OwnFact(f"{town.name} in de regio", note, groups, more=(label, url) if url else ("", ""))

    def asked(self, reader: Reader, place: Place) -> OwnFact:
        """The question for the municipality; where nothing can be asked, where to look."""
        title = "Uw gemeente in de regio"
        more = ("Wie zit waar namens uw gemeente", place.to.start) if place.to.start else ("", "")
        if reader.is_whole:
            return OwnFact(title, "Wie namens uw gemeente in de regio zit, staat op de site.", more=more)
        towns = towns_of(place.association, timezone.localdate())
        field = {"name": TOWN, "label": "Uw gemeente", "options": options(towns, "", lambda town: town.site_slug)}
        ask = {**asking(reader, TOWN), "field": field}
        return OwnFact(title, "Kies uw gemeente, dan ziet u wie waar namens haar aan tafel zit.", ask=ask)

    def example(self) -> OwnFact:
        """Somebody without a name of their own."""
        return OwnFact(
            "Uw gemeente in de regio",
            "Stand van vandaag",
            (("", ({"role": "Wonen, lid", "name": "A. Achternaam", "initials": "AA", "office": "Wethouder"},)),),
        )

    class Meta:
        icon = "site"
        label = "Uw gemeente in de regio"
        description = "Wie de gemeente van de lezer waar vertegenwoordigt. Vult en ververst zichzelf."
        template = "components/own_facts.html"
        preview_value: ClassVar[dict[str, str]] = {}


class OwnPortfolioBlock(OwnBlock):
    """Who leads the reader's portfolio, who speaks for it at the VNG, and when it is next talked about."""

    def own(self, reader: Reader, viewer: Viewer) -> OwnFact | None:
        """The portfolio, or which one it is."""
        place = place_of(viewer)
        if place is None:
            return None
        settings = SiteSettings.of(viewer.site)
        if reader.portfolio is None:
            return self.asked(reader, place, settings.portfolio_word, settings.portfolios_word, viewer)
        return self.led(reader.portfolio, place, viewer)

    def led(self, portfolio: Portfolio, place: Place, viewer: Viewer) -> OwnFact:
        """Chair, committees, consultation and next meeting of a portfolio."""
        today = timezone.localdate()
        seats = seats_of_portfolios([portfolio], today)[portfolio.pk]
        rows = [*seats.leads, *(row for body in seats.committees for row in body.rows)][:SHOWN]
        prefetch_renditions(row.person.portrait for row in rows if row.person)
        cards = [card(row, row.role if row in seats.leads else row.post.organization.name, place) for row in rows]
        url = portfolio_links(viewer, [portfolio])[0]["url"]
        return OwnFact(
            portfolio.name,
            f"Stand van {in_words(today, 'day')}",
            (("", tuple(cards)),),
            tuple(bodies_of(seats, place)),
            (f"Alles over {portfolio.name}", url) if url else ("", ""),
            coming_for_portfolio(viewer, portfolio.pk, today, most=1, also=1, condition=Q(status=MomentStatus.PLANNED)),
        )

    def asked(self, reader: Reader, place: Place, word: str, words: str, viewer: Viewer) -> OwnFact:
        """The question for the portfolio; where nothing can be asked, where to look."""
        title = f"Uw {word.lower()} in de regio"
        if reader.is_whole:
            return OwnFact(title, f"Wie voorzitter is van welke {word.lower()}, staat op de site bij {words}.")
        found = portfolios_of(place.association, timezone.localdate())
        field = {"name": PORTFOLIO, "label": word, "options": options(found, "", lambda one: one.slug)}
        ask = {**asking(reader, PORTFOLIO), "field": field}
        return OwnFact(title, "Kies, dan ziet u wie voorzitter is en wie namens ons meepraat.", ask=ask)

    def example(self) -> OwnFact:
        """Somebody without a name of their own."""
        chair = {"role": "Voorzitter", "name": "A. Achternaam", "initials": "AA", "office": "Wethouder"}
        return OwnFact("Wonen", "Stand van vandaag", (("", (chair,)),))

    class Meta:
        icon = "folder-inverse"
        label = "Uw portefeuille in de regio"
        description = (
            "Wie de portefeuille van de lezer leidt, en de eerstvolgende vergadering. Vult en ververst zichzelf."
        )
        template = "components/own_facts.html"
        preview_value: ClassVar[dict[str, str]] = {}


def bodies_of(seats: PortfolioSeats, place: Place) -> list[dict[str, Any]]:
    """The consultation and committees of a portfolio, as components/own_facts.html shows them below the cards."""
    pairs = [("Overleg", seats.consultations), ("Commissie van de VNG", seats.committees)]
    return [
        {"label": label, "name": body.organization.name, "url": place.to.body(body.organization)}
        for label, bodies in pairs
        for body in bodies
    ]


def asking(reader: Reader, name: str) -> dict[str, Any]:
    """Where the question for one thing goes, and what it takes along."""
    return {"action": reader.here, "hidden": hidden_fields(reader, name), "anchor": f"uw-{name}"}
