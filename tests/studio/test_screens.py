"""Every view in every state (`shown_states`): axe finds nothing wrong, by day and by night, on a
desk and at 320 px; nothing is wider than the screen; Tab reaches every control, and it is seen; and
no page asks for what is not there.

A usual run looks at a sample, `make soak` at all. The pictures are in build/screens, to be looked
at.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser import Browser
from tests.outside_programs import needs
from tests.reflow.test_outside_validators import AXE, violations
from tests.soak.trials import IS_WHOLE
from tests.studio.bringing import ShownState
from tests.studio.shown_states import SAMPLE, STATES
from tests.studio.studio_tab import StudioTab, copy_project, running

PICTURES = Path(__file__).resolve().parents[2] / "build/screens"
# Each pair of width and colours is looked at somewhere in a usual run, all of them in a long one.
WINDOWS = [(1280, "light"), (320, "dark"), (320, "light"), (1280, "dark")]
LOOKED_AT = STATES if IS_WHOLE else SAMPLE
SMALLEST = 24  # CSS px of what is pressed (WCAG 2.5.8)

WIDER = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
PRESSED = "a[href], button, input, select, textarea, summary, [tabindex='0']"
CONTROLS = f"""[...document.querySelectorAll("{PRESSED}")]
  .filter((each) => each.checkVisibility({{visibilityProperty: true}}) && !each.disabled)
  .filter((each) => !document.querySelector('dialog:modal') || each.closest('dialog:modal'))"""
# A line of a page is as small as it is printed: its field is the larger way to the same place.
SMALL = f"""
{CONTROLS}.filter((each) => {{
  const box = each.getBoundingClientRect();
  const inText = each.closest('p, li, td, th, dd') && getComputedStyle(each).display === 'inline';
  if (each.matches('.skip, svg.page *')) return false;
  return !inText && Math.min(box.width, box.height) < {SMALLEST};
}}).map((each) => each.outerHTML.slice(0, 120))
"""
# Words that stand one above the other, for another part has taken their room.
SQUEEZED = """
[...document.querySelectorAll('h1, h2, h3, p, label')].filter((each) => each.checkVisibility()
  && each.textContent.trim().length > 12 && each.getBoundingClientRect().width < 60
  && getComputedStyle(each).clipPath === 'none').map((each) => each.outerHTML.slice(0, 120))
"""


@pytest.fixture(scope="module")
def screens(tab: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioTab]:
    """One studio for all states."""
    needs(str(AXE))
    PICTURES.mkdir(parents=True, exist_ok=True)
    folder = copy_project(tmp_path_factory.mktemp("studio") / "leaflets")
    with running(folder) as address:
        yield StudioTab(tab, address, folder)


FOCUSED = f"""
new Promise((tell) => requestAnimationFrame(() => requestAnimationFrame(tell))).then(() => {{
  const each = document.activeElement;
  const box = each.getBoundingClientRect();
  const look = getComputedStyle(each);
  const inside = [each, ...each.querySelectorAll('*')];
  const hit = (share) => inside.includes(
    document.elementFromPoint(box.left + box.width / 2, box.top + box.height * share));
  return {{
    number: {CONTROLS}.indexOf(each),
    what: each.outerHTML.slice(0, 160),
    seen: look.outlineStyle !== 'none' || look.boxShadow !== 'none',
    covered: ![0.1, 0.5, 0.9].some(hit) && box.height < innerHeight,
  }};
}})
"""


@contextmanager
def shown(screens: StudioTab, one: ShownState) -> Iterator[None]:
    screens.tab.screen(1280, 900, **{"prefers-reduced-motion": "reduce"})
    screens.visit("/help")
    screens.tab.events.clear()
    with one.brings(screens):
        yield


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(LOOKED_AT)), ids=[str(one) for one in LOOKED_AT])
def test_nothing_is_wrong_with_a_screen(screens: StudioTab, number: int) -> None:
    one = LOOKED_AT[number]
    windows = WINDOWS if IS_WHOLE else WINDOWS[number % 2 * 2 :][:2]
    with shown(screens, one):
        for width, scheme in windows:
            screens.tab.screen(width, 900, scheme, **{"prefers-reduced-motion": "reduce"})
            screens.tab.picture(PICTURES / f"{one}-{width}-{scheme}.png")
            assert violations(screens.tab) == [], (width, scheme)
            assert screens.ask(WIDER) == 0, (width, scheme)
            assert screens.ask(SMALL) == [], (width, scheme)
            assert screens.ask(SQUEEZED) == [], (width, scheme)
        for width in (1280, 320) if IS_WHOLE else (windows[number // 2 % 2][0],):
            screens.tab.screen(width, 900, **{"prefers-reduced-motion": "reduce"})
            walk(screens)
        assert refused(screens.tab) - {*one.perhaps} == {*one.failing}


def refused(tab: Browser) -> set[str]:
    """The paths of what the page has asked for and was refused, or is not there."""
    answers = [each["params"] for each in tab.events if each["method"] == RECEIVED]
    found = [each["response"] for each in answers]
    return {urlsplit(each["url"]).path for each in found if each["status"] >= 400}


RECEIVED = "Network.responseReceived"


def walk(screens: StudioTab) -> None:
    """Go through the controls by Tab: each is reached in order, and seen."""
    screens.ask("document.activeElement.blur()")
    wanted = screens.ask(f"{CONTROLS}.map((each) => each.outerHTML.slice(0, 160))")
    found = [screens.ask(FOCUSED)]
    # Once round, from where the screen has put the focus. A date is four stops: day, month, year
    # and calendar.
    stops = len(wanted) + 2 + 3 * sum('type="date"' in each for each in wanted)
    for _ in range(stops):
        screens.press("Tab")
        found.append(screens.ask(FOCUSED))
    found = [each for each in found if each["number"] >= 0]  # but for the page itself
    assert [each["what"] for each in found if not each["seen"]] == []
    assert [each["what"] for each in found if each["covered"]] == []
    reached = {each["number"] for each in found}
    assert [what for number, what in enumerate(wanted) if number not in reached] == []
    numbers = [each["number"] for each in found]
    assert sum(after < before for before, after in pairwise(numbers)) <= 1  # at the end once round
