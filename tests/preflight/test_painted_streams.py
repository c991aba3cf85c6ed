"""What a page paints is remembered by all that it depends on, and by nothing else."""

from collections.abc import Callable, Mapping
from functools import partial

import pytest

from generator.cache import Cache
from generator.pdfobjects.file import open_file
from generator.preflight.facts import Facts
from generator.preflight.painting.page_streams import PaintedPage
from tests.preflight.samples import (
    BLEED,
    SLUG,
    Body,
    Sample,
    box,
    expected,
    press,
    with_text,
    write,
)
from tests.preflight.test_rules import painted
from tests.values import replace

RED, BLUE = b"0 1 1 0 k ", b"1 1 0 0 k "
SQUARE = b"90 90 20 20 re f "
SPACES = b"/S @space /I [/Indexed /S 0 <ff>] "
BOX = b"/Subtype /Form /BBox [0 0 200 200] "


def page(
    content: bytes,
    resources: bytes = b"",
    objects: Mapping[str, Body] | None = None,
    cache: Cache | None = None,
    parts: int = 1,
    change: Callable[[Sample], Sample] | None = None,
    **promise: object,
) -> PaintedPage:
    """A page whose content is cut into so many streams, at each bar."""
    objects = objects or {}
    sample = painted(content.replace(b"|", b" "), resources, **objects)(press())
    if "space" in objects:
        sample = with_text(sample, "resources", b"/ColorSpace << ", b"/ColorSpace << " + SPACES)
    if "drawn" in objects:
        sample = with_text(sample, "resources", b"/F1 @font", b"/F1 @font /G @drawn")
    if parts > 1:
        streams = {f"part{n}": (b"", part) for n, part in enumerate(content.split(b"|"))}
        listed = b" ".join(b"@%b" % name.encode() for name in streams)
        body = sample["page"]
        assert isinstance(body, bytes)
        start = body.index(b"/Contents")
        end = body.index(b"]", start) + 1
        sample |= streams
        sample["page"] = body[:start] + b"/Contents [" + listed + b"]" + body[end:]
    data = write(change(sample) if change else sample)
    promised = replace(expected(), **promise)  # type: ignore[arg-type]
    file = open_file(data, cache=Cache(0) if cache is None else cache)
    return Facts(file, promised).painted.pages[0]


def drawn_font(resources: bytes = b"/Resources << >>", glyph: bytes = b"glyph") -> Body:
    """A Type 3 font with one glyph."""
    return (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] "
        b"/FirstChar 65 /LastChar 65 /Widths [9] /Encoding << /Differences [65 /a] >> "
        b"/CharProcs << /a @" + glyph + b" >> " + resources + b" >>"
    )


def separation(ink: bytes) -> dict[str, Body]:
    space = b"[/Separation /%b /DeviceGray @tint]" % ink
    return {"tint": b"<< /FunctionType 2 >>", "space": space}


def with_structure(sample: Sample) -> Sample:
    sample = sample | {"tree": b"<< /Type /StructTreeRoot >>"}
    return with_text(sample, "catalog", b"<< ", b"<< /StructTreeRoot @tree ")


def blended_in(space: bytes) -> Callable[[Sample], Sample]:
    group = b"/Group << /S /Transparency /CS /%b >> /Contents" % space
    return lambda sample: with_text(sample, "page", b"/Contents", group)


def with_wide_bleed(sample: Sample) -> Sample:
    return with_text(sample, "page", b"/BleedBox " + box(SLUG - BLEED), b"/BleedBox " + box(0))


