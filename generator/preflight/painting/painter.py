"""A drawing while its content streams are read: the page itself, a form, a pattern's cell, a glyph.

The operators work on a `Painter`. It holds the parts that they change, and says how much of a mark
is visible.
"""

from typing import Final

from msgspec import Struct, field

from generator.cache import Cache
from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.interpreter import Interpreter, OperatorTable, WorkBounds
from generator.pdfobjects.values import IDENTITY, Matrix, Obj
from ..coordinates import PageFrame
from ..plane import EVERYWHERE, Rectangle, within
from .graphics import OPAQUE, GraphicsState
from .marked_sequences import MarkedSequences
from .named_resources import NamedResources
from .notes import Detail, Notes, Paint, Transparent
from .path_building import PathBuilder
from .record import PaintRecord

# Faults kept of one stream: garbage has one at every word.
MAX_FAULTS: Final = 1000


class SharedByPage(Struct, frozen=True):
    """What all drawings of one page share. Without a `frame`, nobody knows where the page is
    trimmed and folded."""

    file: PdfFile
    frame: PageFrame | None
    table: "OperatorTable[Painter]"
    bounds: WorkBounds = field(default_factory=WorkBounds)

    @property
    def cache(self) -> Cache:
        return self.file.cache

    @property
    def pt(self) -> float:
        """Points in one unit of the page."""
        return self.frame.pt if self.frame else 1.0


class Painter:
    """One drawing, which starts in `state`. The matrix `base` places patterns (8.7.3.1)."""

    def __init__(
        self,
        page: SharedByPage,
        resources: NamedResources,
        state: GraphicsState,
        sequences: MarkedSequences | None = None,
        *,
        base: Matrix,
        in_glyph: bool = False,
    ) -> None:
        self.page = page
        self.file = page.file
        self.resources = resources
        self.stream = Interpreter(state, page.bounds)
        self.base = base
        self.record = PaintRecord()
        self.path = PathBuilder()
        self.text_matrix: Matrix = IDENTITY
        self.line_matrix: Matrix = IDENTITY
        self.layers: tuple[bytes, ...] = ()
        # of each marked content that is open, whether it is a layer
        self.layered: list[bool] = []
        self.sequences = sequences
        self.in_glyph = in_glyph
        self.faults: list[str] = []

    def run(self, data: bytes) -> None:
        """Read one stream. A part that cannot be understood is a fault, and reaches everywhere."""
        self.stream.run(data, self, self.page.table)

    def notes(self) -> Notes:
        notes = self.record.notes(self.page.pt)
        return (*notes, *self.sequences.contents()) if self.sequences else notes

    # What the interpreter asks for.

    def fault(self, message: str) -> None:
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(message)
        self.record.reach = EVERYWHERE

    def unknown_operator(self, word: str) -> None:
        self.fault(f"unknown operator {word}")

    # Marks.

    def seen(self, area: Rectangle) -> Rectangle | None:
        """The part of an area of the page that the clip shows."""
        window = self.stream.state.window
        return area if window is EVERYWHERE else within(area, window)

    def mark(self, area: Rectangle | None, paints: tuple[Paint, ...]) -> None:
        """Note that something is painted over `area`. A form is marked without paints, for those
        are noted inside it."""
        seen = None if area is None else self.seen(area)
        if seen is not None:
            self.record.mark(seen, paints, self.layers)
            if self.sequences and paints:
                self.sequences.note_paint(seen)

    def note(self, detail: Detail, area: Rectangle) -> None:
        seen = self.seen(area)
        if seen is not None:
            self.record.book.note(detail, seen)

    def note_transparency(
        self, area: Rectangle, *, fill: bool = False, stroke: bool = False
    ) -> None:
        """Note what makes a mark on `area` transparent."""
        transparency = self.stream.state.transparency
        if transparency is not OPAQUE:
            for reason in transparency.reasons(fill, stroke):
                self.note(Transparent(reason), area)

    def note_background(self, area: Rectangle, paints: tuple[Paint, ...]) -> None:
        seen = self.seen(area)
        if seen is not None:
            self.record.background(seen, paints)

    def note_cells(self, cells: Notes, area: Rectangle) -> None:
        """Add the notes of a pattern's cell that covers all of `area`."""
        seen = self.seen(area) if cells else None
        if seen is not None:
            self.record.book.spread(cells, seen)


def own_resources(painter: Painter, own: Obj) -> NamedResources:
    """The resources of a nested drawing: its own, or else those of the drawing round it."""
    entries = painter.file.get(own)
    return NamedResources(painter.file, entries) if isinstance(entries, dict) else painter.resources
