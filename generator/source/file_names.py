"""Names for files and folders that every operating system accepts."""

import re
import unicodedata
from typing import Final

from generator.problems import Problem, Span, error

NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_OTHERS: Final = re.compile(r"[^a-z0-9]+")
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
EVERY: Final = "all"  # stands for all there are, in each choice of the command line
_PLAIN: Final = "use small letters, figures and hyphens only, since files are named after it"


def slug(words: str) -> str:
    """Words as a name: small letters a to z, figures and hyphens; empty if there are none."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return _OTHERS.sub("-", plain.lower()).strip("-")


def is_reserved(name: str) -> bool:
    """Whether a name is reserved: by the command line; or by Windows for a device, whatever follows
    its first full stop."""
    return name == EVERY or name.partition(".")[0].rstrip().lower() in _DEVICES


def name_problem(kind: str, name: str, place: Span | None, *, alone: bool = True) -> Problem | None:
    """What is wrong with the name of something in a project; None if nothing is. `alone` says that
    files or folders have this name and nothing else."""
    if not NAME.fullmatch(name):
        return error("name", f'the {kind} is called "{name}"', place, _PLAIN)
    if alone and is_reserved(name):
        return reserved(f'the {kind} is called "{name}"', name, place)
    return None


def reserved(said: str, name: str, place: Span | None = None) -> Problem:
    """A problem of a name that is reserved."""
    hint = "choose another name, since files are named after it"
    keeps = "stands for all there are" if name == EVERY else "Windows keeps for a device"
    return error("name", f"{said}, which {keeps}", place, hint)
