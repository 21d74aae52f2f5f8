"""Examples of what publications and their chapters are made of."""

from datetime import date

from django.utils.safestring import SafeString

from association.publications.pages.selecting import CHAPTERS
from home.gallery.example import ITEM, PICTURE, PLAIN_ITEM, Example, State

_HERE = "#voorbeeld"
_TITLE = "Overdrachtsdocument 2026"
_DATES = (
    {"label": "Gepubliceerd", "date": date(2026, 2, 12)},
    {"label": "Gewijzigd", "date": date(2026, 3, 3)},
)
_CHANGES = [
    {"day": date(2026, 4, 2), "text": "De bedragen voor 2027 zijn toegevoegd."},
    {"day": date(2026, 3, 12), "text": "De datum van het bestuurlijk overleg is verzet."},
]
_REFERENCE = "samenstelling per 1 februari 2026"
_TEXT = (SafeString('<div class="rich-text prose"><p>De gemeenten kochten samen hulp in.</p></div>'),)
_ENTRIES = (
    {"title": "Voorwoord", "url": _HERE, "number": ""},
    {
        "title": "Gezondheid en Welzijn",
        "url": _HERE,
        "number": "1",
        "children": ({"title": "Zorg dichtbij", "url": _HERE, "number": "1.1"},),
    },
    {"title": "Voor leden", "url": _HERE, "number": "2", "restricted": True},
    {"title": "Afkortingen", "url": _HERE, "number": "A"},
)
_CHAPTER = {
    "entry": {"label": "Hoofdstuk 1", "number": "1", "title": "Gezondheid en Welzijn"},
    "anchor": "voorbeeld-hoofdstuk",
    "level": 3,
    "summary": "Wat er ligt en wat doorloopt.",
    "body": _TEXT,
}
_PART = {
    "entry": {"label": "Deel 1.1", "number": "1.1", "title": "Zorg dichtbij"},
    "anchor": "voorbeeld-deel",
    "level": 3,
}
_RESULTS = (
    {"date": "februari 2026", "text": "Alle raden stelden hetzelfde plan vast."},
    {"date": "", "text": "Negen gemeenten openden een inloophuis."},
)
_DOSSIER = {
    "title": "Zorgakkoord",
    "anchor": "voorbeeld-dossier",
    "state": "current",
    "body": SafeString("<p>Afspraken tussen gemeenten, huisartsen en ziekenhuizen.</p>"),
    "lead": "Emmen",
    "participants": "twaalf gemeenten",
    "since": "2023",
    "ask": "instemmen met de tweede ronde",
}
_SHORT = {"title": "Netwerk dementie", "state": "achieved", "since": "2024"}
_DOWNLOADS = ({"title": "Hele document als pdf", "url": _HERE, "icon": "file-download"},)

_HITS = (
    {
        "label": "Hoofdstuk 1",
        "title": (("Gezondheid en Welzijn", False),),
        "url": _HERE,
        "hits": (
            {
                "url": _HERE,
                "snippet": (("Wat er ligt, en wat ", False), ("zorg", True), (" vraagt. …", False)),
            },
            {
                "title": (("Zorg", True), (" dichtbij", False)),
                "url": _HERE,
                "snippet": (("… spraken af de jeugd", False), ("zorg", True), (" samen in te kopen …", False)),
            },
        ),
    },
    {
        "label": "",
        "title": (("Voor leden van de ", False), ("zorg", True), ("commissie", False)),
        "url": _HERE,
        "restricted": True,
        "hits": ({"url": _HERE, "snippet": ()},),
    },
)
_CHANGED = {
    "number": "2",
    "title": "Wonen",
    "url": _HERE,
    "changes": (
        {
            "kind": "changed",
            "words": (("same", "Wij bouwen"), ("removed", "tien"), ("added", "twaalf"), ("same", "huizen.")),
        },
        {"kind": "added", "words": (("added", "Elk dorp krijgt een wooncoach."),)},
        {"kind": "removed", "words": (("removed", "De regeling loopt tot mei."),)},
    ),
    "more": 3,
}
_BOXES = (
    {"path": "voorwoord", "title": "Voorwoord", "number": "", "chosen": False},
    {"path": "zorg", "title": "Gezondheid en Welzijn", "number": "1", "chosen": True},
    {"path": "wonen", "title": "Wonen", "number": "2", "chosen": False},
)
_LINE = "Dit is een keuze uit Werkplan 2026: 1 van de 3 hoofdstukken."

