"""Examples of forms: fields, errors, messages."""

from datetime import date

from django.utils.html import format_html

from home.gallery.example import Example, State
from home.gallery.forms import LoginForm, empty_form, few_fields, long_text, wrong_form

KINDS = {
    "text": "Regel tekst",
    "email": "E-mailadres",
    "textarea": "Lange tekst",
    "select": "Keuzelijst",
    "checkboxselectmultiple": "Vinkjes",
    "radioselect": "Eén keuze",
    "date": "Dag",
    "password": "Wachtwoord",
    "clearablefile": "Bestand",
    "checkbox": "Eén vinkje",
}
_EMPTY = empty_form()
_WRONG = wrong_form()
_PLACE = {"place": {"title": "Missie", "block": "voorbeeld"}, "bound": long_text(), "was": ""}
_EARLIER = format_html("<p>{}</p>", "Wij werken samen waar dat meer oplevert.")

FORM_EXAMPLES: tuple[Example, ...] = (
    Example(
        "form_field",
        "Formuliervraag",
        "Een vraag in een formulier: naam, uitleg, melding en veld. Een melding zegt wat te doen.",
        (
            *(State(KINDS[field.widget_type], {"field": field}) for field in _EMPTY),
            *(State(f"{KINDS[field.widget_type]}, met melding", {"field": field}) for field in _WRONG if field.errors),
        ),
    ),
    Example(
        "folded_fields",
        "Vragen achter een klik",
        "Vragen die niemand hoeft te beantwoorden: dicht, met een regel die zegt wat erachter zit.",
        (
            State("Dicht", {"title": "Vertel ons wie u bent (niet verplicht)", "fields": few_fields()}),
            State("Open", {"title": "Vertel ons wie u bent (niet verplicht)", "fields": few_fields(), "open": True}),
        ),
    ),
    Example(
        "subscribe_form",
        "Aanmelden voor de nieuwsbrief",
        "Eén veld, op elke pagina te gebruiken. Wie meer wil kiezen, gaat naar het hele formulier.",
        (
            State(
                "Met kop en uitleg",
                {"url": "#", "place": "een", "title": "Nieuwsbrief", "text": "Elke maand ons nieuws in uw mail."},
            ),
            State("Bij een onderwerp", {"url": "#", "place": "twee", "portfolio": 1}),
        ),
    ),
    Example(
        "error_summary",
        "Overzicht van fouten",
        "Boven een formulier: alles wat nog niet klopt, met een link naar het veld.",
        (State("Met meldingen", {"form": _WRONG}),),
    ),
    Example(
        "alert",
        "Melding",
        "Zegt wat er net is gebeurd. Het eerste woord draagt de betekenis.",
        (
            State("Uitleg", {"kind": "info", "text": "Er is een nieuwer document."}),
            State("Gelukt", {"kind": "ok", "text": "Uw bericht is verstuurd."}),
            State("Let op", {"kind": "warn", "title": "Verplaatst", "text": "Deze vergadering begint een uur later."}),
            State("Fout", {"kind": "bad", "text": "De pdf kon niet worden gemaakt."}),
        ),
    ),
    Example(
        "simple_form",
        "Kort formulier",
        "Een pagina met één kort formulier, zoals inloggen.",
        (
            State(
                "Met twee velden",
                {
                    "title": "Inloggen",
                    "lead": "Voor medewerkers van het bureau.",
                    "form": LoginForm(prefix="inloggen"),
                    "button": "Log in",
                },
            ),
        ),
        "page",
    ),
    Example(
        "search_field",
        "Zoekveld",
        "Zoeken op de website.",
        (
            State("Leeg", {"field_id": "zoek-leeg", "label": "Voorbeeld zonder woorden"}),
            State("Met woorden", {"field_id": "zoek-woorden", "query": "wonen", "label": "Voorbeeld met woorden"}),
            State(
                "In een document, te kort",
                {
                    "field_id": "zoek-kort",
                    "query": "a",
                    "label": "Voorbeeld met een fout",
                    "placeholder": "Zoek in dit document",
                    "error": "Vul minstens twee letters of cijfers in.",
                },
            ),
        ),
    ),
    Example(
        "review_note",
        "Meelezen: band boven een concept",
        "Zegt wie zonder account meeleest wat hij voor zich heeft, en tot wanneer hij kan antwoorden.",
        (
            State(
                "Met vraag",
                {"sender": "Het bureau", "question": "Klopt dit zo?", "until": date(2026, 3, 12), "is_newest": True},
            ),
            State("Eigen link, er is een nieuwere versie", {"until": date(2026, 3, 12), "is_sender": True}),
        ),
        "band",
    ),
    Example(
        "review_remark",
        "Meelezen: opmerking bij een kop",
        "Een plek om te schrijven bij een kop van een tekst die iemand meeleest.",
        (
            State("Dicht", {"number": "voorbeeld-1", "heading": "Wonen", "anchor": ""}),
            State("Ingevuld", {"number": "voorbeeld-2", "heading": "Zorg", "text": "Hier mist een jaartal."}),
        ),
    ),
    Example(
        "writing_place",
        "Meeschrijven: plek voor tekst",
        "Een tekst die iemand zonder account schrijft, met ernaast wat er de vorige keer stond.",
        (
            State("Met de tekst van toen", {**_PLACE, "earlier": _EARLIER}),
            State("Zonder", _PLACE),
            State("Met opmaak: alleen lezen", {**_PLACE, "bound": None, "fixed": "Lees ook onze agenda."}),
        ),
    ),
)
