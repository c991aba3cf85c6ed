"""Makes pieces without pages: web pages and text, each checked when finished."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.cache import Cache
from generator.colour import Colour
from generator.content.document import Document
from generator.content.document import Logo as Partner
from generator.design import layout_walk
from generator.design.drawing import Drawing
from generator.design.items import LogosItem
from generator.problems import Problem, Refused, warning
from generator.reflow import ParsedPage, WebLogo, WebPlace, check, plain_text, read, shows, web_page
from generator.typeset.lockup import LEADING, optical_height, share
from generator.typeset.picture_files import LogoRoom, open_logo

# So small that any number of pixels is enough: a page is shown at any size.
_ANYWHERE: Final = LogoRoom(0.01, 0.01)
_AREA: Final = 3600.0  # px²: optical area of each of four logos
_LOWEST, _TALLEST = 22, 80  # px


class Reflowed(Struct, frozen=True):
    """A finished file, the targets of its links, and warnings."""

    data: bytes
    targets: tuple[str, ...]
    problems: tuple[Problem, ...]


def reflowed(
    document: Document,
    drawing: Drawing,
    form: str,
    *,
    cache: Cache,
    place: WebPlace | None = None,
) -> Reflowed:
    """The document in the reading order of the drawing's layout, as a web page or as text. A page
    in a `place` links to the others there. Raises
    `Refused` with every problem of the words and of the finished file, which is not given then."""
    first = drawing.layout.web if form == "html" else ()
    reading, found = read(document, drawing, first)
    logos: list[WebLogo] = []
    room = _ANYWHERE._replace(plate=_plate(drawing))
    for partner in document.logos if reading.logos else ():
        found += _logo(partner, logos, room, len(document.logos), cache)
    if any(problem.is_error for problem in found):
        raise Refused(found)
    if form == "html":
        made = web_page(document, drawing, reading, logos, cache=cache, place=place)
        found += check(made, document.opened)
        targets = [target for target, _ in ParsedPage(made).links if not target.startswith("#")]
    else:
        made, targets = plain_text(document, reading), []
    if any(problem.is_error for problem in found):
        raise Refused(found)
    return Reflowed(made, tuple(dict.fromkeys(targets)), tuple(found))


def alternative(document: Document, drawing: Drawing) -> str:
    """The text alternative of a picture: its messages and its main heading, a line each."""
    reading, _ = read(document, drawing)
    lines: list[str] = []
    for passage in reading.passages:
        if passage.block.kind == "messages":
            lines += [text.plain for text in passage.block.texts]
        elif passage.rank == 1:
            lines.append(passage.block.texts[0].plain)
    return "\n".join(lines)


def _plate(drawing: Drawing) -> Colour | None:
    """The colour of the plate behind logos that are as pale as their ground."""
    plates = (
        item.plate
        for item in layout_walk.all_items(drawing.layout)
        if isinstance(item, LogosItem) and item.plate
    )
    name = next(plates, "")
    return drawing.palette[name] if name else None


def _logo(
    partner: Partner, logos: list[WebLogo], room: LogoRoom, count: int, cache: Cache
) -> Iterator[Problem]:
    """Open a partner's logo and add it, if browsers show files of its kind. Logos stand on white,
    so the version for light grounds is used, or a plate."""
    if not shows(partner.file):
        yield _left_out(partner.file, partner)
        return
    placed, problems = open_logo(partner, room, cache)
    yield from problems
    if placed is None:
        return
    picture = placed.picture
    if not shows(picture.path):
        yield _left_out(picture.path, partner)
        return
    area = _AREA * (LEADING if placed.lead else share(count))
    height = min(max(optical_height(placed.mark, area), _LOWEST), _TALLEST) / placed.ink.height
    plate = "#{:02x}{:02x}{:02x}".format(*room.plate.rgb) if placed.plate and room.plate else ""
    data = Path(picture.path).read_bytes()
    logos.append(WebLogo(picture.path, data, partner.alt, round(height), plate))


def _left_out(file: str, partner: Partner) -> Problem:
    message = f'"{Path(file).name}" is left out of web pages, for browsers do not show it'
    return warning("logo-kind", message, partner.key, "use an SVG, PNG or JPEG file")
