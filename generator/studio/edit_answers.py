"""What the editor's script sends and gets, as JSON."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct, field

from generator.content.own_block import OWN
from generator.problems import Problem
from generator.source.keys import AREA, CAMPAIGN, key_of
from generator.svgpages import PrintedWords
from .desk import DeskName, ShownPiece


class TypedText(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a field, by the key of its value. `was` are the words that the browser knows to
    be there, as far as it does: what another window has typed since is not overwritten."""

    key: str
    text: str
    was: list[str] = field(default_factory=list)


class PieceView(Struct, frozen=True, forbid_unknown_fields=True):
    """What a browser shows of a piece: the format, its first if none is named, and the number of
    the page. `have` are the groups that it keeps, and `boot` names the studio that they are of."""

    format: str = ""
    page: int = 0
    have: list[str] = field(default_factory=list)
    boot: str = ""


class ChangeRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Fields that were typed in, and what the browser shows."""

    desk: DeskName
    layout: str
    changes: list[TypedText] = field(default_factory=list)
    view: PieceView = PieceView()


class UndoRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Take the last change back, or make it `again`."""

    desk: DeskName
    layout: str
    again: bool = False
    view: PieceView = PieceView()


class SaveRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Write what was edited at a desk to its files. `choices` are the wordings chosen, by key,
    where a value was changed on the disk as well, and `seen` those of the disk beside them."""

    desk: DeskName
    choices: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)


class ConflictAnswer(Struct, frozen=True):
    """A value that was changed here and on the disk. What is empty is gone."""

    key: str
    before: str
    ours: str
    theirs: str


class FieldFault(Struct, frozen=True):
    """A problem in words. `key` is the value that it stands at, empty if it is at none, and `rule`
    the short name of the problem."""

    key: str
    severity: str
    message: str
    hint: str
    rule: str = ""


class SaveAnswer(Struct, frozen=True):
    """The files that were written; or, if none was, the values that two have changed, or the
    problems of a file."""

    files: tuple[str, ...]
    conflicts: tuple[ConflictAnswer, ...] = ()
    faults: tuple[FieldFault, ...] = ()


class AnswerPage(Struct, frozen=True):
    """A page in mm: the groups it is made of, in order, none if it is not the page that is shown;
    and the boxes of its words, each as key, left, top, width, height and what it says."""

    name: str
    width: float
    height: float
    groups: tuple[str, ...]
    words: tuple[tuple[str, float, float, float, float, str], ...]


class EditAnswer(Struct, frozen=True):
    """A piece as it is now. Without pages it cannot be set: the browser keeps those it shows.
    `new` has the markup of groups that it lacks, and `changed` the words of fields that changed
    without typing. `renew` says that there are other fields now (`field_screen`). `sizes` are the
    fields whose words are set smaller than the layout would, each with its share of that size in
    per cent. `refused` are the keys of typed words that no file has taken; `met` has the words that
    stand in place of those which the browser knew, where others were typed. `edits` counts the
    changes that anybody has made. `revision` counts answers, and `boot` names the studio that
    counts."""

    boot: str
    revision: int
    pages: tuple[AnswerPage, ...]
    new: dict[str, str]
    faults: tuple[FieldFault, ...]
    sizes: dict[str, int] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)
    renew: bool = False
    refused: tuple[str, ...] = ()
    met: dict[str, str] = field(default_factory=dict)
    edits: int = 0


def answer_pages(shown: ShownPiece) -> tuple[AnswerPage, ...]:
    """The pages of a piece, as a script gets them."""
    return tuple(
        AnswerPage(
            page.name,
            page.width,
            page.height,
            tuple(group.ident for group in page.groups),
            tuple(_rounded(one) for one in words),
        )
        for page, words in zip(shown.pages, shown.words, strict=True)
    )


def _rounded(one: PrintedWords) -> tuple[str, float, float, float, float, str]:
    box = (round(side, 2) for side in (one.x, one.y, one.width, one.height))
    left, top, width, height = box
    return one.key, left, top, width, height, one.words


def new_groups(shown: ShownPiece, have: Collection[str]) -> dict[str, str]:
    """The markup of a piece's groups that a browser lacks, by their names."""
    return {
        group.ident: group.markup
        for page in shown.pages
        for group in page.groups
        if group.ident not in have
    }


def fault(problem: Problem, words: Mapping[str, str]) -> FieldFault:
    """A problem for the editor. `words` has the word of each file of the desk by its path. What is
    wrong in a layout stands at the first block that it is about."""
    span = problem.span
    word = words.get(span.path) if span else None
    key = f"{word}:{span.key}" if span and word and span.key else ""
    if not word and problem.about:
        written = next((one for one in words.values() if one not in (AREA, CAMPAIGN)), CAMPAIGN)
        name = problem.about[0]
        key = key_of(AREA, OWN) if name == OWN else key_of(written, f"blocks.{name}")
    return FieldFault(key, str(problem.severity), problem.message, problem.hint, problem.rule)
