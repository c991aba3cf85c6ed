"""Nothing stands closer than the least distance of its kind of piece, in any language or layout.

`make soak` tries every language in every layout at each of its formats. `test_matrix.py` tries
them with other contacts, logos and lengths.
"""

from functools import lru_cache

import pytest

from generator.cache import Cache
from generator.content.document import Document
from generator.content.project_content import Content
from generator.design.clearances import Clearances
from generator.source.shelf import Shelf
from generator.typeset.compose import Composed, compose
from tests.soak.ink_distances import too_close
from tests.soak.trials import chance, rounds
from tests.typeset import shipped

LANGUAGES = (
    "en-GB", "ur", "ta", "bn", "ar", "pl", "zh-Hans", "pa", "gu", "hi", "cy", "so", "ckb", "uk",
    "ro", "pt", "tr",
)  # fmt: skip


def cases() -> list[tuple[str, str, str]]:
    found = [
        (language, layout, size)
        for layout in (
            shipped.LEAFLET,
            shipped.FLYER,
            shipped.BOOKLET,
            shipped.SIGNS,
            shipped.STORY,
        )
        for size in shipped.formats(layout)
        if size not in ("a2", "a1")  # the same drawing as A3
        for language in LANGUAGES
    ]
    chance("ink distances").shuffle(found)
    return found


@lru_cache(maxsize=4)
def document(language: str) -> Document:
    content = Content(Shelf.at(shipped.ROOT), Cache())
    return content.document(shipped.CAMPAIGN, language, shipped.AREA)[0]


def piece(number: int) -> tuple[Composed, Clearances]:
    language, layout, size = cases()[number]
    drawing = shipped.drawing(layout)
    made = compose(document(language), drawing, size, cache=Cache())
    return made, drawing.clearances


@pytest.mark.parametrize("number", rounds(len(cases()), 4))
def test_nothing_is_closer_than_its_minimum(number: int) -> None:
    assert too_close(*piece(number)) == []
