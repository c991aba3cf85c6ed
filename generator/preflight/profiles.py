"""Preflight profiles: which rules a file must pass, with their limits. Rows of data.

A standard's own profile (`pdfx4`, `pdfx1a`) holds what the standard asks for and nothing else;
a press profile adds what print shops ask for beyond it.
"""

from collections.abc import Iterable, Mapping
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


Rows = tuple[Row, ...]
_ALWAYS: Final[Rows] = (
    Row("structure"), Row("page-count"), Row("content"), Row("boxes-nested"), Row("trim-size"),
    Row("fonts-embedded"), Row("to-unicode", severity=Severity.WARNING), Row("missing-glyph"),
)  # fmt: skip
_CODES: Final[Rows] = (
    Row("code-reads"),
    Row("code-target"),
    Row("code-blurred"),
    Row("code-address"),
    Row("code-scheme"),
    Row("code-module", {"least": 0.5}),
    Row("code-quiet-zone", {"modules": 4}),
    Row("code-contrast", {"least": 0.55}),
)

# PDF/X. The output profile is one of CMYK, so DeviceRGB is left without a meaning.
_INKS: Final = ("DeviceCMYK", "DeviceGray", "Separation", "DeviceN")
_X4_SPACES: Final = (
    *_INKS, "ICCBased Gray", "ICCBased RGB", "ICCBased CMYK", "CalGray", "CalRGB", "Lab",
    "JPXDecode",
)  # fmt: skip
_NOT_IN_X: Final = ("lzw", "action", "javascript", "embedded-file", "postscript", "alternates")
_X: Final[Rows] = (
    Row("structure"), Row("page-count"), Row("content"), Row("file-id"), Row("boxes-nested"),
    Row("trim-box", {"art": True}), Row("art-box"), Row("view-boxes"), Row("separated"),
    Row("fonts-embedded"), Row("complete"), Row("forbidden", {"traits": _NOT_IN_X}),
    Row("annotations"), Row("transfer-curves"), Row("halftones"), Row("rendering-intents"),
)  # fmt: skip
_X4: Final[Rows] = (
    *_X,
    Row("version", {"latest": "1.6"}),
    Row("output-intent"),
    Row("pdfx-metadata", {"declared": "PDF/X-4"}),
    Row("layers", {"allowed": True}),
    Row("spot-alike"),
    Row("colour-spaces", {"allowed": _X4_SPACES}),
)
_X1A: Final[Rows] = (
    *_X,
    Row("version", {"latest": "1.4"}),
    Row("output-intent", {"embedded": False}),
    Row("pdfx-info", {"declared": ("PDF/X-1a:2003",)}),
    Row("layers", {"allowed": False}),
    Row("plain-objects"),
    Row("compression", {"traits": ("jpx", "jbig2")}),
    Row("transparency"),
    Row("default-spaces"),
    Row("colour-spaces", {"allowed": _INKS}),
)

# What print shops ask for beyond PDF/X.
_MARKS: Final[Rows] = (
    Row("black-text"),
    Row("black-overprint"),
    Row("white-overprint"),
    Row("small-type", {"pt": 6}),
    Row("reversed-type", {"pt": 7}),
    Row("small-type-inks", {"pt": 9}, Severity.WARNING),
    Row("text-safe"),
    Row("text-near-trim", severity=Severity.WARNING),
    Row("missing-glyph"),
    Row("font-widths", severity=Severity.WARNING),
    Row("thin-lines", {"pt": 0.25}),
    Row("marks-on-every-plate"),
    Row("image-resolution", {"ppi": 250}),
    Row("image-sharpness", {"ppi": 300, "least": 250}, Severity.WARNING),
    Row("line-art-resolution", {"ppi": 800}, Severity.WARNING),
    Row("spots"),
    Row("hidden-layers"),
)
_RENDERED: Final[Rows] = (
    Row("bleed-painted", {"least": 3.0}),
    Row("plate-empty", severity=Severity.WARNING),
)


def _press(standard: Rows, percent: float) -> Rows:
    """A standard with what a press asks for beyond it; where both ask, the press asks more."""
    beyond: Rows = (
        Row("trim-box"), Row("trim-size"), Row("media-origin"), Row("user-unit"), Row("crop-box"),
        Row("bleed"), Row("output-intent"), Row("fonts-subset"),
        Row("to-unicode", severity=Severity.WARNING),
        Row("colour-spaces", {"allowed": _INKS, "looks": () if standard is _X1A else ("Lab",)}),
        Row("spot-alike"), Row("plates"),
        Row("ink-limit", {"percent": percent}), *_MARKS, *_RENDERED, *_CODES,
    )  # fmt: skip
    names = {row.rule for row in beyond}
    return (*(row for row in standard if row.rule not in names), *beyond)


_OFFICE: Final[Rows] = (
    *_ALWAYS,
    Row("media-origin"),
    Row("no-marks"),
    Row("true-black"),
    Row("black-text"),
    Row("forbidden", {"traits": ("javascript", "embedded-file")}),
)

