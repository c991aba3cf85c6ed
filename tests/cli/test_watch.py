"""`cease watch` as a process: a file is saved, and its lines are waited for."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest
from PIL import Image

from tests.sample_projects import ROOT, cease, manifest

WORDS, AREA = "content/garden/en-GB.yaml", "content/areas/ashdale.yaml"
MOST = 60.0  # seconds that a busy machine may take for anything


def save(path: Path, text: str) -> None:
    """Save a file at once, for a busy machine may stop between emptying and writing it."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(text)
    part.replace(path)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    save(path, text.replace(old, new))


class Watch:
    """A running `cease watch`, and the lines that it has printed."""

    def __init__(self, project: Path, *more: str) -> None:
        self.out, self.images = project.parent / "out", project.parent / "images"
        folders = ("--project", project, "--out", self.out, "--image", self.images)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator", "watch", *map(str, folders), *more],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.lines: Queue[str] = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def until(self, is_last: Callable[[str], bool]) -> list[str]:
        """The lines up to one of which this is true."""
        found: list[str] = []
        while not found or not is_last(found[-1]):
            try:
                found.append(self.lines.get(timeout=MOST))
            except Empty:
                raise AssertionError(f"only these lines came: {found}") from None
        return found

    def round(self) -> list[str]:
        """The lines for a person, up to the last of a save."""
        return self.until(lambda line: "; done after " in line)

    def events(self) -> list[dict[str, Any]]:
        """The events up to the next that all is done."""
        lines = self.until(lambda line: json.loads(line)["event"] == "idle")
        return [json.loads(line) for line in lines]

    def end(self, number: int = signal.SIGKILL) -> str:
        """Interrupt it; what it said on standard error. A line that is just being printed when the
        signal comes may be printed again."""
        time.sleep(0.3)
        self.process.send_signal(number)
        self.process.wait(MOST)
        assert self.process.stderr is not None
        return self.process.stderr.read()


@pytest.fixture(name="begin")
def _begin(project: Path) -> Iterator[Callable[..., Watch]]:
    running: list[Watch] = []

    def begin(*more: str) -> Watch:
        running.append(Watch(project, *more))
        return running[-1]

    yield begin
    for each in running:
        each.process.kill()
        each.process.communicate()


def test_problems_come_and_go_and_the_last_picture_stays(
    project: Path, begin: Callable[..., Watch]
) -> None:
    watch = begin("card-a6", "--edition", "office")
    first = watch.round()
    assert any(line.startswith("  picture ") for line in first)
    (picture,) = watch.images.glob("*.png")
    looked = picture.read_bytes()
    path = project / WORDS
    before = path.read_text()

    save(path, "# a note\n" + before)  # changes nothing, and so says nothing
    save(path, before.replace("words:", "words: ["))
    said = watch.round()
    assert said[0] == f"{WORDS}:"
    assert any(line.startswith("  the picture stays as it was: ") for line in said)
    assert any(line.startswith(f"  ✕ {WORDS}:6:10: error[yaml]: ") for line in said)
    assert picture.read_bytes() == looked

    save(path, before.replace("dig on", "plant on"))
    said = watch.round()
    assert any(line.startswith("  picture ") for line in said)
    assert any(line.startswith("  made ") for line in said)
    assert any(line.startswith(f"  ✓ {WORDS}:6:10: error[yaml]: ") for line in said)
    assert not any("✕" in line for line in said)
    assert picture.read_bytes() != looked
    assert watch.end(signal.SIGINT).splitlines()[-1].startswith("watching: ")
    assert watch.process.returncode == 0
    assert [*watch.lines.queue] == []


def test_what_it_makes_is_what_a_build_makes(
    project: Path, tmp_path: Path, begin: Callable[..., Watch]
) -> None:
    chosen = "card-a6", "--edition", "office"
    watch = begin(*chosen, "--json")
    watch.events()
    edit(project / AREA, "01632 960001", "01632 960002")
    events = watch.events()
    assert [each["event"] for each in events] == ["saved", "picture", "made", "idle"]
    watch.end()
    done = cease("build", *chosen, "--project", project, "--out", tmp_path / "fresh", "--json")
    assert done.status == 0
    rows, fresh = manifest(watch.out), manifest(tmp_path / "fresh")
    assert rows.keys() == fresh.keys()
    for path, row in rows.items():
        for name in ("sha256", "made_of", "own", "used", "problems"):
            assert row[name] == fresh[path][name], (path, name)
    kept = cease("build", *chosen, "--project", project, "--out", watch.out, "--json")
    assert all(file["kept"] for file in kept.json["files"])


