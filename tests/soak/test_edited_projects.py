"""An open project whose files change on disk goes on as if it had been opened anew: the same rows,
the same problems at the same places, the same bytes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from generator.cache import Cache
from generator.jobs.choosing import Choice
from generator.jobs.planning import plan
from generator.jobs.project import Project
from generator.problems import Refused
from tests.sample_projects import FILES, into_welsh
from tests.soak.trials import chance, rounds

WORDS, WELSH = "content/garden/en-GB.yaml", "content/garden/cy.yaml"
ASHDALE, CALDERBY = "content/areas/ashdale.yaml", "content/areas/calderby.yaml"
CARD, PLAIN, FORMATS = "layouts/card.yaml", "layouts/themes/plain.yaml", "layouts/formats.yaml"
CREST, LANGUAGES = "content/areas/crest.svg", "content/languages.yaml"
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h9v9z"/></svg>'
CHOICE = Choice(("card",), languages=("all",), areas=("all",), editions=("office", "text"))
KEYS = "title", "numbers.office", "blocks.words.paragraphs.0", "blocks.headline", "pages.0"


@pytest.fixture(name="edited")
def _edited(project: Path) -> Path:
    """The project with two languages, a logo and an edition without pages."""
    into_welsh(project)
    (project / CREST).write_text(DRAWN)
    with open(project / ASHDALE, "a") as area:
        area.write("default: true\nlogos: [{file: crest.svg, alt: Ashdale Council}]\n")
    with open(project / CARD, "a") as card:
        card.write("          - {kind: logos, area: 90, gap: {least: 5, natural: 9, most: 19}}\n")
    with open(project / "layouts/editions.yaml", "a") as editions:
        editions.write("  text: {title: Text, form: text}\n")
    return project


def replaced(path: str, *choices: tuple[str, str]) -> tuple[str, Callable[[str, int], str]]:
    """An edit that puts one of two texts for the other, wherever the last edit left it."""

    def edit(text: str, turn: int) -> str:
        one, other = choices[turn % len(choices)]
        return text.replace(one, other) if one in text else text.replace(other, one)

    return path, edit


def line_above(path: str) -> tuple[str, Callable[[str, int], str]]:
    return path, lambda text, turn: "# a line above\n" * (turn % 3 + 1) + text


def broken(path: str) -> tuple[str, Callable[[str, int], str]]:
    """YAML in the midst of being typed, or mended again."""
    cut = "\nhalf: [a, {b"
    return path, lambda text, turn: text.removesuffix(cut) if text.endswith(cut) else text + cut


EDITS = [
    replaced(WORDS, ("Come and dig", "Come and plant"), ("Gardens of", "Allotments of")),
    replaced(WORDS, ("{office}", "{desk}"), ("{more}", "{mroe}")),
    replaced(WELSH, ("Dewch i balu", "Dewch i blannu")),
    replaced(ASHDALE, ("960001", "960002"), ("town: Ashdale", "town: Ashdene")),
    replaced(ASHDALE, ("01632 96", "1632 96"), ("test: true", "test: maybe")),
    replaced(CARD, ("above: 5}", "above: 6}"), ("size: 12,", "size: 13,")),
    replaced(CARD, ("style: body", "style: bodi")),
    replaced(PLAIN, ("60, 0, 80, 0", "60, 0, 90, 0"), ("Public Sans", "Public San")),
    replaced(FORMATS, ("[105, 148]", "[105, 150]")),
    replaced(LANGUAGES, ("english: Welsh", "english: Cymric")),
    replaced(CREST, ("h9v9z", "h8v8z"), ("<svg", "<sgv")),
    *map(line_above, (WORDS, WELSH, ASHDALE, CARD, PLAIN)),
    *map(broken, (WORDS, WELSH, ASHDALE, CARD, LANGUAGES)),
]
# What is deleted and put back, or new.
FLEETING = [WORDS, WELSH, ASHDALE, CARD, CREST, PLAIN, CALDERBY, "layouts/other.yaml"]
NEW = {CALDERBY: FILES[ASHDALE], "layouts/other.yaml": FILES[CARD]}


def edits(project: Path, luck: Random) -> Iterator[str]:
    """Edit a file of the project again and again; the paths."""
    gone = dict(NEW)
    while True:
        if luck.random() < 0.25:
            path = luck.choice(FLEETING)
            if path in gone:
                (project / path).write_text(gone.pop(path))
            else:
                gone[path] = (project / path).read_text()
                (project / path).unlink()
        else:
            path, edit = luck.choice(EDITS)
            if path in gone:
                continue
            text = (project / path).read_text()
            (project / path).write_text(edit(text, luck.randrange(6)))
        yield path


def shown(project: Project) -> dict[str, Any]:
    """All that a project says, as text: its rows and their places, its problems, its pieces."""
    found: dict[str, Any] = {"problems": _asked(project.validate), "read": project.shelf.read}
    for name in project.areas():
        found[f"area {name}"] = _placed(project.content.area_row(name)[0])
    for name in project.layouts():
        found[f"layout {name}"] = _asked(lambda name=name: _placed(project.design.layout(name)))
    planned = _asked(lambda: plan(project, CHOICE))
    found["plan"] = planned
    for job in getattr(planned, "jobs", ()):
        found[job.file] = _asked(lambda job=job: _piece(project, job.piece))
    return found


def _asked(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except Refused as refused:
        return "refused", refused.problems


def _placed(row: Any) -> Any:
    return row, row and [row.nearest(key) for key in KEYS]


def _piece(project: Project, name: Any) -> Any:
    made = project.make_named(name)
    return made.data, made.problems


@pytest.mark.parametrize("seed", rounds(60, 2))
def test_a_project_goes_on_as_one_that_is_opened_anew(edited: Path, seed: int) -> None:
    live, cache = Project.open(edited), Cache()
    changing = edits(edited, chance("edits", seed))
    for number in range(12):
        path = next(changing)
        live.forget([path])
        anew = Project.open(edited, cache)
        expected, given = shown(anew), shown(live)
        for what, value in expected.items():
            assert given[what] == value, f"{what} after edit {number} of seed {seed}: {path}"
        assert given.keys() == expected.keys()
