"""Models of newsletters."""

from association.newsletters.models.issues import (
    Delivery,
    Mailing,
    MailingVariant,
    Newsletter,
    SenderMark,
    SenderSettings,
    WelcomeStep,
)
from association.newsletters.models.lists import (
    ConsentEvent,
    MailingList,
    Segment,
    Subscriber,
    SubscriberRequest,
    Subscription,
    Suppression,
)

__all__ = [
    "ConsentEvent",
    "Delivery",
    "Mailing",
    "MailingList",
    "MailingVariant",
    "Newsletter",
    "Segment",
    "SenderMark",
    "SenderSettings",
    "Subscriber",
    "SubscriberRequest",
    "Subscription",
    "Suppression",
    "WelcomeStep",
]
