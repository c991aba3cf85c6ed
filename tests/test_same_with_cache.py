"""Everything is the same with the cache on and off, whatever was made before it.

A small project is built and checked for every area, language and edition: without a cache, and with
one in both orders of areas and of languages. The bytes and the problems have to be the same, with
their places. One area has what the others have not, and every area has a telephone number of its
own, so a result that reaches another area shows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from PIL import Image

from generator import Cache, Problem, Project, Refused
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
logos:
  - {{file: logos/crest.png, alt: The council}}
  - {{file: logos/arms.svg, alt: The arms}}
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
          - {kind: logos, area: 90, gap: {least: 5, natural: 9, most: 19}, above: 5}
"""
# The same words in the same place on two grounds: hard to read on one of them.
BACKS = "".join(
    f"""\
  - name: {name}
    ground: {ground}
    frames:
      - {{name: back, stack: [{{kind: text, block: nowhere, style: pale}}]}}
"""
    for name, ground in (("back", "white"), ("cover", "leaf"))
)
FORMS = """
  web: {title: Web page, form: html, once: true, default: false}
  words: {title: Words alone, form: text, once: true, default: false}
"""
ARMS = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20">
<path fill="#123456" d="M0 0h30v20z"/><path fill="#654321" d="M0 0v20h30z"/></svg>
"""
VARIANTS = """\
variants:
  mono:
    title: Black alone
    line: 0.7
    grounds: {leaf: {fill: white, ink: black, lines: 1}, white: {fill: white, ink: black}}
    logos: black
  mono-saver: {title: Little toner, like: mono, line: 0.5}
"""
LANGUAGES = ("en-GB", "cy")
EDITIONS = ("press", "office", "screen", "web", "words")
# Other ways to make the same page, for one area and language; some at another format.
MORE = (
    "press-uncoated", "press-x1a", "press-online", "press-panels", "office-margin", "mono",
    "mono-saver", "office@a6", "press@a6", "office-large",
)  # fmt: skip
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
    Image.new("RGB", (144, 96), "navy").save(folder / "content/areas/logos/crest.png")
    (folder / "content/areas/logos/arms.svg").write_text(ARMS, encoding="utf-8")
    (folder / "content/garden/en-GB.yaml").write_text(WORDS, encoding="utf-8")
    into_welsh(folder, words=WELSH)
    card = folder / "layouts/card.yaml"
    change(card, "          - {kind: code", f"{ITEMS}          - {{kind: code")
    with card.open("a", encoding="utf-8") as file:
        file.write(BACKS)
    change(card, "  body: {", "  pale: {size: 12, leading: 15.6, colour: slate}\n  body: {")
    theme, slate = folder / "layouts/themes/plain.yaml", "cmyk: [0, 0, 0, 93], srgb: '#383838'"
    change(theme, "  leaf: {", f"  slate: {{{slate}}}\n  leaf: {{")
    change(card, "formats: [a6, a5]", "formats: [a5, a6]")
    with theme.open("a", encoding="utf-8") as file:
        file.write(VARIANTS)
    shipped = yaml.safe_load((ROOT / "layouts/editions.yaml").read_text(encoding="utf-8"))
    editions = folder / "layouts/editions.yaml"
    given = yaml.safe_load(editions.read_text(encoding="utf-8"))
    more = [name for name in ("screen", *MORE) if name in shipped["editions"]]
    given["editions"] |= {name: shipped["editions"][name] for name in more}
    given["editions"]["office-large"] = {**shipped["editions"]["office"], "least": 12.5}
    editions.write_text(yaml.safe_dump(given, sort_keys=False) + FORMS, encoding="utf-8")
    return folder


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, which no test changes."""
    return write(tmp_path_factory.mktemp("cache") / "project")


Case = tuple[str, str, str]


def cases(areas: Iterable[str], languages: Sequence[str]) -> list[Case]:
    """Every piece; the editions in the other order where the languages are."""
    editions = (*EDITIONS, *MORE)
    return [
        (area, tag, edition)
        for area in areas
        for tag in languages
        for edition in (editions if languages == LANGUAGES else editions[::-1])
        if area != "calderby" or edition == "office"  # it is refused, once is enough
        if (area, tag) == ("ashdale", "en-GB") or edition not in MORE
    ]


def made(folder: Path, wanted: Iterable[Case], cache: Cache) -> dict[Case, Made]:
    """Each piece, made in this order in a project that is opened now."""
    project = Project.open(folder, cache)
    found: dict[Case, Made] = {}
    for case in wanted:
        area, tag, way = case
        edition, _, size = way.partition("@")
        try:
            piece = project.build(LAYOUT, edition=edition, language=tag, area=area, format=size)
            found[case] = Made(sha256(piece.data).hexdigest(), piece.problems)
        except Refused as refused:
            found[case] = Made("", refused.problems)
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


