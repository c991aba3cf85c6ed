"""Rules of PDF/UA that our own files have no cause to break: each with a file that breaks it, one
that does not, and veraPDF's word on both."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NumberObject,
    TextStringObject,
)

from generator.jobs import verapdf
from generator.preflight import PROFILES
from tests.outside_programs import needs_verapdf
from tests.preflight.test_structure import (
    BROKEN,
    Change,
    File,
    Thing,
    annotation,
    changed,
    elements,
    found,
    name,
    noted,
    put,
    root,
)

Tree = tuple[str, dict[str, object], list[object]]


def tree(*nodes: Tree) -> Change:
    """Elements below the document, each a role, attributes of tables and what stands in it."""

    def change(file: File) -> None:
        def add(above: Thing, node: Tree) -> None:
            role, attributes, kids = node
            made = DictionaryObject()
            put(made, S=name(role), P=above.indirect_reference, K=ArrayObject())
            file._add_object(made)
            if "ID" in attributes:
                put(made, ID=attributes["ID"])
            own = {key: value for key, value in attributes.items() if key != "ID"}
            if own:
                put(made, A=DictionaryObject({name("O"): name("Table")}))
                put(made["/A"], **own)
            above["/K"].append(made.indirect_reference)
            for kid in kids:
                add(made, kid)  # type: ignore[arg-type]

        for node in nodes:
            add(root(file)["/K"], node)

    return change


def head(**more: object) -> Tree:
    return "TH", {"Scope": name("Column")} | more, []


def cell(**more: object) -> Tree:
    return "TD", more, []


def row(*cells: Tree) -> Tree:
    return "TR", {}, list(cells)


def within(role: str, *kids: Tree) -> Tree:
    return role, {}, list(kids)


def table(*kids: Tree) -> Change:
    return tree(within("Table", *kids))


def span(**spans: int) -> dict[str, object]:
    return {key: NumberObject(value) for key, value in spans.items()}


HEAD, CAPTION = row(head(), head()), within("Caption")
BODY = within("TBody", row(cell(), cell()))
THEAD, TFOOT = within("THead", HEAD), within("TFoot", row(cell(), cell()))


def named(*ids: bytes) -> dict[str, object]:
    return {"Headers": ArrayObject([ByteStringObject(one) for one in ids])}


def by_headers(*ids: bytes) -> Change:
    known = ("TH", {"ID": ByteStringObject(b"a")}, [])
    return table(row(known), row(cell(**named(*ids))))  # type: ignore[arg-type]


def layers(**entries: object) -> Change:
    def change(file: File) -> None:
        chosen = DictionaryObject({name(key): value for key, value in entries.items()})  # type: ignore[misc]
        put(file.root_object, OCProperties=DictionaryObject())
        put(file.root_object["/OCProperties"], OCGs=ArrayObject(), D=chosen)

    return change


def attached(*keys: str) -> Change:
    """A file that is carried, under some of the names that it should have."""

    def change(file: File) -> None:
        stream = DecodedStreamObject()
        stream.set_data(b"x")
        put(stream, Type=name("EmbeddedFile"), Subtype=name("text/plain"))
        one = DictionaryObject({name("Type"): name("Filespec")})
        put(one, EF=DictionaryObject({name("F"): file._add_object(stream)}))
        put(one, **{key: TextStringObject("a.txt") for key in keys})
        names = ArrayObject([TextStringObject("a.txt"), file._add_object(one)])
        put(file.root_object, Names=DictionaryObject())
        put(file.root_object["/Names"], EmbeddedFiles=DictionaryObject({name("Names"): names}))

    return change


def clip(**entries: object) -> Change:
    def change(file: File) -> None:
        made = DictionaryObject({name("Type"): name("MediaClip"), name("S"): name("MCD")})
        put(made, D=TextStringObject("film.mp4"), **entries)
        rendition = DictionaryObject({name("Type"): name("Rendition"), name("S"): name("MR")})
        put(rendition, C=file._add_object(made))
        action = DictionaryObject({name("S"): name("Rendition"), name("OP"): NumberObject(0)})
        put(action, R=file._add_object(rendition))
        put(file.root_object, OpenAction=action)

    return change


KIND = TextStringObject("video/mp4")
WORDS = ArrayObject([TextStringObject(""), TextStringObject("a film")])


def form(**entries: object) -> Change:
    """A drawing that is painted on the first page, with further entries."""

    def change(file: File) -> None:
        stream = DecodedStreamObject()
        stream.set_data(b"")
        put(stream, Type=name("XObject"), Subtype=name("Form"))
        put(stream, BBox=ArrayObject(map(FloatObject, (0, 0, 1, 1))), **entries)
        resources: Thing = file.pages[0]["/Resources"]
        listed = resources.setdefault(name("XObject"), DictionaryObject()).get_object()
        listed[name("Own")] = file._add_object(stream)
        painted = DecodedStreamObject()
        painted.set_data(b"/Artifact BMC /Own Do EMC")
        contents: Thing = file.pages[0]["/Contents"]
        contents.append(file._add_object(painted))

    return change


def widget(*, beyond: bool = False, described: bool = False, **entries: object) -> Change:
    """A field of a form on the second page, in the structure; `beyond`, off the page."""

    def change(file: File) -> None:
        annotation("Widget", FT=name("Tx"), T=TextStringObject("n"), F=NumberObject(4), **entries)(
            file
        )
        _, page = noted(file)
        note = page["/Annots"][-1]
        if beyond:
            put(note.get_object(), Rect=ArrayObject(map(FloatObject, (-90, -90, -80, -80))))
        element = DictionaryObject()
        held = DictionaryObject({name("Type"): name("OBJR"), name("Obj"): note})
        put(held, Pg=page.indirect_reference)
        document = root(file)["/K"]
        put(element, S=name("Form"), P=document.indirect_reference, K=ArrayObject([held]))
        if described:
            put(element, Alt=TextStringObject("your name"))
        document["/K"].append(file._add_object(element))
        numbers = root(file)["/ParentTree"]["/Nums"]
        key = int(numbers[-2]) + 1
        numbers.extend([NumberObject(key), element.indirect_reference])
        put(note.get_object(), StructParent=NumberObject(key))
        put(file.root_object, AcroForm=DictionaryObject({name("Fields"): ArrayObject([note])}))

    return change


def fonts(file: File) -> Iterator[Thing]:
    for page in file.pages:
        resources: Thing = page["/Resources"]
        yield from (font.get_object() for font in resources.get("/Font", {}).values())


def mapped(**entries: object) -> Change:
    """Composite fonts with another map of codes, which is embedded and as Identity-H."""

    def change(file: File) -> None:
        stream = DecodedStreamObject()
        mode = int(entries.get("Inside", 0))  # type: ignore[call-overload]
        stream.set_data(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def "
            b"/CMapType 1 def /WMode %d def 1 begincodespacerange <0000> <FFFF> "
            b"endcodespacerange 1 begincidrange <0000> <FFFF> 0 endcidrange endcmap end end" % mode
        )
        ordering = str(entries.get("Ordering", "Identity"))
        info = DictionaryObject({name("Supplement"): NumberObject(0)})
        put(info, Registry=TextStringObject("Adobe"), Ordering=TextStringObject(ordering))
        put(stream, Type=name("CMap"), CMapName=name("Own"), CIDSystemInfo=info)
        put(stream, WMode=NumberObject(int(entries.get("Outside", 0))))  # type: ignore[call-overload]
        encoding = entries.get("Encoding") or file._add_object(stream)
        for font in fonts(file):
            put(font, Encoding=encoding)

    return change


def inner(change: Callable[[File, Thing], None]) -> Change:
    """A change of each composite font's descendant."""

    def each(file: File) -> None:
        known = {
            id(one): one for one in (f["/DescendantFonts"][0].get_object() for f in fonts(file))
        }
        for font in known.values():
            change(file, font)

    return each


