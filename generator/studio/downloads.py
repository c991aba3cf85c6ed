"""Files as answers to a browser: to be kept, or to be shown."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from starlette.responses import Response

_TYPES: Final = {
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
}
_FOREVER: Final = {"cache-control": "private, max-age=31536000, immutable"}


def download(name: str, data: bytes) -> Response:
    """A file for the browser to keep under a name (RFC 6266)."""
    kind = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(data, media_type=kind, headers=headers)


def picture(name: str, data: bytes) -> Response:
    """A picture that never changes, by the name of its file."""
    return Response(data, media_type=_TYPES[name.rpartition(".")[2]], headers=_FOREVER)
