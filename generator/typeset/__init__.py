"""Merges a document with a layout: shapes text, breaks lines, fits copy, gives pages."""
