"""`cease translate same`: the English has changed and its meaning has not."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.kept_meaning import MadeFiles, meaning_kept
from generator.content.sentences import digest
from tests.sample_projects import Result, cease, change, into_welsh

ENGLISH = "content/garden/en-GB.yaml"
FIRST, NEXT, LAST = "Come and dig", "Come to dig", "Do come and dig"


def same(project: Path, *asked: str) -> Result:
    return cease("translate", "same", *asked, "--project", project)


def stale(project: Path) -> dict[str, int]:
    """How many sentences are stale, by language."""
    done = cease("translate", "status", "--project", project, "--json")
    return {row["language"]: row["stale"] for row in done.json["translations"]}


@pytest.mark.parametrize("name", ["words", "words.0"])
def test_a_translation_stays_fresh_and_reviewed(project: Path, name: str) -> None:
    path = into_welsh(project, reviewed=True)
    change(project / ENGLISH, FIRST, NEXT)
    assert stale(project) == {"cy": 1}
    before = path.read_text("utf-8").splitlines()
    done = same(project, name)
    assert (done.status, done.err.splitlines()) == (0, ["content/garden/cy.yaml"])
    assert stale(project) == {"cy": 0}
    after = path.read_text("utf-8").splitlines()
    changed = [(one, two) for one, two in zip(before, after, strict=True) if one != two]
    assert [one.partition(":")[0].strip() for one, _ in changed] == ["source"]
    again = same(project, "words")
    assert (again.status, "no translation is stale" in again.err) == (0, True)


def test_what_nobody_can_mean_is_told_and_changes_nothing(project: Path) -> None:
    path = into_welsh(project)
    before = path.read_bytes()
    for asked, said in (
        (("wrods",), 'did you mean "words"?'),
        (("words.0",), 'no translation of sentence 1 of "words" is stale'),
        (("words.0", "--language", "xx"), 'there is no translating into "xx"'),
    ):
        done = same(project, *asked)
        assert (done.status, said in done.err) == (2, True), done.err
    assert path.read_bytes() == before


def test_of_several_wordings_one_is_named(project: Path) -> None:
    languages = project / "content/languages.yaml"
    row = "  pl: {name: polski, english: Polish, script: Latn}\n"
    languages.write_text(languages.read_text("utf-8") + row, "utf-8")
    welsh = into_welsh(project)
    (welsh.parent / "pl.yaml").write_bytes(welsh.read_bytes())
    change(project / ENGLISH, FIRST, NEXT)
    assert same(project, "words", "--language", "cy").status == 0
    assert stale(project) == {"cy": 0, "pl": 1}
    between = "Come to dig on Saturday. Ring {office} first."
    change(project / ENGLISH, NEXT, LAST)
    done = same(project, "words")
    assert done.status == 2
    assert "were made from 2 different wordings" in done.err
    assert "--was" in done.err
    assert same(project, "words", "--was", between).status == 0
    assert stale(project) == {"cy": 0, "pl": 1}


def test_words_of_pictures_titles_and_easy_wording_are_kept_too() -> None:
    old, new = digest("A terrace"), digest("A terrace at dusk")
    word = f"  source: [{old}]\n"
    texts = {
        "cy.yaml": f"title: Teras\nstatus: draft\nsource: [{old}]\nimages:\n  cover:\n  {word}",
        "en.yaml": f"blocks:\n  how:\n    easy:\n    {word}",
        "earlier.yaml": "texts:\n  aaaaaaaa: Something\n",
    }
    words = {old: "A terrace", new: "A terrace at dusk"}
    files = MadeFiles(["cy.yaml"], "en.yaml", "earlier.yaml")

    def kept(sentence: str) -> list[int]:
        """How often each file has the new digest."""
        made = meaning_kept(texts.__getitem__, files, sentence, old, new, words)
        return [made.get(name, text).count(new) for name, text in texts.items()]

    assert kept("images.cover.alt") == [1, 0, 1]
    assert kept("title") == [1, 0, 1]
    assert kept("how.0") == kept("how.1.short") == [0, 1, 1]
