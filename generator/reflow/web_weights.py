"""The weights of a page's words, and of each weight the characters that it needs.

The style sheet and the fonts inside the page are both made of `WEIGHTS`, so that no word is set in
a weight that the page does not hold.
"""

from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final, NamedTuple

WHOLE: Final = 400  # of words that nothing is said of
# Selectors and the weight of their words: a later row overrides an earlier one. A selector is one
# or two of an element's name or class, the second inside the first.
WEIGHTS: Final = (
    (".deep", 500),
    (".says", 600),
    (".panel", 500),
    (".chat", 600),
    (".lead", 600),
    (".firm", 700),
    (".quote", 600),
    ("strong", 700),
    ("b", 700),
    (".quote strong", 800),
    (".quote b", 800),
    (".over", 700),
    ("hgroup .over", 800),
    ("dt", 600),
    (".ring span", 600),
    (".skip", 700),
    ("dd", 800),
    (".ring a", 800),
    (".ring .part", 800),
    (".large strong", 800),
    (".large span", 800),
    (".address", 800),
    (".act", 800),
    (".page", 700),
    ("h1", 800),
    ("h2", 800),
    ("h3", 800),
    ("h4", 800),
    ("h5", 800),
    ("h6", 800),
)
# What is set in the page's Latin face with its signs, whatever the page's script is.
LATIN: Final = ("bdi", ".latin", ".address", ".act", ".draft", ".file", ".ring a", "dd a")
_VOID: Final = frozenset({"meta", "link", "br", "wbr", "img", "path", "hr", "input"})


def weight_rules() -> Iterator[str]:
    """The rules of the style sheet. `:where` makes all equal, so that the last one holds."""
    yield f"body{{font-weight:{WHOLE}}}\n"
    for selector, weight in WEIGHTS:
        yield f":where({selector}){{font-weight:{weight}}}\n"


class FontNeed(NamedTuple):
    """A weight, and whether it is needed in the Latin face alone."""

    weight: int
    latin: bool


def needs(body: str) -> dict[FontNeed, frozenset[int]]:
    """The code points of each weight in the body of a page."""
    found = _WeightReader(body).found
    return {need: frozenset(map(ord, letters)) for need, letters in sorted(found.items())}


class _WeightReader(HTMLParser):
    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[FontNeed, set[str]] = defaultdict(set)
        self._open: list[tuple[str, frozenset[str], FontNeed]] = []
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        names = frozenset({tag, *(f".{name}" for name in (dict(attrs).get("class") or "").split())})
        around = self._open[-1][2] if self._open else FontNeed(WHOLE, latin=False)
        weight = around.weight
        for selector, given in WEIGHTS:
            if self._matches(selector, names):
                weight = given
        latin = around.latin or any(self._matches(each, names) for each in LATIN)
        self._open.append((tag, names, FontNeed(weight, latin)))

    def _matches(self, selector: str, names: frozenset[str]) -> bool:
        *outer, own = selector.split()
        return own in names and all(
            any(each in open_names for _, open_names, _ in self._open) for each in outer
        )

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        need = self._open[-1][2] if self._open else FontNeed(WHOLE, latin=False)
        self.found[need].update(data)
