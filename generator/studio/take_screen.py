"""The screen where files are taken away: where will this be printed or read?"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import quote

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from generator.jobs.taken import handed_over, parcel, read_as_made
from generator.jobs.taking import WantedPiece
from generator.pdfobjects.file import MAX_PDF
from generator.problems import Problem, Refused
from generator.reports.printer_letter import MOST, LetterWords
from generator.source.keys import AREA
from generator.source.project_files import read_named
from .asking import Call
from .desk import DeskName
from .downloads import download, picture
from .draft_files import FOLDER
from .letter_file import LetterFile
from .state import Studio
from .state_poll import at
from .take_answers import JobAnswer, LetterRequest, StopRequest, TakeRequest, TakeStarted
from .take_choices import OFFICE, easy_layouts, places_to_read
from .take_jobs import TakeJob, TakeJobs
from .take_told import everything, job_answer, named_parcel


class TakeScreen:
    """Makes a piece in its editions, says what was checked in them, and hands them over."""

    def __init__(self, studio: Studio) -> None:
        self._studio, self._project = studio, studio.project
        folder = studio.project.root / FOLDER / "taken"
        self._jobs = TakeJobs(studio.project.root, folder, folder / "pictures")
        self._letter = LetterFile(studio.project.root)
        studio.at_end.append(self._jobs.close)

    def routes(self) -> list[Route]:
        return [
            Route("/take/{campaign}/{language}/{area}/{layout}", self.show),
            Route("/api/job/{job}", self.answer),
            Route("/taken/{job}/file/{number}", self.file),
            Route("/taken/{job}/zip", self.zip),
            Route("/taken/{job}/zip/{edition}", self.zip),
            Route("/taken/{job}/picture/{name}", self.picture),
        ]

    def calls(self) -> list[Call]:
        return [
            Call("/api/take", "Make files to be taken away", TakeRequest, TakeStarted, self.take),
            Call("/api/stop", "Stop making files", StopRequest, TakeStarted, self.stop),
            Call(
                "/api/letter",
                "Keep what the sender of letters to print shops says",
                LetterRequest,
                LetterWords,
                self._letter.keep,
            ),
        ]

    async def show(self, request: Request) -> Response:
        """The screen."""
        return await self._studio.shown(lambda: self._show(request))

    def _show(self, request: Request) -> Response:
        studio = self._studio
        desk, layout = studio.piece_of(request)
        project = self._project.project
        row = project.design.layout(layout)
        formats = project.design.formats().formats
        wanted = request.query_params.get("format", "")
        chosen = wanted if wanted in row.formats else row.formats[0]
        places = places_to_read(project, layout, formats[chosen])
        _, problems = self._project.document(desk)
        language = project.content.language(desk.language)
        return studio.page(
            "take",
            desk=desk,
            layout=layout,
            title=row.title,
            language=language.english if language else desk.language,
            area=studio.area_title(desk.area),
            format=chosen,
            formats=[(name, formats[name].title) for name in row.formats],
            places=places,
            easy=[] if row.is_easy else easy_layouts(project, desk.campaign, desk.language),
            on_desk=next((each.editions[0].name for each in places if each.key == OFFICE), ""),
            saved=at(self._saved_at(desk)),
            unsaved=bool(self._unsaved(desk)),
            draft=[problem.message for problem in problems if problem.rule == "draft"],
            test=project.content.is_test(desk.area),
            letter=msgspec.to_builtins(self._letter.words()),
            most=MOST,
        )

    def _unsaved(self, desk: DeskName) -> list[str]:
        """The files of a desk with edits that are not saved."""
        changed = self._project.history.changed
        return [path for path in self._project.paths(desk).values() if path in changed]

    def _saved_at(self, desk: DeskName) -> float:
        """When the words of a desk were last saved (seconds since 1970)."""
        root = self._project.root
        times = [
            (root / path).stat().st_mtime
            for path in self._project.paths(desk).values()
            if (root / path).is_file()
        ]
        return max(times, default=time.time())

    # jobs

    def take(self, asked: TakeRequest) -> TakeStarted:
        """Begin to make files."""
        desk = self._studio.desk(asked.desk, asked.layout)
        project = self._project.project
        formats, editions = project.formats(asked.layout), project.editions()
        chosen = (*asked.editions, *filter(None, [asked.on_desk]))
        if asked.format not in formats or not asked.editions or not {*chosen} <= {*editions}:
            raise msgspec.ValidationError("there is no such format or edition")
        wanted = WantedPiece(
            campaign=desk.campaign,
            language=desk.language,
            area=desk.area,
            layout=asked.layout,
            format=asked.format,
            editions=tuple(dict.fromkeys(asked.editions)),
            on_desk=asked.on_desk,
        )
        return TakeStarted(self._jobs.start(wanted, self._words_key(desk)).ident)

    def stop(self, asked: StopRequest) -> TakeStarted:
        """Stop a job."""
        self._jobs.stop(self._job(asked.job))
        return TakeStarted(asked.job)

    def _job(self, ident: str) -> TakeJob:
        job = self._jobs.find(ident)
        if job is None:
            raise msgspec.ValidationError("there is no such job")
        return job

    def _words_key(self, desk: DeskName) -> str:
        """What tells the words of a desk on the disk from later ones."""
        digest = sha256()
        for path in self._project.paths(desk).values():
            digest.update(self._project.on_disk_bytes(path))
        return digest.hexdigest()

    async def answer(self, request: Request) -> Response:
        """A job as it is now, as JSON."""
        job = self._jobs.find(request.path_params["job"])
        if job is None:
            raise HTTPException(404)
        found = await self._studio.worker.call(self._answer, job)
        return Response(msgspec.json.encode(found), media_type="application/json")

    def _answer(self, job: TakeJob) -> JobAnswer:
        wanted = job.wanted
        desk = DeskName(wanted.campaign, wanted.language, wanted.area)
        words = {path: word for word, path in self._project.paths(desk).items()}
        editor = f"/edit/{wanted.campaign}/{wanted.language}/{wanted.area}/{wanted.layout}"

        def field(problem: Problem) -> str:
            span = problem.span
            if span and words.get(span.path) == AREA:
                return f"/area/{wanted.area}"
            word = words.get(span.path) if span else None
            return f"{editor}?field={quote(f'{word}:{span.key}')}" if span and word else ""

        try:
            stale = self._words_key(desk) != job.key
        except Refused:
            stale = True
        return job_answer(job, self._jobs.ahead(job), field, stale=stale)

    # files

    async def file(self, request: Request) -> Response:
        """A finished file."""
        job = self._jobs.find(request.path_params["job"])
        number = request.path_params["number"]
        files = {str(number): file for number, file in enumerate(job.files)} if job else {}
        if job is None or number not in files:
            raise HTTPException(404)
        file, out = files[number], self._jobs.out
        whole = next((has.file for has in job.made if file in has.file.every), None)
        if whole is None:
            return await self._handed(file.name, lambda: read_as_made(out, file))
        words = self._letter.words()
        return await self._handed(file.name, lambda: handed_over(out, whole, file, words))

    async def zip(self, request: Request) -> Response:
        """The finished files of an edition, or of all, as a zip."""
        job = self._jobs.find(request.path_params["job"])
        edition = request.path_params.get("edition", "")
        files = everything(job, edition) if job else ()
        if job is None or not files:
            raise HTTPException(404)
        name = named_parcel(job, edition)
        words = self._letter.words()
        return await self._handed(name, lambda: parcel(self._jobs.out, files, words))

    async def _handed(self, name: str, read: Callable[[], bytes]) -> Response:
        """Bytes as a download, or a page that says why they are not there."""
        try:
            data = await asyncio.to_thread(read)
        except Refused as refused:
            page = self._studio.page("refused", problems=refused.problems)
            page.status_code = 409
            return page
        return download(name, data)

    async def picture(self, request: Request) -> Response:
        """A small picture of a finished file."""
        job, name = self._jobs.find(request.path_params["job"]), request.path_params["name"]
        if job is None or name not in job.pictures:
            raise HTTPException(404)
        try:
            data = await asyncio.to_thread(read_named, self._jobs.pictures / name, MAX_PDF)
        except Refused:
            raise HTTPException(404) from None
        return picture(name, data)
