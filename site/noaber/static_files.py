"""Static files as visitors get them: one stylesheet, hashed names, compressed beforehand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

from association.base.stylesheets import bundle

STYLESHEET = "css/noaber.css"


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
