"""Whether an address can be read on a page, from the page's own text.

The text is what a reader would copy, so an address counts wherever it stands, broken over lines
or not; one drawn as outlines, or part of a picture, does not. Of the second such page on, the
content stream that says it is remembered, so that in a batch a page is not read again for what its
other streams say.
"""

from typing import TYPE_CHECKING, Final

from generator.memo import Memo
from generator.preflight.raster.cached_view import still
from generator.preflight.raster.plates.document import Copy
from generator.preflight.raster.render import Renderer

if TYPE_CHECKING:
    from generator.preflight.facts import Facts

_says: Memo[object, bool] = Memo(1024)
_asked: Memo[object, bool] = Memo(64)
# Spaces, and the marks that part words or turn their direction without being seen.
_UNSEEN: Final = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\x02")
)
_UNSEEN.update(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_SHOWN: Final = ("MediaBox", "Resources", "UserUnit")


def printed(facts: "Facts", index: int, address: str) -> bool:
    """Whether `address` stands on a page (from 0)."""
    wanted = _plain(address)
    known = still(facts, index)
    streams = facts.painted[index].streams if known else ()
    if any(_says.find((one.key, wanted)) for one in streams):
        return True
    with Renderer(facts.file.data) as renderer:
        found = wanted in _plain(renderer.words(index))
    if found and known:
        one = index, facts.pages[index], wanted
        if _asked.find(one):  # a page that is alone is not taken apart
            _remember(facts, index, wanted)
        _asked.put(one, True)
    return found


def _remember(facts: "Facts", index: int, wanted: str) -> None:
    """Find the content stream that says `wanted` by itself, if one does."""
    entries, copy = facts.page_entries[index], Copy(facts.file)
    contents = facts.file.get(entries.get("Contents"))
    listed = contents if isinstance(contents, tuple) else (contents,)
    shown = {key: entries[key] for key in _SHOWN if key in entries}
    pages = [{"Type": "Page", **shown, "Contents": one} for one in listed]
    with Renderer(copy.finish(pages, {})) as renderer:
        for number, stream in enumerate(facts.painted[index].streams):
            if wanted in _plain(renderer.words(number)):
                _says.put((stream.key, wanted), True)
                return


def _plain(text: str) -> str:
    return "".join(text.translate(_UNSEEN).split()).casefold()
