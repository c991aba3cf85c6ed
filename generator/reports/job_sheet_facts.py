"""The facts on a job sheet: what a print shop has to know of a press file. Lengths are mm."""

from msgspec import Struct

Size = tuple[float, float]


class FileFacts(Struct, frozen=True):
    """The finished file, and how to recognise it."""

    path: str
    name: str
    sha256: str
    bytes: int


class CampaignFacts(Struct, frozen=True):
    """The campaign that the words belong to, and their date."""

    name: str
    title: str
    version: str
    date: str


class LanguageFacts(Struct, frozen=True):
    """The language of the words: its tag and its English name."""

    tag: str
    name: str


class EditionFacts(Struct, frozen=True):
    """The edition by its name with the choices for it, and what it stands for."""

    name: str
    title: str


class PanelFacts(Struct, frozen=True):
    """A panel of a folded sheet."""

    name: str
    width_mm: float


class SideFacts(Struct, frozen=True):
    """A side of the flat sheet, its folds and panels from left to right."""

    name: str
    folds_mm: tuple[float, ...]
    panels: tuple[PanelFacts, ...]


class SheetFacts(Struct, frozen=True):
    """The flat sheet and its folds. `pages_are` says what a page of the file shows, and `turn` is
    the edge that the sheet turns on. Words keep `safe_mm` from trims and folds."""

    format: str
    flat_mm: Size
    folded_mm: Size
    fold: str
    sides: tuple[SideFacts, ...]
    bleed_mm: float
    safe_mm: float
    pages_are: str
    turn: str


class PageFact(Struct, frozen=True):
    """A page of the file: its trimmed size and that of the whole sheet."""

    name: str
    trim_mm: Size
    sheet_mm: Size


class InkFacts(Struct, frozen=True):
    """The plates, the plates of spot inks, the total of the heaviest colour on the sheet, apart
    from `pictures`, and the printing condition that the file is made for."""

    plates: tuple[str, ...]
    spots: tuple[str, ...]
    limit_percent: float | None
    heaviest_percent: float
    pictures: bool
    condition: str
    output_intent: str
    standard: str
    black_overprints: bool


class CodeFacts(Struct, frozen=True):
    """A QR code as it was read back, on a page from 1."""

    page: int
    target: str
    module_mm: float


class WarningFacts(Struct, frozen=True):
    """A warning, and how often it was found."""

    rule: str
    message: str
    count: int


class PreflightFacts(Struct, frozen=True):
    """How the file was checked."""

    profile: str
    rules: tuple[str, ...]
    rules_run: tuple[str, ...]
    passed: bool
    warnings: tuple[WarningFacts, ...]


class JobSheetFacts(Struct, frozen=True):
    """All the facts on a job sheet: what preflight found in the finished file, and what only the
    project knows, such as the folds, the paper and the campaign. `title` and `area_title` are the
    layout's and the area's as people write them, and `stock` the paper that the format asks for.
    `numbers` are the telephone numbers that are printed, in the order of the campaign's blocks.
    `under_12_pt_percent` is of the letters of sentences."""

    version: int
    file: FileFacts
    campaign: CampaignFacts
    language: LanguageFacts
    area: str
    area_title: str
    layout: str
    title: str
    edition: EditionFacts
    printer: str
    draft: bool
    test: bool
    sheet: SheetFacts
    pages: tuple[PageFact, ...]
    ink: InkFacts
    paper: str
    stock: str
    codes: tuple[CodeFacts, ...]
    numbers: tuple[str, ...]
    fonts: tuple[str, ...]
    under_12_pt_percent: float
    preflight: PreflightFacts
