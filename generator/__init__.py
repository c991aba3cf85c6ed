"""Merges content YAML with layout YAML into print-ready PDF leaflets and posters.

    from generator import Project, check

    piece = Project.open("my-campaign").build("leaflet-dl-6pp", edition="press")
    report = check(piece.data)

docs/api.md shows the rest. Names are imported when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from generator.cache import Cache
    from generator.jobs.checking import CheckReport, check
    from generator.jobs.making import Piece
    from generator.jobs.project import Project
    from generator.problems import Problem, Refused, Severity, Span, WrongChoice

__all__ = [
    "Cache",
    "CheckReport",
    "Piece",
    "Problem",
    "Project",
    "Refused",
    "Severity",
    "Span",
    "WrongChoice",
    "check",
]
__version__ = "0.1.0"

_MODULES: Final = {
    "Cache": "generator.cache",
    "CheckReport": "generator.jobs.checking",
    "Piece": "generator.jobs.making",
    "Problem": "generator.problems",
    "Project": "generator.jobs.project",
    "Refused": "generator.problems",
    "Severity": "generator.problems",
    "Span": "generator.problems",
    "WrongChoice": "generator.problems",
    "check": "generator.jobs.checking",
}


def __getattr__(name: str) -> object:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(module), name)
