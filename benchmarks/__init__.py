"""Races the leaflet against the same leaflet in other tools: `make bench`."""
