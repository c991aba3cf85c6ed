"""The fields of a desk of a copy of the shipped project, without a browser."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from generator.problems import Refused
from generator.source.splice import value_at
from generator.studio.changes import Change
from generator.studio.desk import DeskName, OpenProject
from generator.studio.edit_fields import Act, EditField, FieldBlock, all_fields
from generator.studio.field_edits import FieldPlace, typed
from generator.studio.field_screen import ActRequest, FieldScreen
from generator.studio.guard import Keys
from generator.studio.saving import save
from generator.studio.state import Studio
from tests.studio.studio_tab import AREA
from tests.typeset import shipped

WORDS = f"content/{shipped.CAMPAIGN}"


def copied(folder: Path) -> Path:
    """The shipped project in a folder, for trying things out."""
    for room in ("content", "layouts"):
        shutil.copytree(shipped.ROOT / room, folder / room)
    area = folder / AREA
    area.write_text(f"{area.read_text()}test: true\n")
    return folder


class FieldsDesk:
    """A desk of a project in a folder, with the calls of its screens."""

    def __init__(self, folder: Path, language: str, layout: str = "flyer-a5") -> None:
        self.folder, self.layout = folder, layout
        self.desk = DeskName(shipped.CAMPAIGN, language, shipped.AREA)
        self.project = OpenProject(folder)
        self.studio = Studio(self.project, Keys(1))
        self.screen = FieldScreen(self.studio)
        self.time = 0.0

    def fields(self) -> dict[str, EditField]:
        """The fields by their keys."""
        form = self.screen.form(self.desk, self.layout)
        return {field.key: field for field in all_fields(form.groups)}

    def block(self, name: str) -> FieldBlock:
        """The block with a name, or with the key of one."""
        groups = self.screen.form(self.desk, self.layout).groups
        found = [block for group in groups for block in group.blocks]
        return next(block for block in found if name in (block.name, block.label))

    def type(self, key: str, *words: str) -> None:
        """Type in a field, quickly."""
        word, _, inside = key.partition(":")
        path = self.project.paths(self.desk)[word]
        place = FieldPlace(path, inside, word == "area", word not in ("area", "campaign"))
        self.time += 10
        for each in words:
            with suppress(Refused):
                edit = typed(place, each, self.desk.language)
                self.project.edit(edit, self.time, (path, inside))

    def act(self, act: Act, key: str, words: str = "") -> str:
        """Do something with what stands at a key. Gives the field that is gone to."""
        return self.screen.act(ActRequest(self.desk, self.layout, act, key, words)).enter

    def undo(self) -> bool:
        """Take the last step back. Whether more than a text was changed by it."""
        step = self.project.undo([*self.project.paths(self.desk).values()])
        return step is not None and any(change.how != "set" for change in step.changes)

    def text(self, path: str) -> str:
        """A file as it is in the editor."""
        return self.project.history.text(path)

    def value(self, path: str, key: str) -> object:
        """What a file says at a key path."""
        return value_at(self.text(path), path, key)

    def save(self) -> tuple[str, ...]:
        """The files that are saved."""
        return save(self.project, [*self.project.paths_together(self.desk).values()]).files

    def change_file(self, path: str, key: str, words: str) -> None:
        """Change a value on the disk, and open the project anew."""
        place = self.folder / path
        place.write_text(Change(path, "set", key, words).made(place.read_text()))
        self.project = OpenProject(self.folder)
        self.studio = Studio(self.project, Keys(1))
        self.screen = FieldScreen(self.studio)
