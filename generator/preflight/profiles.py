"""Preflight profiles: the rules that a file must pass, with their limits.

Profiles are data. A standard's own profile (`pdfx4`, `pdfx1a`) has what the standard asks for and
nothing else. A press profile adds what print shops ask for.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from msgspec import Struct

from generator.problems import Severity


class Check(Struct, frozen=True):
    """One rule by name, with its limits and the severity of its faults."""

    rule: str
    limits: Mapping[str, Any] = {}
    severity: Severity = Severity.ERROR


class CheckProfile(Struct, frozen=True):
    """The checks of a kind of file, in order."""

    title: str
    rows: tuple[Check, ...]


Checks = tuple[Check, ...]
_ALWAYS: Final[Checks] = (
    Check("structure"), Check("encrypted"), Check("page-count"), Check("content"),
    Check("boxes-nested"),
    Check("trim-size"), Check("fonts-embedded"), Check("to-unicode", severity=Severity.WARNING),
    Check("missing-glyph"),
)  # fmt: skip
_CODES: Final[Checks] = (
    Check("code-reads"),
    Check("code-target"),
    Check("code-blurred"),
    Check("code-address"),
    Check("code-scheme"),
    Check("code-module", {"least": 0.5}),
    Check("code-quiet-zone", {"modules": 4}),
    Check("code-contrast", {"least": 0.55}),
)

_INSIDE: Final[Checks] = (
    Check("text-inside"),
    Check("text-near-edge", {"mm": 1.0}, Severity.WARNING),
)

# PDF/X. The output profile is one of CMYK, so DeviceRGB is left without a meaning.
_INKS: Final = ("DeviceCMYK", "DeviceGray", "Separation", "DeviceN")
_X4_SPACES: Final = (
    *_INKS, "ICCBased Gray", "ICCBased RGB", "ICCBased CMYK", "CalGray", "CalRGB", "Lab",
    "JPXDecode",
)  # fmt: skip
_NOT_IN_X: Final = ("lzw", "action", "javascript", "embedded-file", "postscript", "alternates")
_X: Final[Checks] = (
    Check("structure"), Check("encrypted"), Check("page-count"), Check("content"), Check("file-id"),
    Check("boxes-nested"), Check("trim-box", {"art": True}), Check("art-box"), Check("view-boxes"),
    Check("separated"),
    Check("fonts-embedded"), Check("complete"), Check("forbidden", {"kinds": _NOT_IN_X}),
    Check("annotations"), Check("transfer-curves"), Check("halftones"), Check("rendering-intents"),
)  # fmt: skip
_X4: Final[Checks] = (
    *_X,
    Check("version", {"latest": "1.6"}),
    Check("output-intent"),
    Check("pdfx-metadata", {"declared": "PDF/X-4"}),
    Check("layers", {"allowed": True}),
    Check("spot-alike"),
    Check("colour-spaces", {"allowed": _X4_SPACES}),
)
_X1A: Final[Checks] = (
    *_X,
    Check("version", {"latest": "1.4"}),
    Check("output-intent", {"embedded": False}),
    Check("pdfx-info", {"declared": ("PDF/X-1a:2003",)}),
    Check("layers", {"allowed": False}),
    Check("plain-objects"),
    Check("compression", {"kinds": ("jpx", "jbig2")}),
    Check("transparency"),
    Check("default-spaces"),
    Check("colour-spaces", {"allowed": _INKS}),
)

# What print shops ask for beyond PDF/X.
_MARKS: Final[Checks] = (
    Check("black-text"),
    Check("black-overprint"),
    Check("white-overprint"),
    Check("small-type", {"pt": 6}),
    Check("reversed-type", {"pt": 7}),
    Check("small-type-inks", {"pt": 9}, Severity.WARNING),
    Check("text-safe"),
    Check("text-near-trim", severity=Severity.WARNING),
    *_INSIDE,
    Check("missing-glyph"),
    Check("font-widths", severity=Severity.WARNING),
    Check("thin-lines", {"pt": 0.25}),
    Check("marks-on-every-plate"),
    Check("image-resolution", {"ppi": 250}),
    Check("image-sharpness", {"ppi": 300, "least": 250}, Severity.WARNING),
    Check("line-art-resolution", {"ppi": 800}, Severity.WARNING),
    Check("spots"),
    Check("hidden-layers"),
)
_RENDERED: Final[Checks] = (
    Check("bleed-painted", {"least": 3.0}),
    Check("plate-empty", severity=Severity.WARNING),
)


def _press(standard: Checks, percent: float) -> Checks:
    """A standard with the further checks of a press. If both have a rule, the press is stricter."""
    beyond: Checks = (
        Check("trim-box"), Check("trim-size"), Check("media-origin"), Check("user-unit"),
        Check("crop-box"), Check("bleed"), Check("output-intent"), Check("fonts-subset"),
        Check("to-unicode", severity=Severity.WARNING),
        Check("colour-spaces", {"allowed": _INKS, "looks": () if standard is _X1A else ("Lab",)}),
        Check("spot-alike"), Check("plates"),
        Check("ink-limit", {"percent": percent}), *_MARKS, *_RENDERED, *_CODES,
    )  # fmt: skip
    names = {row.rule for row in beyond}
    return (*(row for row in standard if row.rule not in names), *beyond)


_OFFICE: Final[Checks] = (
    *_ALWAYS,
    Check("media-origin"),
    Check("no-marks"),
    Check("true-black"),
    Check("black-text"),
    *_INSIDE,
    Check("forbidden", {"kinds": ("javascript", "embedded-file")}),
)

# PDF/UA-1, and what those who listen need beyond it.
_TAGGED: Final[Checks] = (
    Check("claims", {"ua": "1"}),
    *map(Check, (
        "tagged", "tag-tree", "tag-roles", "tag-content", "tag-numbers", "tag-parents",
        "tab-order", "headings", "lists", "tables", "figures", "notes", "links",
    )),
    Check("link-target", severity=Severity.WARNING),
    Check("language"),
    Check("right-to-left", severity=Severity.WARNING),
    *map(Check, (
        "letters", "font-widths", "font-make", "layer-names", "files-named", "media-described",
        "whole-pages", "title",
    )),
    Check("bookmarks", severity=Severity.WARNING),
)  # fmt: skip
# PDF/A-2, as far as it is checked here.
_NOT_KEPT: Final = ("javascript", "embedded-file", "lzw", "postscript", "alternates")
_ARCHIVE: Final[Checks] = (
    Check("info-agrees"),
    Check("file-id"),
    Check("colours-meant"),
    Check("kept"),
    Check("annotations-shown"),
    Check("forbidden", {"kinds": _NOT_KEPT}),
)

PROFILES: Final[Mapping[str, CheckProfile]] = {
    "pdfx4": CheckProfile("PDF/X-4 (ISO 15930-7), and nothing beyond it", _X4),
    "pdfx1a": CheckProfile("PDF/X-1a:2003 (ISO 15930-4), and nothing beyond it", _X1A),
    "press-coated": CheckProfile("Commercial printer, coated paper: PDF/X-4", _press(_X4, 300)),
    "press-uncoated": CheckProfile("Commercial printer, uncoated paper: PDF/X-4", _press(_X4, 280)),
    "press-newsprint": CheckProfile("Commercial printer, newsprint: PDF/X-4", _press(_X4, 240)),
    "press-x1a": CheckProfile("Commercial printer, coated paper: PDF/X-1a", _press(_X1A, 300)),
    "office": CheckProfile(
        "Office or school printer: trimmed size, true black", (*_OFFICE, *_CODES)
    ),
    "mono": CheckProfile(
        "Office or school printer with black alone",
        (*_OFFICE, Check("black-alone"), Check("true-mono"), *_CODES),
    ),
    "screen": CheckProfile(
        "On a screen and read aloud: PDF/UA-1, and PDF/A where it is claimed",
        (*(row for row in _ALWAYS if row.rule != "to-unicode"), *_TAGGED, *_CODES),
    ),
}


def _archive(level: str) -> Checks:
    return (Check("archive-claim", {"level": level}), *_ARCHIVE)


# Standards by the names that --standard knows, with what is held to each.
STANDARDS: Final[Mapping[str, Checks]] = {
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
PEOPLE: Final = "whether words, their order and alternatives are right (only people can say)"
_NOT_CHECKED: Final[Mapping[str, tuple[str, ...]]] = {
    "pdfua1": (
        "PDF/UA-1 beyond these rules: prefixes in XMP, languages in marked content",
        PEOPLE,
    ),
    "pdfa": ("PDF/A beyond these rules: XMP schemas, ICC profiles, how fonts and images are made",),
}


def rows_of(profile: str, standards: Iterable[str] = ()) -> Checks:
    """The checks of a profile and of standards beside it; either may be empty. If both have a rule,
    the profile's limits count."""
    rows = PROFILES[profile].rows if profile else ()
    for name in standards:
        known = {row.rule for row in rows}
        asked = _ARCHIVE if name.startswith(CLAIM) else STANDARDS[name]
        rows = (*rows, *(row for row in asked if row.rule not in known))
    return rows


def not_checked(profile: str, standards: Iterable[str]) -> tuple[str, ...]:
    """The requirements of a profile and standards that no rule checks."""
    names = {profile.replace("screen", "pdfua1"), *standards}
    kinds = {
        "pdfua1": "pdfua1" in names,
        "pdfa": any(name.startswith((CLAIM, "pdfa")) for name in names),
    }
    return tuple(one for kind, asked in kinds.items() if asked for one in _NOT_CHECKED[kind])
