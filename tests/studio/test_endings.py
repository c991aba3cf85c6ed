"""However a studio ends, and however many save at once, no word is lost and no file is half."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from generator.studio.serving import is_told
from tests.studio.plain_client import PlainClient
from tests.studio.studio_tab import AREA, NUMBER, copy_project
from tests.typeset import shipped

DESK = {"campaign": shipped.CAMPAIGN, "language": "en-GB", "area": shipped.AREA}
PATIENCE = 100  # seconds
NUMBERS = [f"area:contacts.social-care.{number}.number" for number in range(3)]


class RunningStudio:
    """A studio in a session of its own, with its children. `broken` is code that runs before it."""

    def __init__(self, folder: Path, broken: str = "", **options: Any) -> None:
        code = f"{broken}\nfrom generator.cli import main; main()"
        command = [sys.executable, "-c", code, "studio", "--no-browser"]
        self.process = subprocess.Popen(
            [*command, "--project", str(folder)],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            **options,
        )
        assert self.process.stdout
        line = self.process.stdout.readline()
        self.client = PlainClient(next(word for word in line.split() if "//" in word), folder)

    def type(self, number: str, key: str = NUMBER) -> None:
        changes = [{"key": key, "text": number}]
        asked = {"desk": DESK, "layout": "flyer-a5", "changes": changes}
        assert self.client.call("/api/change", asked).status == 200

    def save(self) -> Any:
        return self.client.call("/api/save", {"desk": DESK}).json()

    def value(self, key: str = NUMBER) -> str:
        """What the editor's field has."""
        page = self.client.ask("GET", f"/edit/{'/'.join(DESK.values())}/flyer-a5").words
        return page.partition(f'data-key="{key}"')[2].partition(' value="')[2].partition('"')[0]

    def ended(self) -> bool:
        """Whether the studio and its children have ended."""
        self.process.wait(PATIENCE)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                os.killpg(self.process.pid, 0)
            except ProcessLookupError:
                return True
            time.sleep(0.05)
        return False

    def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()


@contextlib.contextmanager
def started(folder: Path, broken: str = "", **options: Any) -> Iterator[RunningStudio]:
    studio = RunningStudio(folder, broken, **options)
    try:
        yield studio
    finally:
        studio.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_project(tmp_path)


@pytest.mark.slow
def test_a_hundred_saves_at_once_leave_one_whole_file(folder: Path) -> None:
    before = (folder / AREA).read_text()
    with started(folder) as studio:
        was = [studio.value(key) for key in NUMBERS]

        def act(number: int) -> None:
            if number % 10 == 0:
                studio.type(f"0116 496 {number:04}", NUMBERS[number // 10 % 3])
            found = studio.save()
            assert not found["conflicts"]
            assert not found["faults"]

        with ThreadPoolExecutor(20) as pool:
            assert len([*pool.map(act, range(100))]) == 100
        studio.type("0116 496 0999")
        assert studio.save()["files"] == [AREA]
        now = [studio.value(key) for key in NUMBERS]
        wanted = before
        for old, new in zip(was, now, strict=True):
            wanted = wanted.replace(f" {old}\n", f" {new}\n")
        assert now[0] == "0116 496 0999"
        assert (folder / AREA).read_text() == wanted
        for _ in range(11):
            asked = {"desk": DESK, "layout": "flyer-a5"}
            studio.client.call("/api/undo", asked)
        assert [studio.value(key) for key in NUMBERS] == was
        studio.save()
    assert (folder / AREA).read_text() == before
    assert not [*folder.rglob("*.part")]


def test_a_studio_that_is_killed_leaves_whole_files_and_its_drafts(folder: Path) -> None:
    before = (folder / AREA).read_text()
    with started(folder) as studio, ThreadPoolExecutor(4) as pool:
        studio.type("0116 496 0123")
        while not [*folder.glob(".cease/studio/drafts/1/*.json")]:
            time.sleep(0.02)
        saves = [pool.submit(studio.save) for _ in range(8)]
        time.sleep(0.02)
        studio.process.kill()
        for each in saves:
            each.exception()
        assert studio.ended()
    text = (folder / AREA).read_text()
    assert text in (before, before.replace("0116 252 7000", "0116 496 0123"))
    with started(folder) as again:
        assert again.value() == "0116 496 0123"


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_studio_that_is_stopped_keeps_what_was_just_typed(folder: Path, name: str) -> None:
    with started(folder) as studio:
        studio.type("0116 496 0123")
        os.kill(studio.process.pid, getattr(signal, name))
        assert studio.ended()
    with started(folder) as again:
        assert again.value() == "0116 496 0123"


def test_an_answer_that_is_on_its_way_at_the_end_is_no_mistake() -> None:
    def record(words: str, reason: type[BaseException] | None = None) -> logging.LogRecord:
        said = (reason, reason(), None) if reason else None
        return logging.LogRecord("uvicorn.error", logging.ERROR, "", 0, words, (), said)

    assert not is_told(record("Exception in ASGI application\n", asyncio.CancelledError))
    assert not is_told(record("Cancel 1 running task(s), timeout graceful shutdown exceeded"))
    assert is_told(record("Exception in ASGI application\n", RuntimeError))


def test_a_studio_ends_with_its_terminal(folder: Path) -> None:
    import fcntl
    import termios

    ours, theirs = os.openpty()
    options: dict[str, Any] = {
        "stdin": theirs,
        "stderr": theirs,
        "preexec_fn": lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    }
    with started(folder, **options) as studio:
        os.close(theirs)
        studio.type("0116 496 0123")
        os.close(ours)
        assert studio.ended()
    with started(folder) as again:
        assert again.value() == "0116 496 0123"


def test_two_studios_on_one_project_lose_nothing(folder: Path) -> None:
    with started(folder) as one, started(folder) as two:
        one.type("0116 496 0123", NUMBERS[0])
        two.type("01632 960555", NUMBERS[2])
        assert one.save()["files"] == [AREA]
        assert two.save()["files"] == [AREA]
        one.type("0116 496 0777", NUMBERS[2])
        (conflict,) = one.save()["conflicts"]
        assert (conflict["ours"], conflict["theirs"]) == ("0116 496 0777", "01632 960555")
    text = (folder / AREA).read_text()
    assert "0116 496 0123" in text
    assert "01632 960555" in text


BROKEN = """
from generator.studio.edit_screen import EditScreen
from generator.studio.help_screen import HelpScreen

def fails(self, *asked):
    raise RuntimeError("it was at /home/somebody")

EditScreen.undo = HelpScreen.show = fails
"""


def test_a_mistake_of_the_program_is_told_and_the_words_are_kept(folder: Path) -> None:
    log = folder / "log.txt"
    with open(log, "wb") as errors, started(folder, BROKEN, stderr=errors) as studio:
        studio.type("0116 496 0123")
        asked = {"desk": DESK, "layout": "flyer-a5"}
        said = studio.client.call("/api/undo", asked)
        page = studio.client.ask("GET", "/help")
        for found in (said, page):
            assert found.status == 500
            assert "Your words are kept" in found.words
            for secret in ("/home/somebody", "RuntimeError", str(folder), "Traceback"):
                assert secret not in found.words
        assert said.json()["error"].startswith("The studio has failed here.")
        assert page.headers["content-type"].startswith("text/html")
        assert studio.value() == "0116 496 0123"
        assert studio.save()["files"] == [AREA]
    words = log.read_text()
    assert "this is a bug in cease, not in your files" in words
    assert "in fails" in words
