"""The objects of a PDF file: read, with their limits and damage, and written. pypdf's one door."""
