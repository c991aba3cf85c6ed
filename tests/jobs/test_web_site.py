"""`cease web`: folders of pages that can be copied to a server as they are."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest
import yaml

from generator.jobs.choosing import Choice
from generator.jobs.project import Project
from generator.jobs.site_folder import MADE, put_folder
from generator.jobs.web_site import WebFolder, broken_links, web_folders, web_pages
from generator.problems import Refused
from tests.goldens.proofs import SHIPPED, opened_project
from tests.sample_projects import ROOT, cease

CAMPAIGN, _, AREA = SHIPPED
SITE = "https://www.leics.police.uk/signs/"
LANGUAGES = ("en-GB", "pl", "ar")


def made(project: Project, site: str, languages: tuple[str, ...] = LANGUAGES) -> WebFolder:
    row, found = project.content.area(AREA)
    changed = row.model_copy(update={"site": site})
    choice = Choice(languages=languages)
    with mock.patch.object(project.content, "area", return_value=(changed, found)):
        (folder,) = web_folders(project, choice, web_pages(project, choice))
    return folder


@pytest.fixture(name="told", scope="module")
def _told() -> WebFolder:
    return made(opened_project(ROOT), SITE.rstrip("/"))


@pytest.fixture(name="untold", scope="module")
def _untold() -> WebFolder:
    return made(opened_project(ROOT), "", ("en-GB", "pl"))


def heads(page: bytes) -> str:
    return re.sub(r"<style>.*?</style>", "", page.decode().partition("</head>")[0], flags=re.DOTALL)


def test_there_is_a_page_and_a_pdf_for_each_language_and_an_index(told: WebFolder) -> None:
    assert sorted(told.files) == sorted([
        "index.html",
        *(f"{tag}/{name}" for tag in LANGUAGES
          for name in ("index.html", "leaflet-dl-6pp--screen.pdf", "share.png")),
    ])  # fmt: skip
    assert told.path == f"{CAMPAIGN}/{AREA}"


def test_every_link_leads_to_a_file_of_the_folder(told: WebFolder, untold: WebFolder) -> None:
    for folder in (told, untold):
        assert broken_links(folder.files) == []
    without = {path: data for path, data in told.files.items() if path != "pl/index.html"}
    assert ("ar/index.html", "../pl/index.html") in broken_links(without)
    assert ("index.html", "pl/index.html") in broken_links(without)


def test_the_index_names_each_language_in_its_own_words_and_direction(told: WebFolder) -> None:
    index = told.files["index.html"].decode()
    assert 'href="ar/index.html" hreflang="ar" lang="ar" dir="rtl">العربية</a>' in index
    assert 'href="pl/index.html" hreflang="pl" lang="pl" dir="ltr">Polski</a>' in index
    assert index.count("Draft translation.") == 2
    size = len(told.files["en-GB/leaflet-dl-6pp--screen.pdf"]) / 1000
    assert f">PDF, 6 pages, {size:.0f} kB</a>" in index
    assert "<script" not in index


def test_the_index_names_each_file_after_its_language(told: WebFolder) -> None:
    """In a list of links all files of one size would have the same name."""
    index = told.files["index.html"].decode()
    words = dict(re.findall(r'<a [^>]*id="([^"]+)"[^>]*>([^<]+)</a>', index))
    names = [
        " ".join(words[each] for each in found.split())
        for found in re.findall(r'<a class="file"[^>]* aria-labelledby="([^"]+)"', index)
    ]
    assert len(names) == len(LANGUAGES) == index.count('class="file"')
    assert any(re.fullmatch(r"Polski PDF, 6 pages, \d+ kB", name) for name in names), names


def test_pages_tell_search_engines_of_each_other(told: WebFolder) -> None:
    for tag in LANGUAGES:
        head = heads(told.files[f"{tag}/index.html"])
        assert f'<link rel="canonical" href="{SITE}{tag}/">' in head
        for other in LANGUAGES:
            assert f'<link rel="alternate" hreflang="{other}" href="{SITE}{other}/">' in head
        assert f'<link rel="alternate" hreflang="x-default" href="{SITE}">' in head
        assert f'<meta property="og:image" content="{SITE}{tag}/share.png">' in head
    assert 'content="1200"' in heads(told.files["en-GB/index.html"])
    index = heads(told.files["index.html"])
    assert f'<link rel="canonical" href="{SITE}">' in index
    assert f'<meta property="og:image" content="{SITE}en-GB/share.png">' in index


def test_without_an_address_nothing_of_that_is_written(untold: WebFolder) -> None:
    for path, data in untold.files.items():
        assert not path.endswith(".png")
        if path.endswith(".html"):
            head = heads(data)
            assert "canonical" not in head
            assert "hreflang" not in head
            assert "og:" not in head


def test_the_same_words_are_the_same_folder(untold: WebFolder) -> None:
    assert made(Project.open(ROOT), "", ("en-GB", "pl")).files == untold.files


def test_the_command_says_what_it_left_out(tmp_path: Path) -> None:
    chosen = ("--language", "en-GB", "--project", ROOT, "--out", tmp_path)
    done = cease("web", *chosen)
    assert done.status == 0
    assert "without `site:`" in done.err
    folder = tmp_path / CAMPAIGN / AREA
    table = json.loads((folder / MADE).read_text("utf-8"))
    assert [each["path"] for each in table["files"]] == [
        "en-GB/index.html", "en-GB/leaflet-dl-6pp--screen.pdf", "index.html",
    ]  # fmt: skip
    assert cease("web", *chosen, "--release").status == 1
    assert cease("web", "--language", "xx", "--project", ROOT, "--out", tmp_path).status == 2


def test_an_area_whose_pdf_does_not_fit_stops_no_other(project: Path, tmp_path: Path) -> None:
    editions = project / "layouts/editions.yaml"
    rows = yaml.safe_load((ROOT / editions.relative_to(project)).read_text("utf-8"))["editions"]
    kept = {name: rows[name] for name in ("screen", "html")}
    editions.write_text(yaml.safe_dump({"editions": kept}), "utf-8")
    area = (project / "content/areas/ashdale.yaml").read_text("utf-8")
    long = area.replace("title: Ashdale", "title: A").replace("Ashdale", "Ashdale" * 9)
    for name, words in (("a-long", long), ("calderby", area)):
        (project / f"content/areas/{name}.yaml").write_text(words, "utf-8")
    out = tmp_path / "web"
    put_folder(out / "garden/a-long", {"index.html": b"old"}, {})
    typed = ("web", "--area", "all", "--language", "en-GB", "--project", project, "--out", out)
    done = cease(*typed)
    assert done.status == 1
    missing = f"{out / 'garden/a-long'} is not written, for want of en-GB/card--screen-TEST.pdf"
    assert missing in done.err.splitlines()
    assert contents(out / "garden/a-long") == {"index.html": "old"}
    table = cease(*typed, "--json").json
    assert table["missing"] == {str(out / "garden/a-long"): ["en-GB/card--screen-TEST.pdf"]}
    assert table["folders"] == [str(out / f"garden/{name}") for name in ("ashdale", "calderby")]
    for folder in table["folders"]:
        assert (Path(folder) / "en-GB/card--screen-TEST.pdf").is_file()


# putting a folder in place


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MADE
    }


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "out/area"
    put_folder(folder, {"index.html": b"old", "gone/index.html": b"old"}, {})
    return folder


def test_a_new_folder_takes_the_place_of_the_old_one(folder: Path) -> None:
    put_folder(folder, {"index.html": b"new"}, {"area": "ours"})
    assert contents(folder) == {"index.html": "new"}
    assert json.loads((folder / MADE).read_text())["area"] == "ours"
    assert [path.name for path in folder.parent.iterdir() if path.name != ".cease-lock"] == ["area"]


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear")
    with pytest.raises(Refused, match="has not made"):
        put_folder(tmp_path / "mine", {"index.html": b"new"}, {})
    assert contents(tmp_path / "mine") == {"letter.txt": "dear"}


def test_a_file_of_somebody_else_among_those_made_is_left_alone(folder: Path) -> None:
    (folder / "gone/notes.txt").write_text("dear")
    before = contents(folder)
    with pytest.raises(Refused, match=r'has not made: "gone/notes\.txt"'):
        put_folder(folder, {"index.html": b"new"}, {})
    assert contents(folder) == before
    (folder / "gone/notes.txt").rename(folder / "gone/Thumbs.db")
    put_folder(folder, {"index.html": b"new"}, {})
    assert contents(folder) == {"index.html": "new"}


@pytest.mark.parametrize("table", [b"", b"[]", b'{"files": 3}', b'{"files": [{}]}', b"\xff"])
def test_a_folder_whose_list_is_damaged_is_left_alone(folder: Path, table: bytes) -> None:
    (folder / MADE).write_bytes(table)
    with pytest.raises(Refused, match="has not made"):
        put_folder(folder, {"index.html": b"new"}, {})


KILLED = """
import os, signal, sys
from pathlib import Path
from generator.jobs import site_folder
count = 0
def step(real):
    def instead(*given, **named):
        global count
        count += 1
        if count > int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)
    return instead
site_folder._write = step(site_folder._write)
Path.rename = step(Path.rename)
site_folder.shutil.rmtree = step(site_folder.shutil.rmtree)
site_folder.put_folder(Path(sys.argv[1]), {"index.html": b"new", "more/index.html": b"new"}, {})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("steps", range(9))
def test_a_killed_command_leaves_the_old_folder_or_the_new_one(folder: Path, steps: int) -> None:
    run = subprocess.run(
        [sys.executable, "-c", KILLED, folder, str(steps)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    old = {"index.html": "old", "gone/index.html": "old"}
    new = {"index.html": "new", "more/index.html": "new"}
    if folder.exists():
        assert contents(folder) in (old, new)
    killed = run.returncode == -signal.SIGKILL
    assert killed or contents(folder) == new
    put_folder(folder, {"index.html": b"last"}, {})
    assert contents(folder) == {"index.html": "last"}
    assert {path.name for path in folder.parent.iterdir()} == {"area", ".cease-lock"}
