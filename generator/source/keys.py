"""Keys of values, and the places found from them.

A key is a word for a file, a colon and the key path of a value in it: `area:numbers.helpline`,
`ur:blocks.film.text`. It is the same in every area's file, and stays the same when a line is added
above. So whatever is remembered carries keys, and a problem gets its place when it is reported,
from the files at hand: `with_places(problems, document.span)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from generator.problems import Span
from .rows import Row

# The words for the file of a campaign as it was written, and for an area's. A translation goes by
# its language.
CAMPAIGN: Final = "campaign"
AREA: Final = "area"


def key_of(file: str, path: str) -> str:
    """The key of the value at a key path of the file that goes by a word."""
    return f"{file}:{path}"


def row_key(file: str, row: Row, field: str = "") -> str:
    """The key of a row's field, or of the row if the field was not given; empty for a row that was
    not read from a file."""
    place = row.at(field)
    return key_of(file, place.key) if place else ""


@dataclass(frozen=True, slots=True)
class Files:
    """The files that something is made from, each by its word."""

    rows: Mapping[str, Row]

    def span(self, key: str) -> Span | None:
        """Where the value of a key stands, or what surrounds it if it is not there; None for a file
        that is not among these."""
        file, _, path = key.partition(":")
        row = self.rows.get(file)
        return row.nearest(path) if row is not None else None


class FileVersion(NamedTuple):
    """A file of the project and the digest of its bytes. Values in it stand where they stood."""

    path: str
    digest: str
