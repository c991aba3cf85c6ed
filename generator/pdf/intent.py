"""Output intents: the printing condition a press file was made for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from generator.pdf.objects import deflated
from generator.problems import Problem, Refused, error


@dataclass(frozen=True, slots=True)
class OutputIntent:
    """A printing condition, with the absolute path of the ICC profile that describes it, and the
    most ink the paper takes, in percent."""

    identifier: str
    title: str
    registry: str
    info: str
    icc: str
    ink_limit: float = 400.0


class Profile(NamedTuple):
    """An ICC profile as a stream object, and the digest of the profile."""

    body: bytes
    digest: bytes


def profile(intent: OutputIntent) -> Profile:
    """The profile of a printing condition: four inks of an output device, as PDF/X-4 wants.

    Raises Refused if the file cannot be read or describes something else.
    """
    try:
        state = Path(intent.icc).stat()
        found = _profile(intent.icc, state.st_mtime_ns, state.st_size)
    except OSError as problem:
        raise Refused(
            [_unfit(intent, f"cannot be read: {problem.strerror}", "check the path and the file")]
        ) from None
    if found is None:
        raise Refused(
            [
                _unfit(
                    intent,
                    "is not the ICC profile of a printing press in four inks",
                    "use a CMYK output profile, as a printer gives it out",
                )
            ]
        )
    return found


@lru_cache(maxsize=8)
def _profile(path: str, modified: int, size: int) -> Profile | None:
    """The profile, deflated once in this process; None unless it is of class `prtr`, in CMYK
    (ICC.1:2010, 7.2, bytes 12 to 20 and 36 to 40 of the header)."""
    with open(path, "rb") as file:
        data = file.read()
    if data[12:20] != b"prtrCMYK" or data[36:40] != b"acsp":
        return None
    return Profile(deflated(data, b"/N 4"), hashlib.sha256(data).digest())


def _unfit(intent: OutputIntent, what: str, hint: str) -> Problem:
    return error("condition", f'"{Path(intent.icc).name}" {what}', hint=hint)
