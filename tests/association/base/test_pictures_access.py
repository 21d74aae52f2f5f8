"""Pictures of restricted collections: who gets them, and where their files lie."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from association.base.models import Image, Rendition
from association.base.pictures import rendition_specs
from home.actions import SiteSetUp
from tests.factories.content import make_image, make_user
from tests.factories.hidden import GROUP

SPEC = "fill-160x120|format-webp"


def keep(
    collection: Collection, kind: str = CollectionViewRestriction.LOGIN, **fields: Any
) -> CollectionViewRestriction:
    """Keep the files of a collection for accounts."""
    return CollectionViewRestriction.objects.create(collection=collection, restriction_type=kind, **fields)


def address(image: Image, spec: str = SPEC) -> str:
    """Where a picture is asked for."""
    return f"/beeld/{image.pk}/{spec}/"


def body_of(response: Any) -> bytes:
    """The bytes of an answer, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def status(client: Client, address: str) -> int:
    """The status of an answer, which is read to its end."""
    response = client.get(address)
    body_of(response)
    return response.status_code


def files_below(folder: str | Path) -> set[str]:
    """The files in a folder, by path."""
    return {str(path) for path in Path(folder).rglob("*") if path.is_file()}


@pytest.fixture
def member() -> Client:
    """Somebody with an account."""
    member = Client(headers={"host": "localhost"})
    member.force_login(make_user("lid"))
    return member


def test_public_picture_is_made_once_and_lies_in_the_public_folder(vdg: SiteSetUp, client: Client) -> None:
    image = make_image(collection=vdg.collection)

    first, second = client.get(address(image)), client.get(address(image))

    assert (first.status_code, first["Cache-Control"]) == (302, "public, max-age=600")
    assert first["Location"] == second["Location"]
    assert first["Location"].startswith("/media/images/")
    assert status(client, first["Location"]) == 200
    assert Rendition.objects.count() == 1


def test_original_has_no_public_address(vdg: SiteSetUp, client: Client) -> None:
    image = make_image(collection=vdg.collection)

    answers = {status(client, f"/media/{name}") for name in (image.file.name, f"private/{image.file.name}")}

    assert answers == {404}
    assert Path(image.file.path).is_relative_to(settings.PRIVATE_MEDIA_ROOT)


def test_private_picture_is_for_members_only(vdg: SiteSetUp, client: Client, member: Client) -> None:
    image = make_image(collection=vdg.collection)
    keep(vdg.collection)

    answer = member.get(address(image))

    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "image/webp",
        "private, no-store",
    )
    assert body_of(answer)[8:12] == b"WEBP"
    assert status(client, address(image)) == 404


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize(
    "headers",
    [{}, {"range": "bytes=0-3"}, {"if-none-match": "*"}, {"if-modified-since": "Mon, 01 Jan 2035 00:00:00 GMT"}],
)
def test_private_picture_stays_away_from_visitors_however_they_ask(
    vdg: SiteSetUp, client: Client, member: Client, method: str, headers: dict[str, str]
) -> None:
    image = make_image(collection=vdg.collection)
    keep(vdg.collection)
    made = status(member, address(image))

    answer = getattr(client, method)(address(image), headers=headers)

    assert made == 200
    assert (answer.status_code, answer.has_header("ETag"), answer.has_header("Last-Modified")) == (404, False, False)


def test_picture_below_a_restricted_collection_is_private_too(vdg: SiteSetUp, client: Client, member: Client) -> None:
    below = vdg.collection.add_child(name="onder")
    image = make_image(collection=below)
    keep(vdg.collection)

    assert (status(member, address(image)), status(client, address(image))) == (200, 404)


def test_picture_of_a_group_is_not_for_every_member(vdg: SiteSetUp, member: Client) -> None:
    image = make_image(collection=vdg.collection)
    lock = keep(vdg.collection, CollectionViewRestriction.GROUPS)
    council = make_user("raadslid", GROUP)
    lock.groups.add(*council.groups.all())
    of_the_group = Client(headers={"host": "localhost"})
    of_the_group.force_login(council)

    assert (status(of_the_group, address(image)), status(member, address(image))) == (200, 404)


