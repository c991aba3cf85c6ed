"""What the script of the proofs' screen sends and gets, as JSON."""

from __future__ import annotations

from msgspec import Struct

from generator.jobs.proof_shown import ShownProof
from generator.reports.piece_names import PieceName
from generator.reports.proof_facts import ChangedLook, ListedChange, ValueToRead
from .desk import DeskName


class ProofRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Make the proof of a piece as its files are now."""

    desk: DeskName
    layout: str
    format: str


class ApproveRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Record that somebody approves the proof with this code."""

    desk: DeskName
    layout: str
    format: str
    by: str
    code: str


class AskedPiece(Struct, frozen=True):
    """A piece that there is, and what was asked for with it."""

    name: PieceName
    by: str = ""
    code: str = ""


class PictureAnswer(Struct, frozen=True):
    """A page of the proof: the address of its picture, and its size in pixels."""

    name: str
    address: str
    width: int
    height: int


class ProofAnswer(Struct, frozen=True):
    """A proof: its code, the addresses of its file and its pictures, what it says, and the last
    approval. `warnings` are what a build warns of."""

    code: str
    file: str
    address: str
    compared: str
    facts: tuple[tuple[str, str], ...]
    values: tuple[ValueToRead, ...]
    changes: tuple[ListedChange, ...]
    looks: tuple[ChangedLook, ...]
    pages: tuple[PictureAnswer, ...]
    warnings: tuple[str, ...]
    by: str
    day: str
    stands: bool


class ApproveAnswer(Struct, frozen=True):
    """Who has approved the proof, on which day, and the file that says so."""

    by: str
    day: str
    file: str


def proof_answer(made: ShownProof, folder: str) -> ProofAnswer:
    """What a browser shows of a proof whose files are at addresses that begin with `folder`."""
    facts = made.facts
    return ProofAnswer(
        facts.code,
        made.file,
        f"{folder}/{made.file}",
        facts.compared,
        facts.facts,
        facts.values,
        facts.changes,
        facts.looks,
        tuple(
            PictureAnswer(each.name, f"{folder}/{number}.jpg", each.width, each.height)
            for number, each in enumerate(made.pictures, 1)
        ),
        tuple(dict.fromkeys(each.message for each in made.problems)),
        made.by,
        made.day,
        made.stands,
    )
