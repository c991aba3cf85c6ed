"""Write the tables of keys into docs/layouts.md: `python -m tools.layout_keys`.

Each table is that of a row, between two comments. What a key says is the row's own description, or
what is said here of keys that mean the same in every row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

from generator.design.clearances import Clearances
from generator.design.formats import Format
from generator.design.items import Item
from generator.design.layout import Layout
from generator.source.rows import Row

PAGE: Final = Path(__file__).resolve().parents[1] / "docs/layouts.md"
TABLE: Final = re.compile(
    r"(<!-- keys of (\w+): python -m tools.layout_keys -->\n).*?(<!-- end of keys -->\n)", re.DOTALL
)
SAID: Final = {
    "accent": "Colour of one mark",
    "align": "Where lines begin",
    "area": "Its own optical area, mm²",
    "arrangement": "Where its words stand",
    "block": "The block of the campaign that it sets",
    "bottom": "At the foot, mm",
    "bullet_drop": "From the line's top to the bullet's, mm",
    "colour": "A colour of the theme",
    "columns": "Its columns from the start edge: width and stack of each",
    "divider_colour": "A colour of the theme",
    "end": "At the end of lines, mm",
    "figure": "Style of the number",
    "floor": "As in `styles`",
    "frames": "The frames on it",
    "gap": "Space between logos",
    "ground": "A colour of the theme",
    "height": "mm",
    "hyphenate": "Words may be parted by a hyphen",
    "kind": "What it is",
    "leading": "From one baseline to the next, pt",
    "least": "Where they would not fit, mm",
    "ligatures": "Whether letters may join",
    "line_colour": "A colour of the theme",
    "many": "What changes from a number of logos on",
    "margins": "Inside the panel or page, mm: `top`, `end`, `bottom`, `start`",
    "most": "As in `styles`",
    "name": "What messages call it",
    "natural": "As it is drawn, mm",
    "number": "Style of the numbers",
    "outdent": "As in `styles`",
    "outline": "A line inside the edge of the ground: `weight`, mm, and `colour`",
    "pad_bottom": "Space between a row's words and the rule below, mm",
    "pad_top": "Space between a rule and the words below, mm",
    "pages": "Its pages, each of one side",
    "panels": "Its panels from left to right with their widths, mm",
    "place": "Style of the places",
    "rows": "Most rows",
    "rule_colour": "A colour of the theme",
    "shape": "A bubble of the theme",
    "side": "A side of a folded format",
    "size": "pt",
    "slot": "The name that areas and campaigns use",
    "stack": "The items in it, from top to bottom",
    "start": "At the start of lines, mm",
    "stretch": "Share of the room left over",
    "strong": "As in `styles`",
    "strong_colour": "Colour of **strong** words",
    "style": "A style of the layout",
    "styles": "Styles of the layout, by name",
    "theme": "The theme it is drawn for",
    "title": "What people call it",
    "top": "At the head, mm",
    "tracking": "Space between letters, em",
    "underline": "As in `styles`",
    "voice": "A voice of the theme",
    "weight": "Of type, 100 to 900; of a line, mm",
    "width": "mm, `fit` for its widest line, or `fill` for an equal share of what is left",
    "word": "Style of the words after the number",
    "from": "So many, or more",
    "to": "So many, or fewer",
    "between": "Space between one and the next, mm",
    "address_above": "Space above the address, mm",
    "folio": "The number of a page, in the outline of a bubble",
}  # fmt: skip

# What each table is of, where a section has several.
OF: Final = {
    "PageRow": "key of a page",
    "FrameRow": "key of a frame",
    "Margins": "key of `margins`",
    "Outline": "key of an `outline`",
    "Style": "key of a style",
    "Floor": "key of a `floor`",
    "FitOrder": "key of `fit`",
    "Shrink": "key of a row of `shrink`",
    "Grow": "key of a row of `grow`",
    "Measures": "key of a variant",
    "StyleChange": "key of a style in `variants` or `settings`",
    "Item": "key of every item",
    "Only": "key of `only`",
    "Column": "key of a column",
    "LogoGaps": "key of `gap`",
    "ManyLogos": "key of `many`",
    "Cover": "key of `cover`",
    "Folio": "key of `folio`",
    "FlowShrink": "key of `shrink`",
    "FlowGrowth": "key of `grow`",
    "Format": "key of a format",
    "Side": "key of a side",
}


def every_row() -> list[type[Row]]:
    """The rows of a layout, of a format and of the least distances, as they are met."""
    found: dict[type[Row], None] = {}

    def walk(kind: Any) -> None:
        if isinstance(kind, type) and issubclass(kind, Row):
            if kind not in found:
                found[kind] = None
                for inner in kind.field_types.values():
                    walk(inner)
        else:
            for part in get_args(kind):
                walk(part)

    for start in (Layout, Item, Format, Clearances):
        walk(start)
    return list(found)


def keys(row: type[Row]) -> list[str]:
    """The keys of a row; of an item, those that not all items have."""
    shared = {"kind", *Item.row_fields} if issubclass(row, Item) and row is not Item else set()
    fields = row.row_fields.items()
    return [field.alias or name for name, field in fields if name not in shared]


def table(row: type[Row]) -> str:
    lines = [f"| {OF.get(row.__name__, 'key')} | says |", "|---|---|"]
    names = {field.alias or name: name for name, field in row.row_fields.items()}
    for key in keys(row):
        name = names[key]
        said = row.row_fields[name].description or SAID[key]
        words = [f"`{value}`" for value in _choices(row.field_types[name]) if value]
        if words and not said.startswith("As in") and not all(word[1:-1] in said for word in words):
            said += f"; one of {', '.join(words)}"
        lines.append(f"| `{key}` | {said} |")
    return "\n".join(lines) + "\n"


def _choices(kind: Any) -> Iterator[str]:
    """The words that a key may have."""
    if get_origin(kind) is Literal:
        yield from (value for value in get_args(kind) if isinstance(value, str))
    else:
        for part in get_args(kind):
            yield from _choices(part)


def page(text: str) -> str:
    """The page with its tables as they are now."""
    rows = {row.__name__: row for row in every_row()}
    return TABLE.sub(lambda found: f"{found[1]}\n{table(rows[found[2]])}\n{found[3]}", text)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
