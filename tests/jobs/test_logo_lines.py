"""Thin lines in partners' logos: measured before a file is written, and named where preflight finds
them."""

from pathlib import Path

import pypdf
import pytest

from generator.content.document import Document, Logo
from generator.jobs import making
from generator.jobs.named_lines import name_thin_lines
from generator.jobs.project import Project
from generator.jobs.set_pages import set_pages
from generator.preflight.profiles import PROFILES
from generator.problems import Place, Problem, Refused, error
from generator.typeset.fine_lines import PRESS_LEAST, ThinPartsInputs, drawings
from tests.checked import CACHE
from tests.declared_inputs import assert_fields_count
from tests.sample_projects import cease, change
from tests.sample_projects import make as make_project
from tests.typeset import shipped
from tests.values import replace

FORMAT = "a4-roll-fold-dl"
# A crest 300 by 200 with a line of so many units under its circle.
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200">'
    '<rect width="300" height="200" fill="#004b93"/><circle cx="150" cy="90" r="60" fill="#fff"/>'
    "{line}</svg>"
)
LINES = {
    "svg": '<path d="M60 180H240" stroke="#fff" stroke-width="{thick}"/>',
    "filled.svg": '<path d="M60 180h180v{thick}h-180z" fill="#fff"/>',
    "slanted.svg": '<path transform="rotate(9 60 150)" d="M60 150h180v{thick}h-180z" fill="#fff"/>',
    "turned.svg": '<g transform="rotate(9 60 150) scale(.5 1)">'
    '<path d="M120 150H480" stroke="#fff" stroke-width="{thick}"/></g>',
    "both.svg": '<path d="M60 170h180v9z" fill="#000" stroke="#fff" stroke-width="{thick}"/>',
    "curved.svg": '<path d="M60 180h180c9 0 9 {thick} 0 {thick}h-180z" fill="#fff"/>',
}


def crest(folder: Path, kind: str, thick: float = 0.5) -> Path:
    file = folder / f"crest.{kind.rsplit('.', 1)[-1]}"
    if kind == "pdf":
        writer = pypdf.PdfWriter()
        stream = pypdf.generic.DecodedStreamObject()
        stream.set_data(b"1 .6 0 .2 k 0 0 300 200 re f 0 G %g w 60 20 m 240 20 l S" % thick)
        page = writer.add_blank_page(300, 200)
        page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream)
        writer.write(file)
    else:
        file.write_text(SVG.format(line=LINES[kind].format(thick=thick)))
    return file


def with_logo(file: Path) -> Document:
    return replace(shipped.document(), logos=(Logo(str(file), "Ashdale", "area:title"),))


@pytest.fixture(name="project", scope="module")
def _project() -> Project:
    return Project.open(shipped.ROOT, CACHE)


def thin(problems: tuple[Problem, ...]) -> list[Problem]:
    return [one for one in problems if one.rule == "thin-lines"]


def refused(project: Project, file: Path) -> list[Problem]:
    with pytest.raises(Refused) as found:
        project.make(with_logo(file), shipped.LEAFLET, FORMAT, "press")
    return thin(found.value.problems)


def near(one: Place | None, other: Place | None) -> bool:
    assert one is not None
    assert other is not None
    return one.page == other.page and one[1:] == pytest.approx(other[1:], abs=0.1)


