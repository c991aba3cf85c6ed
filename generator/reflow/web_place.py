"""Where a web page stands: beside the same page in other languages, and at an address, if any."""

from collections.abc import Iterator
from html import escape
from typing import Final

from msgspec import Struct

INDEX: Final = "index.html"
NO_LANGUAGE: Final = "x-default"  # hreflang of the page for all others


class SitePage(Struct, frozen=True):
    """The page of a language: its tag, its own name and its direction."""

    tag: str
    name: str
    direction: str

    @property
    def link(self) -> str:
        """The path of the page in the folder. It names the file, so that it can be followed without
        a server."""
        return f"{self.tag}/{INDEX}"


class SharePicture(Struct, frozen=True):
    """The picture beside a link to the page: its path in the folder, its text alternative, and its
    size in pixels."""

    path: str
    alt: str
    width: int
    height: int


class WebPlace(Struct, frozen=True):
    """A page among the others of its folder. `site` is the folder's address, which ends in a slash,
    or empty if nobody knows it yet. `download` is a link to a PDF beside the page, and its words.
    """

    language: str
    pages: tuple[SitePage, ...]
    site: str = ""
    picture: SharePicture | None = None
    download: tuple[str, str] = ("", "")

    def head(self, title: str, subject: str) -> Iterator[str]:
        """What search engines and feeds read, if the folder has an address."""
        if not self.site:
            return
        address = self.address(self.language)
        yield f'<link rel="canonical" href="{escape(address)}">'
        for page in self.pages:
            yield self._alternate(page.tag, self.address(page.tag))
        yield self._alternate(NO_LANGUAGE, self.site)
        facts = {"og:type": "website", "og:url": address, "og:title": title}
        facts |= {"og:description": subject} if subject else {}
        if self.picture:
            facts |= {
                "og:image": f"{self.site}{self.picture.path}",
                "og:image:type": "image/png",
                "og:image:width": str(self.picture.width),
                "og:image:height": str(self.picture.height),
                "og:image:alt": self.picture.alt.replace("\n", " "),
            }
        for name, value in facts.items():
            yield f'<meta property="{name}" content="{escape(value)}">'
        if self.picture:
            yield '<meta name="twitter:card" content="summary_large_image">'

    def address(self, tag: str) -> str:
        """The address of a language's page, or of the index if the tag is empty."""
        return f"{self.site}{tag}/" if tag else self.site

    @staticmethod
    def _alternate(tag: str, address: str) -> str:
        return f'<link rel="alternate" hreflang="{escape(tag)}" href="{escape(address)}">'

    def links(self) -> Iterator[str]:
        """The PDF, and the page in its other languages, each under its own name."""
        file, words = self.download
        if file:
            yield f'<p class="file"><a href="{escape(file)}" dir="ltr" lang="en">{words}</a></p>'
        others = [page for page in self.pages if page.tag != self.language]
        if others:
            items = "".join(
                f'<li><a href="../{page.link}" hreflang="{page.tag}" lang="{page.tag}" '
                f'dir="{page.direction}">{escape(page.name)}</a></li>'
                for page in others
            )
            yield f'<nav><ul role="list" class="languages">{items}</ul></nav>'
