"""Writes pages to the bytes of a PDF file. This is the only room that uses ReportLab."""

from .artwork_file import write
from .intent import OutputIntent, profile

__all__ = ["OutputIntent", "profile", "write"]
