"""Checks an area's form as its file would be checked, with each problem at its field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from generator.content.area_checks import today
from generator.content.area_columns import MOST_CONTACTS
from generator.content.area_rows import Area
from generator.content.number_kinds import number_kind
from generator.content.required_fields import RequiredFields
from generator.jobs.new_area import AreaNames
from generator.jobs.project import Project
from generator.problems import Problem, Refused, Span, error
from generator.source.file_names import name_problem
from generator.source.project_files import check_characters
from generator.source.reader import read
from generator.source.rows import validate
from generator.source.writer import write
from .area_filled_in import FilledIn, filled, has_new_numbers

_UNTIL_RUNG: Final = "unverified"  # the form asks for it in a section of its own


class NumberNews(Struct, frozen=True):
    """Good news of a number in the form: what it is taken for, and how it prints."""

    key: str
    kind: str
    place: str
    printed: str
    drama: bool


class CheckedForm(Struct, frozen=True):
    """The form as an area's row, none if it is no area yet, with its problems by the keys of its
    fields and the good news of its numbers. `wrong` are the keys of values in the file."""

    row: Area | None
    wrong: frozenset[str]
    problems: tuple[Problem, ...]
    news: tuple[NumberNews, ...]

    @property
    def errors(self) -> frozenset[str]:
        """The keys of fields that have an error."""
        return frozenset(each.span.key for each in self.problems if each.is_error and each.span)


def row_of(data: Mapping[str, Any], path: str) -> tuple[Area | None, list[Problem]]:
    """An area's data as a row, as if it stood in a file."""
    try:
        text = write(_given(data), {})
    except Refused as refused:
        return None, list(refused.problems)
    node, found = read(text, path)
    if node is None:
        return None, list(found)
    row, more = validate(node, Area)
    return row, [*found, *more]


def _given(data: Any) -> Any:
    """The data without what is not given."""
    if isinstance(data, Mapping):
        return {key: _given(value) for key, value in data.items() if value is not None}
    return [_given(each) for each in data] if isinstance(data, list) else data


def checked_form(
    project: Project, path: str, form: FilledIn, data: Mapping[str, Any], wants: RequiredFields
) -> CheckedForm:
    """A form whose area's file says `data`. `wants` is what campaigns ask of every area."""
    row, found = row_of(data, path)
    if row is not None:
        found += project.content.area_problems(row)
    at_form = [*_unprintable(form, path), *_missing(form, path, wants), *_half_contacts(form, path)]
    known = {each.span.key for each in at_form if each.span}
    for problem in at_fields(form, path, found):
        key = problem.span.key if problem.span else ""
        if problem.rule != _UNTIL_RUNG and key not in known and (key or not known):
            at_form.append(problem)
    wrong = frozenset(each.span.key for each in found if each.is_error and each.span)
    return CheckedForm(row, wrong, tuple(at_form), tuple(_news(project, form)))


def at_fields(form: FilledIn, path: str, found: Iterable[Problem]) -> Iterator[Problem]:
    """Problems of an area's file, each at the key of its field in the form."""
    rows = _rows_of(form)
    for problem in found:
        key = problem.span.key if problem.span else ""
        key = next((f"{new}{key[len(old) :]}" for old, new in rows if key.startswith(old)), key)
        yield replace(problem, span=Span(path, key=key.removesuffix(".shown")))


def _rows_of(form: FilledIn) -> list[tuple[str, str]]:
    """For the key of each contact in the file, the key of its line in the form: lines in which
    nothing stands are in no file."""
    found = []
    for key, lines in form.contacts.items():
        used = [number for number, line in enumerate(lines) if filled([line])]
        pairs = enumerate(used)
        found += [(f"contacts.{key}.{n}.", f"contacts.{key}.{line}.") for n, line in pairs]
    used = [number for number, line in enumerate(form.logos) if line.file or line.alt]
    return found + [(f"logos.{n}.", f"logos.{line}.") for n, line in enumerate(used)]


def name_problems(project: Project, name: str, path: str) -> Iterator[Problem]:
    """Report a name that no new area can have."""
    if not name:
        hint = "name it yourself: small letters, figures and hyphens, such as north-moor"
        message = "the area's name has no letters to name its file after"
        yield error("name", message, Span(path, key="name"), hint)
    elif found := name_problem("area's file", name, Span(path, key="name")):
        yield found
    elif name in project.areas():
        hint = "choose another name, or change that area"
        yield error("exists", f"there is a {path} already", Span(path, key="name"), hint)


