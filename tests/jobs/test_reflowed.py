"""Editions without pages, from the command line to the manifest."""

import hashlib
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generator.design.project_design import Design
from generator.problems import Refused
from generator.source.shelf import Shelf
from tests.sample_projects import cease, change, made_of, manifest

FORMS = """
  web: {title: Web page, form: html, once: true, default: false}
  words: {title: Words alone, form: text, once: true, default: false}
"""
PAGE, WORDS = (
    "garden/ashdale/en-GB/card--web-TEST.html",
    "garden/ashdale/en-GB/card--words-TEST.txt",
)


@pytest.fixture(name="garden")
def _garden(project: Path) -> Path:
    with (project / "layouts/editions.yaml").open("a") as file:
        file.write(FORMS)
    return project


def build(garden: Path, out: Path, *more: str) -> Any:
    return cease(
        "build", "--edition", "web", "--edition", "words", "--project", garden, "--out", out, *more
    )


def add_logo(garden: Path, file: str, data: bytes) -> None:
    (garden / "content/areas" / file).write_bytes(data)
    change(
        garden / "content/areas/ashdale.yaml",
        "verified:",
        f"logos: [{{file: {file}, alt: Ashdale}}]\nverified:",
    )
    text = (garden / "layouts/card.yaml").read_text()
    (garden / "layouts/card.yaml").write_text(
        text + "          - {kind: logos, area: 90, gap: {least: 5, natural: 9, most: 19}}\n"
    )


def test_they_are_built_beside_the_others_and_reported_in_the_manifest(
    garden: Path, tmp_path: Path
) -> None:
    done = build(garden, tmp_path / "out")
    assert done.status == 0
    assert "0.0" not in done.out
    found = manifest(tmp_path / "out")
    assert set(found) == {PAGE, WORDS}
    for path, row in found.items():
        data = (tmp_path / "out" / path).read_bytes()
        assert row["sha256"] == hashlib.sha256(data).hexdigest()
        assert (row["bytes"], row["pages"], row["boxes"]) == (len(data), 0, [])
        assert "content/garden/en-GB.yaml" in made_of(tmp_path / "out", row["path"])
        assert "layouts/themes/plain.yaml" in made_of(tmp_path / "out", row["path"])
    assert found[PAGE]["targets"] == ["tel:+441632960001", "https://www.example.org/garden"]
    assert found[WORDS]["targets"] == []


def test_what_is_up_to_date_is_kept_and_what_is_not_is_made_again(
    garden: Path, tmp_path: Path
) -> None:
    build(garden, tmp_path / "out")
    again = build(garden, tmp_path / "out", "--json").json["files"]
    assert [(each["kept"], each["pages"]) for each in again] == [(True, 0)] * 2
    assert not any("width_mm" in each for each in again)
    change(garden / "content/garden/en-GB.yaml", "Come and dig", "Come and plant")
    assert not any(each["kept"] for each in build(garden, tmp_path / "out", "--json").json["files"])
    assert "Come and plant" in (tmp_path / "out" / WORDS).read_text(encoding="utf-8")


def test_all_editions_are_built_together_and_not_without_being_asked_for(
    garden: Path, tmp_path: Path
) -> None:
    cease("build", "--project", garden, "--out", tmp_path / "default")
    assert PAGE not in manifest(tmp_path / "default")
    assert cease("build", "--all", "--project", garden, "--out", tmp_path / "all").status == 0
    found = manifest(tmp_path / "all")
    assert {PAGE, WORDS, "garden/ashdale/en-GB/card--press-TEST.pdf"} <= set(found)
    assert not any("a5" in path for path in found if not path.endswith(".pdf"))


def test_a_release_holds_them_back_like_the_others(garden: Path, tmp_path: Path) -> None:
    done = build(garden, tmp_path / "out", "--release")
    assert done.status == 1
    assert "error[test-area]" in done.err
    assert not (tmp_path / "out" / PAGE).exists()


def test_a_page_that_fails_its_check_is_not_published(garden: Path, tmp_path: Path) -> None:
    noise = Image.effect_noise((600, 600), 100)
    noise.save(tmp_path / "noise.png")
    add_logo(garden, "noise.png", (tmp_path / "noise.png").read_bytes())
    done = build(garden, tmp_path / "out")
    assert done.status == 1
    assert "error[page-size]" in done.err
    assert not (tmp_path / "out" / PAGE).exists()
    assert (tmp_path / "out" / WORDS).exists()


