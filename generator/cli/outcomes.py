"""What `cease build` says of many files: a message once for all areas, and failures by cause."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from generator.jobs.failures import FAILURES, causes, likeness, names_file
from generator.jobs.run import Outcome
from generator.problems import Problem, counted
from .session import Session

_MOST_CAUSES: Final = 20
_MOST_SAID: Final = 3  # areas or files that a message is printed for


class BuildMessages:
    """Reports problems of files for many areas. One that three other areas have had in the same
    piece, or that three files have had whatever they are of, is kept for --json, and counted."""

    def __init__(self, session: Session) -> None:
        self.session, self.unsaid = session, 0
        self.titles = session.project.content.title
        self.said: dict[tuple[str, ...], set[str]] = {}

    def report(
        self, problems: Iterable[Problem], area: str, piece: Sequence[str] = (), file: str = ""
    ) -> None:
        for problem in problems:
            if problem in self.session.reported:
                continue
            of_place = bool(file) and names_file(problem, file)
            alike = likeness(problem, area, self.titles, file)
            whose = file if of_place else area
            said = self.said.setdefault(alike if of_place else (*alike, *piece), set())
            quietly = len(said) == _MOST_SAID and whose not in said
            if not quietly:
                said.add(whose)
            self.session.report([problem], quietly=quietly)
            self.unsaid += quietly

    def report_outcomes(self, outcomes: Iterable[Outcome]) -> None:
        for outcome in outcomes:
            piece = outcome.job.piece
            names = piece.campaign, piece.language, piece.layout, piece.format, piece.made_as
            self.report(outcome.problems, piece.area, names, outcome.job.file)

    def conclude(self, outcomes: Iterable[Outcome], out: Path) -> None:
        """Say what was left out, and why files were not made, those of one cause together."""
        say = self.session.say
        if self.unsaid:
            said = counted(self.unsaid, "more message")
            say(f"{said} like these, of other areas or files; --json has them all")
        failures = [outcome.failure for outcome in outcomes if outcome.failed]
        found = causes(failures, self.titles)
        self.session.document["causes"] = [cause.as_dict() for cause in found]
        if len({failure.job.piece.area for failure in failures}) < 2:
            return  # each cause has just been printed
        kept = (out / FAILURES).is_file()  # unless the disk is full
        say(f"not made, by cause{f' ({FAILURES} in the output folder has each file)' * kept}:")
        for cause in found[:_MOST_CAUSES]:
            say(f"  {cause}")
        if len(found) > _MOST_CAUSES:
            say(f"  and {len(found) - _MOST_CAUSES} more causes")
