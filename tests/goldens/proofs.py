"""Pictures of finished pieces, small enough to keep beside the tests, and how two are compared.

A proof is a page of an office or press file at 40 dpi, painted by PDFium. Two proofs are alike
if they differ little on the whole and nowhere much: a mean of at most 0.6 of 255 levels, and
in no square of 8 pixels more than 28. Where they are not, the expected picture, the one found and
what differs between them are put side by side in a folder whose name the failure gives.
"""

import tempfile
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageStat

from generator.jobs.project import Project
from tests import sample_areas
from tests.checked import CACHE

ROOT = Path(__file__).parents[2]
PICTURES = Path(__file__).parent / "pictures"
HARBOUR = ROOT / "tests/campaigns/harbour"
DPI = 40
MEAN, REGION, SQUARE = 0.6, 28, 8

SHIPPED = ("kayleighs-love-story", "en-GB", "leicester-leicestershire-rutland")
SWIM = ("swim-safely", "en-GB", "wrenport")

# project, words, layout, format, edition with a theme that is not the layout's own
PIECES = [
    (ROOT, SHIPPED, "leaflet-dl-6pp", "a4-roll-fold-dl", "office"),
    (ROOT, SHIPPED, "leaflet-dl-6pp", "a4-roll-fold-dl", "press"),
    (ROOT, SHIPPED, "leaflet-a5-4pp", "a4-half-fold", "office"),
    (ROOT, SHIPPED, "flyer-a5", "a5", "office"),
    (ROOT, SHIPPED, "pocket-card", "card-85x55", "office"),
    (ROOT, SHIPPED, "pocket-card", "card-85x55", "press"),
    (ROOT, SHIPPED, "poster-signs", "a3", "office"),
    (ROOT, SHIPPED, "poster-story", "a3", "office"),
    (ROOT, SHIPPED, "poster-story", "a4", "office"),
    (ROOT, SHIPPED, "leaflet-dl-6pp", "a4-roll-fold-dl", "mono"),
    (ROOT, SHIPPED, "flyer-a5", "a5", "mono"),
    (ROOT, SHIPPED, "poster-signs", "a3", "mono"),
    (ROOT, SHIPPED, "poster-story", "a3", "mono"),
    (ROOT, SHIPPED, "poster-story", "a3", "mono-saver"),
    (ROOT, SHIPPED, "poster-story", "a4", "office--harbour"),
    (ROOT, SHIPPED, "poster-story", "a4", "office--meadow"),
    (HARBOUR, SWIM, "fold-a5", "a4-half-fold", "press"),
    (HARBOUR, SWIM, "notice-a4", "a4", "office"),
]

# Pieces of the second comps in other languages, for areas with so many logos: language, logos,
# layout, format, edition, and the pages whose pictures are kept.
OTHERS = [
    ("en-GB", 6, "leaflet-dl-6pp", "a4-roll-fold-dl", "office", (1,)),
    ("ur", 0, "leaflet-dl-6pp", "a4-roll-fold-dl", "office", (1, 2)),
    ("zh-Hans", 3, "leaflet-a5-4pp", "a4-half-fold", "office", (1,)),
    ("ta", 3, "flyer-a5", "a5", "office", (2,)),
    ("zh-Hans", 0, "flyer-a5", "a5", "office", (1,)),
    ("ur", 0, "poster-story", "a3", "office", (1,)),
    ("zh-Hans", 6, "poster-story", "a4", "office", (1,)),
    ("ta", 8, "poster-signs", "a3", "office", (1,)),
    ("ur", 3, "poster-signs", "a4", "office", (1,)),
    ("zh-Hans", 0, "pocket-card", "card-85x55", "office", (1, 2)),
    ("ta", 0, "pocket-card", "card-85x55", "office", (2,)),
    ("en-GB", 6, "leaflet-dl-6pp", "a4-read", "large-print", (1, 5)),
    ("ur", 0, "leaflet-dl-6pp", "a4-read", "large-print", (1,)),
    ("en-GB", 3, "easy-read-a4", "a4-read", "office", (1, 10)),
]


@lru_cache(maxsize=4)
def opened_project(root: Path) -> Project:
    return Project.open(root, CACHE)


@lru_cache(maxsize=32)
def made(root: Path, words: tuple[str, str, str], layout: str, size: str, edition: str) -> bytes:
    """A piece's file, with every warning of it expected."""
    opened = opened_project(root)
    document, _ = opened.document(*words)
    own, _, theme = edition.partition("--")
    return opened.make(document, layout, size, own, theme).data


