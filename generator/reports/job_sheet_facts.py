"""The facts on a job sheet: what a print shop has to know of a press file. Lengths are mm."""

from dataclasses import dataclass

Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The finished file, and how to recognise it."""

    path: str
    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class CampaignFacts:
    """The campaign that the words belong to, and their date."""

    name: str
    title: str
    version: str
    date: str


@dataclass(frozen=True, slots=True)
class LanguageFacts:
    """The language of the words: its tag and its English name."""

    tag: str
    name: str


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """The edition by its name with the choices for it, and what it stands for."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class PanelFacts:
    """A panel of a folded sheet."""

    name: str
    width_mm: float


@dataclass(frozen=True, slots=True)
class SideFacts:
    """A side of the flat sheet, its folds and panels from left to right."""

    name: str
    folds_mm: tuple[float, ...]
    panels: tuple[PanelFacts, ...]


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """The flat sheet and its folds. `pages_are` says what a page of the file shows, and `turn` is
    the edge that the sheet turns on."""

    format: str
    flat_mm: Size
    folded_mm: Size
    fold: str
    sides: tuple[SideFacts, ...]
    bleed_mm: float
    pages_are: str
    turn: str


@dataclass(frozen=True, slots=True)
class PageFact:
    """A page of the file: its trimmed size and that of the whole sheet."""

    name: str
    trim_mm: Size
    sheet_mm: Size


@dataclass(frozen=True, slots=True)
class InkFacts:
    """The plates, the plates of spot inks, and the printing condition that the file is made for."""

    plates: tuple[str, ...]
    spots: tuple[str, ...]
    limit_percent: float | None
    condition: str
    output_intent: str
    standard: str
    black_overprints: bool


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """A QR code as it was read back, on a page from 1."""

    page: int
    target: str
    module_mm: float


@dataclass(frozen=True, slots=True)
class WarningFacts:
    """A warning, and how often it was found."""

    rule: str
    message: str
    count: int


@dataclass(frozen=True, slots=True)
class PreflightFacts:
    """How the file was checked."""

    profile: str
    rules: tuple[str, ...]
    rules_run: tuple[str, ...]
    passed: bool
    warnings: tuple[WarningFacts, ...]


@dataclass(frozen=True, slots=True)
class JobSheetFacts:
    """All the facts on a job sheet: what preflight found in the finished file, and what only the
    project knows, such as the folds, the paper and the campaign."""

    version: int
    file: FileFacts
    campaign: CampaignFacts
    language: LanguageFacts
    area: str
    layout: str
    edition: EditionFacts
    printer: str
    draft: bool
    test: bool
    sheet: SheetFacts
    pages: tuple[PageFact, ...]
    ink: InkFacts
    paper: str
    codes: tuple[CodeFacts, ...]
    fonts: tuple[str, ...]
    preflight: PreflightFacts
