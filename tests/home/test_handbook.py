"""The handbook in the admin: every chapter, its links and its pictures."""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import get_resolver, reverse
from wagtail.models import get_page_models

from home.actions import SiteSetUp
from home.handbook import FORMS, SCREENS, chapters, explains, picture_path
from tests.factories.content import make_news, make_page
from tests.factories.posting import staff_client


def test_every_chapter_shows_and_its_links_and_pictures_exist(vdg: SiteSetUp) -> None:
    client = staff_client("redacteur", "VDG redactie")
    found = chapters()
    names = {item.name for item in found}

    answers = {item.name: client.get(reverse("handbook", args=[item.name])) for item in found}
    links = {link for item in found for link in re.findall(r'href="/beheer/handleiding/([\w-]+)/', item.html)}
    pictures = {link for item in found for link in re.findall(r'src="/beheer/handleiding/beelden/([^"]+)"', item.html)}

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(names, 200)
    assert links <= names | {"index"}
    assert [name for name in pictures if picture_path(name) is None] == []
    assert all("<img" not in item.html or 'alt=""' not in item.html for item in found)


@pytest.mark.parametrize(
    ("name", "chapter"),
    [
        ("wagtailadmin_home", "aan-de-slag"), ("review_ask", "meelezen"), ("review_refused", "meelezen"),
        ("recycle_bin_place", "verwijderen-en-terughalen"), ("wagtailadmin_pages:move_confirm", "verwijderen-en-terughalen"),
        ("quality_links", "kwaliteit"), ("wagtailadmin_reports:site_history", "kwaliteit"), ("name_version", "pagina-maken"),
        ("import_document", "publicaties"), ("reeksen:edit", "publicaties"), ("portefeuilles:edit", "portefeuilles"),
        ("dossiers:edit", "portefeuilles"), ("dossier_result", "portefeuilles"),
        ("wagtailsettings:edit", "instellingen-van-de-site"), ("wagtailimages:edit", "beelden-en-bestanden"),
        ("person_seats", "personen"), ("personen:edit", "personen"), ("seats_watch", "wie-zit-waar"),
        ("vacancies", "vng-kandidaten"), ("new_vacancy", "vng-kandidaten"), ("appoint_candidate", "vng-kandidaten"),
        ("activities", "activiteiten"), ("activity", "activiteiten"), ("activity_texts", "activiteiten"),
        ("activities_round", "activiteiten"), ("adopt_edition", "versies"), ("edition_withdraw", "versies"),
        ("subscriber", "abonnees"), ("import_subscribers_report", "abonnees"), ("verzendlijsten:edit", "abonnees"),
        ("sign_ups", "aanmeldingen"), ("edit_sign_up", "aanmeldingen"), ("agenda", "vergaderdata"),
        ("agenda_plan", "vergaderdata"), ("vakanties:edit", "vergaderdata"), ("begrippen:edit", "begrippen"),
        ("terms_import", "begrippen"), ("unexplained", "begrippen"), ("system", "index"),
    ],
)  # fmt: skip
def test_screen_has_its_chapter(name: str, chapter: str) -> None:
    request = SimpleNamespace(resolver_match=SimpleNamespace(view_name=name, kwargs={}))

    assert explains(request) == chapter  # type: ignore[arg-type]  # only the match is read


def test_help_menu_leads_to_the_chapter_of_the_form(vdg: SiteSetUp) -> None:
    page, item = make_page(vdg.home), make_news(vdg)
    client = staff_client()

    html = [client.get(reverse("wagtailadmin_pages:edit", args=[one.pk])).content.decode() for one in (page, item)]

    assert "/beheer/handleiding/pagina-maken/" in html[0]
    assert "/beheer/handleiding/nieuws-plaatsen/" in html[1]


def test_every_rule_fits_a_screen_and_a_chapter() -> None:
    addresses = {name for name, _ in screen_names(get_resolver())}

    assert [pattern for pattern, _ in SCREENS if not any(re.fullmatch(pattern, name) for name in addresses)] == []
    assert {name for _, name in SCREENS} | {*FORMS.values()} <= {item.name for item in chapters()}
    assert set(FORMS) <= {kind._meta.model_name for kind in get_page_models()}


def screen_names(resolver: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """The names of all addresses, with those of what they stand in."""
    for found in resolver.url_patterns:
        if hasattr(found, "url_patterns"):
            yield from screen_names(found, f"{above}{found.namespace}:" if found.namespace else above)
        else:
            yield f"{above}{found.name}", found


@pytest.mark.parametrize("name", ["../index", "geen", "..%2findex"])
def test_nothing_but_chapters_is_shown(vdg: SiteSetUp, name: str) -> None:
    assert staff_client().get(f"/beheer/handleiding/{name}/").status_code == 404


def test_pictures_are_for_staff(vdg: SiteSetUp, client: object) -> None:
    address = reverse("handbook_picture", args=["beheer.webp"])

    shown = staff_client("redacteur", "VDG redactie").get(address)

    assert shown["Content-Type"] == "image/webp"
    assert shown.getvalue().startswith(b"RIFF")
    assert staff_client("raadslid", "VDG raadsleden").get(address).status_code in {302, 403}
    assert staff_client("tweede").get(reverse("handbook_picture", args=["..%2f..%2fhome.webp"])).status_code == 404
