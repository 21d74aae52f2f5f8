"""What the browser tests need beside the demonstration: a news item with every block, a publication, a locked page,
activities in every state.

`DJANGO_SETTINGS_MODULE=tests.browser.settings python -m tests.browser.content` adds them to both sites.
"""

import datetime
import json
import uuid
from typing import Any

import django

EVERYTHING = "alle-bouwstenen"
LOCKED = "besloten"
EVERY_PART = "alle-onderdelen"
OLDER = "oudere-uitgave"
ADOPTED = "vastgesteld-werkplan"
WITHDRAWN = "2021-03-18"
COMPARED = "jaarplan-in-twee-versies"
CHAPTER = "gezondheid-en-welzijn"
PART = "een-deel-van-een-hoofdstuk"
ISSUE = "alle-blokken-in-een-nummer"
DRAFT_ISSUE = "nummer-in-de-maak"
EVENT = "dag-met-alles"
MEETING = "vergadering-met-alles"
MEETING_DAY = datetime.datetime(2026, 4, 9, 19, 30)  # noqa: DTZ001 - as on the clock of the association
LOCK_WORD = "heide-en-wierde"
ACTIVE_YEAR = 2025
FILM = "https://vimeo.com/123456789"
TEXT = (
    "<p>Elk blok staat hier een keer, met <b>vette tekst</b> en een "
    '<a href="https://example.org/een-heel-lang-adres-zonder-einde/">link naar elders</a>.</p>'
    "<ul><li>Een punt</li><li>Nog een punt<ul><li>Een punt dieper</li></ul></li></ul>"
    "<ol><li>Eerst</li><li>Daarna</li></ol>"
)

CALLOUT = "<p><b>Let op:</b> de stukken staan klaar.</p>"
LONG = "Woordenboek van arbeidsongeschiktheidsverzekeringen"
QUESTIONS = ("Wie mag erbij zijn?", "Wat kost het?")


def block(kind: str, value: Any) -> dict[str, Any]:
    """A block in its stored form."""
    return {"type": kind, "value": value}


def items(*values: Any) -> list[dict[str, Any]]:
    """A list in its stored form."""
    return [{"type": "item", "value": value, "id": str(uuid.uuid4())} for value in values]


def table(columns: int) -> dict[str, Any]:
    """A table of three rows; more than four columns do not fit on a phone."""
    headings = [{"type": "text", "heading": f"Kolom {number + 1}"} for number in range(columns)]
    cells = [f"waarde {number + 1}" for number in range(columns - 1)]
    rows = [{"values": [f"Gemeente {row + 1}", *cells]} for row in range(3)]
    stored = {"columns": headings, "rows": rows, "caption": ""}
    caption = {"caption": f"Een tabel van {columns} kolommen", "note": "Stand van vandaag"}
    return block("table", {**caption, "row_headers": True, "table": stored})


def every_block(image: int, document: int, film: int, page: int) -> list[dict[str, Any]]:
    """Each block type at least once, in the kinds that look different; the arguments are ids."""
    callouts = [{"kind": kind, "text": CALLOUT} for kind in ("info", "ok", "warn", "bad")]
    video = {"length": "2 minuten", "transcript": "<p>Een stem vertelt hoe een overleg verloopt.</p>"}
    questions = [{"title": title, "text": "<p>Elk raadslid is welkom.</p>"} for title in QUESTIONS]
    card = {"title": "Lees verder", "text": "Over dit onderwerp", "page": page, "address": ""}
    return [
        block("paragraph", TEXT),
        block("heading", {"text": LONG, "level": "2", "anchor": "woordenboek"}),
        block("heading", {"text": "Een tussenkop", "level": "3", "anchor": "een-tussenkop"}),
        block("figure", {"image": image, "decorative": False, "caption": "Een bijschrift", "wide": False}),
        block("figure", {"image": image, "decorative": True, "caption": "", "wide": True}),
        table(3),
        table(8),
        *(block("callout", callout) for callout in callouts),
        block("heading", {"text": "Meer", "level": "2", "anchor": "meer"}),
        block("quote", {"text": "Eerst luisteren, dan plannen maken.", "source": "Uit het verslag"}),
        block("accordion", {"items": items(*questions)}),
        block("video", {**video, "title": "Zo werkt de vereniging", "poster": image, "file": None, "address": FILM}),
        block("video", {**video, "title": "Een film van ons zelf", "poster": None, "file": film, "address": ""}),
        block("documents", {"title": "Stukken", "documents": items(document, film)}),
        block("links", {"items": items(card)}),
    ]


