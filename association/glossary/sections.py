"""How texts explain the words of the glossary, and which words they need not explain themselves."""

from functools import partial

from django.template.loader import get_template
from wagtail.models import Site

from association.base.blocks.explaining import Explain, Manner, register_explainer
from association.base.queries import Viewer
from association.base.registry import register_known_words
from association.base.site_settings import SiteSettings
from association.glossary.queries import terms_of
from association.glossary.rules import Entry, Words, explained, lines

# Of each association the words as they were when a term last changed.
_kept: dict[int, tuple[object, Words]] = {}


def words_of(settings: SiteSettings) -> Words | None:
    """The words of a site's association; None without any. One query after a change, else none."""
    association, count = settings.association_id, settings.term_count
    if not association or not count:
        return None
    state = (count, settings.terms_changed_at)
    kept = _kept.get(association)
    if kept is None or kept[0] != state:
        kept = (state, Words((term.entry, lines(term.other_names)) for term in terms_of(association)))
        _kept[association] = kept
    return kept[1]


def mark(word: str, entry: Entry, before: str, after: str, *, manner: Manner) -> str:
    """A word with its explanation; `before` and `after` are the signs beside it."""
    template = "components/term.html" if manner is Manner.SCREEN else "components/term_print.html"
    return get_template(template).render({"word": word, "entry": entry, "before": before, "after": after}).strip()


def explainer(viewer: Viewer, manner: Manner) -> Explain | None:
    """What explains the words of the viewer's site in texts, each once."""
    words, seen = words_of(SiteSettings.of(viewer.site)), set[str]()
    if words is None:
        return None
    return lambda html: explained(html, words, seen, partial(mark, manner=manner))


def known_words(site: Site) -> frozenset[str]:
    """The words that the glossary of a site explains."""
    words = words_of(SiteSettings.of(site))
    return words.known if words else frozenset()


def connect() -> None:
    """Explain words in texts; called once when the app is ready."""
    register_explainer(explainer)
    register_known_words(known_words)
