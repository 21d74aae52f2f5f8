"""Bringing in a Word file and making a PDF: seconds and memory beside their limits, each in a process of its own.

Run as `python -m benchmarks.documents`. The limits: 200 pages come in within 5 s and 200 MB; 50 pages of PDF take 10 s
of CPU and 250 MB; 60 pages with 8 chapters about portfolios and 120 facts are adopted, with PDF, e-book and single
page, within 40 s of CPU and 300 MB, and no transaction is open longer than a second. Memory is what the work adds to a
process in which Django and the libraries are loaded; that of adopting is all that the process has.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.servers import ROOT, make_demonstration

PAGES_IN = 200
PAGES_OUT = 50
LIMITS = {"import": (5.0, 200.0), "pdf": (10.0, 250.0), "adopt": (40.0, 300.0)}
LONGEST_TRANSACTION = 1.0  # seconds
SENTENCE = "De gemeenten spreken over wonen, energie en zorg, en leggen hun besluiten naast elkaar. "


@dataclass(frozen=True)
class Cost:
    """What a piece of work took: CPU seconds, megabytes, the pages it was about, and its longest transaction (s)."""

    seconds: float
    megabytes: float
    pages: int
    longest: float = 0.0


def make_word_file(path: Path, pages: int) -> None:
    """A Word file of about so many pages: per page a heading, three paragraphs, a list and a table."""
    from docx import Document

    document = Document()
    document.add_heading("Overdrachtsdocument", 0)
    for page in range(1, pages + 1):
        document.add_heading(f"Onderwerp {page}", 1 if page % 10 == 1 else 2)
        for _ in range(3):
            document.add_paragraph(SENTENCE * 6)
        for point in range(4):
            document.add_paragraph(f"Punt {point} van onderwerp {page}", style="List Bullet")
        table = document.add_table(rows=5, cols=3)
        for row in table.rows:
            for number, cell in enumerate(row.cells):
                cell.text = f"Cel {number} op pagina {page}"
    document.save(str(path))


def spent(work: Callable[[], int]) -> Cost:
    """What a piece of work costs in this process; it answers the number of pages."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    pages = work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    # ru_maxrss is in kilobytes on Linux (getrusage(2)).
    return Cost(seconds + children.ru_utime + children.ru_stime, (after.ru_maxrss - before.ru_maxrss) / 1024, pages)


def bring_in(path: Path) -> Cost:
    """Read a Word file and make a draft publication of it."""
    from wagtail.models import Site

    from association.base.site_settings import SiteSettings
    from association.publications.importing import build, outline, places
    from association.publications.pages import PublicationIndexPage

    site = Site.objects.get(is_default_site=True)
    association = SiteSettings.of(site).association
    index = PublicationIndexPage.objects.descendant_of(site.root_page).get()

    def work() -> int:
        source = build.read_document(path.read_bytes(), path.name)
        build.make_publication(
            source=source,
            choices=outline.Choices(),
            title="Bank",
            kind="handover",
            index=index,
            association=association,
            collection=places.collection_of(association),
            user=None,
        )
        return PAGES_IN

    return spent(work)


def make_pdf(path: Path) -> Cost:
    """Make the PDF of the demonstration's handover document, as the public sees it."""
    from association.base.queries import Viewer
    from association.publications.pages import PublicationPage
    from association.publications.render.pdf import make_pdf as make_file

    publication = PublicationPage.objects.get(slug="overdrachtsdocument-2026")
    viewer = Viewer.anonymous(publication.get_site())

    return spent(lambda: int(make_file(publication.document(viewer)).pages))


def adopt(path: Path) -> Cost:
    """Adopt a document with many facts, with all its files; fails when it cannot be adopted or is too short."""
    from benchmarks import adopting

    page = adopting.make_document()
    with adopting.timed_transactions() as transactions:
        cost = spent(lambda: adopting.adopted_pages(page))
    whole = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(cost.seconds, whole, cost.pages, max(transactions))


WORK = {"import": bring_in, "pdf": make_pdf, "adopt": adopt}


def child(name: str, path: str) -> None:
    """Do one piece of work in this process and print what it cost."""
    import django

    django.setup()
    cost = WORK[name](Path(path))
    print(json.dumps(asdict(cost)))


def measure(name: str, path: Path, folder: Path) -> Cost:
    """What a piece of work costs in a process of its own, on the demonstration in a folder."""
    environment = {
        **os.environ,
        "DATA_FOLDER": str(folder),
        "DJANGO_SETTINGS_MODULE": "noaber.settings.demo",
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
    }
    command = [sys.executable, "-m", "benchmarks.documents", name, str(path)]
    answer = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    return Cost(**json.loads(answer.stdout.splitlines()[-1]))


def main() -> int:
    """Measure everything, print the table; exit code 1 when a limit is passed."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make_demonstration(folder)
        word = folder / "bank.docx"
        make_word_file(word, PAGES_IN)
        costs = {name: measure(name, word, folder) for name in WORK}
    missed = costs["adopt"].longest > LONGEST_TRANSACTION
    print(f"{'work':28} {'CPU s':>7} {'limit':>7} {'MB':>7} {'limit':>7}")
    for name, cost in costs.items():
        seconds, megabytes = LIMITS[name]
        scale = cost.pages / PAGES_OUT if name == "pdf" else 1.0
        missed = missed or cost.seconds > seconds * scale or cost.megabytes > megabytes
        label = f"{name}, {cost.pages} pages"
        print(f"{label:28} {cost.seconds:7.1f} {seconds * scale:7.1f} {cost.megabytes:7.0f} {megabytes:7.0f}")
    print(f"{'adopt, longest transaction':28} {costs['adopt'].longest:7.2f} {LONGEST_TRANSACTION:7.2f}")
    return int(missed)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child(sys.argv[1], sys.argv[2])
    else:
        raise SystemExit(main())
