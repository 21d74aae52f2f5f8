"""Screens of the admin on a site of five thousand pages, each beside stock Wagtail's: milliseconds and queries.

Run as `python -m benchmarks.editors`. The limits: at most 3 × stock Wagtail's screen, and a second. Stock is the same
database and the same account, without what our hooks and templates add; a report has Wagtail's list of pages by age as
its peer, and the bin, which Wagtail has not, too. `DATABASE_URL` names another database than the scratch one; it must
be empty.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks.servers import ROOT

LIMIT_RATIO, LIMIT_SECONDS = 3.0, 1.0
# A screen this fast may pass the ratio: stock's question before deleting hardly counts anything, ours all that links.
FAST_SECONDS = 0.25
TIMES = 5
CHILDREN, SECTIONS, IN_SECTION = 2000, 20, 148
REPORTS = ("links", "review", "texts", "changed", "images", "documents")
ACCOUNT = "bank"
# Without our hooks and templates the screens are those of Wagtail, and so are its rights.
STOCK_SETTINGS = """
import sys
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path
import wagtail
from noaber.settings.demo import *
for name in ("association.wagtail_hooks", "home.wagtail_hooks"):
    sys.modules[name] = module_from_spec(ModuleSpec(name, None))
own = [Path(wagtail.__file__).parent / folder for folder in ("admin/templates", "templates")]
TEMPLATES = [{**TEMPLATES[0], "DIRS": [*own, *TEMPLATES[0]["DIRS"]]}]
"""


@dataclass(frozen=True)
class Cost:
    """What a screen took: seconds (the best of several requests) and queries."""

    seconds: float
    queries: int


def insert(model: Any, rows: Iterable[Any]) -> None:
    """Insert the own columns of a model of pages; Django's bulk_create refuses a model with a parent table."""
    found = list(rows)
    for start in range(0, len(found), 200):
        part = found[start : start + 200]
        model._base_manager.all()._insert(part, fields=model._meta.local_concrete_fields, using="default")


