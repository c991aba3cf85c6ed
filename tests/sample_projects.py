"""A small project to build in tests: a campaign of four blocks on one sheet, no fonts of its own.

Press conditions, and the editions press and office, are the shipped ones; everything else is
written here.
"""

import contextlib
import io
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]

FILES = {
    "content/languages.yaml": """\
default: en-GB
languages:
  en-GB: {name: English, english: English, script: Latn}
  cy: {name: Cymraeg, english: Welsh, script: Latn}
""",
    "content/areas/ashdale.yaml": """\
title: Ashdale
test: true
names: {town: Ashdale}
numbers: {office: 01632 960001}
links: {more: www.example.org/garden}
verified: {by: A. Clerk, on: 2026-03-31}
""",
    "content/garden/en-GB.yaml": """\
title: Gardens of {town}
date: 2026-03-31
codes: [more]
blocks:
  headline: {kind: heading, text: "Gardens of {town}"}
  words:
    kind: paragraphs
    paragraphs:
      - Come and dig on Saturday. Ring {office} first.
  more: {kind: link, text: "Find out more:", address: "{more}"}
""",
    "layouts/formats.yaml": """\
formats:
  a6: {title: A6, trim: [105, 148]}
  a5: {title: A5, trim: [148, 210]}
""",
    "layouts/themes/plain.yaml": """\
title: Plain
family: Public Sans
palette:
  black: {cmyk: [0, 0, 0, 100], srgb: "#000000"}
  white: {cmyk: [0, 0, 0, 0], srgb: "#FFFFFF"}
  leaf: {cmyk: [60, 0, 80, 0], srgb: "#66BB55"}
""",
    "layouts/card.yaml": """\
title: Card
theme: plain
formats: [a6, a5]
margins: {top: 10, end: 10, bottom: 10, start: 10}
styles:
  title: {size: 20, leading: 24, weight: 700, colour: black, floor: 14}
  body: {size: 12, leading: 15.6, colour: black}
fit:
  shrink: [{styles: [title]}]
pages:
  - name: front
    ground: leaf
    frames:
      - name: words
        stack:
          - {kind: text, block: headline, style: title}
          - {kind: text, block: words, style: body, above: 5}
          - {kind: code, block: more, size: 30, caption: body, address: body,
             arrangement: beneath, above: {natural: 5, stretch: 1, pause: true}}
""",
}


@dataclass(frozen=True)
class Result:
    """What a command left: its status, and what it said; apart from that, the line that says
    which project it used."""

    status: int
    out: str
    err: str
    project: str = ""

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def make(folder: Path) -> Path:
    """The project in a new folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shipped = yaml.safe_load((ROOT / "layouts/editions.yaml").read_text(encoding="utf-8"))
    editions = {name: shipped["editions"][name] for name in ("press", "office")}
    text = yaml.safe_dump({"editions": editions}, sort_keys=False)
    (folder / "layouts/editions.yaml").write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "layouts/press", folder / "layouts/press")
    return folder


def add_picture(project: Path, *edits: tuple[str, str]) -> None:
    """An edition `social` with one square picture, `social/wall`, which is the card with edits."""
    with (project / "layouts/editions.yaml").open("a", encoding="utf-8") as editions:
        editions.write("  social: {title: Pictures, form: png, pictures: [social/wall]}\n")
    with (project / "layouts/formats.yaml").open("a", encoding="utf-8") as formats:
        formats.write("  square: {title: Square, trim: [110, 110], pixels: [600, 600]}\n")
    wall = (project / "layouts/card.yaml").read_text(encoding="utf-8")
    for old, new in (("formats: [a6, a5]", "formats: [square]"), *edits):
        assert old in wall
        wall = wall.replace(old, new)
    (project / "layouts/social").mkdir()
    (project / "layouts/social/wall.yaml").write_text(wall, encoding="utf-8")


def pieces(out: Path) -> list[Path]:
    """Every finished piece in an output folder; job sheets are none."""
    return [path for path in out.rglob("*.pdf") if not path.stem.endswith("--job-sheet")]


def manifest(out: Path) -> dict[str, dict[str, Any]]:
    """All that an output folder's manifest says of each file, by path, as the next program may read
    it."""
    rows, shared = _lines(out)
    found = {}
    for path, row in rows.items():
        own = {key: value for key, value in row.items() if key not in {"alike", "said"}}
        found[path] = own | {**shared[row["alike"]], **shared[row["said"]]}
        del found[path]["name"]
    return found


def _lines(out: Path) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """The rows of a manifest by path, and what they share by name."""
    text = (out / "manifest.jsonl").read_text(encoding="utf-8")
    lines = [*map(json.loads, text.splitlines())]
    shared = [each for line in lines if "path" not in line for each in line.values()]
    return {line["path"]: line for line in lines if "path" in line}, {e["name"]: e for e in shared}


def made_of(out: Path, path: str) -> dict[str, str]:
    """The digests of all files that a file of an output folder was made of, by their paths."""
    rows, shared = _lines(out)
    return {**shared[rows[path]["made_of"]]["files"], **rows[path]["own"]}


def change(path: Path, old: str, new: str) -> None:
    """Replace a part of a file that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def cease(*arguments: str | Path) -> Result:
    """Run a command in this process."""
    from generator.cli import main

    out, err = io.StringIO(), io.StringIO()
    status: Any = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as done:
            status = done.code or 0
    said = err.getvalue().splitlines(keepends=True)
    project = [line for line in said if line.startswith("project: ")]
    assert len(project) <= 1, "a command says once which project it uses"
    rest = "".join(line for line in said if line not in project)
    return Result(status, out.getvalue(), rest, "".join(project))


WELSH = {
    "title": "Gerddi {town}",
    "headline.0": "Gerddi {town}",
    "words.0": "Dewch i balu ddydd Sadwrn. Ffoniwch {office} yn gyntaf.",
    "more.0": "Dysgwch fwy:",
}


def into_welsh(project: Path, *, reviewed: bool = False, words: Mapping[str, str] = WELSH) -> Path:
    """Add the campaign's Welsh translation, made from the words as they are now; its file."""
    from generator.cache import Cache
    from generator.content.answers import Answer, Review
    from generator.content.project_content import Content
    from generator.content.sentences import digest
    from generator.content.translation_file import translation_text
    from generator.source.shelf import Shelf

    content = Content(Shelf.at(project), Cache())
    originals = content.originals("garden")
    review = Review("B. Reader", "2026-04-01") if reviewed else None
    answers = {
        key: Answer(text, digest(originals[key].text), review) for key, text in words.items()
    }
    path = project / "content/garden/cy.yaml"
    text = translation_text(content.source("garden"), answers, "Welsh", None)
    path.write_text(text, encoding="utf-8")
    return path
