"""What the studio's scripts may ask for: one table makes both the addresses and their
description."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .state import Studio
from .worker import FIRST


class Call(Struct, frozen=True):
    """Something that a script asks for by sending JSON to a path. `does` is called with what was
    asked, in the thread that sets type. `edits` says that drafts are to be kept afterwards, `when`
    who goes first (`worker`)."""

    path: str
    says: str
    asked: type[Struct]
    answered: type[Struct]
    does: Callable[[Any], Struct]
    edits: bool = False
    when: int = FIRST


def route(studio: Studio, call: Call) -> Route:
    """The address of a call."""

    async def asked(request: Request) -> Response:
        try:
            given = msgspec.json.decode(await request.body(), type=call.asked)
            found = await studio.worker.call(call.does, given, when=call.when)
        except msgspec.MsgspecError as problem:
            return JSONResponse({"error": str(problem)}, 400)
        if call.edits:
            studio.keep_soon()
        return Response(msgspec.json.encode(found), media_type="application/json")

    return Route(call.path, asked, methods=["POST"])


def description(calls: Sequence[Call]) -> dict[str, Any]:
    """The calls as an OpenAPI 3.1 description."""
    kinds = [kind for call in calls for kind in (call.asked, call.answered)]
    reference = "#/components/schemas/{name}"
    shapes, schemas = msgspec.json.schema_components(kinds, ref_template=reference)
    paths = {}
    for number, call in enumerate(calls):
        asked, answered = shapes[2 * number : 2 * number + 2]
        paths[call.path] = {
            "post": {
                "summary": call.says,
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": asked}},
                },
                "responses": {
                    "200": {
                        "description": "What was asked for.",
                        "content": {"application/json": {"schema": answered}},
                    },
                    "400": {
                        "description": "There is no such thing, or the request is malformed.",
                        "content": {"application/json": {"schema": {"type": "object"}}},
                    },
                    "403": {"description": "The request is not from the studio's own page."},
                },
            }
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "The studio of CEASE print", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    }
