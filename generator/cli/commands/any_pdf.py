"""The commands that take any PDF: to check it, and to put its pages on sheets."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from generator.cli import complete
from generator.cli.session import Session

File = Annotated[Path, typer.Argument(metavar="FILE.pdf", help="Any PDF.")]
Pages = Annotated[
    str, typer.Option("--pages", metavar="N", help="Such as 1-4,7. Default: all of them.")
]
Orientation = Annotated[
    Literal["auto", "portrait", "landscape"],
    typer.Option("--orientation", help="auto: whichever takes the fewest sheets."),
]


def check(
    session: Session,
    files: Annotated[list[Path], typer.Argument(metavar="FILE.pdf…", help="Any PDFs.")],
    profile: Annotated[
        str,
        typer.Option(
            "--profile",
            autocompletion=complete.profiles,
            metavar="P",
            help="Such as pdfx4, pdfx1a, press-coated, office, mono or screen. "
            "Default: what the file declares, or office.",
        ),
    ] = "",
    standard: Annotated[
        list[str] | None,
        typer.Option(
            "--standard",
            metavar="S",
            help="Judge by pdfx4, pdfx1a, pdfua1, pdfa2a, pdfa2b or pdfa2u, alone or beside "
            "--profile. Default: what the file claims.",
        ),
    ] = None,
    with_verapdf: Annotated[
        bool, typer.Option("--verapdf", help="Ask veraPDF too, about PDF/UA and PDF/A.")
    ] = False,
    annotate: Annotated[
        Path | None,
        typer.Option(
            "--annotate",
            metavar="OUT.pdf",
            help="Write a copy that shows where each problem is. For several files, name a folder.",
        ),
    ] = None,
) -> None:
    """Judge any PDFs as a print service would: what is wrong, where, and how to mend it."""
    from generator.cli.check import CheckOptions
    from generator.cli.check import check as work
    from generator.cli.typed import listed

    work(session, files, CheckOptions(profile, listed(standard), with_verapdf), annotate)


def impose(
    session: Session,
    file: File,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="OUT.pdf", help="Default: FILE--imposed.pdf, here."),
    ] = None,
    sheet: Annotated[
        str, typer.Option("--sheet", metavar="S", help="a4, a3, sra3, sra2, … or 320x450 (mm).")
    ] = "sra3",
    orientation: Orientation = "auto",
    booklet: Annotated[
        bool,
        typer.Option(
            "--booklet", help="Put two pages on each side of a sheet, to fold and staple."
        ),
    ] = False,
    binding: Annotated[
        Literal["auto", "left", "right"],
        typer.Option(
            "--binding", help="The side a booklet is bound on. auto: as its language is read."
        ),
    ] = "auto",
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
        Literal["repeat", "stack", "across"],
        typer.Option("--order", help="stack: pages are in order once stacks are cut and piled."),
    ] = "repeat",
    sides: Annotated[
        Literal["auto", "one", "sheetwise", "turn", "tumble"],
        typer.Option("--sides", help="turn, tumble: both sides are on one plate."),
    ] = "auto",
    turn_on: Annotated[
        Literal["auto", "long", "short"],
        typer.Option("--turn-on", help="The edge a sheet is turned on, for its back."),
    ] = "auto",
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
) -> None:
    """Put the pages of a PDF on sheets: side by side, or as a booklet.

    Unless you choose otherwise, each page, or pair of pages back to back, fills its own sheets.
    """
    from generator.cli import typed
    from generator.cli.impose import impose as work
    from generator.press.impose import ImposeOptions
    from generator.press.papers import paper
    from generator.press.plan import Lines

    options = ImposeOptions(
        typed.typed(lambda: paper(sheet, orientation)),
        booklet=booklet,
        pages=typed.pages(pages),
        columns=columns,
        rows=rows,
        gutter=None if gutter is None else typed.lengths(gutter, "--gutter"),
        margin=margin,
        bleed=bleed,
        scale=typed.scale(scale, fit=True),
        order=order,
        sides=sides,
        flip="" if turn_on == "auto" else turn_on,
        head_to_foot=head_to_foot,
        binding=binding,
        creep=creep,
        folds=Lines(*typed.folds(fold or [])),
        marks=typed.marks(marks),
        dummy=dummy,
    )
    work(session, file, typed.target(file, out, "imposed"), options)


def tile(
    session: Session,
    file: File,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="OUT.pdf", help="Default: FILE--tiles.pdf, here."),
    ] = None,
    sheet: Annotated[
        str, typer.Option("--sheet", metavar="S", help="a4, a3, … or 210x297 (mm).")
    ] = "a4",
    orientation: Orientation = "auto",
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
) -> None:
    """Spread a poster over small sheets, to be cut and glued together."""
    from generator.cli import typed
    from generator.cli.tile import tile as work
    from generator.press.papers import paper
    from generator.press.tile import TileOptions

    if to is not None and scale != "100%":
        raise typed.wrong("--to and --scale both say how large it becomes", "give one of them")
    options = TileOptions(
        typed.typed(lambda: paper(sheet, orientation)),
        pages=typed.pages(pages),
        margin=margin,
        overlap=overlap,
        scale=typed.scale(scale),
        to=None if to is None else typed.typed(lambda: paper(to)),
        cover=cover,
    )
    work(session, file, typed.target(file, out, "tiles"), options)
