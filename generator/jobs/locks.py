"""Locks on open files. The operating system releases a lock when its process ends, however it
ends."""

import sys
from typing import IO

if sys.platform == "win32":
    import msvcrt
    import time

    def try_lock(file: IO[bytes]) -> bool:
        """Take a file's lock, unless somebody has it."""
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def lock(file: IO[bytes]) -> None:
        """Take a file's lock, after waiting for it."""
        while not try_lock(file):
            time.sleep(0.2)

else:
    import fcntl

    def try_lock(file: IO[bytes]) -> bool:
        """Take a file's lock, unless somebody has it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def lock(file: IO[bytes]) -> None:
        """Take a file's lock, after waiting for it."""
        fcntl.flock(file, fcntl.LOCK_EX)
