"""The screen of a proof: the piece as somebody approves it, what has changed since the last
approval, and the approval itself."""

from __future__ import annotations

import hashlib
from threading import Lock
from typing import Final

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from generator.content.approval_rows import approvals_path
from generator.jobs.proof_shown import ProofMaker, ShownProof, approve_shown, shown_proof
from generator.reports.piece_names import PieceName
from .asking import Call
from .desk import DeskName
from .proof_answers import (
    ApproveAnswer,
    ApproveRequest,
    AskedPiece,
    ProofAnswer,
    ProofRequest,
    proof_answer,
)
from .state import Studio

FILES: Final = "/proof-file"
_MOST: Final = 6  # proofs that are kept for the browser


class ProofScreen:
    """Makes proofs of pieces as their files are, and records approvals."""

    def __init__(self, studio: Studio) -> None:
        self._studio, self._project = studio, studio.project
        self._maker, self._turn = ProofMaker(), Lock()
        self._made: dict[str, ShownProof] = {}

    def routes(self) -> list[Route]:
        return [
            Route("/proof/{campaign}/{language}/{area}/{layout}", self.show),
            Route(FILES + "/{proof}/{name}", self.file),
        ]

    def calls(self) -> list[Call]:
        return [
            Call(
                "/api/proof",
                "Make the proof of a piece",
                ProofRequest,
                ProofAnswer,
                self.asked_proof,
                apart=self.make,
            ),
            Call(
                "/api/approve",
                "Record that somebody approves a proof",
                ApproveRequest,
                ApproveAnswer,
                self.asked_approval,
                apart=self.approve,
            ),
        ]

    async def show(self, request: Request) -> Response:
        """The screen of a piece."""
        return await self._studio.shown(lambda: self._show(request))

    def _show(self, request: Request) -> Response:
        desk, layout = self._studio.piece_of(request)
        project = self._project.project
        formats = project.formats(layout)
        asked = request.query_params.get("format", "")
        titles = project.design.formats().formats
        return self._studio.page(
            "proof",
            desk=desk,
            layout=layout,
            format=asked if asked in formats else formats[0],
            formats=[(name, titles[name].title) for name in formats],
            title=project.design.layout(layout).title,
            language=self._studio.language_title(desk.language),
            area=self._studio.area_title(desk.area),
            unsaved=self._unsaved(desk),
        )

    def _unsaved(self, desk: DeskName) -> bool:
        """Whether words of the piece are edited and not saved: a proof shows what is saved."""
        edited = self._project.history.changed
        return any(path in edited for path in self._project.paths(desk).values())

    async def file(self, request: Request) -> Response:
        """A proof, or a picture of one of its pages."""
        made = self._made.get(request.path_params["proof"])
        name = request.path_params["name"]
        if made is None:
            raise HTTPException(404)
        if name == made.file:
            kept = {"content-disposition": "attachment"}  # under the last name of its address
            return Response(made.data, media_type="application/pdf", headers=kept)
        number = name.removesuffix(".jpg")
        if not number.isascii() or not number.isdecimal() or len(number) > 4:
            raise HTTPException(404)
        pictures = made.pictures[int(number) - 1 : int(number)] if int(number) else ()
        if not pictures:
            raise HTTPException(404)
        return Response(pictures[0].data, media_type="image/jpeg")

    def asked_proof(self, asked: ProofRequest) -> AskedPiece:
        """The piece that is asked for, if there is such a piece."""
        return AskedPiece(self._name(asked.desk, asked.layout, asked.format))

    def asked_approval(self, asked: ApproveRequest) -> AskedPiece:
        """The same, with who approves it."""
        return AskedPiece(self._name(asked.desk, asked.layout, asked.format), asked.by, asked.code)

    def _name(self, desk: DeskName, layout: str, size: str) -> PieceName:
        self._studio.desk(desk, layout)
        if not layout or size not in self._project.project.formats(layout):
            raise msgspec.ValidationError("there is no such piece")
        return PieceName.of(desk.campaign, desk.area, desk.language, layout, size, "")

    def make(self, asked: AskedPiece) -> ProofAnswer:
        """The proof, which is kept for the browser to fetch."""
        made = self._maker.run(shown_proof, self._project.root, asked.name)
        proof = hashlib.sha256(made.data).hexdigest()[:16]
        with self._turn:
            self._made.pop(proof, None)
            self._made[proof] = made
            while len(self._made) > _MOST:
                del self._made[next(iter(self._made))]
        return proof_answer(made, f"{FILES}/{proof}")

    def approve(self, asked: AskedPiece) -> ApproveAnswer:
        """Record the approval in the project."""
        if not asked.code:
            raise msgspec.ValidationError("it names no proof")
        root = self._project.root
        day = self._maker.run(approve_shown, root, asked.name, asked.by, asked.code)
        return ApproveAnswer(" ".join(asked.by.split()), day, approvals_path(asked.name.area))
