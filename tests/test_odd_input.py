"""Text, numbers and amounts that no form expects: kept as they are or refused in Dutch, never a fault of the server."""

import time
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from association.portfolios.models import Portfolio
from home.actions import SiteSetUp
from home.contact import ContactField, ContactPage, ContactSubmission
from tests.factories.content import add_page, make_image, make_news, make_page, make_portfolio
from tests.factories.odd import BLANK, ODD
from tests.factories.posting import staff_client

BYTES = [b"\xc0\xaf", b"\xed\xa0\x80", b"\xff\xfe", b"\xf4\x90\x80\x80", b"a\x00b", b"\xe2\x82"]
NUMBERS = [
    "0",
    "-1",
    "1e999",
    "1" + "0" * 20,
    "1.5",
    "NaN",
    "٣",
    "²",
    "1 ",
    "+1",
    "0x10",
    "",
    "a",
    "1,5",
    "9" * 5000,
    "\u200b1",
    "1;2",
]
DATES = ["0001", "9999", "10000", "0000", "2026-11-31", "31-11", "-2026", "２０２６"]


@pytest.fixture
def contact(vdg: SiteSetUp) -> ContactPage:
    """A form with a question of every kind."""
    page = ContactPage(title="Contact", slug="contact")
    page.form_fields = [
        ContactField(label=kind, field_type=kind, required=kind == "singleline", choices="een\ntwee")
        for kind in ("singleline", "multiline", "email", "number", "checkbox", "dropdown", "radio", "date")
    ]
    found: ContactPage = add_page(vdg.home, page)
    return found


def visitor() -> Client:
    """A visitor's browser, which says where its forms come from."""
    return Client(headers={"host": "localhost", "sec-fetch-site": "same-origin"})


def test_contact_form_keeps_odd_text_or_refuses_it(contact: ContactPage) -> None:
    client = visitor()

    for name, text in ODD.items():
        response = client.post("/contact/", {"singleline": text, "multiline": text})
        kept = ContactSubmission.objects.order_by("pk").last()

        assert response.status_code == 200, name
        assert kept is not None, name
        assert kept.form_data["multiline"] == text.strip(), name


def test_contact_form_answers_every_odd_value_in_every_field(contact: ContactPage) -> None:
    client = visitor()
    values = [*ODD.values(), *BLANK, *NUMBERS[:9], "a\0b", "x" * 255, "x" * 256, "x" * 5001, "x" * 100_000]

    for value in values:
        response = client.post(
            "/contact/",
            dict.fromkeys(
                ("singleline", "multiline", "email", "number", "checkbox", "dropdown", "radio", "date", "website"),
                value,
            ),
        )

        assert response.status_code == 200, value[:20]


def test_contact_form_survives_bytes_that_are_no_text(contact: ContactPage) -> None:
    client = visitor()

    for raw in BYTES:
        encoded = b"singleline=" + quote(raw).encode() + b"&multiline=" + raw
        response = client.post("/contact/", encoded, content_type="application/x-www-form-urlencoded")
        multipart = b'--x\r\nContent-Disposition: form-data; name="singleline"\r\n\r\n' + raw + b"\r\n--x--\r\n"
        second = client.post("/contact/", multipart, content_type="multipart/form-data; boundary=x")

        assert response.status_code in {200, 400}, raw
        assert second.status_code in {200, 400}, raw
    for wrong in (
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "text/plain; charset=onbekend",
        "x" * 300,
    ):
        assert client.generic("POST", "/contact/", b'{"singleline": "\\ud800"}', content_type=wrong).status_code in {
            200,
            400,
        }, wrong


def test_search_and_log_in_answer_odd_text(vdg: SiteSetUp) -> None:
    make_page(vdg.home, title="Wonen")
    client = visitor()

    for text in [*ODD.values(), *BLANK, "\ud7ff", "x" * 255, "x" * 256]:
        found = client.get("/zoeken/", {"q": text})
        logged_in = client.post("/inloggen/", {"username": text, "password": text, "next": text})

        assert found.status_code == 200, text
        assert logged_in.status_code == 200, text
    for raw in BYTES:
        assert client.get("/zoeken/?q=" + quote(raw)).status_code in {200, 400}, raw
        assert client.get("/" + quote(raw) + "/").status_code in {400, 404}, raw
        assert client.post(
            "/inloggen/", b"username=" + quote(raw).encode(), content_type="application/x-www-form-urlencoded"
        ).status_code in {200, 400}


