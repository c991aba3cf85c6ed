"""An area's values, and when somebody last checked them."""

import time
from datetime import date
from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content.area_checks import check_area, today
from generator.content.area_rows import Area
from generator.content.content_checks import check_content
from generator.content.project_content import Content
from generator.problems import Problem, Refused
from generator.source.shelf import Shelf
from tests.sample_projects import cease, change

AREA = "content/areas/ashdale.yaml"


def found(project: Path) -> list[Problem]:
    try:
        return Content(Shelf.at(project), Cache()).area("ashdale")[1]
    except Refused as refused:
        return list(refused.problems)


def test_an_area_says_that_it_is_for_trying_things_out(project: Path) -> None:
    assert found(project) == []
    change(project / AREA, "test: true\n", "")
    problem, example = found(project)
    assert (problem.rule, problem.span and problem.span.key) == ("drama-number", "numbers.office")
    assert (example.rule, example.is_error) == ("example-address", False)
    assert "test: true" in problem.hint


def test_a_number_in_a_sentence_dials_and_an_address_opens(project: Path) -> None:
    change(project / AREA, "links: {more:", "links: {safe: https://www.example.org/s, more:")
    words = "Ring {office} first. See {more} or {safe}."
    change(project / "content/garden/en-GB.yaml", "Ring {office} first.", words)
    document, _ = Content(Shelf.at(project), Cache()).document("garden", "en-GB", "ashdale")
    runs = {run.text: run.link for run in document.blocks["words"].texts[0].runs if run.link}
    assert runs == {
        "01632 960001": "tel:+441632960001",
        "www.example.org/garden": "https://www.example.org/garden",
        "www.example.org/s": "https://www.example.org/s",
    }


@pytest.mark.parametrize(
    ("names", "numbers", "links"),
    [
        ("town: A, same: B", "office: '101', same: '101'", "more: www.example.org"),
        ("town: A, same: B", "office: '101'", "more: www.example.org, same: www.example.com"),
        ("town: A", "office: '101', same: '101'", "more: www.example.org, same: www.example.com"),
    ],
)
def test_one_name_stands_for_one_thing(project: Path, names: str, numbers: str, links: str) -> None:
    """Or else {same} prints an address where a number is meant."""
    change(project / AREA, "{town: Ashdale}", f"{{{names}}}")
    change(project / AREA, "{office: 01632 960001}", f"{{{numbers}}}")
    change(project / AREA, "{more: www.example.org/garden}", f"{{{links}}}")
    (problem,) = found(project)
    assert (problem.rule, problem.is_error) == ("duplicate-name", True)
    assert problem.message.startswith("{same} is given more than once")


def test_words_and_contacts_have_the_grouping_that_is_printed(project: Path) -> None:
    change(project / AREA, "01632 960001", "+441632960001")
    change(
        project / "content/garden/en-GB.yaml",
        "blocks:\n",
        "blocks:\n  ring: {kind: contacts, text: 'Ring {office}:', contacts: all}\n",
    )
    contacts = "contacts: {all: [{place: Shed, number: '01632960002'}]}"
    change(project / AREA, "links:", f"{contacts}\nlinks:")
    document, _ = Content(Shelf.at(project), Cache()).document("garden", "en-GB", "ashdale")
    ring = document.blocks["ring"]
    assert ring.texts[0].plain == "Ring 01632 960001:"
    assert ring.contacts[0].number.plain == "01632 960002"


@pytest.mark.parametrize("by", ["-", "...", '" "', '"?"'])
def test_who_checked_has_a_name(project: Path, by: str) -> None:
    change(project / AREA, "by: A. Clerk", f"by: {by}")
    problems = Content(Shelf.at(project), Cache()).area("ashdale")[1]
    assert [problem.rule for problem in problems] == ["unverified"]


@pytest.mark.parametrize(
    ("on", "now", "rules"),
    [
        ("2026-03-31", "2026-03-31", []),
        ("2026-03-31", "2027-03-31", []),
        ("2026-03-31", "2027-04-01", ["verified-long-ago"]),
        ("2024-02-29", "2025-03-01", []),
        ("2024-02-29", "2025-03-02", ["verified-long-ago"]),
        ("2026-03-31", "2026-03-30", ["verified"]),
        ("2026-02-30", "2026-03-31", ["verified"]),
    ],
)
def test_the_day_of_checking(
    project: Path, monkeypatch: pytest.MonkeyPatch, on: str, now: str, rules: list[str]
) -> None:
    monkeypatch.setenv("CEASE_TODAY", now)
    change(project / AREA, "on: 2026-03-31", f"on: {on}")
    problems = [
        p
        for p in check_content(Content(Shelf.at(project), Cache()))
        if p.span and p.span.path == AREA
    ]
    assert [problem.rule for problem in problems] == rules
    assert all(problem.span and problem.span.key == "verified.on" for problem in problems)
    assert [problem.is_error for problem in problems] == [rule == "verified" for rule in rules]


