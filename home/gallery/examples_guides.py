"""Examples of what guides are made of."""

from datetime import date

from django.utils.safestring import SafeString

from home.gallery.example import PICTURE, Example, State

_HERE = "#voorbeeld"
_TEXT = (SafeString('<div class="rich-text prose"><p>Vraag vóór elk overleg wat de inzet is.</p></div>'),)
_STATES = ("done", "done", "now", *("ahead",) * 5)
_PROGRESS = {
    "states": _STATES,
    "number": 3,
    "count": 8,
    "minutes": 4,
    "words": "raadslid in Emmen",
    "change_url": _HERE,
}
_OPTIONS = (
    {"text": "Vóór het overleg", "explanation": "Dan ligt de inzet nog open.", "right": True, "value": "1-1"},
    {
        "text": "Na het besluit",
        "explanation": "Dan ligt alles al vast.",
        "right": False,
        "chosen": True,
        "value": "1-2",
    },
)
_QUIZ = {"text": "Wanneer heeft een vraag het meeste effect?", "options": _OPTIONS, "action": _HERE, "again_url": _HERE}
_CARD = {
    "role": "Ruimte en Wonen, voorzitter",
    "name": "A. Achternaam",
    "initials": "AA",
    "office": "Wethouder",
    "url": _HERE,
}
_EMPTY = {"role": "Economie, lid", "empty": "vacancy", "empty_label": "vacature"}
_SELECT = {
    "name": "gemeente",
    "label": "Uw gemeente",
    "options": ({"value": "assen", "label": "Assen"}, {"value": "emmen", "label": "Emmen", "chosen": True}),
}
_CHOICE = {
    "action": _HERE,
    "button": "Toon mijn gidsen",
    "roles": ({"value": "raadslid", "label": "Raadslid", "chosen": True}, {"value": "wethouder", "label": "Wethouder"}),
    "fields": (_SELECT,),
}
_FILES = {
    "items": (),
    "title": "Deze 2 stappen meenemen",
    "what": "deze stappen",
    "action": _HERE,
    "check_url": _HERE,
}
_GUIDE = {
    "title": "Nieuw in de raad",
    "url": _HERE,
    "summary": "Wat de regio doet, en waar u zelf aan zet bent.",
    "steps": 8,
    "start_url": _HERE,
}
_STEPS = (
    {"title": "Wat de vereniging doet", "url": _HERE, "goal": "U weet waar zij over gaat.", "number": "1"},
    {"title": "Voor leden", "url": _HERE, "goal": "", "number": "2", "restricted": True},
)

