"""Examples of who sits where."""

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
)
