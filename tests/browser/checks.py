"""What holds for every page: what it costs its visitor, what axe finds, and whether it fits on the smallest screen."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

from tests.browser.kinds import Kind, stay
from tests.browser.server import Server

LARGEST = 80 * 1024  # bytes over the line, without pictures of the content
MOST = 8  # requests, idem
CONTENT_PICTURES = ("/media/", "/beeld/")
# WCAG 2.0 to 2.2, A and AA, and best practice.
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # axe leaves this one out unless it is named.
    "rules": {"target-size": {"enabled": True}},
}
SMALLEST = {"width": 320, "height": 844}
# WCAG 1.4.12.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }
"""
SPACE_OUT = """rules => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}"""
# What sticks out of the page, and boxes that hide a part of their own text. What may scroll has a name and takes focus.
FAULTS = """() => {
  const name = element => `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`;
  const wide = document.scrollingElement.scrollWidth > innerWidth;
  const found = wide ? [`the page is ${document.scrollingElement.scrollWidth} px wide`] : [];
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (wide && box.right > innerWidth + 1 && !element.children.length) found.push(`sticks out: ${name(element)}`);
    if (!element.textContent.trim() || element.closest("svg, .visually-hidden") || box.width < 2) continue;
    const sideways = element.scrollWidth > element.clientWidth + 1;
    const down = element.scrollHeight > element.clientHeight + 1;
    const cuts = ["hidden", "clip"].includes(style.overflowX), scrolls = ["auto", "scroll"].includes(style.overflowX);
    const region = element.matches("[role=region][tabindex='0'][aria-label]");
    if (cuts && (sideways || down)) found.push(`cut off: ${name(element)}`);
    if (scrolls && sideways && !region) found.push(`scrolls without a name: ${name(element)}`);
  }
  return found;
}"""


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


def costs(page: Page, traffic: Traffic, kind: Kind, server: Server) -> list[str]:
    """What the page should not have cost: bytes, requests, third parties, cookies, complaints of the browser."""
    page.wait_for_load_state("networkidle", timeout=60_000)
    expected = f"status of {kind.status} "
    found = [line for line in traffic.said if kind.status == 200 or expected not in line]
    here = (urlsplit(page.url).hostname, server.port)
    found += [url for url in traffic.asked.values() if (urlsplit(url).hostname, urlsplit(url).port) != here]
    if not kind.staff:
        found += [f"cookie {cookie.get('name')}" for cookie in page.context.cookies()]
    if kind.act is stay and not kind.staff:
        own = {traffic.asked[key]: traffic.received.get(key) for key in traffic.own()}
        if len(traffic.own()) > MOST or not 0 < traffic.size <= LARGEST:
            found.append(f"{traffic.size} bytes in {len(traffic.own())} requests: {own}")
    return found


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe finds: the rule, and the markup of what breaks it."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [(one["id"], node["html"]) for one in found for node in one["nodes"]]


def faults(page: Page) -> list[str]:
    """What does not fit on the page as wide as it is now."""
    return page.evaluate(FAULTS)  # type: ignore[no-any-return]  # JSON


def faults_when_small(page: Page) -> tuple[list[str], list[str]]:
    """What does not fit at 320 px, as it is and with the text spacing of WCAG 1.4.12; the page stays so."""
    page.set_viewport_size(SMALLEST)  # type: ignore[arg-type]  # width and height
    plain = faults(page)
    page.evaluate(SPACE_OUT, SPACING)
    return plain, faults(page)
