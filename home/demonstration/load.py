"""Load the demonstration: two associations with their sites. Running it again adds only what is missing."""

import csv
import datetime
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from association.activities.pages import ActivityIndexPage
from association.base.models import Document, Image, PageMeta
from association.glossary.pages import GlossaryPage
from association.memberships.pages import BodyPage, OrganizationIndexPage
from association.news.pages import NewsIndexPage, NewsPage
from association.organizations.models import Organization, OrganizationMember
from association.portfolios.models import Portfolio
from association.portfolios.pages import PortfolioIndexPage, PortfolioPage
from home.actions import SiteSetUp, set_up_site
from home.contact import ContactField, ContactPage
from home.demonstration.activities import load_activities
from home.demonstration.agenda import load_agenda, make_agenda
from home.demonstration.bodies import Bodies, list_items, one_line, stored, stream
from home.demonstration.drawing import describe_scene, draw_cover, draw_scene
from home.demonstration.editions import ask_for_editions
from home.demonstration.glossary import load_terms
from home.demonstration.guides import GuideMaker
from home.demonstration.issues import ask_for_issues
from home.demonstration.names import HOSTS
from home.demonstration.newsletters import load_newsletters
from home.demonstration.placing import place
from home.demonstration.portfolios import load_dossiers, load_portfolios
from home.demonstration.publications import PublicationMaker
from home.demonstration.read import Content, read_content
from home.demonstration.register import load_register
from home.demonstration.vacancies import load_vacancies
from home.pages import StandardPage

WIDE = (1600, 900)
FOCUS = 0.72  # of the height: a flatter cut keeps both the sun and who stands in front
HERO = (1500, 1200)
COVER = (720, 960)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Place:
    """Where an association's site lives and how it starts."""

    key: str
    host: str
    is_default: bool
    portfolios_slug: str


PLACES = (
    Place("vdg", HOSTS["vdg"], is_default=True, portfolios_slug="portefeuilles"),
    Place("vgg", HOSTS["vgg"], is_default=False, portfolios_slug="themas"),
)
OVERVIEWS = {"organizations": OrganizationIndexPage, "activities": ActivityIndexPage, "glossary": GlossaryPage}
QUESTIONS = (
    ("Naam", "singleline", True, ""),
    ("E-mailadres", "email", True, "Hierop krijgt u antwoord."),
    ("Uw vraag", "multiline", True, "Zet er geen burgerservicenummer of andere privégegevens in."),
)


def load_demonstration(*, port: int, say: Say) -> list["Loader"]:
    """Both sites, on one port; gives what loaded them. `say` gets a line per site."""
    loaders = [Loader(place, read_content(place.key), port) for place in PLACES]
    # The register is about both: it comes when both are there, and before the pages that show it.
    for loader in loaders:
        loader.prepare()
    for loader in loaders:
        made = loader.load()
        say(
            f"{loader.content.site['association']['short_name']}: {made} nieuwe pagina's"
            f" op http://{loader.place.host}:{port}/"
        )
    return loaders


