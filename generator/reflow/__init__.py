"""A document without pages: the words of a layout as a web page, and as plain text."""

from generator.reflow.html import Logo, web_page
from generator.reflow.reading_order import Reading, read
from generator.reflow.text_file import plain_text
from generator.reflow.web_check import Page, check
from generator.reflow.web_pictures import shows

__all__ = ["Logo", "Page", "Reading", "check", "plain_text", "read", "shows", "web_page"]
