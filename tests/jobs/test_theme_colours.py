"""The colours of a theme in finished files: on a screen, in ink, and for another campaign."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from shutil import copytree

import pikepdf
import pytest

from generator.cache import Cache
from generator.colour import Colour
from generator.jobs.making import Piece
from generator.jobs.project import Project
from generator.jobs.theme_colours import EXACT, OFF, PrintedInputs, shown_otherwise
from generator.jobs.validate import validate
from generator.kept import Kept
from generator.pdf.cmyk_to_srgb import COATED, ProfileDigestInputs, ShownInputs, coated_paper
from generator.problems import Refused
from tests.declared_inputs import assert_fields_count
from tests.goldens import proofs
from tests.sample_projects import change
from tests.typeset import shipped
from tests.values import replace

ROLES = ("stranger", "ground", "help", "paper")


@lru_cache(maxsize=8)
def built(theme: str, edition: str, layout: str = "leaflet-dl-6pp") -> Piece:
    return proofs.opened_project(proofs.ROOT).build(layout, edition=edition, theme=theme)


def near(found: tuple[int, ...], srgb: str) -> bool:
    wanted = int(srgb[1:3], 16), int(srgb[3:5], 16), int(srgb[5:], 16)
    return all(abs(one - other) <= 3 for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("theme", ["cease", "harbour", "meadow"])
def test_a_screen_shows_each_role_in_the_themes_colour(theme: str) -> None:
    """The grounds of the cover, the story, the help and the panel that explains; and the
    stranger's bubble."""
    palette = shipped.design().theme(theme).palette
    pages = proofs.render(built(theme, "screen").data, 36)
    corners = {page.getpixel((2, 2)) for page in pages}
    for role in ROLES:
        srgb = palette[role].srgb  # type: ignore[union-attr]
        assert any(near(pixel, srgb) for pixel in corners), role  # type: ignore[arg-type]
    cover = pages[0].getcolors(1 << 20) or []
    assert sum(n for n, pixel in cover if near(pixel, palette["stranger"].srgb)) > 1000  # type: ignore[union-attr, arg-type]


def inks(data: bytes) -> Iterator[tuple[float, ...]]:
    """Every colour in four inks that a file sets, in percent."""
    with pikepdf.open(BytesIO(data)) as file:
        streams = [page.contents_coalesce() or page for page in file.pages]
        streams += [
            each
            for each in file.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"
        ]
        for stream in streams:
            for operands, operator in pikepdf.parse_content_stream(stream):
                if str(operator) in ("k", "K"):
                    yield tuple(round(100 * float(part)) for part in operands)  # type: ignore[arg-type]


@pytest.mark.parametrize("theme", ["cease", "harbour", "meadow"])
def test_a_press_prints_each_role_in_the_themes_inks(theme: str) -> None:
    palette = shipped.design().theme(theme).palette
    found = set(inks(built(theme, "press").data))
    for role in ROLES:
        assert tuple(map(round, palette[role].cmyk)) in found, role  # type: ignore[union-attr, arg-type]
    marks = {(100, 100, 100, 100)}  # registration, which is on every plate
    assert max(map(sum, found - marks)) <= 230


def test_the_shipped_colours_are_those_of_the_profile() -> None:
    assert not list(shown_otherwise(proofs.opened_project(proofs.ROOT)))


def test_a_colour_that_is_another_on_the_screen_is_a_warning(tmp_path: Path) -> None:
    shipped.changed(tmp_path, ("layouts/themes/harbour.yaml", "[10, 95, 0, 34]", "[90, 95, 0, 34]"))
    (problem,) = shown_otherwise(Project.open(tmp_path))
    assert (problem.rule, problem.is_error) == ("theme-srgb", False)
    assert '"help" is #A11D64 on a screen, and its inks print as #' in problem.message
    assert problem.span is not None
    assert (problem.span.path, problem.span.line) == ("layouts/themes/harbour.yaml", 10)


def test_an_ink_that_was_changed_alone_is_told_of_where_its_role_is_wrong(tmp_path: Path) -> None:
    """However little its `srgb` is off: the fault is measured there, and would stay."""
    path, ground = (
        "layouts/themes/harbour.yaml",
        shipped.design().theme("harbour").palette["ground"],
    )
    old = f'srgb: "{ground.srgb}"'  # type: ignore[union-attr]
    red, rest = int(old[8:10], 16), old[10:]
    shipped.changed(tmp_path / "a", (path, old, f'srgb: "#{red + 6:02X}{rest}'))
    assert list(shown_otherwise(Project.open(tmp_path / "a"))) == []
    wrong = ("layouts/themes/harbour.yaml", old, 'srgb: "#9ED2FF"')
    shipped.changed(tmp_path / "b", wrong)
    found = [each for each in shown_otherwise(Project.open(tmp_path / "b")) if not each.is_error]
    assert ["ground" in each.message for each in found] == [True]
    assert found[0].hint.startswith('write srgb: "#')


