"""An area as a form: what its file says as fields, and the fields as what its file shall say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct, field

from generator.content.area_rows import AreaImprint, Own
from generator.content.normalise import (
    normalise,
    normalise_address,
    normalise_line,
    normalise_number,
)
from generator.jobs.new_area import AreaNames
from generator.source.file_names import slug
from generator.source.writer import Plain
from .changes import Change, differences

AreaData = dict[str, Any]
"""What a YAML file says: texts, lists and tables."""

_ADDRESSES: Final = frozenset({"address", "formats"})


class ContactLine(Struct, forbid_unknown_fields=True):
    """A place and its number; `was` is the place as the file has it, empty for a new line."""

    place: str = ""
    number: str = ""
    was: str = ""


class LogoLine(Struct, forbid_unknown_fields=True):
    """A partner's logo: its files beside the areas' files, and whose it is."""

    file: str = ""
    alt: str = ""
    black: str = ""
    dark: str = ""
    lead: bool = False


class FilledIn(Struct, forbid_unknown_fields=True):
    """What somebody says of an area. `name` is its file's, empty if it follows the `title`. `names`
    are those that do not say the same as the title. `rung` says that somebody, `by` name, rang all
    numbers `on` a day."""

    title: str = ""
    name: str = ""
    names: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    contacts: dict[str, list[ContactLine]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    imprint: dict[str, str] = field(default_factory=dict)
    logos: list[LogoLine] = field(default_factory=list)
    test: bool = False
    rung: bool = False
    by: str = ""
    on: str = ""


def empty_form(known: AreaNames) -> FilledIn:
    """The form of a new area of a project."""
    return FilledIn(
        names=dict.fromkeys(known.unknown, ""),
        numbers={key: known.national.get(key, "") for key in known.numbers},
        contacts={key: [ContactLine()] for key in known.contacts},
        links=dict.fromkeys(known.links, ""),
        own=dict.fromkeys(Own.row_fields, ""),
        imprint=dict.fromkeys(AreaImprint.row_fields, ""),
    )


def form_of(name: str, data: Mapping[str, Any], known: AreaNames) -> FilledIn:
    """The form of an area whose file says `data`, with what campaigns ask for and it lacks."""
    title = _said(data.get("title"))
    names = {key: _said(value) for key, value in _table(data, "names").items()}
    verified = _table(data, "verified")
    contacts = {
        key: [
            ContactLine(_said(each.get("place")), _said(each.get("number")), _said(each["place"]))
            for each in listed or ()
        ]
        for key, listed in _table(data, "contacts").items()
    }
    links = {
        key: _said(value["shown"] if isinstance(value, Mapping) else value)
        for key, value in _table(data, "links").items()
    }
    numbers = {key: _said(value) for key, value in _table(data, "numbers").items()}
    return FilledIn(
        title,
        name,
        {key: value for key, value in names.items() if value != title},
        {**dict.fromkeys((key for key in known.numbers if key not in links), ""), **numbers},
        {**{key: [ContactLine()] for key in known.contacts}, **contacts},
        {**dict.fromkeys((key for key in known.links if key not in numbers), ""), **links},
        {part: _said(_table(data, "own").get(part)) for part in Own.row_fields},
        {part: _said(_table(data, "imprint").get(part)) for part in AreaImprint.row_fields},
        [_logo_line(each) for each in data.get("logos") or ()],
        data.get("test") == "true",
        bool(verified.get("by") and verified.get("on")),
        _said(verified.get("by")),
        _said(verified.get("on")),
    )


def _logo_line(data: Mapping[str, Any]) -> LogoLine:
    texts = {part: _said(data.get(part)) for part in ("file", "alt", "black", "dark")}
    return LogoLine(**texts, lead=data.get("lead") == "true")


def file_name(form: FilledIn) -> str:
    """The name of a new area's file: as it was typed, or else made of the title."""
    return form.name.strip() or slug(form.title)


def data_of(form: FilledIn, before: Mapping[str, Any], known: AreaNames) -> AreaData:
    """What an area's file shall say, that says `before` now, so that it says what the form does.
    What the form has no field for stays."""
    title = _line(form.title)
    names = {**dict.fromkeys(known.names, title), **_table(before, "names")}
    follow = {key: title for key in names if key not in form.names}
    texts: dict[str, dict[str, str]] = {
        "names": follow | {key: _line(value) for key, value in form.names.items()},
        "numbers": {key: normalise_number(value) for key, value in form.numbers.items()},
        "own": {key: _part(key, value) for key, value in form.own.items()},
        "imprint": {key: _part(key, value) for key, value in form.imprint.items()},
    }
    data: AreaData = {**before, "title": title}
    data |= {name: _changed(before.get(name), new) for name, new in texts.items()}
    data["contacts"] = _contacts(form, before)
    data["links"] = _links(form, before)
    data["logos"] = [_logo(line, before) for line in form.logos if line.file or line.alt]
    data["verified"] = _signed(form, _table(before, "verified"))
    if "translations" in before:
        data["translations"] = _spelt(form, before)
    if form.test:
        data["test"] = "true"
    elif data.get("test") == "true":
        del data["test"]
    empty = [name for name, value in data.items() if not value and not before.get(name)]
    for name in empty:
        if name in before:
            data[name] = before[name]
        else:
            del data[name]
    return {name: value for name, value in data.items() if value or name in before}


