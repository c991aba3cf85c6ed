"""Telephone numbers: which can be rung, what is printed and dialled, and those in sentences."""

import shutil
from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content.phone_numbers import (
    VerdictInputs,
    check_number,
    check_numbers_in,
    dialled,
    numbers_in,
    printed_number,
)
from generator.content.project_content import Content
from generator.jobs.project import Project
from generator.problems import Refused
from generator.source.shelf import Shelf
from tests.declared_inputs import assert_fields_count
from tests.sample_projects import ROOT, change

AREA = "content/areas/ashdale.yaml"
WORDS = "content/garden/en-GB.yaml"


def problems_of(number: str, test: bool = False) -> list[tuple[str, str]]:
    return [(str(p.severity), p.rule) for p in check_number(number, None, test)]


@pytest.mark.parametrize(
    "number",
    [
        "101", "111", "999", "112", "116 123", "0800 1111", "0116 252 7000", "0116 305 0005",
        "01572 758 407", "(01572) 758-407", "+44 116 305 0005", "020 7219 3000", "0300 123 1014",
        "016977 2222", "105", "18000", "18001 0116 252 7000", "18001 101", "18002-0116-305-0005",
        "0116 305 0005 ext. 12", "0116 305 0005 x12", "0116 305 0005, option 2", "0845 46 47",
        "0116.305.0005", "(+44) 116 305 0005",
    ],
)  # fmt: skip
def test_numbers_that_can_be_rung(number: str) -> None:
    assert problems_of(number) == []


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("0116 2x5 7000", "is not a telephone number"),
        ("01", "is not a telephone number"),
        ("", "there is no number here"),
        ("0116  252 7000", "is not a telephone number"),
        ("1234567890123456", "is not a telephone number"),
        ("999 ", "is not a telephone number"),
        ("0116 252 7000.", "is not a telephone number"),
        ("0116 252 7000-", "is not a telephone number"),
        ("(0116 252 7000", "is not a telephone number"),
        ("0116) 252 7000", "is not a telephone number"),
        ("0116 252 7000)", "is not a telephone number"),
        ("00000 000000", "is in no range of numbers in use"),
        ("٠١١٦ ٢٥٢", "is not a telephone number"),
        ('="01162527000"', "is not a telephone number"),
        ("1.16E+09", "is not a telephone number"),
        ("0116 252", "too few figures"),
        ("0116 252 700", "has too few figures: 10, and numbers that begin so have 11"),
        ("0800 111", "has too few figures: 7, and numbers that begin so have 8, 10 or 11"),
        ("07700 90012", "has too few figures: 10, and numbers that begin so have 11"),
        ("18001 0116 252 700", "has too few figures: 10"),
        ("0116 252 700 ext. 12", "has too few figures: 10"),
        ("+44 (0)116 252 70001", "has too many figures: 12, and numbers that begin so have 11"),
        ("0171 496 0123", "is in no range of numbers in use"),
        ("0116 252 7OOO", "is not a telephone number"),
        ("0116 252 7000 ext.", "is not a telephone number"),
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
    assert not number or problem.message.startswith(f'"{number}" ')
    assert why in problem.message
    assert problem.hint


DRAMA = [
    "01632 960 000", "01632 960999", *(f"011{n} 496 0123" for n in range(3, 9)),
    *(f"01{n}1 496 0123" for n in range(2, 7)), "020 7946 0123", "0191 498 0123", "028 9649 6123",
    "029 2018 0123", "07700 900 123", "0808 157 0123", "0909 879 0123", "03069 990 123",
    "+44 7700 900123", "01144960123",
]  # fmt: skip


@pytest.mark.parametrize("number", DRAMA)
def test_numbers_kept_for_drama_are_for_test_areas_alone(number: str) -> None:
    assert problems_of(number) == [("error", "drama-number")]
    assert problems_of(number, test=True) == []


@pytest.mark.parametrize("number", ["01632 961 000", "0116 497 0123", "0171 496 0123"])
def test_their_neighbours_are_not(number: str) -> None:
    assert ("error", "drama-number") not in problems_of(number)


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
        ("0116.305.0005", "0116 305 0005"),
        ("18001 0116 305 0005", "18001 0116 305 0005"),
        ("18001 01163050005", "18001 0116 305 0005"),
        ("0116 305 0005 ext. 12", "0116 305 0005 ext. 12"),
        ("+44 (0)116 305 0005, option 2", "0116 305 0005, option 2"),
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
        ("+44 (0)116 496 0123", "tel:+441164960123"),
        ("0116.496.0123", "tel:+441164960123"),
        ("18001 0116 496 0123", "tel:1800101164960123"),
        ("18001 101", "tel:18001101"),
        ("0116 496 0123 ext. 12", "tel:+441164960123;ext=12"),
        ("0116 496 0123 x12", "tel:+441164960123;ext=12"),
        ("18001 +44 116 496 0123 ext 7", "tel:1800101164960123;ext=7"),
        ("0116 496 0123, option 2", "tel:+441164960123"),
    ],
)
def test_what_a_number_dials(number: str, link: str) -> None:
    assert dialled(number) == link


