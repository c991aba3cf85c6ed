"""A real browser that checks pages: Chromium without a window, spoken to over a pipe.

Nothing is needed but the browser: the DevTools protocol's messages are JSON, parted by zero bytes,
on its file descriptors 3 and 4. Fonts are those of this repository, so that pages look the same on
any machine.

    python -m tests.browser FOLDER PICTURES

makes the pictures of the README from the web pages built into a folder.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


class Browser:
    """One tab of a browser that is running."""

    def __init__(self, process: subprocess.Popen[bytes], to: int, back: int) -> None:
        self.process, self.to, self.back = process, to, back
        self.number, self.left, self.session = 0, b"", ""
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """What the browser answers; events that come before are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            said = self._next()
            if said.get("id") == self.number:
                assert "error" not in said, f"{method}: {said['error']}"
                return dict(said["result"])
            self.events.append(said)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self.left:
            data = os.read(self.back, 1 << 20)
            assert data, "the browser has gone"
            self.left += data
        message, _, self.left = self.left.partition(b"\0")
        return dict(json.loads(message))

    def event(self, method: str) -> dict[str, Any]:
        """What the first event of a kind says, which may have come already."""
        while True:
            for said in self.events:
                if said["method"] == method:
                    return dict(said["params"])
            self.events.append(self._next())

    def show(self, path: Path) -> None:
        """Open a file and wait until it has been laid out."""
        self.events.clear()
        self.call("Page.navigate", url=path.resolve().as_uri())
        while not any(said["method"] == "Page.loadEventFired" for said in self.events):
            self.events.append(self._next())

    def screen(self, width: int, height: int = 800, scheme: str = "light", **media: str) -> None:
        """The size of the window, CSS px, and what its reader prefers."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        wanted = {"prefers-color-scheme": scheme, **media}
        features = [{"name": name, "value": value} for name, value in wanted.items()]
        self.call("Emulation.setEmulatedMedia", features=features)

    def asked(self, script: str) -> Any:
        """The value of an expression in the page, awaited."""
        found = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def requested(self) -> list[str]:
        """The addresses that the page shown has asked for, itself first."""
        asked = [said for said in self.events if said["method"] == "Network.requestWillBeSent"]
        return [said["params"]["request"]["url"] for said in asked]

    def picture(self, path: Path, height: float = 0, scale: float = 1) -> None:
        """The page as PNG: its first `height` CSS px, or all of it."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {
            "x": 0, "y": 0, "width": size["width"], "height": height or size["height"],
            "scale": scale,
        }  # fmt: skip
        shown = self.call("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(shown["data"]))


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, running until the end."""
    program = shutil.which("chromium")
    assert program
    # Its children may be writing still when the folder goes.
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        fonts = Path(folder, "fonts.conf")
        fonts.write_text(FONTS.format(fonts=ROOT / "fonts", cache=folder))
        theirs_in, to = os.pipe()
        back, theirs_out = os.pipe()

        process = subprocess.Popen(
            [
                "bash", "-c", f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}',
                program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
                "--font-render-hinting=none",
                f"--user-data-dir={folder}/profile", "--remote-debugging-pipe",
            ],
            env={**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": folder},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(theirs_in, theirs_out),
        )  # fmt: skip
        os.close(theirs_in)
        os.close(theirs_out)
        try:
            yield Browser(process, to, back)
        finally:
            os.close(to)
            os.close(back)
            process.kill()
            process.wait()


# of each picture: the language, the window's size in CSS px, what the reader prefers, the scale
PICTURES = {
    "web-phone.png": ("en-GB", 375, 812, "light", 1.5),
    "web-phone-dark.png": ("ur", 375, 812, "dark", 1.5),
    "web-desk.png": ("en-GB", 1280, 1380, "light", 0.75),
}


def pictures(built: Path, into: Path) -> None:
    into.mkdir(parents=True, exist_ok=True)
    with browser() as tab:
        for name, (tag, width, height, scheme, scale) in PICTURES.items():
            (page,) = built.glob(f"*/*/{tag}/*--html.html")
            tab.screen(width, height, scheme)
            if scale > 1:  # letters stand as on a screen with so many pixels
                tab.call(
                    "Emulation.setDeviceMetricsOverride",
                    width=width, height=height, deviceScaleFactor=scale, mobile=False,
                )  # fmt: skip
            tab.show(page)
            tab.picture(into / name, height, min(scale, 1))


if __name__ == "__main__":
    pictures(Path(sys.argv[1]), Path(sys.argv[2]))
