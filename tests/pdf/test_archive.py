"""Files for a screen as PDF/A-2, by the checker that comes with pikepdf.

It knows no level A, so it is asked for level B, which A holds whole, and finds that the file says
A; and it takes no extension schemas, which PDF/A has for properties that are not its own
(ISO 19005-2, 6.6.2.3).
"""

import io

import pytest
from pikepdf import pdfa

from generator.jobs.project import Project
from tests.goldens.proofs import ROOT, SHIPPED, opened_project

NAMES = ("pdfaExtension", "pdfaSchema", "pdfaProperty", "pdfuaid")
UNKNOWN_TO_IT = (
    *(f"XMP namespace {name}=" for name in NAMES),
    "XMP property pdfaExtension:schemas is not permitted",
    "XMP property pdfuaid:part is not permitted",
    "pdfaid:conformance is 'A', expected 'B'",
)


def violations(layout: str, size: str, edition: str, tag: str = "en-GB") -> set[str]:
    project: Project = opened_project(ROOT)
    document, _ = project.document(SHIPPED[0], tag, SHIPPED[2])
    data = project.make(document, layout, size, edition).data
    found = map(str, pdfa.validate_written(io.BytesIO(data), "2b").violations)
    return {one for one in found if not any(known in one for known in UNKNOWN_TO_IT)}


@pytest.mark.parametrize("tag", ["en-GB", "gu", "ur", "zh-Hans"])
@pytest.mark.parametrize(
    ("layout", "size", "edition"),
    [
        ("leaflet-dl-6pp", "a4-roll-fold-dl", "screen"),
        ("poster-story", "a3", "screen"),
        ("leaflet-dl-6pp", "a4-roll-fold-dl", "large-print"),
    ],
)
def test_nothing_else_is_found(layout: str, size: str, edition: str, tag: str) -> None:
    assert violations(layout, size, edition, tag) == set()


def test_a_file_that_is_no_archive_is_found_out() -> None:
    assert violations("flyer-a5", "a5", "office")
