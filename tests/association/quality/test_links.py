"""Links that lead nowhere: inside the site at once, outside after asking, and never to a machine inside."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from association.quality.actions import check_page
from association.quality.models import LinkTarget, PageLink
from association.quality.queries import GONE, PRIVATE, broken_links, dead_pages
from association.quality.rules.addresses import is_public
from association.quality.tasks.fetch import Answer, Fetcher
from association.quality.tasks.links import check_links, claim
from home.actions import SiteSetUp
from tests.factories.content import make_news, make_page, paragraph, restrict
from tests.factories.hidden import STATES

STATUSES = {"/goed": 200, "/weg": 404, "/druk": 503, "/geen-head": 200}


class Handler(BaseHTTPRequestHandler):
    """Answers by path; notes who asked what."""

    def do_HEAD(self) -> None:
        """A head, or a redirect to what follows `/naar/`."""
        self.server.asked.append((self.command, self.path, self.headers["User-Agent"]))  # type: ignore[attr-defined]
        if self.path.startswith("/naar/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/naar/"))
        else:
            self.send_response(405 if self.path == "/geen-head" and self.command == "HEAD" else STATUSES[self.path])
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - Python's own name

    def log_message(self, *args: Any) -> None:
        """Nothing."""


@contextmanager
def server() -> Iterator[Any]:
    """A web server on this machine, with what it was `asked`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.asked = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def web() -> Iterator[Any]:
    """The web server."""
    with server() as running:
        yield running


def fetcher(web: Any, **names: str) -> Fetcher:
    """Asks the local server as if it were on the internet; other names lead where they are said to."""
    known = {"open": "127.0.0.1", **{name.replace("_", "."): address for name, address in names.items()}}
    return Fetcher(
        "Proef",
        resolve=lambda host, _port: [known.get(host, host)],
        may_reach=lambda address: address == "127.0.0.1" or is_public(address),
        ports=frozenset({web.server_port}),
    )


def test_address_is_asked_by_name_and_without_its_body(web: Any) -> None:
    base = f"http://open:{web.server_port}"

    answers = [fetcher(web).ask(f"{base}{path}").status for path in ("/goed", "/weg", "/geen-head", "/naar//goed")]

    assert answers == [200, 404, 200, 200]
    assert web.asked[:3] == [("HEAD", "/goed", "Proef"), ("HEAD", "/weg", "Proef"), ("GET", "/weg", "Proef")]


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/", "http://10.0.0.1/",
     "http://localhost/", "http://binnen/", "file:///etc/passwd", "ftp://example.org/", "http://example.org:25/",
     "http://u:p@example.org/", "http://", "http://[x/", "https://2130706433/", "http://0x7f.1/"],
)  # fmt: skip
def test_machine_inside_is_never_asked(url: str) -> None:
    """Nothing is reached: whatever got past the check would say that the website gives no answer."""
    known = {"binnen": ["93.184.215.14", "10.0.0.1"], "localhost": ["127.0.0.1"], "2130706433": ["127.0.0.1"],
             "0x7f.1": ["127.0.0.1"]}  # fmt: skip

    answer = Fetcher("Proef", resolve=lambda host, _port: known.get(host, [host])).ask(url)

    assert answer.is_refused
    assert answer.status == 0


@pytest.mark.parametrize(
    "inside", ["http://10.0.0.1/", "http://[::1]/", "//intern/", "file:///etc/passwd", "gopher://open/"]
)
def test_redirect_to_a_machine_inside_is_not_followed(web: Any, inside: str) -> None:
    port = web.server_port
    address = inside.replace("1/", f"1:{port}/").replace("]/", f"]:{port}/").replace("intern/", f"intern:{port}/")

    answer = fetcher(web, intern="192.168.0.1").ask(f"http://open:{port}/naar/{address}")

    assert answer.is_refused
    assert len(web.asked) == 1


def test_redirects_end(web: Any) -> None:
    port = web.server_port

    answer = fetcher(web).ask(f"http://open:{port}" + "/naar/" * 7 + "/goed")

    assert answer.is_refused
    assert len(web.asked) == 6


def make_target(url: str, *, page: Page, **fields: Any) -> LinkTarget:
    """An address that a page links to, and whose time has come."""
    now = timezone.now()
    target = LinkTarget.objects.create(url=url, url_hash=url[-64:], **{"next_check_at": now, **fields})
    PageLink.objects.create(page=page, target=target, text="Verder")
    return target


