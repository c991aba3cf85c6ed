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
    help="Bring areas in.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(areas, name="areas")
translate = typer.Typer(
    help="Hand words to translators and take them back.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(translate, name="translate")

Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME]…",
        help="Layouts, with a format if wanted: poster-story, poster-story-a4.",
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
        help="As in content/languages.yaml.",
    ),
]
Areas = Annotated[
    list[str] | None,
    typer.Option(
        "--area", autocompletion=complete.areas, metavar="A", help="As in content/areas/."
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
        help="Default: what the layout says.",
    ),
]
Editions = Annotated[
    list[str] | None,
    typer.Option(
        "--edition", autocompletion=complete.editions, metavar="E", help="Such as press or office."
    ),
]
Printers = Annotated[
    list[str] | None,
    typer.Option(
        "--printer",
        autocompletion=complete.printers,
        metavar="P",
        help="Instead of the edition's own, for a press.",
    ),
]
Standards = Annotated[
    list[str] | None,
    typer.Option(
        "--standard",
        autocompletion=complete.standards,
        metavar="S",
        help="pdfx4 or pdfx1a, instead of the edition's own.",
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
        help="Resolution. Default: 150, or what thumbnails need with --all-languages.",
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
    from generator.build.jobs import Choice
    from generator.cli.typed import listed, wrong

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
    everything: Annotated[bool, typer.Option("--all", help="Everything there is.")] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="Processes; 0: as many as are worth it.")
    ] = 0,
    force: Annotated[bool, typer.Option("--force", help="Make files anew if up to date.")] = False,
    release: Annotated[
        bool,
        typer.Option(
            "--release", help="Refuse translations that are stale or not reviewed, and test areas."
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
    """Make PDFs: every layout in the default language, area and editions, or what is chosen.

    Every choice can be repeated, be a list with commas, and be `all`.
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
            help="Such as pdfx4, pdfx1a, pdfua1 or pdfa2a: the standard alone, or with --profile "
            "both. Default: what the file claims.",
        ),
    ] = None,
    with_verapdf: Annotated[
        bool, typer.Option("--verapdf", help="Ask veraPDF too, of PDF/UA and PDF/A.")
    ] = False,
    annotate: Annotated[
        Path | None,
        typer.Option(
            "--annotate",
            metavar="OUT.pdf",
            help="A copy with what was found drawn on it; of several files, a folder of copies.",
        ),
    ] = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Judge any PDFs as a print service would: what is wrong, where, and how to mend it."""
    with session(json=json, debug=debug, project=None) as run:
        from generator.cli.check import Asked
        from generator.cli.check import check as work

        asked = Asked(profile, tuple(standard or ()), with_verapdf)
        work(run, files, asked, annotate)


@app.command("list")
def list_(
    what: Listed,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="Of outputs. Default: output/."),
    ] = None,
    project: ProjectFolder = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """List what the project has."""
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
    """Read every YAML file and tell of all problems in one pass.

    With --area or --language, only of those: areas in the default language, languages for the
    default area, unless both are given.
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
            help="A contact sheet of each layout in every language, and a page with all of them.",
        ),
    ] = False,
    guides: Annotated[
        bool, typer.Option("--guides", help="Draw trim, folds, safe zones, frames and grids.")
    ] = False,
    dpi: Dpi = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Where the pictures go.")
    ] = Path("preview"),
    project: ProjectFolder = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Make page images (PNG) of finished files."""
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
            help="For a layout or a language.",
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        list[str] | None,
        typer.Option(
            "--format",
            autocompletion=complete.formats,
            metavar="F",
            help="For a layout: a5, or a5,a4, drawn for the first. Default: a4.",
        ),
    ] = None,
    project: ProjectFolder = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Begin a campaign, area, language or layout: a commented file that validates."""
    with session(json=json, debug=debug, project=project) as run:
        from generator.cli.new import new as work
        from generator.cli.typed import listed

        work(run, kind, name, campaign, listed(format))


@app.command()
def init(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="New or empty. Default: this folder.")
    ] = Path(),
    empty: Annotated[
        str | None,
        typer.Option(
            "--empty", metavar="NAME", help="Begin another campaign instead of the shipped one."
        ),
    ] = None,
    fonts: Annotated[
        bool, typer.Option("--fonts", help="Copy fonts/ too, to add to them.")
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
            "--sheet", metavar="NAME", help="Of a workbook's sheets; else the first with words."
        ),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be done, and write nothing.")
    ] = False,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
            help="Write areas anew that are there already; what a table has no columns for stays.",
        ),
    ] = False,
    project: ProjectFolder = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Write a file in content/areas/ for each row of a spreadsheet: .xlsx, or CSV UTF-8.

    A bad row is refused with its reasons, and never stops the others. The first row, or the first
    beneath a title, names the columns, in any order:

    \b
    area              the file's name: small letters, figures, hyphens
    title             the area's name as people write it
    region, police…   each name, number and link that campaigns ask for
    numbers.NAME      a number of your own; so names.NAME, links.NAME
    contact 1 place   whose number it is; up to 8 contacts
    contact 1 number  (LIST 1 place where there are several lists)
    verified by       who rang every number and opened every address
    verified on       and when, as 2026-03-31
    logo 1 file       a partner's logo, beside the areas' files; up to 8
    logo 1 alt        and whose it is, for those who cannot see it
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
    """Tell for each language how much is translated, stale, reviewed, and fits."""
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
    """Write a PO file for a translator, with what is translated already."""
    with session(json=json, debug=debug, project=project) as run:
        from generator.cli.translate import export as work

        work(run, language, [campaign] if campaign else [], out)


@translate.command("import")
def import_translation(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A PO file that was exported.")],
    reviewed_by: Annotated[
        str,
        typer.Option("--reviewed-by", metavar="NAME", help="Who read all of it, fuzzy ones apart."),
    ] = "",
    reviewed_on: Annotated[
        str, typer.Option("--reviewed-on", metavar="DATE", help="When. Default: today.")
    ] = "",
    project: ProjectFolder = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Take a translator's PO file in, or nothing of it if anything in it is wrong."""
    with session(json=json, debug=debug, project=project) as run:
        from generator.cli.translate import take_in as work

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
    """Tell what is installed, what is found and what is missing."""
    with session(json=json, debug=debug, project=project) as run:
        from generator.cli.doctor import doctor as work

        work(run)