def wider(_: File, font: Thing) -> None:
    widths = font["/W"]
    listed = next(one.get_object() for one in widths if isinstance(one.get_object(), list))
    listed[:] = [FloatObject(float(width) + 90) for width in listed]


def listing(bits: int) -> Callable[[File, Thing], None]:
    """A list of all characters of a font, or of none."""

    def change(file: File, font: Thing) -> None:
        stream = DecodedStreamObject()
        stream.set_data(bytes([bits]) * 8192)
        put(font["/FontDescriptor"].get_object(), CIDSet=file._add_object(stream))

    return change


def two_headings(*, apart: bool) -> Change:
    def change(file: File) -> None:
        for element in [one for one in elements(file) if one["/S"].startswith("/H")]:
            put(element, S=name("P"))
        sections = ["Sect", "Sect"] if apart else ["Sect"]
        kids = [within("H")] if apart else [within("H"), within("H")]
        tree(*(within(role, *kids) for role in sections))(file)

    return change


# A rule of ours, the clause under which veraPDF reports it (empty where it does not, of a table
# in which no cell names a header), what breaks it and what does not.
CASES: dict[str, tuple[str, str, Change, Change]] = {
    "caption in the middle": (
        "tables", "7.2", table(HEAD, CAPTION, row(cell(), cell())), table(CAPTION, HEAD)
    ),
    "two captions": ("tables", "7.2", table(CAPTION, HEAD, CAPTION), table(HEAD, CAPTION)),
    "two heads": ("tables", "7.2", table(THEAD, THEAD, BODY), table(THEAD, BODY)),
    "two feet": ("tables", "7.2", table(THEAD, BODY, TFOOT, TFOOT), table(THEAD, BODY, TFOOT)),
    "a head without a body": ("tables", "7.2", table(THEAD), table(THEAD, BODY, BODY)),
    "spans that do not tally": (
        "tables", "7.2",
        table(HEAD, row(cell(**span(ColSpan=3)))), table(HEAD, row(cell(**span(ColSpan=2)))),
    ),
    "cells over one another": (
        "tables", "7.2",
        table(
            row(head(), head(), head()), row(cell(), cell(**span(RowSpan=2)), cell()),
            row(cell(**span(ColSpan=2)), cell()),
        ),
        table(
            row(head(), head(), head()), row(cell(), cell(**span(RowSpan=2)), cell()),
            row(cell(), cell()),
        ),
    ),
    "a header of no scope": (
        "tables", "", table(row(("TH", {"Scope": name("")}, [])), row(cell())),
        table(row(head()), row(cell())),
    ),
    "a header that is not there": ("tables", "7.5", by_headers(b"b"), by_headers(b"a")),
    "a late caption of a list": (
        "lists", "7.2",
        tree(within("L", within("LI", within("LBody")), within("Caption"))),
        tree(within("L", within("Caption"), within("LI", within("LBody")))),
    ),
    "a late caption of contents": (
        "lists", "7.2",
        tree(within("TOC", within("TOCI"), within("Caption"))),
        tree(within("TOC", within("Caption"), within("TOCI"))),
    ),
    "two headings in a section": (
        "headings", "7.4.4", two_headings(apart=False), two_headings(apart=True)
    ),
    "layers without a name": (
        "layer-names", "7.10", layers(), layers(Name=TextStringObject("all"))
    ),
    "layers that switch themselves": (
        "layer-names", "7.10",
        layers(Name=TextStringObject("all"), AS=ArrayObject()),
        layers(Name=TextStringObject("all"), Order=ArrayObject()),
    ),
    "a file without its name": ("files-named", "7.11", attached("F"), attached("F", "UF")),
    "media of no kind": ("media-described", "7.18.6.2", clip(Alt=WORDS), clip(Alt=WORDS, CT=KIND)),
    "media without words": ("media-described", "7.18.6.2", clip(CT=KIND), clip(CT=KIND, Alt=WORDS)),
    "a page of another file": (
        "whole-pages", "7.20",
        form(Ref=DictionaryObject({name("F"): TextStringObject("a.pdf")})), form(),
    ),
    "a field that asks nothing": (
        "links", "7.18.1", widget(), widget(TU=TextStringObject("your name"))
    ),
    "a field described elsewhere": ("links", "7.18.1", widget(), widget(described=True)),
    "a field off the page": ("links", "7.18.1", widget(), widget(beyond=True)),
    "a trap network": (
        "links", "7.18.2",
        annotation("TrapNet", F=NumberObject(4)), annotation("PrinterMark", F=NumberObject(4)),
    ),
    "widths that differ": ("font-widths", "7.21.5", inner(wider), lambda file: None),
    "a map that is not embedded": (
        "font-make", "7.21.3.3", mapped(Encoding=name("Own-H")), mapped()
    ),
    "a map of other characters": ("font-make", "7.21.3.1", mapped(Ordering="Japan1"), mapped()),
    "a map that contradicts itself": (
        "font-make", "7.21.3.3", mapped(Outside=1), mapped(Outside=0)
    ),
    "glyphs of no character": (
        "font-make", "7.21.3.2",
        inner(lambda _, font: font.pop(name("CIDToGIDMap"))), lambda file: None,
    ),
    "characters left out": ("font-make", "7.21.4.2", inner(listing(0)), lambda file: None),
}  # fmt: skip
# What a change breaks beside what it is for.
_BESIDE = frozenset({
    "kept", "forbidden", "annotations-shown", "letters", "missing-glyph", "font-widths",
})  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_reported_and_what_is_right_is_not(case: str) -> None:
    rule, _, wrong, right = CASES[case]
    assert set(found(changed(wrong))) - (_BESIDE - {rule}) == {rule}
    assert rule not in found(changed(right))


