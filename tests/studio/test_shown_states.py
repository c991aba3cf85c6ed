"""No view of the studio, and no state that it can be in, is without a row in the table."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import get_args

from tests.studio.bringing import LackedStates, ShownState, StateName
from tests.studio.shown_states import LACKED, SAMPLE, STATES

ROOT = Path(__file__).resolve().parents[2]
NAMES = get_args(StateName)


def views() -> set[str]:
    """The templates that are whole pages; the others are parts of them."""
    found = {}
    for each in (files("generator.studio") / "pages").iterdir():
        found[each.name.removesuffix(".html")] = each.read_text("utf-8")
    frame = '{% extends "frame.html" %}'
    pages = {name for name, text in found.items() if text.startswith((frame, "<!doctype"))}
    return pages - {"frame"}


def without_row(
    views: Iterable[str], shown: Iterable[ShownState], lacked: Iterable[LackedStates]
) -> set[tuple[str, str]]:
    """The pairs of view and state that nothing is said about."""
    said = {(one.view, one.state) for one in shown}
    said |= {(one.view, state) for one in lacked for state in one.states}
    return {(view, state) for view in views for state in NAMES} - said


def test_every_view_has_every_state_or_says_why_not() -> None:
    assert len(views()) > 10
    assert without_row(views(), STATES, LACKED) == set()
    assert {one.view for one in (*STATES, *LACKED)} == views()


def test_a_view_or_state_that_lacks_a_row_is_noticed() -> None:
    assert without_row([*views(), "another"], STATES, LACKED) == {
        ("another", state) for state in NAMES
    }
    for one in STATES:
        rest = [each for each in STATES if (each.view, each.state) != (one.view, one.state)]
        assert without_row(views(), rest, LACKED) == {(one.view, one.state)}


def test_a_state_is_shown_or_lacked_and_a_reason_is_given() -> None:
    lacked = [(one.view, state) for one in LACKED for state in one.states]
    assert len(lacked) == len({*lacked})
    assert not {*lacked} & {(one.view, one.state) for one in STATES}
    assert all(len(one.why.split()) > 3 for one in LACKED)
    assert len({str(one) for one in STATES}) == len(STATES)


def test_the_sample_has_each_view_and_each_state_once() -> None:
    assert sorted(one.view for one in SAMPLE) == sorted(views())
    assert {one.state for one in SAMPLE} == {*NAMES}


def test_the_long_trials_look_at_every_state() -> None:
    lines = (ROOT / "Makefile").read_text("utf-8").splitlines()
    soak = lines[lines.index("soak: $(VENV)/installed-dev") + 1]
    assert "CEASE_SOAK=whole" in soak
    assert "tests/studio/test_screens.py" in soak.split()
