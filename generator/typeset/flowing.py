"""Sets flowing layouts: a document's words on as many pages as they take.

The words are those of another layout, frame by frame in reading order. A frame begins a page. What
does not fit goes on to the next page under the frame's own heading. Only a style with a word wider
than the column shrinks, to its floor.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from generator.cache import Cache
from generator.content.document import Block, Document
from generator.content.text import Run, Text
from generator.design.drawing import Drawing
from generator.design.layout_walk import Section
from generator.page import Artwork, Frame, Group, Mark, Page, PlacedCode, Shape, rectangle
from generator.problems import Problem, Refused, error, warning
from generator.source.keys import LAYOUT, row_key
from . import faults
from .boxes import CLOSED, NATURAL, Fit
from .compose import Composed
from .emptiness import FILLED
from .flow_cover import set_cover
from .flow_fill import FlowFill
from .flow_pages import (
    codes_kept,
    enlarged,
    outline_of,
    parted_at_foot,
    spread,
    untagged,
    worth,
)  # fmt: skip
from .flow_parts import SMALL_PICTURES, FlowPart, display_kinds
from .item_boxes import ItemBuilder
from .outline import bubble, inset
from .portions import cut, with_imprint, with_own
from .safety import shapes_too_near, too_near

# What a style with too wide a word shrinks by, of its full size.
_STEP: Final = 0.02
EMPTY: Final = 0.18  # share of a page by which one gap grows at most
_TRIES: Final = 3  # sizes of display type that are tried
WORTH_HALF: Final = 0.85  # display type smaller than this may be given half of it back
FULL: Final = 0.55  # running text grows until the emptiest page is so full


class _SetWords(NamedTuple):
    """Words as they are set: what set them, the size of each style of its full size, the pages, and
    whether a word is wider than its column at the floor of its style."""

    builder: ItemBuilder
    shares: dict[str, float]
    pages: list[list[FlowPart]]
    floored: bool


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


class _FlowPages(FlowFill):
    """The pages of a flowing layout."""

    def compose(self, sections: Sequence[Section]) -> Composed:
        if min(self.width, self.height) <= 0:
            message = f"the margins of {self.drawing.name} leave no room for words"
            where = row_key(LAYOUT, self.layout, "margins")
            raise Refused([error("no-room", message, where, "make them smaller")])
        sections = with_imprint(self.document, with_own(self.document, sections))
        blocks = cut(self.document, sections)
        self._need_easy()
        self.problems += faults.unprinted(self.document, self.drawing)
        printed = {name for section in sections for name in section.blocks}
        self.problems += self.document.missing_codes(printed, row_key(LAYOUT, self.layout, "pages"))
        cover, sections = set_cover(self.document, self.drawing, sections, self.scale, self.cache)
        made = self._grown_to_fill(sections, blocks)
        found = list(self._pages_of(made, 1 if cover is None else 2))
        if any(problem.is_error for problem in self.problems):
            raise Refused(dict.fromkeys(self.problems))
        pages = [*self._cover_pages(cover, made.builder), *found]
        shares = made.shares
        full = {name: style.size * self.scale for name, style in self.layout.styles.items()}
        shrunk = {name: full[name] * share for name, share in shares.items() if share < 1}
        if cover:
            shrunk = {**cover.steps, **shrunk}
            self.problems += cover.problems
        self.problems += self._emptiness(made, 1 if cover is None else 2)
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

    # pages

    def _grown_to_fill(self, sections: Sequence[Section], blocks: dict[str, Block]) -> _SetWords:
        """The words set as large as they may be, on as few pages as they need: running text grows
        until the emptiest page is full enough, then display type that shrank in vain."""
        made = self._on_fewest(sections, blocks)
        grow, problems = self.flow.grow, list(self.problems)
        steps = int((grow.most - self.flow.body) / grow.by + 1e-6) if grow else 0
        for step in range(1, steps + 1):
            if grow is None or self._fullness(made)[0] >= FULL:
                break
            before, self.grown = self.grown, 1 + step * grow.by / self.flow.body
            larger = self._set(sections, blocks)
            if self._is_worse(larger, made, problems):
                self.grown, self.problems = before, problems
                break
            made = larger
        return self._given_back(made, sections, blocks)

    def _on_fewest(self, sections: Sequence[Section], blocks: dict[str, Block]) -> _SetWords:
        """The words on pages. Gaps close and display type shrinks if that takes fewer pages, keeps
        together what belongs together, or leaves no heading with little under it."""
        made = self._set(sections, blocks)
        self._need_sound(made.builder)
        shrink, problems = self.flow.shrink, list(self.problems)
        best: tuple[Fit, dict[str, float]] = NATURAL, {}
        shares, known = self._shares(made, len(sections)), {}
        if shrink and shares and not any(worth(made.pages)[1:]):
            # nothing is parted, so only fewer pages are better: the smallest type has the fewest
            self.gaps, self.tight = CLOSED, dict.fromkeys(shrink.styles, shares[-1])
            least = self._set(sections, blocks)
            known[shares[-1]] = least, self.problems
            shares = shares if worth(least.pages) < worth(made.pages) else []
            self.problems = list(problems)
        for share in shares:
            assert shrink is not None
            self.gaps, self.tight = CLOSED, dict.fromkeys(shrink.styles, share)
            if share in known:
                other, self.problems = known[share]
            else:
                other = self._set(sections, blocks)
            if worth(other.pages) < worth(made.pages) and not other.builder.too_wide:
                made, best, problems = other, (self.gaps, self.tight), list(self.problems)
        (self.gaps, self.tight), self.problems = best, problems
        return made

    def _shares(self, made: _SetWords, sections: int) -> list[float]:
        """The shares of its size that display type is tried at; none if no pages can be better."""
        shrink = self.flow.shrink
        if shrink is None or worth(made.pages) <= (sections, 0, 0):
            return []
        return [1 - step * (1 - shrink.least) / (_TRIES - 1) for step in range(_TRIES)]

    def _given_back(
        self, made: _SetWords, sections: Sequence[Section], blocks: dict[str, Block]
    ) -> _SetWords:
        """The words with display type that has shrunk in vain as large again: that of one kind of
        block after the other, where it takes no more pages."""
        least = min(self.tight.values(), default=1.0)
        for styles in display_kinds(self.flow) if least < 1 else ():
            for share in (1.0, (1 + least) / 2) if least < WORTH_HALF else (1.0,):
                before, problems = self.tight, list(self.problems)
                self.tight = {**before, **dict.fromkeys(styles, share)}
                other = self._set(sections, blocks)
                if not self._is_worse(other, made, problems):
                    made = other
                    break
                self.tight, self.problems = before, problems
        return made

    def _is_worse(self, larger: _SetWords, made: _SetWords, problems: Sequence[Problem]) -> bool:
        """Whether larger type takes more pages, parts more, or has words too wide."""
        told = len(self.problems) > len(problems) or bool(larger.builder.too_wide)
        return told or larger.floored or worth(larger.pages) > worth(made.pages)

    def _set(self, sections: Sequence[Section], blocks: dict[str, Block]) -> _SetWords:
        """The words on pages. Styles with a word wider than the column shrink, to their floors."""
        shares = dict.fromkeys(self.layout.styles, 1.0)
        while True:
            builder = self._builder(blocks, shares)
            pieces = [self._apart(section, builder) for section in sections]
            builder.even_out()
            floored = {name for name in builder.wide if self._is_at_floor(name, shares)}
            if not builder.wide - floored:
                break
            shares |= {name: shares[name] - _STEP for name in builder.wide - floored}
        pages: list[list[FlowPart]] = []
        if not builder.too_wide:
            small = self._builder(blocks, shares, small=True)
            for section, found in zip(sections, pieces, strict=True):
                pages += self._fewest(section, found, builder, small)
        return _SetWords(builder, shares, pages, bool(floored))

    def _fewest(
        self, section: Section, pieces: list[FlowPart], builder: ItemBuilder, small: ItemBuilder
    ) -> list[list[FlowPart]]:
        """The pages of a section, with small pictures and codes if that takes fewer of them, or
        keeps together what belongs together."""
        problems = list(self.problems)
        pages = list(self._pages(codes_kept(pieces), builder))
        if worth(pages) <= (1, 0, 0):
            return pages
        found = [one._replace(fit=SMALL_PICTURES) for one in self._apart(section, small)]
        small.even_out()
        told, self.problems = self.problems, problems
        fewer = list(self._pages(codes_kept(found), small))
        if worth(fewer) < worth(pages):
            return fewer
        self.problems = told
        return pages

    def _need_sound(self, builder: ItemBuilder) -> None:
        """Raise `Refused` if anything of the words cannot be set."""
        self.problems += builder.problems
        self.problems += [faults.too_wide(each, self.document) for each in builder.too_wide]
        if any(problem.is_error for problem in self.problems):
            raise Refused(dict.fromkeys(self.problems))

    def _fullness(self, made: _SetWords) -> tuple[float, int]:
        """The share of the emptiest page that is filled, and its index."""
        shares = [self._tall(page, made.builder) / self.height for page in made.pages]
        return min(((share, index) for index, share in enumerate(shares)), default=(1.0, 0))

    def _emptiness(self, made: _SetWords, begin: int) -> Iterator[Problem]:
        """Warn of the emptiest page, if it is all but empty. The first has the number `begin`."""
        share, index = self._fullness(made)
        if share < FILLED:
            (first, *_) = made.pages[index]
            where = first.heading.key if first.heading else self.document.key
            message = f"{share:.0%} of page {index + begin} of {self.drawing.name} is filled"
            hint = "say more under that heading, or less, so that it needs no page of its own"
            yield warning("empty-page", message, where, hint)

    def _cover_pages(self, cover: Composed | None, builder: ItemBuilder) -> Iterator[Page]:
        if cover is None:
            return
        row = self.flow.cover
        for page in cover.artwork.pages:
            if row is None or row.folio is None:
                yield page
                continue
            folio = Group(tuple(self._folio(1, builder, row.folio)), "folio")
            yield replace(page, marks=(*page.marks, folio))

    def _pages_of(self, made: _SetWords, first: int) -> Iterator[Page]:
        """The pages, with room that is left over given to pictures and gaps."""
        for number, held in enumerate(made.pages, first):
            pieces = enlarged(held, lambda some: self._tall(some, made.builder), self.height)
            if self.flow.spread:
                left_over = self.height - self._tall(pieces, made.builder)
                pieces = spread(pieces, left_over, EMPTY * self.height)
            yield self._page(number, pieces, made.builder)

    def _page(self, number: int, pieces: list[FlowPart], builder: ItemBuilder) -> Page:
        (width, height), out = self.format.trim, self.out
        paper = rectangle(-out, -out, width + 2 * out, height + 2 * out)
        ground = Shape(paper, self.drawing.palette[self.flow.ground], kind="ground")
        marks: list[Mark] = [Group((ground,), "ground")]
        codes: list[PlacedCode] = []
        y = self.top
        if not pieces[0].opens and pieces[0].heading:
            box, tall = self._running(pieces[0].heading, builder)
            canvas = self._canvas()
            box.draw(canvas, self.left, y, NATURAL)
            marks.append(Group(tuple(untagged(canvas.marks)), "running head"))
            y += tall
        else:
            y += pieces[0].rise
        y += pieces[0].lower
        pinned, _ = parted_at_foot(pieces)
        for index, piece in enumerate(pieces):
            if pinned and piece is pinned[0]:
                y = self.top + self.height + self.below - self._at_foot(pinned)
            y += piece.above if index else 0.0
            canvas = self._canvas()
            piece.box.draw(canvas, self.left, y, piece.fit)
            marks += [Group(tuple(canvas.marks), "text"), *canvas.cards]
            codes += canvas.codes
            sheet = width, height, (), self.layout.safe, self.drawing.name
            self.problems += too_near(canvas.suspects, *sheet)
            self.problems += shapes_too_near(canvas.marks, *sheet)
            y += piece.size.height
        marks.append(Group(tuple(self._folio(number, builder, self.flow.folio.foot)), "folio"))
        frame = Frame("text", self.left, self.top, self.width, self.height)
        return Page(
            f"page {number}",
            width,
            height,
            tuple(marks),
            bleed=max(0.0, out),
            safe=self.layout.safe,
            frames=(frame,),
            codes=tuple(codes),
        )

    def _folio(self, number: int, builder: ItemBuilder, foot: float) -> Iterator[Mark]:
        """The page's number in its bubble, which grows with the type. A screen reader skips it."""
        folio, theme = self.flow.folio, self.drawing.theme
        shape = theme.bubbles[folio.shape]
        wide, tall = (side * self.scale for side in folio.size)
        left = self.left + self.width - wide
        top = self.format.trim[1] - foot - tall
        words = builder.unmarked(Text((Run(str(number)),), "en"), folio.style, wide)
        body = outline_of(shape, words.style.em, wide, tall)
        canvas = self._canvas()
        line = folio.weight
        inner = inset(body, line / 2)
        outline = bubble(left + line / 2, top + line / 2, inner, tail_right=True)
        canvas.shape(outline, stroke=self.drawing.palette[folio.colour], weight=line, kind="bubble")
        across = left + (wide - words.widest()) / 2
        words.draw(canvas, across, top + (tall - words.height(NATURAL)) / 2, NATURAL)
        return untagged(canvas.marks)
