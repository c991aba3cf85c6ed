"""Makes the job sheet: what a print shop has to know of a press file, as data and on two pages."""

from dataclasses import field
from hashlib import sha256
from typing import Final

from msgspec import json, msgpack

from generator.cache import Cache, KeptInputs, frozen_inputs
from generator.design.editions import Edition
from generator.page import Artwork
from generator.pdf import write
from generator.preflight import Expected, check
from generator.problems import Refused
from generator.source.project_folder import shipped_root
from .job_sheet_facts import JobSheetFacts

ENDING: Final = "--job-sheet"
PROFILE: Final = "office"


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
        from .job_sheet_pages import job_sheet_artwork
        from .printer_letter import ENDING as LETTER
        from .printer_letter import printer_letter

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
