"""What a proof shows of a piece and an approval records: its words in reading order, every value
that must be right to the last figure, and how its pages look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from msgspec import Struct

from generator.content.approval_rows import ApprovedValue, digest_of_values, digest_of_words
from generator.content.area_words import words_in
from generator.content.document import Document, letters_of
from generator.content.text import Run, Text, join
from generator.design.editions import Edition
from generator.isolates import ISOLATE, POP
from generator.page import Artwork, GlyphRun, Group, Image, Link, Mark, Page, Tag
from generator.press import by_panel
from generator.problems import Problem, Refused, with_places
from generator.reports.page_parts import PageLook, page_looks
from generator.reports.piece_names import PieceName
from generator.typeset.bidi import as_read
from .libraries import Libraries
from .making import TURN, Setup, arrange, compose_setup, drawing_of, unknown_format

_UNSEEN: Final = str.maketrans({ISOLATE: "", POP: "", "\u2028": " "})
_CODE: Final = 8  # figures of a proof's code


class PrintedText(Struct, frozen=True):
    """A text as it is printed on a page or panel, with ** round **strong** words; and its key."""

    text: str
    key: str
    page: str


class ProofValue(Struct, frozen=True):
    """A value of a piece, the key of the words that print it, and its page or panel."""

    value: ApprovedValue
    key: str
    page: str


class ProofParts(Struct, frozen=True, eq=False):
    """A piece as a proof shows it: its words, its values, its pages as they are cut, how these
    look, and what is wrong with them."""

    name: PieceName
    document: Document
    words: tuple[PrintedText, ...]
    values: tuple[ProofValue, ...]
    artwork: Artwork
    looks: tuple[PageLook, ...]
    problems: tuple[Problem, ...]

    @property
    def words_digest(self) -> str:
        return digest_of_words(each.text for each in self.words)

    @property
    def values_digest(self) -> str:
        return digest_of_values(each.value for each in self.values)

    @property
    def code(self) -> str:
        """A code for exactly these words, values and pages. The proof bears it, and whoever
        approves the proof may name it."""
        pictures = [each.picture for each in self.looks]
        whole = digest_of_words([self.words_digest, self.values_digest, *pictures])
        return whole[:_CODE].upper()


def proof_parts(project: Libraries, name: PieceName) -> ProofParts:
    """The parts of a piece as it is now, whatever its edition. Raises `Refused`."""
    with TURN:
        document, found = project.document(name.campaign, name.language, name.area)
        try:
            setup = _setup(project, document, name)
            composed = compose_setup(setup)
            _, arranged = arrange(setup, composed)
        except Refused as refused:
            raise Refused(with_places(refused.problems, document.span)) from None
        trial = project.content.trial(name.area)
        problems = with_places((*trial, *found, *arranged, *composed.problems), document.span)
        if any(problem.is_error for problem in problems):
            raise Refused(problems)
        artwork = composed.artwork
        read = _in_reading_order(setup, artwork)
        words = tuple(_printed(document, read))
        return ProofParts(
            name,
            document,
            words,
            tuple(_values(project, document, read, words)),
            artwork,
            page_looks(artwork.pages, cache=project.cache),
            tuple(dict.fromkeys(problems)),
        )


def _setup(project: Libraries, document: Document, name: PieceName) -> Setup:
    """The setup of the piece in colour, without marks, as a reader gets it."""
    drawing, found = drawing_of(project, document, name.layout, theme=name.other_theme)
    if lacking := project.no_font(drawing.layout.theme, document.script, document.language):
        raise Refused(lacking)
    if name.format not in drawing.layout.formats:
        raise Refused([unknown_format(drawing, name.format)])
    edition = Edition.model_construct(title="proof", colours="srgb", profile="office")
    names = name.layout, name.format, "", ""
    return Setup(project, document, *names, drawing, edition, None, found)


def _in_reading_order(setup: Setup, artwork: Artwork) -> tuple[Page, ...]:
    """The pages, or the panels of a folded sheet, in the order in which they are read."""
    layout = setup.drawing.layout
    told = layout.told or setup.drawing.first_format.reading
    return by_panel(artwork, told, setup.project.cache).pages


# words


def _printed(document: Document, pages: Iterable[Page]) -> Iterator[PrintedText]:
    """Every text of the pages, once where it stands on several lines in a row."""
    texts = _texts(document)
    for page in pages:
        drawn = (mark for mark in _marks(page.marks) if isinstance(mark, GlyphRun))
        for key, together in groupby(drawn, key=lambda run: run.key):
            text = texts.get(key)
            said = _marked(text) if text else "".join(as_read(run) + " " for run in together)
            if said.strip():
                yield PrintedText(_plain(said), key, page.name)


def _texts(document: Document) -> Mapping[str, Text]:
    """The texts of a document by their keys, with markup as somebody wrote it."""
    found: dict[str, Text] = {}
    for block in document.blocks.values():
        lines = (block.line,) if block.line else ()
        easy = (each.text for each in block.easy)
        if block.address_key:
            found[block.address_key] = Text((Run(block.address),), document.language)
        contacts = (part for each in block.contacts for part in (each.place, each.number))
        for text in (*block.texts, *block.short, *lines, *contacts, *easy):
            if text.key:
                found.setdefault(text.key, text)
    return found


def _marked(text: Text) -> str:
    """The words with ** round those that are **strong**."""
    runs = join(text.closed.runs)
    return "".join(f"**{run.text}**" if run.strong and run.text.strip() else run.text
                   for run in runs)  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.translate(_UNSEEN).split())


def _marks(marks: Iterable[Mark]) -> Iterator[GlyphRun | Image | Link]:
    """Words, pictures and links in reading order."""
    for together in _neighbours(marks):
        for mark in together:
            match mark:
                case Group() | Tag():
                    yield from _marks(mark.marks)
                case GlyphRun() | Image() | Link():
                    yield mark
                case _:
                    pass


def _neighbours(marks: Iterable[Mark]) -> Iterator[list[Mark]]:
    """Marks by themselves, and neighbouring tags in the order in which they are read."""
    for is_tag, together in groupby(marks, key=lambda mark: isinstance(mark, Tag)):
        found = list(together)
        if is_tag:
            found.sort(key=lambda mark: mark.order if isinstance(mark, Tag) else 0)
        yield found


# values


def _values(
    project: Libraries,
    document: Document,
    pages: Iterable[Page],
    words: tuple[PrintedText, ...],
) -> Iterator[ProofValue]:
    """What links lead to, the codes, the area's names as they are printed, and the pictures."""
    for page in pages:
        yield from _pictured(page)
        for code in page.codes:
            made = ApprovedValue(kind="code", shown=_plain(code.address), leads=code.target)
            yield ProofValue(made, code.key, page.name)
    yield from _names(project, document, words)