def test_colours_are_compared_by_all_that_they_are() -> None:
    ink = Colour("leaf", (60, 0, 80, 0), "#123456")
    other = replace(ink, cmyk=(60, 0, 80, 10))
    paper = coated_paper(Cache())
    base = PrintedInputs((ink,), paper)
    assert_fields_count(base, colours=(other,), off=200)
    assert replace(base, paper="").key() != base.key()

    def printed(colour: Colour, off: int = OFF) -> object:
        return Cache().get(PrintedInputs((colour,), paper, off))

    assert printed(ink) == {(ink.cmyk, ink.srgb): "#74B95A"}
    assert printed(ink, 200) == printed(replace(ink, spot="PANTONE 1 C")) == {}
    assert printed(replace(ink, srgb="#74B95A")) == {}


def test_what_themes_print_is_kept_for_the_next_command(tmp_path: Path) -> None:
    """No colour is converted again, and other colours are looked at anew."""
    first, again, third = (Cache(kept=Kept(tmp_path, lambda: "program")) for _ in range(3))
    paper, ink = coated_paper(Cache()), Colour("leaf", (60.0, 0.0, 80.0, 0.0), "#123456")
    found = first.get(PrintedInputs((ink,), paper))
    assert again.get(PrintedInputs((ink,), paper)) == found
    third.get(PrintedInputs((ink,), paper, EXACT))
    converted = [each.find(ShownInputs(b"", "relative")) for each in (first, again, third)]
    assert [one is None for one in converted] == [False, True, False]


def test_the_profile_of_coated_paper_is_known_by_its_bytes(tmp_path: Path) -> None:
    other = tmp_path / "other.icc"
    other.write_bytes(b"another")
    base = ProfileDigestInputs(str(shipped.ROOT / COATED))
    assert_fields_count(base, path=str(other))
    assert Cache().get(base) == coated_paper(Cache())


PALE = ("layouts/themes/cease.yaml", "cmyk: [75, 85, 0, 70]", "cmyk: [0, 0, 0, 10]")


def test_a_colour_that_prints_pale_is_refused_for_a_press_alone(tmp_path: Path) -> None:
    """By the theme's roles, and by the words that stand on it."""
    shipped.changed(tmp_path, PALE)
    project = Project.open(tmp_path)
    assert project.build("flyer-a5", edition="office").data
    with pytest.raises(Refused) as refused:
        project.build("flyer-a5", edition="press")
    found = refused.value.problems
    said = {problem.rule: problem for problem in found}
    assert said["theme-srgb"].span is not None
    assert said["theme-srgb"].span.path == "layouts/themes/cease.yaml"
    assert '"stranger" on "ground" has a contrast of 1.7:1 as its inks print' in (
        said["theme-contrast"].message
    )
    assert any("We will have to" in problem.message for problem in found)
    errors = [one for one in validate(project) if one.is_error]
    assert {one.rule for one in errors} == {"theme-contrast"}


def test_words_are_checked_as_inks_print_them_in_a_theme_without_roles(tmp_path: Path) -> None:
    copytree(proofs.HARBOUR, tmp_path / "harbour")
    change(tmp_path / "harbour/layouts/themes/tide.yaml", "[100, 55, 0, 50]", "[0, 0, 0, 5]")
    project = Project.open(tmp_path / "harbour")
    assert project.build("notice-a4", edition="office", theme="tide").data
    with pytest.raises(Refused) as refused:
        project.build("notice-a4", edition="press", theme="tide")
    assert {problem.rule for problem in refused.value.problems} >= {"theme-srgb", "contrast"}


def test_a_picture_for_a_slot_that_no_layout_has_is_a_warning(project: Path) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    (project / "content/areas/a.svg").write_text(drawing)
    change(
        project / "content/areas/ashdale.yaml",
        "title: Ashdale\n",
        "title: Ashdale\nimages: {cvoer: {file: a.svg, alt: A}}\n",
    )
    (problem,) = (one for one in validate(Project.open(project)) if one.rule == "unknown-slot")
    assert (problem.is_error, problem.span and problem.span.line) == (False, 2)


def test_another_campaign_has_themes_with_colours_of_its_own() -> None:
    opened = Project.open(proofs.HARBOUR)
    tide, ebb = (
        opened.build("notice-a4", edition="office", theme=name) for name in ("tide", "ebb")
    )
    assert (tide.theme, ebb.theme) == ("tide", "ebb")
    assert tide.file.endswith("notice-a4--office-TEST.pdf")
    assert ebb.file.endswith("notice-a4--office--ebb-TEST.pdf")
    assert tide.data != ebb.data
