"""What went wrong is said in Dutch, in the site's own look, with the right status and without a word of how the site is built."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client

from home import pages
from home.actions import SiteSetUp
from tests.factories.content import make_page, make_user

INTERNALS = re.compile(
    r"Traceback|Exception|django|wagtail|python|psycopg|sqlite|/work/|/usr/|site-packages|settings\.|SECRET|OperationalError|line \d+",
    re.IGNORECASE,
)
SITES = {"localhost": "Drentse Gemeenten", "vgg.localhost": "Groninger Gemeenten"}


@contextmanager
def no_database() -> Iterator[None]:
    """Every statement fails, as with a database that is down."""

    def fail(*args: Any) -> NoReturn:
        raise OperationalError("could not connect to server: Connection refused, is it running on host 10.0.0.7?")

    with connection.execute_wrapper(fail):
        yield


def visitor(host: str = "localhost") -> Client:
    """A visitor who gets the error page instead of the error."""
    return Client(raise_request_exception=False, headers={"host": host})


def readable(html: str) -> str:
    """The text of a page, with its title; addresses of style sheets and scripts are left out."""
    return BeautifulSoup(html, "html.parser").get_text(" ", strip=True)


def assert_says(response: Any, status: int, *words: str) -> str:
    html: str = response.content.decode()
    page = BeautifulSoup(html, "html.parser")

    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html")
    assert page.html is not None
    assert page.html["lang"] == "nl"
    assert page.select_one("h1") is not None
    assert page.select_one("link[rel=stylesheet]") is not None
    assert page.select_one("meta[name=robots][content=noindex]") is not None
    assert [word for word in words if word not in readable(html)] == []
    assert INTERNALS.search(readable(html)) is None
    assert "default-src 'none'" in response["Content-Security-Policy"]
    return html


@pytest.mark.parametrize(("host", "name"), SITES.items())
def test_page_that_is_not_there_is_404_in_the_look_of_its_site(vgg: SiteSetUp, host: str, name: str) -> None:
    response = visitor(host).get("/bestaat-niet/")

    html = assert_says(response, 404, "Deze pagina is er niet", name)
    assert BeautifulSoup(html, "html.parser").select_one("main form[action='/zoeken/'] input[name=q]") is not None


@pytest.mark.parametrize(("host", "name"), SITES.items())
def test_request_that_cannot_be_read_is_400_in_the_look_of_its_site(vgg: SiteSetUp, host: str, name: str) -> None:
    for address in ("/zoeken/?q=%00", "/zoeken/?q=%ff%fe", "/%00/", "/zoeken/?q=%ed%a0%80"):
        response = visitor(host).get(address)

        assert_says(response, 400, "Fout 400")
        assert name in readable(response.content.decode())


@pytest.mark.parametrize(("host", "name"), SITES.items())
def test_form_from_elsewhere_is_403_in_the_look_of_its_site(vgg: SiteSetUp, host: str, name: str) -> None:
    response = visitor(host).post(
        "/inloggen/", {"username": "x", "password": "y"}, headers={"origin": "https://evil.example"}
    )

    assert_says(response, 403, "Fout 403", name)


def test_admin_refuses_without_telling_how_it_is_built(vdg: SiteSetUp) -> None:
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False, headers={"host": "localhost"})
    strict.force_login(make_user("baas", is_superuser=True))

    response = strict.post("/beheer/pages/1/edit/", {"title": "x"})

    assert response.status_code == 403
    assert INTERNALS.search(readable(response.content.decode())) is None
    assert "Fout 403" in readable(response.content.decode())


def test_unknown_host_is_refused_plainly(vdg: SiteSetUp) -> None:
    response = visitor("evil.example").get("/")

    assert response.status_code == 400
    assert INTERNALS.search(readable(response.content.decode())) is None
    assert "kunnen wij niet lezen" in response.content.decode() or "begrijpen wij niet" in response.content.decode()


def test_form_that_is_too_large_is_413_and_says_where_the_text_is(vdg: SiteSetUp) -> None:
    staff = Client(raise_request_exception=False, headers={"host": "localhost"})
    staff.force_login(make_user("baas", is_superuser=True))
    page = make_page(vdg.home)
    too_long = {"title": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    too_many = {f"veld-{number}": "" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}

    for data in (too_long, too_many):
        response = staff.post(f"/beheer/pages/{page.pk}/edit/", data)
        html = response.content.decode()

        assert response.status_code == 413
        assert "Uw tekst staat dan nog in het formulier" in readable(html)
        assert INTERNALS.search(readable(html)) is None


def test_public_form_that_is_too_large_is_413(vdg: SiteSetUp) -> None:
    response = visitor().post(
        "/inloggen/",
        {"username": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)},
        headers={"sec-fetch-site": "same-origin"},
    )

    assert_says(response, 413, "Dit is te veel voor één keer", "Drentse Gemeenten")


def test_admin_measures_forms_before_they_are_sent(vdg: SiteSetUp) -> None:
    staff = Client(headers={"host": "localhost"})
    staff.force_login(make_user("baas", is_superuser=True))

    html = staff.get("/beheer/").content.decode()
    script = BeautifulSoup(html, "html.parser").select_one("script[data-form-limits]")

    assert script is not None
    assert script["data-bytes"] == str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    assert script["data-fields"] == str(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)


def test_fault_of_ours_is_500_and_tells_nothing(vdg: SiteSetUp, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any) -> NoReturn:
        raise RuntimeError("geheim: /srv/noaber/settings.py SECRET_KEY")

    monkeypatch.setattr(pages.HomePage, "page_context", broken)

    response = visitor().get("/")

    assert_says(response, 500, "Er ging iets mis", "De fout ligt bij ons")
    assert "geheim" not in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/", "/nieuws/", "/zoeken/?q=wonen", "/bestaat-niet/", "/sitemap.xml", "/inloggen/"]
)
def test_page_without_database_is_500_in_dutch(vdg: SiteSetUp, address: str) -> None:
    client = visitor()

    with no_database():
        response = client.get(address)

    html = assert_says(response, 500, "Er ging iets mis")
    assert "10.0.0.7" not in html


def test_refusal_without_database_is_still_told_in_dutch(vdg: SiteSetUp) -> None:
    client = visitor()

    with no_database():
        unreadable = client.get("/zoeken/?q=%00")
        elsewhere = client.post("/inloggen/", {}, headers={"origin": "https://evil.example"})

    assert unreadable.status_code == 400
    assert elsewhere.status_code == 403
    for response in (unreadable, elsewhere):
        assert "<h1>" in response.content.decode()
        assert INTERNALS.search(readable(response.content.decode())) is None


def test_status_without_database_is_503(vdg: SiteSetUp) -> None:
    client = visitor()

    with no_database():
        response = client.get("/status/")

    assert response.status_code == 503
    assert INTERNALS.search(response.content.decode()) is None
