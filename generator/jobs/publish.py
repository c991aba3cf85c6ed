"""Puts files in place whole or not at all. Every command writes its files this way.

A file is written beside its final place under a temporary name, then flushed to the disk, then
renamed. If a command was killed, the next command that writes there removes its temporary files.
"""

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO, Final

from msgspec import Struct

from generator.problems import Problem, Refused, error

if sys.platform == "win32":
    import msvcrt

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
        """Take a file's lock, unless somebody has it. Raises `OSError` on a drive that knows no
        locks."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def lock(file: IO[bytes]) -> None:
        """Take a file's lock, after waiting for it."""
        fcntl.flock(file, fcntl.LOCK_EX)


# A part of a build's waits to be put in place by another process than wrote it; any other is
# locked by the command that writes it.
_OF_A_BUILD: Final = ".cease-build-"
_OF_A_COMMAND: Final = ".cease-"
_SUFFIX: Final = ".part"
_LOCK: Final = ".cease-lock"
_CLEARED: Final = b"cleared\n"  # in the lock file: no build has left a part since
_AGO: Final = 4_000_000_000  # ns: more than the step of any drive's clock


def publish(path: Path, data: bytes) -> None:
    """Write a file so that it appears complete or not at all, also if the power fails. Raises
    `Refused` if it cannot be written."""
    publish_all({path: data})


