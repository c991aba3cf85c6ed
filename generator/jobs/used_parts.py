"""The key of a piece: a digest of each part of the project's files that it is made of.

Files hold more than one piece uses. Two documents and drawings with the same parts give the same
file, whatever else was written in the files that they come from. The parts are as large as is safe:
a layout is one part, whichever of its styles are set. What is not named here is a file that is read
as a whole, such as a font or an ICC profile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.content.document import letters_of
from generator.design import layout_walk
from generator.design.drawing import Drawing
from generator.design.editions import Edition
from generator.design.formats import Format
from generator.design.items import OWN, ImageItem, ImprintItem, LogosItem
from generator.design.layout import Layout
from generator.design.theme import Theme
from generator.problems import Problem
from generator.reports.piece_names import PieceName
from generator.source.project_folder import shipped_root
from generator.source.rows import Row
from .libraries import Libraries
from .making import Setup, printed_layout, setup_of, words_of
from .matching import block_reads

WHOLE: Final = 32  # hexadecimal digits of a key, before those of its parts
EACH: Final = 4
# Said of a document that everything prints or declares, and in the metadata of some forms alone.
_FIELDS: Final = (
    "codes", "test", "original", "qr_code", "campaign", "area", "language", "direction", "script",
)  # fmt: skip
_METADATA: Final = ("title", "subject", "publisher", "date")
_WITH_METADATA: Final = frozenset({"pdf", "html"})
# What becomes of a variant is in the drawing, and what is made by default shows in no file.
_LEFT_OUT: Final = frozenset({"variants", "default"})
# What these are called stands on job sheets alone, and so does the paper of a format.
_ONLY_ON_SHEETS: Final[Mapping[type[Row], frozenset[str]]] = {
    Edition: frozenset({"title", "once", "pictures"}),
    Format: frozenset({"title", "paper"}),
    Layout: frozenset({"title"}),
    Theme: frozenset({"title"}),
}


class UsedParts(Struct, frozen=True):
    """The digests of the parts of a piece by name, and the recorded paths of pictures that are
    among them as far as the piece shows them."""

    digests: dict[str, str]
    pictures: frozenset[str]

    @property
    def key(self) -> str:
        """The key: a digest of all of them, and after it the beginning of each."""
        whole = _digest(list(self.digests.items()))[:WHOLE]
        return whole + "".join(each[:EACH] for each in self.digests.values())


def changed_parts(names: Iterable[str], key: str, now: UsedParts) -> list[str]:
    """The names of the parts that are other now than in a key with parts of these names."""
    given = key[WHOLE:]
    parts = {name: given[n * EACH : (n + 1) * EACH] for n, name in enumerate(names)}
    found = {name: digest[:EACH] for name, digest in now.digests.items()}
    return [name for name in {**parts, **found} if parts.get(name) != found.get(name)]


def used_parts(project: Libraries, name: PieceName) -> UsedParts:
    """The parts that a piece is made of now. Raises `Refused`."""
    document, words = words_of(project, name)
    setup = setup_of(
        project, document, name.layout, name.format, name.edition_name, name.other_theme
    )
    roots = str(project.shelf.root), str(shipped_root())
    pictures = _Pictures(setup)
    told = dict((*_words(setup, roots), *_delivery(setup, name, roots), *pictures.told(roots)))
    if setup.edition.job_sheet or setup.drawing.layout.is_easy:
        warned = [*words, *_easy_warnings(setup)]
        told["warnings"] = [(each.rule, each.message, each.count) for each in warned]
    digests = {part: _digest(value) for part, value in told.items()}
    design = project.cache.get(DesignPartsInputs(setup.drawing, setup.format, roots))
    digests.update(design)
    if setup.drawing.layout.flow is not None and setup.edition.form == "pdf":
        source = printed_layout(setup)
        order = layout_walk.sections(source, project.design.first_format(source))
        digests["order"] = _digest(order)
    return UsedParts(dict(sorted(digests.items())), pictures.recorded)


def _words(setup: Setup, roots: tuple[str, str]) -> Iterator[tuple[str, object]]:
    """What a piece says: the blocks that it prints, and what else is said of its document."""
    document, edition = setup.document, setup.edition
    printed = block_reads(document, printed_layout(setup), setup.project.cache).blocks
    blocks = {name: block for name, block in document.blocks.items() if name in printed}
    easy = setup.drawing.layout.is_easy
    for name, block in blocks.items():
        yield f"block {name}", _plain(block, roots) if easy else block.without_easy
    for name in (*_FIELDS, *(_METADATA if edition.form in _WITH_METADATA else ())):
        yield f"field {name}", getattr(document, name)

    def is_said(text: str) -> bool:
        letters = letters_of(text)
        return any(letters in block.letters for block in blocks.values())

    yield "names", [*filter(is_said, document.names)]
    yield "links", [pair for pair in document.opened if is_said(pair[0])]
    lists = [name for name, block in document.blocks.items() if block.kind == "contacts"]
    yield "own words", (document.own_after, lists) if OWN in document.blocks else ()
    if edition.marks or edition.job_sheet:
        yield "field version", document.version
    if edition.marks or edition.job_sheet or edition.form in {"html", "text"}:
        yield "field draft", document.draft
    if edition.job_sheet:
        area = setup.project.content.area(document.area)[0]
        yield "field area title", area.title
        yield "field short numbers", [*filter(is_said, area.short_numbers)]


def _delivery(
    setup: Setup, name: PieceName, roots: tuple[str, str]
) -> Iterator[tuple[str, object]]:
    """How a piece is delivered, and what else of the project's tables it is made of."""
    project, edition = setup.project, setup.edition
    yield "edition", _plain(edition, roots)
    if edition.job_sheet:
        size = project.design.formats().formats[name.format]
        title = project.design.layout(name.layout).title
        yield "titles", (edition.title, title, size.title, size.paper)
    if edition.condition:
        yield "press condition", _plain(project.design.conditions()[edition.condition], roots)
    if edition.job_sheet and edition.printer:
        yield "printer", project.design.printers()[edition.printer].title
    language = project.content.language(setup.document.language)
    yield "language", language and _plain(language, roots)
    if edition.marks:
        font = project.design.fonts.label_font(setup.drawing)
        yield "font of marks", _plain(font, roots)