def _unprintable(form: FilledIn, path: str) -> Iterator[Problem]:
    """Report characters that no file may have, at their fields."""
    for key, text in _texts(form):
        for problem in check_characters(text, path):
            yield replace(problem, span=Span(path, key=key))


def _texts(form: FilledIn) -> Iterator[tuple[str, str]]:
    """Every text of a form, with the key of its field."""
    yield from (("title", form.title), ("verified.by", form.by), ("verified.on", form.on))
    for section in ("names", "numbers", "links", "own", "imprint"):
        yield from ((f"{section}.{key}", text) for key, text in getattr(form, section).items())
    for key, lines in form.contacts.items():
        for number, line in enumerate(lines):
            yield f"contacts.{key}.{number}.place", line.place
            yield f"contacts.{key}.{number}.number", line.number
    yield from ((f"logos.{number}.alt", line.alt) for number, line in enumerate(form.logos))


def _missing(form: FilledIn, path: str, wants: RequiredFields) -> Iterator[Problem]:
    """Report fields that have to be filled in and are not."""

    def at(key: str, message: str, hint: str) -> Problem:
        return error("missing", message, Span(path, key=key), hint)

    if not form.title.strip():
        message = "the area has no name"
        hint = "write it as it reads after the word “in”"
        yield at("title", message, hint)
    needed = {"names": form.names, "numbers": form.numbers, "links": form.links}
    for key in sorted(wants.names):
        section = next((name for name, values in needed.items() if key in values), "")
        if section and not needed[section][key].strip():
            what = {"names": "name", "numbers": "number", "links": "address"}[section]
            message = f"there is no {what} here"
            hint = "every piece prints it"
            yield at(f"{section}.{key}", message, hint)
    for key in sorted(wants.contacts):
        if not filled(form.contacts.get(key, [])):
            message = "there is nobody to call yet"
            hint = "give a place and its number"
            yield at(f"contacts.{key}.0.place", message, hint)
    if form.rung and not any(map(str.isalpha, form.by)):
        message = "nobody is named here"
        hint = "say who rang the numbers"
        yield at("verified.by", message, hint)
    if form.rung and not form.on.strip():
        message = "there is no date"
        hint = "say when the numbers were rung"
        yield at("verified.on", message, hint)


def _half_contacts(form: FilledIn, path: str) -> Iterator[Problem]:
    """Report lines with a place or a number alone, and lines that no piece has room for."""
    for key, lines in form.contacts.items():
        used = filled(lines)
        if len(used) > MOST_CONTACTS:
            message = f"there are {len(used)} places, and pieces have room for {MOST_CONTACTS}"
            place = Span(path, key=f"contacts.{key}.{MOST_CONTACTS}.place")
            yield error("too-many-contacts", message, place, "take some out")
        for number, line in enumerate(lines):
            here = f"contacts.{key}.{number}"
            if line.place.strip() and not line.number.strip():
                message = f"{line.place.strip()} has no phone number"
                hint = "give it, or take the place out"
                yield error("missing", message, Span(path, key=f"{here}.number"), hint)
            elif line.number.strip() and not line.place.strip():
                message = f"{line.number.strip()} has no place"
                hint = "say whose number it is"
                yield error("missing", message, Span(path, key=f"{here}.place"), hint)


def rung_again(
    form: FilledIn, before: Mapping[str, Any], path: str, known: AreaNames
) -> Iterator[Problem]:
    """Report a number or an address that is newer than the last ringing of all of them."""
    old = before.get("verified") or {}
    same = (form.by, form.on) == (old.get("by"), old.get("on")) and form.on != str(today())
    if form.rung and same and has_new_numbers(form, before, known):
        message = f"numbers or addresses have changed since {form.by} rang them on {form.on}"
        hint = "ring them again and say who did and when, or take the tick out"
        yield error("verified", message, Span(path, key="verified.on"), hint)


def _news(project: Project, form: FilledIn) -> Iterator[NumberNews]:
    numbers = {f"numbers.{key}": value for key, value in form.numbers.items()}
    for key, lines in form.contacts.items():
        for number, line in enumerate(lines):
            numbers[f"contacts.{key}.{number}.number"] = line.number
    numbers["own.number"] = form.own.get("number", "")
    for key, value in numbers.items():
        found = number_kind(value.strip(), cache=project.cache) if value.strip() else None
        if found:
            yield NumberNews(key, found.kind, found.place, found.printed, found.drama)
