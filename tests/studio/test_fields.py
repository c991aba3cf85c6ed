"""The fields of a piece: which there are, and what becomes of the files when they are changed."""

from pathlib import Path

import msgspec
import pytest

from generator.studio.edit_answers import fault
from generator.studio.edit_fields import word_differences
from generator.studio.language_fonts import LanguageFonts, style_sheet
from tests.studio.fields_desk import WORDS, FieldsDesk, copied
from tests.studio.studio_tab import AREA

PLACE = "area:contacts.social-care.0.place"
NUMBER = "area:contacts.social-care.0.number"
CONTACTS = "area:contacts.social-care"
PAIR = {"place": "North Moor", "number": "0116 496 0123"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path)


def test_everything_that_is_printed_has_a_field(folder: Path) -> None:
    urdu = FieldsDesk(folder, "ur")
    fields = urdu.fields()
    assert fields["ur:blocks.question.text"].source == "Could you spot the signs?"
    assert fields["ur:blocks.question.text"].standing == "fresh"
    assert fields[NUMBER].good is not None
    assert (fields[NUMBER].good.kind, fields[NUMBER].good.place) == ("place", "Leicester")
    assert fields["area:translations.ur.places.Leicester City"].value == "لیسٹر سٹی"
    assert fields["area:numbers.police"].of == "police"
    assert fields["area:links.ceop"].kind == "address"
    assert fields["area:imprint.publisher"].optional
    assert "ur:title" in fields
    assert [term.term for term in fields["ur:blocks.raise.texts.0"].terms] == []
    assert [term.term for term in fields["ur:blocks.what-to-do.text"].terms] == ["grooming"]
    assert urdu.block("Chat messages").note.startswith("Chat messages")
    english = FieldsDesk(folder, "en-GB", "leaflet-dl-6pp").fields()
    assert english["campaign:blocks.how.paragraphs.2"].number == 3
    assert english["area:names.region"].value == "Leicester, Leicestershire and Rutland"
    assert not any(field.source for field in english.values())
    easy = FieldsDesk(folder, "en-GB", "easy-read-a4").fields()
    assert easy["campaign:blocks.definition.easy.sentences.2.text"].count == 3


def test_marks_in_words_are_explained(folder: Path) -> None:
    urdu = FieldsDesk(folder, "ur").fields()
    marks = urdu["ur:blocks.police.texts.0"].marks
    assert marks == [("name", "{police}"), ("bold", "")]
    assert urdu["ur:blocks.exploitation.text"].marks == [("line", "")]
    assert urdu["ur:blocks.question.text"].marks == []


def test_a_file_with_errors_has_its_fields(folder: Path) -> None:
    desk = FieldsDesk(folder, "en-GB")
    desk.type("campaign:blocks.actions.items.1", "")
    desk.type(NUMBER, "0116")
    assert desk.fields()["campaign:blocks.actions.items.1"].value == ""
    assert desk.fields()[NUMBER].good is None


def test_spellings_of_a_place_are_renamed_with_it(folder: Path) -> None:
    desk = FieldsDesk(folder, "ur")
    before = desk.text(AREA)
    desk.type(PLACE, "", "L", "Leicester", "Leicester town")
    after = desk.text(AREA)
    assert after == before.replace("place: Leicester City", "place: Leicester town").replace(
        "      Leicester City: ", "      Leicester town: "
    )
    assert desk.fields()["area:translations.ur.places.Leicester town"].value == "لیسٹر سٹی"
    document, _ = desk.project.document(desk.desk)
    assert document.blocks["social-care"].contacts[0].place.plain == "لیسٹر سٹی"
    assert desk.undo()
    assert desk.text(AREA) == before


def test_a_spelling_stays_while_another_contact_has_the_place(folder: Path) -> None:
    desk = FieldsDesk(folder, "ur")
    desk.type("area:contacts.social-care.1.place", "Rutland")
    assert desk.value(AREA, "translations.ur.places.Leicestershire") is None
    desk.type("area:contacts.social-care.1.place", "North Moor")
    assert desk.value(AREA, "translations.ur.places.Rutland") == "رٹلینڈ"


