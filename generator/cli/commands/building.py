"""The commands that make pieces, and those that say what they are made of."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ..options import (
    EveryArea,
    EveryLanguage,
    JobsOption,
    WhereOption,
    flag,
    output,
    value,
)
from ..session import Session

if TYPE_CHECKING:
    from generator.jobs.choosing import Choice
    from generator.jobs.where import Condition


def build(
    session: Session,
    choice: "Choice",
    everything: Annotated[
        bool, flag("--all", "Every layout, format, edition, language, area and campaign.")
    ] = False,
    where: WhereOption = None,
    jobs: JobsOption = 0,
    cluster: Annotated[
        str | None, value("ADDRESS", "Let the workers of this Dask scheduler make the files.")
    ] = None,
    force: Annotated[bool, flag("--force", "Make files again that are up to date.")] = False,
    release: Annotated[
        bool,
        flag(
            "--release",
            "Refuse what may not be handed out yet, such as drafts and unchecked numbers.",
        ),
    ] = False,
    fail_fast: Annotated[bool, flag("--fail-fast", "Stop at the first file that fails.")] = False,
    gallery: Annotated[
        bool, flag("--gallery", "Then make a page of what is in the folder, as cease gallery does.")
    ] = False,
    zip_file: Annotated[
        Path | None,
        typer.Option(
            "--zip",
            metavar="FILE.zip",
            help="Then put the files in a zip, with what was checked in plain words.",
        ),
    ] = None,
    copies: Annotated[
        str, value("N", "For the letter in the zip: how many are to be printed.")
    ] = "",
    sender: Annotated[str, value("WHO", "For the letter: the name of whoever sends it.")] = "",
    contact: Annotated[
        str, value("HOW", "For the letter: the sender's telephone number and e-mail address.")
    ] = "",
    deliver_to: Annotated[str, value("WHERE", "For the letter: where to deliver.")] = "",
    needed_by: Annotated[str, value("WHEN", "For the letter: by when.")] = "",
    dry_run: Annotated[
        bool, flag("--dry-run", "Make nothing: say how many files, how long, and how large.")
    ] = False,
    explain: Annotated[
        Path | None, value("FILE", "Make nothing: say why this file would be made again.")
    ] = None,
    prune: Annotated[
        bool,
        flag("--prune", "Make nothing: list files whose area, language or the like is no more."),
    ] = False,
    yes: Annotated[bool, flag("--yes", "With --prune: remove these files.")] = False,
    out: Annotated[Path | None, output("DIR", "Default: output/ in the project.")] = None,
) -> None:
    """Make every layout in the default language, area and editions, or what you choose.

    A choice may be several names with commas between, may be given again, and may be `all`.
    """
    from .. import upkeep
    from ..alone import check_together, option_of
    from ..build import BuildAs
    from ..build import build as work
    from ..typed import wrong_choice

    options = {"--dry-run": dry_run, "--explain": explain, "--prune": prune, "--yes": yes,
               "--jobs": jobs, "--cluster": cluster, "--force": force, "--release": release,
               "--fail-fast": fail_fast, "--gallery": gallery,
               "--zip": zip_file is not None, "--copies": copies, "--sender": sender,
               "--contact": contact, "--deliver-to": deliver_to,
               "--needed-by": needed_by}  # fmt: skip
    choosing = {option_of(name): values for name, values in choice._asdict().items()}
    check_together(options, {**choosing, "--all": everything, "--where": where})
    if cluster is not None and not cluster.strip():  # as of a variable that is not set
        hint = "give that of a scheduler, as in --cluster tcp://192.0.2.7:8786"
        raise wrong_choice("--cluster has no address", hint)
    chosen = _every(choice) if everything else choice
    folder = out or session.output
    if explain is not None:
        upkeep.explain(session, folder, explain)
        return
    if prune:
        upkeep.prune(session, folder, confirmed=yes)
        return
    how = BuildAs(jobs, cluster or "", force, release, fail_fast, _condition(where))
    parcel = None
    if zip_file is not None:
        from ..parcel import Parcel

        parcel = Parcel.of(zip_file, (copies, sender, contact, deliver_to, needed_by))
    if dry_run:
        upkeep.dry_run(session, chosen, folder, how)
    else:
        work(session, chosen, folder, how)
        if gallery:
            from ..gallery import gallery as show

            show(session, folder)
        if parcel is not None:
            parcel.write(session, folder)


def watch(
    session: Session,
    choice: "Choice",
    where: WhereOption = None,
    image: Annotated[Path, value("DIR", "Where the pictures go.")] = Path("preview"),
    out: Annotated[Path | None, output("DIR", "Default: output/ in the project.")] = None,
) -> None:
    """Build what you choose, and again at each save of a file, until you press Ctrl-C.

    Pictures of first pages come first, then files and checks as of a build, then what is new.

    Signs before problems: ✕ it came, ✓ it went, · it stays. With --json each line is an object.
    """
    from generator.jobs.watching import WatchedPieces
    from ..watch import watch as work

    work(session, WatchedPieces(choice, out or session.output, image, _condition(where)))


def verify(
    session: Session,
    out: Annotated[Path | None, output("DIR", "Default: output/ in the project.")] = None,
) -> None:
    """Read every finished file again, and report those that are not as they were made."""
    from ..upkeep import verify as work

    work(session, out or session.output)


def _condition(text: str | None) -> "Condition | None":
    """The condition after --where. Raises `WrongChoice`."""
    if text is None:
        return None
    from generator.jobs.where import condition

    return condition(text)


def _every(choice: "Choice") -> "Choice":
    """The choice of everything. Raises `WrongChoice` if less was chosen beside it."""
    from ..alone import option_of
    from ..typed import wrong_choice

    narrower = [option_of(name) for name, values in choice._asdict().items() if values]
    if narrower:
        hint = "leave one of them out; `all` is a value of each option, as in --language all"
        raise wrong_choice(f"--all is everything, and {narrower[0]} chooses from it", hint)
    return choice.everything()


def preview(
    session: Session,
    choice: "Choice",
    all_languages: Annotated[
        bool,
        flag(
            "--all-languages",
            "For each layout a contact sheet of every language, and one web page of them all.",
        ),
    ] = False,
    guides: Annotated[
        bool, flag("--guides", "Draw trims, folds, safe zones, frames and grids.")
    ] = False,
    dpi: Annotated[
        int | None,
        typer.Option(
            min=18, max=1200, help="Pixels per inch. Default: 150, or what contact sheets need."
        ),
    ] = None,
    pixels: Annotated[
        str | None,
        value("W×H", "So many pixels exactly, such as 1200x630, with the page as large as fits."),
    ] = None,
    kind: Annotated[
        Literal["png", "jpeg", "webp"], typer.Option("--type", help="The kind of pictures.")
    ] = "png",
    out: Annotated[Path, output("DIR", "Where the pictures go.")] = Path("preview"),
) -> None:
    """Make a picture of each page."""
    from .. import typed
    from ..build import PreviewAs, overview
    from ..build import preview as work

    size = typed.pixels(pixels) if pixels else None
    _check_together(size is not None, dpi is not None, guides, all_languages, kind)
    if all_languages:
        overview(session, choice, out, dpi=dpi, guides=guides)
    else:
        work(session, choice, out, PreviewAs(dpi, guides, size, kind))


def _check_together(pixels: bool, dpi: bool, guides: bool, all_languages: bool, kind: str) -> None:
    """Raise `WrongChoice` for options of which one would be without effect."""
    from ..typed import wrong_choice

    for given, option in ((dpi, "--dpi"), (guides, "--guides"), (all_languages, "--all-languages")):
        if pixels and given:
            raise wrong_choice(
                f"--pixels and {option} exclude one another", "leave one of them out"
            )
    if all_languages and kind != "png":
        raise wrong_choice("contact sheets are PNG", "leave --type out")


def web(
    session: Session,
    choice: "Choice",
    release: Annotated[
        bool, flag("--release", "Refuse what may not be handed out yet, such as drafts.")
    ] = False,
    out: Annotated[Path, output("DIR", "Where the folders go.")] = Path("web"),
) -> None:
    """Make a folder of web pages for a website: every language, an index, PDFs to download."""
    from ..web import web as work

    work(session, choice, out, release=release)


def gallery(
    session: Session,
    out: Annotated[
        Path | None, output("DIR", "The folder of files. Default: output/ in the project.")
    ] = None,
) -> None:
    """Make a page of what is in an output folder: index.html, with a picture of each piece."""
    from generator.jobs.manifest import need_manifest
    from ..gallery import gallery as work

    need_manifest(out or session.output)
    work(session, out or session.output)


def validate(
    session: Session,
    area: EveryArea = None,
    language: EveryLanguage = None,
    jobs: JobsOption = 0,
) -> None:
    """Read every YAML file, and report all problems in one pass.

    With --area or --language, look at those only: areas in the default language, languages for
    the default area, unless both are given.
    """
    from ..build import validate as work
    from ..typed import listed

    work(session, listed(area), listed(language), jobs)


ListedKind = Literal[
    "campaigns",
    "layouts",
    "languages",
    "areas",
    "editions",
    "printers",
    "formats",
    "themes",
    "outputs",
]


def list_(
    session: Session,
    what: ListedKind,
    where: WhereOption = None,
    out: Annotated[
        Path | None,
        output("DIR", "For outputs: the folder they are in. Default: output/ in the project."),
    ] = None,
) -> None:
    """List what the project has, and with `outputs` what is in its output folder."""
    from ..listing import list_names, list_outputs
    from ..typed import wrong_choice

    chosen = _condition(where)
    if what == "outputs":
        list_outputs(session, out or session.output, chosen)
    elif chosen:
        raise wrong_choice("--where chooses files", "list them with: cease list outputs")
    else:
        list_names(session, what)