class Maker:
    """Fills the database with so many of everything that the screens show."""

    def __init__(self) -> None:
        from django.contrib.contenttypes.models import ContentType
        from wagtail.models import Locale, Page

        from home.actions import set_up_site
        from home.pages import StandardPage

        self.made = set_up_site(
            name="Vereniging van Drentse Gemeenten", abbreviation="VDG", slug="vdg", host="localhost", port=80,
            preset="vdg", is_default=True, name_lines=("Vereniging van", "Drentse Gemeenten"),
        )  # fmt: skip
        self.kind = ContentType.objects.get_for_model(StandardPage)
        self.page_kind = ContentType.objects.get_for_model(Page)
        self.locale = Locale.get_default()

    def account(self) -> Any:
        """A chief editor."""
        from django.contrib.auth.models import Group

        from association.base.models import User

        user = User.objects.create_user(ACCOUNT, f"{ACCOUNT}@example.org")
        user.groups.add(Group.objects.get(name="VDG eindredactie"))
        return user

    def children(self, parent: Any, number: int, name: str) -> list[Any]:
        """So many pages below another, each tenth a draft."""
        from datetime import timedelta

        from django.utils import timezone
        from wagtail.models import Page

        from home.pages import StandardPage

        parent.refresh_from_db()
        begin, now = parent.numchild, timezone.now()
        rows = []
        for step in range(begin + 1, begin + number + 1):
            title, slug = f"{name} {step}", f"{name.lower()}-{step}"
            live, moment = step % 10 != 0, now - timedelta(minutes=step)
            rows.append(
                Page(
                    title=title, draft_title=title, slug=slug, url_path=f"{parent.url_path}{slug}/", locale=self.locale,
                    path=Page._get_path(parent.path, parent.depth + 1, step), depth=parent.depth + 1, live=live,
                    content_type=self.kind, has_unpublished_changes=not live, owner=self.user,
                    latest_revision_created_at=moment, first_published_at=moment if live else None,
                    last_published_at=moment if live else None,
                )
            )  # fmt: skip
        Page.objects.bulk_create(rows, batch_size=400)
        Page.objects.filter(pk=parent.pk).update(numchild=begin + number)
        pages = list(Page.objects.child_of(parent).filter(title__startswith=name).order_by("path"))
        insert(StandardPage, (StandardPage(page_ptr_id=page.pk, body="[]") for page in pages))
        return pages

    def make(self) -> int:
        """Fill the database; answers the number of the page with the many below it."""
        self.user = self.account()
        sections = self.children(self.made.home, SECTIONS + 1, "Deel")
        full, *others = sections
        pages = self.children(full, CHILDREN, "Stuk")
        for section in others:
            pages += self.children(section, IN_SECTION, "Pagina")
        self.versions(pages)
        self.words_on(pages, [full, *pages[:CHILDREN]])
        self.privacy(others[:5], [full, *pages[:CHILDREN]])
        self.files()
        self.bin(others[-1])
        return int(full.pk)

    def versions(self, pages: list[Any]) -> None:
        """A version of each page, a few of them planned, and two lines in the history."""
        from datetime import timedelta

        from django.utils import timezone
        from wagtail.models import Page, PageLogEntry, Revision

        now = timezone.now()
        Revision.objects.bulk_create(
            (
                Revision(
                    content_type=self.kind, base_content_type=self.page_kind, object_id=str(page.pk), user=self.user,
                    created_at=now, content={"pk": page.pk, "title": page.title, "body": "[]"},
                    approved_go_live_at=now + timedelta(days=1) if number % 100 == 99 else None,
                )
                for number, page in enumerate(pages)
            ),
            batch_size=400,
        )  # fmt: skip
        numbers = dict(Revision.objects.values_list("object_id", "pk"))
        for page in pages:
            page.latest_revision_id = numbers[str(page.pk)]
        Page.objects.bulk_update(pages, ["latest_revision"], batch_size=400)
        PageLogEntry.objects.bulk_create(
            (
                PageLogEntry(
                    content_type=self.kind, page=page, label=page.title, action=action, timestamp=now, user=self.user
                )
                for page in pages
                for action in ("wagtail.edit", "wagtail.publish")
            ),
            batch_size=400,
        )

    def words_on(self, pages: list[Any], full: list[Any]) -> None:
        """What the checks found, where links lead, and when pages are to be read again."""
        from datetime import timedelta
        from uuid import uuid4

        from django.utils import timezone
        from wagtail.models import ReferenceIndex

        from association.base.models import PageMeta
        from association.quality.models import Finding, LinkTarget, PageLink

        today = timezone.localdate()
        PageMeta.objects.bulk_create(
            PageMeta(page=page, review_date=today - timedelta(days=number % 300), responsible=self.user)
            for number, page in enumerate(pages[::5])
        )
        Finding.objects.bulk_create(Finding(page=page, code="abbreviation", detail="GGD") for page in pages[::2])
        targets = LinkTarget.objects.bulk_create(
            LinkTarget(
                url=f"https://{number}.example/", url_hash=str(number), state="broken" if number % 9 else "works"
            )
            for number in range(200)
        )
        links = [
            PageLink(page=page, text="hier", target_page=pages[-number].pk)
            for number, page in enumerate(pages, start=1)
        ]
        links += [
            PageLink(page=page, text="daar", target=targets[number % 200]) for number, page in enumerate(pages[::10])
        ]
        PageLink.objects.bulk_create(links, batch_size=400)
        ReferenceIndex.objects.bulk_create(
            (
                ReferenceIndex(
                    base_content_type=self.page_kind, content_type=self.kind, to_content_type=self.page_kind,
                    object_id=str(page.pk), to_object_id=str(full[number % len(full)].pk), model_path="body",
                    content_path="body.x", content_path_hash=uuid4(),
                )
                for number, page in enumerate(pages)
            ),
            batch_size=400,
        )  # fmt: skip

    def privacy(self, closed: list[Any], full: list[Any]) -> None:
        """Sections for members, and redirects."""
        from wagtail.contrib.redirects.models import Redirect
        from wagtail.models import PageViewRestriction

        for page in closed:
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        Redirect.objects.bulk_create(
            Redirect(old_path=f"/oud-{number}", site=self.made.site, redirect_page=page)
            for number, page in enumerate(full[:300])
        )

    def files(self) -> None:
        """Pictures and documents, half of them without description or use."""
        from association.base.models import Document, Image

        Image.objects.bulk_create(
            Image(
                title=f"Beeld {number}", description="Iets" if number % 2 else "", file=f"beeld-{number}.png", width=4,
                height=3, collection=self.made.collection, uploaded_by_user=self.user,
            )
            for number in range(1000)
        )  # fmt: skip
        Document.objects.bulk_create(
            Document(title=f"Stuk {number}", file=f"stuk-{number}.txt", collection=self.made.collection)
            for number in range(500)
        )

    def bin(self, section: Any) -> None:
        """Pages in the bin, the last with many below it."""
        from django.utils import timezone

        from association.removal.actions.bin import the_bin
        from association.removal.models import DeletedPage

        pages = self.children(the_bin(), 200, "Weg")
        state = {"live": True, "revision": None, "changes": False}
        rows = [
            DeletedPage(
                page=page, site=self.made.site, parent=section, parent_title=section.title, slug=page.slug,
                deleted_by=self.user, deleted_at=timezone.now(), pages=CHILDREN if page is pages[-1] else 2,
                states={"pages": {str(key): state for key in range(CHILDREN if page is pages[-1] else 2)}},
            )
            for page in pages
        ]  # fmt: skip
        DeletedPage.objects.bulk_create(rows)


