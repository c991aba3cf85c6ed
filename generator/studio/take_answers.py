"""What the script of the take-away screen sends and gets, as JSON."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from generator.jobs.taking import FoundApproval, WantedFiles
from generator.reports.printer_letter import LetterWords
from .desk import DeskName

JobState: TypeAlias = Literal["waiting", "making", "done", "stopped", "failed"]


class TakeRequest(WantedFiles, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Make the files of a desk."""

    desk: DeskName


class TakeStarted(Struct, frozen=True):
    """The job that makes the files."""

    job: str


class LetterRequest(LetterWords, frozen=True, forbid_unknown_fields=True):
    """Keep what the sender of letters to print shops says."""


class StopRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Stop a job."""

    job: str


class Offer(Struct, frozen=True):
    """A file that can be downloaded."""

    name: str
    bytes: int
    address: str


class ToldFault(Struct, frozen=True):
    """Something to know or to mend. `address` leads to its field, if it stands at one."""

    rule: str
    message: str
    hint: str
    address: str = ""


class AskedCheck(Struct, frozen=True):
    """A check in the words of a printer."""

    rule: str
    asks: str


class EditionAnswer(Struct, frozen=True):
    """The finished files of an edition. `offer` is the one to download: the file, or a zip if there
    are several."""

    edition: str
    offer: Offer
    files: tuple[Offer, ...]
    pages: int
    print: str
    pictures: tuple[str, ...]
    known: tuple[ToldFault, ...]
    passed: tuple[str, ...]
    rules: tuple[AskedCheck, ...]


class LackingAnswer(Struct, frozen=True):
    """An edition that could not be made, and why."""

    edition: str
    faults: tuple[ToldFault, ...]
    bug: str = ""


class SheetsAnswer(Struct, frozen=True):
    """Finished sheets for a desktop printer (`jobs.desk_sheets`)."""

    use: str
    offer: Offer
    paper: str
    sheets: int
    places: int
    across: int
    down: int
    percent: float
    turn: str
    pictures: tuple[str, ...]


class JobAnswer(Struct, frozen=True):
    """A job as it is now: the file that is being made, the one of this `number` among so many. It
    waits for `ahead` others. `everything` is a zip of all that is finished. `stale` says that the
    words on the disk have changed since."""

    state: JobState
    now: str
    number: int
    count: int
    ahead: int
    editions: tuple[EditionAnswer, ...]
    lacking: tuple[LackingAnswer, ...]
    sheets: tuple[SheetsAnswer, ...]
    faults: tuple[ToldFault, ...]
    everything: Offer | None
    approval: FoundApproval | None
    stale: bool
