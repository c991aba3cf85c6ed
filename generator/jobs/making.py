"""Makes a piece: a document in a layout at one of its formats, for an edition.

The words are composed. Then the edition arranges and marks the pages, the file is written, and
preflight checks it. A file that is refused is not given.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from generator.content.document import Document
from generator.design.choices import called, own_name
from generator.design.drawing import Drawing
from generator.design.editions import Edition
from generator.design.layout import Layout
from generator.page import Artwork
from generator.problems import Problem, Refused, did_you_mean, error, unknown, with_places
from generator.reports.piece_names import PieceName, file_name, stem
from .easy_reading import compose_easy_read, layout_for_easy
from .libraries import Libraries
from .matching import block_reads
from .named_lines import name_thin_lines
from .printed_runs import printed_runs
from .release import for_edition
from .theme_colours import as_printed, printed_otherwise

if TYPE_CHECKING:
    from generator.pdf import OutputIntent
    from generator.preflight import Expected, Report
    from generator.typeset.clear_print import LetterCount
    from generator.typeset.compose import Composed


# Threads take turns: PDFium, ICU and HarfBuzz keep state that they must not share.
TURN: Final = RLock()


class Piece(Struct, frozen=True, eq=False, dict=True):
    """A finished file: its bytes, and what is known of it. `problems` are warnings, for a file with
    errors is refused. `file` is its path in an output folder, if it was asked for by name. A file
    without pages has `links`, the targets of its links. `theme` is the one it is set in, `artwork`
    is what was written, `flat` the same without marks, `steps` the styles that copyfitting changed
    (pt), and `full` the size of every style before it. `letters` says how many of its letters are
    small. `set_pages` is the PDF that a picture for screens was drawn from."""

    data: bytes
    artwork: Artwork
    report: Report
    steps: Mapping[str, float]
    full: Mapping[str, float]
    problems: tuple[Problem, ...]
    flat: Artwork
    links: tuple[str, ...] = ()
    theme: str = ""
    file: str = ""
    letters: LetterCount | None = None
    set_pages: bytes = b""

    @property
    def pages(self) -> int:
        """The number of its pages; 0 for a web page or text."""
        return len(self.artwork.pages)

    @cached_property
    def sha256(self) -> str:
        """The sha256 of its bytes, which several records of it have."""
        return hashlib.sha256(self.data).hexdigest()


class Setup(Struct, frozen=True):
    """All that a piece is made with: its words, the names it was asked for by, and what they stand
    for. `made_as` is the edition with all that was chosen for it, `intent` is the press condition,
    and `problems` are warnings."""

    project: Libraries
    document: Document
    layout: str
    format: str
    edition_name: str
    made_as: str
    drawing: Drawing
    edition: Edition
    intent: OutputIntent | None
    problems: tuple[Problem, ...]


def make(
    project: Libraries,
    document: Document,
    layout: str,
    format_name: str,
    edition_name: str,
    theme: str = "",
) -> Piece:
    """The document in a layout, at one of its formats, for an edition, in a theme or in the
    document's, or else in the layout's own. Raises `Refused` with every
    problem of the design, of the words in it, of the writing and of the finished file. A file that
    is refused is not given."""
    with TURN:
        try:
            setup = setup_of(project, document, layout, format_name, edition_name, theme)
            makers = {"pdf": _make_pdf, "png": _make_picture}
            piece = makers.get(setup.edition.form, _make_reflowed)(setup)
        except Refused as refused:
            raise Refused(with_places(refused.problems, document.span)) from None
    return replace(piece, problems=with_places(piece.problems, document.span))


def make_named(project: Libraries, name: PieceName) -> Piece:
    """The piece of a name, with warnings about its words and its area. Raises `Refused`."""
    with TURN:
        document, words = words_of(project, name)
        if any(problem.is_error for problem in words):
            raise Refused(words)
        try:
            made = make(
                project, document, name.layout, name.format, name.edition_name, name.other_theme
            )
        except Refused as refused:
            raise Refused((*words, *refused.problems)) from None
        return replace(made, problems=(*words, *made.problems))


def with_words(project: Libraries, name: PieceName) -> tuple[Document, tuple[Problem, ...]]:
    """The words of a piece, with warnings, or `Refused` if any of them is wrong."""
    document, found = words_of(project, name)
    if any(problem.is_error for problem in found):
        raise Refused(found)
    return document, found


def words_of(project: Libraries, name: PieceName) -> tuple[Document, tuple[Problem, ...]]:
    """The words of a piece, and the problems of these words and of its area. Raises `Refused` if
    they cannot be read."""
    document, found = project.document(name.campaign, name.language, name.area)
    edition = project.design.edition(name.edition_name)
    return document, (*project.content.trial(name.area), *for_edition(found, edition))


def unchecked_pages(project: Libraries, name: PieceName) -> bytes:
    """The pages of a piece in PDF as they are written, to be looked at before they are checked.
    Raises `Refused`."""
    with TURN:
        document, _ = with_words(project, name)
        names = name.layout, name.format, name.edition_name, name.other_theme
        setup = setup_of(project, document, *names)
        return _written(_as_page(setup) if setup.edition.form == "png" else setup)[0]


def _written(setup: Setup) -> tuple[bytes, Artwork, Composed, tuple[Problem, ...]]:
    """A piece with pages, composed, marked for its press, and written; and its warnings so far."""
    from generator.pdf import write

    project, document, edition = setup.project, setup.document, setup.edition
    if lacking := project.no_font(setup.drawing.layout.theme, document.script, document.language):
        raise Refused(lacking)
    composed = compose_setup(setup)
    project.design.fonts.note(printed_runs(composed.artwork.pages, project.cache).families)
    artwork, found = arrange(setup, composed)
    if any(problem.is_error for problem in found):
        raise Refused((*found, *composed.problems))
    if edition.marks:
        artwork = _with_marks(setup, artwork, found)
    data = write(artwork, edition, setup.intent, cache=project.cache)
    return data, artwork, composed, (*found, *composed.problems)


def _make_pdf(setup: Setup) -> Piece:
    """A piece with pages, written and checked."""
    from generator.preflight import check
    from generator.preflight.profiles import DECLARED
    from generator.typeset.clear_print import clear_print

    project, document, edition = setup.project, setup.document, setup.edition
    data, artwork, composed, found = _written(setup)
    declared = tuple(filter(None, [DECLARED.get(edition.standard)]))
    report = check(data, edition.profile, _expected(setup, artwork), declared, cache=project.cache)
    problems = name_thin_lines((*found, *report.problems), artwork)
    if not report.passed:
        raise Refused(problems)
    return Piece(
        data,
        artwork,
        report,
        composed.steps,
        composed.full,
        problems,
        composed.artwork,
        theme=setup.drawing.layout.theme,
        letters=clear_print(composed.artwork, document, setup.drawing, cache=project.cache),
    )


def _make_picture(setup: Setup) -> Piece:
    """A picture for screens: a page set as any other, and drawn in its pixels."""
    from generator.reports.page_pictures import PixelSize, picture

    size = setup.drawing.formats[setup.format].pixels
    if size is None:
        where = setup.drawing.layout.at("formats.0")
        message = f'"{setup.format}" has no `pixels`, so no picture is made of it'
        raise Refused([error("no-pixels", message, where, "write them in layouts/formats.yaml")])
    made = _make_pdf(_as_page(setup))
    drawn = picture(made.data, 0, PixelSize(*size), "png")
    return replace(made, data=drawn, set_pages=made.data)


def _as_page(setup: Setup) -> Setup:
    """The setup of the page that a picture for screens is drawn from."""
    page = Edition(title=setup.edition.title, colours="srgb", profile="office")
    return replace(setup, edition=page)


def _make_reflowed(setup: Setup) -> Piece:
    """A piece without pages."""
    from generator.preflight import Report
    from .reflowed import reflowed

    project, document = setup.project, setup.document
    project.shelf.note(block_reads(document, printed_layout(setup), project.cache))
    made = reflowed(document, setup.drawing, setup.edition.form, cache=project.cache)
    found = (*setup.problems, *made.problems)
    nothing = Artwork(document.title, document.language, document.direction, ())
    theme = setup.drawing.layout.theme
    return Piece(made.data, nothing, Report(found), {}, {}, found, nothing, made.targets, theme)


def setup_of(
    project: Libraries,
    document: Document,
    layout: str,
    format_name: str,
    edition_name: str,
    theme: str,
) -> Setup:
    """The setup of a piece. Raises `Refused` with all that is wrong with any of it."""
    problems: list[Problem] = []
    drawing = opened = edition = None
    try:
        opened = project.edition(edition_name)
        edition = opened[0]
    except Refused as refused:
        problems += refused.problems
    name = (edition and edition.layout) or layout
    variant, margin = (edition.variant, edition.margin) if edition else ("", 0.0)
    bleed = edition.own_bleed if edition else None
    try:
        drawing, found = drawing_of(
            project, document, name, variant=variant, margin=margin, bleed=bleed, theme=theme
        )
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
    made_as = called(edition_name, (theme,) if theme else ())
    names = layout, format_name, edition_name, made_as
    return Setup(project, document, *names, drawing, *opened, tuple(problems))


def drawing_of(
    project: Libraries,
    document: Document,
    layout: str,
    *,
    variant: str = "",
    margin: float = 0.0,
    bleed: float | None = None,
    theme: str = "",
) -> tuple[Drawing, tuple[Problem, ...]]:
    """A layout in a theme, or in the document's, or else in its own, with all it names; and
    warnings. Raises `Refused`."""
    if not theme and document.theme and document.theme not in project.design.themes():
        known, key = project.design.themes(), document.theme_key
        raise Refused([unknown("theme", document.theme, known, key)])
    return project.design.drawing(layout, variant, margin, bleed, theme or document.theme)


def compose_setup(setup: Setup) -> Composed:
    """The document's words in the drawing. A drawing that flows takes the words of the layout that
    was asked for, and one for easy wording those of the layout with most words."""
    from generator.design.layout_walk import sections
    from generator.typeset.compose import compose

    project, document, drawing = setup.project, setup.document, setup.drawing
    if drawing.layout.flow is None:
        project.shelf.note(block_reads(document, printed_layout(setup), project.cache))
        return compose(document, drawing, setup.format, cache=project.cache)
    if not setup.edition.layout:
        return compose_easy_read(project, document, drawing)
    from generator.typeset.flowing import flow

    source = printed_layout(setup)
    project.shelf.note(block_reads(document, source, project.cache))
    words = sections(source, project.design.first_format(source))
    return flow(document, drawing, words, setup.edition.type_size, cache=project.cache)


def printed_layout(setup: Setup) -> Layout:
    """The layout whose blocks a piece prints. Raises `Refused`."""
    project, drawing = setup.project, setup.drawing
    if setup.edition.form in {"html", "text"}:
        return drawing.layout
    if drawing.layout.flow is None:
        return drawing.for_format(setup.format).layout
    if not setup.edition.layout:
        return layout_for_easy(project, setup.document.campaign)
    return project.design.layout(setup.layout)


def arrange(setup: Setup, composed: Composed) -> tuple[Artwork, tuple[Problem, ...]]:
    """The composed pages in the edition's arrangement, and the problems found before they are
    written."""
    from generator.press import by_panel
    from generator.typeset.fine_lines import fine_lines
    from generator.typeset.legibility import illegible
    from generator.typeset.page_checks import misplaced

    artwork, problems, cache = composed.artwork, list(setup.problems), setup.project.cache
    problems += misplaced(artwork, setup.drawing.clearances, cache=cache)
    if setup.drawing.layout.is_easy:
        problems += setup.project.content.easy_warnings(setup.document.campaign)
    if setup.edition.pages == "panels":
        told = setup.drawing.layout.told if setup.edition.tagged else ()
        artwork = by_panel(artwork, told or setup.drawing.first_format.reading, cache)
    problems += fine_lines(artwork, setup.drawing, cache)
    seen = artwork
    if setup.edition.colours == "cmyk":
        problems += printed_otherwise(setup.drawing.theme, cache, but_black=True)
        seen = as_printed(artwork, setup.drawing.palette.values(), cache)
    return artwork, (*problems, *illegible(seen, setup.edition.least, cache=cache))


def _with_marks(setup: Setup, artwork: Artwork, problems: tuple[Problem, ...]) -> Artwork:
    """The pages with printer's marks and a slug, which names the file and says whether its words
    are a draft."""
    from generator.press import finish
    from generator.reports.slug import DRAFT, EASY_DRAFT, TEST, slugs

    project, document, name = setup.project, setup.document, setup.edition_name
    drawing, edition = setup.drawing, setup.edition
    draft = DRAFT if document.draft else ""
    if drawing.layout.is_easy and any(problem.rule == "draft" for problem in problems):
        draft = draft or EASY_DRAFT
    piece = stem(setup.layout, drawing.layout.formats, setup.format)
    file = file_name(piece, setup.made_as, edition, bool(draft), document.test)
    said = tuple(filter(None, (draft, TEST if document.test else "")))
    font = project.design.fonts.label_font(drawing)
    facts = file, own_name(name), edition.printer, font, said
    lines = slugs(artwork, document, *facts, cache=project.cache)
    return finish(artwork, edition, lines, project.cache)


def _expected(setup: Setup, artwork: Artwork) -> Expected:
    """What the finished file must have, for preflight to compare."""
    from generator.preflight import Expected, ExpectedCode
    from generator.press.inks import plates

    edition, module = setup.edition, setup.drawing.formats[setup.format].module
    rules = setup.drawing.clearances
    condition = edition.condition and setup.project.design.conditions()[edition.condition]
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
        plates=plates(artwork, setup.project.cache),
        opened=setup.document.opened,
        bubble=(rules.bubble, rules.bubble_em),
    )


def unknown_format(drawing: Drawing, name: str) -> Problem:
    said, known = f'"{drawing.name}" has no format "{name}"', drawing.layout.formats
    return error("unknown-format", said, drawing.layout.at("formats"), did_you_mean(name, known))


def located(problem: Problem, file: str) -> Problem:
    """A problem of a finished file with the file's name, for it has no place in any source."""
    if problem.span is not None:
        return problem
    return replace(problem, details=(*problem.details, f"in {file}"))