def test_an_old_check_is_reported_a_kept_file_and_is_not_in_the_file_or_the_manifest(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("build", "--edition", "office", "--project", project, "--out", tmp_path)
    assert "verified-long-ago" not in cease(*command).err
    before = {p.name: p.read_bytes() for p in tmp_path.rglob("*.*") if p.is_file()}
    monkeypatch.setenv("CEASE_TODAY", "2028-01-01")
    done = cease(*command)
    assert done.status == 0
    assert "1 up to date already" in done.err
    assert done.err.count("warning[verified-long-ago]: the numbers and addresses of this") == 1
    assert before == {p.name: p.read_bytes() for p in tmp_path.rglob("*.*") if p.is_file()}


def test_a_date_that_is_set_has_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEASE_TODAY", "tomorrow")
    with pytest.raises(Refused, match="not a date"):
        today()
    monkeypatch.delenv("CEASE_TODAY")
    assert abs((today() - date.today()).days) <= 1  # noqa: DTZ011


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="its time zone cannot be set")
def test_a_time_zone_that_is_nowhere_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as nowhere:
        nowhere.setenv("TZ", "UTC+99")
        nowhere.delenv("CEASE_TODAY", raising=False)
        time.tzset()
        found = today()
    time.tzset()
    assert abs((found - date.today()).days) <= 1  # noqa: DTZ011


@pytest.mark.parametrize("text", ["nonsense", "20260331", "2026-02-30", "2026-03-31 "])
def test_no_command_passes_over_a_date_that_is_none(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """A kept file of an area that nobody has checked would not need the date."""
    change(project / AREA, "verified: {by: A. Clerk, on: 2026-03-31}\n", "")
    command = ("build", "--edition", "office", "--project", project, "--out", tmp_path)
    assert cease(*command).status == 0
    monkeypatch.setenv("CEASE_TODAY", text)
    for each in (command, ("validate", "--project", project)):
        done = cease(*each)
        assert done.status == 2
        assert f'error[clock]: CEASE_TODAY is "{text}", which is not a date' in done.err


def test_the_last_day_there_is(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(project / AREA, "on: 2026-03-31", "on: 9999-12-31")
    command = ("build", "--edition", "office", "--project", project, "--out", tmp_path)
    done = cease(*command)
    assert (done.status, "which is in the future" in done.err) == (1, True), done.err
    monkeypatch.setenv("CEASE_TODAY", "9999-12-31")
    assert cease(*command).status == 0


@pytest.mark.parametrize(
    ("site", "rules"),
    [
        ("https://www.leics.police.uk/signs", []),
        ("https://www.leics.police.uk/signs/", []),
        ("http://www.leics.police.uk/", ["site"]),
        ("www.leics.police.uk", ["site"]),
        ("https://www.leics.police.uk/?a=1", ["site"]),
        ("https://me@leics.police.uk/", ["site"]),
        ("https://leics", ["site"]),
    ],
)
def test_a_site_is_the_https_address_of_a_folder(site: str, rules: list[str]) -> None:
    area = Area(title="Here", site=site)
    assert [each.rule for each in check_area(area) if each.is_error] == rules


@pytest.mark.parametrize(
    ("second", "message", "key"),
    [
        (
            "{place: North, number: 0116 496 0124}",
            '"North" stands here a second time',
            "contacts.help.1.place",
        ),
        (
            "{place: South, number: (0116) 496-0123}",
            '"South" has the number of "North": (0116) 496-0123',
            "contacts.help.1.number",
        ),
        ("{place: South, number: 0116 496 0124}", "", ""),
        ("{place: South, number: 0116 496 0123 ext. 2}", "", ""),
    ],
)
def test_a_place_or_a_number_that_stands_twice_is_a_warning(
    project: Path, second: str, message: str, key: str
) -> None:
    """One of the two may have been copied and not changed."""
    listed = f"contacts: {{help: [{{place: North, number: 0116 496 0123}}, {second}]}}\n"
    change(project / AREA, "test: true\n", f"test: true\n{listed}")
    problems = [each for each in found(project) if each.rule == "repeated-contact"]
    told = [(each.message, each.span and each.span.key, each.is_error) for each in problems]
    assert told == ([(message, key, False)] if message else [])
