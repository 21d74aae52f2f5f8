"""What the site does by itself, every minute: publish on time, take down on time, forget what is over."""

import logging
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from association.activities.mail import send_round_mail
from association.base.models import Image
from association.base.page_cache import raise_when_due
from association.base.pictures import card_specs
from association.guides.actions import forget_opinions
from association.meetings.mail import send_sign_up_mail
from association.meetings.signing_up.keeping import forget_sign_ups
from association.meetings.signing_up.placing import place_sign_ups
from association.memberships.actions.vacancies import erase_due
from association.memberships.mail import send_candidate_mail
from association.newsletters.bounces.boxes import read_returned_mail
from association.newsletters.composing.welcoming import send_welcomes
from association.newsletters.sending.release import may_send
from association.newsletters.subscribing.answering import send_request_mail
from association.newsletters.subscribing.keeping import forget_clients, forget_readers_at_night
from association.publications.actions import forget_imports
from association.publications.adopting.jobs import resume_editions
from association.publications.contributing.asking import forget_contributions
from association.publications.contributing.mail import send_contribution_mail
from association.publications.render.excerpts import forget_excerpts, resume_excerpts
from association.publications.render.jobs import resume_files
from association.publishing.actions import publish_due, report_failures, take_down_expired
from association.quality.actions import check_pages
from association.quality.tasks.links import check_links
from association.removal.actions.bin import purge_bin
from association.review.actions import forget_links
from association.review.mail import remind_readers, send_review_mail
from home.contact import forget_old, send_waiting

logger = logging.getLogger(__name__)
PICTURES_AT_ONCE = 12


def tick() -> None:
    """All upkeep that is due. A part that fails is logged and does not stop the others; safe to run twice at once.

    A copy, or what was restored, mails nobody: what is stored there waits, by the rules of its own topic.
    """
    for part in PARTS:
        try:
            if part not in MAIL or may_send():
                part()
        except Exception:  # whatever goes wrong in one part, the others are due as well
            logger.exception("Upkeep failed in %s", part.__name__)


def prepare_pictures() -> int:
    """Make what lists show of new pictures before a visitor has to wait for it; returns how many pictures were done.

    A picture that is older than a day, or has any rendition already, gets the others at their first use.
    """
    new = Image.objects.filter(renditions=None, created_at__gt=timezone.now() - timedelta(days=1)).order_by("-pk")
    return sum(prepare_picture(image) for image in new[:PICTURES_AT_ONCE])


def prepare_picture(image: Image) -> bool:
    """Make the renditions of a picture that cards show, without a transaction around the work; False when it fails."""
    try:
        for spec in card_specs(image):
            image.get_rendition(spec)
    except Exception:  # one damaged picture must not hold up the others
        logger.exception("prepare_picture failed for %s", image.pk)
        return False
    return True


def forget_sessions() -> int:
    """Delete expired sessions, about once a day: as soon as one expired more than a day ago. Returns how many."""
    now = timezone.now()
    if not Session.objects.filter(expire_date__lt=now - timedelta(days=1)).exists():
        return 0
    return int(Session.objects.filter(expire_date__lt=now).delete()[0])


# What mails people. Not `send_welcomes`: that only freezes what the sender, which asks by itself, sends.
MAIL = frozenset({
    report_failures, send_waiting, send_candidate_mail, send_round_mail, send_request_mail, remind_readers,
    send_review_mail, send_contribution_mail, send_sign_up_mail,
})  # fmt: skip
PARTS = (
    take_down_expired, publish_due, raise_when_due, report_failures, send_waiting, send_candidate_mail, send_round_mail,
    place_sign_ups, send_sign_up_mail, forget_sign_ups,
    send_request_mail, send_welcomes, forget_clients, forget_readers_at_night,
    remind_readers, send_review_mail, send_contribution_mail, prepare_pictures, resume_excerpts, resume_files,
    resume_editions, forget_imports, forget_excerpts, forget_links, forget_contributions, forget_opinions, forget_old,
    erase_due, forget_sessions, purge_bin,
    # Last: it waits for other servers.
    read_returned_mail, check_pages, check_links,
)  # fmt: skip
