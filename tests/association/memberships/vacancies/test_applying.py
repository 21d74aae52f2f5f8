"""The form with which people apply, and the mail that follows."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from association.memberships.actions.vacancies import MOST_IN_AN_HOUR, VacancyBusy
from association.memberships.mail import MOST_TRIES, send_candidate_mail
from association.memberships.models import Candidate
from association.memberships.pages import OrganizationIndexPage
from association.organizations.models import Organization
from home.actions import SiteSetUp, ensure_child
from tests.factories.applying import START, answers, read, send
from tests.factories.content import make_page, make_vdg, restrict
from tests.factories.odd import BLANK, ODD
from tests.factories.vacancies import make_candidate, make_town, make_vacancy


def test_application_is_kept_and_mailed_once(vdg: SiteSetUp, index: Any, town: Organization) -> None:
    vacancy = make_vacancy(vdg, title="Lid\u2028commissie")

    response = send(vacancy, answers(town, motivation="Regel 1\nRegel 2 & <b>"))
    numbers = [send_candidate_mail(), send_candidate_mail()]

    assert (response.status_code, response.cookies.keys()) == (302, set())
    row = Candidate.objects.get()
    assert (row.name, row.municipality, row.email) == ("mw. J. Achternaam", town, "jo@example.org")
    assert numbers == [1, 0]
    assert [(message.to, message.reply_to) for message in mail.outbox] == [
        (["jo@example.org"], ["bureau@example.org"]),
        (["bureau@example.org"], []),
    ]
    assert "Regel 2 & <b>" in mail.outbox[0].body
    assert "Regel 2" not in mail.outbox[1].body
    assert reverse("vacancy", args=[vacancy.pk]) in mail.outbox[1].body


def test_second_application_of_the_same_address_changes_nothing_and_says_the_same(
    vdg: SiteSetUp, index: Any, town: Organization
) -> None:
    vacancy = make_vacancy(vdg)

    first = send(vacancy, answers(town))
    second = send(vacancy, answers(town, email="JO@example.org", name="Iemand anders"))
    send_candidate_mail()

    assert (first.status_code, first.headers["location"]) == (second.status_code, second.headers["location"])
    assert [row.name for row in Candidate.objects.all()] == ["mw. J. Achternaam"]
    assert len(mail.outbox) == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_form_that_is_sent_six_times_at_once_is_kept_once() -> None:
    setup = make_vdg()
    vacancy, town = make_vacancy(setup), make_town(setup)
    ensure_child(setup.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")

    def work(_: int) -> int:
        try:
            return int(send(vacancy, answers(town)).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        codes = list(pool.map(work, range(6)))

    assert (codes, Candidate.objects.count()) == ([302] * 6, 1)


def test_more_applications_than_people_send_are_refused(vdg: SiteSetUp, index: Any, town: Organization) -> None:
    vacancy = make_vacancy(vdg)
    for number in range(MOST_IN_AN_HOUR):
        make_candidate(vacancy, email=f"{number}@example.org")

    refused = send(vacancy, answers(town))
    Candidate.objects.update(at=timezone.now() - timedelta(hours=2))
    kept = send(vacancy, answers(town))

    assert (refused.status_code, "te veel aanmeldingen" in refused.content.decode()) == (200, True)
    assert kept.status_code == 302
    with pytest.raises(VacancyBusy):
        raise VacancyBusy


def test_robot_in_the_trap_is_thanked_and_forgotten(vdg: SiteSetUp, index: Any, town: Organization) -> None:
    response = send(make_vacancy(vdg), answers(town, website="https://spam.example"))

    assert (response.status_code, Candidate.objects.count()) == (302, 0)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 302),
        ({"origin": "http://localhost"}, 302),
        ({"x-nothing": "1"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://vgg.localhost"}, 403),
    ],
)
def test_form_must_come_from_this_very_site(
    vdg: SiteSetUp, index: Any, town: Organization, headers: dict[str, str], status: int
) -> None:
    response = send(make_vacancy(vdg), answers(town), **headers)

    assert (response.status_code, Candidate.objects.count()) == (status, int(status == 302))


def test_mistakes_stand_beside_their_fields_and_the_text_is_kept(
    vdg: SiteSetUp, index: Any, town: Organization
) -> None:
    vacancy = make_vacancy(vdg)
    wrong = answers(town, name=" ", email="geen adres", municipality="", agreed="", motivation="x" * 3001)

    response = send(vacancy, wrong)

    page_read = read(response)
    fields = {name: page_read.find(attrs={"name": name}) for name in answers(town)}
    assert {name for name, tag in fields.items() if tag.get("aria-invalid") == "true"} == {
        "name", "email", "municipality", "agreed", "motivation",
    }  # fmt: skip
    assert page_read.title.get_text().startswith("Fout: ")
    assert "Vul in: naam." in page_read.get_text()
    assert "Kruis aan dat u akkoord gaat." in page_read.get_text()
    assert fields["motivation"].get_text().strip() == "x" * 3001
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert page_read.select_one("form[method=post]")["action"] == f"{START}{vacancy.slug}/aanmelden/"
    assert not Candidate.objects.exists()


def test_odd_values_are_kept_or_refused(vdg: SiteSetUp, index: Any, town: Organization) -> None:
    vacancy = make_vacancy(vdg)
    names = list(answers(town))

    for number, text in enumerate(ODD.values()):
        found = send(vacancy, answers(town, motivation=text, name=text, email=f"{number}@example.org"))
        row = Candidate.objects.order_by("pk").last()
        assert found.status_code == 302, text
        assert row is not None
        assert row.motivation == text.strip(), text
    kept = Candidate.objects.count()
    for value in [*ODD.values(), *BLANK, "a\0b", "1" + "0" * 20, "-1", "x" * 256, "x" * 100_000]:
        found = send(vacancy, dict.fromkeys(names, value))
        assert found.status_code == 200, value[:20]
    for blank in BLANK:
        assert send(vacancy, answers(town, name=blank)).status_code == 200
        assert send(vacancy, answers(town, motivation=blank)).status_code == 200
    assert Candidate.objects.count() == kept


def test_header_in_an_answer_reaches_nobody_else(vdg: SiteSetUp, index: Any, town: Organization) -> None:
    vacancy = make_vacancy(vdg)

    refused = send(vacancy, answers(town, email="jo@example.org\r\nBcc: evil@example.org"))
    send(vacancy, answers(town, name="Jo\r\nBcc: evil@example.org"))
    send_candidate_mail()

    assert refused.status_code == 200
    assert {tuple(message.recipients()) for message in mail.outbox} == {("jo@example.org",), ("bureau@example.org",)}
    assert Candidate.objects.get().name == "Jo Bcc: evil@example.org"


def test_mail_that_fails_is_tried_again_until_it_makes_no_sense(
    vdg: SiteSetUp, index: Any, town: Organization, settings: Any
) -> None:
    send(make_vacancy(vdg), answers(town))
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )

    failed = send_candidate_mail()
    row = Candidate.objects.get()
    settings.EMAIL_BACKEND = working

    assert (failed, row.tries, row.confirmed_at) == (0, 1, None)
    assert row.next_try_at > timezone.now()
    Candidate.objects.update(next_try_at=timezone.now(), tries=MOST_TRIES)
    assert send_candidate_mail() == 0
    Candidate.objects.update(tries=3)
    assert (send_candidate_mail(), len(mail.outbox)) == (1, 2)


def test_form_that_comes_too_late_says_so_and_keeps_nothing(vdg: SiteSetUp, index: Any, town: Organization) -> None:
    vacancy = make_vacancy(vdg, closes_at=timezone.now() - timedelta(seconds=1))

    response = send(vacancy, answers(town))

    assert response.status_code == 200
    assert "Uw aanmelding is niet bewaard" in response.content.decode()
    assert not read(response).select("form[method=post]")
    assert not Candidate.objects.exists()


def test_addresses_of_the_form_answer_by_the_rules(vdg: SiteSetUp, vgg: SiteSetUp, index: Any, client: Client) -> None:
    vacancy = make_vacancy(vdg)
    ensure_child(vgg.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")
    there = f"{START}{vacancy.slug}/"

    got = client.get(f"{there}aanmelden/")

    assert (got.status_code, got.headers["location"]) == (302, there)
    assert client.get(f"{START}niets/").status_code == 404
    assert client.get(f"{START}niets/aanmelden/").status_code == 404
    assert client.get("/elders/vacatures/iets/aanmelden/").status_code == 404
    make_page(vdg.home, slug="hier")
    assert client.get("/hier/").status_code == 200
    assert client.get("/hier/vacatures/iets/aanmelden/").status_code == 404
    assert client.put(f"{there}aanmelden/").status_code in {403, 405}
    other = Client(headers={"host": "vgg.localhost"})
    assert other.get(there).status_code == 404
    assert send(vacancy, {}, host="vgg.localhost").status_code == 404


def test_locked_overview_takes_no_applications(vdg: SiteSetUp, index: Any, town: Organization, client: Client) -> None:
    vacancy = make_vacancy(vdg)
    restrict(index)

    assert client.get(f"{START}{vacancy.slug}/").status_code != 200
    assert send(vacancy, answers(town)).status_code != 200
    assert client.get("/").context["open_seats"] == []
    assert not Candidate.objects.exists()
