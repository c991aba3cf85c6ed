"""Conditions on the fields of rows, as after `--where`, parsed and never run as code.

    language in (ur, gu) and not (edition == press or layout == "poster-story")

`and` binds closer than `or`, and `not` closer than both. A value is a word or stands in quotes.
Numbers can also be compared with `<`, `<=`, `>` and `>=`.
"""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Generic, NamedTuple, NoReturn, TypeAlias, TypeVar

from msgspec import Struct

from generator.problems import Problem, WrongChoice, did_you_mean, error

Each = TypeVar("Each")
# The values of a field in one row: a field may have several, such as the rules of its problems.
FieldValues: TypeAlias = Sequence[str] | int | bool

DEEPEST: Final = 50  # brackets and `not` in one another
_WIDTH: Final = 76  # characters of a condition that are shown around a place
_YES_OR_NO: Final = ("yes", "no")
_TOKEN: Final = re.compile(
    r"""(?P<mark>[(),]|[=!<>]=|[<>=])|"(?P<double>[^"]*)"|'(?P<single>[^']*)'"""
    r"""|(?P<word>[^\s(),"'=!<>]+)|(?P<wrong>.)"""
)
_ORDERS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_WORDS: Final = frozenset({"and", "or", "not", "in"})
# How other languages, and searches, say what is meant.
_OTHER_JOINTS: Final = {"and": "and", "or": "or", "&&": "and", "&": "and", "||": "or", "|": "or"}


class ConditionToken(Struct, frozen=True):
    """A part of a condition, and its place in the text. `kind` is `value` for what stands in
    quotes, `word`, or the mark or the reserved word itself; `end` is after the last."""

    kind: str
    text: str
    start: int
    end: int


class Comparison(NamedTuple):
    """A field compared with values: `==` and `!=` with one, `in` with several."""

    field: ConditionToken
    sign: str
    values: tuple[ConditionToken, ...]


class Combination(Struct, frozen=True):
    """Conditions joined by `and` or `or`, or one after `not`."""

    joint: str
    parts: "tuple[Comparison | Combination, ...]"


Tree: TypeAlias = Comparison | Combination


class ComparedField(Struct, Generic[Each], frozen=True):
    """A field of rows. `kind` is `name`, `number` or `yes` for yes or no."""

    values: Callable[[Each], FieldValues]
    kind: str = "name"


class Condition(Struct, frozen=True):
    """A condition as it was typed, and as it was understood."""

    text: str
    tree: Tree

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(each.field.text for each in _comparisons(self.tree))

    def check_fields(self, known: Mapping[str, ComparedField[Each]]) -> None:
        """Refuse fields that rows do not have, and values that a field cannot have. Raises
        `WrongChoice`."""
        for name, sign, values in _comparisons(self.tree):
            field = known.get(name.text)
            if field is None:
                _refuse(self.text, name, f'no field is called "{name.text}"', known)
            if sign in _ORDERS and field.kind != "number":
                message = f'"{name.text}" is no number, so it has no order'
                self._refuse(name, message, "compare it by == != or in")
            for value in values:
                if field.kind == "number" and not value.text.isdecimal():
                    self._refuse(value, f'"{name.text}" is a number', "write digits alone")
                if field.kind == "yes" and value.text not in _YES_OR_NO:
                    self._refuse(value, f'"{name.text}" is yes or no', "write yes or no")

    def chosen(
        self, rows: Iterable[Each], known: Mapping[str, ComparedField[Each]]
    ) -> Iterator[Each]:
        """The rows of which the condition is true, in their order. Raises `WrongChoice`, at the end
        at the latest, for a name that is a value of no row."""
        self.check_fields(known)
        there: dict[str, set[str]] = {
            name: set() for name in self.fields if known[name].kind == "name"
        }
        for row in rows:
            values = {name: _values(known[name], row) for name in self.fields}
            for name, found in there.items():
                found.update(values[name])
            if _is_true(self.tree, values):
                yield row
        for field, _, wanted in _comparisons(self.tree):
            for value in wanted:
                if field.text in there and value.text not in there[field.text]:
                    message = f'no file has the {field.text} "{value.text}"'
                    _refuse(self.text, value, message, there[field.text])

    def _refuse(self, token: ConditionToken, message: str, hint: str) -> NoReturn:
        raise WrongChoice([_problem(self.text, token, message, hint)])


def condition(text: str) -> Condition:
    """A condition as a user typed it. Raises `WrongChoice` with the place of what is wrong."""
    return Condition(text, _Parser(text).whole())


def _comparisons(tree: Tree) -> Iterator[Comparison]:
    if isinstance(tree, Comparison):
        yield tree
        return
    for part in tree.parts:
        yield from _comparisons(part)


def _values(field: ComparedField[Each], row: Each) -> Sequence[str]:
    """The values of a field as texts."""
    found = field.values(row)
    if isinstance(found, bool):
        return (_YES_OR_NO[not found],)
    return (str(found),) if isinstance(found, int) else found


