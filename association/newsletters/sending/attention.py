"""Mailings that wait for somebody: paused, too late, or with readers of whom it is uncertain."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from wagtail.permissions import policy_registry

from association.newsletters.models import Delivery, Mailing
from association.newsletters.rights import may_any
from association.newsletters.sending.release import held_mark

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
    uncertain = Count("deliveries", filter=Q(deliveries__state=Delivery.State.UNCERTAIN))
    recent = Q(uncertain__gt=0, send_at__gt=timezone.now() - RECENT)
    found = mine.annotate(uncertain=uncertain).filter(recent | Q(state__in=STILL)).order_by("-send_at", "-pk")
    lines = [attention_for(mailing) for mailing in found]
    return [*held(), *lines] if lines else lines


def attention_for(mailing: Any) -> Attention:
    """What is the matter with one."""
    url = reverse("mailing", args=[mailing.pk])
    if mailing.state == Mailing.State.LATE:
        return Attention(mailing.subject, url, "Wilt u hem nog verzenden?", "te laat")
    if mailing.state == Mailing.State.PAUSED:
        return Attention(mailing.subject, url, mailing.notice, "verzending staat stil")
    whom = "1 lezer" if mailing.uncertain == 1 else f"{mailing.uncertain} lezers"
    return Attention(mailing.subject, url, f"van {whom} is het onzeker of hij aankwam")


def held() -> list[Attention]:
    """That nothing goes out from here, when that is so."""
    mark = held_mark()
    text = "Deze installatie is een kopie of is teruggezet."
    return [Attention("Verzenden vrijgeven", reverse("sender_release"), text, "er gaat niets uit")] if mark else []
