"""Rules about QR codes, on what is read back from the rendered pages.

Codes that the build promised are checked against its promise, and faults are errors. In any other
file every code found is checked by what holds for all, and a fault that may be meant is a warning.
"""

from collections.abc import Iterator

from msgspec import Struct

from generator.addresses import leading_to, readable
from generator.problems import Place, Severity
from ..raster.rendered_pages import RenderedPages, is_printed
from ..report import CodeReading, Expected, ExpectedCode
from .registry import Fault, rule

# Sides are measured to a pixel or two of some four hundred, the white to an eighth of a module.
MODULE_SLACK = 0.02
QUIET_SLACK = 0.25


class CodeOnPage(Struct, frozen=True):
    """A code that was read, whether it can be read through a blur, what the build promised of it,
    and words that are known to stand on its page."""

    reading: CodeReading
    blurred: bool
    expected: ExpectedCode | None
    words: str = ""

    def __str__(self) -> str:
        name = f'"{self.expected.address}"' if self.expected else self.reading.text
        return f"page {self.reading.page + 1}: the QR code for {name}"

    @property
    def place(self) -> Place:
        one = self.reading
        return Place(one.page + 1, one.x, one.y, one.side, one.side)

    def fault(self, said: str, hint: str = "", *details: str) -> Fault:
        return Fault(f"{self} {said}", hint, details, self.place)

    def doubtful(self, said: str, hint: str) -> Fault:
        """A fault, or a warning if the author may have meant it."""
        severity = None if self.expected else Severity.WARNING
        return self.fault(said, hint)._replace(severity=severity)


def _codes(rendered: RenderedPages) -> Iterator[CodeOnPage]:
    if rendered.expected is None:
        for page in rendered.scanned:
            for reading in page.readings:
                yield CodeOnPage(reading, reading.text in page.blurred, None)
    else:
        for code in rendered.seen_codes:
            if code.reading is not None:
                blurred = code.reading.text in code.seen.blurred
                yield CodeOnPage(code.reading, blurred, code.expected, code.words)


@rule("every code promised can be read from the page", "docs/print.md, QR codes")
def code_reads(rendered: RenderedPages) -> Iterator[Fault]:
    for code in rendered.seen_codes:
        if code.reading is None:
            one = code.expected
            yield Fault(
                f'page {one.page + 1}: the QR code for "{one.address}" cannot be read',
                hint="leave it black on white, whole, with nothing over it",
                place=Place(one.page + 1, one.x, one.y, one.size, one.size),
            )


@rule("every code leads where it should", "docs/print.md, QR codes")
def code_target(rendered: RenderedPages) -> Iterator[Fault]:
    for code in _codes(rendered):
        read = code.reading.text
        if code.expected and read != code.expected.target:
            wanted = f"it should be {code.expected.target}"
            yield code.fault("leads elsewhere", "", f"it reads {read}", wanted)


@rule(
    "every code still reads at 150 dpi through a blur, as a phone sees it",
    "docs/print.md, QR codes",
)
def code_blurred(rendered: RenderedPages) -> Iterator[Fault]:
    for code in _codes(rendered):
        if not code.blurred:
            read = f"it reads {code.reading.text}"
            yield code.fault("cannot be read through a blur", "make it larger", read)


@rule(
    "the address of a code is printed with it, and is the code's own",
    "docs/print.md, QR codes: who cannot scan must reach the same place by typing",
)
def code_address(expected: Expected | None, rendered: RenderedPages) -> Iterator[Fault]:
    opened = expected.opened if expected else ()
    for code in _codes(rendered):
        target = code.reading.text
        scheme, _, address = target.partition("://")
        shown = code.expected.address if code.expected else ""
        address = shown or address
        if shown and target != leading_to(shown) and (shown, target) not in opened:
            said = "is not for the address printed with it"
            yield code.fault(said, "", f"it reads {target}")
        elif scheme.lower() in ("http", "https") and not _printed(rendered, code, address):
            yield code.doubtful(
                "leads to an address that is printed nowhere on the page",
                f"print {address} beside it: who cannot scan must reach the same place",
            )


def _printed(rendered: RenderedPages, code: CodeOnPage, address: str) -> bool:
    """Whether the page prints the address of a code as a reader would type it. A browser adds www.
    or the last slash by itself."""
    one = code.reading
    short = address.removesuffix("/")
    forms = {short}
    if not code.expected:
        typed = readable(short)
        forms |= {typed, short.removeprefix("www."), typed.removeprefix("www.")}
    return any(is_printed(rendered, one, code.words, form) for form in sorted(forms))


@rule("codes lead to addresses under https", "docs/print.md, QR codes")
def code_scheme(rendered: RenderedPages) -> Iterator[Fault]:
    for code in _codes(rendered):
        text = code.reading.text.lower()
        # What leads to no address at all, such as a telephone number, is the owner's choice.
        if text.startswith("http://") or (code.expected and not text.startswith("https://")):
            hint = "most sites answer under https: try it, and make the code anew"
            fault = code.doubtful("does not lead to an https address", hint)
            yield fault._replace(limit="https", found=text.partition(":")[0])


@rule("the squares of a code are large enough to scan", "docs/print.md, QR codes")
def code_module(rendered: RenderedPages, *, least: float) -> Iterator[Fault]:
    for code in _codes(rendered):
        wanted = code.expected.minimum_module if code.expected else least
        module = f"{code.reading.module:.2f} mm"
        if code.reading.module < wanted * (1 - MODULE_SLACK):
            hint = "make its card larger, or its address shorter"
            fault = code.doubtful(f"has squares of {module}", hint)
            yield fault._replace(limit=f"{wanted:g} mm", found=module)


@rule(
    "four squares' width of clean white stand round every code",
    "ISO/IEC 18004, 6.3.8; docs/print.md, QR codes",
)
def code_quiet_zone(rendered: RenderedPages, *, modules: float) -> Iterator[Fault]:
    for code in _codes(rendered):
        white = f"{code.reading.quiet_zone:.1f} squares"
        if code.reading.quiet_zone < modules - QUIET_SLACK:
            hint = "nothing, and no tint, may stand in the white round a code"
            fault = code.fault(f"has {white} of clean white around it", hint)
            yield fault._replace(limit=f"{modules:g} squares", found=white)


@rule(
    "a code is dark on light",
    "ISO/IEC 15415, symbol contrast, on the rendered page: from 0.7 grade 4, from 0.55 grade 3, "
    "from 0.4 grade 2",
)
def code_contrast(rendered: RenderedPages, *, least: float) -> Iterator[Fault]:
    for code in _codes(rendered):
        contrast = code.reading.contrast
        if contrast < least:
            fault = code.fault("is too pale, or its ground too dark", "print it in black on white")
            yield fault._replace(limit=f"contrast {least:.0%}", found=f"{contrast:.0%}")
