"""Translates validation errors into problems in a writer's words.

Tables below translate Pydantic's errors by their type; its own English is the last resort. Each
error is placed at the node that failed, which validation gives back.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final, TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.problems import Problem, did_you_mean, error
from generator.source.comments import in_place_of_text, is_hashtag, shortened
from generator.source.nodes import NODES, Items, Missing, Node, Scalar, Table, child
from generator.source.scalars import BRANCH
from generator.source.text_patterns import corrected, form_of
from generator.source.wrong_value import Wrong

# What was expected, for every error that says only "not this kind of thing".
_EXPECTED: Final = {
    **dict.fromkeys(("string_type",), "text"),
    **dict.fromkeys(
        ("int_type", "int_parsing", "int_parsing_size", "int_from_float"), "a whole number"
    ),
    **dict.fromkeys(
        ("float_type", "float_parsing", "finite_number", "decimal_type", "decimal_parsing"),
        "a number",
    ),
    **dict.fromkeys(("bool_type", "bool_parsing"), "true or false"),
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        "a date such as 2026-03-31",
    ),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type"), "a list"),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), "a group of keys"),
}

# What a value must be, with the names pydantic gives the limits.
_LIMITS: Final = {
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "multiple_of": "must be a multiple of {multiple_of}",
    "too_short": "must have at least {min_length} items, and has {actual_length}",
    "too_long": "must have at most {max_length} items, and has {actual_length}",
    "string_too_short": "must be at least {min_length} characters long",
    "string_too_long": "must be at most {max_length} characters long",
}

_CHOICES: Final = ("literal_error", "enum")
_CHOICE: Final = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\S+?)(?=,| or |$)""")
_MEASURE: Final = re.compile(r"[-+]?[\d.]+\s*(mm|cm|pt|px|%)")

_Loc: TypeAlias = tuple[int | str, ...]


class _Failure:
    """One error of validation, with the nodes from the whole file down to where it happened."""

    def __init__(self, details: ErrorDetails, root: Node) -> None:
        self.kind: str = details["type"]
        self.loc: _Loc = details["loc"]
        self.context: dict[str, Any] = details.get("ctx", {})
        self.message: str = details["msg"]
        self._input = details["input"]
        self._root = root
        if self.kind == "union_tag_not_found" and not isinstance(self._input, Table):
            self.kind = "model_type"  # it has no keys at all

    @property
    def key(self) -> str:
        """The key, or index, the error is about."""
        return str(self.loc[-1]) if self.loc else ""

    @cached_property
    def trail(self) -> tuple[Node, ...]:
        """The nodes on the way, the failing one last; for a missing key its table."""
        loc = self.loc
        if self.kind == "missing":
            loc = loc[:-1]
        elif self.key == "[key]":
            loc = loc[:-2]
        failed = self._input if isinstance(self._input, NODES) else None
        return _trail(self._root, loc, failed) or _trail(self._root, loc, None) or (self._root,)

    @property
    def node(self) -> Node:
        return self.trail[-1]

    @property
    def is_shape(self) -> bool:
        """Whether it says only that the value is another kind of thing."""
        return self.kind in _EXPECTED or self.kind in _CHOICES

    def deeper_than(self, depth: int) -> bool:
        return any(not _is_branch(part) for part in self.loc[depth:])

    @property
    def subject(self) -> str:
        """The value in the user's words: `"size"`, `item 3 of "panels"`, `the file`."""
        span = self.node.span
        above, _, last = span.key.rpartition(".")
        if not span.key:
            return "the file"
        if len(self.trail) > 1 and isinstance(self.trail[-2], Items):
            owner = above.rpartition(".")[2]
            return f'item {int(last) + 1} of "{owner}"' if owner else f"item {int(last) + 1}"
        return f'"{last}"'


