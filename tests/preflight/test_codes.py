"""QR codes are read from the page as it will be printed, and the white round them measured."""

import io
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
import qrcode
from pypdf.generic import ArrayObject, FloatObject, NameObject
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from generator.cache import Cache
from generator.pdfobjects.file import open_file
from generator.preflight import Expected
from generator.preflight.facts import Facts
from generator.preflight.raster.code_reading import BLUR_DPI, read_card
from generator.preflight.raster.render import Renderer
from generator.problems import Problem, Severity
from generator.units import pt
from tests.checked import check
from tests.preflight.samples import (
    ADDRESS,
    CARD_X,
    CARD_Y,
    MODULE,
    TARGET,
    Sample,
    card,
    card_size,
    code,
    expected,
    modules,
    office,
    press,
    rectangle,
    to_unicode,
    with_text,
    words,
    write,
)
from tests.values import replace


def over(content: bytes) -> Callable[[Sample], Sample]:
    """Something drawn over all the rest."""
    return lambda sample: sample | {"marks": (b"", b"q " + content + b" Q\n")}


def stands(name: str, content: bytes) -> Callable[[Sample], Sample]:
    return lambda sample: sample | {name: (b"", content)}


SIDE = len(modules(TARGET)) * MODULE
START = 4 * MODULE
RIGHT_OF_CODE = CARD_X + START + SIDE
BELOW_CODE = CARD_Y + START + SIDE

