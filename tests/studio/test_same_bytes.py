"""What a studio has shown for a long time is what a new process makes of the saved files."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.jobs.making import unchecked_pages
from generator.reports.piece_names import PieceName
from generator.studio.changes import Change
from generator.studio.desk import DeskName, OpenProject
from generator.studio.saving import save
from tests.soak.trials import chance
from tests.studio.studio_tab import copy_project
from tests.typeset import shipped

EDITS = 60
KEYS = (
    ("campaign", "blocks.actions.items.0"),
    ("campaign", "blocks.survey.paragraphs.0"),
    ("campaign", "blocks.statistic.text"),
    ("area", "contacts.social-care.0.number"),
)
# Ofcom's numbers for drama.
NUMBERS = ("0116 496 0123", "0116 496 0999", "01632 960123")
FRESH = """
import sys
from pathlib import Path
from generator.jobs.making import unchecked_pages
from generator.jobs.project import Project
from generator.reports.piece_names import PieceName
name = PieceName.of(*sys.argv[2:])
sys.stdout.buffer.write(unchecked_pages(Project.open(sys.argv[1]), name))
"""


@pytest.mark.slow
def test_a_build_after_many_edits_has_the_bytes_of_a_fresh_one(tmp_path: Path) -> None:
    luck = chance("same bytes")
    project = OpenProject(copy_project(tmp_path))
    desk = DeskName(shipped.CAMPAIGN, "en-GB", shipped.AREA)
    paths = project.paths(desk)
    words = {key: project.value(desk, f"{word}:{key}") or "" for word, key in KEYS}
    for number in range(EDITS):
        word, key = luck.choice(KEYS)
        if word == "area":
            text = luck.choice(NUMBERS)
        else:
            text = words[key][: -luck.randrange(1, 4)] + luck.choice(["", " and", " or more", "s"])
        project.change(Change(paths[word], "set", key, text), number * luck.choice([0.1, 2.0]))
        project.shown(desk, shipped.FLYER)
        if luck.random() < 0.1:
            project.undo([*paths.values()])
    save(project, [*paths.values()])
    names = desk.campaign, desk.area, desk.language, shipped.FLYER, "a5", "office"
    live = unchecked_pages(project.project, PieceName.of(*names))
    command = [sys.executable, "-c", FRESH, str(tmp_path), *names]
    fresh = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert live == fresh.stdout
