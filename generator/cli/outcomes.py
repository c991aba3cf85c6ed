"""What `cease build` says of many files: a message once for all areas, and failures by cause."""

from collections.abc import Iterable, Sequence
from typing import Final

from generator.jobs.failures import FAILURES, causes, likeness
from generator.jobs.run import Outcome
from generator.problems import Problem, counted
from .session import Session

_MOST_CAUSES: Final = 20
_MOST_AREAS: Final = 3  # that a message is printed for


class BuildMessages:
    """Reports problems of files for many areas. One that three other areas have had in the same
    piece is kept for --json, and counted."""

    def __init__(self, session: Session) -> None:
        self.session, self.unsaid = session, 0
        self.titles = session.project.content.title
        self.said: dict[tuple[str, ...], set[str]] = {}

    def report(self, problems: Iterable[Problem], area: str, piece: Sequence[str] = ()) -> None:
        for problem in problems:
            if problem in self.session.reported:
                continue
            key = *likeness(problem, area, self.titles), *piece
            areas = self.said.setdefault(key, set())
            quietly = len(areas) == _MOST_AREAS and area not in areas
            if not quietly:
                areas.add(area)
            self.session.report([problem], quietly=quietly)
            self.unsaid += quietly

    def report_outcomes(self, outcomes: Iterable[Outcome]) -> None:
        for outcome in outcomes:
            piece = outcome.job.piece
            names = piece.campaign, piece.language, piece.layout, piece.format, piece.made_as
            self.report(outcome.problems, piece.area, names)

    def conclude(self, outcomes: Iterable[Outcome]) -> None:
        """Say what was left out, and why files were not made, those of one cause together."""
        say = self.session.say
        if self.unsaid:
            said = counted(self.unsaid, "more message")
            say(f"{said} like these, of other areas; --json has them all")
        failures = [outcome.failure for outcome in outcomes if outcome.failed]
        found = causes(failures, self.titles)
        self.session.document["causes"] = [cause.as_dict() for cause in found]
        if len({failure.job.piece.area for failure in failures}) < 2:
            return  # each cause has just been printed
        say(f"not made, by cause ({FAILURES} in the output folder has each file):")
        for cause in found[:_MOST_CAUSES]:
            say(f"  {cause}")
        if len(found) > _MOST_CAUSES:
            say(f"  and {len(found) - _MOST_CAUSES} more causes")
