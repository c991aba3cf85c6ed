"""Reads the objects of a PDF file, with their limits and damage, and writes them."""
