"""Sets flowing layouts: a document's words on as many pages as they take.

The words are those of another layout, frame by frame in reading order. A frame begins a page. What
does not fit goes on to the next page under the frame's own heading. Only a style with a word wider
than the column shrinks, to its floor.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from generator.cache import Cache
from generator.content.document import Document
from generator.design.drawing import Drawing
from generator.design.layout_walk import Section
from generator.page import Artwork, Group, Page
from generator.problems import Problem, Refused, error, warning
from generator.source.keys import LAYOUT, row_key
from . import faults
from .boxes import CLOSED, NATURAL, Fit
from .compose import Composed
from .emptiness import FILLED
from .evenness import Evenness, less_opened, less_padding, most_opened, most_padding
from .faults import TooWide
from .flow_blocks import FlowBlockInputs, FlowBlockWords, SetBlock
from .flow_cover import set_cover
from .flow_drawn import FlowPageInputs, FolioInputs
from .flow_fill import FilledInputs, FilledPages
from .flow_look import FlowLookInputs, FlowSizes, shares_of
from .flow_parts import display_kinds
from .flow_sections import SectionInputs
from .geometry import LanguageSettings
from .portions import in_easy_words, with_imprint, with_own

# What a style with too wide a word shrinks by, of its full size.
_STEP: Final = 0.02
_TRIES: Final = 3  # sizes of display type that are tried
WORTH_HALF: Final = 0.85  # display type smaller than this may be given half of it back
FULL: Final = 0.55  # running text grows until the emptiest page is so full


class _FlowChoice(NamedTuple):
    """What is chosen for all words: how far gaps close, the shares of display type that shrinks,
    and by how much running text is larger."""

    gaps: Fit = NATURAL
    tight: Mapping[str, float] = {}
    grown: float = 1.0


class _SetWords(NamedTuple):
    """Words as they are set: the choice, the size of each style of its full size, the pages of each
    section, what is wrong, and whether a word is wider than its column at the floor of its
    style."""

    choice: _FlowChoice
    shares: dict[str, float]
    filled: list[tuple[FilledInputs, FilledPages]]
    too_wide: tuple[TooWide, ...]
    problems: tuple[Problem, ...]
    floored: bool

    @property
    def worth(self) -> tuple[int, int, int]:
        """How good the pages are (see `flow_pages.worth`). A section begins a page, so none is
        worse for those beside it."""
        every = [pages.worth for _, pages in self.filled]
        pages, parted, alone = (sum(each) for each in zip((0, 0, 0), *every, strict=True))
        return pages, parted, alone


def flow(
    document: Document,
    drawing: Drawing,
    sections: Sequence[Section],
    body: float,
    *,
    cache: Cache,
) -> Composed:
    """The document's words in the order of `sections`, with running text of `body` pt. Raises
    `Refused` with every problem. A block or letter may be missing, a word or a part may be larger
    than the page, or a required code may be in no section."""
    try:
        composed = _FlowPages(document, drawing, body, cache).compose(sections)
    except Refused as refused:
        raise Refused(faults.placed(refused.problems, document, drawing)) from None
    return replace(composed, problems=faults.placed(composed.problems, document, drawing))


def wrong_with(
    document: Document, drawing: Drawing, sections: Sequence[Section], body: float, cache: Cache
) -> tuple[Problem, ...]:
    """What is wrong with the document's words in the layout (see `compose.wrong_with`)."""
    try:
        return _FlowPages(document, drawing, body, cache).compose(sections).problems
    except Refused as refused:
        return refused.problems


