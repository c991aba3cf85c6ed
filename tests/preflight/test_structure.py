"""Each rule about structure trips, alone, on our own file with one thing in it broken."""

import io
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)

from generator.preflight import RULES
from generator.preflight.facts import Facts
from generator.preflight.profiles import rows_of
from generator.preflight.rules.links import leads_elsewhere
from generator.problems import Place
from tests.checked import check, opened
from tests.goldens import proofs

AREA = "leicester-leicestershire-rutland"
File = pypdf.PdfWriter
Change = Callable[[File], object]
Thing = Any  # what pypdf gives has many shapes, and the tests know which


@lru_cache
def clean(language: str = "en-GB") -> bytes:
    words = ("kayleighs-love-story", language, AREA)
    return proofs.made(proofs.ROOT, words, "leaflet-dl-6pp", "a4-roll-fold-dl", "screen")


def changed(change: Change, language: str = "en-GB") -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(clean(language)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def found(data: bytes) -> dict[str, list[Place | None]]:
    """The rules that trip, but for those about codes, with the places they name."""
    facts = opened(data)
    assert isinstance(facts, Facts), facts
    tripped: dict[str, list[Place | None]] = {}
    for row in rows_of("screen", ["pdfa2a"]):
        if not row.rule.startswith("code-"):
            for fault in RULES[row.rule].faults(facts, row.limits):
                tripped.setdefault(row.rule, []).append(fault.place)
    return tripped


def name(text: str) -> NameObject:
    return NameObject(f"/{text}")


def root(file: File) -> Thing:
    return file.root_object["/StructTreeRoot"]


def elements(file: File) -> Iterator[Thing]:
    waiting: list[Thing] = [root(file)["/K"].get_object()]
    while waiting:
        element = waiting.pop()
        if "/S" not in element:
            continue
        yield element
        kids = [kid.get_object() for kid in element.get("/K", ())]
        waiting += [kid for kid in reversed(kids) if isinstance(kid, DictionaryObject)]


def of(file: File, role: str, number: int = 0) -> Thing:
    """The element of a role, by its place among them."""
    return [one for one in elements(file) if one["/S"] == f"/{role}"][number]


def swapped(file: File, *, page: int) -> None:
    """Two entries of a page's row of the parent tree change places."""
    numbers = root(file)["/ParentTree"]["/Nums"]
    row = numbers[2 * page + 1].get_object()
    row[0], row[1] = row[1], row[0]


def content(file: File, old: bytes, new: bytes, page: int = 0) -> None:
    """Replace the first of something in a page's streams."""
    contents: Thing = file.pages[page]["/Contents"]
    streams = [one.get_object() for one in contents]
    for stream in streams:
        data = stream.get_data()
        if re.search(old, data):
            stream.set_data(re.sub(old, new, data, count=1))
            return
    raise ValueError(old)


def noted(file: File) -> tuple[int, Thing]:
    """The first page that has annotations, with its index."""
    return next((n, page) for n, page in enumerate(file.pages) if "/Annots" in page)


def links(file: File) -> list[Thing]:
    """The links of the first page that has any."""
    _, page = noted(file)
    return [one.get_object() for one in page["/Annots"]]


def without_objr(file: File) -> None:
    element = of(file, "Link")
    kids = [kid for kid in element["/K"] if isinstance(kid, NumberObject)]
    put(element, K=ArrayObject(kids))


def drop(thing: Thing, *keys: str) -> None:
    for key in keys:
        del thing[name(key)]


def put(thing: Thing, **entries: Thing) -> None:
    for key, value in entries.items():
        thing[name(key)] = value


def replaced_metadata(old: bytes, new: bytes) -> Change:
    def change(file: File) -> None:
        stream: Thing = file.root_object["/Metadata"].get_object()
        data = stream.get_data()
        assert old in data
        stream.set_data(data.replace(old, new))

    return change


def table(*rows: str, scope: bool = True, cells: DictionaryObject | None = None) -> Change:
    """A table below the document, of rows given as `HD` for a header and a cell."""

    def change(file: File) -> None:
        document = root(file)["/K"]

        def element(role: str, above: Thing, *more: Thing) -> Thing:
            made = DictionaryObject()
            put(made, S=name(role), P=above.indirect_reference, K=ArrayObject())
            file._add_object(made)
            if more:
                put(made, A=more[0])
            above["/K"].append(made.indirect_reference)
            return made

        attribute = DictionaryObject()
        put(attribute, O=name("Table"), Scope=name("Column"))
        whole = element("Table", document)
        for row in rows:
            line = element("TR", whole)
            for cell in row:
                more = [attribute] if cell == "H" and scope else [cells] if cells else []
                element("TH" if cell == "H" else "TD", line, *more)

    return change


def role_map(**roles: str) -> Change:
    entries = DictionaryObject({name(own): name(role) for own, role in roles.items()})
    return lambda file: put(root(file), RoleMap=entries)


def annotation(kind: str, **entries: object) -> Change:
    def change(file: File) -> None:
        made = DictionaryObject()
        box = ArrayObject(map(FloatObject, (10, 10, 20, 20)))
        put(made, Type=name("Annot"), Subtype=name(kind), Rect=box, **entries)
        _, page = noted(file)
        page["/Annots"].append(file._add_object(made))

    return change


def within(thing: str, **entries: object) -> Change:
    return lambda file: put(file.root_object[f"/{thing}"].get_object(), **entries)


def both(*changes: Change) -> Change:
    return lambda file: [change(file) for change in changes]


EMPTY = ArrayObject()
TRUE, FALSE = BooleanObject(True), BooleanObject(False)


def private(file: File) -> None:
    """The first letters of a font become ones of the private use area."""
    for page in file.pages:
        resources: Thing = page["/Resources"]
        for font in resources["/Font"].values():
            stream = font["/ToUnicode"].get_object()
            data = stream.get_data()
            changed, count = re.subn(rb"(<[0-9A-Fa-f]{4}>\s*)<0065>", rb"\1<E000>", data)
            if count:
                stream.set_data(changed)
                return
    raise ValueError("no letter e")


def unmapped(letter: bytes) -> Change:
    def change(file: File) -> None:
        for page in file.pages:
            resources: Thing = page["/Resources"]
            for font in resources["/Font"].values():
                stream = font["/ToUnicode"].get_object()
                data = stream.get_data()
                stream.set_data(re.sub(rb"(<[0-9A-Fa-f]{4}>\s*)<0065>", rb"\1<%b>" % letter, data))

    return change


def cyclic(file: File) -> None:
    """A list's item holds the list."""
    whole, item = of(file, "L"), of(file, "LI")
    item["/K"].append(whole.indirect_reference)


def wrapped(file: File) -> None:
    """An item's words in an element that stands for nothing, as Chromium writes them."""
    item, words = of(file, "LI"), of(file, "LBody")
    made = DictionaryObject()
    put(made, S=name("NonStruct"), P=item.indirect_reference, K=item["/K"])
    put(item, K=ArrayObject([file._add_object(made)]))
    put(words, P=made.indirect_reference)


BROKEN: dict[str, tuple[Change, set[str]]] = {
    # tagged at all
    "not marked": (lambda file: drop(file.root_object, "MarkInfo"), {"tagged"}),
    "marked false": (within("MarkInfo", Marked=FALSE), {"tagged"}),
    "suspects": (within("MarkInfo", Suspects=TRUE), {"tagged"}),
    "no structure": (lambda file: drop(file.root_object, "StructTreeRoot"), {"tagged"}),
    "empty structure": (
        lambda file: put(root(file), K=ArrayObject()),
        {"tagged", "tag-content", "links"},
    ),
    # the tree
    "cycle": (cyclic, {"tag-tree"}),
    "no type": (
        lambda file: drop(of(file, "P"), "S"),
        {"tag-tree", "tag-content"},
    ),
    "wrong parent": (
        lambda file: put(of(file, "P"), P=root(file).indirect_reference), {"tag-tree"}
    ),
    "a kid that is none": (
        lambda file: of(file, "P")["/K"].append(TextStringObject("x")), {"tag-tree"}
    ),
    "own type": (lambda file: put(of(file, "P"), S=name("Absatz")), {"tag-roles"}),
    "role map in a circle": (
        both(role_map(A="B", B="A"), lambda file: put(of(file, "P"), S=name("A"))), {"tag-roles"}
    ),
    "standard type mapped": (role_map(P="Span"), {"tag-roles"}),
    # content
    "text outside": (
        lambda file: content(file, rb"/H\d <</MCID 0>> BDC", b"/H1 <<>> BDC"),
        {"tag-content", "tag-numbers", "headings"},
    ),
    "drawing outside": (
        lambda file: content(file, rb"/Artifact BMC", b"/Layout BMC"), {"tag-content"}
    ),
    "content nobody holds": (
        lambda file: put(of(file, "H1"), K=ArrayObject()), {"tag-content", "headings"}
    ),
    "artifact in content": (
        lambda file: content(
            file, rb"/P <</MCID 1>> BDC", b"/P <</MCID 1>> BDC /Artifact BMC EMC"
        ),
        {"tag-content"},
    ),
    "content in an artifact": (
        lambda file: content(
            file, rb"/Artifact BMC", b"/Artifact BMC /P <</MCID 0>> BDC EMC"
        ),
        {"tag-content", "tag-numbers"},
    ),
    "a number twice": (
        lambda file: content(file, rb"/P <</MCID 2>> BDC", b"/P <</MCID 1>> BDC"),
        {"tag-numbers"},
    ),
    "content held twice": (
        lambda file: of(file, "P")["/K"].append(NumberObject(0)),
        {"tag-numbers", "tag-parents"},
    ),
    "content that is not there": (
        lambda file: of(file, "P")["/K"].append(NumberObject(99)),
        {"tag-numbers", "tag-parents"},
    ),
    # the way back: the first of the four gaps others leave
    "parents swapped": (lambda file: swapped(file, page=0), {"tag-parents"}),
    "no StructParents": (lambda file: drop(file.pages[0], "StructParents"), {"tag-parents"}),
    "StructParents of another page": (
        lambda file: put(file.pages[1], StructParents=NumberObject(0)), {"tag-parents"}
    ),
    "no parent tree": (lambda file: drop(root(file), "ParentTree"), {"tag-parents"}),
    "no StructParent": (lambda file: drop(links(file)[0], "StructParent"), {"tag-parents"}),
    "StructParent of another": (
        lambda file: put(links(file)[0], StructParent=links(file)[1]["/StructParent"]),
        {"tag-parents"},
    ),
    "no tab order": (lambda file: drop(noted(file)[1], "Tabs"), {"tab-order"}),
    "tabs by rows": (lambda file: put(noted(file)[1], Tabs=name("R")), {"tab-order"}),
    # headings
    "first of rank two": (lambda file: put(of(file, "H1"), S=name("H2")), {"headings"}),
    "rank skipped": (lambda file: put(of(file, "H2"), S=name("H3")), {"headings"}),
    "without rank": (lambda file: put(of(file, "H2"), S=name("H")), {"headings"}),
    # lists
    "item outside": (lambda file: put(of(file, "L"), S=name("Div")), {"lists"}),
    "paragraph in a list": (lambda file: put(of(file, "LI"), S=name("P")), {"lists"}),
    "words in an item": (lambda file: put(of(file, "LBody"), S=name("P")), {"lists"}),
    "item's words in NonStruct": (wrapped, set()),
    "list without items": (
        lambda file: put(of(file, "BlockQuote"), S=name("L"), K=ArrayObject()),
        {"lists", "tag-content"},
    ),
    # tables
    "table": (table("HH", "DD"), set()),
    "table without headers": (table("DD", "DD"), {"tables"}),
    "header of nothing": (table("HH", "DD", scope=False), {"tables"}),
    "table of uneven rows": (table("HH", "D"), {"tables"}),
    "cell outside": (lambda file: put(of(file, "P"), S=name("TD")), {"tables"}),
    # figures
    "no Alt": (lambda file: drop(of(file, "Figure"), "Alt"), {"figures"}),
    "Alt of blanks": (
        lambda file: put(of(file, "Figure"), Alt=TextStringObject(" ")), {"figures"}
    ),
    "no BBox": (lambda file: drop(of(file, "Figure"), "A"), {"figures"}),
    "note without a name": (lambda file: put(of(file, "P"), S=name("Note")), {"notes"}),
    # links
    "no OBJR": (without_objr, {"links"}),
    "link in a paragraph": (lambda file: put(of(file, "Link"), S=name("Span")), {"links"}),
    "no Contents": (lambda file: drop(links(file)[0], "Contents"), {"links"}),
    "note outside": (
        annotation("Text", Contents=TextStringObject("x"), F=NumberObject(4)),
        {"links", "annotations-shown"},
    ),
    "leads elsewhere": (
        lambda file: put(
            links(file)[0]["/A"], URI=TextStringObject("https://www.example.org/")
        ),
        {"link-target"},
    ),
    # languages
    "no Lang": (lambda file: drop(file.root_object, "Lang"), {"language"}),
    "language that is none": (
        lambda file: put(file.root_object, Lang=TextStringObject("English (UK)")), {"language"}
    ),
    "run's language that is none": (
        lambda file: put(of(file, "P"), Lang=TextStringObject("en_GB")), {"language"}
    ),
    # letters
    "private letter": (private, {"letters"}),
    "letter zero": (unmapped(b"0000"), {"letters"}),
    "letter nobody knows": (unmapped(b"FFFD"), {"letters"}),
    # the file's own words
    "title not shown": (within("ViewerPreferences", DisplayDocTitle=FALSE), {"title"}),
    "no bookmarks": (lambda file: drop(file.root_object, "Outlines"), {"bookmarks"}),
    "no PDF/UA": (replaced_metadata(b"pdfuaid:part", b"pdfuaid:rev"), {"claims"}),
    "PDF/A-2b": (
        replaced_metadata(b"pdfaid:conformance>A<", b"pdfaid:conformance>B<"), {"archive-claim"}
    ),
    "no title": (replaced_metadata(b"dc:title", b"dc:source"), {"title", "info-agrees"}),
    "another author": (
        lambda file: file.add_metadata({"/Author": "Somebody else"}), {"info-agrees"}
    ),
    # what lasts
    "no output intent": (lambda file: drop(file.root_object, "OutputIntents"), {"colours-meant"}),
    "CMYK": (
        lambda file: content(file, rb"[\d.]+ [\d.]+ [\d.]+ rg", b"0 1 1 0 k"), {"colours-meant"}
    ),
    "actions": (
        lambda file: put(
            file.root_object,
            OpenAction=DictionaryObject({name("S"): name("Launch")}),
        ),
        {"kept"},
    ),
    "script": (
        lambda file: put(
            file.root_object,
            OpenAction=DictionaryObject(
                {name("S"): name("JavaScript"), name("JS"): TextStringObject("app.alert(1)")}
            ),
        ),
        {"kept", "forbidden"},
    ),
    "acts when opened": (
        lambda file: put(file.pages[0], AA=DictionaryObject()), {"kept"}
    ),
    "attachment": (lambda file: file.add_attachment("a.txt", b"x"), {"forbidden", "files-named"}),
    "not printed": (lambda file: drop(links(file)[0], "F"), {"annotations-shown"}),
}  # fmt: skip


def test_a_clean_file_trips_nothing() -> None:
    assert check(clean(), "screen").problems == ()
    assert found(clean("ur")) == {}


@pytest.mark.parametrize("case", BROKEN)
def test_the_rule_trips_alone(case: str) -> None:
    change, rules = BROKEN[case]
    assert set(found(changed(change))) == rules


def test_words_from_right_to_left_need_their_own() -> None:
    def mute(file: File) -> None:
        for element in elements(file):
            element.pop(name("ActualText"), None)

    places = found(changed(mute, "ur"))
    assert set(places) == {"right-to-left"}
    assert all(places["right-to-left"])


def test_a_place_is_named_where_there_is_one() -> None:
    outside = changed(lambda file: content(file, rb"/H\d <</MCID 0>> BDC", b"/H1 <<>> BDC"))
    (place,) = found(outside)["tag-content"]
    assert place is not None
    assert place.page == 1
    (place,) = found(changed(lambda file: drop(links(file)[0], "Contents")))["links"]
    assert place is not None
    first, _ = noted(pypdf.PdfWriter(clone_from=io.BytesIO(clean())))
    assert place.page == first + 1 > 1
    assert place.width > 20


@pytest.mark.parametrize(
    ("said", "target", "elsewhere"),
    [
        ("www.leics.police.uk/CEASE", "https://www.leics.police.uk/CEASE", False),
        ("www.leics.police.uk/CEASE", "https://www.leics.police.uk/", True),
        ("0116 252 7000", "tel:+441162527000", False),
        ("0116 252 7000", "tel:+441162527001", True),
        ("101", "tel:101", False),
        ("help@example.org", "mailto:help@example.org?subject=x", False),
        ("help@example.org", "mailto:others@example.org", True),
        ("read more", "https://www.example.org", False),
        ("www.example.org", "tel:101", True),
    ],
)  # fmt: skip
def test_an_address_is_held_to_its_target(said: str, target: str, elsewhere: bool) -> None:
    assert leads_elsewhere(said, target) is elsewhere


def test_marked_content_of_a_form_is_found_by_its_own_numbers() -> None:
    """A heading is moved into a form with a StructParents of its own."""

    def move(file: File) -> None:
        form = DecodedStreamObject()
        form.set_data(b"/H1 <</MCID 0>> BDC 0 0 9 9 re f EMC")
        put(form, Type=name("XObject"), Subtype=name("Form"), StructParents=NumberObject(500))
        put(form, BBox=ArrayObject(map(FloatObject, (0, 0, 9, 9))), Resources=DictionaryObject())
        held = file._add_object(form)
        page: Thing = file.pages[0]
        put(page["/Resources"], XObject=DictionaryObject({name("Fm"): held}))
        more = DecodedStreamObject()
        more.set_data(b"/Fm Do")
        page["/Contents"].append(file._add_object(more))
        claim = DictionaryObject()
        put(claim, Type=name("MCR"), MCID=NumberObject(0), Stm=held, Pg=page.indirect_reference)
        element = of(file, "P")
        element["/K"].append(claim)
        numbers = root(file)["/ParentTree"]["/Nums"]
        row = file._add_object(ArrayObject([element.indirect_reference]))
        numbers.extend([NumberObject(500), row])

    assert found(changed(move)) == {}

    def lost(file: File) -> None:
        move(file)
        page: Thing = file.pages[0]
        page["/Resources"]["/XObject"]["/Fm"].pop(name("StructParents"))

    assert set(found(changed(lost))) == {"tag-numbers"}


def test_a_deep_tree_and_an_endless_parent_tree_end() -> None:
    def deepen(file: File) -> None:
        above = of(file, "P")
        for _ in range(5000):
            kid = DictionaryObject()
            put(kid, S=name("Span"), P=above.indirect_reference, K=ArrayObject())
            above["/K"].append(file._add_object(kid))
            above = kid
        tree = root(file)["/ParentTree"]
        put(tree, Kids=ArrayObject([tree.indirect_reference]))

    assert found(changed(deepen)) == {}


@pytest.mark.parametrize("value", [NullObject(), NumberObject(7), TextStringObject("x"), EMPTY])
def test_a_root_that_is_none_is_reported(value: object) -> None:
    data = changed(lambda file: put(file.root_object, StructTreeRoot=value))
    assert "tagged" in found(data)


def test_a_direct_element_is_read() -> None:
    """Elements need not be objects of their own."""

    def direct(file: File) -> None:
        element = of(file, "H1")
        document = root(file)["/K"]
        kids = document["/K"]
        place = [kid.get_object() for kid in kids].index(element)
        assert isinstance(kids[place], IndirectObject)
        kids[place] = DictionaryObject(element)

    assert set(found(changed(direct))) <= {"tag-parents"}


def _pictures(link: Thing) -> list[Thing] | None:
    """The pictures in a link of nothing else; None if it has words."""
    kids = [one.get_object() for one in link["/K"]]
    if not all(isinstance(kid, DictionaryObject) for kid in kids):
        return None
    inside = [kid for kid in kids if "/S" in kid]
    return inside if all(kid["/S"] == "/Figure" for kid in inside) else None


@pytest.mark.parametrize("language", ["en-GB", "ur"])
def test_every_link_of_ours_says_what_it_is(language: str) -> None:
    """A code is a picture in a link, and both say where it leads."""
    file = pypdf.PdfWriter(clone_from=io.BytesIO(clean(language)))
    found = [one for one in elements(file) if one["/S"] == "/Link"]
    codes = [(link, pictures) for link in found if (pictures := _pictures(link)) is not None]
    assert (len(found) > 4, len(codes)) == (True, 2)
    for link, (picture,) in codes:
        assert str(link["/Alt"]) == str(picture["/Alt"])


def test_a_default_space_says_what_a_devices_colours_mean() -> None:
    def meant(file: File) -> None:
        drop(file.root_object, "OutputIntents")
        white = DictionaryObject({name("WhitePoint"): ArrayObject(map(FloatObject, (1, 1, 1)))})
        for page in file.pages:
            resources: Thing = page["/Resources"]
            spaces = resources.setdefault(name("ColorSpace"), DictionaryObject())
            for key, kind in (("DefaultRGB", "CalRGB"), ("DefaultGray", "CalGray")):
                put(spaces.get_object(), **{key: ArrayObject([name(kind), white])})

    assert "colours-meant" not in found(changed(meant))
