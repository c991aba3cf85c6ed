"""An overview: every layout in every language, with the results of copyfitting and of checks.

It is a page of HTML with a table of all pieces, then their pictures, in the style of
`layouts/overview.css`. The page needs no other file but the pictures beside it, and no script.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias
from urllib.parse import quote
from xml.etree.ElementTree import Element

from msgspec import Struct

from generator.content.language_rows import Language
from generator.problems import Problem, counted
from .elements import LAYOUTS, element, html_page, language_name, section
from .piece_names import PieceName

CampaignForArea: TypeAlias = tuple[str, str, str]  # campaign, area, language
TITLE: Final = "Every layout in every language"

_STYLE: Final = LAYOUTS / "overview.css"


class Showing(Struct, frozen=True):
    """A piece in one language, and the path of its file. It has its pages' names by the paths of
    their pictures, or none if it could not be made; the styles that copyfitting changed, with their
    sizes before and after, in pt as the layout is drawn; and its problems, without those of its
    words if these could be read."""

    piece: PieceName
    file: str
    pictures: Mapping[str, str]
    steps: Mapping[str, tuple[float, float]]
    problems: tuple[Problem, ...]

    @property
    def failed(self) -> bool:
        return not self.pictures

    @property
    def name(self) -> str:
        """A name for the section, without slashes."""
        return self.file.removesuffix(".pdf").replace("/", "-")

    def verdict(self) -> str:
        """The outcome in a few words."""
        if wrong := sum(problem.is_error for problem in self.problems):
            return counted(wrong, "error")
        said = [f"{counted(len(self.steps), 'style')} fitted"] if self.steps else []
        if self.problems:
            said.append(counted(len(self.problems), "warning"))
        return ", ".join(said) or "fits"

    def as_dict(self) -> dict[str, object]:
        return {
            **self.piece.without("choices"),
            "edition": self.piece.made_as,
            "made": not self.failed,
            "copyfit": self.steps,
            "problems": [problem.as_dict() for problem in self.problems],
        }


class ContactSheet(Struct, frozen=True):
    """A layout at one of its formats, for an edition, an area and a campaign, in every language.
    `sheet` is the path of its contact sheet under the overview's folder."""

    title: str
    sheet: str
    showings: tuple[Showing, ...]


class Overview(Struct, frozen=True):
    """An overview of the pieces. `languages` are by tag in the order of the project, and `words`
    are the problems of a campaign's words for an area in a language."""

    languages: Mapping[str, Language]
    words: Mapping[CampaignForArea, tuple[Problem, ...]]
    pieces: tuple[ContactSheet, ...]

    @property
    def showings(self) -> Iterator[Showing]:
        return (showing for piece in self.pieces for showing in piece.showings)


def overview_page(overview: Overview) -> str:
    """The page, to be kept in the folder that the pictures' paths are under."""
    header = element("header", element("h1", TITLE), element("p", _count(overview)))
    pieces = (_piece(piece, overview) for piece in overview.pieces)
    main = element("main", _summary(overview), _words(overview), *pieces)
    return html_page(TITLE, _STYLE.read_text("utf-8"), header, main)


def _count(overview: Overview) -> str:
    showings = list(overview.showings)
    failed = sum(showing.failed for showing in showings)
    return (
        f"{counted(len(overview.pieces), 'piece')} in "
        f"{counted(len(overview.languages), 'language')}: "
        f"{len(showings) - failed} made, {failed} not made."
    )


def _summary(overview: Overview) -> Element:
    """A row for each language, a column for each piece."""
    caption = element(
        "caption",
        "Styles are set smaller than the layout has them where words would not fit otherwise. "
        "Problems with words, whatever the layout, are under ",
        element("a", "Words", href="#words"),
        ".",
    )
    first = element("th", "Language", scope="col")
    links = (element("a", each.title, href=f"#{_piece_id(each)}") for each in overview.pieces)
    heads = (element("th", link, scope="col") for link in links)
    rows = (_row(overview, tag) for tag in overview.languages)
    head = element("thead", element("tr", first, *heads))
    table = element("table", caption, head, element("tbody", *rows))
    return section("summary", "Summary", element("div", table, class_="wide"))


