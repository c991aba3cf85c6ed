"""Pages as their content streams paint them: each stream read once, and remembered.

What a stream paints depends on its bytes, on the resources it names, on how the stream before it
left the page, and on the frame of the page; it is remembered under exactly these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from generator.cache import Inputs
from generator.pdfobjects.decode import decode
from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Malformed, Obj, Stream
from generator.preflight.coordinates import PageFrame
from generator.preflight.painting.graphics import START, GraphicsState
from generator.preflight.painting.marked_sequences import MarkedSequences, OpenSequence
from generator.preflight.painting.named_resources import Name, NamedResources
from generator.preflight.painting.nested_drawings import group_paints
from generator.preflight.painting.notes import Background, Notes, by_kind
from generator.preflight.painting.operators import TABLE
from generator.preflight.painting.painter import Painter, SharedByPage
from generator.preflight.painting.paints import Paint
from generator.preflight.painting.path_building import NO_PATH, Path, PathBuilder
from generator.preflight.plane import IDENTITY, Area, Matrix


@dataclass(frozen=True)
class Pause:
    """How a page stands between two of its streams. `sequences` are those that are open where the
    words of a tagged file are noted; None where they are not."""

    frame: PageFrame | None
    sequences: tuple[OpenSequence, ...] | None
    state: GraphicsState = START
    saved: tuple[GraphicsState, ...] = ()
    operands: tuple[Any, ...] = ()
    path: Path = NO_PATH
    text_matrix: Matrix = IDENTITY
    line_matrix: Matrix = IDENTITY
    layers: tuple[bytes, ...] = ()
    layered: tuple[bool, ...] = ()

    @cached_property
    def digest(self) -> bytes:
        """A digest of all of it: fonts and settings stand in it with digests of their own."""
        return sha256(repr(self).encode()).digest()


@dataclass(frozen=True, slots=True)
class StreamInputs(Inputs["PaintedStream"]):
    """All that a stream's painting depends on, as digests: its bytes, the resources it names, and
    how the page stands before it."""

    content: bytes
    named: bytes
    before: bytes

    def result_size(self, result: "PaintedStream") -> int:
        notes = sum(map(len, result.notes.values()))
        return 3000 + 1000 * (notes + len(result.backgrounds))


@dataclass(frozen=True, slots=True)
class StreamNames(Inputs[tuple[Name, ...]]):
    """The resources that a stream names, known once it has been read."""

    content: bytes


@dataclass(frozen=True, slots=True)
class PaintedStream:
    """What one stream paints: its reach in the coordinates of the page (None: nothing painted),
    what could not be understood, what is noted by kind, the backgrounds in order, and how the page
    stands after it."""

    key: StreamInputs
    paints: frozenset[Paint]
    reach: Area | None
    faults: tuple[str, ...]
    notes: Mapping[type, Notes]
    backgrounds: tuple[Background, ...]
    after: Pause


@dataclass(frozen=True, slots=True)
class PageInputs(Inputs["PaintedPage"]):
    """All that a page's painting depends on. `common` is what all its streams share."""

    tagged: bool
    frame: PageFrame | None
    common: tuple[object, ...]
    resources: bytes
    contents: tuple[bytes, ...]

    def result_size(self, result: "PaintedPage") -> int:
        return 3000  # its streams are remembered, and counted, on their own


@dataclass(frozen=True, slots=True)
class PaintedPage:
    """What a page paints. `key` is what all its streams share."""

    paints: frozenset[Paint]
    streams: tuple[PaintedStream, ...]
    faults: tuple[str, ...]
    key: tuple[object, ...]

    @property
    def inks(self) -> frozenset[str]:
        """The inks that are laid by name."""
        found = (ink for paint in self.paints for ink, amount in paint.inks if amount > 0)
        return frozenset(found) - {"All", "None"}


def painted_page(
    file: PdfFile, entries: Mapping[str, Obj], frame: PageFrame | None, tagged: bool
) -> PaintedPage:
    """What a page paints, by its dictionary with what it inherits. Raises `Malformed`."""
    contents = file.get(entries.get("Contents"))
    listed = contents if isinstance(contents, tuple) else (contents,) if contents else ()
    resources = file.dictionary(entries.get("Resources"))
    inputs = PageInputs(
        tagged,
        frame,
        _common(file, entries, resources),
        file.digest(entries.get("Resources")),
        tuple(map(file.digest, listed)),
    )
    known = file.cache.find(inputs)
    if known is None:
        known = _read_page(file, entries, inputs, listed, NamedResources(file, resources))
        if not known.faults:
            file.cache.put(inputs, known)
    return known


