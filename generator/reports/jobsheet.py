"""The job sheet: what a print shop has to know of a press file, as data and on one page.

The data is what the finished file's own judge found in it, with what only the project knows: the
folds, the paper, whose words they are. Lengths are mm. The page says the same (`jobsheet_page`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from generator.design.editions import Edition
from generator.jobs.jobs import Job
from generator.page import Artwork, Page
from generator.problems import Problem, Refused

if TYPE_CHECKING:
    from generator.content.document import Document
    from generator.jobs.project import Piece, Project

ENDING: Final = "--job-sheet"
PROFILE: Final = "office"
_VERSION: Final = 1
_PROCESS: Final = ("Cyan", "Magenta", "Yellow", "Black")


def job_sheet(
    project: Project, job: Job, document: Document, made: Piece, problems: Sequence[Problem]
) -> dict[str, bytes]:
    """The job sheet of a finished file: a PDF and JSON, by their paths under the output folder.
    `problems` are all that was found when the file was made. Raises `Refused` if the sheet does
    not pass its own preflight."""
    from generator.pdf import write
    from generator.preflight import Expected, check
    from generator.press import inks
    from generator.reports.jobsheet_page import artwork

    facts = _facts(project, job, document, made, problems)
    sheet = artwork(facts, made.flat, inks(made.artwork))
    data = write(sheet, Edition(title="job sheet", colours="srgb", profile=PROFILE))
    report = check(
        data, PROFILE, Expected(tuple((page.width, page.height) for page in sheet.pages))
    )
    if not report.passed:
        raise Refused(report.problems)
    text = json.dumps(facts, indent=1, ensure_ascii=False) + "\n"
    stem = job.file.removesuffix(".pdf") + ENDING
    return {f"{stem}.pdf": data, f"{stem}.json": text.encode()}


def _facts(
    project: Project, job: Job, document: Document, made: Piece, problems: Sequence[Problem]
) -> dict[str, Any]:
    edition, intent = project.edition(job.edition)
    report = made.report
    language = project.content.language(job.language)
    printers = project.design.printers()
    row = project.design.conditions().get(edition.condition)
    limit = edition.ink_limit or (row.ink_limit if row else None)
    return {
        "version": _VERSION,
        "file": {
            "path": job.file,
            "name": job.file.rpartition("/")[2],
            "sha256": hashlib.sha256(made.data).hexdigest(),
            "bytes": len(made.data),
        },
        "campaign": {
            "name": document.campaign,
            "title": document.title,
            "version": document.version,
            "date": document.date,
        },
        "language": {"tag": job.language, "name": language.english if language else ""},
        "area": document.area,
        "layout": job.layout,
        "edition": {"name": job.edition, "title": edition.title},
        "printer": printers[edition.printer].title if edition.printer else "",
        "draft": document.draft,
        "test": document.test,
        "sheet": _sheet(made.flat, edition, project.design.formats().formats[job.format].title),
        "pages": [
            {
                "name": page.name,
                "trim_mm": [round(edge, 2) for edge in facts.size],
                "sheet_mm": [round(facts.media.width, 2), round(facts.media.height, 2)],
            }
            for page, facts in zip(made.artwork.pages, report.pages, strict=True)
        ],
        "ink": {
            "plates": list(report.plates),
            "spots": [name for name in report.plates if name not in _PROCESS],
            "limit_percent": limit,
            "condition": row.title if row else "",
            "output_intent": intent.identifier if intent else "",
            "standard": edition.standard,
            "black_overprints": edition.overprint_black,
        },
        "paper": row.paper if row else "",
        "codes": [
            {"page": code.page + 1, "target": code.text, "module_mm": round(code.module, 2)}
            for code in report.codes
        ],
        "fonts": sorted({font.name.rpartition("+")[2] for font in report.fonts}),
        "preflight": {
            "profile": report.profile,
            "rules": list(report.rules),
            "rules_run": list(report.rules_run),
            "passed": report.passed,
            "warnings": _warnings(problems),
        },
    }


def _sheet(flat: Artwork, edition: Edition, title: str) -> dict[str, Any]:
    """The flat sheet and how it is folded."""
    page = flat.pages[0]
    widths = [width for _, width in _panels(page)]
    return {
        "format": title,
        "flat_mm": [page.width, page.height],
        "folded_mm": [round(max(widths), 2), page.height],
        "fold": fold(widths),
        "sides": [
            {
                "name": each.name,
                "folds_mm": [round(x, 2) for x in each.folds],
                "panels": [
                    {"name": name, "width_mm": round(width, 2)} for name, width in _panels(each)
                ],
            }
            for each in flat.pages
        ],
        "bleed_mm": max(each.bleed for each in flat.pages) if edition.bleed else 0.0,
        "pages_are": edition.pages,
        "turn": flat.turn,
    }


def _panels(page: Page) -> list[tuple[str, float]]:
    """A side's panels from left to right, with their widths."""
    if page.panels:
        return [(panel.name, panel.width) for panel in page.panels]
    return [(page.name, page.width)]


def fold(widths: Sequence[float]) -> str:
    """What a sheet whose panels are so wide, from left to right, is folded to. A panel that is
    folded in is narrower than the others; where all are as wide, none is folded in."""
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


def _warnings(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [
        {"rule": problem.rule, "message": problem.message, "count": problem.count}
        for problem in problems
    ]
