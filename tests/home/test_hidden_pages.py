"""What is kept from somebody stands nowhere: in no list, link, feed, search or frame."""

import re
from collections.abc import Callable
from itertools import product

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from home.actions import SiteSetUp
from tests.factories.content import make_news, make_page, make_portfolio, make_user, paragraph, restrict
from tests.factories.hidden import GROUP, STATES, as_draft
from tests.factories.planted import FOUND_BY, SECRET, plant

ADDRESSES = [
    "/", "/nieuws/", "/nieuws/?jaar=2026", "/nieuws/?portefeuille=wonen", "/portefeuilles/", "/portefeuilles/wonen/",
    "/nieuws/open-9/", "/nieuws/open-11/", "/deel/", "/deel/eerste/", "/deel/wegwijzer/", "/sitemap/", "/sitemap.xml",
    "/nieuws/feed/", "/nieuws/feed/atom/", f"/zoeken/?q={FOUND_BY}", "/publicaties/", "/bestaat-niet/", "/inloggen/",
    "/publicaties/stuk/", "/publicaties/stuk/volledig/", "/publicaties/stuk/begin/", "/publicaties/stuk/slot/",
    f"/publicaties/stuk/zoeken/?q={FOUND_BY}",
]  # fmt: skip
# Machines pass these on, so they hold what anyone may see, whoever asks.
FOR_ANYONE = {"/sitemap.xml", "/nieuws/feed/", "/nieuws/feed/atom/"}
NEVER = {"/publicaties/", "/bestaat-niet/", "/inloggen/"}


def where(client: Client, word: str = SECRET) -> set[str]:
    """The addresses whose answer holds a word, in its body or headers; the frame of the page left out."""
    found = set()
    for address in ADDRESSES:
        response = client.get(address)
        inner = response.content.decode().lower()
        if "text/html" in response["Content-Type"]:
            inner = re.sub(r"<header.*?</header>|<footer.*?</footer>", "", inner, flags=re.DOTALL)
        if word in inner or word in str(response.headers).lower():
            found.add(address)
    return found


def framed(client: Client, word: str = SECRET) -> int:
    """How often a word stands in the header and footer of the start page."""
    html = client.get("/").content.decode().lower()
    return sum(
        part.count(word) for part in re.findall(r"<header.*?</header>|<footer.*?</footer>", html, flags=re.DOTALL)
    )


def test_public_page_is_found_everywhere(vdg: SiteSetUp, client: Client) -> None:
    plant(vdg)

    assert where(client) == set(ADDRESSES) - NEVER
    assert framed(client) >= 3


@pytest.mark.parametrize("change", STATES.values(), ids=STATES)
def test_hidden_page_is_found_nowhere(vdg: SiteSetUp, client: Client, change: Callable[[Page], None]) -> None:
    for page in plant(vdg):
        change(page)

    assert (where(client), framed(client)) == (set(), 0)


def test_private_page_is_found_by_its_group_with_a_lock(vdg: SiteSetUp, client: Client) -> None:
    for page in plant(vdg):
        restrict(page, PageViewRestriction.GROUPS, GROUP)
    client.force_login(make_user("raadslid", GROUP))

    locked = where(client, "alleen voor leden")

    assert where(client) == set(ADDRESSES) - NEVER - FOR_ANYONE
    assert {
        "/publicaties/stuk/",
        "/",
        "/nieuws/",
        "/portefeuilles/",
        "/portefeuilles/wonen/",
        f"/zoeken/?q={FOUND_BY}",
    } <= locked


def test_private_page_is_found_by_no_other_member(vdg: SiteSetUp, client: Client) -> None:
    for page in plant(vdg):
        restrict(page, PageViewRestriction.GROUPS, GROUP)
    client.force_login(make_user("lid", "VDG bestuur"))

    assert (where(client), framed(client)) == (set(), 0)


