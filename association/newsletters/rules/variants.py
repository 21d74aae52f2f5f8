"""An issue as it was rendered for readers who may see the same."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Variant:
    """Texts with `places` in them where something personal comes.

    `groups` are the numbers of the groups whose private pages the readers may see; none for the public, whose `key` is
    empty. `html` is a whole mail; `text` its plain part; `article` what the archive shows, without head and foot.
    """

    groups: tuple[int, ...]
    html: str
    text: str
    article: str = ""

    @property
    def key(self) -> str:
        """By which a variant is found: the numbers of its groups."""
        return "-".join(map(str, sorted(self.groups)))
