"""Small PDFs made by hand, byte by byte, so that a test can break exactly one thing.

A sample is a mapping of object names to bodies. `@name` in a body is a reference to the object
of that name; a stream is a pair of dictionary entries and bytes. A single page of 60 x 60 mm
with 3 mm bleed and 10 mm all round, a ground, black text, crop marks and one QR code.
"""

import io
import re
from functools import lru_cache
from pathlib import Path

import qrcode
from fontTools.ttLib import TTFont

from generator.preflight import Expected, ExpectedCode
from generator.units import pt

Body = bytes | tuple[bytes, bytes]
Sample = dict[str, Body]

ROOT = Path(__file__).parents[2]
FONT = (ROOT / "fonts/PublicSans/PublicSans-Regular.ttf").read_bytes()
ICC = (ROOT / "layouts/press/FOGRA39L_coated.icc").read_bytes()
TARGET = "https://example.org/pledge"
ADDRESS = "example.org/pledge"
TRIM, BLEED, SLUG = 60.0, 3.0, 10.0
CARD_X, CARD_Y, MODULE = 20.0, 22.0, 0.6


@lru_cache
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    return tuple(tuple(row) for row in code.get_matrix())


def card_size(text: str = TARGET, module: float = MODULE) -> float:
    return (len(modules(text)) + 8) * module


def rectangle(x: float, y: float, width: float, height: float, edge: float = SLUG) -> bytes:
    """`re` for mm from the trimmed page's top left corner, on a sheet `edge` wider all round."""
    left, bottom = pt(edge + x), pt(edge + TRIM - y - height)
    return b"%.4f %.4f %.4f %.4f re\n" % (left, bottom, pt(width), pt(height))


def code(
    text: str = TARGET, module: float = MODULE, ink: bytes = b"0 0 0 1 k", edge: float = SLUG
) -> bytes:
    """Squares of a QR code whose card stands at CARD_X, CARD_Y."""
    start = 4 * module
    squares = [
        rectangle(CARD_X + start + x * module, CARD_Y + start + y * module, module, module, edge)
        for y, row in enumerate(modules(text))
        for x, dark in enumerate(row)
        if dark
    ]
    return b"q " + ink + b"\n" + b"".join(squares) + b"f Q\n"


def card(white: bytes = b"0 0 0 0 k", size: float | None = None, edge: float = SLUG) -> bytes:
    size = card_size() if size is None else size
    return b"q " + white + b"\n" + rectangle(CARD_X, CARD_Y, size, size, edge) + b"f Q\n"


GROUND = b"q 0 0.04 0.12 0 k\n" + rectangle(-3, -3, 66, 66) + b"f Q\n"
TEXT = b"q /K gs BT 0 0 0 1 k /F1 9 Tf 1 0 0 1 140 172 Tm [<0022> 12 <0023>] TJ ET Q\n"
MARKS = b"q /All CS 1 SCN 0.25 w 0 28.3465 m 14 28.3465 l S Q\n"

XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 pdf:Trapped="False" pdfxid:GTS_PDFXVersion="PDF/X-4">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Sample</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>2024-01-01</xmp:CreateDate><xmp:ModifyDate>2024-01-01</xmp:ModifyDate>
<xmp:MetadataDate>2024-01-01</xmp:MetadataDate><xmpMM:DocumentID>uuid:1</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def spelt(text: str) -> bytes:
    """The hexadecimal glyph numbers of a text in the samples' font."""
    return b"".join(b"%04X" % GLYPHS[ord(letter)] for letter in text)


def words(text: str, x: float, y: float, ink: bytes, edge: float = SLUG) -> bytes:
    """A line of 9 pt whose baseline begins at x, y mm from the trimmed page's top left corner."""
    left, bottom = pt(edge + x), pt(edge + TRIM - y)
    at = b"q BT %b /F0 9 Tf 1 0 0 1 %.4f %.4f Tm " % (ink, left, bottom)
    return at + b"[<" + spelt(text) + b">] TJ ET Q\n"


