"""Rules about links and notes: their place in the structure, and their targets."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from generator.addresses import bare, leading_to
from ..document_facts import DocumentFacts
from ..page_tree import Annot, PageTree
from ..report import Expected
from ..tree.structure_tree import ObjectRef, StructElem, StructureTree, TaggedText
from .registry import Fault, in_element, rule

_ADDRESS: Final = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_MAIL: Final = re.compile(r"\S+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_PHONE: Final = re.compile(r"\+?[\d\s()./-]{3,}")
# Direction marks and joiners, which are not seen.
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ROLES: Final = {"Link": "Link", "Widget": "Form"}
_OUTSIDE: Final = frozenset({"Popup", "PrinterMark", "TrapNet"})


@rule("links and notes stand in the structure and say what they are", "ISO 14289-1, 7.18")
def links(
    document: DocumentFacts, pages: PageTree, tree: StructureTree, tagged: TaggedText
) -> Iterator[Fault]:
    if not tree.root:
        return
    for note in pages.annotations:
        page = f"page {note.page + 1}: "
        if note.kind == "TrapNet":
            yield Fault(f"{page}an annotation (TrapNet) that nobody can read")
        elif note.kind == "PrinterMark" and note.number in tree.holders:
            yield Fault(f"{page}a printer's mark in the structure")
        elif note.kind not in _OUTSIDE and not _is_beyond(pages, note):
            name = "a link" if note.kind == "Link" else f"an annotation ({note.kind})"
            element = tree.holders.get(note.number)
            for wrong, limit in _mistakes(document, tree, note, element):
                yield Fault(f"{page}{name} {wrong}", place=pages.place_of(note), limit=limit)
    for element in tree.of("Link"):
        if not any(isinstance(kid, ObjectRef) for one in element.walk() for kid in one.kids):
            said = "a link in the structure that leads nowhere (no OBJR)"
            yield in_element(tagged, element, said)


def _mistakes(
    document: DocumentFacts, tree: StructureTree, note: Annot, element: StructElem | None
) -> Iterator[tuple[str, str]]:
    """Each thing wrong with an annotation that `element` holds, and what should be there."""
    role = _ROLES.get(note.kind, "Annot")
    if element is None:
        yield "that is not in the structure (OBJR)", ""
    elif not any(one.role == role for one in element.up()):
        yield f"in {element.type}", role
    described = element is not None and bool(tree.text(element, "Alt"))
    if note.kind == "Widget":
        if not described and not _asks(document, note):
            yield "that does not say what is to be filled in (TU)", ""
        return
    described = described and note.kind != "Link"
    if not described and not document.text(note.entries.get("Contents")).strip():
        yield "that does not say what it is (Contents)", ""


def _asks(document: DocumentFacts, note: Annot) -> bool:
    """Whether a form's field, or a field that it is part of, has a name for people."""
    entries = note.entries
    for _ in range(20):  # deeper fields are loops
        is_field = "T" in entries or "Parent" not in entries  # else a part of the one above
        if is_field and document.text(entries.get("TU")).strip():
            return True
        entries = document.file.dictionary(entries.get("Parent"))
    return False


def _is_beyond(pages: PageTree, note: Annot) -> bool:
    """Whether an annotation lies wholly outside its page, where nobody finds it."""
    if note.area is None or note.kind == "Link":
        return False
    shown = pages.boxes[note.page].crop or pages.boxes[note.page].media
    left, bottom, right, top = (edge * pages.units[note.page] for edge in note.area)
    return right <= shown.left or left >= shown.right or top <= shown.bottom or bottom >= shown.top


@rule(
    "a printed address or number is where its link leads",
    "practice: what is tapped is what is read",
)
def link_target(
    expected: Expected | None, pages: PageTree, tree: StructureTree, tagged: TaggedText
) -> Iterator[Fault]:
    opened = expected.opened if expected else ()
    for target, note, parts in _links_with_words(pages, tree, tagged):
        said = _UNSEEN.sub("", "".join(parts)).strip()
        alone = (_UNSEEN.sub("", part).strip() for part in parts)
        if (bare(said), target) in opened:
            continue
        if leads_elsewhere(said, target) and any(leads_elsewhere(one, target) for one in alone):
            yield Fault(
                f'page {note.page + 1}: the link "{said}" leads to {target}',
                place=pages.place_of(note),
                limit=said,
                found=target,
            )


def _links_with_words(
    pages: PageTree, tree: StructureTree, tagged: TaggedText
) -> Iterator[tuple[str, Annot, list[str]]]:
    """Links by their target, with their words. Neighbouring links on a page with one target may be
    one link, broken over lines. The words of a picture are no address."""

    def target(note: Annot) -> tuple[int, str]:
        action = pages.file.dictionary(note.entries.get("A"))
        value = pages.file.get(action.get("URI"))
        return note.page, value.decode("utf-8", "replace") if isinstance(value, bytes) else ""

    for (_, address), group in groupby(pages.annotations, target):
        notes = [note for note in group if note.number in tree.holders]
        elements = dict.fromkeys(tree.holders[note.number] for note in notes)
        parts = [
            tagged.words(element)
            for element in elements
            if not any(one.role == "Figure" for one in element.walk())
        ]
        if address and notes:
            yield address, notes[0], parts


def leads_elsewhere(said: str, target: str) -> bool:
    """Whether words that are an address, or a telephone number, name another target."""
    scheme, _, rest = target.partition(":")
    if _MAIL.fullmatch(said):
        return rest.partition("?")[0].casefold() != said.casefold()
    if _ADDRESS.fullmatch(said):
        return _bare(target) not in {_bare(said), _bare(leading_to(said))}
    if _PHONE.fullmatch(said) and scheme == "tel":
        wanted, found = (re.sub(r"\D", "", number) for number in (said, rest))
        # abroad the zero goes and the country's number comes
        return not found.endswith(wanted.removeprefix("0"))
    return False


def _bare(address: str) -> str:
    return address.casefold().removeprefix("https:").removeprefix("http:").strip("/")
