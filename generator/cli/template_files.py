"""The commented files that `cease new` begins with."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import Final

_FOLDER: Final = Path(__file__).parent / "templates"


def filled(kind: str, **values: str) -> str:
    """The template of a kind with its values put in."""
    return Template((_FOLDER / f"{kind}.yaml").read_text("utf-8")).substitute(values)


def title_of(name: str) -> str:
    """`winter-safety` as a title: Winter safety."""
    return name.replace("-", " ").capitalize()
