"""Editions without pages: a layout's words as a web page and as plain text."""

from .html import WebLogo, web_page
from .languages_page import LanguageRow, languages_page
from .phone_picture import phone_picture
from .reading_order import ReadingOrder, read
from .text_file import plain_text
from .web_check import ParsedPage, check
from .web_pictures import shows
from .web_place import SharePicture, SitePage, WebPlace

__all__ = [
    "LanguageRow",
    "ParsedPage",
    "ReadingOrder",
    "SharePicture",
    "SitePage",
    "WebLogo",
    "WebPlace",
    "check",
    "languages_page",
    "phone_picture",
    "plain_text",
    "read",
    "shows",
    "web_page",
]
