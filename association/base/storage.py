"""Where files live: originals and documents in the private folder, renditions of public images in the public one."""

import secrets
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.functional import cached_property

PRIVATE_PREFIX = "private/"


class PrivateStorage(FileSystemStorage):
    """Files that only a view may hand out: they have no address of their own."""

    @cached_property
    def base_location(self) -> str:
        """The private media folder."""
        return str(settings.PRIVATE_MEDIA_ROOT)

    @cached_property
    def location(self) -> str:
        """The private media folder, absolute."""
        return str(settings.PRIVATE_MEDIA_ROOT)

    def url(self, name: str | None) -> str:
        """Always NotImplementedError: Wagtail then serves the file through its checked view."""
        raise NotImplementedError("Private files have no address; a view hands them out.")


class RenditionStorage(FileSystemStorage):
    """Renditions: names that start with `private/` go to the private folder and have no address."""

    def path(self, name: str) -> str:
        """The file's place on disk."""
        if name.startswith(PRIVATE_PREFIX):
            return private_storage().path(name)
        return super().path(name)

    def _save(self, name: str, content: Any) -> str:
        """Write the file where it belongs; its name stays as it is."""
        if name.startswith(PRIVATE_PREFIX):
            return str(private_storage()._save(name, content))  # type: ignore[attr-defined]  # a file system's
        return super()._save(name, content)  # type: ignore[misc]  # not in the stubs

    def url(self, name: str | None) -> str:
        """The public address; NotImplementedError for a private rendition."""
        if name and name.startswith(PRIVATE_PREFIX):
            raise NotImplementedError("A private rendition has no address; a view hands it out.")
        return super().url(name)


def private_storage() -> Storage:
    """The storage of originals and documents."""
    return storages["private"]


def rendition_storage() -> Storage:
    """The storage of renditions."""
    return storages["renditions"]


def random_name(folder: str, filename: str) -> str:
    """A name that tells nothing of the content: folder, 128 random bits and the lower-case extension."""
    suffix = PurePosixPath(filename).suffix.lower()
    return f"{folder}/{secrets.token_hex(16)}{suffix if suffix[1:].isalnum() and len(suffix) < 8 else ''}"
