"""Logging in on the site, and pages that open with a password."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from home.actions import SiteSetUp
from tests.factories.content import make_page, make_user, restrict
from tests.factories.hidden import PASSWORD

LOGINS = ["/inloggen/", "/_util/login/"]
WRONG = "Deze naam en dit wachtwoord horen niet bij elkaar. Kijk of Caps Lock aanstaat en probeer het opnieuw."
ELSEWHERE = [
    "//e.example", "https:e.example", "https://e.example/", "/\\e.example", "\\\\e.example", "%2f%2fe.example", "javascript:alert(1)",
    "///e.example", "http:///e.example", "/%09/e.example", "\t//e.example", "data:text/html,x", "http://localhost@e.example/",
    "http://localhost.e.example/", "ftp://localhost/",
]  # fmt: skip


@pytest.fixture
def visitor() -> Client:
    """A browser that checks what a real one would be asked."""
    return Client(enforce_csrf_checks=True, headers={"host": "localhost", "sec-fetch-site": "same-origin"})


def fields(response: Any) -> dict[str, str]:
    """The fields of the form on a page, as they stand."""
    form = BeautifulSoup(response.content, "html.parser").select_one("main form")
    return {str(tag["name"]): str(tag.get("value", "")) for tag in form.find_all("input") if tag.get("name")}


@pytest.mark.parametrize("address", LOGINS)
def test_member_logs_in_without_any_cookie_before(vdg: SiteSetUp, visitor: Client, address: str) -> None:
    make_user("lid")
    restrict(make_page(vdg.home, "Besloten", slug="leden"))
    asked = visitor.get(address, {"next": "/leden/"})

    answer = visitor.post(address, fields(asked) | {"username": "lid", "password": "lid"})

    assert (asked.status_code, asked.cookies.keys()) == (200, set())
    assert (answer.status_code, answer["Location"]) == (302, "/leden/")
    assert "Besloten" in visitor.get("/leden/").content.decode()


def test_private_page_leads_to_the_login_and_back(vdg: SiteSetUp, visitor: Client) -> None:
    make_user("lid")
    restrict(make_page(vdg.home, "Besloten", slug="leden"))

    sent_to = visitor.get("/leden/")["Location"]
    answer = visitor.post(sent_to, fields(visitor.get(sent_to)) | {"username": "lid", "password": "lid"})

    assert sent_to == "/inloggen/?next=/leden/"
    assert answer["Location"] == "/leden/"


@pytest.mark.parametrize(("name", "password"), [("lid", "fout"), ("niemand", "fout"), ("weg", "weg")])
def test_wrong_name_or_password_gives_one_and_the_same_message(
    vdg: SiteSetUp, visitor: Client, name: str, password: str
) -> None:
    make_user("lid")
    make_user("weg", is_active=False)

    answer = visitor.post("/inloggen/", {"username": name, "password": password})

    assert answer.status_code == 200
    assert BeautifulSoup(answer.content, "html.parser").select_one(".error-summary li").get_text() == WRONG
    assert (fields(answer)["username"], fields(answer)["password"]) == (name, "")
    assert "sessionid" not in answer.cookies


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize("address", LOGINS)
def test_login_leads_to_this_site_only(vdg: SiteSetUp, visitor: Client, address: str, target: str) -> None:
    make_user("lid")

    answer = visitor.post(address, {"username": "lid", "password": "lid", "next": target})
    by_address = Client(headers={"host": "localhost", "sec-fetch-site": "same-origin"}).post(
        address, {"username": "lid", "password": "lid"}, query_params={"next": target}
    )

    # Django takes an address that is safe but odd as one of this site.
    assert {answer["Location"], by_address["Location"]} <= {"/", "%2f%2fe.example", "/%09/e.example"}


def test_form_to_log_in_must_come_from_this_site(vdg: SiteSetUp, visitor: Client) -> None:
    make_user("lid")

    answers = [
        visitor.post("/inloggen/", {"username": "lid", "password": "lid"}, headers={"sec-fetch-site": site}).status_code
        for site in ("cross-site", "same-site", "none", "same-origin")
    ]

    assert answers == [403, 403, 403, 302]


def test_logging_out_asks_for_a_form_of_this_site(vdg: SiteSetUp, visitor: Client) -> None:
    restrict(make_page(vdg.home, slug="leden"))
    visitor.force_login(make_user("lid"))

    refused = [
        visitor.get("/uitloggen/").status_code,
        visitor.post("/uitloggen/", headers={"sec-fetch-site": "cross-site"}).status_code,
    ]
    before = visitor.get("/leden/").status_code
    answer = visitor.post("/uitloggen/")

    assert (refused, before) == ([405, 403], 200)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert visitor.get("/leden/").status_code == 302


def test_session_gets_a_new_number_when_somebody_logs_in(vdg: SiteSetUp, visitor: Client) -> None:
    make_user("lid")
    lock = restrict(make_page(vdg.home, slug="slot"), PageViewRestriction.PASSWORD, password=PASSWORD)
    visitor.post(
        f"/_util/authenticate_with_password/{lock.pk}/{lock.page_id}/", {"password": PASSWORD, "return_url": "/slot/"}
    )
    before = visitor.cookies["sessionid"].value

    visitor.post("/inloggen/", {"username": "lid", "password": "lid"})

    assert visitor.cookies["sessionid"].value != before


def test_page_with_a_password_opens_without_any_cookie_before(vdg: SiteSetUp, visitor: Client) -> None:
    page = make_page(vdg.home, "Achter slot", slug="slot")
    restrict(page, PageViewRestriction.PASSWORD, password=PASSWORD)
    asked = visitor.get("/slot/")
    action = BeautifulSoup(asked.content, "html.parser").select_one("main form")["action"]

    wrong = visitor.post(str(action), fields(asked) | {"password": "fout"})
    right = visitor.post(str(action), fields(asked) | {"password": PASSWORD})

    assert (asked.status_code, asked.cookies.keys(), "Achter slot" in asked.content.decode()) == (200, set(), False)
    assert (wrong.status_code, "Achter slot" in wrong.content.decode()) == (200, False)
    assert 'aria-invalid="true"' in wrong.content.decode()
    assert (right.status_code, right["Location"]) == (302, "/slot/")
    assert "Achter slot" in visitor.get("/slot/").content.decode()


@pytest.mark.parametrize("target", ELSEWHERE)
def test_password_leads_to_this_site_only(vdg: SiteSetUp, visitor: Client, target: str) -> None:
    lock = restrict(make_page(vdg.home, slug="slot"), PageViewRestriction.PASSWORD, password=PASSWORD)

    answer = visitor.post(
        f"/_util/authenticate_with_password/{lock.pk}/{lock.page_id}/", {"password": PASSWORD, "return_url": target}
    )

    assert answer["Location"] in {"/", "%2f%2fe.example", "/%09/e.example"}
