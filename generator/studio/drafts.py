"""A project whose files may have drafts: words that are being edited and are not saved yet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from generator.problems import Problem, Span
from generator.source.row_files import R, row_of
from generator.source.shelf import Shelf
from generator.source.yaml_text import YamlText


@dataclass(frozen=True)
class DraftShelf(Shelf):
    """A project's files, some of them as they are in the editor instead of on the disk. Forget a
    file after its draft has changed."""

    _drafts: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    _texts: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def put(self, path: str, text: str) -> None:
        """Read this text in place of a file that is there."""
        name = self.name(path)
        self._drafts[name], self._texts[name] = text.encode(), text

    def drop(self, path: str) -> None:
        """Read the file itself again."""
        self._drafts.pop(self.name(path), None)
        self._texts.pop(self.name(path), None)

    def _load(
        self, path: str, model: type[R], wanted_by: Span | None
    ) -> tuple[R | None, list[Problem]]:
        text = self._texts.get(path)
        read = text.take_node() if isinstance(text, YamlText) else None
        if read is None:
            return super()._load(path, model, wanted_by)
        self.read_bytes(path)  # which notes its digest
        return row_of(*read, model)

    def read_bytes(self, path: str | Path, wanted_by: Span | None = None) -> bytes:
        draft = self._drafts.get(self.name(path))
        if draft is None:
            return super().read_bytes(path, wanted_by)
        self._digests[self.name(path)] = hashlib.sha256(draft).hexdigest()
        return draft

    def digest(self, path: str) -> str:
        draft = self._drafts.get(path)
        return super().digest(path) if draft is None else hashlib.sha256(draft).hexdigest()
