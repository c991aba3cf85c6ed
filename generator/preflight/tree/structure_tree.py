"""The structure tree as the file has it (ISO 32000-1, 14.7), read with distrust.

A tree may be deep, cyclic, endless or made of anything: it is walked without recursion, each
element once, and what is wrong with it is kept in words for the rules.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeVar

from msgspec import Struct

from generator.pdfobjects.values import Obj, Ref
from generator.problems import Place
from ..document_facts import DocumentFacts
from ..page_tree import PageTree
from ..painting.marked_sequences import LOST, PAGE
from ..painting.notes import SequenceContent
from ..painting.painted_pages import Noted, PaintedPages

Kid = TypeVar("Kid")
MAX_ELEMENTS: Final = 200_000
_MAX_NODES: Final = 100_000

# The types that need no role map (14.8.4), with those that only group.
GROUPING: Final = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
    "NonStruct", "Private",
})  # fmt: skip
STANDARD: Final = GROUPING | frozenset({
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH",
    "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code",
    "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
})  # fmt: skip


class ContentRef(Struct, frozen=True):
    """Marked content that an element calls its own: the page from 0 (-1 if none that is there),
    the StructParents of the form it is in (PAGE for the page's own, LOST for one that has none),
    its MCID."""

    page: int
    stream: int
    number: int


class ObjectRef(Struct, frozen=True):
    """An object, such as an annotation, that an element calls its own: the number of the object
    (0 if it is none) and its page from 0 (-1 if none that is there)."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class StructElem:
    """An element. `type` is its own, `role` what that stands for by the role map; `page` is from
    0, -1 if it names none; `entries` are its dictionary."""

    type: str
    role: str
    number: int
    page: int
    entries: Mapping[str, Obj] = field(repr=False)
    above: "StructElem | None" = field(default=None, repr=False)
    kids: "list[StructElem | ContentRef | ObjectRef]" = field(default_factory=list, repr=False)

    @property
    def elements(self) -> "list[StructElem]":
        return [kid for kid in self.kids if isinstance(kid, StructElem)]

    def walk(self) -> "Iterator[StructElem]":
        """The element and all below it, in reading order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.elements)

    def up(self) -> "Iterator[StructElem]":
        """The element and all that it stands in, from the inside."""
        element: StructElem | None = self
        while element is not None:
            yield element
            element = element.above

    @property
    def where(self) -> int:
        """The page, from 0, that it begins on; -1 if nobody knows."""
        for element in self.walk():
            for kid in element.kids:
                if not isinstance(kid, StructElem) and kid.page >= 0:
                    return kid.page
        return next((element.page for element in self.up() if element.page >= 0), -1)

    @property
    def at(self) -> str:
        """`page 3: `, or nothing if nobody knows."""
        return f"page {self.where + 1}: " if self.where >= 0 else ""


class StructureTree:
    """The tree of a file; without elements if it has none."""

    def __init__(self, document: DocumentFacts, pages: PageTree) -> None:
        self.document, self.file = document, document.file
        self.pages = pages
        self.faults: list[str] = []

    @cached_property
    def _root(self) -> Obj:
        return self.document.catalog.get("StructTreeRoot")

    @cached_property
    def root(self) -> Mapping[str, Obj]:
        return self.file.dictionary(self._root)

    @cached_property
    def roles(self) -> Mapping[str, str]:
        """The role map."""
        named = self.file.dictionary(self.root.get("RoleMap"))
        found = {own: self.file.get(role) for own, role in named.items()}
        return {own: role for own, role in found.items() if isinstance(role, str)}

    def role(self, type_: str) -> str:
        """What a type stands for: empty if the role map leads to no standard type."""
        if type_ in STANDARD:
            return type_
        seen = {type_}
        while (type_ := self.roles.get(type_, "")) not in STANDARD:
            if type_ in seen or not type_:
                return ""
            seen.add(type_)
        return type_

    @cached_property
    def elements(self) -> tuple[StructElem, ...]:
        """Every element, in reading order."""
        top = StructElem("", "", 0, -1, self.root)
        found: list[StructElem] = []
        seen: set[int] = set()
        waiting: list[tuple[StructElem, Obj]] = [
            (top, kid) for kid in reversed(self._kids(self.root))
        ]
        count = 0
        while waiting:
            above, value = waiting.pop()
            count += 1
            if count > MAX_ELEMENTS:
                self.faults.append(f"the structure has more than {MAX_ELEMENTS} parts")
                break
            kid = self._kid(above, value, seen)
            if kid is None:
                continue
            above.kids.append(kid)
            if isinstance(kid, StructElem):
                found.append(kid)
                waiting += [(kid, one) for one in reversed(self._kids(kid.entries))]
        for element in top.elements:
            element.above = None
        return tuple(found)

    @cached_property
    def _by_role(self) -> Mapping[str, tuple[StructElem, ...]]:
        found: dict[str, list[StructElem]] = {}
        for element in self.elements:
            found.setdefault(element.role, []).append(element)
        return {role: tuple(elements) for role, elements in found.items()}

    def of(self, role: str) -> tuple[StructElem, ...]:
        """The elements of a role, in reading order."""
        return self._by_role.get(role, ())

    @cached_property
    def claims(self) -> tuple[tuple[StructElem, ContentRef], ...]:
        """Each element with a marked content that it holds."""
        return tuple(self._own(ContentRef))

    @cached_property
    def object_references(self) -> tuple[tuple[StructElem, ObjectRef], ...]:
        """Each element with an object that it holds."""
        return tuple(self._own(ObjectRef))

    def _own(self, kind: type[Kid]) -> Iterator[tuple[StructElem, Kid]]:
        for element in self.elements:
            yield from ((element, kid) for kid in element.kids if isinstance(kid, kind))

    @cached_property
    def holders(self) -> Mapping[int, StructElem]:
        """The element that holds each object, by the object's number."""
        return {one.number: element for element, one in self.object_references}

    def _kids(self, entries: Mapping[str, Obj]) -> tuple[Obj, ...]:
        found = self.file.get(entries.get("K"))
        return found if isinstance(found, tuple) else () if found is None else (entries["K"],)

    def _kid(
        self, above: StructElem, value: Obj, seen: set[int]
    ) -> StructElem | ContentRef | ObjectRef | None:
        found = self.file.get(value)
        if type(found) is int:
            return ContentRef(above.page, PAGE, found)
        if not isinstance(found, dict):
            self.faults.append(f"an element ({above.type or 'the root'}) holds what is no element")
            return None
        page = self._page(found.get("Pg"), above.page)
        kind = self.file.get(found.get("Type"))
        if kind == "MCR":
            return self._claim(found, page)
        if kind == "OBJR":
            target = found.get("Obj")
            return ObjectRef(page, target.number if isinstance(target, Ref) else 0)
        return self._element(above, value, found, seen)

    def _element(
        self, above: StructElem, value: Obj, found: dict[str, Obj], seen: set[int]
    ) -> StructElem | None:
        type_ = self.file.get(found.get("S"))
        if not isinstance(type_, str):
            self.faults.append("an element of no type")
            return None
        number = value.number if isinstance(value, Ref) else 0
        if number and number in seen:
            self.faults.append(f"an element ({type_}) stands in the tree twice, or in itself")
            return None
        page = self._page(found.get("Pg"), -1)
        element = StructElem(type_, self.role(type_), number, page, found, above)
        if number:
            seen.add(number)
        self._check_parent(above, found, type_)
        return element

    def _check_parent(self, above: StructElem, found: Mapping[str, Obj], type_: str) -> None:
        said = found.get("P")
        right = above.number or (self._root.number if isinstance(self._root, Ref) else 0)
        if not isinstance(said, Ref) or said.number != right:
            self.faults.append(
                f"an element ({type_}) does not name what it stands in as its parent"
            )

    def _claim(self, found: Mapping[str, Obj], page: int) -> ContentRef | None:
        number = self.file.get(found.get("MCID"))
        if type(number) is not int:
            self.faults.append("a reference to marked content without its number")
            return None
        stream = PAGE
        if "Stm" in found:
            key = self.file.get(self.file.dictionary(found["Stm"]).get("StructParents"))
            stream = key if type(key) is int and key >= 0 else LOST
        return ContentRef(page, stream, number)

    def _page(self, value: Obj, otherwise: int) -> int:
        return self.pages.numbers.get(value.number, -1) if isinstance(value, Ref) else otherwise

    @cached_property
    def parents(self) -> Mapping[int, Obj]:
        """The parent tree by number (7.9.7)."""
        found: dict[int, Obj] = {}
        seen: set[int] = set()
        waiting = [self.root.get("ParentTree")]
        while waiting and len(seen) < _MAX_NODES:
            node = self.file.dictionary(waiting.pop())
            if id(node) in seen:
                continue
            seen.add(id(node))
            numbers = self.file.array(node.get("Nums"))
            for key, value in zip(numbers[::2], numbers[1::2], strict=False):
                plain = self.file.get(key)
                if type(plain) is int:
                    found.setdefault(plain, value)
            waiting += self.file.array(node.get("Kids"))
        return found

    def text(self, element: StructElem, key: str) -> str:
        """A text string among an element's entries; empty if there is none."""
        return self.document.text(element.entries.get(key))

    def attributes(self, element: StructElem, owner: str) -> dict[str, Obj]:
        """An element's attributes of an owner (14.7.5), those of its classes first."""
        classes = self.file.dictionary(self.root.get("ClassMap"))
        named = [self.file.get(one) for one in self._listed(element.entries.get("C"))]
        listed = [
            one
            for name in named
            if isinstance(name, str)
            for one in self._listed(classes.get(name))
        ]
        found: dict[str, Obj] = {}
        for one in [*listed, *self._listed(element.entries.get("A"))]:
            entries = self.file.dictionary(one)
            if self.file.get(entries.get("O")) == owner:
                found |= {key: self.file.get(value) for key, value in entries.items()}
        return found

    def _listed(self, value: Obj) -> tuple[Obj, ...]:
        found = self.file.get(value)
        return found if isinstance(found, tuple) else () if found is None else (found,)


class TaggedText:
    """The text of a tagged file, by the elements that hold it."""

    def __init__(self, tree: StructureTree, painted: PaintedPages) -> None:
        self.tree, self.painted = tree, painted

    @cached_property
    def contents(self) -> Mapping[ContentRef, tuple[Noted[SequenceContent], ...]]:
        """What is painted in each sequence of marked content, as an element would claim it."""
        found: dict[ContentRef, list[Noted[SequenceContent]]] = {}
        for noted in self.painted.noted(SequenceContent):
            found.setdefault(ContentRef(noted.page, *noted.detail.owner), []).append(noted)
        return {claim: tuple(contents) for claim, contents in found.items()}

    def words(self, element: StructElem) -> str:
        """What an element says, as it is read: ActualText and Alt stand for all below them."""
        said: list[str] = []
        waiting: list[object] = [element]
        while waiting:
            kid = waiting.pop()
            if isinstance(kid, ContentRef):
                said += [noted.detail.words for noted in self.contents.get(kid, ())]
            elif isinstance(kid, StructElem):
                own = self.tree.text(kid, "ActualText") or self.tree.text(kid, "Alt")
                if own:
                    said.append(own)
                else:
                    waiting += reversed(kid.kids)
        return "".join(said)

    def is_silent(self, element: StructElem) -> bool:
        """Whether an element says nothing but blanks."""
        for one in element.walk():
            if self.tree.text(one, "ActualText").strip() or self.tree.text(one, "Alt"):
                return False
        contents = (noted for claim in _claims(element) for noted in self.contents.get(claim, ()))
        return not any(shown.words.strip() for noted in contents for shown in noted.detail.shown)

    def place(self, element: StructElem) -> Place | None:
        """Where an element begins on its page."""
        places = (self.place_of(claim) for claim in _claims(element))
        return next((found for found in places if found is not None), None)

    def place_of(self, claim: ContentRef) -> Place | None:
        for noted in self.contents.get(claim, ()):
            for spot in noted.places.first:
                return self.painted.place(noted.page, spot)
        return None


def _claims(element: StructElem) -> Iterator[ContentRef]:
    """All marked content of an element and of those below it."""
    for one in element.walk():
        yield from (kid for kid in one.kids if isinstance(kid, ContentRef))
