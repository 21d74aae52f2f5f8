"""Examples of the agenda: lists, a month, a year, and what stands on the pages of meetings and events."""

from datetime import date, time, timedelta
from typing import Any

from association.base.rules.days import MONTHS
from home.gallery.example import Example, State

_HERE = "#voorbeeld"
_ROWS = (
    {"date": date(2026, 3, 5), "title": "Kring Noord", "url": _HERE, "text": "Openbaar, 9.30–11.00 uur, Dorpshuis"},
    {
        "date": date(2026, 3, 12),
        "title": "Kring Zuid",
        "url": _HERE,
        "text": "Verplaatst naar 19 maart, geen zaal",
        "off": True,
    },
    {"date": date(2026, 3, 19), "title": "Kring Zuid", "url": _HERE, "text": "13.30–15.00 uur, Dorpshuis"},
)
_MARCH = {"title": "Maart 2026", "rows": _ROWS}
_APRIL = {
    "title": "April 2026",
    "rows": ({"date": date(2026, 4, 2), "title": "Kring Oost", "url": _HERE, "text": "19.30–21.00 uur"},),
}
_ENTRIES: dict[int, tuple[dict[str, Any], ...]] = {
    5: ({"title": "Kring Noord", "url": _HERE, "time": "9.30", "off": "", "open": True},),
    12: ({"title": "Kring Zuid", "url": _HERE, "time": "13.30", "off": "Verplaatst naar 19 maart", "open": False},),
    19: (
        {"title": "Kring Zuid", "url": _HERE, "time": "13.30", "off": "", "open": False},
        {"title": "Excursie", "url": _HERE, "time": "", "off": "", "open": False},
    ),
}


def _cell(place: int) -> dict[str, Any]:
    """A day of March 2026 by its place in the grid; the month begins on a Sunday."""
    day = date(2026, 2, 23) + timedelta(days=place)
    if day.month != 3:
        return {"day": None}
    words = f"{('maan', 'dins', 'woens', 'donder', 'vrij', 'zater', 'zon')[day.weekday()]}dag {day.day} maart"
    rest = {"holiday": "Vrije dag" if day.day == 27 else "", "today": day.day == 10}
    return {"day": day, "words": words, "entries": _ENTRIES.get(day.day, ()), **rest}


_WEEKS = tuple(tuple(_cell(week * 7 + day) for day in range(7)) for week in range(6))
_COLUMNS = tuple(
    {"name": name, "short": name[:3], "now": number == 3, "off": {5: "a", 7: "ab", 8: "a", 12: "b"}.get(number, "")}
    for number, name in enumerate(MONTHS, start=1)
)


def _months(days: dict[int, tuple[dict[str, Any], ...]]) -> tuple[tuple[dict[str, Any], ...], ...]:
    """The twelve cells of a row."""
    return tuple(days.get(month, ()) for month in range(1, 13))


def _stone(day: int, month: str, state: str = "besloten") -> dict[str, Any]:
    """A day in the sheet."""
    off = state.startswith("verplaatst")
    words = f"Kring, {day} {month} 2026, 9.30–11.00 uur, {state}"
    return {"day": day, "url": _HERE, "words": words, "off": off, "open": state == "openbaar"}


_SHEET = (
    {
        "title": "Vereniging",
        "rows": (
            {
                "name": "Kring Noord",
                "url": _HERE,
                "months": _months({1: (_stone(15, "januari"),), 3: (_stone(5, "maart", "openbaar"),)}),
            },
            {
                "name": "Kring Zuid",
                "url": "",
                "months": _months({4: (_stone(9, "april", "verplaatst naar 23 april"), _stone(23, "april"))}),
            },
        ),
    },
)
_PAPERS = ({"title": "Voorstel", "url": _HERE, "format": "pdf", "size": "120 kB"},)
_ITEM = {
    "title": "Opening",
    "goal": "informeren",
    "lead": "het bureau",
    "lead_url": "",
    "text": "",
    "papers": (),
    "decision": "",
}
_SESSION = {"title": "Praten over geld", "text": "", "speakers": "Jo Voorbeeld", "room": "Zaal 1", "capacity": 40}

