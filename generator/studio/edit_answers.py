"""What the editor's script sends and gets, as JSON."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct, field

from generator.problems import Problem
from .desk import DeskName, ShownPiece


class TypedText(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a field, by the key of its value."""

    key: str
    text: str


class ChangeRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Fields that were typed in, and the groups of the pages that the browser has."""

    desk: DeskName
    layout: str
    changes: list[TypedText] = field(default_factory=list)
    have: list[str] = field(default_factory=list)


class UndoRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Take the last change back, or make it `again`."""

    desk: DeskName
    layout: str
    again: bool = False
    have: list[str] = field(default_factory=list)


class SaveRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Write what was edited at a desk to its files. `choices` are the wordings chosen, by key,
    where a value was changed on the disk as well."""

    desk: DeskName
    choices: dict[str, str] = field(default_factory=dict)


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
    """A page in mm: the groups it is made of, in order, and the boxes of its words, each as key,
    left, top, width and height."""

    name: str
    width: float
    height: float
    groups: tuple[str, ...]
    words: tuple[tuple[str, float, float, float, float], ...]


class EditAnswer(Struct, frozen=True):
    """A piece as it is now. Without pages it cannot be set: the browser keeps those it shows.
    `new` has the markup of groups that it lacks, and `changed` the words of fields that changed
    without typing. `renew` says that there are other fields now (`field_screen`)."""

    revision: int
    pages: tuple[AnswerPage, ...]
    new: dict[str, str]
    faults: tuple[FieldFault, ...]
    changed: dict[str, str] = field(default_factory=dict)
    renew: bool = False


def answer(
    revision: int, shown: ShownPiece, have: Collection[str], faults: Sequence[FieldFault]
) -> EditAnswer:
    """What a browser that has some groups needs to show a piece."""
    pages = tuple(
        AnswerPage(
            page.name,
            page.width,
            page.height,
            tuple(group.ident for group in page.groups),
            tuple(
                (
                    one.key,
                    round(one.x, 2),
                    round(one.y, 2),
                    round(one.width, 2),
                    round(one.height, 2),
                )
                for one in words
            ),
        )
        for page, words in zip(shown.pages, shown.words, strict=True)
    )
    new = {
        group.ident: group.markup
        for page in shown.pages
        for group in page.groups
        if group.ident not in have
    }
    return EditAnswer(revision, pages, new, tuple(faults))


def fault(problem: Problem, words: Mapping[str, str]) -> FieldFault:
    """A problem for the editor. `words` has the word of each file of the desk by its path."""
    span = problem.span
    word = words.get(span.path) if span else None
    key = f"{word}:{span.key}" if span and word and span.key else ""
    return FieldFault(key, str(problem.severity), problem.message, problem.hint, problem.rule)
