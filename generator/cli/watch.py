"""`cease watch`: says what each save does, to a person or as a line of JSON."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from generator.jobs.manifest_rows import ProblemRow
from generator.jobs.watch_events import (
    AnyEvent,
    FileMade,
    FilesSaved,
    PictureDrawn,
    ProblemsChanged,
    WatchIdle,
    event_line,
)
from generator.jobs.watching import WatchedPieces, Watching
from generator.problems import Problem, counted
from . import show, streams
from .session import Session

_MOST_CAME: Final = 30
_MOST_OTHERS: Final = 10
_MOST_FILES: Final = 5
# The sign before a problem, and its colour on a terminal.
_CAME: Final = "✕", "bold red"
_WENT: Final = "✓", "bold green"
_STAYS: Final = "·", "yellow"


class _NobodyReads(Exception):
    """Nobody reads what is said."""


def watch(session: Session, pieces: WatchedPieces) -> None:
    """Make the pieces, and make them again at each save, until the command is interrupted."""
    say = _in_json if session.json else WatchLines(pieces.out).say

    def tell(event: AnyEvent) -> None:
        say(event)
        if streams.is_unread():
            raise _NobodyReads

    out = pieces.out
    watching = Watching(
        session.project,
        pieces,
        tell,
        lambda: session.say(f"waiting for another build into {out} to finish"),
    )
    session.endless = True
    try:
        watching.begin()
        session.say("watching: save a file, and what it changes is made again (Ctrl-C ends this)")
        watching.go_on()
    except _NobodyReads:
        return


def _in_json(event: AnyEvent) -> None:
    print(event_line(event), flush=True)


class WatchLines:
    """The lines for a person. A save that changes nothing has none."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._saved: Sequence[str] = ()
        self._made: list[str] = []
        self._said = False

    def say(self, event: AnyEvent) -> None:
        match event:
            case FilesSaved():
                self._saved, self._said = event.files, False
            case PictureDrawn():
                self._line(self._about_picture(event))
            case FileMade():
                self._made.append(event.file)
            case ProblemsChanged() if event.added or event.removed:
                self._say_made()
                self._problems(event)
            case WatchIdle():
                self._say_made()
                self._conclude(event)

    def _line(self, words: str, colour: str = "", sign: str = "") -> None:
        """Print a line, under the names of the files that were saved."""
        if self._saved:
            saved, self._saved = _listed(self._saved), ()
            _print(f"{saved}:")
        self._said = True
        _print(f"  {sign} {words}" if sign else f"  {words}", colour if sign else "", sign)

    def _about_picture(self, event: PictureDrawn) -> str:
        if event.kept:
            return f"the picture stays as it was: {event.path}"
        took = f", {event.seconds:.2f} s after the save" if self._saved or self._said else ""
        return f"picture {event.path}{took}"

    def _say_made(self) -> None:
        made, self._made = self._made, []
        if made:
            self._line(f"made {_listed([str(self.out / file) for file in made])}")

    def _problems(self, event: ProblemsChanged) -> None:
        added, removed = _problems(event.added), _problems(event.removed)
        others = {_likeness(each) for each in added}
        went = [each for each in removed if _likeness(each) not in others]
        stay = _problems(row for row in event.all if row not in event.added)
        self._each(added, _CAME, _MOST_CAME, whole=True)
        self._each(went, _WENT, _MOST_OTHERS)
        self._each(stay, _STAYS, _MOST_OTHERS)

    def _each(
        self, problems: Sequence[Problem], sign: tuple[str, str], most: int, *, whole: bool = False
    ) -> None:
        mark, colour = sign
        for problem in problems[:most]:
            first, *more = str(problem).splitlines()
            self._line(first, colour, mark)
            for line in more if whole else ():
                self._line(f"  {line}")
        if len(problems) > most:
            self._line(f"and {len(problems) - most} more", colour, mark)

    def _conclude(self, event: WatchIdle) -> None:
        """The state of everything, where anything was said."""
        if not self._said:
            return
        if event.failed:
            named = _listed(event.failed)
            self._line(f"not made: {named}; what is there under that name is older")
        errors, warnings = counted(event.errors, "error"), counted(event.warnings, "warning")
        self._line(f"{errors}, {warnings}; done after {event.seconds:.2f} s")
        self._said = False


def _problems(rows: Iterable[ProblemRow]) -> list[Problem]:
    return [row.problem for row in rows]


def _likeness(problem: Problem) -> tuple[str, str, str]:
    """What a problem keeps while its figures change."""
    span = problem.span
    return problem.rule, span.path if span else "", span.key if span else ""


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_FILES
    named = ", ".join(names[:_MOST_FILES])
    return f"{named} and {more} more" if more > 0 else named


def _print(words: str, colour: str = "", sign: str = "") -> None:
    shown = show.safe(words)
    if colour and sys.stdout.isatty():
        from rich.console import Console
        from rich.text import Text

        text = Text(shown)
        text.highlight_words([sign], colour)
        Console(highlight=False).print(text, soft_wrap=True)
    else:
        print(shown, flush=True)