@contextmanager
def changed(folder: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """Some files of a project with other bytes, for a while."""
    before = {name: (folder / name).read_bytes() for name in files}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    try:
        yield
    finally:
        for name, data in before.items():
            (folder / name).write_bytes(data)


@pytest.fixture(name="used", scope="module")
def _used(folder: Path) -> Cache:
    """A cache in which everything was made once."""
    cache = Cache()
    made(folder, cases(AREAS, LANGUAGES), cache)
    return cache


def test_places_are_those_of_the_files_at_hand(
    folder: Path, plain: dict[Case, Made], used: Cache
) -> None:
    """A project opened again, with a line more above all its words and layouts."""
    grown = [*folder.glob("content/**/*.yaml"), *folder.glob("layouts/*.yaml")]
    texts = {path.relative_to(folder).as_posix(): path.read_bytes() for path in grown}
    wanted = cases(AREAS, LANGUAGES)
    with changed(folder, {name: b"# a line more\n" + text for name, text in texts.items()}):
        again = made(folder, wanted, used)
        assert again == made(folder, wanted, Cache())  # which begins with nothing
    for case, each in again.items():
        assert each.digest == plain[case].digest, case
        lines = [problem.span.line for problem in each.problems if problem.span]
        assert lines == [one.span.line + 1 for one in plain[case].problems if one.span], case


PICTURE, DRAWING = "content/areas/logos/crest.png", "content/areas/logos/arms.svg"
THEME, CARD, PRESSES = "layouts/themes/plain.yaml", "layouts/card.yaml", "layouts/editions.yaml"
CHANGES = {
    "a colour in print": (THEME, "[60, 0, 80, 0]", "[50, 0, 80, 0]"),
    "a colour on screen": (THEME, '"#66BB55"', '"#66BB66"'),
    "a weight": (CARD, "weight: 700", "weight: 400"),
    "a size": (CARD, "size: 12, leading: 15.6, colour: b", "size: 11, leading: 15.6, colour: b"),
    "a space": (CARD, "block: words, style: body, above: 5", "block: words, style: body, above: 6"),
    "a code": (CARD, "size: 30", "size: 31"),
    "a margin": (CARD, "start: 10", "start: 11"),
    "a trim": ("layouts/formats.yaml", "[148, 210]", "[147, 211]"),
    "an intent": ("content/areas/ashdale.yaml", "crest.png,", "crest.png, intent: perceptual,"),
    "an alternative": ("content/areas/ashdale.yaml", "alt: The arms", "alt: Our arms"),
    "black over colours": (PRESSES, "overprint_black: true", "overprint_black: false"),
    "a drawing": (DRAWING, "#123456", "#123455"),
    "words": ("content/garden/en-GB.yaml", "Saturday", "Sunday"),
}  # fmt: skip
TRIED = [("ashdale", "en-GB", edition) for edition in ("press", "office", "screen", "web")]


@pytest.mark.parametrize("change_of", CHANGES)
def test_a_change_of_any_file_is_seen(
    folder: Path, plain: dict[Case, Made], used: Cache, change_of: str
) -> None:
    """What was made before of the files as they were is not taken for them as they are."""
    name, old, new = CHANGES[change_of]
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    with changed(folder, {name: text.replace(old, new).encode()}):
        again = made(folder, TRIED, used)
        assert again == made(folder, TRIED, Cache())
    assert again != {case: plain[case] for case in TRIED}, "or else this change shows nothing"


def test_a_change_of_a_picture_is_seen(folder: Path, plain: dict[Case, Made], used: Cache) -> None:
    data = BytesIO()
    Image.new("RGB", (144, 96), "maroon").save(data, "PNG")
    with changed(folder, {PICTURE: data.getvalue()}):
        again = made(folder, TRIED, used)
        assert again == made(folder, TRIED, Cache())
    assert all(again[case] != plain[case] for case in TRIED)


def test_a_change_of_a_press_profile_is_seen(
    folder: Path, plain: dict[Case, Made], used: Cache
) -> None:
    coated, uncoated = sorted(folder.glob("layouts/press/*coated*.icc"))[:2]
    name = coated.relative_to(folder).as_posix()
    with changed(folder, {name: uncoated.read_bytes()}):
        again = made(folder, TRIED, used)
        assert again == made(folder, TRIED, Cache())
    assert again[TRIED[0]] != plain[TRIED[0]]


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
