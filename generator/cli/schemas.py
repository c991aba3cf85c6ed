"""`cease schema`: JSON Schemas of every kind of YAML file, for editors."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from generator.cli.session import Session
from generator.content import rows as content
from generator.design.editions import Conditions, Editions
from generator.design.families import Families
from generator.design.formats import Formats
from generator.design.layout import Layout
from generator.design.printers import Printers
from generator.design.theme import Theme
from generator.problems import Span, error
from generator.source.rows import Row
from generator.source.schema import write_schemas

FOLDER: Final = "schemas"

# Each file names its schema in its first line, as `schemas/<name>.json` from where it stands.
MODELS: Final[Mapping[str, type[Row]]] = {
    "area": content.Area,
    "campaign": content.Campaign,
    "conditions": Conditions,
    "editions": Editions,
    "fonts": Families,
    "formats": Formats,
    "languages": content.Languages,
    "layout": Layout,
    "printers": Printers,
    "theme": Theme,
    "translation": content.Translation,
}


def schemas(session: Session, *, check: bool) -> None:
    """Write the schemas into the project, or into this folder if there is no project; or tell
    which are missing or stale."""
    folder = (session.project or Path()) / FOLDER
    if not check:
        written = write_schemas(MODELS, folder)
        session.document["files"] = [str(path) for path in written]
        session.say(f"{len(written)} schemas in {folder}")
        return
    with TemporaryDirectory() as fresh:
        for path in write_schemas(MODELS, Path(fresh)):
            kept = folder / path.name
            if kept.is_file() and kept.read_bytes() == path.read_bytes():
                continue
            state = "stale" if kept.is_file() else "missing"
            place = Span(f"{FOLDER}/{path.name}")
            session.tell([error("schema", f"this schema is {state}", place, "run: cease schema")])
