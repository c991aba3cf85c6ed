"""Numbers, addresses and Latin words keep their order amid right-to-left words."""

import pytest

from generator.isolates import ISOLATE, KISSES, POP, has_rtl, is_foreign, isolated, stretches

URDU = "فون کریں"


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        (f"{URDU} 0116 496 0123", ["0116 496 0123"]),
        (f"{URDU} +44 (0)116 496 0123.", ["+44 (0)116 496 0123"]),
        (f"{URDU} (0116) 496 0123 {URDU}", ["(0116) 496 0123"]),
        # with what is chosen once it answers
        (f"{URDU} 0116 496 0123 ext. 4567 {URDU}", ["0116 496 0123 ext. 4567"]),
        (f"{URDU} 18001 0116 496 0123 x12", ["18001 0116 496 0123 x12"]),
        (
            f"{URDU} 0116\u00a0496\u00a00123\u00a0Extn\u00a012.",
            ["0116\u00a0496\u00a00123\u00a0Extn\u00a012"],
        ),
        (f"{URDU} 0116 496 0123, then press option 4", ["0116 496 0123, then press option 4"]),
        (f"{URDU} 0116 496 0123 (option 3) {URDU}", ["0116 496 0123 (option 3)"]),
        # parted as Word, a French keyboard and a typographer part them
        (f"{URDU} 0116\u2009496\u20090123", ["0116\u2009496\u20090123"]),
        (f"{URDU} 0116\u202f496\u202f0123", ["0116\u202f496\u202f0123"]),
        (f"{URDU} 0116\u2011496\u20110123", ["0116\u2011496\u20110123"]),
        (f"{URDU} 0116–496–0123 {URDU}", ["0116–496–0123"]),
        (f"{URDU} 0116\u22124960123", ["0116\u22124960123"]),
        (f"{URDU} +44–116–496–0123", ["+44–116–496–0123"]),
        (f"{URDU} Childline 0116–4960123", ["Childline", "0116–4960123"]),
        (f"{URDU} 0900–1700 {URDU} 13–14", ["0900", "1700", "13", "14"]),  # not numbers to ring
        (f"{URDU} 2643 extra", ["2643", "extra"]),
        (f"www.example.org/a?b=c {URDU}", ["www.example.org/a?b=c"]),
        (f"{URDU} https://example.org:8080 {URDU}", ["https://example.org:8080"]),
        # without the marks of the sentence around it
        (f"{URDU} www.example.org/a۔", ["www.example.org/a"]),
        (f"({URDU}: www.example.org/a/b.html)، {URDU}", ["www.example.org/a/b.html"]),
        (f"{URDU} www.example.org/a_(b)؟", ["www.example.org/a_(b)"]),
        (f"{URDU} www.example.org/.", ["www.example.org/"]),
        (f"{URDU} Kayleigh Haywood {URDU}", ["Kayleigh Haywood"]),
        (f"{URDU} :) {URDU}", [":)"]),
        (f"{URDU}: Partnership name، 2026", ["Partnership name", "2026"]),
        (f"{URDU} (Children’s Social Care)", ["Children’s Social Care"]),
        (f"{URDU} P/26.", ["P/26"]),
        (f"{URDU} Ms A. Shah، {URDU}", ["Ms A. Shah"]),
        (f"{URDU} Year 9 {URDU}", ["Year 9"]),
        (f"{URDU} Year\u00a09 {URDU}", ["Year\u00a09"]),
        (f"{URDU} Year 9، 10", ["Year 9", "10"]),
        (f"{URDU} (Year 8)", ["Year 8"]),
        (f"{URDU} Years 7–11 {URDU}", ["Years 7–11"]),
        (f"{URDU} Year 9 (KS3) {URDU}", ["Year 9 (KS3)"]),
        (f"{URDU} Level 3 Award {URDU}", ["Level 3 Award"]),
        (f"{URDU} PDF/X-4 {URDU} A4 {URDU} 4G", ["PDF/X-4", "A4", "4G"]),
        (f"{URDU} Covid-19 {URDU}", ["Covid-19"]),
        (f"{URDU} Council, 1 High Street, LE1 1AA", ["Council, 1 High Street, LE1 1AA"]),
        (f"{URDU} Kayleigh Müller {URDU}", ["Kayleigh Müller"]),
        (f"{URDU} Олена 9 {URDU}", ["Олена 9"]),
        (f"{URDU} help@example.org {URDU} #CEASE", ["help@example.org", "#CEASE"]),
        (f"{URDU} see www.example.org/a?b=c {URDU}", ["see www.example.org/a?b=c"]),
        # a number to ring stands beside the word, and a figure of the sentence before it
        (f"{URDU} Childline 0116 496 0123", ["Childline", "0116 496 0123"]),
        (f"{URDU} Facebook، 2643 {URDU}", ["Facebook", "2643"]),
        (f"{URDU} Facebook, 2643 {URDU}", ["Facebook", "2643"]),
        (f"{URDU} 3 Facebook {URDU}", ["Facebook"]),
        (f"{URDU} 20:15 {URDU} 12/05/2026 {URDU}", ["20:15", "12/05/2026"]),
        (f"{URDU} £1.50 {URDU} 2,643", ["£1.50", "2,643"]),
        (f"({URDU} 8)", []),
        (URDU, []),
    ],
)
def test_stretches_that_stay_whole(text: str, apart: list[str]) -> None:
    parts = list(stretches(text))
    assert "".join(part for part, _ in parts) == text
    assert [part for part, is_apart in parts if is_apart] == apart


def test_the_groups_of_a_number_are_joined_in_right_to_left_text_alone() -> None:
    assert isolated("101 101", amid_rtl=False) == f"{ISOLATE}101 101{POP}"
    assert isolated(f"{URDU} 101 101") == f"{URDU} {ISOLATE}101\u00a0101{POP}"


def test_a_text_is_foreign_without_any_right_to_left_letter() -> None:
    assert is_foreign("Ring 101", "en-GB", amid="ur")
    assert not is_foreign("101", "ur", amid="ur")
    assert not is_foreign(f"Ring {URDU}", "en-GB", amid="ur")
    assert has_rtl(f"a {URDU}")
    assert not has_rtl("a")


@pytest.mark.parametrize(
    ("message", "kisses"),
    [("see you x", None), ("see you x x x", "x x x"), ("bye :) x x", ":) x x"), ("bye xx", None)],
)
def test_kisses_end_a_message(message: str, kisses: str | None) -> None:
    found = KISSES.search(message)
    assert (found and found[0]) == kisses
