"""Problems: what is wrong with a user's files, as values with a place and a message.

A stage that finds something wrong makes a `Problem` and goes on looking. A stage that cannot give
a result raises `Refused` with every problem it found. Any other exception is a bug in this
program. Messages are lower case, have no full stop and use the user's own nouns. The hint says
what to do.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple, Self, TypeAlias

from msgspec import Struct
from msgspec.structs import replace


class Severity(StrEnum):
    """An error stops a file from being built. A warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Span(Struct, frozen=True):
    """A place in a file: its path as the user would type it, line and column from 1, and the key
    path of the value there (`blocks.film.text`). Data given in Python has no lines: both are 0."""

    path: str
    line: int = 1
    column: int = 1
    key: str = ""

    def __str__(self) -> str:
        if not self.line:
            return f"{self.path}, {self.key}" if self.key else self.path
        return f"{self.path}:{self.line}:{self.column}"


# Where something is wrong: a place in a file, or the key of a value (`source.keys`), such as
# `area:numbers.helpline`, whose place is found when the problem is reported.
Where: TypeAlias = Span | str | None


class Place(NamedTuple):
    """A place on a page of a finished file: the page from 1, and a box in mm from the top left
    corner of the trimmed page, y downwards."""

    page: int
    x: float
    y: float
    width: float = 0.0
    height: float = 0.0

    def __str__(self) -> str:
        size = f", {self.width:.1f} × {self.height:.1f} mm" if self.width or self.height else ""
        return f"at {self.x:.1f}, {self.y:.1f} mm of page {self.page}{size}"


class Problem(Struct, frozen=True):
    """One thing that is wrong. `rule` is a short stable name such as `overset`, `details` are
    further lines of explanation, and `hint` says what to do.

    In a finished file `place` is where it is, `limit` what is allowed and `found` what was
    measured, both with their units. The same fault `count` times on one page is one problem;
    `others` are the first of its other places. A problem that is remembered has the `key` of a
    value instead of a span; `with_places` finds its place. A problem that stands in a layout is
    `about` blocks of words, by their names, if these can mend it.
    """

    severity: Severity
    rule: str
    message: str
    span: Span | None = None
    hint: str = ""
    details: tuple[str, ...] = ()
    place: Place | None = None
    limit: str = ""
    found: str = ""
    count: int = 1
    others: tuple[Place, ...] = ()
    key: str = ""
    about: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def about_blocks(self, *names: str) -> Self:
        """The same, about blocks of words."""
        return replace(self, about=names)

    def __str__(self) -> str:
        """The text for a terminal, without colour."""
        place = f"{self.span}: " if self.span else ""
        lines = [f"{place}{self.severity}[{self.rule}]: {self.message}"]
        lines += [f"  {detail}" for detail in self.details]
        if self.found or self.limit:
            measured = [("found", self.found), ("limit", self.limit)]
            lines.append("  " + ", ".join(f"{key} {value}" for key, value in measured if value))
        if self.place:
            lines.append(f"  {self.place}")
        if self.count > 1:
            first = "; ".join(f"{x:.1f}, {y:.1f} mm" for _, x, y, *_ in self.others)
            lines.append(f"  {self.count} times" + (f", also at {first}" if first else ""))
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)

    def as_dict(self) -> dict[str, object]:
        """The same as plain data, for `--json` and the manifest."""
        place = self.span
        known: dict[str, object] = {
            "place": self.place._asdict() if self.place else None,
            "limit": self.limit or None,
            "found": self.found or None,
            "count": self.count if self.count > 1 else None,
            "others": [place._asdict() for place in self.others] or None,
            "about": list(self.about) or None,
        }
        return {
            "severity": str(self.severity),
            "rule": self.rule,
            "message": self.message,
            "path": place.path if place else None,
            "line": place.line if place else None,
            "column": place.column if place else None,
            "key": place.key if place else None,
            "details": list(self.details),
            "hint": self.hint or None,
            **{key: value for key, value in known.items() if value is not None},
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The problem that `as_dict` made this of. Raises `ValueError` for any other data."""
        try:
            path, place, others = data["path"], data.get("place"), data.get("others", ())
            read = cls(
                severity=Severity(data["severity"]),
                rule=data["rule"],
                message=data["message"],
                span=None
                if path is None
                else Span(path, data["line"], data["column"], data["key"]),
                hint=data["hint"] or "",
                details=tuple(data["details"]),
                place=None if place is None else _place(place),
                limit=data.get("limit", ""),
                found=data.get("found", ""),
                count=data.get("count", 1),
                others=tuple(map(_place, others)),
                about=tuple(data.get("about", ())),
            )
            words = [read.rule, read.message, read.hint, *read.details, read.limit, read.found]
            where = [read.span.path, read.span.key] if read.span else []
            numbers = [read.count, *([read.span.line, read.span.column] if read.span else ())]
        except (KeyError, TypeError, AttributeError, OverflowError) as wrong:
            raise ValueError(f"not a problem: {wrong!r}") from None
        if not all(isinstance(text, str) for text in (*words, *where, *read.about)):
            raise ValueError("not a problem: a text is none")
        if not all(isinstance(number, int) for number in numbers):
            raise ValueError("not a problem: a number is none")
        return read


def _place(data: Mapping[str, Any]) -> Place:
    if data.keys() != set(Place._fields) or not isinstance(data["page"], int):
        raise TypeError("not a place")
    return Place(data["page"], *(float(data[name]) for name in Place._fields[1:]))


def error(
    rule: str, message: str, where: Where = None, hint: str = "", details: Iterable[str] = ()
) -> Problem:
    return problem(Severity.ERROR, rule, message, where, hint, details)


def warning(
    rule: str, message: str, where: Where = None, hint: str = "", details: Iterable[str] = ()
) -> Problem:
    return problem(Severity.WARNING, rule, message, where, hint, details)


def problem(
    severity: Severity,
    rule: str,
    message: str,
    where: Where = None,
    hint: str = "",
    details: Iterable[str] = (),
) -> Problem:
    """A problem at a place, or at a value known by its key."""
    span, key = (None, where) if isinstance(where, str) else (where, "")
    return Problem(severity, rule, message, span, hint, tuple(details), key=key)


def with_places(
    problems: Iterable[Problem], span: Callable[[str], Span | None]
) -> tuple[Problem, ...]:
    """The problems, where each with a key gets the place that `span` finds for it."""
    return tuple(
        replace(each, span=span(each.key), key="") if each.key else each for each in problems
    )


class Refused(Exception):
    """A result cannot be given, because of these problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["Refused"], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class WrongChoice(Refused):
    """A name on the command line does not exist. No file is wrong."""


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """`did you mean "film"?` for the nearest known name; else a short list of names, or nothing."""
    from difflib import get_close_matches

    names = sorted(known)
    near = get_close_matches(wrong, names, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    if names and len(names) <= 12:
        return "known names: " + ", ".join(names)
    return ""


def unknown(
    kind: str, name: str, known: Iterable[str], where: Where = None, hint: str = "", noun: str = ""
) -> Problem:
    """An error for an unknown name. `hint` is used if no known name is near. `noun` is the word of
    messages for the kind."""
    message = f'no {noun or kind} is called "{name}"'
    return error(f"unknown-{kind}", message, where, did_you_mean(name, known) or hint)


def counted(number: int, noun: str) -> str:
    """`1 file`, `3 files`."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
