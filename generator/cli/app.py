"""The commands and their options. What each does is imported when it is run."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from generator import __version__
from generator.cli import complete, sheeting
from generator.cli.session import session

app = typer.Typer(
    help="Leaflets and posters ready to print, from content and layouts in YAML.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

areas = typer.Typer(
    help="Make areas from a spreadsheet.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(areas, name="areas")
translate = typer.Typer(
    help="Send words to translators, and take translations in.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(translate, name="translate")

Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME]…",
        help="Layouts, each with a format if you like: poster-story, poster-story-a4.",
        autocompletion=complete.layouts,
    ),
]
Campaigns = Annotated[
    list[str] | None,
    typer.Option(
        "--campaign",
        autocompletion=complete.campaigns,
        metavar="C",
        help="Default: every campaign.",
    ),
]
Languages = Annotated[
    list[str] | None,
    typer.Option(
        "--language",
        autocompletion=complete.languages,
        metavar="L",
        help="Such as pl or ur. Default: the one content/languages.yaml names.",
    ),
]
Areas = Annotated[
    list[str] | None,
    typer.Option(
        "--area",
        autocompletion=complete.areas,
        metavar="A",
        help="Files in content/areas/. Default: the one that says `default: true`.",
    ),
]
Layouts = Annotated[
    list[str] | None,
    typer.Option("--layout", autocompletion=complete.layouts, metavar="X", help="Same as NAME."),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        autocompletion=complete.formats,
        metavar="F",
        help="Such as a4. Default: those the layout names.",
    ),
]
Editions = Annotated[
    list[str] | None,
    typer.Option(
        "--edition",
        autocompletion=complete.editions,
        metavar="E",
        help="Such as press or html. Default: those that say `default: true`.",
    ),
]
Printers = Annotated[
    list[str] | None,
    typer.Option(
        "--printer",
        autocompletion=complete.printers,
        metavar="P",
        help="For a press: this printer in place of the edition's own.",
    ),
]
Standards = Annotated[
    list[str] | None,
    typer.Option(
        "--standard",
        autocompletion=complete.standards,
        metavar="S",
        help="For a press: pdfx4 or pdfx1a in place of the edition's own.",
    ),
]
ProjectFolder = Annotated[
    Path | None,
    typer.Option(
        "--project",
        metavar="DIR",
        help="A project's folder. Default: the nearest around this one, or what ships with cease.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, nothing else.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where a bug happened.")]
Dpi = Annotated[
    int | None,
    typer.Option(
        "--dpi",
        min=18,
        max=1200,
        help="Pixels per inch. Default: 150, or what contact sheets need.",
    ),
]


class Listed(StrEnum):
    """What `cease list` can list."""

    CAMPAIGNS = "campaigns"
    LAYOUTS = "layouts"
    LANGUAGES = "languages"
    AREAS = "areas"
    EDITIONS = "editions"
    PRINTERS = "printers"
    FORMATS = "formats"
    OUTPUTS = "outputs"


class Kind(StrEnum):
    """What `cease new` can begin."""

    CAMPAIGN = "campaign"
    AREA = "area"
    LANGUAGE = "language"
    LAYOUT = "layout"


def _version(wanted: bool) -> None:
    if wanted:
        print(f"cease {__version__}")
        raise typer.Exit


@app.callback()
def _cease(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass


def _choice(names: list[str] | None, everything: bool = False, **chosen: list[str] | None) -> Any:
    """What to build. Raises `WrongChoice` if everything is asked for, and less."""
    from generator.cli.typed import listed, wrong
    from generator.jobs.choosing import Choice

    found = {key: listed(value) for key, value in {"names": names, **chosen}.items()}
    narrower = [key for key, value in found.items() if value]
    if everything and narrower:
        option = "a NAME" if narrower[0] == "names" else f"--{narrower[0].removesuffix('s')}"
        hint = "leave one of them out; `all` is a value of each option, as in --language all"
        raise wrong(f"--all is everything, and {option} chooses from it", hint)
    return Choice.everything() if everything else Choice(**found)


@app.command()
def build(
    names: Names = None,
    campaign: Campaigns = None,
    language: Languages = None,
    area: Areas = None,
    layout: Layouts = None,
    format: Formats = None,  # noqa: A002 - the option's name
    edition: Editions = None,
    printer: Printers = None,
    standard: Standards = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Every layout, format, edition, language, area and campaign."),
    ] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="How many processes. 0: as many as help.")
    ] = 0,
    force: Annotated[
        bool, typer.Option("--force", help="Make files again that are up to date.")
    ] = False,
    release: Annotated[
        bool,
        typer.Option(
            "--release",
            help="Refuse what may not be handed out yet, such as drafts and unchecked numbers.",
        ),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="Default: output/ in the project."),
    ] = None,
    project: ProjectFolder = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Make every layout in the default language, area and editions, or what you choose.

    A choice may be several names with commas between, may be given again, and may be `all`.
    """
    with session(json=json, debug=debug, project=project) as run:
        from generator.cli.build import build as work

        choice = _choice(
            names,
            everything,
            campaigns=campaign,
            languages=language,
            areas=area,
            layouts=layout,
            formats=format,
            editions=edition,
            printers=printer,
            standards=standard,
        )
        work(run, choice, out or run.output, workers=jobs, force=force, release=release)


