"""A translation's file as rows, and the files beside it: terms, and earlier originals."""

from typing import Self

from generator.source.fields import Field, validator
from generator.source.rows import Row
from generator.source.wrong_value import Wrong
from .words_file import Digest, Reviewable, Reviewed, WordsFile, check_words


class TranslatedBlock(Reviewable):
    """The words of one block: `text` where the original has one, `texts` where it is a list."""

    text: str | None = None
    texts: tuple[str, ...] | None = None
    short_source: tuple[Digest, ...] = Field(
        (), description="As `source`, for short forms that the original has too"
    )
    short: str | None = Field(None, description="A shorter form of `text`")
    shorts: tuple[str, ...] | None = Field(
        None, description='A shorter form of each of `texts`; "" for none'
    )

    @property
    def sentences(self) -> tuple[str, ...]:
        return self.texts if self.texts is not None else (self.text or "",)

    @property
    def short_sentences(self) -> tuple[str, ...]:
        given = self.shorts if self.shorts is not None else (self.short or "",)
        return given + ("",) * (len(self.sentences) - len(given))

    @validator
    def _one_form(self) -> Self:
        if self.text is None and self.texts is None:
            raise Wrong("there are no words here", "write them under `text`, or several in `texts`")
        if self.text is not None and self.texts is not None:
            raise Wrong("a block has either `text` or `texts`", "keep one of them")
        if (self.text is not None and self.shorts is not None) or (
            self.texts is not None and self.short is not None
        ):
            raise Wrong("`short` goes with `text`, and `shorts` with `texts`", "use the other")
        if self.shorts is not None and len(self.shorts) > len(self.sentences):
            raise Wrong(
                f"there are {len(self.shorts)} short forms of {len(self.sentences)} texts",
                'give one for each text, "" for none',
                "shorts",
            )
        for field, texts in (("source", self.sentences), ("short_source", self.short_sentences)):
            if len(getattr(self, field)) > len(texts):
                raise Wrong(
                    f"there are more digests than texts: {len(getattr(self, field))} of "
                    f"{len(texts)}",
                    "keep one for each text, in the same order",
                    field,
                )
        return self


class TranslatedImage(Reviewable):
    """What the picture in a slot says."""

    source: tuple[Digest, ...] = Field(
        (), description="Digest of each text it was made from: of `alt`, then of `credit`"
    )
    alt: str = Field("", description="What it shows, for those who cannot see it")
    credit: str = Field("", description="Whose picture it is")


class Translation(Reviewable, WordsFile):
    """All the words of a campaign in another language, block by block as in the original. Kinds,
    numbers, addresses and contacts stay in the original. The status and digests at the top belong
    to `title` and `subject`."""

    title: str = ""
    subject: str = ""
    images: dict[str, TranslatedImage] = Field(
        default_factory=dict, description="The words of the campaign's pictures, by the slot's name"
    )
    blocks: dict[str, TranslatedBlock] = Field(default_factory=dict)


class Term(Row):
    """A term of a campaign, and its wordings in a language."""

    term: str = Field(description="In the campaign's own language, such as grooming")
    forms: tuple[str, ...] = Field(
        (), description="Other forms of it that sentences have, such as groomed"
    )
    wordings: tuple[str, ...] = Field(
        min_length=1,
        description="How the language says it: the first is the one to prefer. The beginning that "
        "all forms of a word share is enough",
    )
    note: str = Field("", description="For translators: what it means here, what it must not mean")

    @validator
    def _check_words(self) -> Self:
        check_words([self.term], "term")
        check_words(self.forms, "forms.{}")
        check_words(self.wordings, "wordings.{}")
        return self


class Terms(Reviewed, WordsFile):
    """The terms of a campaign in one language, for translators and for checking translations."""

    terms: tuple[Term, ...]


class Earlier(Row):
    """The originals that translations were made from."""

    texts: dict[str, str] = Field(
        default_factory=dict, description="By digest; `cease translate import` writes them"
    )
