"""Reads YAML text to nodes. Every scalar stays text, and every problem has its place.

PyYAML gives events, from libyaml if the wheel has it, and this module composes them. So depth and
size have limits, every duplicate key is found, and types are left to the schema: `no`, `1:30`,
`0116` and `~` stay the text that was written.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from generator.problems import Problem, Span, error
from .comments import folded_item, within_text
from .merge_marks import check_merge_marks
from .nodes import Comment, Items, Missing, Node, Scalar, Table
from .project_files import check_characters, split_lines, without_bad_characters

if TYPE_CHECKING:
    from yaml import Event

MAX_DEPTH: Final = 50
MAX_VALUES: Final = 100_000  # with every alias written out


def read(text: str, shown: str) -> tuple[Node | None, list[Problem]]:
    """The one document in `text`, and every problem found. `shown` is its path for users. The node
    is None if the readable part of the file would mislead its validation."""
    problems = check_characters(text, shown) or check_merge_marks(text, shown)
    if problems:
        return None, problems
    from yaml import YAMLError

    if fast := _fast_parser():
        try:
            return _Composer(text, shown).compose(_events(fast(text)))
        except YAMLError:
            pass  # read again: it is the slower parser whose errors are explained
    return _read_slowly(text, shown)


def _read_slowly(text: str, shown: str) -> tuple[Node | None, list[Problem]]:
    """As `read`, by PyYAML's own scanner, with a syntax error explained."""
    from yaml import YAMLError

    composer = _Composer(text, shown)
    parser = _slow_parser()(text)
    try:
        return composer.compose(_events(parser))
    except YAMLError as exc:
        from .yaml_problems import explain

        syntax_error = explain(exc, text, shown)
    except (ValueError, OverflowError):  # "\UFFFFFFFF" is handed to chr() unchecked
        mark = parser.get_mark()
        syntax_error = error(
            "yaml",
            "an escape that is not a character",
            Span(shown, mark.line + 1, mark.column + 1),
            r"\u takes four digits, \U eight, up to \U0010FFFF",
        )
    is_known = any(_place(problem) == _place(syntax_error) for problem in composer.problems)
    return None, composer.problems if is_known else [*composer.problems, syntax_error]


def _place(problem: Problem) -> tuple[int, int] | None:
    return (problem.span.line, problem.span.column) if problem.span else None


