"""A stylesheet in one piece: what it imports is put in its place, layer by layer."""

import re
from collections.abc import Callable
from pathlib import Path

IMPORT = re.compile(r"""@import\s+url\(["']?(?P<file>[^"')]+)["']?\)(?:\s+layer\((?P<layer>\w+)\))?(?P<media>[^;]*);""")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
AROUND = re.compile(r"\s*([{};,])\s*")


def every(file: Path) -> bool:
    """For who wants all that is imported."""
    return True


def bundle(file: Path, wanted: Callable[[Path], bool] = every) -> str:
    """The stylesheet with what it imports put in its place, without comments and spare white space.

    `wanted` says of each imported file whether it is to be in it.
    """

    def inline(match: re.Match[str]) -> str:
        inner = file.parent / match["file"]
        if not wanted(inner):
            return ""
        text = bundle(inner, wanted)
        if media := match["media"].strip():
            text = f"@media {media}{{{text}}}"
        return f"@layer {match['layer']}{{{text}}}" if match["layer"] else text

    text = IMPORT.sub(inline, COMMENT.sub("", file.read_text(encoding="utf-8")))
    return AROUND.sub(r"\1", SPACE.sub(" ", text)).strip()
