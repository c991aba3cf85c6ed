"""Writes pages to the bytes of a PDF file. This is the only room that uses ReportLab."""

from generator.pdf.artwork_file import write
from generator.pdf.intent import OutputIntent, profile

__all__ = ["OutputIntent", "profile", "write"]
