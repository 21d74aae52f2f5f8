"""Files that belong to a page: one pattern for all extensions, with the page's own locks."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from wagtail.models import PageViewRestriction

from association.base import registry
from association.base.registry import register_file
from home.actions import SiteSetUp
from home.pages import StandardPage
from tests.factories.content import make_page, make_user, restrict
from tests.factories.hidden import GROUP, PASSWORD, as_draft, as_expired

EXTENSIONS = ["pdf", "epub", "html", "ics", "csv", "xlsx"]


def as_file(page: StandardPage, request: HttpRequest) -> HttpResponse:
    """The page's title as a file."""
    return HttpResponse(f"bestand van {page.title}", content_type="application/octet-stream")


@pytest.fixture(autouse=True)
def _served() -> Iterator[None]:
    """Every extension is served for pages of text."""
    before = dict(registry._files)
    for extension in EXTENSIONS:
        register_file(StandardPage, extension, as_file)
    yield
    registry._files.clear()
    registry._files.update(before)


def asked_by(client: Client, address: str) -> tuple[int, bytes]:
    """Status and content of an answer."""
    response = client.get(address)
    return response.status_code, response.content


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_file_of_a_public_page_is_for_everybody(vdg: SiteSetUp, client: Client, extension: str) -> None:
    above = make_page(vdg.home, slug="werkplan")
    make_page(above, "Zwanenzang", slug="deel-1")

    assert asked_by(client, f"/werkplan/deel-1.{extension}") == (200, b"bestand van Zwanenzang")


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_file_of_a_private_page_is_for_its_group_only(vdg: SiteSetUp, client: Client, extension: str) -> None:
    above = make_page(vdg.home, slug="werkplan")
    make_page(above, "Zwanenzang", slug="deel-1")
    restrict(above, PageViewRestriction.GROUPS, GROUP)
    council, other = Client(headers={"host": "localhost"}), Client(headers={"host": "localhost"})
    council.force_login(make_user("raadslid", GROUP))
    other.force_login(make_user("lid"))
    address = f"/werkplan/deel-1.{extension}"

    answers = [asked_by(council, address), asked_by(other, address), asked_by(client, address)]

    assert answers == [(200, b"bestand van Zwanenzang"), (302, b""), (302, b"")]


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_file_of_a_password_page_asks_for_the_password(vdg: SiteSetUp, client: Client, extension: str) -> None:
    page = make_page(vdg.home, "Zwanenzang", slug="werkplan")
    restrict(page, PageViewRestriction.PASSWORD, password=PASSWORD)

    status, content = asked_by(client, f"/werkplan.{extension}")

    assert status == 200
    assert b"Zwanenzang" not in content
    assert b"Deze pagina is besloten" in content


def test_file_of_a_private_page_is_kept_by_no_cache(vdg: SiteSetUp, client: Client) -> None:
    restrict(make_page(vdg.home, slug="werkplan"))
    client.force_login(make_user("lid"))

    answer = client.get("/werkplan.pdf")

    assert answer.status_code == 200
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


@pytest.mark.parametrize("change", [as_draft, as_expired])
def test_file_of_a_page_that_is_gone_is_not_found(vdg: SiteSetUp, client: Client, change: object) -> None:
    page = make_page(vdg.home, slug="werkplan")
    before = client.get("/werkplan.pdf").status_code

    change(page)  # type: ignore[operator]  # one of the functions above

    assert (before, client.get("/werkplan.pdf").status_code) == (200, 404)


@pytest.mark.parametrize("address", ["/werkplan.txt", "/werkplan.htm", "/werkplan.PDF", "/werkplan.pdf/", "/niets.pdf", "/nieuws.pdf",
                                     "/.pdf", "/werkplan/.pdf", "/werkplan.pdf.csv"])  # fmt: skip
def test_unknown_file_is_not_found(vdg: SiteSetUp, client: Client, address: str) -> None:
    make_page(vdg.home, slug="werkplan")

    assert client.get("/werkplan.pdf").status_code == 200
    assert client.get(address).status_code == 404


def test_file_of_the_other_site_is_not_found(vgg: SiteSetUp, client: Client) -> None:
    make_page(vgg.home, slug="werkplan")

    answers = [
        client.get("/werkplan.pdf", headers={"host": host}).status_code for host in ("vgg.localhost", "localhost")
    ]

    assert answers == [200, 404]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_file_can_only_be_read(vdg: SiteSetUp, client: Client, method: str) -> None:
    make_page(vdg.home, slug="werkplan")

    assert getattr(client, method)("/werkplan.pdf", headers={"sec-fetch-site": "same-origin"}).status_code == 405
