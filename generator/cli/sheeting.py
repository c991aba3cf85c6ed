"""The commands that put finished pages on sheets, and their options."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from generator.cli.session import session


class Orientation(StrEnum):
    """Which way a sheet lies."""

    AUTO = "auto"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Order(StrEnum):
    """What stands beside a piece: itself, what follows it when the cut stacks are put upon one
    another, or what follows it at once."""

    REPEAT = "repeat"
    STACK = "stack"
    ACROSS = "across"


class Sides(StrEnum):
    """How a sheet's sides are printed."""

    AUTO = "auto"
    ONE = "one"
    SHEETWISE = "sheetwise"
    TURN = "turn"
    TUMBLE = "tumble"


class Edge(StrEnum):
    """Which edge a sheet is turned on."""

    AUTO = "auto"
    LONG = "long"
    SHORT = "short"


class Binding(StrEnum):
    """Where a booklet is bound."""

    AUTO = "auto"
    LEFT = "left"
    RIGHT = "right"


File = Annotated[Path, typer.Argument(metavar="FILE.pdf", help="Any PDF.")]
Pages = Annotated[
    str, typer.Option("--pages", metavar="N", help="Such as 1-4,7. Default: all of them.")
]
Lies = Annotated[
    Orientation,
    typer.Option("--orientation", help="auto: whichever takes the fewest sheets."),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, nothing else.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where a bug happened.")]


def impose(
    file: File,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="OUT.pdf", help="Default: FILE--imposed.pdf, here."),
    ] = None,
    sheet: Annotated[
        str, typer.Option("--sheet", metavar="S", help="a4, a3, sra3, sra2, … or 320x450 (mm).")
    ] = "sra3",
    orientation: Lies = Orientation.AUTO,
    booklet: Annotated[
        bool,
        typer.Option(
            "--booklet", help="Put two pages on each side of a sheet, to fold and staple."
        ),
    ] = False,
    binding: Annotated[
        Binding,
        typer.Option(
            "--binding", help="The side a booklet is bound on. auto: as its language is read."
        ),
    ] = Binding.AUTO,
    creep: Annotated[
        float,
        typer.Option("--creep", min=0, max=2, metavar="MM", help="How thick a booklet's paper is."),
    ] = 0.0,
    pages: Pages = "",
    columns: Annotated[
        int, typer.Option("--columns", min=0, max=100, help="0: as many as fit.")
    ] = 0,
    rows: Annotated[int, typer.Option("--rows", min=0, max=100, help="0: as many as fit.")] = 0,
    gutter: Annotated[
        str | None,
        typer.Option(
            "--gutter", metavar="MM", help="6, or 6,10 across and down. Default: twice the bleed."
        ),
    ] = None,
    margin: Annotated[
        float,
        typer.Option(
            "--margin", min=0, max=200, metavar="MM", help="The least from a piece to the edge."
        ),
    ] = 0.0,
    bleed: Annotated[
        float | None,
        typer.Option(
            "--bleed", min=0, max=50, metavar="MM", help="The most to use. Default: all there is."
        ),
    ] = None,
    scale: Annotated[
        str, typer.Option("--scale", metavar="P", help="Such as 70%, or fit.")
    ] = "100%",
    order: Annotated[
        Order,
        typer.Option("--order", help="stack: pages are in order once stacks are cut and piled."),
    ] = Order.REPEAT,
    sides: Annotated[
        Sides, typer.Option("--sides", help="turn, tumble: both sides are on one plate.")
    ] = Sides.AUTO,
    turn_on: Annotated[
        Edge, typer.Option("--turn-on", help="The edge a sheet is turned on, for its back.")
    ] = Edge.AUTO,
    head_to_foot: Annotated[
        bool, typer.Option("--head-to-foot", help="Backs upside down, as in a calendar.")
    ] = False,
    fold: Annotated[
        list[str] | None,
        typer.Option("--fold", metavar="MM", help="From a piece's left, 85; from its top, y55."),
    ] = None,
    marks: Annotated[
        str,
        typer.Option("--marks", metavar="M", help="Any of cut,fold,registration,slug, or none."),
    ] = "cut,fold,registration,slug",
    dummy: Annotated[
        bool, typer.Option("--dummy", help="Draw page numbers, cuts and folds only, to try out.")
    ] = False,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Put the pages of a PDF on sheets: side by side, or as a booklet.

    Unless you choose otherwise, each page, or pair of pages back to back, fills its own sheets.
    """
    with session(json=json, debug=debug, project=None) as run:
        from generator.cli import typed
        from generator.cli.impose import impose as work
        from generator.press.impose import Wish
        from generator.press.papers import paper
        from generator.press.plan import Lines

        wish = Wish(
            typed.typed(lambda: paper(sheet, orientation.value)),
            booklet=booklet,
            pages=typed.pages(pages),
            columns=columns,
            rows=rows,
            gutter=None if gutter is None else typed.lengths(gutter, "--gutter"),
            margin=margin,
            bleed=bleed,
            scale=typed.scale(scale, fit=True),
            order=order.value,
            sides=sides.value,
            flip=_edge(turn_on),
            head_to_foot=head_to_foot,
            binding=binding.value,
            creep=creep,
            folds=Lines(*typed.folds(fold or [])),
            marks=typed.marks(marks),
            dummy=dummy,
        )
        work(run, file, typed.target(file, out, "imposed"), wish)


def _edge(edge: Edge) -> Any:
    return "" if edge is Edge.AUTO else edge.value


def tile(
    file: File,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="OUT.pdf", help="Default: FILE--tiles.pdf, here."),
    ] = None,
    sheet: Annotated[
        str, typer.Option("--sheet", metavar="S", help="a4, a3, … or 210x297 (mm).")
    ] = "a4",
    orientation: Lies = Orientation.AUTO,
    pages: Pages = "",
    overlap: Annotated[
        float,
        typer.Option("--overlap", min=0, max=200, metavar="MM", help="What neighbours share."),
    ] = 10.0,
    margin: Annotated[
        float,
        typer.Option(
            "--margin", min=0, max=100, metavar="MM", help="The edge the printer cannot print on."
        ),
    ] = 5.0,
    to: Annotated[
        str | None, typer.Option("--to", metavar="S", help="Make the poster this size, such as a1.")
    ] = None,
    scale: Annotated[
        str, typer.Option("--scale", metavar="P", help="Make it larger or smaller, such as 200%.")
    ] = "100%",
    cover: Annotated[
        bool, typer.Option("--cover", help="Begin with a sheet that says how to put it together.")
    ] = False,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Spread a poster over small sheets, to be cut and glued together."""
    with session(json=json, debug=debug, project=None) as run:
        from generator.cli import typed
        from generator.cli.tile import tile as work
        from generator.press.papers import paper
        from generator.press.tile import TileWish

        if to is not None and scale != "100%":
            raise typed.wrong("--to and --scale both say how large it becomes", "give one of them")
        wish = TileWish(
            typed.typed(lambda: paper(sheet, orientation.value)),
            pages=typed.pages(pages),
            margin=margin,
            overlap=overlap,
            scale=typed.scale(scale),
            to=None if to is None else typed.typed(lambda: paper(to)),
            cover=cover,
        )
        work(run, file, typed.target(file, out, "tiles"), wish)


def add_to(app: typer.Typer) -> None:
    """Make these commands of the program."""
    app.command()(impose)
    app.command()(tile)