def addresses(number: int, *, stock: bool) -> dict[str, str]:
    """The screens with their addresses; of stock Wagtail's, the peer of each."""
    from django.urls import reverse

    ages = reverse("wagtailadmin_reports:aging_pages")
    reports = {f"report {name}": ages if stock else reverse(f"quality_{name}") for name in REPORTS}
    return {
        f"explorer, {CHILDREN} children": reverse("wagtailadmin_explore", args=[number]),
        "dashboard": reverse("wagtailadmin_home"),
        **reports,
        "site history": reverse("wagtailadmin_reports:site_history"),
        "bin": ages if stock else reverse("recycle_bin"),
        f"delete {CHILDREN} pages": reverse("wagtailadmin_pages:delete", args=[number]),
        f"unpublish {CHILDREN} pages": reverse("wagtailadmin_pages:unpublish", args=[number]),
        "edit a page": reverse("wagtailadmin_pages:edit", args=[number]),
        "page chooser": reverse("wagtailadmin_choose_page_child", args=[number]),
    }


def measured(client: Any, address: str) -> Cost:
    """What one screen costs, once everything is warm; RuntimeError when it does not answer 200."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    # A database in this process is part of what it costs; for another only the clock tells.
    clock = process_time if connection.vendor == "sqlite" else perf_counter
    seconds = []
    for _ in range(TIMES):
        begin = clock()
        answer = client.get(address)
        seconds.append(clock() - begin)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answers {answer.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    if os.environ.get("SHOW_QUERIES"):
        for query in sorted(captured.captured_queries, key=lambda found: -float(found["time"]))[:5]:
            print(address, query["time"], query["sql"][:1500], file=sys.stderr)
    return Cost(min(seconds), len(captured))


def child(work: str, number: str = "") -> None:
    """Make the content (`make`) or measure the screens (`ours`, `stock`), and print the answer."""
    import django

    django.setup()
    if work == "make":
        print(Maker().make())
        return
    from django.test import Client

    from association.base.models import User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username=ACCOUNT))
    found = {name: measured(client, address) for name, address in addresses(int(number), stock=work == "stock").items()}
    print(json.dumps({name: [cost.seconds, cost.queries] for name, cost in found.items()}))


def last_line(folder: Path, settings: str, *command: str) -> str:
    """The last line that a process prints, on the database in a folder."""
    environment = {
        **os.environ,
        "DATA_FOLDER": str(folder),
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}:{folder}",
    }
    made = subprocess.run(
        [sys.executable, *command], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return (made.stdout.splitlines() or [""])[-1]


def measure(folder: Path) -> tuple[dict[str, Cost], dict[str, Cost]]:
    """Our screens and stock Wagtail's, on a database made in the folder."""
    ours, stock = "noaber.settings.demo", "stock_settings"
    (folder / f"{stock}.py").write_text(STOCK_SETTINGS)
    last_line(folder, ours, "manage.py", "migrate", "--verbosity", "0")
    last_line(folder, ours, "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
    number = last_line(folder, ours, "-m", "benchmarks.editors", "make")
    answers = [
        json.loads(last_line(folder, settings, "-m", "benchmarks.editors", work, number))
        for settings, work in ((stock, "stock"), (ours, "ours"))
    ]
    peers, mine = ({name: Cost(*cost) for name, cost in answer.items()} for answer in answers)
    return mine, peers


def main() -> int:
    """Measure everything, print the table; exit code 1 when a limit is passed."""
    with tempfile.TemporaryDirectory() as place:
        mine, peers = measure(Path(place))
    missed = False
    print(f"{'screen, 5,000 pages':28} {'ms':>7} {'stock':>7} {'× stock':>8} {'queries':>8} {'stock':>6}")
    for name, cost in mine.items():
        peer = peers[name]
        ratio = cost.seconds / peer.seconds
        slow = cost.seconds > LIMIT_SECONDS or (ratio > LIMIT_RATIO and cost.seconds > FAST_SECONDS)
        missed = missed or slow
        row = f"{name:28} {cost.seconds * 1000:7.0f} {peer.seconds * 1000:7.0f} {ratio:8.2f}"
        print(f"{row} {cost.queries:8} {peer.queries:6}{'  MISSED' if slow else ''}")
    return int(missed)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child(*sys.argv[1:])
    else:
        raise SystemExit(main())