AGENDA_EXAMPLES: tuple[Example, ...] = (
    Example(
        "agenda_months",
        "Agenda per maand",
        "Wat er komt of was, onder de naam van de maand.",
        (State("Twee maanden", {"groups": (_MARCH, _APRIL), "level": 3}),),
        "page",
    ),
    Example(
        "agenda_next",
        "Wat er komt",
        "De eerste regels van de agenda, op een pagina over iets anders.",
        (
            State("Drie", {"rows": _ROWS, "file": "", "more_url": _HERE, "more_label": "Meer in de agenda"}),
            State(
                "Ook van anderen",
                {
                    "rows": _ROWS[:1],
                    "also": _ROWS[1:],
                    "also_label": "Ook over dit onderwerp",
                    "file": _HERE,
                    "more_url": _HERE,
                    "more_label": "Meer in de agenda",
                },
            ),
        ),
    ),
    Example(
        "agenda_foot",
        "Onder de agenda",
        "Abonneren, afdrukken en meenemen.",
        (
            State(
                "Jaar",
                {
                    "subscribe_url": _HERE,
                    "calendar_url": _HERE,
                    "print_label": "Afdrukken op A3",
                    "file": _HERE,
                    "file_label": "Download als csv",
                },
            ),
            State("Lijst", {"subscribe_url": _HERE, "calendar_url": _HERE}),
        ),
        "page",
    ),
    Example(
        "month_calendar",
        "Maand",
        "Een maand zoals aan de muur; op een telefoon een lijst van de dagen waarop er iets is.",
        (State("Met vrije dag en vandaag", {"caption": "Maart 2026", "weeks": _WEEKS}),),
        "page",
    ),
    Example(
        "year_calendar",
        "Jaarkalender",
        "Wie vergadert wanneer, op één vel; op een telefoon staat er een lijst.",
        (State("Twee overleggen", {"caption": "Jaarkalender 2026", "columns": _COLUMNS, "groups": _SHEET}),),
        "page",
    ),
    Example(
        "year_legend",
        "Uitleg bij de jaarkalender",
        "Wat de tekens betekenen.",
        (
            State(
                "Alles",
                {"holidays": ({"name": "Zomervakantie", "period": "4 juli 2026 – 16 augustus 2026"},), "now": True},
            ),
        ),
        "page",
    ),
    Example(
        "year_list",
        "Jaar als lijst",
        "De jaarkalender op een telefoon: twee maanden, de rest opent met een druk.",
        (State("Met eerder en later", {"before": (_MARCH,), "shown": (_APRIL,), "later": (_MARCH,), "level": 3}),),
    ),
    Example(
        "agenda_items",
        "Agendapunten",
        "Wat er besproken wordt, met stukken en besluiten.",
        (
            State(
                "Met en zonder stukken",
                {
                    "items": (
                        _ITEM,
                        {
                            **_ITEM,
                            "title": "Begroting",
                            "goal": "besluiten",
                            "lead": "Jo Voorbeeld",
                            "lead_url": _HERE,
                            "papers": _PAPERS,
                            "decision": "Vastgesteld.",
                        },
                    ),
                    "level": 3,
                },
            ),
        ),
        "page",
    ),
    Example(
        "attendance",
        "Wie waren er",
        "De deelnemers aan een vergadering.",
        (
            State(
                "Aanwezig en afgemeld",
                {
                    "groups": (
                        {
                            "label": "Aanwezig",
                            "people": (
                                {"name": "Jo Voorbeeld", "url": _HERE, "note": "Voorzitter"},
                                {"name": "Een gast", "url": "", "note": ""},
                            ),
                        },
                        {"label": "Afgemeld", "people": ({"name": "Lid Voorbeeld", "url": "", "note": "Lid"},)},
                    )
                },
            ),
        ),
    ),
    Example(
        "moment_links",
        "Bij een datum",
        "In de eigen agenda zetten, en online meedoen.",
        (
            State("Beide", {"file": _HERE, "video_link": _HERE, "note": ""}),
            State("Alleen de agenda", {"file": _HERE, "video_link": "", "note": ""}),
            State(
                "Met aanmelden",
                {"file": _HERE, "video_link": "", "note": "U krijgt de link per mail als u een plek hebt."},
            ),
        ),
    ),
    Example(
        "programme",
        "Programma",
        "Wanneer wat is, en welke sessies tegelijk zijn.",
        (
            State(
                "Met een keuze",
                {
                    "rounds": (
                        {"start": time(9, 30), "end": time(10), "title": "Ontvangst", "text": "", "sessions": ()},
                        {
                            "start": time(10),
                            "end": None,
                            "title": "Eerste ronde",
                            "text": "",
                            "sessions": (_SESSION, {**_SESSION, "title": "Buiten kijken", "capacity": None}),
                        },
                    ),
                    "level": 3,
                },
            ),
        ),
        "page",
    ),
    Example(
        "sign_up_box",
        "Aanmelden",
        "Hoe u zich aanmeldt, of waarom dat niet meer kan.",
        (
            State(
                "Met formulier",
                {
                    "text": "Aanmelden kan tot donderdag 26 maart 2026, 12.00 uur.",
                    "url": _HERE,
                    "label": "Meld u aan",
                    "level": 3,
                },
            ),
            State("Gesloten", {"text": "De aanmelding is gesloten.", "url": "", "label": "", "level": 3}),
        ),
    ),
)
