"""content/languages.yaml as rows: the languages that words can be set in."""

from typing import Literal

from generator.source.fields import Field
from generator.source.rows import Row
from generator.source.text_patterns import SCRIPT
from .words_file import WordsFile


class Language(Row):
    """A language the tool can set."""

    name: str = Field(description="The language's own name")
    english: str
    script: str = Field(pattern=SCRIPT.pattern, description="ISO 15924, such as Latn")
    direction: Literal["ltr", "rtl"] = "ltr"
    fallback: str = Field(
        "", description="The language whose words and spellings stand in for missing ones"
    )
    apostrophe: str = Field("’", description="What a typed ' becomes after a letter")
    qr_code: str = Field(
        "QR code", description="What a QR code is called, for people who cannot see it"
    )
    comma: str = Field(",", description="What stands between a name and a role")
    colon: str = Field(":", description="What stands between a name and a number")


class Languages(WordsFile):
    """content/languages.yaml."""

    default: str
    languages: dict[str, Language]
