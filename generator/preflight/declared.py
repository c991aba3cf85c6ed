"""Which profile a file asks to be judged by, from what it declares."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from generator.pdfobjects.values import Malformed
from generator.preflight.facts import Facts
from generator.preflight.profiles import CLAIM
from generator.preflight.rules.pdfa import archive_claimed

_DECLARED: Final = ("http://www.npes.org/pdfx/ns/id/", "GTS_PDFXVersion")
_UNIVERSAL: Final = ("http://www.aiim.org/pdfua/ns/id/", "part")
OTHERWISE: Final = "office"
# Profiles in which a claim of PDF/A is judged though the profile was asked for.
CLAIMANTS: Final = frozenset({"screen"})


def guess(facts: Facts) -> tuple[str, str]:
    """A profile, and why: what the file declares, in its metadata or in Info, or that it
    declares nothing known here."""
    for said in _declarations(facts):
        if said.startswith("PDF/X-4"):
            return "pdfx4", f"it declares {said}"
        if said.startswith(("PDF/X-1a", "PDF/X-1:")):
            return "pdfx1a", f"it declares {said}"
    with suppress(Malformed):
        part = facts.metadata.get(_UNIVERSAL, "")
        if part:
            return "screen", f"it declares PDF/UA-{part}"
    return OTHERWISE, "it declares neither PDF/X-4 nor PDF/X-1a"


def claimed(facts: Facts, asked: Sequence[str]) -> tuple[str, ...]:
    """PDF/A, if a file claims any of it and none was asked for."""
    with suppress(Malformed):
        level = archive_claimed(facts)
        if level and not any(name.startswith("pdfa") for name in asked):
            return (CLAIM + level.lower(),)
    return ()


def _declarations(facts: Facts) -> list[str]:
    found = []
    with suppress(Malformed):  # its rule says so
        found.append(facts.metadata.get(_DECLARED, ""))
    for key in ("GTS_PDFXConformance", "GTS_PDFXVersion"):
        value = facts.file.get(facts.info.get(key))
        if isinstance(value, bytes):
            found.append(facts.text(value))
    return found
