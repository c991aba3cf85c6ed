"""Bring the Noto families into `fonts/` from their npm packages: `python -m tools.noto`.

Files are taken as they come, under the names the families use themselves, with their licence.
Chinese alone is cut down to the common characters: whole, it is 11 MB for each weight. Needs npm.
The same versions give the same bytes.
"""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS: Final = Path(__file__).resolve().parents[1] / "fonts"
NAMES: Final = {
    400: "Regular",
    500: "Medium",
    600: "SemiBold",
    700: "Bold",
    800: "ExtraBold",
    900: "Black",
}
TEXT: Final = (400, 500, 600, 700, 800)


@dataclass(frozen=True)
class Source:
    """A family's npm package under @expo-google-fonts, and the CSS weights taken from it."""

    package: str
    version: str
    folder: str
    weights: tuple[int, ...] = TEXT
    chinese: bool = False


SOURCES: Final = (
    Source("noto-sans", "0.4.2", "NotoSans"),
    Source("noto-sans-gujarati", "0.4.2", "NotoSansGujarati"),
    Source("noto-sans-gurmukhi", "0.4.1", "NotoSansGurmukhi"),
    Source("noto-sans-devanagari", "0.4.1", "NotoSansDevanagari"),
    Source("noto-sans-bengali", "0.4.4", "NotoSansBengali"),
    Source("noto-sans-tamil", "0.4.3", "NotoSansTamil"),
    Source("noto-sans-arabic", "0.4.3", "NotoSansArabic"),
    Source("noto-nastaliq-urdu", "0.4.2", "NotoNastaliqUrdu", (400, 500, 600, 700)),
    Source("noto-sans-sc", "0.4.3", "NotoSansSC", (400, 500, 700, 900), chinese=True),
)

# What Chinese text has besides ideographs: ASCII, the middle dot of foreign names, dashes and
# quotes, signs and figures in circles, CJK and full-width punctuation.
SIGNS: Final = (
    (0x20, 0x7E),
    (0xA0, 0xA0),
    (0xB0, 0xB0),
    (0xB7, 0xB7),
    (0xD7, 0xD7),
    (0x2010, 0x2027),
    (0x2030, 0x203B),
    (0x20AC, 0x20AC),
    (0x2103, 0x2103),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2460, 0x2473),
    (0x3000, 0x301F),
    (0xFF01, 0xFF5E),
    (0xFFE0, 0xFFE6),
)

# In everyday words and in names of today, but not in GB 2312, which is of 1980.
SINCE_1980: Final = (
    "呣啰瞭囧啫粿嘚焗濛甪镕堃喆玥珺祎翀昇璟芃嫄禛竑翙赟頔飏彧昉暐曈洺湉溦炘烜燊玙玚珣瑀瑄祐翾"
)


def ideographs() -> Iterator[str]:
    """The 6,763 ideographs of GB 2312, levels 1 and 2 (rows 16 to 87), and those of since."""
    for row in range(16, 88):
        for cell in range(1, 95):
            if row != 55 or cell < 90:  # the last five places of row 55 are empty
                yield bytes((0xA0 + row, 0xA0 + cell)).decode("gb2312")
    yield from SINCE_1980


def chinese_characters() -> frozenset[int]:
    """Every code point the cut-down fonts keep, where the whole fonts have it."""
    signs = (code for first, last in SIGNS for code in range(first, last + 1))
    return frozenset((*signs, *(ord(found) for found in ideographs())))


def cut(data: bytes) -> bytes:
    """A font with `chinese_characters` only, and every layout feature with the forms it gives."""
    options = subset.Options(
        layout_features=["*"],
        name_IDs=["*"],
        notdef_outline=True,
        glyph_names=False,
    )
    font: Any = TTFont(BytesIO(data), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=chinese_characters())
    cutter.subset(font)
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def fetch(source: Source) -> None:
    """Write a family's files and licence into `fonts/`."""
    target = FONTS / source.folder
    target.mkdir(exist_ok=True)
    for name, data in _package(source).items():
        (target / name).write_bytes(data)


def _package(source: Source) -> dict[str, bytes]:
    """What is taken from an npm package, by its name in `fonts/`."""
    wanted = {"package/LICENSE_FONT": "OFL.txt"}
    for weight in source.weights:
        style = f"{weight}{NAMES[weight]}"
        path = f"package/{style}/{source.folder}_{style}.ttf"
        wanted[path] = f"{source.folder}-{NAMES[weight]}.ttf"
    found: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        named = f"@expo-google-fonts/{source.package}@{source.version}"
        subprocess.run(("npm", "pack", "--silent", named), cwd=folder, check=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            for path, name in wanted.items():
                member = archive.extractfile(path)
                assert member is not None
                data = member.read()
                found[name] = cut(data) if source.chinese and name.endswith(".ttf") else data
    return found


if __name__ == "__main__":
    for row in SOURCES:
        fetch(row)
