"""Names of files as readers see them."""

import unicodedata
from pathlib import PurePosixPath

MAX_LENGTH = 120
FORBIDDEN = frozenset('<>:"/\\|?*')


def safe_file_name(name: str) -> str:
    """The last part of a path as a file name for any system: normalised (NFC), printable, at most 120 characters."""
    text = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    kept = "".join(" " if char in FORBIDDEN else char for char in text if unicodedata.category(char)[0] != "C")
    path = PurePosixPath(" ".join(kept.split()).strip(". ") or "bestand")
    stem = path.stem[: MAX_LENGTH - len(path.suffix)].strip(". ") or "bestand"
    return f"{stem}{path.suffix[:10]}"
