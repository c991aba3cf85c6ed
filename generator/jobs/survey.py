"""Draws the pages of pieces, and makes every layout in every language for an overview."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final, TypeAlias

from generator.content.document import Document
from generator.content.language_rows import Language
from generator.problems import Problem, Refused, counted
from generator.reports.overview import CampaignForArea, ContactSheet, Overview, Showing
from generator.reports.page_images import page_images
from generator.reports.page_pictures import SUFFIXES, PictureKind, PixelSize, picture, reencoded
from generator.reports.piece_names import stem
from generator.typeset.geometry import unit_of
from .choosing import ALL, Choice
from .making import Piece
from .planning import Job
from .project import Project

LONGEST: Final = 720  # pixels of a page's longest edge, unless a resolution is asked for

Publish: TypeAlias = Callable[[str, bytes], None]


def in_every_language(project: Project, choice: Choice) -> Choice:
    """The choice in every language, with the languages that it names. If it names no edition, it is
    in the first default edition without printer's marks. Raises `Refused`."""
    editions = [(name, row) for name, row in project.design.editions().items() if row.default]
    bare = [name for name, row in editions if not row.marks]
    default = tuple((bare or [name for name, _ in editions])[:1])
    return choice._replace(languages=(ALL, *choice.languages), editions=choice.editions or default)


def survey(
    project: Project,
    jobs: Sequence[Job],
    publish: Publish,
    *,
    dpi: int | None = None,
    guides: bool = False,
    on_done: Callable[[Job], None] = lambda job: None,
) -> Overview:
    """Make every job and give what became of it. `publish` is handed each picture, and for each
    piece a contact sheet, with its path."""
    from generator.reports.contact import ContactEntry, contact_sheet

    languages = _languages(project, jobs)
    words: dict[CampaignForArea, tuple[Problem, ...]] = {}
    pieces = []
    for (title, sheet), group in _groups(project, jobs).items():
        group.sort(key=lambda job: [*languages].index(job.piece.language))
        showings = []
        entries = []
        for job in group:
            showing, pages = _show(project, job, words, dpi, guides)
            for path, data in zip(showing.pictures, pages, strict=True):
                publish(path, data)
            name = f"{languages[job.piece.language].english} ({job.piece.language})"
            errors = [problem for problem in showing.problems if problem.is_error]
            entries.append(ContactEntry(name, showing.verdict(), pages, errors))
            showings.append(showing)
            on_done(job)
        heading = f"{title}: {counted(len(entries), 'language')}"
        publish(sheet, contact_sheet(heading, entries, project.cache))
        pieces.append(ContactSheet(title, sheet, tuple(showings)))
    return Overview(languages, words, tuple(pieces))


def _languages(project: Project, jobs: Sequence[Job]) -> dict[str, Language]:
    """The languages of the jobs in the order of the project, with others at the end."""
    tags = dict.fromkeys(job.piece.language for job in jobs)
    order = list(dict.fromkeys((*project.content.languages().languages, *tags)))
    found = ((tag, project.content.language(tag)) for tag in sorted(tags, key=order.index))
    # To make a piece in a language that is not listed reports that.
    return {tag: row or Language(name=tag, english=tag, script="Zyyy") for tag, row in found}


def _groups(project: Project, jobs: Sequence[Job]) -> dict[tuple[str, str], list[Job]]:
    """The jobs of each piece, by the piece's title and its contact sheet's path."""
    places = {(job.piece.campaign, job.piece.area) for job in jobs}
    found: dict[tuple[str, str], list[Job]] = {}
    for job in jobs:
        name = stem(
            job.piece.layout, project.design.layout(job.piece.layout).formats, job.piece.format
        )
        title, path = (
            f"{name}, {job.piece.made_as}",
            PurePosixPath(f"{name}--{job.piece.made_as}.png"),
        )
        if len(places) > 1:
            title += f", {job.piece.campaign} for {job.piece.area}"
            path = PurePosixPath(job.piece.campaign, job.piece.area, path)
        found.setdefault((title, str(path)), []).append(job)
    return found


def _show(
    project: Project,
    job: Job,
    words: dict[CampaignForArea, tuple[Problem, ...]],
    dpi: int | None,
    guides: bool,
) -> tuple[Showing, list[bytes]]:
    """A job made and drawn; what is wrong with its words is noted in `words`."""
    piece = job.piece
    place = piece.campaign, piece.area, piece.language
    try:
        document, found = project.document(piece.campaign, piece.language, piece.area)
        words[place] = tuple(found)
    except Refused as refused:
        words[place] = refused.problems
        return Showing(piece, job.file, {}, {}, refused.problems), []
    try:
        made, drawing = drawn(project, job, document, dpi, guides)
    except Refused as refused:
        return Showing(piece, job.file, {}, {}, refused.problems), []
    images = dict(drawing)
    names = (page.name for page in made.artwork.pages)
    shown = dict(zip(images, names, strict=True))
    steps = {style: (made.full[style], size) for style, size in made.steps.items()}
    return Showing(piece, job.file, shown, steps, made.problems), list(images.values())


def own_pixels(project: Project, job: Job) -> PixelSize | None:
    """The size of a picture for screens; None for a piece of pages."""
    if project.design.edition(job.piece.edition_name).form != "png":
        return None
    pixels = project.design.formats().formats[job.piece.format].pixels
    return PixelSize(*pixels) if pixels else None


def drawn(
    project: Project,
    job: Job,
    document: Document,
    dpi: int | None,
    guides: bool,
    size: PixelSize | None = None,
    kind: PictureKind = "png",
) -> tuple[Piece, Iterator[tuple[str, bytes]]]:
    """A job made of its words, and a picture of each page with its path beside the file's; of a
    size in pixels, or at a resolution; with neither, with no page longer than `LONGEST`. Raises
    `Refused`."""
    piece = job.piece
    names = piece.layout, piece.format, piece.edition_name, piece.other_theme
    made = project.make(document, *names)
    unit = unit_of(project.design.drawing(piece.layout)[0], piece.format)[1] if guides else None
    found = made.report.pages
    if dpi is None:
        longest = max(max(page.media.width, page.media.height) for page in found)
        dpi = max(1, int(LONGEST / longest * 25.4))
    data = made.set_pages or made.data
    images = (
        (picture(data, index, size, kind) for index in range(made.pages))
        if size
        else page_images(data, made.artwork.pages, found, dpi, unit, cache=project.cache)
    )
    if kind != "png" and not size:
        images = (reencoded(image, kind) for image in images)
    name, suffix = job.file.removesuffix(".pdf").removesuffix(".png"), SUFFIXES[kind]
    return made, ((f"{name}-{number}.{suffix}", image) for number, image in enumerate(images, 1))
