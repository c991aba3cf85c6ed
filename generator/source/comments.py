"""Finds comments that swallowed words, for YAML ends unquoted text at the first ` #`; and lines
that became words of the text above them."""

from collections.abc import Iterator
from typing import Final

from generator.problems import Problem, Span, error, warning
from .nodes import Comment, Items, Missing, Node, Scalar, Table

# Keys whose text is read by people, in files of names and measures.
_READ_BY_PEOPLE: Final = frozenset({"info", "notes", "paper", "title"})


def behind_text(comment: Comment) -> Problem:
    """Report a comment behind text without quotes."""
    return error(
        "comment",
        f'"{shortened(comment.text)}" is read as a comment, so it is not part of the text',
        comment.span,
        "put the text in quotes; or, if it is a comment, put it on a line of its own",
    )


def in_place_of_text(comment: Comment, subject: str = "") -> Problem:
    """Report text that begins with a hash and so is a comment."""
    so = f"so {subject} has no value" if subject else "so there is no text here"
    message = f'"{shortened(comment.text)}" is read as a comment, {so}'
    return error("comment", message, comment.span, 'put text that begins with "#" in quotes')


def within_text(line: str, place: Span) -> Problem:
    """Report a comment inside a text that begins with | or >, where nothing is a comment."""
    return error(
        "comment",
        f'"{shortened(line)}" is no comment here: it is read as part of the text',
        place,
        "put it above the text; or, if it belongs to the words, put all of them in quotes",
    )


def folded_item(place: Span) -> Problem:
    """Warn of an item of a list that is read as text."""
    return warning(
        "folded-item",
        "this line is read as more of the text above, not as an item of a list",
        place,
        'put nothing after the ":" before a list; or put the text in quotes',
    )


def is_hashtag(comment: Comment | None) -> bool:
    """Whether a comment is more likely text, as in #StaySafe."""
    return comment is not None and bool(comment.text[1:2].strip())


def behind_titles(node: Node) -> Iterator[Problem]:
    """Report each comment behind a title, or other text for people, below a node."""
    if isinstance(node, Table):
        for key, value in node.items():
            if key in _READ_BY_PEOPLE and isinstance(value, Scalar) and value.comment:
                yield behind_text(value.comment)
            elif not isinstance(value, Scalar | Missing):
                yield from behind_titles(value)
    elif isinstance(node, Items):
        for item in node:
            yield from behind_titles(item)


def shortened(text: str) -> str:
    """At most 40 characters of a text, for a message."""
    return text if len(text) <= 40 else text[:39].rstrip() + "…"
