"""A project that somebody edits in the studio, and a copy in which commands do the same."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from tests.sample_projects import Result, cease
from tests.studio.plain_client import PlainClient

PATIENCE = 120  # seconds


class TwoWays:
    """`here` is the project in the studio, `there` the copy; `place` is a folder beside them."""

    def __init__(self, client: PlainClient, there: Path, place: Path) -> None:
        self.client, self.there, self.place = client, there, place
        self.here = client.folder

    def call(self, path: str, asked: Any) -> Any:
        """What the studio answers to a script's request."""
        found = self.client.call(path, asked)
        assert found.status == 200, found.words
        return found.json()

    def upload(self, path: str, name: str, data: bytes) -> Any:
        """What it answers to a file."""
        edge = "edge-of-a-part"
        part = f'--{edge}\r\ncontent-disposition: form-data; name="'
        body = f'{part}asked"\r\n\r\n{{}}\r\n{part}file"; filename="{name}"\r\n\r\n'.encode()
        kind = f"multipart/form-data; boundary={edge}"
        body += data + f"\r\n--{edge}--\r\n".encode()
        found = self.client.ask("POST", path, body, content_type=kind)
        assert found.status == 200, found.words
        return found.json()

    def data(self, address: str) -> bytes:
        """A file that the studio hands over."""
        found = self.client.ask("GET", address)
        assert found.status == 200, found.words
        return found.body

    def job(self, job: str) -> Any:
        """A job, once it has come to its end."""
        end = time.monotonic() + PATIENCE
        while True:
            found = json.loads(self.data(f"/api/job/{job}"))
            if found["state"] not in ("waiting", "making"):
                return found
            assert time.monotonic() < end
            time.sleep(0.2)

    def command(self, *arguments: str | Path) -> Result:
        """Run a command in the copy."""
        done = cease(*arguments, "--project", self.there)
        assert done.status == 0, done.err
        return done

    def edit(self, path: str, before: str, after: str) -> None:
        """Change words of the copy, as in a text editor."""
        file = self.there / path
        text = file.read_text("utf-8")
        assert text.count(before) == 1, before
        file.write_text(text.replace(before, after), "utf-8")

    def assert_same(self) -> None:
        """Both have the same files with the same bytes, and some of them are new or changed."""
        ours, theirs = _content(self.here), _content(self.there)
        assert sorted(ours) == sorted(theirs)
        assert [path for path in ours if ours[path] != theirs[path]] == []


def _content(folder: Path) -> dict[str, bytes]:
    files = [each for each in (folder / "content").rglob("*") if each.is_file()]
    return {str(each.relative_to(folder)): each.read_bytes() for each in files}
