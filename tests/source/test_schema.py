"""The schema that editors are given takes what the reader takes, and explains it."""

import json
from typing import Literal

from generator.source.fields import Field
from generator.source.reader import read
from generator.source.rows import Row, validate
from generator.source.schema import schema, schema_files
from tests.source.models import Leaflet


def test_a_schema_says_its_dialect_and_describes_rows_and_fields() -> None:
    made = schema(Leaflet)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["description"] == "A piece of print."
    assert made["properties"]["title"]["description"] == "the words on the cover"
    assert made["required"] == ["title"]
    assert made["additionalProperties"] is False
    assert (
        made["$defs"]["Heading"]["properties"]["text"]["description"] == "the words of the heading"
    )


def test_text_may_look_like_a_number_or_a_truth_value_to_an_editor() -> None:
    made = schema(Leaflet)["properties"]
    assert made["title"]["type"] == ["string", "number", "boolean"]
    assert made["languages"]["items"]["type"] == ["string", "number", "boolean"]
    assert made["size"]["type"] == "number"
    assert made["mono"]["enum"] == [True, False, "yes", "no", "true", "false"]


def test_a_choice_may_be_written_without_quotes() -> None:
    class Choice(Row):
        which: Literal["12", "1.5", "true", "roll", False, 4]

    assert schema(Choice)["properties"]["which"]["enum"] == [
        "12", 12, "1.5", 1.5, "true", True, "roll", False, "no", "false", 4
    ]  # fmt: skip


def test_schemas_are_called_by_name_and_always_the_same() -> None:
    first = schema_files({"leaflet": Leaflet, "again": Leaflet})
    second = schema_files({"again": Leaflet, "leaflet": Leaflet})
    assert list(first) == ["again.json", "leaflet.json"]
    assert first == second
    for data in first.values():
        assert data.endswith(b"}\n")
        assert json.loads(data) == schema(Leaflet)


def test_a_key_that_may_be_left_out_may_stand_without_a_value() -> None:
    class Inner(Row):
        by: str = ""

    class Outer(Row):
        title: str
        by: str = ""
        kind: Literal["", "a"] = ""
        inner: Inner | None = None
        many: tuple[str, ...] = ()
        named: dict[str, Inner] = Field(default_factory=dict)
        size: float = 12

    made = schema(Outer)["properties"]
    assert made["by"]["type"] == ["string", "number", "boolean", "null"]
    assert made["kind"]["enum"] == ["", "a", None]
    assert {"type": "null"} in made["inner"]["anyOf"]
    assert made["many"]["type"] == ["array", "null"]
    assert made["named"]["type"] == ["object", "null"]
    assert "null" not in made["title"]["type"]
    assert made["size"]["type"] == "number"
    row, problems = validate(read("title: x\nby:\nkind:\ninner:\nmany:\nnamed:\n", "a")[0], Outer)
    assert (row, problems) == (Outer(title="x"), [])
