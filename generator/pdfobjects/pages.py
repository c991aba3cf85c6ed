"""The pages of a file in their order, with the entries they inherit (ISO 32000-1, 7.7.3)."""

from typing import Final, NamedTuple

from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Dictionary, Malformed, Obj, Ref

_INHERITED: Final = ("Resources", "MediaBox", "CropBox", "Rotate")
_MOST_PAGES: Final = 100_000


class PageObject(NamedTuple):
    """A page: the number of its object, 0 if it is none, and its entries, inherited ones too."""

    number: int
    entries: Dictionary


def page_objects(file: PdfFile) -> tuple[PageObject, ...]:
    """Raises `Malformed` if the page tree is broken."""
    pages: list[PageObject] = []
    seen: set[int] = set()
    catalog = file.dictionary(file.trailer.get("Root"))
    waiting: list[tuple[Obj, dict[str, Obj]]] = [(catalog.get("Pages"), {})]
    while waiting:
        value, above = waiting.pop()
        node = file.dictionary(value)
        number = value.number if isinstance(value, Ref) else 0
        if not node or number in seen or len(pages) > _MOST_PAGES:
            raise Malformed("the page tree is broken")
        inherited = above | {key: node[key] for key in _INHERITED if key in node}
        if "Kids" not in node:
            pages.append(PageObject(number, Dictionary(inherited | dict(node))))
            continue
        if number:
            seen.add(number)
        waiting += [(kid, inherited) for kid in reversed(file.array(node["Kids"]))]
    return tuple(pages)
