"""The words of a job sheet: its facts as blocks of a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from msgspec import Struct

from generator.content.document import Block
from generator.problems import counted
from .job_sheet_facts import (
    CampaignFacts,
    InkFacts,
    JobSheetFacts,
    LanguageFacts,
    PageFact,
    PreflightFacts,
    SheetFacts,
    Size,
)
from .report_layouts import table, words

_TURNS: Final = {
    "short": "both sides, head to head: turn on the short edge",
    "long": "both sides, head to head: turn on the long edge",
    "": "one side",
}
_SINGLE: Final = "the panels imposed as the first page shows"

Rows: TypeAlias = Iterator[tuple[str, str]]


class SharedFacts(Struct, frozen=True):
    """The facts that the sheets of a batch have in common. `code_pages` are the pages of the codes,
    from 1."""

    campaign: CampaignFacts
    language: LanguageFacts
    printer: str
    sheet: SheetFacts
    pages: tuple[PageFact, ...]
    ink: InkFacts
    paper: str
    fonts: tuple[str, ...]
    code_pages: tuple[int, ...]

    @classmethod
    def of(cls, facts: JobSheetFacts) -> SharedFacts:
        return cls(
            facts.campaign,
            facts.language,
            facts.printer or facts.edition.title,
            facts.sheet,
            facts.pages,
            facts.ink,
            facts.stock or facts.paper,
            facts.fonts,
            tuple(code.page for code in facts.codes),
        )


class OwnWords(Struct, frozen=True):
    """The words that no other file's sheet says: its name, area, codes, how it was checked, its
    digest, path and size."""

    file: str
    area: str
    codes: tuple[str, ...]
    verdict: str
    warnings: tuple[str, ...]
    digest: str
    path: str
    size: str

    @classmethod
    def of(cls, facts: JobSheetFacts, most: int) -> OwnWords:
        """Those of a file, with at most so many of its warnings."""
        file = facts.file
        small = f"{facts.under_12_pt_percent:g} % of the letters of sentences under 12 pt"
        return cls(
            file.name,
            facts.area_title,
            tuple(f"{code.target} (module {code.module_mm:g} mm)" for code in facts.codes),
            f"{_verdict(facts.preflight)}; {small}",
            tuple(_warnings(facts.preflight, most)),
            file.sha256,
            file.path,
            f"{file.bytes:,} bytes",
        )


def _head_blocks(facts: SharedFacts, own: OwnWords) -> Iterator[Block]:
    """What the file is, who made it for whom, and how to recognise it."""
    campaign, language = facts.campaign, facts.language
    yield words("title", "Job sheet")
    yield words("file", own.file)
    yield table("campaign", [("Campaign", f"{campaign.title} Version {campaign.version}")])
    yield table("date", [("Words of", campaign.date)])
    yield table("language", [("Language", f"{language.name} ({language.tag})")])
    yield table("area", [("Area", own.area)])
    yield table("for", [("For", facts.printer)])
    yield table("digest", [("SHA-256 of the file", own.digest), ("Path", own.path)])
    yield words("size", own.size)


def details_blocks(facts: SharedFacts, own: OwnWords) -> Iterator[Block]:
    """What the file is, for whom, how it is printed, and how it was checked."""
    yield from _head_blocks(facts, own)
    titles = {
        "sheet": "Sheet and folding",
        "ink": "Ink and paper",
        "codes": "QR codes, as read back",
        "fonts": "Fonts",
        "preflight": "Preflight",
    }
    yield from (words(f"{name}-title", title) for name, title in titles.items())
    yield table("sheet", _sheet_rows(facts))
    yield table("ink", _ink_rows(facts))
    yield table("codes", _code_rows(facts, own))
    yield table("fonts", [("Embedded", ", ".join(facts.fonts))])
    yield words("verdict", own.verdict)
    yield table("warnings", ((warning, "") for warning in own.warnings))


def _sheet_rows(facts: SharedFacts) -> Rows:
    sheet, pages = facts.sheet, facts.pages
    yield "Flat, trimmed", _size(sheet.flat_mm)
    if sheet.fold != "none":
        yield "Folded", _size(sheet.folded_mm)
        yield "Fold", f"{sheet.fold}: {sheet.format}"
    else:
        yield "Fold", "none"
    for side in sheet.sides:
        if len(side.panels) > 1:
            named = (f"{panel.name} {panel.width_mm:g}" for panel in side.panels)
            yield f"Panels {side.name}", " | ".join(named)
    single = sheet.pages_are == "panels"
    count = str(len(pages))
    yield "Pages in file", f"{count}, single panels in reading order" if single else count
    if single:
        listed = (
            f"{number} {page.name} {_size(page.trim_mm)}" for number, page in enumerate(pages, 1)
        )
        yield "Panels in file", "; ".join(listed)
    else:
        trimmed, whole = _size(pages[0].trim_mm), _size(pages[0].sheet_mm)
        yield "Page in file", f"{trimmed} trimmed, {whole} whole"
    yield "Bleed", f"{sheet.bleed_mm:g} mm" if sheet.bleed_mm else "none"
    yield "Print", _SINGLE if single else _TURNS[sheet.turn]


def _size(edges: Size) -> str:
    return " × ".join(f"{edge:g}" for edge in edges) + " mm"


def _ink_rows(facts: SharedFacts) -> Rows:
    ink = facts.ink
    yield "Plates", f"{len(ink.plates)}: {', '.join(ink.plates)}"
    yield "Spot inks", ", ".join(ink.spots) or "none"
    if ink.output_intent:
        yield "Output intent", f"{ink.output_intent}: {ink.condition}"
    yield "Total ink", heaviest(ink)
    yield "Black type", f"Black 100 alone, {'overprints' if ink.black_overprints else 'knocks out'}"
    yield "Declares", ink.standard or "nothing"
    if facts.paper:
        yield "Paper", facts.paper


def heaviest(ink: InkFacts) -> str:
    """The most ink that lies in one place, as the colours on the sheet say; nobody measured it."""
    apart = "; pictures not counted" if ink.pictures else ""
    return f"{ink.heaviest_percent:g} %, the heaviest colour on it{apart}"


def _code_rows(facts: SharedFacts, own: OwnWords) -> Rows:
    if not own.codes:
        yield "None", ""
    for page, code in zip(facts.code_pages, own.codes, strict=True):
        yield f"Page {page}", code


def _verdict(found: PreflightFacts) -> str:
    warnings = counted(len(found.warnings), "warning") if found.warnings else "nothing"
    rules = f"{len(found.rules_run)} of {len(found.rules)} rules run"
    return f"Passed {found.profile}: {rules}, {warnings} found"


def _warnings(found: PreflightFacts, most: int) -> Iterator[str]:
    for warning in found.warnings[:most]:
        times = f" ({warning.count} times)" if warning.count > 1 else ""
        yield f"{warning.rule}: {warning.message}{times}"
    if rest := len(found.warnings[most:]):
        yield f"and {rest} more, in the JSON file beside this sheet"
