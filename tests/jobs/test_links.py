"""Links and codes of finished files: what is printed, and what it opens."""

import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from tests.outside_programs import needs
from tests.outside_programs import run as run_program
from tests.sample_projects import cease, change, manifest

AREA = "content/areas/ashdale.yaml"
EDITIONS = """\
  screen: {title: Screen, colours: srgb, profile: screen, tagged: true, links: true}
  web: {title: A web page, form: html}
  words: {title: Plain text, form: text}
"""


def built(project: Path, out: Path, link: str, *options: str) -> dict[str, Path]:
    change(project / AREA, "{more: www.example.org/garden}", f"{{more: {link}}}")
    editions = project / "layouts/editions.yaml"
    editions.write_text(editions.read_text() + EDITIONS)
    done = cease("build", "--edition", "all", *options, "--project", project, "--out", out)
    assert done.status == 0, done.err
    return {
        path.name.removeprefix("card--").partition("-TEST")[0]: path
        for path in out.rglob("card--*-TEST.*")
    }


def with_zbar(picture: Path) -> str:
    needs("zbarimg")
    command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(picture)]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return found.stdout.strip()


def uris(file: Path) -> list[str]:
    notes = [
        note.get_object() for page in PdfReader(file).pages for note in page.get("/Annots", [])
    ]
    return [str(note["/A"]["/URI"]) for note in notes]


@pytest.mark.parametrize(
    ("link", "shown", "target"),
    [
        ("www.example.org/café", "www.example.org/café", "https://www.example.org/caf%C3%A9"),
        (
            "'https://WWW.Example.org/Über?ä=ö'",
            "WWW.Example.org/Über?ä=ö",
            "https://www.example.org/%C3%9Cber?%C3%A4=%C3%B6",
        ),
        ("www.bücher.example/a", "www.bücher.example/a", "https://www.xn--bcher-kva.example/a"),
        (
            "{shown: www.example.org, open: 'https://www.example.org/?utm_source=a&b=é'}",
            "www.example.org",
            "https://www.example.org/?utm_source=a&b=%C3%A9",
        ),
        (
            "{shown: www.example.org, open: www.example.net/r/1, checked: {by: A, on: 2026-03-31}}",
            "www.example.org",
            "https://www.example.net/r/1",
        ),
    ],
)
def test_what_is_printed_and_what_it_opens(
    project: Path, tmp_path: Path, link: str, shown: str, target: str
) -> None:
    files = built(project, tmp_path / "out", link)
    for name in ("press", "office", "screen"):
        picture = pypdfium2.PdfDocument(files[name])[0].render(scale=6).to_pil()
        picture.save(tmp_path / f"{name}.png")
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [target]
        assert with_zbar(tmp_path / f"{name}.png") == target
        assert shown in run_program("pdftotext", files[name], "-")
    assert set(uris(files["screen"])) == {target, "tel:+441632960001"}
    page = files["web"].read_text()
    assert f'href="{target.replace("&", "&amp;")}"' in page
    assert shown in re.sub(r"<wbr>", "", page)
    assert shown in files["words"].read_text()
    rows = [*manifest(tmp_path / "out").values()]
    codes = {row["path"]: [code["target"] for code in row["codes"]] for row in rows}
    assert all(found == [target] for path, found in codes.items() if path.endswith(".pdf"))
    (web,) = [row for row in rows if row["path"].endswith(".html")]
    assert target in web["targets"]


def test_a_file_without_its_job_is_warned_of_where_code_and_address_differ(
    project: Path, tmp_path: Path
) -> None:
    files = built(
        project, tmp_path / "out", "{shown: www.example.org, open: 'www.example.org/?from=leaflet'}"
    )
    done = cease("check", files["office"], "--profile", "office", "--json")
    said = [one for one in done.json["files"][0]["problems"] if one["rule"] == "code-address"]
    assert [(one["severity"]) for one in said] == ["warning"]
    assert "leads to an address that is printed nowhere on the page" in said[0]["message"]


@pytest.mark.parametrize("link", ["www.example.org/café", "www.bücher.example/a"])
def test_a_file_without_its_job_is_read_as_a_reader_reads_it(
    project: Path, tmp_path: Path, link: str
) -> None:
    files = built(project, tmp_path / "out", link)
    done = cease("check", files["office"], "--profile", "office", "--json")
    assert not [one for one in done.json["files"][0]["problems"] if one["rule"] == "code-address"]


LONG = '"https://www.example.org/?utm_source=leaflet&utm_medium=print&utm_campaign=gardens"'


def test_a_long_address_is_blamed_where_it_is_written(project: Path, tmp_path: Path) -> None:
    change(project / AREA, "{more: www.example.org/garden}", f"{{more: {LONG}}}")
    done = cease("build", "--project", project, "--out", tmp_path, "--json")
    assert done.status == 1
    found = [one for one in done.json["problems"] if one["rule"] != "test-area"]
    assert {(one["path"], one["line"]) for one in found} == {(AREA, 5)}
    tracking = next(one for one in found if one["rule"] == "address-tracking")
    assert "more: {shown: www.example.org, open: " in tracking["hint"]
    overset = next(one for one in found if one["rule"] == "overset")
    assert "{shown: …, open: …}" in overset["hint"]


@pytest.mark.parametrize(
    "link", ["www.example.org/garden", "'https://www.example.org/garden'", "www.example.org/gärten"]
)
def test_words_of_a_sentence_lead_where_the_areas_link_does(
    project: Path, tmp_path: Path, link: str
) -> None:
    words = project / "content/garden/en-GB.yaml"
    change(
        words,
        "      - Come and dig",
        '      - "Read [our plan]({more}) at {more}."\n      - Come and dig',
    )
    files = built(project, tmp_path / "out", link)
    shown = link.strip("'").removeprefix("https://")
    target = "https://" + shown.replace("ä", "%C3%A4")
    assert uris(files["screen"]).count(target) == 4  # two in the sentence, the code, its address
    page = files["web"].read_text().replace("<wbr>", "")
    assert f'<a href="{target}">our plan</a> at <a href="{target}">{shown}</a>.' in page
    assert f"Read our plan at {shown}." in files["words"].read_text()
