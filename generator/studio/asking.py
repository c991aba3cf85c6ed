"""What the studio's scripts may ask for: one table makes both the addresses and their
description."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator, Sequence
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from generator.problems import Refused
from .asking_described import How, described_call, described_page
from .guard import MOST_JSON
from .refusals import RefusedAnswer, answered, told
from .state import NoSuchPiece, Studio
from .worker import FIRST

A = TypeVar("A")
_GONE: Final = (
    "The file of this area, of its words or of the layout is not in the project any more. "
    "Put it back: what you typed stays on this page, and is sent then."
)


class Call(Struct, frozen=True):
    """Something that a script asks for by sending JSON to a path. `does` is called with what was
    asked, in the thread that sets type; it answers, or gives steps that answer at the end. `edits`
    says that drafts are to be kept afterwards, `when` who goes first (`worker`). A call that only
    `reads` is asked for with values in the address. What takes seconds is done `apart`, in a thread
    that waits for a process: `does` then only says what is asked for. The
    studio takes in so many at once."""

    path: str
    says: str
    asked: type[Struct]
    answered: type[Struct]
    does: Callable[[Any], Struct | Generator[None, None, Struct]]
    edits: bool = False
    when: int = FIRST
    reads: bool = False
    apart: Callable[[Any], Struct] | None = None


class SentFile(Struct, frozen=True):
    """A file that came with a request, and the name that it had. No path is made of the name."""

    name: str
    data: bytes


class Upload(Struct, frozen=True):
    """Something that a script asks for by sending a form: in its part `asked` what is asked as
    JSON, in its part `file` a file. `does` is called with both: `elsewhere` than in the thread
    that sets type, if it takes long and touches nothing of it."""

    path: str
    says: str
    asked: type[Struct]
    answered: type[Struct]
    does: Callable[[Any, SentFile], Struct]
    edits: bool = False
    when: int = FIRST
    elsewhere: bool = False


def route(studio: Studio, call: Call | Upload) -> Route:
    """The address of a call."""

    async def asked(request: Request) -> Response:
        try:
            given = await _given(call, request)
            does: Callable[..., Any] = call.does
            if isinstance(call, Upload) and call.elsewhere:
                with studio.beside.turn():
                    found = await asyncio.to_thread(does, *given)
            else:
                found = await studio.worker.call(does, *given, when=call.when)
            if isinstance(call, Call) and call.apart:
                with studio.beside.turn():
                    found = await asyncio.to_thread(call.apart, found)
        except NoSuchPiece:
            return answered(400, RefusedAnswer(_GONE))
        except msgspec.MsgspecError as problem:
            return answered(400, RefusedAnswer(f"The studio does not understand this: {problem}"))
        except ClientDisconnect:
            return answered(400, RefusedAnswer("The request ended too early."))
        except Refused as refused:
            return answered(409, told(refused.problems, studio.project.root))
        finally:
            if call.edits:
                studio.keep_soon()
        return Response(encoded(found), media_type="application/json")

    reads = isinstance(call, Call) and call.reads
    return Route(call.path, asked, methods=["GET" if reads else "POST"])


def encoded(answer: Struct) -> bytes:
    """An answer as JSON. Its texts may know more than their words (`source.yaml_text`)."""
    return msgspec.json.encode(answer, enc_hook=_words)


def _words(value: object) -> str:
    if isinstance(value, str):
        return str.__str__(value)
    raise NotImplementedError(type(value))


async def _given(call: Call | Upload, request: Request) -> tuple[Any, ...]:
    """What was asked. Raises `MsgspecError`."""
    if isinstance(call, Upload):
        async with request.form(max_files=1, max_fields=1, max_part_size=MOST_JSON) as form:
            file, words = form.get("file"), form.get("asked", "{}")
            if not isinstance(file, UploadFile) or not isinstance(words, str):
                raise msgspec.ValidationError("it has no file")
            sent = SentFile(file.filename or "", await file.read())
        return _decoded(words.encode(errors="replace"), call.asked), sent
    if call.reads:
        return (msgspec.convert(dict(request.query_params), call.asked, strict=False),)
    return (_decoded(await request.body(), call.asked),)


def _decoded(data: bytes, kind: type[A]) -> A:
    try:
        return msgspec.json.decode(data, type=kind)
    except RecursionError:
        raise msgspec.DecodeError("it is too deep") from None
    except UnicodeDecodeError:
        raise msgspec.DecodeError("it is not UTF-8") from None


def description(calls: Sequence[Call | Upload], pages: Sequence[Route]) -> dict[str, Any]:
    """The calls, and the pages and files, as an OpenAPI 3.1 description."""
    kinds = [kind for call in calls for kind in (call.asked, call.answered)]
    shapes, schemas = msgspec.json.schema_components(
        [*kinds, RefusedAnswer], ref_template="#/components/schemas/{name}"
    )
    paths: dict[str, Any] = {page.path: {"get": described_page(page)} for page in pages}
    for number, call in enumerate(calls):
        asked, found = shapes[2 * number : 2 * number + 2]
        how: How = "file" if isinstance(call, Upload) else "address" if call.reads else "JSON"
        method = "get" if how == "address" else "post"
        paths[call.path] = {method: described_call(call.says, how, asked, found, schemas)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "The studio of CEASE print", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    }
