"""Keys of values, and the places found from them.

A key is a word for a file, a colon and the key path of a value in it: `area:numbers.helpline`,
`ur:blocks.film.text`. It is the same in every area's file, and stays the same when a line is added
above. So remembered results carry keys, and a problem gets its place when it is reported, from the
files at hand: `with_places(problems, document.span)`.
"""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from generator.problems import Span
from .rows import Row

# The words for the file of a campaign as it was written, and for an area's. A translation goes by
# its language.
CAMPAIGN: Final = "campaign"
AREA: Final = "area"
# The word for the layout of a piece.
LAYOUT: Final = "layout"


def key_of(file: str, path: str) -> str:
    """The key of the value at a key path in the file that has this word."""
    return f"{file}:{path}"


def row_key(file: str, row: Row, field: str = "") -> str:
    """The key of a row's field, or of the row if the field was not given; empty for a row that does
    not come from a file."""
    place = row.at(field)
    return key_of(file, place.key) if place else ""


class Files(Struct, frozen=True):
    """The files that something is made from, each under its word."""

    rows: Mapping[str, Row]

    def span(self, key: str) -> Span | None:
        """The place of a key's value, or of the innermost value round it that is there; None for a
        file that is not among these."""
        file, _, path = key.partition(":")
        row = self.rows.get(file)
        return row.nearest(path) if row is not None else None


class FileVersion(Struct, frozen=True):
    """A file of the project and the digest of its bytes. Values in files of one version have the
    same places."""

    path: str
    digest: str
