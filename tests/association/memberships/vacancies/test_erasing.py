"""What candidates wrote is erased in time, or when asked."""

from datetime import timedelta
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from association.memberships.actions.vacancies import appoint_candidate, erase, erase_due, nominate
from association.memberships.mail import send_candidate_mail
from association.memberships.models import Candidate, Post
from home.actions import SiteSetUp
from tests.factories.applying import TODAY, person_for, sitting
from tests.factories.vacancies import make_candidate, make_town, make_vacancy


def test_candidates_are_forgotten_after_the_term(vdg: SiteSetUp) -> None:
    now = timezone.now()
    found = {}
    for name, decided, closed in (
        ("89 dagen", 89, 100), ("90 dagen", 90, 100), ("geen uitslag", None, 364), ("nooit uitslag", None, 366),
    ):  # fmt: skip
        vacancy = make_vacancy(
            vdg,
            closes_at=now - timedelta(days=closed),
            decided_on=TODAY() - timedelta(days=decided) if decided else None,
            status="not_appointed" if decided else "open",
        )
        found[name] = make_candidate(vacancy, municipality=make_town(vdg), advice_note="x", phone="06")

    numbers = [erase_due(), erase_due()]

    rows = {name: Candidate.objects.get(pk=row.pk) for name, row in found.items()}
    assert numbers == [2, 0]
    assert {name for name, row in rows.items() if row.erased_at} == {"90 dagen", "nooit uitslag"}
    gone = rows["90 dagen"]
    assert (gone.name, gone.office, gone.email, gone.phone, gone.motivation, gone.advice_note, gone.municipality) == (
        "", "", "", "", "", "", None,
    )  # fmt: skip
    assert rows["89 dagen"].name


def test_button_erases_one_or_all_after_asking(vdg: SiteSetUp, post: Post, chief: Client) -> None:
    vacancy = make_vacancy(vdg, post)
    first, second, third = (make_candidate(vacancy) for _ in range(3))
    one, every = reverse("erase_candidate", args=[first.pk]), reverse("erase_candidates", args=[vacancy.pk])

    asked = chief.get(one).content.decode()
    untouched = Candidate.objects.filter(erased_at=None).count()
    chief.post(one)
    after_one = set(Candidate.objects.exclude(erased_at=None))
    chief.post(every)

    assert first.name in asked
    assert second.name not in asked
    assert (untouched, after_one) == (3, {first})
    assert not Candidate.objects.filter(erased_at=None).exists()
    assert third.name not in chief.get(reverse("vacancy", args=[vacancy.pk])).content.decode()


def test_erased_candidates_are_mailed_no_more(vdg: SiteSetUp, index: Any) -> None:
    vacancy = make_vacancy(vdg)
    make_candidate(vacancy)
    erase(candidates=vacancy.candidates.all())

    assert (send_candidate_mail(), mail.outbox) == (0, [])


def test_nominated_candidate_can_be_appointed_after_erasing(vdg: SiteSetUp, post: Post) -> None:
    vacancy = make_vacancy(vdg, post)
    candidate, person = make_candidate(vacancy, "J. Achternaam"), person_for()
    nominate(candidate=candidate, person=person, day=TODAY(), user=None)
    erase(candidates=vacancy.candidates.all())

    appoint_candidate(candidate=candidate, person=person, day=TODAY(), user=None)

    assert sitting(post) == [("J. Achternaam", "appointed")]
