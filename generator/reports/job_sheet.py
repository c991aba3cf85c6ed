"""Makes the job sheet: what a print shop has to know of a press file, as data and on two pages.

The pages are A4. The first shows the sides of the flat sheet in small, with lines to fill in; the
second has all other facts, set in the layout `job-sheet`. What the files of a batch have in common
is one stream on each page, which is set, written and checked once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import field
from hashlib import sha256
from typing import Final

from msgspec import json, msgpack
from msgspec.structs import replace

from generator.cache import Cache, KeptInputs, frozen_inputs
from generator.design.editions import Edition
from generator.page import Artwork, Group, Shape, rectangle
from generator.pdf import write
from generator.preflight import Expected, check
from generator.problems import Refused
from generator.source.project_folder import shipped_root
from .job_sheet_details import details_page
from .job_sheet_facts import JobSheetFacts
from .job_sheet_order import BLACK, WHITE, order_page, text
from .job_sheet_order import RIGHT as ORDER_RIGHT
from .printer_letter import ENDING as LETTER
from .printer_letter import printer_letter
from .report_layouts import LANGUAGE

ENDING: Final = "--job-sheet"
PROFILE: Final = "office"

RIGHT: Final = 195.0  # mm, of the second page
STAMPS: Final = 9.0  # top of the first stamp

DRAFT: Final = "DRAFT: TRANSLATION NOT REVIEWED. NOT FOR PRINT"
TEST: Final = "TEST: NUMBERS MAY RING NOBODY. NOT FOR PRINT"


def job_sheet(facts: JobSheetFacts, flat: Artwork, *, cache: Cache) -> dict[str, bytes]:
    """The job sheet of a finished file, a PDF and JSON, and a plain letter to the print shop, by
    their paths under the output folder. The pages show the sides of the `flat` sheet and its
    colours. Raises `Refused` if the sheet does not pass its own preflight."""
    shown, fonts = b"", b""
    if cache.keeps(JobSheetInputs):
        shown = sha256(msgpack.encode((facts, flat))).digest()
        fonts = _fonts_version()
    return cache.recall(JobSheetInputs(shown, fonts, facts, flat))


@frozen_inputs
class JobSheetInputs(KeptInputs[dict[str, bytes]]):
    """A digest of the facts and of all that the pages show, and one of the fonts of reports."""

    kept_as = dict[str, bytes]
    shown: bytes
    fonts: bytes
    facts: JobSheetFacts = field(compare=False)
    flat: Artwork = field(compare=False)

    def make(self, cache: Cache) -> dict[str, bytes]:
        sheet = job_sheet_artwork(self.facts, self.flat, cache)
        edition = Edition.model_construct(title="job sheet", colours="srgb", profile=PROFILE)
        data = write(sheet, edition, cache=cache)
        sizes = tuple((page.width, page.height) for page in sheet.pages)
        report = check(data, PROFILE, Expected(sizes), cache=cache)
        if not report.passed:
            raise Refused(report.problems)
        text = json.format(json.encode(self.facts), indent=1) + b"\n"
        stem = self.facts.file.path.removesuffix(".pdf") + ENDING
        letter = printer_letter(self.facts, f"{stem}.pdf".rpartition("/")[2], cache=cache)
        beside = self.facts.file.path.removesuffix(".pdf") + LETTER
        return {f"{stem}.pdf": data, f"{stem}.json": text, beside: letter.encode()}


def _fonts_version() -> bytes:
    """A digest of the names, sizes and times of the fonts that come with the program."""
    files = sorted((shipped_root() / "fonts").rglob("*"))
    states = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return sha256(msgpack.encode(states)).digest()


def job_sheet_artwork(facts: JobSheetFacts, flat: Artwork, cache: Cache) -> Artwork:
    """The pages of a job sheet: one to fill in, with the sides of the `flat` sheet and its
    colours; and one of the other `facts`."""
    said = [DRAFT] * facts.draft + [TEST] * facts.test
    order = order_page(facts, flat.pages, cache)
    pages = (
        replace(order, marks=(*order.marks, *_stamps(said, ORDER_RIGHT, cache))),
        details_page(facts, tuple(_stamps(said, RIGHT, cache)), cache),
    )
    title, date = f"Job sheet: {facts.file.name}", facts.campaign.date
    return Artwork(title, LANGUAGE, "ltr", pages, date=date)


def _stamps(texts: Sequence[str], right: float, cache: Cache) -> Iterator[Group]:
    """The stamps that nobody may overlook, white on black in the corner: they end at `right`, mm
    from the left."""
    for number, words in enumerate(texts):
        top = STAMPS - 7.5 * number
        run = text(cache, words, right - 3, top + 4.6, 8.5, 800, WHITE, align=1.0)
        width = run.width + 6
        box = Shape(rectangle(right - width, top, width, 7), BLACK, kind="mark")
        yield Group((box, run), "stamp")
