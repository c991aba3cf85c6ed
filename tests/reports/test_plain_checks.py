"""What was checked is said in plain words, and never more than was checked."""

import pytest
from msgspec.structs import replace

from generator.preflight.profiles import PROFILES
from generator.preflight.rules import RULES
from generator.problems import warning
from generator.reflow.web_check import RULES as WEB_RULES
from generator.reports.plain_checks import (
    _LINES,
    WEB_ASKS,
    CheckedFile,
    InkFound,
    limits_of,
    lines,
    plain_checks,
)

LIMITS = limits_of("press-coated", ("pdfx4",))
PRESS = CheckedFile(
    rules=tuple(LIMITS),
    limits=LIMITS,
    codes=("https://www.leics.police.uk/CEASE", "https://example.org/a"),
    bleed=3.0,
    safe=5.0,
    folded=True,
    ink=InkFound(230, 300),
    standard="PDF/X-4",
    pictures=True,
)
BLEED = "Colours run 3 mm past where the paper is cut"


def test_a_press_file_in_plain_words() -> None:
    assert plain_checks(PRESS).passed == (
        "The file is whole, and no password locks it",
        "Every typeface is in the file, so no other can take its place",
        "Every letter has its shape: none prints as an empty box",
        BLEED,
        "No words within 5 mm of a fold or an edge",
        "Both QR codes were read back, sharp and blurred, and lead to www.leics.police.uk/CEASE "
        "and example.org/a",
        "Whoever cannot scan a QR code finds its address in print, letter for letter",
        "No more ink than the paper takes: 300 % allowed",
        "Black words are black ink alone, so they print sharp",
        "No words under 6 point, and no white words under 7 point",
        "No line is too thin to print: none under 0.25 point",
        "Pictures are sharp: 250 pixels an inch or more",
        "The file is PDF/X-4, as print shops ask",
    )


def test_ink_is_counted_where_no_picture_has_more() -> None:
    said = plain_checks(replace(PRESS, pictures=False)).passed
    assert (
        "No more ink than the paper takes: 230 % found in its heaviest colour, 300 % allowed"
        in said
    )


@pytest.mark.parametrize("rule", sorted({rule for line in _LINES for rule in line.rules}))
def test_nothing_is_said_of_a_rule_that_did_not_run_or_found_something(rule: str) -> None:
    every = (*RULES, *WEB_RULES)
    limits = {name: LIMITS.get(name, {}) for name in every}
    whole = replace(PRESS, rules=every, limits=limits)
    about = {line.words(whole) for line in _LINES if rule in line.rules}
    others = {line.words(whole) for line in _LINES if rule not in line.rules}
    not_run = replace(whole, rules=tuple(each for each in every if each != rule))
    found = replace(whole, problems=(warning(rule, "something is wrong"),))
    assert about <= {*plain_checks(whole).passed}
    for file in (not_run, found):
        assert not (about - others) & {*plain_checks(file).passed}
        assert rule not in {check.rule for check in plain_checks(file).rules}


@pytest.mark.parametrize(
    "unknown", [{"bleed": 0.0}, {"safe": 0.0}, {"codes": ()}, {"ink": None}, {"standard": ""}]
)
def test_what_nobody_measured_is_not_said(unknown: dict[str, object]) -> None:
    said = plain_checks(replace(PRESS, **unknown)).passed
    assert len(said) == len(plain_checks(PRESS).passed) - (2 if "codes" in unknown else 1)


@pytest.mark.parametrize(
    ("count", "begin"),
    [(1, "The QR code was read back"), (3, "All 3 QR codes were read back")],
)
def test_codes_are_counted(count: int, begin: str) -> None:
    targets = tuple(f"https://example.org/{number}" for number in range(count))
    assert any(
        each.startswith(begin) for each in plain_checks(replace(PRESS, codes=targets)).passed
    )


def test_what_to_know_comes_first() -> None:
    known = warning("unverified", "nobody has rung the numbers", None, "ring each one")
    said = list(lines(plain_checks(replace(PRESS, problems=(known,)))))
    assert said[0] == "Know this: nobody has rung the numbers. To mend it: ring each one"
    assert f"✓ {BLEED}" in said


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_has_something_to_say(profile: str) -> None:
    limits = limits_of(profile)
    assert len(plain_checks(CheckedFile(tuple(limits), limits)).passed) >= 2


def test_every_check_of_a_web_page_has_words() -> None:
    assert WEB_ASKS.keys() == WEB_RULES.keys()
