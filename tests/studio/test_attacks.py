"""What others try on a studio that is running fails, and is told in plain words."""

import hashlib
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.studio.guard import MOST_JSON, MOST_UPLOAD
from tests.studio.plain_client import Answered, PlainClient
from tests.studio.studio_tab import NUMBER, copy_project, running
from tests.typeset import shipped

DESK = {"campaign": shipped.CAMPAIGN, "language": "ur", "area": shipped.AREA}
EDITOR = f"/edit/{shipped.CAMPAIGN}/ur/{shipped.AREA}/flyer-a5"
SECRET = "kept outside of the project"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlainClient]:
    """A studio of a project which has links that lead out of it."""
    folder = copy_project(tmp_path_factory.mktemp("project"))
    outside = folder.with_name("outside")
    outside.mkdir()
    (outside / "secret.yaml").write_text(f"title: {SECRET}\n")
    (folder / "content/areas/linked.yaml").symlink_to(outside / "secret.yaml")
    (folder / "content/linked-campaign").symlink_to(outside, target_is_directory=True)
    before = state(folder)
    with running(folder) as address:
        client = PlainClient(address, folder)
        yield client
        assert client.ask("GET", "/").status == 200
    assert state(folder) == before


def state(folder: Path) -> dict[str, str]:
    """The digest of each file of a project and beside it, but for drafts."""
    found = [path for path in folder.parent.rglob("*") if path.is_file()]
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
        if ".cease" not in path.parts
    }


def change(key: str, text: str) -> dict[str, object]:
    """A request that types in a field."""
    return {"desk": DESK, "layout": "flyer-a5", "changes": [{"key": key, "text": text}]}


def is_plain(found: Answered, folder: Path) -> bool:
    """Whether a refusal is told in words, and tells nothing of the computer."""
    page = found.headers.get("content-type", "").startswith("text/html")
    said = found.words if page else found.json()["error"]
    hidden = [str(folder), "Traceback", "/generator/", "site-packages", SECRET]
    return len(said) > 10 and not any(each in found.words for each in hidden)


@pytest.mark.parametrize(
    "host",
    ["evil.example:{port}", "localhost.evil.example:{port}", ":{port}", "127.0.0.1", "[::]:{port}"],
)
@pytest.mark.parametrize("path", ["/", "/open", "/static/studio.css", "/api/state"])
def test_a_name_that_somebody_gave_this_address_is_refused(
    studio: PlainClient, host: str, path: str
) -> None:
    found = studio.ask("GET", path, host=host.format(port=studio.port))
    assert found.status == 403
    assert is_plain(found, studio.folder)


def test_a_request_with_two_hosts_or_none_is_refused(studio: PlainClient) -> None:
    for lines in ("", f"host: {studio.host}:{studio.port}\r\nhost: evil.example\r\n"):
        head = f"GET / HTTP/1.1\r\n{lines}cookie: {studio.cookie}\r\nconnection: close\r\n\r\n"
        assert studio.send(head.encode()).status in (400, 403)


@pytest.mark.parametrize(
    "path", ["/", EDITOR, "/openapi.json", "/api/state", "/art/a.svg", "/help"]
)
def test_another_user_of_the_computer_sees_nothing(studio: PlainClient, path: str) -> None:
    found = studio.ask("GET", path, cookie=None)
    assert found.status == 403
    assert "set-cookie" not in found.headers
    assert is_plain(found, studio.folder)
    assert studio.folder.name not in found.words


def test_a_ticket_that_was_used_is_worth_nothing(studio: PlainClient) -> None:
    for path in (studio.opening, "/open", "/open?ticket=", "/open?ticket=%00"):
        found = studio.ask("GET", path, cookie=None)
        assert found.status == 403
        assert "set-cookie" not in found.headers


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", ["/", EDITOR, "/static/studio.css"])
def test_another_page_cannot_show_the_studio(studio: PlainClient, site: str, path: str) -> None:
    assert studio.ask("GET", path, sec_fetch_site=site).status == 403


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:1"}, 403),
        ({"origin": None, "sec_fetch_site": None}, 403),
        ({"cookie": None}, 403),
        ({"content_type": "text/plain"}, 415),
        ({"content_type": "application/x-www-form-urlencoded"}, 415),
        ({"content_length": "99999999999999999999"}, 413),
        ({"content_length": str(MOST_JSON + 1)}, 413),
    ],
)
def test_another_page_cannot_change_anything(
    studio: PlainClient, changes: dict[str, str | None], status: int
) -> None:
    found = studio.call("/api/save", {"desk": DESK}, **changes)
    assert found.status == status
    assert is_plain(found, studio.folder)


def test_a_body_without_a_length_is_not_read(studio: PlainClient) -> None:
    head = studio.headers(content_type="application/json", transfer_encoding="chunked")
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    sent = f"POST /api/save HTTP/1.1\r\n{lines}connection: close\r\n\r\n".encode() + chunk * 200
    assert studio.send(sent).status == 411


def test_a_body_that_ends_too_early_leaves_nothing_behind(studio: PlainClient) -> None:
    head = studio.headers(content_type="application/json", content_length="500")
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    with socket.create_connection((studio.host, studio.port)) as connection:
        connection.sendall(f"POST /api/save HTTP/1.1\r\n{lines}\r\n{{".encode())
    assert studio.ask("GET", "/help").status == 200


