"""Preflight profiles: which rules a file must pass, with their limits. Rows of data."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from generator.problems import Severity


class Row(NamedTuple):
    """One rule by name, with its limits; a fault is of this severity."""

    rule: str
    limits: Mapping[str, Any] = {}
    severity: Severity = Severity.ERROR


class Profile(NamedTuple):
    """What a kind of file must hold to, in order."""

    title: str
    rows: tuple[Row, ...]


_ALWAYS: Final = (Row("structure"), Row("page-count"), Row("content"), Row("boxes-nested"),
                  Row("trim-size"), Row("fonts-embedded"), Row("to-unicode"))  # fmt: skip
_CODES: Final = (
    Row("code-reads"),
    Row("code-target"),
    Row("code-blurred"),
    Row("code-address"),
    Row("code-scheme"),
    Row("code-module"),
    Row("code-quiet-zone", {"modules": 4}),
)

PROFILES: Final[Mapping[str, Profile]] = {
    "press": Profile(
        "Commercial printer: PDF/X-4 in CMYK with bleed",
        (
            *_ALWAYS,
            Row("version", {"version": "1.6"}),
            Row("file-id"),
            Row("media-origin"),
            Row("trim-box"),
            Row("art-box"),
            Row("crop-box"),
            Row("bleed"),
            Row("fonts-subset"),
            Row("colour-spaces", {"allowed": ("DeviceCMYK", "DeviceGray", "Separation")}),
            Row("black-text"),
            Row("white-overprint"),
            Row("ink-limit", {"percent": 300}),
            Row("output-intent"),
            Row("pdfx-metadata", {"declared": "PDF/X-4"}),
            Row("forbidden", {"traits": ("lzw", "action", "javascript", "embedded-file",
                                         "postscript", "alternates")}),
            Row("annotations"),
            *_CODES,
        ),
    ),
    "office": Profile(
        "Office or school printer: trimmed size, true black",
        (
            *_ALWAYS,
            Row("media-origin"),
            Row("no-marks"),
            Row("true-black"),
            Row("black-text"),
            Row("forbidden", {"traits": ("javascript", "embedded-file")}),
            *_CODES,
        ),
    ),
}  # fmt: skip
