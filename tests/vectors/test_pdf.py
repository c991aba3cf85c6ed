"""PDF logos: their operators as painted paths, and what is refused by name."""

import io

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
)

from generator.vectors import DeviceColour, PaintedPath, Stroke, Unusable
from generator.vectors.model import moved
from generator.vectors.pdf import read_pdf

Resources = dict[str, dict[str, object]]


def named(value: object) -> object:
    """Plain data as PDF objects: a text with a stroke before it is a name."""
    if isinstance(value, dict):
        return DictionaryObject({NameObject(key): named(each) for key, each in value.items()})
    if isinstance(value, list):
        return ArrayObject(map(named, value))
    if isinstance(value, str):
        return NameObject(value)
    return FloatObject(value) if isinstance(value, int | float) else value


def pdf(
    content: str, resources: Resources | None = None, forms: dict[str, str] | None = None
) -> pypdf.PdfWriter:
    """A page 100 by 50 pt with this content."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(100, 50)
    stream = DecodedStreamObject()
    stream.set_data(content.encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    found = named(resources or {})
    assert isinstance(found, DictionaryObject)
    objects = DictionaryObject()
    for name, inside in (forms or {}).items():
        form = DecodedStreamObject()
        form.set_data(inside.encode())
        form[NameObject("/Subtype")] = NameObject("/Form")
        form[NameObject("/BBox")] = ArrayObject([NumberObject(n) for n in (0, 0, 10, 10)])
        form[NameObject("/Matrix")] = ArrayObject([NumberObject(n) for n in (2, 0, 0, 2, 5, 5)])
        objects[NameObject(name)] = writer._add_object(form)
    if objects:
        found[NameObject("/XObject")] = objects
    page[NameObject("/Resources")] = found
    return writer


def data(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def marks(
    content: str, resources: Resources | None = None, **more: dict[str, str]
) -> list[PaintedPath]:
    return list(read_pdf(data(pdf(content, resources, **more))).marks)


def extent(mark: PaintedPath) -> tuple[float, ...]:
    values = [number for _, *numbers in moved(mark.path, mark.matrix) for number in numbers]
    return min(values[::2]), min(values[1::2]), max(values[::2]), max(values[1::2])


def refused(content: str, resources: Resources | None = None) -> str:
    with pytest.raises(Unusable) as unusable:
        marks(content, resources)
    assert unusable.value.hint
    return unusable.value.message


def test_the_page_is_as_large_as_it_shows_and_hangs_from_its_top() -> None:
    found = read_pdf(data(pdf("10 5 20 10 re f")))
    assert (found.width, found.height) == (100, 50)
    assert extent(found.marks[0]) == (10, 35, 30, 45)
    writer = pdf("10 5 20 10 re f")
    writer.pages[0].cropbox = pypdf.generic.RectangleObject((10, 5, 60, 45))
    found = read_pdf(data(writer))
    assert (found.width, found.height) == (50, 40)
    assert extent(found.marks[0]) == (0, 30, 20, 40)


@pytest.mark.parametrize(
    ("content", "fill"),
    [
        ("0 0 9 9 re f", DeviceColour((0.0,))),
        (".5 g 0 0 9 9 re f", DeviceColour((0.5,))),
        ("1 0 0 rg 0 0 9 9 re f", DeviceColour((1, 0, 0))),
        ("0 1 .5 .25 k 0 0 9 9 re f", DeviceColour((0, 1, 0.5, 0.25))),
        ("/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f", DeviceColour((1, 0, 0))),
        ("/DeviceCMYK cs 0 0 9 9 re f", DeviceColour((0, 0, 0, 1))),
        ("/C cs 0 1 0 0 scn 0 0 9 9 re f", DeviceColour((0, 1, 0, 0))),
        ("q 1 0 0 rg Q 0 0 9 9 re f", DeviceColour((0.0,))),
    ],
)
def test_the_colour_of_a_path(content: str, fill: DeviceColour) -> None:
    profile = DecodedStreamObject()
    profile[NameObject("/N")] = NumberObject(4)
    (mark,) = marks(content, {"/ColorSpace": {"/C": ["/ICCBased", profile]}})
    assert mark.fill == fill
    assert mark.stroke is None


def test_paths_are_built_and_painted_as_their_operators_say() -> None:
    found = marks("1 2 m 3 4 l 5 6 7 8 9 10 c 1 1 2 2 v 3 3 4 4 y s\n0 0 m 9 0 l 9 9 l h B*")
    path = (
        ("M", 1, 2), ("L", 3, 4), ("C", 5, 6, 7, 8, 9, 10), ("C", 9, 10, 1, 1, 2, 2),
        ("C", 3, 3, 4, 4, 4, 4), ("Z",),
    )  # fmt: skip
    assert found[0].path == path
    assert (found[0].fill, found[0].stroke is not None) == (None, True)
    assert (found[1].fill, found[1].evenodd, found[1].stroke is not None) == (
        DeviceColour((0.0,)), True, True,
    )  # fmt: skip


def test_a_line_has_the_look_it_was_given() -> None:
    (mark,) = marks("1 0 0 RG 2 w 1 J 2 j 3 M [3 1] 1 d 0 0 m 9 9 l S")
    assert mark.stroke == Stroke(DeviceColour((1, 0, 0)), 2, 1, 2, 3, (3, 1), 1)
    (mark,) = marks("/G gs 0 0 m 9 9 l S", {"/ExtGState": {"/G": {"/LW": 5, "/CA": 1}}})
    assert mark.stroke
    assert mark.stroke.width == 5


def test_clips_and_transforms_end_with_their_state() -> None:
    first, second = marks("q 2 0 0 2 0 0 cm 0 0 5 5 re W n 0 0 9 9 re f Q 0 0 9 9 re f")
    assert (len(first.clips), len(second.clips)) == (2, 1)
    assert extent(first) == (0, 32, 18, 50)
    assert extent(second) == (0, 41, 9, 50)
    xs = [number for _, *numbers in first.clips[1].path for number in numbers[::2]]
    assert (min(xs), max(xs)) == (0, 10)


def test_a_form_is_drawn_in_its_place_and_within_its_box() -> None:
    (mark,) = marks("/F Do", forms={"/F": "0 0 20 20 re f"})
    assert extent(mark) == (5, 5, 45, 45)
    xs = [number for _, *numbers in mark.clips[1].path for number in numbers[::2]]
    assert (min(xs), max(xs)) == (5, 25)


@pytest.mark.parametrize(
    ("content", "resources", "message"),
    [
        ("BT /F 12 Tf (Council) Tj ET", None, "has words that are type"),
        ("BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI", None, "a picture made of pixels"),
        ("/I Do", {"/XObject": {"/I": {"/Subtype": "/Image"}}}, "a picture made of pixels"),
        ("/S sh", None, "has gradients"),
        ("/P cs 0 0 9 9 re f", {"/ColorSpace": {"/P": ["/Pattern"]}}, "gradients, patterns"),
        ("/Pattern cs 0 0 9 9 re f", None, "gradients, patterns"),
        ("/S cs", {"/ColorSpace": {"/S": ["/Separation", "/Gold"]}}, "has spot colours"),
        ("/G gs", {"/ExtGState": {"/G": {"/ca": 0.5}}}, "see-through"),
        ("/G gs", {"/ExtGState": {"/G": {"/BM": "/Multiply"}}}, "see-through"),
        ("/G gs", {"/ExtGState": {"/G": {"/SMask": {"/S": "/Alpha"}}}}, "see-through"),
        ("/OC /L BDC 0 0 9 9 re f EMC", None, "layers that can be switched off"),
        ("/G gs 0 0 1 0 k 0 0 9 9 re f", {"/ExtGState": {"/G": {"/OP": 1}}}, "print over others"),
        ("/G gs 0 0 0 0 k 0 0 9 9 re f", {"/ExtGState": {"/G": {"/op": 1}}}, "print over others"),
        ("/G gs 1 0 0 0 K 0 0 9 9 re S", {"/ExtGState": {"/G": {"/OP": 1}}}, "print over others"),
        ("0 0 9 9 re f frobnicate", None, 'an operator "frobnicate"'),
        ("0 0 9 9 re n", None, "nothing in it that prints"),
        ("1 2 rg 0 0 9 9 re f", None, "is not a PDF that can be read"),
        ("1 2 3 4 v S", None, "is not a PDF that can be read"),
        ("[3 -1] 0 d 0 0 m 9 9 l S", None, "is not a PDF that can be read"),
        ("[.00001] 0 d 0 0 m 9 9 l S", None, "lines of too many dashes"),
        ("/None Do", None, "is not a PDF that can be read"),
    ],
)
def test_what_is_refused(content: str, resources: Resources | None, message: str) -> None:
    assert message in refused(content, resources)


def test_a_form_that_draws_itself_is_refused() -> None:
    with pytest.raises(Unusable, match="without end"):
        read_pdf(data(_drawing_itself()))


def _drawing_itself() -> pypdf.PdfWriter:
    writer = pdf("/F Do", forms={"/F": "/F Do"})
    resources = writer.pages[0]["/Resources"]
    form = resources["/XObject"]["/F"].get_object()
    form[NameObject("/Resources")] = resources
    return writer


def test_annotations_that_show_are_refused() -> None:
    """A stamp is part of what others see, and no part of the page's content."""
    for entries, shows in (
        ({"/Subtype": "/Stamp", "/AP": {}}, True),
        ({"/Subtype": "/Stamp", "/AP": {}, "/F": 2}, False),
        ({"/Subtype": "/Link", "/AP": {}}, False),
        ({"/Subtype": "/Text"}, False),
    ):
        writer = pdf("0 0 9 9 re f")
        writer.pages[0][NameObject("/Annots")] = ArrayObject([named(entries)])
        if shows:
            with pytest.raises(Unusable, match="has annotations on it"):
                read_pdf(data(writer))
        else:
            assert read_pdf(data(writer)).marks


