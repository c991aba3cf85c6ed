"""The words of a tagged file in the order of its structure, as other programs read them."""

import ctypes
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from tests.outside_programs import run

# Elements whose words are part of what they stand in, and those that have others' words only.
INLINE = {"Span", "Link", "Figure", "Quote"}


class ReadElement(NamedTuple):
    """A paragraph, heading, label or item, with its type and the languages named in it."""

    role: str
    words: str
    languages: tuple[tuple[str, str], ...] = ()


def by_pdfium(data: bytes) -> list[ReadElement]:
    """PDFium's structure, page by page; ActualText stands for what is below it."""
    with pypdfium2.PdfDocument(data) as document:
        return [element for page in document for element in _page(page)]


def _page(page: pypdfium2.PdfPage) -> Iterator[ReadElement]:
    text = page.get_textpage()
    said: dict[int, str] = {}
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=1):
        number = raw.FPDFPageObj_GetMarkedContentID(item.raw)
        said[number] = said.get(number, "") + _string(
            lambda buffer, size, item=item: raw.FPDFTextObj_GetText(
                item.raw, text.raw, buffer, size
            )
        )
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    count = raw.FPDF_StructTree_CountChildren(tree)
    for index in range(count):
        yield from _blocks(raw.FPDF_StructTree_GetChildAtIndex(tree, index), said)
    raw.FPDF_StructTree_Close(tree)
    text.close()


def _blocks(element: Any, said: dict[int, str]) -> Iterator[ReadElement]:
    """The innermost elements that hold more than a part of a line, each with its words."""
    kids = [kid for _, kid in _kids(element) if kid is not None]
    if any(_role(kid) not in INLINE for kid in kids):
        for kid in kids:
            yield from _blocks(kid, said)
        return
    languages: list[tuple[str, str]] = []
    words = _words(element, said, languages)
    yield ReadElement(_role(element), words, tuple(languages))


def _words(element: Any, said: dict[int, str], languages: list[tuple[str, str]]) -> str:
    words = _string(
        lambda buffer, size: raw.FPDF_StructElement_GetActualText(element, buffer, size)
    )
    if not words:
        words = "".join(
            said.get(number, "") if kid is None else _words(kid, said, languages)
            for number, kid in _kids(element)
        )
    language = _string(partial(raw.FPDF_StructElement_GetLang, element))
    if language:
        languages.append((language, words))
    return words


def _kids(element: Any) -> Iterator[tuple[int, Any]]:
    """Marked content by its number, or elements."""
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        kid = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        if kid:
            yield -1, kid
            continue
        number = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if number >= 0:
            yield number, None


def _role(element: Any) -> str:
    return _string(partial(raw.FPDF_StructElement_GetType, element))


def _string(ask: Any) -> str:
    """A UTF-16 string by PDFium's convention: asked for its size in bytes, then for itself."""
    size = ask(None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    ask(buffer, size)
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")


def by_poppler(path: Path) -> str:
    """Poppler's words, in the order of the structure; where glyphs tell them, not ActualText."""
    return "".join(re.findall(r'^\s*"(.*)"$', run("pdfinfo", "-struct-text", path), re.MULTILINE))