@pytest.mark.parametrize("kind", [*LINES, "pdf"])
def test_the_error_names_the_logo_and_its_line_in_the_areas_file(
    project: Project, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = crest(tmp_path, kind)
    (warned,) = thin(
        set_pages(project, with_logo(file), shipped.LEAFLET, FORMAT, "office").problems
    )
    (named,) = refused(project, file)
    assert named == replace(warned, severity=named.severity)
    assert (warned.is_error, named.is_error) == (False, True)
    assert named.message.startswith(f'"{file.name}" has a line 0.0')
    assert named.message.endswith("pt thick in leaflet-dl-6pp: too thin for a press")
    assert named.span == shipped.document().span("area:title")
    assert named.hint.startswith("ask the partner for a version for small sizes, or have this line")
    monkeypatch.setattr(making, "name_thin_lines", lambda found, artwork: tuple(found))
    unnamed = [one for one in refused(project, file) if one.is_error]
    assert [(one.found, one.limit) for one in unnamed] == [(named.found, named.limit)]
    assert near(unnamed[0].place, named.place)


@pytest.mark.parametrize("kind", [*LINES, "pdf"])
def test_a_logo_of_thicker_lines_passes(project: Project, tmp_path: Path, kind: str) -> None:
    made = project.make(with_logo(crest(tmp_path, kind, 6)), shipped.LEAFLET, FORMAT, "press")
    assert not thin(made.problems)


def test_an_outline_of_a_shapes_own_colour_is_none(project: Project, tmp_path: Path) -> None:
    file = crest(tmp_path, "both.svg")
    file.write_text(file.read_text().replace("#000", "#fff"))
    assert not thin(project.make(with_logo(file), shipped.LEAFLET, FORMAT, "press").problems)


def test_a_line_that_a_clip_hides_is_none(project: Project, tmp_path: Path) -> None:
    file = crest(tmp_path, "svg")
    clip = '<clipPath id="a"><path d="M0 0h300v170h-300z"/></clipPath><g clip-path="url(#a)"><path'
    file.write_text(file.read_text().replace("<path", clip).replace("</svg>", "</g></svg>"))
    assert not thin(project.make(with_logo(file), shipped.LEAFLET, FORMAT, "press").problems)


def test_preflights_own_words_remain_where_no_drawing_is(project: Project, tmp_path: Path) -> None:
    """What was not measured before is named too, and what lies in no drawing stays as it is."""
    file = crest(tmp_path, "svg", 6)
    made = project.make(with_logo(file), shipped.LEAFLET, FORMAT, "press")
    number, image = next(
        (number, image)
        for number, page in enumerate(made.artwork.pages, 1)
        for image in drawings(page.marks)
    )
    inside, outside = Place(number, image.x + 1, image.y + 1), Place(number, 50, 50)
    found = error("thin-lines", f"page {number}: a line 0.1 pt thick")
    found = replace(found, place=inside, found="0.1 pt", limit="0.25 pt")
    (one,) = name_thin_lines([found], made.artwork)
    assert (one.message, one.key) == ('"crest.svg" has a line 0.1 pt thick', "area:title")
    assert one.hint.endswith("drawn 2.5 times as thick")
    both = replace(found, others=(outside,))
    assert name_thin_lines([both], made.artwork) == (one, both)
    alone = replace(found, place=outside)
    assert name_thin_lines([alone], made.artwork) == (alone,)


def test_presses_have_the_same_limit() -> None:
    limits = {
        row.limits["pt"]
        for profile in PROFILES.values()
        for row in profile.rows
        if row.rule == "thin-lines"
    }
    assert limits == {PRESS_LEAST}


@pytest.fixture(name="garden")
def _garden(tmp_path: Path) -> Path:
    """A project whose one layout has a strip for logos."""
    project = make_project(tmp_path)
    card = project / "layouts/card.yaml"
    with card.open("a") as text:
        text.write("          - {kind: logos, area: 90, gap: {least: 5, natural: 9, most: 19}}\n")
    (project / "content/areas/logos").mkdir()
    return project


@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_a_logo_is_measured_when_it_is_taken_in(garden: Path, tmp_path: Path, kind: str) -> None:
    # alone it is 15.4 mm wide, and among four 11.7
    file = crest(tmp_path, kind, 1.2)
    done = cease("areas", "logo", file, "--project", garden)
    assert done.status == 0, done.err
    said = f'content/areas/logos/crest.{kind}: warning[thin-lines]: "crest.{kind}" has a line'
    assert said in done.err
    assert "thick in card at a6, alone: too thin for a press" in done.err
    assert "mm from the left and" in done.err
    file = crest(tmp_path, kind, 2)
    done = cease("areas", "logo", file, "--name", "two", "--project", garden)
    assert "in card at a6, as one of four: too thin" in done.err, done.err
    file = crest(tmp_path, kind, 6)
    done = cease("areas", "logo", file, "--name", "three", "--project", garden)
    assert "thin-lines" not in done.err


def test_validate_names_the_logo_and_its_line(garden: Path) -> None:
    crest(garden / "content/areas/logos", "svg", 1)
    change(
        garden / "content/areas/ashdale.yaml",
        "verified:",
        "logos:\n  - {file: logos/crest.svg, alt: Ashdale}\nverified:",
    )
    done = cease("validate", "--project", garden)
    assert done.status == 0
    assert 'ashdale.yaml:7:12: warning[thin-lines]: "crest.svg" has a line' in done.err + done.out


def test_each_drawing_and_each_size_is_measured(tmp_path: Path) -> None:
    file = crest(tmp_path, "svg")
    base = ThinPartsInputs(str(file), "a", 1.0)
    assert_fields_count(base, least=0.4)


def test_a_changed_drawing_is_measured_anew(tmp_path: Path) -> None:
    file = crest(tmp_path, "svg", 2)
    assert not CACHE.get(ThinPartsInputs(str(file), "before", 1.0))
    crest(tmp_path, "svg", 0.5)
    assert CACHE.get(ThinPartsInputs(str(file), "after", 1.0))
