"""What the studio's screens can show: a table of view × state, with how each comes about.

Each state is brought about in a studio that is running, and taken back afterwards, so one studio
in one browser shows them all.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from tests.studio.studio_tab import AREA, NUMBER, StudioTab, started
from tests.typeset import shipped

Brings = Callable[[StudioTab], AbstractContextManager[None]]

DRAMA, TYPED_SHORT = "0116 496 0123", "0116 49"
FLYER = f"/edit/{shipped.CAMPAIGN}/ur/{shipped.AREA}/flyer-a5"
SAYS = "document.getElementById('kept').textContent"


class ShownState(Struct, frozen=True):
    """A state of a view. `always` says that it is looked at in every run of the tests, the others
    in the long ones; `walked` that a test goes through it by Tab."""

    view: str
    state: str
    brings: Brings
    always: bool = True
    walked: bool = False

    def __str__(self) -> str:
        return f"{self.view}-{self.state}"


def at(path: str) -> Brings:
    """The screen at a path, as it is at first."""

    @contextmanager
    def brings(studio: StudioTab) -> Iterator[None]:
        studio.visit(path)
        yield

    return brings


@contextmanager
def offline(studio: StudioTab) -> Iterator[None]:
    """A studio that does not answer any more."""
    conditions = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    studio.tab.call("Network.emulateNetworkConditions", offline=True, **conditions)
    try:
        yield
    finally:
        studio.tab.call("Network.emulateNetworkConditions", offline=False, **conditions)


@contextmanager
def held_back(studio: StudioTab, path: str) -> Iterator[None]:
    """What is asked for at a path gets no answer yet."""
    studio.tab.call("Fetch.enable", patterns=[{"urlPattern": f"*{path}*"}])
    try:
        yield
    finally:
        studio.tab.call("Fetch.disable")


@contextmanager
def changed_file(studio: StudioTab, path: str, before: str, after: str) -> Iterator[None]:
    """A file that somebody else has changed."""
    file = studio.folder / path
    text = file.read_text("utf-8")
    assert before in text, (path, before)
    file.write_text(text.replace(before, after), "utf-8")
    try:
        yield
    finally:
        file.write_text(text, "utf-8")


# --- choosing ----------------------------------------------------------------------------------


@contextmanager
def choose(studio: StudioTab) -> Iterator[None]:
    studio.visit("/?language=ur")
    studio.wait("!document.querySelector('.thumb[aria-busy]')")
    yield


# --- the editor --------------------------------------------------------------------------------


@contextmanager
def edit(studio: StudioTab) -> Iterator[None]:
    studio.edit("ur", "flyer-a5")
    yield


@contextmanager
def edit_english(studio: StudioTab) -> Iterator[None]:
    studio.edit("en-GB", "leaflet-dl-6pp")
    yield


@contextmanager
def edit_loading(studio: StudioTab) -> Iterator[None]:
    with held_back(studio, "/api/change"):
        studio.visit(FLYER)
        yield
    studio.wait("document.body.dataset.ready")


@contextmanager
def edit_typed(studio: StudioTab, words: str, until: str) -> Iterator[None]:
    studio.edit("ur", "flyer-a5")
    was = studio.ask(f"{studio.input(NUMBER)}.value")
    studio.type(NUMBER, words)
    studio.wait(until)
    try:
        yield
    finally:
        put_back(studio, was)


def put_back(studio: StudioTab, was: str) -> None:
    """Leave the editor, and give the number its words of before."""
    studio.visit("/help")
    desk = {"campaign": shipped.CAMPAIGN, "language": "ur", "area": shipped.AREA}
    asked = {"desk": desk, "layout": "flyer-a5", "changes": [{"key": NUMBER, "text": was}]}
    sent = {
        "method": "POST",
        "headers": {"content-type": "application/json"},
        "body": json.dumps(asked),
    }
    assert studio.ask(f"fetch('/api/change', {json.dumps(sent)}).then((found) => found.ok)")


def edit_error(studio: StudioTab) -> AbstractContextManager[None]:
    return edit_typed(
        studio, TYPED_SHORT, f"!{studio.field(NUMBER)}.querySelector('.fault').hidden"
    )


def edit_draft(studio: StudioTab) -> AbstractContextManager[None]:
    return edit_typed(studio, DRAMA, "true")


@contextmanager
def edit_conflict(studio: StudioTab) -> Iterator[None]:
    with (
        edit_typed(studio, DRAMA, "true"),
        changed_file(studio, AREA, "0116 252 7000", "0116 496 0777"),
    ):
        studio.click("#save")
        studio.wait("document.querySelector('dialog[open]')")
        yield
        studio.ask("document.querySelector('dialog[open]').close()")


@contextmanager
def edit_gone(studio: StudioTab) -> Iterator[None]:
    with edit_typed(studio, DRAMA, "true"), offline(studio):
        studio.type(NUMBER, "0116 496 0124")
        studio.wait(SAYS)
        yield


# --- a proof -----------------------------------------------------------------------------------

PROOF = f"/proof/{shipped.CAMPAIGN}/ur/{shipped.AREA}/pocket-card"
PROVED = "!document.getElementById('proof').hidden"


@contextmanager
def proof(studio: StudioTab) -> Iterator[None]:
    studio.visit(PROOF)
    studio.wait(PROVED)
    yield


@contextmanager
def proof_loading(studio: StudioTab) -> Iterator[None]:
    with held_back(studio, "/api/proof"):
        studio.visit(PROOF)
        yield


@contextmanager
def proof_by_nobody(studio: StudioTab) -> Iterator[None]:
    with proof(studio):
        studio.click("#approve button")
        yield


@contextmanager
def proof_changed(studio: StudioTab) -> Iterator[None]:
    file = studio.folder / f"content/approvals/{shipped.AREA}.yaml"
    with proof(studio):
        studio.ask("document.getElementById('by').value = 'Jo Smith'")
        studio.click("#approve button")
        studio.wait("document.querySelector('#record .ready')")
        try:
            with changed_file(studio, AREA, "0116 252 7000", DRAMA), proof(studio):
                yield
        finally:
            file.unlink()


@contextmanager
def proof_refused(studio: StudioTab) -> Iterator[None]:
    with changed_file(studio, AREA, "0116 252 7000", TYPED_SHORT):
        studio.visit(PROOF)
        studio.wait("!document.getElementById('failed').hidden")
        yield


@contextmanager
def proof_draft(studio: StudioTab) -> Iterator[None]:
    with edit_typed(studio, DRAMA, "true"), proof(studio):
        yield


# --- files to take away -------------------------------------------------------------------------

TAKE = f"/take/{shipped.CAMPAIGN}/en-GB/{shipped.AREA}/pocket-card"


@contextmanager
def take(studio: StudioTab) -> Iterator[None]:
    studio.visit(TAKE)
    studio.wait("document.body.dataset.ready")
    yield


@contextmanager
def take_making(studio: StudioTab) -> Iterator[None]:
    with held_back(studio, "/api/job"):
        studio.visit(TAKE)
        studio.wait("document.querySelector('main.take progress')")
        yield


# --- an area, a beginning, a broken file ----------------------------------------------------------


@contextmanager
def area_new(studio: StudioTab) -> Iterator[None]:
    studio.visit("/areas/new")
    studio.wait("document.querySelector('aside svg, aside img')")
    yield


@contextmanager
def area_error(studio: StudioTab) -> Iterator[None]:
    with area_new(studio):
        studio.ask("document.querySelector('main button.first').click()")
        studio.wait("document.querySelector('.summary:not([hidden]) a')")
        yield


@contextmanager
def edit_stale(studio: StudioTab) -> Iterator[None]:
    english = f"content/{shipped.CAMPAIGN}/en-GB.yaml"
    with changed_file(studio, english, "Understand the risks", "Learn the risks"):
        studio.visit("/help")
        for _ in range(100):
            if english in studio.ask("fetch('/api/state').then((found) => found.text())"):
                break
            time.sleep(0.2)
        studio.edit("ur", "flyer-a5")
        studio.wait("document.querySelector('#fields .tag.stale')")
        studio.ask("document.querySelector('#fields .tag.stale').scrollIntoView()")
        yield


@contextmanager
def broken_file(studio: StudioTab) -> Iterator[None]:
    words = f"content/{shipped.CAMPAIGN}/pl.yaml"
    with changed_file(studio, words, "blocks:", "blocks: ["):
        studio.visit(f"/edit/{shipped.CAMPAIGN}/pl/{shipped.AREA}/flyer-a5")
        yield


@contextmanager
def start(studio: StudioTab) -> Iterator[None]:
    with TemporaryDirectory() as empty, started(Path(empty)) as address:
        StudioTab(studio.tab, address, Path(empty))
        yield


STATES = (
    ShownState("choose", "ready", choose, walked=True),
    ShownState("choose", "loading", at("/?language=pl"), always=False),
    ShownState("choose", "empty", at("/?words=nothing+of+the+kind")),
    ShownState("choose", "unknown", at("/?area=nowhere"), always=False),
    ShownState("edit", "ready", edit, walked=True),
    ShownState("edit", "english", edit_english, always=False),
    ShownState("edit", "loading", edit_loading),
    ShownState("edit", "error", edit_error),
    ShownState("edit", "draft", edit_draft, always=False),
    ShownState("edit", "stale", edit_stale),
    ShownState("edit", "conflict", edit_conflict, walked=True),
    ShownState("edit", "gone", edit_gone),
    ShownState("proof", "ready", proof, walked=True),
    ShownState("proof", "loading", proof_loading, always=False),
    ShownState("proof", "by-nobody", proof_by_nobody, always=False),
    ShownState("proof", "changed", proof_changed),
    ShownState("proof", "refused", proof_refused, always=False),
    ShownState("proof", "draft", proof_draft, always=False),
    ShownState("take", "making", take_making),
    ShownState("take", "ready", take, always=False, walked=True),
    ShownState("area", "new", area_new, walked=True),
    ShownState("area", "error", area_error),
    ShownState("area", "ready", at(f"/area/{shipped.AREA}"), always=False),
    ShownState("refused", "error", broken_file),
    ShownState("start", "ready", start, always=False),
    ShownState("help", "ready", at("/help"), walked=True),
    ShownState("refusal", "missing", at("/none")),
)
