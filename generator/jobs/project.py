"""A project held open, in which any number of pieces are made.

What is static about a layout, a font or an edition is made once and kept, so that a second
piece costs only what is different about it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.content.document import Document
from generator.content.library import Library as Content
from generator.design.choices import own_name
from generator.design.drawing import Drawing
from generator.design.editions import Edition
from generator.design.layout import Layout
from generator.design.library import Library as Design
from generator.jobs.matching import layout_with_most_blocks, matches
from generator.page import Artwork
from generator.problems import Problem, Refused, did_you_mean, error
from generator.source.shelf import Shelf

# In the names of files that are not to be handed out.
DRAFT_MARK: Final = "-DRAFT"
TEST_MARK: Final = "-TEST"

if TYPE_CHECKING:
    from generator.pdf import OutputIntent
    from generator.preflight import Expected, Report
    from generator.typeset.compose import Composed


@dataclass(frozen=True, eq=False)
class Piece:
    """A piece: the file's bytes, its artwork, how preflight judged it, the styles that
    copyfitting shrank (pt), the size of every style before it, what to warn of, and the flat
    sheet as it was set, without marks; of a piece without pages, where its links lead."""

    data: bytes
    artwork: Artwork
    report: Report
    steps: Mapping[str, float]
    full: Mapping[str, float]
    problems: tuple[Problem, ...]
    flat: Artwork
    targets: tuple[str, ...] = ()


class Project:
    """Makes pieces of one project. Keeps everything it has read: make a new one when files have
    changed."""

    def __init__(self, root: str | Path) -> None:
        self.shelf = Shelf.at(root)
        self.content = Content(self.shelf)
        self.design = Design(self.shelf)
        self.document = lru_cache(maxsize=64)(self._document)
        self.edition = lru_cache(maxsize=None)(self._edition)

    def make(self, document: Document, layout: str, format_name: str, edition_name: str) -> Piece:
        """The document in a layout, at one of its formats, for an edition.

        Raises `Refused` with every problem of the design, of the words in it, of the writing and
        of the finished file. A file that is refused is not given.
        """
        make = _MAKERS[self.design.edition(edition_name).form]
        return make(self, document, layout, format_name, edition_name)

    def _reflowed(
        self, document: Document, layout: str, format_name: str, edition_name: str
    ) -> Piece:
        """A piece without pages."""
        from generator.jobs.reflowed import reflowed
        from generator.preflight import Report

        drawing, edition, _, problems = self._open(layout, format_name, edition_name)
        made = reflowed(document, drawing, edition.form)
        found = (*problems, *made.problems)
        nothing = Artwork(document.title, document.language, document.direction, ())
        return Piece(made.data, nothing, Report(found), {}, {}, found, nothing, made.targets)

    def _pdf(self, document: Document, layout: str, format_name: str, edition_name: str) -> Piece:
        from generator.pdf import write
        from generator.preflight import check
        from generator.preflight.profiles import DECLARED
        from generator.press import by_panel, finish
        from generator.reports.slug import DRAFT, EASY_DRAFT, TEST, slugs
        from generator.typeset.legibility import illegible

        drawing, edition, intent, problems = self._open(layout, format_name, edition_name)
        if lacking := self.no_font(drawing.layout.theme, document.script, document.language):
            raise Refused(lacking)
        if edition.layout:
            format_name = drawing.layout.formats[0]
        is_easy = drawing.layout.is_easy
        problems += tuple(self.content.unsettled(document.campaign)) if is_easy else ()
        composed = self._composed(document, layout, format_name, drawing, edition)
        artwork = composed.artwork
        if edition.pages == "panels":
            artwork = by_panel(artwork, drawing.drawn.reading)
        problems += tuple(illegible(artwork, edition.least))
        if any(problem.is_error for problem in problems):
            raise Refused((*problems, *composed.problems))
        if edition.marks:
            piece = stem(layout, drawing.layout.formats, format_name)
            draft = DRAFT if document.draft else ""
            if is_easy and any(problem.rule == "draft" for problem in problems):
                draft = draft or EASY_DRAFT
            file = file_name(piece, edition_name, edition, bool(draft), document.test)
            font, own = self.design.label_font(drawing), own_name(edition_name)
            said = tuple(filter(None, (draft, TEST if document.test else "")))
            lines = slugs(artwork, document, file, own, edition.printer, font, said)
            artwork = finish(artwork, edition, lines)
        data = write(artwork, edition, intent)
        promised = self._promised(document, artwork, edition, drawing.formats[format_name].module)
        held = DECLARED.get(edition.standard)
        report = check(data, edition.profile, promised, (held,) if held else ())
        found = (*problems, *composed.problems, *report.problems)
        if not report.passed:
            raise Refused(found)
        sized, flat = composed.full, composed.artwork
        return Piece(data, artwork, report, composed.steps, sized, found, flat)

    def no_font(self, theme: str, script: str, tag: str) -> list[Problem]:
        """An error if a theme has no font for a language. Raises `Refused`."""
        language = self.content.language(tag)
        return self.design.no_font(theme, script, tag, language.english if language else "")

    def _composed(
        self,
        document: Document,
        layout: str,
        format_name: str,
        drawing: Drawing,
        edition: Edition,
    ) -> Composed:
        """The document's words in the drawing; in one that flows, those that `layout` sets, or
        for easy wording the layout with most of them."""
        from generator.design.walk import sections
        from generator.typeset.compose import compose
        from generator.typeset.flow import flow

        if drawing.layout.flow is None:
            return compose(document, drawing, format_name)
        if not edition.layout:
            return self.compose_easy_read(document, drawing)
        source = self.design.layout(layout)
        drawn = self.design.formats().formats[source.formats[0]]
        return flow(document, drawing, sections(source, drawn), edition.type_size)

    def compose_easy_read(self, document: Document, drawing: Drawing) -> Composed:
        """The document in a layout for easy wording, its blocks in the order of the layout with
        most of them. Raises `Refused`."""
        from generator.design.walk import sections
        from generator.typeset.flow import flow

        assert drawing.layout.flow is not None
        source = self._layout_with_most_blocks(document.campaign)
        drawn = self.design.formats().formats[source.formats[0]]
        return flow(document, drawing, sections(source, drawn), drawing.layout.flow.body)

    def _layout_with_most_blocks(self, campaign: str) -> Layout:
        """The layout with most of a campaign's words. Raises `Refused`."""
        words = self.content.source(campaign)
        layouts = [self.design.layout(name) for name in self.design.layouts()]
        layouts = [row for row in layouts if row.pages and matches(row, words)]
        if not layouts:
            message = f'no layout has an order for the words of "{campaign}"'
            raise Refused([error("no-words", message, words.at(), "make one with pages for it")])
        return layouts[layout_with_most_blocks(layouts, words)]

    def files(
        self, campaign: str, tag: str, area: str, layout: str, edition: str, artwork: Artwork
    ) -> dict[str, str]:
        """sha256 by path of every file that a piece, with its artwork, was made from."""
        from generator.typeset.safety import runs

        words = self.content.files(campaign, tag, area)
        families = {run.font.family for page in artwork.pages for run in runs(page.marks)}
        found = {path: self.shelf.digest(path) for path in words}
        if self.design.layout(layout).is_easy:
            found |= {path: self.shelf.digest(path) for path in self.content.symbols(campaign)}
            every = map(self.design.layout_path, self.design.layouts())
            found |= {path: self.shelf.digest(path) for path in every}  # which has most blocks
        for name in filter(None, (layout, self.design.edition(edition).layout)):
            found |= self.design.files(name, edition, families)
        return found

    def _document(self, campaign: str, tag: str, area: str) -> tuple[Document, list[Problem]]:
        return self.content.document(campaign, tag, area)

    def _open(
        self, layout: str, format_name: str, edition_name: str
    ) -> tuple[Drawing, Edition, OutputIntent | None, tuple[Problem, ...]]:
        """What a piece is made with; `Refused` with all that is wrong with any of it."""
        problems: list[Problem] = []
        drawing = opened = None
        try:
            opened = self.edition(edition_name)
        except Refused as refused:
            problems += refused.problems
        edition = opened[0] if opened else None
        variant, margin = (edition.variant, edition.margin) if edition else ("", 0.0)
        bleed = edition.own_bleed if edition else None
        set_in = opened[0].layout if opened else ""
        try:
            drawing, found = self.design.drawing(set_in or layout, variant, margin, bleed)
            problems[:0] = found
        except Refused as refused:
            problems[:0] = refused.problems
        if drawing is None or opened is None:
            raise Refused(problems)
        if not opened[0].layout and format_name not in drawing.layout.formats:
            raise Refused([*problems, unknown_format(drawing, format_name)])
        return drawing, *opened, tuple(problems)

    def _edition(self, name: str) -> tuple[Edition, OutputIntent | None]:
        """An edition and its press condition. Raises `Refused`."""
        from generator.pdf import OutputIntent, profile
        from generator.preflight import PROFILES

        edition = self.design.edition(name)
        if edition.profile and edition.profile not in PROFILES:
            raise Refused(
                [
                    error(
                        "unknown-profile",
                        f'no preflight profile is called "{edition.profile}"',
                        edition.at("profile"),
                        did_you_mean(edition.profile, PROFILES),
                    )
                ]
            )
        if not edition.condition:
            return edition, None
        row = self.design.conditions()[edition.condition]
        icc = self.design.profile_path(edition.condition)
        limit = edition.ink_limit or row.ink_limit
        intent = OutputIntent(row.identifier, row.title, row.registry, row.info, icc, limit)
        try:
            profile(intent, edition.pdf_version, edition.colours)
        except Refused as refused:
            place = row.at("icc")
            raise Refused(replace(each, span=place) for each in refused.problems) from None
        return edition, intent

    def _promised(
        self, document: Document, artwork: Artwork, edition: Edition, module: float
    ) -> Expected:
        """What the finished file is held to."""
        from generator.preflight import Expected, ExpectedCode
        from generator.press.inks import plates

        condition = edition.condition and self.design.conditions()[edition.condition]
        return Expected(
            pages=tuple((page.width, page.height) for page in artwork.pages),
            bleed=max(page.bleed for page in artwork.pages) if edition.bleed else 0.0,
            codes=tuple(
                ExpectedCode(number, code.x, code.y, code.size, code.target, code.address, module)
                for number, page in enumerate(artwork.pages)
                for code in page.codes
            ),
            ink_limit=edition.ink_limit or (condition.ink_limit if condition else None),
            folds=tuple(page.folds for page in artwork.pages),
            safe=min((page.safe for page in artwork.pages), default=0.0),
            plates=plates(artwork),
            opened=document.opened,
        )


