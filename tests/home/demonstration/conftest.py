"""The whole demonstration, for the modules that look at what it holds."""

import os
from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.factories.demonstration import demonstration


@pytest.fixture(scope="module")
def pages_made(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[int, ...]]:
    """Both sites with all their content, gone after the last test of the module; how many pages each got."""
    own = tmp_path_factory.getbasetemp()
    # Processes that share a run have folders beside each other.
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with django_db_blocker.unblock(), demonstration(shared / "demonstration") as found:
        yield found
