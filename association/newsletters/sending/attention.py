"""Mailings that wait for somebody: paused, too late, or with readers of whom it is uncertain."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from wagtail.permissions import policy_registry

from association.newsletters.models import Delivery, Mailing
from association.newsletters.rights import may_any
from association.newsletters.sending.release import UNFINISHED, held_mark
from association.newsletters.sending.worker import is_in_window, settings_of

RECENT = timedelta(days=30)
STILL = (Mailing.State.PAUSED, Mailing.State.LATE)


@dataclass(frozen=True)
class Attention:
    """One mailing: its subject, its screen and what is the matter; in `late` what stands still."""

    title: str
    url: str
    text: str
    late: str = ""


def asking_attention(user: Any) -> list[Attention]:
    """What waits for somebody who may send; nothing for others."""
    if not may_any(user, "send_mailing"):
        return []
    mine = policy_registry.get_by_type(Mailing).instances_user_has_any_permission_for(user, ["send"])
    recent = Q(send_at__gt=timezone.now() - RECENT)
    # Few of all that were ever sent, whose deliveries are many.
    few = mine.filter(recent | Q(state__in=UNFINISHED))
    uncertain = Count("deliveries", filter=Q(deliveries__state=Delivery.State.UNCERTAIN))
    rows = few.annotate(uncertain=uncertain).filter(Q(uncertain__gt=0) | Q(state__in=UNFINISHED))
    found = list(rows.order_by("-send_at", "-pk"))
    lines = [attention_for(mailing) for mailing in found if mailing.uncertain or mailing.state in STILL]
    return [*held(), *lines]


def attention_for(mailing: Any) -> Attention:
    """What is the matter with one."""
    url = reverse("mailing", args=[mailing.pk])
    if mailing.state == Mailing.State.LATE:
        return Attention(mailing.subject, url, "Wilt u hem nog verzenden?", "te laat")
    if mailing.state == Mailing.State.PAUSED:
        return Attention(mailing.subject, url, mailing.notice, "verzending staat stil")
    whom = "1 lezer" if mailing.uncertain == 1 else f"{mailing.uncertain} lezers"
    return Attention(mailing.subject, url, f"van {whom} is het onzeker of hij aankwam")


def overdue(moment: datetime) -> int:
    """How many mails should have been tried before a moment and were not, in mailings of which none went out since.

    Mailings that wait for the hours of their association do not count, nor those that are merely long.
    """
    waiting = Q(state=Delivery.State.QUEUED, next_try_at__lt=moment, mailing__state=Mailing.State.SENDING)
    moving = Delivery.objects.filter(sent_at__gte=moment).values("mailing")
    late = Delivery.objects.filter(waiting).exclude(mailing__in=moving).values_list("mailing__association")
    now = timezone.localtime()
    counted = late.order_by("mailing__association").annotate(number=Count("pk"))
    return sum(number for association, number in counted if is_in_window(settings_of(association), now))


def held() -> list[Attention]:
    """That nothing goes out from here, when that is so."""
    mark = held_mark()
    text = "Deze installatie is een kopie of is teruggezet."
    return [Attention("Verzenden vrijgeven", reverse("sender_release"), text, "er gaat niets uit")] if mark else []
