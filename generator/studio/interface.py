"""The language that the studio itself speaks: English, or what translators made of its words in a
project's folder `words/<tag>/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from generator.content import language_tags
from generator.problems import Problem, Refused, Severity, error, unknown, warning
from generator.source.nodes import Missing, Node, Scalar, Table
from generator.source.project_files import ProjectFiles
from generator.source.reader import read
from generator.source.splice import value_at
from generator.typeset.locales import locale

FOLDER: Final = "words"
PLURALS: Final = ("zero", "two", "few", "many")  # what English has no words of its own for


class Interface(Struct, frozen=True):
    """A language of the studio. `table` has the words that are translated, by their keys."""

    language: str = "en-GB"
    direction: str = "ltr"
    table: dict[str, str] = field(default_factory=dict)


ENGLISH: Final = Interface()


def english_files() -> dict[str, str]:
    """The studio's words in English: the text of each screen's file, by the screen's name."""
    folder = files("generator.studio") / FOLDER
    found = {each.name: each.read_text("utf-8") for each in folder.iterdir()}
    return {name.removesuffix(".yaml"): found[name] for name in sorted(found)}


def english_words(screen: str) -> dict[str, str]:
    """The words of a screen in English, by their keys."""
    place = files("generator.studio") / FOLDER / f"{screen}.yaml"
    return _flat(screen, value_at(place.read_text("utf-8"), place.name, ""))


def begun_translation(tag: str) -> dict[str, str]:
    """The files of a translation that is to be made, in English still, by their paths."""
    head = (
        f"# The studio's words, to be said in {language_tags.english_name(tag)}. Change what stands"
        " after each colon.\n# A name in braces is filled in: keep it. What is taken out of this"
        " file is said in English.\n"
    )
    return {
        f"{FOLDER}/{tag}/{screen}.yaml": head + text for screen, text in english_files().items()
    }


def read_interface(root: Path, tag: str) -> tuple[Interface, list[Problem]]:
    """The studio in a language, and warnings of words and files that cannot be used: what they
    would say is said in English. Raises `Refused` if there are none."""
    if tag == ENGLISH.language:
        return ENGLISH, []
    project = ProjectFiles.at(root)
    known = [each.name for each in (root / FOLDER).glob("*") if each.is_dir()]
    if tag not in known or not language_tags.is_tag(tag):
        message = f"there are no words of the studio in {FOLDER}/{tag}/"
        hint = f"cease new interface {tag} writes them in English, to be translated"
        raise Refused([error("no-words", message, None, hint)])
    table: dict[str, str] = {}
    problems: list[Problem] = []
    for screen in english_files():
        path = f"{FOLDER}/{tag}/{screen}.yaml"
        if not (root / path).exists():
            continue
        node, found = _read(project, path)
        problems += (replace(problem, severity=Severity.WARNING) for problem in found)
        if node is None or any(problem.is_error for problem in found):
            continue
        english = english_words(screen)
        for key, words in _texts(screen, node):
            fault = _fault(key, words, english)
            if fault:
                problems.append(fault)
            else:
                table[key] = str(words)
    return Interface(tag, locale(tag).direction, table), problems


def _read(project: ProjectFiles, path: str) -> tuple[Node | None, Sequence[Problem]]:
    """What a file says; None if it cannot be read."""
    try:
        return read(project.read_text(path), path)
    except Refused as refused:
        return None, refused.problems


def untranslated(interface: Interface) -> dict[str, list[str]]:
    """The keys of the words that are still as they are in English, or missing, by the file that
    would have them."""
    found: dict[str, list[str]] = {}
    for screen in english_files():
        for key, text in english_words(screen).items():
            if interface.table.get(key, text) == text:
                path = f"{FOLDER}/{interface.language}/{screen}.yaml"
                found.setdefault(path, []).append(_inside(key))
    return found


def _texts(key: str, node: Node) -> Iterator[tuple[str, Scalar]]:
    """The texts of a file by their keys."""
    if isinstance(node, Scalar):
        yield key, node
    elif isinstance(node, Table):
        for name, inner in node.items():
            if not isinstance(inner, Missing):
                yield from _texts(f"{key}.{name}", inner)


def _fault(key: str, words: Scalar, english: dict[str, str]) -> Problem | None:
    """What is wrong with words at a key."""
    begin, _, last = key.rpartition(".")
    original = english.get(key) or (english.get(f"{begin}.more") if last in PLURALS else None)
    if original is None:
        found = unknown("word", _inside(key), map(_inside, english), words.span)
        return replace(found, severity=Severity.WARNING)
    if not words.strip():
        return warning("no-words", "there are no words here", words.span)
    wanted, given = _names(original), _names(words)
    if given is None or (wanted is not None and not given <= wanted):
        braces = ", ".join(f"{{{name}}}" for name in sorted(wanted or ())) or "none"
        hint = f"the names of the English are: {braces}"
        return warning("braces", "a name in braces is not one of the English", words.span, hint)
    return None


def _inside(key: str) -> str:
    return key.partition(".")[2]


def _names(text: str) -> set[str] | None:
    """The names in braces; None if a brace has no partner, or holds more than a name."""
    try:
        parts = [*Formatter().parse(text)]
    except ValueError:
        return None
    found = {(name, form, kind) for _, name, form, kind in parts if name is not None}
    plain = all(name.isidentifier() and not form and not kind for name, form, kind in found)
    return {name for name, _, _ in found} if plain else None


def _flat(key: str, value: object) -> dict[str, str]:
    """The texts of a table with tables in it, by their key paths."""
    if not isinstance(value, dict):
        return {key: str(value)}
    return {
        path: text
        for name, inner in value.items()
        for path, text in _flat(f"{key}.{name}", inner).items()
    }
