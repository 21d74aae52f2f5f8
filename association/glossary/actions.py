"""What follows from a new or other term."""

from typing import Any

from django.db import transaction
from wagtail.models import Site

from association.base.blocks.page import TAKEN
from association.base.site_settings import SiteSettings
from association.glossary.models import Term
from association.glossary.queries import free_anchor
from association.quality.actions import forget_abbreviations, look_again
from association.quality.rules.words import known_words


class TooLong(Exception):
    """No more words fit in the list of what everybody knows; the text says so in Dutch."""


@transaction.atomic
def store_term(*, term: Term) -> Term:
    """Store a term, with a place in the list that stays; what was noted about its words on pages is taken away."""
    term.slug = term.slug or free_anchor(term.association_id, term.abbreviation, TAKEN)
    term.save()
    after_change(association=term.association_id, words=term.words)
    return term


@transaction.atomic
def after_change(*, association: int, words: list[str]) -> None:
    """Let what pages miss follow from the terms of an association as they are now."""
    for site in Site.objects.filter(sitesettings__association=association).select_related("root_page"):
        forget_abbreviations(site=site, words=words)
        look_again(page__path__startswith=site.root_page.path)


@transaction.atomic
def call_known(*, site: Site, word: str) -> None:
    """Add a word to what everybody knows on a site; one that is there already changes nothing."""
    own: Any = SiteSettings.objects.select_for_update(of=("self",)).get(site=site)
    if word.casefold() not in known_words(own.known_abbreviations):
        own.known_abbreviations = ", ".join(filter(None, [own.known_abbreviations.strip(), word]))
        own.save(update_fields=["known_abbreviations"])
    forget_abbreviations(site=site, words=[word])
