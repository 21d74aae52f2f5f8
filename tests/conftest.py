"""What every test may use: two sites, makers of content and a count of queries."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.actions import SiteSetUp
from tests.factories.content import make_vdg, make_vgg
from tests.lazy_index import lazily
from tests.template_database import use_template

# They use the database, but what they look at is made of texts, templates and pictures.
SAME_EVERYWHERE = (
    "tests/test_admin_access.py",
    "tests/test_headers.py",
    "tests/test_page_weight.py",
    "tests/test_query_counts.py",
    "tests/test_rich_text.py",
    "tests/home/demonstration/test_desk.py",
    "tests/home/demonstration/test_guides.py",
    "tests/home/demonstration/test_publications.py",
    "tests/home/test_admin_language.py",
    "tests/home/test_editor.py",
    "tests/home/test_gallery.py",
    "tests/home/test_handbook.py",
    "tests/association/publications/importing/test_build.py",
    "tests/association/publications/render/test_epub.py",
    "tests/association/publications/render/test_fetcher.py",
    "tests/association/publications/render/test_paper.py",
    "tests/association/publications/render/test_pdf.py",
    "tests/association/publications/render/test_single.py",
    "tests/association/publications/render/test_xhtml.py",
    "tests/association/publications/test_templates.py",
)
ROOT = Path(__file__).parent.parent
PREPARE = "from tests.browser.server import prepare; prepare()"
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


def pytest_addoption(parser: pytest.Parser) -> None:
    """A choice for a second run on another database."""
    parser.addoption(
        "--database-only", action="store_true", help="Only the tests that ask something of the database or the cache."
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long runs but for `make soak` and, when asked to, what is the same on every database.

    Those in the browser come last, and what they need is made meanwhile.
    """
    long_runs = bool(os.environ.get("NOABER_SOAK"))
    database_only = config.getoption("--database-only")

    def is_wanted(item: pytest.Item) -> bool:
        is_long = item.get_closest_marker("soak") is not None
        return (long_runs or not is_long) and (not database_only or asks_database(item))

    left_out = [item for item in items if not is_wanted(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if is_wanted(item)]
    items.sort(key=needs_browser)
    if items and not needs_browser(items[0]) and needs_browser(items[-1]):
        prepare_demonstration(config)


def pytest_collection_finish() -> None:
    """Leave what was loaded out of every later search for garbage, and search less often: it takes long here."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def needs_browser(item: pytest.Item) -> bool:
    """Whether a test looks at the demonstration in a browser."""
    return "tests/browser/" in item.path.as_posix()


def prepare_demonstration(config: pytest.Config) -> None:
    """Load the demonstration beside the other tests; one process does so, and what fails is said by who needs it."""
    if getattr(config, "workerinput", {"workerid": "gw0"})["workerid"] != "gw0":
        return
    path = os.pathsep.join([str(ROOT / "site"), str(ROOT)])
    work = subprocess.Popen(
        [sys.executable, "-c", PREPARE], cwd=ROOT, env=os.environ | {"PYTHONPATH": path},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip

    def stop() -> None:
        work.terminate()
        work.wait()

    config.add_cleanup(stop)


def asks_database(item: pytest.Item) -> bool:
    """Whether a test may answer otherwise on another database or, as those of the cache do, with another server."""
    if item.path.as_posix().endswith(SAME_EVERYWHERE):
        return False
    return uses_database(item) or item.path.name == "test_cache.py"


def uses_database(item: pytest.Item) -> bool:
    """Whether a test says by its mark or its arguments that it uses the database."""
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(names & {"db", "transactional_db"})


def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest) -> None:
    """A test that asks for the database only while it runs stands last, where the rows of the migrations are gone."""
    if fixturedef.argname == "_django_db_helper" and not uses_database(request.node):
        pytest.fail("This test uses the database: mark it with `pytest.mark.django_db`, for its place in the order.")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Each process has a database of its own, copied from one on which the migrations ran already."""
    use_template(settings.DATABASES["default"])


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """True for SQLite, whose file was just put in place and goes with the temporary folder."""
    return connection.vendor == "sqlite" or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(autouse=True)
def _empty_caches() -> Iterator[None]:
    """Each test starts and ends with cold caches."""
    for cache in caches.all():
        cache.clear()
    yield
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True)
def _indexes(request: pytest.FixtureRequest) -> Iterator[None]:
    """Leave indexing until something asks for it, but where a test is about what happens at once."""
    mark = request.node.get_closest_marker("django_db")
    has_own_transactions = (mark and mark.kwargs.get("transaction")) or "transactional_db" in request.fixturenames
    if has_own_transactions or not ({"db"} & set(request.fixturenames) or mark):
        yield
        return
    with lazily():
        yield


@pytest.fixture
def vdg(db: None) -> SiteSetUp:
    """The VDG's site on `localhost` (the default site), with its index pages and no content."""
    return make_vdg()


@pytest.fixture
def vgg(vdg: SiteSetUp) -> SiteSetUp:
    """The VGG's site on `vgg.localhost`, beside the VDG's."""
    return make_vgg()


@pytest.fixture
def client() -> Client:
    """An anonymous visitor of the default site; `headers={"host": "vgg.localhost"}` asks the other."""
    return Client(headers={"host": "localhost"})


@pytest.fixture(scope="session")
def documents_folder() -> Path:
    """The folder of source documents named by NOABER_DOCUMENTS."""
    folder = os.environ.get("NOABER_DOCUMENTS", "")
    if not folder:
        pytest.skip("NOABER_DOCUMENTS names no folder of source documents")
    return Path(folder)


@pytest.fixture
def private_folder() -> Path:
    """Where private files lie during the tests."""
    return Path(settings.PRIVATE_MEDIA_ROOT)


@contextmanager
def _counted() -> Iterator[list[str]]:
    statements: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield statements
    found = [query["sql"] for query in captured.captured_queries]
    statements.extend(sql for sql in found if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")))


@pytest.fixture
def statements() -> Callable[[], object]:
    """`with statements() as found:` fills the list `found` with the SQL that ran inside, savepoints left out."""
    return _counted


def writes(statements: list[str]) -> list[str]:
    """The statements that change something."""
    return [sql for sql in statements if sql.lstrip().upper().startswith(WRITES)]
