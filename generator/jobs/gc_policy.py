"""Decides when Python collects garbage: not while a command starts, and never among lasting
objects.

Importing and reading make many objects and no garbage, and all of them last as long as the process.
To search them again and again would take a tenth of a batch's time. Garbage made later is collected
as usual.
"""

import gc
from typing import Final

# New objects between two searches; one paragraph makes Python's own 700 many times over.
INTERVAL: Final = 50_000
# Searches of new objects between two of older ones, and of those between two of the oldest. What a
# batch remembers is forgotten, and so freed, before so many have been made.
_BATCH: Final = (400, 10)
_SELDOM: Final = (50, 100)


def pause() -> None:
    """Collect nothing until `collect`."""
    gc.disable()


def collect() -> None:
    """Collect from now on, but never objects that exist already. A second call changes nothing."""
    if not gc.isenabled() or gc.get_threshold()[0] != INTERVAL:
        gc.freeze()
        gc.set_threshold(INTERVAL, *_BATCH)
        gc.enable()


def keep_what_is_there() -> None:
    """Never search again what exists now, and what stays longer but seldom: for a process that
    answers key presses, once it has made what it needs for them."""
    collect()
    gc.freeze()
    gc.set_threshold(INTERVAL, *_SELDOM)


def leave() -> None:
    """Do not collect at the end, when the process frees everything."""
    gc.freeze()
    gc.enable()