@pytest.mark.parametrize(
    ("content", "states"),
    [
        ("0 0 0 1 k 0 0 9 9 re f", {"/OP": 1}),
        ("0 0 1 0 k 0 0 9 9 re f", {"/OP": 1, "/op": 0}),
        ("0 0 1 0 k 0 0 9 9 re f", {"/OP": 0}),
        ("1 0 0 rg 0 0 9 9 re f", {"/OP": 1}),
    ],
)
def test_overprint_that_does_not_show_is_taken(content: str, states: dict[str, object]) -> None:
    assert marks(f"/G gs {content}", {"/ExtGState": {"/G": states}})


def test_entries_that_are_null_are_as_if_absent() -> None:
    for annotations in (NullObject(), ArrayObject([NullObject()])):
        writer = pdf("0 0 9 9 re f")
        writer.pages[0][NameObject("/Annots")] = annotations
        assert read_pdf(data(writer)).marks


def test_only_what_lies_on_the_sheet_shows() -> None:
    writer = pdf("10 5 20 10 re f")
    writer.pages[0].cropbox = pypdf.generic.RectangleObject((-10, -5, 60, 500))
    found = read_pdf(data(writer))
    assert (found.width, found.height) == (60, 50)
    assert extent(found.marks[0]) == (10, 35, 30, 45)


