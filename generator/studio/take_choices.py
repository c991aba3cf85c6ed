"""Where a piece may be printed or read, and which editions are for that."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.design.editions import Edition
from generator.design.formats import Format
from generator.jobs.project import Project

SHOP: Final = "shop"
OFFICE: Final = "office"


class NamedEdition(Struct, frozen=True):
    """An edition by its name, and its title."""

    name: str
    title: str


class PlaceToRead(Struct, frozen=True):
    """A place where a piece is printed or read, and the editions for it, the usual one first."""

    key: str
    editions: tuple[NamedEdition, ...]


def places_to_read(project: Project, layout: str, drawn: Format) -> tuple[PlaceToRead, ...]:
    """The places that the project has editions for, of a layout at a format. Raises `Refused`."""
    easy = project.design.layout(layout).is_easy
    folded = any(len(side.panels) > 1 for side in drawn.sides.values())
    found: dict[str, list[NamedEdition]] = {}
    for name in project.editions():
        edition = project.design.edition(name)
        if easy and (edition.layout or edition.form != "pdf"):
            continue  # easy wording is laid out by itself
        key = _key(edition)
        if key == SHOP and edition.pages == "panels" and not folded:
            continue  # which has no panels
        found.setdefault(key, []).append(NamedEdition(name, edition.title))
    return tuple(PlaceToRead(key, tuple(found[key])) for key in _ORDER if key in found)


_ORDER: Final = (SHOP, OFFICE, "black", "screen", "large", "web", "social")


def easy_layouts(project: Project, campaign: str, language: str) -> tuple[str, ...]:
    """The layouts for easy wording, if a campaign has any in a language. Raises `Refused`."""
    if not project.content.has_easy(campaign, language):
        return ()
    return tuple(name for name, row in project.readable_layouts().items() if row.is_easy)


def _key(edition: Edition) -> str:
    """Where an edition is printed or read, as its row says."""
    if edition.form == "png":
        return "social"
    if edition.form != "pdf":
        return "web"
    if edition.colours == "cmyk":
        return SHOP
    if edition.layout:
        return "large"
    if edition.tagged:
        return "screen"
    return "black" if edition.variant else OFFICE
