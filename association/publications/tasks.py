"""What the worker does for publications."""

from django_tasks import task

from association.publications.adopting import jobs as editions
from association.publications.render.excerpts import make_excerpt
from association.publications.render.jobs import make_files


@task(backend="noaber", queue_name="documents")
def make(number: int) -> None:
    """Make the files of the publication that a FileJob with this id belongs to."""
    make_files(number)


@task(backend="noaber", queue_name="documents")
def make_chosen(number: int) -> None:
    """Make the files of chosen chapters that an Excerpt with this id stands for."""
    make_excerpt(number)


@task(backend="noaber", queue_name="documents")
def adopt(number: int) -> None:
    """Make the Edition with this id and put it in force."""
    editions.adopt(number)
