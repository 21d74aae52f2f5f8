"""What a visitor's browser gets: little, nothing from elsewhere, and no cookie."""

import gzip
import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from home.actions import SiteSetUp
from tests.factories.content import make_user, make_vdg
from tests.test_query_counts import BUDGETS, build

pytestmark = pytest.mark.django_db
LARGEST = 15 * 1024
FOR_PEOPLE = [address for address in BUDGETS if not re.search(r"\.xml|\.txt|/feed/|/status/", address)]


@pytest.fixture(scope="module")
def full(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SiteSetUp]:
    """A site with thirty of everything: made once, gone after the last test here."""
    with django_db_blocker.unblock(), transaction.atomic():
        setup = make_vdg()
        build(setup, 30)
        yield setup
        transaction.set_rollback(True)


def test_html_stays_within_its_budget_and_asks_nothing_elsewhere(full: SiteSetUp, client: Client) -> None:
    html = {address: client.get(address).content for address in FOR_PEOPLE}

    heavy = {address: size for address, text in html.items() if (size := len(gzip.compress(text, 6))) > LARGEST}
    # Thirty times every block is more text than a page of people has; a year of a portfolio is a block too.
    assert set(heavy) <= {"/blokken/", "/nieuws/bericht/"}
    assert {address: found for address, text in html.items() if (found := from_elsewhere(text))} == {}


def from_elsewhere(html: bytes) -> list[str]:
    """What a page loads from another host."""
    document = BeautifulSoup(html, "html.parser")
    rules = {
        "link": "href",
        "script": "src",
        "img": "src",
        "source": "srcset",
        "iframe": "src",
        "video": "src",
        "object": "data",
    }
    values = [
        (tag, str(tag.get(attribute) or "")) for name, attribute in rules.items() for tag in document.find_all(name)
    ]
    return [
        value
        for tag, value in values
        if "//" in value and "canonical" not in (tag.get("rel") or []) and "data:" not in value
    ]


@pytest.mark.parametrize("signed_in", [False, True])
def test_no_answer_to_a_get_sets_a_cookie(full: SiteSetUp, client: Client, signed_in: bool) -> None:
    if signed_in:
        client.force_login(make_user("lid"))

    cookies = {address: list(client.get(address).cookies) for address in BUDGETS}

    assert {address: names for address, names in cookies.items() if names} == {}


def test_answer_to_a_browser_that_unpacks_is_packed(full: SiteSetUp, client: Client) -> None:
    answer: Any = client.get("/", headers={"accept-encoding": "gzip"})

    assert answer["Content-Encoding"] == "gzip"
    assert b"<!doctype html>" in gzip.decompress(answer.content)
    assert len(answer.content) <= LARGEST


def test_pages_have_no_inline_script_or_style(full: SiteSetUp, client: Client) -> None:
    cache.clear()
    documents = {address: BeautifulSoup(client.get(address).content, "html.parser") for address in FOR_PEOPLE}

    scripts = [tag for document in documents.values() for tag in document.find_all("script") if not tag.get("src")]
    assert {tag.get("type") for tag in scripts} <= {"application/ld+json"}
    assert [tag for document in documents.values() for tag in document.find_all(style=True)] == []
    assert [tag for document in documents.values() for tag in document.find_all("style")] == []
    handlers = re.compile(r"^on[a-z]+$")
    with_handler = [
        tag for document in documents.values() for tag in document.find_all(True) if any(map(handlers.match, tag.attrs))
    ]
    assert with_handler == []
    assert [len(document.find_all("h1")) for document in documents.values()] == [1] * len(documents)
