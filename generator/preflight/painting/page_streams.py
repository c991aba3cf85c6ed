"""The pages as their content streams paint them. Each stream is read once, and remembered.

What a stream paints depends on its bytes, on the resources that it names, on the state in which the
stream before it left the page, and on the frame of the page. It is remembered under exactly these.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.pdfobjects.file import PdfFile, decode
from generator.pdfobjects.parse import name
from generator.pdfobjects.values import Malformed, Obj, Stream
from ..coordinates import PageFrame
from ..plane import Rectangle
from .named_resources import NamedResources
from .nested_drawings import group_paints
from .notes import Background, Notes, Paint, by_kind
from .painter import Painter
from .pauses import Pause, painter_after, pause_after
from .stream_parts import LikeStreamInputs, lines_apart, painter_of_parts

_NAME: Final = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]*+)")


class StreamKey(Struct, frozen=True):
    """The digests of all that a stream's painting depends on: its bytes, the resources that it
    names, and the state of the page before it."""

    content: bytes
    named: bytes
    before: bytes


class ContentStream:
    """A content stream of a file, without its filters."""

    def __init__(self, file: PdfFile, value: Obj) -> None:
        self.file = file
        self.value = value

    @cached_property
    def data(self) -> bytes:
        stream = self.file.get(self.value)
        if not isinstance(stream, Stream):
            raise Malformed("page contents that are not streams")
        return decode(self.file, stream)


@frozen_inputs
class ContentNamesInputs(Inputs[tuple[str, ...]]):
    """The names in a content stream with this digest: those of resources are among them."""

    content: bytes
    stream: ContentStream = field(compare=False)

    def make(self, cache: Cache) -> tuple[str, ...]:
        return tuple(sorted({name(found) for found in _NAME.findall(self.stream.data)}))

    def result_size(self, result: tuple[str, ...]) -> int:
        return 100 * len(result)


@frozen_inputs
class StreamInputs(Inputs["PaintedStream"]):
    """All that a stream's painting depends on, as digests: its bytes, the resources it names, and
    how the page stands before it."""

    content: bytes
    named: bytes
    before: bytes
    stream: ContentStream = field(compare=False)
    resources: NamedResources = field(compare=False)
    pause: Pause = field(compare=False)

    def make(self, cache: Cache) -> "PaintedStream":
        painter = self._known_parts(cache)
        if painter is None:
            painter = painter_after(self.pause, self.resources)
            painter.run(self.stream.data)
        return _result(painter, self)

    def _known_parts(self, cache: Cache) -> Painter | None:
        """A painter that has painted the stream in parts, if one like it was read before."""
        parts = lines_apart(self.stream.data) if self.pause.sequences is None else ()
        if not parts:
            return None
        alike = LikeStreamInputs(parts[::2])
        if cache.find(alike) is None:
            cache.get(alike)
            return None
        return painter_of_parts(parts, self.named, self.pause, self.resources, cache)

    def result_size(self, result: "PaintedStream") -> int:
        notes = sum(map(len, result.notes.values()))
        return 3000 + 1000 * (notes + len(result.backgrounds)) + 100 * len(result.faults)


class PaintedStream(Struct, frozen=True):
    """What one stream paints: its reach in the coordinates of the page (None: nothing painted),
    what could not be understood, what is noted by kind, the backgrounds in order, and how the page
    stands after it."""

    key: StreamKey
    paints: frozenset[Paint]
    reach: Rectangle | None
    faults: tuple[str, ...]
    notes: Mapping[type, Notes]
    backgrounds: tuple[Background, ...]
    after: Pause


class PaintedPage(Struct, frozen=True):
    """What a page paints. All its streams share `key`."""

    paints: frozenset[Paint]
    streams: tuple[PaintedStream, ...]
    faults: tuple[str, ...]
    key: tuple[object, ...]

    @property
    def inks(self) -> frozenset[str]:
        """The inks that are laid by name."""
        found = (ink for paint in self.paints for ink, amount in paint.inks if amount > 0)
        return frozenset(found) - {"All", "None"}


@frozen_inputs
class PageInputs(Inputs[PaintedPage]):
    """All that a page's painting depends on. All its streams share `common`."""

    tagged: bool
    frame: PageFrame | None
    common: tuple[object, ...]
    resources: bytes
    contents: tuple[bytes, ...]
    file: PdfFile = field(compare=False)
    entries: Mapping[str, Obj] = field(compare=False)

    def make(self, cache: Cache) -> PaintedPage:
        file = self.file
        resources = NamedResources(file, file.dictionary(self.entries.get("Resources")))
        before = Pause(self.frame, () if self.tagged else None)
        streams: list[PaintedStream] = []
        for value, content in zip(_contents(file, self.entries), self.contents, strict=True):
            stream = ContentStream(file, value)
            names = cache.get(ContentNamesInputs(content, stream))
            named = resources.digest_of(names)
            inputs = StreamInputs(content, named, before.digest, stream, resources, before)
            streams.append(cache.get(inputs))
            before = streams[-1].after
        return _together(self, streams, before)

    def result_size(self, result: PaintedPage) -> int:
        return 3000  # its streams are remembered, and counted, on their own


