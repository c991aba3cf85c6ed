"""Telephone numbers, and when somebody last rang them."""

from datetime import date
from pathlib import Path

import pytest

from generator.content.areas import check_number, dialled, printed_number, today
from generator.content.library import Library
from generator.problems import Problem, Refused
from generator.source.shelf import Shelf
from tests.garden import cease, change

AREA = "content/areas/ashdale.yaml"


def judged(number: str, test: bool = False) -> list[tuple[str, str]]:
    return [(str(p.severity), p.rule) for p in check_number(number, None, test)]


def found(project: Path) -> list[Problem]:
    try:
        return Library(Shelf.at(project)).area("ashdale")[1]
    except Refused as refused:
        return list(refused.problems)


@pytest.mark.parametrize(
    "number",
    [
        "101", "111", "999", "112", "116 123", "0800 1111", "0116 252 7000", "0116 305 0005",
        "01572 758 407", "(01572) 758-407", "+44 116 305 0005", "020 7219 3000", "0300 123 1014",
        "016977 2222",
    ],
)  # fmt: skip
def test_numbers_that_can_be_rung(number: str) -> None:
    assert judged(number) == []


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("0116 2x5 7000", "is not a telephone number"),
        ("01", "is not a telephone number"),
        ("0116  252 7000", "is not a telephone number"),
        ("1234567890123456", "is not a telephone number"),
        ("999 ", "is not a telephone number"),
        ("٠١١٦ ٢٥٢", "is not a telephone number"),
        ('="01162527000"', "is not a telephone number"),
        ("1.16E+09", "is not a telephone number"),
        ("0116 252", "too few figures"),
        ("252 7000", "too few figures"),
        ("102", "too few figures"),
        ("0116 252 70001", "too many figures"),
        ("+353 1 679 6077", "another country (+353)"),
        ("1162527000", "has lost the 0"),
    ],
)
def test_numbers_that_cannot_be_rung(number: str, why: str) -> None:
    (problem,) = check_number(number, None)
    assert problem.is_error
    assert problem.rule == "phone-number"
    assert problem.message.startswith(f'"{number}" ')
    assert why in problem.message
    assert problem.hint


@pytest.mark.parametrize("number", ["0116 252 700", "0171 496 0123"])
def test_a_number_in_no_range_in_use_is_doubted(number: str) -> None:
    assert judged(number) == [("warning", "phone-number")]


DRAMA = [
    "01632 960 000", "01632 960999", *(f"011{n} 496 0123" for n in range(3, 9)),
    *(f"01{n}1 496 0123" for n in range(2, 7)), "020 7946 0123", "0191 498 0123", "028 9649 6123",
    "029 2018 0123", "07700 900 123", "0808 157 0123", "0909 879 0123", "03069 990 123",
    "+44 7700 900123", "01144960123",
]  # fmt: skip


@pytest.mark.parametrize("number", DRAMA)
def test_numbers_kept_for_drama_are_for_test_areas_alone(number: str) -> None:
    assert judged(number) == [("error", "drama-number")]
    assert judged(number, test=True) == []


@pytest.mark.parametrize("number", ["01632 961 000", "0116 497 0123", "0171 496 0123"])
def test_their_neighbours_are_not(number: str) -> None:
    assert ("error", "drama-number") not in judged(number)


def test_an_area_says_that_it_is_for_trying_things_out(project: Path) -> None:
    assert found(project) == []
    change(project / AREA, "test: true\n", "")
    (problem,) = found(project)
    assert (problem.rule, problem.span and problem.span.key) == ("drama-number", "numbers.office")
    assert "test: true" in problem.hint


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("01572 758 407", "01572 758 407"),
        ("01572 758407", "01572 758407"),
        ("(0116) 305-0005", "(0116) 305-0005"),
        ("01572758407", "01572 758407"),
        ("0116-305-0005", "0116 305 0005"),
        ("+441163050005", "0116 305 0005"),
        ("+44 (0)116 305 0005", "0116 305 0005"),
        ("0044 116 305 0005", "0116 305 0005"),
        ("08001111", "0800 1111"),
        ("101", "101"),
        ("116123", "116123"),
        ("call us", "call us"),
    ],
)
def test_the_grouping_that_is_printed(typed: str, printed: str) -> None:
    assert printed_number(typed) == printed


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("101", "tel:101"),
        ("111", "tel:111"),
        ("999", "tel:999"),
        ("116 123", "tel:116123"),
        ("0116 496 0123", "tel:+441164960123"),
        ("(0116) 496-0123", "tel:+441164960123"),
        ("0116\u00a0496\u00a00123", "tel:+441164960123"),
        ("+44 116 496 0123", "tel:+441164960123"),
        ("+441164960123", "tel:+441164960123"),
        ("0044 116 496 0123", "tel:+441164960123"),
        ("0800 1111", "tel:+448001111"),
    ],
)
def test_what_a_number_dials(number: str, link: str) -> None:
    assert dialled(number) == link


def test_a_number_in_a_sentence_dials_and_an_address_opens(project: Path) -> None:
    change(project / AREA, "links: {more:", "links: {safe: https://www.example.org/s, more:")
    words = "Ring {office} first. See {more} or {safe}."
    change(project / "content/garden/en-GB.yaml", "Ring {office} first.", words)
    document, _ = Library(Shelf.at(project)).document("garden", "en-GB", "ashdale")
    runs = {run.text: run.link for run in document.blocks["words"].texts[0].runs if run.link}
    assert runs == {
        "01632 960001": "tel:+441632960001",
        "www.example.org/garden": "https://www.example.org/garden",
        "https://www.example.org/s": "https://www.example.org/s",
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
    document, _ = Library(Shelf.at(project)).document("garden", "en-GB", "ashdale")
    ring = document.blocks["ring"]
    assert ring.texts[0].plain == "Ring 01632 960001:"
    assert ring.contacts[0].number.plain == "01632 960002"


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
    problems = [p for p in Library(Shelf.at(project)).check() if p.span and p.span.path == AREA]
    assert [problem.rule for problem in problems] == rules
    assert all(problem.span and problem.span.key == "verified.on" for problem in problems)
    assert [problem.is_error for problem in problems] == [rule == "verified" for rule in rules]


def test_an_old_check_is_told_of_a_kept_file_and_is_not_in_the_file_or_the_manifest(
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
