"""A proof for a screen, and its approval, each made by a child process: setting and drawing a piece
takes seconds, and whoever asks has other things to do."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Final, ParamSpec, TypeVar

from msgspec import Struct

from generator.bounded import Bounds, Child, Task
from generator.cache import Cache
from generator.problems import Problem, Refused
from generator.reports.piece_names import PieceName
from generator.reports.proof_facts import ProofFacts
from .approvals import approve
from .project import Project
from .proof import make_proof

P = ParamSpec("P")
R = TypeVar("R")

LONGEST: Final = 1600  # pixels of a picture's longer side
_BOUNDS: Final = Bounds(300.0, 2000)
_TASK: Final = Task("the proof", "made", hint="make it from the command line: cease proof")


class ProofPicture(Struct, frozen=True):
    """A sheet of a proof as JPEG, and its size in pixels."""

    name: str
    width: int
    height: int
    data: bytes


class ShownProof(Struct, frozen=True):
    """A proof with pictures of its pages. `by` and `day` are those of the last approval, empty if
    there is none, and `stands` says that nothing has changed since."""

    data: bytes
    file: str
    facts: ProofFacts
    pictures: tuple[ProofPicture, ...]
    problems: tuple[Problem, ...]
    by: str = ""
    day: str = ""
    stands: bool = False


class ProofMaker:
    """A process that makes proofs and records approvals, one after another. It goes on for the
    next."""

    def __init__(self) -> None:
        self._child = Child(_BOUNDS)
        self._turn = Lock()

    def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What one of the functions below gives. Raises `Refused` with the errors alone."""
        with self._turn:
            try:
                return self._child.run(_TASK, work, *args, **kwargs)
            except Refused as refused:
                raise Refused([each for each in refused.problems if each.is_error]) from None


def shown_proof(folder: Path, name: PieceName) -> ShownProof:
    """The proof of a piece of the project in a folder. Raises `Refused`."""
    project = Project.open(folder, Cache())
    made = make_proof(project, name)
    approval = made.since.approval if made.since else None
    return ShownProof(
        made.data,
        made.file.rpartition("/")[2],
        made.facts,
        tuple(_pictures(made.data, made.sheets, [p.name for p in made.parts.artwork.pages])),
        made.problems,
        *((approval.by, approval.day) if approval else ("", "")),
        stands=bool(made.since and made.since.stands),
    )


def approve_shown(folder: Path, name: PieceName, by: str, code: str) -> str:
    """Record the approval of a proof, and give the day. Raises `Refused`."""
    project = Project.open(folder, Cache())
    approve(project, [name], by, code)
    names = name.campaign, name.language, name.layout, name.format, name.other_theme
    found = project.content.approval(name.area, names)
    assert found is not None  # or it was refused
    return found.day


def _pictures(data: bytes, sheets: int, names: list[str]) -> list[ProofPicture]:
    """The pages of a proof, without the sheets before them."""
    from generator.preflight.raster.render import Renderer

    found = []
    with Renderer(data) as renderer:
        for number, name in enumerate(names):
            width, height = renderer.size(sheets + number)
            scale = LONGEST / max(width, height)
            drawn = renderer.draw(sheets + number, 0, 0, width, height, scale)
            file = BytesIO()
            drawn.save(file, "JPEG", quality=88, subsampling=0)
            found.append(ProofPicture(name, drawn.width, drawn.height, file.getvalue()))
    return found
