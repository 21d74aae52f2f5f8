"""A proof by mail, to who asks for it, and the copy that may be forwarded."""

from email.utils import formataddr
from typing import Any

from django.core.mail import EmailMultiAlternatives

from association.newsletters.composing.rendering import Look, RenderedIssue
from association.newsletters.pages import NewsletterIssuePage
from association.newsletters.rules import places
from association.newsletters.rules.variants import Variant
from association.review.queries import name_of

HEADERS = {"Auto-Submitted": "auto-generated"}


def sender_of(page: NewsletterIssuePage) -> str:
    """The sender of a series as it stands in a mail."""
    newsletter = page.newsletter
    return formataddr((" ".join(newsletter.sender_name.split()), newsletter.sender_email))


def message_of(page: NewsletterIssuePage, variant: Variant, *, subject: str, to: list[str]) -> EmailMultiAlternatives:
    """A mail of its own, with both parts."""
    newsletter = page.newsletter
    replies = [newsletter.reply_to] if newsletter.reply_to else None
    mail = EmailMultiAlternatives(" ".join(subject.split()), variant.text, sender_of(page), to, reply_to=replies)
    mail.attach_alternative(variant.html, "text/html")
    return mail


def send_proof(page: NewsletterIssuePage, variant: Variant, *, to: Any) -> str:
    """Mail an issue to an account of staff, with nobody's links; returns the address. OSError when it did not go."""
    own = Variant(
        variant.groups, variant.html.replace(places.NAME, name_of(to)), variant.text.replace(places.NAME, name_of(to))
    )
    mail = message_of(page, own, subject=f"[Proef] {page.title}", to=[to.email])
    mail.extra_headers |= HEADERS
    mail.send()
    return str(to.email)


def copy_to_forward(page: NewsletterIssuePage) -> Variant:
    """The issue as the public may read it, without anything personal."""
    return RenderedIssue(page).variant((), [], Look(forwarded=True))


def forwardable_message(page: NewsletterIssuePage) -> bytes:
    """The same as a file that mail programs open as a new mail (RFC 5322, with `X-Unsent`)."""
    mail = message_of(page, copy_to_forward(page), subject=page.title, to=[])
    mail.extra_headers["X-Unsent"] = "1"
    return mail.message().as_bytes()
