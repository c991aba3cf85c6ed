"""Rules about QR codes, on what is read back from the rendered pages."""

from collections.abc import Iterator

from generator.preflight.facts import Facts, SeenCode
from generator.preflight.report import CodeReading
from generator.preflight.rules.registry import Fault, rule

# Sides are measured to a pixel or two of some four hundred, the white to an eighth of a module.
MODULE_SLACK = 0.02
QUIET_SLACK = 0.25


def _where(code: SeenCode) -> str:
    return f'page {code.expected.page + 1}: the QR code for "{code.expected.address}"'


def _read(facts: Facts) -> Iterator[tuple[SeenCode, CodeReading]]:
    for code in facts.seen_codes:
        if code.reading is not None:
            yield code, code.reading


@rule("code-reads", "every code promised can be read from the page", "docs/print.md, QR codes")
def code_reads(facts: Facts) -> Iterator[Fault]:
    for code in facts.seen_codes:
        if code.reading is None:
            yield Fault(
                f"{_where(code)} cannot be read",
                hint="leave it black on white, whole, with nothing over it",
            )


@rule("code-target", "every code leads where it should", "docs/print.md, QR codes")
def code_target(facts: Facts) -> Iterator[Fault]:
    for code, reading in _read(facts):
        if reading.text != code.expected.target:
            yield Fault(
                f"{_where(code)} leads elsewhere",
                details=(f"it reads {reading.text}", f"it should be {code.expected.target}"),
            )


@rule(
    "code-blurred",
    "every code still reads at 150 dpi through a blur, as a phone sees it",
    "docs/print.md, QR codes",
)
def code_blurred(facts: Facts) -> Iterator[Fault]:
    for code, reading in _read(facts):
        if reading.text not in code.seen.blurred:
            yield Fault(f"{_where(code)} cannot be read through a blur", hint="make it larger")
    if facts.expected is None:
        for page in facts.scanned:
            for reading in page.readings:
                if reading.text not in page.blurred:
                    yield Fault(
                        f"page {reading.page + 1}: a QR code cannot be read through a blur",
                        hint="make it larger",
                        details=(f"it reads {reading.text}",),
                    )


@rule(
    "code-address",
    "the address printed with a code is the code's own",
    "docs/print.md, QR codes: who cannot scan must reach the same place by typing",
)
def code_address(facts: Facts) -> Iterator[Fault]:
    for code, reading in _read(facts):
        if reading.text.partition("://")[2] != code.expected.address:
            yield Fault(
                f"{_where(code)} is not for the address printed with it",
                details=(f"it reads {reading.text}",),
            )


@rule("code-scheme", "codes lead to addresses under https", "docs/print.md, QR codes")
def code_scheme(facts: Facts) -> Iterator[Fault]:
    for code, reading in _read(facts):
        if not reading.text.startswith("https://"):
            yield Fault(f"{_where(code)} does not lead to an https address")


@rule("code-module", "the squares of a code are large enough to scan", "docs/print.md, QR codes")
def code_module(facts: Facts) -> Iterator[Fault]:
    for code, reading in _read(facts):
        least = code.expected.minimum_module
        if reading.module < least * (1 - MODULE_SLACK):
            yield Fault(
                f"{_where(code)} has squares of {reading.module:.2f} mm, at least {least:g} mm",
                hint="make its card larger, or its address shorter",
            )


@rule(
    "code-quiet-zone",
    "four squares' width of clean white stand round every code",
    "ISO/IEC 18004, 6.3.8; docs/print.md, QR codes",
)
def code_quiet_zone(facts: Facts, *, modules: float) -> Iterator[Fault]:
    for reading in facts.readings:
        if reading.quiet_zone < modules - QUIET_SLACK:
            yield Fault(
                f"page {reading.page + 1}: the QR code for {reading.text} has "
                f"{reading.quiet_zone:.1f} squares of clean white around it, at least {modules:g}",
                hint="nothing, and no tint, may stand in the white round a code",
            )
