"""Rules about tagging as such: all that is painted is in the structure, found from both ends."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from generator.pdfobjects.values import Obj, Ref
from generator.preflight.facts import Facts
from generator.preflight.painting.marked_sequences import ARTIFACT, LOST, NOTHING, PAGE
from generator.preflight.painting.notes import SequenceContent, SequenceStart
from generator.preflight.rules.registry import Fault, rule
from generator.preflight.tree.structure_tree import (
    STANDARD,
    ContentRef,
    ObjectRef,
    StructElem,
)
from generator.preflight.tree.text_alternatives import at, place, place_of

_TAG: Final = "tag it, or mark it as an artifact if it is decoration"
_ANEW: Final = "make the file anew with a program that writes PDF/UA"


@rule("tagged", "the file says that it is tagged, and is", "ISO 14289-1, 6.2 and 7.1")
def tagged(facts: Facts) -> Iterator[Fault]:
    said = facts.file.dictionary(facts.catalog.get("MarkInfo"))
    if not facts.structure.root:
        yield Fault(
            "the file has no structure: nothing says what is a heading, a list or a picture",
            "save it as a tagged PDF; an office program does so from its export options",
        )
    elif not facts.structure.elements:
        yield Fault("the file's structure is empty", _ANEW)
    if facts.file.get(said.get("Marked")) is not True:
        yield Fault("the file does not say that it is tagged (MarkInfo)", _ANEW)
    if facts.file.get(said.get("Suspects")) is True:
        yield Fault("the program that tagged the file suspects that it did so wrongly (Suspects)")


@rule("tag-tree", "the structure is a tree, of elements only", "ISO 32000-1, 14.7.2")
def tag_tree(facts: Facts) -> Iterator[Fault]:
    facts.structure.elements  # noqa: B018 - what is wrong is known once it has been walked
    for wrong, times in Counter(facts.structure.wrong).items():
        yield Fault(wrong, _ANEW, times=times)


@rule(
    "tag-roles",
    "every type of element is a standard one, or stands for one",
    "ISO 14289-1, 7.1: types of a program's own must be mapped, and standard ones must not",
)
def tag_roles(facts: Facts) -> Iterator[Fault]:
    structure = facts.structure
    for own in dict.fromkeys(element.type for element in structure.elements):
        if not structure.role(own):
            yield Fault(
                f'elements of the type "{own}" stand for no standard type',
                "map it to one in the role map",
            )
    for own in structure.roles:
        if own in STANDARD:
            yield Fault(f'the standard type "{own}" is said to stand for another')


@rule(
    "tag-content",
    "everything painted is in the structure, or is an artifact",
    "ISO 14289-1, 7.1",
)
def tag_content(facts: Facts) -> Iterator[Fault]:
    if not facts.structure.root:
        return
    claimed = {claim for _, claim in facts.structure.claims}
    for noted in facts.noted(SequenceContent):
        owner = noted.detail.owner
        if owner == ARTIFACT or ContentRef(noted.page, *owner) in claimed:
            continue
        what = "a drawing" if noted.detail.drawn else "text"
        if owner == NOTHING:
            said = f"{what} that is neither in the structure nor an artifact"
        else:
            said = f"{what} marked as content {owner.number} that no element holds"
        for spot, times in facts.places(noted):
            yield Fault(f"page {noted.page + 1}: {said}", _TAG, place=spot, times=times)
    yield from _nested(facts)


def _nested(facts: Facts) -> Iterator[Fault]:
    for noted in facts.noted(SequenceStart):
        owner, _, within = noted.detail
        if owner == ARTIFACT and within not in (ARTIFACT, NOTHING):
            said = "an artifact inside content that is tagged"
        elif within == ARTIFACT and owner != ARTIFACT:
            said = "tagged content inside an artifact"
        else:
            continue
        yield Fault(f"page {noted.page + 1}: {said}", times=noted.places.count)


@rule(
    "tag-numbers",
    "each piece of marked content has its own number, and one element",
    "ISO 32000-1, 14.7.4.2",
)
def tag_numbers(facts: Facts) -> Iterator[Fault]:
    opened: Counter[ContentRef] = Counter()
    for noted in facts.noted(SequenceStart):
        if noted.detail.owner.number >= 0:
            opened[ContentRef(noted.page, *noted.detail.owner)] += noted.places.count
    for claim, count in opened.items():
        if count > 1 and claim.stream == PAGE:
            yield Fault(
                f"page {claim.page + 1}: {count} pieces of content have the number {claim.number}",
                _ANEW,
                place=place_of(facts, claim),
            )
    held = Counter(claim for _, claim in facts.structure.claims)
    for claim, count in held.items():
        page = f"page {claim.page + 1}: " if claim.page >= 0 else ""
        if count > 1:
            said = f"{page}content {claim.number} is held by {count} elements"
            yield Fault(said, _ANEW, place=place_of(facts, claim))
        if claim.stream == LOST or claim.page < 0:
            yield Fault(f"{page}an element holds content {claim.number}, of which nobody can tell "
                        "where it is", _ANEW)  # fmt: skip
        elif claim.stream == PAGE and claim not in opened:
            yield Fault(f"{page}an element holds content {claim.number}, which is not there", _ANEW)


@rule(
    "tag-parents",
    "from each piece of content and each annotation the way leads back to its element",
    "ISO 32000-1, 14.7.4.4: a screen reader that starts from the page goes this way",
)
def tag_parents(facts: Facts) -> Iterator[Fault]:
    keys: dict[int, int] = {}
    for number, entries in enumerate(facts.page_entries):
        key = facts.file.get(entries.get("StructParents"))
        if type(key) is int:
            if key in keys.values():
                yield Fault(f"page {number + 1}: its StructParents is that of another page", _ANEW)
            keys[number] = key
    missing: set[int] = set()
    for element, claim in facts.structure.claims:
        key = keys.get(claim.page, -1) if claim.stream == PAGE else claim.stream
        if claim.stream == PAGE and key < 0 and claim.page >= 0:
            missing.add(claim.page)
        elif key >= 0:
            yield from _leads_back(facts, element, claim, key)
    for element, held in facts.structure.held:
        yield from _object_leads_back(facts, element, held)
    for number in sorted(missing):
        yield Fault(f"page {number + 1}: it is tagged and has no StructParents", _ANEW)


def _leads_back(facts: Facts, element: StructElem, claim: ContentRef, key: int) -> Iterator[Fault]:
    listed = facts.file.array(facts.structure.parents.get(key))
    found: Obj = listed[claim.number] if 0 <= claim.number < len(listed) else None
    if not _is(found, element):
        yield Fault(
            f"page {claim.page + 1}: the parent tree does not lead from content "
            f"{claim.number} to its element ({element.type})",
            _ANEW,
            place=place_of(facts, claim),
        )


def _object_leads_back(facts: Facts, element: StructElem, held: ObjectRef) -> Iterator[Fault]:
    if not held.number:
        yield Fault(f"{at(element)}an element ({element.type}) refers to no object", _ANEW)
        return
    target = facts.file.dictionary(facts.file.stored(held.number).value)
    key = facts.file.get(target.get("StructParent"))
    if type(key) is not int:
        said = f"what an element ({element.type}) refers to has no StructParent"
    elif not _is(facts.structure.parents.get(key), element):
        said = f"the parent tree does not lead from an object to its element ({element.type})"
    else:
        return
    yield Fault(f"{at(element)}{said}", _ANEW, place=place(facts, element))


def _is(value: Obj, element: StructElem) -> bool:
    """Whether a value of the parent tree is an element; one without a number cannot be told from
    others."""
    return isinstance(value, Ref) and (value.number == element.number or not element.number)


@rule("tab-order", "pages with links are gone through in the order of the structure",
      "ISO 14289-1, 7.18.3")  # fmt: skip
def tab_order(facts: Facts) -> Iterator[Fault]:
    for number, entries in enumerate(facts.page_entries, 1):
        order = facts.file.get(entries.get("Tabs"))
        if any(map(facts.file.get, facts.file.array(entries.get("Annots")))) and order != "S":
            yield Fault(f"page {number}: its links are not gone through in the order of the "
                        "structure (Tabs)", limit="S", found=str(order or "nothing"))  # fmt: skip
