"""An open project goes on with files that have changed, and keeps the rest."""

import shutil
from pathlib import Path

import yaml

from generator.cache import Cache
from generator.jobs.project import Project
from generator.kept import Kept
from tests.sample_projects import FILES, ROOT, change

CARD = "layouts/card.yaml"
WORDS, PLAIN = "content/garden/en-GB.yaml", "layouts/themes/plain.yaml"
ASHDALE, CALDERBY = "content/areas/ashdale.yaml", "content/areas/calderby.yaml"


def test_the_design_is_kept_while_only_words_change(project: Path) -> None:
    live = Project.open(project)
    design, drawing = live.design, live.design.drawing("card")[0]
    change(project / WORDS, "Come and dig", "Come and plant")
    live.forget([WORDS])
    assert live.design is design
    change(project / PLAIN, "60, 0, 80, 0", "60, 0, 90, 0")
    live.forget([PLAIN])
    assert live.design.drawing("card")[0] != drawing


def test_a_font_that_changes_is_opened_anew(project: Path) -> None:
    """The same path stands for another font, which the cache could not know."""
    shutil.copytree(ROOT / "fonts/PublicSans", project / "fonts/PublicSans")
    families = yaml.safe_load((ROOT / "fonts/fonts.yaml").read_text())["families"]
    own = yaml.safe_dump({"families": {"Public Sans": families["Public Sans"]}})
    (project / "fonts/fonts.yaml").write_text(own)
    live = Project.open(project)
    before = live.build("card-a6", edition="office", area="ashdale").data
    font = "fonts/PublicSans/PublicSans-Regular.ttf"
    shutil.copy(project / font.replace("Regular", "SemiBold"), project / font)
    live.forget([font])
    anew = Project.open(project).build("card-a6", edition="office", area="ashdale").data
    assert live.build("card-a6", edition="office", area="ashdale").data == anew != before


def test_several_files_at_once(project: Path) -> None:
    live = Project.open(project)
    assert live.areas() == ["ashdale"]
    (project / CALDERBY).write_text(FILES[ASHDALE])
    (project / "content/meadow").mkdir()
    (project / "content/meadow/en-GB.yaml").write_text((project / WORDS).read_text())
    live.forget([CALDERBY, "content/meadow/en-GB.yaml"])
    assert live.areas() == ["ashdale", "calderby"]
    assert live.campaigns() == ["garden", "meadow"]


def test_a_piece_that_is_made_again_has_the_new_words(project: Path) -> None:
    live = Project.open(project)
    before = live.build("card-a6", edition="office").data
    change(project / WORDS, "Come and dig", "Come and plant")
    live.forget([WORDS])
    anew = Project.open(project).build("card-a6", edition="office").data
    assert live.build("card-a6", edition="office").data == anew != before


def test_an_edition_that_changes_is_read_anew(project: Path) -> None:
    live = Project.open(project)
    assert live.edition("press")[0].title != "Printed"
    path = "layouts/editions.yaml"
    change(project / path, live.edition("press")[0].title, "Printed")
    live.forget([path])
    assert live.edition("press")[0].title == "Printed"


def test_the_digest_is_that_of_the_file_as_it_is(project: Path) -> None:
    live = Project.open(project)
    before = live.shelf.digest(WORDS)
    change(project / WORDS, "Come and dig", "Come and plant")
    live.forget([WORDS])
    assert live.shelf.digest(WORDS) == Project.open(project).shelf.digest(WORDS) != before


def test_a_verdict_that_an_earlier_command_left_is_asked_for_by_what_is_there_now(
    project: Path, tmp_path: Path
) -> None:
    def opened() -> Project:
        return Project.open(project, Cache(kept=Kept(tmp_path / "kept", lambda: "one")))

    opened().validate()
    live = opened()
    assert not [each for each in live.validate() if each.is_error]
    change(project / CARD, "{size: 12, leading: 15.6,", "{size: 92, leading: 99,")
    live.forget([CARD])
    assert [each.rule for each in live.validate() if each.is_error]
