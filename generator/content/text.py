"""Text with inline meaning: a small Markdown subset and `{name}` placeholders.

`**strong**`, `*emphasis*`, `[label](address)` and a backslash at a line's end (a break that a
layout may keep) are all the markup there is. Everything else is set as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import plain_target
from generator.cache import NO_CACHE, Cache, Inputs, KeptInputs, frozen_inputs
from generator.problems import Problem, Severity, Where, did_you_mean, error

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
BREAK = "\u2028"  # the Unicode line separator: a break the writer put in
# ideographs, syllables and their stops, and these as the inside of a character class
_WIDE_RANGES = (
    *(("\u2e80", "\u30ff"), ("\u3400", "\u9fff"), ("\uf900", "\ufaff")),
    *(("\uff00", "\uff60"), ("\U00020000", "\U0003ffff")),
)
WIDE = "".join(f"{first}-{last}" for first, last in _WIDE_RANGES)
_AMID_WIDE = f"(?<=[{WIDE}]){BREAK}(?=[{WIDE}])"  # few texts need it, and compiling takes long


def is_wide(letter: str) -> bool:
    """Whether a letter is as `WIDE` says."""
    return any(first <= letter <= last for first, last in _WIDE_RANGES)


def flowed(text: str) -> str:
    """Text without the writer's breaks, which become spaces; between ideographs, nothing."""
    return re.sub(_AMID_WIDE, "", text).replace(BREAK, " ") if BREAK in text else text


def parting(before: str, after: str) -> str:
    """What parts two texts on one line: a space, but between ideographs nothing."""
    return "" if re.search(_AMID_WIDE, f"{before[-1:]}{BREAK}{after[:1]}") else " "


# a space that a writer typed inside quotation marks
_OPENED = re.compile(r"(?<![^\s(])([“„«])\s+")
_CLOSED = re.compile(r"(?<=\S)\s+([”»])(?![^\s.,;:!?)])")


def closed(text: str, language: str) -> str:
    """Text whose quotation marks stand close to its words. French alone sets a space there."""
    if language.partition("-")[0] == "fr":
        return text
    return _CLOSED.sub(r"\1", _OPENED.sub(r"\1", text))


class Run(Struct, frozen=True, cache_hash=True):
    """A stretch of text of one kind. `link` is the target of its link, if it has one."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""


class Text(Struct, frozen=True, cache_hash=True):
    """Runs in one language, and the key of the value they are made from (`source.keys`)."""

    runs: tuple[Run, ...]
    language: str
    key: str = ""

    @property
    def plain(self) -> str:
        """The words alone. A writer's break becomes a space, or nothing between ideographs."""
        runs = self.runs
        return flowed(runs[0].text if len(runs) == 1 else "".join(run.text for run in runs))

    @property
    def closed(self) -> Text:
        """The text as it is set: quotation marks stand close to its words, also where a run of
        another kind ends there."""
        before, runs = "", []
        for run in self.runs:
            words = closed(before + run.text, self.language)[len(before) :]
            before = run.text[-1:]
            runs.append(run if words == run.text else replace(run, text=words))
        return self if runs == [*self.runs] else replace(self, runs=tuple(runs))

    def __bool__(self) -> bool:
        return bool(self.runs)


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    rules = ["text", "newline", "escape", "emphasis", "link"]
    markdown = MarkdownIt("zero").enable(rules)
    # addresses stay as typed: percent signs for braces would hide placeholders
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return markdown


_MARKUP = re.compile(r"[*_\\\[\n]")


@frozen_inputs
class RunsInputs(Inputs[tuple[Run, ...]]):
    """Words with markup in them. They are the same for every area: names are filled in later."""

    source: str

    def make(self, cache: Cache) -> tuple[Run, ...]:
        return cache.recall(MarkupInputs(self.source))


@frozen_inputs
class MarkupInputs(KeptInputs[tuple[Run, ...]]):
    """The same, as kept on disk: markdown-it takes longer to import than to read a leaflet."""

    kept_as = tuple[Run, ...]
    most = 200
    source: str

    def make(self, cache: Cache) -> tuple[Run, ...]:
        return _runs(self.source)


def _parse(source: str, cache: Cache = NO_CACHE) -> tuple[Run, ...]:
    """Markdown to runs, placeholders still in place."""
    if not _MARKUP.search(source):
        return (Run(source),) if source else ()
    return cache.get(RunsInputs(source))