def test_page_moved_into_a_restricted_part_is_gone_with_the_next_request(vdg: SiteSetUp, client: Client) -> None:
    page, news, portfolio_page, chapter = plant(vdg)
    hidden = make_page(vdg.home, slug="leden")
    restrict(hidden)
    before = client.get(f"/deel/{page.slug}/").status_code

    page.move(Page.objects.get(pk=hidden.pk), "last-child")
    news.unpublish()
    portfolio_page.unpublish()
    chapter.unpublish()

    assert (before, client.get(f"/deel/{page.slug}/").status_code, client.get(f"/leden/{page.slug}/").status_code) == (
        200,
        301,
        302,
    )
    assert (where(client), framed(client)) == (set(), 0)


def test_search_tells_no_count_of_hidden_pages(vdg: SiteSetUp, client: Client) -> None:
    pages = [make_page(vdg.home, f"Boom {number}", body=[paragraph(FOUND_BY)]) for number in range(2)]
    before = client.get(f"/zoeken/?q={FOUND_BY}").content.decode()

    restrict(pages[0])
    after = client.get(f"/zoeken/?q={FOUND_BY}").content.decode()
    as_draft(pages[1])
    last = client.get(f"/zoeken/?q={FOUND_BY}").content.decode()

    assert "2 pagina's gevonden" in before.replace("&#x27;", "'")
    assert "1 pagina gevonden" in after
    assert "Niets gevonden" in last


@pytest.mark.parametrize("change", STATES.values(), ids=STATES)
def test_filters_of_news_count_visible_items_only(
    vdg: SiteSetUp, client: Client, change: Callable[[Page], None]
) -> None:
    living = make_portfolio(vdg, "Wonen", slug="wonen")
    make_news(vdg, portfolios=(living,))
    alone = make_portfolio(vdg, "Eenzaam", slug="eenzaam")
    second = make_news(vdg, portfolios=(living, alone))

    def counts() -> list[tuple[str, str]]:
        html = client.get("/nieuws/").content.decode()
        return re.findall(r">\s*([\w ]+?)\s*<span class=\"chips__count\">(\d+)<", html)

    before = counts()
    change(second)

    assert before == [("2026", "2"), ("Wonen", "2"), ("Eenzaam", "1")]
    assert counts() == [("2026", "1"), ("Wonen", "1")]


def test_link_in_text_to_a_hidden_page_is_plain_text(vdg: SiteSetUp, client: Client) -> None:
    page, *_ = plant(vdg)
    before = client.get("/deel/wegwijzer/").content.decode()

    restrict(page)
    after = client.get("/deel/wegwijzer/").content.decode()

    assert f'<a href="/deel/{page.slug}/">lees hier</a>' in before
    assert "lees hier" in after
    assert f'{page.slug}/">lees hier' not in after
    assert ("Kaart" in before, "Kaart" in after) == (True, False)


def test_title_of_a_draft_above_a_page_is_not_in_its_path(vdg: SiteSetUp, client: Client) -> None:
    above = make_page(vdg.home, f"De {SECRET}", slug="boven")
    make_page(above, "Onder", slug="onder")
    before = client.get("/boven/onder/").content.decode()

    as_draft(above)
    after = client.get("/boven/onder/")

    assert SECRET in before
    assert (after.status_code, SECRET in after.content.decode()) == (200, False)
    assert SECRET not in client.get("/sitemap/").content.decode()


def test_every_address_in_the_sitemap_answers(vdg: SiteSetUp, client: Client) -> None:
    pages = plant(vdg)
    restrict(pages[0])

    addresses = re.findall(r"<loc>http://localhost(.*?)</loc>", client.get("/sitemap.xml").content.decode())

    assert len(addresses) > 8
    assert {client.get(address).status_code for address in addresses} == {200}


TRICKS = [
    "{0}/", "{0}", "{0}//", "//{0}/", "{0}/;x", "{0};x/", "{0}/%20", "{0}%20/", "{0}/.", "{0}/./", "{0}/x/../", "{0}/%2e%2e/",
    "%2e%2e/{0}/", "nieuws/../{0}/", "nieuws/%2e%2e/{0}/", "{0}/?x=1", "{0}/?preview=1", "{0}/feed/", "{0}.pdf", "{0}/index.html", "{0}%00/",
    "{0}/%0d%0aX:%20y", "./{0}/", "vdg/{0}/", "vdg/deel/{0}/",
]  # fmt: skip


