"""Finished pages drawn and looked at, pixel by pixel: codes, ink, bleed, words."""
