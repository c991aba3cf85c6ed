"""`cease build --zip`: finished files as one zip, to be handed over."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.jobs.publish import publish
from generator.jobs.run import Outcome
from generator.jobs.taken import parcel, taken
from generator.problems import Refused, WrongChoice, counted
from generator.reports.printer_letter import LetterWords
from .alone import LETTER
from .session import Session


class Parcel(Struct, frozen=True):
    """A zip to be written, and what its sender says in letters to print shops."""

    target: Path
    words: LetterWords

    @classmethod
    def of(cls, target: Path, said: tuple[str, ...]) -> Parcel:
        """A zip with letters that have what the options `alone.LETTER` say. Raises
        `WrongChoice`."""
        options = dict(zip(LetterWords.__struct_fields__, LETTER, strict=True))
        try:
            return cls(target, LetterWords(*said).checked())
        except Refused as refused:
            raise WrongChoice(
                [
                    replace(each, message=f"{options[each.span.key]}: {each.message}", span=None)
                    for each in refused.problems
                    if each.span
                ]
            ) from None

    def write(self, session: Session, out: Path) -> None:
        """Put the files of a build in the zip, if all of them were made."""
        if session.document["failed"]:
            session.say(f"{self.target} is not written, for some of its files were not made")
            return
        outcomes: list[Outcome] = session.document["files"]
        rows = [outcome.row for outcome in outcomes if outcome.row]
        data = parcel(out, [taken(session.project, out, row) for row in rows], self.words)
        publish(self.target, data)
        session.document["zip"] = str(self.target)
        session.say(f"{self.target}: {counted(len(rows), 'file')} with those that go with them")
