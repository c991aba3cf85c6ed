"""`cease translate`: progress, and words out and in."""

from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content import po, po_export, po_import
from generator.content.answers import answers
from generator.content.po_identify import identify
from generator.content.project_content import Content
from generator.content.translation_file import translation_text
from generator.source.shelf import Shelf
from tests.outside_programs import run as run_program
from tests.sample_projects import ROOT, cease, change, into_welsh

SHIPPED = Content(Shelf.at(ROOT), Cache())
CAMPAIGN = "kayleighs-love-story"
TAGS = [tag for tag in SHIPPED.tags(CAMPAIGN) if tag != SHIPPED.languages().default]


def exported(project: Path, out: Path) -> Path:
    done = cease("translate", "export", "cy", "--project", project, "-o", out / "cy.po")
    assert done.status == 0, done.err
    return out / "cy.po"


def status(project: Path, *options: str) -> list[dict[str, object]]:
    done = cease("translate", "status", "--project", project, "--json", *options)
    assert done.status == 0, done.err
    rows = done.json["translations"]
    assert isinstance(rows, list)
    return rows


# status


def test_status_counts_sentences_and_layouts(project: Path) -> None:
    (row,) = status(project)
    assert row == {
        "campaign": "garden", "language": "cy", "english": "Welsh", "sentences": 4,
        "translated": 0, "stale": 0, "draft": 0, "reviewed": 0,
        "layouts": None, "overset": None, "missing_glyph": None,
    }  # fmt: skip
    into_welsh(project)
    (row,) = status(project)
    assert (row["translated"], row["draft"], row["reviewed"]) == (4, 4, 0)
    assert (row["layouts"], row["overset"], row["missing_glyph"]) == (1, 0, 0)
    into_welsh(project, reviewed=True)
    change(project / "content/garden/en-GB.yaml", "Come and dig", "Dig")
    (row,) = status(project)
    assert (row["stale"], row["draft"], row["reviewed"]) == (1, 0, 4)


def test_status_counts_layouts_that_do_not_fit_or_lack_a_letter(project: Path) -> None:
    path = into_welsh(project)
    change(path, "Dewch i balu", "Dewch i balu " * 80)
    change(path, "Dysgwch fwy", "Dysgwch 更多")
    (row,) = status(project)
    assert (row["layouts"], row["overset"], row["missing_glyph"]) == (1, 1, 1)


def test_status_does_not_guess_where_a_theme_has_no_font(project: Path) -> None:
    into_welsh(project)
    change(
        project / "content/languages.yaml", "english: Welsh, script: Latn",
        "english: Welsh, script: Tibt",
    )  # fmt: skip
    (row,) = status(project)
    assert (row["layouts"], row["overset"], row["missing_glyph"]) == (1, None, None)


def test_status_as_a_table(project: Path) -> None:
    into_welsh(project)
    done = cease("translate", "status", "--project", project)
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "language         complete  stale  draft  reviewed  overset  missing glyph\n"
        "cy        Welsh  4 of 4    0      4      0         0        0\n"
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--language", "cz"), 'error[unknown-language]: there is no translating into "cz"'),
        (("--language", "en-GB"), "hint: campaigns are written in en-GB"),
        (("--campaign", "gardne"), 'error[unknown-campaign]: no campaign is called "gardne"'),
    ],
)
def test_what_is_not_there_is_a_slip_on_the_command_line(
    project: Path, options: tuple[str, str], message: str
) -> None:
    done = cease("translate", "status", "--project", project, *options)
    assert done.status == 2
    assert message in done.err


def test_a_broken_translation_is_reported_and_the_others_counted(project: Path) -> None:
    change(into_welsh(project), "  more:", "  mroe:")
    change(
        project / "content/languages.yaml", "  cy:",
        "  pl: {name: Polski, english: Polish, script: Latn}\n  cy:",
    )  # fmt: skip
    done = cease("translate", "status", "--project", project, "--json")
    assert done.status == 1
    assert [row["language"] for row in done.json["translations"]] == ["pl"]
    assert done.json["problems"][0]["rule"] == "unknown-block"


# out and in