def _common(
    file: PdfFile, entries: Mapping[str, Obj], resources: Mapping[str, Obj]
) -> tuple[object, ...]:
    found: list[object] = []
    for key in ("MediaBox", "CropBox", "TrimBox"):
        edges = file.numbers_of(entries.get(key))
        found.append(edges if len(edges) == 4 else file.digest(entries.get(key)))
    named = file.dictionary(resources.get("ColorSpace"))
    others = [entries.get(key) for key in ("Rotate", "UserUnit", "Group")]
    # These stand for the device spaces wherever a stream uses one (ISO 32000-1, 8.6.5.6).
    others += [named.get(key) for key in ("DefaultGray", "DefaultRGB", "DefaultCMYK")]
    return *found, *map(file.digest, others)


def _read_page(
    file: PdfFile,
    entries: Mapping[str, Obj],
    inputs: PageInputs,
    listed: tuple[Obj, ...],
    resources: NamedResources,
) -> PaintedPage:
    before = Pause(inputs.frame, () if inputs.tagged else None)
    streams: list[PaintedStream] = []
    for value, content in zip(listed, inputs.contents, strict=True):
        stream = _painted_stream(resources, value, content, before)
        streams.append(stream)
        before = stream.after
    painter = _painter(resources, Pause(inputs.frame, None))
    group = frozenset(group_paints(painter, entries))
    paints = group.union(*(stream.paints for stream in streams))
    faults = tuple(dict.fromkeys(fault for stream in streams for fault in stream.faults))
    if before.saved:
        faults += ("q without Q",)
    return PaintedPage(paints, tuple(streams), faults, inputs.common)


def _painted_stream(
    resources: NamedResources, value: Obj, content: bytes, before: Pause
) -> PaintedStream:
    """One stream of a page, with the digest `content`, read or remembered."""
    file = resources.file
    names = file.cache.find(StreamNames(content))
    if names is not None:
        known = file.cache.find(_inputs(resources, content, names, before))
        if known is not None:
            return known
    stream = file.get(value)
    if not isinstance(stream, Stream):
        raise Malformed("page contents that are not streams")
    painter = _painter(resources.afresh(), before)
    painter.run(decode(file, stream))
    names = tuple(sorted(painter.resources.named))
    inputs = _inputs(resources, content, names, before)
    painted = _result(painter, inputs, before)
    if not painted.faults:
        file.cache.put(StreamNames(content), names)
        file.cache.put(inputs, painted)
    return painted


def _inputs(
    resources: NamedResources, content: bytes, names: tuple[Name, ...], before: Pause
) -> StreamInputs:
    named = b"".join([resources.digest(*name) for name in names])
    return StreamInputs(content, named, before.digest)


def _painter(resources: NamedResources, before: Pause) -> Painter:
    """A painter that goes on from where the page stands."""
    page = SharedByPage(resources.file, before.frame, TABLE)
    open_sequences = before.sequences
    sequences = None if open_sequences is None else MarkedSequences(open_sequences=open_sequences)
    painter = Painter(page, resources, before.state, sequences, base=IDENTITY)
    painter.stream.saved = list(before.saved)
    painter.stream.operands = list(before.operands)
    painter.path = PathBuilder(before.path)
    painter.text_matrix, painter.line_matrix = before.text_matrix, before.line_matrix
    painter.layers, painter.layered = before.layers, list(before.layered)
    return painter


def _result(painter: Painter, inputs: StreamInputs, before: Pause) -> PaintedStream:
    after = Pause(
        frame=before.frame,
        sequences=painter.sequences.open_sequences if painter.sequences else None,
        state=painter.stream.state,
        saved=tuple(painter.stream.saved),
        operands=tuple(painter.stream.operands),
        path=painter.path.built(),
        text_matrix=painter.text_matrix,
        line_matrix=painter.line_matrix,
        layers=painter.layers,
        layered=tuple(painter.layered),
    )
    notes = by_kind(painter.notes())
    return PaintedStream(
        key=inputs,
        paints=frozenset(note[0] for note in notes.get(Paint, ()) if isinstance(note[0], Paint)),
        reach=painter.record.reach,
        faults=tuple(dict.fromkeys(painter.faults)),
        notes=notes,
        backgrounds=tuple(painter.record.backgrounds),
        after=after,
    )
