"""What the gallery shows: one Example per component, each in a number of states."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.templatetags.static import static


@dataclass(frozen=True, slots=True)
class State:
    """One look of a component: ``label`` in Dutch, ``context`` the variables of its template."""

    label: str
    context: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """A component ``templates/components/<name>.html``; ``title`` is its name in Dutch.

    ``width`` "band" gives it the full width of the page. ``states`` is empty when the page around the gallery shows it.
    """

    name: str
    title: str
    purpose: str
    states: tuple[State, ...] = ()
    width: Literal["text", "page", "band"] = "text"

    @property
    def template(self) -> str:
        """The path of its template."""
        return f"components/{self.name}.html"


@dataclass(frozen=True, slots=True)
class ExamplePicture:
    """A picture with the names that picture.html asks for; sizes in pixels."""

    alt: str = "Boerderij tussen bomen onder een lage zon"
    width: int = 640
    height: int = 360
    sources: tuple[Mapping[str, str], ...] = ()

    @property
    def src(self) -> str:
        """The address of the drawing."""
        return static("images/example.svg")


@dataclass(frozen=True, slots=True)
class ExampleItem:
    """A news item or page with the names that cards and teasers ask for."""

    title: str
    date: date
    kind: str = "Nieuws"
    summary: str = ""
    picture: ExamplePicture | None = None
    restricted: bool = False
    url: str = "#voorbeeld"


PICTURE = ExamplePicture()
ITEM = ExampleItem(
    title="Buurtbus rijdt ook op zaterdag",
    date=date(2026, 3, 12),
    summary="Zes dorpen krijgen er een dag bij. De chauffeurs zijn vrijwilligers uit de streek.",
    picture=PICTURE,
)
PLAIN_ITEM = ExampleItem(title="Tien begrotingen naast elkaar", date=date(2026, 2, 20), kind="Persbericht")
MEMBER_ITEM = ExampleItem(title="Stukken voor het overleg", date=date(2026, 2, 11), picture=PICTURE, restricted=True)
