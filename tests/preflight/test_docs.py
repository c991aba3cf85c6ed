"""The pages about preflight say what the program does."""

import re
from pathlib import Path

import pytest

from generator.preflight import PROFILES, RULES
from generator.preflight.profiles import STANDARDS
from tools import rules

DOCS = Path(__file__).parents[2] / "docs"
STATES = {"enforced", "impossible", "documented", "open"}


def test_the_table_of_rules_is_what_the_rules_are() -> None:
    text = rules.PAGE.read_text("utf-8")
    assert rules.page(text) == text, "run python -m tools.rules"


def test_every_rule_says_what_it_asks_and_where_that_comes_from() -> None:
    for rule in RULES.values():
        assert rule.what, rule.name
        assert rule.source, rule.name
        assert "|" not in rule.what + rule.source, rule.name


def test_every_profile_is_described_and_every_rule_is_in_one() -> None:
    text = rules.PAGE.read_text("utf-8")
    assert all(f"`{name}`" in text for name in PROFILES)
    held = [*(profile.rows for profile in PROFILES.values()), *STANDARDS.values()]
    used = {row.rule for rows in held for row in rows}
    assert used == set(RULES)


def test_every_rule_of_print_is_named_by_a_test() -> None:
    tests = "".join(path.read_text("utf-8") for path in DOCS.parent.glob("tests/**/test_*.py"))
    asked = {row.rule for name in PROFILES if name != "screen" for row in PROFILES[name].rows}
    assert {rule for rule in asked if f'"{rule}"' not in tests} == set()


@pytest.mark.parametrize(("page", "profile"), [("pdfx-4", "pdfx4"), ("pdfx-1a", "pdfx1a")])
def test_a_standards_page_names_the_rules_of_its_profile(page: str, profile: str) -> None:
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|([^|]*)\|$",
        (DOCS / f"{page}.md").read_text("utf-8"),
        re.MULTILINE,
    )
    asked = {row.rule for row in PROFILES[profile].rows}
    assert len(rows) > 20
    named: set[str] = set()
    for topic, requirement, state, by in rows:
        assert state in STATES, (topic, requirement)
        found = set(re.findall(r"`([\w-]+)`", by)) - set(PROFILES)
        if state == "enforced":
            assert found, requirement
            assert found <= asked, requirement
            named |= found
        if state == "open":
            assert not found, requirement
    assert named == asked