def made_for(tag: str, logos: int, layout: str, size: str, edition: str) -> bytes:
    """A piece's file in a language, for an area with so many logos."""
    opened = opened_project(ROOT)
    document = sample_areas.document(tag, 3, logos)
    return opened.make(document, layout, size, edition).data


def shipped(layout: str, size: str, edition: str) -> bytes:
    return made(ROOT, SHIPPED, layout, size, edition)


def render(data: bytes, dpi: float) -> list[Image.Image]:
    """Every page as PDFium paints it."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]


def pieces() -> dict[str, Callable[[], dict[int, Image.Image]]]:
    """What makes the pages of each piece whose pictures are kept, by number, and the beginning of
    their names."""
    found: dict[str, Callable[[], dict[int, Image.Image]]] = {}
    for piece in PIECES:
        _, _, layout, size, edition = piece
        found[f"{layout}-{size}--{edition}"] = partial(_pages, made, piece, ())
    for tag, logos, layout, size, edition, pages in OTHERS:
        words = (tag, logos, layout, size, edition)
        found[f"{layout}--{edition}--{tag}-logos{logos}"] = partial(_pages, made_for, words, pages)
    return found


def _pages(
    make: Callable[..., bytes], piece: tuple[Any, ...], wanted: tuple[int, ...]
) -> dict[int, Image.Image]:
    every = dict(enumerate(render(make(*piece), DPI), start=1))
    return {number: every[number] for number in wanted or every}


@lru_cache(maxsize=2)
def taken(piece: str) -> dict[int, Image.Image]:
    """The pages of a piece as they would be taken now."""
    return pieces()[piece]()


def names() -> list[str]:
    return sorted(path.stem for path in PICTURES.glob("*.png"))


def expected(name: str) -> Image.Image:
    with Image.open(PICTURES / f"{name}.png") as image:
        return image.convert("RGB")


def refresh() -> None:
    """Take every picture anew and drop those of pieces that are no more."""
    PICTURES.mkdir(exist_ok=True)
    for path in PICTURES.glob("*.png"):
        path.unlink()
    for piece, pages in pieces().items():
        for number, image in pages().items():
            colours = image.quantize(256, kmeans=2, dither=Image.Dither.NONE)
            colours.save(PICTURES / f"{piece}-{number}.png", optimize=True)


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Mean difference of two pictures of one size, and that of the square that differs most;
    0 to 255."""
    apart = ImageChops.difference(one, other).convert("L")
    across, down = -(-apart.width // SQUARE), -(-apart.height // SQUARE)
    padded = Image.new("L", (across * SQUARE, down * SQUARE))
    padded.paste(apart)
    squares = padded.resize((across, down), Image.Resampling.BOX)
    return ImageStat.Stat(apart).mean[0], squares.getextrema()[1]


def alike(one: Image.Image, other: Image.Image) -> bool:
    if one.size != other.size:
        return False
    mean, region = difference(one, other)
    return mean <= MEAN and region <= REGION


def complaint(name: str, wanted: Image.Image, found: Image.Image) -> str:
    """Why a picture is not the one expected, and where to look at both."""
    folder = Path(tempfile.mkdtemp(prefix="proofs-"))
    side_by_side(wanted, found).save(folder / f"{name}.png")
    advice = f"expected, found and difference: {folder / name}.png"
    advice += "\nif it is better so: python -m tests.goldens"
    if wanted.size != found.size:
        return f"{name} is {found.size} pixels, expected {wanted.size}\n{advice}"
    mean, region = difference(wanted, found)
    return f"{name} differs by {mean:.2f} of {MEAN}, at worst {region:.0f} of {REGION}\n{advice}"


def side_by_side(wanted: Image.Image, found: Image.Image) -> Image.Image:
    size = (max(wanted.width, found.width), max(wanted.height, found.height))
    panes = []
    for image in (wanted, found):
        pane = Image.new("RGB", size, "white")
        pane.paste(image)
        panes.append(pane)
    panes.append(ImageChops.invert(ImageChops.difference(*panes)))
    sheet = Image.new("RGB", (3 * size[0] + 20, size[1]), "gray")
    for number, pane in enumerate(panes):
        sheet.paste(pane, (number * (size[0] + 10), 0))
    return sheet
