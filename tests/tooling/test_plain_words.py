"""Code, tests and documents use the words of the trade, and none that this project once made up."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Each with the word to use.
PRIVATE = {
    "judge[sd]?|judging|judgements?": "check, result",
    "told_once|tell(s|ing)? of": "report",
    "tongues?": "language",
    "tailor(s|ed)?": "builder",
    "(un)?settled?": "assign, draft",
    "(who|people|those) (who )?hears?|heard": "screen reader, read aloud",
    "own up|owns up": "report an internal error",
    "rungs": "steps",
    "fullest": "with most blocks",
    "lends?|lenders?": "fallback",
    "dress(ed|es)?": "apply a variant",
}
WORDS = re.compile("|".join(rf"(?<![a-z])({word})(?![a-z])" for word in PRIVATE), re.IGNORECASE)


def texts() -> Iterator[tuple[str, str]]:
    """Each file of the program, its tests and its documents; this one names the words."""
    for folder in ("generator", "tests", "tools", "benchmarks", "docs"):
        for path in sorted((ROOT / folder).rglob("*")):
            is_ours = path.suffix in {".py", ".md"} and "node_modules" not in path.parts
            if is_ours and path != Path(__file__).resolve():
                yield str(path.relative_to(ROOT)), path.read_text("utf-8")
    for path in sorted(ROOT.glob("*.md")):
        yield path.name, path.read_text("utf-8")


def private(text: str) -> list[str]:
    return [match.group() for match in WORDS.finditer(text)]


def test_no_file_uses_a_private_word() -> None:
    found = {name: words for name, text in texts() if (words := private(text))}
    assert found == {}


@pytest.mark.parametrize(
    "text", ["def _judge(file)", "told_once", "to who hears the page", "self.heard"]
)
def test_a_private_word_is_found(text: str) -> None:
    assert private(text)


@pytest.mark.parametrize("text", ["a number that can be rung", "the address", "foretold", "intend"])
def test_other_words_are_not(text: str) -> None:
    assert not private(text)
