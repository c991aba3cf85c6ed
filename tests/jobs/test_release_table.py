"""The table of docs/release.md, row by row: what stops what."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.jobs.release import UNRELEASABLE
from tests.sample_projects import ROOT, cease, change, into_welsh

AREA = "content/areas/ashdale.yaml"
WORDS = "content/garden/en-GB.yaml"
TABLE = [
    [cell.strip(" `") for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/release.md").read_text().splitlines()
    if line.startswith("| ") and "`" in line
][1:]


def altered(file: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda project: change(project / file, old, new)


def link(address: str) -> Callable[[Path], None]:
    return altered(AREA, "www.ceop.police.uk", address)


def draft(project: Path) -> None:
    into_welsh(project)


def stale(project: Path) -> None:
    into_welsh(project, reviewed=True)
    change(project / WORDS, "on Saturday", "on Sunday")


def lent(project: Path) -> None:
    path = into_welsh(project, reviewed=True)
    languages = project / "content/languages.yaml"
    added = "  kw: {name: Kernewek, english: Cornish, script: Latn, fallback: cy}\n"
    languages.write_text(languages.read_text() + added)
    text = path.read_text().replace("text: Dysgwch fwy:", 'text: ""').replace("Dysgwch fwy:", "")
    path.with_name("kw.yaml").write_text(text)


def untranslated(project: Path) -> None:
    path = into_welsh(project, reviewed=True)
    path.write_text(path.read_text().replace("Dysgwch fwy:", ""))


def ask(words: str) -> Callable[[Path], None]:
    return altered(AREA, "title:", f"own: {words}\ntitle:")


def asked_in_welsh(project: Path) -> None:
    into_welsh(project, reviewed=True)
    ask("{heading: Ask us, number: 101}")(project)


def pictured_in_welsh(project: Path) -> None:
    into_welsh(project, reviewed=True)
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    (project / "content/areas/gate.svg").write_text(drawing)
    altered(AREA, "title:", "images: {cover: {file: gate.svg, alt: A gate}}\ntitle:")(project)


def approved(project: Path) -> None:
    done = cease("approve", "card", "--by", "A. Reader", "--project", project)
    assert done.status == 0, done.err


def changed_since(project: Path) -> None:
    approved(project)
    change(project / WORDS, "on Saturday", "on Sunday")


def changed_by_hand(project: Path) -> None:
    approved(project)
    change(project / "content/approvals/ashdale.yaml", "on Saturday", "on Sunday")


TRIPS: dict[str, Callable[[Path], None]] = {
    "phone-number": altered(AREA, "'101'", "0116 252 700"),
    "drama-number": altered(AREA, "'101'", "0116 496 0123"),
    "test-area": altered(AREA, "title:", "test: true\ntitle:"),
    "unverified": altered(AREA, "{by: A. Clerk, on: 2026-03-31}", "{by: , on: }"),
    "verified-long-ago": altered(AREA, "2026-03-31", "2025-03-31"),
    "verified": altered(AREA, "2026-03-31", "2026-12-31"),
    "example-address": link("www.example.org/garden"),
    "address": link("http://www.ceop.police.uk"),
    "address-wrapped": link('"https://www.google.com/url?q=https://www.ceop.police.uk"'),
    "link-open": link("{shown: www.ceop.police.uk, open: www.gov.uk}"),
    "address-letters": link("www.café-ceop.police.uk"),
    "address-lookalike": link("xn--pypal-4ve.com"),
    "short-address": link("bit.ly/ceop"),
    "address-port": link('"www.ceop.police.uk:8443"'),
    "address-inside": link('"www.ceop.police.uk/?to=https://gov.uk"'),
    "address-tracking": link('"www.ceop.police.uk/?utm_source=leaflet"'),
    "placeholder-words": altered(WORDS, "Come and dig", "TODO and dig"),
    "draft": draft,
    "stale": stale,
    "fallback": lent,
    "untranslated": untranslated,
    "own-words": ask("{number: 101}"),
    "own-untranslated": asked_in_welsh,
    "image-untranslated": pictured_in_welsh,
    "unprinted": ask("{heading: Ask us, number: 101}"),
    "since-approval": changed_since,
    "not-approved": altered(WORDS, "codes: [more]", "codes: [more]\nrelease: {approval: required}"),
    "approval": changed_by_hand,
    "overset": altered(WORDS, "Come and dig", "Come and " + 90 * "dig"),
}


@pytest.fixture
def real(project: Path) -> Path:
    """A project whose area may be released."""
    change(project / AREA, "test: true\n", "")
    change(project / AREA, "01632 960001", "'101'")
    change(project / AREA, "www.example.org/garden", "www.ceop.police.uk")
    return project


def test_every_row_has_an_input_that_trips_it() -> None:
    assert [rule for _, rule, *_ in TABLE] == list(TRIPS)
    held = {
        rule for _, rule, _, build, release in TABLE if (build, release) == ("warning", "error")
    }
    assert held == UNRELEASABLE


def test_nothing_stops_what_is_whole(real: Path, tmp_path: Path) -> None:
    done = cease("build", "--release", "--project", real, "--out", tmp_path / "out", "--json")
    assert (done.status, done.json["problems"]) == (0, [])


@pytest.mark.parametrize(
    ("rule", "validate", "build", "release"), [row[1:] for row in TABLE], ids=lambda text: text
)
def test_the_table(
    real: Path, tmp_path: Path, rule: str, validate: str, build: str, release: str
) -> None:
    TRIPS[rule](real)
    welsh = dict.fromkeys(
        ("draft", "stale", "untranslated", "own-untranslated", "image-untranslated"), "cy"
    )
    language = {"fallback": "kw", **welsh}.get(rule)
    chosen = ["--edition", "office", *(("--language", language) if language else ())]
    where = ("--project", real, "--json")
    out = ("--out", tmp_path / "out")
    for command, severity in (
        (("validate", *where), validate),
        (("build", *chosen, *where, *out), build),
        (("build", "--release", *chosen, *where, *out), release),
    ):
        done = cease(*command)
        found = {one["severity"] for one in done.json["problems"] if one["rule"] == rule}
        assert found == ({severity} if severity else set()), command
        assert done.status == (1 if severity == "error" else 0), done.json["problems"]


def test_the_shipped_area_is_not_released(tmp_path: Path) -> None:
    done = cease("build", "pocket-card", "--release", "--out", tmp_path, "--project", ROOT)
    assert done.status == 1
    assert (
        "error[unverified]: nobody has checked the numbers and addresses of this area" in done.err
    )


def test_what_a_new_campaign_says_is_not_released(real: Path, tmp_path: Path) -> None:
    cease("new", "campaign", "winter", "--project", real)
    cease("new", "layout", "winter-poster", "--campaign", "winter", "--project", real)
    done = cease("build", "winter-poster", "--campaign", "winter", "--edition", "office",
                 "--release", "--project", real, "--out", tmp_path, "--json")  # fmt: skip
    found = [one["message"] for one in done.json["problems"] if one["severity"] == "error"]
    assert done.status == 1
    for words in (
        "Say here in two or three",
        "Say why it matters",
        "The first thing",
        "The second",
    ):
        assert any(words in message for message in found), words
    assert any('"www.example.org" belongs to nobody' in message for message in found)
