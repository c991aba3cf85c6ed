"""What a page paints is remembered by all that it depends on, and by nothing else."""

from collections.abc import Mapping

import pytest

from generator.cache import Cache
from generator.pdfobjects.file import open_file
from generator.preflight.facts import Facts
from generator.preflight.painting.page_streams import PaintedPage
from tests.preflight.samples import Body, press, with_text, write
from tests.preflight.test_rules import painted

RED, BLUE = b"0 1 1 0 k ", b"1 1 0 0 k "
SQUARE = b"90 90 20 20 re f "
SPACES = b"/S @space /I [/Indexed /S 0 <ff>] "
BOX = b"/Subtype /Form /BBox [0 0 200 200] "


def page(
    content: bytes, resources: bytes, objects: Mapping[str, Body], cache: Cache, parts: int = 1
) -> PaintedPage:
    """A page whose content is cut into so many streams, at each bar."""
    sample = painted(content.replace(b"|", b" "), resources, **objects)(press())
    if "space" in objects:
        sample = with_text(sample, "resources", b"/ColorSpace << ", b"/ColorSpace << " + SPACES)
    if parts > 1:
        streams = {f"part{n}": (b"", part) for n, part in enumerate(content.split(b"|"))}
        listed = b" ".join(b"@%b" % name.encode() for name in streams)
        body = sample["page"]
        assert isinstance(body, bytes)
        start = body.index(b"/Contents")
        end = body.index(b"]", start) + 1
        sample |= streams
        sample["page"] = body[:start] + b"/Contents [" + listed + b"]" + body[end:]
    return Facts(open_file(write(sample), cache=cache), None).painted.pages[0]


def inks(found: PaintedPage) -> set[str]:
    return {
        ink
        for paint in found.paints
        if paint.kind in ("fill", "image", "text")
        for ink, amount in paint.inks
        if amount
    } - {"Black"}


CASES: dict[str, tuple[bytes, bytes, dict[str, Body], dict[str, Body]]] = {
    "a form": (
        b"/X Do", b"/XObject << /X @form >>",
        {"form": (BOX + b"/Resources << >>", RED + SQUARE)},
        {"form": (BOX + b"/Resources << >>", BLUE + SQUARE)},
    ),
    "what a form without resources calls upon": (
        b"/X Do", b"/XObject << /X @form >>",
        {"form": (BOX, b"/S cs 1 scn " + SQUARE),
         "space": b"[/Separation /Red /DeviceGray @tint]", "tint": b"<< /FunctionType 2 >>"},
        {"form": (BOX, b"/S cs 1 scn " + SQUARE),
         "space": b"[/Separation /Blue /DeviceGray @tint]", "tint": b"<< /FunctionType 2 >>"},
    ),
    "a space that a space is made of": (
        b"/I cs 0 sc " + SQUARE, b"",
        {"tint": b"<< /FunctionType 2 >>", "space": b"[/Separation /Red /DeviceGray @tint]"},
        {"tint": b"<< /FunctionType 2 >>", "space": b"[/Separation /Blue /DeviceGray @tint]"},
    ),
    "a pattern": (
        b"/Pattern cs /P scn " + SQUARE, b"/Pattern << /P @cell >>",
        {"cell": (b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 "
                  b"/Resources << >>", RED + b"0 0 9 9 re f")},
        {"cell": (b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 "
                  b"/Resources << >>", BLUE + b"0 0 9 9 re f")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_same_content_with_other_resources_is_painted_anew(case: str) -> None:
    content, resources, first, second = CASES[case]
    cache = Cache()
    before, after = page(content, resources, first, cache), page(content, resources, second, cache)
    assert before.faults == after.faults == ()
    assert inks(after) == inks(page(content, resources, second, Cache(0)))
    assert inks(before) == inks(page(content, resources, first, Cache(0)))
    assert inks(before) != inks(after)


def test_the_same_content_after_another_stream_is_painted_anew() -> None:
    cache = Cache()
    first = page(RED + b"|" + SQUARE, b"", {}, cache, 2)
    second = page(BLUE + b"|" + SQUARE, b"", {}, cache, 2)
    assert first.streams[1].key != second.streams[1].key
    assert inks(first) == {"Magenta", "Yellow"}
    assert inks(second) == {"Cyan", "Magenta"}


@pytest.mark.parametrize(
    "before",
    [b"q", b"2 w", b"1 0 0 1 9 9 cm", b"0 0 50 50 re W n", b"7", b"10 10 m", b"BT 9 0 0 9 0 0 Tm",
     b"/OC /L BDC", b"/Span BMC", b"1 J"],
)  # fmt: skip
def test_all_that_a_stream_leaves_to_the_next_is_part_of_its_key(before: bytes) -> None:
    cache = Cache()
    layer = b"/Properties << /L << /Type /OCG /Name (one) >> >>"
    plain = page(b" |" + SQUARE, layer, {}, cache, 2)
    other = page(before + b"|" + SQUARE, layer, {}, cache, 2)
    assert plain.streams[1].key.content == other.streams[1].key.content
    assert plain.streams[1].key != other.streams[1].key
    again = page(before + b"|" + SQUARE, layer, {}, cache, 2)
    assert again.streams[1] is other.streams[1]


def test_equal_streams_of_two_files_are_read_once() -> None:
    cache = Cache()
    first = page(RED + b"|" + SQUARE, b"", {}, cache, 2)
    second = page(RED + b"|" + SQUARE, b"/ProcSet [/PDF]", {}, cache, 2)
    assert first is not second
    assert all(a is b for a, b in zip(first.streams, second.streams, strict=True))


def test_a_form_is_remembered_by_the_state_it_is_drawn_in() -> None:
    cache = Cache()
    form: dict[str, Body] = {"form": (BOX + b"/Resources << >>", SQUARE)}
    both = page(RED + b"/X Do 1 0 0 1 5 5 cm " + BLUE + b"/X Do", b"/XObject << /X @form >>",
                form, cache)  # fmt: skip
    assert inks(both) == {"Cyan", "Magenta", "Yellow"}


def test_what_is_remembered_spends_as_much_as_what_is_read() -> None:
    """A form that draws itself twice, twenty deep, is too much, with a cache and without."""
    names = [f"form{n}" for n in range(18)]
    forms: dict[str, Body] = {
        name: (BOX + b"/Resources << /XObject << /X @%b >> >>" % inner.encode(), b"/X Do " * 4)
        for name, inner in zip(names, [*names[1:], "last"], strict=True)
    }
    forms["last"] = (BOX + b"/Resources << >>", SQUARE)
    found = page(b"/X Do", b"/XObject << /X @form0 >>", forms, Cache())
    assert found.faults == ("more drawing than can be read",)
