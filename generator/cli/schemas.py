"""`cease schema`: writes the JSON Schemas of every kind of YAML file, or compares them."""

from pathlib import Path

from generator.jobs.project_schemas import SCHEMAS, all_schemas
from generator.jobs.publish import publish_all
from generator.problems import Span, error
from .session import Session


def schemas(session: Session, *, check: bool) -> None:
    """Write the schemas into the project, or into the current folder if there is no project; or
    report missing and stale ones."""
    folder = (session.project_folder or Path()) / SCHEMAS
    fresh = {folder / name: data for name, data in all_schemas().items()}
    if not check:
        publish_all(fresh)
        session.document["files"] = [str(path) for path in fresh]
        session.say(f"{len(fresh)} schemas in {folder}")
        return
    for path, data in fresh.items():
        if path.is_file() and path.read_bytes() == data:
            continue
        state = "stale" if path.is_file() else "missing"
        place = Span(f"{SCHEMAS}/{path.name}")
        session.report([error("schema", f"this schema is {state}", place, "run: cease schema")])
