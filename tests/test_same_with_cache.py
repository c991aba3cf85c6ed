"""Everything is the same with the cache on and off, whatever was made before it.

A small project is built and checked for every area, language and edition: without a cache, and with
one in both orders of areas and of languages. The bytes and the problems have to be the same, with
their places. One area has what the others have not, and every area has a telephone number of its
own, so a result that reaches another area shows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from PIL import Image

from generator.cache import Cache
from generator.jobs.project import Project
from generator.problems import Problem, Refused
from tests.sample_projects import ROOT, change, into_welsh, make

AREA = """\
title: {title}
test: true
names: {{town: {title}}}
numbers: {{office: {office}}}
contacts:
  wardens:
    - {{place: "{title} Common", number: {warden}}}
    - {{place: Quay, number: 0117 496 0555}}
links: {{more: {link}}}
logos: [{{file: logos/crest.png, alt: The council}}]
verified: {{by: A. Clerk, on: 2026-03-31}}
"""
AREAS = {
    "ashdale": ("Ashdale", "0116 496 0111", "0121 496 0222", "ash.example.org/dig"),
    "birchley": ("Birchley", "0141 496 0444", "0151 496 0555", "birch.example.com/grow"),
    "calderby": ("Calderby", "0131 496 0777", "0115 496 0888", "calder.example.net/sow"),
}
# What is wrong in birchley alone: own words that the layout has no place for.
OWN = "own: {heading: Ask the head gardener, number: 0161 496 0777}\n"
# What is wrong in calderby alone: a place with too long a name.
WIDE = "Llanfairpwllgwyngyllgogerychwyrndrobwll" * 4
WORDS = """\
title: Gardens of {town}
date: 2026-03-31
codes: [more]
blocks:
  headline: {kind: heading, text: "Dig in {town}"}
  again: {kind: heading, text: "Dig in {town}"}
  words:
    kind: paragraphs
    paragraphs: ["Come and dig on Saturday.", "Don't forget: ring {office}"]
  nowhere: {kind: heading, text: Bring a friend}
  ring: {kind: contacts, text: "Ring a warden:", contacts: wardens}
  more: {kind: link, text: "Find out more:", address: "{more}"}
"""
WELSH = {
    "title": "Gerddi {town}",
    "headline.0": "Palwch yn {town}",
    "again.0": "Palwch yn {town}",
    "words.0": "Dewch i balu ddydd Sadwrn.",
    "words.1": "Peidiwch ag anghofio: ffoniwch {office}",
    "nowhere.0": "Dewch â ffrind",
    "ring.0": "Ffoniwch warden:",
    "more.0": "Dysgwch fwy:",
}
ITEMS = """\
          - {kind: text, block: nowhere, style: body, above: 5}
          - {kind: text, block: again, style: pale, above: 5}
          - {kind: text, block: ring, style: body, above: 5}
          - {kind: contacts, block: ring, place: body, number: pale}
          - {kind: logos, height: 11, cells: 2, gap: 3, above: 5}
"""
FORMS = """
  web: {title: Web page, form: html, once: true, default: false}
  words: {title: Words alone, form: text, once: true, default: false}
"""
LANGUAGES = ("en-GB", "cy")
EDITIONS = ("press", "office", "screen", "web", "words")
LAYOUT = "card"


@dataclass(frozen=True)
class Made:
    """The digest of a piece's bytes, empty if it was refused, and what was said."""

    digest: str
    problems: tuple[Problem, ...]


