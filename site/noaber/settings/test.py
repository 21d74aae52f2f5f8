"""The tests: like the demonstration, with quick passwords and files in a temporary folder."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from noaber.settings.base import *  # noqa: F403 - settings are a namespace
from noaber.settings.base import STORAGES, cache_settings, env

MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of our own is made in it
ENOUGH = 2 * 1024**3  # bytes


def quick_folder() -> str | None:
    """A place in memory, where nothing waits for a disk, when there is room; None for the usual one."""
    room = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH
    return str(MEMORY) if room else None


DATA_FOLDER = Path(tempfile.mkdtemp(prefix="noaber-test-", dir=quick_folder()))
atexit.register(shutil.rmtree, DATA_FOLDER, ignore_errors=True)
DEBUG = False
DEMO = True
SECRET_KEY = "for-the-tests-only-" + "0123456789abcdef" * 3
ALLOWED_HOSTS = ["localhost", "127.0.0.1", ".localhost", "testserver"]
WAGTAILADMIN_BASE_URL = "http://localhost"
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{DATA_FOLDER / 'noaber.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_FOLDER / "test.sqlite3")}


def own_cache(address: str) -> str:
    """The Redis database of this test process alone: what one remembers of its sites is wrong for another."""
    number = int(env.text("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) + 1
    return f"{address.rsplit('/', 1)[0]}/{number}" if address else ""


CACHE_URL = own_cache(env.text("CACHE_URL", ""))
CACHES = cache_settings(CACHE_URL)
SESSION_ENGINE = "django.contrib.sessions.backends." + ("cached_db" if CACHE_URL else "db")
MEDIA_ROOT = DATA_FOLDER / "media"
PRIVATE_MEDIA_ROOT = DATA_FOLDER / "private"
STATIC_ROOT = DATA_FOLDER / "static"
SERVE_MEDIA = True
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEMO_MAILBOX = DATA_FOLDER / "postvak"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = "noaber@localhost"
SECURITY_CONTACT = "mailto:veiligheid@example.org"
LINK_CHECK = False
WHITENOISE_AUTOREFRESH = True
# Tests change content inside one transaction; the page cache has tests of its own that commit.
PAGE_CACHE_SECONDS = 0