def _fast_parser() -> "Callable[[str], Any] | None":
    """libyaml's parser, which not every build of PyYAML has."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        return None
    return CParser


def _slow_parser() -> "Callable[[str], Any]":
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class SlowParser(Reader, Scanner, Parser):
        def __init__(self, text: str) -> None:
            Reader.__init__(self, text)
            Scanner.__init__(self)
            Parser.__init__(self)

    return SlowParser


def _events(parser: Any) -> "Iterator[Event]":
    while (event := parser.get_event()) is not None:
        yield event


class _Enough(Exception):
    """Ends the reading. The problem has been recorded."""


class _Open(Struct):
    """A list or table being read. `key` is the next value's; it is None while a key is awaited, or
    when the value is to be skipped (`skip`)."""

    node: Items | Table
    anchor: str | None
    values_before: int
    path: str
    key: str | None = None
    skip: bool = False

    @property
    def awaiting_key(self) -> Table | None:
        """The table, if a key comes next."""
        if isinstance(self.node, Table) and self.key is None and not self.skip:
            return self.node
        return None

    def next_path(self) -> str:
        """The dotted key of the next value; the path of the whole if it has none."""
        part = str(len(self.node)) if isinstance(self.node, Items) else self.key
        return f"{self.path}.{part}" if self.path and part is not None else part or self.path

    def put(self, value: Node) -> None:
        if isinstance(self.node, Items):
            self.node.append(value)
        elif self.key is not None:
            if isinstance(value, Missing):  # what is not there is shown at its key
                value = Missing(self.node.keys_at[self.key], value.comment)
            self.node[self.key] = value
        self.key, self.skip = None, False


class _Composer:
    """Nodes from events, without recursion."""

    def __init__(self, text: str, shown: str) -> None:
        self._lines = split_lines(text)
        self.shown = shown
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.misleading = False
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Node | None, int]] = {}  # None while still open
        self._idle: dict[str, list[Span]] = {}  # where anchors stand that no alias asks for
        self._values = 0
        self._documents = 0

    def compose(self, events: "Iterator[Event]") -> tuple[Node | None, list[Problem]]:
        from yaml import events as kinds

        steps: dict[type[Event], Callable[[Any], None]] = {
            kinds.ScalarEvent: self._scalar,
            kinds.MappingStartEvent: self._start_table,
            kinds.SequenceStartEvent: self._start_list,
            kinds.MappingEndEvent: self._end,
            kinds.SequenceEndEvent: self._end,
            kinds.AliasEvent: self._alias,
            kinds.DocumentStartEvent: self._document,
        }
        try:
            for event in events:
                if step := steps.get(type(event)):
                    step(event)
        except _Enough:
            pass
        else:
            self._refuse_idle_anchors()
        if isinstance(self.root, Missing | None) and not self.problems:
            self.root = None
            self._problem("empty-file", "the file holds nothing but comments", Span(self.shown))
        return (None if self.misleading else self.root), self.problems

    def _problem(self, rule: str, message: str, span: Span, hint: str = "") -> None:
        self.problems.append(error(rule, message, span, hint))

    def _span(self, event: Any) -> Span:
        """The place of an event, with the key path of the value that it begins."""
        mark = event.start_mark
        path = self._open[-1].next_path() if self._open else ""
        return Span(self.shown, mark.line + 1, mark.column + 1, path)

    def _count(self, values: int, event: "Event") -> None:
        self._values += values
        if self._values > MAX_VALUES:
            self._problem(
                "too-many-values",
                f"more than {MAX_VALUES} values once every alias is written out",
                self._span(event),
                "write the file without aliases, or split it",
            )
            self.misleading = True
            raise _Enough

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._problem(
                "second-document",
                'a second document begins here ("---")',
                self._span(event),
                "keep one document in a file",
            )
            raise _Enough

    def _scalar(self, event: Any) -> None:
        self._count(1, event)
        plain = not event.style
        node: Node
        if plain and not event.value:
            node = Missing(self._span(event), self._remark(event))
        else:
            comment = self._remark(event) if plain else None
            node = self._checked(Scalar.make(event.value, self._span(event), plain, comment))
            self._check_folds(node, event)
        self._note(event, node, 1)
        self._take(node, event)

    def _remark(self, event: Any) -> Comment | None:
        """The comment behind a value, on the line it ends on."""
        mark = event.end_mark
        line = self._lines[mark.line] if mark.line < len(self._lines) else ""
        rest = line[mark.column :].lstrip(" \t")
        if not rest.startswith("#"):
            return None
        span = self._span(event)
        place = Span(span.path, mark.line + 1, len(line) - len(rest) + 1, span.key)
        return Comment(rest.rstrip(), place)

    def _alias(self, event: Any) -> None:
        self._idle.pop(event.anchor, None)
        known, values = self._anchors.get(event.anchor, (None, 0))
        self._count(max(values, 1), event)
        if known is None:
            known = Scalar.make("*" + event.anchor, self._span(event), plain=False)
            self._refuse_alias(event.anchor, known.span)
        self._take(known, event)

    def _start_table(self, event: Any) -> None:
        self._start(Table(self._span(event), bool(event.flow_style)), event)

    def _start_list(self, event: Any) -> None:
        self._start(Items(self._span(event), bool(event.flow_style)), event)

    def _start(self, node: Items | Table, event: Any) -> None:
        self._count(1, event)
        if len(self._open) >= MAX_DEPTH:
            self._problem(
                "too-deep", f"lists and keys are nested more than {MAX_DEPTH} deep", node.span
            )
            self.misleading = True
            raise _Enough
        self._note(event, None, 0)
        self._open.append(_Open(node, event.anchor, self._values - 1, node.span.key))

    def _end(self, event: Any) -> None:
        done = self._open.pop()
        if done.anchor:
            self._anchors[done.anchor] = done.node, self._values - done.values_before
        self._take(done.node, event)

    def _take(self, node: Node, event: Any) -> None:
        """Put a finished node into its place: a key, a value, an item or the whole file."""
        if not self._open:
            self.root = node
            return
        top = self._open[-1]
        table = top.awaiting_key
        if table is None:
            top.put(node)
        elif isinstance(node, Scalar):
            self._key(node, table, event)
        else:
            self._not_a_key(node)

    def _key(self, text: Scalar, table: Table, event: Any) -> None:
        top = self._open[-1]
        top.key = key = str(text)
        span = self._span(event)
        top.key, top.skip = None, True
        if key == "<<" and text.plain:
            self.misleading = True
            self._problem(
                "merge-key",
                'the merge key "<<" is not taken',
                span,
                "write the keys out, or use an alias for the whole value",
            )
        elif key in table.keys_at:
            self._problem(
                "duplicate-key",
                f'the key "{key}" is given twice, first on line {table.keys_at[key].line}',
                span,
                "keep one of them",
            )
        else:
            table.keys_at[key] = span
            top.key, top.skip = key, False

    def _not_a_key(self, node: Items | Table | Missing) -> None:
        self._open[-1].skip = True
        if isinstance(node, Missing):
            self._problem("key", 'there is no name before the ":"', node.span)
            return
        written, opening = ("a group of keys", "{") if isinstance(node, Table) else ("a list", "[")
        hint = f'put text that begins with "{opening}" in quotes' if node.flow else ""
        self._problem("key", f"a key must be text, not {written}", node.span, hint)

    def _refuse_alias(self, name: str, span: Span) -> None:
        self.misleading = True
        if name in self._anchors:
            self._problem("alias", f'the alias "*{name}" is inside what it stands for', span)
            return
        self._problem(
            "alias",
            f'the alias "*{name}" stands for nothing: there is no "&{name}" before it',
            span,
            'put text that begins with "*" in quotes',
        )

    def _refuse_idle_anchors(self) -> None:
        """Report each anchor that no alias uses: it is text that would be lost."""
        for name, spans in self._idle.items():
            for span in spans:
                self._problem(
                    "anchor",
                    f'"&{name}" is read as a name for what follows, so it is not part of the text',
                    span,
                    'put text that begins with "&" in quotes',
                )

    def _note(self, event: Any, node: Node | None, values: int) -> None:
        """Remember an anchor, and refuse a tag."""
        if event.anchor:
            self._anchors[event.anchor] = node, values
            self._idle.setdefault(event.anchor, []).append(self._span(event))
        if event.tag is not None:
            shown = event.tag.replace("tag:yaml.org,2002:", "!!")[:40]
            self._problem(
                "tag",
                f'the tag "{shown}" is not taken: the schema decides what a value is',
                self._span(event),
                'leave it out; put text that begins with "!" in quotes',
            )

    def _checked(self, node: Scalar) -> Scalar:
        r"""The text without characters that a file may not have, which may not come in as "\x00"
        either."""
        found = () if node.isprintable() else check_characters(node, self.shown)
        if not found:
            return node
        for problem in found:
            self.problems.append(
                error(problem.rule, f"the text holds {problem.message}", node.span)
            )
        return Scalar.make(without_bad_characters(node), node.span, node.plain, node.comment)

    def _check_folds(self, node: Scalar, event: Any) -> None:
        """Report lines that became part of the text above them: items of a list, and comments."""
        first, last = event.start_mark.line + 1, event.end_mark.line
        if event.style and not event.end_mark.column:  # it ends where the next line begins
            last -= 1
        if last < first or event.style in ("'", '"') or not ("- " in node or "# " in node):
            return
        for number, line in enumerate(self._lines[first : last + 1], first):
            before = len(line) - len(line.lstrip(" "))
            place = Span(self.shown, number + 1, before + 1, node.span.key)
            if line.startswith("- ", before) and event.style != "|":
                self.problems.append(folded_item(place))
            elif event.style and line.startswith("# ", before):
                self.problems.append(within_text(line.strip(), place))
