"""What a choice on the command line means."""

from pathlib import Path

import pytest

from generator.jobs.choosing import Choice
from generator.jobs.planning import plan
from generator.jobs.project import Project
from generator.problems import Refused, WrongChoice
from tests.sample_projects import cease, change


def files(project: Path, choice: Choice) -> list[str]:
    return [job.file for job in plan(Project.open(project), choice).jobs]


def names(project: Path, *chosen: str, **more: tuple[str, ...]) -> list[str]:
    return [file.rsplit("/")[-1] for file in files(project, Choice(chosen, **more))]


def wrong(project: Path, choice: Choice) -> list[str]:
    with pytest.raises(WrongChoice) as refused:
        plan(Project.open(project), choice)
    return [f"{problem.message}; {problem.hint}" for problem in refused.value.problems]


def test_nothing_chosen_is_every_layout_in_the_default_editions(project: Path) -> None:
    folder = "garden/ashdale/en-GB"
    assert files(project, Choice()) == [
        f"{folder}/card--press-TEST.pdf",
        f"{folder}/card--office-TEST.pdf",
    ]


def test_a_format_other_than_the_first_is_in_the_name(project: Path) -> None:
    press = {"editions": ("press",)}
    assert names(project, "card", **press) == ["card--press-TEST.pdf"]
    assert names(project, "card-a6", **press) == ["card--press-TEST.pdf"]
    assert names(project, "card-a5", **press) == ["card-a5--press-TEST.pdf"]
    both = ["card--press-TEST.pdf", "card-a5--press-TEST.pdf"]
    assert names(project, "card", formats=("all",), **press) == both
    assert names(project, layouts=("card",), formats=("a5", "a6"), **press) == both[::-1]


def test_a_layout_builds_the_formats_it_says(project: Path) -> None:
    change(project / "layouts/card.yaml", "formats: [a6, a5]", "formats: [a6, a5]\ndefault: [a5]")
    assert names(project, editions=("press",)) == ["card-a5--press-TEST.pdf"]


def test_words_alone_are_written_once_for_all_formats(project: Path) -> None:
    editions = project / "layouts/editions.yaml"
    editions.write_text(editions.read_text() + "  web: {title: Web, form: html, once: true}\n")
    both = {"editions": ("web",), "formats": ("a6", "a5")}
    assert names(project, "card", **both) == ["card--web-TEST.html"]
    assert names(project, "card-a5", editions=("web",)) == ["card-a5--web-TEST.html"]


def test_the_same_piece_named_twice_is_built_once(project: Path) -> None:
    assert names(project, "card", "card-a6", editions=("press",)) == ["card--press-TEST.pdf"]


def test_everything_is_every_value_of_each_choice(project: Path) -> None:
    words = (project / "content/garden/en-GB.yaml").read_text()
    (project / "content/garden/cy.yaml").write_text(words)
    area = (project / "content/areas/ashdale.yaml").read_text()
    (project / "content/areas/calderby.yaml").write_text(area)
    made = files(project, Choice.everything())
    assert len(made) == len(set(made)) == 2 * 2 * 2 * 2
    assert "garden/calderby/cy/card-a5--office-TEST.pdf" in made


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (Choice(("crad",)), 'no layout is called "crad"; did you mean "card"?'),
        (Choice(editions=("pres",)), 'no edition is called "pres"; did you mean "press"?'),
        (Choice(areas=("ashdal",)), 'no area is called "ashdal"; did you mean "ashdale"?'),
        (Choice(languages=("cy",)), 'no language is called "cy"; known names: en-GB'),
        (Choice(campaigns=("x",)), 'no campaign is called "x"; known names: garden'),
        (Choice(("card",), formats=("a4",)), '"card" has no format "a4"; known names: a5, a6'),
        (Choice(formats=("a9",)), 'no format is called "a9"; known names: a5, a6'),
    ],
)
def test_a_slip_is_reported_with_the_nearest_name(project: Path, choice: Choice, said: str) -> None:
    assert wrong(project, choice) == [said]


def test_every_slip_is_reported_at_once(project: Path) -> None:
    assert len(wrong(project, Choice(("crad",), editions=("pres",), areas=("nowhere",)))) == 3


def test_several_areas_need_a_default_or_a_choice(project: Path) -> None:
    area = (project / "content/areas/ashdale.yaml").read_text()
    other = project / "content/areas/calderby.yaml"
    other.write_text(area)
    assert wrong(project, Choice())[0].startswith("there are several areas and no default")
    assert len(files(project, Choice(areas=("all",)))) == 4
    other.write_text(area + "default: true\n")
    assert {file.split("/")[1] for file in files(project, Choice())} == {"calderby"}


def other_campaign(project: Path) -> None:
    """A campaign with blocks of other names."""
    words = (project / "content/garden/en-GB.yaml").read_text()
    (project / "content/winter").mkdir()
    (project / "content/winter/en-GB.yaml").write_text(
        words.replace("headline", "top").replace("words:", "middle:").replace("more:", "end:")
        .replace("codes: [more]", "codes: [end]")
    )  # fmt: skip


