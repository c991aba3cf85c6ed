"""Rules about spot inks by their names."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from generator.pdfobjects.colour_spaces import PROCESS_INKS
from generator.preflight.painting.painted_pages import PaintedPages
from generator.preflight.rules.registry import Fault, rule

# What programs add to the name of the same ink: the paper it is shown on, and their own marks.
_SUFFIX: Final = re.compile(
    r"(?: (?:c|u|m|cv|cvc|cvu|cvp|ec|eu|cp|up|pc|hc|xgc|coated|uncoated))+$"
)
_PROCESS: Final = {
    "c": "Cyan", "m": "Magenta", "y": "Yellow", "k": "Black", "schwarz": "Black", "noir": "Black",
    **{ink.lower(): ink for ink in PROCESS_INKS},
}  # fmt: skip


def plain(name: str) -> str:
    """A name of an ink without capitals, marks, `Pantone`, and the kind of paper at its end."""
    words = " ".join(re.sub(r"[^a-z0-9]+", " ", name.lower()).split())
    return _SUFFIX.sub("", words.removeprefix("pantone ").removeprefix("pms "))


@rule(
    "each ink has one name, and only process inks have theirs",
    "practice: every name is a plate, so two for one ink are two plates, and a spot called "
    "black a fifth",
)
def spots(painted: PaintedPages) -> Iterator[Fault]:
    alike: dict[str, list[str]] = defaultdict(list)
    for ink in painted.plates:
        if ink in PROCESS_INKS:
            continue
        name = plain(ink)
        process = _PROCESS.get(name.removeprefix("process ").removesuffix(" 100"))
        if process is not None:
            yield Fault(f'the spot ink "{ink}" is named like {process}', f"use {process} itself")
        elif name in ("all", "registration", "registration color", "none"):
            yield Fault(f'the spot ink "{ink}" is named like a mark on every plate', "use All")
        else:
            alike[name].append(ink)
    for names in alike.values():
        if len(names) > 1:
            listed = ", ".join(f'"{name}"' for name in names)
            yield Fault(
                f"{len(names)} names for what looks like one spot ink: {listed}",
                "use one swatch for it in the whole piece",
                limit="1 plate",
                found=f"{len(names)} plates",
            )
