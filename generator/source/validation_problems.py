"""Translates validation errors into problems in a writer's words.

The tables below translate pydantic's errors by their type. Its own English is the last resort. Each
error stands at the node that failed, which validation returns.
"""

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Final

from msgspec.structs import replace
from pydantic_core import ValidationError

from generator.problems import Problem, did_you_mean, error
from .comments import in_place_of_text, is_hashtag, shortened
from .nodes import Items, Missing, Node, Scalar, Table, child
from .text_patterns import corrected, form_of
from .validation_failures import CHOICES, EXPECTED, Failure, failures, fields_of
from .wrong_value import Wrong

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

_CHOICE: Final = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\S+?)(?=,| or |$)""")
_MEASURE: Final = re.compile(r"[-+]?[\d.]+\s*(mm|cm|pt|px|%)")


def located_problems(exc: ValidationError, root: Node) -> list[Problem]:
    """A located problem for each thing wrong with a row."""
    problems = [_problem(alternatives) for alternatives in failures(exc, root)]
    return list(dict.fromkeys(problems))  # what an alias repeats is wrong once


def _problem(alternatives: list[Failure]) -> Problem:
    failure = alternatives[0]
    if isinstance(failure.node, Missing) and failure.kind != "extra_forbidden":
        return _no_value(failure.node, failure.subject)
    if failure.is_shape:
        return _wrong_shape(alternatives)
    if failure.kind == "string_too_short" and failure.context["min_length"] == 1:
        return _empty(failure)
    if failure.kind in _LIMITS:
        numbers = {
            name: f"{value:g}" if isinstance(value, float) else value
            for name, value in failure.context.items()
        }
        limit = _LIMITS[failure.kind].format_map(numbers)
        limit = re.sub(r"\b1 (item|character)s", r"1 \1", limit)
        return error("range", f"{failure.subject} {limit}", failure.node.span)
    return _WORDS.get(failure.kind, _other)(failure)


def _empty(failure: Failure) -> Problem:
    """Report a text without a letter."""
    table = failure.trail[-2] if len(failure.trail) > 1 else failure.node
    description = fields_of(table).get(failure.key)
    hint = f"{failure.key}: {description}" if description else ""
    return error("range", f"{failure.subject} is empty", failure.node.span, hint)


def _no_value(node: Missing, subject: str, hint: str = "") -> Problem:
    if node.comment and is_hashtag(node.comment):
        return in_place_of_text(node.comment, subject)
    return error("missing-key", f"{subject} has no value", node.span, hint)


def _missing(failure: Failure) -> Problem:
    return _missing_key(failure, failure.key)


def _missing_tag(failure: Failure) -> Problem:
    """Report that the key which names the kind of a row is missing."""
    key = failure.context["discriminator"].strip("'")
    near = get_close_matches(key, failure.node if isinstance(failure.node, Table) else (), n=1)
    return _missing_key(failure, key, f'is "{near[0]}" meant to be "{key}"?' if near else "")


def _missing_key(failure: Failure, key: str, hint: str = "") -> Problem:
    table = failure.node
    above = table.span.key
    place = replace(table.span, key=f"{above}.{key}" if above else key)
    if isinstance(table, Items):
        return error("missing-key", f"{failure.subject} needs item {int(key) + 1}", place)
    description = fields_of(table).get(key)
    hint = hint or (f"{key}: {description}" if description else "")
    if isinstance(table, Table) and key in table.keys_at:
        value = table.get(key)
        missing = value if isinstance(value, Missing) else Missing(table.keys_at[key])
        return _no_value(missing, f'"{key}"', hint)
    where = f" in {failure.subject}" if above else ""
    return error("missing-key", f'the key "{key}" is missing{where}', place, hint)


def _unknown(failure: Failure) -> Problem:
    table = failure.trail[-2] if len(failure.trail) > 1 else failure.node
    place = table.keys_at.get(failure.key) if isinstance(table, Table) else None
    fields = fields_of(table)
    hint = did_you_mean(failure.key, fields)
    if failure.key in fields:  # a row of another kind has it
        hint = "it does not go with the other keys here"
    return error("unknown-key", f'unknown key "{failure.key}"', place or failure.node.span, hint)


def _wrong_shape(alternatives: list[Failure]) -> Problem:
    failure = alternatives[0]
    node = failure.node
    choices = [choice for one in alternatives for choice in _choices(one)]
    kinds = [EXPECTED[one.kind] for one in alternatives if one.kind in EXPECTED]
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
        "type", f"{failure.subject} must be {expected}, not {_kind_of(node)}", node.span, hint
    )


def _near(text: str, choices: list[str]) -> list[str]:
    return [f'did you mean "{near}"?' for near in get_close_matches(text, choices, n=1)]


def _noun(failure: Failure) -> str:
    """The name of a choice: the key that it stands at, or the key of its list."""
    parts = [part for part in failure.node.span.key.split(".") if not part.isdecimal()]
    return parts[-1] if parts else "value"


def _choices(failure: Failure) -> list[str]:
    if failure.kind not in CHOICES:
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


def _kind_of(node: Node) -> str:
    if isinstance(node, Table):
        return "a group of keys"
    if isinstance(node, Items):
        return "a list"
    if isinstance(node, Missing):
        return "nothing"
    return f'"{shortened(node)}"' if node else "empty text"


def _shape_hint(node: Node, kinds: list[str]) -> str:
    """The mistake behind a value of the wrong kind, if it is evident."""
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


def _unknown_tag(failure: Failure) -> Problem:
    """Report that the key which names the kind of a row names no known kind."""
    key = failure.context["discriminator"].strip("'")
    value = child(failure.node, key)
    kinds = _names(failure.context["expected_tags"])
    if not isinstance(value, Scalar):
        return error("type", f'"{key}" must be text', (value or failure.node).span)
    return error("choice", f'unknown {key} "{value}"', value.span, did_you_mean(value, kinds))


def _by_validator(failure: Failure) -> Problem:
    """Report a `ValueError` of a validator of ours, or of a type's own."""
    exc = failure.context.get("error")
    node: Node | None = failure.node
    if not isinstance(exc, Wrong):
        return error("value", str(exc) or failure.message, failure.node.span)
    for part in exc.field.split(".") if exc.field else ():
        node = child(node, part)
    place = failure.node if node is None else node  # empty text is a node too
    return error(exc.rule, exc.message, place.span, exc.hint)


def _pattern(failure: Failure) -> Problem:
    form, node = form_of(failure.context["pattern"]), failure.node
    if form is None:
        message = f"{failure.subject} does not have the form it must have, and is {_kind_of(node)}"
        return error("value", message, node.span)
    meant = corrected(form, str(node))
    hint = f"write {meant}" if meant else form.hint
    return error(
        "value", f"{failure.subject} is {_kind_of(node)}, not {form.what}", node.span, hint
    )


def _other(failure: Failure) -> Problem:
    message = failure.message[:1].lower() + failure.message[1:]
    return error("value", f"{failure.subject}: {message}", failure.node.span)


_WORDS: Final[dict[str, Callable[[Failure], Problem]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "union_tag_invalid": _unknown_tag,
    "union_tag_not_found": _missing_tag,
    "value_error": _by_validator,
    "assertion_error": _by_validator,
    "string_pattern_mismatch": _pattern,
}