def complaints(exc: ValidationError, root: Node) -> list[Problem]:
    """A located problem for each thing wrong with what was read."""
    failures = [_Failure(details, root) for details in exc.errors(include_url=False)]
    found = _without_echoes(_alternatives(failures))
    problems = [_complaint(alternatives) for alternatives in found]
    return list(dict.fromkeys(problems))  # what an alias repeats is wrong once


# --- which of the errors matter ----------------------------------------------------------------


def _alternatives(failures: Iterable[_Failure], depth: int = 0) -> list[list[_Failure]]:
    """Errors as lists of alternatives: one each, save where every branch of a union failed for
    being another kind of thing. Where one branch came further, the others are dropped."""
    found: list[list[_Failure]] = []
    unions: dict[_Loc, dict[int | str, list[_Failure]]] = {}
    for failure in failures:
        at = next((i for i in range(depth, len(failure.loc)) if _is_branch(failure.loc[i])), None)
        if at is None:
            found.append([failure])
        else:
            branches = unions.setdefault(failure.loc[:at], {})
            branches.setdefault(failure.loc[at], []).append(failure)
    for prefix, branches in unions.items():
        found += _union_alternatives(list(branches.values()), len(prefix) + 1)
    return found


def _union_alternatives(branches: list[list[_Failure]], depth: int) -> list[list[_Failure]]:
    tried = [_alternatives(branch, depth) for branch in branches]
    words = [branch for branch in branches if _is_text_with_a_colon(branch[0])]
    if words:
        return words[:1]
    further = [
        branch
        for branch in tried
        if any(not one.is_shape or one.deeper_than(depth) for each in branch for one in each)
    ]
    if further:
        return min(further, key=len)
    return [[one for branch in tried for each in branch for one in each]]


def _is_text_with_a_colon(failure: _Failure) -> bool:
    """Whether text was read as keys, none of which is one, for want of quotes round it."""
    table = failure.node
    if failure.kind != "string_type" or not isinstance(table, Table) or table.flow or not table:
        return False
    fields = _fields(table)
    return not any(get_close_matches(key, fields, n=1) for key in table)


def _without_echoes(found: list[list[_Failure]]) -> list[list[_Failure]]:
    """Drop what follows from another error: "`title` is missing" where "`titel`, did you mean
    `title`?" is said already, and "too few items" where the items are there, but wrong."""
    meant = {
        (failure.trail[-2].span, near)
        for (failure, *_) in found
        if failure.kind == "extra_forbidden" and len(failure.trail) > 1
        for near in get_close_matches(failure.key, _fields(failure.trail[-2]), n=1)
    }

    def is_echo(failure: _Failure) -> bool:
        if failure.kind == "missing":
            return (failure.node.span, failure.key) in meant
        if failure.kind == "too_short" and isinstance(failure.node, Items):
            return len(failure.node) >= int(failure.context["min_length"])
        return False

    return [alternatives for alternatives in found if not is_echo(alternatives[0])]


def _fields(table: Node) -> dict[str, str]:
    """The keys a table may have, as the rows that tried to read it say, each with its
    description."""
    fields: dict[str, str] = {}
    for reader in table.readers if isinstance(table, Table) else ():
        for name, field in reader.model_fields.items():
            fields[field.alias or name] = field.description or ""
    return fields


# --- what is said of each ----------------------------------------------------------------------


def _complaint(alternatives: list[_Failure]) -> Problem:
    failure = alternatives[0]
    if isinstance(failure.node, Missing) and failure.kind != "extra_forbidden":
        return _no_value(failure.node, failure.subject)
    if failure.is_shape:
        return _wrong_shape(alternatives)
    if failure.kind in _LIMITS:
        numbers = {
            name: f"{value:g}" if isinstance(value, float) else value
            for name, value in failure.context.items()
        }
        limit = _LIMITS[failure.kind].format_map(numbers)
        limit = re.sub(r"\b1 (item|character)s", r"1 \1", limit)
        return error("range", f"{failure.subject} {limit}", failure.node.span)
    return _WORDS.get(failure.kind, _other)(failure)


