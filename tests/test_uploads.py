"""Files that people and attackers upload, through every door of the admin: stored clean, refused in Dutch, or harmless."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.models import UploadedFile

from association.base import images
from association.base.models import Document, Image
from home.actions import SiteSetUp
from tests.factories import pictures
from tests.factories.content import make_document, picture_file
from tests.factories.pictures import SECRET, encode, two_tone
from tests.factories.posting import staff_client

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!doctype html><script>alert(1)</script>"
PHP = b"<?php system($_GET['c']); ?>"
GIF_HTML = b"GIF89a/*" + HTML + b"*/=1;"
PDF_HTML = b"%PDF-1.4\n" + HTML + b"\n%%EOF"
ENGLISH = ("the ", "This", " is not", "File extension", "submitted", "valid ")
JPEG_HTML = encode(two_tone(), "JPEG", comment=HTML) + HTML


def upload_image(client: Client, name: str, data: bytes, **fields: str) -> Any:
    """Through the form for one picture."""
    file = SimpleUploadedFile(name, data)
    return client.post(
        reverse("wagtailimages:add"),
        {"title": "Beeld", "description": "Een vlak", "file": file, "collection": "1", **fields},
    )


def upload_in_chooser(client: Client, name: str, data: bytes) -> Any:
    """Through the chooser in a page's form."""
    fields = {
        "image-chooser-upload-title": "Beeld",
        "image-chooser-upload-description": "Een vlak",
        "image-chooser-upload-collection": "1",
    }
    return client.post(
        reverse("wagtailimages_chooser:create"), {**fields, "image-chooser-upload-file": SimpleUploadedFile(name, data)}
    )


def upload_many(client: Client, name: str, data: bytes) -> dict[str, Any]:
    """Through the form for many pictures, first step: the file without its description."""
    response = client.post(
        reverse("wagtailimages:add_multiple"), {"files[]": SimpleUploadedFile(name, data), "collection": "1", "title": "Beeld"},
        headers={"x-requested-with": "XMLHttpRequest"},
    )  # fmt: skip

    assert response.status_code == 200
    return dict(json.loads(response.content))


def upload_document(client: Client, name: str, data: bytes) -> Any:
    return client.post(
        reverse("wagtaildocs:add"), {"title": "Stuk", "file": SimpleUploadedFile(name, data), "collection": "1"}
    )


def fetched(client: Client, url: str) -> tuple[Any, bytes]:
    """The answer for a file and its bytes; reading to the end closes the file."""
    response = client.get(url, follow=True)
    data = b"".join(response.streaming_content) if response.streaming else response.content
    return response, data


def messages_in(response: Any) -> str:
    return " ".join(
        part.get_text(" ", strip=True)
        for part in BeautifulSoup(response.content, "html.parser").select(".error-message")
    )


def stored(image: Image) -> bytes:
    with image.file.open("rb") as file:
        return bytes(file.read())


def assert_clean(image: Image) -> None:
    """The stored original is upright and tells nothing; neither do its renditions; size and hash are of what is stored."""
    data = stored(image)
    rendition = image.get_rendition("width-30|format-webp")
    with rendition.file.open("rb") as file:
        small = file.read()

    assert SECRET.encode() not in data
    assert b"Exif" not in data
    assert SECRET.encode() not in small
    assert (image.width, image.height) == (40, 80)
    assert Pillow.open(io.BytesIO(data)).info["icc_profile"] == pictures.srgb_profile()
    assert image.file_size == len(data)
    assert image.file.path.startswith(str(settings.PRIVATE_MEDIA_ROOT))
    assert image.file_hash in {"", image.get_file_hash()}


def test_picture_from_the_form_is_stored_clean(vdg: SiteSetUp) -> None:
    response = upload_image(staff_client(), "foto.jpg", pictures.loaded_jpeg())

    assert response.status_code == 302
    assert_clean(Image.objects.get())


def test_picture_from_the_chooser_is_stored_clean(vdg: SiteSetUp) -> None:
    response = upload_in_chooser(staff_client(), "foto.jpg", pictures.loaded_jpeg())

    assert json.loads(response.content)["step"] == "chosen"
    assert_clean(Image.objects.get())


