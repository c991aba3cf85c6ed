"""The rules preflight can run, one module for each subject."""

from generator.preflight.rules import (
    archive,
    bleed,
    boxes,
    carried,
    codes,
    colour,
    document,
    fontmake,
    fonts,
    images,
    ink,
    layers,
    lines,
    meaning,
    mono,
    pdfx,
    reading,
    spots,
    tables,
    tagging,
    type,  # noqa: A004 - the trade's word
)
from generator.preflight.rules.registry import RULES, Fault, Rule

__all__ = [
    "RULES", "Fault", "Rule", "archive", "bleed", "boxes", "carried", "codes", "colour",
    "document", "fontmake", "fonts", "images", "ink", "layers", "lines", "meaning", "mono", "pdfx",
    "reading", "spots", "tables", "tagging", "type",
]  # fmt: skip
