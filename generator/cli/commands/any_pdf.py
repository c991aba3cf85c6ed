"""The commands that take any PDF: to check it, and to put its pages on sheets."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from .. import complete
from ..options import flag, length, output, value
from ..session import Session

File = Annotated[Path, typer.Argument(metavar="FILE.pdf", help="Any PDF.")]
Pages = Annotated[str, value("N", "Such as 1-4,7. Default: all of them.")]
OrientationOption = Annotated[
    Literal["auto", "portrait", "landscape"],
    typer.Option(help="auto: whichever takes the fewest sheets."),
]
AsManyAsFit = Annotated[int, typer.Option(min=0, max=100, help="0: as many as fit.")]


def check(
    session: Session,
    files: Annotated[list[Path], typer.Argument(metavar="FILE.pdf…", help="Any PDFs.")],
    profile: Annotated[
        str,
        value(
            "P",
            "Such as pdfx4, pdfx1a, press-coated, office, mono or screen. "
            "Default: what the file declares, or office.",
            complete.profiles,
        ),
    ] = "",
    standard: Annotated[
        list[str] | None,
        value(
            "S",
            "Check by pdfx4, pdfx1a, pdfua1, pdfa2a, pdfa2b or pdfa2u, alone or beside "
            "--profile. Default: what the file claims.",
        ),
    ] = None,
    with_verapdf: Annotated[
        bool, flag("--verapdf", "Ask veraPDF too, about PDF/UA and PDF/A.")
    ] = False,
    plain: Annotated[
        bool, flag("--plain", "Say in plain words what was checked, for people who do not print.")
    ] = False,
    annotate: Annotated[
        Path | None,
        value(
            "OUT.pdf",
            "Write a copy that shows where each problem is. For several files, name a folder.",
        ),
    ] = None,
) -> None:
    """Check any PDFs as a print service would: what is wrong, where, and how to mend it."""
    from ..check import CheckOptions
    from ..check import check as work
    from ..typed import listed

    work(session, files, CheckOptions(profile, listed(standard), with_verapdf, plain), annotate)


def impose(
    session: Session,
    file: File,
    out: Annotated[Path | None, output("OUT.pdf", "Default: FILE--imposed.pdf, here.")] = None,
    sheet: Annotated[str, value("S", "a4, a3, sra3, sra2, … or 320x450 (mm).")] = "sra3",
    orientation: OrientationOption = "auto",
    booklet: Annotated[
        bool, flag("--booklet", "Put two pages on each side of a sheet, to fold and staple.")
    ] = False,
    binding: Annotated[
        Literal["auto", "left", "right"],
        typer.Option(help="The side a booklet is bound on. auto: as its language is read."),
    ] = "auto",
    creep: Annotated[float, length(2, "How thick a booklet's paper is.")] = 0.0,
    pages: Pages = "",
    columns: AsManyAsFit = 0,
    rows: AsManyAsFit = 0,
    gutter: Annotated[
        str | None, value("MM", "6, or 6,10 across and down. Default: twice the bleed.")
    ] = None,
    margin: Annotated[float, length(200, "The least from a piece to the edge.")] = 0.0,
    bleed: Annotated[float | None, length(50, "The most to use. Default: all there is.")] = None,
    scale: Annotated[str, value("P", "Such as 70%, or fit.")] = "100%",
    order: Annotated[
        Literal["repeat", "stack", "across"],
        typer.Option(help="stack: pages are in order once stacks are cut and piled."),
    ] = "repeat",
    sides: Annotated[
        Literal["auto", "one", "sheetwise", "turn", "tumble"],
        typer.Option(help="turn, tumble: both sides are on one plate."),
    ] = "auto",
    turn_on: Annotated[
        Literal["auto", "long", "short"],
        typer.Option(help="The edge a sheet is turned on, for its back."),
    ] = "auto",
    head_to_foot: Annotated[
        bool, flag("--head-to-foot", "Backs upside down, as in a calendar.")
    ] = False,
    fold: Annotated[
        list[str] | None, value("MM", "From a piece's left, 85; from its top, y55.")
    ] = None,
    marks: Annotated[
        str, value("M", "Any of cut,fold,registration,slug, or none.")
    ] = "cut,fold,registration,slug",
    dummy: Annotated[
        bool, flag("--dummy", "Draw page numbers, cuts and folds only, to try out.")
    ] = False,
) -> None:
    """Put the pages of a PDF on sheets: side by side, or as a booklet.

    Unless you choose otherwise, each page, or pair of pages back to back, fills its own sheets.
    """
    from generator.press.impose import ImposeOptions
    from generator.press.papers import paper
    from generator.press.plan import Lines
    from .. import typed
    from ..sheets import impose as work

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
    out: Annotated[Path | None, output("OUT.pdf", "Default: FILE--tiles.pdf, here.")] = None,
    sheet: Annotated[str, value("S", "a4, a3, … or 210x297 (mm).")] = "a4",
    orientation: OrientationOption = "auto",
    pages: Pages = "",
    overlap: Annotated[float, length(200, "What neighbours share.")] = 10.0,
    margin: Annotated[float, length(100, "The edge the printer cannot print on.")] = 5.0,
    to: Annotated[str | None, value("S", "Make the poster this size, such as a1.")] = None,
    scale: Annotated[str, value("P", "Make it larger or smaller, such as 200%.")] = "100%",
    cover: Annotated[
        bool, flag("--cover", "Begin with a sheet that says how to put it together.")
    ] = False,
) -> None:
    """Spread a poster over small sheets, to be cut and glued together."""
    from generator.press.papers import paper
    from generator.press.tile import TileOptions
    from .. import typed
    from ..sheets import tile as work

    if to is not None and scale != "100%":
        raise typed.wrong_choice(
            "--to and --scale both say how large it becomes", "give one of them"
        )
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
