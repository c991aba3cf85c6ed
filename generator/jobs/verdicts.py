"""Verdicts: what is wrong with a document's words in a layout, at one of its formats.

A verdict is known by all that it depends on: the words of the document that the layout sets, the
files of the design, and the fonts and pictures that these name. So a command that follows a change
sets only the pieces that the change concerns. Verdicts have keys in place of places, which are
found when they are reported. A project's verdicts are kept together, as one result on disk.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import MsgspecError, msgpack

from generator.cache import Cache
from generator.content.document import Document
from generator.design.drawing import Drawing
from generator.design.layout_walk import Section
from generator.design.project_design import Design
from generator.kept import Kept
from generator.problems import Problem
from generator.source.shelf import Shelf
from .matching import block_reads

Faults: TypeAlias = tuple[Problem, ...]

MOST: Final = 20_000  # verdicts of a project that are kept
_CARRIED: Final = frozenset({"blocks", "files"})  # fields of a document that are told otherwise


class Verdicts:
    """The verdicts on a project's pieces that earlier commands left in `kept`, and those of this
    one. With None nothing is kept."""

    def __init__(self, kept: Kept | None, root: str) -> None:
        self._kept = kept
        self._name = msgpack.encode(("verdicts", root))
        self._earlier = self._read()
        self._now: dict[bytes, Faults] = {}
        self.made = 0  # how many were not known

    def of(self, key: bytes, make: Callable[[], Faults]) -> Faults:
        """The verdict with a key, made now if it is not known; without a key always."""
        known = self._earlier.get(key)
        if known is None:
            known = make()
            self.made += 1
        if key and all(each.span is None for each in known):  # lines may be others next time
            self._now[key] = known
        return known

    @property
    def are_new(self) -> bool:
        """Whether no earlier command left any."""
        return not self._earlier

    def add(self, found: Mapping[bytes, Faults]) -> None:
        """Add the verdicts that another process of this command asked for."""
        self._now.update(found)

    def taken(self) -> dict[bytes, Faults]:
        """The verdicts asked for since the last time, for another process to keep."""
        found, self._now = self._now, {}
        return found

    def keep(self) -> None:
        """Keep this command's verdicts, and before them as many earlier ones as there is room
        for."""
        if self._kept is None or self._now.keys() <= self._earlier.keys():
            return
        found = {**self._now, **self._earlier}
        held = dict([*found.items()][:MOST])
        self._kept.put("verdicts", self._name, msgpack.encode(held))

    def _read(self) -> dict[bytes, Faults]:
        data = self._kept.find(self._name) if self._kept else None
        try:
            return msgpack.decode(data, type=dict[bytes, Faults]) if data else {}
        except (MsgspecError, ValueError):
            return {}


class PieceCheck:
    """Gives the verdicts on a project's pieces."""

    def __init__(self, shelf: Shelf, design: Design, cache: Cache) -> None:
        self.shelf, self.design, self.cache = shelf, design, cache
        self.verdicts = Verdicts(cache.kept, str(shelf.root))
        self._files: dict[str, str] = {}
        self._designs: dict[tuple[str, str], str] = {}
        self._rest: tuple[Document, str] | None = None

    def pages(self, document: Document, drawing: Drawing, format_name: str) -> Faults:
        """What is wrong with a document in a layout with pages."""
        from generator.typeset.compose import wrong_with
        from generator.typeset.faults import placed

        key, cache = self.key(document, drawing, format_name), self.cache
        found = self.verdicts.of(key, lambda: wrong_with(document, drawing, format_name, cache))
        return placed(found, document, drawing)

    def easy(self, document: Document, drawing: Drawing, words: Sequence[Section]) -> Faults:
        """What is wrong with a document in a layout for easy wording, in the order of `words`."""
        from generator.typeset.faults import placed
        from generator.typeset.flowing import wrong_with

        assert drawing.layout.flow is not None
        body = drawing.layout.flow.body
        key, cache = self.key(document, drawing, "", repr([*words])), self.cache
        found = self.verdicts.of(key, lambda: wrong_with(document, drawing, words, body, cache))
        return placed(found, document, drawing)

    def keep(self) -> None:
        self.verdicts.keep()

    def key(self, document: Document, drawing: Drawing, format_name: str, how: str = "") -> bytes:
        """The digest of all that a verdict depends on; empty if it is not known, and the piece is
        set anew: a picture is missing, or lies elsewhere."""
        rest, design = self._said_around(document), self._design(drawing)
        if not rest or not design:
            return b""
        words = self._words(document, drawing, format_name)
        return _digest((rest, words, design, format_name, how)).encode()

    def _words(self, document: Document, drawing: Drawing, format_name: str) -> list[str]:
        """The digest of each block that a layout sets at a format; of one that flows, of each."""
        from generator.typeset.portions import in_easy_words

        flow = drawing.layout.flow
        if flow is not None:
            shown = in_easy_words(document, flow) if flow.easy else document
            return [block.digest.hex() for block in shown.blocks.values()]
        layout = drawing.for_format(format_name).layout
        printed = block_reads(document, layout, self.cache).blocks
        blocks = document.blocks.items()
        return [block.without_easy for name, block in blocks if name in printed]

    def _said_around(self, document: Document) -> str:
        """The digest of what a document says beside the words of its blocks, of what blocks it has,
        and of its pictures; empty if a picture is not known."""
        if self._rest is None or self._rest[0] is not document:
            found = [self._file(path) for path in dict.fromkeys(_pictures(document))]
            rest = [getattr(document, e.name) for e in fields(document) if e.name not in _CARRIED]
            kinds = [(name, block.kind) for name, block in document.blocks.items()]
            self._rest = document, _digest((rest, kinds, found)) if all(found) else ""
        return self._rest[1]

    def _design(self, drawing: Drawing) -> str:
        """The digest of the files that a drawing was read from, and of its fonts."""
        name = drawing.name, drawing.layout.theme
        if name not in self._designs:
            design = self.design
            with self.shelf.recording() as recorder:
                design.drawing(drawing.name, theme=drawing.layout.theme)
            files = [(path, design.digest(path)) for path in sorted(recorder.files)]
            fonts = [(path, self._font(path)) for path in dict.fromkeys(_fonts(drawing))]
            self._designs[name] = _digest((name, files, fonts))
        return self._designs[name]

    def _file(self, path: str) -> str:
        """The digest of a file of the project; empty if it has no such file."""
        if path not in self._files:
            root = self.shelf.root
            real = Path(os.path.realpath(root / path))
            own = real.is_relative_to(root) and real.is_file()
            self._files[path] = self.shelf.digest(path) if own else ""
        return self._files[path]

    def _font(self, path: str) -> str:
        """The digest of a font, which may be one of the program's."""
        if path not in self._files:
            with open(path, "rb") as file:
                self._files[path] = hashlib.file_digest(file, "sha256").hexdigest()
        return self._files[path]


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()


def _pictures(document: Document) -> Iterator[str]:
    """The paths of all pictures that a document names."""
    for logo in document.logos:
        yield logo.file
        yield from (each.file for each in (logo.black, logo.dark) if each)
    yield from (image.file for image in document.images)
    for block in document.blocks.values():
        yield from (sentence.symbol for sentence in block.easy if sentence.symbol)


def _fonts(drawing: Drawing) -> Iterator[str]:
    """The paths of the fonts that a drawing may set words in."""
    scripts = (each.weights for each in drawing.scripts.values())
    for weights in (drawing.weights, *scripts, *drawing.fallback):
        yield from (font.path for font in weights.values())
