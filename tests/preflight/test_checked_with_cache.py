"""Files checked with one cache get the report that each gets alone, in whatever order.

The files and the promises differ from one another in one thing each, so that a part that is
missing from a key of the cache gives one of them another's report.
"""

from collections.abc import Callable
from functools import partial

import pytest

from generator.cache import Cache
from generator.preflight import Expected, Report, check
from generator.units import pt
from tests.preflight.samples import (
    CARD_X,
    CARD_Y,
    ICC,
    ROOT,
    SLUG,
    TARGET,
    Sample,
    box,
    card_size,
    code,
    expected,
    office,
    press,
    rectangle,
    with_text,
    write,
)
from tests.preflight.test_rules import painted
from tests.values import replace

IN_THE_BLEED = b"q 7 0 0 17 20.6 60 cm /I Do Q"
SPOT_AND_CYAN = b"/Spot cs 1 scn 50 50 9 9 re f 1 0 0 0 k 50 70 9 9 re f"
SPOT = b"/All @all /Spot [/Separation /Orange /DeviceCMYK @tint]"


def heavy(content: bytes = b"0.8 0.8 0.8 0.8 k " + rectangle(5, 5, 5, 5) + b"f ") -> Sample:
    return painted(content)(press())


def pictured(bleed: float = SLUG - 3, ink: int = 204) -> Sample:
    """With a picture of so much of each ink, of 255, beside the trim."""
    entries = b"/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceCMYK"
    picture = entries, bytes((ink,) * 4)
    sample = painted(IN_THE_BLEED, b"/XObject << /I @i >>", i=picture)(press())
    return with_text(sample, "page", b"/BleedBox " + box(SLUG - 3), b"/BleedBox " + box(bleed))


def overprinted(yellow: bytes) -> Sample:
    over = b"q /K gs 0 0 %b 1 k 20 60 9 17 re f Q" % yellow
    return pictured(ink=153) | {"text": (b"", over)}


def unmapped(ordering: bytes) -> Sample:
    """With a font that has no map of its letters."""
    sample = with_text(press(), "font", b"/ToUnicode @unicode", b"")
    return with_text(sample, "cid", b"/Ordering (Identity)", b"/Ordering (%b)" % ordering)


def on_paper(name: str) -> Sample:
    """RGB on a paper."""
    profile = next((ROOT / "layouts/press").glob(f"{name}_*.icc")).read_bytes()
    return heavy(b"0 0 0 rg " + rectangle(5, 5, 5, 5) + b"f ") | {"icc": (b"/N 4", profile)}


def with_spot() -> Sample:
    return with_text(painted(SPOT_AND_CYAN)(press()), "resources", b"/All @all", SPOT)


def two_pages(first: bytes, second: bytes) -> Sample:
    sample = with_text(press(), "pages", b"/Count 1 /Kids [@page]", b"/Count 2 /Kids [@page @next]")
    page = sample["page"]
    assert isinstance(page, bytes)
    return sample | {"page": first or page, "next": second or page}


def coded(
    sample: Callable[[], Sample] = press, **changes: object
) -> Callable[[], tuple[bytes, str, Expected]]:
    return lambda: (write(sample()), "press-coated", expected(**changes))


def case(
    sample: Callable[[], Sample], profile: str = "press-coated", **promise: object
) -> Callable[[], tuple[bytes, str, Expected]]:
    return lambda: (write(sample()), profile, replace(expected(), **promise))  # type: ignore[arg-type]


def turned(address: str) -> Sample:
    """On its side, with a code that says `address`."""
    sample = press() | {"code": (b"", code(address))}
    return with_text(sample, "page", b"/MediaBox", b"/Rotate 90 /MediaBox")


def layered(state: bytes) -> Sample:
    """With the code in a layer that is shown or not."""
    layer = b"/OC /L BDC " + code() + b"EMC"
    sample = press() | {"code": (b"", layer), "layer": b"<< /Type /OCG /Name (Code) >>"}
    sample = with_text(sample, "resources", b"/Font", b"/Properties << /L @layer >> /Font")
    layers = b"<< /OCProperties << /OCGs [@layer] /D << /%b [@layer] >> >> " % state
    return with_text(sample, "catalog", b"<< ", layers)


def stamped(look: bytes) -> Sample:
    """With an annotation over the code that looks so."""
    left, top = pt(SLUG + CARD_X), pt(SLUG + 60 - CARD_Y)
    edges = b"%.3f %.3f %.3f %.3f" % (left, top - 40, left + 40, top)
    entries = b"/Subtype /Form /BBox [0 0 40 40] /Resources << >>"
    note = b"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [%b] /AP << /N @look >> >>" % edges
    sample = press() | {"look": (entries, look), "note": note}
    return with_text(sample, "page", b"/Contents", b"/Annots [@note] /Contents")


ON_TWO = (*expected().codes, *(replace(one, page=1) for one in expected().codes))

