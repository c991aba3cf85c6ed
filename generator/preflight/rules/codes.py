"""Rules about QR codes, on what is read back from the rendered pages.

Codes that the build promised are judged by what it promised, and are errors. In any other file
every code found is judged by what holds for all; what may be meant so is a warning.
"""

from collections.abc import Iterator
from typing import NamedTuple

from generator.addresses import leading_to, readable
from generator.preflight.facts import Facts, SeenCode
from generator.preflight.raster import page_text
from generator.preflight.report import CodeReading, ExpectedCode
from generator.preflight.rules.registry import Fault, rule
from generator.problems import Place, Severity

# Sides are measured to a pixel or two of some four hundred, the white to an eighth of a module.
MODULE_SLACK = 0.02
QUIET_SLACK = 0.25


class JudgedCode(NamedTuple):
    """A code that was read, whether it still reads through a blur, and what was promised of it."""

    reading: CodeReading
    blurred: bool
    expected: ExpectedCode | None

    def __str__(self) -> str:
        name = f'"{self.expected.address}"' if self.expected else self.reading.text
        return f"page {self.reading.page + 1}: the QR code for {name}"

    @property
    def place(self) -> Place:
        one = self.reading
        return Place(one.page + 1, one.x, one.y, one.side, one.side)

    @property
    def doubt(self) -> Severity | None:
        """How grave it is where it may be meant so: a promise is never meant so."""
        return None if self.expected else Severity.WARNING


def _codes(facts: Facts) -> Iterator[JudgedCode]:
    if facts.expected is None:
        for page in facts.scanned:
            for reading in page.readings:
                yield JudgedCode(reading, reading.text in page.blurred, None)
    else:
        for code in facts.seen_codes:
            if code.reading is not None:
                yield JudgedCode(
                    code.reading, code.reading.text in code.seen.blurred, code.expected
                )


def _card(code: SeenCode) -> Place:
    one = code.expected
    return Place(one.page + 1, one.x, one.y, one.size, one.size)


@rule("code-reads", "every code promised can be read from the page", "docs/print.md, QR codes")
def code_reads(facts: Facts) -> Iterator[Fault]:
    for code in facts.seen_codes:
        if code.reading is None:
            yield Fault(
                f'page {code.expected.page + 1}: the QR code for "{code.expected.address}" '
                "cannot be read",
                hint="leave it black on white, whole, with nothing over it",
                place=_card(code),
            )


@rule("code-target", "every code leads where it should", "docs/print.md, QR codes")
def code_target(facts: Facts) -> Iterator[Fault]:
    for code in _codes(facts):
        if code.expected and code.reading.text != code.expected.target:
            yield Fault(
                f"{code} leads elsewhere",
                details=(
                    f"it reads {code.reading.text}", f"it should be {code.expected.target}"
                ),
                place=code.place,
            )  # fmt: skip


@rule(
    "code-blurred",
    "every code still reads at 150 dpi through a blur, as a phone sees it",
    "docs/print.md, QR codes",
)
def code_blurred(facts: Facts) -> Iterator[Fault]:
    for code in _codes(facts):
        if not code.blurred:
            yield Fault(
                f"{code} cannot be read through a blur",
                hint="make it larger",
                details=(f"it reads {code.reading.text}",),
                place=code.place,
            )


@rule(
    "code-address",
    "the address of a code is printed with it, and is the code's own",
    "docs/print.md, QR codes: who cannot scan must reach the same place by typing",
)
def code_address(facts: Facts) -> Iterator[Fault]:
    opened = facts.expected.opened if facts.expected else ()
    for code in _codes(facts):
        target = code.reading.text
        scheme, _, address = target.partition("://")
        shown = code.expected.address if code.expected else ""
        address = shown or address
        if shown and target != leading_to(shown) and (shown, target) not in opened:
            yield Fault(
                f"{code} is not for the address printed with it",
                details=(f"it reads {code.reading.text}",),
                place=code.place,
            )
        elif scheme.lower() in ("http", "https") and not _printed(facts, code, address):
            yield Fault(
                f"{code} leads to an address that is printed nowhere on the page",
                hint=f"print {address} beside it: who cannot scan must reach the same place",
                place=code.place,
                severity=code.doubt,
            )


def _printed(facts: Facts, code: JudgedCode, address: str) -> bool:
    """As a reader would type it: a browser adds www. or the last slash by itself."""
    one = code.reading
    short = address.removesuffix("/")
    forms = {short}
    if not code.expected:
        typed = readable(short)
        forms |= {typed, short.removeprefix("www."), typed.removeprefix("www.")}
    return any(page_text.printed(facts, one.page, form) for form in sorted(forms))


@rule("code-scheme", "codes lead to addresses under https", "docs/print.md, QR codes")
def code_scheme(facts: Facts) -> Iterator[Fault]:
    for code in _codes(facts):
        text = code.reading.text.lower()
        # What leads to no address at all, such as a telephone number, is the owner's choice.
        if text.startswith("http://") or (code.expected and not text.startswith("https://")):
            yield Fault(
                f"{code} does not lead to an https address",
                hint="most sites answer under https: try it, and make the code anew",
                place=code.place,
                limit="https",
                found=text.partition(":")[0],
                severity=code.doubt,
            )


@rule("code-module", "the squares of a code are large enough to scan", "docs/print.md, QR codes")
def code_module(facts: Facts, *, least: float) -> Iterator[Fault]:
    for code in _codes(facts):
        wanted = code.expected.minimum_module if code.expected else least
        if code.reading.module < wanted * (1 - MODULE_SLACK):
            yield Fault(
                f"{code} has squares of {code.reading.module:.2f} mm",
                hint="make its card larger, or its address shorter",
                place=code.place,
                limit=f"{wanted:g} mm",
                found=f"{code.reading.module:.2f} mm",
                severity=code.doubt,
            )


@rule(
    "code-quiet-zone",
    "four squares' width of clean white stand round every code",
    "ISO/IEC 18004, 6.3.8; docs/print.md, QR codes",
)
def code_quiet_zone(facts: Facts, *, modules: float) -> Iterator[Fault]:
    for code in _codes(facts):
        if code.reading.quiet_zone < modules - QUIET_SLACK:
            yield Fault(
                f"{code} has {code.reading.quiet_zone:.1f} squares of clean white around it",
                hint="nothing, and no tint, may stand in the white round a code",
                place=code.place,
                limit=f"{modules:g} squares",
                found=f"{code.reading.quiet_zone:.1f} squares",
            )


@rule(
    "code-contrast",
    "a code is dark on light",
    "ISO/IEC 15415, symbol contrast, on the rendered page: from 0.7 grade 4, from 0.55 grade 3, "
    "from 0.4 grade 2",
)
def code_contrast(facts: Facts, *, least: float) -> Iterator[Fault]:
    for code in _codes(facts):
        if code.reading.contrast < least:
            yield Fault(
                f"{code} is too pale, or its ground too dark",
                hint="print it in black on white",
                place=code.place,
                limit=f"contrast {least:.0%}",
                found=f"{code.reading.contrast:.0%}",
            )