@app.command()
def check(
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
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Judge any PDFs as a print service would: what is wrong, where, and how to mend it."""
    with session(json=json, debug=debug, project=None) as run:
        from generator.cli.check import Asked
        from generator.cli.check import check as work
        from generator.cli.typed import listed

        asked = Asked(profile, listed(standard), with_verapdf)
        work(run, files, asked, annotate)


@app.command("list")
def list_(
    what: Listed,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="DIR",
            help="For outputs: the folder they are in. Default: output/ in the project.",
        ),
    ] = None,
    project: ProjectFolder = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """List what the project has, and with `outputs` what is in its output folder."""
    with session(json=json, debug=debug, project=project) as run:
        from generator.cli.listing import listing, outputs

        if what is Listed.OUTPUTS:
            outputs(run, out or run.output)
        else:
            listing(run, what)


@app.command()
def validate(
    area: Areas = None,
    language: Languages = None,
    project: ProjectFolder = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Read every YAML file, and tell all problems in one pass.

    With --area or --language, look at those only: areas in the default language, languages for
    the default area, unless both are given.
    """
    with session(json=json, debug=debug, project=project) as run:
        from generator.cli.build import validate as work
        from generator.cli.typed import listed

        work(run, listed(area), listed(language))


@app.command()
def preview(
    names: Names = None,
    campaign: Campaigns = None,
    language: Languages = None,
    area: Areas = None,
    layout: Layouts = None,
    format: Formats = None,  # noqa: A002 - the option's name
    edition: Editions = None,
    printer: Printers = None,
    standard: Standards = None,
    all_languages: Annotated[
        bool,
        typer.Option(
            "--all-languages",
            help="For each layout a contact sheet of every language, and one web page of them all.",
        ),
    ] = False,
    guides: Annotated[
        bool, typer.Option("--guides", help="Draw trims, folds, safe zones, frames and grids.")
    ] = False,
    dpi: Dpi = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Where the pictures go.")
    ] = Path("preview"),
    project: ProjectFolder = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Make a picture (PNG) of each page."""
    with session(json=json, debug=debug, project=project) as run:
        choice = _choice(
            names,
            campaigns=campaign,
            languages=language,
            areas=area,
            layouts=layout,
            formats=format,
            editions=edition,
            printers=printer,
            standards=standard,
        )
        if all_languages:
            from generator.cli.overview import overview

            overview(run, choice, out, dpi=dpi, guides=guides)
        else:
            from generator.cli.preview import preview as work

            work(run, choice, out, dpi=dpi or 150, guides=guides)


@app.command()
def new(
    kind: Kind,
    name: str,
    campaign: Annotated[
        str | None,
        typer.Option(
            "--campaign",
            autocompletion=complete.campaigns,
            metavar="C",
            help="Whose: for a layout or a language.",
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        list[str] | None,
        typer.Option(
            "--format",
            autocompletion=complete.formats,
            metavar="F",
            help="For a layout, such as a5, or a5,a4: the first is drawn for. Default: a4.",
        ),
    ] = None,
    project: ProjectFolder = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Begin a campaign, area, language or layout with a commented file that validates."""
    with session(json=json, debug=debug, project=project) as run:
        from generator.cli.new import new as work
        from generator.cli.typed import listed

        work(run, kind, name, campaign, listed(format))


@app.command()
def init(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="A new or empty folder.")
    ] = Path(),
    empty: Annotated[
        str | None,
        typer.Option(
            "--empty", metavar="NAME", help="Begin another campaign instead of the shipped one."
        ),
    ] = None,
    fonts: Annotated[
        bool, typer.Option("--fonts", help="Copy fonts/ too, to add fonts there.")
    ] = False,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Copy the campaign that comes with cease into a folder, ready to edit.

    Fonts stay with the program: a project without fonts/ of its own uses those.
    """
    with session(json=json, debug=debug, project=None) as run:
        from generator.cli.init import init as work

        work(run, folder, empty, fonts=fonts)


@areas.command("import")
def import_areas(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A workbook (.xlsx), or CSV in UTF-8; see above.")
    ],
    sheet: Annotated[
        str,
        typer.Option(
            "--sheet",
            metavar="NAME",
            help="The sheet of a workbook to read. Default: the first with words in it.",
        ),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")
    ] = False,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
            help="Write again the areas that are there. What has no column in the table stays.",
        ),
    ] = False,
    project: ProjectFolder = None,
    json: Json = False,
    debug: Debug = False,
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
    verified by       who rang every number and opened every address
    verified on       when, such as 2026-03-31
    test              yes for an area with numbers that ring nobody
    """
    with session(json=json, debug=debug, project=project) as run:
        from generator.cli.areas import import_areas as work

        work(run, file, sheet=sheet, dry_run=dry_run, replace_old=replace)


