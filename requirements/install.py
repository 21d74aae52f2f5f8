"""Make `.venv/` and put a locked set of packages in it: `python3 requirements/install.py base|dev [need …]`.

Runs on any Python from 3.11 with nothing but the standard library. What is right already is left alone, so a second
run takes a moment. What is named after the set comes from Debian when it is missing (NEEDS).
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VENV_PACKAGE = "python3-venv"
SEARCHED = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin"


@dataclass(frozen=True)
class Need:
    """Something outside Python: its Debian packages, what goes without it, and how to tell that it is there."""

    packages: tuple[str, ...]
    without: str
    program: str = ""
    libraries: tuple[str, ...] = ()
    font: str = ""

    def is_met(self) -> bool:
        """Whether it is on this machine."""
        if self.program:
            return shutil.which(self.program, path=SEARCHED) is not None
        if self.font:
            return any(Path("/usr/share/fonts").rglob(self.font))
        return all(is_loadable(name) for name in self.libraries)


NEEDS = {
    "chromium": Need(("chromium",), "de browsertests worden overgeslagen", program="chromium"),
    # The same browser without its windows, which takes half the time; the tests do without when it is not there.
    "shell": Need(("chromium-headless-shell",), "de browsertests duren langer", program="chromium-headless-shell"),
    # The stand-in for Arial, which visitors have and a bare server has not.
    "arial": Need(("fonts-liberation",), "een browsertest zal falen", font="LiberationSans-Regular.*"),
    "jre": Need(("default-jre-headless",), "e-books worden niet nagekeken in de tests", program="java"),
    "pango": Need(
        ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
        "er worden geen pdf-bestanden gemaakt",
        libraries=("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"),
    ),
    "psql": Need(("postgresql",), "de tests op PostgreSQL worden overgeslagen", program="psql"),
    "redis-server": Need(("redis-server",), "de tests met Redis worden overgeslagen", program="redis-server"),
}


def is_loadable(library: str) -> bool:
    """Whether a shared library is on this machine."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def say(text: str) -> None:
    """Tell the person who waits what happens."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages when that is allowed; whether it was done."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installeren: {' '.join(packages)} …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if (
        subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False).returncode
        == 0
    ):
        return True
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, stdin=subprocess.DEVNULL, check=False)
    return (
        subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False).returncode
        == 0
    )


def see_to(names: list[str]) -> None:
    """Install what is missing; say what goes without that which cannot be installed."""
    for need in (NEEDS[name] for name in names):
        if not need.is_met() and not apt_install(list(need.packages)):
            packages = " ".join(need.packages)
            say(f"Er ontbreekt iets: {need.without}. Installeer het als root: apt-get install {packages}")


def python_version(python: Path) -> str:
    """The version of an interpreter such as `3.11`, or an empty text when it does not run or has no pip."""
    question = "import pip, sys; print('{}.{}'.format(*sys.version_info), sys.prefix)"
    try:
        answer = subprocess.run(
            [python, "-I", "-c", question], capture_output=True, text=True, check=True
        ).stdout.split(maxsplit=1)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return answer[0] if Path(answer[1].strip()) == VENV else ""


def stamp(name: str) -> Path:
    """The file that says which lock was installed."""
    return VENV / f".installed-{name}"


def make_environment() -> None:
    """Keep an environment that works, on this version of Python and at this place; else make a new one.

    Ends the program when Python cannot make environments and the package for it cannot be installed.
    """
    here = str(VENV)
    made_at = VENV / ".made-at"
    moved = made_at.exists() and made_at.read_text(encoding="utf-8") != here
    if not moved and python_version(PYTHON) == "{}.{}".format(*sys.version_info):
        return
    try:
        import ensurepip  # noqa: F401 - Debian leaves it out of Python itself
    except ImportError:
        if not apt_install([VENV_PACKAGE]):
            sys.exit(f"{sys.executable} kan geen omgeving maken. Installeer als root: apt-get install {VENV_PACKAGE}")
    say(f"De omgeving .venv wordt gemaakt met Python {sys.version.split()[0]} …")
    if VENV.is_symlink():
        VENV.unlink()
    shutil.rmtree(VENV, ignore_errors=True)
    maker = getattr(sys, "_base_executable", sys.executable)
    subprocess.run([maker, "-m", "venv", VENV], check=True)
    made_at.write_text(here, encoding="utf-8")


def install(name: str) -> None:
    """Install the lock `name` unless that very lock is in the environment; ends the program when pip fails."""
    lock = ROOT / "requirements" / f"{name}.txt"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    done = stamp(name)
    if done.exists() and done.read_text(encoding="ascii") == wanted:
        return
    say(f"De pakketten van requirements/{name}.txt worden geïnstalleerd; dat duurt een minuut …")
    command = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes", "-r", lock]
    if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode:
        sys.exit("De pakketten konden niet worden geïnstalleerd; de reden staat hierboven.")
    done.write_text(wanted, encoding="ascii")


def main() -> None:
    """Do what the command line asks."""
    if sys.version_info < OLDEST:
        sys.exit("Noaber heeft Python {}.{} of nieuwer nodig: make PYTHON=/pad/naar/python3 …".format(*OLDEST))
    name, *needs = sys.argv[1:]
    see_to(needs)
    make_environment()
    install(name)


if __name__ == "__main__":
    main()
