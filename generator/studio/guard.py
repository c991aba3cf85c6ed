"""Lets only the studio's own page ask the studio for anything.

It listens on this computer alone, but every page that a browser shows can send requests here, and
so can every other user of the computer. So a request must name this address as its host, come from
this page, and carry a cookie that only the user who started the studio was given.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Final, TypeAlias

from msgspec import Struct, field
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_JSON: Final = 1_000_000  # bytes of a request
MOST_UPLOAD: Final = 5_000_000
_BITS: Final = 192

# Nothing but the studio's own files; nothing written into a page can run (CSP level 3).
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS: Final = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
_KINDS: Final = ("application/json", "multipart/form-data")
LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
HTTP: Final = 80  # the port that browsers leave out of an address
SIGN_IN: Final = "/api/sign-in"
OPENING: Final = "/open"  # the one address that another page may lead to
STATIC: Final = "/static/"  # files of the program itself, which say nothing of a project
ICON: Final = "/favicon.ico"  # another of them, by the name that browsers know
_DIGITS: Final = 12  # of a length: one with more is no number of bytes

# The answer to a refused request, by its status and a key of words/refusal.yaml.
Refuse: TypeAlias = Callable[[Scope, int, str], Response]


class Keys(Struct):
    """What opens a studio on `port`: a `cookie` that every request carries, and a `ticket` that the
    first page of the browser exchanges for it, once. `names` are those by which a browser may call
    the computer; `by_password` says that a password opens the studio too."""

    port: int
    names: tuple[str, ...] = LOOPBACK
    by_password: bool = False
    cookie: str = field(default_factory=lambda: token_urlsafe(_BITS // 8))
    ticket: str = field(default_factory=lambda: token_urlsafe(_BITS // 8))

    @property
    def cookie_name(self) -> str:
        """Cookies know no ports, so each studio on a computer has a name of its own."""
        return f"studio-{self.port}"

    @property
    def hosts(self) -> tuple[str, ...]:
        bare = self.names if self.port == HTTP else ()
        return (*(f"{name}:{self.port}" for name in self.names), *bare)

    def admits(self, cookies: str) -> bool:
        """Whether a request's `Cookie` header has the cookie."""
        pairs = (each.strip().partition("=") for each in cookies.split(";"))
        return any(
            name == self.cookie_name and compare_digest(value.encode(), self.cookie.encode())
            for name, _, value in pairs
        )

    def take_ticket(self, shown: str) -> bool:
        """Whether this is the ticket, which then is used up."""
        if not self.ticket or not compare_digest(shown.encode(), self.ticket.encode()):
            return False
        self.ticket = ""
        return True


class Guard:
    """Refuses what `refusal` refuses, and gives every answer the headers that bind a browser."""

    def __init__(self, app: ASGIApp, keys: Keys, refuse: Refuse) -> None:
        self.app, self.keys, self.refuse = app, keys, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return  # no web sockets

        async def bound(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        refused = refusal(scope, self.keys)
        if refused is not None:
            await self.refuse(scope, *refused)(scope, receive, bound)
            return
        try:
            await self.app(scope, _counted(receive, MOST_UPLOAD), bound)
        except asyncio.CancelledError:  # the studio ends, and the answer is not begun
            with suppress(RuntimeError):
                await self.refuse(scope, 503, "ending")(scope, receive, bound)


def refusal(scope: Scope, keys: Keys) -> tuple[int, str] | None:
    """The status, and the key of the words, for a request that is not from the studio's own page;
    None if it is."""
    headers = Headers(scope=scope)
    hosts = headers.getlist("host")
    if len(hosts) != 1 or hosts[0] not in keys.hosts:
        return 403, "host"
    opens = scope["path"] == OPENING and scope["method"] == "GET"
    site = headers.get("sec-fetch-site", "none")
    if site not in ("same-origin", "none") and not opens:
        return 403, "elsewhere"
    origin = headers.get("origin")
    if origin is not None and origin not in {f"http://{host}" for host in keys.hosts}:
        return 403, "elsewhere"
    reads = scope["method"] in ("GET", "HEAD")
    is_ours = scope["path"].startswith(STATIC) or scope["path"] == ICON
    is_open = opens or (reads and is_ours)
    is_open = is_open or (keys.by_password and scope["path"] == SIGN_IN)
    if not is_open and not keys.admits(headers.get("cookie", "")):
        return 403, "closed"
    if reads:
        return None
    if origin is None and site != "same-origin":
        return 403, "elsewhere"
    return _unfit(headers)


def _unfit(headers: Headers) -> tuple[int, str] | None:
    """As `refusal`, for a request that changes something and is not in a form of ours."""
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in _KINDS:
        return 415, "kind"
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdecimal()) or "transfer-encoding" in headers:
        return 411, "length"
    most = MOST_JSON if kind == _KINDS[0] else MOST_UPLOAD
    if len(length) > _DIGITS or int(length) > most:
        return 413, "large"
    return None


def _counted(receive: Receive, most: int) -> Receive:
    """`receive`, which ends a request that is longer than `most` bytes."""
    taken = 0

    async def counting() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {"type": "http.disconnect"} if taken > most else message

    return counting
