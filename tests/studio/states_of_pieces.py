"""The states of the screens of pieces: choosing, the editor, proofs, files to take away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.sample_projects import cease
from tests.studio.bringing import (
    DRAMA,
    PRINTED,
    TYPED_SHORT,
    at,
    changed_file,
    held_back,
    last_turn,
    later_turn,
    left_by_another,
    new_files,
    noticed_file,
    number_changed,
    offline,
    printed,
    typed_number,
)
from tests.studio.bringing import LackedStates as Lacks
from tests.studio.bringing import ShownState as Shows
from tests.studio.studio_tab import AREA, NUMBER, StudioTab
from tests.typeset import shipped

WORDS = f"content/{shipped.CAMPAIGN}"
ENGLISH = f"{WORDS}/en-GB.yaml"
ROOM = ("/api/fit", "/api/fit-others")  # of pieces that cannot be set, nobody can tell it
FLYER = f"/edit/{shipped.CAMPAIGN}/ur/{shipped.AREA}/flyer-a5"
SAYS = "document.getElementById('kept').textContent"
LOOKED = "!document.querySelector('.thumb[aria-busy]')"

# --- choosing ----------------------------------------------------------------------------------


@contextmanager
def choose(studio: StudioTab) -> Iterator[None]:
    studio.visit("/?language=ur")
    studio.wait(LOOKED)
    yield


@contextmanager
def choose_broken(studio: StudioTab) -> Iterator[None]:
    with noticed_file(studio, "layouts/pocket-card.yaml", "formats:", "formats: ["):
        studio.visit("/?language=ur")
        studio.wait(f"document.querySelector('.summary[role=alert]') && {LOOKED}")
        yield


@contextmanager
def choose_stale(studio: StudioTab) -> Iterator[None]:
    with choose(studio):
        turn = last_turn(studio, ENGLISH)
        with changed_file(studio, ENGLISH, "Understand the risks", "Learn the risks"):
            studio.wait("document.querySelector('#news .banner')")
            studio.wait(f"document.querySelector('#shown .tag.stale') && {LOOKED}")
            turn = later_turn(studio, ENGLISH, turn)
            yield
        later_turn(studio, ENGLISH, turn)


@contextmanager
def choose_draft(studio: StudioTab) -> Iterator[None]:
    with typed_number(studio, DRAMA, printed(DRAMA)), choose(studio):
        studio.wait("document.querySelector('#shown .banner.warn a')")
        yield


@contextmanager
def choose_left(studio: StudioTab) -> Iterator[None]:
    """The draft of a studio that has crashed."""
    with new_files(studio.folder / ".cease/studio/drafts"):
        left_by_another(studio.folder, DRAMA)
        studio.visit("/")
        studio.wait(f"document.querySelector('#left [data-does=keep]') && {LOOKED}")
        yield


@contextmanager
def choose_gone(studio: StudioTab) -> Iterator[None]:
    with choose(studio), offline(studio):
        studio.wait("document.querySelector('#news .bad')")
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
def edit_picture(studio: StudioTab) -> Iterator[None]:
    cover = "file: images/terrace-tall.svg, alt: A terrace of houses at dusk, sky: ground"
    images = f"\nimages:\n  cover: {{{cover}}}\n"
    with noticed_file(studio, ENGLISH, "\nblocks:\n", f"{images}\nblocks:\n"):
        studio.edit("en-GB", "leaflet-dl-6pp")
        studio.wait(studio.field("campaign:images.cover.alt"))
        studio.ask(f"{studio.field('campaign:images.cover.alt')}.scrollIntoView()")
        yield


@contextmanager
def edit_begun(studio: StudioTab) -> Iterator[None]:
    """A language into which nothing is translated yet."""
    path = "content/languages.yaml"
    file = studio.folder / path
    text = file.read_text("utf-8")
    studio.visit("/help")
    turn = last_turn(studio, path)
    with new_files(studio.folder / "content"):
        begun = cease("new", "language", "it", "--project", studio.folder)
        assert begun.status == 0, begun.err
        try:
            turn = later_turn(studio, path, turn)
            studio.edit("it", "flyer-a5")
            yield
        finally:
            file.write_text(text, "utf-8")
    studio.visit("/help")
    later_turn(studio, path, turn)


@contextmanager
def edit_loading(studio: StudioTab) -> Iterator[None]:
    with held_back(studio, "/api/change"):
        studio.visit(FLYER)
        yield
    studio.wait("document.body.dataset.ready")


@contextmanager
def edit_error(studio: StudioTab) -> Iterator[None]:
    fault = f"{studio.field(NUMBER)}.querySelector('.fault')"
    with typed_number(studio, TYPED_SHORT, f"!{fault}.hidden"):
        yield


@contextmanager
def edit_draft(studio: StudioTab) -> Iterator[None]:
    with typed_number(studio, DRAMA, printed(DRAMA)):
        studio.edit("ur", "flyer-a5")  # as after the browser was closed
        studio.wait("!document.getElementById('drafts').hidden")
        yield


@contextmanager
def edit_conflict(studio: StudioTab) -> Iterator[None]:
    with typed_number(studio, DRAMA, printed(DRAMA)), number_changed(studio):
        studio.click("#save")
        studio.wait("document.querySelector('dialog[open]')")
        name = studio.ask("document.querySelector('dialog[open] h3').textContent")
        assert "Leicester City" in name
        yield
        studio.ask("document.querySelector('dialog[open]').close()")


@contextmanager
def edit_changed(studio: StudioTab) -> Iterator[None]:
    """A file that somebody else has changed while the editor shows it."""
    studio.edit("ur", "flyer-a5")
    turn = last_turn(studio, AREA)
    with number_changed(studio):
        studio.wait("!document.getElementById('disk').hidden")
        studio.wait(f"{studio.input(NUMBER)}.value == '0116 496 0777'")
        turn = later_turn(studio, AREA, turn)
        yield
    later_turn(studio, AREA, turn)


@contextmanager
def edit_stale(studio: StudioTab) -> Iterator[None]:
    with noticed_file(studio, ENGLISH, "Understand the risks", "Learn the risks"):
        studio.edit("ur", "flyer-a5")
        studio.wait("document.querySelector('#fields .tag.stale')")
        studio.ask("document.querySelector('#fields .tag.stale').scrollIntoView()")
        yield


@contextmanager
def edit_gone(studio: StudioTab) -> Iterator[None]:
    with typed_number(studio, DRAMA, printed(DRAMA)), offline(studio):
        studio.type(NUMBER, "0116 496 0124")
        studio.wait(f"{SAYS}.includes('stopped')")
        yield


# --- a proof -----------------------------------------------------------------------------------

PROOF = f"/proof/{shipped.CAMPAIGN}/ur/{shipped.AREA}/pocket-card"
PROVED = "!document.getElementById('proof').hidden"
FAILED = "!document.getElementById('failed').hidden"


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


def approve(studio: StudioTab, until: str) -> None:
    studio.ask("document.getElementById('by').value = 'Jo Smith'")
    studio.click("#approve button")
    studio.wait(until)


@contextmanager
def proof_approved(studio: StudioTab) -> Iterator[None]:
    file = studio.folder / f"content/approvals/{shipped.AREA}.yaml"
    try:
        with proof(studio):
            approve(studio, "document.querySelector('#record .ready')")
            yield
    finally:
        file.unlink(missing_ok=True)


@contextmanager
def proof_by_nobody(studio: StudioTab) -> Iterator[None]:
    with proof(studio):
        studio.click("#approve button")
        studio.wait("!document.getElementById('by-fault').hidden")
        yield


@contextmanager
def proof_changed(studio: StudioTab) -> Iterator[None]:
    with proof_approved(studio), changed_file(studio, AREA, PRINTED, DRAMA), proof(studio):
        studio.wait("document.querySelector('#record .stale')")
        yield


@contextmanager
def proof_overtaken(studio: StudioTab) -> Iterator[None]:
    """Words that somebody changes while another reads the proof."""
    with proof(studio), changed_file(studio, AREA, PRINTED, DRAMA):
        approve(studio, FAILED)
        yield


@contextmanager
def proof_refused(studio: StudioTab) -> Iterator[None]:
    with changed_file(studio, AREA, PRINTED, TYPED_SHORT):
        studio.visit(PROOF)
        studio.wait(FAILED)
        yield


@contextmanager
def proof_draft(studio: StudioTab) -> Iterator[None]:
    with typed_number(studio, DRAMA, printed(DRAMA)), proof(studio):
        studio.wait("document.querySelector('main .banner.warn')")
        yield


@contextmanager
def proof_gone(studio: StudioTab) -> Iterator[None]:
    with proof(studio), offline(studio):
        approve(studio, FAILED)
        yield


@contextmanager
def proof_gone_at_once(studio: StudioTab) -> Iterator[None]:
    with held_back(studio, "/api/proof"):
        studio.visit(PROOF)
        with offline(studio):
            studio.tab.call("Fetch.disable")
            studio.wait(FAILED)
            yield


# --- files to take away -------------------------------------------------------------------------

TAKE = f"/take/{shipped.CAMPAIGN}/en-GB/{shipped.AREA}/pocket-card"
TAKEN = "document.querySelector('main.take').getAttribute('aria-busy') == 'false'"


@contextmanager
def take(studio: StudioTab) -> Iterator[None]:
    studio.visit(TAKE)
    studio.wait("document.body.dataset.ready")
    yield


@contextmanager
def take_letter(studio: StudioTab) -> Iterator[None]:
    with take(studio):
        studio.ask("document.querySelector('details.letter').open = true")
        yield


@contextmanager
def take_making(studio: StudioTab) -> Iterator[None]:
    with held_back(studio, "/api/job"):
        studio.visit(TAKE)
        studio.wait("document.querySelector('main.take progress')")
        yield


@contextmanager
def take_stopped(studio: StudioTab) -> Iterator[None]:
    """Nothing to take: somebody stops before anything is made."""
    with held_back(studio, "/api/take"):
        studio.visit(TAKE)
        studio.click("#stop")
    studio.wait("document.body.dataset.ready")
    assert studio.said() == "Stopped. No file is made yet."
    assert studio.ask("document.querySelector('#faults li') == null")
    yield


@contextmanager
def take_refused(studio: StudioTab) -> Iterator[None]:
    with changed_file(studio, AREA, PRINTED, TYPED_SHORT):
        studio.visit(TAKE)
        studio.wait("document.body.dataset.ready && document.querySelector('.results .bad')")
        yield


@contextmanager
def take_stale(studio: StudioTab) -> Iterator[None]:
    with take(studio), number_changed(studio):
        studio.wait("!document.getElementById('stale').hidden")
        yield


@contextmanager
def take_draft(studio: StudioTab) -> Iterator[None]:
    with typed_number(studio, DRAMA, printed(DRAMA)), take(studio):
        studio.wait("document.querySelector('main > .banner.warn a')")
        yield


@contextmanager
def take_gone(studio: StudioTab) -> Iterator[None]:
    with held_back(studio, "/api/job"):
        studio.visit(TAKE)
        studio.wait("document.querySelector('main.take progress')")
        with offline(studio):
            studio.tab.call("Fetch.disable")
            studio.wait(f"{SAYS}.includes('stopped')")
            yield


STATES_OF_PIECES = (
    Shows("choose", "ready", choose),
    Shows("choose", "loading", at("/?language=pl")),
    Shows("choose", "empty", at("/?words=nothing+of+the+kind")),
    Shows("choose", "error", at("/?area=nowhere"), "unknown"),
    Shows("choose", "error", choose_broken, "layout"),
    Shows("choose", "stale", choose_stale),
    Shows("choose", "draft", choose_draft, sampled=True),
    Shows("choose", "draft", choose_left, "left"),
    Shows("choose", "gone", choose_gone),
    Shows("edit", "ready", edit),
    Shows("edit", "ready", edit_english, "english"),
    Shows("edit", "ready", edit_picture, "picture"),
    Shows("edit", "empty", edit_begun, perhaps=ROOM),
    Shows("edit", "loading", edit_loading),
    Shows("edit", "error", edit_error, perhaps=ROOM),
    Shows("edit", "draft", edit_draft),
    Shows("edit", "stale", edit_stale),
    Shows("edit", "stale", edit_changed, "file"),
    Shows("edit", "conflict", edit_conflict),
    Shows("edit", "gone", edit_gone, sampled=True),
    Shows("proof", "ready", proof_approved),
    Shows("proof", "empty", proof, "unapproved"),
    Shows("proof", "loading", proof_loading),
    Shows("proof", "error", proof_by_nobody, "by-nobody"),
    Shows("proof", "error", proof_refused, "words", failing=("/api/proof",)),
    Shows("proof", "conflict", proof_overtaken, failing=("/api/approve",)),
    Shows("proof", "stale", proof_changed, sampled=True),
    Shows("proof", "draft", proof_draft),
    Shows("proof", "gone", proof_gone),
    Shows("proof", "gone", proof_gone_at_once, "at-once"),
    Shows("take", "ready", take),
    Shows("take", "ready", take_letter, "letter"),
    Shows("take", "loading", take_making, sampled=True),
    Shows("take", "empty", take_stopped, "stopped"),
    Shows("take", "error", take_refused),
    Shows("take", "stale", take_stale),
    Shows("take", "draft", take_draft),
    Shows("take", "gone", take_gone),
)
LACKED_BY_PIECES = (
    Lacks("choose", ("conflict",), "nothing is changed on it"),
    Lacks("take", ("conflict",), "it reads the project's files and changes none"),
)
