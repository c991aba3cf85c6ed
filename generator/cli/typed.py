"""Reads sizes, pages and scales as users type them after an option."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from generator.problems import Refused, WrongChoice, did_you_mean, error
from generator.reports.page_pictures import LARGEST, PixelSize

Found = TypeVar("Found")

_RANGE: Final = re.compile(r"(\d+)(?:-(\d+))?")
_PIXELS: Final = re.compile(r"(\d{1,6})\s*[x×X*]\s*(\d{1,6})")
_FOLD: Final = re.compile(r"([xy]?)(\d+(?:\.\d+)?)")
MOST_PAGES: Final = 5000


def wrong_choice(message: str, hint: str = "") -> WrongChoice:
    return WrongChoice([error("wrong-choice", message, None, hint)])


def which_campaign(campaigns: Sequence[str]) -> WrongChoice:
    """That one of several campaigns has to be named."""
    message = f"there are {len(campaigns)} campaigns"
    hint = f"name one with --campaign: {', '.join(campaigns)}"
    return WrongChoice([error("which-campaign", message, None, hint)])


def typed(read: Callable[[], Found]) -> Found:
    """The result of `read`. A value that it refuses is a wrong choice. Raises `WrongChoice`."""
    try:
        return read()
    except Refused as refused:
        raise WrongChoice(refused.problems) from None


def listed(values: Iterable[str] | None) -> tuple[str, ...]:
    """The values of an option, given once or several times, as single values: `pl,ur` is two."""
    parts = [part.strip() for value in values or () for part in value.split(",")]
    return tuple(filter(None, parts)) or tuple(parts[:1])


def pages(text: str) -> tuple[int, ...]:
    """`1-4,7` as page numbers, in this order. Raises `WrongChoice`."""
    found: list[int] = []
    for part in filter(None, re.split(r"[,\s]+", text)):
        match = _RANGE.fullmatch(part)
        if match is None:
            raise wrong_choice(f'"{part}" names no pages', "name them as in 1-4,7")
        first, last = int(match[1]), int(match[2] or match[1])
        step = 1 if last >= first else -1
        if not min(first, last) or abs(last - first) + len(found) >= MOST_PAGES:
            raise wrong_choice(f'"{part}" names pages no file has', "pages count from 1")
        found += range(first, last + step, step)
    return tuple(found)


def pixels(text: str) -> PixelSize:
    """`1200x630` as a width and a height in pixels. Raises `WrongChoice`."""
    match = _PIXELS.fullmatch(text.strip())
    width, height = (int(match[1]), int(match[2])) if match else (0, 0)
    if not match:
        raise wrong_choice(f'"{text}" is no size in pixels', "write width and height: 1200x630")
    if not (0 < width <= LARGEST and 0 < height <= LARGEST):
        raise wrong_choice(f"no picture is {width} by {height} pixels", f"use 1 to {LARGEST}")
    return PixelSize(width, height)


def lengths(text: str, option: str) -> tuple[float, float]:
    """`3` or `3,5` as two lengths in mm. Raises `WrongChoice`."""
    parts = text.lower().replace("mm", "").split(",")
    try:
        found = [float(part) for part in parts]
    except ValueError:
        found = []
    if not 1 <= len(found) <= 2 or not all(0 <= each <= 1000 for each in found):
        raise wrong_choice(
            f'{option} is no length: "{text}"', "give mm, as in 6, or 6,10 across and down"
        )
    return found[0], found[-1]


def folds(texts: list[str]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """`85` and `x85` as places of folds from the left, `y55` from the top. Raises
    `WrongChoice`."""
    across: list[float] = []
    down: list[float] = []
    for text in listed(texts):
        match = _FOLD.fullmatch(text.strip().lower())
        if match is None:
            hint = "give mm from the piece's left edge, as 85, or from its top, as y55"
            raise wrong_choice(f'"{text}" is no place for a fold', hint)
        (down if match[1] == "y" else across).append(float(match[2]))
    return tuple(across), tuple(down)


def scale(text: str, *, fit: bool = False) -> float:
    """`70%` as a factor, and `fit` as 0 if there is something to fit into. Raises `WrongChoice`."""
    typed_so = text.strip().lower()
    if fit and typed_so == "fit":
        return 0.0
    try:
        found = float(typed_so.removesuffix("%")) / 100
    except ValueError:
        found = 0.0
    if not 0.01 <= found <= 100:
        hint = "give per cent, as 70%, or fit" if fit else "give per cent, as 200%"
        raise wrong_choice(f'"{text}" is no scale', hint)
    return found


def target(file: Path, out: Path | None, suffix: str) -> Path:
    """The path of the sheets of a file: the one named, or one beside the file. Raises `WrongChoice`
    if it is the file itself."""
    found = out or Path(f"{file.stem}--{suffix}.pdf")
    if found.is_dir():
        found = found / f"{file.stem}--{suffix}.pdf"
    if found.exists() and file.exists() and found.samefile(file):
        raise wrong_choice(
            f'the sheets would take the place of "{file}"', "name another file with --out"
        )
    return found


def marks(text: str) -> tuple[Any, ...]:
    """`cut,slug` as kinds of marks, and `none` as no marks. Raises `WrongChoice`."""
    from generator.press.sheetmarks import KINDS

    wanted = [part for part in re.split(r"[,\s]+", text.strip().lower()) if part != "none"]
    unknown = [part for part in wanted if part not in KINDS]
    if unknown:
        raise wrong_choice(f'no mark is called "{unknown[0]}"', did_you_mean(unknown[0], KINDS))
    return tuple(kind for kind in KINDS if kind in wanted)
