"""Finds placeholder words that nobody has replaced yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.problems import Problem, Where, warning

# The sentences of a campaign that `cease new campaign` begins, and what people write themselves.
_UNFINISHED: Final = re.compile(
    r"Say here in two or three sentences[^.]*\.|Say why it matters, and what the reader can do[^.]*"
    r"|Say what the reader can do\.|The first thing to look for or to do|^The second$"
    r"|\bT(?:ODO|BC|BA)\b"
    r"|(?i:lorem ipsum|[\[<](?:insert|your|add|name of|enter)\b[^\]>]*[\]>](?!\())"
)


def check_finished(text: str, where: Where) -> Iterator[Problem]:
    """A warning if English words stand for others."""
    found = _UNFINISHED.search(text)
    if found:
        yield warning(
            "placeholder-words",
            f'"{found[0]}" stands for words that are to be written',
            where,
            "write them, or take the sentence out",
        )