def test_a_language_goes_out_and_comes_in(project: Path, tmp_path: Path) -> None:
    path = exported(project, tmp_path)
    text = path.read_text(encoding="utf-8")
    for key, words in {
        "title": "Gerddi {town}", "headline.0": "Gerddi {town}", "more.0": "Dysgwch fwy:",
        "words.0": "Dewch i balu ddydd Sadwrn. Ffoniwch {office} yn gyntaf.",
    }.items():  # fmt: skip
        before, after = text.split(f'msgctxt "{key}"\n')
        text = f'{before}msgctxt "{key}"\n' + after.replace('msgstr ""', f'msgstr "{words}"', 1)
    path.write_text(text, encoding="utf-8")
    run_program("msgfmt", "--check", "-o", tmp_path / "cy.mo", path)
    done = cease("translate", "import", path, "--project", project)
    assert (done.status, done.err) == (0, "content/garden/cy.yaml: 4 sentences changed\n")
    written = (project / "content/garden/cy.yaml").read_bytes()
    assert written == into_welsh(project).read_bytes()
    done = cease("build", "--language", "cy", "--project", project, "--out", tmp_path / "out")
    assert done.status == 0, done.err


def test_a_file_that_changes_nothing_changes_no_byte(project: Path, tmp_path: Path) -> None:
    path = into_welsh(project)
    by_hand = (
        path.read_text(encoding="utf-8").replace("text: Gerddi", "text:   Gerddi") + "# mine\n"
    )
    path.write_text(by_hand, encoding="utf-8")
    file = exported(project, tmp_path)
    first = file.read_bytes()
    done = cease("translate", "import", file, "--project", project)
    assert done.err == "content/garden/cy.yaml: nothing to change\n"
    assert path.read_text(encoding="utf-8") == by_hand
    assert exported(project, tmp_path).read_bytes() == first


def test_a_change_leaves_comments_and_order_as_they_are(project: Path, tmp_path: Path) -> None:
    path = into_welsh(project)
    text = path.read_text(encoding="utf-8")
    head, words, more = (text.partition(f"  {name}:\n") for name in ("headline", "words", "more"))
    text = (
        f"{head[0]}  more:\n{more[2]}\n  # the notice\n  words:\n{words[2].partition('  more:')[0]}"
    )
    text += f"  headline:\n{head[2].partition('  words:')[0]}"
    path.write_text(text.strip("\n") + "\n", encoding="utf-8")
    assert cease("validate", "--project", project).status == 0
    file = exported(project, tmp_path)
    change(file, "yn gyntaf", "yn gyntaf oll")
    done = cease("translate", "import", file, "--project", project, "--json")
    assert done.json["changed"] == ["words.0"]
    assert (
        path.read_text(encoding="utf-8")
        == text.strip("\n").replace("yn gyntaf", "yn gyntaf oll") + "\n"
    )


def test_a_reviewer_signs_what_is_taken_in(project: Path, tmp_path: Path) -> None:
    path = into_welsh(project)
    signed = ("--reviewed-by", "B. Reader", "--reviewed-on", "2026-04-01")
    file = exported(project, tmp_path)
    done = cease("translate", "import", file, *signed, "--project", project)
    assert done.err == "content/garden/cy.yaml: 4 sentences changed\n"
    after = path.read_bytes()
    assert after == into_welsh(project, reviewed=True).read_bytes()


def test_the_reviewers_date_is_todays_unless_given_and_must_be_one(
    project: Path, tmp_path: Path
) -> None:
    path = into_welsh(project)
    file = exported(project, tmp_path)
    signed = ("translate", "import", file, "--reviewed-by", "B. Reader", "--project", project)
    done = cease(*signed, "--reviewed-on", "1 April")
    assert done.status == 2
    assert "error[date]" in done.err
    cease(*signed)
    assert "reviewed_on: 2026-06-30" in path.read_text(encoding="utf-8")


def test_a_fault_takes_nothing_in(project: Path, tmp_path: Path) -> None:
    path = into_welsh(project)
    before = path.read_bytes()
    file = exported(project, tmp_path)
    change(file, "Dysgwch", "Dewch i ddysgu")
    change(file, "{office} yn", "{offis} yn")
    done = cease("translate", "import", file, "--project", project)
    assert done.status == 1
    assert "error[changed-placeholder]: {offis} is not in the original" in done.err
    assert path.read_bytes() == before


