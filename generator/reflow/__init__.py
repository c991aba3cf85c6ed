"""A document without pages: the words of a layout as a web page, and as plain text."""

from generator.reflow.check import Page, check
from generator.reflow.html import Logo, web_page
from generator.reflow.pictures import shows
from generator.reflow.reading import Reading, read
from generator.reflow.text import plain_text

__all__ = ["Logo", "Page", "Reading", "check", "plain_text", "read", "shows", "web_page"]
