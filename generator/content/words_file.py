"""What all files of words share: lines, numbers and addresses as people type them, and whether
somebody reviewed the words."""

from collections.abc import Iterable
from typing import Annotated, Literal, Self

from generator.problems import Problem
from generator.source.fields import Changed, Field, validator
from generator.source.nodes import Node
from generator.source.rows import Row
from generator.source.text_patterns import DATE, DIGEST, MONTH
from generator.source.wrong_value import Wrong
from .normalise import normalise_address, normalise_line, normalise_number
from .typing_checks import check_typing, normalise_values


class WordsFile(Row):
    """A whole file of words."""

    @classmethod
    def normalise(cls, node: Node) -> None:
        normalise_values(node)

    @classmethod
    def check_values(cls, node: Node) -> Iterable[Problem]:
        return check_typing(node)


Line = Annotated[str, Changed(normalise_line)]


Number = Annotated[str, Changed(normalise_number)]


Address = Annotated[str, Changed(normalise_address)]


def check_words(texts: Iterable[object], where: str) -> None:
    """Report one of several texts that has no words: it would leave a gap, or an empty bubble.
    `where` is its field, with `{}` for its number. Raises `Wrong`."""
    for number, text in enumerate(texts):
        if isinstance(text, str) and not text.strip():
            hint = "write them, or take it out"
            raise Wrong("there are no words here", hint, where.format(number))


Day = Annotated[str, Field(pattern=DATE.or_nothing)]


Month = Annotated[str, Field(pattern=MONTH.or_nothing)]


Digest = Annotated[str, Field(pattern=DIGEST.or_nothing)]


class Reviewed(Row):
    """Words that somebody qualified must review, and their review."""

    status: Literal["draft", "reviewed"] = "draft"
    reviewed_by: str = Field("", description="Who read the words below against the original")
    reviewed_on: Day = Field("", description="When, such as 2026-03-31")

    @validator
    def _reviewed_by_somebody(self) -> Self:
        for field in ("reviewed_by", "reviewed_on"):
            if self.status == "reviewed" and not getattr(self, field).strip():
                raise Wrong(
                    f"it says `status: reviewed` but not `{field}`",
                    "say who reviewed it and when, or write `status: draft`",
                    "status",
                    "reviewed",
                )
        return self


class Reviewable(Reviewed):
    """Words made from others: whether somebody qualified has reviewed them against the original,
    and which original that was."""

    source: tuple[Digest, ...] = Field(
        (),
        description="Digest of the original that each text was made from, as `cease translate` "
        "writes it; a text whose original has another is stale",
    )