def publish_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file in the same way from its parts, which need not be in memory together. Raises
    `Refused`."""
    _publish({path: parts})


def publish_all(files: Mapping[Path, bytes]) -> None:
    """Write files that belong together: all of them, or none if one cannot be written. If a path is
    a link, its target is written. Raises `Refused`."""
    _publish({path: (data,) for path, data in files.items()})


def _publish(files: Mapping[Path, Iterable[bytes]]) -> None:
    targets: dict[Path, tuple[Path, Iterable[bytes]]] = {}
    for path, data in files.items():
        with _blamed(path):
            targets[Path(os.path.realpath(path))] = path, data
    for folder in {target.parent for target in targets}:
        _sweep(folder)
    with ExitStack() as parts:
        made: dict[Path, Path] = {}
        older: dict[Path, Path] = {}
        for target, (path, data) in targets.items():
            with _blamed(path):
                mode = _checked(target)
                made[target] = parts.enter_context(_part(target.parent, data, mode))
                if mode is not None and len(targets) > 1:
                    kept = _part(target.parent, (target.read_bytes(),), mode)
                    older[target] = parts.enter_context(kept)
        try:
            for target, part in made.items():
                with _blamed(targets[target][0]):
                    part.replace(target)
        except BaseException:
            _put_back(made, older)
            raise


def _put_back(made: Mapping[Path, Path], older: Mapping[Path, Path]) -> None:
    """Undo the files already in place, as far as possible. A part that was renamed no longer
    exists."""
    for target, part in made.items():
        if not part.exists():
            with suppress(OSError):
                if target in older:
                    older[target].replace(target)
                else:
                    target.unlink()


class Staged(Struct, frozen=True):
    """A file on the disk beside its final place, under a temporary name; and its mark, empty if it
    could not be given a time that is past."""

    part: Path
    path: Path
    mark: str


def output_mark(path: Path | str) -> str:
    """What a file of a build bears until somebody else writes it: its size and its time. Raises
    `OSError`."""
    found = os.stat(path)  # noqa: PTH116 - a path costs more than the call
    return f"{found.st_size:x}-{found.st_mtime_ns:x}"


def stage(path: Path, data: bytes) -> Staged:
    """Write a file of a build beside its final place. Raises `Refused`."""
    with _blamed(path):
        _checked(path)
        with _new(path.parent, _OF_A_BUILD) as file:
            part = Path(file.name)
            try:
                _fill(file, (data,))
            except BaseException:
                _discard(part)
                raise
        # However coarse the clock is, whoever writes the file later gives it another time.
        past = time.time_ns() - _AGO
        try:
            os.utime(part, ns=(past, past))
        except OSError:  # of a shared drive whose files are all another user's
            return Staged(part, path, "")
        return Staged(part, path, output_mark(part))


def place(staged: Staged) -> None:
    """Give a file its name. Raises `Refused`."""
    with _blamed(staged.path):
        staged.part.replace(staged.path)


@contextmanager
def sole_writer(folder: Path, on_wait: Callable[[], None]) -> Iterator[IO[bytes]]:
    """Lock an output folder, and give the file that is locked. If another command has it, call
    `on_wait` first. Raises `Refused` if the folder cannot be written to."""
    with _blamed(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock_file = open(folder / _LOCK, "a+b", buffering=0)  # noqa: SIM115 - closed below
    with lock_file:
        with _blamed(folder):
            free = try_lock(lock_file)
        if not free:
            on_wait()
            lock(lock_file)
        yield lock_file


@contextmanager
def staging(folder: Path, on_wait: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """Lock an output folder for a command that may `stage` files in it, and give a function to call
    before the first of them. What a killed command left is cleared away, and at the end what this
    one leaves. The lock file says whether there can be any, for to look for it takes as long as to
    list all files. Raises `Refused` if the folder cannot be written to."""
    with sole_writer(folder, on_wait) as lock_file:
        lock_file.seek(0)
        begun = lock_file.read(len(_CLEARED) + 1) != _CLEARED

        def begin() -> None:
            nonlocal begun
            begun = True
            with _blamed(folder):
                lock_file.truncate(0)
                os.fsync(lock_file.fileno())

        def end() -> None:
            nonlocal begun
            _clear(folder)
            with suppress(OSError):
                lock_file.truncate(0)
                lock_file.write(_CLEARED)
                begun = False

        if begun:
            end()
        try:
            yield begin
        finally:
            if begun:
                end()


def discard(staged: Iterable[Staged]) -> None:
    """Remove files that will not be used."""
    for each in staged:
        _discard(each.part)


def _clear(folder: Path) -> None:
    """Remove the parts in a folder and those in it that nobody is going to put in place."""
    for within, names in files_within(str(folder)):
        for name in names:
            if not name.startswith(_OF_A_COMMAND) or not name.endswith(_SUFFIX):
                continue
            if name.startswith(_OF_A_BUILD):
                _discard(Path(within, name))
            elif name.removeprefix(_OF_A_COMMAND)[0].isdecimal():
                _discard_unheld(Path(within, name))


def files_within(folder: str) -> Iterator[tuple[str, list[str]]]:
    """A folder and each folder in it, in the order of their names, with the names of its files.
    Links to folders are files. What cannot be read is left out."""
    waiting = [folder]
    while waiting:
        within = waiting.pop()
        names: list[str] = []
        folders: list[str] = []
        with suppress(OSError), os.scandir(within) as listing:
            for each in listing:
                is_folder = each.is_dir(follow_symlinks=False)
                (folders if is_folder else names).append(each.name)
        yield within, sorted(names)
        waiting += (f"{within}/{name}" for name in sorted(folders, reverse=True))


def _sweep(folder: Path) -> None:
    """Remove the parts in a folder that killed commands left."""
    for leftover in folder.glob(f"{_OF_A_COMMAND}[0-9]*{_SUFFIX}"):
        _discard_unheld(leftover)


def _discard_unheld(part: Path) -> None:
    """Remove a part unless a command that still runs holds it."""
    with suppress(OSError), open(part, "rb+") as file:
        if try_lock(file):
            _discard(part)


@contextmanager
def _part(folder: Path, data: Iterable[bytes], mode: int | None) -> Iterator[Path]:
    """A file of this program in a folder, with the data in it. At the end it is removed unless it
    was renamed, and so are the folders made for it unless they have other files."""
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        with _new(folder, _OF_A_COMMAND) as file:
            part = Path(file.name)
            try:
                _fill(file, data)
                if mode is not None and stat.S_IMODE(part.stat().st_mode) != mode:
                    part.chmod(mode)  # refused by a drive whose files all have the same
                if sys.platform == "win32":
                    file.close()  # what is open cannot be renamed there
                yield part
            finally:
                _discard(part)
    except BaseException:
        for each in made:
            with suppress(OSError):
                each.rmdir()
        raise


def _new(folder: Path, prefix: str) -> IO[bytes]:
    """A new locked file under a name that no other file has. Its folder, which nearly always
    exists, is made if it does not."""
    for number in count():
        name = folder / f"{prefix}{os.getpid()}-{number}{_SUFFIX}"
        try:
            file = open(name, "xb")  # noqa: SIM115 - closed by whoever asked
        except FileExistsError:
            continue
        except FileNotFoundError:
            folder.mkdir(parents=True, exist_ok=True)
            continue
        if prefix == _OF_A_BUILD or (_hold(file) and name.exists()):
            return file
        file.close()
    raise AssertionError


def _hold(file: IO[bytes]) -> bool:
    """Keep other commands from removing a part. Where the drive knows no locks, none removes
    any."""
    try:
        return try_lock(file)
    except OSError:
        return True


def _fill(file: IO[bytes], data: Iterable[bytes]) -> None:
    file.writelines(data)
    file.flush()
    os.fsync(file.fileno())


def _discard(part: Path) -> None:
    with suppress(OSError):
        part.unlink()


def _checked(path: Path) -> int | None:
    """The permissions of the file to be replaced, None if there is none. Raises `OSError` if it is
    no ordinary file, or may not be written to."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is not an ordinary file")
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "it is read-only")
    return stat.S_IMODE(mode)


