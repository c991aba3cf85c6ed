"""Draws the results: bars of files per CPU second, and memory against the number of files."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

WIDTH, MARGIN, BAR, GAP = 900, 24, 20, 10
TITLE, NAMES, PANEL = 56, 170, 440  # heights and widths, px
OURS, THEIRS, INK, FAINT = "#7a1f5c", "#8a97a0", "#1c2429", "#d5dbdf"
DASHES = ("", "6 4")


class Bar(NamedTuple):
    """Files per CPU second of a tool: the median, the least and the most."""

    name: str
    median: float
    least: float
    most: float
    ours: bool


class Line(NamedTuple):
    """Peak memory in MB against the number of files."""

    name: str
    points: Sequence[tuple[float, float]]


def text(x: float, y: float, said: str, anchor: str = "start", size: int = 13) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" '
        f'fill="{INK}">{escape(said)}</text>'
    )


def stroke(points: Sequence[tuple[float, float]], colour: str, dash: str = "") -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>'


def step(most: float) -> float:
    """A round distance of grid lines, four to eight of them up to `most`."""
    size = 1.0
    while most / size > 8:
        for factor in (2, 2.5, 2):
            size *= factor
            if most / size <= 8:
                break
    return size


def bars(found: Sequence[Bar]) -> Iterator[str]:
    yield text(MARGIN, 34, "Files per CPU second, one core", size=16)
    scale = (PANEL - NAMES - 60) / max(bar.most for bar in found)
    left = MARGIN + NAMES
    for number, bar in enumerate(found):
        top = TITLE + number * (BAR + GAP)
        middle = top + BAR / 2
        colour = OURS if bar.ours else THEIRS
        yield text(left - 8, middle + 4.5, bar.name, "end")
        yield (
            f'<rect x="{left}" y="{top}" width="{bar.median * scale:.1f}" height="{BAR}" '
            f'fill="{colour}"/>'
        )
        if bar.least < bar.most:
            yield stroke(
                [(left + bar.least * scale, middle), (left + bar.most * scale, middle)], INK
            )
        yield text(left + bar.most * scale + 6, middle + 4.5, f"{bar.median:.1f}")


def memory(lines: Sequence[Line], height: float) -> Iterator[str]:
    left, right = MARGIN + PANEL + 60, WIDTH - MARGIN - 40
    bottom = height - 52
    files = max(x for line in lines for x, _ in line.points)
    most = max(y for line in lines for _, y in line.points)
    grid = step(most)
    top_value = grid * -(-most // grid)
    yield text(left - 36, 34, "Peak memory of cease, office, MB", size=16)
    value = 0.0
    while value <= top_value:
        y = bottom - (bottom - TITLE) * value / top_value
        yield f'<path d="M{left} {y:.1f}H{right}" stroke="{FAINT}"/>'
        yield text(left - 6, y + 4.5, f"{value:g}", "end")
        value += grid
    for line, dash in zip(lines, DASHES, strict=True):
        points = [
            (left + (right - left) * x / files, bottom - (bottom - TITLE) * y / top_value)
            for x, y in line.points
        ]
        yield stroke(points, OURS, dash)
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{OURS}"/>' for x, y in points)
        x, y = points[-1]
        yield text(x, y + (18 if dash else -8), line.name, "end")
    for x in sorted({x for line in lines for x, _ in line.points}):
        yield text(left + (right - left) * x / files, bottom + 18, f"{x:g}", "middle", 11)
    yield text(right, bottom + 38, "files", "end")


def drawing(tools: Sequence[Bar], lines: Sequence[Line]) -> str:
    """The plot as SVG."""
    height = TITLE + max(len(tools), 8) * (BAR + GAP) + 24
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" font-family="Helvetica, Arial, sans-serif">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        *bars(tools),
        *memory(lines, height),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"
