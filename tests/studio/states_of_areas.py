"""The states of the screens of areas: the form of one, and many from a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.studio.bringing import (
    DRAMA,
    TYPED_SHORT,
    at,
    changed_file,
    held_back,
    last_turn,
    later_turn,
    new_files,
    noticed_file,
    number_changed,
    offline,
)
from tests.studio.bringing import LackedStates as Lacks
from tests.studio.bringing import ShownState as Shows
from tests.studio.studio_tab import AREA, StudioTab
from tests.studio.test_area_import import ASHDALE, FERNFORD, HEAD, THERE
from tests.typeset import shipped

FORM = f"/area/{shipped.AREA}"
FIRST = "document.querySelector('[data-key=\"contacts.social-care.0.number\"]')"
UNSAVED = "document.getElementById('unsaved').textContent"
DRAWN = "document.querySelector('aside svg, aside img')"

# --- the form of an area -----------------------------------------------------------------------


@contextmanager
def area(studio: StudioTab) -> Iterator[None]:
    studio.visit(FORM)
    studio.wait(f"document.body.dataset.ready && {DRAWN}")
    yield


@contextmanager
def area_new(studio: StudioTab) -> Iterator[None]:
    studio.visit("/areas/new")
    studio.wait(f"document.body.dataset.ready && {DRAWN}")
    yield


@contextmanager
def area_loading(studio: StudioTab) -> Iterator[None]:
    with held_back(studio, "/api/area/look"):
        studio.visit(FORM)
        assert studio.ask(UNSAVED) == ""
        yield


@contextmanager
def area_error(studio: StudioTab) -> Iterator[None]:
    with area_new(studio):
        studio.click("main button.first")
        studio.wait("document.querySelector('.summary:not([hidden]) a')")
        yield


@contextmanager
def area_number_short(studio: StudioTab) -> Iterator[None]:
    with area(studio):
        type_number(studio, TYPED_SHORT)
        studio.ask(f"{FIRST}.blur()")
        studio.wait("document.querySelector('.line .fault:not([hidden])')")
        yield


@contextmanager
def area_saved(studio: StudioTab) -> Iterator[None]:
    file = studio.folder / AREA
    text = file.read_text("utf-8")
    try:
        with area(studio):
            type_number(studio, DRAMA)
            with studio.next_screen():
                studio.click("main button.first")
            studio.wait(f"document.body.dataset.ready && {DRAWN}")
            assert "kept" in studio.ask("location.search")
            turn = last_turn(studio, AREA)
            yield
    finally:
        file.write_text(text, "utf-8")
    later_turn(studio, AREA, turn)


def type_number(studio: StudioTab, words: str) -> None:
    studio.ask(f"{FIRST}.focus() || {FIRST}.select()")
    studio.tab.call("Input.insertText", text=words)


@contextmanager
def area_draft(studio: StudioTab) -> Iterator[None]:
    with area(studio):
        type_number(studio, DRAMA)
        studio.ask(f"{FIRST}.blur()")
        studio.wait(f"{UNSAVED} && document.body.textContent.includes('Prints as {DRAMA}')")
        yield


@contextmanager
def area_stale(studio: StudioTab) -> Iterator[None]:
    """Numbers that were rung more than a year ago."""
    file = studio.folder / AREA
    text = file.read_text("utf-8")
    before = text[text.index("\nverified:") :]
    before = before[: before.index("\n\n")] if "\n\n" in before else before
    after = "\nverified:\n  by: A. Reader\n  on: 2020-03-31"
    with noticed_file(studio, AREA, before, after), area(studio):
        studio.wait("document.querySelector('#last-rung.warn')")
        yield


@contextmanager
def area_conflict(studio: StudioTab) -> Iterator[None]:
    with area(studio):
        type_number(studio, DRAMA)
        studio.wait(UNSAVED)
        with number_changed(studio):
            studio.click("main button.first")
            studio.wait("document.querySelector('#conflicts .both button')")
            name = studio.ask("document.querySelector('#conflicts h3').textContent")
            assert "Leicester City" in name
            yield
    studio.visit("/help")


@contextmanager
def area_conflict_whole(studio: StudioTab) -> Iterator[None]:
    """A list of contacts that two people have made longer and shorter."""
    rutland = "    - place: Rutland\n      number: 01572 758 407\n"
    with area(studio):
        studio.click(".lines .line [data-does=remove]")
        studio.wait(UNSAVED)
        with changed_file(studio, AREA, rutland, ""):
            studio.click("main button.first")
            studio.wait("document.querySelector('#conflicts .both')")
            yield
    studio.visit("/help")


@contextmanager
def area_gone(studio: StudioTab) -> Iterator[None]:
    with area(studio), offline(studio):
        type_number(studio, DRAMA)
        studio.wait("document.getElementById('kept').textContent.includes('stopped')")
        yield


# --- areas from a spreadsheet --------------------------------------------------------------------

RIGHT = f"{HEAD}\n{ASHDALE}\n{ASHDALE.replace('shdale', 'shford')}\n"
MISTAKEN = f"{HEAD}\n{ASHDALE}\n{FERNFORD}\n"
KNOWN = f"{HEAD}\n{ASHDALE}\n{THERE}\n"
ROWS = "document.querySelectorAll('#table:not([hidden]) tbody tr').length"


def send(studio: StudioTab, data: str | bytes, until: str) -> None:
    """Choose a spreadsheet on the screen that reads them."""
    studio.visit("/areas/import")
    studio.wait("document.body.dataset.ready")
    table = studio.folder / "areas.csv"
    table.write_bytes(data.encode() if isinstance(data, str) else data)
    studio.choose_file("#file", table)
    studio.wait(until)


@contextmanager
def areas_read(studio: StudioTab) -> Iterator[None]:
    send(studio, RIGHT, f"{ROWS} == 2")
    yield


@contextmanager
def areas_brought(studio: StudioTab) -> Iterator[None]:
    with new_files(studio.folder / "content/areas"):
        send(studio, MISTAKEN, f"{ROWS} == 2")
        studio.click("#bring")
        studio.wait("document.querySelector('#said .good')")
        yield


@contextmanager
def areas_reading(studio: StudioTab) -> Iterator[None]:
    with held_back(studio, "/api/areas/sheet"):
        send(studio, RIGHT, "document.getElementById('said').textContent")
        yield


@contextmanager
def areas_mistaken(studio: StudioTab) -> Iterator[None]:
    send(studio, MISTAKEN, "document.querySelector('td.wrong .fault')")
    yield


@contextmanager
def areas_unreadable(studio: StudioTab) -> Iterator[None]:
    send(studio, b"%PDF-1.7", "document.querySelector('#faults .summary li')")
    yield


@contextmanager
def areas_known(studio: StudioTab) -> Iterator[None]:
    send(studio, KNOWN, f"{ROWS} == 2 && !document.getElementById('replacing').hidden")
    yield


@contextmanager
def areas_gone(studio: StudioTab) -> Iterator[None]:
    with areas_read(studio), offline(studio):
        studio.click("#bring")
        studio.wait("document.querySelector('#faults .summary li')")
        assert studio.ask(f"{ROWS} == 2")  # so that they can be brought in later
        yield


STATES_OF_AREAS = (
    Shows("area", "ready", area),
    Shows("area", "ready", area_saved, "saved"),
    Shows("area", "empty", area_new),
    Shows("area", "loading", area_loading),
    Shows("area", "error", area_error, "new"),
    Shows("area", "error", area_number_short, "number"),
    Shows("area", "conflict", area_conflict, sampled=True),
    Shows("area", "conflict", area_conflict_whole, "whole"),
    Shows("area", "stale", area_stale),
    Shows("area", "draft", area_draft),
    Shows("area", "gone", area_gone),
    Shows("areas", "ready", areas_read),
    Shows("areas", "ready", areas_brought, "brought"),
    Shows("areas", "empty", at("/areas/import")),
    Shows("areas", "loading", areas_reading),
    Shows("areas", "error", areas_mistaken, "rows", sampled=True),
    Shows("areas", "error", areas_unreadable, "file", failing=("/api/areas/sheet",)),
    Shows("areas", "conflict", areas_known),
    Shows("areas", "gone", areas_gone),
)
LACKED_BY_AREAS = (
    Lacks("areas", ("stale",), "rows are looked at anew as they are brought in"),
    Lacks("areas", ("draft",), "nothing is typed on it"),
)
