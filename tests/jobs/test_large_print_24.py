"""Large print of 24 pt keeps its distances in scripts whose letters reach far."""

import pytest

from generator.jobs.project import Project
from tests.sample_projects import ROOT
from tests.typeset import shipped

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("language", ["ur", "bn", "pa"])
def test_nothing_stands_too_close(language: str) -> None:
    """In Urdu a last line reaches down to the page number; in Bengali and Punjabi the parts of
    contacts, each set alone, stand one under the other."""
    piece = Project.open(ROOT).build(shipped.LEAFLET, edition="large-print-24", language=language)
    assert piece.pages > 8
    assert not [each for each in piece.problems if each.rule == "too-close"]
