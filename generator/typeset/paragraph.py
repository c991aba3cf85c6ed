"""Sets a paragraph: shapes runs of text in a style, and breaks them into lines that are ready to
place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Colour
from generator.content.text import BREAK, Run, Text, flowed
from generator.fonts import FontFile
from generator.isolates import has_rtl, is_foreign, isolated
from generator.page import Cluster
from generator.units import MM_PER_PT
from .bidi import visual
from .glyph_ink import InkedLine, InkedLines
from .line_breaks import CONTROLS, is_ideographic
from .line_places import PartPlaces, tracking_of, unit_of
from .rag import NEAR, LineEnds, best_rag, first_fit, joined, line_ends
from .shaped_text import SOFT_HYPHEN, ShapedInputs, ShapedItem, ShapedText, Stretch
from .styles import Setting

_BYTES_PER_LINE: Final = 2000  # of a paragraph in memory, about


class LineSegment(Struct, frozen=True):
    """Clusters of one font and colour on one line, `x` mm from the line's start and `width` mm
    wide. They begin with character `start` of the paragraph. `read` is their text in reading order,
    on a line that mixes directions; `link` is the target of their link. `foreign` says that they
    are Latin words in a text of another script. `underline` is the weight of the line below them,
    mm."""

    x: float
    width: float
    clusters: tuple[Cluster, ...]
    font: FontFile
    size: float
    colour: Colour
    start: int = 0
    read: str = ""
    link: str = ""
    foreign: bool = False
    underline: float = 0.0


class TextLine(InkedLine, frozen=True, dict=True):
    """One line: its segments, and its width in mm without the space at its end. A quotation mark
    that it begins with hangs `hang` mm out of the column."""

    segments: tuple[LineSegment, ...]
    width: float
    indent: float = 0.0
    hang: float = 0.0


class Paragraph(InkedLines, frozen=True, dict=True):
    """The lines of one paragraph. `missing` lists (character, font) pairs that cannot be set.
    `too_wide` is the first word wider than the column, if there is one. `language` is that of its
    words. `ends` says how well its lines end. `bracketed` counts the short names in brackets of a
    text on several lines, and `torn` those on two of them."""

    lines: tuple[TextLine, ...]
    missing: tuple[tuple[str, FontFile], ...] = ()
    too_wide: str = ""
    language: str = ""
    ends: LineEnds = LineEnds()
    bracketed: int = 0
    torn: int = 0

    @cached_property
    def width(self) -> float:
        """The width of the widest line, mm, without what hangs out."""
        return max((line.width + line.indent - line.hang for line in self.lines), default=0.0)


class ParagraphMeasure(Struct, frozen=True, cache_hash=True):
    """The measure of a paragraph: the width of its first line, the indent of the others (mm), and
    the script, direction and tag of the document's language. `names` are names and titles in that
    language, which had better stay on one line. Where short names in brackets stay `whole`, they
    may take a line more."""

    width: float
    indent: float = 0.0
    script: str = "Latn"
    rtl: bool = False
    language: str = ""
    names: tuple[str, ...] = ()
    whole: bool = False

    def for_words(self, text: Text) -> ParagraphMeasure:
        """The same measure in the direction of a text, which may be in another language."""
        foreign = self.rtl and is_foreign(text.plain, text.language, self.language)
        return replace(self, rtl=False) if foreign else self


@frozen_inputs
class ParagraphInputs(Inputs[Paragraph]):
    """A text set in a style. With `initial`, **strong** characters take that style (an acrostic);
    otherwise they take the style's strong weight and colour."""

    text: Text
    style: Setting
    measure: ParagraphMeasure
    initial: Setting | None = None

    def make(self, cache: Cache) -> Paragraph:
        lines: list[TextLine] = []
        ends: list[LineEnds] = []
        missing: list[tuple[str, FontFile]] = []
        too_wide, bracketed, torn = "", 0, 0
        for part in self.parts(cache):
            lines += part.lines()
            ends.append(part.ends)
            missing += part.shaped.missing
            too_wide = too_wide or part.too_wide
            bracketed += len(part.shaped.bracketed) if len(part.taken) > 1 else 0
            torn += part.torn()
        kept, told = tuple(dict.fromkeys(missing)), self.text.language
        return Paragraph(tuple(lines), kept, too_wide, told, _joined(ends), bracketed, torn)

    def parts(self, cache: Cache) -> Iterator[_Part]:
        """The text between the writer's own breaks, with its line ends chosen."""
        text, style, before = self.text, self.style, 0
        measure = self.measure.for_words(text)
        for words in _parts(text, style, measure.rtl):
            shaped = cache.get(
                ShapedInputs(
                    tuple(_stretches(words, style, self.initial)),
                    text.language,
                    measure.script,
                    measure.rtl,
                    style.style.ligatures,
                    style.style.hyphenate,
                    measure.names,
                )
            )
            yield _Part(shaped, style, measure, before, cache)
            before += len(shaped.text)

    def result_size(self, result: Paragraph) -> int:
        return _BYTES_PER_LINE * len(result.lines)


