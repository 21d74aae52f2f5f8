"""What the general part adds to the admin: the brands, privacy that goes along with a copy, and locks that hold."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import ManyToManyField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from association.base.access import colleagues, explorable_pages, linkable
from association.base.access_actions import audience_of, carry_privacy, is_less, lost_restrictions, published_together
from association.base.access_views import NoDocuments, NoImages, PagesToRead
from association.base.actions import copy_privacy
from association.base.conflicts import refuse_older_save
from association.base.draft_actions import DISCARD
from association.base.forms.choices import SeveralField
from association.base.models import Brand
from association.base.queries import locked_within
from association.base.rights import BrandPolicy
from association.base.viewsets import BrandViewSet

LONGEST_NUMBER = 19  # digits of a key in any database

register_permission_policy(Brand, BrandPolicy(Brand))
# Every form of the admin: a number that no database has is a wrong choice, and no failure of SQLite.
register_form_field_override(ManyToManyField, override={"form_class": SeveralField})


@hooks.register("register_admin_viewset")
def brands() -> BrandViewSet:
    """The brands, among the settings."""
    return BrandViewSet("huisstijl")


hooks.register("before_edit_page", refuse_older_save)


@hooks.register("register_log_actions")
def words_of_log(actions: Any) -> None:
    """What the history says of a draft that was thrown away."""
    actions.register_action(DISCARD, "Concept weggooien", "Concept weggegooid")


@hooks.register("insert_editor_js")
def own_version() -> SafeString:
    """What tells the form which version it holds, each time that the editor saved by itself, and lets buttons wait."""
    scripts = ((static(f"js/{name}.js"),) for name in ("own-version", "patient-submit"))
    return format_html_join("", '<script src="{}" defer></script>', scripts)


@hooks.register("construct_page_chooser_queryset")
def own_pages(pages: Any, request: HttpRequest) -> Any:
    """Offer the pages of one's own part of a site, what lies above it, and what is public on that site."""
    return pages.filter(linkable(request.user))


@hooks.register("construct_explorer_page_queryset")
def own_part(parent_page: Page, pages: Any, request: HttpRequest) -> Any:
    """Refuse to look below a page that is kept from the user (403)."""
    if not request.user.is_superuser and not explorable_pages(request.user).filter(pk=parent_page.pk).exists():
        raise PermissionDenied
    return pages


