"""Verdicts that are kept from one `cease validate` to the next: the same problems, less work."""

import dataclasses
from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content.document import Logo
from generator.jobs.project import Project
from generator.jobs.validate import validate
from generator.jobs.verdicts import Verdicts
from generator.kept import Kept
from generator.problems import Problem, Span, warning
from generator.typeset import compose
from tests.sample_projects import change, into_welsh
from tests.typeset import shipped
from tests.values import replace

AREA = "content/areas/ashdale.yaml"
WORDS = "content/garden/en-GB.yaml"
LAYOUT = "layouts/card.yaml"
THEME = "layouts/themes/plain.yaml"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20H0z"/></svg>'


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def found(project: Path, kept: Path | None, program: str = "one") -> list[Problem]:
    """The problems that a command finds, with what earlier ones left in a folder."""
    store = Kept(kept, lambda: program) if kept else None
    return validate(Project.open(project, Cache(kept=store)))


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The layouts that are set from now on."""
    names: list[str] = []
    real = compose.wrong_with

    def noted(*given: object) -> tuple[Problem, ...]:
        names.append(f"{given[1].name} {given[2]} {given[0].language}")  # type: ignore[attr-defined]
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(compose, "wrong_with", noted)
    return names


def with_logo(project: Path) -> None:
    """Give the project a partner's logo, and its layout a strip for it."""
    (project / "content/areas/crest.svg").write_text(LOGO)
    with (project / AREA).open("a") as area:
        area.write("logos: [{file: crest.svg, alt: Ashdale Council}]\n")
    gaps = "{least: 2, natural: 3, most: 9}"
    with (project / LAYOUT).open("a") as layout:
        layout.write(f"          - {{kind: logos, area: 60, gap: {gaps}, above: 2}}\n")


def test_a_second_command_sets_nothing(project: Path, kept: Path, composed: list[str]) -> None:
    into_welsh(project)
    first = found(project, kept)
    assert sorted(composed) == ["card a6 cy", "card a6 en-GB"]
    del composed[:]
    assert found(project, kept) == first
    assert composed == []


EDITS = {
    "longer words": (AREA, "{town: Ashdale}", "{town: " + "Ashdale and Brackenford " * 12 + "}"),
    "a number": (AREA, "01632 960001", "01632 960002"),
    "an address that is too wide": (AREA, "www.example.org/garden", f"www.{'a' * 60}.example.org"),
    "a missing letter": (WORDS, "Come and dig", "Come and ꙮ dig"),
    "a block by another name": (WORDS, "  words:", "  wordings:"),
    "a code that every piece must carry": (WORDS, "codes: [more]", "codes: [more, words]"),
    "larger type": (LAYOUT, "{size: 12, leading: 15.6", "{size: 32, leading: 40"),
    "a smaller format": ("layouts/formats.yaml", "[105, 148]", "[55, 80]"),
    "another font": (THEME, "family: Public Sans", "family: Noto Sans Tamil"),
    "a logo": ("content/areas/crest.svg", "<path", '<text x="1" y="9">A</text><path'),
}


@pytest.mark.parametrize("name", EDITS)
def test_after_a_change_the_problems_are_those_of_a_fresh_look(
    project: Path, kept: Path, name: str
) -> None:
    with_logo(project)
    file, old, new = EDITS[name]
    before = found(project, kept)
    assert not any(each.is_error for each in before)
    change(project / file, old, new)
    fresh = found(project, None)
    assert (fresh != before) is (name != "a number")
    assert found(project, kept) == fresh
    change(project / file, new, old)
    assert found(project, kept) == before


def test_only_the_changed_language_is_set_again(
    project: Path, kept: Path, composed: list[str]
) -> None:
    welsh = into_welsh(project)
    found(project, kept)
    del composed[:]
    text = welsh.read_text(encoding="utf-8")
    welsh.write_text(text.replace("Gerddi", "Gardd"), encoding="utf-8")
    found(project, kept)
    assert {name.split()[-1] for name in composed} <= {"cy"}


def test_only_the_layouts_that_print_a_changed_word_are_set_again(
    project: Path, kept: Path, composed: list[str]
) -> None:
    card = (project / LAYOUT).read_text()
    item = "          - {kind: text, block: words, style: body, above: 5}\n"
    assert item in card
    (project / "layouts/sign.yaml").write_text(card.replace(item, ""))
    found(project, kept)
    assert sorted(composed) == ["card a6 en-GB", "sign a6 en-GB"]
    del composed[:]
    change(project / WORDS, "Come and dig", "Come and plant")
    assert found(project, kept) == found(project, None)
    assert composed.count("card a6 en-GB") == 2
    assert composed.count("sign a6 en-GB") == 1  # where nothing was kept


