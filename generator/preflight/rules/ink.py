"""Rules about ink as it would lie on the paper, on the rendered plates."""

from collections.abc import Iterator

from generator.memo import Memo
from generator.preflight.facts import Facts
from generator.preflight.painting.spaces import PROCESS_INKS
from generator.preflight.raster import ink_coverage
from generator.preflight.raster.cached_view import remembered, view_key
from generator.preflight.raster.plates import GRAY_AS_BLACK, Converter, Unmeasurable
from generator.preflight.rules.registry import Fault, rule
from generator.problems import Place

_heaviest: Memo[object, ink_coverage.HeaviestSpot | None] = Memo(512)
_uses: Memo[object, ink_coverage.UsedPlates] = Memo(512)
# Of 255: no more than the smoothing of an edge leaves.
TRACE = 2


def _unmeasured(number: int, reason: Unmeasurable) -> Fault:
    return Fault(
        f"page {number}: its ink could not be measured: {reason}",
        hint="save it in CMYK, gray and spot inks, flattened, or let the print shop measure it",
    )


def _named(inks: ink_coverage.Laid) -> str:
    return ", ".join(f"{name} {100 * amount:.0f} %" for name, amount in inks)


@rule(
    "ink-limit",
    "nowhere does more ink lie than the paper takes, on a square of 1 mm",
    "the press condition; measured on plates rendered at 72 dpi, overprint and transparency "
    "included",
)
def ink_limit(facts: Facts, *, percent: float) -> Iterator[Fault]:
    promised = facts.expected.ink_limit if facts.expected else None
    limit = percent if promised is None else promised
    for index in range(len(facts.pages)):
        if ink_coverage.proven(facts, index, limit):
            continue
        try:
            spot = _spot(facts, index, limit)
        except Unmeasurable as reason:
            yield _unmeasured(index + 1, reason)
            continue
        if spot is not None:
            yield Fault(
                f"page {index + 1}: {spot.total:.0f} % of ink in one place",
                hint="let black take the place of cyan, magenta and yellow where all lie together",
                details=(_named(spot.inks), f"{spot.over:.0f} mm² of the page are over the limit"),
                place=Place(index + 1, spot.x, spot.y, spot.side, spot.side),
                limit=f"{limit:g} %",
                found=f"{spot.total:.0f} %",
            )


def _spot(facts: Facts, index: int, limit: float) -> ink_coverage.HeaviestSpot | None:
    names = ink_coverage.laid(facts.painted[index].paints)
    if not names:
        return None

    def make() -> ink_coverage.HeaviestSpot | None:
        drawn = ink_coverage.draw(facts, index, names, ink_coverage.converter(facts))
        return ink_coverage.heaviest(drawn, limit + ink_coverage.TOLERANCE)

    view = view_key(facts, index, facts.pages[index].media)
    intents = facts.file.digest(facts.catalog.get("OutputIntents"))
    return remembered(_heaviest, view, (limit, intents), make)


def _used(
    facts: Facts, index: int, names: tuple[str, ...], rgb: Converter | None
) -> ink_coverage.UsedPlates:
    """Which of some plates of a page have anything on them, and where."""

    def make() -> ink_coverage.UsedPlates:
        return ink_coverage.used(ink_coverage.draw(facts, index, names, rgb), TRACE)

    view = view_key(facts, index, facts.pages[index].media)
    return remembered(_uses, view, (names, rgb is None), make)


@rule(
    "plate-empty",
    "every spot ink named has something on its plate",
    "practice: a plate is made, and paid for, for each ink a file names",
)
def plate_empty(facts: Facts) -> Iterator[Fault]:
    spots: set[str] = set()
    found: set[str] = set()
    for index, painted in enumerate(facts.painted):
        named = {name for paint in painted.paints for name, _ in paint.inks}
        spots |= (here := named - {*PROCESS_INKS, "All", "None"})
        if not here:
            continue
        try:
            found |= dict(_used(facts, index, tuple(sorted(here)), None).inks).keys()
        except Unmeasurable as reason:
            yield _unmeasured(index + 1, reason)
            return
    for spot in sorted(spots - found):
        yield Fault(
            f'nothing is printed on the plate "{spot}"',
            hint="delete the ink from the file, or take off what covers or knocks it out",
        )


@rule(
    "true-mono",
    "black is the only ink: cyan, magenta and yellow plates are empty",
    "practice: a page with any colour in it is charged as a colour page",
)
def true_mono(facts: Facts) -> Iterator[Fault]:
    for index, painted in enumerate(facts.painted):
        inks = {name for paint in painted.paints for name, amount in paint.inks if amount > 0}
        bare = any(not one.inks for one in painted.paints if one.kind not in ("group", "soft-mask"))
        if inks <= {"Black", "None"} and not bare:
            continue
        names = tuple(sorted((inks | set(PROCESS_INKS)) - {"All", "None", "Black"}))
        try:
            used = _used(facts, index, names, GRAY_AS_BLACK)
        except Unmeasurable as reason:
            yield _unmeasured(index + 1, reason)
            continue
        if used.inks:
            yield Fault(
                f"page {index + 1}: colour on a page that is to be black alone",
                hint="set it in black or gray",
                place=Place(index + 1, *used.place),
                limit="black alone",
                found=_named(used.inks),
            )
