"""Pages to the bytes of a PDF file. ReportLab's objects live here and nowhere else."""

from generator.pdf.artwork_file import write
from generator.pdf.intent import OutputIntent, profile

__all__ = ["OutputIntent", "profile", "write"]