@translate.command()
def status(
    campaign: Campaigns = None,
    language: Languages = None,
    project: ProjectFolder = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Say for each language how much is translated, stale and reviewed, and what fits."""
    with session(json=json, debug=debug, project=project) as run:
        from generator.cli.translate import status as work
        from generator.cli.typed import listed

        work(run, listed(campaign), listed(language))


@translate.command()
def export(
    language: Annotated[
        str,
        typer.Argument(
            autocompletion=complete.languages, metavar="LANGUAGE", help="Such as pl or ur."
        ),
    ],
    campaign: Annotated[
        str | None,
        typer.Option(
            "--campaign",
            autocompletion=complete.campaigns,
            metavar="C",
            help="Needed if there are several.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Default: <campaign>-<language>.po."),
    ] = None,
    project: ProjectFolder = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Write a PO file for a translator, with what is translated already, and the terms."""
    with session(json=json, debug=debug, project=project) as run:
        from generator.cli.translate import export as work

        work(run, language, [campaign] if campaign else [], out)


@translate.command("import")
def import_translation(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The PO file that came back.")],
    reviewed_by: Annotated[
        str,
        typer.Option(
            "--reviewed-by",
            metavar="NAME",
            help="Who has read every sentence, but for the fuzzy ones.",
        ),
    ] = "",
    reviewed_on: Annotated[
        str, typer.Option("--reviewed-on", metavar="DATE", help="When. Default: today.")
    ] = "",
    project: ProjectFolder = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Take in a translator's PO file, or nothing of it if anything in it is wrong."""
    with session(json=json, debug=debug, project=project) as run:
        from generator.cli.translate import import_file as work

        work(run, file, reviewed_by, reviewed_on)


sheeting.add_to(app)


@app.command()
def schema(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if a schema is missing or stale.")
    ] = False,
    project: ProjectFolder = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Write JSON Schemas to schemas/, so that editors complete keys and explain them."""
    with session(json=json, debug=debug, project=project) as run:
        from generator.cli.schemas import schemas

        schemas(run, check=check)


@app.command()
def doctor(project: ProjectFolder = None, json: Json = False, debug: Debug = False) -> None:
    """Say what is installed and what is missing."""
    with session(json=json, debug=debug, project=project) as run:
        from generator.cli.doctor import doctor as work

        work(run)