def test_picture_from_the_form_for_many_is_stored_clean_and_private_while_it_waits(vdg: SiteSetUp) -> None:
    client = staff_client()

    answer = upload_many(client, "foto.jpg", pictures.loaded_jpeg())
    waiting = UploadedFile.objects.get()
    fields = {
        f"uploaded-image-{waiting.pk}-{name}": value
        for name, value in (("title", "Beeld"), ("description", "Vlak"), ("collection", "1"))
    }
    assert answer["success"] is True
    assert Image.objects.count() == 0
    assert waiting.file.path.startswith(str(settings.PRIVATE_MEDIA_ROOT))
    assert Client(headers={"host": "localhost"}).get(f"/media/{waiting.file.name}").status_code == 404
    second = client.post(reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk]), fields)

    assert json.loads(second.content)["success"] is True
    assert_clean(Image.objects.get())
    assert not Path(waiting.file.path).exists()


def test_picture_that_replaces_another_is_stored_clean(vdg: SiteSetUp) -> None:
    client = staff_client()
    upload_image(client, "foto.png", picture_file())
    image = Image.objects.get()
    old = Path(image.file.path)

    file = SimpleUploadedFile("nieuw.jpg", pictures.loaded_jpeg())
    client.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {"title": "Beeld", "description": "Vlak", "collection": "1", "file": file},
    )

    assert_clean(Image.objects.get())
    assert not old.exists()


BAD_PICTURES = (
    [("a.svg", SVG), ("a.png", SVG), ("a.jpg", HTML), ("a.html", HTML), ("a.php", PHP), ("a.jpg", PHP), ("a.gif", GIF_HTML),
     ("a.jpg", GIF_HTML), ("a.js", b"alert(1)"), ("a.jpg", PDF_HTML), ("a.png", b""), ("a.jpg", encode(two_tone(), "PNG")),
     ("a.png", encode(two_tone(), "JPEG")), ("a.gif", encode(two_tone(), "GIF")), ("a.tiff", encode(two_tone(), "TIFF")),
     ("a.jpg", encode(two_tone("RGB", (640, 480)), "JPEG")[:900]), ("a.png", pictures.png_of_size(11_000, 11_000)),
     ("a.png", pictures.png_of_size(8_000, 5_001)), ("a.png", pictures.png_of_size(65_535, 1)), ("a.webp", pictures.moving("WEBP")),
     ("a.avif", pictures.moving("AVIF")), ("a.avif", encode(two_tone(), "AVIF")[:200]), ("a", encode(two_tone(), "PNG")),
     ("a.png", pictures.png_of_size(0, 0)), ("a.jpg.php", JPEG_HTML)]
)  # fmt: skip


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_bad_picture_is_refused_in_dutch_at_every_door(vdg: SiteSetUp) -> None:
    client = staff_client()

    for number, (name, data) in enumerate(BAD_PICTURES):
        form, chooser, many = (
            upload_image(client, name, data),
            upload_in_chooser(client, name, data),
            upload_many(client, name, data),
        )

        assert form.status_code == chooser.status_code == 200, number
        assert json.loads(chooser.content)["step"] != "chosen", number
        assert many["success"] is False, number
        for message in (messages_in(form), many["error_message"]):
            assert message, number
            assert not [word for word in ENGLISH if word in message], (number, message)
        assert Image.objects.count() == UploadedFile.objects.count() == 0, number


UNUSUAL_PICTURES = (
    [("a.jpg", encode(two_tone("CMYK"), "JPEG")), ("a.jpeg", encode(two_tone("L"), "JPEG")), ("A.JPG", encode(two_tone(), "JPEG")),
     ("a.webp", encode(two_tone(), "WEBP", icc_profile=b"geen profiel")), ("a.png", encode(two_tone("P"), "PNG", transparency=0)),
     ("a.png", encode(two_tone("L").convert("I;16"), "PNG")), ("a.avif", encode(two_tone(), "AVIF")), ("a.jpg", JPEG_HTML),
     ("a.png", encode(two_tone("1"), "PNG"))]
)  # fmt: skip


def test_unusual_picture_is_stored_and_shown(vdg: SiteSetUp, client: Client) -> None:
    staff = staff_client()

    for number, (name, data) in enumerate(UNUSUAL_PICTURES):
        response = upload_image(staff, name, data)
        image = Image.objects.order_by("pk").last()
        shown = [fetched(client, f"/beeld/{image.pk}/width-400|format-{kind}/")[0] for kind in ("webp", "avif")]

        assert response.status_code == 302, number
        assert Image.objects.count() == number + 1
        assert [answer.status_code for answer in shown] == [200, 200], number
        assert HTML not in stored(image)
        assert {answer["Content-Security-Policy"] for answer in shown} == {"default-src 'none'"}
        assert {answer["X-Content-Type-Options"] for answer in shown} == {"nosniff"}


