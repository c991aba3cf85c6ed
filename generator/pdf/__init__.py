"""Writes pages to the bytes of a PDF file."""

from .artwork_file import write
from .intent import OutputIntent, profile

__all__ = ["OutputIntent", "profile", "write"]