GUIDE_EXAMPLES: tuple[Example, ...] = (
    Example(
        "progress",
        "Voortgang",
        "Hoe ver iemand is in een gids, in tekens en in woorden.",
        (State("Halverwege", _PROGRESS), State("Zonder keuze", {**_PROGRESS, "words": "", "minutes": 1})),
    ),
    Example(
        "step_head",
        "Kop van een stap",
        "Waar u bent, wat de stap heet en wat u erna weet.",
        (
            State(
                "Met doel", {**_PROGRESS, "title": "Wie namens u aan tafel zit", "goal": "U weet wie u kunt bereiken."}
            ),
        ),
    ),
    Example(
        "tip",
        "Wat kan uw raad hiermee",
        "Wat de lezer met een stap kan doen.",
        (
            State(
                "Voor de raad", {"title": "Wat uw raad hiermee kan", "body": SafeString("<p>Vraag naar de inzet.</p>")}
            ),
        ),
    ),
    Example(
        "quiz",
        "Vraag met uitleg",
        "Een vraag om over na te denken; het antwoord staat op de volgende pagina.",
        (
            State("Gevraagd", {**_QUIZ, "anchor": "voorbeeld-vraag-1"}),
            State(
                "Beantwoord",
                {
                    **_QUIZ,
                    "text": "En na het overleg, wat doet uw raad dan?",
                    "anchor": "voorbeeld-vraag-2",
                    "answered": True,
                },
            ),
            State(
                "In de hele gids",
                {
                    **_QUIZ,
                    "text": "Wie brengt het besluit terug naar uw raad?",
                    "anchor": "voorbeeld-vraag-3",
                    "whole": True,
                },
            ),
        ),
    ),
    Example(
        "file_request",
        "Bestanden van een keuze",
        "Wat een lezer koos, om mee te nemen: te vragen, onderweg, klaar, of niet gelukt.",
        (
            State("Te vragen", {"files": {**_FILES, "anchor": "voorbeeld-bestanden-1"}}),
            State("Onderweg", {"files": {**_FILES, "anchor": "voorbeeld-bestanden-2", "waits": True}}),
            State(
                "Klaar",
                {
                    "files": {
                        **_FILES,
                        "anchor": "voorbeeld-bestanden-3",
                        "items": ({"title": "Pdf om te lezen of af te drukken", "url": _HERE, "text": "pdf · 120 KB"},),
                    }
                },
            ),
            State(
                "Niet gelukt",
                {
                    "files": {
                        **_FILES,
                        "anchor": "voorbeeld-bestanden-4",
                        "problem": "Er wachten nu te veel bestanden. Probeer het over een paar minuten opnieuw.",
                    }
                },
            ),
        ),
        "page",
    ),
    Example(
        "own_facts",
        "Uw gemeente in de regio",
        "Feiten van vandaag voor de eigen gemeente of portefeuille.",
        (
            State(
                "Twee plekken",
                {
                    "title": "Emmen in de regio",
                    "note": "Stand van 22 november 2026",
                    "groups": ({"label": "Namens Emmen", "cards": (_CARD, _EMPTY)},),
                    "facts": ({"label": "Overleg", "name": "Overleg Wonen", "url": _HERE},),
                    "meeting": {"date": date(2026, 12, 3), "title": "Overleg Wonen", "url": _HERE, "text": "19.30 uur"},
                    "meeting_label": "Eerstvolgende vergadering",
                    "meeting_file": _HERE,
                    "more_label": "Alle zeven plekken",
                    "more_url": _HERE,
                },
            ),
            State(
                "Nog niet gekozen",
                {
                    "title": "Uw gemeente in de regio",
                    "note": "Kies uw gemeente.",
                    "ask": {"action": _HERE, "hidden": (), "anchor": "voorbeeld-gemeente", "field": _SELECT},
                },
            ),
        ),
    ),
    Example(
        "for_roles",
        "Voor een rol",
        "Tekst voor sommige lezers.",
        (
            State("Zonder gekozen rol", {"label": "Voor wethouder en burgemeester", "blocks": _TEXT}),
            State("Voor wie het is", {"label": "", "blocks": _TEXT}),
        ),
    ),
    Example(
        "checklist",
        "Afvinklijst",
        "Wat de lezer kan doen; vinkjes blijven op het apparaat.",
        (
            State(
                "Drie punten",
                {"title": "Doe dit deze week", "items": ("Bel de griffier", "Lees de agenda", "Stel een vraag")},
            ),
        ),
    ),
    Example(
        "guide_choice",
        "Wie leest",
        "De keuze van rol, gemeente en portefeuille.",
        (
            State("Gekozen", {"choice": _CHOICE}),
            State("Onbekend", {"choice": {**_CHOICE, "missed": "gemeente"}}),
        ),
    ),
    Example(
        "guide_card",
        "Startgids in het overzicht",
        "Een gids met het aantal stappen en de eerste stap.",
        (
            State("Met beeld", {"card": {**_GUIDE, "picture": PICTURE, "own": True}}),
            State("Alleen tekst", {"card": {**_GUIDE, "steps": 1, "start_url": "", "restricted": True}}),
        ),
        "page",
    ),
    Example("step_list", "Stappen", "De stappen van een gids met hun doel.", (State("Twee", {"steps": _STEPS}),)),
    Example(
        "own_device",
        "Op dit apparaat",
        "Wat een apparaat onthoudt en bewaart; zonder script is het er niet.",
        (State("Zonder script", {"guide": "/gids/", "keep_url": "/gids/bewaren/"}),),
    ),
    Example(
        "opinion_form",
        "Was dit nuttig",
        "Een mening over een stap, zonder persoonlijke gegevens.",
        (State("Leeg", {"opinion": {"action": _HERE, "hidden": ()}, "place": "voorbeeld"}),),
    ),
)
