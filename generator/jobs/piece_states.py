"""How far a piece is in a language for an area: whether it may be handed out, and if not, why. It
is found by what `cease validate` and `cease translate status` find it by."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

from msgspec import Struct

from generator.content.answers import answers
from generator.content.translation import TranslationProgress, tally
from generator.problems import Problem, Refused
from .checked_words import WordsToSet
from .libraries import Libraries
from .matching import layout_blocks, matches
from .release import UNRELEASABLE
from .validate import problems_of

# From the worst to the best. `wrong`: a file or a value has an error. `long`: words, contacts or
# logos do not fit. `partial`: sentences are not translated. `stale`: sentences are older than their
# originals. `unread`: nobody qualified has read the translation. `unchecked`: nobody has rung the
# area's numbers, or not for a year. `warned`: anything else that `cease validate` warns of. `test`:
# nothing, but the area is for trying things out.
Standing: TypeAlias = Literal[
    "wrong", "long", "partial", "stale", "unread", "unchecked", "warned", "test", "ready"
]
STANDINGS: Final[tuple[Standing, ...]] = get_args(Standing)
_TOO_LONG: Final = frozenset({"overset", "logos-room"})
_PARTIAL: Final = frozenset({"untranslated", "fallback"})
_UNCHECKED: Final = frozenset({"unverified", "verified-long-ago"})
_TEST: Final = "test-area"
_NO_FONT: Final = "no-font"  # a warning there, for the language may have other pieces


class PieceState(Struct, frozen=True):
    """How far a piece is: `progress` is that of the sentences which it prints, None in the language
    that the campaign is written in. The problems are those that made it what it is, and after them
    all others."""

    standing: Standing
    progress: TranslationProgress | None
    problems: tuple[Problem, ...] = ()


def pieces_of(project: Libraries, campaign: str) -> list[str]:
    """The layouts with pages that print a campaign's words."""
    source = project.source(campaign)
    rows = project.readable_layouts().items()
    return [
        name for name, row in rows if row.flow is None and (source is None or matches(row, source))
    ]


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
    return PieceState(standing, progress, tuple(_causes_first(problems, standing)))


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


def _standing(problems: list[Problem], progress: TranslationProgress | None) -> Standing:
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


def _causes_first(problems: list[Problem], standing: Standing) -> list[Problem]:
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