@contextmanager
def _blamed(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise Refused([unwritable(path, problem)]) from None


_HINTS: Final = {
    errno.ENOSPC: "make room on the disk, or write to another",
    errno.EISDIR: "move it away, or choose another name",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.EROFS: "the whole disk takes no changes: unlock or repair it, or write to another",
    **dict.fromkeys(
        (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP),
        "its drive lets no command keep others out, as some shared drives do: write to another",
    ),
}


def check_folder(folder: Path) -> None:
    """Raise `Refused` if no files can be put into a folder, which need not be there yet. A command
    that works long before it writes asks first."""
    with _blamed(folder):
        there = folder.absolute()
        while not there.exists():
            there = there.parent
        if not there.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "it is a file")
        if there != folder.absolute() and not os.access(there, os.W_OK):
            raise PermissionError(errno.EACCES, "permission denied")


def _in_the_way(path: Path) -> Path | None:
    """What stands where a folder of a path should be, or the path itself if it is no folder."""
    there = (each for each in (path, *path.parents) if os.path.lexists(each))
    return next((each for each in there if not each.is_dir()), None)


def unwritable(path: Path, problem: OSError) -> Problem:
    """A problem of a file or a folder that cannot be written, with the system's reason."""
    file = _in_the_way(path) if problem.errno in (errno.EEXIST, errno.ENOTDIR) else None
    if file is not None:
        said = "it" if file == path else f'"{file}"'
        what = "a file, where a folder is needed"
        hint = "name a folder, or move that file away"
        if not file.exists():
            what = f'a link to "{os.path.realpath(file)}", which is not there'
            hint = "connect the disk that it is on, or name another folder"
        message = f'"{path}" cannot be written: {said} is {what}'
        return error("unwritable", message, None, hint)
    reason = (problem.strerror or str(problem)).lower()
    hint = "allow writing to it and to its folder, close it where it is open, or write elsewhere"
    return error(
        "unwritable",
        f'"{path}" cannot be written: {reason}',
        None,
        _HINTS.get(problem.errno or 0, hint),
    )
