"""What one command keeps on disk for the next: results by the digest of all they were made from.

An entry is a file in the user's cache folder, named after its key. The key covers the inputs, the
program with its libraries, and Python. The file begins with a digest of key and result, so a
damaged, shortened or renamed entry is as good as none. Folder and entries belong to the user alone;
one that somebody else owns or may write is not read. Results are plain data, and decoding one runs
nothing. Whatever goes wrong here costs time and changes no result.

CEASE_CACHE names another folder, or says `off`, in small letters or in capitals.
"""

from __future__ import annotations

import hashlib
import os
import platform
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from msgspec import Struct

SETTING: Final = "CEASE_CACHE"
OFF: Final = "off"

MOST_BYTES: Final = 64 * 1024 * 1024
MOST_ENTRIES: Final = 4000
_MOST_OF_ONE: Final = 8 * 1024 * 1024
_DIGEST: Final = hashlib.sha256().digest_size
# What the folder is cut down to when it holds too much.
_KEPT_PART: Final = 0.75


class KeptSize(NamedTuple):
    """How much is kept: entries, and bytes of them."""

    entries: int
    bytes: int


class Kept:
    """The results that are kept in a folder, for one program. `program` is asked when the first
    result is looked for."""

    def __init__(self, folder: Path, program: Callable[[], str]) -> None:
        self.folder = folder
        self._program = program
        self._written: dict[str, int] = {}

    @classmethod
    def of_user(cls, program: Callable[[], str]) -> Kept | None:
        """What is kept for this user; None if it is switched off."""
        named = os.environ.get(SETTING, "")
        if named.strip().lower() == OFF:
            return None
        try:
            folder = Path(named).absolute() if named else user_cache() / "results"
        except (OSError, RuntimeError):  # nobody knows this user's home
            return None
        return cls(folder, program)

    def find(self, key: bytes) -> bytes | None:
        """The result that is kept under a key; None if there is none to be trusted."""
        if not self._is_private:
            return None
        name = self._name(key)
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        flags |= getattr(os, "O_NONBLOCK", 0)
        try:
            with open(os.open(self.folder / name.hex(), flags), "rb") as file:
                entry = os.fstat(file.fileno())
                if not _is_own(entry, stat.S_ISREG) or entry.st_size > _MOST_OF_ONE:
                    return None
                data = file.read(_MOST_OF_ONE)
        except OSError:
            return None
        digest, result = data[:_DIGEST], data[_DIGEST:]
        return result if digest == _sealed(name, result) else None

    def put(self, kind: str, key: bytes, result: bytes) -> None:
        """Keep a result of a kind under a key, whole or not at all."""
        if len(result) > _MOST_OF_ONE - _DIGEST:
            return
        with suppress(OSError):
            if not self._written:
                self._make_folder()
                self._make_room()
            self._written[kind] = self.written(kind) + 1
            if self._is_private:
                name = self._name(key)
                self._write(name.hex(), _sealed(name, result) + result)

    def written(self, kind: str) -> int:
        """How many results of a kind this command wrote."""
        return self._written.get(kind, 0)

    def size(self) -> KeptSize:
        sizes = [each.bytes for each in self._entries()]
        return KeptSize(len(sizes), sum(sizes))

    @property
    def refusal(self) -> str:
        """Why nothing is kept; empty if something is, or may be."""
        if self._looks_private():
            may = os.access(self.folder, os.R_OK | os.W_OK | os.X_OK)
            return "" if may else "you may not read it, or not write to it"
        if os.path.lexists(self.folder):
            return "it is no folder, or others than you own it or may write to it"
        above = next(each for each in self.folder.parents if os.path.lexists(each))
        if above.is_dir() and os.access(above, os.W_OK):
            return ""
        return f'"{above}" is no folder, or cannot be written to'

    def _name(self, key: bytes) -> bytes:
        return hashlib.sha256(self._identity + key).digest()

    @cached_property
    def _identity(self) -> bytes:
        """A digest of what makes results of the same inputs differ: the program, and Python."""
        told = self._program(), sys.version, platform.machine(), sys.platform
        return hashlib.sha256("\0".join(told).encode()).digest()

    @cached_property
    def _is_private(self) -> bool:
        return self._looks_private()

    def _looks_private(self) -> bool:
        try:
            return _is_own(os.lstat(self.folder), stat.S_ISDIR)
        except OSError:
            return False

    def _make_folder(self) -> None:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            self.folder.mkdir(mode=0o700)
        self.__dict__.pop("_is_private", None)

    def _write(self, name: str, data: bytes) -> None:
        """Write a file beside its place, then rename it: another command sees all of it or none."""
        part = self.folder / f"{name}.{os.getpid()}-{os.urandom(4).hex()}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        try:
            with open(os.open(part, flags, 0o600), "wb") as file:
                file.write(data)
            part.replace(self.folder / name)
        except OSError:
            with suppress(OSError):
                part.unlink()
            raise

    def _make_room(self) -> None:
        """Remove the oldest entries if there are too many, or too many bytes of them."""
        entries = sorted(self._entries(), key=lambda each: each.written, reverse=True)
        total = sum(each.bytes for each in entries)
        if total <= MOST_BYTES and len(entries) <= MOST_ENTRIES:
            return
        held = 0
        for number, entry in enumerate(entries):
            held += entry.bytes
            if held > MOST_BYTES * _KEPT_PART or number >= MOST_ENTRIES * _KEPT_PART:
                with suppress(OSError):
                    entry.path.unlink()

    def _entries(self) -> list[_KeptEntry]:
        """The entries of the folder, and what a killed command left beside them. Other files are
        not ours."""
        found = []
        with suppress(OSError), os.scandir(self.folder) as listing:
            for each in listing:
                if len(each.name.partition(".")[0]) != 2 * _DIGEST:
                    continue
                with suppress(OSError):
                    state = each.stat(follow_symlinks=False)
                    found.append(_KeptEntry(Path(each.path), state.st_size, state.st_mtime))
        return found


class _KeptEntry(Struct, frozen=True):
    path: Path
    bytes: int
    written: float


def user_cache() -> Path:
    """The folder for what this program keeps for this user between commands."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "cease"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/cease"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cease"


def _sealed(name: bytes, result: bytes) -> bytes:
    """What an entry begins with: it holds for this result under this name."""
    return hashlib.sha256(name + result).digest()


def _is_own(entry: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    """Whether a file or folder is of a kind, is this user's, and nobody else may write to it.
    Windows keeps a user's folders from others by itself."""
    if not is_kind(entry.st_mode):
        return False
    if sys.platform == "win32":
        return True
    return entry.st_uid == os.geteuid() and not stat.S_IMODE(entry.st_mode) & 0o022
