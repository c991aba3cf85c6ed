"""The studio has an icon: every page names it, and a browser finds it where no page does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.studio.plain_client import Answered, PlainClient
from tests.studio.studio_tab import copy_project, running, started
from tests.typeset import shipped

PIECE = f"{shipped.CAMPAIGN}/ur/{shipped.AREA}/{shipped.FLYER}"
PAGES = (
    *("/", "/help", "/none", "/areas/new", f"/area/{shipped.AREA}", "/areas/import"),
    *(f"/{screen}/{PIECE}" for screen in ("edit", "proof", "take")),
)
ICON = '<link rel="icon" href="/static/icon.svg" type="image/svg+xml">'
PASSWORD = "correct horse battery staple"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlainClient]:
    folder = copy_project(tmp_path_factory.mktemp("project"))
    secret = folder / "password"
    secret.write_text(PASSWORD)
    with running(folder, "--password-file", str(secret)) as address:
        yield PlainClient(address, folder)


def is_icon(found: Answered) -> bool:
    kind = found.headers["content-type"].partition(";")[0]
    return (found.status, kind) == (200, "image/svg+xml") and b"<svg" in found.body


@pytest.mark.parametrize("path", PAGES)
def test_every_page_names_the_icon(client: PlainClient, path: str) -> None:
    assert ICON in client.ask("GET", path).words


def test_the_first_screen_and_those_of_strangers_name_it_too(
    client: PlainClient, tmp_path: Path
) -> None:
    assert ICON in client.ask("GET", "/", cookie=None).words
    with started(tmp_path) as address:
        begins = PlainClient(address, tmp_path)
        assert ICON in begins.ask("GET", "/").words
        assert is_icon(begins.ask("GET", "/favicon.ico"))


@pytest.mark.parametrize("path", ["/static/icon.svg", "/favicon.ico"])
def test_the_icon_needs_no_cookie_but_the_studios_own_page(client: PlainClient, path: str) -> None:
    found = client.ask("GET", path)
    assert is_icon(found)
    assert "img-src 'self' blob:;" in found.headers["content-security-policy"]
    assert is_icon(client.ask("GET", path, cookie=None, origin=None))
    foreign = {"cookie": None, "origin": None, "sec_fetch_site": "cross-site"}
    assert client.ask("GET", path, **foreign).status == 403
    assert client.ask("POST", path, cookie=None, origin=None).status == 403
