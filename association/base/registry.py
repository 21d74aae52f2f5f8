"""What a higher topic adds to a lower one: sections and files of pages, the pages that show a fact, an announcement."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import get_template
from django.utils.safestring import SafeString
from wagtail.models import Page, Site

from association.base.queries import Viewer


@dataclass(frozen=True)
class Section:
    """A part of a page: its heading and anchor, the component template with its variables, and a link to more."""

    title: str
    anchor: str
    template: str
    context: dict[str, Any]
    more_label: str = ""
    more_url: str = ""

    @property
    def html(self) -> SafeString:
        """The component, rendered."""
        return cast("SafeString", get_template(self.template).render(self.context))


Provider = Callable[[Any, Viewer], Section | None]
FileServer = Callable[[Any, HttpRequest], HttpResponseBase]
FileServerBelow = Callable[[Any, HttpRequest, str], HttpResponseBase]
Showing = Callable[[set[int], Viewer], list[tuple[str, str]]]
Announcer = Callable[[Site, Any, str, list[str]], Page | None]
Stay = Callable[[Page], str]
KnownWords = Callable[[Site], Iterable[str]]
_showings: list[Showing] = []
_stays: list[Stay] = []
_announcers: list[Announcer] = []
_known_words: list[KnownWords] = []
_providers: list[tuple[type, Provider]] = []
_files: dict[tuple[type, str], FileServer] = {}
_files_below: dict[tuple[type, str], FileServerBelow] = {}


def register_section(page_type: type, provider: Provider) -> None:
    """Show what the provider gives (or nothing, for None) on every page of a type; it may use one query."""
    if (page_type, provider) not in _providers:
        _providers.append((page_type, provider))


def sections_for(page: Any, viewer: Viewer) -> Iterator[Section]:
    """The sections of a page, in the order of registration."""
    for page_type, provider in _providers:
        if isinstance(page, page_type) and (section := provider(page, viewer)):
            yield section


def register_file(page_type: type, extension: str, server: FileServer) -> None:
    """Serve `<page's address>.<extension>` (without its last slash) for every page of a type."""
    _files[(page_type, extension)] = server


def register_files_below(page_type: type, extension: str, server: FileServerBelow) -> None:
    """Serve files at addresses below a page that it routes itself; the server gets what stands behind the page's own.

    For `/organisatie/dagelijks-bestuur.csv` that is "dagelijks-bestuur".
    """
    _files_below[(page_type, extension)] = server


def file_extensions(page_type: type) -> list[str]:
    """The extensions under which files of a page type are served."""
    return sorted(extension for kind, extension in _files if issubclass(page_type, kind))


def file_server(page: Any, extension: str, rest: str = "") -> FileServer | None:
    """What serves a page's file of an extension, or one at the rest of an address below it; None for nothing."""
    for kind in type(page).__mro__:
        if not rest and (found := _files.get((kind, extension))):
            return found
        if rest and (below := _files_below.get((kind, extension))):
            return lambda page, request: below(page, request, rest)
    return None


def register_views(provider: Showing) -> None:
    """Tell where facts about organizations are shown: (numbers, viewer) gives (title, address) of each page."""
    if provider not in _showings:
        _showings.append(provider)


def views_of(organizations: set[int], viewer: Viewer) -> list[tuple[str, str]]:
    """Title and address of each page on which facts about some organizations are shown, as far as the viewer may."""
    found = {address: title for show in _showings for title, address in show(organizations, viewer)}
    return [(title, address) for address, title in found.items()]


def register_stay(reason: Stay) -> None:
    """Keep pages from being deleted: gives why a page, or something below it, must stay; empty when it may go."""
    if reason not in _stays:
        _stays.append(reason)


def reason_to_stay(page: Page) -> str:
    """Why a page may not be deleted, in words for the editor; empty when it may."""
    return next((words for stay in _stays if (words := stay(page))), "")


def register_announcer(announcer: Announcer) -> None:
    """Make drafts of news: (site, user, title, lines) gives the page, or None where the user may add none."""
    if announcer not in _announcers:
        _announcers.append(announcer)


def announce(site: Site, user: Any, title: str, lines: list[str]) -> Page | None:
    """A draft of news about something that was recorded; None where nobody makes one."""
    return next((page for announcer in _announcers if (page := announcer(site, user, title, lines))), None)


def register_known_words(words: KnownWords) -> None:
    """Tell which words a site explains of itself wherever a text uses them."""
    if words not in _known_words:
        _known_words.append(words)


def known_words_of(site: Site) -> set[str]:
    """The words that a site explains of itself."""
    return {word for provider in _known_words for word in provider(site)}
