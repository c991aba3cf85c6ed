"""Words are signed off, go out of date, and are brought up to date, as the command line does it."""

import shutil
from pathlib import Path

import pytest

from generator.content.answers import Answer, Review, answers
from generator.content.sentences import digest
from generator.content.translation_file import translation_text
from tests.sample_projects import cease
from tests.studio.fields_desk import WORDS, FieldsDesk, copied
from tests.typeset import shipped

URDU, ENGLISH, POLISH = (f"{WORDS}/{tag}.yaml" for tag in ("ur", "en-GB", "pl"))
EARLIER = f"{WORDS}/earlier/en-GB.yaml"
RAISE, RAISE_ENGLISH = "ur:blocks.raise.texts.0", "campaign:blocks.raise.paragraphs.0.text"
QUESTION, QUESTION_ENGLISH = "ur:blocks.question.text", "campaign:blocks.question.text"
NEW = "Could you see the signs?"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CEASE_TODAY", "2026-03-31")
    return copied(tmp_path)


def written(desk: FieldsDesk, changed: dict[str, Answer]) -> str:
    """The Urdu file as `cease translate import` writes it."""
    content = desk.project.project.content
    originals = content.originals(shipped.CAMPAIGN)
    given, _ = answers(originals, content.translation(shipped.CAMPAIGN, "ur"))
    before = str(desk.text(URDU))
    source = content.source(shipped.CAMPAIGN)
    return translation_text(source, {**given, **changed}, "Urdu", before)


def test_a_sign_off_writes_what_the_command_line_writes(folder: Path) -> None:
    desk = FieldsDesk(folder, "ur")
    before = desk.text(URDU)
    review = Review("A. Reader", "2026-03-31")
    text = desk.fields()[QUESTION].value
    asked = {"question.0": Answer(text, digest("Could you spot the signs?"), review)}
    wanted = written(desk, asked)
    usual = written(desk, {})
    desk.act("sign", "ur:blocks.question", " A.  Reader ")
    lines = set(desk.text(URDU).split("\n")) - set(before.split("\n"))
    assert lines == set(wanted.split("\n")) - set(usual.split("\n"))
    signing = desk.block("The question").signing
    assert signing is not None
    assert (signing.by, signing.said_on) == ("A. Reader", "31 March 2026")
    assert desk.save() == (URDU,)


def test_a_change_takes_the_sign_off_away_and_says_so(folder: Path) -> None:
    desk = FieldsDesk(folder, "ur")
    before = desk.text(URDU)
    desk.act("sign", "ur:blocks.question", "A. Reader")
    desk.save()
    signed = desk.text(URDU)
    words = desk.fields()[QUESTION].value
    desk.type(QUESTION, f"{words} ", f"{words}x")
    assert desk.value(URDU, "blocks.question.status") == "draft"
    assert desk.value(URDU, "blocks.question.reviewed_by") is None
    signing = desk.block("The question").signing
    assert signing is not None
    assert (signing.by, signing.taken_from) == ("", "A. Reader")
    assert desk.undo()
    assert desk.text(URDU) == signed
    desk.act("unsign", "ur:blocks.question")
    assert desk.text(URDU) == before


def test_a_sign_off_needs_a_name(folder: Path) -> None:
    desk = FieldsDesk(folder, "ur")
    with pytest.raises(ValueError, match="nothing of that kind"):
        desk.act("sign", "ur:blocks.question", "  ")


def test_a_translation_goes_out_of_date_and_is_brought_up_to_date(folder: Path) -> None:
    desk = FieldsDesk(folder, "ur")
    desk.change_file(ENGLISH, "blocks.question.text", NEW)
    field = desk.fields()[QUESTION]
    assert (field.standing, field.before) == ("stale", "Could you spot the signs?")
    assert ("ins", "see") in field.differences
    desk.act("fresh", QUESTION)
    assert desk.fields()[QUESTION].standing == "fresh"
    assert desk.value(URDU, "blocks.question.source") == [digest(NEW)]
    assert desk.value(EARLIER, f"texts.{digest(NEW)}") == NEW
    assert set(desk.save()) == {EARLIER, URDU}
    again = FieldsDesk(folder, "ur")
    assert again.project.project.content.earlier(shipped.CAMPAIGN)[digest(NEW)] == NEW


def test_a_sentence_that_is_out_of_date_is_signed_off_anew(folder: Path) -> None:
    desk = FieldsDesk(folder, "ur")
    desk.change_file(ENGLISH, "blocks.actions.items.1", "Talk with your child about these risks")
    desk.act("sign", "ur:blocks.actions", "A. Reader")
    assert all(f.standing != "stale" for f in desk.fields().values())
    assert desk.value(URDU, "blocks.actions.status") == "reviewed"


