"""Writes the structure tree: what a screen reader reads of a file, in reading order.

It starts from the elements of the pages' content streams. Parts of one text become one element, and
headings a tree without gaps. The parent tree leads from each piece of marked content and each link
back to its element (ISO 32000-1, 14.7; ISO 14289-1).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct, field

from generator.page import Tag
from .marked_content import Annotation, Kid, PdfRectangle, TagElement
from .object_bytes import FileBuilder, decimal, text_string

# What marks the items of a list: a bullet, or a label of its own words.
_BULLETS: Final = b"/A<</O/List/ListNumbering/Disc>>"
_LABELS: Final = b"/A<</O/List/ListNumbering/None>>"


class WrittenPage(Struct, frozen=True):
    """A page as it was written: the number of its object, its elements in reading order, and the
    numbers of its links' objects by the identity of their annotation."""

    number: int
    kids: tuple[Kid, ...]
    links: Mapping[int, int]


class Bookmark(Struct, frozen=True):
    """A heading: its level from 1, its words, its page's object and its top in pt."""

    level: int
    words: str
    page: int
    top: float


class _ElementNode(Struct):
    """Elements of one key as one node, with the page of each part."""

    tag: Tag
    kids: list[tuple[int, Kid]] = field(default_factory=list)
    words: str = ""
    box: PdfRectangle | None = None


def add_structure(file: FileBuilder, pages: Sequence[WrittenPage]) -> tuple[bytes, list[Bookmark]]:
    """Put the tree into the file, and give the catalog's entries and the headings. Page n of
    `pages` has the StructParents n, and links have the numbers after these (see `link_key`)."""
    builder = _StructureBuilder(file, pages)
    return builder.build(), builder.bookmarks


def link_key(pages: int, index: int) -> int:
    """The StructParent of a link: `index` counts links from 0 in the order of a file with so many
    pages."""
    return pages + index


def spoken(kids: Iterable[Kid]) -> list[object]:
    """Everything that a structure depends on beside its marked content."""
    return [
        (
            kid.tag.role,
            _attributes(_ElementNode(kid.tag, box=kid.box)),
            kid.tag.key,
            spoken(kid.kids),
        )
        for kid in kids
        if isinstance(kid, TagElement)
    ]


class _StructureBuilder:
    def __init__(self, file: FileBuilder, pages: Sequence[WrittenPage]) -> None:
        self.file, self.pages = file, pages
        self.bookmarks: list[Bookmark] = []
        self._parents: list[dict[int, int]] = [{} for _ in pages]
        self._link_parents: dict[int, int] = {}
        self._level = 0

    def build(self) -> bytes:
        file = self.file
        root, document = file.reserve(), file.reserve()
        parts = [(index, kid) for index, page in enumerate(self.pages) for kid in page.kids]
        kids = [self._element(node, document) for node in _joined(parts)]
        file.fill(document, b"<</S/Document/P %d 0 R/K[%b]>>" % (root, _references(kids)))
        parents = file.add(b"<</Nums[%b]>>" % b" ".join(self._numbered()))
        count = len(self.pages) + len(self._link_parents)
        file.fill(
            root,
            b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>"
            % (document, parents, count),
        )
        return b"/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R" % root

    def _numbered(self) -> Iterator[bytes]:
        """The parent tree: for each page the elements of its marked content by number, for each
        link its own."""
        for index, found in enumerate(self._parents):
            elements = [found[number] for number in sorted(found)]
            yield b"%d %d 0 R" % (index, self.file.add(b"[%b]" % _references(elements)))
        numbers = [number for page in self.pages for number in page.links.values()]
        for index, number in enumerate(numbers):
            key = link_key(len(self.pages), index)
            yield b"%d %d 0 R" % (key, self._link_parents[number])

    def _element(self, node: _ElementNode, parent: int) -> int:
        """Put an element and all in it into the file, and give its number."""
        number = self.file.reserve()
        page = node.kids[0][0]
        role = self._heading(node, page) if _rank(node.tag) else node.tag.role
        kids: list[bytes] = []
        for child in _children(node):
            if isinstance(child, _ElementNode):
                kids.append(b"%d 0 R" % self._element(child, number))
            else:
                kids.append(self._content(*child, number, page))
        entries = b"/S/%b/P %d 0 R/Pg %d 0 R/K[%b]%b" % (
            role.encode(),
            parent,
            self.pages[page].number,
            b" ".join(kids),
            _attributes(node),
        )
        self.file.fill(number, b"<<%b>>" % entries)
        return number

    def _content(self, page: int, kid: Annotation | int, element: int, home: int) -> bytes:
        """Marked content, or a link, among the kids of `element`, whose page is `home`."""
        if isinstance(kid, int):
            self._parents[page][kid] = element
            if page == home:
                return b"%d" % kid
            return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (self.pages[page].number, kid)
        number = self.pages[page].links[id(kid)]
        self._link_parents[number] = element
        return b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (self.pages[page].number, number)

    def _heading(self, node: _ElementNode, page: int) -> str:
        """The role of a heading: at most one rank below the heading before it, and the first is of
        the first rank (ISO 14289-1, 7.4.2)."""
        self._level = min(_rank(node.tag), self._level + 1)
        top = node.box[3] if node.box else 0.0
        words = " ".join(node.words.split())
        self.bookmarks.append(Bookmark(self._level, words, self.pages[page].number, top))
        return f"H{self._level}"


