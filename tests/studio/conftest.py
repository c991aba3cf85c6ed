"""A studio for each test, in a browser for each file of tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import Browser, browser
from tests.outside_programs import needs
from tests.studio.studio_tab import StudioTab, copy_project, running

BROWSER = 400  # seconds for a test in a browser: on a busy machine the browser itself is slow


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        is_ours = item.path.parent == here and "tab" in getattr(item, "fixturenames", ())
        if is_ours and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(BROWSER))


@pytest.fixture(scope="module")
def tab() -> Iterator[Browser]:
    needs("chromium")
    with browser() as found:
        found.screen(1280, 900)
        yield found


@pytest.fixture
def studio(tab: Browser, tmp_path: Path) -> Iterator[StudioTab]:
    """A studio of a copy of the shipped project."""
    folder = copy_project(tmp_path)
    with running(folder) as address:
        yield StudioTab(tab, address, folder)
