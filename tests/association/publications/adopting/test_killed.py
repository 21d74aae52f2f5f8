"""Workers that are killed while they adopt: processes of their own, broken off at any moment, on a file of their own."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.template_database import put_migrated_file

pytestmark = pytest.mark.soak
ROOT = Path(__file__).resolve().parents[4]
KILLS = 20
PREPARE = """
from tests.factories.content import make_vdg, paragraph
from tests.factories.publications import make_chapter, make_publication
setup = make_vdg()
page = make_publication(setup, "Werkplan", slug="werkplan")
for number in range(6):
    make_chapter(page, f"Hoofdstuk {number}", slug=f"h-{number}", body=[paragraph("Een zin over wonen. " * 40)] * 6)
"""
ASK = """
from datetime import date
from association.publications.adopting import jobs
from association.publications.models import Edition
from association.publications.pages import PublicationPage
jobs.enqueue = lambda number: None
edition = jobs.request_edition(publication=PublicationPage.objects.get(), user=None, dated=date(2026, 3, 18))
print(edition.pk)
"""
ADOPT = """
from association.publications.adopting.jobs import adopt
print("begin", flush=True)
adopt({number})
"""
# What is there, as readers and the administrator would find it; a lease that a killed worker holds runs out.
LOOK = """
import json
from django.utils import timezone
from association.publications.adopting.verifying import damages
from association.publications.models import Edition, EditionVariant
from association.publications.queries import latest_edition
from association.publications.pages import PublicationPage
page = PublicationPage.objects.get()
Edition.objects.filter(state="running").update(leased_until=timezone.now())
Edition.objects.filter(state="waiting").update(leased_until=None)
in_force = latest_edition(page.pk)
print(json.dumps({
    "damages": list(damages()),
    "states": list(Edition.objects.order_by("pk").values_list("status", flat=True)),
    "in_force": in_force.pk if in_force else None,
    "whole": all(variant.articles.count() == 8 and variant.files.count() == 3 for variant in
                 EditionVariant.objects.filter(edition__status="adopted")),
}))
"""
START = "import django; django.setup()\n"


class Site:
    """An installation in a folder, in which code runs in processes of their own."""

    def __init__(self, folder: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "CACHE_URL"}}
        self.environment = kept | {
            "DATA_FOLDER": str(folder),
            "DJANGO_SETTINGS_MODULE": "noaber.settings.demo",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
        }

    def start(self, code: str) -> subprocess.Popen[str]:
        """A process that runs code."""
        return subprocess.Popen(
            [sys.executable, "-c", START + code], env=self.environment, cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, code: str) -> str:
        """The last line that code prints; AssertionError with what it says when it fails."""
        process = self.start(code)
        said, complaints = process.communicate(timeout=300)
        assert process.returncode == 0, complaints[-2000:]
        return said.strip().rpartition("\n")[2]

    def look(self) -> dict[str, Any]:
        """What is there."""
        found: dict[str, Any] = json.loads(self.run(LOOK))
        return found


def test_killed_worker_leaves_nothing_half_adopted(tmp_path: Path) -> None:
    put_migrated_file(tmp_path / "noaber.sqlite3")
    site = Site(tmp_path)
    site.run(PREPARE)
    chance = random.Random(2026)  # moments, not secrets
    number = site.run(ASK)
    took = adopt_whole(site, number)
    broken_off = 0
    for _ in range(KILLS):
        before = site.look()["in_force"]
        number = site.run(ASK)

        broken_off += kill_within(site, number, chance.uniform(0, took))

        found = site.look()
        assert (found["damages"], found["whole"]) == ([], True)
        assert found["in_force"] in {before, int(number)}
        assert found["states"].count("making") <= 1
        adopt_whole(site, number)
        found = site.look()
        assert (found["damages"], found["whole"], found["in_force"]) == ([], True, int(number))
        assert set(found["states"]) == {"adopted"}
    assert broken_off >= KILLS // 2


def adopt_whole(site: Site, number: str) -> float:
    """Adopt an edition to its end; returns how many seconds that took after the start of the process."""
    process = site.start(ADOPT.format(number=number))
    assert process.stdout is not None
    process.stdout.readline()
    began = time.monotonic()
    _, complaints = process.communicate(timeout=300)
    assert process.returncode == 0, complaints[-2000:]
    return time.monotonic() - began


def kill_within(site: Site, number: str, seconds: float) -> bool:
    """Begin to adopt an edition and kill the process after a while; whether it was still at work."""
    process = site.start(ADOPT.format(number=number))
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    was_working = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return was_working
