"""Writes an artwork to the bytes of a PDF file, for one edition."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.cache import Cache
from generator.fonts import FontFile
from generator.page import Artwork, Group, Mark, Page, Tag
from generator.problems import Problem, Refused
from generator.units import PT_PER_MM
from .content_streams import Encoded, encode, encode_marks
from .document_info import info, packet
from .embedding import Embedded, EmbeddedInputs
from .flatten import grounds
from .glyph_codes import Need
from .image_objects import ImageObject
from .intent import IccProfile, OutputIntent, profile
from .marked_content import Annotation
from .object_bytes import FileBuilder, decimal, text_string
from .rgb_to_cmyk import Press
from .standards import check_inks, contradictions, standard
from .stream_writer import FormObject, Moves, PageContext, drawing_resources, font_key
from .structure_writer import WrittenPage, add_bookmarks, add_structure, link_key

if TYPE_CHECKING:
    from generator.design.editions import Edition


def write(
    artwork: Artwork, edition: Edition, intent: OutputIntent | None = None, *, cache: Cache
) -> bytes:
    """The whole file for an edition. The same artwork always gives the same bytes. `intent` is the
    edition's printing condition, needed if the edition names one. Raises `Refused`, with every
    problem found, if anything in the artwork cannot go into such a file."""
    problems = list(contradictions(edition, intent))
    described = None
    if intent:
        try:
            described = profile(intent, edition.pdf_version, edition.colours, cache=cache)
        except Refused as refused:
            problems += refused.problems
    press = _press(edition, intent, described)
    contexts = []
    pages = []
    for page in artwork.pages:
        try:
            context = _context(page, edition, press, cache)
            pages.append(_encode_page(page, context, cache, {}))
            contexts.append(context)
        except Refused as refused:
            problems += refused.problems
    problems += check_inks((ink for page in pages for part in page for ink in part.inks), edition)
    if problems:
        raise Refused(problems)
    fonts = _fonts(pages, cache)
    moves = {font: made.moved for font, made in fonts.items() if made.moved}
    if moves:
        pages = [
            _encode_page(page, context, cache, moves)
            for page, context in zip(artwork.pages, contexts, strict=True)
        ]
    return _assemble(_FileParts(artwork, edition, intent, described, contexts, pages, fonts))


class _FileParts(Struct, frozen=True):
    """All the parts of one file."""

    artwork: Artwork
    edition: Edition
    intent: OutputIntent | None
    profile: IccProfile | None
    contexts: Sequence[PageContext]
    pages: Sequence[Sequence[Encoded]]
    fonts: dict[FontFile, Embedded]


def _press(
    edition: Edition, intent: OutputIntent | None, described: IccProfile | None
) -> Press | None:
    """The way an edition's ink is written; None for an edition in sRGB."""
    if edition.colours != "cmyk":
        return None
    if intent is None or described is None:
        return Press()
    return Press(intent.icc, described.digest, intent.ink_limit)


def _context(page: Page, edition: Edition, press: Press | None, cache: Cache) -> PageContext:
    """The place of the page's trim on its context: inside bleed and slug if the edition keeps them.
    Raises `Refused` for a picture on it that needs transparency which the file may not have."""
    around = page.bleed + page.slug if edition.bleed else 0.0
    height = (page.height + 2 * around) * PT_PER_MM
    return PageContext(
        width=(page.width + 2 * around) * PT_PER_MM,
        height=height,
        left=around * PT_PER_MM,
        top=height - around * PT_PER_MM,
        press=press,
        overprint=edition.overprint_black and press is not None,
        grounds=None if standard(edition).transparency else grounds(page, cache),
        tagged=edition.tagged,
        srgb=edition.standard != "" and edition.colours == "srgb",
    )


def _encode_page(page: Page, context: PageContext, cache: Cache, moves: Moves) -> list[Encoded]:
    """The page's content streams in drawing order: one for each group, and one for loose marks
    between groups. Raises `Refused` with every problem of the page."""
    streams: list[Encoded] = []
    problems: list[Problem] = []
    for part in _runs_of_marks(page.marks):
        try:
            first = streams[-1].after if streams else 0
            if isinstance(part, Group):
                streams.append(encode(part, context, cache, moves, first))
            else:
                streams.append(encode_marks(part, context, cache, moves, first))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return streams


def _runs_of_marks(marks: Iterable[Mark]) -> Iterator[Group | list[Mark]]:
    loose: list[Mark] = []
    for mark in _untagged(marks):
        if isinstance(mark, Group):
            if loose:
                yield loose
                loose = []
            yield mark
        else:
            loose.append(mark)
    if loose:
        yield loose