def test_a_change_of_the_original_asks_what_it_means(folder: Path) -> None:
    desk = FieldsDesk(folder, "en-GB")
    assert all(field.asked is None for field in desk.fields().values())
    desk.type(QUESTION_ENGLISH, NEW)
    asked = desk.fields()[QUESTION_ENGLISH].asked
    assert asked is not None
    assert (asked.languages, asked.said) == (16, "")
    desk.act("changed", QUESTION_ENGLISH)
    asked = desk.fields()[QUESTION_ENGLISH].asked
    assert asked is not None
    assert asked.said == "changed"
    assert desk.save() == (ENGLISH,)
    assert FieldsDesk(folder, "ur").fields()[QUESTION].standing == "stale"


def test_an_unchanged_meaning_leaves_translations_as_they_are(folder: Path) -> None:
    desk = FieldsDesk(folder, "en-GB")
    desk.type(RAISE_ENGLISH, "Tell someone you can trust, such as your child's teacher.")
    before = {path: desk.text(path) for path in (URDU, POLISH)}
    desk.act("same", RAISE_ENGLISH)
    asked = desk.fields()[RAISE_ENGLISH].asked
    assert asked is not None
    assert asked.said == "same"
    new = digest("Tell someone you can trust, such as your child's teacher.")
    for path, text in before.items():
        gone, come = text.split("\n"), desk.text(path).split("\n")
        assert sum(one != other for one, other in zip(gone, come, strict=True)) == 1
        assert desk.value(path, "blocks.raise.source") == [new]
    assert desk.value(ENGLISH, "blocks.raise.easy.source") == [new]
    assert desk.undo()
    assert desk.text(URDU) == before[URDU]
    desk.act("same", RAISE_ENGLISH)
    files = desk.save()
    assert len(files) == 18
    assert EARLIER in files
    assert FieldsDesk(folder, "ur").fields()[RAISE].standing == "fresh"


def test_a_sentence_that_is_missing_gets_its_place(folder: Path) -> None:
    path = folder / ENGLISH
    new = "      - Listen to your child\n"
    first = "      - Talk to your child about these potential risks\n"
    path.write_text(path.read_text().replace(first, new + first))
    desk = FieldsDesk(folder, "ur")
    key = "ur:?actions.1"
    assert desk.fields()[key].standing == "missing"
    signing = desk.block("Signs and what to do").signing
    assert signing is not None
    assert not signing.whole
    before = list(desk.project.data(URDU)["blocks"]["actions"]["texts"])
    field = desk.act("translate", key)
    assert field == "ur:blocks.actions.texts.1"
    desk.type(field, "سنیں")
    assert desk.value(URDU, "blocks.actions.texts") == [before[0], "سنیں", *before[1:]]
    assert [f.standing for k, f in desk.fields().items() if "actions" in k] == ["fresh"] * 5


def test_a_block_that_is_missing_gets_its_place(folder: Path) -> None:
    path = folder / URDU
    text = path.read_text()
    start, end = text.index("  question:\n"), text.index("  pledge-link:\n")
    path.write_text(text[:start] + text[end:])
    desk = FieldsDesk(folder, "ur")
    assert desk.act("translate", "ur:?question.0") == QUESTION
    assert list(desk.project.data(URDU)["blocks"]) == list(desk.project.data(ENGLISH)["blocks"])


def test_easy_wording_is_signed_off_against_its_block(folder: Path) -> None:
    desk = FieldsDesk(folder, "en-GB", "easy-read-a4")
    desk.act("sign", "campaign:blocks.how.easy", "A. Reader")
    assert desk.value(ENGLISH, "blocks.how.easy.status") == "reviewed"
    desk.type("campaign:blocks.how.easy.sentences.1.text", "They may send pictures.")
    assert desk.value(ENGLISH, "blocks.how.easy.status") == "draft"


def test_the_command_line_signs_off_with_the_same_bytes(tmp_path: Path, folder: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns("other"))
    change = "Could you see the signs?"
    for each in (folder, other):
        place = each / ENGLISH
        place.write_text(place.read_text().replace("Could you spot the signs?", change))
    desk = FieldsDesk(folder, "ur")
    for name in ("question", "actions"):
        desk.act("sign", f"ur:blocks.{name}", "A. Reader")
    assert set(desk.save()) == {EARLIER, URDU}
    review = ("translate", "review", "ur", "question", "actions", "--reviewed-by", "A. Reader")
    done = cease(*review, "--project", other)
    assert done.status == 0, done.err
    for path in (URDU, EARLIER):
        assert (other / path).read_bytes() == (folder / path).read_bytes()
    before = (other / URDU).read_bytes()
    for wrong in (("nothing",), ("question", "--reviewed-on", "soon")):
        done = cease("translate", "review", "ur", *wrong, *review[5:], "--project", other)
        assert done.status != 0
    assert (other / URDU).read_bytes() == before
