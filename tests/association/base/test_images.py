"""Uploaded pictures: refused in Dutch, or upright, complete and without anything but pixels and colour profile."""

import io
import random
import time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from association.base import images
from association.base.images import cleaned
from tests.factories import pictures
from tests.factories.content import picture_file
from tests.factories.pictures import SECRET, encode, two_tone

KINDS = ["JPEG", "PNG", "WEBP", "AVIF"]


def opened(data: bytes) -> Pillow.Image:
    picture = Pillow.open(io.BytesIO(data))
    picture.load()
    return picture


def test_cleaned_jpeg_is_upright_and_carries_no_metadata_but_its_profile() -> None:
    data = pictures.loaded_jpeg(orientation=6)
    assert data.count(SECRET.encode()) >= 5
    assert b"8BIM" in data

    result, extension = cleaned(data)
    picture = opened(result)

    assert extension == "jpg"
    assert SECRET.encode() not in result
    assert not [part for part in (b"Exif", b"8BIM", b"adobe", b"Photoshop") if part in result]
    assert dict(picture.getexif()) == {}
    assert picture.size == (40, 80)
    assert picture.info["icc_profile"] == pictures.srgb_profile()
    red, _, blue = picture.getpixel((20, 5))
    assert red > 150 > 50 > blue


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_cleaned_picture_of_any_kind_carries_no_metadata_but_its_profile(kind: str) -> None:
    data = pictures.loaded(kind)
    assert SECRET.encode() in data

    result, extension = cleaned(data)
    picture = opened(result)

    assert extension == kind.lower()
    assert SECRET.encode() not in result
    assert dict(picture.getexif()) == {}
    assert picture.info.get("icc_profile") == pictures.srgb_profile()
    assert picture.size == (40, 80)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_cleaned_picture_stands_upright_for_every_orientation(orientation: int) -> None:
    result, _ = cleaned(encode(two_tone(), "JPEG", exif=pictures.exif(orientation)))

    assert opened(result).size == ((80, 40) if orientation < 5 else (40, 80))


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("L", "JPEG"), ("CMYK", "JPEG"), ("1", "PNG"), ("L", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("RGBA", "PNG"), ("I;16", "PNG"),
     ("RGBA", "WEBP"), ("RGB", "WEBP"), ("RGBA", "AVIF"), ("L", "AVIF")],
)  # fmt: skip
def test_cleaned_picture_keeps_its_looks_in_every_mode(mode: str, kind: str) -> None:
    original = two_tone().convert("L").convert("I;16") if mode == "I;16" else two_tone(mode)
    data = encode(original, kind)

    result, _ = cleaned(data)

    before, after = opened(data).convert("RGB"), opened(result).convert("RGB")
    assert after.size == (80, 40)
    assert (
        max(
            abs(a - b)
            for spot in ((5, 5), (75, 35))
            for a, b in zip(before.getpixel(spot), after.getpixel(spot), strict=True)
        )
        < 30
    )


def test_cleaned_palette_picture_keeps_its_transparency() -> None:
    picture = two_tone("P")
    see_through = picture.getpixel((5, 5))
    data = encode(picture, "PNG", transparency=see_through)

    result, _ = cleaned(data)

    assert opened(result).convert("RGBA").getpixel((5, 5))[3] == 0
    assert opened(result).convert("RGBA").getpixel((75, 5))[3] == 255


def test_cleaned_picture_survives_a_colour_profile_that_is_none() -> None:
    data = encode(two_tone(), "WEBP", icc_profile=b"geen profiel")

    result, _ = cleaned(data)

    assert opened(result).size == (80, 40)


def test_cleaned_pixels_do_not_change_for_lossless_kinds() -> None:
    picture = Pillow.effect_noise((50, 40), 60).convert("RGB")

    result, _ = cleaned(encode(picture, "PNG"))

    assert opened(result).tobytes() == picture.tobytes()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", images.UNKNOWN),
        (b"geen beeld", images.UNKNOWN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", images.UNKNOWN),
        (encode(two_tone(), "GIF"), images.UNKNOWN),
        (encode(two_tone(), "TIFF"), images.UNKNOWN),
        (encode(two_tone(), "BMP"), images.UNKNOWN),
        (encode(two_tone("RGB", (640, 480)), "JPEG")[:700], images.BROKEN),
        (encode(Pillow.effect_noise((200, 200), 60), "PNG")[:3000], images.BROKEN),
        (pictures.png_of_size(11_000, 11_000), images.TOO_LARGE),
        (pictures.png_of_size(8_000, 5_001), images.TOO_LARGE),
        (pictures.png_of_size(65_535, 1), images.TOO_LONG),
        (pictures.png_of_size(16_001, 100), images.TOO_LONG),
        (pictures.png_of_size(4, 400), images.TOO_LONG),
        (pictures.png_of_size(2_000_000_000, 2_000_000_000), images.TOO_LARGE),
        (pictures.moving("PNG"), images.MOVING),
        (pictures.moving("WEBP"), images.MOVING),
        (pictures.moving("AVIF"), images.MOVING),
    ],
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_cleaned_refuses_in_dutch_and_at_once(data: bytes, message: str) -> None:
    started = time.perf_counter()

    with pytest.raises(ValidationError) as caught:
        cleaned(data)

    assert caught.value.messages == [message]
    assert time.perf_counter() - started < 20


def test_cleaned_takes_the_first_picture_of_a_phone_that_stores_two() -> None:
    data = pictures.moving("MPO")
    assert Pillow.open(io.BytesIO(data)).format == "MPO"

    result, extension = cleaned(data)

    assert extension == "jpg"
    assert opened(result).format == "JPEG"
    assert b"MPF" not in result


def test_cleaned_refuses_a_png_with_a_wrong_checksum() -> None:
    data = bytearray(encode(Pillow.effect_noise((120, 80), 60), "PNG"))
    place = data.index(b"IDAT")
    data[place + 40] ^= 0xFF

    with pytest.raises(ValidationError) as caught:
        cleaned(bytes(data))

    assert caught.value.messages == [images.BROKEN]


@given(kind=st.sampled_from(KINDS), seed=st.integers(0, 10**6))
@settings(deadline=None, max_examples=150)
@pytest.mark.filterwarnings("ignore")
def test_cleaned_gives_a_picture_or_a_dutch_message_for_damaged_files(kind: str, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(encode(two_tone(), kind, exif=pictures.exif(6)))
    for _ in range(chance.randrange(6)):
        data[chance.randrange(min(len(data), 400))] = chance.randrange(256)
    damaged = bytes(data[: chance.randrange(len(data))] if chance.random() < 0.3 else data)

    try:
        result, _ = cleaned(damaged)
    except ValidationError as error:
        assert error.messages[0].startswith("D")
    else:
        assert opened(result).size[0] >= images.MIN_SIDE


def test_damaged_picture_is_refused_whatever_another_library_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)

    with pytest.raises(ValidationError):
        cleaned(picture_file((64, 64))[:-40])