def _no_value(node: Missing, subject: str, hint: str = "") -> Problem:
    if node.comment and is_hashtag(node.comment):
        return in_place_of_text(node.comment, subject)
    return error("missing-key", f"{subject} has no value", node.span, hint)


def _missing(failure: _Failure) -> Problem:
    return _missing_key(failure, failure.key)


def _missing_tag(failure: _Failure) -> Problem:
    """The key that says which kind of row this is was not given."""
    key = failure.context["discriminator"].strip("'")
    near = get_close_matches(key, failure.node if isinstance(failure.node, Table) else (), n=1)
    return _missing_key(failure, key, f'is "{near[0]}" meant to be "{key}"?' if near else "")


def _missing_key(failure: _Failure, key: str, hint: str = "") -> Problem:
    table = failure.node
    above = table.span.key
    place = replace(table.span, key=f"{above}.{key}" if above else key)
    if isinstance(table, Items):
        return error("missing-key", f"{failure.subject} needs item {int(key) + 1}", place)
    description = _fields(table).get(key)
    hint = hint or (f"{key}: {description}" if description else "")
    if isinstance(table, Table) and key in table.keys_at:
        value = table.get(key)
        missing = value if isinstance(value, Missing) else Missing(table.keys_at[key])
        return _no_value(missing, f'"{key}"', hint)
    where = f" in {failure.subject}" if above else ""
    return error("missing-key", f'the key "{key}" is missing{where}', place, hint)


def _unknown(failure: _Failure) -> Problem:
    table = failure.trail[-2] if len(failure.trail) > 1 else failure.node
    place = table.keys_at.get(failure.key) if isinstance(table, Table) else None
    fields = _fields(table)
    hint = did_you_mean(failure.key, fields)
    if failure.key in fields:  # a row of another kind has it
        hint = "it does not go with the other keys here"
    return error("unknown-key", f'unknown key "{failure.key}"', place or failure.node.span, hint)


def _wrong_shape(alternatives: list[_Failure]) -> Problem:
    failure = alternatives[0]
    node = failure.node
    choices = [choice for one in alternatives for choice in _choices(one)]
    kinds = [_EXPECTED[one.kind] for one in alternatives if one.kind in _EXPECTED]
    if failure.key == "[key]":
        key = str(failure.loc[-2])
        place = node.keys_at.get(key) if isinstance(node, Table) else None
        return error(
            "unknown-key", f'unknown key "{key}"', place or node.span, did_you_mean(key, choices)
        )
    if choices and isinstance(node, Scalar) and not kinds:
        return error(
            "choice", f'unknown {_noun(failure)} "{node}"', node.span, did_you_mean(node, choices)
        )
    wanted = [f'"{choice}"' for choice in choices] + list(dict.fromkeys(kinds))
    expected = " or ".join(filter(None, [", ".join(wanted[:-1]), wanted[-1]]))
    hint = _shape_hint(node, kinds)
    if not hint and isinstance(node, Scalar):
        hint = next(iter(_near(node, choices)), "")
    return error(
        "type", f"{failure.subject} must be {expected}, not {_found(node)}", node.span, hint
    )


def _near(text: str, choices: list[str]) -> list[str]:
    return [f'did you mean "{near}"?' for near in get_close_matches(text, choices, n=1)]


def _noun(failure: _Failure) -> str:
    """What a choice is a choice of: the key it stands at, or the key of its list."""
    parts = [part for part in failure.node.span.key.split(".") if not part.isdecimal()]
    return parts[-1] if parts else "value"


def _choices(failure: _Failure) -> list[str]:
    if failure.kind not in _CHOICES:
        return []
    return _names(failure.context.get("expected", ""))


def _names(listed: str) -> list[str]:
    """`'a', 'b' or 3` as names; true and false in the spelling of YAML."""
    names = ("".join(groups) for groups in _CHOICE.findall(listed))
    return [
        name.lower() if name in {"True", "False"} else name
        for name in (name.strip() for name in names)
        if name not in {"", "or"}
    ]


