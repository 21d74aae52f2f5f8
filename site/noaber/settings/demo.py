"""The demonstration: production without TLS, on the embedded database, with its files in `var/demo/`."""

import secrets
from pathlib import Path

from noaber.settings.base import *  # noqa: F403 - settings are a namespace
from noaber.settings.base import SOURCE, cache_settings, env

DATA_FOLDER = env.path("DATA_FOLDER", SOURCE / "var" / "demo")


def own_secret(folder: Path) -> str:
    """The demonstration's own secret key, made at first use and kept beside its database."""
    file = folder / "secret-key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(secrets.token_urlsafe(48), encoding="ascii")
        file.chmod(0o600)
    return file.read_text(encoding="ascii")


DEBUG = False
DEMO = True
SECRET_KEY = env.text("SECRET_KEY", "") or own_secret(DATA_FOLDER)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", ".localhost"]
WAGTAILADMIN_BASE_URL = env.text("ADMIN_BASE_URL", "http://localhost:8000")

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{DATA_FOLDER / 'noaber.sqlite3'}")}
CACHE_URL = env.text("CACHE_URL", "")
CACHES = cache_settings(CACHE_URL)
SESSION_ENGINE = "django.contrib.sessions.backends." + ("cached_db" if CACHE_URL else "db")

MEDIA_ROOT = DATA_FOLDER / "media"
PRIVATE_MEDIA_ROOT = DATA_FOLDER / "private"
STATIC_ROOT = DATA_FOLDER / "static"
SERVE_MEDIA = True

globals().update(env.email("EMAIL_URL", f"file://{DATA_FOLDER / 'mail'}"))
DEMO_MAILBOX = DATA_FOLDER / "postvak"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = "noaber@localhost"
SECURITY_CONTACT = ""

SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W012", "security.W016"]
