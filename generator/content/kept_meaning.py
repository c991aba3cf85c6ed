"""What becomes of a campaign's files when an original has changed, and its meaning has not: what
was made from its earlier words counts as made from its words of now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from .review import noted, renewed
from .sentences import IMAGES, SHORT, SUBJECT, TITLE

_BLOCKS: Final = "blocks."


class MadeFiles(Struct, frozen=True):
    """The files that are made from a campaign's originals, by their paths: its `translations`, the
    `campaign` itself for its easy wording, and the file of `earlier` originals; those that are
    empty stay out."""

    translations: Sequence[str]
    campaign: str = ""
    earlier: str = ""


def meaning_kept(
    read: Callable[[str], str],
    files: MadeFiles,
    sentence: str,
    old: str,
    new: str,
    words: Mapping[str, str],
) -> dict[str, str]:
    """The texts of the files, by path, in which what was made from a sentence with the digest `old`
    counts as made from the one with `new`. `words` are those of the digests, so far as they are
    known: the earlier ones are noted. Raises `Refused`."""
    at = review_at(sentence)
    made = {path: renewed(read(path), path, at, old, new) for path in files.translations}
    if files.campaign and at.startswith(_BLOCKS):
        made[files.campaign] = renewed(read(files.campaign), files.campaign, f"{at}.easy", old, new)
    if files.earlier:
        made[files.earlier] = noted(read(files.earlier), files.earlier, words)
    return made


def review_at(sentence: str) -> str:
    """The key path in a translation under which the review of a sentence stands: its block, its
    picture, or nothing for the title and the subject."""
    if sentence in (TITLE, SUBJECT):
        return ""
    name = sentence.removesuffix(SHORT).rpartition(".")[0]
    return name if sentence.startswith(IMAGES) else f"{_BLOCKS}{name}"