def test_description_that_cannot_be_read_is_refused(vdg: SiteSetUp) -> None:
    response = upload_image(staff_client(), "a.png", picture_file(), description="\u200b\u2060 ")

    assert "Beschrijf in één zin wat er te zien is." in response.content.decode()
    assert Image.objects.count() == 0
    assert images.MIN_SIDE == 8


BAD_DOCUMENTS = (
    [("a.svg", SVG), ("a.html", HTML), ("a.htm", HTML), ("a.js", b"alert(1)"), ("a.php", PHP), ("a.exe", b"MZ"), ("a.pdf", b"MZ\x90\0\x03"), ("a.pdf", HTML),
     ("a.pdf", b"\xef\xbb\xbf  <HTML><script>"), ("a.txt", SVG), ("a.docx", PHP), ("a.pdf", b""), ("a.xhtml", HTML), ("a.gif", GIF_HTML),
     ("a.txt", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"), ("a", b"tekst"), ("a.pdf.html", PDF_HTML)]
)  # fmt: skip


def test_bad_document_is_refused_in_dutch(vdg: SiteSetUp) -> None:
    client = staff_client()

    for number, (name, data) in enumerate(BAD_DOCUMENTS):
        response = upload_document(client, name, data)

        message = messages_in(response)
        assert response.status_code == 200, number
        assert message, number
        assert not [word for word in ENGLISH if word in message], message
        assert Document.objects.count() == 0, number


def test_document_with_code_is_only_handed_out_to_save(vdg: SiteSetUp, client: Client) -> None:
    staff = staff_client()

    for name, data in (("a.pdf", PDF_HTML), ("a.txt", b"tekst <script>alert(1)</script>"), ("a.csv", b"=1+1;<b>")):
        upload_document(staff, name, data)
        response, content = fetched(client, Document.objects.order_by("pk").last().url)

        assert response.status_code == 200
        assert content == data
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Content-Security-Policy"] == "default-src 'none'"
        assert response["X-Content-Type-Options"] == "nosniff"


NAMES = (
    [("../../etc/passwd.txt", "passwd.txt"), ("a\r\nX-Kop: 1.txt", "aX-Kop 1.txt"), ("verslag\u202efdp.txt", "verslagfdp.txt"),
     ("CON.txt", "CON_.txt"), ("é.txt", "é.txt"), ("e\u0301.txt", "é.txt"), ("👩‍👩‍👧 agenda.txt", "👩👩👧 agenda.txt"),
     ("een \"stuk\"; x.txt", "een stuk ; x.txt"), ("a" * 300 + ".txt", "a" * 116 + ".txt"), ("C:\\map\\stuk.txt", "stuk.txt")]
)  # fmt: skip


def test_document_keeps_a_safe_name(vdg: SiteSetUp, client: Client) -> None:
    for name, kept in NAMES:
        document = make_document(name=name, content=b"inhoud")
        response, _ = fetched(client, document.url)

        assert document.filename == kept
        assert response.status_code == 200, name
        assert "\n" not in response["Content-Disposition"]
        assert Path(document.file.path).parent == Path(settings.PRIVATE_MEDIA_ROOT) / "documents"
        assert Path(document.file.path).name.isascii()


def test_document_with_an_odd_name_comes_in_or_is_refused(vdg: SiteSetUp, client: Client) -> None:
    staff = staff_client()

    for name in (
        "a\0b.txt",
        "../../x.txt",
        "%2e%2e%2fx.txt",
        "a" * 300 + ".txt",
        "👩‍👩‍👧.txt",
        "CON.txt",
        ".txt",
        "e\u0301.txt",
    ):
        response = upload_document(staff, name, b"tekst")

        assert response.status_code in {200, 302}, name
    assert Document.objects.count() > 3
    assert {fetched(client, document.url)[0].status_code for document in Document.objects.all()} == {200}


def test_two_documents_and_pictures_of_one_name_are_both_kept(vdg: SiteSetUp, client: Client) -> None:
    staff = staff_client()

    for content in (b"eerste", b"tweede"):
        upload_document(staff, "stuk.txt", content)
    for size in ((60, 40), (40, 60)):
        upload_image(staff, "beeld.png", picture_file(size))

    texts = {fetched(client, item.url)[1] for item in Document.objects.all()}
    assert texts == {b"eerste", b"tweede"}
    assert {item.filename for item in Document.objects.all()} == {"stuk.txt"}
    assert {(item.width, item.height) for item in Image.objects.all()} == {(60, 40), (40, 60)}
