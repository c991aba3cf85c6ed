"""A document as plain text in the order in which it is read, for voices and for translators.

UTF-8 without a mark at its start, a line for each paragraph, none wrapped: whatever shows it
wraps. In right-to-left languages numbers, addresses and Latin words stand in Unicode isolates,
or "0116 496 0123" would be shown as "0123 496 0116".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.content.document import Block, Document
from generator.isolates import ISOLATE, POP, stretches
from generator.reflow.reading import Reading

BULLET: Final = "•"
DRAFT: Final = "[Draft translation. Nobody qualified has reviewed these words yet.]"
TEST: Final = "[TEST. This is for trying things out: its numbers may ring nobody.]"


def plain_text(document: Document, reading: Reading) -> bytes:
    """Blocks with an empty line between them and two before each heading."""
    isolating = document.direction == "rtl"
    told = ((DRAFT, document.draft), (TEST, document.test))
    lines = [line for words, is_told in told if is_told for line in (words, "")]
    for passage in reading.passages:
        if passage.block.kind == "heading" and lines:
            lines.append("")
        said = _lines(passage.block)
        lines += [*(map(_isolated, said) if isolating else said), ""]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _isolated(line: str) -> str:
    return "".join(f"{ISOLATE}{part}{POP}" if apart else part for part, apart in stretches(line))


def _lines(block: Block) -> Iterator[str]:
    mark = f"{BULLET} " if block.kind == "list" else ""
    for number, text in enumerate(block.texts):
        if number and block.kind == "paragraphs":
            yield ""
        yield mark + text.plain
    for contact in block.contacts:
        both = [text.plain for text in (contact.place, contact.number) if text]
        yield block.line.plain if block.line and len(both) > 1 else ": ".join(both)
    if block.address:
        yield block.address
