"""The documents hold: links lead somewhere, and what is named in code is there: commands with
their options, editions, layouts, files, modules, targets of make."""

import pkgutil
import re
import shlex
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
import typer.main

from generator.cli.app import app_for
from generator.design.choices import STANDARDS
from generator.design.editions import Edition
from generator.design.project_design import Design
from generator.preflight import PROFILES
from generator.source.shelf import Shelf

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]
PAGES += sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))
COMMAND = typer.main.get_command(app_for([]))
FOLDERS = "content docs fonts generator layouts schemas tests tools benchmarks".split()
ROOMS = {path.name for path in (ROOT / "generator").iterdir() if (path / "__init__.py").is_file()}


@cache
def library() -> Design:
    return Design(Shelf.at(ROOT))


@cache
def editions() -> Mapping[str, Edition]:
    return library().editions()


# --- reading -----------------------------------------------------------------------------------


def text(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def code(document: str) -> Iterator[str]:
    """What stands in code: whole lines set in by four spaces, and what is in backticks."""
    for line in document.splitlines():
        if line.startswith("    "):
            yield re.split(r"\s+(?:#|…)", line.strip())[0]
        else:
            yield from (said.replace(r"\|", "|") for said in re.findall(r"`([^`]+)`", line))


def anchors(document: str) -> set[str]:
    """The names that GitHub gives to headings."""
    headings = re.findall(r"^#+ (.+)$", document, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in headings}


# --- links -------------------------------------------------------------------------------------


def dead_links(page: str, document: str) -> Iterator[str]:
    """Links that lead nowhere. What stands in code is none."""
    said = re.sub(r"```.*?```|`[^`\n]*`", "", document, flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)]+)\)", said):
        if re.match(r"\w+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (ROOT / page).parent / path
        if path and not there.is_file():
            yield target
            continue
        if anchor and anchor not in anchors(there.read_text("utf-8") if path else document):
            yield target


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_picture_is_there(page: str) -> None:
    assert list(dead_links(page, text(page))) == []


def test_a_dead_link_is_found() -> None:
    document = (
        "# A b\n[x](#a-b) [x](#c) ![y](docs/none.png) [z](docs/print.md#nowhere) [w](https://a.b)"
        " `[v](code)` [`u`](none.md)\n```yaml\n[t](code)\n```\n"
    )
    assert list(dead_links("README.md", document)) == [
        "#c",
        "docs/none.png",
        "docs/print.md#nowhere",
        "none.md",
    ]


def test_every_picture_is_shown() -> None:
    shown = set(re.findall(r"pictures/([^)]+\.png)", "".join(map(text, PAGES))))
    folder = ROOT / "docs/pictures"
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.png")} == shown


# --- commands ----------------------------------------------------------------------------------


def wrong_commands(said: str) -> Iterator[str]:
    """What is wrong with a line that begins with `cease`, where `a|b` stands for both."""
    words = shlex.split(said.replace("…", ""))[1:]
    found = [COMMAND]
    while words and re.fullmatch(r"[a-z|]+", words[0]) and hasattr(found[0], "commands"):
        names = words.pop(0).split("|")
        known: dict[str, Any] = found[0].commands
        yield from (f"no command {name}" for name in names if name not in known)
        found = [known[name] for name in names if name in known] or [COMMAND]
    for command in found:
        yield from wrong_arguments(command, words)


def wrong_arguments(command: Any, words: list[str]) -> Iterator[str]:
    """Options that a command does not have, and choices and names that are not there."""
    options = {name: option for option in command.params for name in option.opts}
    arguments = [option for option in command.params if option.param_type_name == "argument"]
    left = iter(words)
    for word in left:
        if not word.startswith("-"):
            if arguments:
                option = arguments[0] if arguments[0].nargs == -1 else arguments.pop(0)
                yield from wrong_value(command, option, word)
        elif word in {"--help", "-h"}:
            continue
        elif word not in options:
            yield f"{command.name} has no {word}"
            return
        elif not getattr(options[word], "is_flag", False):
            yield from wrong_value(command, options[word], next(left, "ALL"))


def wrong_value(command: Any, option: Any, value: str) -> Iterator[str]:
    """Whether a value is one of an option's choices, or a layout, edition or profile that is there.
    Capitals, <angles> and brackets stand for any value."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9|-]*", value) or value == "all":
        return
    kind = option.type_descriptor.annotation
    choices = set(get_args(kind)) if get_origin(kind) is Literal else set()
    match option.name:
        case "names" | "layouts" | "layout":
            choices = pieces()
        case "edition" | "editions":
            choices = set(editions())
        case "profile":
            choices = set(PROFILES)
    for one in value.split("|"):
        if choices and one not in choices:
            yield f"{command.name} knows no {option.name} {one}"


@cache
def pieces() -> set[str]:
    """What a layout can be called, with a format of its own or without."""
    shelf = library()
    layouts = shelf.layouts()
    return {*layouts, *(f"{name}-{size}" for name in layouts for size in shelf.formats().formats)}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_one(page: str) -> None:
    said = [line for line in code(text(page)) if re.match(r"cease [a-z-]", line)]
    assert [(line, wrong) for line in said for wrong in wrong_commands(line)] == []
    assert said or page not in {"README.md", "docs/areas.md", "docs/translations.md"}


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("cease biuld", ["no command biuld"]),
        ("cease areas export", ["no command export"]),
        ("cease translate status|send", ["no command send"]),
        ("cease build --editon press", ["build has no --editon"]),
        ("cease build flier", ["build knows no names flier"]),
        ("cease build --edition newspaper", ["build knows no edition newspaper"]),
        ("cease list colours", ["list knows no what colours"]),
        ("cease check a.pdf --profile pdfx5", ["check knows no profile pdfx5"]),
        ("cease build poster-story-a4 flyer-a5 --edition all [NAME…] --jobs 2", []),
        ("cease translate status|export|import", []),
    ],
)
def test_a_wrong_command_is_found(said: str, wrong: list[str]) -> None:
    assert list(wrong_commands(said)) == wrong


def rows(document: str, heading: str) -> list[list[str]]:
    """The cells of the table whose first column has this heading."""
    table = document.partition(f"\n| {heading} |")[2].partition("\n\n")[0]
    lines = table.splitlines()[2:]
    return [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines]


def test_the_readme_has_every_command_with_options_of_its_own() -> None:
    reported: set[str] = set()
    for first, *others in rows(text("README.md"), "command"):
        line = next(code(first))
        reported.add(line.split()[1])
        options = re.findall(r"`(--[a-z-]+)`", "".join(others))
        group = re.sub(r"(\w)\|.*", r"\1", line)
        for option in options:
            assert list(wrong_commands(f"{group} {option}")) == []
    assert reported == set(COMMAND.commands)  # type: ignore[attr-defined]


def test_the_readme_has_every_edition_once() -> None:
    reported = [first.strip(" `") for first, *_ in rows(text("README.md"), "edition")]
    assert sorted(reported) == sorted(editions())
    built = [name for name in reported if editions()[name].default]
    assert reported[: len(built)] == built == ["press", "office", "screen"]


# --- names -------------------------------------------------------------------------------------

FILE = re.compile(
    r"(?<![\w-])([a-z][a-z0-9-]*?)--([a-z0-9-]+?)(?:--job-sheet)?(?:-DRAFT)?\.(?:pdf|html|txt)"
)


def unknown_names(document: str) -> Iterator[str]:
    for said in code(document):
        for layout, name in FILE.findall(said):
            edition, *choices = name.split("--")
            known = edition in editions() and {*library().printers(), *STANDARDS}.issuperset(
                choices
            )
            if layout not in pieces() or not known:
                yield f"{layout}--{name}"
        if re.fullmatch(rf"({'|'.join(FOLDERS)})/[\w./-]*", said) and not (ROOT / said).exists():
            yield said
        if re.fullmatch(rf"({'|'.join(ROOMS)})(\.\w+)+", said):
            try:
                pkgutil.resolve_name(f"generator.{said}")
            except (ImportError, AttributeError):
                yield said
        module = re.match(r"(?:\.venv/bin/)?python -m ([a-z][\w.]*)", said)
        if module and find_spec(module[1]) is None:
            yield said
        target = re.fullmatch(r"make ([a-z-]+)", said)
        if target and not re.search(rf"^{target[1]}:", text("Makefile"), re.MULTILINE):
            yield said


@pytest.mark.parametrize("page", PAGES)
def test_every_name_is_one(page: str) -> None:
    assert list(unknown_names(text(page))) == []


@pytest.mark.parametrize(
    "said",
    ["flier--press.pdf", "flyer-a5--newspaper.pdf", "layouts/none.yaml", "press.none", "make tea",
     "python -m tools.none"],
)  # fmt: skip
def test_an_unknown_name_is_found(said: str) -> None:
    assert list(unknown_names(f"`{said}`"))
