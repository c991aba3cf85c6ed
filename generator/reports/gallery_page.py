"""The pages of a gallery: what is in an output folder, to be opened from a disk.

`index.html` has a picture of each piece in each language. Lists of every file are pages of their
own, of so many areas that none is long. Without its script a page loses its search alone.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias
from urllib.parse import quote
from xml.etree.ElementTree import Element

from msgspec import Struct

from generator.content.language_rows import Language
from generator.problems import counted
from .elements import LAYOUTS, element, html_page, language_name, section
from .page_pictures import PixelSize

MADE_BY: Final = "cease gallery"
SUPPORT: Final = "index.files"  # the folder of all that index.html leads to
TITLE: Final = "Every piece in this folder"

LONGEST_LIST: Final = 2000  # files on one page, unless one area has more


class GalleryThumbnail(Struct, frozen=True):
    """A piece in a language: the path of its picture under the output folder, and of the file that
    it shows."""

    language: str
    picture: str
    size: PixelSize
    file: str


class GalleryPiece(Struct, frozen=True):
    """A piece by its title, and as its files' names begin."""

    stem: str
    title: str
    thumbnails: tuple[GalleryThumbnail, ...]


class GalleryFile(Struct, frozen=True, order=True):
    """A file of an area in a language."""

    language: str
    name: str
    outdated: bool


class GalleryArea(Struct, frozen=True):
    """An area, and its files."""

    name: str
    title: str
    files: tuple[GalleryFile, ...]


class GalleryCampaign(Struct, frozen=True):
    """A campaign with its pieces, and its areas in the order of their names."""

    name: str
    title: str
    pieces: tuple[GalleryPiece, ...]
    areas: tuple[GalleryArea, ...]

    @property
    def table(self) -> str:
        """The path of the table that the search reads."""
        return f"{SUPPORT}/{self.name}.js"

    @property
    def count(self) -> int:
        return sum(len(area.files) for area in self.areas)


GalleryLanguages: TypeAlias = Mapping[str, Language]


def gallery_pages(
    campaigns: Sequence[GalleryCampaign], languages: GalleryLanguages
) -> Iterator[tuple[str, str]]:
    """Each page and each table by its path under the output folder, index.html last, so that it
    leads to what is there."""
    for campaign in campaigns:
        yield campaign.table, _table(campaign)
        for path, areas in _lists(campaign):
            yield path, _list_page(campaign, areas, languages)
    yield "index.html", _index(campaigns, languages)


def _lists(campaign: GalleryCampaign) -> Iterator[tuple[str, list[GalleryArea]]]:
    """The areas of each list by its path."""
    group: list[GalleryArea] = []
    count = number = 0
    for area in campaign.areas:
        if group and count + len(area.files) > LONGEST_LIST:
            number += 1
            yield f"{SUPPORT}/{campaign.name}-{number}.html", group
            group, count = [], 0
        group.append(area)
        count += len(area.files)
    if group:
        yield f"{SUPPORT}/{campaign.name}-{number + 1}.html", group


def _index(campaigns: Sequence[GalleryCampaign], languages: GalleryLanguages) -> str:
    count = sum(campaign.count for campaign in campaigns)
    areas = len({area.name for campaign in campaigns for area in campaign.areas})
    outdated = sum(
        file.outdated for campaign in campaigns for area in campaign.areas for file in area.files
    )
    said = f"{counted(count, 'file')} for {counted(areas, 'area')}."
    said += f" {counted(outdated, 'file')} outdated: do not use them." if outdated else ""
    found = section("found-title", "Found", element("ul", class_="files", id="found-files"))
    found.attrib |= {"id": "found", "hidden": "hidden"}
    parts = (_campaign(campaign, languages) for campaign in campaigns)
    status = element("p", id="said", role="status")
    header = element("header", element("h1", TITLE), element("p", said))
    main = element("main", _search(campaigns, languages), status, found, *parts)
    script = (LAYOUTS / "gallery.js").read_text("utf-8")
    return html_page(TITLE, _style(), header, main, _mark(), script=script)


def _style() -> str:
    names = "overview.css", "gallery.css"
    return "".join((LAYOUTS / name).read_text("utf-8") for name in names)


def _mark() -> Element:
    """Says in a page that it may be replaced."""
    return element("meta", name="generator", content=MADE_BY)