def _row(overview: Overview, tag: str) -> Element:
    name = element("th", *language_name(tag, overview.languages[tag]), scope="row")
    return element("tr", name, *(_cell(piece, tag) for piece in overview.pieces))


def _cell(piece: ContactSheet, tag: str) -> Element:
    showing = next((one for one in piece.showings if one.piece.language == tag), None)
    if showing is None:
        return element("td", "none")
    kind = {"class": "error"} if showing.failed else {}
    return element("td", element("a", showing.verdict(), href=f"#{showing.name}", **kind))


def _words(overview: Overview) -> Element:
    """The problems of words in any layout, with those that every language has first."""
    words = section("words", "Words")
    found = list(overview.words.values())
    common = [each for each in found[0] if all(each in one for one in found)] if found else []
    if common:
        words.append(element("h3", "In every language"))
        words.append(_problems(common))
    several = len({place[:2] for place in overview.words}) > 1
    for (campaign, area, tag), problems in overview.words.items():
        own = [problem for problem in problems if problem not in common]
        if own:
            place = f", {campaign} for {area}" if several else ""
            words.append(element("h3", *language_name(tag, overview.languages[tag]), place))
            words.append(_problems(own))
    if not any(found):
        words.append(element("p", "Nothing is wrong with them."))
    return words


def _problems(problems: Iterable[Problem]) -> Element:
    items = (element("li", *_problem(problem)) for problem in problems)
    return element("ul", *items, class_="problems")


def _problem(problem: Problem) -> Iterator[Element | str]:
    yield element("strong", problem.severity, class_=problem.severity)
    yield " "
    yield element("code", problem.rule)
    yield f": {problem.message}"
    for line in (*problem.details, *([f"hint: {problem.hint}"] if problem.hint else [])):
        yield element("br")
        yield line
    if problem.span:
        yield element("br")
        yield element("code", str(problem.span), class_="quiet")


def _piece(piece: ContactSheet, overview: Overview) -> Element:
    whole = element("p", element("a", "All languages in one picture", href=quote(piece.sheet)))
    articles = (_article(showing, overview.languages) for showing in piece.showings)
    return section(_piece_id(piece), piece.title, whole, *articles)


def _article(showing: Showing, languages: Mapping[str, Language]) -> Element:
    tag = showing.piece.language
    heading = element("h3", *language_name(tag, languages[tag]), id=showing.name)
    content = _failure(showing) if showing.failed else _showing(showing, languages[tag].english)
    return element("article", heading, *content, aria_labelledby=showing.name)


def _failure(showing: Showing) -> Iterator[Element]:
    why = element("p", "This is not made, because:")
    yield element("div", why, _problems(showing.problems), class_="failed")


def _showing(showing: Showing, english: str) -> Iterator[Element]:
    yield element("div", *_pictures(showing, english), class_="pages")
    if showing.steps:
        yield element("p", "Set at another size so that the words fit their frames:")
        steps = (
            element("li", f"{style}: {before:.4g} → {after:.4g} pt")
            for style, (before, after) in showing.steps.items()
        )
        yield element("ul", *steps)
    else:
        said = "Every style has the size it has in the layout."
        yield element("p", said, class_="quiet")
    if showing.problems:
        yield _problems(showing.problems)


def _pictures(showing: Showing, english: str) -> Iterator[Element]:
    for number, (path, page) in enumerate(showing.pictures.items(), 1):
        alt = f"Page {number}, {page}, in {english}"
        picture = element("img", src=quote(path), alt=alt, loading="lazy")
        yield element("a", picture, href=quote(path))


def _piece_id(piece: ContactSheet) -> str:
    return piece.sheet.removesuffix(".png").replace("/", "-")