def test_a_file_that_is_too_large_is_not_read(studio: PlainClient) -> None:
    kind = "multipart/form-data; boundary=x"
    for path in uploads(studio):
        found = studio.ask("POST", path, content_type=kind, content_length=str(MOST_UPLOAD + 1))
        assert found.status == 413
        assert "5 MB" in found.words


def uploads(studio: PlainClient) -> list[str]:
    """The addresses that take a file."""
    described = studio.ask("GET", "/openapi.json").json()["paths"]
    return [
        path
        for path, how in described.items()
        if "multipart/form-data" in how.get("post", {}).get("requestBody", {}).get("content", {})
    ]


NAMES = [
    "..",
    "../../outside/secret",
    "%2e%2e",
    "..%2f..%2foutside%2fsecret",
    "..%5c..%5coutside%5csecret",
    "%00",
    f"{shipped.AREA}%00",
    "%2fetc%2fpasswd",
    "con",
    "CON.yaml",
    "nul",
    "linked",
    "linked-campaign",
    ".cease",
    "%c0%ae%c0%ae",
    "a" * 5000,
    "%ff",
    "%0d%0aset-cookie:%20a=b",
]


@pytest.mark.parametrize("name", NAMES)
def test_no_address_leads_out_of_the_project(studio: PlainClient, name: str) -> None:
    at = shipped.CAMPAIGN
    for path in (
        f"/static/{name}",
        f"/art/{name}",
        f"/{name}",
        f"/edit/{name}/ur/{shipped.AREA}/flyer-a5",
        f"/edit/{at}/{name}/{shipped.AREA}/flyer-a5",
        f"/edit/{at}/ur/{name}/flyer-a5",
        f"/edit/{at}/ur/{shipped.AREA}/{name}",
    ):
        found = studio.ask("GET", path)
        assert found.status in (400, 404, 409), path
        assert SECRET not in found.words
        assert "root:" not in found.words
        assert "set-cookie" not in found.headers
        assert str(studio.folder) not in found.words


@pytest.mark.parametrize("name", ["../outside/secret", "..", "con", "\0", "/etc/passwd", "linked"])
@pytest.mark.parametrize("part", ["campaign", "language", "area", "layout"])
def test_no_name_in_a_request_leads_out_of_the_project(
    studio: PlainClient, part: str, name: str
) -> None:
    asked = {**change(NUMBER, "0116 496 0123"), "desk": {**DESK}}
    (asked if part == "layout" else asked["desk"])[part] = name  # type: ignore[index, operator]
    found = studio.call("/api/change", asked)
    if found.status == 200:  # the listing has a link out of the project, which is not followed
        assert name == "linked"
        assert "outside the project" in found.words
        assert SECRET not in found.words
        return
    assert found.status == 400
    assert is_plain(found, studio.folder)


@pytest.mark.parametrize(
    "key", ["", ":", "area", "area:", "other:title", "../x:title", "area:__class__", "area:a.0.9"]
)
def test_only_values_that_are_there_can_be_changed(studio: PlainClient, key: str) -> None:
    found = studio.call("/api/change", change(key, "words"))
    assert found.status == 400 or found.json()["faults"], found.words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0116 \u202e496 0123", "overrides the direction"),
        ("0116 496\x00 0123", "NUL"),
        ("0116 496\x1b[0m", "control character"),
        ("\ud800", "surrogate"),
        ("\ufeff", "byte order mark"),
        ("1" * 10_001, "at most 10,000"),
    ],
)
def test_words_that_no_field_may_have_are_told_at_the_field(
    studio: PlainClient, text: str, said: str
) -> None:
    found = studio.call("/api/change", change(NUMBER, text))
    if found.status == 400:  # no JSON has half of a surrogate pair
        assert text == "\ud800"
        return
    assert any(each["key"] == NUMBER and said in each["message"] for each in found.json()["faults"])


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[" * 100_000, b"null", b"\xff\xfe", b'{"desk": 1}', b'{"desk": {}}', b"1e999"],
)
@pytest.mark.parametrize("path", ["/api/change", "/api/save", "/api/undo"])
def test_what_is_no_request_is_told(studio: PlainClient, path: str, body: bytes) -> None:
    found = studio.ask("POST", path, body, content_type="application/json")
    assert found.status == 400
    assert is_plain(found, studio.folder)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "X"])
def test_other_methods_are_refused(studio: PlainClient, method: str) -> None:
    found = studio.ask(method, "/api/save", content_type="application/json", content_length="0")
    assert found.status in (400, 405)


def test_every_answer_binds_the_browser(studio: PlainClient) -> None:
    paths = ("/", EDITOR, "/static/studio.css", "/openapi.json", "/missing", "/art/x", "/open")
    for path in paths:
        headers = studio.ask("GET", path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in headers


def test_no_page_has_a_script_or_style_within(studio: PlainClient) -> None:
    for path in ("/", EDITOR, "/help", "/missing"):
        page = studio.ask("GET", path).words.lower()
        assert page.count("<script") == page.count('<script type="application/json"') + page.count(
            '<script type="module" src='
        )
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert "javascript:" not in page
