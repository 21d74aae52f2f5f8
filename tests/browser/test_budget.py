"""What a page costs its visitor: few bytes, few requests, no third party, no cookie, and a policy that holds."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.browser.conftest import NewPage
from tests.browser.kinds import KINDS, Kind, in_turn, stay
from tests.browser.server import Server

LARGEST = 80 * 1024  # bytes over the line, without pictures of the content
MOST = 8  # requests, idem
CONTENT_PICTURES = ("/media/", "/beeld/")
APPEND = "((name, values) => document.body.append(Object.assign(document.createElement(name), values)))"


@dataclass
class Traffic:
    """What a page asked for (address by request, data addresses left out), what came in (bytes), and all complaints."""

    asked: dict[str, str] = field(default_factory=dict)
    received: dict[str, int] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def own(self) -> list[str]:
        """The requests for anything but pictures of the content."""
        return [key for key, url in self.asked.items() if not urlsplit(url).path.startswith(CONTENT_PICTURES)]

    @property
    def size(self) -> int:
        """Bytes over the line, headers included, without pictures of the content."""
        return sum(self.received.get(key, 0) for key in self.own())


def watch(page: Page) -> Traffic:
    """Note all traffic and complaints of a page from now on."""
    traffic = Traffic()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def ask(event: dict[str, Any]) -> None:
        # A redirect has the number of the request that it answers; both count.
        key = event["requestId"] + ("" if "redirectResponse" not in event else f" {event['request']['url']}")
        if not event["request"]["url"].startswith("data:"):
            traffic.asked[key] = event["request"]["url"]

    def receive(event: dict[str, Any]) -> None:
        traffic.received[event["requestId"]] = int(event["encodedDataLength"])

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            traffic.said.append(f"{message.text} ({message.location.get('url')})")

    session.on("Network.requestWillBeSent", ask)
    session.on("Network.loadingFinished", receive)
    page.on("console", hear)
    page.on("pageerror", lambda error: traffic.said.append(str(error)))
    return traffic


@pytest.mark.parametrize(("kind", "brand"), in_turn(KINDS))
def test_page_costs_little_and_breaks_no_rule(
    new_page: NewPage, server: Server, staff_state: Any, kind: Kind, brand: str
) -> None:
    page = new_page(**({"storage_state": staff_state} if kind.staff else {}))
    traffic = watch(page)

    kind.open(page, server, brand)
    page.wait_for_load_state("networkidle", timeout=60_000)

    expected = f"status of {kind.status} "
    assert [line for line in traffic.said if kind.status == 200 or expected not in line] == []
    assert {urlsplit(url).port for url in traffic.asked.values()} == {server.port}
    assert {urlsplit(url).hostname for url in traffic.asked.values()} == {urlsplit(page.url).hostname}
    if not kind.staff:
        assert page.context.cookies() == []
    if kind.act is stay and not kind.staff:
        assert len(traffic.own()) <= MOST, [traffic.asked[key] for key in traffic.own()]
        assert 0 < traffic.size <= LARGEST, {traffic.asked[key]: traffic.received.get(key) for key in traffic.own()}


def test_policy_stops_a_script_in_the_page(new_page: NewPage, server: Server) -> None:
    page = new_page()
    traffic = watch(page)
    page.goto(server.url("vdg"))

    page.evaluate(f"{APPEND}('script', {{textContent: 'window.broken = true'}})")
    page.evaluate(f"{APPEND}('img', {{src: 'https://example.org/a.png'}})")
    page.wait_for_timeout(100)

    assert page.evaluate("window.broken === undefined")
    assert len([line for line in traffic.said if "Content Security Policy" in line]) == 2