# Each row: cases that differ from one another in one thing, and the part of a key that says it.
CASES = {
    "HeaviestInkInputs.limit: how much ink is allowed": [
        case(heavy, ink_limit=300.0), case(heavy, ink_limit=330.0), case(heavy, ink_limit=200.0),
    ],
    "HeaviestInkInputs.view: how much ink lies": [
        case(partial(heavy, ink + rectangle(5, 5, 5, 5) + b"f "))
        for ink in (b"0.8 0.8 0.8 0.8 k ", b"0.9 0.9 0.9 0.9 k ")
    ],
    "BleedGapsInputs.least: how far grounds should run": [case(press), case(press, bleed=4.0)],
    "BleedGapsInputs.view: how far grounds run": [
        case(press), case(lambda: press() | {"ground": (b"", rectangle(0, 0, 60, 60) + b"f ")}),
    ],
    "SeenCodeInputs.view: what a code says": [
        case(press), case(lambda: press() | {"code": (b"", code("https://example.org/plodge"))}),
    ],
    "SeenCodeInputs.card: where a code is promised": [
        coded(), coded(x=CARD_X + 9), coded(size=5.0),
    ],
    "what a code is promised to open": [coded(), coded(target="https://example.org/other")],
    "SeenCodeInputs.page: on which page a code is": [
        case(partial(two_pages, b"", b""), codes=expected().codes, pages=((60.0, 60.0),) * 2),
        case(partial(two_pages, b"", b""), codes=ON_TWO, pages=((60.0, 60.0),) * 2),
        case(partial(two_pages, b"", b""), codes=ON_TWO[1:], pages=((60.0, 60.0),) * 2),
    ],
    "where the bleed ends": [
        case(partial(pictured, SLUG)), case(pictured),
    ],
    "LightStreamInputs.limit: how much a picture may lay": [
        case(pictured, ink_limit=limit) for limit in (350.0, 300.0, 250.0)
    ],
    "LightStreamInputs.keys: how much a picture lays": [
        case(partial(pictured, ink=ink)) for ink in (51, 204)
    ],
    "HeaviestInkInputs.intents, OutputProfileInputs.profile: on which paper RGB is printed": [
        case(partial(on_paper, name), "press-newsprint") for name in ("IFRA26S", "FOGRA39L")
    ],
    "LightStreamInputs.over: what overprints a picture": [
        case(partial(overprinted, yellow), ink_limit=300.0) for yellow in (b"0.2", b"1")
    ],
    "UsedPlatesInputs.names: which plates are looked at": [
        case(with_spot, profile)
        for profile in ("press-coated", "mono")
    ],
    "ProfileHeaderInputs.digest: the output profile": [
        case(press),
        case(lambda: press() | {"icc": (b"/N 4", ICC[:16] + b"RGB " + ICC[20:])}),
    ],
    "LettersInputs.digest: the letters of a font": [
        case(partial(unmapped, ordering)) for ordering in (b"Identity", b"Japan1")
    ],
    "FontFactsInputs.digest: whether the letters of a font are known": [
        case(press), case(partial(unmapped, b"Identity")),
    ],
    "MetricsInputs.digest: the widths of a font": [
        case(press), case(lambda: with_text(press(), "cid", b"/DW 600", b"/DW 300")),
        case(lambda: with_text(press(), "cid", b"34 [", b"34 [9")),
    ],
    "PageTextInputs.keys: the words beside a code": [
        case(press), case(lambda: with_text(press(), "page", b"@address ", b"")),
    ],
    "UsedPlatesInputs.view: in which colour words are": [
        case(partial(with_text, office(), "text", b"0 0 0 rg", colour), "mono")
        for colour in (b"1 0 0 rg", b"0 1 0 rg")
    ],
    "RenderedPages.view_key: what a code on a turned page says": [
        coded(partial(turned, one), x=60 - CARD_Y - card_size(), y=CARD_X)
        for one in (TARGET, "https://example.org/plodge")
    ],
    "RenderedPages.is_plain: whether a layer is shown": [
        case(partial(layered, state)) for state in (b"ON", b"OFF")
    ],
    "RenderedPages.is_plain: what lies over a code": [
        case(partial(stamped, look)) for look in (b"", b"0 0 40 40 re f")
    ],
    "the profile": [
        case(lambda: with_text(office(), "text", b"0 0 0 rg", b"0.2 g"), profile)
        for profile in ("mono", "office")
    ],
}  # fmt: skip


def checked(made: Callable[[], tuple[bytes, str, Expected]], cache: Cache) -> Report:
    data, profile, promised = made()
    return check(data, profile, promised, cache=cache)


@pytest.mark.parametrize("name", CASES)
def test_files_that_differ_in_one_thing_are_checked_alike_with_one_cache(name: str) -> None:
    cases = CASES[name]
    alone = [checked(one, Cache(0)) for one in cases]
    assert len({repr(report) for report in alone}) > 1, "the cases get the same report"
    for order in (range(len(cases)), range(len(cases) - 1, -1, -1)):
        cache = Cache()
        for index in order:
            assert checked(cases[index], cache) == alone[index]
