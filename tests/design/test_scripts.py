"""Scripts of a theme: which fonts set them, and what may be wrong with what it names."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.design.drawing import Drawing
from generator.design.project_design import Design
from generator.design.theme import Measure, ScriptSetting
from generator.problems import Problem, Refused
from generator.source.shelf import Shelf
from tests.sample_projects import ROOT

THEME = "layouts/themes/plain.yaml"


def themed(project: Path, yaml: str) -> Design:
    """The project with more in its theme."""
    with (project / THEME).open("a") as file:
        file.write(yaml)
    return Design(Shelf.at(project))


def refusal(project: Path, yaml: str) -> Problem:
    with pytest.raises(Refused) as refused:
        themed(project, yaml).drawing("card")
    (problem,) = refused.value.problems
    return problem


@pytest.fixture(scope="module")
def shipped() -> Drawing:
    return Design(Shelf.at(ROOT)).drawing("leaflet-dl-6pp")[0]


def families(drawing: Drawing, script: str, language: str) -> set[str]:
    found = drawing.setting_for(script, language)
    return {font.family for font in found.weights.values()} if found else set()


def test_a_language_may_differ_from_others_of_its_script(shipped: Drawing) -> None:
    assert families(shipped, "Arab", "ar") == {"Noto Sans Arabic"}
    assert families(shipped, "Arab", "ckb") == {"Noto Sans Arabic"}
    assert families(shipped, "Arab", "ur") == {"Noto Nastaliq Urdu"}
    assert families(shipped, "Arab", "ur-PK") == {"Noto Nastaliq Urdu"}


def test_the_main_script_and_unknown_ones_have_no_setting(shipped: Drawing) -> None:
    assert shipped.setting_for("Latn", "en-GB") is None
    assert shipped.setting_for("Mong", "mn") is None


def test_every_weight_is_answered_by_one_the_family_has(shipped: Drawing) -> None:
    for fonts in [*(found.weights for found in shipped.scripts.values()), *shipped.fallback]:
        assert set(fonts) == set(range(100, 1000, 100))
    urdu = shipped.setting_for("Arab", "ur")
    chinese = shipped.setting_for("Hans", "zh-Hans")
    assert urdu is not None
    assert chinese is not None
    asked = (400, 500, 600, 700, 800)
    assert [urdu.weights[weight].weight for weight in asked] == [400, 500, 600, 700, 700]
    assert [chinese.weights[weight].weight for weight in asked] == [400, 500, 700, 700, 900]


def test_a_weight_that_is_named_goes_before_the_nearest(project: Path) -> None:
    row = "scripts:\n  Hans: {family: Noto Sans SC, weights: {600: 500}}\n"
    found = themed(project, row).drawing("card")[0].scripts["Hans"].weights
    assert {asked: font.weight for asked, font in found.items()} == {
        100: 400, 200: 400, 300: 400, 400: 400, 500: 500, 600: 500, 700: 700, 800: 900, 900: 900,
    }  # fmt: skip


def test_fallback_families_keep_their_order(project: Path) -> None:
    drawing, _ = themed(project, "fallback: [Noto Sans, Noto Sans SC]\n").drawing("card")
    assert [fonts[700].family for fonts in drawing.fallback] == ["Noto Sans", "Noto Sans SC"]


def test_an_unknown_family_is_shown_where_it_is_named(project: Path) -> None:
    problem = refusal(project, "scripts:\n  Gujr: {family: Noto Sans Gujarat}\n")
    assert problem.rule == "unknown-font"
    assert problem.hint == 'did you mean "Noto Sans Gujarati"?'
    assert problem.span is not None
    assert problem.span.path == THEME
    assert problem.span.key == "scripts.Gujr.family"


def test_an_unknown_fallback_is_shown_where_it_is_named(project: Path) -> None:
    problem = refusal(project, "fallback: [Noto Sans, Noto]\n")
    assert problem.rule == "unknown-font"
    assert problem.span is not None
    assert problem.span.key == "fallback.1"


def test_a_family_for_another_script_is_an_error(project: Path) -> None:
    problem = refusal(project, "scripts:\n  Arab/ur: {family: Noto Sans Tamil}\n")
    assert problem.rule == "unknown-script"
    assert problem.message == 'Noto Sans Tamil is not for the script "Arab"'
    assert problem.hint == "use Noto Sans Arabic or Noto Nastaliq Urdu"


def test_a_script_without_any_font_is_an_error(project: Path) -> None:
    problem = refusal(project, "scripts:\n  arab: {family: Noto Sans Arabic}\n")
    assert problem.rule == "unknown-script"
    assert problem.hint == 'did you mean "Arab"?'
    assert problem.span is not None
    assert problem.span.key == "scripts.arab"


def test_a_weight_the_family_lacks_is_an_error(project: Path) -> None:
    row = "scripts:\n  Arab: {family: Noto Nastaliq Urdu, weights: {900: 800}}\n"
    problem = refusal(project, row)
    assert problem.rule == "unknown-font"
    assert problem.hint == "it has 400, 500, 600, 700"
    assert problem.span is not None
    assert problem.span.key == "scripts.Arab.weights.900"


def test_padding_of_a_bubble_there_is_not_is_an_error(project: Path) -> None:
    row = "scripts:\n  Arab: {family: Noto Sans Arabic, bubbles: {chat: {top: {em: 1}}}}\n"
    assert refusal(project, row).rule == "unknown-bubble"


def test_a_missing_file_is_found_though_it_is_not_opened(project: Path) -> None:
    shutil.copytree(ROOT / "fonts/PublicSans", project / "fonts/PublicSans")
    (project / "fonts/fonts.yaml").write_text(
        "families:\n"
        "  Public Sans: {licence: OFL.txt, scripts: [Latn], weights: {\n"
        "    400: PublicSans/PublicSans-Regular.ttf, 700: PublicSans/PublicSans-Bold.ttf}}\n"
        "  Thin: {licence: OFL.txt, scripts: [Gujr], weights: {400: thin.ttf}}\n"
    )
    problem = refusal(project, "scripts:\n  Gujr: {family: Thin}\n")
    assert problem.rule == "no-file"
    assert problem.span is not None
    assert problem.span.path == "fonts/fonts.yaml"


def test_leading_keeps_lines_of_display_type_apart() -> None:
    setting = ScriptSetting(family="Noto Nastaliq Urdu", leading=1.5, least_leading=1.68)
    assert setting.leading_at(12, 1.3) == pytest.approx(12 * 1.95)
    assert setting.leading_at(36, 1.0) == pytest.approx(36 * 1.68)


def test_a_script_pads_only_the_bubbles_it_names(shipped: Drawing) -> None:
    setting = shipped.scripts["Arab/ur"].setting
    shapes = shipped.theme.bubbles
    chat, pledge, card = shapes["chat"], shapes["pledge"], shapes["help-card"]
    assert setting.bubble("pledge", pledge) is pledge
    padded = setting.bubble("help-card", card)
    assert [side.em for side in padded.padding] == [0.20, 0, 0.48, 0]
    assert padded.radius == card.radius
    inked = setting.bubble("chat", chat)
    assert inked.padding == chat.padding
    assert inked.is_even
    assert inked.over == Measure(em=0.48)


def test_inputs_are_the_fonts_of_the_families_that_were_used(project: Path) -> None:
    design = themed(project, "fallback: [Noto Sans]\n")
    with design.shelf.recording() as recorder:
        design.drawing("card")
        unused = set(recorder.files)
        design.fonts.note(["Noto Sans", "Public Sans"])
    assert not any("Noto" in path for path in unused)
    assert recorder.files - unused == {
        f"shipped:fonts/NotoSans/NotoSans-{name}.ttf"
        for name in ("Regular", "Medium", "SemiBold", "Bold", "ExtraBold")
    }


COLD = """
import sys
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" else None)
from generator.cli import main
try:
    main(["build", "flyer-a5", "--edition", "press", *sys.argv[1:]])
finally:
    print(*sorted(path for path in opened if path.endswith((".ttf", ".otf"))), sep="\\n")
"""


def test_english_opens_no_font_of_another_script(tmp_path: Path) -> None:
    command = (sys.executable, "-c", COLD, "--project", ROOT, "--out", tmp_path)
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    opened = [Path(line) for line in done.stdout.splitlines() if line.endswith(".ttf")]
    assert {path.parent.name for path in opened} == {"PublicSans"}
