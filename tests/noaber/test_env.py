"""The environment is read in one place, which names what is missing or wrong."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from noaber.env import Environment

POSTGRESQL = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": "noaber",
    "USER": "noaber",
    "PASSWORD": "p@ss/woord",
    "HOST": "db.example",
    "PORT": "5433",
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {"sslmode": "require"},
}


def environment(**source: str) -> Environment:
    """A reader of these variables."""
    return Environment(source)


def test_text_gives_the_variable_or_its_default() -> None:
    env = environment(SECRET_KEY="geheim", EMPTY="")

    assert (env.text("SECRET_KEY"), env.text("EMPTY", "anders"), env.text("ABSENT", "anders")) == (
        "geheim",
        "anders",
        "anders",
    )
    assert env.names == {"SECRET_KEY", "EMPTY", "ABSENT"}


@pytest.mark.parametrize("source", [{}, {"SECRET_KEY": ""}])
def test_missing_variable_is_named(source: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        Environment(source).text("SECRET_KEY")


@pytest.mark.parametrize(
    ("value", "flag"),
    [("1", True), ("true", True), ("Ja", True), ("on", True), ("0", False), ("no", False), ("nee", False)],
)
def test_flag_reads_yes_and_no(value: str, flag: bool) -> None:
    assert environment(OPEN=value).flag("OPEN", default=not flag) is flag


@pytest.mark.parametrize("default", [True, False])
def test_flag_that_is_absent_has_its_default(default: bool) -> None:
    assert environment().flag("OPEN", default=default) is default


def test_number_and_items_and_path_are_typed(tmp_path: Path) -> None:
    env = environment(SECONDS="60", HOSTS=" een.example, twee.example ,", FOLDER=f"{tmp_path}/a/../b")

    assert env.number("SECONDS", 1) == 60
    assert env.number("ABSENT", 7) == 7
    assert env.items("HOSTS") == ["een.example", "twee.example"]
    assert env.path("FOLDER", tmp_path) == tmp_path / "b"


@pytest.mark.parametrize(
    ("method", "value", "default"),
    [
        ("flag", "misschien", False),
        ("number", "veel", 1),
        ("database", "mysql://localhost/noaber", ""),
        ("email", "pigeon://localhost", ""),
    ],
)
def test_wrong_value_is_refused_by_name(method: str, value: str, default: Any) -> None:
    env = environment(THE_NAME=value)
    arguments = {"default": default} if method == "flag" else {}
    given = () if method == "flag" else (default,)

    with pytest.raises(ImproperlyConfigured, match="THE_NAME"):
        getattr(env, method)("THE_NAME", *given, **arguments)


def test_missing_database_is_named() -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        environment().database("DATABASE_URL", "")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_address_is_read_whole(scheme: str) -> None:
    address = f"{scheme}://noaber:p%40ss%2Fwoord@db.example:5433/noaber?sslmode=require"

    assert environment(DATABASE_URL=address).database("DATABASE_URL", "") == POSTGRESQL


def test_postgresql_socket_needs_no_user() -> None:
    database = environment(DATABASE_URL="postgres:///noaber?host=/run/postgresql").database("DATABASE_URL", "")

    parts = {key: database[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    assert parts == {
        "NAME": "noaber",
        "USER": "",
        "PASSWORD": "",
        "HOST": "",
        "PORT": "",
        "OPTIONS": {"host": "/run/postgresql"},
    }


def test_sqlite_address_allows_several_writers() -> None:
    database = environment(DATABASE_URL="sqlite:////var/lib/noaber/een%20map/n.sqlite3").database("DATABASE_URL", "")

    assert database["NAME"] == "/var/lib/noaber/een map/n.sqlite3"
    assert (database["OPTIONS"]["transaction_mode"], database["OPTIONS"]["timeout"]) == ("IMMEDIATE", 20)
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("address", "settings"),
    [
        (
            "smtp://bureau%40vdg:geheim@mail.example:587/?tls=1",
            ("smtp", "mail.example", 587, "bureau@vdg", "geheim", False, True),
        ),
        ("smtps://mail.example", ("smtp", "mail.example", 465, "", "", True, False)),
        ("smtp://localhost", ("smtp", "localhost", 25, "", "", False, False)),
    ],
)
def test_smtp_address_becomes_settings(address: str, settings: tuple[Any, ...]) -> None:
    found = environment(EMAIL_URL=address).email("EMAIL_URL", "")

    keys = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_SSL", "USE_TLS")
    assert found["EMAIL_BACKEND"] == f"django.core.mail.backends.{settings[0]}.EmailBackend"
    assert tuple(found[f"EMAIL_{key}"] for key in keys) == settings[1:]
    assert found["EMAIL_TIMEOUT"] == 30


@pytest.mark.parametrize(
    ("address", "settings"),
    [
        (
            "file:///var/mail/een%20map",
            {
                "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
                "EMAIL_FILE_PATH": "/var/mail/een map",
            },
        ),
        ("console://", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
    ],
)
def test_local_mail_needs_no_server(address: str, settings: dict[str, str]) -> None:
    assert environment(EMAIL_URL=address).email("EMAIL_URL", "") == settings
