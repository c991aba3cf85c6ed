"""A problem names the file of the area at hand and the line where its value stands today, though
the page it was found on was composed before for another area."""

from pathlib import Path

import pytest

from generator import Project
from generator.cache import Cache
from generator.problems import Problem, Refused
from tests.sample_projects import change

# the same words in both areas, so that the second page is the first one remembered
AREA = """\
{above}title: {title}
test: true
names: {{town: Ashdale}}
numbers: {{office: 0116 496 0123}}
contacts:
  wardens:
    - place: Ashdale Common
      number: 0116 496 0124
links:
  more: {address}
own:
  heading: {heading}
  sentence: Ring before you come.
verified: {{by: A. Clerk, on: 2026-03-31}}
"""
LINES_ABOVE = 3
STYLE = "  body: {size: 12, leading: 15.6, colour: black}\n"
MORE_STYLES = (
    "  faint: {size: 12, leading: 15.6, colour: leaf}\n"
    "  large: {size: 24, leading: 26, colour: black}\n"
)
CODE = "          - {kind: code"
ITEMS = (
    "          - {kind: text, block: own, part: heading, style: large, above: 2}\n"
    "          - {kind: contacts, block: ring, place: body, number: faint, above: 2}\n"
)
CASES = {
    "a heading too wide": ("overset", "heading", {"heading": "Llanfairpwllgwyngyll" * 2}),
    "an address too wide": ("overset", "more", {"address": "www.example.org/" + "a" * 60}),
    "an address too long for its code": (
        "overset",
        "more",
        {"address": f"example.org/{'a/' * 600}"},
    ),
    "faint text": ("contrast", "number", {}),
}


def write_areas(project: Path, **values: str) -> None:
    words = {"address": "www.example.org/dig", "heading": "Ask at the gate", **values}
    for name, above in (("ashdale", ""), ("birchley", "# ours\n" * LINES_ABOVE)):
        text = AREA.format(title=name.title(), above=above, **words)
        (project / f"content/areas/{name}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture(name="two_areas")
def _two_areas(project: Path) -> Path:
    ring = '  ring: {kind: contacts, text: "Ring a warden:", contacts: wardens}\n'
    change(project / "content/garden/en-GB.yaml", "  more: {kind", f"{ring}  more: {{kind")
    layout = project / "layouts/card.yaml"
    change(layout, STYLE, STYLE + MORE_STYLES)
    change(layout, CODE, ITEMS + CODE)
    write_areas(project)
    return project


def problems(project: Project, area: str) -> list[Problem]:
    try:
        return list(project.build("card", edition="press", area=area).problems)
    except Refused as refused:
        return list(refused.problems)


def place(project: Project, area: str, rule: str, field: str) -> tuple[str, int]:
    """The file and the line of the one problem of a rule with a field of the area's."""
    found = [
        each.span
        for each in problems(project, area)
        if each.rule == rule and each.span and field in each.span.key
    ]
    assert len(found) == 1, problems(project, area)
    return Path(found[0].path).name, found[0].line


@pytest.mark.parametrize("case", CASES)
def test_a_problem_of_a_second_area_names_its_own_file(two_areas: Path, case: str) -> None:
    rule, field, values = CASES[case]
    write_areas(two_areas, **values)
    text = (two_areas / "content/areas/ashdale.yaml").read_text(encoding="utf-8")
    line = next(n for n, words in enumerate(text.splitlines(), 1) if f"{field}:" in words and n > 5)
    project = Project.open(two_areas, Cache())
    assert place(project, "ashdale", rule, field) == ("ashdale.yaml", line)
    assert place(project, "birchley", rule, field) == ("birchley.yaml", line + LINES_ABOVE)


@pytest.mark.parametrize("case", CASES)
def test_the_problems_are_those_of_a_project_that_remembers_nothing(
    two_areas: Path, case: str
) -> None:
    write_areas(two_areas, **CASES[case][2])
    warm = Project.open(two_areas, Cache())
    problems(warm, "ashdale")
    assert problems(warm, "birchley") == problems(Project.open(two_areas, Cache(0)), "birchley")


@pytest.mark.parametrize("case", CASES)
def test_a_line_added_above_moves_the_place(two_areas: Path, case: str) -> None:
    rule, field, values = CASES[case]
    write_areas(two_areas, **values)
    cache = Cache()
    name, line = place(Project.open(two_areas, cache), "ashdale", rule, field)
    path = two_areas / "content/areas/ashdale.yaml"
    path.write_text("# checked\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert place(Project.open(two_areas, cache), "ashdale", rule, field) == (name, line + 1)


# what a frame's items ask for, and the words do not give
BLOCKS = """\
  chat: {kind: messages, messages: [{by: teacher, text: Hello}]}
  count: {kind: statistic, text: "There are **20001** of them.", value: 20001}
"""
MISTAKES = {
    "missing-block": "{kind: text, block: nowhere, style: body}",
    "wrong-block": "{kind: list, block: headline, style: body, indent: 5, bullet: warden}",
    "missing-part": "{kind: text, block: words, part: strong, style: body}",
    "too-many": "{kind: field, block: count, height: 20, colour: black}",
    "unknown-speaker": "{kind: messages, block: chat, style: body, shape: round, "
    "voices: {pupil: warden}}",
    "no-room": "{kind: columns, columns: [{width: 90, stack: [{kind: text, block: words, "
    "style: body}]}, {stack: [{kind: text, block: words, style: body}]}]}",
    "missing-block of a condition": "{kind: text, only: {contacts: nowhere, to: 3}, block: words, "
    "style: body}",
}
# the block whose words can mend it
ABOUT = {"missing-part": "words", "too-many": "count", "unknown-speaker": "chat"}
VOICES = """\
voices:
  warden: {fill: leaf, text: black, side: start}
bubbles:
  round:
    {radius: {em: 0.6}, drop: {em: 0.6}, base: {em: 0.9}, ease: {em: 0.1},
     padding: [{em: 0.4}, {em: 0.6}, {em: 0.4}, {em: 0.6}]}
"""


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_line_added_to_a_layout_moves_the_place_of_what_a_frame_lacks(
    project: Path, mistake: str
) -> None:
    """The frame is remembered, for its rows are equal; where they stand in the file is not."""
    words, layout = project / "content/garden/en-GB.yaml", project / "layouts/card.yaml"
    change(words, "  more: {kind", f"{BLOCKS}  more: {{kind")
    change(layout, CODE, f"          - {MISTAKES[mistake]}\n{CODE}")
    theme = project / "layouts/themes/plain.yaml"
    theme.write_text(theme.read_text(encoding="utf-8") + VOICES, encoding="utf-8")
    rule, line = mistake.partition(" ")[0], layout.read_text(encoding="utf-8").splitlines()
    written = next(n for n, text in enumerate(line, 1) if MISTAKES[mistake] in text)
    cache = Cache()
    for above in range(2):
        found = [
            each for each in problems(Project.open(project, cache), "ashdale") if each.rule == rule
        ]
        assert [each.span and (each.span.path, each.span.line) for each in found] == [
            ("layouts/card.yaml", written + above)
        ]
        assert [each.about for each in found] == [(ABOUT[rule],) if rule in ABOUT else ()]
        layout.write_text("# ours\n" + layout.read_text(encoding="utf-8"), encoding="utf-8")
