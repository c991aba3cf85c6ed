"""Finds the campaign that comes with the program."""

from pathlib import Path


def shipped_root() -> Path:
    """The folder with the shipped `content/`, `layouts/` and `fonts/`.

    A wheel carries them inside the package; a checkout, also one installed in editable mode,
    has them at its top.
    """
    package = Path(__file__).resolve().parents[1]
    packaged = package / "_shipped"
    return packaged if packaged.is_dir() else package.parent
