"""Rules about colour and ink, on what the pages paint."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from generator.preflight.facts import Facts
from generator.preflight.painting.spaces import Inks, Paint
from generator.preflight.rules.registry import Fault, rule

# A colour whose red, green and blue would all be at most this is meant as black.
BLACKISH = 0.15


@lru_cache(maxsize=1024)
def _such(wrong: Callable[[Paint], bool], paints: frozenset[Paint]) -> tuple[Paint, ...]:
    """Those of a page's paints that are wrong: pages of a batch have the same ones."""
    return tuple(sorted(filter(wrong, paints)))


def _percent(inks: Inks) -> str:
    return ", ".join(f"{ink} {amount * 100:g}" for ink, amount in inks if amount)


@rule("content", "the drawing on every page can be understood", "ISO 32000-1, 7.8 and annex A")
def content(facts: Facts) -> Iterator[Fault]:
    for number, page in enumerate(facts.painted, 1):
        for fault in page.faults:
            yield Fault(f"page {number}: {fault}")


@rule(
    "colour-spaces",
    "only the colour spaces a press takes are used: fills, images, shadings, groups, masks",
    "docs/print.md, colour and ink; ISO 15930-7",
)
def colour_spaces(
    facts: Facts, *, allowed: Iterable[str], looks: Iterable[str] = ()
) -> Iterator[Fault]:
    """`looks` are further spaces in which a named ink may say what it looks like."""
    known = frozenset({*allowed, "Pattern", "Indexed"})
    named = frozenset({(ink, look) for ink in ("Separation", "DeviceN") for look in looks})
    for number, page in enumerate(facts.painted, 1):
        for family, paint in _strange(page.paints, known, named):
            for place, times in facts.where(number - 1, paint):
                yield Fault(
                    f"page {number}: {family} in a {paint.kind.replace('-', ' ')}",
                    hint="give the colour in ink: " + ", ".join(sorted(allowed)),
                    place=place,
                    times=times,
                )


@lru_cache(maxsize=256)
def _strange(
    paints: frozenset[Paint], known: frozenset[str], named: frozenset[tuple[str, str]]
) -> tuple[tuple[str, Paint], ...]:
    """Paints in other spaces than those known, each with the space."""
    found = {
        (family, paint) for paint in paints for family in paint.families
        if family not in known and paint.families[-2:] not in named
    }  # fmt: skip
    return tuple(sorted(found))


def looks_black(paint: Paint) -> bool:
    """Dark enough to be meant as black, by the plain arithmetic of ink on paper."""
    inks = dict(paint.inks)
    family = paint.families[0]
    if family in ("DeviceCMYK", "ICCBased CMYK"):
        black = 1 - inks["Black"]
        light = [(1 - inks[ink]) * black for ink in ("Cyan", "Magenta", "Yellow")]
    elif family in ("DeviceRGB", "CalRGB", "ICCBased RGB"):
        light = list(paint.values)
    else:
        return False
    return max(light) <= BLACKISH


@rule(
    "black-text",
    "black text is black ink alone",
    "docs/print.md, colour and ink: four inks under small type print blurred",
)
def black_text(facts: Facts) -> Iterator[Fault]:
    for number, page in enumerate(facts.painted, 1):
        for paint in _such(_rich_black, page.paints):
            for place, times in facts.where(number - 1, paint):
                yield Fault(
                    f"page {number}: black text in several inks ({_percent(paint.inks)})",
                    hint="set it in Black 100",
                    place=place,
                    limit="Black 100",
                    found=_percent(paint.inks),
                    times=times,
                )


def _rich_black(paint: Paint) -> bool:
    if paint.kind != "text":
        return False
    coloured = any(amount > 0 for ink, amount in paint.inks if ink != "Black")
    return coloured and looks_black(paint)


@rule(
    "true-black",
    "text that looks black is black: no colour toner for it",
    "docs/print.md, office printers: a mono page must not count as a colour page",
)
def true_black(facts: Facts) -> Iterator[Fault]:
    for number, page in enumerate(facts.painted, 1):
        for paint in _such(_almost_black, page.paints):
            shown = ", ".join(f"{value:.3g}" for value in paint.values)
            for place, times in facts.where(number - 1, paint):
                yield Fault(
                    f"page {number}: text in almost black (red, green, blue {shown})",
                    hint="set it in pure black",
                    place=place,
                    times=times,
                )


def _almost_black(paint: Paint) -> bool:
    rgb = paint.families[0] in ("DeviceRGB", "CalRGB", "ICCBased RGB")
    return paint.kind == "text" and rgb and looks_black(paint) and any(paint.values)


def _white(paint: Paint) -> bool:
    bare = bool(paint.inks) and not any(amount for _, amount in paint.inks)
    return paint.overprint and bare


@rule("white-overprint", "white never overprints", "docs/print.md, colour and ink: it would vanish")
def white_overprint(facts: Facts) -> Iterator[Fault]:
    for number, page in enumerate(facts.painted, 1):
        for paint in _such(_white, page.paints):
            for place, times in facts.where(number - 1, paint):
                yield Fault(
                    f"page {number}: white {paint.kind} set to overprint, so it vanishes",
                    "let it knock out (op false)",
                    place=place,
                    times=times,
                )
