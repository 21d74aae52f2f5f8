"""Whether all that was adopted is still what it was."""

import hashlib
from collections.abc import Iterator
from typing import Any

from association.publications.models import Edition, EditionArticle, EditionAsset, EditionFile


def damages() -> Iterator[str]:
    """A sentence for every frozen text or file whose bytes no longer agree with their hash, or are gone."""
    frozen: dict[str, Any] = {"variant__edition__status__in": [Edition.Status.ADOPTED, Edition.Status.WITHDRAWN]}
    for article in EditionArticle.objects.filter(**frozen).select_related("variant__edition").iterator(chunk_size=50):
        if hashlib.sha256(article.html.encode()).hexdigest() != article.sha256:
            yield f"{article.variant.edition}: de tekst van '{article.title}' is veranderd."
    kinds: tuple[Any, ...] = (EditionAsset, EditionFile)
    for kind in kinds:
        for row in kind.objects.filter(**frozen).select_related("variant__edition").iterator(chunk_size=50):
            found = hash_of(row.file)
            if found != row.sha256:
                what = "veranderd" if found else "er niet meer"
                yield f"{row.variant.edition}: het bestand '{row}' is {what}."


def hash_of(file: Any) -> str:
    """The hash of a stored file; empty when it is gone."""
    found = hashlib.sha256()
    try:
        with file.open("rb") as content:
            for piece in content.chunks():
                found.update(piece)
    except OSError:
        return ""
    return found.hexdigest()