def _rank(tag: Tag) -> int:
    """The rank of a heading; 0 for anything else."""
    return int(tag.role[1:]) if tag.role[:1] == "H" and tag.role[1:].isdigit() else 0


def _joined(parts: Iterable[tuple[int, Kid]]) -> list[_ElementNode]:
    """Neighbouring elements, where those of one key and role are one."""
    nodes: list[_ElementNode] = []
    for page, kid in parts:
        if not isinstance(kid, TagElement):
            continue
        last = nodes[-1] if nodes else None
        tag = kid.tag
        if not (last and tag.key and (last.tag.key, last.tag.role) == (tag.key, tag.role)):
            nodes.append(last := _ElementNode(tag, box=kid.box))
        last.kids += [(page, each) for each in kid.kids]
        last.words += kid.words
    return nodes


def _children(node: _ElementNode) -> Iterator[_ElementNode | tuple[int, Annotation | int]]:
    """The content of a node, where elements of one key are one."""
    waiting: list[tuple[int, Kid]] = []
    for page, kid in node.kids:
        if isinstance(kid, TagElement):
            waiting.append((page, kid))
            continue
        if waiting:
            yield from _joined(waiting)
            waiting = []
        yield page, kid
    if waiting:
        yield from _joined(waiting)


def _attributes(node: _ElementNode) -> bytes:
    """The attributes of an element, and its words in place of what is seen."""
    tag, said = node.tag, b""
    if tag.role == "L":
        said += _LABELS if _has_words_for_labels(node) else _BULLETS
    if tag.role == "Figure" and node.box:
        box = " ".join(map(decimal, node.box)).encode()
        said += b"/A<</O/Layout/Placement/Block/BBox[%b]>>" % box
    if tag.alt:
        said += b"/Alt" + text_string(tag.alt)
    if tag.actual_text:
        said += b"/ActualText" + text_string(tag.actual_text)
    if tag.language:
        said += b"/Lang" + text_string(tag.language)
    return said


def _has_words_for_labels(node: _ElementNode) -> bool:
    """Whether the items of a list have no bullets: no labels, or labels that are words."""
    for _, item in node.kids:
        if isinstance(item, TagElement):
            for part in item.kids:
                if isinstance(part, TagElement) and part.tag.role == "Lbl":
                    return not part.tag.actual_text
    return True


def add_bookmarks(file: FileBuilder, bookmarks: Sequence[Bookmark]) -> bytes:
    """Put an outline of the headings into the file, nested by rank, and give the catalog's
    entry."""
    if not bookmarks:
        return b""
    root = file.reserve()
    numbers = [file.reserve() for _ in bookmarks]
    above: list[int | None] = []
    path: list[int] = []
    for index, bookmark in enumerate(bookmarks):
        while path and bookmarks[path[-1]].level >= bookmark.level:
            path.pop()
        above.append(path[-1] if path else None)
        path.append(index)
    below: dict[int | None, list[int]] = {}
    for index, parent in enumerate(above):
        below.setdefault(parent, []).append(index)
    for siblings in below.values():
        for place, index in enumerate(siblings):
            bookmark, parent = bookmarks[index], above[index]
            entries = b"/Title%b/Parent %d 0 R/Dest[%d 0 R/XYZ null %b null]" % (
                text_string(bookmark.words),
                root if parent is None else numbers[parent],
                bookmark.page,
                decimal(bookmark.top).encode(),
            )
            if place:
                entries += b"/Prev %d 0 R" % numbers[siblings[place - 1]]
            if place + 1 < len(siblings):
                entries += b"/Next %d 0 R" % numbers[siblings[place + 1]]
            entries += _ends(below, index, numbers)
            file.fill(numbers[index], b"<<%b>>" % entries)
    file.fill(root, b"<</Type/Outlines%b>>" % _ends(below, None, numbers))
    return b"/Outlines %d 0 R" % root


def _ends(
    below: Mapping[int | None, list[int]], index: int | None, numbers: Sequence[int]
) -> bytes:
    """The first and last of an outline item's kids, and how many show beneath it, since all are
    open."""
    kids = below.get(index)
    if not kids:
        return b""
    waiting, shown = list(kids), 0
    while waiting:
        shown += 1
        waiting += below.get(waiting.pop(), [])
    first, last = numbers[kids[0]], numbers[kids[-1]]
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (first, last, shown)


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