# --- in sentences ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Ring 0116 252 7000 24 hours a day.", ["0116 252 7000"]),
        ("Ring 0116 252 700.", ["0116 252 700"]),
        ("Tel.0116 252 7000, or (0116) 305-0005", ["0116 252 7000", "(0116) 305-0005"]),
        ("0116 252 7000 0116 305 000", ["0116 252 7000", "0116 305 000"]),
        ("0116 252 7000 / 0116 305 0005", ["0116 252 7000", "0116 305 0005"]),
        ("0116–496–0123", ["0116-496-0123"]),
        ("0116\u00a0496\u00a00123", ["0116 496 0123"]),
        ("**0116** 252 700", ["0116 252 700"]),
        ("[ring us](tel:0116252700)", ["0116252700"]),
        ("[0116 252 700](https://www.example.org)", ["0116 252 700"]),
        ("18001 0116 496 0123 ext. 12 or 13", ["18001 0116 496 0123 ext. 12"]),
        ("+44 (0)116 252 700", ["+44 (0)116 252 700"]),
        ("0044 116 252 7000", ["0044 116 252 7000"]),
        ("Childline: 0800 1111, or 0800 111", ["0800 1111", "0800 111"]),
        ("اتصل ٠١١٦ ٢٥٢ ٧٠٠", ["0116 252 700"]),
        ("०११६ २५२ ७०००", ["0116 252 7000"]),
        ("૦૧૧૬ ૨૫૨ ૭૦૦", ["0116 252 700"]),
        ("Ring 116 252 7000.", ["116 252 7000"]),
        ("Ring 1572 758407.", ["1572 758407"]),
    ],
)
def test_numbers_are_found_in_sentences(text: str, numbers: list[str]) -> None:
    assert list(numbers_in(text)) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "During two weeks they exchanged **2643** messages.",
        "Between 1914-1918 and 2014 2015, 1939–1945",
        "On 01.02.2026 from 09.30-17.00, and on 03-11-2026 0900-1700 0830-1200",
        "On 01/02/2026, 03 11 2026, 2026-11-22 and 2026 11 22",
        "£0.50, £1,250,000.00, £1 250 000, 0,5 % and 0.125",
        "1 162 527 000 people, 116 252 700 and 116,252,7000",
        "sort code 08-99-99, account 01234567, company number 02345678",
        "{police} or {office}, www.example.org/0116252700, a01162527000@example.org",
        "+1 000 000 and ISBN 978-0-14-044913-6",
        "Year 9; 13 or 14 years old; 16+; 24/7; 999",
    ],
)
def test_what_is_no_number_to_ring_is_passed_over(text: str) -> None:
    assert list(numbers_in(text)) == []


@pytest.mark.parametrize(
    ("text", "test", "rules"),
    [
        ("Ring 0116 252 7000.", False, []),
        ("Ring 0116 252 700.", True, ["phone-number"]),
        ("Ring 116 252 7000.", False, ["phone-number"]),
        ("Ring 0116 496 0123.", False, ["drama-number"]),
        ("Ring 0116 496 0123.", True, []),
        ("০১১৬ ৪৯৬ ০১২৩", False, ["drama-number"]),
    ],
)
def test_numbers_in_sentences_are_checked(text: str, test: bool, rules: list[str]) -> None:
    found = list(check_numbers_in(text, None, test))
    assert [problem.rule for problem in found] == rules
    assert all(problem.is_error for problem in found)


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        (WORDS, "on Saturday.", "on Saturday, or ring 0116 252 700.", 9),
        (WORDS, "Gardens of {town}\ndate", "Gardens of {town}, 0116 252 700\ndate", 1),
        (AREA, "town: Ashdale", 'town: "Ashdale, 0116 252 700"', 3),
        (
            AREA,
            "verified:",
            'translations: {cy: {names: {town: "Ashdale, 0116 252 700"}}}\nverified:',
            6,
        ),
    ],
)
def test_a_wrong_number_is_found_wherever_words_are(
    project: Path, file: str, old: str, new: str, line: int
) -> None:
    change(project / file, old, new)
    with pytest.raises(Refused) as refused:
        Content(Shelf.at(project), Cache()).document("garden", "en-GB", "ashdale")
    (problem,) = [each for each in refused.value.problems if each.rule == "phone-number"]
    assert problem.span is not None
    assert (problem.span.path, problem.span.line) == (file, line)
    assert '"0116 252 700" has too few figures' in problem.message


def test_a_drama_number_of_the_campaign_is_checked_for_each_area(project: Path) -> None:
    """A block is kept with the library: the test area must not let it through for the other."""
    change(project / WORDS, "Ring {office} first.", "Ring 0116 496 0123 first.")
    real = (project / AREA).read_text().replace("test: true\n", "").replace("01632 960001", "'101'")
    (project / "content/areas/calderby.yaml").write_text(real)
    found = Content(Shelf.at(project), Cache())
    found.document("garden", "en-GB", "ashdale")
    with pytest.raises(Refused, match="kept for films and plays"):
        found.document("garden", "en-GB", "calderby")


def test_the_shipped_words_hold_no_number_in_any_language(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copytree(ROOT / "layouts", tmp_path / "layouts")
    content = Project.open(tmp_path).content
    for campaign in content.campaigns():
        for tag in content.tags(campaign):
            _, problems = content.document(campaign, tag, content.areas()[0])
            assert not {"phone-number", "drama-number"} & {each.rule for each in problems}, tag


def test_a_number_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cache, asked = Cache(), list[str]()
    make = VerdictInputs.make
    monkeypatch.setattr(
        VerdictInputs, "make", lambda self, cache: asked.append(self.number) or make(self, cache)
    )
    for _ in range(2):
        assert not list(check_number("0116 496 0123", None, test=True, cache=cache))
        assert printed_number("01164960123", cache=cache) == "0116 496 0123"
        assert dialled("0116 496 0123", cache=cache) == "tel:+441164960123"
    assert asked == ["0116 496 0123", "01164960123"]


def test_each_number_has_its_own_verdict() -> None:
    assert_fields_count(VerdictInputs("0116 496 0123"), number="0116 496 01234")
