"""Sets a paragraph: shapes runs of text in a style, and breaks them into lines that are ready to
place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Colour
from generator.content.text import BREAK, Run, Text
from generator.fonts import FontFile
from generator.isolates import has_rtl, is_foreign, isolated
from generator.page import Cluster
from generator.units import MM_PER_PT
from .bidi import visual
from .glyph_ink import InkedLine, InkedLines
from .line_breaks import CONTROLS
from .rag import LineEnd, best_rag, first_fit
from .shape import graphemes
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
    """One line: its segments, and its width in mm without the space at its end."""

    segments: tuple[LineSegment, ...]
    width: float
    indent: float = 0.0


class Paragraph(InkedLines, frozen=True, dict=True):
    """The lines of one paragraph. `missing` lists (character, font) pairs that cannot be set.
    `too_wide` is the first word wider than the column, if there is one. `language` is that of its
    words."""

    lines: tuple[TextLine, ...]
    missing: tuple[tuple[str, FontFile], ...] = ()
    too_wide: str = ""
    language: str = ""

    @property
    def width(self) -> float:
        """The width of the widest line, mm."""
        return max((line.width + line.indent for line in self.lines), default=0.0)


class ParagraphMeasure(Struct, frozen=True):
    """The measure of a paragraph: the width of its first line, the indent of the others (mm), and
    the script, direction and tag of the document's language."""

    width: float
    indent: float = 0.0
    script: str = "Latn"
    rtl: bool = False
    language: str = ""

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
        missing: list[tuple[str, FontFile]] = []
        too_wide = ""
        before = 0
        text, style = self.text, self.style
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
                )
            )
            part = _Part(shaped, style, measure, before, cache)
            before += len(shaped.text)
            lines += part.lines()
            missing += shaped.missing
            too_wide = too_wide or part.too_wide
        return Paragraph(tuple(lines), tuple(dict.fromkeys(missing)), too_wide, text.language)

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


StyledWords = tuple[str, bool, str]  # words, whether they are strong, where they lead


def _parts(text: Text, style: Setting, rtl: bool) -> Iterator[tuple[StyledWords, ...]]:
    """The text between the writer's own breaks, each part with a space at its end for whoever
    copies it. A style that lets text flow over breaks has one part. Right-to-left text gets its
    isolates."""
    keep = style.style.breaks == "keep"
    amid_rtl = rtl and has_rtl(text.plain)
    part: list[StyledWords] = []
    for run in text.runs:
        pieces = run.text.split(BREAK) if keep else [run.text.replace(BREAK, " ")]
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
    """The text between two forced breaks, before it is cut into lines."""

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

    def _unit(self, item: ShapedItem) -> float:
        """mm per font unit."""
        return self.style.em * item.scale / item.run.font.units_per_em

    def _tracking(self, item: ShapedItem) -> float:
        """Tracking in font units."""
        return self.style.tracking * item.run.font.units_per_em

    def _advances(self) -> list[float]:
        """The width of the text before each character in reading order, and of the whole text,
        mm."""
        before_each = [0.0] * (len(self.text) + 1)
        x = 0.0
        for item in self.shaped.items:
            unit, tracking = self._unit(item), self._tracking(item)
            clusters = item.shaped.clusters
            starts = item.shaped.starts
            if item.rtl:
                clusters, starts = clusters[::-1], starts[::-1]
            first = item.start
            ends = (*starts, len(item.run.text))[1:]
            for cluster, start, end in zip(clusters, starts, ends, strict=True):
                advance = (cluster.advance + tracking) * unit
                before_each[first + start] = x
                if end - start > 1:
                    seen, count = 0, len(cluster.text) or 1
                    for index in range(first + start, first + end):
                        before_each[index] = x + advance * seen / count
                        seen += ord(self.text[index]) not in CONTROLS
                x += advance
        before_each[-1] = x
        if self.shaped.mixed:
            for index in reversed(range(len(self.text))):
                if ord(self.text[index]) in CONTROLS:
                    before_each[index] = before_each[index + 1]
        return before_each

    def _places(self, before_each: list[float]) -> list[LineEnd]:
        text = self.text
        ends = dict(self.shaped.ends)
        if self.style.style.whole_words:
            ends = dict.fromkeys(self._between_words(before_each, [*ends]), False)
        tracking = self.style.tracking * self.style.em
        hyphen = self._hyphen_width() if any(ends.values()) or SOFT_HYPHEN in text else 0.0
        places = []
        for index in sorted(ends):
            trimmed = self.shaped.trimmed(index)
            broken = ends[index] or (index < len(text) and text[index - 1] == SOFT_HYPHEN)
            places.append(
                LineEnd(
                    index,
                    before_each[trimmed] - tracking,
                    before_each[index],
                    hyphen if broken else 0.0,
                    broken,
                )
            )
        return places or [LineEnd(0, 0.0, 0.0)]

    def _between_words(self, before_each: list[float], allowed: Iterable[int]) -> set[int]:
        """The ends of whole words; and in words wider than the line, the places where a line may
        end, or else every place between two clusters."""
        width = self.measure.width - self.measure.indent
        ends = {end for end in allowed if end == len(self.text) or self.text[end - 1] == " "}
        for places in (allowed, graphemes(self.text) or range(len(self.text))):
            for first, last in pairwise([0, *sorted(ends)]):
                if before_each[self.shaped.trimmed(last)] - before_each[first] > width:
                    ends.update(place for place in places if first < place < last)
        return ends

    def _hyphen_width(self) -> float:
        font = self.style.faces.main
        return self.shaped.hyphen(font).advance * self.style.em / font.units_per_em

    def lines(self) -> list[TextLine]:
        places = self._places(self._advances())
        style = self.style.style
        width, indent = self.measure.width, self.measure.indent
        if style.wrap == "first-fit":
            taken = first_fit(places, width, indent)
        else:
            slope = {"": 0, "pyramid": 1, "inverted-pyramid": -1}[style.shape]
            taken = best_rag(places, width, self.text, indent, style.wrap == "balance", slope)
        lines = []
        start = 0
        for number, position in enumerate(taken):
            place = places[position]
            line = self._line(start, place.after, place.hyphen and position < len(places) - 1)
            line = TextLine(line.segments, line.width, indent if number else 0.0)
            if line.width + line.indent > width + 0.01 and not self.too_wide:
                self.too_wide = self.text[start : place.after].strip().translate(CONTROLS)
            lines.append(line)
            start = place.after
        return lines

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
            unit, tracking = self._unit(item), self._tracking(item)
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
