"""Makes pieces without pages: web pages and text, each checked when finished."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.cache import Cache
from generator.content.document import Document
from generator.content.document import Logo as Partner
from generator.design.drawing import Drawing
from generator.problems import Problem, Refused, warning
from generator.reflow import (
    ParsedPage,
    ReadingOrder,
    WebLogo,
    check,
    plain_text,
    read,
    shows,
    web_page,
)
from generator.typeset.picture_files import LogoRoom, open_picture

# So small that any number of pixels is enough: a page is shown at any size.
_ANYWHERE: Final = LogoRoom(0.01, 0.01)


@dataclass(frozen=True, slots=True)
class Reflowed:
    """A finished file, where its links lead, and what to warn of."""

    data: bytes
    targets: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ReflowForm:
    """How a document is written in the order of a reading, what is wrong with the finished file,
    and where its links lead."""

    write: Callable[[Document, Drawing, ReadingOrder, Iterable[WebLogo]], bytes]
    judge: Callable[[bytes, Iterable[tuple[str, str]]], Iterable[Problem]] = lambda data, opened: ()
    targets: Callable[[bytes], Iterable[str]] = lambda data: ()


def _leading(data: bytes) -> Iterator[str]:
    """Each address and number that a web page leads to, in order."""
    return (target for target, _ in ParsedPage(data).links if not target.startswith("#"))


def _text(document: Document, drawing: Drawing, reading: ReadingOrder, logos: object) -> bytes:
    return plain_text(document, reading)


FORMS: Final[Mapping[str, ReflowForm]] = {
    "html": ReflowForm(web_page, check, _leading),
    "text": ReflowForm(_text),
}


def reflowed(document: Document, drawing: Drawing, form: str, *, cache: Cache) -> Reflowed:
    """The document as the drawing's layout is read, in one of the forms. Raises `Refused` with
    every problem of the words and of the finished file, which is not given then."""
    reading, found = read(document, drawing)
    logos: list[WebLogo] = []
    for partner in document.logos if reading.logos else ():
        found += _logo(partner, logos, cache)
    if any(problem.is_error for problem in found):
        raise Refused(found)
    made = FORMS[form].write(document, drawing, reading, logos)
    found += FORMS[form].judge(made, document.opened)
    if any(problem.is_error for problem in found):
        raise Refused(found)
    targets = dict.fromkeys(FORMS[form].targets(made))
    return Reflowed(made, tuple(targets), tuple(found))


def _logo(partner: Partner, logos: list[WebLogo], cache: Cache) -> Iterator[Problem]:
    """Open a partner's logo and add it, if browsers show files of its kind: the version that can
    be seen on white, on which logos stand there."""
    if not shows(partner.file):
        yield _left_out(partner.file, partner)
        return
    picture, problems = open_picture(partner, _ANYWHERE, cache)
    yield from problems
    if picture is None:
        return
    if not shows(picture.path):
        yield _left_out(picture.path, partner)
        return
    logos.append(WebLogo(picture.path, Path(picture.path).read_bytes(), partner.alt))


def _left_out(file: str, partner: Partner) -> Problem:
    message = f'"{Path(file).name}" is left out of web pages, for browsers do not show it'
    return warning("logo-kind", message, partner.key, "use an SVG, PNG or JPEG file")