def test_each_line_for_editors_is_as_the_schema_has_it(
    project: Path, begin: Callable[..., Watch]
) -> None:
    """Every event, and every problem at the place where it stands."""
    watch = begin("card-a6", "--edition", "office", "--json")
    assert [each["event"] for each in watch.events()] == ["picture", "made", "problems", "idle"]
    edit(project / WORDS, "{office}", "{offcie}")
    saved, kept, problems, idle = watch.events()
    assert saved == {"event": "saved", "files": [WORDS]}
    assert kept["kept"] is True
    (came,) = problems["added"]
    assert (came["path"], came["line"], came["column"]) == (WORDS, 9, 9)
    assert problems["removed"] == []
    assert came in problems["all"]
    assert (idle["errors"], idle["failed"]) == (1, [kept["file"]])
    path = project / WORDS
    save(path, "# one\n# two\n" + path.read_text())
    _, lower, _ = watch.events()  # the same problem, two lines further down
    assert (lower["added"], lower["removed"]) == ([], [])
    assert {**came, "line": came["line"] + 2} in lower["all"]
    save(path, path.read_text() + "# three\n")
    assert [each["event"] for each in watch.events()] == ["saved", "idle"]
    edit(path, "{offcie}", "{office}")
    saved, drawn, made, problems, idle = watch.events()
    assert (drawn["kept"], made["file"], idle["errors"]) == (False, drawn["file"], 0)
    assert [each["rule"] for each in problems["removed"]] == [came["rule"]]
    with Image.open(drawn["path"]) as picture:
        assert picture.size[1] == 1100
    assert "interrupted:" not in watch.end(signal.SIGTERM)
    assert watch.process.returncode == 0
    assert [*watch.lines.queue] == []
    schema = json.loads((ROOT / "schemas/watch.json").read_text())
    known = {name: each["properties"] for name, each in schema["$defs"].items()}
    for event in (saved, drawn, made, problems, idle):
        (properties,) = (
            each for each in known.values() if each.get("event", {}).get("enum") == [event["event"]]
        )
        assert event.keys() <= properties.keys()
        assert all(each.get("description") for name, each in properties.items() if name != "event")


def test_a_file_that_is_deleted_and_put_back(project: Path, begin: Callable[..., Watch]) -> None:
    watch = begin("card-a6", "--edition", "office", "--json")
    watch.events()
    words = (project / WORDS).read_text()
    (project / WORDS).unlink()
    idle = watch.events()[-1]
    assert idle["errors"]
    (file,) = idle["failed"]  # which nobody can plan any more, and which was there before
    assert (watch.out / file).is_file()
    save(project / WORDS, words)
    idle = watch.events()[-1]
    assert (idle["errors"], idle["files"], idle["failed"]) == (0, 1, [])


def test_the_newest_save_wins(project: Path, begin: Callable[..., Watch]) -> None:
    """While eleven areas are made again, their words change once more: the older ones are given up
    before all files have them."""
    for index in range(10):
        text = (project / AREA).read_text().replace("0001", f"0{index:03}")
        save(project / f"content/areas/area-{index}.yaml", text)
    watch = begin("card-a6", "--edition", "office", "--area", "all", "--json")
    watch.events()
    edit(project / WORDS, "dig", "plant")
    watch.until(lambda line: json.loads(line)["event"] == "picture")
    edit(project / WORDS, "plant", "water")
    events = watch.events()
    given_up = [each["event"] for each in events].index("saved")
    assert sum(each["event"] == "made" for each in events[:given_up]) < 11
    made = [each["file"] for each in events[given_up:] if each["event"] == "made"]
    assert len(set(made)) == len(made) == 11
    watch.end(signal.SIGKILL)
    kept = cease("build", "card-a6", "--edition", "office", "--area", "all", "--project", project,
                 "--out", watch.out, "--json")  # fmt: skip
    assert all(file["kept"] for file in kept.json["files"])


def test_a_name_that_does_not_exist_ends_it(project: Path) -> None:
    done = cease("watch", "crad", "--project", project)
    assert done.status == 2
    assert 'no layout is called "crad"' in done.err


def test_it_ends_when_nobody_reads_it_any_more(project: Path, begin: Callable[..., Watch]) -> None:
    """As when the editor that began it has crashed."""
    reader, writer = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "watch", "card-a6", "--edition", "office", "--json",
         "--project", str(project), "--out", str(project.parent / "out"),
         "--image", str(project.parent / "images")],
        cwd=ROOT, stdout=writer, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writer)
    try:
        with open(reader, encoding="utf-8") as lines:
            while json.loads(lines.readline())["event"] != "idle":
                pass
        edit(project / WORDS, "dig", "plant")
        assert process.wait(MOST) == 0
    finally:
        process.kill()
        process.wait()
