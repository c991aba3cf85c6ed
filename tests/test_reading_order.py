"""Tagged files are read out as they were written: every block's words, in the content's order.

PDFium's structure API gives the words of each element, from ActualText where words run from right
to left. Poppler gives the words of the languages whose glyphs map to text.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from generator.content.document import Block, Document
from generator.design import layout_walk
from generator.design.layout_walk import BLOCKS, frames, items
from generator.jobs.choosing import Choice
from generator.jobs.planning import plan
from tests.goldens import proofs
from tests.reading_order import ReadElement, by_pdfium, by_poppler
from tests.tagged import PATIENCE, tagged

PROJECT = proofs.opened_project(proofs.ROOT)
CAMPAIGN, _, AREA = proofs.SHIPPED
LANGUAGES = sorted(path.stem for path in (proofs.ROOT / "content" / CAMPAIGN).glob("*.yaml"))
RIGHT_TO_LEFT = {"ar", "ckb", "ur"}
# These set every word there is.
WHOLE = {"leaflet-dl-6pp", "leaflet-a5-4pp"}


def squeezed(words: str) -> str:
    """Words without spaces, and without what is not seen; without hyphens too, for PDFium takes
    one at the end of a line for a sign that the line goes on."""
    return re.sub("[-\\s\\x02\u00ad\u200b\u200e\u200f\u2028\u2060\u2066-\u2069]", "", words)


def strong(block: Block) -> str:
    """What a layout may set large above the sentence that has it."""
    return squeezed("".join(run.text for text in block.texts for run in text.runs if run.strong))


def written(block: Block, *, short: bool = False) -> str:
    texts = [text.plain for text in (block.short if short else block.texts)]
    contacts = [word for one in block.contacts for word in (one.place.plain, one.number.plain)]
    return squeezed("".join([*texts, *contacts, block.address]))


class Follower:
    """Finds the words of a file in what was written, block by block, never going back."""

    def __init__(self, document: Document, names: list[str]) -> None:
        self.names = names
        self.blocks = [document.blocks[name] for name in names]
        self.left = [
            {written(one), written(one, short=True), strong(one) + written(one)}
            for one in self.blocks
        ]
        self.at = 0

    def read(self, words: str) -> None:
        """Words of one paragraph; a block may run on in the paragraph of the next."""
        for index in range(self.at, len(self.blocks)):
            rest = {left.replace(words, "", 1) for left in self.left[index] if words in left}
            if rest:
                self.left[index], self.at = rest, index
                return
            whole = [left for left in self.left[index] if left and words.startswith(left)]
            if whole:
                self.left[index], self.at = {""}, index + 1
                self.read(words.removeprefix(whole[0]))
                return
        raise AssertionError(f"{words} is not in {self.names[self.at :]}")

    def unread(self) -> Iterator[tuple[str, str]]:
        for name, left in zip(self.names, self.left, strict=True):
            least = min(left, key=len)
            if least:
                yield name, least


def paragraphs(data: bytes) -> list[ReadElement]:
    """All elements but bullets, which are drawn."""
    return [each for each in by_pdfium(data) if (each.role, each.words) != ("Lbl", "•")]


# The arrangements of a layout, for words that are ever longer: (tight, tightest). The last is for
# layouts where either stands alone.
ARRANGEMENTS = ((False, False), (True, False), (True, True), (False, True))


def named(layout: str, tight: bool, tightest: bool) -> list[str]:
    """The blocks of a layout in reading order, without those of its other arrangements."""
    drawn = PROJECT.design.layout(layout)
    size = PROJECT.design.formats().formats[drawn.formats[0]]
    found: list[str] = []
    for _, frame in frames(drawn, size):
        every = list(items(frame.stack))
        asked = [(one, one.only) for one in every if one.only]
        others = [
            one
            for one, only in asked
            if only.tight is (not tight)
            or only.tightest is (not tightest)
            or only.logos  # the shipped area has none
        ]
        out = {id(one) for other in others for one in items([other])}
        names = [
            name
            for one in every
            if id(one) not in out
            for _, name in layout_walk.named(one, BLOCKS)
        ]
        found += dict.fromkeys(names)
    return found


def has_tight(layout: str) -> bool:
    found = layout_walk.all_items(PROJECT.design.layout(layout))
    return any(one.only and (one.only.tight or one.only.tightest) for one in found)


def follow(
    document: Document, layout: str, said: list[ReadElement], arrangement: int = 0
) -> Follower:
    order = named(layout, *ARRANGEMENTS[arrangement])
    names = [name for name in order if name in document.blocks]
    follower = Follower(document, names)
    for element in said:
        if words := squeezed(element.words):
            follower.read(words)
    return follower


def followed(document: Document, layout: str, said: list[ReadElement]) -> Follower:
    """The same in the first arrangement in which the words are read in the order of the content."""
    (row,) = [one for one in PROJECT.design.layout(layout).fit.shrink if one.tightest]
    *others, last = range(4 if row.alone else 3)
    for arrangement in others:
        with suppress(AssertionError):
            return follow(document, layout, said, arrangement)
    return follow(document, layout, said, last)


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tagged(tmp_path_factory)


@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_read_out_in_the_order_of_the_content(language: str, folder: Path) -> None:
    document, _ = PROJECT.document(CAMPAIGN, language, AREA)
    choice = Choice(languages=(language,), layouts=("all",), editions=("screen", "large-print"))
    for job in plan(PROJECT, choice).jobs:
        piece = job.piece
        if PROJECT.design.layout(piece.layout).is_easy:
            continue
        path = folder / job.file
        said = paragraphs(path.read_bytes())
        if piece.edition_name == "large-print" or not has_tight(piece.layout):
            follower = follow(document, piece.layout, said)
        else:  # it may be set in an arrangement for long words
            follower = followed(document, piece.layout, said)
        whole = job.piece.edition_name == "large-print" or job.piece.layout in WHOLE
        if whole:
            assert list(follower.unread()) == [], job.file
        if whole and language not in RIGHT_TO_LEFT:  # Poppler takes a second for each
            joined = "".join(one.words for one in said)
            assert squeezed(by_poppler(path)) == squeezed(joined), job.file


OTHER_SCRIPTS = [
    tag for tag in LANGUAGES if PROJECT.document(CAMPAIGN, tag, AREA)[0].script != "Latn"
]


@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize("language", OTHER_SCRIPTS)
def test_latin_words_amid_another_script_say_their_language(language: str, folder: Path) -> None:
    path = folder / CAMPAIGN / AREA / language / "leaflet-dl-6pp--screen.pdf"
    foreign = 0
    for element in paragraphs(path.read_bytes()):
        words = re.sub(r"\S+\.\S+", "", element.words)  # addresses are of no language
        for tag, said in element.languages:
            assert tag == "en-GB"
            words = words.replace(said.strip(), "")
            foreign += 1
        assert not re.search("[A-Za-z]", words), element
    assert foreign


@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize(
    "name", ["leaflet-dl-6pp--large-print", "poster-signs--screen", "pocket-card--screen"]
)
def test_a_figure_is_apart_from_the_sentence_under_it(folder: Path, name: str) -> None:
    """PDFium puts a space there by itself; Poppler reads what is written."""
    path = folder / CAMPAIGN / AREA / "en-GB" / f"{name}.pdf"
    assert re.findall("101 ?If", by_poppler(path)) == ["101 If"]
