"""The rules preflight can run, one module for each subject."""

from generator.preflight.rules import boxes, codes, colour, document, fonts, pdfx
from generator.preflight.rules.registry import RULES, Fault, Rule

__all__ = ["RULES", "Fault", "Rule", "boxes", "codes", "colour", "document", "fonts", "pdfx"]
