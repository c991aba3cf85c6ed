"""Whether an address can be read on a page, from the page's own text.

The text is what a reader would copy, so an address counts wherever it stands, broken over lines
or not; one drawn as outlines, or part of a picture, does not.
"""

from typing import TYPE_CHECKING, Final

from generator.preflight.memo import Memo
from generator.preflight.render import Renderer
from generator.preflight.report import Box
from generator.preflight.views import remembered, view_key

if TYPE_CHECKING:
    from generator.preflight.facts import Facts

# How far round a code its address is looked for first, mm: what else changes on a page, as in a
# batch, then does not matter.
NEAR: Final = 60.0
_near: Memo[object, bool] = Memo(1024)
# Spaces, and the marks that part words or turn their direction without being seen.
_UNSEEN: Final = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\x02")
)
_UNSEEN.update(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))


def printed(facts: "Facts", index: int, address: str, place: tuple[float, float, float]) -> bool:
    """Whether `address` stands on a page (from 0); first looked for around `place`, x, y and size
    of a code in mm from the trimmed page's top left corner."""
    wanted = _plain(address)
    page = facts.pages[index]
    if not page.rotation:
        x, y, size = place
        left, top = page.visible_trim.left + x, page.visible_trim.top - y
        box = Box(left - NEAR, top - size - NEAR, left + size + NEAR, top + NEAR)
        view = view_key(facts, index, box)
        if view is not None:
            found = remembered(
                _near, view, (wanted, place), lambda: wanted in _words(facts, index, box)
            )
            if found:
                return True
    return wanted in _words(facts, index, None)


def _words(facts: "Facts", index: int, box: Box | None) -> str:
    with Renderer(facts.file.data) as renderer:
        if box is None:
            return _plain(renderer.words(index))
        unit = facts.unit(index)
        left, bottom, right, top = (edge / unit for edge in box)
        return _plain(renderer.words(index, (left, bottom, right, top)))


def _plain(text: str) -> str:
    return "".join(text.translate(_UNSEEN).split()).casefold()
