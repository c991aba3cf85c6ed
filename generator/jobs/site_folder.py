"""Puts a folder of web pages in place: all of it, or none.

The new folder is written beside the old one and takes its place when it is whole. If a command was
killed between the two renames, the next one puts the old folder back.
"""

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from generator.problems import Refused, error
from .publish import files_within, sole_writer, unwritable

MADE: Final = "cease-web.json"  # says that a folder was made by `cease web`, and what is in it
_PART: Final = ".cease-web-{}.part"
_OLDER: Final = ".cease-web-{}.older"
_OF_DESKTOPS: Final = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # nobody misses them


def put_folder(folder: Path, files: Mapping[str, bytes], facts: Mapping[str, object]) -> None:
    """Write files, by their paths in it, as the whole folder. What an earlier command made there is
    replaced. Raises `Refused` if it holds a file that is not of these, or cannot be written."""
    listed = [
        {"path": path, "bytes": len(data), "sha256": sha256(data).hexdigest()}
        for path, data in sorted(files.items())
    ]
    table = json.dumps({**facts, "files": listed}, ensure_ascii=False, indent=1) + "\n"
    part = folder.with_name(_PART.format(folder.name))
    older = folder.with_name(_OLDER.format(folder.name))
    try:
        with sole_writer(folder.parent, lambda: None):
            _recover(folder, part, older)
            _refuse_others(folder)
            for path, data in {**files, MADE: table.encode()}.items():
                _write(part / path, data)
            if folder.exists():
                folder.rename(older)
            part.rename(folder)
            shutil.rmtree(older, ignore_errors=True)
    except OSError as problem:
        shutil.rmtree(part, ignore_errors=True)
        raise Refused([unwritable(folder, problem)]) from None


def _recover(folder: Path, part: Path, older: Path) -> None:
    """Remove what a killed command left, and put back what it had taken away."""
    shutil.rmtree(part, ignore_errors=True)
    if older.exists() and not folder.exists():
        older.rename(folder)
    shutil.rmtree(older, ignore_errors=True)


def _refuse_others(folder: Path) -> None:
    """Refuse a folder with files that are not in its list of what was made."""
    known = {MADE, *_listed(folder)}
    for within, names in files_within(str(folder)):
        for name in names:
            path = Path(within, name).relative_to(folder).as_posix()
            if path not in known and name not in _OF_DESKTOPS:
                message = f'"{folder}" holds a file that cease web has not made: "{path}"'
                hint = "move it away, or choose another folder with --out"
                raise Refused([error("unwritable", message, None, hint)])


def _listed(folder: Path) -> set[str]:
    """The paths of the files that an earlier command made in a folder."""
    with suppress(OSError, ValueError, LookupError, TypeError):
        table = json.loads((folder / MADE).read_bytes())
        return {str(row["path"]) for row in table["files"]}
    return set()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
