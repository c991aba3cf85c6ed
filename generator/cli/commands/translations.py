"""The commands that send words to translators and import their work."""

from pathlib import Path
from typing import Annotated

import typer

from .. import complete
from ..options import CampaignOption, EveryLanguage, JobsOption, output, value
from ..session import Session


def status(
    session: Session,
    campaign: CampaignOption = None,
    language: EveryLanguage = None,
    jobs: JobsOption = 0,
) -> None:
    """Say for each language how much is translated, stale and reviewed, and what fits."""
    from ..translation_status import status as work
    from ..typed import listed

    work(session, listed(campaign), listed(language), jobs)


def export(
    session: Session,
    language: Annotated[
        str,
        typer.Argument(
            autocompletion=complete.languages, metavar="LANGUAGE", help="Such as pl or ur."
        ),
    ],
    campaign: Annotated[
        str | None, value("C", "Needed if there are several.", complete.campaigns)
    ] = None,
    out: Annotated[Path | None, output("FILE", "Default: <campaign>-<language>.po.")] = None,
) -> None:
    """Write a PO file for a translator, with what is translated already, and the terms."""
    from ..translate import export as work

    work(session, language, [campaign] if campaign else [], out)


def import_translation(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The PO file that came back.")],
    reviewed_by: Annotated[
        str, value("NAME", "Who has read every sentence, but for the fuzzy ones.")
    ] = "",
    reviewed_on: Annotated[str, value("DATE", "When. Default: today.")] = "",
) -> None:
    """Take in a translator's PO file, or nothing of it if anything in it is wrong."""
    from ..translate import import_file as work

    work(session, file, reviewed_by, reviewed_on)


def review(
    session: Session,
    language: Annotated[
        str,
        typer.Argument(
            autocompletion=complete.languages, metavar="LANGUAGE", help="Such as pl or ur."
        ),
    ],
    blocks: Annotated[
        list[str], typer.Argument(metavar="BLOCK...", help="Such as survey; all: every block.")
    ],
    reviewed_by: Annotated[str, value("NAME", "Who has read them against the original.")],
    campaign: Annotated[
        str | None, value("C", "Needed if there are several.", complete.campaigns)
    ] = None,
    reviewed_on: Annotated[str, value("DATE", "When. Default: today.")] = "",
) -> None:
    """Note that somebody has read blocks of a translation against the original."""
    from ..translate import review as work

    work(session, language, blocks, [campaign] if campaign else [], reviewed_by, reviewed_on)


def same(
    session: Session,
    sentences: Annotated[
        list[str],
        typer.Argument(
            metavar="SENTENCE...", help="Such as question.0; or a block: all of it that is stale."
        ),
    ],
    campaign: Annotated[
        str | None, value("C", "Needed if there are several.", complete.campaigns)
    ] = None,
    language: EveryLanguage = None,
    was: Annotated[
        str, value("WORDS", "What the English was. Needed if translations differ in it.")
    ] = "",
) -> None:
    """Note that the English has changed and its meaning has not: translations stay as they are."""
    from ..translate import same as work
    from ..typed import listed

    work(session, sentences, [campaign] if campaign else [], listed(language), was)