def test_a_layout_of_another_campaign_is_left_out(project: Path) -> None:
    other_campaign(project)
    assert {file.split("/")[0] for file in files(project, Choice())} == {"garden"}


def test_a_layout_no_campaign_has_words_for_is_a_warning(project: Path) -> None:
    layout = (project / "layouts/card.yaml").read_text()
    for block in ("headline", "words", "more"):
        layout = layout.replace(f"block: {block}", f"block: {block}-2")
    (project / "layouts/orphan.yaml").write_text(layout)
    planned = plan(Project.open(project), Choice(editions=("press",)))
    assert [job.piece.layout for job in planned.jobs] == ["card"]
    assert [problem.rule for problem in planned.problems] == ["no-campaign"]
    assert not planned.problems[0].is_error


def test_a_layout_that_cannot_be_read_leaves_the_others(project: Path) -> None:
    (project / "layouts/broken.yaml").write_text("title: [\n")
    planned = plan(Project.open(project), Choice(editions=("press",)))
    assert [job.piece.layout for job in planned.jobs] == ["card"]
    assert [problem.span.path for problem in planned.problems if problem.span] == [
        "layouts/broken.yaml"
    ]


def test_an_empty_project_says_how_to_begin(project: Path) -> None:
    (project / "content/areas/ashdale.yaml").unlink()
    (project / "content/garden/en-GB.yaml").unlink()
    (project / "layouts/card.yaml").unlink()
    with pytest.raises(Refused) as refused:
        plan(Project.open(project), Choice())
    assert [problem.hint for problem in refused.value.problems] == [
        f"make one with: cease new {kind} NAME" for kind in ("campaign", "area", "layout")
    ]


def test_a_campaign_without_the_default_language_is_a_problem(project: Path) -> None:
    (project / "content/garden/en-GB.yaml").rename(project / "content/garden/cy.yaml")
    planned = plan(Project.open(project), Choice())
    assert planned.jobs == ()
    assert [problem.rule for problem in planned.problems] == ["no-source"]
    assert len(plan(Project.open(project), Choice(languages=("cy",))).jobs) == 2


def test_a_choice_that_leaves_nothing_is_a_slip(project: Path) -> None:
    other_campaign(project)
    (said,) = wrong(project, Choice(campaigns=("winter",)))
    assert said.startswith(
        'no layout prints the campaign "winter"; begin one with: cease new layout'
    )


def test_a_campaign_that_no_layout_prints_says_how_to_begin_one(project: Path) -> None:
    assert cease("new", "campaign", "winter", "--project", project).status == 0
    hint = "hint: begin one with: cease new layout NAME --campaign winter"
    chosen = ("--edition", "office", "--project", project, "--out", project / "out")
    done = cease("build", "--campaign", "winter", *chosen)
    assert done.status == 2
    assert "content/winter/en-GB.yaml:1:1: error[no-layout]: no layout prints the" in done.err
    assert hint in done.err
    done = cease("build", *chosen)
    assert done.status == 0, "the other campaign is built"
    assert "warning[no-layout]" in done.err
    (project / "content/garden/en-GB.yaml").unlink()
    (project / "content/garden").rmdir()
    done = cease("build", *chosen)
    assert (done.status, "error[no-layout]" in done.err, hint in done.err) == (2, True, True)


def test_areas_planned_together_have_the_jobs_that_they_have_alone(project: Path) -> None:
    folder = project / "content/areas"
    (project / "layouts/themes/sea.yaml").write_bytes(
        (project / "layouts/themes/plain.yaml").read_bytes()
    )
    words = (folder / "ashdale.yaml").read_text(encoding="utf-8")
    others = {
        "berry": words,
        "cole": words.replace("test: true\n", ""),
        "dunn": f"{words}theme: sea\n",
        "elm": "title: [",
    }
    for name, text in others.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    opened, every = Project.open(project), Choice.everything()._replace(themes=("all",))
    alone = [
        job for name in opened.areas() for job in plan(opened, every._replace(areas=(name,))).jobs
    ]
    assert plan(Project.open(project), every).jobs == tuple(alone)
    marked = {
        name
        for name in opened.areas()
        if any(f"/{name}/" in job.file and "-TEST" in job.file for job in alone)
    }
    assert marked == {"ashdale", "berry", "dunn"}


@pytest.mark.parametrize("name", ["Derby Süd", "Derby", "con", "all"])
def test_names_that_files_cannot_be_called_after_are_refused(project: Path, name: str) -> None:
    area = project / "content/areas/ashdale.yaml"
    area.rename(area.with_name(f"{name}.yaml"))
    done = cease("build", "card", "--project", project)
    assert done.status == 1
    assert f'content/areas/{name}.yaml:1:1: error[name]: the area is called "{name}"' in done.err
    assert not (project / "output").exists()
