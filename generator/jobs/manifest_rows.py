"""The rows of a manifest: what is known of a finished file, and how it was checked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import asdict, astuple, replace

from generator.design.editions import Edition
from generator.problems import Place, Problem, Severity, Span
from generator.reports.piece_names import PieceName
from .making import Piece
from .planning import Job
from .program import program

if TYPE_CHECKING:
    from generator.preflight import PageBox, PageFacts

Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
RawBytes = bytes  # for which a row has another meaning
BoxEdges = tuple[float, float, float, float]
_DIGEST: Final = re.compile("[0-9a-f]{64}|")


def _check_inside(path: str) -> None:
    """Refuse a path that is not one under the output folder. Raises `ValueError`."""
    if ".." in path.split("/") or path in {"", "."} or path[0] == "/" or not path.isprintable():
        raise ValueError


class CompanionFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A file that goes with another. `seen` is the mark of its size and times (`file_marks`)."""

    path: str
    sha256: Sha256
    bytes: int
    seen: str = ""

    def __post_init__(self) -> None:
        _check_inside(self.path)


class ReadCode(Struct, frozen=True, forbid_unknown_fields=True):
    """A QR code as it was read back, on a page from 1."""

    page: int
    target: str


class PageBoxes(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A page's boxes in mm, each as left, bottom, right, top."""

    media: BoxEdges
    crop: BoxEdges | None = None
    bleed: BoxEdges | None = None
    trim: BoxEdges | None = None


class PlaceRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A place on a page, as `Place` has it."""

    page: int
    x: float
    y: float
    width: float
    height: float


class ProblemRow(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A problem as plain data, as `Problem.as_dict` gives it."""

    severity: Literal["error", "warning"]
    rule: str
    message: str
    path: str | None = None
    line: int | None = None
    column: int | None = None
    key: str | None = None
    details: tuple[str, ...] = ()
    hint: str | None = None
    place: PlaceRow | None = None
    limit: str = ""
    found: str = ""
    count: int = 1
    others: tuple[PlaceRow, ...] = ()
    about: tuple[str, ...] = ()

    @classmethod
    def of(cls, found: Problem) -> ProblemRow:
        known = {key: value for key, value in found.as_dict().items() if value is not None}
        return msgspec.convert(known, cls)

    @property
    def problem(self) -> Problem:
        where = None
        if self.path is not None:
            where = Span(self.path, self.line or 0, self.column or 0, self.key or "")
        return Problem(
            severity=Severity(self.severity),
            rule=self.rule,
            message=self.message,
            span=where,
            hint=self.hint or "",
            details=self.details,
            place=_place(self.place) if self.place else None,
            limit=self.limit,
            found=self.found,
            count=self.count,
            others=tuple(map(_place, self.others)),
            about=self.about,
        )


def _place(row: PlaceRow) -> Place:
    return Place(*astuple(row))


class MadeOf(Struct, frozen=True, forbid_unknown_fields=True):
    """The files that pieces were made of, as digests by path, empty for a file that could not be
    read; and the names of the parts that their keys are made of (`used_parts`). Many rows name one
    of these by its `name`, and its line stands before theirs."""

    name: str
    files: dict[str, str]
    parts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not all(map(_DIGEST.fullmatch, self.files.values())):
            raise ValueError

    @classmethod
    def of(cls, files: Mapping[str, str], parts: Iterable[str] = ()) -> MadeOf:
        """The files and parts, under a name made from both."""
        listed, names = dict(sorted(files.items())), tuple(parts)
        whole = hashlib.sha256(msgspec.json.encode([listed, names])).hexdigest()
        return cls(whole[:16], listed, names)


class AlikeFacts(Struct, frozen=True, forbid_unknown_fields=True):
    """What files of a layout and an edition have alike: how they are printed and delivered, and
    what is in them. `under_12_pt` is the percentage of the letters of sentences that are smaller.
    `print` says how to print them."""

    name: str
    printer: str
    standard: str
    theme: str
    program: str
    pages: int
    boxes: tuple[PageBoxes, ...]
    plates: tuple[str, ...]
    fonts: tuple[str, ...]
    copyfit: dict[str, float]
    under_12_pt: float | None
    print: str


class SaidProblems(Struct, frozen=True, forbid_unknown_fields=True):
    """The problems of files. The first `worded` are those of their words."""

    name: str
    problems: tuple[ProblemRow, ...] = ()
    worded: int = 0

    @classmethod
    def of(cls, problems: Iterable[ProblemRow], worded: int) -> SaidProblems:
        return named(cls("", tuple(problems), worded))


Shared: TypeAlias = MadeOf | AlikeFacts | SaidProblems
SharedKind = TypeVar("SharedKind", AlikeFacts, SaidProblems)


def named(shared: SharedKind) -> SharedKind:
    """The same, under a name made from all it says."""
    return replace(shared, name=hashlib.sha256(msgspec.json.encode(shared)).hexdigest()[:16])


class SharedLine(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of a manifest that many rows name, which stands before theirs."""

    made_of: MadeOf | None = None
    alike: AlikeFacts | None = None
    said: SaidProblems | None = None

    @classmethod
    def of(cls, shared: Shared) -> SharedLine:
        match shared:
            case MadeOf():
                return cls(made_of=shared)
            case AlikeFacts():
                return cls(alike=shared)
            case _:
                return cls(said=shared)

    @property
    def shared(self) -> Shared | None:
        return self.made_of or self.alike or self.said


# In the place of what a row names, until its line is found.
_UNKNOWN: Final = AlikeFacts("", "", "", "", "", 0, (), (), (), {}, None, "")
_NOTHING: Final = SaidProblems("")


class ManifestRow(PieceName, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of a finished file, beside the names of its piece. It was made of `own` files
    of its area, as digests by path, and of the files that `made_of` names. `used` is the key of
    what it used of them, and the parts of that key (`used_parts`). `seen` is the mark of its size
    and times. `checked` is the earliest day on which somebody checked what its area says.
    `outdated` says that its inputs have changed, and that it could not be made again. `facts` and
    `report` have lines of their own, which the row's line names."""

    path: str
    made_of: str
    alike: str
    said: str
    own: dict[str, str]
    used: str
    sha256: Sha256
    bytes: int
    seen: str
    extra: tuple[CompanionFile, ...]
    codes: tuple[ReadCode, ...]
    targets: tuple[str, ...]
    checked: str
    seconds: float
    outdated: bool
    facts: AlikeFacts = _UNKNOWN
    report: SaidProblems = _NOTHING

    def __post_init__(self) -> None:
        _check_inside(self.path)
        if not all(map(_DIGEST.fullmatch, self.own.values())):
            raise ValueError

    @property
    def piece(self) -> PieceName:
        """The names that say which piece the file is of."""
        names: Any = dict(zip(PieceName.__struct_fields__, self.names, strict=True))
        return PieceName(**names)

    @property
    def program(self) -> str:
        return self.facts.program

    @property
    def problems(self) -> tuple[ProblemRow, ...]:
        return self.report.problems

    @property
    def size(self) -> tuple[float, ...]:
        """The width and the height of the first page as trimmed, in mm; None without pages."""
        for first in self.facts.boxes[:1]:
            left, bottom, right, top = first.trim or first.media
            return round(right - left, 1), round(top - bottom, 1)
        return ()

    @property
    def found(self) -> tuple[Problem, ...]:
        """The problems as they were reported."""
        return tuple(each.problem for each in self.problems)

    def line(self) -> RawBytes:
        """The row as a line of a manifest."""
        own = asdict(self)
        del own["facts"], own["report"]
        return _ENCODER.encode(own) + b"\n"

    def as_dict(self) -> dict[str, Any]:
        """All that is known of the file as plain data."""
        data: dict[str, Any] = msgspec.to_builtins(self)
        for name in ("alike", "said"):
            del data[name]
        data |= {**data.pop("facts"), **data.pop("report")}
        del data["name"]
        return data


_ENCODER: Final = msgspec.json.Encoder()


def row(
    job: Job,
    made: Piece,
    edition: Edition,
    *,
    made_of: MadeOf,
    own: Mapping[str, str],
    used: str,
    problems: Iterable[Problem],
    worded: int,
    extra: Mapping[str, RawBytes],
    marks: Sequence[str],
    checked: str,
    seconds: float,
) -> ManifestRow:
    """What is known of a finished file, made for an `edition` with the choices for it. `extra` are
    its companion files by path, `marks` those of all its files, its own last."""
    facts = named(
        AlikeFacts(
            "",
            printer=edition.printer,
            standard=edition.standard,
            theme=made.theme,
            program=program(),
            pages=len(made.report.pages),
            boxes=tuple(_boxes(page) for page in made.report.pages),
            plates=tuple(made.report.plates),
            fonts=tuple(sorted({font.name for font in made.report.fonts})),
            copyfit=dict(sorted(made.steps.items())),
            under_12_pt=made.letters.percent if made.letters else None,
            print=_print_settings(edition, made),
        )
    )
    report = SaidProblems.of(map(ProblemRow.of, problems), worded)
    return ManifestRow(
        **asdict(job.piece),
        path=job.file,
        made_of=made_of.name,
        alike=facts.name,
        said=report.name,
        own=dict(sorted(own.items())),
        used=used,
        sha256=made.sha256,
        bytes=len(made.data),
        seen=marks[-1],
        extra=tuple(
            CompanionFile(path, hashlib.sha256(data).hexdigest(), len(data), mark)
            for (path, data), mark in zip(extra.items(), marks, strict=False)
        ),
        codes=tuple(ReadCode(page=code.page + 1, target=code.text) for code in made.report.codes),
        targets=tuple(made.links),
        checked=checked,
        seconds=seconds,
        outdated=False,
        facts=facts,
        report=report,
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
