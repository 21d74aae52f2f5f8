"""The wheel: installed somewhere else, it serves the site under granian and under gunicorn."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.template_database import put_migrated_file

ROOT = Path(__file__).resolve().parents[2]
SERVERS = {
    "granian": ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", "{port}", "--no-ws"],
    "gunicorn": ["gunicorn", "--bind", "127.0.0.1:{port}"],
}
PATIENCE = 60.0  # seconds
DEPENDENCIES = "import sysconfig; print(sysconfig.get_paths()['purelib'])"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sources."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [file] = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment with the wheel in it; the packages that it needs are those of this one."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    ask = subprocess.run([str(python), "-c", DEPENDENCIES], capture_output=True, text=True, check=True)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(ask.stdout.strip())
    ours = subprocess.run([sys.executable, "-c", DEPENDENCIES], capture_output=True, text=True, check=True)
    Path(ask.stdout.strip(), "dependencies.pth").write_text(ours.stdout, encoding="utf-8")
    return python


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Production settings on a database of their own, without any path into the checkout."""
    put_migrated_file(tmp_path / "noaber.sqlite3")
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "noaber.settings.production",
        "SECRET_KEY": "alleen-voor-deze-test-en-lang-genoeg-0123456789-abcdefghij",
        "ALLOWED_HOSTS": "127.0.0.1",
        "ADMIN_BASE_URL": "http://127.0.0.1",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'noaber.sqlite3'}",
        "DATA_FOLDER": str(tmp_path),
        "SECURE_SSL_REDIRECT": "0",
    }


def fetch(address: str, process: subprocess.Popen[str]) -> tuple[int, str]:
    """Status and text of an address, as soon as the server answers."""
    limit = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < limit:
        try:
            with urllib.request.urlopen(address, timeout=10) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"no answer from {address}; exit code {process.poll()}")


@pytest.fixture
def port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


def test_wheel_holds_the_project_and_its_templates(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    needed = {
        "noaber/settings/production.py",
        "noaber/templates/base.html",
        "noaber/static/css/noaber.css",
        "home/migrations/0001_initial.py",
        "association/migrations/0001_initial.py",
        "home/demonstration/content/vdg/site.toml",
    }
    assert needed <= names
    assert not [name for name in names if name.startswith(("site/", "tests/", "var/", "templates/"))]


@pytest.mark.parametrize("server", ["granian", pytest.param("gunicorn", marks=pytest.mark.soak)])
def test_installed_wheel_serves_the_site(
    installed: Path, environment: dict[str, str], port: int, tmp_path: Path, server: str
) -> None:
    subprocess.run(
        [str(installed), "-m", "noaber", "collectstatic", "--no-input", "--verbosity", "0"],
        env=environment,
        cwd=tmp_path,
        check=True,
    )
    module, *options = [part.format(port=port) for part in SERVERS[server]]
    command = [str(installed), "-m", module, *options, "noaber.wsgi:application"]

    with subprocess.Popen(command, env=environment, cwd=tmp_path, text=True) as process:
        try:
            status = fetch(f"http://127.0.0.1:{port}/status/", process)
            missing = fetch(f"http://127.0.0.1:{port}/er-is-niets/", process)
        finally:
            process.terminate()

    assert status == (200, '{"status": "ok"}')
    assert missing[0] == 404
    assert '<html lang="nl"' in missing[1]


def test_installed_command_runs(installed: Path, environment: dict[str, str], tmp_path: Path) -> None:
    command = [str(installed), "-m", "noaber", "check", "--deploy", "--fail-level", "ERROR"]

    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
