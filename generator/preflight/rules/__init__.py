"""The rules preflight can run, one module for each subject."""

from generator.preflight.rules import (
    bleed,
    boxes,
    codes,
    colour,
    document,
    fonts,
    images,
    ink,
    layers,
    lines,
    mono,
    pdfx,
    spots,
    type,  # noqa: A004 - the trade's word
)
from generator.preflight.rules.registry import RULES, Fault, Rule

__all__ = [
    "RULES", "Fault", "Rule", "bleed", "boxes", "codes", "colour", "document", "fonts", "images",
    "ink", "layers", "lines", "mono", "pdfx", "spots", "type",
]  # fmt: skip
