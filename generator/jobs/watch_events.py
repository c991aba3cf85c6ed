"""What `cease watch` says: each an event, printed for a person or as one JSON object a line."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

import msgspec
from msgspec import Meta, Struct

from .manifest_rows import ProblemRow


class WatchEvent(Struct, frozen=True, tag_field="event"):
    """Something that happened while files were watched."""


class FilesSaved(WatchEvent, frozen=True, tag="saved"):
    """Files of the project were saved, came or went. All that follows is of what they say now, up
    to the next `idle` or `saved`."""

    files: Annotated[tuple[str, ...], Meta(description="Paths in the project.")]


class PictureDrawn(WatchEvent, frozen=True, tag="picture"):
    """The first page of a piece has another look. It is drawn before the piece is checked."""

    path: Annotated[str, Meta(description="The picture, in PNG.")]
    file: Annotated[str, Meta(description="The piece, as its path in the output folder.")]
    seconds: Annotated[float, Meta(description="Since the save was seen.")]
    kept: Annotated[
        bool,
        Meta(description="The page cannot be made as its files are now, so the last one stays."),
    ] = False


class FileMade(WatchEvent, frozen=True, tag="made"):
    """A piece was made again, and passed its checks."""

    file: Annotated[str, Meta(description="Its path in the output folder.")]
    seconds: Annotated[float, Meta(description="Since the save was seen.")]


class ProblemsChanged(WatchEvent, frozen=True, tag="problems"):
    """Other problems than before, or the same in other lines: then none came and none went."""

    added: Annotated[tuple[ProblemRow, ...], Meta(description="Those that came.")]
    removed: Annotated[tuple[ProblemRow, ...], Meta(description="Those that went.")]
    all: Annotated[tuple[ProblemRow, ...], Meta(description="All there are now, where they stand.")]


class WatchIdle(WatchEvent, frozen=True, tag="idle"):
    """All is done that the last save asked for."""

    files: Annotated[int, Meta(description="How many pieces there are, made now or before.")]
    failed: Annotated[tuple[str, ...], Meta(description="The pieces that could not be made.")]
    errors: Annotated[int, Meta(description="How many of the problems are errors.")]
    warnings: Annotated[int, Meta(description="How many are warnings.")]
    seconds: Annotated[float, Meta(description="Since the save was seen.")]


AnyEvent: TypeAlias = FilesSaved | PictureDrawn | FileMade | ProblemsChanged | WatchIdle

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def event_line(event: AnyEvent) -> str:
    """An event as a line of JSON."""
    return msgspec.json.encode(event).decode()


def event_schema() -> dict[str, Any]:
    """The JSON Schema of such a line."""
    made: dict[str, Any] = msgspec.json.schema(AnyEvent)
    return {"$schema": _DIALECT, "title": "A line of cease watch --json", **made}