FORM, OWN = b"/XObject << /X @form >>", b"/Resources << >>"
CHOSEN = b"BT /G 9 Tf ET"
CELL = b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 " + OWN
PATTERN = partial(page, b"/Pattern cs /P scn " + SQUARE, b"/Pattern << /P @cell >>")
SPOT_IN_FORM = {"form": (BOX, b"/S cs 1 scn " + SQUARE)}
LINE_IN_BLEED = {"form": (BOX + OWN, b"0.2 w 5 5 m 20 5 l S ")}
SQUARE_FORM = {"form": (BOX + OWN, SQUARE)}
COLOURLESS: dict[str, Body] = {"glyph": (b"", b"9 0 d0 2 w 0 0 9 9 re B"), "drawn": drawn_font()}
SPOT_GLYPH: dict[str, Body] = {
    "glyph": (b"", b"9 0 d0 /S cs 1 scn " + SQUARE), "drawn": drawn_font(b""),
}  # fmt: skip
# A form chooses a font whose glyphs are red. Another font's glyph draws the form.
RED_IN_FORM: dict[str, Body] = {
    "red": (b"", b"9 0 d0 " + RED + SQUARE),
    "inner": drawn_font(glyph=b"red"),
    "form": (BOX + b"/Resources << /Font << /H @inner >> >>", b"BT /H 9 Tf ET " + SQUARE),
    "glyph": (b"", b"9 0 d0 /X Do"),
    "drawn": drawn_font(b"/Resources << /XObject << /X @form >> >>"),
}
Page = partial[PaintedPage]

# By the part of a key, two pages that differ in nothing else.
CASES: dict[str, tuple[Page, Page]] = {
    "PageInputs.tagged": (
        partial(page, SQUARE, objects={"tree": b"<< >>"}),
        partial(page, SQUARE, change=with_structure),
    ),
    "PageInputs.frame": (partial(page, SQUARE), partial(page, SQUARE, safe=25.0)),
    "PageInputs.common": (
        partial(page, SQUARE, change=blended_in(b"DeviceRGB")),
        partial(page, SQUARE, change=blended_in(b"DeviceCMYK")),
    ),
    "PageInputs.resources, StreamInputs.named, NamedResources.digest_of": (
        partial(page, b"/I cs 0 sc " + SQUARE, objects=separation(b"Red")),
        partial(page, b"/I cs 0 sc " + SQUARE, objects=separation(b"Blue")),
    ),
    "PageInputs.contents, StreamInputs.content": (
        partial(page, RED + SQUARE), partial(page, BLUE + SQUARE),
    ),
    "StreamInputs.before": (
        partial(page, RED + b"|" + SQUARE, parts=2), partial(page, BLUE + b"|" + SQUARE, parts=2),
    ),
    "ContentNamesInputs.content": (
        partial(page, b" |/S cs 1 scn " + SQUARE, objects=separation(b"Red"), parts=2),
        partial(page, b" |/S cs 1 scn " + SQUARE, objects=separation(b"Blue"), parts=2),
    ),
    "NestedInputs.form": (
        partial(page, b"/X Do", FORM, {"form": (BOX + OWN, RED + SQUARE)}),
        partial(page, b"/X Do", FORM, {"form": (BOX + OWN, BLUE + SQUARE)}),
    ),
    "NestedInputs.form of a pattern": (
        partial(PATTERN, {"cell": (CELL, RED + b"0 0 9 9 re f")}),
        partial(PATTERN, {"cell": (CELL, BLUE + b"0 0 9 9 re f")}),
    ),
    "NestedInputs.state": (
        partial(page, RED + b"/X Do", FORM, SQUARE_FORM),
        partial(page, BLUE + b"/X Do", FORM, SQUARE_FORM),
    ),
    "NestedInputs.frame": (
        partial(page, b"/X Do", FORM, LINE_IN_BLEED),
        partial(page, b"/X Do", FORM, LINE_IN_BLEED, change=with_wide_bleed),
    ),
    "NestedInputs.sequences": tuple(
        partial(page, begun + b" BDC /X Do EMC", FORM, SQUARE_FORM, change=with_structure)
        for begun in (b"/P << /MCID 0 >>", b"/P << /MCID 1 >>")
    ),
    "NestedInputs.in_glyph": (
        partial(page, CHOSEN, FORM, RED_IN_FORM), partial(page, b"/X Do", FORM, RED_IN_FORM),
    ),
    "_form without resources, NamedResources.digest_of": (
        partial(page, b"/X Do", FORM, SPOT_IN_FORM | separation(b"Red")),
        partial(page, b"/X Do", FORM, SPOT_IN_FORM | separation(b"Blue")),
    ),
    "GlyphPaintsInputs.digest": tuple(
        partial(page, CHOSEN, b"", {"glyph": (b"", b"9 0 d0 " + ink), "drawn": drawn_font()})
        for ink in (RED + SQUARE, BLUE + SQUARE)
    ),
    "GlyphPaintsInputs.fill": tuple(
        partial(page, ink + CHOSEN, b"", COLOURLESS) for ink in (RED, BLUE)
    ),
    "GlyphPaintsInputs.stroke": tuple(
        partial(page, ink.upper() + CHOSEN, b"", COLOURLESS) for ink in (RED, BLUE)
    ),
    "choose_drawn_font without resources": tuple(
        partial(page, CHOSEN, b"", SPOT_GLYPH | separation(ink)) for ink in (b"Red", b"Blue")
    ),
}  # fmt: skip


