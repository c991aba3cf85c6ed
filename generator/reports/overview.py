"""An overview: every layout in every language, with what copyfitting and checking found of each.

It is a page of HTML with a table of all of them, then their pictures. The page needs no other file
but the pictures beside it, and no script.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final, TypeAlias
from urllib.parse import quote

from generator.content.language_rows import Language
from generator.problems import Problem, counted
from generator.reports.piece_names import PieceName

CampaignForArea: TypeAlias = tuple[str, str, str]  # campaign, area, language
TITLE: Final = "Every layout in every language"

_STYLE: Final = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1a1a1a; --quiet: #555; --line: #c8c8c4;
  --link: #0b4f9e; --warn: #7a4a00; --wrong: #a01414; --ground: #f1f1ee; }
@media (prefers-color-scheme: dark) { :root { --paper: #161616; --ink: #ececec; --quiet: #b0b0b0;
  --line: #484848; --link: #8ec1ff; --warn: #ffc66b; --wrong: #ff9a92; --ground: #242424; } }
body { margin: 0 auto; max-width: 80rem; padding: 1.5rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 3rem; padding-top: 1rem; border-top: 2px solid var(--line); }
h3 { margin-bottom: .5rem; }
a { color: var(--link); }
code { font-size: .9em; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
caption { padding: .5rem 0; color: var(--quiet); text-align: start; }
th, td { padding: .4rem .75rem; border: 1px solid var(--line); text-align: start;
  vertical-align: top; }
thead th { background: var(--ground); }
.pages { display: flex; flex-wrap: wrap; gap: .75rem; }
.pages img { display: block; max-width: 100%; height: 18rem; width: auto;
  border: 1px solid var(--line); }
.problems { padding-inline-start: 1.25rem; }
.problems li { margin: .5rem 0; }
.warning { color: var(--warn); }
.error { color: var(--wrong); }
.failed { padding: .5rem 1rem; border: 2px solid var(--wrong); }
.quiet { color: var(--quiet); }
"""


@dataclass(frozen=True)
class Showing:
    """A piece in one language, and the path of its file: its pages' names by the paths of their
    pictures, or none if it could not be made; the styles that copyfitting shrank with their sizes
    before and after, pt as the layout is drawn; and what is wrong with it, its words apart if
    those could be read."""

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
        """A name of its own, without slashes."""
        return self.file.removesuffix(".pdf").replace("/", "-")

    def verdict(self) -> str:
        """How it went, in a few words."""
        if wrong := sum(problem.is_error for problem in self.problems):
            return counted(wrong, "error")
        said = [f"{counted(len(self.steps), 'style')} smaller"] if self.steps else []
        if self.problems:
            said.append(counted(len(self.problems), "warning"))
        return ", ".join(said) or "fits"

    def as_dict(self) -> dict[str, object]:
        return {
            **self.piece.model_dump(exclude={"choices"}),
            "edition": self.piece.edition_name,
            "made": not self.failed,
            "copyfit": self.steps,
            "problems": [problem.as_dict() for problem in self.problems],
        }


@dataclass(frozen=True)
class ContactSheet:
    """A layout at one of its formats, for an edition, an area and a campaign, in every language.
    `sheet` is the path of its contact sheet under the overview's folder."""

    title: str
    sheet: str
    showings: tuple[Showing, ...]


@dataclass(frozen=True)
class Overview:
    """`languages` by tag in the order of the project, `words` what is wrong with the words of a
    campaign for an area in a language, and the pieces."""

    languages: Mapping[str, Language]
    words: Mapping[CampaignForArea, tuple[Problem, ...]]
    pieces: tuple[ContactSheet, ...]

    @property
    def showings(self) -> Iterator[Showing]:
        return (showing for piece in self.pieces for showing in piece.showings)