def add_activities(site: Any) -> None:
    """A year of activities on a site in every state, and a page that shows them where there is none."""
    from association.activities.pages import ActivityIndexPage
    from association.portfolios.pages import PortfolioPage
    from tests.factories.activities import make_activity
    from tests.factories.content import add_page

    home = site.root_page
    pages = PortfolioPage.objects.descendant_of(home).select_related("portfolio__association")
    portfolio = pages[0].portfolio
    if not ActivityIndexPage.objects.child_of(home).exists():
        add_page(home, ActivityIndexPage(title="Activiteiten", slug="activiteiten"))
    for light in ("green", "orange", "red", ""):
        make_activity(
            portfolio.association, f"Fietspad {light or 'zonder stoplicht'}", ACTIVE_YEAR, portfolios=[portfolio],
            partners=[portfolio.association], goal="Scholieren fietsen veilig.", results="- Een tekening\n- Geld",
            reports={"H1": {"stoplight": light}, "H2": {"text": f"Het {LONG} is klaar.", "stoplight": light}},
        )  # fmt: skip
    light = {"H2": {"text": "Begonnen.", "stoplight": "orange"}}
    make_activity(portfolio.association, "Fietspad van vroeger", ACTIVE_YEAR - 1, portfolios=[portfolio], reports=light)
    for title, found in (("Een open dag", {"not_held": True, "reason": "De zaal is dicht."}), ("Een kaart", {})):
        make_activity(portfolio.association, title, ACTIVE_YEAR, heading="Samen met partners", reports={"H2": found})


def add_issues(site: Any, image: Any, news: Any) -> None:
    """A series with a list, an issue with every block that was sent, and one that was not."""
    from django.utils import timezone

    from association.base.site_settings import SiteSettings
    from association.newsletters.composing.rendering import variants_of
    from association.newsletters.models import (
        Mailing,
        MailingList,
        Newsletter,
        SenderSettings,
        Subscriber,
        Subscription,
    )
    from association.newsletters.pages import NewsletterIndexPage, NewsletterIssuePage
    from association.newsletters.sending.preparing import prepare
    from tests.factories.content import add_page

    own = SiteSettings.of(site).association
    readers = MailingList.objects.create(association=own, name="Proeflijst", slug="proeflijst")
    for number in range(3):
        reader = Subscriber.objects.create(association=own, email=f"proef{number}@example.org")
        Subscription.objects.create(subscriber=reader, mailing_list=readers, state=Subscription.State.ACTIVE)
    series = Newsletter.objects.create(
        association=own, title="Proefbrief", slug="proefbrief", sender_name="Het bureau", banner=image,
        sender_email="nieuwsbrief@vereniging.example.org", closing="<p>Met groet</p>", greets=True,
    )  # fmt: skip
    series.lists.add(readers)
    SenderSettings.objects.update_or_create(association=own, defaults={"small_bureau": True})
    index = NewsletterIndexPage.objects.child_of(site.root_page).get()
    pick = {"shown": True, "page": news.pk, "teaser": "", "picture": True, "public_text": ""}
    blocks = [
        block("button", {"label": "Lees het openingsverhaal", "page": news.pk, "address": ""}),
        block("picks", {"title": "Uit uw portefeuilles", "items": items(pick, pick | {"page": news.get_parent().pk, "picture": False})}),
        block("heading", {"text": "Eigen tekst", "level": "2", "anchor": "eigen-tekst"}), block("paragraph", TEXT),
        block("figure", {"image": image.pk, "decorative": False, "caption": "Een tekening.", "wide": False}),
        block("table", table(3)), block("vacancies", {"title": "Open plekken"}),
        block("contact", {"title": "Vragen?", "name": "Het bureau", "role": "", "email": "bureau@example.org", "phone": ""}),
    ]  # fmt: skip
    for slug in (ISSUE, DRAFT_ISSUE):
        page = NewsletterIssuePage(
            title="Alle blokken in één nummer", slug=slug, newsletter=series, number=1, preheader="Wat kan er in een nummer?",
            opening="<p>Deze maand: wat er in een nummer kan staan.</p>",
        )  # fmt: skip
        page.body = json.dumps(blocks)
        page.lists = [readers]
        made = add_page(index, page, live=False)
        if slug == ISSUE:
            draft = made.get_latest_revision_as_object()
            sent = prepare(draft, variants_of(draft, [readers]), by=None)
            # The next issue starts with what was published since.
            Mailing.objects.filter(pk=sent.pk).update(prepared_at=timezone.now() - datetime.timedelta(days=30))


