"""The studio listens on this computer alone, unless it is given another address and a password."""

import socket
from pathlib import Path

import pytest

from generator.problems import WrongChoice
from generator.studio.network import listen
from tests.studio.plain_client import PlainClient
from tests.studio.studio_tab import copy_project, running

PASSWORD = "correct horse battery"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.5"])
def test_this_computer_needs_no_password(host: str) -> None:
    listening = listen(host, 0)
    with listening.socket:
        assert not listening.is_shared
        assert listening.names == ("127.0.0.1", "localhost", "[::1]")
        assert listening.address == f"http://127.0.0.1:{listening.port}"


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [
        ("0.0.0.0", 0, "not the address of one computer"),
        ("::", 0, "not the address of one computer"),
        ("0", 0, "not the address of one computer"),
        ("fe80::1%lo", 0, "not the address of one computer"),
        ("", 0, "not the address|nothing is known"),
        ("nobody.invalid", 0, "nothing is known by the name"),
        ("192.0.2.123", 0, "does not have the address"),
        ("127.0.0.1", -1, "there is no port"),
        ("127.0.0.1", 65536, "there is no port"),
    ],
)
def test_an_address_that_will_not_do_is_refused(host: str, port: int, said: str) -> None:
    with pytest.raises(WrongChoice, match=said):
        listen(host, port)


def test_a_port_that_is_taken_is_told() -> None:
    first = listen("127.0.0.1", 0)
    with first.socket, pytest.raises(WrongChoice, match="taken by another program"):
        listen("127.0.0.1", first.port)


def in_network() -> str:
    """The address of this computer in its network; skips where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))
            return str(asked.getsockname()[0])
        except OSError:
            pytest.skip("this computer is in no network")


def test_others_in_the_network_come_in_by_password_alone(tmp_path: Path) -> None:
    host = in_network()
    secret = tmp_path / "password"
    secret.write_text(f"{PASSWORD}\n")
    folder = copy_project(tmp_path / "project")
    with running(folder, "--host", host, "--password-file", str(secret)) as address:
        owner = PlainClient(address, folder)
        assert owner.host == host
        assert owner.ask("GET", "/").status == 200
        # Browsers tell no Fetch-Metadata to an address without TLS.
        other: dict[str, str | None] = {"cookie": None, "sec_fetch_site": None}
        found = owner.ask("GET", "/", **other)
        assert found.status == 403
        assert 'type="password"' in found.words
        assert "not encrypted" in found.words
        assert folder.name not in found.words
        assert owner.ask("GET", "/", host=f"evil.example:{owner.port}").status == 403
        assert owner.ask("GET", "/", host=f"127.0.0.1:{owner.port}").status == 403
        sign_in = "/api/sign-in"
        assert (
            owner.call(sign_in, {"password": PASSWORD}, origin="http://evil.example").status == 403
        )
        assert (
            owner.call(sign_in, {"password": PASSWORD}, **{**other, "origin": None}).status == 403
        )
        wrong = owner.call(sign_in, {"password": "wrong"}, **other)
        assert wrong.status == 403
        assert "set-cookie" not in wrong.headers
        assert "not the password" in wrong.json()["error"]
        soon = owner.call(sign_in, {"password": PASSWORD}, **other)
        assert (soon.status, soon.headers["retry-after"]) == (429, "1")
        assert owner.ask("GET", "/").status == 200
        right = owner.call(sign_in, {"password": PASSWORD}, **other)
        while right.status == 429:
            right = owner.call(sign_in, {"password": PASSWORD}, **other)
        assert right.status == 200
        cookie = right.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert owner.ask("GET", "/", cookie=cookie.split(";")[0], sec_fetch_site=None).status == 200
