"""Writes JSON Schemas of rows, so that editors complete keys and explain them."""

import inspect
import json
import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import SchemaSerializer, core_schema

from .row_schemas import CONFIG, schema_of
from .rows import Row
from .scalars import TRUTH

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

# Scalars that an editor reads as a number (YAML 1.2 core schema, 10.3.2); our reader does not.
_NUMBER: Final = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?")
_TRUTH: Final = {"true": True, "false": False}


def schema(model: type[Row]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a row's files. It takes what the reader takes: an editor
    parses `0116` as a number and `true` as a truth value before it looks at the schema, so a field
    of text must allow those types too."""
    made = _ForEditors().generate(schema_of(model))
    return {"$schema": DIALECT, **made}


def schema_files(models: Mapping[str, type[Row]]) -> dict[str, bytes]:
    """`<name>.json` for each model; the same models give the same bytes."""
    made = {f"{name}.json": schema(model) for name, model in sorted(models.items())}
    return {
        name: json.dumps(each, indent=2, ensure_ascii=False).encode() + b"\n"
        for name, each in made.items()
    }


class _ForEditors(GenerateJsonSchema):
    """Pydantic's schema, with scalars as a YAML editor takes them, and fields without titles, which
    would only repeat the keys."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        kind = schema["cls"]
        return {
            **self.generate_inner(schema["schema"]),
            "title": kind.__name__,
            "description": inspect.cleandoc(kind.__doc__ or ""),
            "additionalProperties": False,
        }

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return {**super().str_schema(schema), "type": ["string", "number", "boolean"]}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        return {"enum": [True, False, *TRUTH]}

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        spellings = [each for value in schema["expected"] for each in _spellings(value)]
        return {"const": spellings[0]} if len(spellings) == 1 else {"enum": spellings}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """The schema of a key that may be left out. It may also stand without a value, as in new
        files (`by:`), unless leaving it out means something."""
        made = super().default_schema(schema)
        default = schema.get("default", schema.get("default_factory"))
        return _or_null(made) if default in ("", None, (), dict, tuple, list) else made

    def encode_default(self, dft: Any) -> Any:
        if not isinstance(dft, Row):
            return super().encode_default(dft)
        return SchemaSerializer(schema_of(type(dft)), CONFIG).to_python(dft, mode="json")

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _or_null(made: JsonSchemaValue) -> JsonSchemaValue:
    """A schema that also takes null."""
    if "anyOf" in made:
        null = {"type": "null"}
        return made if null in made["anyOf"] else {**made, "anyOf": [*made["anyOf"], null]}
    if "enum" in made:
        return {**made, "enum": [*made["enum"], None]}
    if "type" in made:
        types = made["type"] if isinstance(made["type"], list) else [made["type"]]
        return {**made, "type": [*types, "null"]}
    default = {key: made[key] for key in ("default",) if key in made}
    bare = {key: value for key, value in made.items() if key != "default"}
    return {"anyOf": [bare, {"type": "null"}], **default}


def _spellings(value: Any) -> list[Any]:
    """A choice, and the value that an editor makes of it without quotes."""
    if isinstance(value, bool):
        return [value, *(text for text, meaning in TRUTH.items() if meaning is value)]
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return [value, json.loads(str(float(value)).removesuffix(".0"))]
    if isinstance(value, str) and value in _TRUTH:
        return [value, _TRUTH[value]]
    return [value]