class _FlowPages:
    """The pages of a flowing layout."""

    def __init__(self, document: Document, drawing: Drawing, body: float, cache: Cache) -> None:
        language = LanguageSettings.of(document)
        self.look = cache.get(FlowLookInputs(drawing, body, language))
        self.drawing, self.layout, self.flow = drawing, drawing.layout, self.look.flow
        self.document = in_easy_words(document, self.flow) if self.flow.easy else document
        self.cache = cache
        self.problems: list[Problem] = []

    def compose(self, sections: Sequence[Section]) -> Composed:
        look = self.look
        if min(look.width, look.height) <= 0:
            message = f"the margins of {self.drawing.name} leave no room for words"
            where = row_key(LAYOUT, self.layout, "margins")
            raise Refused([error("no-room", message, where, "make them smaller")])
        sections = with_imprint(self.document, with_own(self.document, sections))
        self._need_easy()
        self.problems += faults.unprinted(self.document, self.drawing)
        printed = {name for section in sections for name in section.blocks}
        self.problems += self.document.missing_codes(printed, row_key(LAYOUT, self.layout, "pages"))
        cover, sections = set_cover(self.document, self.drawing, sections, look.scale, self.cache)
        # what the layout that the words are taken from lacks, it says itself
        known = self.document.blocks
        self.words = [
            [
                FlowBlockWords.of(known[name], self.document, look)
                for name in each.blocks
                if name in known
            ]
            for each in sections
        ]
        made = self._grown_to_fill()
        self.problems += made.problems
        first = 1 if cover is None else 2
        found = list(self._pages_of(made, first))
        if any(problem.is_error for problem in self.problems):
            raise Refused(dict.fromkeys(self.problems))
        pages = [*self._cover_pages(cover, made), *found]
        full = {name: style.size * look.scale for name, style in self.layout.styles.items()}
        shrunk = {name: full[name] * share for name, share in made.shares.items() if share < 1}
        if cover:
            shrunk = {**cover.steps, **shrunk}
            self.problems += cover.problems
        self.problems += self._emptiness(made, first)
        words = self.document
        artwork = Artwork(
            words.title,
            words.language,
            words.direction,
            tuple(pages),
            words.subject,
            words.publisher,
            words.date,
        )
        return Composed(artwork, tuple(dict.fromkeys(self.problems)), shrunk, full)

    def _words(self, section: Section) -> Iterator[FlowBlockWords]:
        for name in section.blocks:
            block = self.document.blocks.get(name)
            if block:  # else the layout that the words are taken from says so itself
                yield FlowBlockWords.of(block, self.document, self.look)

    def _need_easy(self) -> None:
        """Report a document without easy wording, in a layout for easy wording."""
        document = self.document
        if self.flow.easy and not any(block.easy for block in document.blocks.values()):
            language, original = document.language, document.original
            hint = "write it under `easy:` in its blocks"
            if language != original:
                hint = f"translations have none: build it in {original}"
            self.problems.append(
                error(
                    "no-easy",
                    f'"{document.campaign}" has no easy wording in {language}',
                    document.key,
                    hint,
                )
            )

    # sizes

    def _grown_to_fill(self) -> _SetWords:
        """The words set as large as they may be, on as few pages as they need: running text grows
        until the emptiest page is full enough, then display type that shrank in vain."""
        made, grow = self._on_fewest(), self.flow.grow
        steps = int((grow.most - self.flow.body) / grow.by + 1e-6) if grow else 0
        for step in range(1, steps + 1):
            if grow is None or self._fullness(made)[0] >= FULL:
                break
            larger = self._set(made.choice._replace(grown=1 + step * grow.by / self.flow.body))
            if _is_worse(larger, made):
                break
            made = larger
        return self._given_back(made)

    def _on_fewest(self) -> _SetWords:
        """The words on pages. Gaps close and display type shrinks if that takes fewer pages, keeps
        together what belongs together, or leaves no heading with little under it."""
        made = self._set(_FlowChoice())
        self._need_sound(made)
        shrink, shares = self.flow.shrink, self._shares(made)
        if shrink is None:
            return made

        def closed(share: float) -> _SetWords:
            return self._set(_FlowChoice(CLOSED, dict.fromkeys(shrink.styles, share)))

        known: dict[float, _SetWords] = {}
        if shares and not any(made.worth[1:]):
            # nothing is parted, so only fewer pages are better: the smallest type has the fewest
            known[shares[-1]] = closed(shares[-1])
            shares = shares if known[shares[-1]].worth < made.worth else []
        for share in shares:
            other = known.get(share) or closed(share)
            if other.worth < made.worth and not other.too_wide:
                made = other
        return made

    def _shares(self, made: _SetWords) -> list[float]:
        """The shares of its size that display type is tried at; none if no pages can be better."""
        shrink = self.flow.shrink
        if shrink is None or made.worth <= (len(self.words), 0, 0):
            return []
        return [1 - step * (1 - shrink.least) / (_TRIES - 1) for step in range(_TRIES)]

    def _given_back(self, made: _SetWords) -> _SetWords:
        """The words with display type that has shrunk in vain as large again: that of one kind of
        block after the other, where it takes no more pages."""
        least = min(made.choice.tight.values(), default=1.0)
        for styles in display_kinds(self.flow) if least < 1 else ():
            for share in (1.0, (1 + least) / 2) if least < WORTH_HALF else (1.0,):
                tight = {**made.choice.tight, **dict.fromkeys(styles, share)}
                other = self._set(made.choice._replace(tight=tight))
                if not _is_worse(other, made):
                    made = other
                    break
        return made

    def _set(self, choice: _FlowChoice) -> _SetWords:
        """The words on pages. Styles with a word wider than the column shrink, to their floors."""
        look, cache = self.look, self.cache
        shares = dict.fromkeys(self.layout.styles, 1.0)
        while True:
            blocks = self._even(self._blocks(choice, shares, small=False))
            made = [cache.get(block) for section in blocks for block in section]
            too_wide = tuple(each for one in made for each in one.too_wide)
            wide = {each.style for each in too_wide}
            floored = {name for name in wide if look.is_at_floor(name, shares[name])}
            if not wide - floored:
                break
            shares |= {name: shares[name] - _STEP for name in wide - floored}
        problems = tuple(problem for one in made for problem in one.problems)
        if too_wide:
            return _SetWords(choice, shares, [], too_wide, problems, bool(floored))
        small = self._blocks(choice, shares, small=True)
        sizes = self._sizes(choice, shares).of(look.always)
        filled = [
            self._fewest(one, less, made, sizes) for one, less in zip(blocks, small, strict=True)
        ]
        too_wide = tuple(each for _, pages in filled for each in pages.too_wide)
        problems += tuple(problem for _, pages in filled for problem in pages.problems)
        return _SetWords(choice, shares, filled, too_wide, problems, bool(floored))

    def _sizes(self, choice: _FlowChoice, shares: Mapping[str, float]) -> FlowSizes:
        grow = self.flow.grow
        larger = dict.fromkeys(grow.styles if grow else (), choice.grown)
        return FlowSizes(choice.gaps, shares_of(larger, shares, choice.tight))

    def _blocks(
        self, choice: _FlowChoice, shares: Mapping[str, float], *, small: bool
    ) -> list[list[FlowBlockInputs]]:
        """The blocks of each section. The first that shows anything may be its opening."""
        sizes = self._sizes(choice, shares)
        found: list[list[FlowBlockInputs]] = []
        for section in self.words:
            found.append([])
            first = True
            for words in section:
                block = self._block(words, sizes, small, first)
                found[-1].append(block)
                first = first and not self.cache.get(block).parts
        return found

    def _block(
        self, words: FlowBlockWords, sizes: FlowSizes, small: bool, first: bool
    ) -> FlowBlockInputs:
        look, kind = self.look, self.document.blocks[words.name].kind
        return FlowBlockInputs(
            look,
            words,
            sizes.of(look.styles_of([kind])),
            small and kind in look.flexible,
            first and kind == "heading",
            self.document,
        )

    def _even(
        self, sections: Sequence[Sequence[FlowBlockInputs]], among: Sequence[SetBlock] = ()
    ) -> list[list[FlowBlockInputs]]:
        """The blocks of sections with what their texts and bubbles need for one another, and for
        those `among` which they stand."""
        cache = self.cache
        every = [*among, *(cache.get(block) for section in sections for block in section)]
        opened = most_opened(each.opened for each in every)
        lacking = most_padding(each.lacking for each in every)

        def even(block: FlowBlockInputs) -> FlowBlockInputs:
            made = cache.get(block)
            less = Evenness(less_opened(made.opened, opened), less_padding(made.lacking, lacking))
            return block.changed(even=less) if any(less) else block

        return [[even(block) for block in section] for section in sections]

    def _fewest(
        self,
        blocks: Sequence[FlowBlockInputs],
        small: Sequence[FlowBlockInputs],
        among: Sequence[SetBlock],
        sizes: FlowSizes,
    ) -> tuple[FilledInputs, FilledPages]:
        """The pages of a section, with small pictures and codes if that takes fewer of them, or
        keeps together what belongs together."""
        filled, pages = self._filled(blocks, sizes)
        if pages.worth <= (1, 0, 0) or not any(block.small for block in small):
            return filled, pages
        (even,) = self._even([small], among)
        less, fewer = self._filled(even, sizes)
        return (less, fewer) if fewer.worth < pages.worth else (filled, pages)

    def _filled(
        self, blocks: Sequence[FlowBlockInputs], sizes: FlowSizes
    ) -> tuple[FilledInputs, FilledPages]:
        section = SectionInputs(self.look, tuple(blocks), sizes, self.document)
        filled = FilledInputs(section)
        return filled, self.cache.get(filled)

    def _need_sound(self, made: _SetWords) -> None:
        """Raise `Refused` if anything of the words cannot be set."""
        found = [*self.problems, *made.problems]
        found += [faults.too_wide(each, self.document) for each in made.too_wide]
        if any(problem.is_error for problem in found):
            raise Refused(dict.fromkeys(found))

    # pages

    def _fullness(self, made: _SetWords) -> tuple[float, int]:
        """The share of the emptiest page that is filled, and its index."""
        heights = [height for _, pages in made.filled for height in pages.heights]
        shares = [height / self.look.height for height in heights]
        return min(((share, index) for index, share in enumerate(shares)), default=(1.0, 0))

    def _emptiness(self, made: _SetWords, begin: int) -> Iterator[Problem]:
        """Warn of the emptiest page, if it is all but empty. The first has the number `begin`."""
        share, index = self._fullness(made)
        if share < FILLED:
            first = [page for _, pages in made.filled for page in pages.pages][index][0]
            where = first.heading.key if first.heading else self.document.key
            message = f"{share:.0%} of page {index + begin} of {self.drawing.name} is filled"
            hint = "say more under that heading, or less, so that it needs no page of its own"
            yield warning("empty-page", message, where, hint)

    def _cover_pages(self, cover: Composed | None, made: _SetWords) -> Iterator[Page]:
        if cover is None:
            return
        row = self.flow.cover
        for page in cover.artwork.pages:
            if row is None or row.folio is None:
                yield page
                continue
            folio = self._folio(row.folio, made)
            yield replace(page, marks=(*page.marks, folio))

    def _pages_of(self, made: _SetWords, first: int) -> Iterator[Page]:
        """The pages, with room that is left over given to pictures and gaps."""
        places = (
            (filled, index) for filled, pages in made.filled for index in range(len(pages.pages))
        )
        for number, (filled, index) in enumerate(places, first):
            drawn = self.cache.get(FlowPageInputs(filled, index, number))
            self.problems += drawn.problems
            yield drawn.page

    def _folio(self, foot: float, made: _SetWords) -> Group:
        """The number of the cover."""
        look = self.look
        shares = shares_of({}, made.shares, made.choice.tight)
        sizes = FlowSizes(made.choice.gaps, shares).of(frozenset({self.flow.folio.style}))
        return self.cache.get(FolioInputs(look, sizes, 1, foot, self.document))


def _is_worse(larger: _SetWords, made: _SetWords) -> bool:
    """Whether larger type takes more pages, parts more, or has words too wide."""
    told = len(larger.problems) > len(made.problems) or bool(larger.too_wide)
    return told or larger.floored or larger.worth > made.worth