def painted_page(
    file: PdfFile, entries: Mapping[str, Obj], frame: PageFrame | None, tagged: bool
) -> PaintedPage:
    """What a page paints, by its dictionary with inherited entries. Raises `Malformed`."""
    return file.cache.get(
        PageInputs(
            tagged,
            frame,
            _common(file, entries),
            file.digest(entries.get("Resources")),
            tuple(map(file.digest, _contents(file, entries))),
            file,
            entries,
        )
    )


def _contents(file: PdfFile, entries: Mapping[str, Obj]) -> tuple[Obj, ...]:
    contents = file.get(entries.get("Contents"))
    return contents if isinstance(contents, tuple) else (contents,) if contents else ()


def _common(file: PdfFile, entries: Mapping[str, Obj]) -> tuple[object, ...]:
    found: list[object] = []
    for key in ("MediaBox", "CropBox", "TrimBox"):
        edges = file.numbers_of(entries.get(key))
        found.append(edges if len(edges) == 4 else file.digest(entries.get(key)))
    resources = file.dictionary(entries.get("Resources"))
    named = file.dictionary(resources.get("ColorSpace"))
    others = [entries.get(key) for key in ("Rotate", "UserUnit", "Group")]
    # These stand for the device spaces wherever a stream uses one (ISO 32000-1, 8.6.5.6).
    others += [named.get(key) for key in ("DefaultGray", "DefaultRGB", "DefaultCMYK")]
    return *found, *map(file.digest, others)


def _together(inputs: PageInputs, streams: Sequence[PaintedStream], after: Pause) -> PaintedPage:
    resources = NamedResources(inputs.file, inputs.file.dictionary(inputs.entries.get("Resources")))
    group = frozenset(group_paints(resources, inputs.entries))
    paints = group.union(*(stream.paints for stream in streams))
    faults = tuple(dict.fromkeys(fault for stream in streams for fault in stream.faults))
    if after.saved:
        faults += ("q without Q",)
    return PaintedPage(paints, tuple(streams), faults, inputs.common)


def _result(painter: Painter, inputs: StreamInputs) -> PaintedStream:
    notes = by_kind(painter.notes())
    return PaintedStream(
        key=StreamKey(inputs.content, inputs.named, inputs.before),
        paints=frozenset(note[0] for note in notes.get(Paint, ()) if isinstance(note[0], Paint)),
        reach=painter.record.reach,
        faults=tuple(dict.fromkeys(painter.faults)),
        notes=notes,
        backgrounds=tuple(painter.record.backgrounds),
        after=pause_after(painter, inputs.pause),
    )
