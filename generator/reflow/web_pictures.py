"""Pictures of a web page as SVG: QR codes, the field that counts, the icon of the page."""

import base64
import math
from html import escape
from pathlib import PurePosixPath
from typing import Final

from generator.qr import QUIET, Code

# Kinds of image files that browsers show, by the end of their names.
LOGOS: Final = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
# The field: this many marks across at least, a pitch of 10 by 8.6 units, and the mark's outline.
_COLUMNS: Final = 24
_ACROSS, _DOWN = 10.0, 8.6
_MARK: Final = (
    "M0 2.1A2.1 2.1 0 0 1 2.1 0H4.9A2.1 2.1 0 0 1 7 2.1V2.9A2.1 2.1 0 0 1 4.9 5H2.1L0 6.5Z"
)
_WIDE: Final = 1.7  # width of the field by its height


def qr(symbol: Code, said: str, attributes: str = "") -> str:
    """A code with its quiet zone. `said` is its text alternative."""
    side = symbol.with_quiet_zone
    outline = "".join(
        "M" + "L".join(f"{column + QUIET} {row + QUIET}" for column, row in contour) + "Z"
        for contour in symbol.contours
    )
    return (
        f'<svg class="qr" role="img" aria-label="{escape(said)}"{attributes} '
        f'viewBox="0 0 {side} {side}" width="{side * 4}" height="{side * 4}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path fill="#000" d="{outline}"/></svg>'
    )


def field(count: int, name: str) -> str:
    """As many tiny bubbles as are counted. Whole rows are one area filled with a pattern, and the
    last row is another; `name` names the pattern, and is unique in the page."""
    columns = max(_COLUMNS, round(math.sqrt(count * _WIDE * _DOWN / _ACROSS)))
    full, over = divmod(count, columns)
    width, height = columns * _ACROSS, math.ceil(count / columns) * _DOWN
    areas = [(width, full * _DOWN, 0.0)] if full else []
    areas += [(over * _ACROSS, _DOWN, full * _DOWN)] if over else []
    drawn = "".join(
        f'<path fill="url(#{name})" d="M0 {_round(top)}h{_round(across)}v{_round(down)}H0z"/>'
        for across, down, top in areas
    )
    return (
        f'<svg class="field" aria-hidden="true" viewBox="0 0 {_round(width)} {_round(height)}">'
        f'<pattern id="{name}" width="{_ACROSS:g}" height="{_DOWN:g}" '
        f'patternUnits="userSpaceOnUse"><path d="{_MARK}"/></pattern>{drawn}</svg>'
    )


def _round(length: float) -> str:
    return f"{round(length, 2):g}"


def icon(fill: str) -> str:
    """The page's icon, a bubble, as a `data:` address."""
    drawing = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><path fill='{fill}' "
        f"transform='translate(.5 .8)' d='{_MARK}'/></svg>"
    )
    return data_address("image/svg+xml", drawing.encode())


def shows(file: str) -> bool:
    """Whether browsers show files of this kind."""
    return PurePosixPath(file).suffix.lower() in LOGOS


def logo(file: str, data: bytes, alt: str, height: int) -> str:
    """A partner's logo inside the page, so many px high; its kind is one of `LOGOS`."""
    address = data_address(LOGOS[PurePosixPath(file).suffix.lower()], data)
    return f'<img alt="{escape(alt)}" height="{height}" src="{address}">'


def data_address(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"
