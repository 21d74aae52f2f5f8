"""The handbook for staff: the files of the documentation, as screens of the admin."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from wagtail.models import Page

START = "index"
CHAPTER = re.compile(r"([\w-]+)\.md(#.*)?")
PICTURE = re.compile(r"\.\./images/handleiding/([\w-]+\.webp)")
# Which chapter explains a screen, by the name of its address; the first that fits counts.
SCREENS = (
    (r"wagtailadmin_(home|account)", "aan-de-slag"),
    (r"wagtailadmin_reports:workflow.*|wagtailadmin_workflows:.*", "meelezen"),
    (r"wagtailadmin_pages:(workflow_.*|confirm_workflow_cancellation)", "meelezen"),
    (r"review_.*", "meelezen"),
    (r"recycle_bin.*|wagtail_bulk_action", "verwijderen-en-terughalen"),
    (r"wagtailadmin_pages:(delete|unpublish|move|move_confirm)", "verwijderen-en-terughalen"),
    (r"wagtailadmin_pages:set_privacy", "afschermen"),
    (r"quality_.*|wagtailadmin_reports:.*", "kwaliteit"),
    (r"name_version|gallery|wagtailadmin_pages:.*|wagtailadmin_explore.*", "pagina-maken"),
    (r"abonnees:.*|verzendlijsten:.*|doelgroepen:.*|(add_)?subscriber(_details)?|import_subscribers.*", "abonnees"),
    (r"seats_(import|bring_in|download).*", "wie-zit-waar-importeren"),
    (r"activit(y|ies)(_.*)?", "activiteiten"),
    (r"adopt_edition|edition_(erratum|withdraw)", "versies"),
    (r"new_publication|report_from_plan|next_volume|dossier_questions|contributions", "publicaties-maken"),
    (r"publications|publication|publication_(tables|activities|seats).*|import_.*|reeksen:.*", "publicaties"),
    (r"issues|(new|send|forward)_issue|forward_issue_file|(nieuwsbriefreeksen|welkomstmails):.*", "nieuwsbrieven"),
    (r"(wagtailimages|wagtaildocs|wagtailadmin_collections).*", "beelden-en-bestanden"),
    (r"person_seats|same_persons|(un)?merge_persons|keep_apart|anonymise_person|personen:.*", "personen"),
    (r"(new_|change_|drop_)?vacanc(y|ies)|vacancy_outcome|((nominate|appoint|erase)_)?candidates?", "vng-kandidaten"),
    (
        r"seats|seats_(watch|of_body|table)|college_.*|register_entry|(new|fill|change|correct|undo)_seat",
        "wie-zit-waar",
    ),
    (r"organisaties:.*|organization_places", "wie-zit-waar"),
    (r"mailings?|sender_(release|settings|records)|mailbox(_mail|_page)?", "verzendingen"),
    (r"guides?", "startgidsen"),
    (r"(sign_ups|event_sign_ups|sign_ups_download|(add|change|edit)_sign_up|sign_up_notice)", "aanmeldingen"),
    (r"agenda(_.*)?|moment_.*|(soorten-bijeenkomsten|vakanties):.*", "vergaderdata"),
    (r"begrippen:.*|terms_.*|unexplained|known_word", "begrippen"),
    (r"portefeuilles:.*|dossiers:.*|dossier_result", "portefeuilles"),
    (r"(huisstijl|wagtailsettings|wagtailsites|wagtailforms|wagtailredirects):.*", "instellingen-van-de-site"),
)
# Which chapter explains the form of a kind of page, by the name of its model; other kinds share one.
FORMS = {
    "newspage": "nieuws-plaatsen",
    "portfoliopage": "portefeuilles",
    "publicationpage": "publicaties",
    "chapterpage": "publicaties",
    "newsletterissuepage": "nieuwsbrieven",
    "newsletterindexpage": "nieuwsbrieven",
    "contactpage": "instellingen-van-de-site",
    "activityindexpage": "activiteiten",
    "organizationindexpage": "wie-zit-waar",
    "bodypage": "wie-zit-waar",
    "agendaindexpage": "agenda",
    "meetingpage": "agenda",
    "eventpage": "agenda",
    "guideindexpage": "startgidsen",
    "guidepage": "startgidsen",
    "guidesteppage": "startgidsen",
    "glossarypage": "begrippen",
}


@dataclass(frozen=True)
class Chapter:
    """A chapter of the handbook: its name in the address, its title and its text as HTML."""

    name: str
    title: str
    html: str

    @property
    def text(self) -> SafeString:
        """The HTML: made from our own files, in which Markdown leaves no HTML."""
        return mark_safe(self.html)


def folder() -> Path:
    """Where the chapters lie."""
    return Path(settings.HANDBOOK_FOLDER)


def picture_path(name: str) -> Path | None:
    """The file of a picture of the handbook, or None."""
    found = folder().parent / "images" / "handleiding" / name
    return found if PICTURE.fullmatch(f"../images/handleiding/{name}") and found.is_file() else None


@cache
def chapter(name: str) -> Chapter | None:
    """A chapter by its name, or None; its links lead to the other chapters in the admin."""
    path = folder() / f"{name}.md"
    if not CHAPTER.fullmatch(path.name) or not path.is_file():
        return None
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(path.read_text(encoding="utf-8"))
    document = BeautifulSoup(html, "html.parser")
    heading = document.h1.extract() if document.h1 else None
    for part in document.find_all(["h2", "h3"]):
        part["id"] = slugify(part.get_text())
    for link in document.find_all("a"):
        link["href"] = address(str(link.get("href", "")))
    for picture in document.find_all("img"):
        if found := PICTURE.fullmatch(str(picture.get("src", ""))):
            picture["src"] = reverse("handbook_picture", args=[found[1]])
            picture["loading"] = "lazy"
    return Chapter(name, heading.get_text() if heading else name, str(document))


def address(link: str) -> str:
    """Where a link of a chapter leads within the admin; other addresses stay as they are."""
    found = CHAPTER.fullmatch(link)
    return f"{reverse('handbook', args=[found[1]])}{found[2] or ''}" if found else link


def chapters() -> list[Chapter]:
    """All chapters in the order of the first one, which lists them."""
    names = re.findall(r"\]\(([\w-]+)\.md\)", (folder() / f"{START}.md").read_text(encoding="utf-8"))
    return [found for name in dict.fromkeys(names) if (found := chapter(name))]


def explains(request: HttpRequest) -> str:
    """The name of the chapter that explains the screen of a request; the first chapter when none does in particular."""
    match: Any = request.resolver_match
    name = match.view_name if match else ""
    if name in {"wagtailadmin_pages:add", "wagtailadmin_pages:edit"} and (found := FORMS.get(kind_of_form(match))):
        return found
    return next((chapter for pattern, chapter in SCREENS if re.fullmatch(pattern, name)), START)


def kind_of_form(match: Any) -> str:
    """The name of the model whose form an address shows; empty for a page that is not there."""
    if kind := match.kwargs.get("content_type_model_name"):
        return str(kind)
    types = Page.objects.filter(pk=match.kwargs["page_id"]).values_list("content_type__model", flat=True)
    return types.first() or ""
