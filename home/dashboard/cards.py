"""The cards on the first screen of the admin: what waits for somebody, what is planned, how site and seats are."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page, WorkflowState
from wagtail.permissions import policy_registry

from association.activities.models import ActivityYear
from association.activities.queries import to_fill_in
from association.activities.rights import own
from association.activities.rules import Period, period_of
from association.base.site_settings import SiteSettings
from association.memberships.queries import watch_counts, watch_words
from association.memberships.rights import SEEING, keepers
from association.newsletters.composing.agreement import asked_of
from association.newsletters.sending.attention import asking_attention
from association.publications.queries import with_problems
from association.publishing.queries import COMES_DOWN, failures, scheduled
from association.quality.queries import Count, quality_counts, to_check_again
from association.review.queries import sent_round, to_review
from home.dashboard.tasks import within
from home.dashboard.words import counted_words, day_in_words, days_late, moment_in_words

MOST = 5
# What is worth a word when there is none of it, as the counts call it.
WISHED = ("gebroken links", "beelden zonder beschrijving")


@dataclass(frozen=True)
class Line:
    """One line of a list: a link, a remark, and in red what is late or went wrong."""

    title: str
    url: str
    text: str = ""
    late: str = ""


@dataclass(frozen=True)
class Part:
    """A list in a card: at most MOST lines and, folded away, the rest; or else where all of them are.

    `number` counts all lines, where they are known; `empty` says that there is none.
    """

    title: str
    lines: list[Line]
    rest: list[Line]
    number: int | None = None
    all_url: str = ""
    all_words: str = ""
    empty: str = ""


def part(title: str, lines: list[Line], *, empty: str = "") -> Part:
    """A list of all lines."""
    return Part(title, lines[:MOST], lines[MOST:], number=len(lines), empty=empty)


def first_part(title: str, lines: list[Line], all_words: str, all_url: str) -> Part:
    """A list of the first lines, with a link to a screen with all of them when there are more."""
    words, address = (all_words, all_url) if lines[MOST:] else ("", "")
    return Part(title, lines[:MOST], [], all_url=address, all_words=words)


def going_round(user: Any) -> Q:
    """Pages that the user sent round and that are not finished; they stand in a list of their own."""
    numbers = WorkflowState.objects.active().filter(requested_by=user).values_list("object_id", flat=True)
    return Q(pk__in=[int(number) for number in numbers])


class Work:
    """What the cards of one person show, on one day."""

    def __init__(self, user: Any, sites: list[SiteSettings], today: date) -> None:
        self.user, self.sites, self.today = user, sites, today
        self.policy = policy_registry.get_by_type(Page)

    def reviews(self) -> Part:
        """What the user is asked to read along with."""
        lines = [
            Line(
                title=item.title,
                url=item.edit_url,
                text=", ".join(filter(None, [item.asked_by and f"van {item.asked_by}", self.wanted(item)])),
                late="te laat" if item.is_late else "",
            )
            for item in to_review(self.user)
        ]
        return part("Meelezen", lines)

    def wanted(self, item: Any) -> str:
        """Before which day an answer is wanted; it was, when that day is over."""
        return (
            f"gevraagd vóór {day_in_words(item.due_date, self.today)}" if item.is_late else self.before(item.due_date)
        )

    def before(self, day: date | None) -> str:
        """Before which day something is wanted."""
        return f"vóór {day_in_words(day, self.today)}" if day else ""

    def sent(self) -> Part:
        """The user's own pages that others are reading."""
        lines = [
            Line(item.title, item.edit_url, item.answer or f"nog geen antwoord {self.before(item.due_date)}".strip())
            for item in sent_round(self.user)
        ]
        return part("Rondgestuurd", lines)

    def activities(self) -> Part:
        """What the user still has to tell of activities, in the period that runs and those that were asked."""
        found = to_fill_in(ActivityYear.objects.filter(own(self.user)), self.today, period_of(self.today))
        several = len({item.slug for item in found}) > 1
        lines = []
        for item in found:
            amount = "1 activiteit" if item.number == 1 else f"{item.number} activiteiten"
            address = reverse("activities", args=[item.slug, item.year])
            due = f"tot en met {day_in_words(item.due_on, self.today)}" if item.due_on else ""
            lines.append(
                Line(
                    title=f"{amount} in te vullen ({Period(item.period).label} {item.year})",
                    url=f"{address}?periode={item.period}&mijn=1&ontbreekt=1",
                    text=", ".join(filter(None, [item.association if several else "", due])),
                    late="te laat" if item.due_on and item.due_on < self.today else "",
                )
            )
        return part("Activiteiten", lines)

    def drafts(self) -> Part:
        """The user's own changes that readers do not see yet and that nobody was asked to read, newest first."""
        mine = self.policy.instances_user_has_permission_for(self.user, "change")
        found = (
            within(self.sites, mine)
            .filter(has_unpublished_changes=True, latest_revision__user=self.user, alias_of=None)
            .exclude(latest_revision__approved_go_live_at__isnull=False)
            .exclude(going_round(self.user))
            .order_by("-latest_revision_created_at", "-pk")
        )
        lines = [
            Line(
                title=page.draft_title or page.title,
                url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
                text=self.state(page),
            )
            for page in found[: MOST + 1]
        ]
        address = f"{reverse('wagtailadmin_explore_root')}?edited_by={self.user.pk}"
        return first_part("Mijn concepten", lines, "Alles wat u schreef", address)

    def state(self, page: Page) -> str:
        """When a draft was last changed, and that it is a change of what stands on the site."""
        moment = moment_in_words(page.latest_revision_created_at, self.today)
        return f"{moment}; wijziging nog niet geplaatst" if page.live else moment

    def locked(self) -> Part:
        """The pages that the user locked, so that others cannot change them."""
        mine = self.policy.instances_user_has_permission_for(self.user, "change")
        found = within(self.sites, mine).filter(locked=True, locked_by=self.user).order_by("-locked_at", "-pk")
        lines = [
            Line(page.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[page.pk]))
            for page in found[: MOST + 1]
        ]
        address = reverse("wagtailadmin_reports:locked_pages")
        return first_part("Door u vergrendeld", lines, "Alle vergrendelde pagina's", address)

    def planned(self) -> Part:
        """What will be placed or taken down by itself."""
        lines = [
            Line(
                item.title,
                item.edit_url,
                ("verdwijnt " if item.kind == COMES_DOWN else "") + moment_in_words(item.moment, self.today),
            )
            for item in scheduled(self.user)
        ]
        return part("Gepland", lines, empty="Er staat niets gepland.")

    def failed(self) -> Part:
        """What should have been placed and was not."""
        lines = [
            Line(
                item.title,
                item.edit_url,
                f"{moment_in_words(item.failed_at, self.today)}: {item.reason}",
                "niet geplaatst",
            )
            for item in failures(self.user)
        ]
        return part("Niet gelukt", lines)

    def mailings(self) -> Part:
        """The newsletters that wait for the user's agreement, stand still, or perhaps did not arrive."""
        lines = [Line(item.title, item.url, item.text, item.late) for item in asking_attention(self.user)]
        asked = [Line(item.title, item.url, item.text) for item in asked_of(self.user)]
        return part("Nieuwsbrieven", asked + lines)

    def accepted(self) -> Part:
        """The documents that were adopted although something was left to do, for who may mend them."""
        mine = within(self.sites, self.policy.instances_user_has_permission_for(self.user, "change"))
        lines = [
            Line(
                title=edition.title,
                url=reverse("publication", args=[edition.publication_id]),
                text=f"{edition.words}: nog {edition.tasks_left} {'punt' if edition.tasks_left == 1 else 'punten'}",
            )
            for edition in with_problems(mine.values("pk"))
        ]
        return part("Nog te verbeteren in documenten", lines)

    def again(self) -> Part:
        """What is to be read again."""
        lines = [
            Line(
                title=item.title,
                url=item.edit_url,
                text=("stond voor " if item.days_late > 0 else "") + day_in_words(item.date, self.today),
                late=days_late(item.days_late),
            )
            for item in to_check_again(self.user)
        ]
        return first_part("Opnieuw nalezen", lines, "Alles om na te lezen", reverse("quality_review"))

    def quality(self) -> tuple[list[Any], str]:
        """What can be better, most first, and one line on what is well."""
        wrong = sorted(quality_counts(self.user), key=lambda count: -count.number)
        found = {count.label for count in wrong}
        well = [f"geen {label}" for label in WISHED if label not in found]
        wrong = [replace(count, label=counted_words(count.label, count.number)) for count in wrong]
        return wrong, f"Goed op orde: {' en '.join(well)}." if well else ""


