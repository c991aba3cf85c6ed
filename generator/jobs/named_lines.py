"""Names the drawings that preflight finds thin lines in.

A finished file knows no names. Where a thin line lies in a partner's logo, or in another drawing on
the page, the error says which, so that whoever reads it knows whom to ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Final

from msgspec.structs import replace

from generator.page import Artwork, Image
from generator.problems import Place, Problem, Severity

RULE: Final = "thin-lines"
_AROUND: Final = 0.1  # mm: half the line itself, and rounding


def name_thin_lines(found: Iterable[Problem], artwork: Artwork) -> tuple[Problem, ...]:
    """The problems, where each error about thin lines in a drawing names its file, in place of the
    warning about that drawing. `artwork` is what was written."""
    found = tuple(found)
    warned = [one for one in found if one.rule == RULE and not one.is_error]
    named: dict[Problem, list[Problem]] = {}
    for error in found:
        if error.rule == RULE and error.is_error and error.place is not None:
            named[error] = [*_named(error, error.place.page, artwork, warned)]
    said = {(one.key, one.message) for errors in named.values() for one in errors}
    kept = [one for one in found if one.is_error or (one.key, one.message) not in said]
    return tuple(one for each in kept for one in named.get(each) or [each])


def _named(
    error: Problem, number: int, artwork: Artwork, warned: Iterable[Problem]
) -> Iterator[Problem]:
    """An error for each drawing of a page that has thin lines; none if they lie in none."""
    from generator.typeset.fine_lines import drawings, mended

    places = [place for place in (error.place, *error.others) if place]
    images = list(drawings(artwork.pages[number - 1].marks))
    if not any(_holds(image, place) for image in images for place in places):
        return
    for image in images:
        known = [one for one in warned if one.key == image.key and _is_in(one, number, image)]
        if known:
            yield replace(known[0], severity=Severity.ERROR)
        elif inside := [place for place in places if _holds(image, place)]:
            name = PurePath(image.path.replace("\\", "/")).name
            thick = float(error.found.removesuffix(" pt") or 0)
            yield replace(
                error,
                message=f'"{name}" has {error.message.partition(": ")[2]}',
                key=image.key,
                hint=mended(thick),
                place=inside[0],
                others=tuple(inside[1:]),
            )
    if not all(any(_holds(image, place) for image in images) for place in places):
        yield error


def _is_in(problem: Problem, number: int, image: Image) -> bool:
    place = problem.place
    return place is not None and place.page == number and _holds(image, place)


def _holds(image: Image, place: Place) -> bool:
    across = image.x - _AROUND <= place.x <= image.x + image.width + _AROUND
    return across and image.y - _AROUND <= place.y <= image.y + image.height + _AROUND
