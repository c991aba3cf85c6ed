"""Every language of the shipped campaign: its words, composed and built once in a process."""

from functools import lru_cache
from pathlib import Path

from generator.content.document import Document
from generator.content.project_content import Content
from generator.design.drawing import ScriptFonts
from generator.fonts import FontFile
from generator.jobs.making import Piece
from generator.page import GlyphRun
from generator.source.shelf import Shelf
from generator.typeset.compose import Composed, compose
from generator.typeset.safety import runs
from tests.checked import CACHE
from tests.goldens import proofs
from tests.typeset import shipped
from tests.typeset.shipped import AREA, CAMPAIGN, LEAFLET, drawing

TAGS = tuple(Content(Shelf.at(shipped.ROOT), CACHE).tags(CAMPAIGN))
RTL = ("ar", "ckb", "ur")
FOLDED = "a4-roll-fold-dl"


@lru_cache(maxsize=32)
def document(tag: str) -> Document:
    return proofs.opened_project(shipped.ROOT).document(CAMPAIGN, tag, AREA)[0]


@lru_cache(maxsize=256)
def composed(tag: str, layout: str = LEAFLET, size: str = FOLDED) -> Composed:
    return compose(document(tag), drawing(layout), size, cache=CACHE)


@lru_cache(maxsize=32)
def leaflet(tag: str) -> Piece:
    """The folded leaflet as a file for the office, which its own preflight has passed."""
    return proofs.opened_project(shipped.ROOT).make(document(tag), LEAFLET, FOLDED, "office")


def leaflet_in(tag: str, folder: Path) -> Path:
    path = folder / f"{tag}.pdf"
    path.write_bytes(leaflet(tag).data)
    return path


def script_of(tag: str, layout: str = LEAFLET) -> ScriptFonts | None:
    """How the theme sets the language's script; nothing for the theme's own."""
    return drawing(layout).setting_for(document(tag).script, tag)


def own_fonts(tag: str) -> set[FontFile]:
    """The fonts of the language's own script."""
    script = script_of(tag)
    return set((script.weights if script else drawing(LEAFLET).weights).values())


def all_runs(made: Composed) -> list[GlyphRun]:
    return [run for page in made.artwork.pages for run in runs(page.marks)]