FAULTS = {
    "not drawn": (stands("code", b""), {"code-reads"}),
    "in white": (stands("code", code(ink=b"0 0 0 0 k")), {"code-reads"}),
    "covered": (
        over(b"0 0 0 0 k " + rectangle(CARD_X + START, CARD_Y + START, SIDE, SIDE / 2) + b" f"),
        {"code-reads"},
    ),
    "another address": (
        stands("code", code("https://example.org/pledgf")), {"code-target", "code-address"}
    ),
    "plain http": (
        stands("code", code("http://example.org/pledgee")),
        {"code-target", "code-address", "code-scheme"},
    ),
    "word in the quiet zone": (
        over(b"0 0 0 1 k " + rectangle(RIGHT_OF_CODE + 2 * MODULE, CARD_Y + 8, 1, 3) + b" f"),
        {"code-quiet-zone"},
    ),
    "hairline in the quiet zone": (
        over(b"0 0 0 1 k " + rectangle(CARD_X, BELOW_CODE + 3 * MODULE, 10, 0.1) + b" f"),
        {"code-quiet-zone"},
    ),
    "tinted card": (stands("card", card(b"0 0.04 0.12 0 k")), {"code-quiet-zone"}),
    "card without its full margin": (
        stands("card", b"q 0 0 0 0 k " + rectangle(CARD_X + MODULE, CARD_Y, 99, 99) + b" f Q"),
        {"code-quiet-zone"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_of_a_code_trips_its_rule_alone(case: str) -> None:
    breaks, rules = FAULTS[case]
    report = check(write(breaks(press())), "press-coated", expected())
    assert {problem.rule for problem in report.problems} == rules


def test_a_card_may_have_rounded_corners() -> None:
    """Nothing within four squares of the symbol, as the crow flies."""
    for inset, rules in ((0.8, set()), (2.0, {"code-quiet-zone"})):
        blot = rectangle(CARD_X, CARD_Y, inset * MODULE, inset * MODULE)
        report = check(
            write(over(b"0 0 0 1 k " + blot + b" f")(press())), "press-coated", expected()
        )
        assert {problem.rule for problem in report.problems} == rules


def test_a_square_too_small_is_measured_on_the_page() -> None:
    small = press() | {"code": (b"", code(module=0.4)), "card": (b"", card())}
    promised = expected(size=card_size(module=0.4))
    report = check(write(small), "press-coated", promised)
    assert {problem.rule for problem in report.problems} == {"code-module"}
    assert report.codes[0].module == pytest.approx(0.4, rel=0.02)


def test_a_code_that_a_phone_would_not_resolve() -> None:
    tiny = press() | {"code": (b"", code(module=0.2)), "card": (b"", card())}
    report = check(
        write(tiny), "press-coated", expected(size=card_size(module=0.2), minimum_module=0.1)
    )
    assert {problem.rule for problem in report.problems} == {"code-blurred"}


def test_the_printed_address_must_be_the_codes_own() -> None:
    report = check(write(press()), "press-coated", expected(address="example.org/story"))
    assert {problem.rule for problem in report.problems} == {"code-address"}


def test_a_reading_says_where_and_how_large() -> None:
    (reading,) = check(write(press()), "press-coated", expected()).codes
    assert (reading.text, reading.page) == (TARGET, 0)
    assert reading.x == pytest.approx(CARD_X + START, abs=0.1)
    assert reading.y == pytest.approx(CARD_Y + START, abs=0.1)
    assert reading.module == pytest.approx(MODULE, rel=0.01)
    assert reading.quiet_zone == pytest.approx(4, abs=0.13)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_nobody_promised_anything_of_is_scanned_whole(turn: int) -> None:
    sample = press()
    sample["page"] = sample["page"].replace(b"/Parent", b"/Rotate %d /Parent" % turn, 1)
    report = check(write(sample), "press-coated")
    assert [reading.text for reading in report.codes] == [TARGET]
    assert report.codes[0].module == pytest.approx(MODULE, rel=0.02)
    assert not report.problems


@pytest.mark.parametrize("crop", [(0, 0, 0, 0), (9000, 9000, 9100, 9100)])
def test_codes_are_looked_for_where_a_crop_box_shows_nothing(crop: tuple[float, ...]) -> None:
    """On the whole sheet, as viewers show it."""
    writer, out = pypdf.PdfWriter(io.BytesIO(write(office()))), io.BytesIO()
    writer.pages[0][NameObject("/CropBox")] = ArrayObject(map(FloatObject, crop))
    writer.write(out)
    found = check(out.getvalue(), "office").problems
    assert not [problem for problem in found if "could not run" in problem.message]


def test_a_code_promised_on_a_page_that_is_not_there_is_an_error() -> None:
    promised = expected(page=3)
    report = check(write(press()), "press-coated", promised)
    assert "code-reads" in {problem.rule for problem in report.problems}


def test_the_same_file_is_checked_alike_whatever_came_before() -> None:
    """A batch: one stream differs from file to file, near the code or far from it."""

    def rules_tripped(marks: bytes, promised: Expected) -> tuple[str, ...]:
        report = check(write(over(marks)(press())), "press-coated", promised)
        return tuple(problem.rule for problem in report.problems)

    clean, here = expected(), b"0 0 0 1 k " + rectangle(RIGHT_OF_CODE + MODULE, CARD_Y, 1, 9)
    far = b"0 0 0 1 k " + rectangle(0, 50, 5, 5)
    assert rules_tripped(far + b" f", clean) == ()
    assert rules_tripped(here + b" f", clean) == ("code-quiet-zone",)
    assert rules_tripped(far + b" f ", clean) == ()
    assert rules_tripped(b"1 0 0 1 9 0 cm " + here + b" f", clean) == ()
    wrong = replace(clean, codes=(replace(clean.codes[0], target="https://example.org/else"),))
    assert rules_tripped(far + b" f", wrong) == ("code-target",)
    assert wrong.codes[0].address == ADDRESS


def test_a_colour_chosen_in_one_stream_is_checked_by_what_it_leads_to() -> None:
    """The code is painted in a spot ink chosen before it; its looks are in another object."""
    tint = b"<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0 0 0 %d] >>"
    for ink, rules in ((1, set()), (0, {"code-reads"}), (1, set())):
        sample = press() | {
            "ground": (b"", b"/All cs 1 scn\n"),
            "code": (b"", code(ink=b"")),
            "marks": (b"", b""),  # they would be on one plate
            "tint": tint % ink,
            "all": b"[/Separation /Ink /DeviceCMYK @tint]",  # too much ink, were it on all plates
        }
        report = check(write(sample), "press-coated", expected())
        assert {problem.rule for problem in report.problems} == rules


def test_a_state_left_by_one_stream_reaches_the_code_in_another() -> None:
    """A stream that paints nothing can still clip or shift what follows it."""
    good = press() | {"ground": (b"", b"0 0 0 1 k\n")}
    assert not check(write(good), "press-coated", expected()).problems
    for spoils in (b"0 0 9 9 re W n", b"1 0 0 1 30 0 cm", b"/G gs"):
        bad = good | {"ground": (b"", b"0 0 0 1 k\n" + spoils + b"\n")}
        bad["resources"] = bad["resources"].replace(  # type: ignore[union-attr]
            b"<< /Font", b"<< /ExtGState << /G << /ca 0.0 >> >> /Font", 1
        )
        rules = {problem.rule for problem in check(write(bad), "press-coated", expected()).problems}
        assert "code-reads" in rules, spoils


# Files of which nothing is promised.


def foreign(sample: Sample, profile: str = "press-coated") -> list[Problem]:
    return list(check(write(sample), profile).problems)


STRANGE = {
    "small squares": (
        {"code": (b"", code(module=0.4))}, "code-module", Severity.WARNING, "0.5 mm", "0.40 mm"
    ),
    "too small for a phone": (
        {"code": (b"", code(module=0.2))}, "code-blurred", Severity.ERROR, "", ""
    ),
    "tinted card": ({"card": (b"", card(b"0 0.04 0.12 0 k"))},
                    "code-quiet-zone", Severity.ERROR, "4 squares", "0.2 squares"),
    "pale": ({"code": (b"", code(ink=b"0 0 0 0.3 k"))},
             "code-contrast", Severity.ERROR, "contrast 55%", "49%"),
    "plain http": ({"code": (b"", code("http://example.org/pledge"))},
                   "code-scheme", Severity.WARNING, "https", "http"),
    "address not printed": (
        {"address": (b"", words("example.org", 8, 14, b"/K gs 0 0 0 1 k"))},
        "code-address", Severity.WARNING, "", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", STRANGE)
def test_a_strangers_code_is_checked_where_it_stands(case: str) -> None:
    changes, rule, severity, limit, measured = STRANGE[case]
    reported = [problem for problem in foreign(press() | changes) if problem.rule == rule]
    (problem,) = reported
    assert (problem.severity, problem.limit, problem.found) == (severity, limit, measured)
    module = {"small squares": 0.4, "too small for a phone": 0.2}.get(case, MODULE)
    assert problem.place.x == pytest.approx(CARD_X + 4 * module, abs=0.15)
    assert problem.place.y == pytest.approx(CARD_Y + 4 * module, abs=0.15)
    assert problem.place.width == pytest.approx(len(modules(TARGET)) * module, rel=0.03)


def test_a_code_that_leads_to_no_address_needs_none_printed() -> None:
    assert not foreign(press() | {"code": (b"", code("tel:+441160000000")), "address": (b"", b"")})


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("https://www.example.org/pledge/", "example.org/pledge"),
        ("https://example.org/pledge", "www.example.org/pledge"),
        ("https://EXAMPLE.org/pledge", "Example.org/pledge"),
    ],
)
def test_an_address_is_printed_as_people_type_it(target: str, said: str) -> None:
    with_letters = press() | {
        "code": (b"", code(target)),
        "card": (b"", card(size=card_size(target))),
        "address": (b"", words(said, 8, 14, b"/K gs 0 0 0 1 k")),
        "unicode": (b"", to_unicode(said)),
    }
    assert not foreign(with_letters)


def test_an_address_broken_over_lines_is_printed() -> None:
    lines = words("example.org/", 8, 12, b"/K gs 0 0 0 1 k") + words(
        "pledge", 8, 16, b"/K gs 0 0 0 1 k"
    )
    assert not foreign(press() | {"address": (b"", lines)})


def test_a_promised_address_is_looked_for_on_the_page() -> None:
    """The page may say another address than the one the build meant to print."""
    for text, rules in ((ADDRESS, set()), ("example.org", {"code-address"}), (ADDRESS, set())):
        sample = press() | {"address": (b"", words(text, 8, 14, b"/K gs 0 0 0 1 k"))}
        report = check(write(sample), "press-coated", expected())
        assert {problem.rule for problem in report.problems} == rules
        assert report.passed is not rules


@pytest.mark.parametrize("place", [(8.0, 14.0), (CARD_X, CARD_Y - 1.0), (1.0, 58.0)])
def test_an_address_is_found_near_its_code_and_far_from_it(place: tuple[float, float]) -> None:
    for text in (ADDRESS, ADDRESS[:-1], ADDRESS):
        address = words(text, *place, b"/K gs 0 0 0 1 k")
        sample = press() | {"address": (b"", address), "text": (b"", b"")}
        found = {one.rule for one in check(write(sample), "press-coated", expected()).problems}
        assert ("code-address" in found) is (text != ADDRESS)


@pytest.mark.parametrize(("ink", "contrast"), [
    (b"0 0 0 1 k", 0.98), (b"0 0 0 0.5 k", 0.7), (b"1 0.8 0 0.2 k", 0.96), (b"0 0.6 1 0 k", 0.6),
])  # fmt: skip
def test_contrast_is_what_the_lightest_module_has_over_the_darkest(
    ink: bytes, contrast: float
) -> None:
    (reading,) = check(write(press() | {"code": (b"", code(ink=ink))}), "press-coated").codes
    assert reading.contrast == pytest.approx(contrast, abs=0.06)


def _of_version(version: int) -> tuple[str, list[list[bool]]]:
    """A target, and the modules of a code of that version which says it."""
    target = "https://example.org/" + "x" * (7 * version)
    made = qrcode.QRCode(version=version, border=0)
    made.add_data(target)
    return target, made.get_matrix()


def _stranger(matrix: list[list[bool]], white: int, step: float = 0.6) -> bytes:
    """A page by ReportLab: a code whose modules are `step` mm, with so many of them of white round
    it, 10 mm from the left and the top of a tinted page."""
    out = io.BytesIO()
    step *= mm
    side, edge = len(matrix) * step, white * step
    page = Canvas(out, pagesize=(side + 20 * mm, side + 20 * mm))
    page.setFillColorCMYK(0.1, 0, 0.2, 0)
    page.rect(0, 0, side + 20 * mm, side + 20 * mm, stroke=0, fill=1)
    page.setFillColorCMYK(0, 0, 0, 0)
    page.rect(10 * mm - edge, 10 * mm - edge, side + 2 * edge, side + 2 * edge, 0, 1)
    page.setFillColorCMYK(0, 0, 0, 1)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                page.rect(10 * mm + x * step, 10 * mm + side - (y + 1) * step, step, step, 0, 1)
    page.save()
    return out.getvalue()


@pytest.mark.parametrize("version", [2, 10, 25])
def test_codes_of_every_size_are_measured_alike(version: int) -> None:
    """A stranger's code with 4, and then 3, modules of white."""
    _, matrix = _of_version(version)
    for white, faulty in ((4, False), (3, True)):
        report = check(_stranger(matrix, white), "office")
        (reading,) = report.codes
        assert reading.module == pytest.approx(0.6, rel=0.01)
        assert reading.side == pytest.approx(len(matrix) * 0.6, rel=0.01)
        rules = [problem.rule for problem in report.problems if problem.rule == "code-quiet-zone"]
        assert bool(rules) is faulty


@pytest.mark.parametrize(
    ("version", "white", "pictures"), [(2, 4, 1), (2, 3, 2), (10, 4, 2), (10, 3, 2)]
)
def test_a_known_code_is_measured_in_a_small_picture_if_that_shows_it_to_be_clean(
    version: int, white: int, pictures: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And its modules are large enough there."""
    target, matrix = _of_version(version)
    data = _stranger(matrix, white)
    facts = Facts(open_file(data, cache=Cache(0)), None)
    card = 10 - 4 * 0.6, 10 - 4 * 0.6, (len(matrix) + 8) * 0.6
    drawn: list[float] = []
    pixels = Renderer.pixels

    def counted(self: Renderer, *asked: Any) -> Any:
        drawn.append(asked[-1])
        return pixels(self, *asked)

    monkeypatch.setattr(Renderer, "pixels", counted)
    with Renderer(data) as renderer:
        seen = read_card(renderer, 0, facts.pages.boxes[0], *card, wanted=target)
        assert sum(scale > 1.1 * BLUR_DPI / 72 for scale in drawn) == pictures
        other = read_card(renderer, 0, facts.pages.boxes[0], *card)
    (reading,), (known,) = other.readings, seen.readings
    assert known.text == target
    assert known.module == pytest.approx(reading.module, rel=0.002)
    assert known.quiet_zone == pytest.approx(reading.quiet_zone, abs=0.13)
    assert (known.x, known.y) == pytest.approx((reading.x, reading.y), abs=0.05)


PARTS = {
    "alone": {},
    "with words of another stream": {"marks": (b"", words("www", 22, 24, b"/K gs 0 0 0 1 k"))},
    "moved by a stream before it": {"text": (b"", b"1 0 0 1 9 0 cm")},
    "in a colour left by a stream before it": {
        "text": (b"", b"/K gs 0 0.9 0.2 0.2 k"), "code": (b"", code(ink=b"")),
    },
    "cut by a stream before it": {
        "text": (b"", rectangle(CARD_X, CARD_Y, 12, 99) + b"W n"),
    },
}  # fmt: skip


@pytest.mark.parametrize("case", PARTS)
def test_a_part_of_the_page_shows_a_code_as_the_whole_page_does(case: str) -> None:
    sample: Sample = press() | PARTS[case]
    order = b"[@ground @text @card @code @address @marks]"
    sample = with_text(sample, "page", b"[@ground @card @code @text @address @marks]", order)
    facts = Facts(open_file(write(sample), cache=Cache(0)), expected())
    (promised,) = facts.expected.codes if facts.expected else ()
    card = promised.x, promised.y, promised.size
    with Renderer(facts.document.file.data) as renderer:
        whole = read_card(renderer, 0, facts.pages.boxes[0], *card, wanted=promised.target)
    (seen,) = facts.rendered.seen_codes
    assert seen.seen == whole
    assert bool(whole.readings) == (case != "cut by a stream before it")


def test_all_codes_of_a_page_are_seen_in_one_file_that_is_opened_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened = 0
    enter = Renderer.__enter__

    def counted(self: Renderer) -> Renderer:
        nonlocal opened
        opened += 1
        return enter(self)

    monkeypatch.setattr(Renderer, "__enter__", counted)
    promised = expected()
    other = replace(promised.codes[0], size=card_size() + 1)
    promised = replace(promised, codes=(*promised.codes, other))
    file = open_file(write(press()), cache=Cache())
    for times in (1, 1):
        found = Facts(file, promised).rendered.seen_codes
        assert [code.reading and code.reading.text for code in found] == [TARGET] * 2
        assert opened == times
    assert ADDRESS not in found[0].words  # it was not drawn again


def beside(text: str) -> bytes:
    """A code that says `text` in white on black, to the right of where the samples have theirs."""
    away, size = 16.0, card_size(text, 0.4)
    return (
        b"q 1 0 0 1 %.4f 0 cm /K gs 0 0 0 1 k " % pt(away)
        + rectangle(CARD_X, CARD_Y, size, size) + b"f "
        + code(text, 0.4, b"0 0 0 0 k") + b"Q\n"
    )  # fmt: skip


def test_a_code_beside_the_one_that_is_wanted_is_read_if_it_is_wanted() -> None:
    """With one cache: what is wanted is part of the key (`SeenCodeInputs`)."""
    other = "https://example.org/ploughs"
    sample = press() | {
        "code": (b"", code(module=0.4) + beside(other)),
        "card": (b"", card(size=35)),
    }
    cache = Cache()
    for target in (TARGET, other):
        promised = expected(size=35.0, target=target, address=target[8:], minimum_module=0.3)
        report = check(write(sample), "press-coated", promised, cache=cache)
        assert [one.text for one in report.codes] == [target]
