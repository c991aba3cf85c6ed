"""Fixtures that several rooms use."""

from pathlib import Path

import pytest

from tests import garden


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project of its own for the test, which may change it."""
    return garden.make(tmp_path / "project")
