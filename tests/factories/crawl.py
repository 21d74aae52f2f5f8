"""Walks over a site as a visitor would, along every link of every answer."""

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from django.test import Client

START = [
    "/", "/zoeken/?q=gemeente", "/sitemap/", "/sitemap.xml", "/robots.txt", "/.well-known/security.txt", "/inloggen/", "/bestaat-niet/",
]  # fmt: skip
LINKING = {
    "a": "href",
    "link": "href",
    "script": "src",
    "img": "src",
    "form": "action",
    "source": "srcset",
    "iframe": "src",
}
LARGEST_CRAWL = 400


@dataclass
class Answer:
    """What one address gave."""

    status: int
    content_type: str
    text: str
    headers: str
    cookies: list[str] = field(default_factory=list)


def links_in(text: str, content_type: str) -> list[tuple[str, str]]:
    """Pairs of element and address, as they stand in an answer."""
    if "xml" in content_type:
        found = re.findall(r"<(loc|link|guid)[^>]*>([^<]+)<", text)
        return found + [("link", href) for href in re.findall(r'href="([^"]+)"', text)]
    if "html" not in content_type:
        return [("text", address) for address in re.findall(r"https?://\S+", text)]
    document = BeautifulSoup(text, "html.parser")
    found = []
    for name, attribute in LINKING.items():
        for tag in document.find_all(name):
            value = str(tag.get(attribute) or "")
            parts = [part.split()[0] for part in value.split(",") if part.strip()] if attribute == "srcset" else [value]
            found += [(name, part) for part in parts if part]
    heads = document.find_all("meta", property=["og:url", "og:image"])
    return found + [("meta", str(tag["content"])) for tag in heads]


def crawl(host: str, start: list[str] | None = None) -> dict[str, Answer]:
    """Every answer of a site by its address, found from its fixed addresses along its own links."""
    client = Client(headers={"host": host})
    waiting, answers = list(start or START), {}
    while waiting:
        address = waiting.pop()
        if address in answers or len(answers) > LARGEST_CRAWL:
            continue
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        content_type = response.get("Content-Type", "")
        text = content.decode() if content_type.startswith(("text/", "application/")) else ""
        answer = Answer(response.status_code, content_type, text, str(response.headers), list(response.cookies))
        answers[address] = answer
        # The name of an item in a feed looks like an address, and is none.
        found = [link for kind, link in links_in(text, content_type) if kind != "guid"]
        if "Location" in response:
            found.append(response["Location"])
        for link in found:
            parts = urlsplit(urljoin(f"http://{host}{address}", link))
            if parts.scheme == "http" and parts.netloc == host and not parts.path.startswith("/static/"):
                waiting.append(parts._replace(scheme="", netloc="", fragment="").geturl())
    return answers
