"""The originals that translations were made from, by their digest. They show a translator what a
changed sentence said before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.content.sentences import digest
from generator.content.translation_rows import Earlier
from generator.source.writer import write

_COMMENT: Final = [
    "# yaml-language-server: $schema=../../../schemas/earlier.json",
    "# The originals that translations were made from, by digest; `cease translate import` adds to",
    "# them, and `export` shows a translator what a sentence said before it was changed.",
]


def earlier_text(originals: Mapping[str, str]) -> str:
    """The file of them."""
    return write({"texts": dict(originals)}, {"texts": _COMMENT})


def known_earlier(row: Earlier) -> dict[str, str]:
    """Those of a file whose digest is theirs."""
    return {made_from: text for made_from, text in row.texts.items() if digest(text) == made_from}
