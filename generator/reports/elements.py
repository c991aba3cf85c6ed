"""Elements of the web pages that reports are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, indent, tostring

from generator.content.language_rows import Language

LAYOUTS: Final = Path(__file__).with_name("layouts")


def element(tag: str, *content: Element | str, **attributes: str) -> Element:
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


def section(name: str, title: str, *content: Element | str) -> Element:
    """A section with a heading that links can lead to."""
    heading = element("h2", title, id=name)
    return element("section", heading, *content, aria_labelledby=name)


def language_name(tag: str, language: Language) -> Iterator[Element | str]:
    """A language's English name, its own, and its tag."""
    yield language.english
    if language.name != language.english:
        yield " · "
        yield element("span", language.name, lang=tag, dir=language.direction)
    yield " "
    yield element("code", tag)


def html_page(
    title: str, style: str, header: Element, main: Element, *head: Element, script: str = ""
) -> str:
    """A page in English, with its style sheet and its script in it."""
    top = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        *head,
        element("title", title),
        element("style", "\n" + style),
    )
    body = element("body", header, main)
    if script:
        body.append(element("script", "\n" + script))
    page = element("html", top, body, lang="en")
    indent(page, "")
    return f"<!DOCTYPE html>\n{tostring(page, 'unicode', method='html')}\n"