def _runs(source: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    strong = emphasis = 0
    link = ""
    for token in _markdown().parseInline(source.strip())[0].children or []:
        text = token.content
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open":
                link = str(token.attrs.get("href", ""))
            case "link_close":
                link = ""
            case "hardbreak":
                text = BREAK
            case "softbreak":
                text = " "
            case _:
                pass
        if text:
            runs.append(Run(text, bool(strong), bool(emphasis), link))
    return join(runs)


def join(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbouring runs of the same kind as one."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and (last.strong, last.emphasis, last.link) == (run.strong, run.emphasis, run.link):
            joined[-1] = Run(last.text + run.text, run.strong, run.emphasis, run.link)
        else:
            joined.append(run)
    return tuple(joined)


def read_text(
    source: str,
    language: str,
    values: Mapping[str, str],
    apostrophe: str = "’",
    where: Where = None,
    targets: Mapping[str, str] | None = None,
    *,
    cache: Cache = NO_CACHE,
) -> tuple[Text, list[Problem]]:
    """`source` as runs, with every `{name}` replaced from `values`. A name among `targets` becomes
    a run that leads there. `where` is the key of the source, or the place of its problems.

    A value is set as it stands: markup characters in it are not markup. `{{` and `}}` are not
    special. A brace without its partner is an error, and so is an unknown name.
    """
    problems: list[Problem] = []

    def fill(match: re.Match[str]) -> str:
        name = match[1].strip()
        if name in values:
            return values[name]
        problems.append(
            error(
                "placeholder",
                f"nothing is called {{{name}}} here",
                where,
                did_you_mean(name, values) or "add it to the area's names, numbers or links",
            )
        )
        return match[0]

    runs: list[Run] = []
    bare = ""
    for run in _parse(source, cache):
        bare += PLACEHOLDER.sub("", run.text) + PLACEHOLDER.sub("", run.link)
        named = PLACEHOLDER.fullmatch(run.link)
        link = (targets or {}).get(named[1].strip(), "") if named else ""
        link = link or (plain_target(PLACEHOLDER.sub(fill, run.link)) if run.link else "")
        for part, target in _led(run.text, targets or {}):
            text = PLACEHOLDER.sub(fill, part)
            before = runs[-1].text[-1] if runs else ""
            text = typographic(before + text, apostrophe)[len(before) :]
            if text:
                runs.append(Run(text, run.strong, run.emphasis, link or target))
    if "{" in bare or "}" in bare:
        problems.append(
            error(
                "placeholder",
                "a brace { or } stands without its partner",
                where,
                "write placeholders as {name}",
            )
        )
    key = where if isinstance(where, str) else ""
    return Text(join(runs), language, key), problems


def _led(source: str, targets: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The source in parts, each with its target: a placeholder among `targets` is a part by
    itself."""
    start = 0
    for match in PLACEHOLDER.finditer(source) if targets else ():
        target = targets.get(match[1].strip())
        if target:
            yield source[start : match.start()], ""
            yield match[0], target
            start = match.end()
    yield source[start:], ""


_APOSTROPHE = re.compile(r"(?<=\w)'")


def typographic(text: str, apostrophe: str) -> str:
    """A typed ' after a letter or figure is an apostrophe; anything else stays as typed."""
    return _APOSTROPHE.sub(apostrophe, text) if "'" in text else text


def words_alone(source: str) -> str:
    """The words of a source without its markup and its placeholders."""
    return PLACEHOLDER.sub("", "".join(run.text for run in _parse(source)))


def strong_words(source: str) -> str:
    """The **strong** stretches of a source, with their placeholders and a space between them."""
    return " ".join(run.text for run in _parse(source) if run.strong)


def targets(source: str) -> list[str]:
    """The address of each [label](address) in a source."""
    if "](" not in source:
        return []
    return [run.link for run in _parse(source) if run.link]


_ESCAPED = re.compile(r"\\[*_\[\]()\\]")
_HALF_LINK = re.compile(r"\[[^\[\]]*\]\([^()\s]*$|\]\(")


def unclosed(source: str) -> Iterator[tuple[Severity, str, str]]:
    r"""The first markup in a source that lacks its partner and so would be printed, and what to do
    about it. An asterisk that is escaped (`\*`), or stands between spaces, is a character."""
    left = "".join(run.text for run in _parse(_ESCAPED.sub(" ", source)))
    if "**" in left:
        hint = "put ** before and after the words"
        yield Severity.ERROR, 'a "**" here has no partner, and would be printed', hint
    elif re.search(r"\*(?=\S)|(?<=\S)\*", left):
        hint = r"put * before and after the words, or write \* for an asterisk"
        yield Severity.WARNING, 'a "*" here has no partner, and is printed', hint
    if "\\" in left:
        hint = r"take it out, or write \\ for one; at the end of a line it is a break"
        yield Severity.ERROR, r'a "\" here would be printed', hint
    if _HALF_LINK.search(left):
        hint = "write it as [words](address), with no space between ] and ("
        yield Severity.ERROR, "a link here is not whole, and would be printed as it stands", hint
