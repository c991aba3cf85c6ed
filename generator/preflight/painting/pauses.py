"""How a page stands between two parts of its content: all that what comes next depends on."""

from functools import cached_property
from hashlib import sha256
from typing import Any

from msgspec import Struct

from generator.pdfobjects.values import IDENTITY, Matrix
from ..coordinates import PageFrame
from .graphics import START, GraphicsState
from .marked_sequences import MarkedSequences, OpenSequence
from .named_resources import NamedResources
from .operators import TABLE
from .painter import Painter, SharedByPage
from .path_building import NO_PATH, CurrentPath, PathBuilder


class Pause(Struct, frozen=True, dict=True):
    """The state of a page between two of its streams. `sequences` are the open ones if the words of
    a tagged file are noted; otherwise None."""

    frame: PageFrame | None
    sequences: tuple[OpenSequence, ...] | None
    state: GraphicsState = START
    saved: tuple[GraphicsState, ...] = ()
    operands: tuple[Any, ...] = ()
    path: CurrentPath = NO_PATH
    text_matrix: Matrix = IDENTITY
    line_matrix: Matrix = IDENTITY
    layers: tuple[bytes, ...] = ()
    layered: tuple[bool, ...] = ()

    @cached_property
    def digest(self) -> bytes:
        """A digest of all of it: fonts and settings stand in it with digests of their own."""
        return sha256(repr(self).encode()).digest()


def painter_after(pause: Pause, resources: NamedResources) -> Painter:
    """A painter that continues from the state of the page."""
    page = SharedByPage(resources.file, pause.frame, TABLE)
    open_sequences = pause.sequences
    sequences = None if open_sequences is None else MarkedSequences(open_sequences=open_sequences)
    painter = Painter(page, resources, pause.state, sequences, base=IDENTITY)
    painter.stream.saved = list(pause.saved)
    painter.stream.operands = list(pause.operands)
    painter.path = PathBuilder(pause.path)
    painter.text_matrix, painter.line_matrix = pause.text_matrix, pause.line_matrix
    painter.layers, painter.layered = pause.layers, list(pause.layered)
    return painter


def pause_after(painter: Painter, before: Pause) -> Pause:
    """The state in which a painter leaves its page: most often the one it found, whose digest is
    known."""
    after = pause_of(painter)
    return before if after == before else after


def pause_of(painter: Painter) -> Pause:
    """The state of a page between two operators."""
    return Pause(
        frame=painter.page.frame,
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
