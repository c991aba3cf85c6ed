"""Large print of 24 pt is made in scripts whose letters reach far."""

import pytest

from generator.jobs.project import Project
from tests.sample_projects import ROOT
from tests.typeset import shipped

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("language", ["ur", "bn"])
def test_what_is_a_little_close_is_said_and_made(language: str) -> None:
    piece = Project.open(ROOT).build(shipped.LEAFLET, edition="large-print-24", language=language)
    assert piece.pages > 8
    close = [each for each in piece.problems if each.rule == "too-close"]
    assert not [each for each in close if each.is_error]
