"""Production starts with what it needs, and says what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = {
    "SECRET_KEY": "zo-lang-en-willekeurig-als-maar-kan-Xq3vT9w-B7nR2-kL5mP8-sD4fG6",
    "ALLOWED_HOSTS": "www.vdg.example,www.vgg.example",
    "ADMIN_BASE_URL": "https://www.vdg.example",
    "DATABASE_URL": "sqlite:////nonexistent/noaber.sqlite3",
}
QUESTION = "import django; from django.conf import settings; django.setup(); print({expression})"


def run(source: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python with production settings and nothing in the environment but these variables."""
    paths = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}"}
    own = {"DJANGO_SETTINGS_MODULE": "noaber.settings.production", **paths, **source}
    return subprocess.run([sys.executable, *arguments], env=own, cwd=ROOT, capture_output=True, text=True, check=False)


def value_of(expression: str, **source: str) -> str:
    """An expression over the settings of production."""
    done = run({**NEEDED, **source}, "-c", QUESTION.format(expression=expression))
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_production_names_the_variable_that_is_missing(name: str) -> None:
    done = run({key: value for key, value in NEEDED.items() if key != name}, "-c", QUESTION.format(expression=1))

    assert done.returncode == 1
    assert "ImproperlyConfigured" in done.stderr.splitlines()[-1]
    assert name in done.stderr.splitlines()[-1]


def test_production_passes_the_check_for_deployment() -> None:
    done = run(NEEDED, "manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr


def test_production_is_safe_by_default() -> None:
    names = [
        "DEBUG",
        "DEMO",
        "SERVE_MEDIA",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
    ]

    found = value_of("[getattr(settings, name) for name in " + repr(names) + "]")

    assert found == "[False, False, False, True, True, True, 31536000]"


def test_several_hosts_are_read() -> None:
    assert value_of("settings.ALLOWED_HOSTS") == "['www.vdg.example', 'www.vgg.example']"


@pytest.mark.parametrize(("address", "engine"), [("", "db"), ("redis://localhost/0", "cached_db")])
def test_sessions_use_the_cache_when_there_is_one(address: str, engine: str) -> None:
    assert value_of("settings.SESSION_ENGINE", CACHE_URL=address) == f"django.contrib.sessions.backends.{engine}"


def test_demonstration_is_refused_in_production() -> None:
    done = run(NEEDED, "manage.py", "load_demo")

    assert done.returncode == 1
    assert "de demonstratie wordt hier niet geladen" in done.stderr