@hooks.register("before_move_page", order=-10)
def refuse_foreign_place(request: HttpRequest, page: Page, destination: Page) -> None:
    """Ask to move a page only who may put it there (403): the question names both pages."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied


@hooks.register("construct_admin_api", order=10)
def no_lists_of_files(router: Any) -> None:
    """Close the lists of files for programs, which Wagtail gives to everybody in the admin."""
    router.register_endpoint("documents", NoDocuments)
    router.register_endpoint("images", NoImages)
    router.register_endpoint("pages", PagesToRead)


@hooks.register("after_copy_page")
def keep_privacy(request: HttpRequest, page: Any, new_page: Page) -> None:
    """A copy of a part of the site keeps from readers what the original keeps."""
    copy_privacy(source=page, copy=new_page, user=request.user)


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
@hooks.register("before_move_page")
def refuse_locked(request: HttpRequest, page: Page, *args: Any) -> HttpResponse | None:
    """A locked page stays as and where it is, also when something above it is deleted, moved or taken down."""
    if request.method != "POST":
        return None
    return refusal(request, [page])


@hooks.register("before_bulk_action")
def refuse_locked_in_bulk(request: HttpRequest, action: str, objects: Any, view: Any) -> HttpResponse | None:
    """The same for several pages together."""
    pages = [item for item in objects if isinstance(item, Page)]
    return refusal(request, pages) if action in {"delete", "move", "unpublish"} else None


def refusal(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """A message that names the first locked page in these parts of the site, or None without any."""
    locked = locked_within(pages)
    if locked is None:
        return None
    messages.error(request, f"Er is niets gewijzigd: '{locked.get_admin_display_title()}' is vergrendeld.")
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


@hooks.register("before_copy_page")
def tell_audience_of_copy(request: HttpRequest, page: Page) -> None:
    """Say for whom the page is; a copy outside the part that is kept for them starts as a draft."""
    if request.method == "POST" and not request.POST.get("new_parent_page"):
        # Wagtail's screen takes for granted that there is one: beside the original, as it proposes.
        data = request.POST.copy()
        data["new_parent_page"] = str(page.get_parent().pk)
        request.POST = data  # type: ignore[assignment]  # a QueryDict as well
    place = request.POST.get("new_parent_page", "")
    target = Page.objects.filter(pk=place).first() if place.isdecimal() and len(place) < LONGEST_NUMBER else None
    if request.method == "POST" and target is None:
        raise Http404
    if target is not None and not explorable_pages(request.user).filter(pk=target.pk).exists():
        raise PermissionDenied  # the form would name the page
    above = lost_restrictions(page, Page.get_first_root_node(), with_source=True)
    if not above:
        return
    if request.method == "GET":
        who = audience_of(above[0])
        messages.warning(
            request, f"Deze pagina is alleen voor {who}. Buiten dit deel van de site is de kopie dat niet."
        )
        return
    if target is not None and lost_restrictions(page, target, with_source=True):
        data = request.POST.copy()
        data.pop("publish_copies", None)
        request.POST = data  # type: ignore[assignment]  # a QueryDict as well


@hooks.register("after_copy_page")
def tell_new_audience(request: HttpRequest, page: Any, new_page: Page) -> None:
    """Name the change of audience of a copy."""
    lost = lost_restrictions(page, new_page, with_source=True)
    if lost and new_page.alias_of_id:
        messages.warning(request, f"De alias is alleen voor {audience_of(lost[0])}, net als het origineel.")
    elif lost:
        who = audience_of(lost[0])
        text = (
            f"Het origineel is alleen voor {who}. De kopie is een concept: wie haar plaatst, toont haar aan iedereen."
        )
        messages.warning(request, text)


@hooks.register("before_move_page", order=-5)
def tell_audience_of_move(request: HttpRequest, page: Page, destination: Page) -> None:
    """Say for whom a page stays when it leaves a part that is kept for them."""
    lost = lost_restrictions(page, destination)
    request.lost_privacy = {page.pk: lost} if lost else {}  # type: ignore[attr-defined]  # until the page was moved
    if lost and request.method == "GET":
        messages.warning(request, stays_for(page, lost))


@hooks.register("after_move_page", order=-5)
def keep_audience(request: HttpRequest, page: Page) -> None:
    """A page that left a part of the site that was kept for some stays kept for them."""
    lost = getattr(request, "lost_privacy", {}).get(page.pk, [])
    if carry_privacy(restrictions=lost, page=Page.objects.get(pk=page.pk), user=request.user):
        messages.warning(request, stays_for(page, lost))
    elif is_less(page, lost):
        messages.warning(
            request,
            f"'{page.get_admin_display_title()}' stond in een deel dat alleen is voor {audience_of(lost[0])}. "
            "Hier geldt alleen nog de eigen instelling van de pagina. Kijk die na bij Privacy.",
        )


@hooks.register("before_bulk_action", order=-5)
def note_audiences(request: HttpRequest, action: str, objects: Any, view: Any) -> None:
    """The same for several pages together; and nobody gives a role that they do not have (403)."""
    if action == "move":
        place = view.cleaned_form.cleaned_data["chooser"]
        request.lost_privacy = {page.pk: lost_restrictions(page, place) for page in objects}  # type: ignore[attr-defined]  # as above
    if action == "assign_role" and not request.user.is_superuser:
        role = view.cleaned_form.cleaned_data["role"]
        if not request.user.groups.filter(pk=role.pk).exists():
            raise PermissionDenied


@hooks.register("before_bulk_action", order=-5)
def refuse_aliases(request: HttpRequest, action: str, objects: Any, view: Any) -> HttpResponse | None:
    """An alias has no versions of its own: Wagtail cannot publish one, and would break off half-way."""
    if action != "publish":
        return None
    pages = published_together(request, objects)
    alias = next((page for page in pages if page.alias_of_id is not None), None)
    if alias is None:
        return None
    name = alias.get_admin_display_title()
    messages.error(
        request, f"Er is niets geplaatst: '{name}' is een alias. Plaats het origineel; de alias volgt vanzelf."
    )
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


@hooks.register("after_bulk_action", order=-5)
def keep_audiences(request: HttpRequest, action: str, objects: Any, view: Any) -> None:
    """As for one page."""
    for page in objects if action == "move" else ():
        keep_audience(request, page)


@hooks.register("before_convert_alias_page")
def note_audience_of_alias(request: HttpRequest, page: Page) -> None:
    """Remember for whom the original of an alias is, before the alias becomes a page of its own."""
    request.lost_privacy = {page.pk: lost_restrictions(page, page, with_source=True)}  # type: ignore[attr-defined]  # as above


@hooks.register("after_convert_alias_page")
def keep_audience_of_alias(request: HttpRequest, page: Page) -> None:
    """A page that was an alias stays kept for them."""
    keep_audience(request, page)


def stays_for(page: Page, lost: list[Any]) -> str:
    """What an editor is told of a page that leaves a part of the site that is kept for some."""
    who = audience_of(lost[0])
    return f"'{page.get_admin_display_title()}' is alleen voor {who} en blijft dat. Wijzig dit zo nodig bij Privacy."


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def refuse_foreign_account(request: HttpRequest, user: Any) -> None:
    """Who manages accounts without being an administrator manages those of their own association (403)."""
    if not colleagues(request.user).filter(pk=user.pk).exists():
        raise PermissionDenied