def _search(campaigns: Sequence[GalleryCampaign], languages: GalleryLanguages) -> Element:
    """The form of the search, which its script shows."""
    pieces = {piece.stem: piece.title for campaign in campaigns for piece in campaign.pieces}
    tags = {tag: language.english for tag, language in languages.items()}
    return element(
        "form",
        element(
            "div",
            element("label", "Area", for_="area"),
            element("input", type="search", id="area", autocomplete="off"),
        ),
        _choice("language", "Language", tags),
        _choice("piece", "Piece", pieces),
        id="search",
        role="search",
        hidden="hidden",
        data_tables=" ".join(quote(campaign.table) for campaign in campaigns),
    )


def _choice(name: str, label: str, options: Mapping[str, str]) -> Element:
    made = (element("option", title, value=value) for value, title in options.items())
    choice = element("select", element("option", "All", value=""), *made, id=name)
    return element("div", element("label", label, for_=name), choice)


def _campaign(campaign: GalleryCampaign, languages: GalleryLanguages) -> Element:
    pieces = (_piece(piece, languages) for piece in campaign.pieces if piece.thumbnails)
    links = (
        element("li", element("a", _areas_title(areas), href=quote(path)))
        for path, areas in _lists(campaign)
    )
    every = element("h3", f"Every file of {campaign.title}, by area")
    files = element("ul", *links, class_="files areas")
    return section(f"campaign-{campaign.name}", campaign.title, *pieces, every, files)


def _areas_title(areas: Sequence[GalleryArea]) -> str:
    names = [area.title or area.name for area in areas]
    said = f"{names[0]} to {names[-1]}" if len(names) > 2 else " and ".join(names)
    return f"{said}: {counted(sum(len(area.files) for area in areas), 'file')}"


def _piece(piece: GalleryPiece, languages: GalleryLanguages) -> Element:
    items = (_thumbnail(piece, each, languages) for each in piece.thumbnails)
    thumbs = element("ul", *items, class_="thumbs")
    return element("div", element("h3", piece.title), thumbs, class_="piece")


def _thumbnail(
    piece: GalleryPiece, shown: GalleryThumbnail, languages: GalleryLanguages
) -> Element:
    picture = element(
        "img",
        src=quote(shown.picture),
        alt=f"{piece.title}, ",
        width=str(shown.size.width),
        height=str(shown.size.height),
        loading="lazy",
    )
    name = element("span", *language_name(shown.language, languages[shown.language]))
    link = element("a", picture, name, href=quote(shown.file))
    return element("li", link, data_language=shown.language, data_piece=piece.stem)


def _list_page(
    campaign: GalleryCampaign, areas: Sequence[GalleryArea], languages: GalleryLanguages
) -> str:
    back = element("p", element("a", TITLE, href="../index.html"))
    header = element("header", element("h1", f"{campaign.title}: files"), back)
    main = element("main", *(_area(campaign, area, languages) for area in areas))
    title = f"{campaign.title}: {_areas_title(areas)}"
    return html_page(title, _style(), header, main, _mark())


def _area(campaign: GalleryCampaign, area: GalleryArea, languages: GalleryLanguages) -> Element:
    made = section(f"area-{area.name}", area.title or area.name)
    by_language: dict[str, list[GalleryFile]] = {}
    for file in area.files:
        by_language.setdefault(file.language, []).append(file)
    for tag, files in by_language.items():
        made.append(element("h3", *language_name(tag, languages[tag])))
        folder = f"../{campaign.name}/{area.name}/{tag}"
        links = (
            element(
                "li",
                element("a", file.name, href=quote(f"{folder}/{file.name}")),
                " (outdated)" if file.outdated else "",
            )
            for file in files
        )
        made.append(element("ul", *links, class_="files"))
    return made


def _table(campaign: GalleryCampaign) -> str:
    """A script that hands the search every file of a campaign. Areas share their sets of names, so
    a country's table is small. The number of an outdated file is its complement, below zero."""
    names: dict[str, int] = {}
    sets: dict[tuple[int, ...], int] = {}
    rows = []
    for area in campaign.areas:
        there: dict[str, list[int]] = {}
        for file in area.files:
            number = names.setdefault(file.name, len(names))
            there.setdefault(file.language, []).append(~number if file.outdated else number)
        numbered = {
            tag: sets.setdefault(tuple(numbers), len(sets)) for tag, numbers in there.items()
        }
        rows.append([area.name, area.title, numbered])
    table = {"names": list(names), "sets": list(sets), "areas": rows}
    said = json.dumps(table, separators=(",", ":"))
    return f"cease({json.dumps(campaign.name)}, {said});\n"
