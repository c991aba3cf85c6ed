"""Finds the profile to check a file by, from what the file declares."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final

from generator.pdfobjects.values import Malformed
from generator.preflight.document_facts import DocumentFacts
from generator.preflight.profiles import CLAIM
from generator.preflight.rules.pdfa import archive_claimed
from generator.preflight.xmp import PDFUA, PDFX

OTHERWISE: Final = "office"
# Profiles in which a claim of PDF/A is checked though the profile was asked for.
CLAIMANTS: Final = frozenset({"screen"})


def declared_profile(document: DocumentFacts) -> tuple[str, str]:
    """A profile, and why: what the file declares, in its metadata or in Info, or that it
    declares nothing known here."""
    for said in _declarations(document):
        if said.startswith("PDF/X-4"):
            return "pdfx4", f"it declares {said}"
        if said.startswith(("PDF/X-1a", "PDF/X-1:")):
            return "pdfx1a", f"it declares {said}"
    with suppress(Malformed):
        part = document.metadata.get((PDFUA, "part"), "")
        if part:
            return "screen", f"it declares PDF/UA-{part}"
    return OTHERWISE, "it declares neither PDF/X-4 nor PDF/X-1a"


def declared_archive(document: DocumentFacts, asked: Sequence[str]) -> tuple[str, ...]:
    """PDF/A, if a file claims any of it and none was asked for."""
    with suppress(Malformed):
        level = archive_claimed(document)
        if level and not any(name.startswith("pdfa") for name in asked):
            return (CLAIM + level.lower(),)
    return ()


def _declarations(document: DocumentFacts) -> Iterator[str]:
    with suppress(Malformed):  # its rule says so
        yield document.metadata.get((PDFX, "GTS_PDFXVersion"), "")
    for key in ("GTS_PDFXConformance", "GTS_PDFXVersion"):
        yield document.text(document.info.get(key))
