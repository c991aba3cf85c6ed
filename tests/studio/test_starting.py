"""The studio starts anywhere: in a project, beside one, or with a copy of the shipped campaign."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import Browser
from tests.sample_projects import make
from tests.studio.studio_tab import StudioTab, copy_project, started
from tests.typeset import shipped

TITLE = "document.querySelector('h1').textContent"


def begin(studio: StudioTab, name: str) -> None:
    """Ask for a copy in a folder of this name, and wait for the next screen."""
    studio.wait("document.getElementById('name')")
    studio.ask(f"document.getElementById('name').value = {name!r}")
    studio.follow("form button")


def test_a_copy_of_the_campaign_is_made_and_opened(tab: Browser, tmp_path: Path) -> None:
    make(tmp_path / "garden-project")
    make(tmp_path / "taken")
    with started(tmp_path) as address:
        studio = StudioTab(tab, address, tmp_path)
        assert studio.ask(TITLE) == "Begin with your own copy"
        assert studio.ask("document.getElementById('name').value") == "leaflets"
        assert str(tmp_path) in studio.ask("document.getElementById('name-hint').textContent")
        assert "garden-project" in studio.ask("document.querySelector('.actions').textContent")

        # names that will not do change nothing
        there = sorted(each.name for each in tmp_path.iterdir())
        for name, said in [
            ("Our Leaflets!", "such as our-leaflets"),
            ("../../up", "such as up"),
            ("con", "cannot be called"),
            ("x" * 90, "cannot be called"),
            ("taken", "has content/ and layouts/ already"),
        ]:
            begin(studio, name)
            studio.wait(f"document.querySelector('.fault')?.textContent.includes({said!r})")
        assert sorted(each.name for each in tmp_path.iterdir()) == there

        begin(studio, "our-leaflets")
        studio.wait(f"{TITLE} == 'Choose a piece to print'")
        assert studio.ask("document.querySelectorAll('.cards li').length") == 6
    made = tmp_path / "our-leaflets"
    for room in ("content", "layouts"):
        for place in (shipped.ROOT / room).rglob("*.yaml"):
            assert (made / place.relative_to(shipped.ROOT)).read_bytes() == place.read_bytes()
    assert (made / "schemas/area.json").is_file()


# Notes every address outside this computer that a process of the studio asks for, and is refused.
WATCHED = """\
import socket
connect = socket.socket.connect
def watched(self, address):
    if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1"):
        open({note!r}, "a").write(f"{{address}}\\n")
        raise OSError("the network is off")
    return connect(self, address)
def unknown(host, *rest, **named):
    open({note!r}, "a").write(f"{{host}}\\n")
    raise OSError("the network is off")
socket.socket.connect = watched
socket.getaddrinfo = unknown
"""


def test_a_project_that_is_there_is_opened_with_the_network_off(
    tab: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "garden-project")
    asked = tmp_path / "asked.txt"
    (tmp_path / "off").mkdir()
    (tmp_path / "off/sitecustomize.py").write_text(WATCHED.format(note=str(asked)))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "off"))
    with started(tmp_path) as address:
        studio = StudioTab(tab, address, tmp_path)
        studio.follow(".actions button")
        studio.wait(f"{TITLE} == 'Choose a piece to print'")
        assert "Card" in studio.ask("document.querySelector('.cards').textContent")
        studio.wait("document.querySelector('.cards img')?.naturalWidth")
    assert not asked.exists()
    probe = "import socket; socket.create_connection(('192.0.2.1', 80))"
    subprocess.run((sys.executable, "-c", probe), check=False, capture_output=True)
    assert asked.exists()  # so the studio would have been seen to ask


def test_a_package_that_is_missing_is_named(tmp_path: Path) -> None:
    program = "import sys; sys.modules['uvicorn'] = None; from generator.cli import main; main()"
    command = (sys.executable, "-c", program, "studio")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "the studio needs uvicorn, which is not installed" in done.stderr
    assert "pip install 'cease-print[studio]'" in done.stderr


def test_two_studios_of_one_project_say_so(tab: Browser, tmp_path: Path) -> None:
    folder = copy_project(tmp_path)
    said = "document.getElementById('shown').textContent.includes('Another studio')"
    with started(folder) as first:
        studio = StudioTab(tab, first, folder)
        assert not studio.ask(said)
        with started(folder) as second:
            StudioTab(tab, second, folder).wait(said)
