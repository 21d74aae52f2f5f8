"""Remarks of colleagues in the editor: mailed to who follows the page, as long as they may change it."""

import re
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import Comment, Page, PageSubscription

from association.base.models import User
from home.actions import SiteSetUp
from tests.factories.content import make_page, make_user
from tests.factories.posting import edit_form

WORDS = "Klopt dit getal nog?"


def remark(user: User, page: Page, words: str) -> None:
    """Write a remark beside the title, as the editor sends it."""
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    number = {
        "TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "0-text": words, "0-contentpath": "title", "0-position": "", "0-resolved": "", "0-id": "",
        "0-replies-TOTAL_FORMS": "0", "0-replies-INITIAL_FORMS": "0",
    }  # fmt: skip
    form: dict[str, Any] = edit_form(client, page) | {f"comments-{name}": value for name, value in number.items()}
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    assert response.status_code == 302
    assert Comment.objects.get(page=page).text == words


def follower(page: Page, *groups: str) -> User:
    """A colleague who follows the remarks on a page."""
    user = make_user("volger", *groups)
    User.objects.filter(pk=user.pk).update(email="volger@example.org")
    PageSubscription.objects.create(page=page, user=user, comment_notifications=True)
    return user


def test_remark_is_mailed_in_dutch_to_who_follows_the_page(vdg: SiteSetUp) -> None:
    page = make_page(vdg.home, "Begroting & plan")
    follower(page, "VDG eindredactie")

    remark(make_user("schrijver", "VDG redactie"), page, WORDS)

    [message] = mail.outbox
    assert message.to == ["volger@example.org"]
    assert message.subject == 'Opmerkingen van schrijver bij "Begroting & plan"'
    assert f"- {WORDS}" in message.body
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in message.body
    assert not re.search(r"\b(comment|page|reply|Hello|je|jouw)\b", re.sub(r"https?://\S+", "", message.body))


def test_who_may_no_longer_change_the_page_reads_nothing_of_it(vdg: SiteSetUp) -> None:
    page = make_page(vdg.home, "Zandloper")
    follower(page, "VDG redactie").groups.clear()

    remark(make_user("schrijver", "VDG redactie"), page, WORDS)

    [message] = mail.outbox
    assert WORDS not in message.body
    assert "Zandloper" not in message.body + message.subject
    assert "schrijver" not in message.body + message.subject
    assert str(page.pk) not in re.findall(r"/pages/(\d+)/", message.body)
