"""Approvals of pieces: what has changed since the last, whether it stands, and recording one.

An approval stands while a piece's words, its values and the pictures of its pages are what they
were. So a comment, another area or a new version of the program that changes no page leaves it
standing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.content.approval_rows import (
    APPROVALS,
    Approval,
    ApprovedPage,
    ApprovedValue,
    approvals_path,
    check_approvals,
    digest_of_values,
    digest_of_words,
)
from generator.content.area_checks import today
from generator.page import Box
from generator.problems import Problem, Refused, WrongChoice, counted, error, warning
from generator.reports.piece_names import PieceName
from generator.source.splice import insert, remove
from generator.source.writer import Data, write
from .libraries import Libraries
from .planning import Job
from .publish import publish, sole_writer

if TYPE_CHECKING:
    from generator.reports.page_parts import PageLook
    from generator.reports.word_changes import WordChange
    from .proof_parts import ProofParts

REQUIRED: Final = "required"
_COMMENTS: Final = (
    "# yaml-language-server: $schema=../../schemas/approvals.json",
    "# Who approved which piece, and what it was then. `cease approve` writes this file, and",
    "# `cease build` reports a piece that is not as it stands here.",
)
BETWEEN: Final = " · "  # a value and what it rings or opens
_LOCK: Final = ".cease/approvals"  # within the project; nothing in it is part of a piece
_MARK: Final = b"\xef\xbb\xbf"  # a byte order mark, which some editors write
_MOST_NAME: Final = 100
_MOST_SHOWN: Final = 6  # changes that a message lists


class PageChange(Struct, frozen=True):
    """A page that does not look as it did: its number from 0, and the boxes (mm) in which it does
    not. A page that is `new` or `gone` has none."""

    index: int
    name: str
    boxes: tuple[Box, ...] = ()
    state: str = ""


class ChangesSince(Struct, frozen=True):
    """What has changed since an approval. Values are lines of words, as `value_line` writes
    them."""

    approval: Approval
    words: tuple[WordChange, ...]
    values: tuple[WordChange, ...]
    pages: tuple[PageChange, ...]

    @property
    def stands(self) -> bool:
        """Whether nothing has."""
        return not (self.words or self.values or self.pages)

    def __str__(self) -> str:
        parts = [
            counted(len(found), noun)
            for found, noun in (
                (self.values, "value"),
                (self.words, "text"),
                (self.pages, "page"),
            )
            if found
        ]
        if not (self.words or self.values) and self.pages:
            return f"the words are the same, and {parts[0]} {_look(len(self.pages))} otherwise"
        return f"changed: {', '.join(parts)}"


def _look(count: int) -> str:
    return "looks" if count == 1 else "look"


def piece_of(name: PieceName) -> tuple[str, str, str, str, str]:
    """The names by which an approval knows a piece: the edition is not among them."""
    return name.campaign, name.language, name.layout, name.format, name.other_theme


def value_line(value: ApprovedValue) -> str:
    """A value on a line, with what it rings or opens unless that is what is printed."""
    leads = leads_beyond(value)
    does = {"number": "rings", "address": "opens", "code": "opens"}.get(value.kind, "file")
    return f"{value.shown}{BETWEEN}{does} {leads}" if leads else value.shown


def leads_beyond(value: ApprovedValue) -> str:
    """What a value rings or opens; empty if that is what is printed."""
    figures = "".join(filter(str.isdigit, value.shown))
    target = value.leads.removeprefix("tel:")
    same = {value.shown, figures, f"+44{figures.removeprefix('0')}"}
    return "" if value.leads == f"https://{value.shown}" or target in same else target


def changes_since(project: Libraries, parts: ProofParts) -> ChangesSince | None:
    """What has changed since a piece was last approved; None if nobody has approved it."""
    approval = project.content.approval(parts.name.area, piece_of(parts.name))
    return None if approval is None else compared(approval, parts)


def compared(approval: Approval, parts: ProofParts) -> ChangesSince:
    """What has changed since an approval. A record that was changed by hand is compared as it is
    now, and does not stand for what was approved."""
    from generator.reports.word_changes import word_changes

    before = [f"{each.kind}: {value_line(each)}" for each in approval.values]
    after = [f"{each.value.kind}: {value_line(each.value)}" for each in parts.values]
    return ChangesSince(
        approval,
        word_changes(approval.words, [each.text for each in parts.words]),
        word_changes(before, after),
        tuple(_page_changes(approval.pages, parts.looks)),
    )


def _page_changes(
    before: Sequence[ApprovedPage], after: Sequence[PageLook]
) -> Iterable[PageChange]:
    from generator.reports.page_parts import changed_boxes

    for index, look in enumerate(after):
        if index >= len(before):
            yield PageChange(index, look.name, state="new")
            continue
        old, size = before[index], (look.width, look.height)
        if old.size != _size(look):
            yield PageChange(index, look.name, ((0.0, 0.0, *size),))
        elif old.picture != look.picture:
            boxes = changed_boxes(old.parts, look.parts, size) or [(0.0, 0.0, *size)]
            yield PageChange(index, look.name, tuple(boxes))
    for index in range(len(after), len(before)):
        yield PageChange(index, before[index].name, state="gone")


def _size(look: PageLook) -> str:
    return f"{look.width:g} × {look.height:g}"


# what a build says


def _parts_now(project: Libraries, name: PieceName) -> ProofParts:
    """What a piece is now. Most builds ask it of none, so what draws pages is imported here."""
    from .proof_parts import proof_parts

    return proof_parts(project, name)


def since_approval(project: Libraries, name: PieceName) -> tuple[Problem, ...]:
    """A warning that says what of a piece has changed since it was approved. There is none if it
    stands, if nobody has approved it, or if the piece cannot be made."""
    if project.content.approval(name.area, piece_of(name)) is None:
        return ()
    try:
        found = changes_since(project, _parts_now(project, name))
    except Refused:
        return ()
    if found is None or found.stands:
        return ()
    approval = found.approval
    message = (
        f"{approval.layout} in {approval.language} is not as {approval.by} approved it on "
        f"{approval.day}; {found}"
    )
    return (
        warning(
            "since-approval",
            message,
            approval.at("layout"),
            f"make a proof and have it approved: cease proof {chosen(project, name)}",
            _told(found),
        ),
    )


class ApprovalNotes:
    """What has changed since the approvals of many files' pieces, each piece looked at once."""

    def __init__(self, project: Libraries) -> None:
        self._project = project
        self._areas = frozenset(project.content.stems(APPROVALS))
        self._known: dict[tuple[str, ...], tuple[Problem, ...]] = {}

    def of(self, name: PieceName) -> tuple[Problem, ...]:
        if name.area not in self._areas:
            return ()
        key = name.area, *piece_of(name)
        if key not in self._known:
            self._known[key] = since_approval(self._project, name)
        return self._known[key]


