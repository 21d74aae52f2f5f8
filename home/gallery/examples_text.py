"""Examples of the blocks that editors put below each other on a page, and of small labels."""

from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from home.gallery.example import PICTURE, Example, State
from home.gallery.frame import CONTACT

_TEXT = SafeString(
    "<p>De twaalf gemeenten spraken af dat iedere inwoner <strong>dichtbij</strong> hulp vindt. Lees meer bij"
    ' <a href="#rich_text">de afspraken</a>.</p><ul><li>Vier dorpen doen mee.</li>'
    "<li>Steeds dezelfde twee gezichten.</li></ul>"
    "<ol><li>Eerst meten.</li><li>Dan besluiten.</li></ol>"
)
_BLOCK = format_html('<div class="rich-text prose">{}</div>', _TEXT)
_QUESTIONS = (
    {"title": "Wie betaalt dit?", "body": "De gemeenten samen, naar het aantal inwoners."},
    {"title": "Wanneer begint het?", "body": "In het voorjaar.", "open": True},
)
_ROWS = (
    {"header": "Zorgakkoord", "cells": ("Instemmen met de tweede ronde", "college", "29 mei 2026")},
    {"header": "Eén voordeur", "cells": ("Dorpen kiezen voor 2027", "raad", "19 juni 2026")},
)
_WIDE = (
    {"header": "Assen", "cells": ("12", "14", "9", "16", "11", "18")},
    {"header": "Emmen", "cells": ("22", "19", "24", "21", "20", "25")},
)

