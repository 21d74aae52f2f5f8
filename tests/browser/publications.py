"""A publication with every kind of chapter and block, for the browser tests: `content.add` puts it on both sites."""

import datetime
import json
from typing import Any

from wagtail.models import Site

from association.base.models import Image, User
from association.base.site_settings import SiteSettings
from association.publications.adopting.jobs import adopt, correct, request_edition, withdraw
from association.publications.models import Edition
from association.publications.pages import PublicationPage
from home.actions import SiteSetUp
from tests.browser.content import ACTIVE_YEAR, ADOPTED, CHAPTER, COMPARED, EVERY_PART, OLDER, PART, block, items, table
from tests.factories.content import restrict
from tests.factories.editions import freeze
from tests.factories.publications import figure, heading, make_chapter, make_publication, paragraph

NOTED = 'Het regioplan is vastgesteld.<sup><a href="#bron-1">1</a></sup> Daarna volgde het geld.<sup><a href="#bron-2">2</a></sup>'
LONG = "Woordenboek van arbeidsongeschiktheidsverzekeringen en andere lange woorden"

FACTS = (
    {"label": "Voorzitter", "name": "Voornaam Achternaam", "note": "wethouder van Voorbeeldstad"},
    {"label": "Vicevoorzitter", "name": "Nog niet bekend", "note": ""},
    {"label": "VNG-commissie", "name": "Zorg, Jeugd en Onderwijs", "note": ""},
    {"label": "Vertegenwoordiger", "name": "Voornaam Achternaam", "note": "wethouder van Een Andere Gemeente"},
)
RESULTS = (
    {"when": "februari 2026", "text": "<p>Alle raden stelden hetzelfde plan vast.</p>"},
    {"when": "", "text": "<p>Negen gemeenten openden samen een inloophuis.</p>"},
)
DOSSIER = {
    "title": "Integraal Zorgakkoord",
    "state": "current",
    "text": "<p>Afspraken over de samenwerking tussen gemeenten, huisartsen en ziekenhuizen.</p><ul><li>Eerst meten</li></ul>",
    "lead": "Voorbeeldstad",
    "participants": "alle gemeenten",
    "since": "2023",
    "ask": "instemmen met de tweede ronde aanvragen",
}
BARE = {"lead": "", "participants": "", "since": "", "ask": ""}
SEATS = (
    {"body": "Bestuurlijk overleg zorg", "name": "Voornaam Achternaam", "note": "alle gemeenten"},
    {"body": "Commissie van de provincie", "name": "", "note": ""},
)


def columns(*names: str, rows: int = 2, kind: str = "text", caption: str = "Wie doet wat") -> dict[str, Any]:
    """A table whose cells after the first are rich text with a list when `kind` is rich_text."""
    cell = "<p>Eerst dit:</p><ul><li>een punt</li><li>nog een punt</li></ul>" if kind == "rich_text" else "waarde"
    stored = {
        "columns": [{"type": "text" if place == 0 else kind, "heading": name} for place, name in enumerate(names)],
        "rows": [{"values": [f"Regel {row + 1}", *[cell] * (len(names) - 1)]} for row in range(rows)],
        "caption": "",
    }
    return block("table", {"caption": caption, "note": "", "row_headers": True, "table": stored})


def section(kind: str, title: str, anchor: str, *content: dict[str, Any], **lists: Any) -> dict[str, Any]:
    """A part of a portfolio chapter in its stored form."""
    stored = {name: items(*values) for name, values in lists.items()}
    return block(kind, {"heading": title, "anchor": anchor, "content": list(content), **stored})


def every_section(image: Image) -> list[dict[str, Any]]:
    """All that a portfolio chapter can hold, in its stored form."""
    dossiers = (
        DOSSIER,
        {**DOSSIER, **BARE, "title": "Netwerk dementie", "state": "achieved"},
        {**DOSSIER, **BARE, "title": LONG, "state": "ahead", "since": "najaar 2026"},
    )
    return [
        block("portfolio_head", {"facts": items(*FACTS), "day": "2026-02-01"}),
        section(
            "looking_back", "Terugblik en resultaten", "terugblik", paragraph(NOTED),
            priorities=("Hulp dichtbij", "Gezond ouder worden"), results=RESULTS,
        ),
        section("dossiers", "Lopende dossiers", "dossiers", paragraph("Drie dossiers vragen aandacht."), dossiers=dossiers),
        section(
            "cooperation", "Samenwerking en netwerk", "samenwerking", representation=SEATS,
            questions=("Hoe blijft vervoer betaalbaar?",), partners=("Provincie", "Zorgverzekeraar"), networks=("Netwerk zorg",),
        ),
        section("looking_ahead", "Vooruitblik", "vooruitblik", steps=RESULTS),
        section(
            "free", "Goed om te weten", "goed-om-te-weten", heading("Een tussenkop", level=3, anchor="tussenkop"),
            columns("Dossier", "Gevraagd", "Door wie", "Uiterlijk", caption="Besluiten in de eerste honderd dagen"),
            figure(image, caption="Een bijschrift"),
        ),
        heading(LONG, anchor="lange-woorden"),
        columns("Onderwerp", "Wat wij doen", kind="rich_text"),
        columns("", "", caption="Een tabel zonder namen boven de kolommen"),
        columns("Gemeente", "Wat", "Hoe", kind="rich_text", caption="Met lijsten in de cellen"),
        table(8),
        block("quote", {"text": "Begin met een rondje langs de dorpshuizen.", "source": "Advies aan wie nu begint"}),
        block("signature", {"name": "Het bestuur", "role": "namens de leden", "place": "Assen, februari 2026"}),
        block("sources", {"items": items({"text": "<p>Regioplan 2025.</p>"}, {"text": "<p>Begroting 2026.</p><p>Bijlage 2.</p>"})}),
    ]  # fmt: skip