def test_a_translation_with_text_that_belongs_nowhere_is_not_written_anew(
    project: Path, tmp_path: Path
) -> None:
    path = into_welsh(project)
    file = exported(project, tmp_path)
    change(path, "  more:", "  mroe:")
    before = path.read_bytes()
    done = cease("translate", "import", file, "--project", project)
    assert done.status == 1
    assert 'error[unknown-block]: the original has no block called "mroe"' in done.err
    assert path.read_bytes() == before


def test_files_that_cannot_be_read_or_written(project: Path, tmp_path: Path) -> None:
    done = cease("translate", "import", tmp_path / "none.po", "--project", project)
    assert done.status == 2
    assert "error[unreadable]" in done.err
    (tmp_path / "latin.po").write_bytes("msgid “a”".encode("cp1252"))
    done = cease("translate", "import", tmp_path / "latin.po", "--project", project)
    assert done.status == 1
    assert "error[encoding]" in done.err
    (tmp_path / "cy.po").mkdir()
    done = cease("translate", "export", "cy", "--project", project, "-o", tmp_path / "cy.po")
    assert done.status == 2
    assert "error[unwritable]" in done.err


def test_one_of_several_campaigns_must_be_named(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = (project / "content/garden/en-GB.yaml").read_text()
    (project / "content/park").mkdir()
    (project / "content/park/en-GB.yaml").write_text(words)
    monkeypatch.chdir(tmp_path)
    done = cease("translate", "export", "cy", "--project", project)
    assert done.status == 2
    assert "hint: name one with --campaign: garden, park" in done.err
    done = cease("translate", "export", "cy", "--campaign", "park", "--project", project)
    assert (done.status, done.err) == (0, "park-cy.po\n")
    assert (tmp_path / "park-cy.po").is_file()


def test_nothing_is_taken_into_the_shipped_campaign(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = exported(project, tmp_path)
    monkeypatch.chdir(tmp_path)
    done = cease("translate", "import", file)
    assert done.status == 2
    assert "error[no-project]" in done.err


# the shipped translations


@pytest.mark.parametrize("tag", TAGS)
def test_a_shipped_translation_is_whole_fresh_and_written_as_it_would_be(tag: str) -> None:
    originals = SHIPPED.originals(CAMPAIGN)
    given, problems = answers(originals, SHIPPED.translation(CAMPAIGN, tag))
    assert not problems
    assert {problem.rule for problem in SHIPPED.wording(CAMPAIGN, tag).problems} <= {"draft"}
    assert list(given) == list(originals)
    path = ROOT / SHIPPED.campaign_path(CAMPAIGN, tag)
    text = path.read_text(encoding="utf-8")
    assert translation_text(SHIPPED.source(CAMPAIGN), given, "", text) == text


def test_there_are_translations_into_every_language_listed() -> None:
    languages = SHIPPED.languages()
    assert {*languages.languages} == {*TAGS, languages.default}
    assert len(TAGS) == 16


@pytest.mark.parametrize("tag", TAGS)
def test_a_shipped_translation_goes_out_as_gettext_wants_it(tag: str, tmp_path: Path) -> None:
    originals = SHIPPED.originals(CAMPAIGN)
    given, _ = answers(originals, SHIPPED.translation(CAMPAIGN, tag))
    english = SHIPPED.languages().languages[tag].english
    source = SHIPPED.source(CAMPAIGN)
    text = po_export.export(CAMPAIGN, source, originals, (tag, english), given, {})
    file = tmp_path / f"{tag}.po"
    file.write_text(text, encoding="utf-8")
    run_program("msgfmt", "--check", "-o", tmp_path / f"{tag}.mo", file)
    again = run_program("msgcat", "--no-wrap", file)
    parcel = identify(
        po.read(again, file.name), file.name, [CAMPAIGN], SHIPPED.languages(), SHIPPED.originals
    )
    taken = po_import.import_file(parcel, originals, given)
    assert (taken.changed, taken.problems) == ((), ())
