"""A table of 50 invented areas, five of which cannot be used."""

HEADER = (
    "area", "title", "region", "police", "contact 1 place", "contact 1 number", "contact 2 place",
    "contact 2 number", "pledge", "story", "ceop", "verified by", "verified on", "test",
)  # fmt: skip
CITIES = ("0113", "0114", "0115", "0116", "0117", "0118", "0121", "0131", "0141", "0151", "0161")
BAD = {
    7: ("contact 1 number", "0116 305", "too few figures"),
    18: ("contact 2 place", "", "has no place"),
    23: ("verified on", "31/03/2026", "verified"),
    36: ("pledge", "http://www.example.org/pledge", "begins with http://"),
    44: ("area", "North Moor", "is no name for an area"),
}
"""The row's number in the spreadsheet, the column, what stands there, and the message about it."""


def row(number: int) -> list[str]:
    """The cells of the row with this number, the header being 1."""
    city = CITIES[number % len(CITIES)]
    cells = {
        "area": f"area-{number}",
        "title": f"Area {number}",
        "region": f"Area {number} and its Parishes",
        "police": "101",
        "contact 1 place": f"Area {number}",
        "contact 1 number": f"{city} 496 {number:04}",
        "contact 2 place": "Parishes",
        "contact 2 number": f"01632 960 {number:03}",
        "pledge": "www.example.org/pledge",
        "story": "www.example.org/story",
        "ceop": "www.example.org/ceop",
        "verified by": "A. Clerk",
        "verified on": "2026-03-31",
        "test": "yes",
    }
    if number in BAD:
        column, value, _ = BAD[number]
        cells[column] = value
    return [cells[name] for name in HEADER]


def table(*numbers: int, mark: str = ",", end: str = "\n") -> str:
    """Rows of the table with its header, as CSV; all 50 if none is named."""
    lines = [HEADER, *map(row, numbers or range(2, 52))]
    return "".join(mark.join(line) + end for line in lines)