# how each form of file is made
_MAKERS: Final[Mapping[str, Callable[[Project, Document, str, str, str], Piece]]] = {
    "pdf": Project._pdf,
    "html": Project._reflowed,
    "text": Project._reflowed,
}


def unknown_format(drawing: Drawing, name: str) -> Problem:
    return error(
        "unknown-format",
        f'"{drawing.name}" has no format "{name}"',
        drawing.layout.at("formats"),
        did_you_mean(name, drawing.layout.formats),
    )


def file_name(piece: str, edition_name: str, edition: Edition, draft: bool, test: bool) -> str:
    """What a file is called. One that is meant for a press says so if its words are a draft, and
    every one says so if its area is a test area."""
    marks = DRAFT_MARK if draft and edition.colours == "cmyk" else ""
    marks += TEST_MARK if test else ""
    return f"{piece}--{edition_name}{marks}{edition.suffix}"


def stem(layout: str, formats: tuple[str, ...], format_name: str) -> str:
    """What a piece is called: the format is named unless it is the one the layout is drawn for."""
    return layout if format_name == formats[0] else f"{layout}-{format_name}"


def located(problem: Problem, file: str) -> Problem:
    """A problem of a finished file, which has no place in any source, with the file's name."""
    if problem.span is not None:
        return problem
    return replace(problem, details=(*problem.details, f"in {file}"))
