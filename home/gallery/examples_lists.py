"""Examples of lists, choices and ways through the site."""

from datetime import date

from home.gallery.example import ITEM, MEMBER_ITEM, PICTURE, PLAIN_ITEM, Example, State

_HERE = "#voorbeeld"
_SIDE = (
    {"title": "Voorwoord", "url": _HERE, "number": "1"},
    {
        "title": "Hoe de vereniging werkt",
        "url": _HERE,
        "number": "2",
        "current": True,
        "children": (
            {"title": "Het bestuur", "url": _HERE, "number": "2.1"},
            {"title": "De overleggen", "url": _HERE, "number": "2.2"},
        ),
    },
    {"title": "Bijlage met afkortingen", "url": _HERE, "number": "3"},
)
_PAGES = (
    {"number": 1, "url": _HERE},
    {"number": 2, "url": _HERE, "current": True},
    {"number": 3, "url": _HERE},
    {"gap": True},
    {"number": 9, "url": _HERE},
)

LIST_EXAMPLES: tuple[Example, ...] = (
    Example(
        "card",
        "Kaart",
        "Een bericht of pagina in een rooster.",
        (
            State("Met beeld", {"item": ITEM}),
            State("Zonder beeld", {"item": PLAIN_ITEM}),
            State("Alleen voor leden", {"item": MEMBER_ITEM}),
            State("Met een regel", {"item": ITEM, "text": "Drie berichten over wonen en werk."}),
        ),
    ),
    Example("blank", "Leeg beeld", "In de plaats van een beeld dat er niet is.", (State("Gewoon", {}),)),
    Example(
        "teaser_list",
        "Berichtenlijst",
        "Berichten onder elkaar.",
        (State("Drie soorten", {"items": (ITEM, PLAIN_ITEM, MEMBER_ITEM)}),),
    ),
    Example(
        "issue_group",
        "Berichten in een nummer",
        "Wat een nieuwsbrief uit de site laat zien, ook in het archief.",
        (
            State(
                "Twee berichten",
                {
                    "title": "Uit uw portefeuilles",
                    "items": (
                        {
                            "title": "Achthonderd woningen verdeeld",
                            "url": _HERE,
                            "kind": "Wonen",
                            "text": "Elke gemeente weet hoeveel.",
                            "picture": PICTURE,
                        },
                        {
                            "title": "Eén contract voor jeugdhulp",
                            "url": _HERE,
                            "kind": "Jeugd",
                            "text": "",
                            "picture": None,
                        },
                    ),
                },
            ),
            State(
                "Deels voor leden",
                {"title": "Nieuws", "items": (), "withheld": ("Dit bericht is alleen voor leden.",)},
            ),
        ),
    ),
    Example(
        "related_items",
        "Lees ook",
        "Wat erbij hoort, aan het eind van een pagina.",
        (State("Twee", {"items": (ITEM, PLAIN_ITEM)}),),
        "band",
    ),
    Example(
        "search_results",
        "Zoekresultaten",
        "Wat een zoekopdracht opleverde.",
        (
            State(
                "Twee",
                {
                    "results": (
                        {
                            "title": "Ruimte en Wonen",
                            "url": _HERE,
                            "kind": "Portefeuille",
                            "path": "Portefeuilles",
                            "summary": "Genoeg huizen op de goede plek.",
                        },
                        {
                            "title": "Stukken over wonen",
                            "url": _HERE,
                            "kind": "Nieuws",
                            "date": date(2026, 3, 2),
                            "restricted": True,
                        },
                    )
                },
            ),
        ),
    ),
    Example(
        "result_list",
        "Gedateerde regels",
        "Gedateerde regels, de nieuwste boven.",
        (
            State(
                "Datum en woorden",
                {
                    "items": (
                        {"date": date(2026, 2, 12), "text": "Twaalf raden stelden hetzelfde plan vast."},
                        {"date": "najaar 2025", "text": "De wachttijd werd de helft korter."},
                        {"date": date(2025, 6, 3), "text": "Het eerste inloophuis ging open."},
                    )
                },
            ),
        ),
    ),
    Example(
        "chips",
        "Keuze van filters",
        "Een keuze uit filters. De gekozen filter is gevuld.",
        (
            State(
                "Met en zonder aantal",
                {
                    "label": "Soort bericht",
                    "items": (
                        {"label": "Alle", "url": _HERE, "current": True, "count": 63},
                        {"label": "Nieuws", "url": _HERE, "count": 41},
                        {"label": "Persbericht", "url": _HERE, "count": None},
                    ),
                },
            ),
        ),
    ),
    Example(
        "tags",
        "Labels",
        "Woorden waar een pagina bij hoort.",
        (State("Drie", {"items": ("Wonen", "Zorg", "Samenwerking")}),),
    ),
    Example(
        "pagination",
        "Bladeren",
        "Door een lange lijst bladeren.",
        (
            State(
                "Midden",
                {
                    "pages": _PAGES,
                    "previous_url": _HERE,
                    "next_url": _HERE,
                    "summary": "21 tot en met 40 van 172 berichten",
                },
            ),
            State(
                "Begin",
                {
                    "pages": ({"number": 1, "url": _HERE, "current": True}, {"number": 2, "url": _HERE}),
                    "next_url": _HERE,
                    "label": "Bladeren, begin",
                },
            ),
        ),
    ),
    Example(
        "previous_next",
        "Vorige en volgende",
        "Naar de pagina ervoor en erna.",
        (
            State(
                "Beide",
                {
                    "previous": {"title": "Economie", "url": _HERE},
                    "next": {"title": "Jeugd en Onderwijs", "url": _HERE},
                },
            ),
            State("Alleen de volgende", {"next": {"title": "Voorwoord", "url": _HERE}, "label": "Volgende pagina"}),
        ),
    ),
    Example(
        "side_navigation",
        "Zijmenu",
        "De buren van deze pagina. Op een telefoon een gesloten paneel.",
        (State("Met nummers", {"title": "Overdracht 2026", "url": _HERE, "items": _SIDE}),),
    ),
    Example(
        "table_of_contents",
        "Inhoudsopgave",
        "Links naar de koppen van een pagina.",
        (
            State(
                "Drie koppen",
                {
                    "title": "In dit voorbeeld",
                    "items": (
                        {"title": "Terugblik", "anchor": "heading"},
                        {"title": "Wat nu loopt", "anchor": "table"},
                        {"title": "Wat eraan komt", "anchor": "quote"},
                    ),
                },
            ),
        ),
    ),
    Example(
        "link_cards",
        "Linkkaarten",
        "Links met uitleg.",
        (
            State(
                "Eigen en andere website",
                {
                    "items": (
                        {"title": "Hoe wij werken", "text": "Van vraag tot besluit in vier stappen.", "url": _HERE},
                        {
                            "title": "VNG",
                            "text": "De landelijke vereniging.",
                            "url": "https://vng.nl/",
                            "external": True,
                        },
                    )
                },
            ),
        ),
        "page",
    ),
    Example(
        "documents",
        "Bestanden",
        "Bestanden om te lezen of te bewaren.",
        (
            State(
                "Met bestanden",
                {
                    "title": "Stukken",
                    "items": (
                        {"title": "Werkplan 2026", "url": _HERE, "format": "pdf", "size": "2,4 MB"},
                        {"title": "Leden", "url": _HERE, "format": "csv", "size": "2 kB", "restricted": True},
                    ),
                },
            ),
            State("Leeg", {"title": "Verslagen", "items": ()}),
        ),
    ),
    Example(
        "download_box",
        "Meeneemkader",
        "Een document om mee te nemen.",
        (
            State(
                "Met bronvermelding",
                {
                    "items": (
                        {
                            "title": "Hele document als pdf",
                            "url": _HERE,
                            "text": "2,4 MB, om af te drukken",
                            "icon": "file-download",
                        },
                        {
                            "title": "E-book",
                            "url": _HERE,
                            "text": "1,1 MB, voor telefoon en e-reader",
                            "icon": "device-mobile",
                        },
                        {
                            "title": "Alles op één webpagina",
                            "url": _HERE,
                            "text": "om te doorzoeken",
                            "icon": "file-text",
                        },
                    ),
                    "citation": "Vereniging, Overdrachtsdocument 2026, versie van 12 februari 2026.",
                },
            ),
            State("Tegengehouden", {"held_back": "De pdf wacht op beschrijvingen bij twee beelden.", "items": ()}),
        ),
    ),
    Example(
        "portfolio_links",
        "Hoort bij",
        "De portefeuilles waar een bericht bij hoort.",
        (
            State(
                "Twee",
                {
                    "items": (
                        {"name": "Gezondheid en Welzijn", "url": _HERE, "icon": "heart-handshake"},
                        {"name": "Ruimte en Wonen", "url": _HERE, "icon": "home"},
                    )
                },
            ),
        ),
    ),
    Example(
        "person_card",
        "Persoon",
        "Iemand in een rol: rol boven, naam, ambt eronder.",
        (
            State(
                "Groot, met portret",
                {
                    "role": "Voorzitter",
                    "name": "Voornaam Achternaam",
                    "office": "Wethouder van Emmen",
                    "url": _HERE,
                    "picture": PICTURE,
                    "large": True,
                },
            ),
            State(
                "Letters in een kader",
                {
                    "role": "Lid",
                    "name": "Voornaam Achternaam",
                    "office": "Wethouder van Assen",
                    "initials": "VA",
                    "boxed": True,
                },
            ),
        ),
    ),
)
