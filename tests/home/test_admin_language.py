"""No English in any screen that an editor meets, whether it stands in the text or in what a screen reader says."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from wagtail.models import Page

from association.news.pages import NewsIndexPage
from home.actions import SiteSetUp
from home.contact import ContactPage
from tests.factories.content import (
    add_page,
    make_document,
    make_image,
    make_news,
    make_page,
    make_portfolio_page,
    make_user,
    paragraph,
)
from tests.factories.portfolios import make_dossier
from tests.factories.staff import news_form, staff_client

ENGLISH = re.compile(
    r"\b(the|this|your|you|and|with|have|has|been|are|Edit|Delete|Save|Choose|Search|Add|Remove|Cancel|page|pages|Page|Pages"
    r"|Publish|Unpublish|History|Usage|Settings|Reports|Title|Date|Name|Create|New|View|Draft|Select|Sort|Show|Hide|Yes"
    r"|None|Move|Copy|Locked|Language|Actions|Users|password|Password|Moderators|Editors|Root|Close|Toggle|Checks|Tags"
    r"|Editing|Subject|Body|Link text|Phone|Address|Image|Images|Permissions|Loading|Email|Guide|Sign|Log)\b"
)
# Wagtail's Dutch says "je" to people; ours says "u".
INFORMAL = re.compile(r"\b(je|jou|jouw|jij|jullie)\b", re.IGNORECASE)
SPOKEN = ("title", "aria-label", "placeholder", "alt")
SHOWN_VALUES = {"submit", "button", "reset"}
SCREENS = (
    "wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_account", "wagtailadmin_pages:search",
    "wagtailadmin_choose_page", "wagtailadmin_choose_page_external_link", "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_anchor_link", "wagtailimages:index", "wagtailimages:add_multiple",
    "wagtailimages_chooser:choose", "wagtaildocs:index", "wagtaildocs:add_multiple", "wagtaildocs_chooser:choose",
    "wagtailforms:index", "wagtailadmin_reports:locked_pages", "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_tasks", "wagtailadmin_reports:site_history", "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:page_types_usage", "portefeuilles:index", "organisaties:index", "seats",
    "personen:index", "personen:add", "seats_watch", "same_persons", "dossiers:index", "dossier_result",
)  # fmt: skip
MANAGER_SCREENS = ("huisstijl:index", "portefeuilles:add", "dossiers:add", "organisaties:add")
PAGE_SCREENS = (
    "edit",
    "history",
    "usage",
    "delete",
    "copy",
    "move",
    "unpublish",
    "add_subpage",
    "set_privacy",
    "workflow_history",
)
MANY = 50
# What answers with no text for people, or ends the session.
NO_SCREENS = (
    "/failwhale/",
    "/jsi18n",
    "/sprite",
    "/logout",
    "/api/",
    "/password_reset/",
    "/userbar/",
    "/editing-sessions/",
    "/reference-index/",
)


class Visible(HTMLParser):
    """What people see or hear of a page, piece by piece, in `texts`."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.hidden = 0
        self.counter = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what is spoken; leave out scripts and styles, and numbers that a script fills in before it shows them."""
        named = dict(attrs)
        if "data-side-panel-toggle-counter" in named:
            self.counter = tag
        self.hidden += tag in {"script", "style"} or tag == self.counter
        self.texts += [text for name in SPOKEN if (text := named.get(name))]
        if named.get("type") in SHOWN_VALUES:
            self.texts.append(named.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        """Come out of a script or style."""
        self.hidden -= tag in {"script", "style"} or tag == self.counter
        if tag == self.counter:
            self.counter = ""

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        if not self.hidden and data.strip():
            self.texts.append(" ".join(data.split()))


def english(html: str) -> list[str]:
    """The pieces of a page that hold an English word of the interface."""
    reader = Visible()
    reader.feed(html)
    return [text for text in reader.texts if ENGLISH.search(text) or INFORMAL.search(text)]


def page_of(client: Client, address: str) -> str:
    """What an address shows; of a window in the page, its HTML."""
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    if answer["Content-Type"].startswith("application/json"):
        return str(answer.json().get("html", ""))
    return answer.content.decode()


def screens_of(page: Page) -> list[str]:
    """All screens about one page, and the one that makes another of its type."""
    kind = type(page)._meta
    parent = page.get_parent()
    found = [reverse(f"wagtailadmin_pages:{name}", args=[page.pk]) for name in PAGE_SCREENS]
    found.append(reverse("wagtailadmin_explore", args=[page.pk]))
    found.append(reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"]))
    if parent.depth > 1 and type(page).can_create_at(parent.specific):
        found.append(reverse("wagtailadmin_pages:add", args=[kind.app_label, kind.model_name, parent.pk]))
    return found


@pytest.fixture
def pages(vdg: SiteSetUp) -> list[Page]:
    """A page of each type."""
    body = [
        paragraph("Wij komen bijeen."),
        {"type": "heading", "value": {"text": "Kop", "level": "2", "anchor": "kop"}},
    ]
    make_news(vdg, body=body)
    make_page(vdg.home, body=body, live=False)
    make_portfolio_page(vdg)
    add_page(vdg.home, ContactPage(title="Vraag het ons", slug="vraag"))
    kinds = {type(page): page for page in Page.objects.filter(depth__gt=1).specific()}
    return list(kinds.values())


def plain_addresses(resolver: Any, prefix: str = "/") -> Iterator[str]:
    """Every address of the admin that needs no argument: Wagtail's own, ours, and whatever is added to them."""
    for pattern in resolver.url_patterns:
        part = f"{prefix}{pattern.pattern}".replace("^", "").removesuffix("$").removesuffix("\\Z")
        if prefix == "/" and not part.startswith("/beheer/"):
            continue
        if re.search(r"[<(\[\\]", part):
            continue
        if isinstance(pattern, URLResolver):
            yield from plain_addresses(pattern, part)
        elif not any(name in part for name in NO_SCREENS):
            yield part


