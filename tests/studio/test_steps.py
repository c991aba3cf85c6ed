"""Nothing that is asked for beside the typing takes the thread for long: pieces are set a few items
at a time, whatever is measured, compared or opened, and files are written by another process."""

import asyncio
import inspect
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from generator.studio.area_import import AreaImport
from generator.studio.area_screen import AreaScreen
from generator.studio.asking import Call
from generator.studio.choose_screen import ChooseScreen
from generator.studio.compare_calls import CompareCalls, PieceRequest
from generator.studio.desk import DeskName, OpenProject
from generator.studio.edit_answers import ChangeRequest, PieceView, TypedText
from generator.studio.edit_screen import EditScreen
from generator.studio.field_screen import FieldScreen, FieldsRequest
from generator.studio.fit_calls import FitCalls, FitRequest
from generator.studio.guard import Keys
from generator.studio.proof_screen import ProofScreen
from generator.studio.state import Studio
from generator.studio.take_screen import TakeScreen
from generator.studio.worker import FIRST, LATER
from generator.typeset.frame_items import ItemInputs
from tests.studio.fields_desk import copied
from tests.typeset import shipped

LAYOUT = shipped.LEAFLET
KEY = "ur:blocks.actions.texts.0"
PATIENCE = 60  # seconds


class Desk:
    """A studio of a copy of the shipped project, without a browser, and its calls."""

    def __init__(self, folder: Path) -> None:
        self.studio = Studio(OpenProject(copied(folder)), Keys(1))
        self.name = DeskName(shipped.CAMPAIGN, "ur", shipped.AREA)
        fields = FieldScreen(self.studio)
        self.edit, self.fields = EditScreen(self.studio, fields), fields
        self.fit, self.compare = FitCalls(self.studio), CompareCalls(self.studio)
        self.others = [
            screen(self.studio)
            for screen in (AreaScreen, AreaImport, ChooseScreen, TakeScreen, ProofScreen)
        ]

    def calls(self) -> list[Call]:
        rooms: tuple[Any, ...] = (self.edit, self.fields, self.fit, self.compare, *self.others)
        return [call for room in rooms for call in room.calls() if isinstance(call, Call)]

    def change(self, *changes: TypedText) -> Any:
        return self.edit.change(ChangeRequest(self.name, LAYOUT, list(changes)))

    def words(self) -> str:
        return self.studio.project.value(self.name, KEY) or ""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path)
    yield found
    found.studio.close()


def ended(steps: Any) -> Any:
    """What steps give, or a call that has none."""
    if not inspect.isgenerator(steps):
        return steps
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


LONG: dict[str, Callable[[Desk], Generator[None, None, Any]]] = {
    "open": lambda desk: desk.change(),
    "turn": lambda desk: desk.edit.change(ChangeRequest(desk.name, LAYOUT, view=PieceView(page=1))),
    "fit": lambda desk: desk.fit.measure(FitRequest(desk.name, LAYOUT, "", KEY)),
    "others": lambda desk: desk.fit.measure_others(FitRequest(desk.name, LAYOUT, "", KEY)),
    "compare": lambda desk: desk.compare.compare(PieceRequest(desk.name, LAYOUT)),
    "fields": lambda desk: desk.fields.fields(FieldsRequest(desk.name, LAYOUT)),
}


@pytest.mark.parametrize("name", [*LONG])
def test_each_step_sets_but_a_few_items(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    made = [0]
    really = ItemInputs.make

    def counted(inputs: ItemInputs, cache: Any) -> Any:
        made[0] += 1
        return really(inputs, cache)

    monkeypatch.setattr(ItemInputs, "make", counted)
    if name == "fit":  # the words of which are too long, so that the piece is set again and again
        ended(desk.change(TypedText(KEY, f"{desk.words()} " * 12)))
    counts: list[int] = []
    steps = LONG[name](desk)
    while True:
        before = made[0]
        last = next(steps, "end") == "end"
        counts.append(made[0] - before)
        if last:
            break
    most = [max(counts[:number], default=0) for number in range(len(counts))]
    assert all(count <= more + 1 for count, more in zip(counts, most, strict=True)), counts
    if name in ("open", "fit", "others"):
        assert max(counts) < sum(counts) / 4


@pytest.mark.parametrize("name", [*LONG])
def test_whoever_types_is_answered_between_two_steps(desk: Desk, name: str) -> None:
    order: list[str] = []
    begun, asked_for = Event(), Event()

    def long() -> Generator[None, None, None]:
        steps = LONG[name](desk)
        next(steps)
        begun.set()
        assert asked_for.wait(PATIENCE)
        yield
        yield from steps
        order.append("long")

    def typed() -> None:
        order.append("typed")

    async def both() -> None:
        call = desk.studio.worker.call
        later = asyncio.create_task(call(long, when=LATER))
        await asyncio.to_thread(begun.wait, PATIENCE)
        first = asyncio.create_task(call(typed))
        await asyncio.sleep(0)  # it is in the queue
        asked_for.set()
        await asyncio.gather(first, later)

    asyncio.run(both())
    assert order == ["typed", "long"]


def test_what_is_asked_for_beside_the_typing_has_steps(desk: Desk) -> None:
    beside = [call for call in desk.calls() if call.when != FIRST]
    assert {call.path for call in beside} >= {"/api/fit", "/api/fit-others", "/api/compare"}
    for call in beside:
        assert inspect.isgeneratorfunction(call.does), call.path


def test_a_finished_file_is_another_process_s_work(desk: Desk) -> None:
    """The thread only says which: not one item is set in it, and the words are those typed."""
    ended(desk.change())
    (call,) = [call for call in desk.calls() if call.path == "/api/exact"]
    known = len(desk.studio.project.cache)
    asked = call.does(PieceRequest(desk.name, LAYOUT))
    assert len(desk.studio.project.cache) == known
    assert call.apart is not None
    before = call.apart(asked)
    assert len(before.pictures) == 2
    assert {picture.address.removeprefix("/art/") for picture in before.pictures} <= {
        *desk.studio.assets
    }
    ended(desk.change(TypedText(KEY, f"{desk.words()} {desk.words()[:9]}")))
    after = call.apart(call.does(PieceRequest(desk.name, LAYOUT)))
    assert before.pictures[0].address == after.pictures[0].address
    assert before.pictures[1].address != after.pictures[1].address
    ended(desk.change(TypedText(KEY, f"{desk.words()} " * 12)))
    refused = call.apart(call.does(PieceRequest(desk.name, LAYOUT)))
    assert not refused.pictures
    assert refused.faults[0].rule == "overset"
    assert len(desk.studio.project.cache) > known  # of what was typed
