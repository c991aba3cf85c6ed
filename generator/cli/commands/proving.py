"""The commands that have pieces read and approved before they are printed."""

from pathlib import Path
from typing import Annotated

from ..options import (
    AreaOption,
    CampaignOption,
    FormatOption,
    LanguageOption,
    Names,
    ThemeOption,
    output,
    value,
)
from ..session import Session


def proof(
    session: Session,
    names: Names = None,
    campaign: CampaignOption = None,
    language: LanguageOption = None,
    area: AreaOption = None,
    format: FormatOption = None,  # noqa: A002 - the option's name
    theme: ThemeOption = None,
    out: Annotated[Path, output("DIR", "Where the proofs go.")] = Path("proof"),
) -> None:
    """Make a PDF of each piece to be read and signed: PROOF across every page, and in front a sheet
    with every number and address, what has changed since the last approval, and a place to sign.
    """
    from ..proof import choice_of, prove

    prove(session, choice_of(names, campaign, language, area, format, theme), out)


def approve(
    session: Session,
    names: Names = None,
    campaign: CampaignOption = None,
    language: LanguageOption = None,
    area: AreaOption = None,
    format: FormatOption = None,  # noqa: A002 - the option's name
    theme: ThemeOption = None,
    by: Annotated[str, value("NAME", "Who read the proof and approves it.")] = "",
    proof: Annotated[
        str, value("CODE", "The proof's code: refuse if the piece has changed since.")
    ] = "",
) -> None:
    """Record in content/approvals/ that somebody approves pieces as they are now.

    It stands until their words, numbers or pages change. A later build says what has.
    """
    from ..proof import approve as work
    from ..proof import choice_of

    work(session, choice_of(names, campaign, language, area, format, theme), by, proof)
