"""The words of pictures in slots have fields, beside their translation, and an area may print no
picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content.sentences import digest
from generator.jobs.project import Project
from generator.source.splice import insert, value_at
from generator.studio.edit_fields import FieldBlock
from tests.studio.fields_desk import WORDS, FieldsDesk, copied
from tests.studio.studio_tab import AREA, StudioTab
from tests.typeset import shipped

ENGLISH, URDU = f"{WORDS}/en-GB.yaml", f"{WORDS}/ur.yaml"
LAYOUT = "leaflet-dl-6pp"
ALT = "A terrace of houses at dusk with one window lit"
COVER = {"file": "images/terrace-tall.svg", "alt": ALT, "focus": "[0.172, 0.336]", "sky": "ground"}
HERE = "area:images.cover"


def with_picture(folder: Path, path: str = ENGLISH, **more: str) -> None:
    """A picture on the cover, named by the campaign or by the area."""
    file = folder / path
    row = {**COVER, **more}
    if path == AREA:
        row["file"] = f"../{shipped.CAMPAIGN}/{row['file']}"
    lines = "".join(f"    {key}: {value}\n" for key, value in row.items())
    file.write_text(f"{file.read_text()}\nimages:\n  cover:\n{lines}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path)


def pictured(desk: FieldsDesk) -> FieldBlock:
    return desk.block("picture")


def problems(desk: FieldsDesk) -> list[str]:
    """The errors of the piece as it is now."""
    shown = desk.project.shown(desk.desk, desk.layout)
    return [each.message for each in shown.problems if each.is_error]


def test_there_are_no_fields_without_a_picture(folder: Path) -> None:
    for layout in (LAYOUT, "flyer-a5"):
        with pytest.raises(StopIteration):
            pictured(FieldsDesk(folder, "en-GB", layout))
    with_picture(folder)
    with pytest.raises(StopIteration):
        pictured(FieldsDesk(folder, "en-GB", "flyer-a5"))  # which has no slot for it


def test_a_campaigns_picture_has_its_words(folder: Path) -> None:
    with_picture(folder)
    desk = FieldsDesk(folder, "en-GB", LAYOUT)
    alt, credit = pictured(desk).fields
    assert (alt.key, alt.value, alt.label) == ("campaign:images.cover.alt", ALT, "picture-alt")
    assert (credit.key, credit.value, credit.optional) == ("campaign:images.cover.credit", "", True)
    desk.type(alt.key, "Houses at dusk")
    desk.type(credit.key, "")
    assert desk.value(ENGLISH, "images.cover.credit") is None
    desk.type(credit.key, "J. Smith")
    assert desk.value(ENGLISH, "images.cover") == {
        **value_at(f"a: {{focus: {COVER['focus']}}}", "", "a"),
        "file": COVER["file"],
        "sky": "ground",
        "alt": "Houses at dusk",
        "credit": "J. Smith",
    }
    assert problems(desk) == []
    assert [field.value for field in pictured(desk).fields] == ["Houses at dusk", "J. Smith"]


def test_a_translation_stands_beside_and_is_signed(folder: Path) -> None:
    with_picture(folder, credit="J. Smith")
    desk = FieldsDesk(folder, "ur", LAYOUT)
    alt, credit = pictured(desk).fields
    assert (alt.source, alt.standing, alt.unwritten) == (ALT, "missing", True)
    assert (alt.label, credit.source) == ("picture-alt-in", "J. Smith")
    assert desk.act("translate", alt.key) == "ur:images.cover.alt"
    wanted = [digest(ALT), digest("J. Smith")]
    assert desk.value(URDU, "images.cover") == {
        "status": "draft", "source": wanted, "alt": "", "credit": "",
    }  # fmt: skip
    desk.type("ur:images.cover.alt", "شام کے وقت گھروں کی قطار")
    desk.type("ur:images.cover.credit", "J. Smith")
    assert [field.standing for field in pictured(desk).fields] == ["fresh", "fresh"]
    desk.act("sign", "ur:images.cover", "A. Reader")
    signing = pictured(desk).signing
    assert signing
    assert (signing.by, signing.stale, signing.whole) == ("A. Reader", False, True)
    desk.type("ur:images.cover.alt", "گھروں کی قطار")
    signing = pictured(desk).signing
    assert signing
    assert signing.by == ""  # words have changed since
    assert problems(desk) == []


def test_a_change_of_the_original_is_asked_about(folder: Path) -> None:
    with_picture(folder)
    file = folder / URDU
    row = {"status": "draft", "source": [digest(ALT)], "alt": "گھر"}
    file.write_text(insert(file.read_text(), URDU, "", "images", {"cover": row}, "subject"))
    desk = FieldsDesk(folder, "en-GB", LAYOUT)
    desk.type("campaign:images.cover.alt", "Terraced houses at dusk")
    (alt, _) = pictured(desk).fields
    assert alt.asked
    assert (alt.asked.languages, alt.asked.said) == (1, "")
    desk.act("same", alt.key)
    assert desk.value(URDU, "images.cover.source") == [digest("Terraced houses at dusk")]
    urdu = FieldsDesk(folder, "ur", LAYOUT)
    assert pictured(urdu).fields[0].standing == "fresh"


def test_an_area_may_print_no_picture(folder: Path) -> None:
    with_picture(folder)
    before = (folder / AREA).read_text()
    desk = FieldsDesk(folder, "en-GB", LAYOUT)
    block = pictured(desk)
    assert (block.hiding, block.hidden) == (HERE, False)
    desk.act("hide", HERE)
    assert desk.value(AREA, "images") == {"cover": "none"}
    block = pictured(desk)
    assert (block.fields, block.hiding, block.hidden) == ((), HERE, True)
    document, _ = desk.project.document(desk.desk)
    assert document.images == ()
    desk.act("show", HERE)
    assert desk.text(AREA) == before
    assert len(desk.project.document(desk.desk)[0].images) == 1
    desk.act("hide", HERE)
    assert desk.undo()
    assert desk.text(AREA) == before


def test_only_what_is_offered_is_done(folder: Path) -> None:
    desk = FieldsDesk(folder, "en-GB", LAYOUT)
    for act in ("hide", "show"):
        with pytest.raises(Exception, match="nothing of that kind"):
            desk.act(act, HERE)  # type: ignore[arg-type]


def test_an_areas_own_picture_has_its_words_in_each_language(folder: Path) -> None:
    with_picture(folder)
    with_picture(folder, AREA, alt="Our town hall")
    desk = FieldsDesk(folder, "ur", LAYOUT)
    block = pictured(desk)
    assert [(field.key, field.value) for field in block.fields] == [
        ("area:images.cover.alt", "Our town hall"),
        ("area:translations.ur.images.cover.alt", ""),
        ("area:images.cover.credit", ""),
    ]
    desk.type("area:images.cover.alt", "The town hall")
    desk.type("area:translations.ur.images.cover.alt", "ٹاؤن ہال")
    desk.type("area:images.cover.credit", "J. Smith")
    desk.type("area:translations.ur.images.cover.credit", "جے اسمتھ")
    assert desk.value(AREA, "translations.ur.images") == {
        "cover": {"alt": "ٹاؤن ہال", "credit": "جے اسمتھ"}
    }
    document, found = desk.project.document(desk.desk)
    assert [(each.alt, each.credit) for each in document.images] == [("ٹاؤن ہال", "جے اسمتھ")]
    assert not [each for each in found if each.key.startswith(HERE)]
    desk.type("area:images.cover.credit", "")
    assert desk.value(AREA, "images.cover.credit") is None
    desk.act("remove", HERE)
    assert desk.value(AREA, "images.cover") is None
    assert desk.value(AREA, "translations.ur.images.cover") is None
    assert pictured(desk).fields[0].source == ALT  # the campaign's again
    assert problems(desk) == []


def test_what_is_saved_is_what_the_command_reads(folder: Path) -> None:
    with_picture(folder)
    desk = FieldsDesk(folder, "en-GB", LAYOUT)
    desk.act("hide", HERE)
    assert desk.save() == (AREA,)
    text = (folder / AREA).read_text()
    assert text.count("cover: none") == 1
    saved, _ = Project.open(folder, Cache()).document(shipped.CAMPAIGN, "en-GB", shipped.AREA)
    assert saved.images == ()


def test_the_picture_goes_and_comes_in_the_browser(studio: StudioTab) -> None:
    with_picture(studio.folder)
    studio.edit("en-GB", LAYOUT)
    alt = "campaign:images.cover.alt"
    studio.wait(f"{studio.input(alt)}")
    assert studio.ask(f"{studio.input(alt)}.value") == ALT
    studio.click(f"[data-act=hide][data-of='{HERE}']")
    studio.wait(f"document.querySelector(\"[data-act=show][data-of='{HERE}']\")")
    assert not studio.ask(f"Boolean({studio.field(alt)})")
    studio.click(f"[data-act=show][data-of='{HERE}']")
    studio.wait(f"{studio.field(alt)}")