def test_a_logo_that_browsers_do_not_show_is_left_out_with_a_warning(
    garden: Path, tmp_path: Path
) -> None:
    Image.new("RGB", (600, 600), (0, 80, 0)).save(tmp_path / "crest.tif")
    add_logo(garden, "crest.tif", (tmp_path / "crest.tif").read_bytes())
    done = build(garden, tmp_path / "out")
    assert done.status == 0
    assert "warning[logo-kind]" in done.err
    assert "<img" not in (tmp_path / "out" / PAGE).read_text(encoding="utf-8")


DRAWING = (
    b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path fill='#%s' d='M0 0h9v9z'/>"
    b"</svg>"
)


def test_a_logo_that_cannot_be_seen_gives_way_to_its_dark_version(
    garden: Path, tmp_path: Path
) -> None:
    add_logo(garden, "crest.svg", DRAWING % b"fff")
    done = build(garden, tmp_path / "out")
    assert "error[unseen-logo]" in done.err
    assert "dark: logos/" in done.err
    (garden / "content/areas/night.svg").write_bytes(DRAWING % b"123456")
    change(
        garden / "content/areas/ashdale.yaml", "file: crest.svg", "file: crest.svg, dark: night.svg"
    )
    assert build(garden, tmp_path / "out").status == 0
    assert b64encode(DRAWING % b"123456").decode() in (tmp_path / "out" / PAGE).read_text("utf-8")


def test_a_logo_is_held_by_the_page_and_among_its_inputs(garden: Path, tmp_path: Path) -> None:
    add_logo(garden, "crest.svg", DRAWING % b"000")
    assert build(garden, tmp_path / "out").status == 0
    assert "image/svg+xml" in (tmp_path / "out" / PAGE).read_text(encoding="utf-8")
    assert "content/areas/crest.svg" in made_of(tmp_path / "out", PAGE)


def test_words_that_are_missing_stop_them(garden: Path, tmp_path: Path) -> None:
    change(garden / "layouts/card.yaml", "block: words", "block: wrods")
    done = build(garden, tmp_path / "out")
    assert done.status == 1
    assert done.err.count("error[missing-block]") == 1
    assert 'did you mean "words"?' in done.err


def test_what_has_no_pages_is_not_previewed(garden: Path, tmp_path: Path) -> None:
    done = cease("preview", "--edition", "web", "--project", garden, "-o", tmp_path / "seen")
    assert done.status == 2
    assert "error[no-pages]" in done.err
    every = cease("preview", "--edition", "all", "--project", garden, "-o", tmp_path / "seen")
    assert every.status == 0
    assert sorted(path.name for path in (tmp_path / "seen").iterdir()) == [
        "card--office-TEST-1.png", "card--press-TEST-1.png",
    ]  # fmt: skip


def test_list_tells_the_form(garden: Path) -> None:
    found = cease("list", "editions", "--project", garden, "--json").json["editions"]
    assert [(row["name"], row["form"], row["colours"]) for row in found[1:]] == [
        ("office", "pdf", "srgb"), ("web", "html", ""), ("words", "text", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ("form: html", "form: html, bleed: true", "editions.web.bleed", "`bleed` is for PDF"),
        ("form: text", "form: text, profile: screen", "editions.words.profile", "`profile` is for"),
        ("form: html, ", "", "editions.web", "a PDF edition needs `colours`"),
        ("form: html", "colours: srgb", "editions.web", "a PDF edition needs `profile`"),
        ("form: html", "form: htm", "editions.web.form", "htm"),
    ],
)
def test_an_edition_says_what_its_form_needs(
    garden: Path, old: str, new: str, key: str, said: str
) -> None:
    change(garden / "layouts/editions.yaml", old, new)
    with pytest.raises(Refused) as refused:
        Design(Shelf.at(garden)).editions()
    (problem,) = refused.value.problems
    assert said in str(problem)
    assert problem.span is not None
    assert problem.span.key == key


def test_a_white_logo_stands_on_a_plate(garden: Path, tmp_path: Path) -> None:
    add_logo(garden, "crest.svg", DRAWING % b"fff")
    change(
        garden / "layouts/card.yaml",
        "{kind: logos, area: 90",
        "{kind: logos, plate: black, area: 90",
    )
    assert build(garden, tmp_path / "out").status == 0
    page = (tmp_path / "out" / PAGE).read_text("utf-8")
    assert '<li class="plate"><img alt="Ashdale" height="' in page
    assert ".plate{background:#" in page
