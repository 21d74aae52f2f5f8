"""The abstract page that every page type of the site extends."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel, TitleFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from association.base.blocks.explaining import explained_text, words_explained
from association.base.context import Crumb, Item, PageHead
from association.base.forms.pages import PageForm
from association.base.links import address_of, link_to
from association.base.models import Image, PageMeta, VersionNote
from association.base.pictures import load_images, picture, prefetch_renditions
from association.base.queries import ViewablePageManager, Viewer, viewable_pages
from association.base.rules.addresses import HOME_DEPTH, is_fixed

RELATED = 3
CHANGES_SHOWN = 5
DEEPEST = 20


def may_enter_admin(request: HttpRequest) -> bool:
    """Whether somebody with access to the admin is looking; without session nothing is asked of the database."""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated and user.has_perm("wagtailadmin.access_admin")


def own_steps(kind: type[Page] | None) -> set[str]:
    """The first steps of the addresses that pages of a type answer below themselves, such as "feed"."""
    if kind is None or not issubclass(kind, RoutablePageMixin):
        return set()
    return {str(route.pattern).split("/")[0] for route in kind.get_subpage_urls()} - {""}


class ChangeNotePanel(MultiFieldPanel):
    """What changed in this version; a page that was never published has nothing to tell yet."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """Shown on pages that readers know."""

        def is_shown(self) -> bool:
            """Whether the page was ever published."""
            return bool(super().is_shown() and self.instance.first_published_at)


class BasePage(Page):
    """A page with a summary, a picture for lists and social media, and pages related by hand."""

    summary = models.TextField(
        "samenvatting",
        blank=True,
        max_length=400,
        help_text="Eén of twee zinnen: bovenaan de pagina, in lijsten en bij zoekmachines.",
    )
    image = models.ForeignKey(
        Image,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="beeld",
        help_text="Bovenaan de pagina, in lijsten en bij delen op sociale media.",
    )

    objects = ViewablePageManager()

    base_form_class = PageForm
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.FilterField("expire_at"),
    ]
    content_panels: ClassVar = [TitleFieldPanel("title"), FieldPanel("summary"), FieldPanel("image")]
    related_panel = MultiFieldPanel(
        [InlinePanel("related_links", [PageChooserPanel("target")], label="Verwante pagina", max_num=6)],
        heading="Verwante pagina's",
        help_text="Drie staan onder de pagina. Leeg: de site kiest zelf wat erbij past.",
        classname="collapsed",
    )
    promote_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("slug", help_text="Het laatste deel van het adres. Komt vanzelf van de titel."),
                FieldPanel(
                    "seo_title",
                    heading="Titel bij zoekmachines",
                    help_text="Alleen als de titel bij zoekmachines anders moet zijn.",
                ),
                FieldPanel(
                    "search_description",
                    heading="Beschrijving bij zoekmachines",
                    help_text="Leeg: dan nemen zoekmachines de samenvatting.",
                ),
            ],
            heading="Adres en zoekmachines",
        ),
    ]
    settings_panels: ClassVar = [
        ChangeNotePanel(
            [
                FieldPanel("change_note", help_text="Eén zin. U vindt hem terug bij de geschiedenis van de pagina."),
                FieldPanel("change_note_public"),
                FieldPanel("version_name", help_text="Zo vindt u deze versie later terug, zoals “versie voor de ALV”."),
            ],
            heading="Deze wijziging",
        ),
        MultiFieldPanel(
            [
                FieldPanel("responsible", help_text="Wie houdt deze pagina bij?"),
                FieldPanel("review_date", help_text="Vanaf deze dag staat de pagina op de lijst om na te lezen."),
                FieldPanel("audience", help_text="Voor wie is de tekst geschreven? Dit schermt de pagina niet af."),
            ],
            heading="Beheer van deze pagina",
        ),
        *Page.settings_panels,
    ]
    preview_sizes: ClassVar = [
        {"name": "mobile", "icon": "mobile-alt", "device_width": 390, "label": "Zoals op een telefoon"},
        {"name": "tablet", "icon": "tablet-alt", "device_width": 800, "label": "Zoals op een tablet"},
        {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": "Zoals op een groot scherm"},
    ]
    is_read_again_yearly = True
    needs_summary = True
    json_ld_type = "WebPage"
    open_graph_type = "website"
    passed_on_the_way: list[Page] | None = None
    pending_meta: dict[str, Any] | None = None
    pending_note: dict[str, Any] | None = None
    asked_by: Viewer | None = None

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Store the page and, for a new one, what is kept beside it."""
        result = super().save(*args, **kwargs)
        self.store_meta()
        return result

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Store a version and what is kept beside the page, which is the same for all versions."""
        revision = super().save_revision(*args, **kwargs)
        self.store_meta()
        self.store_note(revision)
        return revision

    def store_note(self, revision: Any) -> None:
        """Write what the form said of this version; a note that says nothing is left out."""
        if self.pending_note is None:
            return
        if self.pending_note["text"] or self.pending_note["name"]:
            VersionNote.objects.update_or_create(revision=revision, defaults={**self.pending_note, "page_id": self.pk})
        else:
            VersionNote.objects.filter(revision=revision).delete()
        self.pending_note = None

    @property
    def public_changes(self) -> list[VersionNote]:
        """What readers may know of the changes since the page was first published, newest first."""
        if self.first_published_at == self.last_published_at:
            return []
        shown = VersionNote.objects.filter(page_id=self.pk, is_public=True, published_at__isnull=False)
        return list(shown.exclude(text="").order_by("-published_at")[:CHANGES_SHOWN])

    def store_meta(self) -> None:
        """Write what the form left to be kept beside the page."""
        if self.pending_meta is not None:
            PageMeta.objects.update_or_create(page_id=self.pk, defaults=self.pending_meta)
            self.pending_meta = None

    def clean(self) -> None:
        """Refuse what cannot stand where this page stands (ValidationError beside the fields)."""
        super().clean()
        if self.path and self.depth and self.depth > 1:
            self.check_place(self.get_parent())

    def check_place(self, parent: Page) -> None:
        """Raise ValidationError, by field, when this page cannot stand below a parent; asked before there is a path."""
        taken = parent.depth == HOME_DEPTH and is_fixed(self.slug or "")
        if taken or (self.slug or "") in own_steps(parent.specific_class):
            raise ValidationError({"slug": "Dit adres is van de site zelf. Kies een ander."})
        if parent.depth >= DEEPEST:
            raise ValidationError({"title": "Deze pagina zou te diep in de site komen. Zet haar hoger."})

    def get_view_restrictions(self) -> Any:
        """The privacy settings of this page, of those above it and of their alias sources.

        A query of its own, or what the viewer knows already when the page is being served.
        """
        if self.pk is None:
            return PageViewRestriction.objects.none()
        if self.asked_by is not None:
            return self.asked_by.restrictions_on(self)
        step = self.steplen
        paths = [self.path[:end] for end in range(step, len(self.path) + 1, step)]
        known, new = set(paths), set(paths)
        while new:  # an alias may have an alias, or lie below one
            sources = Page.objects.filter(aliases__path__in=new).values_list("path", flat=True)
            new = {path[:end] for path in sources for end in range(step, len(path) + 1, step)} - known
            known |= new
        return PageViewRestriction.objects.filter(page__path__in=known)

    def get_route_paths(self) -> list[str]:
        """The addresses to redirect from when this page moves: none for what readers never saw."""
        known: list[str] = super().get_route_paths()
        return known if self.live or self.first_published_at else []

    def viewer_of(self, request: HttpRequest) -> Viewer:
        """The viewer of a request; in a preview the site is the page's own."""
        viewer: Viewer | None = getattr(request, "viewer", None)
        if viewer is None:
            site = self.get_site()
            if site is None:
                raise Http404
            viewer = Viewer(site=site, user=request.user if request.user.is_authenticated else None)
        return viewer

    def prepare_preview(self, request: HttpRequest) -> None:
        """Show a preview as the page's own site would, whatever host the editor works on."""
        site = self.get_site()
        if site is not None:
            user = request.user if request.user.is_authenticated else None
            request.viewer = Viewer(site=site, user=user)  # type: ignore[attr-defined]  # ours

    def item(self, viewer: Viewer, *, shape: str = "card") -> Item:
        """This page in a list, without picture for an empty shape; first prefetch the renditions of a list."""
        return Item(
            title=self.title,
            url=address_of(self, viewer),
            date=self.list_date,
            kind=self.list_kind,
            summary=self.summary,
            picture=picture(self.image, shape, alt="") if shape else None,
            restricted=viewer.is_restricted(self),
        )

    @property
    def list_date(self) -> Any:
        """The day that a list shows; none for most pages."""
        return None

    @property
    def list_kind(self) -> str:
        """The word that a list shows beside the title; none for most pages."""
        return ""

    def crumbs(self, viewer: Viewer) -> list[Crumb]:
        """The path from the home page to this one; pages that the viewer may not see are left out."""
        root = viewer.site.root_page
        if self.pk is None or self.path == root.path:
            return []
        # A page one level deep has nothing between itself and the home page.
        above = self.pages_above(viewer) if self.depth > root.depth + 1 else []
        links = [Crumb(page.title, url) for page in above if (url := link_to(page, viewer))]
        return [Crumb("Home", "/"), *links, Crumb(self.title)]

    def pages_above(self, viewer: Viewer) -> list[Page]:
        """The pages between the home page and this one, highest first; finding this page brought them along."""
        if self.passed_on_the_way is not None:
            return self.passed_on_the_way
        root = viewer.site.root_page
        return list(self.get_ancestors().filter(depth__gt=root.depth, path__startswith=root.path))

    def head(self, request: HttpRequest, viewer: Viewer) -> PageHead:
        """What the head says of this page."""
        base = viewer.site.root_url
        address = base + address_of(self, viewer)
        image = picture(self.image, "social")
        image_url = base + image.src if image else ""
        return PageHead(
            title=self.seo_title or self.title,
            description=self.search_description or self.summary,
            canonical=address,
            image_url=image_url,
            type=self.open_graph_type,
            robots="noindex" if getattr(request, "is_preview", False) or viewer.is_restricted(self) else "",
            data=self.structured_data(address, image_url),
        )

    def structured_data(self, address: str, image_url: str) -> dict[str, Any]:
        """The page as schema.org says it."""
        data: dict[str, Any] = {"@type": self.json_ld_type, "name": self.title, "url": address, "inLanguage": "nl"}
        if self.summary:
            data["description"] = self.summary
        if image_url:
            data["image"] = image_url
        return data

    def related(self, viewer: Viewer) -> list[Item]:
        """Pages that the editor chose, then pages that belong with this one, three at most."""
        chosen = [link.target_id for link in self.related_links.all()]
        pages: list[Any] = []
        if chosen:
            found = {page.pk: page for page in viewable_pages(viewer).filter(pk__in=chosen).specific()}
            pages = [found[number] for number in chosen if number in found]
        if len(pages) < RELATED:
            known = {page.pk for page in pages}
            pages += [page for page in self.akin(viewer) if page.pk not in known][: RELATED - len(pages)]
        load_images(pages[:RELATED])
        prefetch_renditions(page.image for page in pages[:RELATED])
        return [page.item(viewer) for page in pages[:RELATED]]

    def akin(self, viewer: Viewer) -> list[Any]:
        """Pages that belong with this one of themselves; none for most types."""
        return []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context with the viewer, the path and the head."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        if getattr(request, "is_preview", False):
            self.prepare_preview(request)
        # The bar needs a looser content policy; visitors without account get neither.
        request.shows_admin_tools = may_enter_admin(request)  # type: ignore[attr-defined]  # read by the middleware
        viewer = self.viewer_of(request)
        context |= {"viewer": viewer, "crumbs": self.crumbs(viewer)}
        with words_explained(viewer):
            context |= self.page_context(request, viewer)
        context["page_meta"] = self.head(request, viewer)
        return context

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The variables of this page type's template."""
        return {}

    @property
    def lead_html(self) -> SafeString:
        """What stands below the title; asked before the text, which then explains none of its words again."""
        return explained_text(self.summary)

    def serve_password_required_response(self, request: HttpRequest, form: Any, action_url: str) -> HttpResponseBase:
        """The question for a shared password; it tells nothing of the page, not even its title."""
        head = PageHead(title="Deze pagina is besloten", robots="noindex")
        context = {"form": form, "action_url": action_url, "page_meta": head}
        return TemplateResponse(request, settings.WAGTAIL_PASSWORD_REQUIRED_TEMPLATE, context)

    def check_not_expired(self) -> None:
        """Raise Http404 past the page's last day, also when no scheduler has come by, and below what is not public."""
        closed = self.asked_by.closed_paths if self.asked_by else ()
        if (self.expire_at and self.expire_at <= timezone.now()) or self.path.startswith(closed):
            raise Http404

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, unless it has expired."""
        self.check_not_expired()
        return TemplateResponse(
            request, self.get_template(request, *args, **kwargs), self.get_context(request, *args, **kwargs)
        )


class RoutedPage(RoutablePageMixin, BasePage):
    """A page with addresses of its own below its own address."""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What the address below the page asks for, unless the page has expired."""
        self.check_not_expired()
        response: HttpResponseBase = super().serve(request, *args, **kwargs)
        return response