def _is_true(tree: Tree, values: Mapping[str, Sequence[str]]) -> bool:
    if isinstance(tree, Combination):
        outcomes = (_is_true(part, values) for part in tree.parts)
        if tree.joint == "not":
            return not next(outcomes)
        return all(outcomes) if tree.joint == "and" else any(outcomes)
    there = values[tree.field.text]
    if tree.sign in _ORDERS:
        return _ORDERS[tree.sign](int(there[0]), int(tree.values[0].text))
    found = any(value.text in there for value in tree.values)
    return found != (tree.sign == "!=")


class _Parser:
    """Reads one condition from the left, with one token in hand."""

    def __init__(self, text: str) -> None:
        self.text, self.depth = text, 0
        self.tokens = _tokens(text)
        self.token = next(self.tokens)

    def whole(self) -> Tree:
        found = self._either()
        if self.token.kind != "end":
            joint = _OTHER_JOINTS.get(self.token.text.lower(), "")
            hint = f"write {joint}" if joint else ""
            self._refuse("here the condition should end, or go on with `and` or `or`", hint)
        return found

    def _either(self) -> Tree:
        return self._joined("or", lambda: self._joined("and", self._one))

    def _joined(self, joint: str, read: Callable[[], Tree]) -> Tree:
        parts = [read()]
        while self.token.kind == joint:
            self._next()
            parts.append(read())
        return parts[0] if len(parts) == 1 else Combination(joint, tuple(parts))

    def _one(self) -> Tree:
        """A comparison, a negation, or a condition in brackets."""
        if self.token.kind not in {"not", "("}:
            return self._comparison()
        self.depth += 1
        if self.depth > DEEPEST:
            self._refuse("this condition has too many brackets in one another")
        negated = self._next().kind == "not"
        found = self._one() if negated else self._either()
        if negated:
            found = Combination("not", (found,))
        else:
            self._take(")", "a bracket is not closed", "write )")
        self.depth -= 1
        return found

    def _comparison(self) -> Comparison:
        hint = "as in language in (ur, gu) and edition == press"
        field = self._take("word", "here the name of a field should stand", hint)
        sign = self._next()
        if sign.kind == "not" and self.token.kind == "in":
            self._next()
            return Comparison(field, "!=", self._several())
        if sign.kind == "in":
            return Comparison(field, "in", self._several())
        if sign.kind not in {"==", "!=", *_ORDERS}:
            hint = "write ==" if sign.kind == "=" else "write == != or in"
            message = f'after "{field.text}" should stand how it is compared'
            raise WrongChoice([_problem(self.text, sign, message, hint)])
        return Comparison(field, sign.kind, (self._value(),))

    def _several(self) -> tuple[ConditionToken, ...]:
        hint = "as in (ur, gu)"
        self._take("(", "after `in` should stand values in brackets", hint)
        values = [self._value()]
        while self.token.kind == ",":
            self._next()
            values.append(self._value())
        self._take(")", "here a comma or a bracket is missing", hint)
        return tuple(values)

    def _value(self) -> ConditionToken:
        if self.token.kind == "value":
            return self._next()
        return self._take("word", "here a value should stand", "a word, or what is in quotes")

    def _take(self, kind: str, message: str, hint: str) -> ConditionToken:
        if self.token.kind != kind:
            self._refuse(message, hint)
        return self._next()

    def _next(self) -> ConditionToken:
        taken = self.token
        self.token = next(self.tokens, taken)
        return taken

    def _refuse(self, message: str, hint: str = "") -> NoReturn:
        raise WrongChoice([_problem(self.text, self.token, message, hint)])


def _tokens(text: str) -> Iterator[ConditionToken]:
    for match in _TOKEN.finditer(text):
        kind, found, place = match.lastgroup, match[match.lastgroup or 0], match.span()
        if kind == "wrong" and found.isspace():
            continue
        if kind == "wrong":
            quoted = found in "\"'"
            message = "a quotation mark is not closed" if quoted else f'"{found}" has no meaning'
            hint = "" if quoted else "put a value with such a sign in quotes"
            raise WrongChoice(
                [_problem(text, ConditionToken("wrong", found, *place), message, hint)]
            )
        if kind == "word":
            yield ConditionToken(found if found in _WORDS else "word", found, *place)
        else:
            yield ConditionToken(found if kind == "mark" else "value", found, *place)
    yield ConditionToken("end", "", len(text.rstrip()), len(text.rstrip()) + 1)


def _refuse(text: str, token: ConditionToken, message: str, known: Iterable[str]) -> NoReturn:
    raise WrongChoice([_problem(text, token, message, did_you_mean(token.text, known))])


def _problem(text: str, token: ConditionToken, message: str, hint: str) -> Problem:
    """A problem of a condition, with a caret under its place."""
    line = re.sub(r"\s", " ", text)
    start = max(0, min(token.start - _WIDTH // 2, len(line) - _WIDTH))
    shown, before = line[start : start + _WIDTH], "…" if start else ""
    after = "…" if start + _WIDTH < len(line) else ""
    caret = " " * (len(before) + token.start - start)
    caret += "^" * max(1, min(token.end, start + _WIDTH) - token.start)
    return error("wrong-choice", message, None, hint, [f"{before}{shown}{after}", caret])
