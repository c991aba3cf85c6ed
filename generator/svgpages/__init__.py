"""Pages as SVG for a screen, group by group, and where their words came from."""

from .page_map import PrintedWords, printed_words
from .page_svg import Asset, SvgGroup, SvgPage, drawn_in_steps, svg_page

__all__ = [
    "Asset",
    "PrintedWords",
    "SvgGroup",
    "SvgPage",
    "drawn_in_steps",
    "printed_words",
    "svg_page",
]
