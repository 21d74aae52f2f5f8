"""The one place that reads the environment: typed, and naming the variable that is missing or wrong."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on", "ja"}
FALSE = {"0", "false", "no", "off", "nee", ""}


@dataclass
class Environment:
    """Typed access to environment variables; `names` collects every variable that was asked for."""

    source: Mapping[str, str] = field(default_factory=lambda: os.environ)
    names: set[str] = field(default_factory=set)

    def text(self, name: str, default: str | None = None) -> str:
        """Text of the variable; without a default an absent or empty variable raises ImproperlyConfigured."""
        self.names.add(name)
        value = self.source.get(name, "")
        if value:
            return value
        if default is None:
            raise ImproperlyConfigured(f"Set the environment variable {name}: it has no default.")
        return default

    def flag(self, name: str, *, default: bool) -> bool:
        """True or False; anything but a plain yes or no raises ImproperlyConfigured."""
        value = self.text(name, "1" if default else "0").strip().lower()
        if value in TRUE:
            return True
        if value in FALSE:
            return False
        raise ImproperlyConfigured(f"The environment variable {name} must be 1 or 0, not {value!r}.")

    def number(self, name: str, default: int) -> int:
        """A whole number; anything else raises ImproperlyConfigured."""
        value = self.text(name, str(default))
        try:
            return int(value)
        except ValueError as error:
            raise ImproperlyConfigured(f"The environment variable {name} must be a whole number.") from error

    def items(self, name: str, default: str | None = None) -> list[str]:
        """A list of words separated by commas, without empty ones."""
        return [part.strip() for part in self.text(name, default).split(",") if part.strip()]

    def path(self, name: str, default: Path) -> Path:
        """A folder or file, made absolute."""
        return Path(self.text(name, str(default))).resolve()

    def database(self, name: str, default: str) -> dict[str, Any]:
        """Django's database settings from an address such as `postgres://user:word@host:5432/name` or `sqlite:///file`."""
        address = urlsplit(self.text(name, default))
        if address.scheme == "sqlite":
            return sqlite_settings(unquote(address.path)[1:])
        if address.scheme in {"postgres", "postgresql"}:
            return {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": unquote(address.path)[1:],
                "USER": unquote(address.username or ""),
                "PASSWORD": unquote(address.password or ""),
                "HOST": unquote(address.hostname or ""),
                "PORT": str(address.port or ""),
                "CONN_MAX_AGE": 60,
                "CONN_HEALTH_CHECKS": True,
                "OPTIONS": dict(parse_qsl(address.query)),
            }
        raise ImproperlyConfigured(f"The environment variable {name} must start with sqlite:// or postgres://.")

    def email(self, name: str, default: str) -> dict[str, Any]:
        """Django's mail settings from `smtp://user:word@host:587/?tls=1`, `file:///folder` or `console://`."""
        address = urlsplit(self.text(name, default))
        backends = {"smtp": "smtp", "smtps": "smtp", "file": "filebased", "console": "console", "memory": "locmem"}
        if address.scheme not in backends:
            raise ImproperlyConfigured(f"The environment variable {name} must start with smtp, smtps, file or console.")
        settings: dict[str, Any] = {
            "EMAIL_BACKEND": f"django.core.mail.backends.{backends[address.scheme]}.EmailBackend"
        }
        if address.scheme == "file":
            settings["EMAIL_FILE_PATH"] = unquote(address.path)
        if address.scheme in {"smtp", "smtps"}:
            settings |= {
                "EMAIL_HOST": address.hostname or "localhost",
                "EMAIL_PORT": address.port or (465 if address.scheme == "smtps" else 25),
                "EMAIL_HOST_USER": unquote(address.username or ""),
                "EMAIL_HOST_PASSWORD": unquote(address.password or ""),
                "EMAIL_USE_SSL": address.scheme == "smtps",
                "EMAIL_USE_TLS": dict(parse_qsl(address.query)).get("tls") == "1",
                "EMAIL_TIMEOUT": 30,
            }
        return settings


def sqlite_settings(file: str) -> dict[str, Any]:
    """Settings with which several editors can write at once: immediate transactions, write-ahead log, patience."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
        },
    }
