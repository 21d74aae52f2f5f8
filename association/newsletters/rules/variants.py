"""An issue as it was rendered for readers who may see the same."""

from dataclasses import dataclass, replace

from association.newsletters.rules import places


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

    def of_month(self, words: str) -> "Variant":
        """The same with its month in words, such as "maart 2026"."""
        html, text = (part.replace(places.MONTH, words) for part in (self.html, self.text))
        return replace(self, html=html, text=text)