def set_up_of(site: Site) -> SiteSetUp:
    """What setting up a site made."""
    settings = SiteSettings.of(site)
    home = site.root_page.specific
    assert settings.association is not None
    assert settings.brand is not None
    return SiteSetUp(settings.association, settings.brand, home, site, settings, home.get_first_root_node())


def add_publications(site: Site, image: Image, blocks: list[dict[str, Any]]) -> None:
    """A publication with a chapter of every kind, one of them restricted, and an older volume without chapters."""
    setup = set_up_of(site)
    publication = make_publication(
        setup, "Overdrachtsdocument met alle onderdelen", slug=EVERY_PART, year=2026, term="2026–2030", image=image,
        summary="Wat er ligt, wat doorloopt en waar nieuwe bestuurders als eerste mee te maken krijgen.",
        reference_date=datetime.date(2026, 2, 1), body=[paragraph("Dit document is geschreven voor wie nu begint.")],
    )  # fmt: skip
    make_publication(setup, "Overdrachtsdocument van een eerdere periode", slug=OLDER, year=2022)
    make_chapter(publication, "Voorwoord", slug="voorwoord", numbering="unnumbered", body=[paragraph("Welkom.")])
    restrict(make_chapter(publication, "Alleen voor leden", slug="alleen-voor-leden", body=[paragraph("Besloten.")]))
    make_chapter(publication, "Alle blokken van een gewone pagina", slug="alle-blokken", body=blocks)
    summary = "Wat er ligt, wat doorloopt en waar het nieuwe college als eerste mee te maken krijgt."
    chapter = make_chapter(
        publication, "Gezondheid en Welzijn", slug=CHAPTER, summary=summary, body=every_section(image)
    )
    make_chapter(chapter, "Een deel van een hoofdstuk", slug=PART, summary="Kort.", body=[paragraph("Een deel.")])
    make_chapter(chapter, LONG, slug="woordenboek", body=[heading("Kop"), columns("Overleg", "Dag")])
    make_chapter(
        publication, "Afkortingen", slug="afkortingen", numbering="annex", body=[columns("Afkorting", "Betekenis")]
    )


def add_adopted(site: Site, image: Image) -> None:
    """A publication of which a version was withdrawn, and another holds, with an erratum and what changed in it."""
    publication = make_publication(
        set_up_of(site), "Werkplan dat is vastgesteld", slug=ADOPTED, year=2021, summary="Wat de leden samen doen.",
        reference_date=datetime.date(2021, 3, 1), body=[paragraph("Zo leest u dit werkplan.")],
    )  # fmt: skip
    body = [heading(LONG, anchor="lange-woorden"), paragraph(NOTED), figure(image, caption="Een bijschrift"), table(8)]
    chapter = make_chapter(publication, "Wonen", slug=CHAPTER, summary="Genoeg huizen.", body=body)
    make_chapter(chapter, "Een deel van een hoofdstuk", slug=PART, summary="Kort.", body=[paragraph("Een deel.")])
    make_chapter(publication, "Bijlage", slug="bijlage", numbering="annex", body=[columns("Afkorting", "Betekenis")])
    user = User.objects.get(username="beheer")
    earlier = adopt_on(publication, datetime.date(2021, 3, 18), user)
    withdraw(
        edition=earlier,
        on=datetime.date(2021, 4, 1),
        reason="In een tabel stonden bedragen van een ander jaar.",
        user=user,
    )
    notes = "De bedragen zijn die van dit jaar."
    edition = adopt_on(
        publication, datetime.date(2021, 4, 2), user, change_notes=notes, remark="Met een nieuwe begroting."
    )
    correct(edition=edition, text="In de eerste tabel moet 'Gemeente 2' staan.", path=CHAPTER, user=user)


def add_compared(site: Site) -> None:
    """A publication with two versions that differ in everything that may: facts, stoplights, chapters and words."""
    publication = make_publication(set_up_of(site), "Jaarplan in twee versies", slug=COMPARED, year=ACTIVE_YEAR)
    count = block("stoplight_summary", {"year": ACTIVE_YEAR, "period": "H2"})
    chapter = make_chapter(publication, "Wonen", slug="wonen", body=[paragraph("Wij bouwen tien huizen."), count])
    gone = make_chapter(publication, "Sport", slug="sport", body=[paragraph("Wij sporten.")])
    freeze(publication, "2025-03-18")
    gone.delete()
    make_chapter(publication, "Klimaat", slug="klimaat", body=[paragraph("Droge voeten.")])
    chapter.body = json.dumps([paragraph(f"Wij bouwen twaalf huizen, en een {LONG}."), paragraph("Nieuw."), count])
    chapter.save_revision().publish()
    freeze(publication, "2025-05-27")


def adopt_on(publication: PublicationPage, day: datetime.date, user: User, **fields: Any) -> Edition:
    """A version that was adopted on a day, twice: by the board and by the members."""
    decisions = [
        {"by": by, "on": day.isoformat(), "place": ""} for by in ("het Dagelijks Bestuur", "de ledenvergadering")
    ]
    edition = request_edition(publication=publication, user=user, dated=day, decisions=decisions, **fields)
    adopt(edition.pk)
    edition.refresh_from_db()
    if edition.status != Edition.Status.ADOPTED:
        raise RuntimeError("\n".join(edition.problems))
    return edition
