"""The screens for vacancies and candidates: who sees them, and every mistake in words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from association.memberships.actions.vacancies import nominate
from association.memberships.models import Candidate, Post, Vacancy
from association.memberships.pages import BodyPage
from association.organizations.models import Organization
from association.people.models import Person
from home.actions import SiteSetUp
from tests.factories.applying import START, TODAY, person_for, read, sitting
from tests.factories.posting import staff_client
from tests.factories.register import make_body, make_membership, make_person, make_post
from tests.factories.vacancies import make_candidate, make_committee, make_vacancy


def test_screens_cost_the_same_with_many_candidates(
    vdg: SiteSetUp, index: Any, chief: Client, town: Organization, statements: Callable[[], Any]
) -> None:
    vacancy = make_vacancy(vdg, make_post(make_body(vdg.association)))
    screens = [reverse("vacancies"), reverse("vacancy", args=[vacancy.pk])]
    counts: list[list[int]] = []

    for number in (1, 1, 29, 500):
        for place in range(number):
            person = person_for(f"Naam{place}") if place < 5 else None
            make_candidate(vacancy, municipality=town, person=person)
            if number < 500:
                make_membership(make_post(make_body(vdg.association)), None, "2024-01-01")
                make_vacancy(vdg)
        counts.append([])
        for address in screens:
            with statements() as found:
                assert chief.get(address).status_code == 200
            counts[-1].append(len(found))

    assert counts[1] == counts[2] == counts[3]
    assert read(chief.get(screens[1])).find(id="kandidaten").get_text() == "Kandidaten (531)"


SCREENS = ("change_vacancy", "vacancy_outcome", "erase_candidates")
OF_CANDIDATE = ("candidate", "nominate_candidate", "appoint_candidate", "erase_candidate")


@pytest.mark.parametrize(
    ("group", "status"),
    [
        ("VDG beheer", 200), ("VDG eindredactie", 200), ("VDG redactie", 403), ("VDG procesregie", 403),
        ("VGG eindredactie", 403),
    ],
)  # fmt: skip
def test_only_who_may_change_seats_sees_candidates(
    vdg: SiteSetUp, vgg: SiteSetUp, index: Any, group: str, status: int
) -> None:
    vacancy = make_vacancy(vdg)
    candidate = make_candidate(vacancy, "A. Geheim")
    client = staff_client("iemand", group)

    forms = [reverse("new_vacancy", args=[make_committee(vdg).pk])]
    forms += [reverse(name, args=[vacancy.pk]) for name in SCREENS]
    forms += [reverse(name, args=[candidate.pk]) for name in OF_CANDIDATE]
    seen = {client.get(address).status_code for address in [*forms, reverse("vacancy", args=[vacancy.pk])]}
    # Erasing needs no more than the button.
    sent = {client.post(address).status_code for address in forms if status != 200 or "wissen" not in address}
    listed = client.get(reverse("vacancies"))

    # Wagtail's own answer to who may not: back to the dashboard.
    refused = {302, 403}
    assert seen | sent <= ({200} if status == 200 else refused)
    assert ("Geheim" in listed.content.decode(), Candidate.objects.get().erased_at) == (False, None)
    assert (vacancy.title in listed.content.decode()) == (status == 200)


def test_candidates_are_shown_to_nobody_on_the_site(vdg: SiteSetUp, index: Any, client: Client) -> None:
    vacancy = make_vacancy(vdg)
    make_candidate(vacancy, "A. Geheim", motivation="Geheim", office="Geheim", email="geheim@example.org")

    for address in ("/", "/organisatie/", START, f"{START}{vacancy.slug}/", f"{START}feed/", "/zoeken/?q=geheim"):
        assert "geheim@" not in client.get(address).content.decode(), address
        assert "Geheim" not in client.get(address).content.decode(), address


@pytest.mark.parametrize("number", ["9" * 20, "0", "123456"])
def test_numbers_that_name_nothing_are_not_found(vdg: SiteSetUp, chief: Client, number: str) -> None:
    for path in ("vng-kandidaten/{}/", "vng-kandidaten/{}/wissen/", "kandidaat/{}/", "functie/{}/vacature/"):
        assert chief.get(f"/beheer/wie-zit-waar/{path.format(number)}").status_code == 404, path


def test_no_body_and_no_page_takes_the_address_of_the_vacancies(vdg: SiteSetUp, index: Any) -> None:
    body = make_body(vdg.association)
    client = staff_client("baas", "VDG beheer")
    messages = []
    for slug in ("vdg-vacatures", "personen", "gemeenten"):
        answer = client.post(
            reverse("organisaties:edit", args=[body.pk]),
            {"name": "Vacatures", "slug": slug, "classification": body.classification},
        )
        messages.append(answer.context["form"].errors.get("slug", [""])[0])
    organization = make_body(vdg.association)

    for slug, refused in (("vacatures", True), ("personen", True), ("werkgroep", False)):
        candidate = BodyPage(title="X", slug=slug, organization=organization)
        if refused:
            with pytest.raises(ValidationError, match="van de site zelf"):
                candidate.check_place(index)
        else:
            candidate.check_place(index)

    assert messages == ["Dit adres is van de site zelf. Kies een ander."] * 3


def test_seat_of_another_association_in_a_shared_body_has_its_own_vacancy(
    vdg: SiteSetUp, vgg: SiteSetUp, chief: Client
) -> None:
    theirs = make_committee(vgg)
    ours = make_post(theirs.organization, for_whom=vdg.association)

    assert chief.get(reverse("new_vacancy", args=[ours.pk])).status_code == 200
    assert chief.get(reverse("new_vacancy", args=[theirs.pk])).status_code in {302, 403}


def test_second_vacancy_for_a_seat_leads_to_the_first(vdg: SiteSetUp, post: Post, chief: Client) -> None:
    vacancy = make_vacancy(vdg, post, status="draft")

    answer = chief.post(reverse("new_vacancy", args=[post.pk]), {"title": "Nog een"})

    assert answer.headers["location"] == reverse("vacancy", args=[vacancy.pk])
    assert Vacancy.objects.count() == 1


def test_draft_goes_on_the_site_or_away(vdg: SiteSetUp, post: Post, chief: Client) -> None:
    vacancy = make_vacancy(vdg, post, status="draft")
    form = {"title": "Lid", "profile": "null", "first_day": str(TODAY()), "last_day": "31-12-2030", "wanted": "1"}

    chief.post(reverse("change_vacancy", args=[vacancy.pk]), {**form, "then": "draft"})
    first = Vacancy.objects.get().status
    chief.post(reverse("change_vacancy", args=[vacancy.pk]), {**form, "then": "open"})
    second = Vacancy.objects.get().status
    chief.post(reverse("drop_vacancy", args=[vacancy.pk]))

    assert (first, second, Vacancy.objects.count()) == ("draft", "open", 1)
    Vacancy.objects.update(status="draft")
    chief.post(reverse("drop_vacancy", args=[vacancy.pk]))
    assert not Vacancy.objects.exists()


def test_advice_is_kept_until_the_nomination(vdg: SiteSetUp, post: Post, chief: Client) -> None:
    vacancy = make_vacancy(vdg, post)
    candidate = make_candidate(vacancy)
    address = reverse("candidate", args=[candidate.pk])

    chief.post(address, {"status": "advised", "note": "Past goed."})
    candidate.refresh_from_db()
    nominate(candidate=candidate, person=person_for(), day=TODAY(), user=None)
    late = chief.post(address, {"status": "not_advised", "note": ""})
    wrong = chief.post(address, {"status": "appointed", "note": ""})

    assert (candidate.status, candidate.advice_note) == ("advised", "Past goed.")
    assert late.context["form"].non_field_errors() == ["Dit kan niet meer met deze kandidaat: voorgedragen."]
    assert wrong.context["form"].errors["status"]


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"name": ""}, "name", "verplicht"),
        ({"name": "???"}, "name", "is geen naam"),
        ({"day": "31-11-2026"}, "day", "geen bestaande datum"),
        ({"day": "mei 2026"}, "day", "Schrijf de hele dag"),
    ],
)
@pytest.mark.parametrize("screen", ["nominate_candidate", "appoint_candidate"])
def test_mistakes_in_a_nomination_change_nothing(
    vdg: SiteSetUp, post: Post, chief: Client, screen: str, fields: dict[str, str], field: str, words: str
) -> None:
    candidate = make_candidate(make_vacancy(vdg, post))

    answer = chief.post(reverse(screen, args=[candidate.pk]), {"name": "J. Smid", "day": "1-11-2026", **fields})

    assert words in " ".join(answer.context["form"].errors[field])
    assert not Person.objects.exists()
    assert sitting(post) == [("vacature", "")]


def test_refused_appointment_makes_no_person(vdg: SiteSetUp, chief: Client) -> None:
    post = make_committee(vdg)
    make_membership(post, make_person("Bakker"), "2020-01-01")
    candidate = make_candidate(make_vacancy(vdg, post))

    answer = chief.post(reverse("appoint_candidate", args=[candidate.pk]), {"name": "J. Smid", "day": str(TODAY())})

    assert "A. Bakker" in answer.context["form"].non_field_errors()[0]
    assert [person.family_name for person in Person.objects.all()] == ["Bakker"]


def test_outcome_is_recorded_on_a_screen(vdg: SiteSetUp, post: Post, chief: Client) -> None:
    vacancy = make_vacancy(vdg, post)
    address = reverse("vacancy_outcome", args=[vacancy.pk])

    wrong = chief.post(address, {"status": "appointed", "day": "31-11-2026"})
    chief.post(address, {"status": "withdrawn", "day": str(TODAY()), "outcome": "Niet nodig."})
    again = chief.post(address, {"status": "not_appointed", "day": str(TODAY())})

    vacancy.refresh_from_db()
    assert set(wrong.context["form"].errors) == {"status", "day"}
    assert (vacancy.status, vacancy.outcome) == ("withdrawn", "Niet nodig.")
    assert again.context["form"].non_field_errors() == ["Deze vacature is afgerond: ingetrokken."]


def test_text_of_candidates_and_editors_stays_text_in_the_admin(vdg: SiteSetUp, index: Any, chief: Client) -> None:
    evil = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
    vacancy = make_vacancy(vdg, title=evil, advice_by=evil, outcome=evil, profile=f"<p>{escape(evil)}</p>")
    candidate = make_candidate(vacancy, evil, office=evil, phone=evil[:30], motivation=evil, advice_note=evil)

    for name, key in [*((name, vacancy.pk) for name in SCREENS), *((name, candidate.pk) for name in OF_CANDIDATE)]:
        found = read(chief.get(reverse(name, args=[key])))
        assert not [tag for tag in found.find_all("img") if tag.get("onerror")], name
        assert not [tag for tag in found.find_all("script") if (tag.string or "").strip() == "alert(1)"], name
    for address in (reverse("vacancies"), reverse("vacancy", args=[vacancy.pk])):
        assert not [tag for tag in read(chief.get(address)).find_all("img") if tag.get("onerror")]
    Vacancy.objects.update(profile=f"<p>{evil}</p>")
    public = read(Client(headers={"host": "localhost"}).get(f"{START}{vacancy.slug}/"))
    assert not [tag for tag in public.find_all("img") if tag.get("onerror")]