def _untagged(marks: Iterable[Mark]) -> Iterator[Mark]:
    """A page's own marks. A tag round whole groups is replaced by its marks, for a group is a
    stream of its own, and tags stand inside it."""
    for mark in marks:
        if isinstance(mark, Tag) and any(isinstance(inner, Group) for inner in mark.marks):
            yield from _untagged(mark.marks)
        else:
            yield mark


def _fonts(pages: Iterable[Iterable[Encoded]], cache: Cache) -> dict[FontFile, Embedded]:
    """Every font of the document with all that the document needs of it. Copies of one font file
    are one font, for they have one name among the resources."""
    needs: defaultdict[FontFile, set[Need]] = defaultdict(set)
    first: dict[str, FontFile] = {}
    same: dict[FontFile, FontFile] = {}
    for page in pages:
        for content in page:
            for font, wanted in content.fonts.items():
                same[font] = first.setdefault(font_key(font), font)
                needs[same[font]] |= wanted
    made = {font: cache.get(EmbeddedInputs(font, frozenset(needs[font]))) for font in needs}
    return {font: made[same[font]] for font in same}


def _assemble(parts: _FileParts) -> bytes:
    artwork, edition = parts.artwork, parts.edition
    file = FileBuilder(edition.pdf_version)
    tree = file.reserve()
    numbers = {made: made.add_to(file) for made in dict.fromkeys(parts.fonts.values())}
    fonts = {font: numbers[made] for font, made in parts.fonts.items()}
    writer = _PageWriter(file, tree, fonts, edition, len(artwork.pages))
    for page, context, streams in zip(artwork.pages, parts.contexts, parts.pages, strict=True):
        writer.add(page, context, streams)
    kids = b" ".join(b"%d 0 R" % page.number for page in writer.pages)
    file.fill(tree, b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(writer.pages), kids))
    structure = b""
    if edition.tagged:
        structure, bookmarks = add_structure(file, writer.pages)
        structure += add_bookmarks(file, bookmarks)
    identifier = _identifier(parts)
    metadata = file.add(packet(artwork, edition, identifier))
    # No /Direction: with R2L, PDFium turns every line round, and copies "7000 252 0116" where
    # the page has "0116 252 7000".
    catalog = file.add(
        b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/Lang%b"
        b"/ViewerPreferences<</DisplayDocTitle true%b>>%b>>"
        % (
            tree,
            metadata,
            text_string(artwork.language),
            _print_settings(artwork) if edition.print_settings else b"",
            _output_intents(file, parts) + structure,
        )
    )
    return file.finish(catalog, file.add(info(artwork, edition)), identifier)


def _print_settings(artwork: Artwork) -> bytes:
    """The settings that the file asks of a print dialog: its own size, and for two sides both of
    them and the edge to turn on (ISO 32000-1, table 150)."""
    turn = {"short": b"/Duplex/DuplexFlipShortEdge", "long": b"/Duplex/DuplexFlipLongEdge"}
    return b"/PrintScaling/None" + turn.get(artwork.turn, b"")


def _output_intents(file: FileBuilder, parts: _FileParts) -> bytes:
    """The catalog's entry for the printing condition, its profile embedded (ISO 15930-7, 6.2)."""
    intent, described = parts.intent, parts.profile
    if intent is None or described is None:
        return b""
    return (
        b"/OutputIntents[<</Type/OutputIntent/S/%b/OutputConditionIdentifier%b"
        b"/OutputCondition%b/RegistryName%b/Info%b/DestOutputProfile %d 0 R>>]"
        % (
            standard(parts.edition).intent.encode(),
            text_string(intent.identifier),
            text_string(intent.title),
            text_string(intent.registry),
            text_string(intent.info or intent.title),
            file.add(described.body),
        )
    )


def _identifier(parts: _FileParts) -> bytes:
    """16 bytes that change with anything in the file."""
    artwork, edition, intent = parts.artwork, parts.edition, parts.intent
    digest = hashlib.sha256()
    facts = (artwork.title, artwork.language, artwork.direction, artwork.subject, artwork.author)
    ways = (edition.pdf_version, edition.standard, edition.links, edition.tagged, edition.bleed)
    boxes = [(page.width, page.height, page.bleed, page.slug) for page in artwork.pages]
    digest.update(repr((facts, artwork.date, ways, boxes, intent and intent.identifier)).encode())
    if parts.profile:
        digest.update(parts.profile.digest)
    for font in dict.fromkeys(parts.fonts.values()):
        digest.update(font.digest)
    for page in parts.pages:
        digest.update(b"page")
        for content in page:
            digest.update(content.digest)
            if edition.links and content.links:
                digest.update(repr(content.links).encode())
            if edition.tagged:
                digest.update(content.said)
    return digest.digest()[:16]


