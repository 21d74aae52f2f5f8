"""The contact form: kept, mailed once, forgotten in time; no cookie, no robots."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from home.actions import SiteSetUp
from home.contact import ContactField, ContactPage, ContactSubmission, forget_old, send_waiting
from tests.factories.content import add_page, make_vdg, make_vgg

ANSWERS = {"naam": "Jan & Riet", "e_mail": "jan@example.org", "vraag": "Hoe laat?\nEn waar?", "akkoord": "on"}
SAME_ORIGIN = {"sec-fetch-site": "same-origin"}


def make_contact(setup: SiteSetUp, **fields: Any) -> ContactPage:
    """A contact page with four questions."""
    page = ContactPage(title="Contact", slug="contact", thanks="<p>Wij bellen u.</p>", **fields)
    kinds = {"Naam": "singleline", "E-mail": "email", "Vraag": "multiline", "Akkoord": "checkbox"}
    page.form_fields = [
        ContactField(
            label=label,
            field_type=kind,
            required=kind != "checkbox",
            help_text="Uw eigen naam" if label == "Naam" else "",
        )
        for label, kind in kinds.items()
    ]
    setup.settings.email = "bureau@example.org"
    setup.settings.save()
    return add_page(setup.home, page)  # type: ignore[no-any-return]  # a page of the same kind


def send(data: dict[str, str], **headers: str) -> Any:
    """Send the form as a browser without any cookie does."""
    browser = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    return browser.post("/contact/", data, headers=headers or SAME_ORIGIN)


def test_message_is_kept_thanked_and_mailed_once(vdg: SiteSetUp) -> None:
    page = make_contact(vdg)

    response = send(ANSWERS)
    numbers = [send_waiting(), send_waiting()]

    assert (response.status_code, response.cookies.keys(), response["Cache-Control"]) == (200, set(), "no-store")
    assert "Wij bellen u." in response.content.decode()
    row = ContactSubmission.objects.get()
    assert row.page_id == page.pk
    assert row.form_data == {
        "naam": "Jan & Riet",
        "e_mail": "jan@example.org",
        "vraag": "Hoe laat?\r\nEn waar?",
        "akkoord": True,
    } | ({"vraag": row.form_data["vraag"]})
    assert numbers == [1, 0]
    (message,) = mail.outbox
    assert (message.subject, message.to, message.reply_to) == (
        "Formulier: Contact",
        ["bureau@example.org"],
        ["jan@example.org"],
    )
    assert "Jan & Riet" in message.body
    assert "En waar?" in message.body


def test_mail_goes_to_the_addresses_of_the_page(vdg: SiteSetUp) -> None:
    make_contact(vdg, recipients="een@example.org, twee@example.org")

    send(ANSWERS)
    send_waiting()

    assert [message.to for message in mail.outbox] == [["een@example.org", "twee@example.org"]]


def test_robot_in_the_trap_is_thanked_and_forgotten(vdg: SiteSetUp) -> None:
    make_contact(vdg)

    response = send(ANSWERS | {"website": "https://spam.example"})

    assert (response.status_code, "Wij bellen u." in response.content.decode()) == (200, True)
    assert not ContactSubmission.objects.exists()
    assert send_waiting() == 0


def test_mistakes_stand_beside_their_fields_and_the_text_is_kept(vdg: SiteSetUp) -> None:
    make_contact(vdg)

    response = send(ANSWERS | {"naam": "", "e_mail": "geen adres"})

    document = BeautifulSoup(response.content, "html.parser")
    fields = {name: document.find(attrs={"name": name}) for name in ("naam", "e_mail", "vraag")}
    assert {name: tag.get("aria-invalid") for name, tag in fields.items()} == {
        "naam": "true",
        "e_mail": "true",
        "vraag": None,
    }
    described = {
        name: document.find(id=str(fields[name]["aria-describedby"]).split()[-1]).get_text()
        for name in ("naam", "e_mail")
    }
    assert "Vul in: naam." in described["naam"]
    assert "e-mailadres" in described["e_mail"]
    assert fields["vraag"].get_text().strip() == "Hoe laat?\nEn waar?"
    assert fields["e_mail"]["value"] == "geen adres"
    assert document.title.get_text().startswith("Fout: ")
    assert document.find(class_="error-summary")
    assert not ContactSubmission.objects.exists()


def test_form_shows_labels_hints_and_no_trap_to_people(vdg: SiteSetUp, client: Client) -> None:
    make_contact(vdg)

    response = client.get("/contact/")

    document = BeautifulSoup(response.content, "html.parser")
    trap = document.find(attrs={"name": "website"})
    assert {tag.get_text().strip().split("\n")[0] for tag in document.select(".form-field__label")} == {
        "Naam",
        "E-mail",
        "Vraag",
    }
    assert document.find(id=document.find(attrs={"name": "naam"})["aria-describedby"]).get_text() == "Uw eigen naam"
    assert (trap["tabindex"], trap["autocomplete"], trap.parent["class"]) == ("-1", "off", ["visually-hidden"])
    assert not document.find(attrs={"name": "csrfmiddlewaretoken"})
    assert not response.cookies


def test_answer_that_is_too_long_is_refused_with_the_text_kept(vdg: SiteSetUp) -> None:
    make_contact(vdg)

    response = send(ANSWERS | {"vraag": "a" * 5001})

    assert (response.status_code, "a" * 5001 in response.content.decode()) == (200, True)
    assert not ContactSubmission.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"origin": "http://localhost"}, 200),
        ({"origin": "http://localhost", "sec-fetch-site": "same-origin"}, 200),
        ({"x-nothing": "1"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://vgg.localhost"}, 403),
        ({"origin": "http://localhost:81"}, 403),
        ({"origin": "http://localhost.evil.example"}, 403),
        ({"origin": "http://localhost", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://evil.example", "sec-fetch-site": "same-origin"}, 403),
    ],
)
def test_form_must_come_from_this_very_site(vdg: SiteSetUp, headers: dict[str, str], status: int) -> None:
    make_contact(vdg)

    response = send(ANSWERS, **headers)

    assert response.status_code == status
    assert ContactSubmission.objects.count() == (1 if status == 200 else 0)


def test_mail_that_fails_is_tried_again(vdg: SiteSetUp, settings: Any) -> None:
    make_contact(vdg)
    send(ANSWERS)
    working = settings.EMAIL_BACKEND

    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    failed = send_waiting()
    row = ContactSubmission.objects.get()
    settings.EMAIL_BACKEND = working

    assert (failed, row.tries, row.mailed_at) == (0, 1, None)
    assert row.next_try_at > timezone.now()
    assert (send_waiting(), len(mail.outbox)) == (0, 0)

    ContactSubmission.objects.update(next_try_at=timezone.now())

    assert (send_waiting(), len(mail.outbox)) == (1, 1)


def test_mail_is_tried_for_weeks_with_pauses_of_an_hour(vdg: SiteSetUp, settings: Any) -> None:
    make_contact(vdg)
    send(ANSWERS)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    ContactSubmission.objects.update(tries=5000)

    send_waiting()

    pause = ContactSubmission.objects.get().next_try_at - timezone.now()
    assert timedelta(minutes=60) < pause <= timedelta(minutes=64)


def test_header_in_an_answer_is_refused_or_text(vdg: SiteSetUp) -> None:
    make_contact(vdg)

    send(ANSWERS | {"e_mail": "jan@example.org\r\nBcc: evil@example.org"})
    send(ANSWERS | {"naam": "Jan\r\nBcc: evil@example.org"})
    send_waiting()

    assert {(tuple(message.to), tuple(message.bcc), tuple(message.recipients())) for message in mail.outbox} == {
        (("bureau@example.org",), (), ("bureau@example.org",))
    }


def test_old_messages_are_forgotten_after_the_term_of_their_site(vdg: SiteSetUp) -> None:
    page = make_contact(vdg)
    vdg.settings.form_retention_days = 30
    vdg.settings.save()
    for days in (29, 31):
        row = ContactSubmission.objects.create(page=page, form_data={"naam": str(days)})
        ContactSubmission.objects.filter(pk=row.pk).update(submit_time=timezone.now() - timedelta(days=days))

    numbers = [forget_old(), forget_old()]

    assert numbers == [1, 0]
    assert [row.form_data for row in ContactSubmission.objects.all()] == [{"naam": "29"}]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_at_once_mail_each_message_once() -> None:
    setup = make_vdg()
    make_vgg()
    page = make_contact(setup)
    for number in range(12):
        ContactSubmission.objects.create(page=page, form_data={"naam": str(number)})

    def work(_: int) -> int:
        try:
            return send_waiting()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        numbers = list(pool.map(work, range(2)))

    assert sum(numbers) == 12
    assert len(mail.outbox) == 12
    assert not ContactSubmission.objects.filter(mailed_at=None).exists()
