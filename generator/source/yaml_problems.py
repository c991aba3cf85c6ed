"""Says in a writer's words why a file is not YAML.

PyYAML says what its grammar expected. Writers need the mistake that they made. Each error is
matched with the mistakes that cause it, and the lines around it decide between them.
"""

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.problems import Problem, Span, error
from .comments import shortened
from .project_files import split_lines

if TYPE_CHECKING:
    from yaml import YAMLError

_MessageAndHint: TypeAlias = tuple[str, str]  # message, hint

# The value on a line: after any dashes and a key, whose colon is followed by a space.
_VALUE: Final = re.compile(r"""\s*(?:-\s+)*(?:[^\s'"\[{#&*!|>%@`][^:]*:\s+)?(?P<value>\S.*)""")
# A comment behind text without quotes, which goes on from the line above or follows a key or dash.
_BEHIND: Final = re.compile(
    r"""\s*(?:-\s+)*(?:[^\s'"\[{#&*!|>%@`][^:#]*:\s+)?[^\s'"\[{#&*!|>%@`].*?\s(?P<comment>\#.*)""",
)
_BEGINS: Final = re.compile(r"""\s*(?:-\s|['"]|[\w.-]+:(?:\s|$))""")  # a key, or an item
_NO_SPACE: Final = re.compile(r"\s*(?:-\s+)*[\w.-]+:[^\s:/].*")
_SPECIAL: Final = "*&!{}[]@`%|>?,\"'"

_ALIGN: Final = "begin the keys of one group, and the items of one list, in the same column"


def explain(exc: "YAMLError", text: str, shown: str) -> Problem:
    """The error of PyYAML's own scanner or parser as a located problem of rule `yaml`."""
    mistake = _Mistake(exc, text)
    message, hint = mistake.words()
    return error("yaml", message, Span(shown, mistake.line + 1, mistake.column + 1), hint)


class _Mistake:
    """An error of PyYAML, its place (from 0) and the lines around it."""

    def __init__(self, exc: "YAMLError", text: str) -> None:
        self.problem: str = getattr(exc, "problem", None) or str(exc)
        self.context: str = getattr(exc, "context", None) or ""
        self.begun = getattr(exc, "context_mark", None)
        mark = getattr(exc, "problem_mark", None)
        self.line: int = mark.line if mark else 0
        self.column: int = mark.column if mark else 0
        self.lines = split_lines(text)

    def words(self) -> _MessageAndHint:
        explanations = (_tab, _quote, _escape, _bracket, _comment, _start_of_text, _colon, _indent)
        for explained in explanations:
            if words := explained(self):
                return words
        return f"this is not YAML: {self.problem}", ""

    def to_beginning(self) -> None:
        """The same mistake, shown where it begins and not where PyYAML noticed it."""
        if self.begun:
            self.line, self.column = self.begun.line, self.begun.column

    @property
    def source(self) -> str:
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def line_above(self) -> int:
        """The last line before this one that is not blank, from 0; -1 if there is none."""
        above = range(min(self.line, len(self.lines)) - 1, -1, -1)
        return next((number for number in above if self.lines[number].strip()), -1)


def _tab(mistake: _Mistake) -> _MessageAndHint | None:
    if "'\\t'" not in mistake.problem:
        return None
    return "a tab where only spaces may stand", "indent with spaces, two for each step"


def _quote(mistake: _Mistake) -> _MessageAndHint | None:
    if "quoted scalar" not in mistake.context or "unexpected" not in mistake.problem:
        return None
    mistake.to_beginning()
    return (
        "the quotes that open here are not closed",
        "close them; text with an apostrophe in it goes in double quotes",
    )


def _escape(mistake: _Mistake) -> _MessageAndHint | None:
    if "double-quoted scalar" not in mistake.context:
        return None
    return (
        "a backslash in double quotes begins an escape, and this is none",
        r'write "\\" for a backslash, or use single quotes; folders and files are parted by "/"',
    )


