"""What every drawing function gets: the sheet, the colours and the lots."""

from dataclasses import dataclass

from home.demonstration.drawing.canvas import HEIGHT, Canvas
from home.demonstration.drawing.chance import Chance
from home.demonstration.drawing.palette import Hand, Palette


@dataclass(frozen=True)
class Sketch:
    """One picture in the making."""

    canvas: Canvas
    palette: Palette
    chance: Chance

    @property
    def width(self) -> float:
        """The width in units of one hundredth of the height: 178 for 16:9, 125 for 5:4."""
        return self.canvas.width

    @property
    def middle(self) -> float:
        """The horizontal middle."""
        return self.canvas.width / 2

    @property
    def is_round(self) -> bool:
        """Whether the brand draws round and waving."""
        return self.palette.hand is Hand.ROUND

    @property
    def is_wide(self) -> bool:
        """Whether the picture is more than twice as wide as it is high, so that its sides need filling."""
        return self.canvas.width > 2 * HEIGHT

    def across(self, share: float) -> float:
        """Return the x at this share of the width."""
        return self.canvas.width * share
