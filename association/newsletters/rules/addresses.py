"""Addresses that stand in mails for years: fixed, whatever happens to the pages of the site."""

from django.urls import reverse

SUBSCRIBE = "newsletter_subscribe"
CONFIRM = "newsletter_confirm"
ASK_PREFERENCES = "newsletter_ask_preferences"
PREFERENCES = "newsletter_preferences"
OWN_DATA = "newsletter_own_data"
ERASE = "newsletter_erase"
UNSUBSCRIBE = "newsletter_unsubscribe"
PATHS = {
    SUBSCRIBE: "nieuwsbrieven/aanmelden/",
    CONFIRM: "nieuwsbrieven/bevestigen/<str:token>/",
    ASK_PREFERENCES: "nieuwsbrieven/voorkeuren/",
    PREFERENCES: "nieuwsbrieven/voorkeuren/<str:token>/",
    OWN_DATA: "nieuwsbrieven/voorkeuren/<str:token>/gegevens.csv",
    ERASE: "nieuwsbrieven/voorkeuren/<str:token>/wissen/",
    UNSUBSCRIBE: "nieuwsbrieven/afmelden/<str:token>/",
}


def address_of(name: str, token: str = "") -> str:
    """The path on a site of one of these, with its secret where it has one."""
    return reverse(name, args=[token] if token else [])
