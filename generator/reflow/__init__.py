"""Editions without pages: a layout's words as a web page and as plain text."""

from generator.reflow.html import WebLogo, web_page
from generator.reflow.reading_order import ReadingOrder, read
from generator.reflow.text_file import plain_text
from generator.reflow.web_check import ParsedPage, check
from generator.reflow.web_pictures import shows

__all__ = [
    "ParsedPage",
    "ReadingOrder",
    "WebLogo",
    "check",
    "plain_text",
    "read",
    "shows",
    "web_page",
]
