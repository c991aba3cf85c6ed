"""Makes the gallery of an output folder from its manifest: index.html, and what that leads to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.content.language_rows import Language
from generator.design.project_design import PRINTERS
from generator.problems import Problem, Refused, error
from generator.reports.gallery_page import (
    MADE_BY,
    SUPPORT,
    GalleryArea,
    GalleryCampaign,
    GalleryFile,
    GalleryPiece,
    GalleryThumbnail,
    gallery_pages,
)
from generator.reports.page_pictures import PixelSize, thumbnail
from .gallery_state import keep_state, known_state, manifest_digest
from .manifest import Manifest
from .manifest_rows import ManifestRow
from .program import program
from .project import Project
from .publish import place, stage, staging

LONGEST: Final = 320  # pixels of a thumbnail
_PICTURES: Final = f"{SUPPORT}/pictures"
_OURS: Final = re.compile(r"[0-9a-f]{24}-\d+x\d+\.webp|[^/]+-\d+\.html|[^/]+\.js")


class MadeGallery(Struct):
    """The page, how many files it shows, how many pictures were drawn or kept, and what is wrong
    with the list of the files."""

    page: Path
    files: int = 0
    drawn: int = 0
    kept: int = 0
    problems: tuple[Problem, ...] = ()


def make_gallery(
    project: Project,
    out: Path,
    *,
    on_wait: Callable[[], None] = lambda: None,
) -> MadeGallery:
    """Make the gallery of an output folder, or bring it up to date: only pictures of files that
    have changed are drawn, and only pages that have changed are written. If all is as it was,
    nothing is read. Raises `Refused`."""
    made = MadeGallery(out / "index.html")
    _refuse_others(made.page)
    digest = project.design.digest
    with staging(out, on_wait) as begin:
        known = known_state(out, program(), digest)
        if known is not None:
            made.files, made.kept = known.files, known.pictures
            return made
        begin()
        manifest = manifest_digest(out)
        with project.shelf.recording() as recorder:
            keeper = _make(project, out, made)
        # An edition's marks are its printer's.
        inputs = {path: digest(path) for path in sorted({*recorder.files, PRINTERS})}
        if keeper.is_whole:
            pictures = made.drawn + made.kept
            keep_state(out, program(), manifest, inputs, keeper.there, made.files, pictures)
    return made


def _make(project: Project, out: Path, made: MadeGallery) -> _Keeper:
    """Write what is new of the gallery, and remove what is old."""
    listed = Manifest.of(out)
    rows = [row for row in listed.rows.values() if (out / row.path).is_file()]
    made.files, made.problems = len(rows), tuple(listed.damage())
    languages = _languages(project, {row.language for row in rows})
    keeper = _Keeper(out, made)
    by_campaign: dict[str, list[ManifestRow]] = {}
    for row in rows:
        by_campaign.setdefault(row.campaign, []).append(row)
    campaigns = [
        _campaign(project, name, rows, keeper) for name, rows in sorted(by_campaign.items())
    ]
    for path, text in gallery_pages(campaigns, languages):
        keeper.keep(path, text.encode())
    keeper.remove_others()
    return keeper


def _refuse_others(page: Path) -> None:
    """Raise `Refused` if somebody else made the page."""
    with suppress(OSError):
        if f'content="{MADE_BY}"' not in page.read_text("utf-8", "replace")[:2000]:
            message = f'"{page}" is no page of cease gallery'
            hint = "move it away, or name another folder with --out"
            raise Refused([error("unwritable", message, None, hint)])


def _languages(project: Project, tags: Iterable[str]) -> dict[str, Language]:
    """The languages of files in the order of the project, with others at the end."""
    known = [*project.content.languages().languages]
    order = sorted(tags, key=lambda tag: (known.index(tag) if tag in known else len(known), tag))
    found = ((tag, project.content.language(tag)) for tag in order)
    return {tag: row or Language(name=tag, english=tag, script="Zyyy") for tag, row in found}


class _Keeper:
    """Writes files of the gallery that are new or have changed, and removes those of before. It
    `is_whole` if every picture could be drawn."""

    def __init__(self, out: Path, made: MadeGallery) -> None:
        self.out, self.made, self.is_whole = out, made, True
        self.there: set[str] = set()
        folder = out / _PICTURES
        self.pictures = {path.name.partition("-")[0]: path.name for path in folder.glob("*.webp")}

    def keep(self, path: str, data: bytes) -> None:
        self.there.add(path)
        file = self.out / path
        if not (file.is_file() and file.read_bytes() == data):
            place(stage(file, data))

    def thumbnail(self, row: ManifestRow) -> GalleryThumbnail | None:
        """A picture of a file's first page, drawn unless it is there; None if the file is not as
        the manifest has it. A picture is called after the file's digest and its own size."""
        digest = row.sha256[:24]
        name = self.pictures.get(digest)
        if name is None:
            data = (self.out / row.path).read_bytes()
            if hashlib.sha256(data).hexdigest() != row.sha256:
                self.is_whole = False
                return None
            picture, size = thumbnail(data, LONGEST)
            name = f"{digest}-{size.width}x{size.height}.webp"
            self.keep(f"{_PICTURES}/{name}", picture)
            self.pictures[digest] = name
            self.made.drawn += 1
        else:
            self.made.kept += 1
        path = f"{_PICTURES}/{name}"
        self.there.add(path)
        width, height = name.removesuffix(".webp").partition("-")[2].split("x")
        return GalleryThumbnail(row.language, path, PixelSize(int(width), int(height)), row.path)

    def remove_others(self) -> None:
        """Remove what earlier galleries had, and nothing that somebody else put there."""
        for folder in (SUPPORT, _PICTURES):
            for file in (self.out / folder).glob("*"):
                if _OURS.fullmatch(file.name) and f"{folder}/{file.name}" not in self.there:
                    with suppress(OSError):
                        file.unlink()