def _told(found: ChangesSince) -> tuple[str, ...]:
    """The first changes in words."""
    lines = []
    for change in (*found.values, *_beside(found)):
        match change.kind:
            case "changed":
                lines.append(f"was: {change.was}; is: {change.now}")
            case "new":
                lines.append(f"new: {change.now}")
            case "gone":
                lines.append(f"gone: {change.was}")
            case "moved":
                lines.append(f"stands elsewhere: {change.now}")
    more = len(lines) - _MOST_SHOWN
    return (*lines[:_MOST_SHOWN], *([f"and {more} more"] if more > 0 else ()))


def _beside(found: ChangesSince) -> list[WordChange]:
    """The changed words that are not themselves a changed value."""
    return [each for each in found.words if not is_value(each, found.values)]


def is_value(change: WordChange, values: Iterable[WordChange]) -> bool:
    """Whether a changed text is nothing but the printed words of changed values."""
    lines = [(_shown(each.was), _shown(each.now)) for each in values]
    return any((change.was, change.now) == pair for pair in lines)


def _shown(line: str) -> str:
    return line.partition(": ")[2].partition(BETWEEN)[0]


def chosen(project: Libraries, name: PieceName) -> str:
    """The words after a command that choose a piece: its layout, and what is not the default."""
    content = project.content
    formats = project.design.layout(name.layout).formats
    options = {
        "campaign": "" if len(content.campaigns()) == 1 else name.campaign,
        "area": "" if name.area == content.default_area() else name.area,
        "language": "" if name.language == content.languages().default else name.language,
        "theme": name.other_theme,
    }
    said = [f"--{option} {value}" for option, value in options.items() if value]
    return " ".join((f"{name.layout} --format {name.format}" if name.format != formats[0]
                     else name.layout, *said))  # fmt: skip


def unapproved(project: Libraries, job: Job) -> tuple[Problem, ...]:
    """The error that stops the release of a piece whose campaign requires an approval, unless one
    stands."""
    name = job.piece
    source = project.source(name.campaign)
    if source is None or source.release.approval != REQUIRED:
        return ()
    row, problems = project.content.approvals(name.area)
    if row is None:
        return tuple(problems)
    forged = tuple(check_approvals(row))
    if forged:
        return forged
    hint = f"make a proof and have it approved: cease proof {chosen(project, name)}"
    place = source.at("release.approval")
    try:
        found = changes_since(project, _parts_now(project, name))
    except Refused:
        return ()  # which is reported when it is made
    if found is None:
        message = f"nobody has approved {name.layout} ({name.format}) in {name.language} yet"
        details = (f"for the area {name.area}",)
        return (error("not-approved", message, place, hint, details),)
    if found.stands:
        return ()
    by, on = found.approval.by, found.approval.day
    message = f"{name.layout} in {name.language} is not as {by} approved it on {on}; {found}"
    return (error("not-approved", message, place, hint, _told(found)),)


