"""Makes the job sheet: what a print shop has to know of a press file, as data and on one page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from generator.cache import Cache
from generator.colour import Colour
from generator.design.editions import Edition
from generator.page import Artwork
from generator.problems import Refused
from generator.reports.job_sheet_facts import JobSheetFacts

ENDING: Final = "--job-sheet"
PROFILE: Final = "office"


def job_sheet(
    facts: JobSheetFacts, flat: Artwork, inks: Sequence[Colour], *, cache: Cache
) -> dict[str, bytes]:
    """The job sheet of a finished file: a PDF and JSON, by their paths under the output folder.
    The page shows the sides of the `flat` sheet and the solids of its inks. Raises `Refused` if
    it does not pass its own preflight."""
    from generator.pdf import write
    from generator.preflight import Expected, check
    from generator.reports.job_sheet_page import job_sheet_artwork

    sheet = job_sheet_artwork(facts, flat, inks, cache)
    data = write(sheet, Edition(title="job sheet", colours="srgb", profile=PROFILE), cache=cache)
    sizes = tuple((page.width, page.height) for page in sheet.pages)
    report = check(data, PROFILE, Expected(sizes), cache=cache)
    if not report.passed:
        raise Refused(report.problems)
    text = json.dumps(asdict(facts), indent=1, ensure_ascii=False) + "\n"
    stem = facts.file.path.removesuffix(".pdf") + ENDING
    return {f"{stem}.pdf": data, f"{stem}.json": text.encode()}