# PDF/UA-1, and what those who listen need beyond it.
_TAGGED: Final[Rows] = (
    Row("claims", {"ua": "1"}),
    Row("tagged"),
    Row("tag-tree"),
    Row("tag-roles"),
    Row("tag-content"),
    Row("tag-numbers"),
    Row("tag-parents"),
    Row("tab-order"),
    Row("headings"),
    Row("lists"),
    Row("tables"),
    Row("figures"),
    Row("notes"),
    Row("links"),
    Row("link-target", severity=Severity.WARNING),
    Row("language"),
    Row("right-to-left", severity=Severity.WARNING),
    Row("letters"),
    Row("font-widths"),
    Row("font-make"),
    Row("layer-names"),
    Row("files-named"),
    Row("media-described"),
    Row("whole-pages"),
    Row("title"),
    Row("bookmarks", severity=Severity.WARNING),
)
# PDF/A-2, as far as it is judged here.
_NOT_KEPT: Final = ("javascript", "embedded-file", "lzw", "postscript", "alternates")
_ARCHIVE: Final[Rows] = (
    Row("info-agrees"),
    Row("file-id"),
    Row("colours-meant"),
    Row("kept"),
    Row("annotations-shown"),
    Row("forbidden", {"traits": _NOT_KEPT}),
)

PROFILES: Final[Mapping[str, Profile]] = {
    "pdfx4": Profile("PDF/X-4 (ISO 15930-7), and nothing beyond it", _X4),
    "pdfx1a": Profile("PDF/X-1a:2003 (ISO 15930-4), and nothing beyond it", _X1A),
    "press-coated": Profile("Commercial printer, coated paper: PDF/X-4", _press(_X4, 300)),
    "press-uncoated": Profile("Commercial printer, uncoated paper: PDF/X-4", _press(_X4, 280)),
    "press-newsprint": Profile("Commercial printer, newsprint: PDF/X-4", _press(_X4, 240)),
    "press-x1a": Profile("Commercial printer, coated paper: PDF/X-1a", _press(_X1A, 300)),
    "office": Profile("Office or school printer: trimmed size, true black", (*_OFFICE, *_CODES)),
    "mono": Profile(
        "Office or school printer with black alone",
        (*_OFFICE, Row("black-alone"), Row("true-mono"), *_CODES),
    ),
    "screen": Profile(
        "On a screen and read aloud: PDF/UA-1, and PDF/A where it is claimed",
        (*(row for row in _ALWAYS if row.rule != "to-unicode"), *_TAGGED, *_CODES),
    ),
}


def _archive(level: str) -> Rows:
    return (Row("archive-claim", {"level": level}), *_ARCHIVE)


# Standards by the names that --standard knows, with what is held to each.
STANDARDS: Final[Mapping[str, Rows]] = {
    "pdfx4": _X4,
    "pdfx1a": _X1A,
    "pdfua1": (*(row for row in _ALWAYS if row.rule != "to-unicode"), *_TAGGED),
    "pdfa2a": _archive("2A"),
    "pdfa2b": _archive("2B"),
    "pdfa2u": _archive("2U"),
}
# What editions call the standards that their files declare.
DECLARED: Final[Mapping[str, str]] = {
    "PDF/X-4": "pdfx4", "PDF/X-1a:2003": "pdfx1a", "PDF/A-2a": "pdfa2a",
}  # fmt: skip
# A claim of PDF/A, of whatever part and level, is held to what all of them share.
CLAIM: Final = "PDF/A-"
# What those who ask for a standard should know is not looked at here.
PEOPLE: Final = "whether words, their order and alternatives are right (only people can tell)"
_UNJUDGED: Final[Mapping[str, tuple[str, ...]]] = {
    "pdfua1": (
        "PDF/UA-1 beyond these rules: prefixes in XMP, languages in marked content",
        PEOPLE,
    ),
    "pdfa": ("PDF/A beyond these rules: XMP schemas, ICC profiles, how fonts and images are made",),
}


def rows_of(profile: str, standards: Iterable[str] = ()) -> Rows:
    """What a file is held to by a profile and standards beside it; either may be empty. Where
    both ask for one rule, the profile's limits stand."""
    rows = PROFILES[profile].rows if profile else ()
    for name in standards:
        known = {row.rule for row in rows}
        asked = _ARCHIVE if name.startswith(CLAIM) else STANDARDS[name]
        rows = (*rows, *(row for row in asked if row.rule not in known))
    return rows


def not_judged(profile: str, standards: Iterable[str]) -> tuple[str, ...]:
    """What a profile and standards ask for that no rule here looks at."""
    names = {profile.replace("screen", "pdfua1"), *standards}
    kinds = {
        "pdfua1": "pdfua1" in names,
        "pdfa": any(name.startswith((CLAIM, "pdfa")) for name in names),
    }
    return tuple(one for kind, asked in kinds.items() if asked for one in _UNJUDGED[kind])