@dataclass
class Loader:
    """Loads one association's content. Pictures are drawn `shrink` times smaller than they are shown: 1 for people."""

    place: Place
    content: Content
    port: int
    shrink: int = 1
    images: dict[str, Image] = field(default_factory=dict)
    set_up: SiteSetUp = field(init=False)

    @transaction.atomic
    def prepare(self) -> None:
        """The site and the members of the association."""
        site = self.content.site
        self.set_up = set_up_site(
            name=site["association"]["name"],
            abbreviation=site["association"]["short_name"],
            slug=self.place.key,
            host=self.place.host,
            port=self.port,
            preset=self.place.key,
            is_default=self.place.is_default,
            name_lines=(site["association"]["name_lines"][0], site["association"]["name_lines"][1]),
            portfolios_title=site["words"]["portfolio_plural"],
            portfolios_slug=self.place.portfolios_slug,
        )
        self.load_members()

    @transaction.atomic
    def load(self) -> int:
        """Everything that is missing; returns the number of pages made."""
        self.prepare()
        load_register(Organization.objects.filter(slug__in=[place.key for place in PLACES]))
        make_agenda(self.set_up, self.content.agenda)
        made = [*self.make_pages(), *self.make_portfolios(), *self.make_news(), *self.make_publications()]
        made += GuideMaker(self.set_up, self.image).make(self.content.guides_index, self.content.guides)
        load_portfolios(self.set_up.association)
        load_terms(self.set_up.association)
        load_dossiers(self.set_up.association, self.content.dossiers)
        load_vacancies(self.set_up.association, self.content.vacancies)
        load_activities(self.set_up.association, self.content.activities)
        load_newsletters(self.set_up.association, self.content.newsletters, self.image)
        dated = load_agenda(self.set_up, self.content.agenda, self.bodies(), self.image)
        if made:
            self.fill(made)
        ask_for_issues(self.set_up.home, self.place.key, self.content.newsletters["issues"])
        ask_for_editions(self.place.key, self.content.publications)
        return len(made) + dated

    def load_members(self) -> None:
        """The member municipalities in the register."""
        for entry in self.content.site["members"]:
            member, _ = Organization.objects.get_or_create(
                slug=f"gemeente-{entry['slug']}",
                defaults={
                    "name": entry["name"],
                    "website": entry["website"],
                    "classification": Organization.Classification.MUNICIPALITY,
                    "managed_by": self.set_up.association,
                    "map_column": entry["spot"][0],
                    "map_row": entry["spot"][1],
                },
            )
            OrganizationMember.objects.get_or_create(organization=self.set_up.association, member=member)

    def image(self, scene: str, seed: str, size: tuple[int, int] = WIDE) -> Image:
        """A picture drawn for this brand; the same scene and seed give the same one."""
        title = f"{scene} {seed} {size[0]}×{size[1]}"[:255]
        if title not in self.images:
            width, height = (side // self.shrink for side in size)
            drawing = draw_scene(scene, brand=self.place.key, seed=seed, width=width, height=height)
            self.images[title] = self.store(drawing, title, describe_scene(scene, brand=self.place.key))
        return self.images[title]

    def store(self, drawing: Any, title: str, description: str) -> Image:
        """A drawing as a picture in the association's collection."""
        data = io.BytesIO()
        drawing.save(data, "PNG", compress_level=1)
        image = Image(title=title, description=description, credit=self.set_up.association.abbreviation)
        image.collection = self.set_up.collection
        image.file = ContentFile(data.getvalue(), name="beeld.png")
        image.focal_point_x, image.focal_point_y = drawing.width // 2, round(drawing.height * FOCUS)
        image.focal_point_width = image.focal_point_height = 1
        image.save()
        return image

    def make_pages(self) -> list[tuple[Page, dict[str, Any]]]:
        """Standard pages and the contact page, still without text; each with its entry."""
        made = []
        for entry in sorted(self.content.pages, key=lambda entry: entry["path"].count("/")):
            parts = entry["path"].strip("/").split("/")
            parent = self.page_at("/".join(parts[:-1]))
            if self.has_child(parent, parts[-1]):
                continue
            page = self.new_page(
                entry,
                title=entry["title"],
                slug=parts[-1],
                summary=one_line(entry["summary"]),
                image=self.image(entry["scene"], parts[-1]) if entry.get("scene") else None,
                show_in_menus=entry.get("show_in_menus", False),
            )
            made.append((parent.add_child(instance=page), entry))
            self.remember_review(page, entry.get("review_months"))
        if not self.has_child(self.set_up.home, "contact"):
            entry = self.content.contact
            page = ContactPage(title=entry["title"], slug="contact", summary=one_line(entry["summary"]))
            page.form_fields = [
                ContactField(label=label, field_type=kind, required=required, help_text=text, sort_order=number)
                for number, (label, kind, required, text) in enumerate(QUESTIONS)
            ]
            made.append((self.set_up.home.add_child(instance=page), entry))
        return made

    def new_page(self, entry: dict[str, Any], **fields: Any) -> Any:
        """A page of the type that its entry names: of text, an overview, or one body."""
        if body := entry.get("organization"):
            return BodyPage(organization=Organization.objects.get(slug=f"{self.place.key}-{body}"), **fields)
        return OVERVIEWS.get(entry.get("overview", ""), StandardPage)(**fields)

    def make_portfolios(self) -> list[tuple[Page, dict[str, Any]]]:
        """The register and its pages, still without text."""
        index = PortfolioIndexPage.objects.child_of(self.set_up.home).get()
        self.describe_index(index, "portfolio_index")
        made: list[tuple[Page, dict[str, Any]]] = []
        for entry in self.content.portfolios:
            register = entry["register"]
            portfolio, _ = Portfolio.objects.get_or_create(
                association=self.set_up.association,
                slug=register["slug"],
                defaults={key: register[key] for key in ("name", "abbreviation", "order", "icon")},
            )
            if self.has_child(index, portfolio.slug):
                continue
            page = PortfolioPage(
                title=portfolio.name,
                slug=portfolio.slug,
                portfolio=portfolio,
                summary=one_line(entry["page"]["summary"]),
                image=self.image(entry["page"]["scene"], portfolio.slug),
                contact_name="Bureau van de vereniging",
                contact_phone=self.content.site["contact"]["phone"],
                contact_email=self.content.site["contact"]["email"],
            )
            made.append((index.add_child(instance=page), entry))
        return made

    def make_news(self) -> list[tuple[Page, dict[str, Any]]]:
        """The news items, still without text."""
        index = NewsIndexPage.objects.child_of(self.set_up.home).get()
        self.describe_index(index, "news_index")
        missing = [entry for entry in self.content.news if not self.has_child(index, entry["slug"])]
        return [(index.add_child(instance=self.news_item(entry, entry["date"])), entry) for entry in missing]

    def news_item(self, entry: dict[str, Any], day: datetime.date) -> NewsPage:
        """A news item without text and still without place in the tree."""
        page = NewsPage(
            title=entry["title"],
            slug=entry["slug"],
            kind=entry["kind"],
            date=day,
            summary=one_line(entry["summary"]),
            image=self.image(entry["scene"], entry["slug"]),
            caption=entry.get("caption", ""),
            linkedin=one_line(entry.get("linkedin", "")),
        )
        page.portfolios = [self.set_up.association.portfolios.get(slug=slug) for slug in entry["portfolios"]]
        return page

    def make_publications(self) -> list[tuple[Page, dict[str, Any]]]:
        """The publications with their chapters, still without text."""
        maker = PublicationMaker(self.set_up, self.image)
        self.describe_index(maker.index(), "publication_index")
        return maker.make(self.content.publications)

    def fill(self, made: list[tuple[Page, dict[str, Any]]]) -> None:
        """Text, settings and start page, now that every page that they link to is there."""
        bodies = self.bodies()
        for page, entry in made:
            self.write(page, entry, bodies)
        self.write_home(bodies)
        self.write_settings(bodies)

    def bodies(self) -> Bodies:
        """What turns the blocks of the files into stored ones; links lead to the pages that there are now."""
        root = self.set_up.home.url_path
        numbers = dict(Page.objects.descendant_of(self.set_up.home).values_list("url_path", "pk"))
        addresses = {"/" + path[len(root) :]: number for path, number in numbers.items()}
        return Bodies(
            addresses,
            lambda scene, seed: self.image(scene, seed).pk,
            self.members_file,
            self.body_number,
            self.portfolio_number,
        )

    def portfolio_number(self, slug: str) -> int:
        """The id of a portfolio of the association by its slug."""
        return Portfolio.objects.get(association__slug=self.place.key, slug=slug).pk

    def body_number(self, name: str) -> int:
        """The id of a body of the association by its short name, such as "dagelijks-bestuur"."""
        return Organization.objects.get(slug=f"{self.place.key}-{name}").pk

    def write(self, page: Any, entry: dict[str, Any], bodies: Bodies) -> None:
        """Fill and place one page, dated as its content says."""
        # Pages below it were added since it was made: an old copy would write their number back.
        page = type(page).objects.get(pk=page.pk)
        if isinstance(page, ContactPage):
            page.intro, page.thanks = bodies.html(entry["intro_html"]), bodies.html(entry["thanks_html"])
        else:
            page.body = stored(bodies.body(entry.get("body", [])))
        if isinstance(page, PortfolioPage):
            page.years = stored(bodies.years(entry.get("years", [])))
        place(page, entry.get("date"))

    def write_home(self, bodies: Bodies) -> None:
        """The start page."""
        entry, page = self.content.site["home"], self.set_up.home
        feature, closing = entry["feature"], entry["closing"]
        page.kicker, page.heading, page.lead = entry["kicker"], entry["title"], one_line(entry["lead"])
        page.summary = one_line(entry["lead"])
        page.image = self.image(entry["scene"], "noorden", HERO)
        page.image_wide = self.image(entry["scene"], "noorden")
        page.buttons = stream("button", [bodies.link(link) for link in entry["buttons"]])
        page.tasks = stream(
            "task",
            [
                {**bodies.link({**task, "label": task["title"]}), "icon": task["icon"], "text": task["text"]}
                for task in entry["top_tasks"]
            ],
        )
        width, height = (side // self.shrink for side in COVER)
        cover = draw_cover(self.place.key, "noorden", width, height)
        page.feature_title, page.feature_text = feature.get("cover_title", feature["title"]), one_line(feature["text"])
        page.feature_page_id = bodies.pages[feature["url"]]
        page.feature_button = feature["button"]
        page.feature_cover = self.store(cover, f"omslag {self.place.key}", "Omslag met een landschap.")
        page.feature_also = stream("link", [bodies.link({**link, "label": link["title"]}) for link in feature["also"]])
        page.members_title = entry["members_title"]
        page.closing_title, page.closing_text = closing["title"], one_line(closing["text"])
        page.closing_links = stream("link", [{**bodies.link(link), "icon": ""} for link in closing["links"]])
        place(page, None)

    def write_settings(self, bodies: Bodies) -> None:
        """Contact, words, known abbreviations, menu and footer."""
        site, own = self.content.site, self.set_up.settings
        contact = site["contact"]
        own.street, own.city = contact["street"], contact["postcode_city"]
        own.phone, own.email = contact["phone"], contact["email"]
        own.press_name, own.press_email, own.press_phone = (
            contact[f"press_{key}"] for key in ("name", "email", "phone")
        )
        own.portfolio_word = site["words"]["portfolio_singular"]
        known = [*own.known_abbreviations.split(", "), *site["known_abbreviations"]]
        own.known_abbreviations = ", ".join(dict.fromkeys(known))
        own.menu = stream("link", [bodies.link(link) for link in site["menu"]])
        own.footer = stream(
            "group",
            [
                {
                    "title": group["title"],
                    "links": list_items([bodies.link(link) for link in group["links"]]),
                }
                for group in site["footer"]
            ],
        )
        own.footer_bottom = stream("link", [bodies.link(link) for link in site["footer_bottom"]])
        own.social = stream("channel", [{"kind": item["kind"], "address": item["url"]} for item in site["social"]])
        own.save()

    def describe_index(self, page: Any, key: str) -> None:
        """Give an index page its summary when it has none."""
        entry = self.content.site.get(key)
        if entry and not page.summary:
            page.title, page.summary = entry["title"], one_line(entry["summary"])
            place(page, None)

    def members_file(self) -> int:
        """The member municipalities as a file, made from the register."""
        title = "Gemeenten van de vereniging"
        found = Document.objects.filter(title=title, collection=self.set_up.collection).first()
        if found is None:
            text = io.StringIO()
            writer = csv.writer(text)
            writer.writerow(["gemeente", "website"])
            writer.writerows((entry["name"], entry["website"]) for entry in self.content.site["members"])
            found = Document(title=title, collection=self.set_up.collection)
            found.file = ContentFile(text.getvalue().encode(), name="gemeenten.csv")
            found.file_size = len(text.getvalue().encode())
            found.save()
        return int(found.pk)

    def page_at(self, path: str) -> Any:
        """The page at a path below the start page."""
        url_path = f"{self.set_up.home.url_path}{path}/" if path else self.set_up.home.url_path
        return Page.objects.get(url_path=url_path).specific

    def has_child(self, parent: Page, slug: str) -> bool:
        """Whether a page has a child at an address."""
        return bool(Page.objects.child_of(parent).filter(slug=slug).exists())

    def remember_review(self, page: Page, months: int | None) -> None:
        """The day on which the page is read again."""
        if months:
            day = timezone.localdate() + datetime.timedelta(days=30 * months)
            PageMeta.objects.update_or_create(page_id=page.pk, defaults={"review_date": day})
