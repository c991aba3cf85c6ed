"""Rules about the meaning of the structure: headings, lists, pictures, notes, bookmarks."""

from collections.abc import Iterator
from typing import Final

from ..document_facts import DocumentFacts
from ..page_tree import PageTree
from ..tree.structure_tree import StructElem, StructureTree, TaggedText
from .registry import Fault, in_element, rule

_RANKS: Final = {f"H{rank}": rank for rank in range(1, 7)}
_ROWS: Final = frozenset({"TR", "THead", "TBody", "TFoot"})
# What may stand in what, as far as it is laid down (ISO 32000-1, 14.8.4.3).
_HOLDS: Final = {
    "L": frozenset({"L", "LI", "Caption"}),
    "LI": frozenset({"Lbl", "LBody"}),
    "Table": _ROWS | {"Caption"},
    "THead": frozenset({"TR"}),
    "TBody": frozenset({"TR"}),
    "TFoot": frozenset({"TR"}),
    "TR": frozenset({"TH", "TD"}),
    "TOC": frozenset({"TOC", "TOCI", "Caption"}),
}
_STANDS_IN: Final = {
    "LI": frozenset({"L"}),
    "LBody": frozenset({"LI"}),
    "TR": frozenset({"Table", "THead", "TBody", "TFoot"}),
    "THead": frozenset({"Table"}),
    "TBody": frozenset({"Table"}),
    "TFoot": frozenset({"Table"}),
    "TH": frozenset({"TR"}),
    "TD": frozenset({"TR"}),
    "TOCI": frozenset({"TOC"}),
}
_LISTS: Final = frozenset({"L", "LI", "LBody", "TOC", "TOCI"})
_TABLES: Final = (_HOLDS.keys() | _STANDS_IN.keys()) - _LISTS


@rule("headings begin at the first rank and skip none", "ISO 14289-1, 7.4.2")
def headings(tree: StructureTree, tagged: TaggedText) -> Iterator[Fault]:
    before = 0
    for element in tree.elements:
        rank = _RANKS.get(element.role, 0)
        if not rank:
            continue
        if rank > before + 1:
            after = f"after H{before}" if before else "as the first"
            said = f"a heading of the rank {rank} {after}"
            hint = "headings go down one rank at a time"
            fault = in_element(tagged, element, said, hint, f"H{before + 1}")
            yield fault._replace(found=f"H{rank}")
        before = rank
        if tagged.is_silent(element):
            yield in_element(tagged, element, "a heading without words")
    for plain in tree.of("H")[:1] if before else ():
        yield Fault(f"{plain.at}headings with and without rank in one file (H and H1)")
    for element in tree.elements:
        ours = [kid for kid in element.elements if kid.role == "H"]
        if len(ours) > 1:
            yield Fault(
                f"{element.at}{len(ours)} headings without rank (H) in one {element.type}",
                "put each with what it heads into a section (Sect) of its own",
                place=tagged.place(ours[1]),
            )


def below(element: StructElem) -> Iterator[StructElem]:
    """The elements in an element, with those in its NonStruct elements."""
    waiting = element.elements[::-1]
    while waiting:
        kid = waiting.pop()
        if kid.role == "NonStruct":
            waiting += reversed(kid.elements)
        else:
            yield kid


def nesting(tree: StructureTree, tagged: TaggedText, *, lists: bool) -> Iterator[Fault]:
    """Report elements of lists or of tables that stand in a wrong element or hold a wrong one."""
    for element in tree.elements:
        role = element.role
        if role not in (_LISTS if lists else _TABLES):
            continue
        around = (one.role for one in list(element.up())[1:] if one.role != "NonStruct")
        above = next(around, "")
        if role in _STANDS_IN and above not in _STANDS_IN[role]:
            said = f"{role} stands in {above or 'nothing'}"
            limit = " or ".join(sorted(_STANDS_IN[role]))
            yield in_element(tagged, element, said, limit=limit)
        for kid in below(element):
            if role in _HOLDS and kid.role not in _HOLDS[role]:
                yield Fault(
                    f"{element.at}{role} holds {kid.role or kid.type}",
                    place=tagged.place(kid),
                    limit=", ".join(sorted(_HOLDS[role])),
                )


@rule("lists hold their items, and items their label and words", "ISO 14289-1, 7.2 and 7.6")
def lists(tree: StructureTree, tagged: TaggedText) -> Iterator[Fault]:
    yield from nesting(tree, tagged, lists=True)
    for element in (*tree.of("L"), *tree.of("TOC")):
        late = next((kid for kid in list(below(element))[1:] if kid.role == "Caption"), None)
        if late is not None:
            said = f"{element.at}the caption of {element.type} is not the first in it"
            yield Fault(said, place=tagged.place(late))
    for element in tree.of("L"):
        if not any(kid.role in ("LI", "L") for kid in below(element)):
            yield in_element(tagged, element, "a list without items")


@rule(
    "pictures have a text alternative, and say where they are",
    "ISO 14289-1, 7.3 and 7.7; ISO 32000-1, 14.8.5.4.3 for the BBox",
)
def figures(tree: StructureTree, tagged: TaggedText) -> Iterator[Fault]:
    for element in (*tree.of("Figure"), *tree.of("Formula")):
        name = "a picture" if element.role == "Figure" else "a formula"
        if not tree.text(element, "Alt").strip() and "ActualText" not in element.entries:
            hint = "say in Alt what it shows, or mark it as an artifact if it is decoration"
            yield in_element(tagged, element, f"{name} without a text alternative", hint)
        box = tree.file.numbers_of(tree.attributes(element, "Layout").get("BBox"))
        if element.role == "Figure" and (len(box) != 4 or box[0] == box[2] or box[1] == box[3]):
            yield in_element(tagged, element, f"{name} that does not say where it is (BBox)")


@rule("every footnote has a name of its own", "ISO 14289-1, 7.9")
def notes(tree: StructureTree, tagged: TaggedText) -> Iterator[Fault]:
    seen: set[str] = set()
    for element in tree.of("Note"):
        name = tree.text(element, "ID")
        if not name or name in seen:
            said = f'two notes of the name "{name}"' if name else "a note without a name (ID)"
            yield in_element(tagged, element, said)
        seen.add(name)


@rule(
    "a file of several pages with headings has bookmarks", "ISO 14289-1, 7.17 and WCAG 2.2, 2.4.5"
)
def bookmarks(document: DocumentFacts, pages: PageTree, tree: StructureTree) -> Iterator[Fault]:
    if len(pages.entries) < 2 or not any(tree.of(role) for role in ("H", *_RANKS)):
        return
    outline = document.file.dictionary(document.catalog.get("Outlines"))
    item = document.file.dictionary(outline.get("First"))
    if not document.text(item.get("Title")).strip():
        yield Fault("the file has headings and no bookmarks", "have them made from the headings")
