"""A code is read through a blur where a sharp picture of it leaves a doubt, and only there."""

from collections.abc import Sequence
from typing import Final

import pytest

from generator.cache import NO_CACHE
from generator.pdfobjects.file import open_file
from generator.preflight.facts import Facts
from generator.preflight.raster import code_reading
from generator.preflight.raster.code_reading import Seen, read_card
from generator.preflight.raster.render import Renderer
from tests.checked import check
from tests.preflight.samples import (
    CARD_X,
    CARD_Y,
    TARGET,
    Sample,
    card,
    card_size,
    code,
    expected,
    modules,
    press,
    rectangle,
    write,
)

FINDER: Final = 7


def dotted(share: float, module: float, ink: bytes = b"0 0 0 1 k") -> bytes:
    """A code whose dark modules, but those of the finders, are dots `share` of a module wide."""
    rows = modules(TARGET)
    edge = len(rows) - FINDER
    squares = []
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            whole = (y < FINDER and (x < FINDER or x >= edge)) or (y >= edge and x < FINDER)
            side, start = (module, 0.0) if whole else (share * module, (1 - share) * module / 2)
            left, top = 4 * module + x * module + start, 4 * module + y * module + start
            if dark:
                squares.append(rectangle(CARD_X + left, CARD_Y + top, side, side))
    return b"q " + ink + b"\n" + b"".join(squares) + b"f Q\n"


def with_code(drawn: bytes, size: float, marks: bytes = b"") -> Sample:
    changes = {"code": drawn, "card": card(size=size), "marks": b"q " + marks + b" Q", "text": b""}
    return press() | {name: (b"", content) for name, content in changes.items()}


def seen(sample: Sample, size: float, wanted: str) -> Seen:
    data = write(sample)
    page = Facts(open_file(data, cache=NO_CACHE)).pages.boxes[0]
    with Renderer(data) as renderer:
        return read_card(renderer, 0, page, CARD_X, CARD_Y, size, wanted=wanted)


def through_blur(found: Seen, text: str) -> tuple[bool, bool]:
    return text in {one.text for one in found.readings}, text in found.blurred


BLURRED: Final = {"code-blurred"}


@pytest.mark.parametrize(("share", "module", "ink", "rules"), [
    (0.2, 0.5, b"0 0 0 1 k", BLURRED),
    (0.45, 0.5, b"0 0 0 1 k", BLURRED),
    (0.3, 0.6, b"0 0 0 1 k", BLURRED),
    (0.3, 0.5, b"0 0 0 0.1 k", BLURRED | {"code-contrast"}),
    (0.8, 0.6, b"0 0 0 1 k", set()),
])  # fmt: skip
def test_dots_that_a_blur_dissolves_are_no_clean_code(
    share: float, module: float, ink: bytes, rules: set[str]
) -> None:
    """They are read in the sharp picture, by their middles."""
    size = card_size(module=module)
    data = write(with_code(dotted(share, module, ink), size))
    found = check(data, "press-coated", expected(size=size)).problems
    assert {problem.rule for problem in found} == rules


def test_only_a_doubtful_code_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[str, ...]] = []
    real = code_reading._blurred

    def noted(*arguments: object) -> tuple[str, ...]:
        drawn.append(real(*arguments))  # type: ignore[arg-type]
        return drawn[-1]

    monkeypatch.setattr(code_reading, "_blurred", noted)
    blot = b"0 0 0 0 k " + rectangle(CARD_X + 9, CARD_Y + 9, 1, 1) + b"f"
    pages: Sequence[tuple[Sample, int]] = (
        (with_code(code(), card_size()), 0),
        (with_code(code(), card_size(), blot), 1),
        (with_code(dotted(0.8, 0.6), card_size()), 1),
    )
    for sample, times in pages:
        drawn.clear()
        assert through_blur(seen(sample, card_size(), TARGET), TARGET) == (True, True)
        assert len(drawn) == times
