"""Reads PDF objects and content streams, with limits and damage, and writes PDF files."""