class Says(Fetcher):
    """Gives one answer to everything."""

    def __init__(self, answer: Answer) -> None:
        super().__init__("Proef")
        object.__setattr__(self, "answer", answer)

    def ask(self, url: str) -> Answer:
        """The answer."""
        return self.answer  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize(
    ("answer", "states"),
    [
        (Answer(404), ["unsure", "unsure", "broken", "broken"]),
        (Answer(0, "Deze website bestaat niet (meer)"), ["unsure", "unsure", "broken", "broken"]),
        (Answer(503), ["unsure"] * 4),
        (Answer(429), ["unsure"] * 4),
        (Answer(200), ["works"] * 4),
        (Answer(0, "Dit adres ligt niet op het open internet", is_refused=True), ["skipped"] * 4),
    ],
)
@override_settings(LINK_CHECK=True)
def test_address_is_broken_after_three_failures_and_asked_less_and_less(
    vdg: SiteSetUp, answer: Answer, states: list[str]
) -> None:
    target = make_target("https://example.org/", page=vdg.home)
    found, waits = [], []
    for _ in states:
        LinkTarget.objects.update(next_check_at=timezone.now())
        assert check_links(Says(answer)) == 1
        target.refresh_from_db()
        found.append(target.state)
        waits.append(target.next_check_at - target.checked_at)

    assert found == states
    if target.failures:
        assert waits == [timedelta(hours=1), timedelta(days=1), timedelta(days=3), timedelta(days=7)]
    assert check_links(Says(answer)) == 0


@override_settings(LINK_CHECK=True)
def test_only_one_address_of_a_host_is_asked_at_a_time(vdg: SiteSetUp) -> None:
    for url in ("https://a.example/1", "https://a.example/2", "https://b.example/1"):
        make_target(url, page=vdg.home)

    assert [check_links(Says(Answer(200))) for _ in range(3)] == [2, 1, 0]


def test_two_at_once_never_ask_the_same_address(vdg: SiteSetUp) -> None:
    target = make_target("https://example.org/", page=vdg.home)

    assert [claim(target), claim(target)] == [True, False]


@override_settings(LINK_CHECK=True)
def test_address_to_which_nothing_links_is_forgotten(vdg: SiteSetUp) -> None:
    make_target("https://example.org/", page=vdg.home)
    PageLink.objects.all().delete()

    assert (check_links(Says(Answer(200))), LinkTarget.objects.count()) == (0, 0)


@override_settings(LINK_CHECK=False)
def test_nothing_is_asked_when_the_server_may_not_go_outside(vdg: SiteSetUp) -> None:
    make_target("https://example.org/", page=vdg.home)

    assert check_links(Says(Answer(200))) == 0


def link_to(page: Page) -> list[dict[str, Any]]:
    """A text with a link to a page."""
    return [paragraph(f'<a linktype="page" id="{page.pk}">Verder</a>')]


@pytest.mark.parametrize("state", sorted(STATES))
def test_link_to_a_page_that_visitors_do_not_see_is_broken(vdg: SiteSetUp, state: str) -> None:
    target = make_page(vdg.home, "Doel")
    page = make_page(vdg.home, body=link_to(target))
    check_page(page.pk)
    assert list(broken_links()) == []

    STATES[state](target)

    why = {"draft": GONE, "scheduled": GONE, "expired": GONE}.get(state, PRIVATE)
    expected = [] if state == "public" else [why]
    assert [link.why for link in broken_links()] == expected
    assert list(dead_pages(page, [target.pk]).values()) == expected


def test_link_between_members_pages_works_and_one_to_another_site_does_not(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    section = make_page(vdg.home, "Leden")
    target = make_page(section, "Doel")
    inside = make_page(section, body=link_to(target))
    outside = make_page(vgg.home, body=link_to(vdg.home))
    for page in (inside, outside):
        check_page(page.pk)

    restrict(section)

    assert [link.page_id for link in broken_links()] == [outside.pk]
    assert (dead_pages(inside, [target.pk]), list(dead_pages(outside, [vdg.home.pk]))) == ({}, [vdg.home.pk])


@pytest.mark.parametrize(
    ("address", "is_broken"),
    [("/er-is-niets/", True), ("/deel/", False), ("/deel", False), ("/deel/?a=b#c", False), ("/deel/meer/", True), ("/", False),
     ("http://localhost/deel/", False), ("http://localhost/weg/", True), ("/nieuws/feed/", False), ("/zoeken/?q=x", False),
     ("/documents/3/stuk.pdf", False), ("/oud/", False)],
)  # fmt: skip
def test_link_by_address_is_broken_when_nothing_answers(vdg: SiteSetUp, address: str, is_broken: bool) -> None:
    make_page(vdg.home, "Deel", slug="deel")
    Redirect.objects.create(old_path="/oud", redirect_link="/deel/")
    page = make_news(vdg, body=[paragraph(f'<a href="{address}">Verder</a>')])

    check_page(page.pk)

    assert broken_links().exists() == is_broken
    assert not LinkTarget.objects.exists()