with TTFont(io.BytesIO(FONT), lazy=True) as _font:
    GLYPHS = {code: _font.getGlyphID(name) for code, name in _font.getBestCmap().items()}
    WIDTHS = b" ".join(
        b"%d [%.1f]" % (GLYPHS[code], _font["hmtx"][name][0] * 1000 / _font["head"].unitsPerEm)
        for code, name in _font.getBestCmap().items()
        if 32 < code < 127
    )


def to_unicode(text: str) -> bytes:
    """A map from the glyphs of a text's letters to the letters."""
    letters = sorted(set(text), key=lambda letter: GLYPHS[ord(letter)])
    pairs = b" ".join(b"<%b> <%04X>" % (spelt(letter), ord(letter)) for letter in letters)
    return b"""/CIDInit /ProcSet findresource begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
%d beginbfchar %b endbfchar endcmap""" % (len(letters), pairs)


_TYPE0 = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+PublicSans-Regular "
    b"/Encoding /Identity-H /DescendantFonts [@cid] /ToUnicode @unicode >>"
)


def box(inset: float) -> bytes:
    far = pt(TRIM + 2 * SLUG - inset)
    return b"[%.4f %.4f %.4f %.4f]" % (pt(inset), pt(inset), far, far)


STATES = b"/ExtGState << /K @overprint >> >>"


def press() -> Sample:
    """A file the press profile passes without a word."""
    return {
        "catalog": b"<< /Type /Catalog /Pages @pages /Metadata @xmp /OutputIntents [@intent] >>",
        "pages": b"<< /Type /Pages /Count 1 /Kids [@page] >>",
        "page": b"<< /Type /Page /Parent @pages /MediaBox %b /BleedBox %b /TrimBox %b "
        b"/Resources @resources /Contents [@ground @card @code @text @address @marks] >>"
        % (box(0), box(SLUG - BLEED), box(SLUG)),
        "resources": b"<< /Font << /F1 @font /F0 @plain >> /ColorSpace << /All @all >> " + STATES,
        "overprint": b"<< /op true /OP true /OPM 1 >>",
        "all": b"[/Separation /All /DeviceCMYK @tint]",
        "tint": b"<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [1 1 1 1] >>",
        "ground": (b"", GROUND),
        "card": (b"", card()),
        "code": (b"", code()),
        "text": (b"", TEXT),
        "address": (b"", words(ADDRESS, 8, 14, b"/K gs 0 0 0 1 k")),
        "marks": (b"", MARKS),
        "font": _TYPE0,
        "plain": _TYPE0,
        "cid": b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+PublicSans-Regular "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        b"/CIDToGIDMap /Identity /DW 600 /W [" + WIDTHS + b"] /FontDescriptor @descriptor >>",
        "descriptor": b"<< /Type /FontDescriptor /FontName /ABCDEF+PublicSans-Regular /Flags 4 "
        b"/FontBBox [-200 -300 1300 1100] /ItalicAngle 0 /Ascent 950 /Descent -225 "
        b"/CapHeight 700 /StemV 80 /FontFile2 @program >>",
        "program": (b"/Length1 %d" % len(FONT), FONT),
        "unicode": (b"", to_unicode("AB" + ADDRESS)),
        "intent": b"<< /Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier (FOGRA39) "
        b"/RegistryName (http://www.color.org) /Info (Coated) /DestOutputProfile @icc >>",
        "icc": (b"/N 4", ICC),
        "xmp": (b"/Type /Metadata /Subtype /XML", XMP),
        "info": b"<< /Title (Sample) /Trapped /False >>",
    }


