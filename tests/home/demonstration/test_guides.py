"""The loader of the demonstration's guides: what it makes, what it asks for, and that it leaves alone what is there."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from association.guides.pages import GuideIndexPage, GuidePage, GuideStepPage
from association.publications.models import FileJob
from home.actions import SiteSetUp
from home.demonstration.guides import GuideMaker, Made
from home.demonstration.load import PLACES, Loader
from home.demonstration.read import read_content

pytestmark = pytest.mark.django_db
KEYS = ["vdg", "vgg"]


@pytest.fixture(params=KEYS)
def loader(request: pytest.FixtureRequest) -> Loader:
    """What loads an association's content into its empty site; its pictures are small."""
    place = next(place for place in PLACES if place.key == request.param)
    found = Loader(place, read_content(place.key), 80, shrink=20)
    found.set_up = request.getfixturevalue(place.key)
    return found


def make(loader: Loader) -> Made:
    """The overview, guides and steps that are not there yet."""
    return GuideMaker(loader.set_up, loader.image).make(loader.content.guides_index, loader.content.guides)


def load(loader: Loader) -> int:
    """Make what is missing, and fill it as the demonstration does; gives the number of pages made."""
    made = make(loader)
    bodies = loader.bodies()
    for page, entry in made:
        loader.write(page, entry, bodies)
    return len(made)


def entries(loader: Loader) -> list[dict[str, Any]]:
    """The guides of the files, in their order."""
    return sorted(loader.content.guides, key=lambda entry: entry["order"])


def test_guides_and_steps_are_made_in_their_order(loader: Loader) -> None:
    made = load(loader)

    overview = GuideIndexPage.objects.child_of(loader.set_up.home).get()
    guides = list(GuidePage.objects.child_of(overview).order_by("path"))
    known = entries(loader)
    assert overview.url_path == f"{loader.set_up.home.url_path}nieuw-in-de-raad/"
    assert [(guide.slug, guide.title, guide.role) for guide in guides] == [
        (entry["slug"], entry["title"], entry.get("role", "")) for entry in known
    ]
    for guide, entry in zip(guides, known, strict=True):
        steps = GuideStepPage.objects.child_of(guide).order_by("path")
        assert [(step.slug, step.goal) for step in steps] == [(step["slug"], step["goal"]) for step in entry["steps"]]
    assert made == 1 + len(known) + sum(len(entry["steps"]) for entry in known) > 15


def test_every_guide_and_step_is_public_with_its_text(loader: Loader) -> None:
    load(loader)

    for guide in GuidePage.objects.all():
        lead = next(entry["lead"] for entry in entries(loader) if entry["slug"] == guide.slug)
        assert guide.live
        assert guide.image is not None
        assert lead[:40] in str(guide.body)
    for step in GuideStepPage.objects.all():
        entry = next(one for guide in entries(loader) for one in guide["steps"] if one["slug"] == step.slug)
        assert step.live
        assert [child.block_type for child in step.body] == [block["type"] for block in entry["body"]]


def test_files_of_each_guide_are_asked_for(loader: Loader) -> None:
    load(loader)

    jobs = FileJob.objects.order_by("publication__path").select_related("publication")
    assert [job.publication.slug for job in jobs] == [entry["slug"] for entry in entries(loader)]
    assert {job.state for job in jobs} == {FileJob.State.WAITING}


def test_pages_of_guides_answer_with_a_choice(loader: Loader) -> None:
    load(loader)
    reader = Client(headers={"host": loader.set_up.site.hostname})
    root = loader.set_up.home.url_path

    addresses = [page.url_path[len(root) - 1 :] for page in Page.objects.descendant_of(loader.set_up.home)]
    guides = [address for address in addresses if address.startswith("/nieuw-in-de-raad/")]

    assert len(guides) > 15
    assert {reader.get(f"{address}?rol=raadslid").status_code for address in guides} == {200}


def test_second_load_changes_nothing(loader: Loader) -> None:
    load(loader)
    step = GuideStepPage.objects.first()
    step.title = "Door een redacteur gewijzigd"
    step.save_revision().publish()
    before = list(Page.objects.order_by("pk").values_list("pk", "title", "latest_revision", "last_published_at"))
    wanted = list(FileJob.objects.order_by("pk").values_list("pk", "wanted"))

    assert load(loader) == 0

    assert (
        list(Page.objects.order_by("pk").values_list("pk", "title", "latest_revision", "last_published_at")) == before
    )
    assert list(FileJob.objects.order_by("pk").values_list("pk", "wanted")) == wanted


def test_guide_that_is_gone_comes_back_alone(loader: Loader) -> None:
    load(loader)
    first, *others = entries(loader)
    GuidePage.objects.get(slug=first["slug"]).delete()

    assert load(loader) == 1 + len(first["steps"])

    slugs = GuidePage.objects.order_by("path").values_list("slug", flat=True)
    assert list(slugs) == [*(entry["slug"] for entry in others), first["slug"]]


def test_site_without_guides_gets_no_overview(vdg: SiteSetUp) -> None:
    def no_image(scene: str, seed: str) -> Any:
        raise AssertionError

    assert GuideMaker(vdg, no_image).make({}, []) == []
    assert not GuideIndexPage.objects.exists()
