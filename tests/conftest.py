"""Fixtures that several rooms use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import garden


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project of its own for the test, which may change it."""
    return garden.make(tmp_path / "project")


@pytest.fixture(autouse=True, scope="session")
def _date() -> Iterator[None]:
    """Areas are judged as of one day, whenever the tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CEASE_TODAY", "2026-06-30")
        yield
