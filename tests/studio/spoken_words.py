"""Finds the words that the studio's templates and scripts say: keys of `words/*.yaml` with the
names that they fill in, and words that stand in the code itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
from jinja2 import nodes
from msgspec import Struct

from generator.studio.interface import english_files
from generator.studio.words import words_of

STUDIO = Path(__file__).resolve().parents[2] / "generator/studio"
ANY = "*"  # a part of a key that is put in when the screen is made
LETTERS = re.compile(r"[^\W\d_]{2,}")
SHOWN = ("aria-label", "aria-description", "title", "placeholder", "alt")  # attributes with words
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
SENTENCE = re.compile(r"[A-Z]?[a-z]+,? [a-z]+[a-z ,]*[.…!?]?|[A-Z][a-z]+[.…!?:]?")
SAID = re.compile(r'\b(say|count)\(\s*(?:"([^"]*)"|`([^`]*)`)\s*(,?)')
KEYS = re.compile(r"(F\d+|Tab|Enter|Escape|Esc|Home|End|Page(Up|Down)|Arrow\w+|Delete|Backspace)")
# What answers other programs, and problems, which are the program's own words.
SPEAKERS = {
    "Call", "Upload", "Field", "PlainTextResponse", "Problem", "Refused", "ValidationError",
    "error", "warning", "note", "_refused", "Wrong", "AssertionError", "ValueError", "add_argument",
    "Task",
}  # fmt: skip


class Spoken(Struct, frozen=True):
    """A key that is asked for in a file, with the names of the values given; None if these cannot
    be read off."""

    file: str
    key: str
    values: frozenset[str] | None
    counts: bool = False


def known_words() -> dict[str, str]:
    """All words of all screens by their keys."""
    return {key: text for screen in english_files() for key, text in words_of(screen).table.items()}


def spoken() -> Iterator[Spoken]:
    """Every key that a template, a script or a module asks for."""
    for path in sorted((STUDIO / "pages").glob("*.html")):
        yield from of_template(path.name, path.read_text("utf-8"))
    for path in sorted((STUDIO / "static").glob("*.js")):
        yield from of_script(path.name, path.read_text("utf-8"))
    for path in sorted(STUDIO.glob("*.py")):
        yield from of_module(path.name, path.read_text("utf-8"))


def of_template(name: str, text: str) -> Iterator[Spoken]:
    """The keys of a template."""
    for call in jinja2.Environment().parse(text).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("say", "count") and call.args:
            given = frozenset(pair.key for pair in call.kwargs)
            sure = call.dyn_kwargs is None and call.dyn_args is None
            for key in _keys(call.args[0]):
                yield Spoken(name, key, given if sure else None, call.node.name == "count")


def _keys(node: nodes.Expr) -> list[str]:
    """The keys that an expression of a template can be."""
    match node:
        case nodes.Const(value=str(value)):
            return [value]
        case nodes.Concat(nodes=parts):
            found = [""]
            for part in parts:
                found = [begun + more for begun in found for more in _keys(part)]
            return found
        case nodes.Add(left=left, right=right):
            return [begun + more for begun in _keys(left) for more in _keys(right)]
        case nodes.CondExpr(expr1=one, expr2=other) if other is not None:
            return [*_keys(one), *_keys(other)]
    return [ANY]


def of_script(name: str, text: str) -> Iterator[Spoken]:
    """The keys of a script."""
    text = COMMENT.sub("", text)
    for found in SAID.finditer(text):
        key = found[2] if found[2] is not None else re.sub(r"\$\{[^}]*\}", ANY, found[3])
        rest = text[found.end() :].lstrip()
        values: frozenset[str] | None = frozenset()
        if found[4] and found[1] == "count":
            rest = rest[_argument(rest) :]
            rest = rest[1:].lstrip() if rest.startswith(",") else ""
        if found[4] and rest:
            values = _names(rest[1 : _argument(rest) - 1]) if rest.startswith("{") else None
        yield Spoken(name, key, values, found[1] == "count")


def _argument(text: str) -> int:
    """How long the first argument of a call is."""
    depth = 0
    for place, letter in enumerate(text):
        if letter in "([{":
            depth += 1
        elif depth and letter in ")]}":
            depth -= 1
        elif not depth and letter in ",)":
            return place
    return len(text)


def _names(inside: str) -> frozenset[str]:
    """The names in an object of a script."""
    found = set()
    while inside := inside.lstrip(" \n,"):
        end = _argument(inside)
        found |= set(re.findall(r"^\w+", inside[:end]))
        inside = inside[end:]
    return frozenset(found)


def of_module(name: str, text: str) -> Iterator[Spoken]:
    """The keys of a module."""
    for call in ast.walk(ast.parse(text)):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        said = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        said = (call.func.id if isinstance(call.func, ast.Name) else said).lstrip("_")
        if said == "get" and ast.unparse(call.func).endswith(".table.get"):
            yield from (Spoken(name, key, None) for key in _module_keys(call.args[0]))
        if said not in ("say", "count"):
            continue
        given = {word.arg for word in call.keywords}
        values = None if None in given else frozenset(filter(None, given))
        for key in _module_keys(call.args[0]):
            yield Spoken(name, key, values, said == "count")


def _module_keys(node: ast.expr) -> list[str]:
    """The keys that an expression of a module can be."""
    match node:
        case ast.Constant(value=str(key)):
            return [key]
        case ast.JoinedStr(values=parts):
            texts = (str(each.value) if isinstance(each, ast.Constant) else ANY for each in parts)
            return [key] if "." in (key := "".join(texts)) else []
        case ast.IfExp(body=one, orelse=other):
            return [*_module_keys(one), *_module_keys(other)]
    return []


def own_words_of_template(text: str) -> list[str]:
    """The words that stand in a template itself."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
    shown = re.findall(rf'\b(?:{"|".join(SHOWN)})="([^"]*)"', text)
    text = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>|&\w+;", " ", text, flags=re.DOTALL)
    return [word for part in (text, *shown) for word in LETTERS.findall(part)]


def own_words_of_script(text: str) -> list[str]:
    """Strings of a script that read like words for a person."""
    text = COMMENT.sub("", text)
    text = re.sub(r"\b(import|from)\s[^;]*;", "", text)
    text = re.sub(r'(class|className|className\s*=|class:)\s*"[^"]*"', "", text)
    text = re.sub(r"(querySelector(All)?|closest|matches|CSS\.escape|get|has)\([^)]*\)", "", text)
    strings = [one or other for one, other in STRING.findall(text)]
    return [
        string
        for string in strings
        if SENTENCE.fullmatch(string.strip()) and not KEYS.fullmatch(string)
    ]


def own_words_of_module(text: str) -> list[str]:
    """Strings of a module that read like words for a person, and are no problem's."""
    tree = ast.parse(text)
    quiet: set[int] = set()
    for node in ast.walk(tree):
        is_doc = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        speaks = False
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            speaks = name in SPEAKERS
        # what is called a message or a hint becomes a problem's
        told = isinstance(node, ast.Assign) and any(
            getattr(target, "id", "") in ("message", "hint") for target in node.targets
        )
        if is_doc or speaks or told:
            quiet |= {id(each) for each in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in quiet
        and re.search(r"[a-z]{2,}[,;:.]? [A-Za-z]{2,} ?|^[A-Z][a-z]+ ?$|^[,:] [a-z]", node.value)
    ]
