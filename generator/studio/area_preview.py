"""Shows an area as its pieces print it: the page with its contacts, and those with its logos and
its own words. What is missing or wrong is left off."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from msgspec import Struct

from generator.content.document import Document
from generator.design.items import IMPRINT
from generator.design.layout import Layout
from generator.jobs.project import Project
from generator.jobs.set_pages import set_in_steps, set_pages
from generator.page import Artwork, Page
from generator.problems import Problem, Refused
from generator.source.keys import AREA, CAMPAIGN
from generator.svgpages import SvgPage, printed_words, svg_page
from .desk import SHOWN
from .form_checks import row_of

_NOTHING: Final = "…"
_ADDRESS: Final = "www.example.org/…"
_CONTACTS: Final = f"{AREA}:contacts."
_LOGO: Final = f"{AREA}:logos."
_OTHERS: Final = (
    f"{AREA}:own.",
    f"{AREA}:imprint.",
    f"{CAMPAIGN}:blocks.{IMPRINT}.",
    _LOGO,
)
_FILES: Final = ("file", "black", "dark")
MOST_PAGES: Final = 2


class PrintedLogo(Struct, frozen=True):
    """A logo on a page: the number of its line, and the width in mm of its picture."""

    number: int
    width: float


class ShownArea(Struct, frozen=True):
    """The pages that print an area's own things, the layout's title, and what is wrong there."""

    pages: tuple[SvgPage, ...] = ()
    piece: str = ""
    logos: tuple[PrintedLogo, ...] = ()
    problems: tuple[Problem, ...] = ()


def preview_data(data: Mapping[str, Any], errors: Collection[str]) -> dict[str, Any]:
    """What an area's file would say without what is wrong or missing. `errors` are keys of the
    file."""

    def good(key: str, value: Any) -> bool:
        return bool(value) and not any(each == key or each.startswith(f"{key}.") for each in errors)

    def table(name: str, otherwise: str) -> dict[str, Any]:
        values = data.get(name) or {}
        return {
            key: value if good(f"{name}.{key}", value) else otherwise
            for key, value in values.items()
        }

    found: dict[str, Any] = {"title": data.get("title") or _NOTHING}
    if data.get("test") == "true":
        found["test"] = "true"
    found["names"] = table("names", _NOTHING)
    found["numbers"] = table("numbers", _NOTHING)
    found["links"] = table("links", _ADDRESS)
    found["contacts"] = {
        key: [
            line
            for number, line in enumerate(lines or ())
            if all(good(f"contacts.{key}.{number}.{part}", line[part]) for part in line)
        ]
        or [{"place": _NOTHING, "number": _NOTHING}]
        for key, lines in (data.get("contacts") or {}).items()
    }
    for name in ("own", "imprint"):
        parts = (data.get(name) or {}).items()
        kept = {part: value for part, value in parts if good(f"{name}.{part}", value)}
        if kept and (name != "own" or ("heading" in kept and len(kept) > 1)):
            found[name] = kept
    logos = [
        line
        for number, line in enumerate(data.get("logos") or ())
        if line.get("file") and all(good(f"logos.{number}.{part}", line) for part in _FILES)
    ]
    if logos:
        found["logos"] = [{**line, "alt": line.get("alt") or _NOTHING} for line in logos]
    return found


def with_asked(data: Mapping[str, Any], names: Mapping[str, Collection[str]]) -> dict[str, Any]:
    """The data with every name, number, link and list of contacts that a piece asks for."""
    found = dict(data)
    for section, keys in names.items():
        nothing: Any = [] if section == "contacts" else ""
        found[section] = {**dict.fromkeys(keys, nothing), **(data.get(section) or {})}
    return found


class AreaPreview:
    """Sets the pages that print an area, for a project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def shown(self, name: str, data: Mapping[str, Any], layout: str = "") -> ShownArea:
        """The pages of an area, in the layout that shows it best or in another at its largest; none
        if they cannot be set."""
        project = self._project
        try:
            piece = self._piece(name, data, layout)
            if piece is None:
                return ShownArea()
            made = set_pages(project, *piece)
        except Refused as refused:
            return ShownArea(problems=refused.problems)
        drawn = () if layout else self._chosen(made.artwork)
        pages = tuple(svg_page(page, project.cache) for page in drawn)
        logos = tuple(printed_logos(made.artwork))
        return ShownArea(pages, project.design.layout(piece[1]).title, logos, made.problems)

    def set_in_steps(self, name: str, data: Mapping[str, Any], layout: str) -> Iterator[None]:
        """Set an area in a layout a little at a time, so that `shown` finds it remembered."""
        with suppress(Refused):
            piece = self._piece(name, data, layout)
            if piece is not None:
                yield from set_in_steps(self._project, *piece)

    def _piece(
        self, name: str, data: Mapping[str, Any], layout: str
    ) -> tuple[Document, str, str, str] | None:
        """The words of an area, and the layout, the format and the edition that show it; None if
        there are none. Raises `Refused`."""
        project = self._project
        row, _ = row_of(data, project.content.area_path(name))
        campaign = next(iter(project.campaigns()), "")
        chosen = layout or self._layout()
        if row is None or not campaign or not chosen:
            return None
        tag = project.content.languages().default
        document, _ = project.content.document_for(campaign, tag, name, row)
        size = project.formats(chosen)[-1 if layout else 0]
        return document, chosen, size, SHOWN if layout else self._edition()

    def _layout(self) -> str | None:
        """The layout that shows an area: folded, if there is one, for its panels are small."""
        rows = self._project.readable_layouts()
        fitting = [name for name, row in rows.items() if row.flow is None and self._prints(row)]
        known = self._project.design.formats().formats
        folded = [name for name in fitting if known[rows[name].formats[0]].sides]
        return min(folded or fitting, key=lambda name: -_panels(self._project, name), default=None)

    def _prints(self, row: Layout) -> bool:
        """Whether a layout prints contacts."""
        kinds = {item.kind for page in row.pages for frame in page.frames for item in frame.stack}
        return "contacts" in kinds

    def _edition(self) -> str:
        """An edition for screens, of single panels if there is one."""
        editions = self._project.design.editions().items()
        panels = (name for name, row in editions if row.pages == "panels" and row.colours != "cmyk")
        return next(panels, SHOWN)

    def _chosen(self, artwork: Artwork) -> Iterator[Page]:
        """The page with the contacts, and the first other with words or pictures of the area."""
        keys = [(page, _keys(page)) for page in artwork.pages]
        first = next((page for page, there in keys if _any(there, (_CONTACTS,))), artwork.pages[0])
        yield first
        others = (page for page, there in keys if page is not first and _any(there, _OTHERS))
        yield from list(others)[: MOST_PAGES - 1]


def _panels(project: Project, layout: str) -> int:
    return len(project.design.first_format(project.design.layout(layout)).reading)


def _keys(page: Page) -> set[str]:
    return {each.key for each in printed_words(page)}


def _any(keys: set[str], begins: tuple[str, ...]) -> bool:
    return any(key.startswith(begins) for key in keys)


def printed_logos(artwork: Artwork) -> Iterator[PrintedLogo]:
    """The logos on pages, each once, as wide as it is at its largest."""
    found: dict[int, float] = {}
    for each in (each for page in artwork.pages for each in printed_words(page)):
        if each.key.startswith(_LOGO):
            number = int(each.key.split(".")[1])
            found[number] = max(found.get(number, 0.0), each.width)
    yield from (PrintedLogo(number, width) for number, width in sorted(found.items()))
