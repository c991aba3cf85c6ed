"""Writes a document as plain text in reading order, for text-to-speech and for translators.

UTF-8 without a byte order mark, one line for each paragraph. In right-to-left languages numbers,
addresses and Latin words stand in Unicode isolates, or "0116 496 0123" would be shown as
"0123 496 0116".
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from generator.content.document import Block, Document
from generator.design.items import IMPRINT
from generator.isolates import ISOLATE, POP, is_foreign, stretches
from .reading_order import ReadingOrder

BULLET: Final = "•"
DRAFT: Final = "[Draft translation. Nobody qualified has reviewed these words yet.]"
TEST: Final = "[TEST. This is for trying things out: its numbers may ring nobody.]"


def plain_text(document: Document, reading: ReadingOrder) -> bytes:
    """The document's blocks with an empty line between them, and two before each heading."""
    rtl = document.direction == "rtl"
    write = partial(_isolated, amid=document.language) if rtl else _as_it_is
    warnings = ((DRAFT, document.draft), (TEST, document.test))
    lines = [line for words, applies in warnings if applies for line in (words, "")]
    for passage in reading.passages:
        if passage.block.kind == "heading" and lines:
            lines.append("")
        lines += [*_lines(passage.block, document.language, write), ""]
    printed = document.blocks.get(IMPRINT)
    if printed and printed.texts:
        said = (write(text.plain, text.language) for text in printed.texts)
        lines += ["", " ".join(said)]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _as_it_is(words: str, language: str) -> str:
    return words


def _isolated(words: str, language: str, amid: str) -> str:
    """Words amid right-to-left text: one isolate round all of them if their language is written
    from left to right, else one round each part that is."""
    if is_foreign(words, language, amid):
        return f"{ISOLATE}{words}{POP}"
    return "".join(f"{ISOLATE}{part}{POP}" if apart else part for part, apart in stretches(words))


def _lines(block: Block, language: str, write: Callable[[str, str], str]) -> Iterator[str]:
    mark = f"{BULLET} " if block.kind == "list" else ""
    for number, text in enumerate(block.texts):
        if number and block.kind == "paragraphs":
            yield ""
        yield mark + write(text.plain, text.language)
    for contact in block.contacts:
        both = [
            write(text.plain, text.language) for text in (contact.place, contact.number) if text
        ]
        whole = block.line if len(both) > 1 else None
        yield write(whole.plain, whole.language) if whole else ": ".join(both)
    if block.address:
        yield write(block.address, language)