def test_private_files_never_lie_in_the_public_folder(vdg: SiteSetUp, member: Client) -> None:
    keep(vdg.collection)
    before = files_below(settings.MEDIA_ROOT)
    image = make_image(collection=vdg.collection)

    for spec in rendition_specs():
        status(member, address(image, spec))

    renditions = list(Rendition.objects.filter(image=image))
    assert len(renditions) == len(rendition_specs())
    assert files_below(settings.MEDIA_ROOT) == before
    assert all(Path(item.file.path).is_relative_to(settings.PRIVATE_MEDIA_ROOT) for item in renditions)
    assert {item.url for item in renditions} == {address(image, spec).replace("|", "%7C") for spec in rendition_specs()}


def test_collection_made_private_takes_its_public_files_away(
    vdg: SiteSetUp, client: Client, member: Client, django_capture_on_commit_callbacks: Any
) -> None:
    image = make_image(collection=vdg.collection)
    public = client.get(address(image))["Location"]
    assert status(client, public) == 200

    with django_capture_on_commit_callbacks(execute=True):
        lock = keep(vdg.collection)
    closed = (status(client, public), status(client, address(image)), status(member, address(image)))
    private_file = Path(Rendition.objects.get(image=image).file.path)
    with django_capture_on_commit_callbacks(execute=True):
        lock.delete()
    opened = client.get(address(image))

    assert closed == (404, 404, 200)
    assert not private_file.exists()
    assert (opened.status_code, status(client, opened["Location"])) == (302, 200)


def test_picture_moved_into_a_private_collection_takes_its_public_file_away(
    vdg: SiteSetUp, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    hidden = Collection.get_first_root_node().add_child(name="besloten")
    keep(hidden)
    image = make_image(collection=vdg.collection)
    public = client.get(address(image))["Location"]
    assert status(client, public) == 200

    image.collection = hidden
    with django_capture_on_commit_callbacks(execute=True):
        image.save()

    assert (status(client, public), status(client, address(image))) == (404, 404)


def test_collection_moved_below_a_private_one_takes_its_public_files_away(
    vdg: SiteSetUp, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    hidden = Collection.get_first_root_node().add_child(name="besloten")
    keep(hidden)
    image = make_image(collection=vdg.collection)
    public = client.get(address(image))["Location"]
    boss = make_user("baas", is_superuser=True)
    client.force_login(boss)
    assert status(client, public) == 200

    with django_capture_on_commit_callbacks(execute=True):
        moved = client.post(f"/beheer/collections/{vdg.collection.pk}/", {"name": "VDG", "parent": hidden.pk})
    client.logout()

    assert moved.status_code == 302
    assert Collection.objects.get(pk=vdg.collection.pk).is_descendant_of(hidden)
    assert (status(client, public), status(client, address(image))) == (404, 404)


@pytest.mark.parametrize("spec", ["original", "width-399", "width-99999", "fill-160x120", "max-1x1|format-webp", "x"])
def test_form_outside_the_fixed_set_is_not_made(vdg: SiteSetUp, client: Client, spec: str) -> None:
    image = make_image(collection=vdg.collection)

    answer = client.get(address(image, spec))

    assert answer.status_code == 404
    assert Rendition.objects.count() == 0


def test_picture_that_does_not_exist_is_not_found(vdg: SiteSetUp, client: Client) -> None:
    assert status(client, f"/beeld/999999/{SPEC}/") == 404


# Wagtail leaves a temporary file open when the original cannot be read.
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")
def test_picture_whose_file_is_gone_is_not_found(vdg: SiteSetUp, client: Client) -> None:
    image = make_image(collection=vdg.collection)
    Path(image.file.path).unlink()

    assert status(client, address(image)) == 404


def test_file_names_tell_nothing_of_the_title(vdg: SiteSetUp, client: Client) -> None:
    image = make_image("Zwanenzang", collection=vdg.collection)

    public = client.get(address(image))["Location"]

    assert "zwanenzang" not in f"{public} {image.file.name}".lower()
    assert "beeld" not in Path(image.file.name).name
