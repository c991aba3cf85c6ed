"""Rules about tagging: the structure has everything painted, and the two lead to each other."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from generator.pdfobjects.values import Obj, Ref
from ..document_facts import DocumentFacts
from ..page_tree import PageTree
from ..painting.marked_sequences import ARTIFACT, LOST, NOTHING, PAGE
from ..painting.notes import SequenceContent, SequenceStart
from ..painting.painted_pages import PaintedPages
from ..tree.structure_tree import (
    STANDARD,
    ContentRef,
    ObjectRef,
    StructElem,
    StructureTree,
    TaggedText,
)
from .registry import Fault, at_each, in_element, rule

_TAG: Final = "tag it, or mark it as an artifact if it is decoration"
_ANEW: Final = "make the file anew with a program that writes PDF/UA"


@rule("the file says that it is tagged, and is", "ISO 14289-1, 6.2 and 7.1")
def tagged(document: DocumentFacts, tree: StructureTree) -> Iterator[Fault]:
    said = document.file.dictionary(document.catalog.get("MarkInfo"))
    if not tree.root:
        yield Fault(
            "the file has no structure: nothing says what is a heading, a list or a picture",
            "save it as a tagged PDF; an office program does so from its export options",
        )
    elif not tree.elements:
        yield Fault("the file's structure is empty", _ANEW)
    if document.file.get(said.get("Marked")) is not True:
        yield Fault("the file does not say that it is tagged (MarkInfo)", _ANEW)
    if document.file.get(said.get("Suspects")) is True:
        yield Fault("the program that tagged the file suspects that it did so wrongly (Suspects)")


@rule("the structure is a tree, of elements only", "ISO 32000-1, 14.7.2")
def tag_tree(tree: StructureTree) -> Iterator[Fault]:
    tree.elements  # noqa: B018 - a walk through the tree finds its faults
    for fault, times in Counter(tree.faults).items():
        yield Fault(fault, _ANEW, times=times)


@rule(
    "every type of element is a standard one, or stands for one",
    "ISO 14289-1, 7.1: types of a program's own must be mapped, and standard ones must not",
)
def tag_roles(tree: StructureTree) -> Iterator[Fault]:
    for own in dict.fromkeys(element.type for element in tree.elements):
        if not tree.role(own):
            yield Fault(
                f'elements of the type "{own}" stand for no standard type',
                "map it to one in the role map",
            )
    for own in tree.roles:
        if own in STANDARD:
            yield Fault(f'the standard type "{own}" is said to stand for another')


@rule("everything painted is in the structure, or is an artifact", "ISO 14289-1, 7.1")
def tag_content(painted: PaintedPages, tree: StructureTree) -> Iterator[Fault]:
    if not tree.root:
        return
    claimed = {claim for _, claim in tree.claims}
    for noted in painted.noted(SequenceContent):
        owner = noted.detail.owner
        if owner == ARTIFACT or ContentRef(noted.page, *owner) in claimed:
            continue
        what = "a drawing" if noted.detail.drawn else "text"
        if owner == NOTHING:
            said = f"{what} that is neither in the structure nor an artifact"
        else:
            said = f"{what} marked as content {owner.number} that no element holds"
        yield from at_each(painted.places(noted), Fault(f"page {noted.page + 1}: {said}", _TAG))
    yield from _nested(painted)


def _nested(painted: PaintedPages) -> Iterator[Fault]:
    for noted in painted.noted(SequenceStart):
        owner, _, within = noted.detail
        if owner == ARTIFACT and within not in (ARTIFACT, NOTHING):
            said = "an artifact inside content that is tagged"
        elif within == ARTIFACT and owner != ARTIFACT:
            said = "tagged content inside an artifact"
        else:
            continue
        yield Fault(f"page {noted.page + 1}: {said}", times=noted.places.count)


@rule("each piece of marked content has its own number, and one element", "ISO 32000-1, 14.7.4.2")
def tag_numbers(painted: PaintedPages, tree: StructureTree, tagged: TaggedText) -> Iterator[Fault]:
    opened: Counter[ContentRef] = Counter()
    for noted in painted.noted(SequenceStart):
        if noted.detail.owner.number >= 0:
            opened[ContentRef(noted.page, *noted.detail.owner)] += noted.places.count
    for claim, count in opened.items():
        if count > 1 and claim.stream == PAGE:
            yield Fault(
                f"page {claim.page + 1}: {count} pieces of content have the number {claim.number}",
                _ANEW,
                place=tagged.place_of(claim),
            )
    claims = Counter(claim for _, claim in tree.claims)
    for claim, count in claims.items():
        page = f"page {claim.page + 1}: " if claim.page >= 0 else ""
        if count > 1:
            said = f"{page}{count} elements hold content {claim.number}"
            yield Fault(said, _ANEW, place=tagged.place_of(claim))
        if claim.stream == LOST or claim.page < 0:
            yield Fault(f"{page}an element holds content {claim.number}, whose place nobody "
                        "knows", _ANEW)  # fmt: skip
        elif claim.stream == PAGE and claim not in opened:
            yield Fault(f"{page}an element holds content {claim.number}, which is not there", _ANEW)


@rule(
    "from each piece of content and each annotation the way leads back to its element",
    "ISO 32000-1, 14.7.4.4: a screen reader that starts from the page goes this way",
)
def tag_parents(pages: PageTree, tree: StructureTree, tagged: TaggedText) -> Iterator[Fault]:
    keys: dict[int, int] = {}
    for number, entries in enumerate(pages.entries):
        key = pages.file.get(entries.get("StructParents"))
        if type(key) is int:
            if key in keys.values():
                yield Fault(f"page {number + 1}: its StructParents is that of another page", _ANEW)
            keys[number] = key
    missing: set[int] = set()
    for element, claim in tree.claims:
        key = keys.get(claim.page, -1) if claim.stream == PAGE else claim.stream
        if claim.stream == PAGE and key < 0 and claim.page >= 0:
            missing.add(claim.page)
        elif key >= 0 and not _leads_back(tree, element, claim, key):
            yield Fault(
                f"page {claim.page + 1}: the parent tree does not lead from content "
                f"{claim.number} to its element ({element.type})",
                _ANEW,
                place=tagged.place_of(claim),
            )
    for element, reference in tree.object_references:
        yield from _object_leads_back(tree, tagged, element, reference)
    for number in sorted(missing):
        yield Fault(f"page {number + 1}: it is tagged and has no StructParents", _ANEW)


def _leads_back(tree: StructureTree, element: StructElem, claim: ContentRef, key: int) -> bool:
    listed = tree.file.array(tree.parents.get(key))
    return 0 <= claim.number < len(listed) and _is(listed[claim.number], element)


def _object_leads_back(
    tree: StructureTree, tagged: TaggedText, element: StructElem, reference: ObjectRef
) -> Iterator[Fault]:
    if not reference.number:
        yield Fault(f"{element.at}an element ({element.type}) refers to no object", _ANEW)
        return
    target = tree.file.dictionary(tree.file.stored(reference.number).value)
    key = tree.file.get(target.get("StructParent"))
    if type(key) is not int:
        said = f"what an element ({element.type}) refers to has no StructParent"
        yield in_element(tagged, element, said, _ANEW)
    elif not _is(tree.parents.get(key), element):
        said = f"the parent tree does not lead from an object to its element ({element.type})"
        yield in_element(tagged, element, said, _ANEW)


def _is(value: Obj, element: StructElem) -> bool:
    """Whether a value of the parent tree is an element, which may have no number."""
    return isinstance(value, Ref) and (value.number == element.number or not element.number)


@rule("pages with links are gone through in the order of the structure", "ISO 14289-1, 7.18.3")
def tab_order(pages: PageTree) -> Iterator[Fault]:
    annotated = {note.page for note in pages.every_annotation}
    for number, entries in enumerate(pages.entries):
        order = pages.file.get(entries.get("Tabs"))
        if number in annotated and order != "S":
            yield Fault(f"page {number + 1}: its links are not gone through in the order of the "
                        "structure (Tabs)", limit="S", found=str(order or "nothing"))  # fmt: skip