def _campaign(
    project: Project, name: str, rows: list[ManifestRow], keeper: _Keeper
) -> GalleryCampaign:
    words = project.source(name)
    by_area: dict[str, list[GalleryFile]] = {}
    for row in rows:
        file = GalleryFile(row.language, row.path.rpartition("/")[2], row.outdated)
        by_area.setdefault(row.area, []).append(file)
    areas = tuple(
        GalleryArea(area, project.content.title(area), tuple(sorted(files)))
        for area, files in sorted(by_area.items())
    )
    pieces = tuple(_pieces(project, rows, keeper))
    return GalleryCampaign(name, (words and words.title) or name, pieces, areas)


def _pieces(
    project: Project, rows: Iterable[ManifestRow], keeper: _Keeper
) -> Iterable[GalleryPiece]:
    """Each layout at each of its formats, with a picture for each language: of the file that looks
    most like the printed piece, for the default area if it has one."""
    default = project.content.default_area()
    editions = _ranks(project)
    best: dict[str, dict[str, ManifestRow]] = {}

    def rank(row: ManifestRow) -> tuple[bool, int, bool, str]:
        return row.outdated, editions.get(row.edition, len(editions)), row.area != default, row.path

    titles: dict[str, str] = {}
    for row in rows:
        stem = row.path.rpartition("/")[2].partition("--")[0]
        titles.setdefault(stem, _title(project, row))
        shown = best.setdefault(stem, {})
        if row.path.endswith((".pdf", ".png")):
            known = shown.get(row.language)
            if known is None or rank(row) < rank(known):
                shown[row.language] = row
    order = [*_languages(project, {row.language for row in rows})]
    for stem, shown in sorted(best.items()):
        found = (keeper.thumbnail(shown[tag]) for tag in order if tag in shown)
        yield GalleryPiece(stem, titles[stem], tuple(filter(None, found)))


def _ranks(project: Project) -> Mapping[str, int]:
    """The editions, those of the printed pages without marks first."""
    editions = project.design.editions()
    order = sorted(
        editions, key=lambda name: (bool(editions[name].layout), bool(editions[name].marks))
    )
    return {name: rank for rank, name in enumerate(order)}


def _title(project: Project, row: ManifestRow) -> str:
    try:
        layout = project.design.layout(row.layout)
    except Refused:
        return row.layout
    first = row.format == next(iter(layout.formats), "")
    return layout.title if first else f"{layout.title}, {row.format.upper()}"