def set_paragraph(
    text: Text,
    style: Setting,
    measure: ParagraphMeasure,
    cache: Cache,
    initial: Setting | None = None,
) -> Paragraph:
    """A text set in a style (see `ParagraphInputs`)."""
    return cache.get(ParagraphInputs(text, style, measure, initial))


def ends_of(
    text: Text, style: Setting, measure: ParagraphMeasure, cache: Cache
) -> tuple[LineEnds, bool]:
    """How the lines of a text would end, and whether any is too wide. The lines are not made, so
    this is for sizes and measures that are only tried."""
    parts = list(ParagraphInputs(text, style, measure).parts(cache))
    return _joined([part.ends for part in parts]), any(part.is_too_wide() for part in parts)


def _joined(ends: list[LineEnds]) -> LineEnds:
    return ends[0] if len(ends) == 1 else joined(ends)


StyledWords = tuple[str, bool, str]  # words, whether they are strong, where they lead


def _parts(text: Text, style: Setting, rtl: bool) -> Iterator[tuple[StyledWords, ...]]:
    """The text between the writer's own breaks, each part with a space at its end for whoever
    copies it. A style that lets text flow over breaks has one part. Right-to-left text gets its
    isolates."""
    keep = style.style.breaks == "keep"
    amid_rtl = rtl and has_rtl(text.plain)
    part: list[StyledWords] = []
    for run in text.closed.runs:
        pieces = run.text.split(BREAK) if keep else [flowed(run.text)]
        for number, piece in enumerate(pieces):
            if number:
                yield (*part, (" ", False, ""))
                part = []
            if piece:
                words = isolated(piece, amid_rtl) if rtl else piece
                part.append((words, run.strong, run.link))
    yield tuple(part)


def _stretches(
    part: tuple[StyledWords, ...], style: Setting, initial: Setting | None
) -> Iterator[Stretch]:
    """The part as stretches of one look. Strong words that look like the rest join it."""
    start = 0
    current: Stretch | None = None
    tail = False
    for words, strong, link in part:
        tail = tail or (strong and style.style.strong_tail)
        if strong and initial:
            scale = initial.size / style.size
            line = initial.style.underline
            stretch = Stretch(words, start, initial.faces, initial.colour, scale, link, line)
        elif strong or tail:
            line = style.style.strong_underline
            stretch = Stretch(words, start, style.strong, style.strong_colour, 1.0, link, line)
        else:
            line = style.style.underline
            stretch = Stretch(words, start, style.faces, style.colour, 1.0, link, line)
        start += len(words)
        if current and replace(stretch, text=current.text, start=current.start) == current:
            current = replace(current, text=current.text + words)
            continue
        if current:
            yield current
        current = stretch
    if current:
        yield current