TEXT_EXAMPLES: tuple[Example, ...] = (
    Example(
        "heading",
        "Kop in de tekst",
        "Een kop met een link naar zichzelf.",
        (
            State("Tweede niveau", {"text": "Waarom nu", "level": 2, "anchor": "waarom-nu"}),
            State("Derde niveau", {"text": "Wat het kost", "level": 3, "anchor": "wat-het-kost"}),
        ),
    ),
    Example("rich_text", "Lopende tekst", "Lopende tekst.", (State("Alinea en lijsten", {"html": _TEXT}),)),
    Example(
        "body_blocks",
        "Blokken van een pagina",
        "De blokken van een pagina, elk met de juiste ruimte.",
        (State("Twee blokken", {"blocks": (_BLOCK, _BLOCK)}),),
    ),
    Example(
        "picture",
        "Beeld",
        "Een beeld in de maat die het scherm vraagt.",
        (State("Gewoon", {"picture": PICTURE, "sizes": "42rem"}),),
    ),
    Example(
        "figure",
        "Beeld met bijschrift",
        "Een beeld met bijschrift.",
        (
            State("In de tekst", {"picture": PICTURE, "caption": "Een erf in het voorjaar.", "credit": "het bureau"}),
            State("Boven een bericht", {"picture": PICTURE, "caption": "Een erf in het voorjaar.", "head": True}),
        ),
        "page",
    ),
    Example(
        "table",
        "Tabel",
        "Feiten in rijen. Op een telefoon stapelen drie of vier kolommen; bredere tabellen schuiven.",
        (
            State(
                "Vier kolommen",
                {
                    "caption": "Besluiten in honderd dagen",
                    "note": "Stand op 1 februari 2026",
                    "head": ("Dossier", "Gevraagd", "Door wie", "Uiterlijk"),
                    "rows": _ROWS,
                    "row_headers": True,
                },
            ),
            State(
                "Twee kolommen",
                {
                    "caption": "Inwoners",
                    "head": ("Gemeente", "Aantal"),
                    "rows": ({"header": "Voorbeeldstad", "cells": ("107.000",)},),
                    "row_headers": True,
                },
            ),
            State(
                "Zonder namen boven de kolommen",
                {
                    "caption": "Vaste dagen",
                    "head": ("", ""),
                    "rows": ({"header": "Bestuur", "cells": ("eerste dinsdag",)},),
                    "row_headers": True,
                },
            ),
            State(
                "Breed",
                {
                    "caption": "Meldingen per maand",
                    "head": ("Gemeente", "januari", "februari", "maart", "april", "mei", "juni"),
                    "rows": _WIDE,
                    "row_headers": True,
                },
            ),
        ),
        "page",
    ),
    Example(
        "callout",
        "Opvallend kader",
        "Een kader dat opvalt; hooguit twee per pagina.",
        (
            State("Uitleg", {"kind": "info", "body": "De stukken staan donderdag bij de agenda."}),
            State("Goed nieuws", {"kind": "ok", "title": "Geregeld", "body": "Alle raden hebben ingestemd."}),
            State("Let op", {"kind": "warn", "body": "Deze regel verandert op 1 januari."}),
            State("Niet doen", {"kind": "bad", "body": "Dit formulier is vervallen."}),
        ),
    ),
    Example(
        "quote",
        "Citaat",
        "Een uitspraak van hooguit dertig woorden.",
        (
            State(
                "Met bron",
                {
                    "text": "Begin met een rondje langs de dorpshuizen, dan weet u waar het over gaat.",
                    "source": "Uit het verslag van het overleg",
                },
            ),
        ),
    ),
    Example(
        "accordion",
        "Uitklapvragen",
        "Vragen die een voor een opengaan.",
        (State("Dicht en open", {"items": _QUESTIONS}),),
    ),
    Example(
        "video",
        "Film",
        "Een film die pas laadt na een klik, met de tekst eronder.",
        (
            State(
                "Met beeld en tekst",
                {
                    "title": "Zo werkt een overleg",
                    "length": "2 min",
                    "poster": PICTURE,
                    "url": "#video",
                    "transcript": SafeString("<p>We zien een zaal met twaalf stoelen.</p>"),
                },
            ),
            State("Zonder beeld", {"title": "De vereniging in het kort", "url": "#video"}),
        ),
    ),
    Example(
        "fact_panel",
        "Feiten",
        "Hooguit zes feiten.",
        (
            State(
                "Vier",
                {
                    "facts": (
                        {"label": "Vergadert", "value": "Vier keer per jaar"},
                        {"label": "Leden", "value": "Twaalf wethouders"},
                        {"label": "Plaats", "value": "Gemeentehuis Beilen"},
                        {"label": "Stukken", "value": "Een week vooraf"},
                    )
                },
            ),
        ),
        "page",
    ),
    Example(
        "year_block",
        "Jaar",
        "Een jaar werk aan een onderwerp.",
        (
            State(
                "Open",
                {
                    "year": 2026,
                    "open": True,
                    "did": (SafeString("<p>We legden twaalf plannen naast elkaar.</p>"),),
                    "actions": ("Kies samen een meetmoment.",),
                    "attention": ("De wachttijd loopt op.",),
                    "moments": ({"date": date(2026, 3, 19), "text": "Overleg in Beilen"},),
                },
            ),
            State("Dicht", {"year": 2025, "did": (SafeString("<p>We begonnen met meten.</p>"),)}),
        ),
    ),
    Example(
        "press_contact",
        "Contactkader",
        "Wie de pers mag bellen, of wie een onderwerp kent.",
        (
            State("Pers", {"name": "Woordvoering", **CONTACT}),
            State("Bureau", {"title": "Contact bij het bureau", "line": True, "name": "Het bureau", **CONTACT}),
        ),
    ),
    Example(
        "address_card",
        "Adres",
        "Waar de vereniging zit en hoe u haar bereikt.",
        (State("Volledig", {"name": "De vereniging", "contact": CONTACT}),),
    ),
    Example(
        "copy_text",
        "Tekst om te kopiëren",
        "Een klare tekst om te kopiëren.",
        (
            State(
                "Dicht",
                {
                    "title": "Tekst voor LinkedIn",
                    "text": "Vanaf zaterdag rijdt de buurtbus ook.\nLees hoe dat zo kwam.",
                },
            ),
        ),
    ),
    Example(
        "stoplight",
        "Stoplicht",
        "Hoe een activiteit ervoor staat: vorm, teken, woord en kleur.",
        tuple(
            State(label, {"state": state})
            for state, label in (("green", "Groen"), ("orange", "Oranje"), ("red", "Rood"), ("none", "Geen"))
        ),
    ),
    Example(
        "empty_seat",
        "Lege plek",
        "Een plek zonder persoon; nooit een leeg vak.",
        (
            State("Open plek waarvoor u zich kunt aanmelden", {"kind": "vacancy", "url": "#voorbeeld"}),
            *(
                State(label, {"kind": kind})
                for kind, label in (
                    ("vacancy", "Open plek"),
                    ("none", "Wordt niet ingevuld"),
                    ("unknown", "Onbekend"),
                    ("not_applicable", "Niet van toepassing"),
                    ("stays", "Blijft"),
                )
            ),
        ),
    ),
    Example("lock_label", "Slotje", "Zegt dat iets alleen voor leden is.", (State("Gewoon", {}),)),
)