def _easy_warnings(setup: Setup) -> list[Problem]:
    if not setup.drawing.layout.is_easy:
        return []
    return setup.project.content.easy_warnings(setup.document.campaign)


class _Pictures:
    """The pictures of a document, with the digests of those that a piece shows."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        document = setup.document
        self.logos = {
            each
            for logo in document.logos
            for each in (logo.file, *(v.file for v in (logo.black, logo.dark) if v))
        }
        self.paths = self.logos | {image.file for image in document.images}

    @property
    def recorded(self) -> frozenset[str]:
        shelf = self.setup.project.shelf
        return frozenset(map(shelf.name, self.paths))

    def told(self, roots: tuple[str, str]) -> Iterator[tuple[str, object]]:
        document, drawing = self.setup.document, self.setup.drawing
        items = [*layout_walk.all_items(drawing.layout)]
        if drawing.layout.flow or any(isinstance(item, LogosItem | ImprintItem) for item in items):
            yield "logos", (_plain(document.logos, roots), self._digests(self.logos))
        else:
            yield "logos", len(document.logos)
        slots = {item.slot for item in items if isinstance(item, ImageItem)}
        shown = [image for image in document.images if image.slot in slots]
        digests = self._digests({image.file for image in shown})
        yield "pictures", (_plain(shown, roots), digests)

    def _digests(self, files: Iterable[str]) -> list[str]:
        shelf = self.setup.project.shelf
        return [shelf.digest(file) for file in sorted(files)]


@frozen_inputs
class DesignPartsInputs(Inputs[dict[str, str]]):
    """The parts of a drawing in one of its formats. `roots` are the folders of the project and of
    the program, which no digest holds."""

    drawing: Drawing
    format: str
    roots: tuple[str, str]

    def make(self, cache: Cache) -> dict[str, str]:
        drawing = self.drawing.for_format(self.format)
        formats = dict.fromkeys((*drawing.layout.formats[:1], self.format))
        fonts = drawing.weights, drawing.scripts, drawing.fallback
        measures = drawing.border, drawing.logos_black, drawing.bleed
        told = {
            "layout": (drawing.name, drawing.layout, measures),
            "theme": (drawing.theme, drawing.palette, drawing.home),
            "format": [drawing.formats.get(name) for name in formats],
            "fonts": fonts,
        }
        return {name: _digest(_plain(value, self.roots)) for name, value in told.items()}


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()


def _plain(value: Any, roots: tuple[str, str]) -> Any:
    """A value as plain data that is the same in every process, wherever the project lies."""
    match value:
        case str():
            for root in roots:
                value = value.removeprefix(root)
            return value
        case None | int() | float():
            return value
        case Row():
            left_out = _LEFT_OUT | _ONLY_ON_SHEETS.get(type(value), frozenset())
            names = [name for name in type(value).row_fields if name not in left_out]
            return [type(value).__name__, *((n, _plain(getattr(value, n), roots)) for n in names)]
        case Struct():
            names = [*type(value).__struct_fields__]
            return [type(value).__name__, *(_plain(getattr(value, n), roots) for n in names)]
        case Mapping():
            return [(key, _plain(each, roots)) for key, each in value.items()]
        case frozenset() | set():
            return sorted(_plain(each, roots) for each in value)
        case tuple() | list():
            return [_plain(each, roots) for each in value]
        case _ if is_dataclass(value):
            return [_plain(getattr(value, each.name), roots) for each in fields(value)]
        case _:
            return value
