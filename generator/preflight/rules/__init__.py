"""The rules that preflight can run, one module for each subject. To import a module registers its
rules."""

from . import (  # noqa: F401
    attachments,
    boxes,
    codes,
    colour,
    document,
    font_programs,
    fonts,
    images,
    ink,
    language,
    links,
    pdfa,
    pdfx,
    semantics,
    shapes,
    tables,
    tagging,
    thin_lines,
    type,  # noqa: A004 - the trade's word
)
from .registry import RULES, Fault, PreflightRule

__all__ = ["RULES", "Fault", "PreflightRule"]
