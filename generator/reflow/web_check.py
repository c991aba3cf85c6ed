"""Checks a finished web page from its bytes, before it is published.

It shares no code with the writer. Contrast is checked on the colours of the style sheet, light and
dark: a CSS rule that sets a `--ground` also sets the colours on it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Final, NamedTuple

from generator.addresses import bare, leading_to
from generator.problems import Problem, Severity, error

LIMIT: Final = 200_000  # bytes of all but the fonts
FONTS: Final = 450_000  # bytes of the fonts
NEEDED: Final = {"ink": 4.5, "title": 4.5, "accent": 3.0}  # WCAG 2.2, 1.4.3; accents are large
_VOID: Final = frozenset({
    "meta", "link", "br", "wbr", "img", "path", "hr", "input"
})  # fmt: skip
_INSIDE: Final = re.compile(r"(?:\.\./)?(?:[\w-]+/)*[\w.-]+\.(?:html|pdf)")  # of one folder
_TOLD: Final = frozenset({"canonical", "alternate"})  # links that load nothing
_LOADS: Final = ("src", "srcset", "data", "poster", "xlink:href", "background", "action")
_FONT: Final = re.compile(r"url\(data:font/woff2;base64,[A-Za-z0-9+/=]*\)")
_RULE: Final = re.compile(r"([^{}]+)\{([^{}]*--ground:[^{}]*)\}")
_COLOUR: Final = re.compile(r"--(\w+):(#[0-9a-fA-F]{6})\b")
_NUMBER: Final = re.compile(r"[+\d][\d\s()\u00a0-]*")
_ADDRESS: Final = re.compile(r"(https?://)?([\w-]+\.)+[a-z]{2,}([/?#]\S*)?", re.IGNORECASE)


class HtmlElement(NamedTuple):
    """The start tag of an element."""

    name: str
    attributes: Mapping[str, str]


class ParsedPage(HTMLParser):
    """A parsed page: its elements in order, the words of each link, and its style sheet."""

    def __init__(self, data: bytes, opened: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(convert_charrefs=True)
        self.data = data
        self.opened = frozenset(opened)
        self.elements: list[HtmlElement] = []
        self.links: list[tuple[str, str]] = []
        self.style = ""
        self._open: list[str] = []
        self._link: tuple[str, list[str]] | None = None
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append(HtmlElement(tag, attributes))
        if tag == "a":
            self._link = attributes.get("href", ""), []
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link:
            target, words = self._link
            self.links.append((target, " ".join("".join(words).split())))
            self._link = None
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._link:
            self._link[1].append(data)
        if self._open and self._open[-1] == "style":
            self.style += data

    def all(self, *names: str) -> Iterator[HtmlElement]:
        return (element for element in self.elements if element.name in names)


def check(data: bytes, opened: Iterable[tuple[str, str]] = ()) -> list[Problem]:
    """What is wrong with a page. A page with any problem is not published. `opened` are printed
    addresses that open another address, each with that."""
    page = ParsedPage(data, opened)
    return [problem for rule in RULES.values() for problem in rule(page)]


def _size(page: ParsedPage) -> Iterator[Problem]:
    fonts = sum(map(len, _FONT.findall(page.style)))
    for what, size, most, hint in (
        ("the page", len(page.data) - fonts, LIMIT, "use smaller logos, or fewer"),
        ("its fonts", fonts, FONTS, "let one weight stand for others: `web: {weights: …}`"),
    ):
        if size > most:
            message = f"{what} has {size // 1000} kB, and may have {most // 1000}"
            yield error("page-size", message.replace("fonts has", "fonts have"), None, hint)


def _language(page: ParsedPage) -> Iterator[Problem]:
    root = next(page.all("html"), None)
    if root is None or not root.attributes.get("lang") or root.attributes.get("dir") is None:
        yield error("page-language", "the page does not say its language and direction")
    for element in page.elements:
        if element.attributes.get("lang", "-") == "":
            yield error("page-language", f"<{element.name}> has an empty language")


def _title(page: ParsedPage) -> Iterator[Problem]:
    if not any(page.all("title")):
        yield error("page-title", "the page has no title")


def _ids(page: ParsedPage) -> Iterator[Problem]:
    known: set[str] = set()
    for element in page.elements:
        name = element.attributes.get("id")
        if name is not None and (name in known or not name):
            yield error("page-id", f'two elements are called "{name}"')
        known.add(name or "")
    for element in page.elements:
        wanted = element.attributes.get("aria-labelledby", "").split()
        target = element.attributes.get("href", "")
        if target.startswith("#"):
            wanted.append(target[1:])
        for name in wanted:
            if name not in known:
                yield error("page-id", f'<{element.name}> names "{name}", which is not there')


def _headings(page: ParsedPage) -> Iterator[Problem]:
    ranks = [int(each.name[1]) for each in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    if ranks.count(1) != 1:
        hint = "give one heading `level: 1` in the campaign, and set a heading in the layout"
        yield error("page-headings", f"there are {ranks.count(1)} main headings", None, hint)
    for before, rank in zip(ranks, ranks[1:], strict=False):
        if rank > before + 1:
            yield error("page-headings", f"a heading of rank {rank} follows one of rank {before}")


def _links(page: ParsedPage) -> Iterator[Problem]:
    for target, words in page.links:
        scheme, _, rest = target.partition(":")
        if target.startswith("#") or (words and _INSIDE.fullmatch(target)):
            continue
        if scheme not in {"tel", "https", "http"}:
            yield error("page-link", f'"{words}" leads to "{target}", no address and no number')
        elif _NUMBER.fullmatch(words) and scheme == "tel":
            digits = re.sub(r"\D", "", words)
            if re.sub(r"\D", "", rest) not in _dialled(digits):
                yield error("page-link", f'"{words}" leads to another number: {rest}')
        elif _NUMBER.fullmatch(words) or (
            _ADDRESS.fullmatch(words)
            and target not in {words, leading_to(words)}
            and (bare(words), target) not in page.opened
        ):
            yield error("page-link", f'"{words}" leads elsewhere: {target}')
        elif not words:
            yield error("page-link", f"a link to {target} has no words")


def _dialled(digits: str) -> set[str]:
    """How a printed number may be dialled: 0116 is +44 116, and 101 is 101."""
    return {digits, digits.removeprefix("00"), "44" + digits[1:] if digits[:1] == "0" else digits}


def _pictures(page: ParsedPage) -> Iterator[Problem]:
    for element in page.all("img", "svg"):
        hidden = element.attributes.get("aria-hidden") == "true"
        said = element.attributes.get("alt" if element.name == "img" else "aria-label", "")
        if not hidden and not said.strip():
            hint = "say whose it is under `alt` in the area's file"
            yield error("page-picture", f"a picture ({element.name}) says nothing", None, hint)


def _requests(page: ParsedPage) -> Iterator[Problem]:
    for element in page.elements:
        loads = [element.attributes.get(name, "") for name in _LOADS]
        told = element.name == "link" and element.attributes.get("rel", "") in _TOLD
        followed = element.name == "a" or told
        loads += [] if followed else [element.attributes.get("href", "")]
        for address in loads:
            if address and not address.startswith(("data:", "#")):
                yield error("page-request", f"<{element.name}> asks the network for {address}")
        scripted = [name for name in element.attributes if name.startswith("on")]
        if element.name in {"script", "iframe", "object", "embed"} or scripted:
            yield error("page-request", f"<{element.name}> runs a program or holds another page")
    for address in re.findall(r"url\(([^)]*)\)|@import", _FONT.sub("", page.style)):
        yield error("page-request", f"the style asks the network for {address}")


def _contrast(page: ParsedPage) -> Iterator[Problem]:
    surfaces = 0
    for selector, body in _RULE.findall(_FONT.sub("", page.style)):
        colours = dict(_COLOUR.findall(body))
        if "ground" not in colours:
            continue
        surfaces += 1
        for name, needed in NEEDED.items():
            if name not in colours:
                yield error("page-contrast", f"{selector.strip()} does not say its --{name}")
                continue
            ratio = _ratio(colours[name], colours["ground"])
            if ratio < needed:
                yield Problem(
                    Severity.ERROR,
                    "page-contrast",
                    f"{colours[name]} on {colours['ground']} is hard to read",
                    hint="choose a darker or a lighter colour for one of them in the theme",
                    limit=f"at least {needed:g}:1",
                    found=f"{ratio:.2f}:1",
                )
    if not surfaces:
        yield error("page-contrast", "the page's style names no colours")


def _ratio(first: str, second: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2)."""

    def light(colour: str) -> float:
        parts = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
        linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
        return sum(share * x for share, x in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((light(first), light(second)))
    return (high + 0.05) / (low + 0.05)


RULES: Final[Mapping[str, Callable[[ParsedPage], Iterable[Problem]]]] = {
    "page-size": _size,
    "page-language": _language,
    "page-title": _title,
    "page-id": _ids,
    "page-headings": _headings,
    "page-link": _links,
    "page-picture": _pictures,
    "page-request": _requests,
    "page-contrast": _contrast,
}
