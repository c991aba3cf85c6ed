"""Collects the facts of a press file for its job sheet, from the project, the piece and its
report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from generator.content.phone_numbers import numbers_in
from generator.design.editions import Edition
from generator.page import Artwork, Page
from generator.problems import Problem
from generator.reports.job_sheet_facts import (
    CampaignFacts,
    CodeFacts,
    EditionFacts,
    FileFacts,
    InkFacts,
    JobSheetFacts,
    LanguageFacts,
    PageFact,
    PanelFacts,
    PreflightFacts,
    SheetFacts,
    SideFacts,
    Size,
    WarningFacts,
)
from generator.reports.sheet_colours import sheet_colours
from .printed_runs import printed_runs

if TYPE_CHECKING:
    from generator.content.document import Document
    from .making import Piece
    from .planning import Job
    from .project import Project

_VERSION: Final = 1
_PROCESS: Final = ("Cyan", "Magenta", "Yellow", "Black")


def press_facts(
    project: Project, job: Job, document: Document, made: Piece, problems: Iterable[Problem]
) -> JobSheetFacts:
    """The facts of a finished file. `problems` are all that were found when it was made."""
    piece, report = job.piece, made.report
    edition, intent = project.edition(piece.edition_name)
    language = project.content.language(piece.language)
    condition = project.design.conditions()[edition.condition] if edition.condition else None
    colours = sheet_colours(made.flat.pages, project.cache)
    return JobSheetFacts(
        version=_VERSION,
        file=FileFacts(
            path=job.file,
            name=job.file.rpartition("/")[2],
            sha256=made.sha256,
            bytes=len(made.data),
        ),
        campaign=CampaignFacts(document.campaign, document.title, document.version, document.date),
        language=LanguageFacts(piece.language, language.english if language else ""),
        area=document.area,
        area_title=project.content.area(document.area)[0].title or document.area,
        layout=piece.layout,
        title=project.design.layout(piece.layout).title,
        edition=EditionFacts(piece.edition_name, edition.title),
        printer=project.design.printers()[edition.printer].title if edition.printer else "",
        draft=document.draft,
        test=document.test,
        sheet=_sheet(made.flat, edition, project.design.formats().formats[piece.format].title),
        pages=tuple(
            PageFact(
                page.name, _rounded(facts.size), _rounded((facts.media.width, facts.media.height))
            )
            for page, facts in zip(made.artwork.pages, report.pages, strict=True)
        ),
        ink=InkFacts(
            plates=tuple(report.plates),
            spots=tuple(name for name in report.plates if name not in _PROCESS),
            limit_percent=edition.ink_limit or (condition.ink_limit if condition else None),
            heaviest_percent=colours.heaviest(edition.overprint_black),
            pictures=colours.pictures,
            condition=condition.title if condition else "",
            output_intent=intent.identifier if intent else "",
            standard=edition.standard,
            black_overprints=edition.overprint_black,
        ),
        paper=condition.paper if condition else "",
        stock=project.design.formats().formats[piece.format].paper,
        codes=tuple(
            CodeFacts(code.page + 1, code.text, round(code.module, 2)) for code in report.codes
        ),
        numbers=_printed_numbers(project, document, made.flat),
        fonts=tuple(sorted({font.name.rpartition("+")[2] for font in report.fonts})),
        under_12_pt_percent=made.letters.percent if made.letters else 0.0,
        preflight=PreflightFacts(
            profile=report.profile,
            rules=tuple(report.rules),
            rules_run=tuple(report.rules_run),
            passed=report.passed,
            warnings=tuple(
                WarningFacts(problem.rule, problem.message, problem.count) for problem in problems
            ),
        ),
    )


def _printed_numbers(project: Project, document: Document, flat: Artwork) -> tuple[str, ...]:
    """Every telephone number that is printed: of contacts, in sentences, and the area's own short
    ones such as 101."""
    printed = printed_runs(flat.pages, project.cache).keys
    area = project.content.area(document.area)[0]
    short = {each: re.compile(rf"(?<!\d){re.escape(each)}(?!\d)") for each in area.short_numbers}
    found: list[str] = []
    for block in document.blocks.values():
        for text in filter(None, (*block.texts, *block.short, block.line)):
            if text.key in printed:
                words = text.plain
                found += numbers_in(words, cache=project.cache)
                found += [number for number, form in short.items() if form.search(words)]
        numbers = (contact.number for contact in block.contacts)
        found += [number.plain for number in numbers if number.key in printed]
    return tuple(dict.fromkeys(found))


def _rounded(size: Sequence[float]) -> Size:
    width, height = size
    return round(width, 2), round(height, 2)


def _sheet(flat: Artwork, edition: Edition, title: str) -> SheetFacts:
    page = flat.pages[0]
    widths = [panel.width for panel in page.panels] or [page.width]
    return SheetFacts(
        format=title,
        flat_mm=(page.width, page.height),
        folded_mm=(round(max(widths), 2), page.height),
        fold=fold(widths),
        sides=tuple(
            SideFacts(each.name, tuple(round(x, 2) for x in each.folds), _panels(each))
            for each in flat.pages
        ),
        bleed_mm=max(each.bleed for each in flat.pages) if edition.bleed else 0.0,
        safe_mm=min(each.safe for each in flat.pages),
        pages_are=edition.pages,
        turn=flat.turn,
    )


def _panels(page: Page) -> tuple[PanelFacts, ...]:
    """The panels of a side from left to right, with their widths."""
    panels = [(panel.name, panel.width) for panel in page.panels] or [(page.name, page.width)]
    return tuple(PanelFacts(name, round(width, 2)) for name, width in panels)


def fold(widths: Sequence[float]) -> str:
    """The name of the fold of a sheet with panels of these widths, from left to right. A panel that
    is folded in is narrower than the others. If all have one width, none is folded in."""
    match len(widths):
        case 1:
            return "none"
        case 2:
            return "single fold"
        case 3:
            inner, *others = sorted(widths)
            return "roll fold" if inner < min(others) - 0.1 else "Z fold"
    equal = max(widths) - min(widths) < 0.1
    return "concertina fold" if equal else f"{len(widths) - 1} parallel folds"
