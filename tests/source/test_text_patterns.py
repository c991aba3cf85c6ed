"""Texts of a form: what somebody meant who wrote another."""

import json
import re

import pytest

from generator.source.text_patterns import (
    COLOUR,
    DATE,
    DIGEST,
    MONTH,
    SCRIPT,
    Form,
    corrected,
    form_of,
)
from tests.sample_projects import ROOT


@pytest.mark.parametrize(
    ("form", "text", "meant"),
    [
        (DATE, "31/03/2026", "2026-03-31"),
        (DATE, "1.4.2026", "2026-04-01"),
        (DATE, "1st April 2026", "2026-04-01"),
        (DATE, "2 Apr 2026", "2026-04-02"),
        (DATE, "2026/04/02", "2026-04-02"),
        (DATE, "2026-4-2", "2026-04-02"),
        (DATE, "31/31/2026", ""),
        (DATE, "31/03/26", ""),  # which of the three is the year?
        (DATE, "soon", ""),
        (MONTH, "March 2026", "2026-03"),
        (MONTH, "3/2026", "2026-03"),
        (MONTH, "2026-3", "2026-03"),
        (MONTH, "spring", ""),
        (COLOUR, "66BB55", '"#66BB55"'),
        (COLOUR, "green", ""),
        (SCRIPT, "latn", "Latn"),
        (SCRIPT, "Latin", ""),
        (DIGEST, "d761", ""),
    ],
)
def test_what_was_meant(form: Form, text: str, meant: str) -> None:
    assert corrected(form, text) == meant


def test_a_form_is_known_by_its_expression() -> None:
    assert form_of(DATE.pattern) is form_of(DATE.or_nothing) is DATE
    assert DATE.or_nothing == r"^(\d{4}-\d{2}-\d{2})?$"
    assert form_of("^a$") is None


def test_every_form_that_a_file_may_ask_for_is_reported_in_words() -> None:
    """Nobody is shown a regular expression."""
    asked = {
        pattern
        for path in (ROOT / "schemas").glob("*.json")
        for pattern in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', path.read_text("utf-8"))
    }
    assert len(asked) > 3
    assert [pattern for pattern in asked if form_of(json.loads(pattern)) is None] == []
