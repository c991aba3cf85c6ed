"""Somebody who asks a running studio without a browser, rightfully or not."""

from __future__ import annotations

import json
import re
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

PATIENCE = 60  # seconds


class Answered(NamedTuple):
    """What the studio answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def words(self) -> str:
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        return json.loads(self.body)


class PlainClient:
    """Speaks to a studio over a socket, byte by byte, so that a request may be malformed. It takes
    the cookie by the address at which the studio opens."""

    def __init__(self, address: str, folder: Path) -> None:
        found = re.fullmatch(r"http://([^:]+):(\d+)(/open.*)", address)
        assert found, address
        self.folder = folder
        self.host, self.port = found[1], int(found[2])
        self.opening = found[3]
        self.cookie = ""
        self.opened = self.ask("GET", self.opening)
        assert self.opened.status == 200
        self.cookie = self.opened.headers["set-cookie"].split(";")[0]

    def headers(self, **changes: str | None) -> dict[str, str]:
        """Those of the studio's own page, but for the changes."""
        found: dict[str, str | None] = {
            "host": f"{self.host}:{self.port}",
            "cookie": self.cookie,
            "origin": f"http://{self.host}:{self.port}",
            "sec-fetch-site": "same-origin",
        }
        found.update({name.replace("_", "-"): value for name, value in changes.items()})
        return {name: value for name, value in found.items() if value is not None}

    def ask(self, method: str, path: str, body: bytes = b"", **changes: str | None) -> Answered:
        """The answer to a request."""
        headers = self.headers(**changes)
        if body or method == "POST":
            headers.setdefault("content-length", str(len(body)))
        lines = [f"{method} {path} HTTP/1.1", *(f"{n}: {value}" for n, value in headers.items())]
        return self.send(
            "\r\n".join([*lines, "connection: close", "", ""]).encode("latin-1") + body
        )

    def call(self, path: str, asked: Any, **changes: str | None) -> Answered:
        """The answer to a script's request."""
        changes.setdefault("content_type", "application/json")
        return self.ask("POST", path, json.dumps(asked).encode(), **changes)

    def send(self, data: bytes) -> Answered:
        """The answer to these bytes; status 0 if the studio does not answer."""
        with socket.create_connection((self.host, self.port), PATIENCE) as connection:
            with suppress(OSError):  # refused before all was sent
                connection.sendall(data)
            found = b""
            while more := connection.recv(1 << 16):
                found += more
        if not found:
            return Answered(0, {}, b"")
        head, _, body = found.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(": ") for line in rest)
        headers = {name.lower(): value for name, _, value in pairs}
        if headers.get("transfer-encoding") == "chunked":
            body = _whole(body)
        return Answered(int(first.split()[1]), headers, body)


def _whole(chunks: bytes) -> bytes:
    found = b""
    while chunks:
        size, _, chunks = chunks.partition(b"\r\n")
        found += chunks[: int(size, 16)]
        chunks = chunks[int(size, 16) + 2 :]
    return found
