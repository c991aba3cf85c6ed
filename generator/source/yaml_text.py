"""The text of a YAML file that is changed value by value: what it says is read once, and kept with
it."""

from __future__ import annotations

from typing import Any, Self

from generator.problems import Problem, Refused
from .nodes import Items, Missing, Node, Table
from .reader import read
from .yaml_places import ValuePlace, value_places


class YamlText(str):
    """A text that keeps what it says and where its values stand, once somebody has asked. Nobody
    may change what it gives."""

    __slots__ = ("node", "places", "said")
    said: tuple[Any] | None
    places: ValuePlace | None
    node: tuple[Node, list[Problem]] | None

    def __new__(cls, text: str) -> Self:
        made = super().__new__(cls, text)
        made.forget()
        return made

    def forget(self) -> None:
        """Keep nothing but the text."""
        self.said = self.places = self.node = None

    def take_node(self) -> tuple[Node, list[Problem]] | None:
        """What it says as nodes, to be made a row, which changes them: given once at most."""
        node, self.node = self.node, None
        return node


def said_by(text: str, shown: str) -> Any:
    """What a YAML file says. Raises `Refused` if it has an error."""
    if not isinstance(text, YamlText):
        return plain(_read(text, shown)[0])
    if text.said is None:
        text.node = _read(str(text), shown)
        text.said = (plain(text.node[0]),)
    return text.said[0]


def places_in(text: str) -> ValuePlace:
    """Where the values of a YAML file stand, which has line feeds and can be read."""
    if not isinstance(text, YamlText):
        return value_places(text)
    if text.places is None:
        text.places = value_places(str(text))
    return text.places


def plain(node: Node) -> Any:
    """What a node says, without places. None is a value that is not given."""
    if isinstance(node, Table):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, Items):
        return [plain(item) for item in node]
    return None if isinstance(node, Missing) else str(node)


def _read(text: str, shown: str) -> tuple[Node, list[Problem]]:
    node, problems = read(text, shown)
    if node is None or any(problem.is_error for problem in problems):
        raise Refused(problems)
    return node, problems
