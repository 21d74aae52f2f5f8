"""Examples of what stands around and on top of pages."""

from datetime import date

from home.gallery.example import ITEM, PICTURE, PLAIN_ITEM, Example, State

_HERE = "#voorbeeld"
_TILES = (
    {
        "name": "Gezondheid en Welzijn",
        "url": _HERE,
        "icon": "heart-handshake",
        "text": "Gezond blijven en hulp dichtbij",
        "chair": "Voorzitter: Voornaam Achternaam",
    },
    {"name": "Ruimte en Wonen", "url": _HERE, "icon": "home", "text": "", "chair": "Vacature"},
    {"name": "Sport", "url": _HERE, "icon": "trophy", "text": "", "restricted": True},
)
_NODES = (
    {"title": "Over ons", "url": _HERE, "children": ({"title": "Het bureau", "url": _HERE},)},
    {"title": "Nieuws", "url": _HERE},
)
_MEMBERS = tuple(
    {"name": name, "url": _HERE} for name in ("Assen", "Coevorden", "Emmen", "Hoogeveen", "Meppel", "Westerveld")
)

FRAME_EXAMPLES: tuple[Example, ...] = (
    Example(
        "header",
        "Kop van de site",
        "De kop van elke pagina, met merk, naam, zoekveld en menu. Staat boven aan deze pagina.",
    ),
    Example("menu", "Hoofdmenu", "De rij van hooguit zeven woorden onder de kop. Staat boven aan deze pagina."),
    Example(
        "wordmark", "Merk en naam", "Het merk met de naam in twee regels. Staat in de kop en de voet van deze pagina."
    ),
    Example(
        "skip_link",
        "Sprong naar de inhoud",
        "Springt over de kop heen naar de tekst. Druk boven aan deze pagina op de tabtoets.",
    ),
    Example("footer", "Voet van de site", "De voet van elke pagina. Staat onder aan deze pagina."),
    Example(
        "ridge",
        "Bovenrand van de voet",
        "De bovenrand van de voet: zoveel stenen of stroken als er leden zijn. Staat onder aan deze pagina.",
    ),
    Example(
        "breadcrumb",
        "Kruimelpad",
        "De weg naar deze pagina. Op een telefoon alleen een stap terug.",
        (
            State(
                "Drie stappen",
                {
                    "crumbs": (
                        {"title": "Home", "url": _HERE},
                        {"title": "Nieuws", "url": _HERE},
                        {"title": "Buurtbus", "url": ""},
                    )
                },
            ),
        ),
        "band",
    ),
    Example(
        "kicker",
        "Regel boven een titel",
        "Eén regel boven een titel.",
        (State("Gewoon", {"text": "Twaalf gemeenten, één gesprek"}),),
    ),
    Example(
        "button",
        "Knop",
        "Een handeling. Het opschrift is een werkwoord; per scherm één hoofdknop.",
        (
            State("Hoofdactie", {"label": "Bekijk de agenda", "url": _HERE}),
            State("Tweede actie", {"label": "Lees de uitleg", "url": _HERE, "kind": "line", "icon": "book"}),
            State("Op een merkvlak", {"label": "Lees online", "url": _HERE, "kind": "spark"}),
        ),
    ),
    Example(
        "go_link",
        "Doorlink",
        "Een link die verder leidt.",
        (
            State("Met pijl", {"label": "Al het nieuws", "url": _HERE}),
            State("Met pictogram", {"label": "Ledenlijst als csv", "url": _HERE, "icon": "file-download"}),
        ),
    ),
    Example(
        "hero",
        "Opening van de voorpagina",
        "De bovenkant van de voorpagina.",
        (
            State(
                "Met beeld",
                {
                    "hero": {
                        "kicker": "Twaalf gemeenten, één gesprek",
                        "title": "Buren die samen meer bereiken",
                        "picture": PICTURE,
                        "lead": "Wat een gemeente alleen niet lukt, lukt vaak met elf buren erbij.",
                        "buttons": (
                            {"label": "Bekijk de portefeuilles", "url": _HERE},
                            {"label": "Lees het nieuws", "url": _HERE},
                        ),
                    }
                },
            ),
        ),
        "band",
    ),
    Example(
        "top_tasks",
        "Drie deuren",
        "Drie deuren op de voorpagina.",
        (
            State(
                "Drie",
                {
                    "tasks": (
                        {"icon": "users", "title": "Wie zit waar", "text": "Besturen en overleggen", "url": _HERE},
                        {
                            "icon": "calendar-event",
                            "title": "Jaarkalender",
                            "text": "Alle overleggen op een rij",
                            "url": _HERE,
                        },
                        {"icon": "book", "title": "Publicaties", "text": "Wat iedereen mag weten", "url": _HERE},
                    )
                },
            ),
        ),
        "band",
    ),
    Example(
        "page_head",
        "Paginakop",
        "De kop van een binnenpagina.",
        (
            State(
                "Gewoon", {"title": "Het bureau", "lead": "Vijf mensen houden alles in gang.", "kind_line": "Over ons"}
            ),
            State(
                "Met pictogram, beeld en sprongen",
                {
                    "title": "Ruimte en Wonen",
                    "lead": "Genoeg huizen op de goede plek.",
                    "icon": "home",
                    "picture": PICTURE,
                    "jump_links": ({"label": "Gebeeld", "anchor": "picture"}, {"label": "Tabel", "anchor": "table"}),
                },
            ),
        ),
        "band",
    ),
    Example(
        "section_heading",
        "Kop van een deel",
        "De titel van een deel, met een link naar alles.",
        (
            State("Met link", {"title": "Nieuws", "label": "Al het nieuws", "url": _HERE}),
            State("Klein", {"title": "Agenda", "small": True}),
        ),
        "page",
    ),
    Example(
        "portfolio_tiles",
        "Tegels van portefeuilles",
        "Alle portefeuilles op een rij.",
        (State("Drie", {"tiles": _TILES}),),
        "page",
    ),
    Example(
        "feature_band",
        "Uitgelichte uitgave",
        "Eén uitgave in het licht, hooguit één per pagina.",
        (
            State(
                "Met boek",
                {
                    "feature": {
                        "title": "Jaarverslag 2025",
                        "text": "Wat lukte, wat liep anders en wat volgt.",
                        "url": _HERE,
                        "button": "Lees online",
                        "cover": PICTURE,
                        "cover_title": "Jaarverslag 2025",
                        "also": ({"title": "Werkplan 2026", "url": _HERE},),
                    }
                },
            ),
        ),
        "band",
    ),
    Example(
        "members",
        "Leden",
        "Een steen of strook per gemeente.",
        (
            State(
                "Zes",
                {"title": "Onze gemeenten", "members": _MEMBERS, "more_label": "Over de leden", "more_url": _HERE},
            ),
        ),
        "page",
    ),
    Example(
        "closing_band",
        "Slotoproep",
        "De laatste oproep van een pagina.",
        (
            State(
                "Met twee links",
                {
                    "title": "Blijf op de hoogte",
                    "text": "Nieuws komt vanzelf naar u toe.",
                    "links": (
                        {"label": "Neem RSS", "url": _HERE, "icon": "rss"},
                        {"label": "Stel een vraag", "url": _HERE},
                    ),
                },
            ),
            State(
                "Met een veld om u aan te melden",
                {
                    "title": "Elke maand bijgepraat in vijf minuten",
                    "text": "Afmelden kan altijd.",
                    "links": ({"label": "Stel een vraag", "url": _HERE},),
                    "subscribe_url": _HERE,
                },
            ),
        ),
        "page",
    ),
    Example(
        "lead_story",
        "Eerste bericht",
        "Het eerste bericht van de voorpagina.",
        (
            State("Met beeld", {"item": ITEM}),
            State("Over de hele breedte, zonder beeld", {"item": PLAIN_ITEM, "wide": True}),
        ),
    ),
    Example("date", "Datum", "Een dag in woorden.", (State("Gewoon", {"date": date(2026, 3, 12)}),)),
    Example(
        "date_tile",
        "Kalenderblaadje",
        "Een dag als blaadje van de kalender.",
        (State("Gewoon", {"date": date(2026, 3, 19)}),),
    ),
    Example(
        "event_row",
        "Bijeenkomst",
        "Een bijeenkomst. Gaat zij niet door, dan blijft zij staan met de reden.",
        (
            State(
                "Gaat door",
                {
                    "item": {
                        "date": date(2026, 3, 19),
                        "title": "Overleg Wonen",
                        "text": "9.30 uur, Beilen",
                        "url": _HERE,
                    }
                },
            ),
            State(
                "Gaat niet door",
                {
                    "item": {
                        "date": date(2026, 4, 9),
                        "title": "Werkbezoek",
                        "text": "Verplaatst naar 23 april",
                        "off": True,
                    }
                },
            ),
        ),
    ),
    Example(
        "error_page",
        "Foutpagina",
        "Wat er misging en hoe verder.",
        (
            State(
                "Niet gevonden",
                {
                    "kind_line": "Fout 404",
                    "title": "Deze pagina is er niet",
                    "text": "Misschien is het adres veranderd.",
                    "links": ({"label": "Naar de voorpagina", "url": _HERE},),
                    "search": False,
                },
            ),
        ),
        "band",
    ),
    Example("site_map", "Sitemap", "De hele website onder elkaar.", (State("Twee lagen", {"nodes": _NODES}),)),
)
