"""The job sheet as a page: A4, the sides of the flat sheet small, and what to do with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

from generator.build.jobsheet_thumbnail import At, thumbnail
from generator.colour import Colour
from generator.fonts import FontFile
from generator.page import Artwork, GlyphRun, Mark, Page, Path, Shape
from generator.press.lettering import spelt
from generator.typeset.shape import shape

WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, BOTTOM = 15.0, 195.0, 15.0, 282.0
COLUMN: Final = 86.0  # of two, with a gutter of 8
SECOND: Final = RIGHT - COLUMN
KEY: Final = 25.0  # width of what a row is called
ROOM: Final = (RIGHT - LEFT, 98.0)  # for all sides, small
GAP: Final = 8.0  # between them
UNDER: Final = 9.0  # below each, for its panels' names

TITLE, LARGE, BODY, SMALL = 26.0, 12.0, 8.5, 7.0  # pt
LEADING: Final = 1.32
BLACK: Final = Colour("black", (0, 0, 0, 100), "#000000")
WHITE: Final = Colour("white", (0, 0, 0, 0), "#FFFFFF")
HAIR, RULE = 0.09, 0.5  # mm
DRAFT: Final = "DRAFT: TRANSLATION NOT REVIEWED. NOT FOR PRINT"
_PARTS: Final = re.compile(r" ?[^-/.]+[-/.]*|[-/.]+")
_TURNS: Final = {
    "short": "both sides, head to head: turn on the short edge",
    "long": "both sides, head to head: turn on the long edge",
    "": "one side",
}


def artwork(facts: Mapping[str, Any], flat: Artwork, inks: Sequence[Colour]) -> Artwork:
    """The page of a job sheet: what `facts` (see `jobsheet`) say, with the sides of the sheet as
    they are in `flat` and the solids of its inks."""
    drawn = _Drawn()
    y = _head(drawn, facts)
    y = _sides(drawn, flat, y + 7)
    y = _columns(drawn, facts, inks, y + 8)
    foot = _foot(drawn, facts)
    _preflight(drawn, facts["preflight"], y + 7, foot - 4)
    page = Page("job sheet", WIDTH, HEIGHT, tuple(drawn.marks))
    title = f"Job sheet: {facts['file']['name']}"
    return Artwork(title, "en-GB", "ltr", (page,), date=facts["campaign"]["date"])


@lru_cache(maxsize=1)
def _fonts() -> Mapping[int, FontFile]:
    """The program's own."""
    from generator.design.library import Library
    from generator.source.shelf import Shelf
    from generator.source.shipped import shipped_root

    return Library(Shelf.at(shipped_root())).weights("Public Sans")


@lru_cache(maxsize=4096)
def _run(text: str, size: float, weight: int, colour: Colour) -> GlyphRun:
    font = _fonts()[weight]
    clusters = shape(spelt(text), font, "en", "Latn").clusters
    return GlyphRun(font, size, 0, 0, colour, clusters)


def _lines(text: str, size: float, weight: int, width: float) -> list[str]:
    """The words of a text on lines no wider than `width` mm. One that is wider breaks after a
    slash, a hyphen or a full stop in it, and anywhere if that is not enough."""

    def fits(words: str) -> bool:
        return _run(words, size, weight, BLACK).width <= width

    lines = [""]
    waiting = [
        part
        for word in text.split()
        for part in ([f" {word}"] if fits(word) else _PARTS.findall(f" {word}"))
    ][::-1]
    while waiting:
        part = waiting.pop()
        if fits(lines[-1] + part):
            lines[-1] += part
        elif lines[-1]:
            lines.append("")
            waiting.append(part.lstrip())
        else:
            most = next((end for end in range(len(part), 1, -1) if fits(part[:end])), 1)
            lines[-1] = part[:most]
            waiting += [part[most:]] if part[most:] else []
    return [line.strip() for line in lines if line.strip()]