# These print a part of the words.
LAYOUTS = [shipped.FLYER, shipped.SIGNS, shipped.STORY, shipped.CARD]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_words_that_a_layout_does_not_print_change_nothing_that_is_wrong_with_it(
    layout: str,
) -> None:
    opened, cache = Project.open(shipped.ROOT), Cache()
    given, _ = opened.document(shipped.CAMPAIGN, "en-GB", shipped.AREA)
    drawing, _ = opened.design.drawing(layout)
    size = drawing.layout.formats[0]
    key = opened.piece_check.key(given, drawing, size)
    wrong = compose.wrong_with(given, drawing, size, cache)
    same = 0
    for name, block in given.blocks.items():
        texts = tuple(shipped.says("ꙮ" * 200, text) for text in block.texts)
        changed = replace(block, texts=texts, short=texts)
        other = dataclasses.replace(given, blocks={**given.blocks, name: changed})
        if opened.piece_check.key(other, drawing, size) == key:
            same += 1
            assert compose.wrong_with(other, drawing, size, cache) == wrong
    assert same > 0


def test_a_problem_stands_in_the_line_where_its_words_are_now(project: Path, kept: Path) -> None:
    change(project / AREA, "{town: Ashdale}", "{town: " + "Ashdale and Brackenford " * 12 + "}")
    (before,) = found(project, kept)
    change(project / WORDS, "blocks:\n", "# what follows is printed\nblocks:\n")
    change(project / AREA, "title: Ashdale", "# what follows is Ashdale's\ntitle: Ashdale")
    (after,) = found(project, kept)
    assert before.span
    assert after.span
    assert after.span.line == before.span.line + 1
    assert after.message == before.message


def test_a_piece_with_a_missing_picture_is_set_anew(project: Path) -> None:
    opened = Project.open(project)
    document, _ = opened.document("garden", "en-GB", "ashdale")
    drawing, _ = opened.design.drawing("card")
    missing = dataclasses.replace(document, logos=(Logo("content/areas/crest.svg", "Ashdale"),))
    assert opened.piece_check.key(missing, drawing, "a6") == b""


def test_a_verdict_that_names_a_line_is_not_kept(kept: Path) -> None:
    store = Kept(kept, lambda: "one")
    verdicts = Verdicts(store, "project")
    verdicts.of(b"line", lambda: (warning("overset", "too long", Span("a.yaml", 3)),))
    verdicts.of(b"key", lambda: (warning("overset", "too long", "area:title"),))
    verdicts.of(b"", lambda: (warning("overset", "too long", "area:title"),))
    verdicts.keep()
    later = Verdicts(store, "project")
    assert later.of(b"key", lambda: ()) != ()
    assert later.of(b"line", lambda: ()) == later.of(b"", lambda: ()) == ()


def test_another_program_or_damage_is_as_good_as_nothing(
    project: Path, kept: Path, composed: list[str]
) -> None:
    first = found(project, kept)
    assert found(project, kept, program="two") == first
    for entry in kept.iterdir():
        entry.write_bytes(entry.read_bytes()[:-1])
    assert found(project, kept) == first
    assert len(composed) == 3  # one piece, three times


def test_a_key_holds_every_field_of_a_document(project: Path) -> None:
    opened = Project.open(project)
    document, _ = opened.document("garden", "en-GB", "ashdale")
    drawing, _ = opened.design.drawing("card")
    check = opened.piece_check
    keys = {check.key(document, drawing, "a6"), check.key(document, drawing, "a5")}
    assert check.key(document, drawing, "a6", "as a thumbnail") not in keys
    others = {"draft": True, "blocks": {}, "test": False}
    changed = [row.name for row in dataclasses.fields(document) if row.name != "files"]
    for name in changed:
        value = getattr(document, name)
        other = others.get(name, ("else",) if isinstance(value, tuple) else f"{value}-")
        if name in {"logos", "images"}:
            continue  # their files are digested: see the edits above
        keys.add(check.key(dataclasses.replace(document, **{name: other}), drawing, "a6"))
    assert len(keys) == 2 + len(changed) - 2
