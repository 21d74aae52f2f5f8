"""An issue as a mail, as plain text and as the article of the archive, for each kind of reader."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects
from django.template.loader import get_template, render_to_string
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Site

from association.base.blocks.base import (
    Rendering,
    facts_of,
    load_body,
    objects_in,
    render_children,
    rendering_for,
)
from association.base.blocks.explaining import Manner, words_explained
from association.base.links import Links, address_of
from association.base.mail_style import MailStyle
from association.base.models import Image
from association.base.pictures import mail_picture, make_mail_pictures
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.newsletters.blocks.facts import Group, GroupBlock, public_images
from association.newsletters.blocks.issue_day import shown_on
from association.newsletters.models import MailingList
from association.newsletters.pages import NewsletterIssuePage
from association.newsletters.rules import places
from association.newsletters.rules.addresses import ASK_PREFERENCES, PREFERENCES, SUBSCRIBE, UNSUBSCRIBE
from association.newsletters.rules.addresses import address_of as fixed_address
from association.newsletters.rules.plain import plain
from association.newsletters.rules.variants import Variant

WIDTH = 600
TEXT_WIDTH = 536
MARK = 48
LOCAL = re.compile(r'(<(?:a|img)\b[^>]*?\s(?:href|src)=")/(?!/)')
BARE_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)


@dataclass(frozen=True)
class Look:
    """How an issue is shown: in dark colours, and as a copy to forward, without anything personal."""

    dark: bool = False
    forwarded: bool = False


def audiences_of(lists: Iterable[MailingList]) -> dict[tuple[int, ...], list[MailingList]]:
    """Lists by the groups that they read along with, the public (none) always and first; one query."""
    known = list(lists)
    prefetch_related_objects(known, "groups")
    found: dict[tuple[int, ...], list[MailingList]] = {(): []}
    for one in known:
        found.setdefault(tuple(sorted(group.pk for group in one.groups.all())), []).append(one)
    return found


def variants_of(page: NewsletterIssuePage, lists: Iterable[MailingList], *, day: date | None = None) -> list[Variant]:
    """An issue for each kind of reader among some lists, and for the public, which the archive shows.

    `day` is when it is to go out, if that is not known of the issue itself.
    """
    issue = RenderedIssue(page, day=day)
    issue.make_pictures()
    return [issue.variant(groups, own) for groups, own in audiences_of(lists).items()]


class RenderedIssue:
    """One issue being rendered; what is the same for all readers is made once.

    `day` is when it goes out: that of its mailing, else that for which it is planned, or today as long as nobody said.
    All facts in it are those of that day.
    """

    def __init__(self, page: NewsletterIssuePage, *, site: Site | None = None, day: date | None = None) -> None:
        self.page = page
        self.day = day or page.day
        # A mail that is no page of the archive has no place to find its site by.
        self.site = site or page.get_site()
        self.settings = SiteSettings.of(self.site)
        self.root = self.site.root_url
        load_body(page, page.body)

    @cached_property
    def images(self) -> list[Image]:
        """The pictures that were chosen in the text."""
        return list(objects_in(self.page.body.stream_block, self.page.body, Image))

    @cached_property
    def public(self) -> set[int]:
        """The numbers of the pictures, of the text and of the banner, that everybody may see."""
        return public_images([*self.images, self.banner_image])

    @property
    def banner_image(self) -> Image | None:
        """The picture on top: the issue's own, else that of its series."""
        return self.page.image or self.page.newsletter.banner

    def viewer(self, groups: tuple[int, ...]) -> Viewer:
        """Somebody of these groups; the public for none."""
        return Viewer.for_list(self.site, groups)

    def rendering(self, viewer: Viewer) -> Rendering:
        """The links and facts of the text for a viewer."""
        body = self.page.body
        found = rendering_for(viewer, list(body.raw_data), body)
        return Rendering(found.viewer, found.links, facts=self.facts(viewer))

    def facts(self, viewer: Viewer) -> dict[int, Any]:
        """What the blocks of facts show a viewer on the day on which it goes out."""
        with shown_on(self.day):
            return facts_of(viewer, self.page.body)

    def variant(self, groups: tuple[int, ...], lists: list[MailingList], look: Look = Look()) -> Variant:
        """The issue for readers of some lists with the same groups."""
        return self.undated(groups, lists, look).of_month(self.month)

    def undated(self, groups: tuple[int, ...], lists: list[MailingList], look: Look = Look()) -> Variant:
        """The same with a place where the month comes: what somebody agrees to does not change with the calendar."""
        viewer = self.viewer(groups)
        rendering = self.rendering(viewer)
        # In reading order: a word is explained where it comes first.
        with words_explained(viewer, Manner.PRINT):
            opening, rows = self.rich(self.page.opening, viewer), self.rows(rendering)
            closing = self.rich(self.page.newsletter.closing, viewer)
        context = {**self.context(viewer, lists, look), "opening": opening, "closing": closing}
        html = self.mail(context, rows, look)
        text = self.text(context, rows)
        with words_explained(viewer, Manner.PRINT):
            article = self.article(rendering, teasers_only=not groups and self.is_for_members)
        return Variant(groups=groups, html=html, text=text, article=article)

    @cached_property
    def is_for_members(self) -> bool:
        """Whether it goes to lists that read along with a group, and to no other: then its own words are not public."""
        chosen = audiences_of(self.page.lists.all())
        return len(chosen) > 1 and not chosen[()]

    def rows(self, rendering: Rendering) -> list[SafeString]:
        """The blocks as rows of the mail; what is not for its readers, and pictures that are not public, left out."""
        rows = []
        for child in self.page.body:
            found = child.block.mail_variables(child.value, rendering)
            if found is None:
                continue
            if child.block_type == "figure":
                if found["image"].pk not in self.public:
                    continue
                found |= shown_size(found["picture"])
            html = get_template(f"mail/{child.block.part}.html").render(found)
            rows.append(self.absolute(html))
        return rows

    def absolute(self, html: str) -> SafeString:
        """HTML of our own templates with full addresses, and without links that lead nowhere."""
        return mark_safe(LOCAL.sub(rf"\g<1>{self.root}/", BARE_LINK.sub(r"\1", html)))

    def rich(self, text: str, viewer: Viewer) -> SafeString:
        """Formatted text of the issue or its series, with its links."""
        return self.absolute(own_words(text, viewer)) if text else SafeString("")

    def context(self, viewer: Viewer, lists: list[MailingList], look: Look) -> dict[str, Any]:
        """What stands around the blocks."""
        page, newsletter, own = self.page, self.page.newsletter, self.settings
        personal = not look.forwarded
        return {
            "title": page.title,
            "preheader": page.preheader or page.summary,
            "kicker": self.kicker,
            "greeting": f"Beste {places.NAME}," if newsletter.greets and personal else "",
            "browser_url": self.root + address_of(page, viewer) if newsletter.in_archive and page.pk else "",
            "name_lines": [own.name_line, own.name_main],
            "mark": self.mark,
            "banner": self.banner,
            "lists": words_of(lists),
            "preferences_url": self.root + fixed_address(PREFERENCES, places.PREFERENCES) if personal else "",
            "unsubscribe_url": self.root + fixed_address(UNSUBSCRIBE, places.UNSUBSCRIBE) if personal else "",
            "subscribe_url": self.root + fixed_address(SUBSCRIBE),
            "choose_url": self.root + fixed_address(ASK_PREFERENCES),
            "address": ", ".join(filter(None, (f"{own.name_line} {own.name_main}", own.street, own.city))),
        }

    @property
    def banner(self) -> Any:
        """The picture on top, when everybody may see it."""
        image = self.banner_image
        found = mail_picture(image, "mail-banner") if image is not None and image.pk in self.public else None
        return self.picture(found) if found else None

    @property
    def kicker(self) -> str:
        """The name of the series with a place for the month: "Nieuwsbrief · maart 2026"."""
        return f"{self.page.newsletter.title} · {places.MONTH}"

    @property
    def month(self) -> str:
        """The month in which it goes out, in words."""
        return date_format(self.day, "F Y")

    @cached_property
    def mark(self) -> Any:
        """The mark of the association: its own logo, else one of those that come along; None without any."""
        brand = self.settings.brand
        if brand is not None and brand.logo is not None and brand.logo_id in public_images([brand.logo]):
            found = mail_picture(brand.logo, "mail-logo", alt="")
            return (
                {
                    "src": self.full(found.src),
                    "width": max(1, round(found.width * MARK / found.height)),
                    "height": MARK,
                }
                if found
                else None
            )
        if brand is None or not brand.mark:
            return None
        return {"src": self.full(static(f"brand/{brand.mark}-mail.png")), "width": MARK, "height": MARK}

    def full(self, address: str) -> str:
        """An address with scheme and host."""
        return self.root + address if address.startswith("/") else address

    def picture(self, found: Any) -> Any:
        """A picture with its full address."""
        return {"src": self.full(found.src), "alt": found.alt, "width": found.width, "height": found.height}

    def mail(self, context: dict[str, Any], rows: list[SafeString], look: Look) -> str:
        """The whole mail as HTML."""
        style = MailStyle(self.settings.brand, always_dark=look.dark)
        html = render_to_string("mail/issue.html", {**context, "parts": rows, "style": style.tag})
        return style.written_into(html)

    def text(self, context: dict[str, Any], rows: list[SafeString]) -> str:
        """The whole mail as plain text, of the same pieces."""
        words = [context["opening"], *rows, context["closing"]]
        text = "\n\n".join(filter(None, map(plain, words)))
        return render_to_string("mail/issue.txt", {**context, "words": text}).strip() + "\n"

    def article(self, rendering: Rendering, *, teasers_only: bool) -> str:
        """What the archive shows: the same content with the components of the site; or what is public anyway."""
        page, closing = self.page, self.page.newsletter.closing
        blocks: Any = page.body
        if teasers_only:
            blocks = [child for child in blocks if isinstance(child.block, GroupBlock)]
        context = {
            "opening": "" if teasers_only else own_words(page.opening, rendering.viewer),
            "blocks": render_children(blocks, rendering),
            "closing": "" if teasers_only else own_words(closing, rendering.viewer),
            "teasers_only": teasers_only,
        }
        html: str = get_template("newsletters/issue_article.html").render(context)
        return html

    def make_pictures(self) -> None:
        """Make the pictures of the mail beforehand, so that thousands who open it do not ask for it together."""
        make_mail_pictures([image for image in self.images if image.pk in self.public], "mail-figure")
        banner = self.banner_image
        if banner is not None and banner.pk in self.public:
            make_mail_pictures([banner], "mail-banner")
        facts = self.facts(Viewer.anonymous(self.site)).values()
        groups = [fact for fact in facts if isinstance(fact, Group)]
        thumbs = {item.image.pk: item.image for group in groups for item in group.items if item.image}
        make_mail_pictures(thumbs.values(), "mail-thumb")


def own_words(text: str, viewer: Viewer) -> SafeString:
    """Formatted text that stands in no stream, with its links and its words explained."""
    return Rendering(viewer, Links(viewer, [text])).html(text)


def shown_size(picture: Any) -> dict[str, int]:
    """Width and height of a figure in the mail: as wide as the text, or half its pixels when it is smaller."""
    width = min(TEXT_WIDTH, max(1, picture.width // 2) if picture.width < TEXT_WIDTH else TEXT_WIDTH)
    return {"width": width, "height": max(1, round(picture.height * width / picture.width))}


def words_of(lists: list[MailingList]) -> str:
    """The names of lists in a sentence: "Nieuwsbrief of Raadsleden"."""
    names = [one.name for one in lists]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} of {names[-1]}" if names else ""
