"""A project held open, in which any number of pieces are made.

What is static about a layout, a font or an edition is made once and kept, so that a second
piece costs only what is different about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from generator.cache import Cache
from generator.content.document import Document
from generator.content.library import Library as Content
from generator.design.choices import own_name
from generator.design.drawing import Drawing
from generator.design.editions import Edition
from generator.design.layout import Layout
from generator.design.library import Library as Design
from generator.jobs.matching import layout_with_most_blocks, matches
from generator.page import Artwork
from generator.problems import Problem, Refused, did_you_mean, error, with_places
from generator.reports.piece_names import file_name, stem
from generator.source.shelf import Shelf

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


@dataclass(frozen=True, slots=True)
class Setup:
    """All that a piece is made with besides its words: the names it was asked for by, and what
    they stand for. `intent` is the press condition, `problems` what to warn of."""

    layout: str
    format: str
    edition_name: str
    drawing: Drawing
    edition: Edition
    intent: OutputIntent | None
    problems: tuple[Problem, ...]


class Project:
    """A project held open: makes pieces, and keeps all that it has read. Open it again when files
    have changed. `cache` remembers what is made on the way to a piece."""

    def __init__(self, shelf: Shelf, cache: Cache | None = None) -> None:
        self.shelf = shelf
        self.cache = Cache() if cache is None else cache
        self.content = Content(self.shelf, self.cache)
        self.design = Design(self.shelf)
        self.document = lru_cache(maxsize=64)(self._document)
        self.edition = lru_cache(maxsize=None)(self._edition)

    @classmethod
    def open(cls, folder: str | Path, cache: Cache | None = None) -> Self:
        """The project in a folder. Raises `Refused` if there is no such folder."""
        return cls(Shelf.at(folder), cache)

    def make(self, document: Document, layout: str, format_name: str, edition_name: str) -> Piece:
        """The document in a layout, at one of its formats, for an edition.

        Raises `Refused` with every problem of the design, of the words in it, of the writing and
        of the finished file. A file that is refused is not given.
        """
        setup = self._setup(layout, format_name, edition_name)
        make = self._make_pdf if setup.edition.form == "pdf" else self._make_reflowed
        try:
            piece = make(document, setup)
        except Refused as refused:
            raise Refused(with_places(refused.problems, document.span)) from None
        return replace(piece, problems=with_places(piece.problems, document.span))

    def _make_reflowed(self, document: Document, setup: Setup) -> Piece:
        """A piece without pages."""
        from generator.jobs.reflowed import reflowed
        from generator.preflight import Report

        made = reflowed(document, setup.drawing, setup.edition.form)
        found = (*setup.problems, *made.problems)
        nothing = Artwork(document.title, document.language, document.direction, ())
        return Piece(made.data, nothing, Report(found), {}, {}, found, nothing, made.targets)

    def _make_pdf(self, document: Document, setup: Setup) -> Piece:
        """A piece with pages: composed, marked up for its press, written and checked."""
        from generator.pdf import write

        drawing, edition = setup.drawing, setup.edition
        if lacking := self.no_font(drawing.layout.theme, document.script, document.language):
            raise Refused(lacking)
        composed = self._compose(document, setup)
        artwork, found = self._arrange(document, composed, setup)
        if any(problem.is_error for problem in found):
            raise Refused((*found, *composed.problems))
        if edition.marks:
            artwork = self._with_marks(document, artwork, setup, found)
        data = write(artwork, edition, setup.intent)
        report = self._check(data, document, artwork, setup)
        problems = (*found, *composed.problems, *report.problems)
        if not report.passed:
            raise Refused(problems)
        return Piece(
            data, artwork, report, composed.steps, composed.full, problems, composed.artwork
        )

    def _arrange(
        self, document: Document, composed: Composed, setup: Setup
    ) -> tuple[Artwork, tuple[Problem, ...]]:
        """The composed pages as the edition wants them, and what is wrong before they are
        written."""
        from generator.press import by_panel
        from generator.typeset.legibility import illegible

        artwork, problems = composed.artwork, list(setup.problems)
        if setup.drawing.layout.is_easy:
            problems += self.content.unsettled(document.campaign)
        if setup.edition.pages == "panels":
            artwork = by_panel(artwork, setup.drawing.drawn.reading)
        return artwork, (*problems, *illegible(artwork, setup.edition.least))

    def _with_marks(
        self, document: Document, artwork: Artwork, setup: Setup, problems: tuple[Problem, ...]
    ) -> Artwork:
        """The pages with printer's marks, and beside them what the file is called and whether its
        words are a draft."""
        from generator.press import finish
        from generator.reports.slug import DRAFT, EASY_DRAFT, TEST, slugs

        drawing, edition, name = setup.drawing, setup.edition, setup.edition_name
        draft = DRAFT if document.draft else ""
        if drawing.layout.is_easy and any(problem.rule == "draft" for problem in problems):
            draft = draft or EASY_DRAFT
        piece = stem(setup.layout, drawing.layout.formats, setup.format)
        file = file_name(piece, name, edition, bool(draft), document.test)
        said = tuple(filter(None, (draft, TEST if document.test else "")))
        font = self.design.label_font(drawing)
        lines = slugs(artwork, document, file, own_name(name), edition.printer, font, said)
        return finish(artwork, edition, lines)

    def _check(self, data: bytes, document: Document, artwork: Artwork, setup: Setup) -> Report:
        """Preflight's judgement of a file that was written."""
        from generator.preflight import check
        from generator.preflight.profiles import DECLARED

        expected = self._expected(document, artwork, setup)
        standard = DECLARED.get(setup.edition.standard)
        standards = (standard,) if standard else ()
        return check(data, setup.edition.profile, expected, standards, cache=self.cache)

    def no_font(self, theme: str, script: str, tag: str) -> list[Problem]:
        """An error if a theme has no font for a language. Raises `Refused`."""
        language = self.content.language(tag)
        return self.design.no_font(theme, script, tag, language.english if language else "")

    def _compose(self, document: Document, setup: Setup) -> Composed:
        """The document's words in the drawing; in one that flows, those that the layout asked for
        sets, or for easy wording the layout with most of them."""
        from generator.design.walk import sections
        from generator.typeset.compose import compose
        from generator.typeset.flowing import flow

        drawing, edition = setup.drawing, setup.edition
        if drawing.layout.flow is None:
            return compose(document, drawing, setup.format)
        if not edition.layout:
            return self.compose_easy_read(document, drawing)
        source = self.design.layout(setup.layout)
        drawn = self.design.formats().formats[source.formats[0]]
        return flow(document, drawing, sections(source, drawn), edition.type_size)

    def compose_easy_read(self, document: Document, drawing: Drawing) -> Composed:
        """The document in a layout for easy wording, its blocks in the order of the layout with
        most of them. Raises `Refused`."""
        from generator.design.walk import sections
        from generator.typeset.flowing import flow

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

    def _setup(self, layout: str, format_name: str, edition_name: str) -> Setup:
        """What a piece is made with. Raises `Refused` with all that is wrong with any of it."""
        problems: list[Problem] = []
        drawing = opened = edition = None
        try:
            opened = self.edition(edition_name)
            edition = opened[0]
        except Refused as refused:
            problems += refused.problems
        name = (edition and edition.layout) or layout
        variant, margin = (edition.variant, edition.margin) if edition else ("", 0.0)
        bleed = edition.own_bleed if edition else None
        try:
            drawing, found = self.design.drawing(name, variant, margin, bleed)
            problems[:0] = found
        except Refused as refused:
            problems[:0] = refused.problems
        if drawing is None or opened is None:
            raise Refused(problems)
        formats = drawing.layout.formats
        if opened[0].layout:
            format_name = formats[0]
        elif format_name not in formats:
            raise Refused([*problems, unknown_format(drawing, format_name)])
        return Setup(layout, format_name, edition_name, drawing, *opened, tuple(problems))

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

    def _expected(self, document: Document, artwork: Artwork, setup: Setup) -> Expected:
        """What the finished file is held to."""
        from generator.preflight import Expected, ExpectedCode
        from generator.press.inks import plates

        edition, module = setup.edition, setup.drawing.formats[setup.format].module
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


def unknown_format(drawing: Drawing, name: str) -> Problem:
    return error(
        "unknown-format",
        f'"{drawing.name}" has no format "{name}"',
        drawing.layout.at("formats"),
        did_you_mean(name, drawing.layout.formats),
    )


def located(problem: Problem, file: str) -> Problem:
    """A problem of a finished file, which has no place in any source, with the file's name."""
    if problem.span is not None:
        return problem
    return replace(problem, details=(*problem.details, f"in {file}"))
