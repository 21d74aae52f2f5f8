"""Examples of calendars to subscribe to."""

from home.gallery.example import Example, State

_WEBCAL = "webcal://example.org/agenda/overleg/kring-noord.ics"
_OPTIONS = tuple(
    {"value": f"overleg-kring-{number}", "label": label, "webcal": _WEBCAL, "chosen": number == 1}
    for number, label in enumerate(("Kring Noord", "Kring Zuid", "Portefeuillehoudersoverleg Wonen en Ruimte"), start=1)
)
_GROUPS = ({"title": "Overleggen en besturen", "options": _OPTIONS},)

CALENDAR_EXAMPLES: tuple[Example, ...] = (
    Example(
        "calendar_box",
        "Agenda-abonnement",
        "Een agenda die lezers in hun eigen agenda zetten.",
        (
            State(
                "Eén agenda",
                {
                    "title": "De hele agenda",
                    "text": "Alle vergaderingen en bijeenkomsten.",
                    "webcal": "webcal://example.org/agenda/alles.ics",
                    "url": "https://example.org/agenda/alles.ics",
                },
            ),
        ),
    ),
    Example(
        "calendar_choice",
        "Zelf een agenda samenstellen",
        "Lijsten om aan te vinken, of om los op te abonneren.",
        (
            State("Met een keuze", {"name": "kies", "groups": _GROUPS, "anchor": "keuze-1"}),
            State(
                "Fout",
                {"name": "kies", "groups": _GROUPS, "anchor": "keuze-2", "error": "Deze keuze kennen wij niet (meer)."},
            ),
        ),
    ),
)