def seats_to_watch(user: Any, today: date) -> list[Count]:
    """What asks for a look among the seats, for who sees seats of an association; two queries."""
    mine = list(keepers(user, SEEING).values_list("pk", flat=True))
    counts = watch_counts(mine, today) if mine else {}
    address = reverse("seats_watch")
    return [
        Count(watch_words({**dict.fromkeys(counts, 0), name: number}).partition(" ")[2], number, f"{address}#{anchor}")
        for name, anchor in (("ending", "einde"), ("vacant", "vacatures"), ("nominated", "voorgedragen"))
        if (number := counts.get(name, 0))
    ]


class CardsPanel(Component):
    """The cards beside each other; below each other on a phone."""

    name = "cards"
    template_name = "home/dashboard_cards.html"
    order = 60

    def __init__(self, sites: list[SiteSettings]) -> None:
        self.sites = sites

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Each card with its lists; a list without lines is left out, or says so kindly."""
        work = Work(parent_context["request"].user, self.sites, timezone.localdate())
        asked = (
            work.reviews(),
            work.activities(),
            work.drafts(),
            work.sent(),
            work.mailings(),
            work.accepted(),
            work.locked(),
        )
        mine = [found for found in asked if found.lines]
        failed, planned, again = work.failed(), work.planned(), work.again()
        wrong, well = work.quality()
        return {
            "mine": mine,
            "failed": failed,
            "planned": planned,
            "again": again,
            "wrong": wrong,
            "well": well,
            "seats": seats_to_watch(work.user, work.today),
        }