@pytest.mark.parametrize("change", [STATES["draft"], STATES["login"], STATES["password"]])
def test_no_trick_with_the_address_shows_a_hidden_page(vdg: SiteSetUp, change: Callable[[Page], None]) -> None:
    browser = Client(headers={"host": "localhost", "sec-fetch-site": "same-origin"}, raise_request_exception=False)
    page = make_page(vdg.home, f"De {SECRET}", slug="besloten", summary=SECRET, body=[paragraph(SECRET)])
    assert SECRET in browser.get("/besloten/").content.decode()
    change(page)
    names = ["besloten", "BESLOTEN", "Besloten", "%62esloten"]

    answers = {
        (method, trick.format(name)): getattr(browser, method)("/" + trick.format(name).removeprefix("/"))
        for method, trick, name in product(["get", "head", "post", "put", "options"], TRICKS, names)
    }

    assert [key for key, answer in answers.items() if answer.status_code >= 500] == []
    assert [key for key, answer in answers.items() if SECRET in answer.content.decode() + str(answer.headers)] == []


def test_question_for_a_password_tells_nothing_of_any_page(vdg: SiteSetUp, client: Client) -> None:
    open_page = make_page(vdg.home, slug="slot")
    lock = restrict(open_page, PageViewRestriction.PASSWORD, password="open-sesam")
    pages = plant(vdg)
    for page in pages:
        as_draft(page)

    answers = [client.get(f"/_util/authenticate_with_password/{lock.pk}/{page.pk}/") for page in [open_page, *pages]]

    assert [answer.status_code for answer in answers] == [200] * 5
    assert [SECRET in answer.content.decode() for answer in answers] == [False] * 5


@pytest.mark.parametrize(
    "headers",
    [
        {"x-forwarded-host": "evil.example"}, {"x-forwarded-proto": "https"}, {"x-forwarded-prefix": "/evil.example"},
        {"x-original-url": "/evil.example/"}, {"x-rewrite-url": "/evil.example/"}, {"forwarded": "host=evil.example"},
    ],
)  # fmt: skip
def test_answer_takes_nothing_from_headers_that_anybody_can_send(
    vdg: SiteSetUp, settings: object, headers: dict[str, str]
) -> None:
    settings.PAGE_CACHE_SECONDS = 60  # type: ignore[attr-defined]  # pytest-django's settings
    make_page(vdg.home, slug="open")
    addresses = ["/", "/open/", "/open", "/nieuws/", "/nieuws/feed/", "/sitemap.xml", "/robots.txt", "/zoeken/?q=x"]

    answers = [
        client.get(address, headers=sent)
        for address in addresses
        for sent in (headers, {})
        for client in [Client(headers={"host": "localhost"})]
    ]

    text = "".join(answer.content.decode() + str(answer.headers) for answer in answers)
    assert "evil.example" not in text
    assert "https://localhost" not in text


@pytest.mark.parametrize("query", ["utm=<script>alert(1)</script>", "q=<script>alert(1)</script>", "pagina=1&pagina=<script>",
                                   "jaar=2026&jaar=<script>", "__proto__=<script>"])  # fmt: skip
def test_odd_query_is_not_repeated_as_markup(vdg: SiteSetUp, settings: object, query: str) -> None:
    settings.PAGE_CACHE_SECONDS = 60  # type: ignore[attr-defined]  # pytest-django's settings
    make_page(vdg.home, slug="open")
    make_news(vdg)
    client = Client(headers={"host": "localhost"})

    for address in ("/", "/open/", "/nieuws/", "/zoeken/", "/open"):
        first = client.get(f"{address}?{query}").content.decode()
        again = client.get(address).content.decode()
        assert "<script>alert" not in first + again
        assert "utm" not in first.replace("utm%3D", "").split("<title>")[-1] or address == "/zoeken/"
        assert "pagina=%3C" not in first + again
