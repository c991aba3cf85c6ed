"""Folders of web pages: for each campaign and area every language, an index, and PDFs."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct

from generator.content.document import Document
from generator.design.drawing import Drawing
from generator.problems import Problem, Refused, counted
from generator.reflow import (
    LanguageRow,
    ParsedPage,
    SharePicture,
    SitePage,
    WebPlace,
    check,
    languages_page,
    read,
)
from generator.reflow.web_place import INDEX
from .approvals import unapproved
from .choosing import ALL, Choice
from .making import drawing_of, with_words
from .matching import block_reads
from .planning import Job, plan
from .project import Project
from .reflowed import alternative, reflowed
from .release import unreleasable

WIDE: Final = 1.5  # a picture beside a link is at least this many times as wide as high


class WebFolder(Struct, frozen=True):
    """A folder to be: its files by path, and the problems of what is in it. It has no files if one
    of them is refused, and so `missing`. Without a `site` the pages name no address."""

    campaign: str
    area: str
    site: str
    files: dict[str, bytes]
    problems: tuple[Problem, ...]
    missing: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.campaign}/{self.area}"


def web_pages(project: Project, choice: Choice) -> Sequence[Job]:
    """A job for each web page of the choice, one campaign and area after another. Raises
    `WrongChoice` for names that do not exist, those of layouts as well."""
    editions = project.design.editions()
    form = next((name for name, row in editions.items() if row.form == "html"), "html")
    languages = choice.languages or (ALL,)
    wanted = choice._replace(names=(), layouts=(), editions=(form,), languages=languages)
    pages = plan(project, wanted).jobs
    if (choice.names or choice.layouts) and (tagged := _tagged(project)):
        plan(project, choice._replace(editions=tagged[:1], languages=languages))
    return pages


def web_folders(
    project: Project,
    choice: Choice,
    pages: Sequence[Job],
    *,
    release: bool = False,
    on_done: Callable[[Job], None] = lambda job: None,
) -> Iterator[WebFolder]:
    """The folder of each campaign and area of the pages, as soon as it is made: a page in every
    language, with the PDFs of the chosen layouts, or of the one the page is made of."""
    for _, group in groupby(pages, key=lambda job: (job.piece.campaign, job.piece.area)):
        yield _Folder(project, choice, list(group), release, on_done).made()


def _tagged(project: Project) -> tuple[str, ...]:
    """The editions of PDFs that can be read aloud, in which a folder offers them."""
    editions = project.design.editions()
    return tuple(name for name, row in editions.items() if row.tagged and not row.layout)


class _Folder:
    """A folder that is being made of the jobs of its pages."""

    def __init__(
        self,
        project: Project,
        choice: Choice,
        pages: list[Job],
        release: bool,
        on_done: Callable[[Job], None],
    ) -> None:
        self.project, self.choice, self.pages, self.on_done = project, choice, pages, on_done
        self.release = release
        self.campaign, self.area = pages[0].piece.campaign, pages[0].piece.area
        row, _ = project.content.area(self.area)
        self.site = row.site and row.site.rstrip("/") + "/"
        self.problems: list[Problem] = []
        self.files: dict[str, bytes] = {}
        self.missing: list[str] = []
        self.rows: list[LanguageRow] = []
        self.pictures: dict[str, SharePicture] = {}  # by language

    def made(self) -> WebFolder:
        known = {
            job.piece.language: SitePage(
                job.piece.language,
                language.name,
                language.direction,
            )
            for job in self.pages
            if (language := self.project.content.language(job.piece.language))
        }
        for job in self.pages:
            try:
                self._language(job, tuple(known.values()))
            except Refused as refused:
                self._without(f"{job.piece.language}/{INDEX}", refused)
            self.on_done(job)
        if not self.missing:
            try:
                self._index(tuple(known.values()))
            except Refused as refused:
                self._without(INDEX, refused)
        found, missing = tuple(dict.fromkeys(self.problems)), tuple(self.missing)
        files = {} if missing else self.files
        return WebFolder(self.campaign, self.area, self.site, files, found, missing)

    def _without(self, path: str, refused: Refused) -> None:
        """Go on to the other files of the folder, so that all problems are told at once."""
        self.problems += refused.problems
        self.missing.append(path)

    def _language(self, job: Job, known: tuple[SitePage, ...]) -> None:
        """The files of one language. Raises `Refused`."""
        project, piece = self.project, job.piece
        if self.release and (stopped := (*unreleasable(project, job), *unapproved(project, job))):
            raise Refused(stopped)
        document, found = with_words(project, piece)
        self.problems += found
        drawing, _ = drawing_of(project, document, piece.layout)
        project.shelf.note(block_reads(document, drawing.layout, project.cache))
        files = [pdf for each in self._pdfs(job) if (pdf := self._pdf(each))]
        picture = self._picture(job, document) if self.site else None
        if picture:
            self.pictures[piece.language] = picture
        first = (files[0][0].partition("/")[2], files[0][1]) if files else ("", "")
        place = WebPlace(piece.language, known, self.site, picture, first)
        made = reflowed(document, drawing, "html", cache=project.cache, place=place)
        self.problems += made.problems
        self.files[f"{piece.language}/{INDEX}"] = made.data
        page = next(each for each in known if each.tag == piece.language)
        self.rows.append(LanguageRow(page, document.script, document.draft, tuple(files)))

    def _pdfs(self, job: Job) -> Sequence[Job]:
        tagged = _tagged(self.project)
        piece = job.piece
        chosen = self.choice.names or self.choice.layouts
        if not tagged:
            return ()
        wanted = self.choice._replace(
            campaigns=(piece.campaign,), areas=(piece.area,), languages=(piece.language,),
            editions=tagged[:1], names=chosen or (piece.layout,), layouts=(),
        )  # fmt: skip
        return plan(self.project, wanted).jobs

    def _pdf(self, job: Job) -> tuple[str, str] | None:
        """A PDF of the folder: its path, and the words of a link to it. None if it is refused."""
        path = f"{job.piece.language}/{job.file.rpartition('/')[2]}"
        try:
            made = self.project.make_named(job.piece)
        except Refused as refused:
            self._without(path, refused)
            return None
        self.problems += made.problems
        self.files[path] = made.data
        size = max(1, round(len(made.data) / 1000))
        return path, f"PDF, {counted(made.pages, 'page')}, {size} kB"

    def _picture(self, job: Job, document: Document) -> SharePicture | None:
        """The widest of the project's pictures, which stands beside a link to the page."""
        project, piece = self.project, job.piece
        for name, edition in project.design.editions().items():
            wanted = Choice(
                (), (piece.campaign,), (piece.language,), (piece.area,), editions=(name,)
            )
            for each in plan(project, wanted).jobs if edition.pictures else ():
                drawing, _ = project.design.drawing(each.piece.layout)
                size = drawing.formats[each.piece.format].pixels
                if size and size[0] >= WIDE * size[1]:
                    path = f"{piece.language}/share.png"
                    self.files[path] = project.make_named(each.piece).data
                    return SharePicture(path, alternative(document, drawing), *size)
        return None

    def _index(self, known: tuple[SitePage, ...]) -> None:
        """The page of all languages, in the project's own. Raises `Refused`."""
        default = self.project.content.languages().default
        tags = [job.piece.language for job in self.pages]
        first = self.pages[tags.index(default) if default in tags else 0].piece
        document, _ = with_words(self.project, first)
        drawing, _ = drawing_of(self.project, document, first.layout)
        self._write_index(document, drawing, known)

    def _write_index(
        self, document: Document, drawing: Drawing, known: tuple[SitePage, ...]
    ) -> None:
        reading, _ = read(document, drawing, drawing.layout.web)
        place = WebPlace("", known, self.site, self.pictures.get(document.language))
        data = languages_page(
            document, drawing, reading, self.rows, place, cache=self.project.cache
        )
        wrong = check(data)
        if wrong:
            raise Refused(wrong)
        self.files[INDEX] = data


def broken_links(files: dict[str, bytes]) -> list[tuple[str, str]]:
    """Each link from a page to a file that is not in the folder, with the page's path."""
    found = []
    for path, data in files.items():
        folder = path.rpartition("/")[0]
        if not path.endswith(".html"):
            continue
        for target, _ in ParsedPage(data).links:
            if ":" in target or target.startswith("#"):
                continue
            where = (
                target.removeprefix("../")
                if target.startswith("../")
                else (f"{folder}/{target}" if folder else target)
            )
            if where not in files:
                found.append((path, target))
    return found
