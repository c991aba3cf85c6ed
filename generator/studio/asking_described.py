"""How the studio's addresses are described in OpenAPI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

from starlette.routing import Route

How: TypeAlias = Literal["JSON", "file", "address"]
"""Where a call has what is asked."""

_REFUSED: Final = {
    "application/json": {"schema": {"$ref": "#/components/schemas/RefusedAnswer"}},
}
_WHY: Final = {
    "400": "The request is malformed, or there is no such thing.",
    "403": "The request is not from the studio's own page.",
    "409": "The files of the project, or the words sent, have errors.",
    "411": "The request does not say how long it is.",
    "413": "The request is too large.",
    "415": "The request is neither JSON nor a form of the studio's.",
}


def described_call(
    says: str,
    how: How,
    asked: Mapping[str, Any],
    found: Mapping[str, Any],
    schemas: Mapping[str, Any],
) -> dict[str, Any]:
    """A call that gets JSON, a form with a file or values in the address, and answers JSON."""
    answers = {
        "200": {
            "description": "What was asked for.",
            "content": {"application/json": {"schema": found}},
        },
        **{status: {"description": why, "content": _REFUSED} for status, why in _WHY.items()},
    }
    if how == "address":
        fields = schemas[str(asked["$ref"]).rpartition("/")[2]]
        needed = fields.get("required", ())
        parameters = [
            {"name": name, "in": "query", "required": name in needed, "schema": schema}
            for name, schema in fields["properties"].items()
        ]
        return {"summary": says, "parameters": parameters, "responses": answers}
    form = {
        "type": "object",
        "properties": {"asked": asked, "file": {"type": "string", "format": "binary"}},
        "required": ["asked", "file"],
    }
    content: dict[str, Any] = {"application/json": {"schema": asked}}
    if how == "file":
        content = {
            "multipart/form-data": {
                "schema": form,
                "encoding": {"asked": {"contentType": "application/json"}},
            }
        }
    body = {"required": True, "content": content}
    return {"summary": says, "requestBody": body, "responses": answers}


def described_page(page: Route) -> dict[str, Any]:
    """A page, a picture or another file, by the names in its address."""
    words = (page.endpoint.__doc__ or "").split("\n")[0].rstrip(".")
    return {
        "summary": words or page.path,
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in sorted(page.param_convertors)
        ],
        "responses": {
            "200": {"description": "The page or file."},
            "400": {"description": "The address is malformed."},
            "403": {"description": "The request is not from the studio's own page."},
            "404": {"description": "There is no such thing."},
            "409": {"description": "A file of the project has an error."},
        },
    }
