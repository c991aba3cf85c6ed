"""Requests from anywhere but the studio's own page are refused."""

import asyncio
from collections.abc import Iterable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from generator.studio.guard import MOST_JSON, MOST_UPLOAD, Guard, Keys

PORT = 8123
PATHS = ("/", "/open", "/api", "/static/studio.css")
OURS = f"127.0.0.1:{PORT}"


async def page(request: Request) -> Response:
    return PlainTextResponse(f"{len(await request.body())} bytes")


def studio() -> tuple[Guard, Keys]:
    keys = Keys(PORT)
    routes = [Route(path, page, methods=["GET", "POST"]) for path in PATHS]
    app = Starlette(routes=routes)
    return Guard(app, keys, lambda scope, status, key: PlainTextResponse(key, status)), keys


def asked(
    guard: Guard,
    headers: Iterable[tuple[str, str]],
    method: str = "GET",
    path: str = "/",
    body: bytes = b"",
) -> tuple[int, dict[str, str]]:
    """The status and the headers of the answer to a request."""
    said: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, object]) -> None:
        said.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", PORT),
    }
    asyncio.run(guard(scope, receive, send))  # type: ignore[arg-type]
    start = said[0]
    pairs: list[tuple[bytes, bytes]] = start["headers"]  # type: ignore[assignment]
    return int(str(start["status"])), {name.decode(): value.decode() for name, value in pairs}


def of(keys: Keys, **changes: str | None) -> list[tuple[str, str]]:
    """The headers of a rightful request that changes something, but for the changes."""
    headers: dict[str, str | None] = {
        "host": OURS,
        "cookie": f"other=1; {keys.cookie_name}={keys.cookie}",
        "origin": f"http://{OURS}",
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
        "content-length": "2",
    }
    headers.update({name.replace("_", "-"): value for name, value in changes.items()})
    return [(name, value) for name, value in headers.items() if value is not None]


def test_the_studios_own_page_is_served_and_bound() -> None:
    guard, keys = studio()
    status, headers = asked(guard, of(keys))
    assert status == 200
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert asked(guard, of(keys), "POST", "/api", b"{}")[0] == 200
    assert asked(guard, of(keys, origin=None), "POST", "/api", b"{}")[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", f"evil.example:{PORT}", f"localhost.evil.example:{PORT}", f":{PORT}"),
        *("127.0.0.1", "localhost", f"127.0.0.1:{PORT + 1}", f"127.0.0.1:{PORT}.evil.example", ""),
    ],
)
def test_another_name_of_this_address_is_refused(host: str) -> None:
    guard, keys = studio()
    assert asked(guard, of(keys, host=host))[0] == 403


def test_a_request_has_one_host() -> None:
    guard, keys = studio()
    assert asked(guard, [*of(keys), ("host", OURS)])[0] == 403
    assert asked(guard, of(keys, host=None))[0] == 403


@pytest.mark.parametrize("name", ["localhost", "[::1]"])
def test_each_name_of_this_computer_is_served(name: str) -> None:
    guard, keys = studio()
    host = f"{name}:{PORT}"
    assert asked(guard, of(keys, host=host, origin=f"http://{host}"))[0] == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "change",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"http://127.0.0.1:{PORT + 1}"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"cookie": None},
        {"cookie": f"studio-{PORT}="},
        {"cookie": f"studio-{PORT}=wrong"},
        {"cookie": "studio-1=" + "a" * 32},
    ],
)
def test_what_another_page_or_user_asks_for_is_refused(
    method: str, change: dict[str, str | None]
) -> None:
    guard, keys = studio()
    assert asked(guard, of(keys, **change), method, "/api", b"{}")[0] == 403


def test_a_change_says_where_it_comes_from() -> None:
    guard, keys = studio()
    headers = of(keys, origin=None, sec_fetch_site=None)
    assert asked(guard, headers)[0] == 200
    assert asked(guard, headers, "POST", "/api", b"{}")[0] == 403


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"content_type": "text/plain"}, 415),
        ({"content_type": "application/x-www-form-urlencoded"}, 415),
        ({"content_type": None}, 415),
        ({"content_length": None}, 411),
        ({"content_length": "-1"}, 411),
        ({"content_length": "²"}, 411),
        ({"transfer_encoding": "chunked"}, 411),
        ({"content_length": "9" * 5000}, 413),
        ({"content_length": str(MOST_JSON + 1)}, 413),
        ({"content_type": "multipart/form-data", "content_length": str(MOST_UPLOAD + 1)}, 413),
    ],
)
def test_a_change_is_in_a_form_of_ours_and_bounded(
    change: dict[str, str | None], status: int
) -> None:
    guard, keys = studio()
    assert asked(guard, of(keys, **change), "POST", "/api", b"{}")[0] == status


def test_a_ticket_is_taken_once() -> None:
    keys = Keys(PORT)
    ticket = keys.ticket
    assert not keys.take_ticket("")
    assert not keys.take_ticket("wrong")
    assert keys.take_ticket(ticket)
    assert not keys.take_ticket(ticket)
    assert not keys.take_ticket("")
    assert Keys(PORT).cookie != keys.cookie != ticket


def test_the_opening_page_needs_no_cookie_and_nothing_else_is_like_it() -> None:
    guard, keys = studio()
    headers = of(keys, cookie=None, sec_fetch_site="cross-site", origin=None)
    assert asked(guard, headers, "GET", "/open")[0] == 200
    assert asked(guard, headers, "POST", "/open")[0] == 403
    assert asked(guard, headers, "GET", "/open/")[0] == 403
    assert asked(guard, [*headers[1:], ("host", "evil.example")], "GET", "/open")[0] == 403


def test_files_of_the_program_need_no_cookie_but_its_own_page() -> None:
    guard, keys = studio()
    headers = of(keys, cookie=None, origin=None)
    assert asked(guard, headers, "GET", "/static/studio.css")[0] == 200
    assert asked(guard, headers, "POST", "/static/studio.css")[0] == 403
    foreign = of(keys, cookie=None, origin=None, sec_fetch_site="cross-site")
    assert asked(guard, foreign, "GET", "/static/studio.css")[0] == 403