def x1a() -> Sample:
    """A file the press profile for PDF/X-1a passes, if written as PDF 1.4."""
    sample = press()
    sample["info"] = (
        b"<< /Title (Sample) /Trapped /False /GTS_PDFXVersion (PDF/X-1a:2003) "
        b"/CreationDate (D:20240101000000Z) /ModDate (D:20240101000000Z) >>"
    )
    sample["catalog"] = b"<< /Type /Catalog /Pages @pages /OutputIntents [@intent] >>"
    del sample["xmp"]
    return sample


def office() -> Sample:
    """A file the office profile passes: the same piece, trimmed, without ground or marks."""
    sample = press()
    sample["page"] = (
        b"<< /Type /Page /Parent @pages /MediaBox [0 0 %.4f %.4f] /Resources @resources "
        b"/Contents [@code @text @address] >>" % (pt(TRIM), pt(TRIM))
    )
    sample["catalog"] = b"<< /Type /Catalog /Pages @pages >>"
    sample["code"] = (b"", code(ink=b"0 g", edge=0))
    text = TEXT.replace(b"/K gs ", b"").replace(b"0 0 0 1 k", b"0 0 0 rg")
    sample["address"] = (b"", words(ADDRESS, 8, 14, b"0 g", edge=0))
    sample["text"] = (b"", text.replace(b"172 Tm", b"150 Tm"))
    for name in ("overprint", "ground", "card", "marks", "intent", "icc", "xmp", "all", "tint"):
        del sample[name]
    sample["resources"] = b"<< /Font << /F1 @font /F0 @plain >> >>"
    return sample


def expected(bleed: float = BLEED, **changes: object) -> Expected:
    promised = {
        "page": 0, "x": CARD_X, "y": CARD_Y, "size": card_size(), "target": TARGET,
        "address": ADDRESS, "minimum_module": 0.5,
    }  # fmt: skip
    return Expected(((TRIM, TRIM),), bleed, (ExpectedCode(**(promised | changes)),))


def write(sample: Sample, version: str = "1.6", trailer: bytes = b"/ID [<01> <01>]") -> bytes:
    """The bytes of a sample, with a classic cross-reference table. Where a test has added graphics
    states to the resources, the sample's own joins them."""
    resources = sample.get("resources", b"")
    if isinstance(resources, bytes) and resources.count(b"/ExtGState <<") > 1:
        joined = resources.replace(STATES, b">>").replace(
            b"/ExtGState <<", b"/ExtGState << /K @overprint", 1
        )
        sample = sample | {"resources": joined}
    numbers = {name: index for index, name in enumerate(sample, 1)}

    def linked(text: bytes) -> bytes:
        return re.sub(rb"@(\w+)", lambda m: b"%d 0 R" % numbers[m[1].decode()], text)

    out = bytearray(b"%%PDF-%b\n%%\xe2\xe3\xcf\xd3\n" % version.encode())
    offsets = []
    for name, body in sample.items():
        offsets.append(len(out))
        out += b"%d 0 obj\n" % numbers[name]
        if isinstance(body, tuple):
            entries, data = body
            out += b"<< %b /Length %d >>\nstream\n" % (linked(entries), len(data))
            out += data + b"\nendstream"
        else:
            out += linked(body)
        out += b"\nendobj\n"
    start = len(out)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1) + rows
    out += b"trailer\n<< /Size %d /Root %b /Info %b %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(offsets) + 1, linked(b"@catalog"), linked(b"@info"), trailer, start
    )  # fmt: skip
    return bytes(out)


def with_text(sample: Sample, name: str, old: bytes, new: bytes) -> Sample:
    """A copy with `old` replaced in the body, or in the bytes, of one object. It must be there."""
    body = sample[name]
    parts = body if isinstance(body, tuple) else (body,)
    if not any(old in part for part in parts):
        raise ValueError(f"{old!r} is not in {name}")
    changed = tuple(part.replace(old, new) for part in parts)
    return sample | {name: changed if len(changed) == 2 else changed[0]}  # type: ignore[dict-item]
