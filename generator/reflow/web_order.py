"""The order and the grounds of a web page, made of a layout's reading order.

A screen is one column with few grounds. The first band keeps its ground, for it is the page's
picture, and so do dark ones. All others stand on the page's own ground, beside one another where
they follow one another.
"""

from msgspec.structs import replace

from generator.colour import luminance
from generator.design.drawing import Drawing
from .colour_schemes import DARK, page_ground
from .reading_order import Band, ReadingOrder


def arranged(reading: ReadingOrder, drawing: Drawing) -> ReadingOrder:
    """The reading order with the grounds of a web page."""
    plain = page_ground(drawing)
    bands: list[Band] = []
    for band in reading.bands:
        ground = band.ground or "white"
        if not band.leads and luminance(drawing.palette[ground].rgb) >= DARK:
            ground = plain
        before = bands[-1] if bands else None
        if before and before.ground == ground and not before.leads:
            bands[-1] = replace(before, groups=before.groups + band.groups)
        else:
            bands.append(replace(band, ground=ground))
    return replace(reading, bands=tuple(bands))
