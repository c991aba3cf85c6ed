"""Languages by their tags and names, and those that no font is for."""

from pathlib import Path

import pytest

from tests.sample_projects import cease, change, into_welsh

HEBREW = "  he: {name: עברית, english: Hebrew, script: Hebr, direction: rtl}\n"
NO_FONT = 'no font for Hebrew: the theme "plain" has none for its script, Hebr'


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("hebrew", 'did you mean "he"?'),
        ("Polish", 'did you mean "pl"?'),
        ("polski", 'did you mean "pl"?'),
        ("iw", 'did you mean "he"?'),
        ("en_gb", 'did you mean "en-GB"?'),
        ("pseudo", "use its tag in BCP 47"),
        ("xx", "use its tag in BCP 47"),
        ("../pl", "use its tag in BCP 47"),
    ],
)
def test_only_tags_begin_a_language(project: Path, said: str, hint: str) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*.yaml")}
    done = cease("new", "language", said, "--project", project)
    assert done.status == 2
    assert f'error[name]: "{said}" is no name for a language\n  hint: {hint}' in done.err
    assert {path: path.read_bytes() for path in project.rglob("*.yaml")} == before


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("Welsh", 'did you mean "cy"?'),
        ("Cymraeg", 'did you mean "cy"?'),
        ("hebrew", 'Hebrew is "he": begin it with: cease new language he'),
        ("en_GB", 'did you mean "en-GB"?'),
    ],
)
def test_a_language_that_is_not_there_is_suggested(project: Path, said: str, hint: str) -> None:
    into_welsh(project)
    done = cease("build", "--language", said, "--project", project)
    assert done.status == 2
    assert f'no language is called "{said}"\n  hint: {hint}' in done.err


def test_what_is_no_tag_is_refused_in_the_list(project: Path) -> None:
    change(project / "content/languages.yaml", "  cy: {", "  welsh: {")
    for command in ("validate", "build"):
        done = cease(command, "--project", project)
        assert done.status == 1
        assert done.err.startswith(
            'content/languages.yaml:4:10: error[name]: "welsh" is not a language tag\n'
            '  hint: did you mean "cy"?\n'
        )
    change(project / "content/languages.yaml", "  welsh: {", "  xx: {")
    done = cease("validate", "--project", project)
    assert '"xx" is not a language tag' in done.err
    assert "unread-file" not in done.err


def hebrew(project: Path) -> None:
    """The Welsh translation, as one into Hebrew."""
    languages = project / "content/languages.yaml"
    languages.write_text(languages.read_text() + HEBREW)
    path = into_welsh(project).rename(project / "content/garden/he.yaml")
    change(path, "Gerddi", "גנים של")
    change(path, "Dewch i balu ddydd Sadwrn. Ffoniwch {office} yn gyntaf.", "בואו. צלצלו {office}.")
    change(path, "Dysgwch fwy:", "קראו עוד:")


def test_a_language_without_a_font_is_one_error(project: Path) -> None:
    hebrew(project)
    change(project / "layouts/themes/plain.yaml", "palette:", "scripts: {}\npalette:")
    chosen = ("--language", "he", "--format", "all", "--project", project)
    done = cease("build", *chosen)
    assert done.status == 1
    assert [line for line in done.err.splitlines() if "error[" in line] == [
        f"layouts/themes/plain.yaml:3:10: error[no-font]: there is {NO_FONT}"
    ]
    assert "write `Hebr: {family: …}` under `scripts:` there" in done.err
    assert "fonts/fonts.yaml" in done.err
    done = cease("validate", "--project", project)
    assert f"warning[no-font]: there is {NO_FONT}" in done.err


def test_a_language_without_a_font_is_begun_with_a_warning(project: Path) -> None:
    done = cease("new", "language", "he", "--project", project)
    assert done.status == 0
    path, *said = done.err.splitlines()
    assert path == "content/garden/he.yaml"
    assert said[0].endswith(f"warning[no-font]: there is {NO_FONT}")
    assert (project / path).is_file()


def test_a_family_that_has_the_script_is_named(project: Path) -> None:
    done = cease("new", "language", "gu", "--project", project)
    assert "write `Gujr: {family: Noto Sans Gujarati}` under `scripts:` there" in done.err
    theme = project / "layouts/themes/plain.yaml"
    change(theme, "palette:", "scripts:\n  Gujr: {family: Noto Sans Gujarati}\npalette:")
    (project / "content/garden/gu.yaml").unlink()
    assert "no-font" not in cease("new", "language", "gu", "--project", project).err
