"""Names of files as readers see them."""

import unicodedata
from pathlib import PurePosixPath

MAX_LENGTH = 120
# Windows takes these for devices, whatever stands behind the dot.
PORTS = {f"{kind}{number}" for kind in ("com", "lpt") for number in range(1, 10)}
DEVICES = frozenset({"con", "prn", "aux", "nul"} | PORTS)
FORBIDDEN = frozenset('<>:"/\\|?*')


def safe_file_name(name: str) -> str:
    """The last part of a path as a file name for any system: normalised (NFC), printable, at most 120 characters."""
    text = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    kept = "".join(" " if char in FORBIDDEN else char for char in text if unicodedata.category(char)[0] != "C")
    path = PurePosixPath(" ".join(kept.split()).strip(". ") or "bestand")
    suffix = path.suffix[:10].rstrip(". ")
    stem = path.stem[: MAX_LENGTH - len(suffix)].strip(". ") or "bestand"
    if stem.partition(".")[0].strip().lower() in DEVICES:
        stem = f"{stem[: MAX_LENGTH - len(suffix) - 1]}_"
    return f"{stem}{suffix}"
