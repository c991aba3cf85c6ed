"""The rows of a manifest: what is known of a finished file, its inputs, and how it was checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, PlainSerializer, PlainValidator, StringConstraints

from generator.design.editions import Edition
from generator.problems import Problem
from generator.reports.piece_names import PieceName, WholeRow
from .making import Piece
from .planning import Job
from .program import program

if TYPE_CHECKING:
    from generator.preflight import PageBox, PageFacts


def _inside(path: str) -> str:
    """A path under the output folder."""
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or parts[0] == "/" or not path.isprintable():
        raise ValueError
    return path


def _problem(found: Any) -> Problem:
    """A problem, or one as plain data."""
    return found if isinstance(found, Problem) else Problem.from_dict(found)


Inside = Annotated[str, AfterValidator(_inside)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
ProblemRow = Annotated[Problem, PlainValidator(_problem), PlainSerializer(Problem.as_dict)]


class CompanionFile(WholeRow):
    """A file that goes with another."""

    path: Inside
    sha256: Sha256
    bytes: int


class ReadCode(WholeRow):
    """A QR code as it was read back, on a page from 1."""

    page: int
    target: str


BoxEdges = tuple[float, float, float, float]


class PageBoxes(WholeRow):
    """A page's boxes in mm, each as left, bottom, right, top."""

    media: BoxEdges
    crop: BoxEdges | None = None
    bleed: BoxEdges | None = None
    trim: BoxEdges | None = None


class ManifestRow(PieceName):
    """What is known of a finished file. `choices` replaced the edition's own settings, and
    `other_theme` the piece's. `printer`, `standard` and `theme` are those it was made for, whoever
    chose them. `inputs` are digests by path,
    empty for a file that could not be read. `under_12_pt` is the percentage of the letters of
    sentences that are smaller. `print` says how to print it. `outdated` says that its
    inputs have changed, and that it could not be made again."""

    path: Inside
    printer: str
    standard: str
    theme: str
    program: str
    inputs: dict[str, Sha256 | Annotated[str, StringConstraints(max_length=0)]]
    sha256: Sha256
    bytes: int
    extra: tuple[CompanionFile, ...]
    pages: int
    boxes: tuple[PageBoxes, ...]
    plates: tuple[str, ...]
    fonts: tuple[str, ...]
    codes: tuple[ReadCode, ...]
    targets: tuple[str, ...]
    copyfit: dict[str, float]
    under_12_pt: float | None = None
    problems: tuple[ProblemRow, ...]
    print: str
    seconds: float
    outdated: bool = False

    @property
    def piece(self) -> PieceName:
        """The names that say which piece the file is of."""
        return PieceName(**{name: getattr(self, name) for name in PieceName.model_fields})

    @property
    def size(self) -> tuple[float, ...]:
        """The width and the height of the first page as trimmed, in mm; None without pages."""
        for first in self.boxes[:1]:
            left, bottom, right, top = first.trim or first.media
            return round(right - left, 1), round(top - bottom, 1)
        return ()

    def line(self) -> str:
        """The row as a line of a manifest."""
        return self.model_dump_json(exclude_none=True) + "\n"


def row(
    job: Job,
    made: Piece,
    edition: Edition,
    *,
    inputs: Mapping[str, str],
    problems: Iterable[Problem],
    extra: Mapping[str, bytes],
    seconds: float,
) -> ManifestRow:
    """What is known of a finished file, made for an `edition` with the choices for it. `extra` are
    its companion files by path."""
    return ManifestRow(
        path=job.file,
        **job.piece.model_dump(),
        printer=edition.printer,
        standard=edition.standard,
        theme=made.theme,
        program=program(),
        inputs=dict(sorted(inputs.items())),
        sha256=hashlib.sha256(made.data).hexdigest(),
        bytes=len(made.data),
        extra=tuple(
            CompanionFile(path=path, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))
            for path, data in extra.items()
        ),
        pages=len(made.report.pages),
        boxes=tuple(_boxes(page) for page in made.report.pages),
        plates=tuple(made.report.plates),
        fonts=tuple(sorted({font.name for font in made.report.fonts})),
        codes=tuple(ReadCode(page=code.page + 1, target=code.text) for code in made.report.codes),
        targets=tuple(made.links),
        copyfit=dict(sorted(made.steps.items())),
        under_12_pt=made.letters.percent if made.letters else None,
        problems=tuple(problems),
        print=_print_settings(edition, made),
        seconds=seconds,
    )


def _print_settings(edition: Edition, made: Piece) -> str:
    """How to print a file on an office printer, in the words of a print dialog, such as `both
    sides, turn on the short edge, at 100 %`; empty if an edition asks nothing of the dialog."""
    if not edition.print_settings:
        return ""
    turn = made.artwork.turn
    sides = f"both sides, turn on the {turn} edge, " if turn else ""
    return f"{sides}at 100 %"


def _boxes(page: PageFacts) -> PageBoxes:
    def edges(box: PageBox) -> BoxEdges:
        left, bottom, right, top = (round(edge, 2) for edge in box)
        return left, bottom, right, top

    return PageBoxes(
        media=edges(page.media),
        crop=page.crop and edges(page.crop),
        bleed=page.bleed and edges(page.bleed),
        trim=page.trim and edges(page.trim),
    )
