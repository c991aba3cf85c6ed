"""What decides how a part of a page looks: so that equal parts are looked at once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from generator.memo import Memo
from generator.preflight.report import PageBox

if TYPE_CHECKING:
    from generator.preflight.facts import Facts

Key = tuple[object, ...]
V = TypeVar("V")


def remembered(memo: Memo[object, V], view: Key | None, about: object, look: Callable[[], V]) -> V:
    """What a look gives, remembered for a view (`view_key`) and what else it is about. Without
    a view it is looked every time."""
    return look() if view is None else memo.get((view, about), look)


def still(facts: "Facts", index: int) -> bool:
    """Whether a page (from 0) looks as its content streams say: all of them are understood, and
    neither layers nor notes change what they paint."""
    notes = facts.file.array(facts.page_entries[index].get("Annots"))
    drawn = [facts.file.dictionary(note) for note in notes]
    changed = any(note.get("Subtype") != "Link" or "AP" in note for note in drawn)
    layered = "OCProperties" in facts.catalog
    return not (layered or changed or facts.painted[index].faults)


def view_key(facts: "Facts", index: int, *boxes: PageBox) -> Key | None:
    """All that decides what is seen in these boxes of a page (mm, the PDF's own direction): its
    geometry and the streams whose reach meets one of them. None if that is not known."""
    page, painted = facts.pages[index], facts.painted[index]
    if page.rotation or not still(facts, index):
        return None
    mm = facts.unit(index)
    areas = [(box.left / mm, box.bottom / mm, box.right / mm, box.top / mm) for box in boxes]
    keys: list[object] = []
    for one in painted.streams:
        if one.reach is None:
            continue
        left, bottom, right, top = one.reach
        for a, b, c, d in areas:
            if left <= c and a <= right and bottom <= d and b <= top:
                keys.append(one.key)
                break
    return painted.key, page, *keys
