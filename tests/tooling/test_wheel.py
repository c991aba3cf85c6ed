"""The wheel: what `pip install .` puts on a machine that has no checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("content", "layouts", "fonts", "schemas")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = (sys.executable, "-m", "hatchling", "build", "--target", "wheel", "-d", folder)
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files as pip would unpack them."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(installed: Path, cwd: Path, *arguments: str) -> str:
    done = subprocess.run(
        (sys.executable, *arguments),
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def test_wheel_runs_on_every_platform(wheel: Path) -> None:
    assert wheel.name == "cease_print-0.1.0-py3-none-any.whl"


def test_wheel_carries_the_shipped_campaign_whole(installed: Path) -> None:
    listed = subprocess.run(
        ("git", "ls-files", "-z", *SHIPPED), cwd=ROOT, check=True, capture_output=True, text=True
    )
    names = [name for name in listed.stdout.split("\0") if name]
    assert {name.split("/")[0] for name in names} == set(SHIPPED)
    for name in names:
        assert (installed / "generator/_shipped" / name).is_file(), name


def test_wheel_carries_every_licence(installed: Path) -> None:
    licences = installed / "cease_print-0.1.0.dist-info" / "licenses"
    found = {path.relative_to(licences).as_posix() for path in licences.rglob("*.*")}
    assert found >= {
        "fonts/PublicSans/OFL.txt",
        "layouts/press/FOGRA39L_coated.LICENCE.txt",
        "layouts/press/sRGB.LICENCE.txt",
    }
    assert (licences / "LICENSE").is_file()


def test_an_installed_program_finds_its_own_campaign(installed: Path, tmp_path: Path) -> None:
    program = "from generator.source.project_folder import shipped_root; print(shipped_root())"
    assert Path(run(installed, tmp_path, "-c", program).strip()) == (
        installed / "generator" / "_shipped"
    )


def test_a_checkout_uses_the_folders_at_its_top() -> None:
    from generator.source.project_folder import shipped_root

    assert shipped_root() == ROOT


@pytest.mark.slow
def test_an_installed_program_builds_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    command = ("build", "flyer-a5", "--edition", "press", "--out", "out")
    run(installed, tmp_path, "-m", "generator", *command)
    assert list((tmp_path / "out").rglob("flyer-a5--press.pdf"))


@pytest.mark.slow
def test_an_installed_program_begins_a_project_that_can_be_edited(
    installed: Path, tmp_path: Path
) -> None:
    run(installed, tmp_path, "-m", "generator", "init", "mine")
    mine = tmp_path / "mine"
    run(installed, mine, "-m", "generator", "new", "area", "north-moor")
    assert (mine / "content/areas/north-moor.yaml").is_file()
    chosen = ("flyer-a5", "--edition", "office", "--area", "north-moor")
    run(installed, mine / "content", "-m", "generator", "build", *chosen)
    assert list((mine / "output").rglob("flyer-a5--office*.pdf"))


def test_an_installed_studio_begins_with_a_copy_of_the_campaign(
    installed: Path, tmp_path: Path
) -> None:
    command = (sys.executable, "-m", "generator", "studio", "--no-browser")
    env = {**os.environ, "PYTHONPATH": str(installed), "CEASE_CACHE": "off"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as studio:
        try:
            assert studio.stdout
            address = studio.stdout.readline().split()[-1]
            base = address.partition("/open")[0]
            opener = build_opener(HTTPCookieProcessor())
            opener.addheaders = [("Origin", base)]
            opener.open(address, timeout=60)
            assert b"<form" in opener.open(f"{base}/", timeout=60).read()
            body = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nmine\r\n--x--\r\n'
            kind = {"Content-Type": "multipart/form-data; boundary=x"}
            opener.open(Request(f"{base}/begin", body, kind), timeout=60)
            first = opener.open(f"{base}/", timeout=60).read().decode()
        finally:
            studio.terminate()
    assert first.count("/edit/kayleighs-love-story/en-GB/") >= 6
    assert (tmp_path / "mine/content/languages.yaml").is_file()
