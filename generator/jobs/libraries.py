"""A project's words and designs, opened once, for choosing, planning and making."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.cache import Cache
from generator.content.area_rows import Area
from generator.content.campaign_rows import Campaign
from generator.content.document import Document
from generator.content.project_content import Content
from generator.design.editions import Edition
from generator.design.layout import Layout
from generator.design.project_design import Design
from generator.problems import Problem, Refused, unknown
from generator.source.shelf import MOST_PASSING, Remembered, Shelf
from .verdicts import PieceCheck

if TYPE_CHECKING:
    from generator.pdf import OutputIntent


# For how many areas each language and layout is made before the next: so many areas and documents
# are kept.
AREAS_AT_ONCE: Final = MOST_PASSING // 2


class Libraries:
    """A project's files, words and designs, each read once, and the `cache` of results made from
    them."""

    def __init__(self, shelf: Shelf, cache: Cache | None = None) -> None:
        self.shelf = shelf
        self.cache = Cache() if cache is None else cache
        self.content = Content(shelf, self.cache)
        self.design = Design(shelf)
        self._editions: Remembered[str, tuple[Edition, OutputIntent | None]] = {}
        self._documents: Remembered[tuple[str, str, str], tuple[Document, list[Problem]]] = {}

    def document(self, campaign: str, tag: str, area: str) -> tuple[Document, list[Problem]]:
        """A campaign's words in one language for one area, and warnings. The last ones are kept,
        for each of their pieces. Raises `Refused`."""
        asked = campaign, tag, area
        found = self.shelf.remember(self._documents, asked, lambda: self.content.document(*asked))
        if len(self._documents) > AREAS_AT_ONCE:
            del self._documents[next(iter(self._documents))]
        return found

    @cached_property
    def piece_check(self) -> PieceCheck:
        """Who says what is wrong with words in a layout."""
        return PieceCheck(self.shelf, self.design, self.cache)

    def edition(self, name: str) -> tuple[Edition, OutputIntent | None]:
        """An edition and its press condition. Raises `Refused`."""
        return self.shelf.remember(self._editions, name, lambda: self._read_edition(name))

    def readable_areas(self) -> list[Area]:
        """The areas whose files can be read, even if their values are wrong."""
        return [area for name in self.content.areas() if (area := self.content.area_row(name)[0])]

    def readable_layouts(self) -> dict[str, Layout]:
        """The layouts that can be read, by name."""
        found = {}
        for name in self.design.layouts():
            with suppress(Refused):
                found[name] = self.design.layout(name)
        return found

    def source(self, campaign: str) -> Campaign | None:
        """A campaign as it was written; None if it cannot be read."""
        try:
            return self.content.source(campaign)
        except Refused:
            return None

    def usual_area(self) -> str:
        """The default area, or the first; empty if there is none."""
        return self.content.default_area() or next(iter(self.content.areas()), "")

    def no_font(self, theme: str, script: str, tag: str) -> list[Problem]:
        """Report a theme that has no font for a language. Raises `Refused`."""
        language = self.content.language(tag)
        return self.design.no_font(theme, script, tag, language.english if language else "")

    def _read_edition(self, name: str) -> tuple[Edition, OutputIntent | None]:
        from generator.pdf import OutputIntent, profile
        from generator.preflight import PROFILES

        edition = self.design.edition(name)
        if edition.profile and edition.profile not in PROFILES:
            name, place = edition.profile, edition.at("profile")
            raise Refused([unknown("profile", name, PROFILES, place, noun="preflight profile")])
        if not edition.condition:
            return edition, None
        row = self.design.conditions()[edition.condition]
        icc = self.design.profile_path(edition.condition)
        limit = edition.ink_limit or row.ink_limit
        intent = OutputIntent(row.identifier, row.title, row.registry, row.info, icc, limit)
        try:
            profile(intent, edition.pdf_version, edition.colours, cache=self.cache)
        except Refused as refused:
            place = row.at("icc")
            raise Refused(replace(each, span=place) for each in refused.problems) from None
        return edition, intent