def words_of(answer: Any) -> str:
    """The HTML of an answer, also of one for a window in a page; nothing for data and files."""
    if answer["Content-Type"].startswith("application/json"):
        data = answer.json()
        return str(data.get("html", "")) if isinstance(data, dict) else ""
    return answer.content.decode() if answer["Content-Type"].startswith("text/html") else ""


def shown_by(client: Client, addresses: Iterable[str]) -> dict[str, list[str]]:
    """As `found_by`, for addresses of which some are for a form that is sent in only."""
    answers = {address: client.get(address) for address in addresses}
    screens = {address: answer for address, answer in answers.items() if answer.status_code == 200}
    assert len(screens) > MANY
    texts = {address: words_of(answer) for address, answer in screens.items()}
    return {address: found for address, text in texts.items() if (found := english(text))}


def found_by(client: Client, addresses: list[str]) -> dict[str, list[str]]:
    """English on each of the screens, by address; screens without any are left out."""
    return {address: found for address in addresses if (found := english(page_of(client, address)))}


def test_english_is_found_where_it_stands() -> None:
    html = """<p>Geen nieuws</p><p>Edit this</p><img alt="Choose a file"><input type="submit" value="Search">
        <button aria-label="Actions"></button><input type="hidden" value="Delete"><script>var title = "the page";</script>"""

    assert english(html) == ["Edit this", "Choose a file", "Search", "Actions"]


@pytest.mark.parametrize("group", ["VDG redactie", "VDG eindredactie"])
def test_screens_of_pages_are_in_dutch(pages: list[Page], group: str) -> None:
    addresses = [address for page in pages for address in screens_of(page)]
    client = staff_client(group)

    # An editor who may not publish is sent back from a few of these with a message, which is read as well.
    assert found_by(client, addresses) == {}


