"""Examples of who works on a portfolio and what it brings about."""

from datetime import date

from django.utils.html import format_html

from home.gallery.example import Example, State

_HERE = "#voorbeeld"
_DAY = date(2026, 3, 12)
_CHAIR = {
    "role": "Voorzitter",
    "name": "Voornaam Achternaam",
    "initials": "VA",
    "url": _HERE,
    "office": "Wethouder van Assen",
    "picture": None,
}
_VACANT = {
    "role": "VNG-commissie Financiën",
    "name": "",
    "empty": "vacancy",
    "empty_label": "Vacature",
    "since": "1 februari 2026",
}
_TABLE = (
    {**_CHAIR, "role": "", "body": "Stuurgroep Wonen", "body_url": _HERE},
    {**_VACANT, "role": "", "body": "Commissie Landelijk Gebied", "body_url": ""},
)
_FACTS = (
    {"label": "Overleg", "items": ({"name": "Overleg Wonen", "url": _HERE, "note": "sinds 2024"},)},
    {"label": "Voortgekomen uit", "items": ({"name": "Ruimte", "url": "", "note": ""},)},
)
_DOSSIER = {
    "title": "Regels voor kleine huizen",
    "state": "current",
    "kind": "lobby",
    "body": "Dezelfde vergunning in elke gemeente.",
    "position": "Geef gemeenten meer ruimte.",
    "lead": "Gemeente Emmen",
    "participants": "9 gemeenten",
    "partners": "Provincie Drenthe",
    "since": "2024",
    "until": "mei 2027",
    "links": ({"title": "Brief aan de minister", "url": _HERE},),
}
_LATER = {**_DOSSIER, "title": "Wonen boven de winkel", "kind": "", "state": "ahead"}
_RESULTS = tuple(
    {"date": day, "text": text}
    for day, text in (
        (date(2026, 2, 3), "Tien raden namen dezelfde regels aan."),
        ("najaar 2025", "De provincie deed mee."),
        ("2024", "De wachttijd werd de helft korter."),
    )
)

PORTFOLIO_EXAMPLES: tuple[Example, ...] = (
    Example(
        "portfolio_people",
        "Wie werkt aan een portefeuille",
        "De voorzitter, wie er namens de vereniging in commissies zit en de overleggen, op een dag.",
        (
            State(
                "Vol",
                {
                    "title": "Wie zit waar",
                    "anchor": "voorbeeld-wie",
                    "people": {
                        "cards": (_CHAIR, _VACANT),
                        "facts": _FACTS,
                        "tables": _TABLE,
                        "day": _DAY,
                        "earlier_url": _HERE,
                    },
                },
            ),
            State(
                "Alleen de voorzitter",
                {
                    "title": "Wie zit waar",
                    "anchor": "voorbeeld-voorzitter",
                    "people": {"cards": (_CHAIR,), "facts": (), "tables": (), "day": _DAY, "earlier_url": ""},
                },
            ),
        ),
        "band",
    ),
    Example(
        "portfolio_dossiers",
        "Dossiers op de pagina van een portefeuille",
        "Staat onder de mensen. De keuze is er alleen als er meer dan één stand is.",
        (
            State(
                "Met een keuze",
                {
                    "title": "Dossiers",
                    "anchor": "voorbeeld-dossiers",
                    "chips": (
                        {"label": "Alles", "url": _HERE, "count": 3, "current": True},
                        {"label": "Loopt", "url": _HERE, "count": 1, "current": False},
                        {"label": "Behaald", "url": _HERE, "count": 1, "current": False},
                        {"label": "Op komst", "url": _HERE, "count": 1, "current": False},
                    ),
                    "dossiers": (
                        _DOSSIER,
                        {**_DOSSIER, "title": "Wonen boven de winkel", "kind": "", "state": "ahead"},
                        {**_DOSSIER, "title": "Eén loket", "kind": "", "state": "achieved"},
                    ),
                },
            ),
            State(
                "Eén stand",
                {"title": "Dossiers", "anchor": "voorbeeld-dossier", "chips": (), "dossiers": (_DOSSIER,)},
            ),
        ),
        "band",
    ),
    Example(
        "portfolio_beside",
        "Kort lijstje naast een portefeuille",
        "Staat in de kantlijn, zoals hoofdstukken uit publicaties.",
        (
            State(
                "Eén hoofdstuk",
                {
                    "title": "In onze publicaties",
                    "anchor": "voorbeeld-publicaties",
                    "html": format_html('<p><a href="{}">Wonen, overdrachtsdocument</a></p>', _HERE),
                },
            ),
        ),
    ),
    Example(
        "dossier_list",
        "Dossiers van een portefeuille",
        "Wat loopt en wat komt; wat behaald is, klapt open.",
        (
            State(
                "Lopend en behaald",
                {
                    "dossiers": (
                        _DOSSIER,
                        {**_DOSSIER, "title": "Wonen boven de winkel", "kind": "", "state": "ahead"},
                    ),
                    "achieved": ({**_DOSSIER, "title": "Eén loket", "kind": "", "state": "achieved"},),
                },
            ),
        ),
        "page",
    ),
    Example(
        "results",
        "Resultaten",
        "Wat er bereikt is, in één zin per dag. De oudste klappen open.",
        (State("Drie", {"items": _RESULTS[:2], "earlier": _RESULTS[2:]}),),
    ),
)