# recording


class NewApproval(Struct, frozen=True):
    """A piece that was approved, and the file that says so."""

    parts: ProofParts
    path: str


def approve(
    project: Libraries, names: Sequence[PieceName], by: str, code: str = ""
) -> tuple[NewApproval, ...]:
    """Record that somebody approves pieces as they are now, all of them or none. With the `code` of
    a proof, only if the piece is still what that proof shows. Raises `Refused`."""
    by = " ".join(by.split())
    if not by or len(by) > _MOST_NAME:
        hint = 'give the name of whoever read the proof, as in: --by "Jo Smith, Director"'
        said = "nobody is named" if not by else f"the name is longer than {_MOST_NAME} characters"
        raise WrongChoice([error("wrong-choice", said, None, hint)])
    found = [_parts_now(project, name) for name in names]
    wanted = code.strip().upper()
    if wanted and [wanted] != [each.code for each in found]:
        raise Refused([_other_proof(found, wanted)])
    day = today().isoformat()
    by_area: dict[str, list[ProofParts]] = {}
    for parts in found:
        by_area.setdefault(parts.name.area, []).append(parts)
    root = project.shelf.root
    with sole_writer(root / _LOCK, lambda: None):
        publish(root / _LOCK / ".gitignore", b"*\n")
        for area, pieces in by_area.items():
            _record(project, area, [record(parts, by, day) for parts in pieces])
    return tuple(NewApproval(parts, approvals_path(parts.name.area)) for parts in found)


def _other_proof(found: Sequence[ProofParts], wanted: str) -> Problem:
    if len(found) != 1:
        hint = "approve one piece at a time, or leave --proof out"
        return error("wrong-choice", "a proof is of one piece", None, hint)
    message = f"the piece has changed since the proof {wanted} was made: it is {found[0].code} now"
    return error("other-proof", message, None, "make a new proof, and read what has changed")


def record(parts: ProofParts, by: str, day: str) -> dict[str, Data]:
    """An approval as its file has it."""
    name = parts.name
    theme: dict[str, Data] = {"theme": name.other_theme} if name.other_theme else {}
    values = [each.value for each in parts.values]
    texts = [each.text for each in parts.words]
    return {
        "campaign": name.campaign,
        "language": name.language,
        "layout": name.layout,
        "format": name.format,
        **theme,
        "by": by,
        "day": day,
        "words_digest": digest_of_words(texts),
        "values_digest": digest_of_values(values),
        "words": texts,
        "values": [_value(each) for each in values],
        "pages": [_page(look) for look in parts.looks],
    }


def _value(value: ApprovedValue) -> dict[str, Data]:
    said = {"kind": value.kind, "shown": value.shown, "leads": value.leads}
    return {key: text for key, text in said.items() if text}


def _page(look: PageLook) -> dict[str, Data]:
    return {
        "name": look.name,
        "size": _size(look),
        "picture": look.picture,
        "parts": list(look.parts),
    }


def _record(project: Libraries, area: str, approvals: Sequence[dict[str, Data]]) -> None:
    """Put approvals into an area's file, each in the place of an earlier one of its piece. No other
    byte changes."""
    path = approvals_path(area)
    place = project.shelf.root / path
    project.shelf.forget([path])
    row, problems = project.content.approvals(area)
    if row is None:
        raise Refused(problems)
    pieces: list[tuple[str, ...]] = [each.piece for each in row.approvals]
    mark = b""
    if not place.exists():
        text = write({"approvals": list(approvals)}, {"approvals": _COMMENTS})
    else:
        mark = _MARK if place.read_bytes().startswith(_MARK) else b""
        text = project.shelf.read_text(path)
        for data in approvals:
            piece = tuple(str(data.get(key, "")) for key in _PIECE)
            number = len(pieces)
            if piece in pieces:
                number = pieces.index(piece)
                text = remove(text, path, f"approvals.{number}")
            else:
                pieces.append(piece)
            text = insert(text, path, "approvals", number, data)
    publish(place, mark + text.encode())
    project.shelf.forget([path])


_PIECE: Final = ("campaign", "language", "layout", "format", "theme")