def test_a_spelling_is_put_in_and_taken_out(folder: Path) -> None:
    desk = FieldsDesk(folder, "cy")
    before = desk.text(AREA)
    key = "area:translations.cy.places.Rutland"
    desk.type(key, "R", "Rutland Cymru")
    assert desk.text(AREA) == before.replace(
        "Dinas Leicester\n", "Dinas Leicester\n      Rutland: Rutland Cymru\n"
    )
    desk.type(key, "")
    assert desk.text(AREA) == before


def test_a_contact_is_added_filled_in_moved_and_taken_out(folder: Path) -> None:
    desk = FieldsDesk(folder, "ur")
    before = desk.text(AREA)
    assert desk.act("add", CONTACTS) == f"{CONTACTS}.3.place"
    desk.type(f"{CONTACTS}.3.place", PAIR["place"])
    desk.type(f"{CONTACTS}.3.number", PAIR["number"])
    lines = "    - place: North Moor\n      number: 0116 496 0123\n"
    assert desk.text(AREA) == before.replace("01572 758 407\n", f"01572 758 407\n{lines}")
    assert desk.act("up", f"{CONTACTS}.3") == f"{CONTACTS}.2.place"
    assert desk.value(AREA, "contacts.social-care.2") == PAIR
    desk.act("down", f"{CONTACTS}.2")
    assert desk.value(AREA, "contacts.social-care.3") == PAIR
    desk.act("remove", f"{CONTACTS}.3")
    assert desk.text(AREA) == before
    for _ in range(6):
        assert desk.undo() or True
    assert desk.text(AREA) == before
    assert desk.project.history.changed == []


def test_a_contact_takes_its_spellings_with_it(folder: Path) -> None:
    desk = FieldsDesk(folder, "ur")
    before = desk.text(AREA)
    desk.act("remove", f"{CONTACTS}.0")
    assert "Leicester City" not in desk.text(AREA)
    assert desk.undo()
    assert desk.text(AREA) == before


def test_words_of_the_areas_own_are_added_and_taken_out(folder: Path) -> None:
    desk = FieldsDesk(folder, "ur")
    before = desk.text(AREA)
    assert desk.act("add", "area:own") == "area:own.heading"
    desk.type("area:own.heading", "Our safeguarding lead")
    desk.type("area:own.number", "0116 496 0123")
    desk.type("area:translations.ur.own.heading", "ہماری")
    assert desk.fields()["area:own.number"].value == "0116 496 0123"
    assert desk.fields()["area:translations.ur.own.heading"].value == "ہماری"
    desk.act("remove", "area:own")
    assert desk.value(AREA, "own") is None
    assert "ہماری" not in desk.text(AREA)
    for _ in range(5):
        desk.undo()
    assert desk.text(AREA) == before


def test_the_imprint_is_begun_by_typing(folder: Path) -> None:
    desk = FieldsDesk(folder, "ur")
    before = desk.text(AREA)
    desk.type("area:imprint.date", "2", "2026-03")
    assert desk.value(AREA, "imprint") == {"date": "2026-03"}
    assert desk.undo()
    assert desk.text(AREA) == before


def test_logos_are_added_from_the_files_that_there_are(folder: Path) -> None:
    logos = folder / "content/areas/logos"
    logos.mkdir()
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    for name in ("north.svg", "east.svg"):
        (logos / name).write_text(drawing)
    desk = FieldsDesk(folder, "en-GB")
    adding = desk.block("logos").adding
    assert adding is not None
    assert adding.choices == ("logos/east.svg", "logos/north.svg")
    with pytest.raises(msgspec.ValidationError):
        desk.act("add", "area:logos", "../languages.yaml")
    assert desk.act("add", "area:logos", "logos/north.svg") == "area:logos.0.alt"
    desk.type("area:logos.0.alt", "North Moor Council")
    desk.act("add", "area:logos", "logos/east.svg")
    desk.type("area:logos.1.lead", "true")
    desk.act("up", "area:logos.1")
    assert desk.value(AREA, "logos") == [
        {"file": "logos/east.svg", "alt": "", "lead": "true"},
        {"file": "logos/north.svg", "alt": "North Moor Council"},
    ]
    assert "\n    lead: true\n" in desk.text(AREA)  # as its schema asks
    desk.type("area:logos.0.lead", "")
    assert desk.value(AREA, "logos.0") == {"file": "logos/east.svg", "alt": ""}
    assert desk.block("logos").adding == msgspec.structs.replace(adding, choices=(), why_not="none")