def secret(brand: str, what: str) -> str:
    """A secret in an address, the same in every run; `what` is reader, list or question."""
    return f"{brand}{what}".ljust(26, "0")


def add_readers(site: Any) -> None:
    """A reader of a site's newsletter, and somebody who has yet to confirm, with secrets that are known."""
    from django.utils import timezone

    from association.base.site_settings import SiteSettings
    from association.newsletters.models import MailingList, Segment, SubscriberRequest
    from association.newsletters.rules.tokens import hashed
    from association.newsletters.subscribing.events import Kind, note
    from tests.factories.subscribing import make_list, make_subscriber

    association, brand = SiteSettings.of(site).association, site.root_page.slug
    lists = MailingList.objects.filter(association=association, is_open=True).exclude(slug="proeflijst")
    chosen = lists.first() or make_list(
        association, "Nieuwsbrief", description="elke maand het nieuws van onze gemeenten"
    )
    token = secret(brand, "reader")
    reader = make_subscriber(association, f"{token}@example.org", chosen, token=token, role="griffier")
    reader.subscriptions.update(token=secret(brand, "list"))
    note(reader, Kind.CONFIRMED, "site", mailing_list=chosen)
    Segment.objects.create(association=association, name="Griffiers", roles=["griffier"])
    later = timezone.now() + datetime.timedelta(days=300)
    SubscriberRequest.objects.create(
        association=association, kind="subscribe", email="nieuw@example.org", lists=[chosen.pk], expires_at=later,
        text_version="2026-11", token_hash=hashed(secret(brand, "question")), answered_at=timezone.now(),
    )  # fmt: skip


def add_event(site: Any) -> None:
    """An event with sessions of which one is full, and somebody who signed up, with a link whose secret is known."""
    from django.utils import timezone

    from association.base.rules.tokens import hashed
    from association.meetings.models import SignUp, SignUpMail
    from tests.factories.content import found_site
    from tests.factories.meetings import moment
    from tests.factories.signing import make_congress

    brand = site.root_page.slug
    start = datetime.datetime.combine(timezone.localdate() + datetime.timedelta(days=90), datetime.time(9, 30))
    rounds = {"Praten over geld": 1, "Lopen langs het water": None}, {"Grond": 40, "Lucht": 30, "Later kiezen": None}
    event = make_congress(
        found_site(brand), *rounds, slug=EVENT, title="Een dag met alles erop en eraan", moments=[moment(start)],
        place="Het gemeentehuis", capacity=200, asks_diet=True,
    )  # fmt: skip
    chosen = {"00000000-0000-4000-8000-000000000000": {"session": "0-Praten over geld", "title": "Praten over geld"}}
    who = SignUp.objects.create(
        event=event, name="Jo Voorbeeld", email=f"{brand}.jo@example.org", state="placed", choices=chosen,
        placed_at=timezone.now(), queued_at=timezone.now(),
    )  # fmt: skip
    SignUpMail.objects.create(
        sign_up=who, kind="placed", sent_at=timezone.now(), token_hash=hashed(secret(brand, "event"))
    )