def overview_page(overview: Overview) -> str:
    """The page, to be kept in the folder that the pictures' paths are under."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{TITLE}</title>",
            f"<style>{_STYLE}</style></head>",
            "<body>",
            f"<header><h1>{TITLE}</h1>",
            f"<p>{_count(overview)}</p></header>",
            "<main>",
            *_summary(overview),
            *_words(overview),
            *(line for piece in overview.pieces for line in _piece(piece, overview)),
            "</main></body></html>",
            "",
        ]
    )


def _count(overview: Overview) -> str:
    showings = list(overview.showings)
    failed = sum(showing.failed for showing in showings)
    return (
        f"{counted(len(overview.pieces), 'piece')} in "
        f"{counted(len(overview.languages), 'language')}: "
        f"{len(showings) - failed} made, {failed} not made."
    )


# --- the table ---------------------------------------------------------------------------------


def _summary(overview: Overview) -> Iterator[str]:
    """A row for each language, a column for each piece."""
    yield '<section aria-labelledby="summary"><h2 id="summary">Summary</h2>'
    yield '<div class="wide"><table>'
    yield (
        "<caption>Styles are set smaller than the layout has them where words would not fit "
        "otherwise. Problems with words, whatever the layout, are under "
        '<a href="#words">Words</a>.</caption>'
    )
    heads = "".join(
        f'<th scope="col"><a href="#{_piece_id(piece)}">{escape(piece.title)}</a></th>'
        for piece in overview.pieces
    )
    yield f'<thead><tr><th scope="col">Language</th>{heads}</tr></thead>'
    yield "<tbody>"
    for tag, language in overview.languages.items():
        cells = "".join(_cell(piece, tag) for piece in overview.pieces)
        yield f'<tr><th scope="row">{_name(tag, language)}</th>{cells}</tr>'
    yield "</tbody></table></div></section>"


def _cell(piece: ContactSheet, tag: str) -> str:
    showing = next((one for one in piece.showings if one.piece.language == tag), None)
    if showing is None:
        return "<td>none</td>"
    kind = ' class="error"' if showing.failed else ""
    link = f'<a href="#{_id(showing)}"{kind}>{escape(showing.verdict())}</a>'
    return f"<td>{link}</td>"


def _name(tag: str, language: Language) -> str:
    """A language's English name, its own, and its tag."""
    own = f'<span lang="{escape(tag)}" dir="{language.direction}">{escape(language.name)}</span>'
    name = escape(language.english)
    own = f" · {own}" if language.name != language.english else ""
    return f"{name}{own} <code>{escape(tag)}</code>"


# --- what is wrong with words ------------------------------------------------------------------


def _words(overview: Overview) -> Iterator[str]:
    """What is wrong with words, whatever layout they are set in: first what every language has
    in common."""
    yield '<section aria-labelledby="words"><h2 id="words">Words</h2>'
    found = list(overview.words.values())
    common = [each for each in found[0] if all(each in one for one in found)] if found else []
    if common:
        yield "<h3>In every language</h3>"
        yield from _problems(common)
    several = len({place[:2] for place in overview.words}) > 1
    for (campaign, area, tag), problems in overview.words.items():
        own = [problem for problem in problems if problem not in common]
        if own:
            place = f", {escape(campaign)} for {escape(area)}" if several else ""
            yield f"<h3>{_name(tag, overview.languages[tag])}{place}</h3>"
            yield from _problems(own)
    if not any(found):
        yield "<p>Nothing is wrong with them.</p>"
    yield "</section>"


def _problems(problems: Iterable[Problem]) -> Iterator[str]:
    yield '<ul class="problems">'
    for problem in problems:
        yield f'<li><strong class="{problem.severity}">{problem.severity}</strong>'
        yield f"<code>{escape(problem.rule)}</code>: {escape(problem.message)}"
        for detail in problem.details:
            yield f"<br>{escape(detail)}"
        if problem.hint:
            yield f"<br>hint: {escape(problem.hint)}"
        if span := problem.span:
            place = escape(str(span))
            yield f'<br><code class="quiet">{place}</code>'
        yield "</li>"
    yield "</ul>"


# --- the pieces --------------------------------------------------------------------------------


def _piece(piece: ContactSheet, overview: Overview) -> Iterator[str]:
    name = _piece_id(piece)
    yield f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(piece.title)}</h2>'
    yield f'<p><a href="{quote(piece.sheet)}">All languages in one picture</a></p>'
    for showing in piece.showings:
        tag = showing.piece.language
        yield f'<article aria-labelledby="{_id(showing)}">'
        yield f'<h3 id="{_id(showing)}">{_name(tag, overview.languages[tag])}</h3>'
        yield from _showing(showing, overview.languages[tag].english)
        yield "</article>"
    yield "</section>"


def _showing(showing: Showing, english: str) -> Iterator[str]:
    if showing.failed:
        yield '<div class="failed"><p>This is not made, because:</p>'
        yield from _problems(showing.problems)
        yield "</div>"
        return
    yield '<div class="pages">'
    for number, (path, page) in enumerate(showing.pictures.items(), 1):
        alt = escape(f"Page {number}, {page}, in {english}")
        yield f'<a href="{quote(path)}"><img src="{quote(path)}" alt="{alt}" loading="lazy"></a>'
    yield "</div>"
    if showing.steps:
        yield "<p>Set smaller so that the words fit:</p><ul>"
        for style, (before, after) in showing.steps.items():
            yield f"<li>{escape(style)}: {before:.4g} → {after:.4g} pt</li>"
        yield "</ul>"
    else:
        yield '<p class="quiet">Every style has the size it has in the layout.</p>'
    if showing.problems:
        yield from _problems(showing.problems)


def _id(showing: Showing) -> str:
    return escape(showing.name)


def _piece_id(piece: ContactSheet) -> str:
    return escape(piece.sheet.removesuffix(".png").replace("/", "-"))
