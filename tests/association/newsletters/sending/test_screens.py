"""The screens about mailings: numbers that add up, buttons, and who sees what."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from association.newsletters.models import Delivery, Mailing, SenderMark, SenderSettings, Subscriber, Subscription
from association.newsletters.rules.terms import DELIVERIES_KEPT
from association.newsletters.sending import release
from association.newsletters.sending.progress import Progress
from association.newsletters.subscribing.erasing import erase
from association.newsletters.subscribing.keeping import forget_readers
from association.newsletters.views import mailings
from home.actions import SiteSetUp
from tests.factories.mailings import make_list, make_mailing, make_newsletter, make_reader, make_readers
from tests.factories.staff import staff_client

CHIEF = "VDG eindredactie"
State = Delivery.State


@pytest.fixture
def mailing(vdg: SiteSetUp) -> Mailing:
    """A mailing to three readers, and one who was left out."""
    one = make_list(vdg)
    for name in ("Jikke", "Wubbe", "Geesje"):
        make_reader(vdg, one, name=name)
    make_reader(vdg, one, name="Roelof", state=Subscription.State.PENDING)
    return make_mailing(vdg, one, title="Nieuws uit de raad")


def text_of(response: HttpResponse) -> str:
    """The words of a screen."""
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())  # type: ignore[union-attr]


def at(mailing: Mailing) -> str:
    """The address of its screen."""
    return reverse("mailing", args=[mailing.pk])


def bring(mailing: Mailing, *states: str) -> list[Delivery]:
    """Let the deliveries that wait stand in these states."""
    rows = list(mailing.deliveries.filter(state=State.QUEUED).order_by("pk"))
    for row, state in zip(rows, states, strict=True):
        Delivery.objects.filter(pk=row.pk).update(state=state, answer="451 later" if state == State.FAILED else "")
    return rows


def test_words_tell_what_is_the_case() -> None:
    progress = Progress({"sent": 409, "soft": 2, "hard": 1, "uncertain": 3, "failed": 2, "excluded": 9}, {"paused": 9})

    assert progress.words == "verzonden naar 412, 3 onzeker, 2 mislukt, 3 teruggekomen"
    assert (progress.candidates, progress.prepared, progress.excluded, progress.percent) == (426, 417, 9, 100)


def test_numbers_add_up_on_the_screen(mailing: Mailing) -> None:
    bring(mailing, State.SENT, State.UNCERTAIN, State.QUEUED)

    response = staff_client(CHIEF).get(at(mailing))

    words = text_of(response)
    assert "Verzonden naar 1, 1 wacht nog, 1 onzeker." in words
    assert "Gevonden: 4. Daarvan krijgen 3 de mail, en worden er 1 overgeslagen." in words
    assert "Nog niet bevestigd" in words
    assert "Verzendoverzicht" in words
    assert "Verzendoverzicht" in BeautifulSoup(response.content, "html.parser").title.get_text()  # type: ignore[union-attr]


def test_screen_refreshes_while_it_is_sent_but_takes_no_ticks_away(mailing: Mailing) -> None:
    chief, editor = staff_client(CHIEF), staff_client("VDG redactie")
    quiet = chief.get(at(mailing))
    bring(mailing, State.SENT, State.UNCERTAIN, State.QUEUED)

    with_ticks, without = chief.get(at(mailing)), editor.get(at(mailing))

    assert (quiet["Refresh"], without["Refresh"], "Refresh" in with_ticks) == ("15", "15", False)
    assert "ververst zichzelf elke 15 seconden" in text_of(quiet)
    assert "Laad de pagina opnieuw" in text_of(with_ticks)


def test_all_names_can_be_paged_through(vdg: SiteSetUp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailings, "NAMES_ON_A_PAGE", 3)
    one = make_list(vdg)
    readers = make_readers(vdg, one, 8)
    mailing = make_mailing(vdg, one)
    mailing.deliveries.update(state=State.FAILED)
    mailing.deliveries.filter(subscriber=readers[0]).update(state=State.UNCERTAIN)
    client, address, seen = staff_client(CHIEF), at(mailing), set()

    for _ in range(3):
        main = BeautifulSoup(client.get(address).content, "html.parser").main
        assert main is not None
        seen |= {reader.email for reader in readers if reader.email in main.get_text()}
        assert len(main.select('[name="delivery"]')) <= 4
        further = [link["href"] for link in main.select("nav a") if link.get_text() == "Volgende"]
        address = at(mailing) + str(further[0]) if further else ""

    assert (seen, address) == ({reader.email for reader in readers}, "")
    answer = client.post(at(mailing) + "?failed=2", {"step": "again", "delivery": ["0"]})
    assert answer["Location"].endswith("?failed=2")


def test_screen_stands_still_when_nothing_is_sent(mailing: Mailing) -> None:
    client = staff_client(CHIEF)
    for state in (Mailing.State.PAUSED, Mailing.State.DONE, Mailing.State.SCHEDULED):
        Mailing.objects.update(state=state)

        assert "Refresh" not in client.get(at(mailing))


def test_steps_are_taken_from_the_screen(mailing: Mailing) -> None:
    client = staff_client(CHIEF)
    for step, state in (("pause", "paused"), ("resume", "sending"), ("stop", "stopped")):
        response = client.post(at(mailing), {"step": step})

        mailing.refresh_from_db()
        assert (response.status_code, mailing.state) == (302, state)


def test_step_pressed_twice_says_so(mailing: Mailing) -> None:
    client = staff_client(CHIEF)
    client.post(at(mailing), {"step": "pause"})

    response = client.post(at(mailing), {"step": "pause"}, follow=True)

    assert "valt er niets te pauzeren" in response.content.decode()


def test_planned_mailing_is_taken_back(vdg: SiteSetUp) -> None:
    one = make_list(vdg)
    make_reader(vdg, one)
    mailing = make_mailing(vdg, one, send_at=timezone.now() + timedelta(hours=5))

    response = staff_client(CHIEF).post(at(mailing), {"step": "cancel"})

    assert response["Location"] == reverse("mailings")
    assert not Mailing.objects.exists()


def test_uncertain_readers_are_named_and_get_it_when_asked(mailing: Mailing) -> None:
    rows = bring(mailing, State.SENT, State.UNCERTAIN, State.FAILED)
    Mailing.objects.update(state=Mailing.State.DONE)
    client = staff_client(CHIEF)
    words = text_of(client.get(at(mailing)))
    assert "Jikke" not in words
    assert "Wubbe, " in words
    assert "Geesje, " in words
    assert "451 later" in words

    client.post(at(mailing), {"step": "again", "delivery": [rows[1].pk, rows[0].pk]})

    mailing.refresh_from_db()
    found = dict(mailing.deliveries.values_list("pk", "state"))
    assert [found[row.pk] for row in rows] == [State.SENT, State.QUEUED, State.FAILED]
    assert mailing.state == Mailing.State.SENDING


def test_unsubscriptions_after_a_mailing_are_counted(mailing: Mailing) -> None:
    rows = bring(mailing, State.SENT, State.SENT, State.QUEUED)
    moments = (timezone.now(), timezone.now() + timedelta(days=15), timezone.now())
    for row, moment in zip(rows, moments, strict=True):
        Subscription.objects.filter(pk=row.subscription_id).update(state="ended", ended_at=moment)

    assert "Afgemeld na deze mail 1" in text_of(staff_client(CHIEF).get(at(mailing)))


def test_number_of_unsubscriptions_stays_when_readers_are_forgotten(mailing: Mailing) -> None:
    rows = bring(mailing, State.SENT, State.SENT, State.SENT)
    Subscription.objects.filter(pk__in=[row.subscription_id for row in rows[:2]]).update(
        state="ended", ended_at=timezone.now()
    )
    client = staff_client(CHIEF)
    for row in (rows[0], rows[2]):
        erase(subscriber=Subscriber.objects.get(pk=row.subscriber_id), channel="voorkeuren")
    erased = text_of(client.get(at(mailing)))
    Mailing.objects.update(state=Mailing.State.DONE, finished_at=timezone.now() - 2 * DELIVERIES_KEPT)
    forget_readers()

    later = text_of(client.get(at(mailing)))

    assert not Delivery.objects.exclude(subscriber=None).exists()
    for words in (erased, later):
        assert "Afgemeld na deze mail 2" in words
        assert "Verzonden naar 3." in words
        assert "worden er 1 overgeslagen" in words


def test_nobody_is_sent_again_without_choosing(mailing: Mailing) -> None:
    bring(mailing, State.UNCERTAIN, State.SENT, State.SENT)

    response = staff_client(CHIEF).post(at(mailing), {"step": "again", "delivery": ["x", "9" * 30]}, follow=True)

    assert "Kruis eerst aan" in response.content.decode()


def test_editor_sees_numbers_but_no_names_and_no_buttons(mailing: Mailing) -> None:
    bring(mailing, State.SENT, State.UNCERTAIN, State.QUEUED)
    client = staff_client("VDG redactie")

    words = text_of(client.get(at(mailing)))

    assert "1 onzeker" in words
    assert "Wubbe" not in words
    assert "Pauzeer" not in words
    assert client.post(at(mailing), {"step": "pause"}).status_code in {302, 403}
    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.SENDING


def test_editor_does_not_see_what_the_mail_server_said(mailing: Mailing) -> None:
    Mailing.objects.update(state=Mailing.State.PAUSED, notice="De mailserver weigert onze mail: 550 nee")

    assert "550 nee" in text_of(staff_client(CHIEF).get(at(mailing)))
    assert "550 nee" not in text_of(staff_client("VDG redactie").get(at(mailing)))


def test_mailings_of_another_association_are_not_there(mailing: Mailing, vgg: SiteSetUp) -> None:
    client = staff_client("VGG eindredactie", host="vgg.localhost")

    assert "Nieuws uit de raad" not in client.get(reverse("mailings")).content.decode()
    client.get(at(mailing))
    client.post(at(mailing), {"step": "stop"})

    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.SENDING


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_for_many(vdg: SiteSetUp, statements: Any, number: int) -> None:
    one = make_list(vdg)
    make_reader(vdg, one)
    newsletter = make_newsletter(vdg)
    for _ in range(number):
        make_mailing(vdg, one, newsletter=newsletter)
    client = staff_client(CHIEF)
    client.get(reverse("mailings"))

    with statements() as found:
        response = client.get(reverse("mailings"))

    assert text_of(response).count("1 wacht nog") == number
    deliveries = [sql for sql in found if "association_delivery" in sql]
    mailings = [sql for sql in found if 'FROM "association_mailing"' in sql]
    assert (len(deliveries), len(mailings)) == (1, 2)


def test_welcome_mails_have_a_list_of_their_own(mailing: Mailing) -> None:
    Mailing.objects.create(
        association=mailing.association, newsletter=mailing.newsletter, subject="Welkom bij ons", sender=mailing.sender,
        root_url=mailing.root_url,
    )  # fmt: skip
    client = staff_client(CHIEF)

    issues, welcome = (text_of(client.get(reverse("mailings"), asked)) for asked in ({}, {"soort": "welkom"}))

    assert ("Nieuws uit de raad" in issues, "Welkom bij ons" in issues) == (True, False)
    assert ("Nieuws uit de raad" in welcome, "Welkom bij ons" in welcome) == (False, True)


def test_copy_says_that_it_is_silent_and_is_released(mailing: Mailing) -> None:
    SenderMark.objects.create(held_at=timezone.now())
    client = staff_client(CHIEF)
    assert "Er gaat nu geen mail uit" in text_of(client.get(reverse("mailings")))
    assert "Er gaat nu geen mail uit" in text_of(client.get(at(mailing)))
    assert "Nieuws uit de raad" in text_of(client.get(reverse("sender_release")))

    client.post(reverse("sender_release"))
    assert release.held_mark() is not None
    client.post(reverse("sender_release"), {"sure": "1"})

    assert release.held_mark() is None
    assert SenderMark.objects.get().asked_by is not None
    assert "installatie is de echte" in text_of(client.get(reverse("sender_release")))


def test_editor_may_release_nothing(vdg: SiteSetUp) -> None:
    SenderMark.objects.create(held_at=timezone.now())

    staff_client("VDG redactie").post(reverse("sender_release"), {"sure": "1"})

    assert release.held_mark() is not None


def test_settings_are_kept_per_association(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    form = {"per_second": "5", "from_hour": "8", "until_hour": "20", "domains": "Gmail.com 2\noutlook.com 0,5\n"}
    client = staff_client("VDG beheer")

    response = client.post(reverse("sender_settings"), form)

    assert response.status_code == 302
    kept = SenderSettings.objects.get()
    assert (kept.association, kept.per_second, kept.from_hour, kept.until_hour) == (vdg.association, 5, 8, 20)
    assert kept.per_domain == {"gmail.com": 2.0, "outlook.com": 0.5}
    assert "gmail.com 2\noutlook.com 0.5" in client.get(reverse("sender_settings")).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("per_second", "0"), ("until_hour", "8"), ("from_hour", "24"), ("domains", "gmail.com"), ("domains", "gmail.com snel"),
     ("domains", "a@gmail.com 2"), ("domains", "gmail.com 0"), ("domains", "gmail.com nan")],
)  # fmt: skip
def test_odd_settings_are_refused(vdg: SiteSetUp, field: str, value: str) -> None:
    form = {"per_second": "5", "from_hour": "8", "until_hour": "20", "domains": ""} | {field: value}

    response = staff_client("VDG beheer").post(reverse("sender_settings"), form)

    assert response.status_code == 200
    assert not SenderSettings.objects.exists()


def test_records_to_copy_are_told_without_dns(vdg: SiteSetUp, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    make_newsletter(vdg)
    monkeypatch.setattr("association.newsletters.sending.dns.RESOLVERS", tmp_path / "none")

    words = text_of(staff_client(CHIEF).get(reverse("sender_records"), {"sleutel": "mail2026"}))

    assert "De DNS is nu niet te bereiken" in words
    assert "_dmarc.vereniging.example.org" in words
    assert "mail2026._domainkey.vereniging.example.org" in words
    assert "v=spf1 a:" in words


def test_first_screen_tells_what_stands_still(mailing: Mailing) -> None:
    bring(mailing, State.SENT, State.UNCERTAIN, State.UNCERTAIN)
    client = staff_client(CHIEF)
    home = reverse("wagtailadmin_home")
    assert "van 2 lezers is het onzeker of hij aankwam" in text_of(client.get(home))

    Mailing.objects.update(state=Mailing.State.PAUSED, notice="De mailserver weigert onze mail: 550 5.7.1 nee")

    words = text_of(client.get(home))
    assert "verzending staat stil" in words
    assert "550 5.7.1 nee" in words
    for other in ("VDG redactie", "VGG eindredactie"):
        assert "550 5.7.1" not in staff_client(other).get(home).content.decode()


@pytest.mark.parametrize("state", [Mailing.State.SENDING, Mailing.State.SCHEDULED])
def test_first_screen_of_a_copy_tells_that_what_is_due_does_not_go(mailing: Mailing, state: str) -> None:
    Mailing.objects.update(state=state)
    SenderMark.objects.create(held_at=timezone.now())

    html = staff_client(CHIEF).get(reverse("wagtailadmin_home")).content.decode()

    assert reverse("sender_release") in html
