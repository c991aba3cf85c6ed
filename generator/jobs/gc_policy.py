"""When Python collects garbage: not while a command starts, and never among what stays.

Importing and reading make many objects and no garbage, and all of them last as long as the
process; searching them again and again would take a tenth of a batch's time. Garbage made
later is collected as usual.
"""

import gc
from typing import Final

# New objects between two searches; one paragraph makes Python's own 700 many times over.
INTERVAL: Final = 50_000


def pause() -> None:
    """Collect nothing until `collect`."""
    gc.disable()


def collect() -> None:
    """Collect from now on, but not what has been made so far. Again, it changes nothing."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(INTERVAL)
        gc.enable()


def leave() -> None:
    """Search nothing that is left: it goes with the process."""
    gc.freeze()
    gc.enable()
