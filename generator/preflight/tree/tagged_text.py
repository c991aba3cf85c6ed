"""What the elements of a structure say, and where they are on their pages."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from generator.preflight.painting.notes import SequenceContent
from generator.preflight.painting.painted_pages import Noted, PaintedPages
from generator.preflight.tree.structure_tree import ContentRef, StructElem, StructureTree
from generator.problems import Place


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
