"""Pages of 96 x 96 pt that lay ink in every way a page can, for the plates to be compared."""

import io
import zlib

from tests.preflight.samples import Sample, write

SIDE = 96
_TINT = b"<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0 0.5 1 0] >>"
_GROUND = b"0.4 0.1 0.2 0.1 k 0 0 96 96 re f\n"


def _image(space: bytes, components: int, more: bytes = b"", size: int = 8) -> tuple[bytes, bytes]:
    pixels = bytes(
        (37 * x + 91 * c + 29 * y) % 256
        for y in range(size)
        for x in range(size)
        for c in range(components)
    )
    entries = b"/Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /Filter /FlateDecode "
    return entries % (size, size) + b"/ColorSpace " + space + more, zlib.compress(pixels)


def _jpeg() -> tuple[bytes, bytes]:
    """A CMYK JPEG as Adobe's programs write it, its values turned round."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("CMYK", (16, 16), (200, 30, 90, 60)).save(out, "JPEG", quality=95)
    entries = b"/Subtype /Image /Width 16 /Height 16 /BitsPerComponent 8 /Filter /DCTDecode "
    return entries + b"/ColorSpace /DeviceCMYK /Decode [1 0 1 0 1 0 1 0]", out.getvalue()


def _form(content: bytes, more: bytes = b"", resources: bytes = b"") -> tuple[bytes, bytes]:
    entries = b"/Subtype /Form /BBox [0 0 96 96] /Resources << %b >> %b" % (resources, more)
    return entries, content


def _states(*entries: bytes) -> bytes:
    named = b" ".join(b"/G%d << %b >>" % (index, one) for index, one in enumerate(entries))
    return b"/ExtGState << %b >> " % named


_SPOT = b"/ColorSpace << /Spot [/Separation /Orange /DeviceCMYK @tint] >> "
_TWO = b"[/DeviceN [/Cyan /Orange] /DeviceCMYK @tint2]"
_TINT2 = (b"/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1 0 1]",
          b"{ dup 0.5 mul exch 0 }")  # fmt: skip
_AXIAL = (
    b"<< /ShadingType 2 /ColorSpace %b /Coords [0 0 96 0] /Function @fade /Extend [true true] >>"
)
_FADE4 = b"<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [1 0 0 0.2] /C1 [0 0.8 0.3 0] >>"
_GROUP = b"/Group << /S /Transparency /CS /DeviceCMYK /I %b >>"
_FONT = b"/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> "
_PALETTE = bytes(7 * index % 256 for index in range(1024)).hex().encode()
_SQUARE = b"24 24 48 48 re f\n"

# content, resources, further objects, by what they show
CASES: dict[str, tuple[bytes, bytes, Sample]] = {
    "knockout": (_GROUND + b"0 1 0 0 k " + _SQUARE, b"", {}),
    "overprint mode 1": (_GROUND + b"/G0 gs 0 0.9 0 0 k " + _SQUARE,
                         _states(b"/OP true /op true /OPM 1"), {}),
    "overprint mode 0": (_GROUND + b"/G0 gs 0 0.9 0 0 k " + _SQUARE,
                         _states(b"/OP true /op true /OPM 0"), {}),
    "overprint outline": (_GROUND + b"/G0 gs 0 0 0 1 K 1 0 0 0 k 9 w 24 24 48 48 re B",
                          _states(b"/OP true /op false /OPM 1"), {}),
    "black words overprint": (_GROUND + b"/G0 gs BT /F 60 Tf 12 24 Td 0 0 0 1 k (AB) Tj ET",
                              _FONT + _states(b"/OP true /op true /OPM 1"), {}),
    "spot": (_GROUND + b"/Spot cs 0.7 scn " + _SQUARE, _SPOT, {"tint": _TINT}),
    "spot overprint": (_GROUND + b"/G0 gs /Spot cs 0.7 scn " + _SQUARE,
                       _SPOT + _states(b"/OP true /op true"), {"tint": _TINT}),
    "two inks overprint": (
        _GROUND + b"/G0 gs /Two cs 0.2 0.9 scn " + _SQUARE,
        b"/ColorSpace << /Two " + _TWO + b" >> " + _states(b"/OP true /op true"),
        {"tint2": _TINT2},
    ),
    "gray": (_GROUND + b"0.3 g " + _SQUARE, b"", {}),
    "registration": (_GROUND + b"/All cs 0.8 scn " + _SQUARE,
                     b"/ColorSpace << /All [/Separation /All /DeviceCMYK @tint] >>",
                     {"tint": _TINT}),
    "image in four inks": (_GROUND + b"q 48 0 0 48 24 24 cm /I Do Q", b"/XObject << /I @image >>",
                           {"image": _image(b"/DeviceCMYK", 4)}),
    "image in a spot": (_GROUND + b"q 48 0 0 48 24 24 cm /I Do Q", b"/XObject << /I @image >>",
                        {"image": _image(b"[/Separation /Orange /DeviceCMYK @tint]", 1),
                         "tint": _TINT}),
    "image in two inks": (_GROUND + b"q 48 0 0 48 24 24 cm /I Do Q", b"/XObject << /I @image >>",
                          {"image": _image(_TWO, 2), "tint2": _TINT2}),
    "image in gray": (_GROUND + b"q 48 0 0 48 24 24 cm /I Do Q", b"/XObject << /I @image >>",
                      {"image": _image(b"/DeviceGray", 1)}),
    "image with a palette": (_GROUND + b"q 48 0 0 48 24 24 cm /I Do Q",
                             b"/XObject << /I @image >>",
                             {"image": _image(b"[/Indexed /DeviceCMYK 255 <%b>]" % _PALETTE, 1)}),
    "jpeg in four inks": (_GROUND + b"q 48 0 0 48 24 24 cm /I Do Q", b"/XObject << /I @image >>",
                          {"image": _jpeg()}),
    "inline image": (_GROUND + b"q 48 0 0 48 24 24 cm BI /W 2 /H 1 /BPC 8 /CS /CMYK ID "
                     b"\xff\x00\x80\x10\x10\xc0\x00\x40\nEI Q", b"", {}),
    "stencil": (_GROUND + b"0 0 1 0 k q 48 0 0 48 24 24 cm BI /W 8 /H 2 /IM true ID \xaa\x55\nEI Q",
                b"", {}),
    "image with a soft mask": (
        _GROUND + b"q 48 0 0 48 24 24 cm /I Do Q", b"/XObject << /I @image >>",
        {"image": _image(b"/DeviceCMYK", 4, b" /SMask @mask"), "mask": _image(b"/DeviceGray", 1)},
    ),
    "shading": (_GROUND + b"q 24 24 48 48 re W n /S sh Q",
                b"/Shading << /S " + _AXIAL % b"/DeviceCMYK" + b" >>", {"fade": _FADE4}),
    "shading in a spot": (
        _GROUND + b"q 24 24 48 48 re W n /S sh Q",
        b"/Shading << /S " + _AXIAL % b"[/Separation /Orange /DeviceCMYK @tint]" + b" >>",
        {"fade": b"<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [0] /C1 [1] >>", "tint": _TINT},
    ),
    "radial shading of three colours": (
        _GROUND + b"q 24 24 48 48 re W n /S sh Q",
        b"/Shading << /S << /ShadingType 3 /ColorSpace /DeviceCMYK /Coords [48 48 2 48 48 40] "
        b"/Function << /FunctionType 3 /Domain [0 1] /Bounds [0.4] /Encode [0 1 1 0] "
        b"/Functions [@fade @fade] >> /Extend [true true] >> >>",
        {"fade": _FADE4},
    ),
    "shading by function": (
        _GROUND + b"q 24 24 48 48 re W n /S sh Q",
        b"/Shading << /S << /ShadingType 1 /ColorSpace /DeviceCMYK /Domain [0 1 0 1] "
        b"/Matrix [96 0 0 96 0 0] /Function @two >> >>",
        {"two": (b"/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1 0 1]",
                 b"{ 2 copy mul 0.1 }")},
    ),
    "shading of triangles": (
        _GROUND + b"/S sh", b"/Shading << /S @mesh >>",
        {"mesh": (b"/ShadingType 4 /ColorSpace /DeviceCMYK /BitsPerCoordinate 8 "
                  b"/BitsPerComponent 8 /BitsPerFlag 8 /Decode [0 96 0 96 0 1 0 1 0 1 0 1]",
                  bytes((0, 40, 40, 255, 0, 0, 0, 0, 220, 40, 0, 255, 0, 40, 0, 120, 220, 0, 0,
                         255, 0)))},
    ),
    "shading of a patch": (
        _GROUND + b"/S sh", b"/Shading << /S @mesh >>",
        {"mesh": (b"/ShadingType 6 /ColorSpace [/Separation /Orange /DeviceCMYK @tint] "
                  b"/BitsPerCoordinate 8 /BitsPerComponent 8 /BitsPerFlag 8 "
                  b"/Decode [0 96 0 96 0 1]",
                  bytes((0, 60, 60, 60, 100, 60, 150, 60, 200, 100, 200, 150, 200, 200, 200,
                         200, 150, 200, 100, 200, 60, 150, 60, 100, 60, 0, 100, 200, 255))),
         "tint": _TINT},
    ),
    "shading pattern": (
        _GROUND + b"/Pattern cs /P scn " + _SQUARE,
        b"/Pattern << /P << /PatternType 2 /Shading " + _AXIAL % b"/DeviceCMYK" + b" >> >>",
        {"fade": _FADE4},
    ),
    "tiling pattern": (
        _GROUND + b"/Pattern cs /P scn " + _SQUARE, b"/Pattern << /P @tile >>",
        {"tile": (b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 12 12] /XStep 12 "
                  b"/YStep 12 /Resources << >>", b"0 1 0 0 k 0 0 6 12 re f 0 g 6 0 3 12 re f")},
    ),
    "uncoloured pattern": (
        _GROUND + b"/Un cs 0 0.8 0 0.5 /P scn " + _SQUARE,
        b"/Pattern << /P @tile >> /ColorSpace << /Un [/Pattern /DeviceCMYK] >>",
        {"tile": (b"/PatternType 1 /PaintType 2 /TilingType 1 /BBox [0 0 12 12] /XStep 12 "
                  b"/YStep 12 /Resources << >>", b"0 0 6 12 re f")},
    ),
    "half see-through": (_GROUND + b"/G0 gs 0 1 0.6 0 k " + _SQUARE, _states(b"/ca 0.5"), {}),
    "multiply": (_GROUND + b"/G0 gs 0 0.7 0 0.2 k " + _SQUARE, _states(b"/BM /Multiply"), {}),
    "screen": (_GROUND + b"/G0 gs 0 0.7 0 0.2 k " + _SQUARE, _states(b"/BM /Screen"), {}),
    "multiply group": (
        _GROUND + b"/G0 gs /X Do", b"/XObject << /X @group >> " + _states(b"/BM /Multiply"),
        {"group": _form(b"0 0.7 0 0.2 k " + _SQUARE + b"0.9 0 0 0 k 48 48 30 30 re f",
                        _GROUP % b"true")},
    ),
    "group half see-through": (
        _GROUND + b"/G0 gs /X Do", b"/XObject << /X @group >> " + _states(b"/ca 0.5"),
        {"group": _form(b"0 0.7 0 0.2 k " + _SQUARE + b"0.9 0 0 0 k 48 48 30 30 re f",
                        _GROUP % b"true")},
    ),
    "multiply in a group": (
        _GROUND + b"/X Do", b"/XObject << /X @group >>",
        {"group": _form(b"/G0 gs 0 0.7 0 0.2 k " + _SQUARE, _GROUP % b"false",
                        _states(b"/BM /Multiply"))},
    ),
    "spot under multiply": (
        _GROUND + b"/Spot cs 0.7 scn " + _SQUARE + b"/G0 gs 0 0.7 0 0.2 k 36 36 48 48 re f",
        _SPOT + _states(b"/BM /Multiply"), {"tint": _TINT},
    ),
    "luminosity mask": (
        _GROUND + b"/G0 gs 0 1 0 0 k " + _SQUARE,
        _states(b"/SMask << /S /Luminosity /G @mask >>"),
        {"mask": _form(b"0.5 g 24 24 24 48 re f 1 g 48 24 24 48 re f",
                       b"/Group << /S /Transparency /CS /DeviceGray >>")},
    ),
    "luminosity mask in four inks": (
        _GROUND + b"/G0 gs 0 1 0 0 k " + _SQUARE,
        _states(b"/SMask << /S /Luminosity /G @mask >>"),
        {"mask": _form(b"0 0 0 0.5 k 24 24 24 48 re f 0 0 0 0 k 48 24 24 48 re f",
                       b"/Group << /S /Transparency /CS /DeviceCMYK >>")},
    ),
    "alpha mask": (
        _GROUND + b"/G0 gs 0 1 0 0 k " + _SQUARE, _states(b"/SMask << /S /Alpha /G @mask >>"),
        {"mask": _form(b"0 g 24 24 24 48 re f",
                       b"/Group << /S /Transparency /CS /DeviceGray >>")},
    ),
    "drawn glyphs": (
        _GROUND + b"0 1 0 0 k BT /F 48 Tf 12 24 Td (ab) Tj ET",
        b"/Font << /F << /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix "
        b"[0.001 0 0 0.001 0 0] /FirstChar 97 /LastChar 98 /Widths [800 800] /Resources << >> "
        b"/Encoding << /Differences [97 /a /b] >> /CharProcs << /a @plain /b @coloured >> >> >>",
        {"plain": (b"", b"800 0 0 0 700 700 d1 0 0 700 700 re f"),
         "coloured": (b"", b"800 0 d0 0 0 350 700 re f 0 0 1 0 k 350 0 350 700 re f")},
    ),
    "form in its caller's colour": (
        _GROUND + b"0 1 0 0 k /X Do 0 0 1 0 k q 0.5 0 0 0.5 0 0 cm /X Do Q",
        b"/XObject << /X @form >>", {"form": _form(_SQUARE)},
    ),
    "overprint in an isolated group": (
        _GROUND + b"/X Do", b"/XObject << /X @group >>",
        {"group": _form(b"/G0 gs 0 0.9 0 0 k " + _SQUARE, _GROUP % b"true",
                        _states(b"/OP true /op true /OPM 1"))},
    ),
    "overprint in a group": (
        _GROUND + b"/X Do", b"/XObject << /X @group >>",
        {"group": _form(b"/G0 gs 0 0.9 0 0 k " + _SQUARE, _GROUP % b"false",
                        _states(b"/OP true /op true /OPM 1"))},
    ),
    "words as a clip": (
        _GROUND + b"q BT /F 60 Tf 12 24 Td 7 Tr (AB) Tj ET 0 1 0 0 k 0 0 96 60 re f Q", _FONT, {}
    ),
    "outlined words": (
        _GROUND + b"/G0 gs BT /F 60 Tf 12 24 Td 2 Tr 3 w 0 0 1 0 k 0 0 0 1 K (AB) Tj ET",
        _FONT + _states(b"/OP true /op false /OPM 1"), {},
    ),
    "difference": (_GROUND + b"/G0 gs 0 0.7 0 0.2 k " + _SQUARE, _states(b"/BM /Difference"), {}),
    "hue": (_GROUND + b"/G0 gs 0 0.7 0 0.2 k " + _SQUARE, _states(b"/BM /Hue"), {}),
    "difference on a spot": (
        _GROUND + b"/Spot cs 0.7 scn " + _SQUARE + b"/G0 gs /Spot cs 0.4 scn 36 36 48 48 re f",
        _SPOT + _states(b"/BM /Difference"), {"tint": _TINT},
    ),
    "colour by luminosity": (_GROUND + b"/G0 gs 0 0.7 0 0.2 k " + _SQUARE,
                             _states(b"/BM /Luminosity"), {}),
}  # fmt: skip


def page(case: str) -> bytes:
    """The file of a case."""
    content, resources, objects = CASES[case]
    return made(content, resources, objects)


def made(content: bytes, resources: bytes = b"", objects: Sample | None = None) -> bytes:
    return write({
        "catalog": b"<< /Type /Catalog /Pages @pages >>",
        "pages": b"<< /Type /Pages /Count 1 /Kids [@page] >>",
        "page": b"<< /Type /Page /Parent @pages /MediaBox [0 0 96 96] /Contents @content "
        b"/Resources << %b >> /Group << /S /Transparency /CS /DeviceCMYK >> >>" % resources,
        "content": (b"", content),
        "info": b"<< >>",
        **(objects or {}),
    })  # fmt: skip
