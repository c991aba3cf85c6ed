"""Checks the places of things on finished pages, before any file is written.

What is found names the words that are at fault, and so the line of the file that they are written
in. Preflight, which reads the file's bytes, finds the same and can name no words.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import field

from msgspec import msgpack
from msgspec.structs import replace

from generator.cache import Cache, KeptInputs, frozen_inputs
from generator.design.clearances import Clearances
from generator.page import Artwork, Box, Page
from generator.problems import Place, Problem, error
from generator.qr import QUIET
from .bidi import as_read
from .code_whites import in_whites
from .covered_words import CoveredInputs
from .distances import too_close
from .safety import runs
from .text_inside import TextInsideInputs


def misplaced(artwork: Artwork, rules: Clearances, *, cache: Cache) -> list[Problem]:
    """Report words that something is painted over, whatever stands closer to another thing than
    the least distance, text too near the edge of the shape that it stands on, and whatever stands
    in the white round a code."""
    shown = least = b""
    fonts: tuple[str, ...] = ()
    if cache.keeps(MisplacedInputs):
        shown = _digest(
            (page.width, page.height, page.codes, [group.digest for group in page.groups])
            for page in artwork.pages
        )
        least = _digest(getattr(rules, name) for name in type(rules).row_fields)
        used = {run.font.path: run.font for page in artwork.pages for run in runs(page.marks)}
        fonts = tuple(sorted(font.face.digest for font in used.values()))
    return [*cache.recall(MisplacedInputs(shown, least, fonts, artwork, rules))]


def _digest(values: Iterable[object]) -> bytes:
    return hashlib.sha256(msgpack.encode([*values])).digest()


@frozen_inputs
class MisplacedInputs(KeptInputs[tuple[Problem, ...]]):
    """The digests of all that the pages show, of the least distances, and of the fonts."""

    kept_as = tuple[Problem, ...]
    shown: bytes
    least: bytes
    fonts: tuple[str, ...]
    artwork: Artwork = field(compare=False)
    rules: Clearances = field(compare=False)

    def make(self, cache: Cache) -> tuple[Problem, ...]:
        artwork, rules = self.artwork, self.rules
        found = too_close(artwork, rules, cache=cache)
        for number, page in enumerate(artwork.pages, 1):
            found += _hidden(number, page, cache)
            found += _at_edges(number, page, rules, cache)
            found += _in_whites(number, page, cache)
        return tuple(found)


def _at_edges(number: int, page: Page, rules: Clearances, cache: Cache) -> Iterator[Problem]:
    for group in page.groups:
        asked = TextInsideInputs(group, rules, page.width, page.height)
        for run, box, apart, least in cache.get(asked):
            problem = error(
                "too-close",
                f"{_quoted(as_read(run))} stands {apart:.1f} mm from the edge of the shape that it "
                f"stands on, nearer than {least:.1f} mm",
                run.key,
                "shorten the words, or give the shape more room round its words in the layout",
            )
            yield _placed(problem, number, box, f"{apart:.2f} mm", f"{least:.2f} mm")


def _hidden(number: int, page: Page, cache: Cache) -> Iterator[Problem]:
    """One error for each text: all its lines are under the same thing."""
    told: set[str] = set()
    for run, box, by in cache.get(CoveredInputs(page.groups)):
        if not run.key or run.key not in told:
            told.add(run.key)
            message = f"{_quoted(as_read(run))} cannot be seen: {by} is painted over it"
            hint = (
                "let one of the two stand elsewhere in the layout, or above the other in its stack"
            )
            yield _placed(error("covered-words", message, run.key, hint), number, box, "", "")


def _in_whites(number: int, page: Page, cache: Cache) -> Iterator[Problem]:
    for code, box, said, key, squares in in_whites(page.groups, page.codes, cache):
        thing = _quoted(said) if key else said
        problem = error(
            "too-close",
            f'{thing} stands in the white round the code for "{code.address}", {squares:.1f} '
            f"squares from it, nearer than {QUIET}",
            key or code.key,
            "shorten the words, or give the layout more room between the two",
        )
        yield _placed(problem, number, box, f"{squares:.1f} squares", f"{QUIET} squares")


def _quoted(words: str) -> str:
    words = " ".join(words.split())
    return f'"{words if len(words) <= 40 else words[:39] + "…"}"'


def _placed(problem: Problem, number: int, box: Box, found: str, limit: str) -> Problem:
    left, top, right, bottom = box
    place = Place(number, left, top, right - left, bottom - top)
    return replace(problem, place=place, found=found, limit=limit)
