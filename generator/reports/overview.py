"""An overview: every layout in every language, with the results of copyfitting and of checks.

It is a page of HTML with a table of all pieces, then their pictures, in the style of
`layouts/overview.css`. The page needs no other file but the pictures beside it, and no script.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import quote
from xml.etree.ElementTree import Element, indent, tostring

from msgspec import Struct

from generator.content.language_rows import Language
from generator.problems import Problem, counted
from .piece_names import PieceName

CampaignForArea: TypeAlias = tuple[str, str, str]  # campaign, area, language
TITLE: Final = "Every layout in every language"

_STYLE: Final = Path(__file__).with_name("layouts") / "overview.css"


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
    head = _element(
        "head",
        _element("meta", charset="utf-8"),
        _element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _element("title", TITLE),
        _element("style", "\n" + _STYLE.read_text("utf-8")),
    )
    header = _element("header", _element("h1", TITLE), _element("p", _count(overview)))
    pieces = (_piece(piece, overview) for piece in overview.pieces)
    main = _element("main", _summary(overview), _words(overview), *pieces)
    page = _element("html", head, _element("body", header, main), lang="en")
    indent(page, "")
    return f"<!DOCTYPE html>\n{tostring(page, 'unicode', method='html')}\n"


def _element(tag: str, *content: Element | str, **attributes: str) -> Element:
    """An element with text and other elements in it. `class_` is the attribute `class`, and
    `aria_labelledby` is `aria-labelledby`."""
    named = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    made = Element(tag, named)
    for each in content:
        if not isinstance(each, str):
            made.append(each)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + each
        else:
            made.text = (made.text or "") + each
    return made


def _section(name: str, title: str, *content: Element | str) -> Element:
    """A section with a heading that links can lead to."""
    heading = _element("h2", title, id=name)
    return _element("section", heading, *content, aria_labelledby=name)


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
    caption = _element(
        "caption",
        "Styles are set smaller than the layout has them where words would not fit otherwise. "
        "Problems with words, whatever the layout, are under ",
        _element("a", "Words", href="#words"),
        ".",
    )
    first = _element("th", "Language", scope="col")
    links = (_element("a", each.title, href=f"#{_piece_id(each)}") for each in overview.pieces)
    heads = (_element("th", link, scope="col") for link in links)
    rows = (_row(overview, tag) for tag in overview.languages)
    head = _element("thead", _element("tr", first, *heads))
    table = _element("table", caption, head, _element("tbody", *rows))
    return _section("summary", "Summary", _element("div", table, class_="wide"))


def _row(overview: Overview, tag: str) -> Element:
    name = _element("th", *_name(tag, overview.languages[tag]), scope="row")
    return _element("tr", name, *(_cell(piece, tag) for piece in overview.pieces))


def _cell(piece: ContactSheet, tag: str) -> Element:
    showing = next((one for one in piece.showings if one.piece.language == tag), None)
    if showing is None:
        return _element("td", "none")
    kind = {"class": "error"} if showing.failed else {}
    return _element("td", _element("a", showing.verdict(), href=f"#{showing.name}", **kind))


def _name(tag: str, language: Language) -> Iterator[Element | str]:
    """A language's English name, its own, and its tag."""
    yield language.english
    if language.name != language.english:
        yield " · "
        yield _element("span", language.name, lang=tag, dir=language.direction)
    yield " "
    yield _element("code", tag)


def _words(overview: Overview) -> Element:
    """The problems of words in any layout, with those that every language has first."""
    section = _section("words", "Words")
    found = list(overview.words.values())
    common = [each for each in found[0] if all(each in one for one in found)] if found else []
    if common:
        section.append(_element("h3", "In every language"))
        section.append(_problems(common))
    several = len({place[:2] for place in overview.words}) > 1
    for (campaign, area, tag), problems in overview.words.items():
        own = [problem for problem in problems if problem not in common]
        if own:
            place = f", {campaign} for {area}" if several else ""
            section.append(_element("h3", *_name(tag, overview.languages[tag]), place))
            section.append(_problems(own))
    if not any(found):
        section.append(_element("p", "Nothing is wrong with them."))
    return section


def _problems(problems: Iterable[Problem]) -> Element:
    items = (_element("li", *_problem(problem)) for problem in problems)
    return _element("ul", *items, class_="problems")


def _problem(problem: Problem) -> Iterator[Element | str]:
    yield _element("strong", problem.severity, class_=problem.severity)
    yield " "
    yield _element("code", problem.rule)
    yield f": {problem.message}"
    for line in (*problem.details, *([f"hint: {problem.hint}"] if problem.hint else [])):
        yield _element("br")
        yield line
    if problem.span:
        yield _element("br")
        yield _element("code", str(problem.span), class_="quiet")


def _piece(piece: ContactSheet, overview: Overview) -> Element:
    whole = _element("p", _element("a", "All languages in one picture", href=quote(piece.sheet)))
    articles = (_article(showing, overview.languages) for showing in piece.showings)
    return _section(_piece_id(piece), piece.title, whole, *articles)


def _article(showing: Showing, languages: Mapping[str, Language]) -> Element:
    tag = showing.piece.language
    heading = _element("h3", *_name(tag, languages[tag]), id=showing.name)
    content = _failure(showing) if showing.failed else _showing(showing, languages[tag].english)
    return _element("article", heading, *content, aria_labelledby=showing.name)


def _failure(showing: Showing) -> Iterator[Element]:
    why = _element("p", "This is not made, because:")
    yield _element("div", why, _problems(showing.problems), class_="failed")


def _showing(showing: Showing, english: str) -> Iterator[Element]:
    yield _element("div", *_pictures(showing, english), class_="pages")
    if showing.steps:
        yield _element("p", "Set at another size so that the words fit their frames:")
        steps = (
            _element("li", f"{style}: {before:.4g} → {after:.4g} pt")
            for style, (before, after) in showing.steps.items()
        )
        yield _element("ul", *steps)
    else:
        said = "Every style has the size it has in the layout."
        yield _element("p", said, class_="quiet")
    if showing.problems:
        yield _problems(showing.problems)


def _pictures(showing: Showing, english: str) -> Iterator[Element]:
    for number, (path, page) in enumerate(showing.pictures.items(), 1):
        alt = f"Page {number}, {page}, in {english}"
        picture = _element("img", src=quote(path), alt=alt, loading="lazy")
        yield _element("a", picture, href=quote(path))


def _piece_id(piece: ContactSheet) -> str:
    return piece.sheet.removesuffix(".png").replace("/", "-")
