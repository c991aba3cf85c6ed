"""The JSON Schemas of every kind of YAML file, and of what editors are told."""

import json
from collections.abc import Mapping
from typing import Final

from generator.content.approval_rows import Approvals
from generator.content.area_rows import Area
from generator.content.campaign_rows import Campaign
from generator.content.language_rows import Languages
from generator.content.translation_rows import Earlier, Terms, Translation
from generator.design.editions import Conditions, Editions
from generator.design.families import Families
from generator.design.formats import Formats
from generator.design.layout import Layout
from generator.design.printers import Printers
from generator.design.theme import Theme
from generator.source.rows import Row
from generator.source.schema import schema_files
from .watch_events import event_schema

SCHEMAS: Final = "schemas"

# Each file names its schema in its first line, as `schemas/<name>.json` from where it stands.
MODELS: Final[Mapping[str, type[Row]]] = {
    "approvals": Approvals,
    "area": Area,
    "campaign": Campaign,
    "conditions": Conditions,
    "earlier": Earlier,
    "editions": Editions,
    "fonts": Families,
    "formats": Formats,
    "languages": Languages,
    "layout": Layout,
    "printers": Printers,
    "terms": Terms,
    "theme": Theme,
    "translation": Translation,
}


def all_schemas() -> dict[str, bytes]:
    """Every schema by the name of its file."""
    events = json.dumps(event_schema(), indent=2, ensure_ascii=False).encode() + b"\n"
    return {**schema_files(MODELS), "watch.json": events}