def add_meeting(site: Any, document: int) -> None:
    """A meeting that was moved, with a public twin, papers, decisions and who was there; and a holiday."""
    from association.meetings.models import Attendance, Holiday
    from association.organizations.queries import shown_bodies
    from tests.factories.content import found_site
    from tests.factories.meetings import make_meeting, moment

    setup = found_site(site.root_page.slug)
    body = shown_bodies(setup.association.pk).filter(managed_by=setup.association).order_by("pk")[0]
    blank = {"goal": "decide", "lead": None, "lead_label": "het bureau", "text": "", "papers": [], "decision": ""}
    papers = items({"document": document, "title": "Begroting voor volgend jaar"})
    points = [
        block("item", {**blank, "title": "Opening", "goal": "inform"}),
        block("item", {**blank, "title": LONG, "text": TEXT, "papers": papers, "decision": "<p>Vastgesteld.</p>"}),
    ]
    left = moment(MEETING_DAY, status="moved", note="de zaal was bezet")
    page = make_meeting(
        setup, body, slug=MEETING, title="Vergadering met alles erop en eraan", items=json.dumps(points),
        moments=[left, moment(MEETING_DAY + datetime.timedelta(days=14), uid=left.uid)],
        place="Het gemeentehuis", video_link="https://example.org/kamer", is_public=True, shows_attendance=True,
    )  # fmt: skip
    for presence, name in (("present", "Jo Voorbeeld"), ("excused", "Lid Voorbeeld")):
        Attendance.objects.create(page=page, label=name, role="Lid", presence=presence)
    off = moment(MEETING_DAY + datetime.timedelta(days=2), status="cancelled", note="te weinig stukken")
    make_meeting(setup, body, slug="vergadering-die-niet-doorgaat", moments=[off])
    first, last = MEETING_DAY.date().replace(day=25), datetime.date(2026, 5, 11)
    Holiday.objects.get_or_create(association=setup.association, name="Meivakantie", start_date=first, end_date=last)


def add() -> None:
    """Add to both sites what is missing."""
    from wagtail.models import PageViewRestriction, Site

    from association.base.models import Document, Image
    from association.news.pages import NewsIndexPage, NewsPage
    from association.portfolios.pages import PortfolioPage
    from home.demonstration.issues import send_all
    from tests.browser.publications import add_adopted, add_compared, add_publications
    from tests.factories.content import add_page, make_document, make_page, restrict

    for site in Site.objects.all():
        home = site.root_page
        send_all.func(home.slug, home.pk)
        index = NewsIndexPage.objects.child_of(home).get()
        image = Image.objects.filter(collection__name__iexact=home.slug).first()
        film = make_document("Een film", name="film.mp4", content=b"geen echte film")
        sheet = Document.objects.exclude(pk=film.pk).first() or film
        page = NewsPage(
            title="Alle bouwstenen in één bericht", slug=EVERYTHING, date=datetime.date(2026, 3, 12), image=image,
            summary="Dit bericht laat elk blok zien dat een redacteur kan gebruiken.", caption="Een tekening.",
            linkedin="Zo ziet elk blok eruit. Lees het op onze site.",
        )  # fmt: skip
        blocks = every_block(image.pk, sheet.pk, film.pk, index.pk)
        page.body = json.dumps(blocks)
        page.portfolios = [found.portfolio for found in PortfolioPage.objects.descendant_of(home)[:2]]
        add_page(index, page)
        add_publications(site, image, blocks)
        add_adopted(site, image)
        add_activities(site)
        add_compared(site)
        add_issues(site, image, page)
        add_readers(site)
        add_event(site)
        add_meeting(site, sheet.pk)
        locked = make_page(home, "Besloten stukken", slug=LOCKED, summary="Voor wie het wachtwoord heeft.")
        restrict(locked, PageViewRestriction.PASSWORD, password=LOCK_WORD)


if __name__ == "__main__":
    django.setup()
    add()
