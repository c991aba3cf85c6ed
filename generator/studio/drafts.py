"""A project whose files may have drafts: words that are being edited and are not saved yet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from generator.problems import Span
from generator.source.shelf import Shelf


@dataclass(frozen=True)
class DraftShelf(Shelf):
    """A project's files, some of them as they are in the editor instead of on the disk. Forget a
    file after its draft has changed."""

    _drafts: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)

    def put(self, path: str, text: str) -> None:
        """Read this text in place of a file that is there."""
        self._drafts[self.name(path)] = text.encode()

    def drop(self, path: str) -> None:
        """Read the file itself again."""
        self._drafts.pop(self.name(path), None)

    def read_bytes(self, path: str | Path, wanted_by: Span | None = None) -> bytes:
        draft = self._drafts.get(self.name(path))
        if draft is None:
            return super().read_bytes(path, wanted_by)
        self._digests[self.name(path)] = hashlib.sha256(draft).hexdigest()
        return draft

    def digest(self, path: str) -> str:
        draft = self._drafts.get(path)
        return super().digest(path) if draft is None else hashlib.sha256(draft).hexdigest()