@pytest.mark.parametrize(
    ("act", "key"),
    [
        ("remove", "area:numbers.police"),
        ("remove", "campaign:blocks.question"),
        ("up", f"{CONTACTS}.0"),
        ("add", "area:links"),
        ("sign", "ur:blocks.nothing"),
        ("fresh", "ur:blocks.question.text"),
        ("same", "campaign:blocks.question.text"),
        ("translate", "ur:?question.0"),
    ],
)
def test_what_the_fields_do_not_offer_is_not_done(folder: Path, act: str, key: str) -> None:
    desk = FieldsDesk(folder, "ur")
    with pytest.raises(msgspec.ValidationError):
        desk.act(act, key, "A. Reader")  # type: ignore[arg-type]
    assert desk.project.history.changed == []


def test_a_value_that_may_not_be_missing_is_not_put_in(folder: Path) -> None:
    desk = FieldsDesk(folder, "ur")
    for key in ("area:translations.pl.places.Rutland", "area:names.other", "area:default.x"):
        desk.type(key, "x")
    assert desk.project.history.changed == []


def test_changes_of_words_are_told_word_by_word() -> None:
    assert word_differences("It can take hours.", "It may take many hours.") == [
        ("", "It "),
        ("del", "can"),
        ("ins", "may"),
        ("", " take "),
        ("ins", "many "),
        ("", "hours."),
    ]


def test_the_keys_of_a_block_are_for_who_keeps_the_files(folder: Path) -> None:
    desk = FieldsDesk(folder, "ur")
    form = desk.screen.form(desk.desk, desk.layout)
    keys = desk.block("The question").keys(form.paths)
    assert keys == [(f"{WORDS}/ur.yaml", "blocks.question.text")]


def test_what_is_wrong_in_a_layout_is_told_at_the_words_that_mend_it(folder: Path) -> None:
    desk = FieldsDesk(folder, "en-GB", "poster-story")
    key = "campaign:blocks.police.paragraphs.0"
    desk.type(key, desk.fields()[key].value.replace("**", ""))
    shown = desk.project.shown(desk.desk, desk.layout)
    words = {path: word for word, path in desk.project.paths(desk.desk).items()}
    found = [fault(each, words) for each in shown.problems if each.is_error]
    assert [(each.rule, each.key) for each in found] == [("missing-part", "campaign:blocks.police")]


@pytest.mark.parametrize("words", ["Leicester ", "  Leicester", "Leicester  town"])
def test_a_place_that_is_half_typed_keeps_its_spellings(folder: Path, words: str) -> None:
    desk = FieldsDesk(folder, "ur")
    desk.type(PLACE, words)
    place = " ".join(words.split())
    assert desk.fields()[f"area:translations.ur.places.{place}"].value == "لیسٹر سٹی"
    desk.project.document(desk.desk)


def test_each_script_has_the_font_that_pieces_are_set_in(folder: Path) -> None:
    fonts = LanguageFonts(FieldsDesk(folder, "ur").studio).fonts()
    names = {each.tag: each.font.family for each in fonts}
    assert names["ur"] == "Noto Nastaliq Urdu"
    assert names["ar"] == "Noto Sans Arabic"
    assert "pl" not in names
    sheet = style_sheet(fonts)
    assert sheet.count("@font-face") == len({each.font.path for each in fonts})
    assert all(f":lang({each.tag}) {{" in sheet and each.name in sheet for each in fonts)