def shown(found: PaintedPage) -> object:
    """All that is known of a page but the keys."""
    streams = [replace(each, key=None, after=None) for each in found.streams]  # type: ignore[type-var]
    return found.paints, found.faults, streams


@pytest.mark.parametrize("case", CASES)
def test_pages_that_differ_in_one_thing_are_painted_alike_with_one_cache(case: str) -> None:
    alone = [one() for one in CASES[case]]
    assert alone[0].faults == alone[1].faults == ()
    assert shown(alone[0]) != shown(alone[1])
    cache = Cache()
    assert [shown(one(cache=cache)) for one in CASES[case]] == [*map(shown, alone)]


@pytest.mark.parametrize(
    "before",
    [b"q", b"2 w", b"1 0 0 1 9 9 cm", b"0 0 50 50 re W n", b"7", b"10 10 m", b"BT 9 0 0 9 0 0 Tm",
     b"/OC /L BDC", b"/Span BMC", b"1 J"],
)  # fmt: skip
def test_all_that_a_stream_leaves_to_the_next_is_part_of_its_key(before: bytes) -> None:
    cache = Cache()
    layer = b"/Properties << /L << /Type /OCG /Name (one) >> >>"
    plain = page(b" |" + SQUARE, layer, cache=cache, parts=2)
    other = page(before + b"|" + SQUARE, layer, cache=cache, parts=2)
    assert plain.streams[1].key.content == other.streams[1].key.content
    assert plain.streams[1].key != other.streams[1].key
    again = page(before + b"|" + SQUARE, layer, cache=cache, parts=2)
    assert again.streams[1] is other.streams[1]


def test_equal_streams_of_two_files_are_read_once() -> None:
    cache = Cache()
    first = page(RED + b"|" + SQUARE, cache=cache, parts=2)
    second = page(RED + b"|" + SQUARE, b"/ProcSet [/PDF]", cache=cache, parts=2)
    assert first is not second
    assert all(a is b for a, b in zip(first.streams, second.streams, strict=True))


def test_what_is_remembered_spends_as_much_as_what_is_read() -> None:
    """A form that draws itself twice, twenty deep, is too much, with a cache and without."""
    names = [f"form{n}" for n in range(18)]
    forms: dict[str, Body] = {
        name: (BOX + b"/Resources << /XObject << /X @%b >> >>" % inner.encode(), b"/X Do " * 4)
        for name, inner in zip(names, [*names[1:], "last"], strict=True)
    }
    forms["last"] = (BOX + b"/Resources << >>", SQUARE)
    found = page(b"/X Do", b"/XObject << /X @form0 >>", forms, cache=Cache())
    assert found.faults == ("more drawing than can be read",)
