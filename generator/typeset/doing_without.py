"""What a piece does without where all that it prints finds no room: rows of `fit: shrink` that
leave out the area's own words, or name its partners in place of their logos."""

from collections.abc import Collection, Iterator

from generator.content.document import Document
from generator.design.drawing import Drawing
from generator.design.items import IMPRINT, OWN, ImprintItem, LogosItem
from generator.problems import Problem, counted, warning
from .copyfit import PieceFit
from .fit_path import LOSING, ROOM, WITHOUT, Steps, initial, is_taken, taken


def fitted(fit: PieceFit) -> Steps:
    """The steps with which everything fits, or the last that were tried. The first row helps that
    does; where none does, the piece is refused with all that it prints. Partners are named even
    then if a frame has room without their logos: these are not to blame for another."""
    found, crowded, frames = fit.steps(), fit.crowded, fit.frames
    for at, row in enumerate(fit.shrink):
        kind = next((kind for kind in WITHOUT if getattr(row, kind)), "")
        if not kind or not _may_do_without(fit, kind, found):
            continue
        fit.stays, fit.crowded = frozenset(), set()
        again = fit.steps(taken(initial(fit.layout), at, 1))
        if _is_better(fit, again, found) and (kind == "own" or _names(fit, again)):
            if not _refused(fit, again):
                return again
            if kind == "names":
                found, crowded, frames = again, fit.crowded, fit.frames
        fit.crowded, fit.frames = crowded, frames
    return found


def _may_do_without(fit: PieceFit, kind: str, steps: Steps) -> bool:
    """Whether a piece has what a kind of row leaves out, and is refused where that stands, or loses
    other words."""
    document = fit.frames.document
    if not (fit.frames.logos if kind == "names" else OWN in document.blocks):
        return False
    frames = zip(fit.places, fit.frames.measured(steps), strict=True)
    full = any(frame.overset or frame.wide for place, frame in frames if kind in place.changes)
    return full or (kind == "own" and _lost(fit, steps) > 0)


def _is_better(fit: PieceFit, steps: Steps, than: Steps) -> bool:
    """Whether fewer frames are refused after some steps than after others, or none is and fewer
    words are lost."""
    refused, before = _refused(fit, steps), _refused(fit, than)
    return refused < before if refused or before else _lost(fit, steps) < _lost(fit, than)


def _refused(fit: PieceFit, steps: Steps) -> set[int]:
    """The frames that are too full, or have a word that is too wide."""
    frames = enumerate(fit.frames.measured(steps))
    return {number for number, frame in frames if frame.overset or frame.wide}


def _lost(fit: PieceFit, steps: Steps) -> int:
    """In how many ways the words of a piece are shortened."""
    return sum(is_taken(fit.layout, steps, field) for kind, field in ROOM if kind in LOSING)


def _names(fit: PieceFit, steps: Steps) -> bool:
    """Whether an imprint stands on the piece, and has the partners' names."""
    block = fit.frames.document.blocks.get(IMPRINT)
    if block is None or not block.names:
        return False
    most = len(block.names)
    in_place = is_taken(fit.layout, steps, "names")
    used = (item for frame in fit.frames.measured(steps) for item in frame.used)
    imprints = (item for item in used if isinstance(item, ImprintItem))
    return any(in_place or 0 < item.names <= most for item in imprints)


def strip_lost(fit: PieceFit, steps: Steps) -> Iterator[Problem]:
    """Warn where an arrangement for long words has no strip of logos, and the one before it has.
    Where fewer logos would bring the strip back, it says so."""
    logos, start = fit.frames.document.logos, initial(fit.layout)
    if not fit.frames.logos or steps == start or is_taken(fit.layout, steps, "names"):
        return
    if _strip(fit, steps) or not (there := _strip(fit, start)):
        return
    before = steps
    for at, row in enumerate(fit.shrink):
        before = taken(before, at, 0) if row.tight or row.tightest else before
    crowded = all(not fit.bare.frame(number, before).overset for number in there)
    hint = "shorten the words of this piece"
    are = "is" if len(logos) == 1 else "are"
    named = "the imprint names the partners" if _names(fit, steps) else "no partner is named"
    yield warning(
        "left-out",
        f"{counted(len(logos), 'logo')} {are} left out of {fit.geometry.drawing.name} to make the "
        f"rest fit: {named}",
        logos[-1].key,
        f"list fewer logos, or {hint}, to have them back"
        if crowded
        else f"{hint} to have them back",
    )


def _strip(fit: PieceFit, steps: Steps) -> list[int]:
    """The frames that show the area's logos after some steps."""
    frames = enumerate(fit.frames.measured(steps))
    return [n for n, one in frames if any(isinstance(item, LogosItem) for item in one.used)]


def warnings(kinds: Collection[str], document: Document, drawing: Drawing) -> Iterator[Problem]:
    """Warn of what a piece does without."""
    where = f"{drawing.name} to make the rest fit"
    if "names" in kinds:
        logos = counted(len(document.logos), "logo")
        are = "is" if len(document.logos) == 1 else "are"
        yield warning(
            "left-out",
            f"{logos} {are} left out of {where}: the imprint names the partners",
            document.logos[-1].key,
            "list fewer logos, or shorten the words of this piece, to have them back",
        )
    if "own" in kinds:
        yield warning(
            "left-out",
            f"the area's own words are left out of {where}",
            document.blocks[OWN].key,
            "shorten them in the area's file to have them back",
        )
