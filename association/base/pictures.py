"""Responsive pictures: a fixed set of shapes and widths in AVIF and WebP, found in one query for all images."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from wagtail.images.models import Filter

from association.base.keeping import keeper

if TYPE_CHECKING:
    from association.base.models import Image, Rendition

FORMATS = (("image/avif", "avif"), ("image/webp", "webp"))


@dataclass(frozen=True)
class Variant:
    """A shape of a picture: its proportion (width, height; None keeps the original's) and its widths in pixels."""

    ratio: tuple[int, int] | None
    widths: tuple[int, ...]

    def spec(self, width: int) -> str:
        """Wagtail's filter for one width, without the format."""
        if self.ratio is None:
            return f"width-{width}"
        return f"fill-{width}x{round(width * self.ratio[1] / self.ratio[0])}"

    def fitting(self, image: "Image") -> tuple[int, ...]:
        """The widths that the original can fill; at least the smallest."""
        most = image.width
        if self.ratio:
            most = min(most, image.height * self.ratio[0] // self.ratio[1])
        return tuple(width for width in self.widths if width <= most) or self.widths[:1]

    def size(self, image: "Image", width: int) -> tuple[int, int]:
        """Width and height, in pixels, that the page reserves."""
        wide, high = self.ratio or (image.width, image.height)
        return width, max(1, round(width * high / wide))


VARIANTS = {
    "hero": Variant((5, 4), (480, 800, 1200)),
    "card": Variant((16, 9), (360, 720, 1080)),
    "banner": Variant((40, 17), (640, 1280, 1920)),
    "shaped": Variant((16, 10), (440, 880)),
    "thumb": Variant((4, 3), (160, 320)),
    "cover": Variant((3, 4), (200, 400)),
    "portrait": Variant((1, 1), (120, 240)),
    "prose": Variant(None, (400, 800, 1344)),
    "logo": Variant(None, (160, 320)),
    "social": Variant((40, 21), (1200,)),
}


# Mail programs know neither AVIF nor WebP nor a choice of sizes; twice the pixels for fine screens.
MAIL_VARIANTS = {
    "mail-banner": Variant((30, 11), (1200,)),
    "mail-thumb": Variant((3, 2), (600,)),
    "mail-figure": Variant(None, (1072,)),
    "mail-logo": Variant(None, (320,)),
}
MAIL_FORMATS = {"mail-logo": "png"}


@dataclass(frozen=True)
class Source:
    """One format of a picture: media type and `srcset`."""

    type: str
    srcset: str


@dataclass(frozen=True)
class Picture:
    """What components/picture.html shows; width and height are the pixels that the page reserves."""

    sources: tuple[Source, ...]
    src: str
    width: int
    height: int
    alt: str


def rendition_specs() -> frozenset[str]:
    """Every filter that a page or mail may ask for: the only ones that the rendition view makes."""
    pages = (
        f"{variant.spec(width)}|format-{extension}"
        for variant in VARIANTS.values()
        for width in variant.widths
        for _, extension in FORMATS
    )
    return frozenset((*pages, *map(mail_spec, MAIL_VARIANTS)))


def mail_spec(shape: str) -> str:
    """The filter of one of MAIL_VARIANTS."""
    found = MAIL_VARIANTS[shape]
    return f"{found.spec(found.widths[0])}|format-{MAIL_FORMATS.get(shape, 'jpeg')}"


def load_images(pages: "Iterable[Any]") -> None:
    """Fetch the pictures of pages together, where they were not fetched yet."""
    from association.base.models import Image

    bare = [page for page in pages if page.image_id and "image" not in page._state.fields_cache]
    found = Image.objects.in_bulk({page.image_id for page in bare})
    for page in bare:
        page.image = found.get(page.image_id)


def card_specs(image: "Image") -> list[str]:
    """The filters of an image that lists of cards ask for."""
    shape = VARIANTS["card"]
    return [f"{shape.spec(width)}|format-{extension}" for width in shape.fitting(image) for _, extension in FORMATS]


def prefetch_renditions(images: "Iterable[Image | None]") -> None:
    """Load the renditions of all images in one query; without it each picture asks for its own."""
    from association.base.models import Rendition

    wanted: dict[int, list[Image]] = {}
    for image in images:
        if image is not None and not hasattr(image, "known_renditions"):
            wanted.setdefault(image.pk, []).append(image)
            image.known_renditions = {}
    if not wanted:
        return
    for rendition in Rendition.objects.filter(image_id__in=wanted):
        for image in wanted[rendition.image_id]:
            image.known_renditions[(rendition.filter_spec, rendition.focal_point_key)] = rendition


@lru_cache(maxsize=4096)
def focal_key(spec: str, *focal_point: int | None) -> str:
    """Wagtail's key for a filter on an image with a focal point (x, y, width, height); asked very often."""
    names = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
    return str(Filter(spec).get_cache_key(SimpleNamespace(**dict(zip(names, focal_point, strict=True)))))


def address(image: "Image", spec: str) -> str:
    """Where a rendition is found: its file, or the view that makes it at its first use. Reading never writes."""
    key = (
        spec,
        focal_key(spec, image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height),
    )
    rendition: Rendition | None = image.known_renditions.get(key)
    return rendition.url if rendition else reverse("image_rendition", args=[image.pk, spec])


def picture(image: "Image | None", variant: str, *, alt: str | None = None) -> Picture | None:
    """The picture of an image in one of VARIANTS; None without image. `alt` replaces the image's description."""
    if image is None:
        return None
    shape = VARIANTS[variant]
    widths = shape.fitting(image)
    alt = image.description if alt is None else alt
    if (found := keeper()) is not None:
        wide, high = shape.size(image, widths[-1])
        src = found.picture(image, f"{shape.spec(widths[-1])}|format-webp")
        return Picture(sources=(), src=src, width=wide, height=high, alt=alt)
    prefetch_renditions([image])
    sources = tuple(
        Source(
            type=media_type,
            srcset=", ".join(
                f"{address(image, f'{shape.spec(width)}|format-{extension}')} {width}w" for width in widths
            ),
        )
        for media_type, extension in FORMATS
    )
    middle = widths[len(widths) // 2]
    wide, high = shape.size(image, middle)
    src = address(image, f"{shape.spec(middle)}|format-webp")
    return Picture(sources=sources, src=src, width=wide, height=high, alt=alt)


def mail_picture(image: "Image | None", shape: str, *, alt: str | None = None) -> Picture | None:
    """The picture of an image in one of MAIL_VARIANTS, one file for all; None without image. Sizes are of the file."""
    if image is None:
        return None
    found = MAIL_VARIANTS[shape]
    if found.ratio is None:
        wide = min(found.widths[0], image.width)
    else:
        wide = min(found.widths[0], image.width, image.height * found.ratio[0] // found.ratio[1])
    prefetch_renditions([image])
    width, height = found.size(image, wide)
    alt = image.description if alt is None else alt
    return Picture(sources=(), src=address(image, mail_spec(shape)), width=width, height=height, alt=alt)


def make_mail_pictures(images: "Iterable[Image]", shape: str) -> None:
    """Make the renditions of images in one of MAIL_VARIANTS, so that no reader waits for them; a lost file is left."""
    from wagtail.images.models import SourceImageIOError

    for image in images:
        try:
            image.get_rendition(mail_spec(shape))
        except (SourceImageIOError, OSError):
            continue
        image.__dict__.pop("known_renditions", None)
