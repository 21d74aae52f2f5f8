"""Headers of every kind of page under the production settings, scored as Mozilla's HTTP Observatory does."""

import importlib
import sys
from typing import Any

import pytest
from django.test import Client

from home.actions import SiteSetUp
from tests.factories.content import (
    make_document,
    make_image,
    make_news,
    make_page,
    make_portfolio_page,
    make_user,
    paragraph,
)

HOST = "localhost"
HALF_A_YEAR = 15_768_000
NAMES = (
    "SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD",
    "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_HTTPONLY",
    "CSRF_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE", "CONTENT_SECURITY_POLICY", "SECURE_REFERRER_POLICY",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY", "SECURE_CONTENT_TYPE_NOSNIFF", "X_FRAME_OPTIONS", "DEBUG",
)  # fmt: skip


@pytest.fixture
def production(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The security settings that a real installation gets."""
    values = {
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": HOST,
        "ADMIN_BASE_URL": f"https://{HOST}",
        "DATABASE_URL": "sqlite:///:memory:",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    sys.modules.pop("noaber.settings.production", None)
    found = importlib.import_module("noaber.settings.production")
    sys.modules.pop("noaber.settings.production", None)
    for name in NAMES:
        setattr(settings, name, getattr(found, name))


@pytest.fixture
def addresses(vdg: SiteSetUp) -> list[str]:
    """One address of each kind of page."""
    body = [paragraph("Tekst"), {"type": "heading", "value": {"text": "Kop", "level": "2", "anchor": "kop"}}]
    own = [make_page(vdg.home, body=body), make_news(vdg, body=body, image=make_image()), make_portfolio_page(vdg)]
    return ["/", *(page.get_url() for page in own), "/nieuws/", "/portefeuilles/", "/publicaties/", "/zoeken/?q=tekst", "/sitemap/",
            "/inloggen/", "/bestaat-niet/", "/zoeken/?q=%00"]  # fmt: skip


def policy(response: Any) -> dict[str, list[str]]:
    """The content security policy as a table."""
    parts = [part.split() for part in response.get("Content-Security-Policy", "").split(";") if part.strip()]
    return {part[0]: part[1:] for part in parts}


def score(response: Any) -> int:
    """Points as the HTTP Observatory gives them (its scoring tables of 2024): 100 to start with; cookies are judged apart."""
    points, found = 100, policy(response)
    scripts = found.get("script-src", found.get("default-src", ["*"]))
    if not found:
        points -= 25
    elif {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:"} & set(scripts):
        points -= 20
    elif {"'unsafe-inline'"} & set(found.get("style-src", [])):
        points -= 5
    else:
        points += 10 if found.get("default-src") == ["'none'"] else 5
    seconds = [
        part.partition("=")[2]
        for part in response.get("Strict-Transport-Security", "").split("; ")
        if part.startswith("max-age")
    ]
    points -= 0 if seconds and int(seconds[0]) >= HALF_A_YEAR else 20
    points -= 0 if response.get("X-Content-Type-Options") == "nosniff" else 5
    points += 5 if found.get("frame-ancestors") in (["'none'"], ["'self'"]) else -20
    points += 5 if response.get("Referrer-Policy") in {"no-referrer", "same-origin", "strict-origin"} else 0
    points -= 50 if response.get("Access-Control-Allow-Origin") == "*" else 0
    return points


def test_every_kind_of_page_scores_a_hundred_or_more(production: None, addresses: list[str]) -> None:
    client = Client(headers={"host": HOST})

    for turn in ("made", "kept by the page cache"):
        found = {address: client.get(address, secure=True) for address in addresses}

        assert {address: score(response) for address, response in found.items() if score(response) < 100} == {}, turn
        assert {response["Cross-Origin-Opener-Policy"] for response in found.values()} == {"same-origin"}
        assert {response["Referrer-Policy"] for response in found.values()} == {"same-origin"}
        assert {len(response.cookies) for response in found.values()} == {0}, turn
        for response in found.values():
            assert policy(response)["base-uri"] == ["'none'"]
            assert policy(response)["form-action"] == ["'self'"]
            assert policy(response)["object-src"] == ["'none'"]
            assert policy(response)["frame-ancestors"] == ["'none'"]


def test_score_of_a_page_without_headers_is_low() -> None:
    from django.http import HttpResponse

    assert score(HttpResponse()) < 50


def test_strict_transport_is_asked_for_on_https_only(production: None, vdg: SiteSetUp, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    client = Client(headers={"host": HOST})

    plain, secure = client.get("/"), client.get("/", secure=True)

    assert "Strict-Transport-Security" not in plain
    assert secure["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_plain_http_is_sent_on_to_https(production: None, vdg: SiteSetUp) -> None:
    response = Client(headers={"host": HOST}).get("/nieuws/?pagina=1")

    assert response.status_code == 301
    assert response["Location"] == f"https://{HOST}/nieuws/?pagina=1"


def test_cookies_are_bound_to_the_host_and_closed_to_scripts(production: None, vdg: SiteSetUp) -> None:
    make_user("baas", is_superuser=True)
    client = Client(headers={"host": HOST, "sec-fetch-site": "same-origin", "referer": f"https://{HOST}/"})

    client.get("/beheer/login/", secure=True)
    response = client.post("/inloggen/", {"username": "baas", "password": "baas"}, secure=True)

    cookies = {**client.cookies}
    assert response.status_code == 302
    assert set(cookies) == {"__Host-sessionid", "__Host-csrftoken"}
    for cookie in cookies.values():
        assert cookie["secure"] is True
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_admin_has_a_policy_of_its_own_and_may_be_framed_by_itself_only(production: None, vdg: SiteSetUp) -> None:
    client = Client(headers={"host": HOST})
    client.force_login(make_user("baas", is_superuser=True))

    response = client.get("/beheer/", secure=True)

    assert response.status_code == 200
    assert policy(response)["frame-ancestors"] == ["'self'"]
    assert policy(response)["default-src"] == ["'none'"]
    assert policy(response)["object-src"] == ["'none'"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    ["/.git/config", "/.git/HEAD", "/.env", "/media/", "/media/images/", "/media/../noaber.sqlite3", "/media/%2e%2e/noaber.sqlite3", "/static/",
     "/django-admin/", "/admin/", "/api/v2/pages/", "/api/", "/__debug__/", "/manage.py", "/noaber.sqlite3", "/secret-key", "/server-status",
     "/wp-login.php", "/documents/", "/private/", "/beeld/", "/huisstijl/"],
)  # fmt: skip
def test_address_that_nobody_needs_is_closed(vdg: SiteSetUp, client: Client, address: str) -> None:
    assert client.get(address, follow=True).status_code in {400, 404}


def test_trace_and_other_methods_are_refused(vdg: SiteSetUp, client: Client) -> None:
    for address in ("/", "/nieuws/", "/zoeken/", "/inloggen/", "/robots.txt"):
        for method in ("TRACE", "PROPFIND", "CONNECT"):
            response = client.generic(method, address, headers={"x-geheim": "GEHEIM"})

            assert response.status_code in {403, 404, 405}, (method, address)
            assert b"GEHEIM" not in response.content


def test_files_cannot_run_in_the_browser(vdg: SiteSetUp, client: Client) -> None:
    response = client.get(make_document(name="a.txt", content=b"<script>").url)
    content = b"".join(response.streaming_content)  # type: ignore[arg-type, attr-defined]  # a file's answer

    assert content == b"<script>"
    assert policy(response) == {"default-src": ["'none'"]}
    assert response["X-Content-Type-Options"] == "nosniff"