@dataclass
class _Drawn:
    """Marks as they are put on the page. Baselines and edges are mm from its top left."""

    marks: list[Mark] = field(default_factory=list)

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: float = BODY,
        weight: int = 400,
        colour: Colour = BLACK,
        align: float = 0.0,
    ) -> float:
        """One line with its baseline at y, and where it ends. `align` is how much of it stands
        before x: 0, half or all."""
        run = _run(text, size, weight, colour)
        x -= run.width * align
        self.marks.append(replace(run, x=x, y=y))
        return x + run.width

    def paragraph(
        self, text: str, x: float, y: float, width: float, size: float = BODY, weight: int = 400
    ) -> float:
        """Lines from the baseline y down, and the next one's baseline."""
        for line in _lines(text, size, weight, width):
            self.text(line, x, y, size, weight)
            y += leading(size)
        return y

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Colour | None,
        weight: float = 0,
    ) -> None:
        right, bottom = x + width, y + height
        path: Path = (("M", x, y), ("L", right, y), ("L", right, bottom), ("L", x, bottom), ("Z",))
        self.marks.append(Shape(path, fill, BLACK if weight else None, weight, kind="mark"))

    def rule(self, y: float, weight: float = HAIR, x: float = LEFT, right: float = RIGHT) -> None:
        self.box(x, y, right - x, weight, BLACK)

    def upright(
        self, x: float, y: float, bottom: float, weight: float, colour: Colour, *dash: float
    ) -> None:
        path: Path = (("M", x, y), ("L", x, bottom))
        self.marks.append(Shape(path, None, colour, weight, dash, kind="mark"))


def leading(size: float) -> float:
    """mm from line to line at `size` pt."""
    return size * LEADING * 25.4 / 72


def _head(drawn: _Drawn, facts: Mapping[str, Any]) -> float:
    """What the file is, and whose."""
    file, campaign, language = facts["file"], facts["campaign"], facts["language"]
    drawn.text("Job sheet", LEFT - 0.4, TOP + 7.5, TITLE, 800)
    drawn.text(file["name"], LEFT, TOP + 15, LARGE, 800)
    if facts["draft"]:
        run = _run(DRAFT, BODY, 800, WHITE)
        drawn.box(RIGHT - run.width - 6, TOP + 0.8, run.width + 6, 7, BLACK)
        drawn.text(DRAFT, RIGHT - 3, TOP + 5.4, BODY, 800, WHITE, align=1)
    drawn.rule(TOP + 18.5, RULE)
    printer = facts["printer"] or facts["edition"]["title"]
    cells = (
        ("Campaign", f"{campaign['name']}, version {campaign['version']}", 48.0),
        ("Words of", campaign["date"], 24.0),
        ("Language", f"{language['name']} ({language['tag']})", 34.0),
        ("Area", facts["area"], 36.0),
        ("For", f"{printer} (edition {facts['edition']['name']})", 38.0),
    )
    x, end = LEFT, 0.0
    for name, value, width in cells:
        drawn.text(name, x, TOP + 23, SMALL, 400)
        end = max(end, drawn.paragraph(value, x, TOP + 27, width - 4, BODY, 600))
        x += width
    return end - leading(BODY) + 1.5


def _sides(drawn: _Drawn, flat: Artwork, top: float) -> float:
    """Every side of the sheet at one scale, with its folds and panels; where they end."""
    columns, scale = _grid(flat.pages)
    drawn.text("The sheet from both sides" if len(flat.pages) == 2 else "The sheet", LEFT, top,
               SMALL, 800)  # fmt: skip
    folded = any(page.folds for page in flat.pages)
    percent = f"at {100 * scale:.0f} % of its size{'; folds dashed' if folded else ''}"
    drawn.text(percent, RIGHT, top, SMALL, align=1)
    top += 5.5
    x, row = LEFT, 0.0
    for number, page in enumerate(flat.pages):
        if number and number % columns == 0:
            x, top, row = LEFT, top + row, 0.0
        _side(drawn, page, At(x, top, scale), number + 1)
        row = max(row, page.height * scale + UNDER + 4.5)
        x += page.width * scale + GAP
    return top + row - 4.5