def _found(node: Node) -> str:
    if isinstance(node, Table):
        return "a group of keys"
    if isinstance(node, Items):
        return "a list"
    if isinstance(node, Missing):
        return "nothing"
    return f'"{shortened(node)}"' if node else "empty text"


def _shape_hint(node: Node, kinds: list[str]) -> str:
    """The mistake behind a value of the wrong kind, where it shows."""
    if isinstance(node, Scalar):
        if "a group of keys" in kinds and re.match(r"[\w-]+:\S", node) and node.plain:
            return 'put a space after the ":"'
        if kinds == ["a list"]:
            return 'begin each item with "- "'
        if "number" in "".join(kinds) and (unit := _MEASURE.fullmatch(node)):
            return f'leave out "{unit[1]}"'
        if "number" in "".join(kinds) and re.fullmatch(r"[-+]?\d+,\d+", node):
            return f"write {node.replace(',', '.')}"
        return ""
    if "text" not in kinds or isinstance(node, Missing):
        return ""
    if node.flow:
        return f'put text that begins with "{"{" if isinstance(node, Table) else "["}" in quotes'
    if isinstance(node, Table) and len(node) == 1:
        return 'put text with ": " in it in quotes'
    return ""


def _unknown_tag(failure: _Failure) -> Problem:
    """The key that says which kind of row this is names none of the kinds."""
    key = failure.context["discriminator"].strip("'")
    value = child(failure.node, key)
    kinds = _names(failure.context["expected_tags"])
    if not isinstance(value, Scalar):
        return error("type", f'"{key}" must be text', (value or failure.node).span)
    return error("choice", f'unknown {key} "{value}"', value.span, did_you_mean(value, kinds))


def _by_validator(failure: _Failure) -> Problem:
    """A `ValueError` of ours, or of a type's own validation."""
    exc = failure.context.get("error")
    node: Node | None = failure.node
    if not isinstance(exc, Wrong):
        return error("value", str(exc) or failure.message, failure.node.span)
    for part in exc.field.split(".") if exc.field else ():
        node = child(node, part)
    place = failure.node if node is None else node  # empty text is a node too
    return error(exc.rule, exc.message, place.span, exc.hint)


def _pattern(failure: _Failure) -> Problem:
    form, node = form_of(failure.context["pattern"]), failure.node
    if form is None:
        message = f"{failure.subject} does not have the form it must have, and is {_found(node)}"
        return error("value", message, node.span)
    meant = corrected(form, str(node))
    hint = f"write {meant}" if meant else form.hint
    return error("value", f"{failure.subject} is {_found(node)}, not {form.what}", node.span, hint)


def _other(failure: _Failure) -> Problem:
    message = failure.message[:1].lower() + failure.message[1:]
    return error("value", f"{failure.subject}: {message}", failure.node.span)


_WORDS: Final[dict[str, Callable[[_Failure], Problem]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "union_tag_invalid": _unknown_tag,
    "union_tag_not_found": _missing_tag,
    "value_error": _by_validator,
    "assertion_error": _by_validator,
    "string_pattern_mismatch": _pattern,
}


# --- where it happened -------------------------------------------------------------------------


def _is_branch(part: int | str) -> bool:
    return isinstance(part, str) and part.startswith(BRANCH)


def _trail(node: Node, loc: _Loc, wanted: Node | None) -> tuple[Node, ...] | None:
    """The nodes from `node` along `loc` to `wanted`, if that is where it leads.

    The parts of `loc` are keys and indexes, and between them the branches of unions, which lead
    nowhere: numbered ones, and tags, which are values of the table they are said of.
    """
    if not loc:
        return (node,) if wanted is None or node.span is wanted.span else None
    part, rest = loc[0], loc[1:]
    inner = child(node, part)
    found = _trail(inner, rest, wanted) if inner is not None else None
    if found:
        return (node, *found)
    is_tag = isinstance(node, Table) and part in node.values()
    return _trail(node, rest, wanted) if is_tag or _is_branch(part) else None