class _Part:
    """The text between two forced breaks. `taken` are the places that its lines end at, and `ends`
    says how well they do."""

    def __init__(
        self,
        shaped: ShapedText,
        style: Setting,
        measure: ParagraphMeasure,
        before: int,
        cache: Cache,
    ) -> None:
        self.shaped, self.style, self.measure, self.before = shaped, style, measure, before
        self.text, self.cache = shaped.text, cache
        self.too_wide = ""
        width, indent = measure.width, measure.indent
        found = PartPlaces(shaped, style, min(width, width - indent), measure.whole)
        self.places, self.hang = found.places, found.hang(0)
        self.taken = self._taken()
        self.ends = line_ends(self.places, self.taken, self.text, self.hang)

    def lines(self) -> list[TextLine]:
        """The lines of the part."""
        width, indent = self.measure.width, self.measure.indent
        places, taken = self.places, self.taken
        lines = []
        start = 0
        for number, position in enumerate(taken):
            place = places[position]
            line = self._line(start, place.after, place.hyphen and position < len(places) - 1)
            hang = places[taken[number - 1]].hang if number else self.hang
            line = TextLine(line.segments, line.width, indent if number else 0.0, hang)
            if line.width + line.indent - hang > width + NEAR and not self.too_wide:
                self.too_wide = self.text[start : place.after].strip().translate(CONTROLS)
            lines.append(line)
            start = place.after
        return lines

    def torn(self) -> int:
        """How many short names in brackets stand on two lines."""
        ends, names = self.places, self.shaped.bracketed
        return sum(any(a < ends[at].after < z for at in self.taken) for a, z in names)

    def is_too_wide(self) -> bool:
        """Whether any line is wider than the measure."""
        room, start = self.measure.width + NEAR, self.hang
        for position in self.taken:
            place = self.places[position]
            if place.end + place.extra - start > room:
                return True
            room = self.measure.width - self.measure.indent + NEAR
            start = place.start + place.hang
        return False

    def _taken(self) -> list[int]:
        """The places that the lines end at."""
        places, hang = self.places, self.hang
        style, width, indent = self.style.style, self.measure.width, self.measure.indent
        if style.wrap in {"first-fit", "chat"}:
            taken = first_fit(places, width, indent, hang)
            if style.wrap == "first-fit" or len(taken) == 1:
                return taken
            ends = line_ends(places, taken, self.text, hang)
            spaced = not is_ideographic(self.shaped.inputs.language)
            if spaced and not ends.short_upper and not ends.short_last:
                return taken
        slope = {"": 0, "pyramid": 1, "inverted-pyramid": -1}[style.shape]
        balance = style.wrap in {"balance", "chat"}
        return best_rag(places, width, self.text, indent, balance, slope, hang)

    def _line(self, start: int, end: int, hyphen: bool) -> TextLine:
        """The line of characters `start` to `end`. It keeps the space at its end, so that words do
        not run together when they are copied, but its width leaves it out. A line that mixes
        directions drops that space, which would stand inside it."""
        mixed, trimmed = self.shaped.mixed, self.shaped.trimmed(end)
        parted = mixed and trimmed < end
        if mixed:
            end = trimmed
        parts = [
            (item.run.level, (item, max(start, item.start), min(end, item.end)))
            for item in self.shaped.items
            if item.start < end and item.end > start
        ]
        segments: list[LineSegment] = []
        x = width = 0.0
        for item, first, last in (
            visual(parts) if self.shaped.mixed else (part for _, part in parts)
        ):
            clusters = self.shaped.cut(item, first - item.start, last - item.start, self.cache)
            if not clusters:
                continue  # nothing but marks that steer direction
            unit, tracking = unit_of(item, self.style), tracking_of(item, self.style)
            if tracking:
                clusters = tuple(Cluster(c.text, c.glyphs, c.advance + tracking) for c in clusters)
            left = x
            for cluster in clusters:
                x += cluster.advance * unit
                if cluster.text != " " or mixed:
                    width = x - tracking * unit
            segments.append(
                LineSegment(
                    left,
                    x - left,
                    clusters,
                    item.run.font,
                    self.style.size * item.scale,
                    item.colour,
                    self.before + max(start, item.start),
                    self._read(item, clusters, parted and last == end) if mixed else "",
                    item.link,
                    self._is_foreign(item),
                    item.underline,
                )
            )
        if hyphen:
            width = self._add_hyphen(segments, x)
        return TextLine(tuple(segments), width)

    @staticmethod
    def _read(item: ShapedItem, clusters: tuple[Cluster, ...], parted: bool) -> str:
        """The text of clusters in reading order, with a space in place of a trimmed one, and with
        plain spaces in numbers."""
        texts = [cluster.text for cluster in clusters]
        words = "".join(reversed(texts) if item.rtl else texts).replace("\u00a0", " ")
        return words + " " if parted else words

    def _is_foreign(self, item: ShapedItem) -> bool:
        """Whether an item is Latin words in text of another script."""
        return (
            item.run.script == "Latn" != self.measure.script
            and not item.link
            and any(character.isalpha() for character in item.run.text)
        )

    def _add_hyphen(self, segments: list[LineSegment], x: float) -> float:
        last = segments[-1]
        *before, end = last.clusters
        # a soft hyphen that the writer typed is invisible: text of the cluster before it
        end = end._replace(text=end.text.removesuffix(SOFT_HYPHEN))
        hyphen = self.shaped.hyphen(last.font)
        shown = Cluster(SOFT_HYPHEN, hyphen.glyphs, hyphen.advance)
        width = hyphen.advance * last.size * MM_PER_PT / last.font.units_per_em
        segments[-1] = replace(last, width=last.width + width, clusters=(*before, end, shown))
        return x + width


def strong_words(text: Text) -> list[Text]:
    """The text, cut before each word that begins with a **strong** character (an acrostic)."""
    cuts: list[list[Run]] = [[]]
    before = " "
    for run in text.runs:
        if run.strong and before.isspace() and cuts[-1]:
            cuts.append([])
        cuts[-1].append(run)
        before = run.text[-1]
    return [Text(tuple(cut), text.language, text.key) for cut in cuts]


@frozen_inputs
class SpeltInputs(Inputs[tuple[Paragraph, ...]]):
    """The lines of an acrostic: a text cut into its strong words, with initials in a style."""

    text: Text
    style: Setting
    measure: ParagraphMeasure
    initial: Setting

    def make(self, cache: Cache) -> tuple[Paragraph, ...]:
        words = strong_words(self.text)
        return tuple(
            set_paragraph(each, self.style, self.measure, cache, self.initial) for each in words
        )

    def result_size(self, result: tuple[Paragraph, ...]) -> int:
        return 100 * len(result)  # beside the paragraphs, which are remembered too