def _contacts(form: FilledIn, before: Mapping[str, Any]) -> AreaData:
    found = dict(_table(before, "contacts"))
    for key, lines in form.contacts.items():
        listed = [
            {"place": _line(line.place), "number": normalise_number(line.number)}
            for line in filled(lines)
        ]
        if listed or found.get(key):
            found[key] = listed
    return found


def filled(lines: Sequence[ContactLine]) -> list[ContactLine]:
    """The lines in which something stands."""
    return [line for line in lines if line.place.strip() or line.number.strip()]


def _links(form: FilledIn, before: Mapping[str, Any]) -> AreaData:
    found = dict(_table(before, "links"))
    for key, value in form.links.items():
        shown, old = normalise_address(value), found.get(key)
        if isinstance(old, Mapping):
            found[key] = {**old, "shown": shown}
        elif shown or old:
            found[key] = shown
    return {key: value for key, value in found.items() if value}


def _logo(line: LogoLine, before: Mapping[str, Any]) -> AreaData:
    logos: list[AreaData] = before.get("logos") or []
    old: AreaData = next((each for each in logos if each.get("file") == line.file), {})
    new = {
        "file": line.file,
        "alt": _line(line.alt),
        "black": line.black,
        "dark": line.dark,
        "lead": Plain("true") if line.lead else "",
    }
    return _changed(old, new)


def _signed(form: FilledIn, old: Mapping[str, Any]) -> AreaData:
    by, on = (_line(form.by), form.on.strip()) if form.rung else ("", "")
    if not (by or on or old.get("by") or old.get("on")):
        return dict(old)
    return {"by": by, "on": on}


def _changed(old: Any, new: Mapping[str, str]) -> AreaData:
    """A table with other texts: what is empty is left out, unless it is there and empty."""
    before: Mapping[str, Any] = old if isinstance(old, Mapping) else {}
    found = {key: new.get(key) or value for key, value in before.items()}
    found = {
        key: value for key, value in found.items() if key not in new or new[key] or not before[key]
    }
    return found | {key: value for key, value in new.items() if value and key not in found}


def _part(key: str, value: str) -> str:
    if key == "number":
        return normalise_number(value)
    return normalise_address(value) if key in _ADDRESSES else _line(value)


def _line(text: str) -> str:
    return normalise_line(normalise(text))


def _said(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = data.get(name)
    return found if isinstance(found, Mapping) else {}


def form_changes(
    path: str, before: Mapping[str, Any], form: FilledIn, known: AreaNames
) -> Iterator[Change]:
    """The changes of an area's file that make it say what the form does. A place that is called
    otherwise keeps its spellings in other languages; those of one that is gone are taken out."""
    renamed, gone = _places(form, before)
    for tag, spelling in _table(before, "translations").items():
        key = f"translations.{tag}.places"
        for place in _table(spelling, "places"):
            if place in renamed:
                yield Change(path, "rename", f"{key}.{place}", name=renamed[place])
            elif place in gone:
                yield Change(path, "remove", f"{key}.{place}")
    after = data_of(form, before, known)
    now = {**before, "translations": after["translations"]} if "translations" in after else before
    yield from differences(path, now, after)


def _spelt(form: FilledIn, before: Mapping[str, Any]) -> AreaData:
    """The spellings in other languages, with places called as they are in the form."""
    renamed, gone = _places(form, before)
    found: AreaData = {}
    for tag, spelling in _table(before, "translations").items():
        places = {
            renamed.get(place, place): words
            for place, words in _table(spelling, "places").items()
            if place not in gone
        }
        found[tag] = {**spelling, "places": places} if "places" in spelling else spelling
    return found


def _places(form: FilledIn, before: Mapping[str, Any]) -> tuple[dict[str, str], frozenset[str]]:
    """Places that are called otherwise, by their old names; and those that are gone."""
    lists = _table(before, "contacts").values()
    old = {_said(each.get("place")) for listed in lists for each in listed or ()}
    lines = [line for listed in form.contacts.values() for line in filled(listed)]
    new = {_line(line.place) for line in lines}
    renamed = {
        line.was: _line(line.place)
        for line in lines
        if line.was in old - new and _line(line.place) not in old
    }
    return renamed, frozenset(old - new - renamed.keys())


def has_new_numbers(form: FilledIn, before: Mapping[str, Any], known: AreaNames) -> bool:
    """Whether the form has a number or an address that the file does not have."""
    return not _rung_things(data_of(form, before, known)) <= _rung_things(before)


def _rung_things(data: Mapping[str, Any]) -> set[tuple[str, ...]]:
    """Everything that somebody rings or opens, each with what it is for."""
    found: set[tuple[str, ...]] = set()
    found |= {("number", key, str(value)) for key, value in _table(data, "numbers").items()}
    found |= {("link", key, str(value)) for key, value in _table(data, "links").items()}
    for listed in _table(data, "contacts").values():
        found |= {("contact", _said(each["place"]), _said(each["number"])) for each in listed or ()}
    own = _table(data, "own")
    found |= {
        ("own", part, _said(own.get(part))) for part in ("number", "address") if own.get(part)
    }
    return found
