"""The editor: the words of a piece beside its pages, which follow the typing."""

from __future__ import annotations

import time
from collections.abc import Generator

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from generator.jobs import gc_policy
from generator.problems import Problem, Refused
from generator.source.keys import AREA, CAMPAIGN
from .asking import Call
from .desk import DeskName, shown_in_steps, spoken
from .edit_answers import (
    ChangeRequest,
    ConflictAnswer,
    EditAnswer,
    PieceView,
    SaveAnswer,
    SaveRequest,
    TypedText,
    UndoRequest,
    answer_pages,
    fault,
    new_groups,
)
from .edit_fields import all_fields
from .field_edits import FieldPlace, typed
from .field_screen import FieldScreen
from .saving import save
from .state import Studio


class NotTaken(Struct, frozen=True):
    """Typed words that were not put in their place, by the keys of their values: what is wrong with
    those that are `refused`, and what stands there where another window has typed since."""

    refused: dict[str, tuple[Problem, ...]]
    met: dict[str, str]


class EditScreen:
    """Shows and changes the words of a piece."""

    def __init__(self, studio: Studio, fields: FieldScreen) -> None:
        self._studio, self._project = studio, studio.project
        self._fields = fields
        self._revision = 0
        self._warm: set[tuple[DeskName, str]] = set()  # pieces that were set before
        self._shown: set[tuple[DeskName, str, str, int]] = set()  # their formats and pages

    def routes(self) -> list[Route]:
        return [Route("/edit/{campaign}/{language}/{area}/{layout}", self.show)]

    def calls(self) -> list[Call]:
        return [
            Call(
                "/api/change",
                "Type in fields, and show the piece as it is then",
                ChangeRequest,
                EditAnswer,
                self.change,
                edits=True,
            ),
            Call(
                "/api/undo",
                "Take the last change back, or make it again",
                UndoRequest,
                EditAnswer,
                self.undo,
                edits=True,
            ),
            Call(
                "/api/refresh",
                "Show the piece and its fields as they are now",
                ChangeRequest,
                EditAnswer,
                self.refresh,
            ),
            Call(
                "/api/discard",
                "Go back to the words in the files; undo brings the others back",
                ChangeRequest,
                EditAnswer,
                self.discard,
                edits=True,
            ),
            Call(
                "/api/save",
                "Write what was edited to the files",
                SaveRequest,
                SaveAnswer,
                self.save,
            ),
        ]

    async def show(self, request: Request) -> Response:
        """The screen."""
        return await self._studio.shown(lambda: self._show(request))

    def _show(self, request: Request) -> Response:
        desk, layout = self._studio.piece_of(request)
        project = self._project.project
        return self._studio.page(
            "edit",
            desk=desk,
            layout=layout,
            title=project.design.layout(layout).title,
            language=self._studio.language_title(desk.language),
            form=self._fields.form(desk, layout),
            files=[*self._project.paths(desk).values()],
            formats=self._formats(layout),
        )

    def _formats(self, layout: str) -> list[tuple[str, str]]:
        """The formats of a layout, each with its title."""
        design = self._project.project.design
        formats = design.formats().formats
        return [(name, formats[name].title) for name in design.layout(layout).formats]

    def change(self, asked: ChangeRequest) -> EditAnswer | Generator[None, None, EditAnswer]:
        """Make changes, and show the piece as it is then: in steps if it was not shown before, for
        somebody may be typing in another."""
        desk, missed = self._changed(asked)
        view = asked.view
        if (desk, asked.layout, view.format, view.page) in self._shown:
            return self._answer(desk, asked.layout, asked.view, missed)
        return self._first_answer(desk, asked, missed)

    def _first_answer(
        self, desk: DeskName, asked: ChangeRequest, missed: NotTaken
    ) -> Generator[None, None, EditAnswer]:
        view = asked.view
        size = self._format(asked.layout, view)
        yield from shown_in_steps(self._project.project, desk, asked.layout, size, view.page)
        self._shown.add((desk, asked.layout, view.format, view.page))
        return self._answer(desk, asked.layout, view, missed)

    def _changed(self, asked: ChangeRequest) -> tuple[DeskName, NotTaken]:
        """Make changes: the desk, and those that were not made."""
        desk = self._studio.desk(asked.desk, asked.layout)
        paths = self._project.paths(desk)
        missed = NotTaken({}, {})
        for each in asked.changes:
            path, inside = self._place(paths, each.key)
            word = each.key.partition(":")[0]
            place = FieldPlace(path, inside, word == AREA, word not in (AREA, CAMPAIGN))
            edit = typed(place, each.text, desk.language)
            try:
                there = self._project.value(desk, each.key)
                if there is not None and _is_other(there, each):
                    missed.met[each.key] = there
                    continue
                self._project.edit(edit, time.monotonic(), (path, inside))
            except Refused as problem:
                missed.refused[each.key] = problem.problems
        return desk, missed

    def undo(self, asked: UndoRequest) -> EditAnswer:
        """Take the last change back, or make it again."""
        desk = self._studio.desk(asked.desk, asked.layout)
        paths = self._project.paths(desk)
        step = self._project.redo if asked.again else self._project.undo
        done = step(list(paths.values()))
        found = self._answer(desk, asked.layout, asked.view, NotTaken({}, {}))
        if done is None:
            return found
        words = {path: word for word, path in paths.items()}
        changes = [change for change in done.changes if change.path in words]
        keys = [f"{words[change.path]}:{change.key}" for change in changes]
        return msgspec.structs.replace(
            found,
            changed={key: self._project.value(desk, key) or "" for key in keys},
            renew=done.typed is None or any(change.how != "set" for change in done.changes),
        )

    def refresh(self, asked: ChangeRequest) -> EditAnswer:
        """The piece and the words of its fields as they are now."""
        desk, missed = self._changed(asked)
        found = self._answer(desk, asked.layout, asked.view, missed)
        return msgspec.structs.replace(found, changed=self._words(asked))

    def discard(self, asked: ChangeRequest) -> EditAnswer:
        """Go back to the words in the files, in one step."""
        desk = self._studio.desk(asked.desk, asked.layout)
        history = self._project.history
        paths = [path for path in self._project.paths(desk).values() if path in history.changed]
        self._project.edit(lambda _: {path: history.base[path] for path in paths}, time.monotonic())
        return self.refresh(asked)

    def _words(self, asked: ChangeRequest) -> dict[str, str]:
        form = self._fields.form(asked.desk, asked.layout)
        return {field.key: field.value for field in all_fields(form.groups)}

    def save(self, asked: SaveRequest) -> SaveAnswer:
        """Write what was edited to the files."""
        paths = self._project.paths_together(self._studio.desk(asked.desk))
        words = {path: word for word, path in paths.items()}
        chosen, seen = (
            {self._place(paths, key): text for key, text in each.items()}
            for each in (asked.choices, asked.seen)
        )
        try:
            done = save(self._project, [*paths.values()], chosen, seen)
        except Refused as refused:
            return SaveAnswer((), (), tuple(fault(each, words) for each in refused.problems))
        conflicts = tuple(
            ConflictAnswer(
                f"{words[each.path]}:{each.key}",
                *(spoken(value) for value in (each.before, each.ours, each.theirs)),
            )
            for each in done.conflicts
        )
        return SaveAnswer(done.files, conflicts)

    def _place(self, paths: dict[str, str], key: str) -> tuple[str, str]:
        """The file of a value, and its key there."""
        word, _, inside = key.partition(":")
        if word not in paths:
            raise msgspec.ValidationError(f"there is no value {key}")
        return paths[word], inside

    def _answer(self, desk: DeskName, layout: str, view: PieceView, missed: NotTaken) -> EditAnswer:
        studio = self._studio
        self._revision += 1
        shown = self._project.shown(desk, layout, self._format(layout, view), view.page)
        studio.keep_assets(shown)
        if shown.pages and (desk, layout) not in self._warm:
            self._warm.add((desk, layout))
            gc_policy.keep_what_is_there()
        words = {path: word for word, path in self._project.paths(desk).items()}
        wrong = [each for found in missed.refused.values() for each in found]
        return EditAnswer(
            studio.boot,
            self._revision,
            answer_pages(shown),
            new_groups(shown, frozenset(view.have) if view.boot == studio.boot else ()),
            tuple(fault(problem, words) for problem in (*wrong, *shown.problems, *studio.unkept)),
            {key: round(100 * share) for key, share in shown.smaller.items()},
            refused=tuple(missed.refused),
            met=missed.met,
            edits=self._project.edits,
        )

    def _format(self, layout: str, view: PieceView) -> str:
        """The format that is shown, empty for the first. Raises msgspec's `ValidationError`."""
        if view.format and view.format not in self._project.project.formats(layout):
            raise msgspec.ValidationError("there is no such format")
        return view.format


def _is_other(there: str, typed: TypedText) -> bool:
    """Whether other words stand in a place than the browser knew or would put there."""
    known = {" ".join(each.split()) for each in (*typed.was, typed.text)}
    return bool(typed.was) and " ".join(there.split()) not in known
