"""Finished pages drawn and measured pixel by pixel: codes, ink, bleed, words."""