def _grid(pages: Sequence[Page]) -> tuple[int, float]:
    """How many sides stand beside each other, and the largest scale at which all have room, no
    larger than life."""
    width, height = max(page.width for page in pages), max(page.height for page in pages)

    def scale(columns: int) -> float:
        rows = -(-len(pages) // columns)
        across = (ROOM[0] - GAP * (columns - 1)) / columns / width
        down = (ROOM[1] / rows - UNDER - 4.5) / height
        return min(across, down, 1.0)

    columns = max(range(1, len(pages) + 1), key=scale)
    return columns, scale(columns)


def _side(drawn: _Drawn, page: Page, at: At, number: int) -> None:
    """A side: its marks, its outline, dashed folds that reach past it, and its panels' widths."""
    right, bottom = at.point(page.width, page.height)
    drawn.marks.append(thumbnail(page, at))
    drawn.box(at.x, at.y, right - at.x, bottom - at.y, None, HAIR)
    for fold in page.folds:
        x = at.point(fold, 0)[0]
        drawn.upright(x, at.y, bottom, 0.35, WHITE)
        drawn.upright(x, at.y - 2.2, bottom + 2.2, 0.25, BLACK, 1.4, 0.9)
    drawn.text(f"{number}  {page.name}", at.x, at.y - 1.2, SMALL, 800)
    for panel in page.panels:
        middle = at.point(panel.x + panel.width / 2, 0)[0]
        drawn.text(panel.name, middle, bottom + 3.4, SMALL, 600, align=0.5)
        drawn.text(f"{panel.width:g}", middle, bottom + 6.4, SMALL, align=0.5)


Rows = Iterable[tuple[str, str]]


def _columns(drawn: _Drawn, facts: Mapping[str, Any], inks: Sequence[Colour], top: float) -> float:
    """How the sheet is cut and folded beside what it is printed with; where both end."""
    left = _rows(drawn, "Sheet and folding", LEFT, top, _sheet_rows(facts))
    _swatches(drawn, inks, RIGHT, top)
    right = _rows(drawn, "Ink and paper", SECOND, top, _ink_rows(facts["ink"], facts["paper"]))
    top = max(left, right) + 7
    codes = [
        (f"Page {code['page']}", f"{code['target']} (module {code['module_mm']:g} mm)")
        for code in facts["codes"]
    ]
    left = _rows(drawn, "QR codes, as read back", LEFT, top, codes or [("None", "")])
    fonts = [("Embedded", ", ".join(facts["fonts"]))]
    return max(left, _rows(drawn, "Fonts", SECOND, top, fonts))


def _sheet_rows(facts: Mapping[str, Any]) -> Rows:
    sheet, pages = facts["sheet"], facts["pages"]
    yield "Flat, trimmed", _size(sheet["flat_mm"])
    if sheet["fold"] != "none":
        yield "Folded", _size(sheet["folded_mm"])
        yield "Fold", f"{sheet['fold']} ({sheet['format']})"
    else:
        yield "Fold", "none"
    for side in sheet["sides"]:
        if len(side["panels"]) > 1:
            named = (f"{panel['name']} {panel['width_mm']:g}" for panel in side["panels"])
            yield f"Panels {side['name']}", " | ".join(named)
    single = ", single panels in reading order" if sheet["pages_are"] == "panels" else ""
    yield "Pages in file", f"{len(pages)}{single}"
    trimmed, whole = _size(pages[0]["trim_mm"]), _size(pages[0]["sheet_mm"])
    yield "Page in file", f"{trimmed} trimmed, {whole} whole"
    yield "Bleed", f"{sheet['bleed_mm']:g} mm" if sheet["bleed_mm"] else "none"
    yield "Print", _TURNS[sheet["turn"]]


def _size(edges: Sequence[float]) -> str:
    return " × ".join(f"{edge:g}" for edge in edges) + " mm"


def _ink_rows(ink: Mapping[str, Any], paper: str) -> Rows:
    yield "Plates", f"{len(ink['plates'])}: {', '.join(ink['plates'])}"
    yield "Spot inks", ", ".join(ink["spots"]) or "none"
    if ink["output_intent"]:
        yield "Output intent", f"{ink['output_intent']}: {ink['condition']}"
    if ink["limit_percent"]:
        yield "Most ink", f"{ink['limit_percent']:g} %"
    yield (
        "Black type",
        "Black 100 alone, " + ("overprints" if ink["black_overprints"] else "knocks out"),
    )
    yield "Declares", ink["standard"] or "nothing"
    if paper:
        yield "Paper", paper


def _rows(drawn: _Drawn, title: str, x: float, top: float, rows: Rows) -> float:
    """A title with rows under it, each a name and what it is; where they end."""
    drawn.text(title, x, top, BODY, 800)
    drawn.rule(top + 1.5, 0.3, x, x + COLUMN)
    y = top + 1.8 + leading(BODY)
    for name, value in rows:
        drawn.text(name, x, y, SMALL)
        end = drawn.paragraph(value, x + KEY, y, COLUMN - KEY, BODY)
        y = max(end, y + leading(BODY)) + 0.6
    return y - leading(BODY)


def _swatches(drawn: _Drawn, inks: Sequence[Colour], right: float, y: float) -> None:
    """A patch for each ink, the last one's right edge at `right`."""
    for number, ink in enumerate(reversed(inks)):
        drawn.box(right - 2.4 - number * 2.7, y - 2.2, 2.4, 2.4, ink)


def _preflight(drawn: _Drawn, found: Mapping[str, Any], top: float, bottom: float) -> None:
    """The verdict, and as many warnings as have room."""
    drawn.text("Preflight", LEFT, top, BODY, 800)
    drawn.rule(top + 1.5, 0.3)
    warnings = found["warnings"]
    count = f"{len(warnings)} warning{'' if len(warnings) == 1 else 's'}" if warnings else "nothing"
    verdict = f"Passed {found['profile']}: {len(found['rules_run'])} of {len(found['rules'])} rules"
    y = top + 1.8 + leading(BODY)
    y = drawn.paragraph(f"{verdict} run, {count} found", LEFT, y, RIGHT - LEFT, BODY, 600)
    for number, warning in enumerate(warnings):
        times = f" ({warning['count']} times)" if warning["count"] > 1 else ""
        said = f"{warning['rule']}: {warning['message']}{times}"
        height = len(_lines(said, SMALL, 400, RIGHT - LEFT)) * leading(SMALL)
        rest = len(warnings) - number - 1
        if y + height + (leading(SMALL) if rest else 0) > bottom:
            drawn.text(f"and {rest + 1} more, in the JSON file beside this sheet", LEFT, y, SMALL)
            return
        y = drawn.paragraph(said, LEFT, y, RIGHT - LEFT, SMALL)


def _foot(drawn: _Drawn, facts: Mapping[str, Any]) -> float:
    """How to know that a file is the one meant; where it begins."""
    file = facts["file"]
    drawn.rule(BOTTOM - 7.5)
    drawn.text("SHA-256 of the file", LEFT, BOTTOM - 3.5, SMALL)
    drawn.text(file["sha256"], LEFT + KEY + 4, BOTTOM - 3.5, SMALL, 600)
    drawn.text(f"{file['bytes']:,} bytes", RIGHT, BOTTOM - 3.5, SMALL, align=1)
    drawn.text("Path", LEFT, BOTTOM, SMALL)
    drawn.text(file["path"], LEFT + KEY + 4, BOTTOM, SMALL, 600)
    return BOTTOM - 7.5
