"""The commands that write a project's own files, and the command that examines the machine."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from .. import complete
from ..options import flag, value
from ..session import Session


def new(
    session: Session,
    kind: Literal["campaign", "area", "language", "layout", "theme", "interface"],
    name: str,
    campaign: Annotated[
        str | None,
        value(
            "C",
            "Whose: for a layout (needed if there are several) or a language.",
            complete.campaigns,
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        list[str] | None,
        value(
            "F",
            "For a layout, such as a5, or a5,a4: the first is drawn for. Default: a4.",
            complete.formats,
        ),
    ] = None,
    colour: Annotated[
        list[str] | None,
        value(
            "ROLE=C,M,Y,K",
            "For a theme: stranger, ground, help or paper in percent of ink.",
        ),
    ] = None,
) -> None:
    """Begin a campaign, area, language, layout or theme with a commented file that validates.

    `interface` and a language begin the words of the studio in that language, in words/.
    """
    from ..new import new as work
    from ..typed import listed

    work(session, kind, name, campaign, listed(format), colour or ())


def init(
    session: Session,
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="A new or empty folder.")
    ] = Path(),
    empty: Annotated[
        str | None, value("NAME", "Begin another campaign instead of the shipped one.")
    ] = None,
    fonts: Annotated[bool, flag("--fonts", "Copy fonts/ too, to add fonts there.")] = False,
) -> None:
    """Copy the campaign that comes with cease into a folder, ready to edit.

    Fonts stay with the program: a project without fonts/ of its own uses those.
    """
    from ..init import init as work

    work(session, folder, empty, fonts=fonts)


def import_areas(
    session: Session,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A workbook (.xlsx), or CSV in UTF-8; see above.")
    ],
    sheet: Annotated[
        str,
        value("NAME", "The sheet of a workbook to read. Default: the first with words in it."),
    ] = "",
    dry_run: Annotated[
        bool, flag("--dry-run", "Say what would be done, and write nothing.")
    ] = False,
    replace: Annotated[
        bool,
        flag(
            "--replace",
            "Write again the areas that are there. What has no column in the table stays.",
        ),
    ] = False,
) -> None:
    """Write a file in content/areas/ for each row of a spreadsheet: .xlsx, or CSV UTF-8.

    A row with a mistake is refused, with the reason; the other rows are not. The first row, or
    the first beneath a title, names the columns, in any order:

    \b
    area              the file's name: small letters, figures, hyphens
    title             the area's name as people write it
    region, police…   each name, number and link that campaigns ask for
    numbers.NAME      a number of your own; also names.NAME and links.NAME
    contact 1 place   whose number it is; up to 8 contacts
    contact 1 number  the number (LIST 1 place where there are several lists)
    own heading…      words of the area's own: sentence, name, role, number, address
    logo 1 file       a partner's logo, beside the areas' files; up to 8
    logo 1 alt        whose logo it is, for those who cannot see it
    logo 1 dark       the partner's version for light grounds; black: for black alone
    logo 1 lead       yes for the partner who leads
    imprint…          who publishes it: publisher, date, reference, formats
    verified by       who rang every number and opened every address
    verified on       when, such as 2026-03-31
    test              yes for an area with numbers that ring nobody
    """
    from ..areas import import_areas as work

    work(session, file, sheet=sheet, dry_run=dry_run, replace_old=replace)


def take_in_logo(
    session: Session,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="SVG, PDF, PNG, JPEG or TIFF, at most 5 MB.")
    ],
    name: Annotated[str, value("NAME", "What to call it. Default: as the file.")] = "",
) -> None:
    """Draw a partner's logo anew, into content/areas/logos/.

    What came is compared with what is kept. No file is ever overwritten.
    """
    from ..areas import take_in_logo as work

    work(session, file, name)


def schema(
    session: Session,
    check: Annotated[
        bool, flag("--check", "Write nothing; fail if a schema is missing or stale.")
    ] = False,
) -> None:
    """Write JSON Schemas to schemas/, so that editors complete keys and explain them."""
    from ..schemas import schemas

    schemas(session, check=check)


def doctor(session: Session) -> None:
    """Say what is installed and what is missing."""
    from ..doctor import doctor as work

    work(session)


def studio(
    session: Session,
    port: Annotated[int, value("N", "Of this computer. Default: any free one.")] = 0,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open it in the browser.")
    ] = True,
    host: Annotated[
        str,
        value(
            "ADDRESS",
            "Let others in the network open it, with a password: the address that this computer "
            "has there.",
        ),
    ] = "127.0.0.1",
    password_file: Annotated[
        Path | None,
        value(
            "FILE",
            "The file with the password. Else it is in CEASE_STUDIO_PASSWORD, or is asked for.",
        ),
    ] = None,
    interface: Annotated[
        str | None,
        value("TAG", "The studio in another language: its words in words/<tag>/ of the project."),
    ] = None,
) -> None:
    """Edit the words, numbers and addresses of a project in the browser."""
    from ..studio import studio as work

    work(
        session, port, host=host, password_file=password_file, browser=browser, interface=interface
    )
