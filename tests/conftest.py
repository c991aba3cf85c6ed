"""Fixtures that several rooms use."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import sample_projects

# No example fails for the time a busy machine takes, and CI tries the same examples every time.
settings.register_profile("project", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("project")


# What takes minutes begins first, so that no processor waits for it at the end.
LONGEST = ("tests/test_accessible.py", "tests/preflight/test_fuzz.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project of its own for the test, which may change it."""
    return sample_projects.make(tmp_path / "project")


@pytest.fixture(autouse=True, scope="session")
def _date() -> Iterator[None]:
    """Areas are checked as of one day, whenever the tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CEASE_TODAY", "2026-06-30")
        patch.setenv("CEASE_CACHE", "off")  # tests change the program
        yield