PUBLICATION_EXAMPLES: tuple[Example, ...] = (
    Example(
        "document_hits",
        "Gevonden in een document",
        "Waar woorden in een document staan, per hoofdstuk en kop.",
        (State("Twee hoofdstukken", {"groups": _HITS}),),
        "page",
    ),
    Example(
        "chapter_choice",
        "Hoofdstukken kiezen",
        "Welke hoofdstukken iemand wil zien en afdrukken.",
        (
            State(
                "Alles",
                {"choice": {"url": _HERE, "boxes": _BOXES[::2], "line": "", "missed": False, "words": CHAPTERS}},
            ),
            State(
                "Een keuze",
                {"choice": {"url": _HERE, "boxes": _BOXES, "line": _LINE, "missed": True, "words": CHAPTERS}},
            ),
        ),
        "page",
    ),
    Example(
        "text_changes",
        "Wat anders is in een tekst",
        "De regels die in een andere versie anders zijn: nieuw, vervallen of gewijzigd.",
        (State("Drie regels", {"text": _CHANGED}),),
        "page",
    ),
    Example(
        "book",
        "Boek",
        "De omslag van een document, als versiering.",
        (
            State("Met beeld", {"title": _TITLE, "picture": PICTURE}),
            State("Klein", {"picture": PICTURE, "small": True}),
            State("Zonder beeld", {"title": "Werkplan 2026"}),
        ),
    ),
    Example(
        "document_head",
        "Kop van een document",
        "De bovenkant van de voorpagina van een document.",
        (
            State(
                "Met beeld en bestand",
                {
                    "kind": "Overdrachtsdocument",
                    "title": _TITLE,
                    "lead": "Wat er ligt, wat doorloopt en wat het eerst komt.",
                    "cover": PICTURE,
                    "dates": _DATES,
                    "reference": _REFERENCE,
                    "start": {"url": _HERE},
                    "downloads": _DOWNLOADS,
                },
            ),
            State("Alleen de titel", {"title": "Werkplan 2026"}),
        ),
        "band",
    ),
    Example(
        "document_card",
        "Document in een lijst",
        "Een document met zijn omslag ernaast.",
        (
            State("Met beeld", {"item": ITEM, "year": 2026}),
            State("Zonder beeld en jaar", {"item": PLAIN_ITEM}),
        ),
    ),
    Example(
        "document_origin",
        "Herkomst op papier",
        "De titel en het adres boven een afgedrukte tekst. Op een scherm ziet u dit niet.",
        (State("Op papier", {"title": _TITLE, "address": "https://vereniging.example/publicaties/"}),),
    ),
    Example(
        "date_line",
        "Datums van een tekst",
        "Wanneer een tekst is gepubliceerd en gewijzigd, en op welke dag de feiten klopten.",
        (
            State("Alles", {"dates": _DATES, "reference": _REFERENCE}),
            State("Alleen gepubliceerd", {"dates": _DATES[:1]}),
        ),
    ),
    Example(
        "page_changes",
        "Gewijzigd",
        "Wat er na de eerste plaatsing in een pagina veranderde, als de redactie dat laat zien.",
        (State("Twee wijzigingen", {"notes": _CHANGES}),),
    ),
    Example(
        "newer_volume",
        "Nieuwer document",
        "Zegt dat er een nieuwere uitgave is.",
        (State("Gewoon", {"newer": {"title": "Overdrachtsdocument 2030", "url": _HERE}}),),
    ),
    Example(
        "contents_list",
        "Inhoud van een document",
        "De hoofdstukken van een document met hun delen.",
        (State("Met delen en een slotje", {"entries": _ENTRIES}),),
    ),
    Example(
        "document_contents",
        "Inhoud op één pagina",
        "De inhoud naast een document dat op één pagina staat.",
        (State("Gewoon", {"chapters": (_CHAPTER, _PART)}),),
    ),
    Example(
        "document_chapter",
        "Hoofdstuk op één pagina",
        "Een hoofdstuk in een document dat op één pagina staat.",
        (State("Hoofdstuk", {"chapter": _CHAPTER}), State("Deel, nog leeg", {"chapter": _PART})),
    ),
    Example(
        "chapter_links",
        "Hoofdstukken elders",
        "Hoofdstukken over een onderwerp, elk met zijn document.",
        (State("Eén", {"items": ({"title": "Gezondheid en Welzijn", "url": _HERE, "text": _TITLE},)}),),
    ),
    Example(
        "portfolio_head",
        "Kop van een portefeuille",
        "Wie een portefeuille leidt, met de dag waarop dat zo is.",
        (
            State(
                "Met dag",
                {
                    "facts": (
                        {"label": "Voorzitter", "name": "Voornaam Achternaam", "note": "wethouder van Assen"},
                        {"label": "VNG-commissie", "name": "Zorg, Jeugd en Onderwijs"},
                    ),
                    "day": date(2026, 2, 1),
                },
            ),
        ),
        "page",
    ),
    Example(
        "dossier_card",
        "Dossier",
        "Een dossier in het kort: hoe het ervoor staat, wie trekt en wat er gevraagd wordt.",
        (
            State("Loopt", {"dossier": _DOSSIER}),
            State("Behaald", {"dossier": _SHORT}),
            State("Op komst", {"dossier": {**_SHORT, "title": "Vitaal ouder worden", "state": "ahead"}}),
        ),
    ),
    Example(
        "section_looking_back",
        "Terugblik",
        "Waar de aandacht lag en wat er bereikt is.",
        (
            State(
                "Vol",
                {
                    "heading": "Terugblik en resultaten",
                    "anchor": "voorbeeld-terugblik",
                    "level": 3,
                    "lower": 4,
                    "content": _TEXT,
                    "titles": {"priorities": "Waar de aandacht lag", "results": "Wat er bereikt is"},
                    "priorities": ("Hulp dichtbij", "Gezond ouder worden"),
                    "results": _RESULTS,
                },
            ),
        ),
        "page",
    ),
    Example(
        "section_dossiers",
        "Lopende dossiers",
        "De dossiers van een portefeuille.",
        (
            State(
                "Eén",
                {
                    "heading": "Lopende dossiers",
                    "anchor": "voorbeeld-dossiers",
                    "level": 3,
                    "lower": 4,
                    "dossiers": (_SHORT,),
                },
            ),
        ),
        "page",
    ),
    Example(
        "section_cooperation",
        "Samenwerking en netwerk",
        "Wie de gemeenten waar vertegenwoordigt, en met wie zij samenwerken.",
        (
            State(
                "Vol",
                {
                    "heading": "Samenwerking en netwerk",
                    "anchor": "voorbeeld-samenwerking",
                    "level": 3,
                    "lower": 4,
                    "titles": {"questions": "Vragen", "partners": "Partners", "networks": "Netwerken"},
                    "caption": "Tabel 1. Vertegenwoordiging",
                    "head": ("Overleg", "Wie", "Namens of als"),
                    "rows": ({"header": "Zorgoverleg", "cells": ("Voornaam Achternaam", "alle gemeenten")},),
                    "questions": ("Hoe blijft vervoer betaalbaar?",),
                    "partners": ("Provincie Drenthe",),
                },
            ),
        ),
        "page",
    ),
    Example(
        "section_looking_ahead",
        "Vooruitblik",
        "Wat eraan komt en wanneer.",
        (
            State(
                "Vol",
                {
                    "heading": "Vooruitblik",
                    "anchor": "voorbeeld-vooruitblik",
                    "level": 3,
                    "lower": 4,
                    "titles": {"steps": "Wat eraan komt"},
                    "steps": _RESULTS,
                },
            ),
        ),
        "page",
    ),
    Example(
        "section_free",
        "Vrij deel",
        "Een deel met een eigen kop.",
        (State("Vol", {"heading": "Goed om te weten", "anchor": "voorbeeld-vrij-deel", "level": 3, "content": _TEXT}),),
        "page",
    ),
    Example(
        "sources",
        "Bronnen en noten",
        "Waar nummers in de tekst naar wijzen.",
        (
            State(
                "Twee",
                {
                    "level": 3,
                    "items": (
                        {"anchor": "voorbeeld-bron-1", "body": SafeString("<p>Regioplan 2025.</p>")},
                        {"anchor": "voorbeeld-bron-2", "body": SafeString("<p>Begroting 2026.</p>")},
                    ),
                },
            ),
        ),
    ),
    Example(
        "signature",
        "Ondertekening",
        "Wie een voorwoord ondertekent.",
        (
            State("Vol", {"place": "Assen, februari 2026", "name": "Dagelijks Bestuur", "role": "namens de leden"}),
            State("Alleen de naam", {"name": "Het bureau"}),
        ),
    ),
    Example(
        "adopted_line",
        "Vastgestelde versie",
        "Dat een tekst is vastgesteld, door wie, en waar de andere versies staan.",
        (
            State(
                "Twee besluiten",
                {
                    "standing": "Vastgesteld",
                    "words": "versie van 18 maart 2021",
                    "reference": _REFERENCE,
                    "lines": (
                        "Vastgesteld door het Dagelijks Bestuur op 18 maart 2021",
                        "Vastgesteld door de ledenvergadering op 15 april 2021",
                    ),
                    "versions_url": _HERE,
                    "remark": "De begroting staat in een apart document.",
                },
            ),
            State(
                "Bij een hoofdstuk, zonder besluit",
                {"standing": "Vastgelegd", "words": "versie van 18 maart 2021", "versions_url": _HERE},
            ),
        ),
        "page",
    ),
    Example(
        "edition_notes",
        "Meldingen bij een versie",
        "Dat er een nieuwere versie is, en wat er na het vaststellen is verbeterd.",
        (
            State(
                "Nieuwere versie en errata",
                {
                    "notice": {
                        "title": "Er is een nieuwere versie",
                        "text": "U leest de versie van 18 maart 2021. De versie van 2 juni 2021 is nieuwer.",
                        "url": _HERE,
                        "label": "Naar de nieuwste versie",
                    },
                    "errata": [
                        {"day": date(2021, 4, 1), "text": "Het bedrag in de tabel is 120.000 euro."},
                        {"day": date(2021, 4, 9), "text": "Het overleg is op donderdag."},
                    ],
                },
            ),
        ),
        "page",
    ),
    Example(
        "accepted_problems",
        "Wat in documenten nog niet goed is",
        "Documenten die zijn vastgelegd terwijl nog niet iedereen alles kan lezen.",
        (
            State(
                "Een document",
                {
                    "items": (
                        {
                            "title": "Jaarverslag, versie van 2 juni 2021",
                            "url": _HERE,
                            "reason": "De beschrijvingen volgen in de zomer.",
                            "tasks": (("Deze afbeelding heeft geen beschrijving.", 2),),
                        },
                    )
                },
            ),
            State("Geen", {"items": ()}),
        ),
        "page",
    ),
    Example(
        "version_row",
        "Versie in een lijst",
        "Een versie in de lijst van alle versies van een document.",
        (
            State(
                "Geldt nu",
                {
                    "version": {
                        "title": "Versie van 2 juni 2021",
                        "url": _HERE,
                        "current": True,
                        "lines": ("Vastgesteld door het Dagelijks Bestuur op 2 juni 2021",),
                        "reference": _REFERENCE,
                        "notes": "De bedragen zijn bijgewerkt.",
                        "differences": ("Dagelijks Bestuur, voorzitter: de een in plaats van de ander.",),
                        "files": (
                            {"short": "Pdf", "url": _HERE, "text": "1,2 MB · 62 pagina's"},
                            {"short": "EPUB", "url": _HERE, "text": "640 kB"},
                            {"short": "Eén bestand", "url": _HERE, "text": "450 kB"},
                        ),
                    },
                    "level": 3,
                },
            ),
            State(
                "Ingetrokken",
                {
                    "version": {
                        "title": "Versie van 18 maart 2021",
                        "withdrawn": "Ingetrokken op 1 april 2021. De bedragen waren die van een ander jaar.",
                        "lines": ("Vastgesteld door het Dagelijks Bestuur op 18 maart 2021",),
                        "reference": _REFERENCE,
                    },
                    "level": 3,
                },
            ),
        ),
        "page",
    ),
)
