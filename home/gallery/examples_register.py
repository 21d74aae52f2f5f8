"""Examples of who sits where."""

from association.base.rules.charts import Node, draw
from association.base.rules.tiles import Spot, lay_tiles
from home.gallery.example import Example, State

_HERE = "#voorbeeld"
_PICKER = {
    "action": _HERE,
    "value": "2022-12-31",
    "error": "",
    "chips": (
        {"label": "Vandaag", "url": _HERE, "current": False, "count": None},
        {"label": "31 december 2022", "url": _HERE, "current": True, "count": None},
        {"label": "1 mei 2021", "url": _HERE, "current": False, "count": None},
    ),
}
_ROWS = (
    {
        "role": "Voorzitter", "name": "Voornaam Achternaam", "url": _HERE, "office": "burgemeester",
        "on_behalf_of": "Gemeente Assen", "behalf_url": _HERE,
    },
    {
        "role": "Lid", "name": "", "empty": "vacancy", "empty_label": "vacature", "since": "1 december 2022",
        "on_behalf_of": "Gemeente Emmen", "behalf_url": _HERE,
    },
    {
        "role": "Adviserend lid", "name": "A. Achternaam", "capacity": "waarnemend", "office": "griffier",
        "on_behalf_of": "Kring van griffiers", "advising": True,
    },
)  # fmt: skip

_TOWNS = ("Assen", "Midden-Drenthe", "Borger-Odoorn", "Emmen")
_GROUPS = (
    ("Bestuur", (Node("Algemeen bestuur", _HERE, below=(Node("Werkgroep begroting", _HERE),)),)),
    ("Portefeuillehoudersoverleggen", (Node("Overleg Wonen", _HERE), Node("Overleg Sport", _HERE, "in ontwikkeling"))),
    ("Kringen", (Node("Kring van griffiers"),)),
)

REGISTER_EXAMPLES: tuple[Example, ...] = (
    Example(
        "day_picker",
        "Peildatum",
        "De dag waarvoor een samenstelling wordt getoond.",
        (
            State("Met eerdere samenstellingen", {"picker": _PICKER}),
            State(
                "Onbestaande dag",
                {
                    "picker": {
                        **_PICKER,
                        "id": "peildatum-fout-voorbeeld",
                        "value": "2021-02-30",
                        "error": "Deze dag bestaat niet.",
                        "chips": (),
                    }
                },
            ),
        ),
    ),
    Example(
        "seats_strip",
        "Stoelen",
        "Eén merkje per stoel; de woorden staan in het bijschrift van de tabel.",
        (State("Drie", {"rows": _ROWS}),),
    ),
    Example(
        "seats_table",
        "Samenstelling",
        "Wie er zit op een dag. Een lege stoel zegt waarom.",
        (
            State(
                "Drie stoelen",
                {"caption": "Samenstelling per 31 december 2022", "note": "3 zetels, 1 vacature", "rows": _ROWS},
            ),
        ),
    ),
    Example(
        "seat_histories",
        "Eerdere bezetting",
        "Wie op een stoel zat, per stoel om open te klappen.",
        (
            State(
                "Eén stoel",
                {
                    "histories": (
                        {
                            "title": "Lid, Gemeente Emmen",
                            "items": (
                                {"date": "12 juli 2021 – 30 november 2022", "text": "Voornaam Achternaam"},
                                {"date": "tot en met 11 juli 2021", "text": "A. Achternaam"},
                            ),
                        },
                    )
                },
            ),
        ),
    ),
    Example(
        "seat_list",
        "Functies van een persoon",
        "Waar iemand in zit of zat.",
        (
            State(
                "Twee",
                {
                    "items": (
                        {
                            "role": "Voorzitter",
                            "body": "Dagelijks bestuur",
                            "url": _HERE,
                            "period": "vanaf mei 2021",
                            "on_behalf_of": "Assen",
                        },
                        {
                            "role": "Lid",
                            "body": "Commissie",
                            "url": _HERE,
                            "period": "2018 – 2020",
                            "capacity": "waarnemend",
                        },
                    )
                },
            ),
        ),
    ),
    Example(
        "member_map",
        "Kaart van de leden",
        "De gemeenten als tegels, en als lijst.",
        (
            State(
                "Met plekken op de kaart",
                {
                    "title": "De vier gemeenten op de kaart",
                    "map": lay_tiles(
                        [Spot(name, _HERE, number % 2 + 1, number // 2 + 1) for number, name in enumerate(_TOWNS)]
                    ),
                    "members": tuple({"name": name, "url": _HERE} for name in _TOWNS),
                },
            ),
            State(
                "Zonder plekken",
                {
                    "title": "De vier gemeenten",
                    "map": None,
                    "members": tuple({"name": name, "url": _HERE} for name in _TOWNS),
                },
            ),
        ),
    ),
    Example(
        "structure_chart",
        "Overlegstructuur",
        "De overleggen onder de vereniging, getekend en als lijst.",
        (
            State(
                "Met overleggen onder een overleg",
                {
                    "title": "Overlegstructuur van de vereniging",
                    "day_words": "31 december 2022",
                    "chart": draw("Vereniging", _GROUPS),
                    "groups": _GROUPS,
                },
            ),
        ),
    ),
)