def test_a_path_goes_on_from_where_a_closed_one_began() -> None:
    (mark,) = marks("10 10 m 60 10 l 60 40 l h 90 40 90 10 v f")
    assert mark.path[4] == ("C", 10, 10, 90, 40, 90, 10)


def test_a_locked_or_turned_or_broken_file_is_refused() -> None:
    writer = pdf("0 0 9 9 re f")
    writer.encrypt("secret", algorithm="RC4-128")
    with pytest.raises(Unusable, match="locked"):
        read_pdf(data(writer))
    writer = pdf("0 0 9 9 re f")
    writer.pages[0].rotate(90)
    with pytest.raises(Unusable, match="on its side"):
        read_pdf(data(writer))
    for broken in (b"%PDF-1.4\n", b"%PDF-1.4\ntrailer<</Root 1 0 R>>\n%%EOF", b"%PDF-"):
        with pytest.raises(Unusable, match="not a PDF that can be read"):
            read_pdf(broken)


def test_comments_may_stand_between_the_operands_of_a_path() -> None:
    (mark,) = marks("1 2 % here\n m 3 4 l 5 % and here\n 6 l 7 8 % and\n 9 9 re f")
    assert mark.path[:3] == (("M", 1, 2), ("L", 3, 4), ("L", 5, 6))
    assert len(mark.path) == 8
