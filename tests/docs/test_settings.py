"""Every environment variable that is read is described, and none too many."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.docs.reading import OPERATORS, ROOT, first_cells

NEEDED = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "www.vdg.example",
    "ADMIN_BASE_URL": "https://www.vdg.example",
    "DATABASE_URL": "postgres:///noaber",
}
PYTHONS_OWN = {"DJANGO_SETTINGS_MODULE", "PYTHONPATH", "PYTHONUNBUFFERED"}
QUESTION = """
import importlib, json, sys
module = importlib.import_module(sys.argv[1])
from noaber.settings.base import env
engine = module.DATABASES["default"]["ENGINE"]
print(json.dumps({"names": sorted(env.names), "hosts": module.ALLOWED_HOSTS, "engine": engine}))
"""


def loaded(module: str, variables: dict[str, str]) -> dict[str, Any]:
    """The names that the settings ask for, the hosts and the database's engine, read by a fresh Python."""
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = known | {"PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}"} | variables
    command = [sys.executable, "-c", QUESTION, module]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def names_in(file: Path) -> dict[str, str]:
    """The variables of a file such as systemd's EnvironmentFile."""
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_settings_are_all_described_and_none_too_many(tmp_path: Path) -> None:
    production = loaded("noaber.settings.production", NEEDED)["names"]
    demo = loaded("noaber.settings.demo", {"DATA_FOLDER": str(tmp_path)})["names"]

    described = first_cells((OPERATORS / "instellingen.md").read_text(encoding="utf-8"))

    assert "SECRET_KEY_FALLBACKS" in production
    assert sorted(described) == sorted({*production, *demo})


def test_settings_of_the_example_start_production() -> None:
    example = names_in(OPERATORS / "bestanden" / "noaber.env")

    settings = loaded(
        "noaber.settings.production", {name: value for name, value in example.items() if name not in PYTHONS_OWN}
    )

    assert settings["hosts"] == ["www.vdg.example", "www.vgg.example"]
    assert settings["engine"] == "django.db.backends.postgresql"
    assert set(example) - PYTHONS_OWN <= set(settings["names"])
