"""The states of the screens before and beside a project: signing in, beginning, help, refusals."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.studio.guard import OPENING
from tests.sample_projects import make
from tests.studio.bringing import LackedStates as Lacks
from tests.studio.bringing import ShownState as Shows
from tests.studio.bringing import at, changed_file, held_back, offline
from tests.studio.plain_client import PlainClient
from tests.studio.studio_tab import StudioTab, started
from tests.typeset import shipped

# --- signing in ----------------------------------------------------------------------------------

PASSWORD = "correct horse battery staple"
# A studio that is open to others by its password; at an address that every computer has.
SHARED = """
import sys
from pathlib import Path
from generator.studio.network import listen
from generator.studio.serving import serve
from generator.studio.sign_in import Password
password, folder = sys.argv[1:]
say = lambda address, _: print(address, flush=True)
serve(Path(folder), listen("127.0.0.1", 0), False, say, Password(password))
"""
FAULT = "document.getElementById('password-fault')"


@contextmanager
def sign_in(studio: StudioTab) -> Iterator[None]:
    """The first screen of somebody else in the network, who has no cookie."""
    command = [sys.executable, "-c", SHARED, PASSWORD, str(studio.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout
        try:
            address = served.stdout.readline().strip()
            assert address, "the studio has not started"
            studio.visit(address.split("/open", maxsplit=1)[0] + "/")
            studio.wait("document.querySelector('input[type=password]')")
            yield
        finally:
            served.terminate()


def guess(studio: StudioTab, until: str) -> None:
    """Type a password that is wrong, and wait for the answer."""
    studio.ask("document.getElementById('password').value = 'an old password'")
    studio.click("button.first")
    studio.wait(until)


@contextmanager
def sign_in_wrong(studio: StudioTab) -> Iterator[None]:
    with sign_in(studio):
        guess(studio, f"!{FAULT}.hidden")
        yield


@contextmanager
def sign_in_too_soon(studio: StudioTab) -> Iterator[None]:
    """A guess while another has to wait."""
    with sign_in(studio):
        for _ in range(8):  # each that is looked at makes the next wait twice as long
            guess(studio, f"!{FAULT}.hidden")
            if studio.ask(f"{FAULT}.textContent.includes('tried wrong')"):
                break
            studio.ask(f"{FAULT}.hidden = true")
        assert studio.ask(f"{FAULT}.textContent.includes('tried wrong')")
        yield


@contextmanager
def sign_in_waiting(studio: StudioTab) -> Iterator[None]:
    with sign_in(studio), held_back(studio, "/api/sign-in"):
        guess(studio, "document.querySelector('[aria-busy=true]')")
        yield


@contextmanager
def sign_in_gone(studio: StudioTab) -> Iterator[None]:
    with sign_in(studio), offline(studio):
        guess(studio, f"{FAULT}.textContent.includes('Ask the person who started it')")
        yield


# --- beginning -----------------------------------------------------------------------------------


@contextmanager
def start(studio: StudioTab) -> Iterator[None]:
    with begun_in(studio):
        yield


@contextmanager
def begun_in(studio: StudioTab, *projects: str) -> Iterator[StudioTab]:
    """The first screen of a studio that is started where there are these projects."""
    with TemporaryDirectory() as place:
        for each in projects:
            make(Path(place, each))
        with started(Path(place)) as address:
            yield StudioTab(studio.tab, address, Path(place))


@contextmanager
def start_beside(studio: StudioTab) -> Iterator[None]:
    with begun_in(studio, "garden-project"):
        assert "no project here" not in studio.ask("document.querySelector('main').innerText")
        yield


def begin(studio: StudioTab, name: str) -> None:
    studio.ask(f"document.getElementById('name').value = {name!r}")
    studio.follow("form button.first")
    studio.wait("document.querySelector('.fault')")


@contextmanager
def start_misnamed(studio: StudioTab) -> Iterator[None]:
    with begun_in(studio) as begins:
        begin(begins, "Our Leaflets!")
        yield


@contextmanager
def start_taken(studio: StudioTab) -> Iterator[None]:
    with begun_in(studio, "leaflets") as begins:
        begin(begins, "leaflets")
        yield


@contextmanager
def opening(studio: StudioTab) -> Iterator[None]:
    """The page at the address that opens a studio once. It leads on at once, here in a day."""
    with TemporaryDirectory() as place, started(Path(place)) as address:
        client = PlainClient(address, Path(place))
        now, later = 'content="0; url=/"', 'content="90000; url=/"'
        assert now in client.opened.words
        page = client.opened.words.replace(now, later)
        names = ("content-type", "content-security-policy")
        headers = [{"name": name, "value": client.opened.headers[name]} for name in names]
        studio.tab.call("Fetch.enable", patterns=[{"urlPattern": f"*{OPENING}*"}])
        try:
            with studio.next_screen():
                studio.ask(f"void setTimeout(() => location.assign({address!r}))")
                asked = studio.tab.event("Fetch.requestPaused")["requestId"]
                studio.tab.call(
                    "Fetch.fulfillRequest", requestId=asked, responseCode=200,
                    responseHeaders=headers, body=base64.b64encode(page.encode()).decode(),
                )  # fmt: skip
            yield
        finally:
            studio.tab.call("Fetch.disable")


# --- what cannot be shown ------------------------------------------------------------------------


@contextmanager
def broken_file(studio: StudioTab) -> Iterator[None]:
    words = f"content/{shipped.CAMPAIGN}/pl.yaml"
    with changed_file(studio, words, "blocks:", "blocks: ["):
        studio.visit(BROKEN)
        yield


BROKEN = f"/edit/{shipped.CAMPAIGN}/pl/{shipped.AREA}/flyer-a5"


@contextmanager
def stranger(studio: StudioTab) -> Iterator[None]:
    """Somebody without the cookie, which another name of the computer does not have."""
    studio.visit(studio.base.replace("127.0.0.1", "localhost") + "/")
    yield


STATES_OF_ENTRIES = (
    Shows("sign-in", "ready", sign_in, failing=("/",)),
    Shows("sign-in", "loading", sign_in_waiting, failing=("/",)),
    Shows("sign-in", "error", sign_in_wrong, sampled=True, failing=("/", "/api/sign-in")),
    Shows("sign-in", "error", sign_in_too_soon, "too-soon", failing=("/", "/api/sign-in")),
    Shows("sign-in", "gone", sign_in_gone, failing=("/",)),
    Shows("start", "empty", start, sampled=True),
    Shows("start", "ready", start_beside),
    Shows("start", "error", start_misnamed, failing=("/begin",)),
    Shows("start", "conflict", start_taken, failing=("/begin",)),
    Shows("opening", "loading", opening, sampled=True),
    Shows("help", "ready", at("/help"), sampled=True),
    Shows("refused", "error", broken_file, sampled=True, failing=(BROKEN,)),
    Shows("refusal", "error", at("/none"), "missing", sampled=True, failing=("/none",)),
    Shows("refusal", "error", stranger, "closed", failing=("/",)),
)
LACKED_BY_ENTRIES = (
    Lacks("sign-in", ("empty",), "its one field is empty at first: `ready`"),
    Lacks("sign-in", ("conflict", "stale"), "it shows nothing of a project"),
    Lacks("sign-in", ("draft",), "no password is kept"),
    Lacks("start", ("loading", "gone"), "its forms need no script: the browser says it itself"),
    Lacks("start", ("stale", "draft"), "there is no project yet"),
    Lacks("opening", ("ready", "empty", "error"), "it leads on as soon as it is there"),
    Lacks("opening", ("conflict", "stale", "draft", "gone"), "it leads on, and asks for nothing"),
    Lacks("help", ("empty", "error", "conflict", "stale", "draft"), "it always says the same"),
    Lacks("help", ("loading", "gone"), "it has all its words at once, and asks for nothing more"),
    Lacks("refused", ("ready", "empty"), "it is shown because of an error"),
    Lacks(
        "refused", ("loading", "gone"), "it has all its words at once, and asks for nothing more"
    ),
    Lacks("refused", ("conflict", "stale", "draft"), "nothing can be changed on it"),
    Lacks("refusal", ("ready", "empty"), "it is shown because of an error"),
    Lacks(
        "refusal", ("loading", "gone"), "it has all its words at once, and asks for nothing more"
    ),
    Lacks("refusal", ("conflict", "stale", "draft"), "nothing can be changed on it"),
)
