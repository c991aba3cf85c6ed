"""What the elements of a structure say, and where they are on their pages."""

from collections.abc import Iterator

from generator.preflight.facts import Facts
from generator.preflight.tree.structure_tree import ContentRef, StructElem
from generator.problems import Place


def words(facts: Facts, element: StructElem) -> str:
    """What an element says, as it is read: ActualText and Alt stand for all below them."""
    said: list[str] = []
    waiting: list[object] = [element]
    while waiting:
        kid = waiting.pop()
        if isinstance(kid, ContentRef):
            said += [noted.detail.words for noted in facts.pieces.get(kid, ())]
        elif isinstance(kid, StructElem):
            own = facts.structure.text(kid, "ActualText") or facts.structure.text(kid, "Alt")
            if own:
                said.append(own)
            else:
                waiting += reversed(kid.kids)
    return "".join(said)


def is_silent(facts: Facts, element: StructElem) -> bool:
    """Whether an element says nothing but blanks."""
    for one in element.walk():
        if facts.structure.text(one, "ActualText").strip() or facts.structure.text(one, "Alt"):
            return False
    pieces = (noted for claim in claims(element) for noted in facts.pieces.get(claim, ()))
    return not any(shown.words.strip() for noted in pieces for shown in noted.detail.shown)


def claims(element: StructElem) -> Iterator[ContentRef]:
    """All marked content of an element and of those below it."""
    for one in element.walk():
        yield from (kid for kid in one.kids if isinstance(kid, ContentRef))


def place(facts: Facts, element: StructElem) -> Place | None:
    """Where an element begins on its page."""
    for claim in claims(element):
        found = place_of(facts, claim)
        if found is not None:
            return found
    return None


def place_of(facts: Facts, claim: ContentRef) -> Place | None:
    for noted in facts.pieces.get(claim, ()):
        for spot in noted.places.first:
            return facts.spot(noted.page, spot)
    return None


def at(element: StructElem) -> str:
    """`page 3: `, or nothing if nobody knows."""
    page = element.where
    return f"page {page + 1}: " if page >= 0 else ""
