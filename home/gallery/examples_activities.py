"""Examples of what is intended in a year and how it goes."""

from django.utils.safestring import SafeString

from association.activities.rules import as_html, bars
from home.gallery.example import Example, State

_HERE = "#voorbeeld"
_LIGHTS = (
    ("green", "Loopt als gepland", 15),
    ("orange", "Vergt aandacht", 5),
    ("red", "Bijstelling of heroverweging", 2),
    ("none", "Geen stoplicht", 2),
)
_PARTS = tuple(
    {
        "state": state,
        "words": words,
        "number": number,
        "url": _HERE,
        "current": state == "orange",
        "x": left,
        "width": width,
    }
    for (state, words, number), (left, width) in zip(_LIGHTS, bars([number for _, _, number in _LIGHTS]), strict=True)
)
_YEARS = tuple(
    {
        "label": label,
        "total": sum(numbers),
        "parts": tuple(
            {"state": state, "words": words, "number": number, "x": left, "width": width}
            for (state, words, _), number, (left, width) in zip(_LIGHTS, numbers, bars(numbers), strict=True)
        ),
    }
    for label, numbers in (("2020", (0, 0, 0, 0)), ("2021", (9, 4, 1, 1)), ("2022", (12, 2, 1, 3)))
)
_NONE: SafeString = as_html("")
_ROW = {
    "anchor": "",
    "title": "Fietspad tussen drie dorpen",
    "goal": as_html("Scholieren fietsen veilig naar school."),
    "results": as_html("- Een tekening waar de drie dorpen het over eens zijn\n- Geld voor de aanleg"),
    "text": as_html("De tekening is klaar. Twee dorpen stemden in; het derde vergadert in mei."),
    "state": "reported",
    "reason": "",
    "period": "Tweede halfjaar",
    "shows_light": True,
    "light": "orange",
    "light_words": "Vergt aandacht",
    "earlier": "Eerste halfjaar: loopt als gepland",
    "partners": "Fietsvereniging, Provincie",
}
_EMPTY = {**_ROW, "text": _NONE, "state": "empty", "shows_light": False, "earlier": "", "results": _NONE}
_NOT_HELD = {
    **_EMPTY,
    "title": "Open dag van de dorpshuizen",
    "state": "not_held",
    "reason": "De zaal werd verbouwd.",
    "partners": "",
}
_THEMES = (("", "Alle thema's", False), ("wonen", "Wonen", True), ("sport", "Sport", False))
_FIELD = {
    "name": "voorbeeld-thema",
    "label": "Thema",
    "options": tuple({"value": value, "label": label, "chosen": chosen} for value, label, chosen in _THEMES),
}
_PLAIN = tuple({**part, "url": "", "current": False} for part in _PARTS)
_GROUPS = (
    {"title": "Verkeer", "count": 1, "items": ({**_ROW, "title": "Oversteek bij de school"},)},
    {"title": "Dorpen", "count": 1, "items": ({**_EMPTY, "title": "Dag van het dorp"},)},
)

ACTIVITY_EXAMPLES: tuple[Example, ...] = (
    Example(
        "activity_row",
        "Activiteit",
        "Wat de vereniging in een jaar wil bereiken, wat er gebeurde en hoe het ervoor staat.",
        (
            State("Ingevuld", {"item": _ROW}),
            State("Zonder stoplicht", {"item": {**_ROW, "shows_light": False, "earlier": ""}}),
            State("Nog niet ingevuld", {"item": _EMPTY}),
            State("Niet doorgegaan", {"item": _NOT_HELD}),
            State("Alleen het plan", {"item": {**_ROW, "state": "planned", "text": "", "shows_light": False}}),
        ),
        "page",
    ),
    Example(
        "activity_list",
        "Activiteiten onder elkaar",
        "De activiteiten van een portefeuille in één periode.",
        (
            State("Twee", {"items": ({**_ROW, "title": "Bankjes langs het kanaal"}, _NOT_HELD), "level": 3}),
            State(
                "In een tekst, onder kopjes", {"note": "Doel en resultaten 2022, tweede halfjaar", "groups": _GROUPS}
            ),
        ),
    ),
    Example(
        "stoplight_summary",
        "Stoplichten geteld",
        "Hoeveel activiteiten er hoe voor staan: een balk en vier getallen, die de lijst inkorten.",
        (
            State("Met links", {"total": 24, "parts": _PARTS}),
            State(
                "Zonder links, in een tekst",
                {"caption": "Stoplichten 2022, tweede halfjaar", "total": 24, "parts": _PLAIN},
            ),
        ),
        "page",
    ),
    Example(
        "stoplight_years",
        "Stoplichten over de jaren",
        "Hoeveel activiteiten er hoe voor stonden: per jaar een balk, en de getallen in een tabel.",
        (
            State(
                "Drie jaren, waarvan één zonder activiteiten",
                {
                    "caption": "Stoplichten 2020–2022",
                    "note": "de laatste stand van elk jaar",
                    "years": _YEARS,
                    "lights": tuple({"state": state, "words": words} for state, words, _ in _LIGHTS),
                },
            ),
            State("Niets vastgelegd", {"caption": "Stoplichten 2030–2031", "years": ()}),
        ),
        "page",
    ),
    Example(
        "stoplight_legend",
        "Uitleg van de stoplichten",
        "Welke stoplichten er zijn, met de woorden van de site.",
        (State("Alle vier", {"lines": tuple({"state": state, "words": words} for state, words, _ in _LIGHTS)}),),
    ),
    Example(
        "filter_form",
        "Keuzes boven een lijst",
        "Keuzelijsten die een lijst inkorten, met een knop: het werkt ook zonder script.",
        (
            State("Eén keuze", {"fields": (_FIELD,)}),
            State("Dicht op een smal scherm", {"fields": ({**_FIELD, "name": "dicht-thema"},), "fold": "Kies"}),
            State(
                "Open op een smal scherm",
                {"fields": ({**_FIELD, "name": "open-thema"},), "fold": "Kies", "is_open": True},
            ),
        ),
        "page",
    ),
)