def write(folder: Path) -> Path:
    """The project in a new folder."""
    make(folder)
    for name, values in AREAS.items():
        text = AREA.format(**dict(zip(("title", "office", "warden", "link"), values, strict=True)))
        (folder / f"content/areas/{name}.yaml").write_text(text, encoding="utf-8")
    birchley = folder / "content/areas/birchley.yaml"  # its values stand on lines of their own
    birchley.write_text(f"{OWN}{birchley.read_text(encoding='utf-8')}", encoding="utf-8")
    change(folder / "content/areas/calderby.yaml", "place: Quay", f"place: {WIDE}")
    (folder / "content/areas/logos").mkdir()
    Image.new("RGB", (180, 120), "navy").save(folder / "content/areas/logos/crest.png")
    (folder / "content/garden/en-GB.yaml").write_text(WORDS, encoding="utf-8")
    into_welsh(folder, words=WELSH)
    card = folder / "layouts/card.yaml"
    change(card, "          - {kind: code", f"{ITEMS}          - {{kind: code")
    change(card, "  body: {", "  pale: {size: 12, leading: 15.6, colour: slate}\n  body: {")
    theme, slate = folder / "layouts/themes/plain.yaml", "cmyk: [0, 0, 0, 85], srgb: '#383838'"
    change(theme, "  leaf: {", f"  slate: {{{slate}}}\n  leaf: {{")
    change(card, "formats: [a6, a5]", "formats: [a5, a6]")
    shipped = yaml.safe_load((ROOT / "layouts/editions.yaml").read_text(encoding="utf-8"))
    editions = folder / "layouts/editions.yaml"
    given = yaml.safe_load(editions.read_text(encoding="utf-8"))
    given["editions"]["screen"] = shipped["editions"]["screen"]
    editions.write_text(yaml.safe_dump(given, sort_keys=False) + FORMS, encoding="utf-8")
    return folder


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, which no test changes."""
    return write(tmp_path_factory.mktemp("cache") / "project")


Case = tuple[str, str, str]


def cases(areas: Iterable[str], languages: Sequence[str]) -> list[Case]:
    return [
        (area, tag, edition)
        for area in areas
        for tag in languages
        for edition in EDITIONS
        if area != "calderby" or edition == "office"  # it is refused, once is enough
    ]


def made(folder: Path, wanted: Iterable[Case], cache: Cache) -> dict[Case, Made]:
    """Each piece, made in this order in a project that is opened now."""
    project = Project.open(folder, cache)
    found: dict[Case, Made] = {}
    for area, tag, edition in wanted:
        try:
            piece = project.build(LAYOUT, edition=edition, language=tag, area=area)
            found[area, tag, edition] = Made(sha256(piece.data).hexdigest(), piece.problems)
        except Refused as refused:
            found[area, tag, edition] = Made("", refused.problems)
    return found


@pytest.fixture(name="plain", scope="module")
def _plain(folder: Path) -> dict[Case, Made]:
    """Each piece as it is made without a cache."""
    return made(folder, cases(AREAS, LANGUAGES), Cache(0))


@pytest.mark.parametrize("languages", [LANGUAGES, LANGUAGES[::-1]], ids=" ".join)
@pytest.mark.parametrize("areas", [tuple(AREAS), tuple(AREAS)[::-1]], ids=" ".join)
def test_a_piece_is_the_same_whatever_was_made_before_it(
    folder: Path, plain: dict[Case, Made], areas: Sequence[str], languages: Sequence[str]
) -> None:
    cache = Cache()
    wanted = cases(areas, languages)
    assert made(folder, wanted, cache) == plain
    assert len(cache) > 0, "or else nothing is remembered, and this test holds of anything"
    assert made(folder, wanted, cache) == plain


def test_places_are_those_of_the_files_at_hand(
    folder: Path, plain: dict[Case, Made], tmp_path: Path
) -> None:
    """A project opened again, with a line more above all its words and layouts."""
    cache = Cache()
    wanted = cases(AREAS, LANGUAGES)
    made(folder, wanted, cache)
    grown = [*folder.glob("content/**/*.yaml"), *folder.glob("layouts/*.yaml")]
    before = {path: path.read_text(encoding="utf-8") for path in grown}
    try:
        for path, text in before.items():
            path.write_text(f"# a line more\n{text}", encoding="utf-8")
        again = made(folder, wanted, cache)
        assert again == made(folder, wanted, Cache(0))
    finally:
        for path, text in before.items():
            path.write_text(text, encoding="utf-8")
    assert {case: each.digest for case, each in again.items()} == {
        case: each.digest for case, each in plain.items()
    }
    for case, each in again.items():
        lines = [problem.span.line for problem in each.problems if problem.span]
        assert lines == [one.span.line + 1 for one in plain[case].problems if one.span], case


def test_a_problem_of_an_area_names_the_file_of_that_area(plain: dict[Case, Made]) -> None:
    """Or else the tests before would compare nothing."""
    rules: dict[str, set[str]] = {area: set() for area in AREAS}
    for (area, _, _), each in plain.items():
        for problem in each.problems:
            if problem.span and problem.span.path.startswith("content/areas/"):
                assert problem.span.path == f"content/areas/{area}.yaml", problem
                rules[area].add(problem.rule)
    assert "small-image" in rules["ashdale"] & rules["birchley"]
    assert "unprinted" in rules["birchley"]
    assert {each.digest for case, each in plain.items() if case[0] == "calderby"} == {""}
    assert "overset" in rules["calderby"]
    assert any(one.rule == "contrast" for each in plain.values() for one in each.problems)
