"""The finished file of a piece as it is in the editor, written and drawn in a child process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Final

from generator.bounded import Bounds, Child, Task
from generator.cache import Cache
from generator.jobs.making import unchecked_pages
from generator.jobs.project import Project
from generator.reports.page_pictures import small_page
from generator.reports.piece_names import PieceName
from .drafts import DraftShelf

_BOUNDS: Final = Bounds(120.0, 2000)
_TASK: Final = Task("the file", "written", hint="make it from the command line: cease build")


class FileDrawer:
    """A process that draws finished files, one after another. It goes on for the next."""

    def __init__(self) -> None:
        self._child, self._turn = Child(_BOUNDS), Lock()

    def draw(
        self, root: Path, name: PieceName, edited: Mapping[str, str], pixels: int
    ) -> list[tuple[str, bytes]]:
        """As `drawn_file`. Raises `Refused`."""
        with self._turn:
            return self._child.run(_TASK, drawn_file, root, name, edited, pixels)

    def end(self) -> None:
        """End the process."""
        self._child.end()


def drawn_file(
    root: Path, name: PieceName, edited: Mapping[str, str], pixels: int
) -> list[tuple[str, bytes]]:
    """The name of each page of a piece, and a PNG of it, so many pixels on its longer side. The
    files that are `edited` have these texts. Raises `Refused`."""
    cache = Cache()
    shelf = DraftShelf.at(root, cache)
    for path, text in edited.items():
        shelf.put(path, text)
    project = Project(shelf, cache)
    data = unchecked_pages(project, name)
    pages = project.design.layout(name.layout).pages
    return [(page.name, small_page(data, number, pixels)) for number, page in enumerate(pages)]
