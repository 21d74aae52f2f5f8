"""Who may see which page: the only way in which lists, links, feeds, exports and searches get their pages."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import IntegerField, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, Page, PageManager, PageQuerySet, PageViewRestriction, Site

if TYPE_CHECKING:
    from association.base.models import User


ALIAS = "alias"
CLOSED = "closed"
COLLECTION = "collection "
# Page types that are one whole with what lies below them, by model name (close_below).
_wholes: set[str] = set()
_waiting: list[Q] = []


def close_below(model: Any) -> None:
    """Let nothing below a page of this type exist for readers while the page itself is not public."""
    _wholes.add(model._meta.model_name)


def close_where(condition: Q) -> None:
    """Let no reader find pages of a condition, nor anything below them, although they are live."""
    if condition not in _waiting:
        _waiting.append(condition)


@dataclass(frozen=True)
class Restriction:
    """One privacy setting: everything at or below `path` asks for `kind` (login, groups or password)."""

    id: int
    kind: str
    path: str
    groups: frozenset[int]


def restriction_rows() -> "QuerySet[Any]":
    """Rows (number, kind, path, group, "") of privacy settings and (0, ALIAS, path, None, path of the source).

    The kind of a setting on a collection of files starts with COLLECTION. A row (0, CLOSED, path, None, "") stands for
    a whole (close_below) that is not public and has pages below it, or for a page that waits (close_where).
    """
    settings = PageViewRestriction.objects.values_list("id", "restriction_type", "page__path", "groups__id", Value(""))
    aliases = Page.objects.order_by().filter(alias_of__isnull=False)
    nobody = Value(None, output_field=IntegerField())
    files = CollectionViewRestriction.objects.values_list(
        "id", Concat(Value(COLLECTION), "restriction_type"), "collection__path", "groups__id", Value("")
    )
    past = Q(live=False) | Q(expire_at__lte=timezone.now())
    shut = Q(past, numchild__gt=0, content_type__model__in=_wholes)
    for condition in _waiting:
        shut |= condition
    closed = Page.objects.order_by().filter(shut)
    return settings.union(
        aliases.values_list(Value(0), Value(ALIAS), "path", nobody, "alias_of__path"),
        closed.values_list(Value(0), Value(CLOSED), "path", nobody, Value("")),
        files,
    )


class Viewer:
    """Somebody looking at one site: decides which of its pages exist for them.

    `user` is None for a visitor without account; `groups` are the ids of the user's groups; `passed` are the ids of the
    password restrictions whose password was given in this session. `is_member`: whether it is somebody with an account.
    """

    def __init__(
        self,
        *,
        site: Site,
        user: "User | None" = None,
        groups: Iterable[int] | None = None,
        passed: Iterable[int] = (),
    ) -> None:
        self.site = site
        self.user = user
        self.is_member = user is not None
        self.passed = frozenset(passed)
        self.promised: frozenset[int] = frozenset()
        self.promised_path = ""
        self._groups = None if groups is None else frozenset(groups)

    @classmethod
    def from_request(cls, request: HttpRequest) -> "Viewer | None":
        """The viewer behind a request, or None when no site answers to its host."""
        site = Site.find_for_request(request)
        if site is None:
            return None
        user: Any = getattr(request, "user", AnonymousUser())
        passed = []
        # Reading a session that does not exist yet would mark the answer as personal.
        if request.session.session_key:
            passed = request.session.get(PageViewRestriction.passed_view_restrictions_session_key, [])
        return cls(site=site, user=user if user.is_authenticated else None, passed=passed)

    @classmethod
    def anonymous(cls, site: Site) -> "Viewer":
        """The general public at a site, whoever is asking."""
        return cls(site=site)

    @classmethod
    def for_groups(cls, site: Site, groups: Iterable[int], *, passed: Iterable[int] = ()) -> "Viewer":
        """Anybody with an account who is in these groups and no other, for what is made for many readers at once."""
        viewer = cls(site=site, groups=groups, passed=passed)
        viewer.is_member = True
        return viewer

    @classmethod
    def for_list(cls, site: Site, groups: Iterable[int]) -> "Viewer":
        """Anybody on a mailing list that reads along with these groups; with none it is the general public."""
        numbers = frozenset(groups)
        return cls.for_groups(site, numbers) if numbers else cls.anonymous(site)

    def promise(self, path: str, pages: Iterable[int]) -> "Viewer":
        """Let a whole at a tree path, and these pages in it, exist as they will when it is published; returns itself.

        For what is made before that moment; privacy holds as always. Call it before anything else is asked.
        """
        self.promised, self.promised_path = frozenset(pages), path
        return self

    @cached_property
    def groups(self) -> frozenset[int]:
        """Ids of the user's groups."""
        if self._groups is not None:
            return self._groups
        return frozenset(self.user.groups.values_list("id", flat=True)) if self.user else frozenset()

    @cached_property
    def _found(self) -> tuple[list[Restriction], list[tuple[str, str]], tuple[str, ...]]:
        """All privacy settings, path and source path of every alias, and paths of closed wholes, in one query."""
        found: dict[tuple[int, str], tuple[str, set[int]]] = {}
        aliases, closed = [], []
        for number, kind, path, group, source in restriction_rows():
            if kind == ALIAS:
                aliases.append((path, source))
                continue
            if kind == CLOSED:
                closed.append(path)
                continue
            _, groups = found.setdefault((number, kind), (path, set()))
            if group is not None:
                groups.add(group)
        rows = [Restriction(number, kind, path, frozenset(groups)) for (number, kind), (path, groups) in found.items()]
        return rows, aliases, tuple(sorted(closed))

    @cached_property
    def restrictions(self) -> tuple[Restriction, ...]:
        """The privacy settings of pages; those of a page hold for its aliases as well."""
        rows, aliases, _ = self._found
        own = [item for item in rows if not item.kind.startswith(COLLECTION)]
        known = dict.fromkeys(own)
        new = list(known)
        while new:  # an alias may have an alias, or lie below one
            copied = [
                replace(item, path=path) for path, source in aliases for item in new if source.startswith(item.path)
            ]
            new = [item for item in dict.fromkeys(copied) if item not in known]
            known.update(dict.fromkeys(new))
        return tuple(known)

    @cached_property
    def hidden_collections(self) -> tuple[str, ...]:
        """Tree paths of collections whose files do not exist for this viewer; a shared password is asked per file."""
        files = (item for item in self._found[0] if item.kind.startswith(COLLECTION))
        plain = [replace(item, kind=item.kind.removeprefix(COLLECTION)) for item in files]
        return tuple(item.path for item in plain if item.kind != PageViewRestriction.PASSWORD and not self.passes(item))

    @cached_property
    def collection_groups(self) -> frozenset[int]:
        """Ids of the groups that privacy settings of collections name."""
        files = (item for item in self._found[0] if item.kind.startswith(COLLECTION))
        return frozenset(group for item in files for group in item.groups)

    def may_use(self, file: Any) -> bool:
        """Whether a picture or document exists for this viewer; load its collection with it."""
        hidden = self.hidden_collections
        return not (hidden and file.collection.path.startswith(hidden))

    def restrictions_on(self, page: Page) -> list[PageViewRestriction]:
        """The privacy settings that hold for a page, as Wagtail checks them when it serves the page."""
        numbers = {item.id: item.kind for item in self.restrictions if page.path.startswith(item.path)}
        return [PageViewRestriction(id=number, restriction_type=kind) for number, kind in sorted(numbers.items())]

    def passes(self, restriction: Restriction) -> bool:
        """Whether this viewer fulfils a privacy setting."""
        if restriction.kind == PageViewRestriction.PASSWORD:
            return restriction.id in self.passed
        if not self.is_member:
            return False
        if restriction.kind == PageViewRestriction.LOGIN or (self.user is not None and self.user.is_superuser):
            return True
        return bool(restriction.groups & self.groups)

    @cached_property
    def hidden_paths(self) -> tuple[str, ...]:
        """Tree paths at and below which nothing exists for this viewer."""
        kept = {item.path for item in self.restrictions if not self.passes(item)}
        closed = {
            path for path in self.closed_paths if not (self.promised_path and path.startswith(self.promised_path))
        }
        return tuple(sorted(kept | closed))

    @property
    def closed_paths(self) -> tuple[str, ...]:
        """Tree paths of wholes that are not public, so that nothing below them exists for any reader."""
        return self._found[2]

    def may_view(self, page: Page) -> bool:
        """Whether the page exists for this viewer: on this site, live, not expired and not hidden."""
        exists = page.live or page.pk in self.promised
        if not exists or not page.path.startswith(self.site.root_page.path):
            return False
        if page.expire_at and page.expire_at <= timezone.now():
            return False
        return not page.path.startswith(self.hidden_paths) if self.hidden_paths else True

    def is_restricted(self, page: Page) -> bool:
        """Whether the page is kept from somebody, so that a list marks it with a lock."""
        return any(page.path.startswith(item.path) for item in self.restrictions)

    def visible(self) -> Q:
        """The condition of `may_view` for a query over pages."""
        condition = Q(path__startswith=self.site.root_page.path)
        condition &= Q(live=True) | Q(pk__in=self.promised) if self.promised else Q(live=True)
        condition &= Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())
        for path in self.hidden_paths:
            condition &= ~Q(path__startswith=path)
        return condition


class ViewableQuerySet(PageQuerySet):
    """Pages that can be narrowed down to what somebody may see."""

    def viewable_by(self, viewer: Viewer) -> "ViewableQuerySet":
        """The pages of this query that exist for the viewer."""
        return self.filter(viewer.visible())


ViewablePageManager = PageManager.from_queryset(ViewableQuerySet)


def viewable_pages(viewer: Viewer, pages: Any = None) -> Any:
    """A query set of the pages of any type, or of the given query, that exist for the viewer."""
    return (Page.objects.all() if pages is None else pages).filter(viewer.visible())


def locked_within(pages: Iterable[Page]) -> Page | None:
    """The first locked page at or below any of these, or None."""
    below = Q(pk__in=())
    for page in pages:
        below |= Q(path__startswith=page.path)
    return Page.objects.filter(below, locked=True).order_by("path").first()
