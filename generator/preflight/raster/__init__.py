"""Draws finished pages and measures them pixel by pixel: codes, ink, bleed, words."""