def _bracket(mistake: _Mistake) -> _MessageAndHint | None:
    if mistake.context == "while parsing a flow node":
        found = mistake.source[mistake.column : mistake.column + 1]
        if not found:
            return "the file ends where a value should stand", 'close what "[" or "{" opens'
        return f'"{found}" stands where a value should', ""
    if not mistake.context.startswith("while parsing a flow"):
        return None
    opening, closing = ("[", "]") if "sequence" in mistake.context else ("{", "}")
    mistake.to_beginning()
    comment = _BEHIND.fullmatch(mistake.source)
    before = mistake.source[mistake.column : comment.start("comment")] if comment else ""
    is_quoted = before.count('"') % 2 or before.count("'") % 2
    if comment and before and not is_quoted and closing in comment["comment"]:
        mistake.column = comment.start("comment")
        shown = shortened(comment["comment"].rstrip())
        return (
            f'"{shown}" is read as a comment, and the "{opening}" before it is not closed',
            "put the text in quotes; or, if it is a comment, put it on a line of its own",
        )
    return (
        f'the "{opening}" that opens here is not closed, or a comma is missing after it',
        f'close it with "{closing}"; put text that begins with "{opening}" in quotes',
    )


def _comment(mistake: _Mistake) -> _MessageAndHint | None:
    """Report text over several lines that a comment ends before its last line."""
    line = (
        mistake.begun.line if mistake.begun and "expected ':'" in mistake.problem else mistake.line
    )
    above = next((each for each in range(line - 1, -1, -1) if mistake.lines[each].strip()), -1)
    comment = _BEHIND.fullmatch(mistake.lines[above]) if above >= 0 else None
    if comment is None or _BEGINS.match(mistake.lines[line] if line < len(mistake.lines) else "- "):
        return None
    mistake.line, mistake.column = above, comment.start("comment")
    shown = shortened(comment["comment"].rstrip())
    return (
        f'"{shown}" is read as a comment, which ends the text before its next line',
        "put all of the text in quotes; or, if it is a comment, put it on a line of its own",
    )


def _start_of_text(mistake: _Mistake) -> _MessageAndHint | None:
    """Report text whose first character means something else to YAML."""
    if "mapping values" in mistake.problem or "expected ':'" in mistake.problem:
        return None
    if "sequence entries" in mistake.problem:
        return (
            "a list cannot begin on the line of its key",
            'begin it on the next line; put text that begins with "-" in quotes',
        )
    value = _VALUE.fullmatch(mistake.source)
    first = value["value"][0] if value else ""
    if first in {'"', "'"}:
        return (
            "there is more text after the closing quote",
            "put all of the text in one pair of quotes; double quotes may hold an apostrophe",
        )
    if value and first in _SPECIAL:
        mistake.column = value.start("value")
        return (
            f'"{first}" at the start of a text has a meaning of its own in YAML',
            f'put text that begins with "{first}" in quotes',
        )
    return None


def _colon(mistake: _Mistake) -> _MessageAndHint | None:
    if "expected ':'" in mistake.problem:
        mistake.to_beginning()
        if _NO_SPACE.fullmatch(mistake.source):
            return _no_space(mistake)
        return (
            "this line is neither a key with its value nor more of the text above",
            'write "key: value", or indent it further than the key of its text',
        )
    if "mapping values" not in mistake.problem:
        return None
    above = mistake.line_above
    if ": " in mistake.source[: mistake.column]:
        return 'there is a second ":" in this text', 'put text with ": " in it in quotes'
    if above >= 0 and _NO_SPACE.fullmatch(mistake.lines[above]):
        mistake.line = above
        return _no_space(mistake)
    return (
        "this line is read as more of the text above, but has a key in it",
        f'put text with ": " in it in quotes, or {_ALIGN}',
    )


def _no_space(mistake: _Mistake) -> _MessageAndHint:
    mistake.column = mistake.source.index(":")
    return 'there is no space after the ":"', 'write "key: value"'


def _indent(mistake: _Mistake) -> _MessageAndHint | None:
    if "<block end>" in mistake.problem or "<document start>" in mistake.problem:
        return "this line does not belong to what stands above it", _ALIGN
    return None