def test_odd_headers_and_addresses_are_answered(vdg: SiteSetUp) -> None:
    client = visitor()

    for value in (
        "\x00",
        "ÿþ",
        "\u202e".encode().decode("latin-1"),
        "x" * 9000,
        "bytes=0-,0-",
        '"',
        'W/"',
        "Thu, 31 Nov 2026 99:99:99 GMT",
    ):
        for header in (
            "user-agent",
            "accept-language",
            "referer",
            "cookie",
            "if-none-match",
            "if-modified-since",
            "range",
            "accept",
            "x-forwarded-for",
        ):
            assert client.get("/", headers={header: value}).status_code < 500, (header, value)
    for address in (
        "/" + "a" * 8000 + "/",
        "/" + "a/" * 500,
        "/%F0%9F%91%A9/",
        "/caf%C3%A9/",
        "/cafe%CC%81/",
        "/%E2%80%AE/",
        "/nieuws;x/",
        "//",
        "/./",
        "/%2e/",
    ):
        assert client.get(address).status_code in {200, 301, 302, 400, 404, 414}, address


def test_every_number_in_every_public_parameter_is_answered(vdg: SiteSetUp) -> None:
    make_news(vdg)
    image = make_image()
    client = visitor()

    for number in NUMBERS:
        asked = quote(number)
        for address in (f"/nieuws/?pagina={asked}", f"/nieuws/?jaar={asked}", f"/nieuws/?portefeuille={asked}", f"/nieuws/feed/?jaar={asked}",
                        f"/zoeken/?q=a&pagina={asked}", f"/beeld/{asked}/width-400%7Cformat-webp/", f"/beeld/{image.pk}/width-{asked}%7Cformat-webp/",
                        f"/documents/{asked}/a.txt", f"/huisstijl/{asked}.css", f"/nieuws/?pagina=1&pagina={asked}"):  # fmt: skip
            if len(address) < 300:
                assert client.get(address).status_code in {200, 301, 400, 404}, address
    for year in DATES:
        assert client.get(f"/nieuws/?jaar={quote(year)}").status_code in {200, 404}, year
    assert client.get("/nieuws/?pagina=" + "9" * 5000).status_code == 404
    assert client.get("/nieuws/?pagina=0").status_code == client.get("/nieuws/?pagina=-1").status_code == 404


def test_every_number_in_the_parameters_of_the_admin_is_answered(vdg: SiteSetUp) -> None:
    client = staff_client()
    page = make_page(vdg.home)
    addresses = [reverse("wagtailadmin_explore", args=[vdg.home.pk]), reverse("wagtailimages:index"), reverse("wagtaildocs:index"),
                 reverse("wagtailadmin_reports:site_history"), reverse("wagtailadmin_pages:history", args=[page.pk])]  # fmt: skip

    for number in ("0", "-1", "1e999", "1" + "0" * 20, "NaN", "²", "a"):
        for address in addresses:
            response = client.get(
                address,
                {
                    "p": number,
                    "q": number,
                    "ordering": number,
                    "collection_id": number,
                    "page": number,
                    "action": number,
                },
            )

            assert response.status_code in {200, 302, 400, 404}, (address, number)
        assert client.get(f"/beheer/pages/{quote(number)}/edit/").status_code in {200, 302, 404}


@pytest.mark.parametrize(
    "query",
    [" ".join(f"woord{n}" for n in range(5000)), "a" * 20_000, "'" * 5000, '"' * 5000, "& | ! ( ) <-> :* wonen", "wonen & ! | (", "NEAR(wonen, 3)",
     "wonen*", "-wonen +x", "title:wonen OR 1=1", "\\", "%_", "wonen:*&(", "<->", ":A", "' || pg_sleep(5) || '"],
    ids=range(16),
)  # fmt: skip
def test_search_answers_any_query_in_time(vdg: SiteSetUp, query: str) -> None:
    make_page(vdg.home, title="Wonen")
    client = visitor()
    started = time.perf_counter()

    response = client.get("/zoeken/", {"q": query})

    assert response.status_code == 200
    assert time.perf_counter() - started < 10


def test_portfolio_form_answers_odd_text(vdg: SiteSetUp) -> None:
    client, portfolio = staff_client(), make_portfolio(vdg)
    address = reverse("portefeuilles:edit", args=[portfolio.pk])

    for text in [*ODD.values(), *BLANK, "a\0b", "x" * 120, "x" * 121]:
        response = client.post(
            address,
            {
                "association": vdg.association.pk,
                "name": text,
                "abbreviation": text[:20],
                "order": "1",
                "slug": "wonen",
                "icon": "home",
            },
        )

        assert response.status_code in {200, 302}, text
    for order in NUMBERS:
        response = client.post(
            address,
            {"association": vdg.association.pk, "name": "Wonen", "order": order, "slug": "wonen", "icon": "home"},
        )

        assert response.status_code in {200, 302}, order
    assert Portfolio.objects.get().name
