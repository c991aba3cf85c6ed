"""A proof in the studio: read, compared with the last approval, and approved, as by the command
line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.proofs import APPROVALS, AREA, WORDS
from tests.sample_projects import cease, change, make
from tests.studio.plain_client import Answered, PlainClient
from tests.studio.studio_tab import AREA as SHIPPED_AREA
from tests.studio.studio_tab import NUMBER, StudioTab, running
from tests.typeset import shipped

DESK = {"campaign": "garden", "language": "en-GB", "area": "ashdale"}
PIECE = {"desk": DESK, "layout": "card", "format": "a6"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlainClient]:
    """A studio of the small project, without a browser."""
    folder: Path = make(tmp_path_factory.mktemp("proving") / "project")
    with running(folder) as address:
        yield PlainClient(address, folder)


def post(client: PlainClient, path: str, asked: dict[str, Any]) -> Answered:
    body = json.dumps(asked).encode()
    return client.ask("POST", path, body, content_type="application/json")


def test_a_proof_has_the_bytes_of_the_command_line(client: PlainClient, tmp_path: Path) -> None:
    made = post(client, "/api/proof", PIECE).json()
    (path,) = [each["path"] for each in cease(
        "proof", "card", "--format", "a6", "--project", client.folder, "--out", tmp_path, "--json"
    ).json["files"]]  # fmt: skip
    served = client.ask("GET", made["address"])
    assert served.headers["content-type"] == "application/pdf"
    assert served.body == Path(path).read_bytes()
    assert [each["name"] for each in made["pages"]] == ["front"]
    picture = client.ask("GET", made["pages"][0]["address"])
    assert picture.body.startswith(b"\xff\xd8")
    assert ("01632 960001", "Ring it") in [(v["shown"], v["does"]) for v in made["values"]]


def test_an_approval_has_the_bytes_of_the_command_line(client: PlainClient) -> None:
    file = client.folder / APPROVALS
    made = post(client, "/api/proof", PIECE).json()
    done = post(client, "/api/approve", {**PIECE, "by": " A.  Reader ", "code": made["code"]})
    assert done.json() == {"by": "A. Reader", "day": "2026-06-30", "file": APPROVALS}
    ours = file.read_bytes()
    file.unlink()
    cease("approve", "card", "--format", "a6", "--by", "A. Reader", "--project", client.folder)
    assert file.read_bytes() == ours
    again = post(client, "/api/proof", PIECE).json()
    assert (again["by"], again["stands"], again["changes"]) == ("A. Reader", True, [])


def test_what_has_changed_since_is_shown_and_the_old_proof_cannot_be_approved(
    client: PlainClient,
) -> None:
    made = post(client, "/api/proof", PIECE).json()
    post(client, "/api/approve", {**PIECE, "by": "A. Reader", "code": made["code"]})
    change(client.folder / WORDS, "on Saturday", "on Sunday")
    try:
        before = (client.folder / APPROVALS).read_bytes()
        refused = post(client, "/api/approve", {**PIECE, "by": "B", "code": made["code"]})
        assert refused.status == 409
        assert "has changed since the proof" in refused.words
        assert (client.folder / APPROVALS).read_bytes() == before
        now = post(client, "/api/proof", PIECE).json()
        assert not now["stands"]
        (listed,) = now["changes"]
        assert [part["text"] for part in listed["after"] if part["differs"]] == ["Sunday"]
    finally:
        change(client.folder / WORDS, "on Sunday", "on Saturday")


def test_a_piece_that_cannot_be_made_is_refused_in_words(client: PlainClient) -> None:
    change(client.folder / AREA, "01632 960001", "01632 96")
    try:
        refused = post(client, "/api/proof", PIECE)
        assert refused.status == 409
        assert "has too few figures" in refused.words
    finally:
        change(client.folder / AREA, "01632 96}", "01632 960001}")


@pytest.mark.parametrize(
    "asked",
    [
        {**PIECE, "format": "a9"},
        {**PIECE, "layout": "../card"},
        {**PIECE, "desk": {**DESK, "area": "../areas/ashdale"}},
        {**PIECE, "more": 1},
    ],
)
def test_what_there_is_not_is_not_proofed(client: PlainClient, asked: dict[str, Any]) -> None:
    assert post(client, "/api/proof", asked).status == 400


@pytest.mark.parametrize("by", ["", "  ", "x" * 101])
def test_nobody_approves_nothing(client: PlainClient, by: str) -> None:
    assert post(client, "/api/approve", {**PIECE, "by": by, "code": "0" * 8}).status == 409
    assert post(client, "/api/approve", {**PIECE, "by": "A. Reader", "code": ""}).status == 400


@pytest.mark.parametrize(
    "path",
    ["/proof-file/x/1.jpg", "/proof-file/x/card--proof.pdf", "/proof/garden/en-GB/ashdale/cart"],
)
def test_files_and_pieces_that_are_not_there(client: PlainClient, path: str) -> None:
    assert client.ask("GET", path).status == 404


def test_pictures_of_a_proof_are_numbered(client: PlainClient) -> None:
    folder = post(client, "/api/proof", PIECE).json()["address"].rpartition("/")[0]
    for name in ("0.jpg", "2.jpg", "-1.jpg", "1.png", "99999.jpg", "..%2fx"):
        assert client.ask("GET", f"{folder}/{name}").status == 404


# in a browser

CARD = f"/proof/{shipped.CAMPAIGN}/ur/{shipped.AREA}/pocket-card"
SHOWN = "!document.getElementById('proof').hidden"
SAID = "document.getElementById('recorded').textContent"


def test_a_number_is_changed_and_the_piece_read_and_approved(studio: StudioTab) -> None:
    studio.edit("ur", "pocket-card")
    studio.follow("#to-proof")
    studio.wait(SHOWN)
    assert studio.ask("location.pathname") == CARD
    assert studio.ask("document.querySelectorAll('#sheets img').length") == 2
    assert "Nobody has approved" in studio.ask("document.getElementById('record').textContent")
    studio.click("#approve button")
    assert studio.ask("document.activeElement.id") == "by"
    assert not studio.ask("document.getElementById('by-fault').hidden")
    studio.ask("document.getElementById('by').focus()")
    studio.tab.call("Input.insertText", text="Jo Smith")
    studio.click("#approve button")
    studio.wait(f"{SAID}.startsWith('Recorded')")
    file = studio.folder / f"content/approvals/{shipped.AREA}.yaml"
    assert "by: Jo Smith" in file.read_text("utf-8")

    change(studio.folder / SHIPPED_AREA, "0116 252 7000", "0116 496 0123")
    studio.visit(CARD)
    studio.wait(SHOWN)
    parts = "[...document.querySelectorAll('#changes {} {}')].map((one) => one.textContent)"
    assert studio.ask(parts.format("li", "del")) == ["252", "7000"]
    assert studio.ask(parts.format("li", "ins")) == ["496", "0123"]
    assert "It has changed since" in studio.ask("document.getElementById('record').textContent")


def test_words_that_are_not_saved_are_not_in_the_proof_and_it_says_so(studio: StudioTab) -> None:
    studio.edit("ur", "pocket-card")
    studio.type_whole(NUMBER, "0116 496 0123")
    studio.visit(CARD)
    assert studio.ask("document.getElementById('unsaved') !== null")
