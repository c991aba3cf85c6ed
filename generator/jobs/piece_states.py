"""How far a piece is in a language for an area: whether it may be handed out, and if not, why. It
is found by what `cease validate` and `cease translate status` find it by."""

from __future__ import annotations

from collections.abc import Generator
from typing import Final, Literal, TypeAlias, get_args

from msgspec import Struct

from generator.content.answers import answers
from generator.content.translation import TranslationProgress, tally
from generator.problems import Problem, Refused
from generator.source.keys import CAMPAIGN, key_of
from .checked_words import WordsToSet
from .libraries import Libraries
from .making import setup_of
from .matching import layout_blocks, matches
from .release import UNRELEASABLE
from .text_room import characters_too_long
from .validate import problems_of

# From the worst to the best. `wrong`: a file or a value has an error. `long`: words, contacts or
# logos do not fit. `partial`: sentences are not translated. `stale`: sentences are older than their
# originals. `unread`: nobody qualified has read the translation. `unchecked`: nobody has rung the
# area's numbers, or not for a year. `warned`: anything else that `cease validate` warns of. `test`:
# nothing, but the area is for trying things out.
PieceStanding: TypeAlias = Literal[
    "wrong", "long", "partial", "stale", "unread", "unchecked", "warned", "test", "ready"
]
STANDINGS: Final[tuple[PieceStanding, ...]] = get_args(PieceStanding)
LOOKED_AT: Final = "office"  # the edition in which a length is measured: it has whole sides
_TOO_LONG: Final = frozenset({"overset", "logos-room"})
_PARTIAL: Final = frozenset({"untranslated", "fallback"})
_UNCHECKED: Final = frozenset({"unverified", "verified-long-ago"})
_TEST: Final = "test-area"
_NO_FONT: Final = "no-font"  # a warning there, for the language may have other pieces


class PieceState(Struct, frozen=True):
    """How far a piece is: `progress` is that of the sentences which it prints, None in the language
    that the campaign is written in. The problems are those that made it what it is, and after them
    all others. Where a text is too long and cutting it alone would help, `characters` says by how
    many: the first of the problems' texts."""

    standing: PieceStanding
    progress: TranslationProgress | None
    problems: tuple[Problem, ...] = ()
    characters: int | None = None


def pieces_of(project: Libraries, campaign: str) -> list[str]:
    """The layouts with pages that print a campaign's words: those that print most of them first,
    in most frames."""
    source = project.source(campaign)
    found = {
        name: row
        for name, row in project.readable_layouts().items()
        if row.flow is None and (source is None or matches(row, source))
    }
    every = [each.block for each in project.content.originals(campaign).values()] if source else []

    def most_words(name: str) -> tuple[int, int]:
        blocks = layout_blocks(found[name])
        frames = sum(len(page.frames) for page in found[name].pages)
        return -sum(block in blocks for block in every), -frames

    return sorted(found, key=most_words)


def piece_state(project: Libraries, campaign: str, tag: str, area: str, layout: str) -> PieceState:
    """How far a piece is."""
    problems = [
        *problems_of(project, WordsToSet(campaign, tag, area, (layout,))),
        *project.content.trial(area),
        *project.content.overdue([area]),
    ]
    try:
        progress = language_progress(project, campaign, tag, layout)
    except Refused as refused:
        progress = None
        problems += refused.problems
    try:
        project.design.drawing(layout)
    except Refused as refused:
        problems += refused.problems
    problems = list(dict.fromkeys(problems))
    standing = _standing(problems, progress)
    first = _causes_first(problems, standing)
    names = campaign, tag, area
    characters = _too_long(project, names, layout, first[0]) if standing == "long" else None
    return PieceState(standing, progress, tuple(first), characters)


def _too_long(
    project: Libraries, names: tuple[str, str, str], layout: str, problem: Problem
) -> int | None:
    """By how many characters the text that a problem is at is too long, in the format of the layout
    that has least room."""
    campaign, tag, _ = names
    content, span = project.content, problem.span
    words = {
        content.campaign_path(campaign, tag): tag,
        content.campaign_path(campaign, content.languages().default): CAMPAIGN,
    }
    if span is None or span.path not in words:
        return None
    key = key_of(words[span.path], span.key)
    document, _ = project.document(*names)
    row = project.design.layout(layout)
    found = []
    for size in row.default or row.formats[:1]:
        setup = setup_of(project, document, layout, size, LOOKED_AT, "")
        found.append(_last(characters_too_long(setup, key)))
    return max((each for each in found if each), default=None)


def _last(steps: Generator[None, None, int | None]) -> int | None:
    """What a function gives that works in steps."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: int | None = end.value
            return found


def language_progress(
    project: Libraries, campaign: str, tag: str, layout: str = ""
) -> TranslationProgress | None:
    """The progress of a campaign's translation, or of the sentences of it that a layout prints.
    None for the language that the campaign is written in. Raises `Refused`."""
    content = project.content
    if tag == content.languages().default:
        return None
    originals = content.originals(campaign)
    given, _ = answers(originals, content.translation(campaign, tag))
    if layout:
        blocks = layout_blocks(project.design.layout(layout))
        originals = {key: each for key, each in originals.items() if each.block in blocks}
    return tally(originals, {key: each for key, each in given.items() if key in originals})


def _standing(problems: list[Problem], progress: TranslationProgress | None) -> PieceStanding:
    errors = {problem.rule for problem in problems if problem.is_error}
    rules = {problem.rule for problem in problems}
    if errors - _TOO_LONG - _PARTIAL or _NO_FONT in rules:
        return "wrong"
    if errors & _TOO_LONG:
        return "long"
    if rules & _PARTIAL:
        return "partial"
    if progress is not None and progress.stale:
        return "stale"
    if progress is not None and progress.draft:
        return "unread"
    if rules & _UNCHECKED:
        return "unchecked"
    if rules - {"draft", "stale", _TEST}:  # the first two are of sentences that others print
        return "warned"
    return "test" if _TEST in rules else "ready"


def _causes_first(problems: list[Problem], standing: PieceStanding) -> list[Problem]:
    def rank(problem: Problem) -> int:
        match standing:
            case "wrong":
                cause = (problem.is_error and problem.rule not in _TOO_LONG) or (
                    problem.rule == _NO_FONT
                )
            case "long":
                cause = problem.rule in _TOO_LONG
            case "partial":
                cause = problem.rule in _PARTIAL
            case "unchecked":
                cause = problem.rule in _UNCHECKED
            case _:
                cause = problem.rule == standing
        return 0 if cause else 1 if problem.is_error else 2 if problem.rule in UNRELEASABLE else 3

    return sorted(problems, key=rank)
