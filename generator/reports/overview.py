"""An overview: every layout in every language, with what copyfitting and checking found of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, NamedTuple, TypeAlias

from generator.content.rows import Language
from generator.jobs.jobs import ALL, Choice, Job
from generator.jobs.project import Piece, Project, stem
from generator.problems import Problem, Refused, counted
from generator.reports.page_images import page_images
from generator.typeset.geometry import unit_of

LONGEST: Final = 720  # pixels of a page's longest edge, unless a resolution is asked for

Place: TypeAlias = tuple[str, str, str]  # campaign, area, language
Publish: TypeAlias = Callable[[str, bytes], None]


class ShrunkStyle(NamedTuple):
    """A style that copyfitting shrank: its sizes before and after, pt as the layout is drawn."""

    style: str
    before: float
    after: float

    def __str__(self) -> str:
        return f"{self.style}: {self.before:.4g} → {self.after:.4g} pt"


class PageImage(NamedTuple):
    """A page's picture: its path under the overview's folder, and what the layout calls the
    page."""

    path: str
    page: str


@dataclass(frozen=True)
class Showing:
    """A piece in one language: its pages' pictures, or none if it could not be made; which
    styles shrank; and what is wrong with it, its words apart if those could be read."""

    job: Job
    pictures: tuple[PageImage, ...]
    steps: tuple[ShrunkStyle, ...]
    problems: tuple[Problem, ...]

    @property
    def failed(self) -> bool:
        return not self.pictures

    @property
    def name(self) -> str:
        """What tells it from all others, as a name without slashes."""
        return self.job.file.removesuffix(".pdf").replace("/", "-")

    def verdict(self) -> str:
        """How it went, in a few words."""
        if wrong := sum(problem.is_error for problem in self.problems):
            return counted(wrong, "error")
        said = [f"{counted(len(self.steps), 'style')} smaller"] if self.steps else []
        if self.problems:
            said.append(counted(len(self.problems), "warning"))
        return ", ".join(said) or "fits"


@dataclass(frozen=True)
class ContactSheet:
    """A layout at one of its formats, for an edition, an area and a campaign, in every language.
    `sheet` is the path of its contact sheet under the overview's folder."""

    title: str
    sheet: str
    showings: tuple[Showing, ...]


@dataclass(frozen=True)
class Overview:
    """`languages` by tag in the order of the project, `words` what is wrong with the words of a
    campaign for an area in a language, and the pieces."""

    languages: Mapping[str, Language]
    words: Mapping[Place, tuple[Problem, ...]]
    pieces: tuple[ContactSheet, ...]

    @property
    def showings(self) -> Iterator[Showing]:
        return (showing for piece in self.pieces for showing in piece.showings)


def in_every_language(project: Project, choice: Choice) -> Choice:
    """The choice in every language, beside those it names; in the edition that shows best if it
    names none: the first built by default without printer's marks. Raises `Refused`."""
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
    words: dict[Place, tuple[Problem, ...]] = {}
    pieces = []
    for (title, sheet), group in _groups(project, jobs).items():
        group.sort(key=lambda job: [*languages].index(job.language))
        showings = []
        entries = []
        for job in group:
            showing, pages = _show(project, job, words, dpi, guides)
            for picture, data in zip(showing.pictures, pages, strict=True):
                publish(picture.path, data)
            name = f"{languages[job.language].english} ({job.language})"
            errors = [problem for problem in showing.problems if problem.is_error]
            entries.append(ContactEntry(name, showing.verdict(), pages, errors))
            showings.append(showing)
            on_done(job)
        publish(sheet, contact_sheet(f"{title}: {counted(len(entries), 'language')}", entries))
        pieces.append(ContactSheet(title, sheet, tuple(showings)))
    return Overview(languages, words, tuple(pieces))


def _languages(project: Project, jobs: Sequence[Job]) -> dict[str, Language]:
    """The languages of the jobs, in the order of the project; others at the end."""
    tags = dict.fromkeys(job.language for job in jobs)
    order = list(dict.fromkeys((*project.content.languages().languages, *tags)))
    found = ((tag, project.content.language(tag)) for tag in sorted(tags, key=order.index))
    return {tag: row or _unlisted(tag) for tag, row in found}


def _unlisted(tag: str) -> Language:
    """A language that the project has a file in and nothing else; making it says so."""
    return Language(name=tag, english=tag, script="Zyyy")


def _groups(project: Project, jobs: Sequence[Job]) -> dict[tuple[str, str], list[Job]]:
    """The jobs of each piece, by the piece's title and its contact sheet's path."""
    places = {(job.campaign, job.area) for job in jobs}
    found: dict[tuple[str, str], list[Job]] = {}
    for job in jobs:
        name = stem(job.layout, project.design.layout(job.layout).formats, job.format)
        title, path = f"{name}, {job.edition}", PurePosixPath(f"{name}--{job.edition}.png")
        if len(places) > 1:
            title += f", {job.campaign} for {job.area}"
            path = PurePosixPath(job.campaign, job.area, path)
        found.setdefault((title, str(path)), []).append(job)
    return found


def _show(
    project: Project,
    job: Job,
    words: dict[Place, tuple[Problem, ...]],
    dpi: int | None,
    guides: bool,
) -> tuple[Showing, list[bytes]]:
    """A job made and drawn; what is wrong with its words is noted in `words`."""
    place = job.campaign, job.area, job.language
    try:
        document, found = project.document(job.campaign, job.language, job.area)
        words[place] = tuple(found)
    except Refused as refused:
        words[place] = refused.problems
        return Showing(job, (), (), refused.problems), []
    try:
        made = project.make(document, job.layout, job.format, job.edition)
    except Refused as refused:
        return Showing(job, (), (), refused.problems), []
    unit = unit_of(project.design.drawing(job.layout)[0], job.format)[1] if guides else None
    images = page_images(made.data, made.artwork.pages, made.report.pages, dpi or _dpi(made), unit)
    pages = list(images)
    folder = PurePosixPath(job.file)
    shown = tuple(
        PageImage(str(folder.with_name(f"{folder.stem}-{number}.png")), page.name)
        for number, page in enumerate(made.artwork.pages, 1)
    )
    steps = tuple(ShrunkStyle(name, made.full[name], size) for name, size in made.steps.items())
    return Showing(job, shown, steps, made.problems), pages


def _dpi(made: Piece) -> int:
    """The resolution at which no page is longer than `LONGEST`."""
    longest = max(max(page.media.width, page.media.height) for page in made.report.pages)
    return max(1, int(LONGEST / longest * 25.4))
