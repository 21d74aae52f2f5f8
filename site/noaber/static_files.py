"""Static files as visitors get them: one stylesheet, hashed names, compressed beforehand."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r"""@import\s+url\(["']?(?P<file>[^"')]+)["']?\)(?:\s+layer\((?P<layer>\w+)\))?(?P<media>[^;]*);""")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
AROUND = re.compile(r"\s*([{};,])\s*")
STYLESHEET = "css/noaber.css"


def bundle(file: Path) -> str:
    """The stylesheet with what it imports put in its place, layer by layer, without comments and spare white space."""

    def inline(match: re.Match[str]) -> str:
        text = bundle(file.parent / match["file"])
        if media := match["media"].strip():
            text = f"@media {media}{{{text}}}"
        return f"@layer {match['layer']}{{{text}}}" if match["layer"] else text

    text = IMPORT.sub(inline, COMMENT.sub("", file.read_text(encoding="utf-8")))
    return AROUND.sub(r"\1", SPACE.sub(" ", text)).strip()


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """whitenoise's hashed and compressed files, with the stylesheet's parts bundled first."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Write the bundled stylesheet into the collected files, then hash and compress."""
        if STYLESHEET in paths and not dry_run:
            target = Path(self.path(STYLESHEET))
            storage, source = paths[STYLESHEET]
            target.write_text(bundle(Path(storage.path(source))), encoding="utf-8")
            paths = paths | {STYLESHEET: (self, STYLESHEET)}
        yield from super().post_process(paths, dry_run, **options)