def test_other_screens_are_in_dutch(vdg: SiteSetUp, pages: list[Page]) -> None:
    image, document = make_image(collection=vdg.collection), make_document(collection=vdg.collection)
    portfolio = vdg.association.portfolios.get()
    dossier = make_dossier(portfolio)
    addresses = [
        *(reverse(name) for name in (*SCREENS, *MANAGER_SCREENS)),
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailimages:delete", args=[image.pk]),
        reverse("wagtailimages:image_usage", args=[image.pk]),
        reverse("wagtaildocs:edit", args=[document.pk]),
        reverse("wagtaildocs:document_usage", args=[document.pk]),
        reverse("huisstijl:edit", args=[vdg.brand.pk]),
        reverse("organisaties:edit", args=[vdg.association.pk]),
        reverse("wagtailsettings:edit", args=["association", "sitesettings", vdg.site.pk]),
        *(reverse(f"portefeuilles:{name}", args=[portfolio.pk]) for name in ("edit", "history", "usage", "inspect")),
        *(reverse(f"dossiers:{name}", args=[dossier.pk]) for name in ("edit", "history", "usage", "inspect")),
    ]
    client = staff_client("VDG beheer")
    client.post(addresses[0])

    assert found_by(client, addresses) == {}


def test_every_screen_without_argument_is_in_dutch(vdg: SiteSetUp, pages: list[Page]) -> None:
    found = shown_by(staff_client("VDG beheer"), sorted(set(plain_addresses(get_resolver()))))

    # "Log in" is Dutch as well.
    assert {
        address: left for address, texts in found.items() if (left := [text for text in texts if text != "Log in"])
    } == {}


def test_messages_after_each_step_are_in_dutch(vdg: SiteSetUp) -> None:
    client = staff_client("VDG eindredactie")
    index = NewsIndexPage.objects.child_of(vdg.home).get()
    add = reverse("wagtailadmin_pages:add", args=["association", "newspage", index.pk])
    made = {
        "refused": client.post(add, news_form("", **{"action-publish": "nu"})),
        "kept": client.post(add, news_form("Bewaard"), follow=True),
        "placed": client.post(add, news_form("Geplaatst", **{"action-publish": "nu"}), follow=True),
        "planned": client.post(
            add, news_form("Gepland", go_live_at="01-12-2099 09:00", **{"action-publish": "later"}), follow=True
        ),
        "no moment": client.post(add, news_form("Wanneer", **{"action-publish": "later"})),
        "no page": client.get(reverse("wagtailadmin_pages:edit", args=[10**8])),
        "no right": client.get(reverse("wagtailusers_users:index"), follow=True),
    }

    found = {step: english(answer.content.decode()) for step, answer in made.items()}

    assert {step: texts for step, texts in found.items() if texts} == {}


def test_login_and_lost_password_are_in_dutch(vdg: SiteSetUp) -> None:
    client = Client(headers={"host": "localhost"})

    assert found_by(client, [reverse("wagtailadmin_login"), reverse("wagtailadmin_password_reset")]) == {}


def test_screens_of_administrators_are_in_dutch(vdg: SiteSetUp) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(make_user("baas", is_superuser=True))
    names = ("wagtailusers_users:index", "wagtailusers_groups:index", "wagtailredirects:index", "wagtailadmin_collections:index",
             "wagtailadmin_workflows:index", "wagtailusers_users:add")  # fmt: skip

    assert found_by(client, [reverse(name) for name in names]) == {}


def test_words_of_the_menu_are_in_dutch(vdg: SiteSetUp) -> None:
    answer = staff_client("VDG beheer").get(reverse("wagtailadmin_home"))

    labels = re.findall(r'"label": "([^"]+)"', answer.content.decode())
    assert {"Portefeuilles", "Organisaties", "Bouwstenen"} <= set(labels)
    assert [label for label in labels if ENGLISH.search(label)] == []