def _pictured(page: Page) -> Iterator[ProofValue]:
    """The links of a page, but those of its codes, and its pictures."""
    key = ""
    links: list[tuple[str, Link]] = []
    for mark in _marks(page.marks):
        match mark:
            case GlyphRun():
                key = mark.key
            case Image() if mark.key:
                kind = "logo" if ":logos" in mark.key else "picture"
                made = ApprovedValue(kind=kind, shown=_plain(mark.alt), leads=mark.digest[:16])
                yield ProofValue(made, mark.key, page.name)
            case Link() if not _is_code(mark, page):
                links.append((key, mark))
            case _:
                pass
    for (key, target), together in groupby(links, key=lambda pair: (pair[0], pair[1].target)):
        shown = dict.fromkeys(_plain(link.description) for _, link in together)
        is_number = target.startswith("tel:")
        made = ApprovedValue(
            kind="number" if is_number else "address",
            shown=(" " if is_number else "").join(shown),
            leads=target,
        )
        yield ProofValue(made, key, page.name)


def _is_code(link: Link, page: Page) -> bool:
    """Whether a link is the place of a code."""
    x, y = link.x + link.width / 2, link.y + link.height / 2
    return any(
        code.x <= x <= code.x + code.size and code.y <= y <= code.y + code.size
        for code in page.codes
    )


def _names(
    project: Libraries, document: Document, words: tuple[PrintedText, ...]
) -> Iterator[ProofValue]:
    """The area's names that stand among the words."""
    area, _ = project.content.area(document.area)
    spellings = (document.language,)
    letters = [(each, letters_of(each.text)) for each in words]
    for named in words_in(area, spellings, project.cache).named.values():
        sought = letters_of(named.text)
        if named.target or not sought:
            continue
        first = next((each for each, said in letters if sought in said), None)
        if first is not None:
            made = ApprovedValue(kind="name", shown=_plain(named.text))
            yield ProofValue(made, first.key, first.page)
