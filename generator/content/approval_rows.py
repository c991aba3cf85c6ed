"""The file of an area's approvals as rows: who approved which piece, when, and what it was then.

What was approved is kept in words as well as in digests, so that a later build can say what has
changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Annotated, Final, Literal

from generator.problems import Problem, error
from generator.source.fields import Field
from generator.source.rows import Row
from generator.source.text_patterns import DATE

APPROVALS: Final = "content/approvals"

ValueKind = Literal["number", "address", "code", "name", "logo", "picture"]


class ApprovedValue(Row):
    """Something on a piece that must be right to the last figure."""

    kind: ValueKind
    shown: str = Field("", description="What is printed, or for a picture what it shows")
    leads: str = Field(
        "", description="What it rings or opens; of a logo or a picture, a digest of its file"
    )


class ApprovedPage(Row):
    """A page as it looked at 150 dots per inch."""

    name: str
    size: str = Field(description="Width and height in mm")
    picture: str = Field(description="Digest of the whole picture (sha256)")
    parts: tuple[str, ...] = Field(
        (),
        description="Digest of each part of the picture, four figures each, row by row: they say "
        "where a page has changed",
    )


class Approval(Row):
    """A piece that somebody has approved."""

    campaign: str
    language: str
    layout: str
    format: str
    theme: str = Field("", description="The theme, if it is not the piece's own")
    by: str = Field(min_length=1, description="Who approved it")
    day: Annotated[str, Field(pattern=DATE.pattern)] = Field(description="When, such as 2026-03-31")
    words_digest: str = Field(description="Digest of `words` (sha256)")
    values_digest: str = Field(description="Digest of `values`")
    words: tuple[str, ...] = Field((), description="Every text of it, as it is read")
    values: tuple[ApprovedValue, ...] = Field(
        (), description="Every number, address, code, name and logo on it"
    )
    pages: tuple[ApprovedPage, ...] = ()

    @property
    def piece(self) -> tuple[str, str, str, str, str]:
        """The names of the piece."""
        return self.campaign, self.language, self.layout, self.format, self.theme


class Approvals(Row):
    """The pieces of an area that somebody has approved. `cease approve` writes it."""

    approvals: tuple[Approval, ...] = ()


def approvals_path(area: str) -> str:
    return f"{APPROVALS}/{area}.yaml"


def digest_of_words(words: Iterable[str]) -> str:
    """The digest of a piece's texts."""
    return _digest(list(words))


def digest_of_values(values: Iterable[ApprovedValue]) -> str:
    """The digest of a piece's values."""
    return _digest([[each.kind, each.shown, each.leads] for each in values])


def _digest(data: object) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=False).encode()).hexdigest()


def check_approvals(row: Approvals) -> Iterator[Problem]:
    """Report approvals whose words or values somebody has changed by hand, and pieces that are
    there twice."""
    known: set[tuple[str, ...]] = set()
    for approval in row.approvals:
        if approval.piece in known:
            yield error(
                "approval",
                "this piece is approved above already",
                approval.at("layout"),
                "leave the later of the two, which stands below",
            )
        known.add(approval.piece)
        for part, found in (
            ("words", digest_of_words(approval.words)),
            ("values", digest_of_values(approval.values)),
        ):
            if found != getattr(approval, f"{part}_digest"):
                yield error(
                    "approval",
                    f"the {part} below are not those that {approval.by} approved",
                    approval.at(f"{part}_digest"),
                    "approve the piece again with: cease approve",
                )
