"""Puts a folder of web pages in place: all of it, or none.

The new folder is written beside the old one and takes its place when it is whole. If a command was
killed between the two renames, the next one puts the old folder back.
"""

import json
import os
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from generator.problems import Refused, error
from .publish import sole_writer, unwritable

MADE: Final = "cease-web.json"  # says that a folder was made by `cease web`, and what is in it
_PART: Final = ".cease-web-{}.part"
_OLDER: Final = ".cease-web-{}.older"


def put_folder(folder: Path, files: Mapping[str, bytes], facts: Mapping[str, object]) -> None:
    """Write files, by their paths in it, as the whole folder. What an earlier command made there is
    replaced. Raises `Refused` if it holds anything else, or cannot be written."""
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
    if folder.exists() and not (folder / MADE).is_file() and any(folder.iterdir()):
        message = f'"{folder}" holds files that cease web has not made'
        hint = "choose another folder with --out, or empty this one"
        raise Refused([error("unwritable", message, None, hint)])


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