class _PageWriter:
    """Puts pages into a file. A drawing that several pages share goes in once."""

    def __init__(
        self, file: FileBuilder, tree: int, fonts: dict[FontFile, int], edition: Edition, count: int
    ) -> None:
        self.file = file
        self.count = count
        self.tree = tree
        self.fonts = fonts
        self.edition = edition
        self.pages: list[WrittenPage] = []
        self._streams: dict[bytes, int] = {}
        self._objects: dict[str, int] = {}
        self._links = 0

    def add(self, page: Page, context: PageContext, streams: Sequence[Encoded]) -> None:
        """Put a page in."""
        contents = b" ".join(
            b"%d 0 R" % self._stream(content) for content in streams if content.body
        )
        entries = b""
        links: dict[int, int] = {}
        if self.edition.links:
            links = {id(link): self._link(link) for content in streams for link in content.links}
            listed = b" ".join(b"%d 0 R" % number for number in links.values())
            entries = b"/Annots[%b]/Tabs/S" % listed if links else b""
        if self.edition.tagged:
            entries += b"/StructParents %d" % len(self.pages)
        number = self.file.add(
            b"<</Type/Page/Parent %d 0 R%b/Resources<<%b>>/Contents[%b]%b>>"
            % (self.tree, self._boxes(page, context), self._resources(streams), contents, entries)
        )
        kids = tuple(kid for content in streams for kid in content.kids)
        self.pages.append(WrittenPage(number, kids, links))

    def _boxes(self, page: Page, context: PageContext) -> bytes:
        """The MediaBox from 0, 0; the TrimBox inside it; and the BleedBox between them if there is
        one."""
        boxes = {"MediaBox": (0.0, 0.0, context.width, context.height)}
        if self.edition.bleed:
            edge = page.slug * PT_PER_MM
            boxes["BleedBox"] = (edge, edge, context.width - edge, context.height - edge)
        boxes["TrimBox"] = (
            context.left,
            context.height - context.top,
            context.width - context.left,
            context.top,
        )
        return "".join(f"/{name}{_array(box)}" for name, box in boxes.items()).encode()

    def _stream(self, content: Encoded) -> int:
        number = self._streams.get(content.digest)
        if number is None:
            number = self._streams[content.digest] = self.file.add(content.body)
        return number

    def _resources(self, streams: Sequence[Encoded]) -> bytes:
        fonts = {font: self.fonts[font] for content in streams for font in content.fonts}
        objects: dict[str, int] = {}
        for content in streams:
            for item in sorted(content.forms | content.pictures, key=lambda item: item.key):
                objects[item.key] = self._object(item)
        result = drawing_resources(
            {space for content in streams for space in content.spaces},
            {state for content in streams for state in content.states},
        )
        if fonts:
            result += b"/Font<<%b>>" % _references(
                {font_key(font): number for font, number in fonts.items()}
            )
        if objects:
            result += b"/XObject<<%b>>" % _references(objects)
        return result

    def _object(self, item: FormObject | ImageObject) -> int:
        number = self._objects.get(item.key)
        if number is None:
            if isinstance(item, ImageObject):
                body = item.body(self.file.add(item.mask) if item.mask else 0)
            else:
                body = item.body
            number = self._objects[item.key] = self.file.add(body)
        return number

    def _link(self, link: Annotation) -> int:
        """The annotation of a link: without border, printed and shown like the page (F 4)."""
        parent = b""
        if self.edition.tagged:
            parent = b"/StructParent %d" % link_key(self.count, self._links)
            self._links += 1
        return self.file.add(
            b"<</Type/Annot/Subtype/Link/Rect%b/Border[0 0 0]/F 4/Contents%b%b"
            b"/A<</Type/Action/S/URI/URI%b>>>>"
            % (
                _array(link.rectangle).encode(),
                text_string(link.description),
                parent,
                text_string(link.target),
            )
        )


def _references(numbers: dict[str, int]) -> bytes:
    return b"".join(b"/%b %d 0 R" % (key.encode(), numbers[key]) for key in sorted(numbers))


def _array(numbers: Iterable[float]) -> str:
    return "[" + " ".join(decimal(number) for number in numbers) + "]"
