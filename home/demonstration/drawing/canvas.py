"""A sheet on which flat shapes are drawn, without outlines, and made smaller at the end."""

from collections.abc import Iterable

from PIL import Image, ImageDraw

Point = tuple[float, float]

HEIGHT = 100.0
_FINE = 3  # times as large as the result
_STEPS = 14  # straight pieces per curve


class Outline:
    """The edge of a shape, drawn from point to point; every step returns the outline itself."""

    def __init__(self, x: float, y: float) -> None:
        self.points: list[Point] = [(x, y)]

    def to(self, x: float, y: float) -> "Outline":
        """Go straight to a point."""
        self.points.append((x, y))
        return self

    def bend(self, cx: float, cy: float, x: float, y: float) -> "Outline":
        """Go to a point by a quadratic curve that is drawn towards (cx, cy)."""
        ax, ay = self.points[-1]
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
            self.points.append((a * ax + b * cx + c * x, a * ay + b * cy + c * y))
        return self


class Canvas:
    """A picture in units of one hundredth of its height: y runs from 0 (top) to 100, x from 0 to ``width``."""

    def __init__(self, width: int, height: int, ground: str, *, fine: int | None = None) -> None:
        """Start an empty sheet that is drawn ``fine`` times as large as the result."""
        self._size = (width, height)
        self._fine = fine or _FINE
        self._unit = height * self._fine / HEIGHT
        self.width = HEIGHT * width / height
        self.image = Image.new("RGB", (width * self._fine, height * self._fine), ground)
        self._draw = ImageDraw.Draw(self.image)

    def rectangle(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill the rectangle with (x, y) as its upper left corner."""
        self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], colour)

    def polygon(self, points: Iterable[Point], colour: str) -> None:
        """Fill the shape between the points; fewer than three draw nothing."""
        pixels = [self._pixel(point) for point in points]
        if len(pixels) > 2:
            self._draw.polygon(pixels, fill=colour)

    def shape(self, outline: Outline, colour: str) -> None:
        """Fill an outline; its end is joined to its start."""
        self.polygon(outline.points, colour)

    def ellipse(self, cx: float, cy: float, rx: float, ry: float, colour: str) -> None:
        """Fill an ellipse around (cx, cy)."""
        self._draw.ellipse([self._pixel((cx - rx, cy - ry)), self._pixel((cx + rx, cy + ry))], fill=colour)

    def half(self, cx: float, base: float, rx: float, ry: float, colour: str) -> None:
        """Fill the upper half of an ellipse that stands on ``base``."""
        box = [self._pixel((cx - rx, base - ry)), self._pixel((cx + rx, base + ry))]
        self._draw.pieslice(box, 180, 360, fill=colour)

    def ring(self, cx: float, cy: float, radius: float, thickness: float, colour: str) -> None:
        """Draw a circle of which the line is ``thickness`` wide, inwards."""
        box = [self._pixel((cx - radius, cy - radius)), self._pixel((cx + radius, cy + radius))]
        self._draw.ellipse(box, outline=colour, width=self._wide(thickness))

    def rounded(self, x: float, y: float, width: float, height: float, radius: float, colour: str) -> None:
        """Fill a rectangle with round corners; a radius of half its height gives a capsule."""
        box = [self._pixel((x, y)), self._pixel((x + width, y + height))]
        self._draw.rounded_rectangle(box, radius=min(radius, width / 2, height / 2) * self._unit, fill=colour)

    def line(self, points: Iterable[Point], thickness: float, colour: str) -> None:
        """Draw a bent rod through the points."""
        pixels = [self._pixel(point) for point in points]
        self._draw.line(pixels, fill=colour, width=self._wide(thickness), joint="curve")

    def inlay(self, picture: "Canvas", x: float, y: float) -> None:
        """Lay another canvas on this one with its upper left corner at (x, y)."""
        left, top = self._pixel((x, y))
        self.image.paste(picture.image, (round(left), round(top)))

    def part(self, width: float, height: float, ground: str) -> "Canvas":
        """Return an empty canvas of this size in our units, to be laid in later."""
        unit = self._unit / self._fine
        return Canvas(max(1, round(width * unit)), max(1, round(height * unit)), ground, fine=self._fine)

    def finish(self, *, mirrored: bool = False) -> Image.Image:
        """Return the picture at its real size."""
        # Lanczos is a little sharper, but leaves a light rim along every edge between two flat colours.
        picture = self.image.resize(self._size, Image.Resampling.HAMMING)
        return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else picture

    def _pixel(self, point: Point) -> Point:
        return (point[0] * self._unit, point[1] * self._unit)

    def _wide(self, thickness: float) -> int:
        return max(1, round(thickness * self._unit))
