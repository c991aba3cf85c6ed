"""Rules about what the structure says: headings, lists, pictures, notes, bookmarks."""

from collections.abc import Iterator
from typing import Final

from generator.preflight.facts import Facts
from generator.preflight.rules.registry import Fault, rule
from generator.preflight.tree.structure_tree import StructElem
from generator.preflight.tree.text_alternatives import at, is_silent, place

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


def of(facts: Facts, role: str) -> tuple[StructElem, ...]:
    return facts.structure.by_role.get(role, ())


@rule("headings", "headings begin at the first rank and skip none", "ISO 14289-1, 7.4.2")
def headings(facts: Facts) -> Iterator[Fault]:
    before = 0
    plain = next(iter(of(facts, "H")), None)
    for element in facts.structure.elements:
        rank = _RANKS.get(element.role, 0)
        if not rank:
            continue
        if rank > before + 1:
            after = f"after H{before}" if before else "as the first"
            yield Fault(
                f"{at(element)}a heading of the rank {rank} {after}",
                "headings go down one rank at a time",
                place=place(facts, element),
                limit=f"H{before + 1}",
                found=f"H{rank}",
            )
        before = rank
        if is_silent(facts, element):
            yield Fault(f"{at(element)}a heading without words", place=place(facts, element))
    if plain is not None and before:
        yield Fault(f"{at(plain)}headings with and without rank in one file (H and H1)")
    for element in facts.structure.elements:
        ours = [kid for kid in element.elements if kid.role == "H"]
        if len(ours) > 1:
            yield Fault(
                f"{at(element)}{len(ours)} headings without rank (H) in one {element.type}",
                "put each with what it heads into a section (Sect) of its own",
                place=place(facts, ours[1]),
            )


def _above(element: StructElem) -> str:
    """The role of what an element stands in; NonStruct is as if it were not there."""
    return next((one.role for one in list(element.up())[1:] if one.role != "NonStruct"), "")


def below(element: StructElem) -> Iterator[StructElem]:
    """What an element holds, what is in NonStruct included."""
    waiting = element.elements[::-1]
    while waiting:
        kid = waiting.pop()
        if kid.role == "NonStruct":
            waiting += reversed(kid.elements)
        else:
            yield kid


def family(facts: Facts, *, lists: bool) -> Iterator[Fault]:
    """Elements of lists, or of tables, that stand in the wrong element or hold a wrong one."""
    for element in facts.structure.elements:
        role = element.role
        if role not in (_LISTS if lists else _TABLES):
            continue
        above = _above(element)
        if role in _STANDS_IN and above not in _STANDS_IN[role]:
            yield Fault(
                f"{at(element)}{role} stands in {above or 'nothing'}",
                place=place(facts, element),
                limit=" or ".join(sorted(_STANDS_IN[role])),
            )
        for kid in below(element):
            if role in _HOLDS and kid.role not in _HOLDS[role]:
                yield Fault(
                    f"{at(element)}{role} holds {kid.role or kid.type}",
                    place=place(facts, kid),
                    limit=", ".join(sorted(_HOLDS[role])),
                )


@rule(
    "lists", "lists hold their items, and items their label and words", "ISO 14289-1, 7.2 and 7.6"
)
def lists(facts: Facts) -> Iterator[Fault]:
    yield from family(facts, lists=True)
    for element in (*of(facts, "L"), *of(facts, "TOC")):
        kids = list(below(element))
        late = next((kid for kid in kids[1:] if kid.role == "Caption"), None)
        if late is not None:
            yield Fault(
                f"{at(element)}the caption of {element.type} is not the first in it",
                place=place(facts, late),
            )
    for element in of(facts, "L"):
        if not any(kid.role in ("LI", "L") for kid in below(element)):
            yield Fault(f"{at(element)}a list without items", place=place(facts, element))


@rule(
    "figures",
    "pictures have a text alternative, and say where they are",
    "ISO 14289-1, 7.3 and 7.7; ISO 32000-1, 14.8.5.4.3 for the BBox",
)
def figures(facts: Facts) -> Iterator[Fault]:
    structure = facts.structure
    for element in (*of(facts, "Figure"), *of(facts, "Formula")):
        name = "a picture" if element.role == "Figure" else "a formula"
        said = structure.text(element, "Alt").strip() or "ActualText" in element.entries
        if not said:
            yield Fault(
                f"{at(element)}{name} without a text alternative",
                "say in Alt what it shows, or mark it as an artifact if it is decoration",
                place=place(facts, element),
            )
        box = facts.file.numbers_of(structure.attributes(element, "Layout").get("BBox"))
        if element.role == "Figure" and (len(box) != 4 or box[0] == box[2] or box[1] == box[3]):
            yield Fault(
                f"{at(element)}{name} that does not say where it is (BBox)",
                place=place(facts, element),
            )


@rule("notes", "every footnote has a name of its own", "ISO 14289-1, 7.9")
def notes(facts: Facts) -> Iterator[Fault]:
    seen: set[str] = set()
    for element in of(facts, "Note"):
        name = facts.structure.text(element, "ID")
        if not name or name in seen:
            said = f'two notes of the name "{name}"' if name else "a note without a name (ID)"
            yield Fault(f"{at(element)}{said}", place=place(facts, element))
        seen.add(name)


@rule(
    "bookmarks",
    "a file of several pages with headings has bookmarks",
    "ISO 14289-1, 7.17 and WCAG 2.2, 2.4.5",
)
def bookmarks(facts: Facts) -> Iterator[Fault]:
    headed = any(of(facts, role) for role in ("H", *_RANKS))
    if len(facts.page_entries) < 2 or not headed:
        return
    outline = facts.file.dictionary(facts.catalog.get("Outlines"))
    item = facts.file.dictionary(outline.get("First"))
    title = facts.file.get(item.get("Title"))
    if not isinstance(title, bytes) or not facts.text(title).strip():
        yield Fault("the file has headings and no bookmarks", "have them made from the headings")