def test_every_rule_of_pdfua_is_tripped() -> None:
    tripped = {rule for _, rules in BROKEN.values() for rule in rules} | {"right-to-left"}
    tripped |= {rule for rule, *_ in CASES.values()}
    rows = {row.rule for row in PROFILES["screen"].rows}
    common = {row.rule for row in PROFILES["office"].rows}
    assert rows - common - tripped == set()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_verapdf_says_the_same(tmp_path: Path) -> None:
    needs_verapdf()
    wrong, right = {}, {}
    for number, (_, _, breaks, mends) in enumerate(CASES.values()):
        wrong[number], right[number] = tmp_path / f"{number}-w.pdf", tmp_path / f"{number}-r.pdf"
        wrong[number].write_bytes(changed(breaks))
        right[number].write_bytes(changed(mends))
    reported = verapdf.check([*wrong.values(), *right.values()], ["ua1"], seconds=200)
    clauses = {path: {problem.rule for problem in problems} for path, problems in reported.items()}
    for number, (case, (_, clause, _, _)) in enumerate(CASES.items()):
        said = f"verapdf-{clause}"
        if not clause:
            continue
        assert said in clauses[wrong[number]], (case, clauses[wrong[number]])
        assert said not in clauses[right[number]], (case, clauses[right[number]])
