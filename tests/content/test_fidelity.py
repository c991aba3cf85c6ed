"""What must come through a translation: each thing lost, added or changed is an error."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.fidelity import unfaithful
from generator.problems import Span

PLACE = Span("content/a/pl.yaml", 3, 11)


def found(original: str, translated: str, *, shortened: bool = False) -> list[str]:
    problems = unfaithful(original, translated, PLACE, shortened=shortened)
    assert all(problem.span == PLACE and problem.is_error for problem in problems)
    return [f"{problem.rule}: {problem.message}" for problem in problems]


@pytest.mark.parametrize(
    ("original", "translated"),
    [
        ("Talk to your child", "Proszę porozmawiać z dzieckiem"),
        ("on **{police}**", "pod numerem **{police}**, całą dobę"),
        ("They exchanged **2643** messages.", "آن کے درمیان **2643** پیغامات"),
        ("A year 9 survey", "最近一项针对九年级（Year 9）学生的调查"),
        ("I **C**ommit in {region}.", "**Zobowiązuję** się w { region }."),
        ("Visit www.leics.police.uk/CEASE.", "请访问www.leics.police.uk/CEASE。"),
        ("Visit www.leics.police.uk/CEASE today", "Dziś: www.leics.police.uk/CEASE!"),
        ("Write to help@example.org", "Napisz: help@example.org."),
        ("See [our page](https://{pledge})", "Zob. [stronę](https://{pledge})"),
        ("Look at ceop.police.uk", "Zob. ceop.police.uk"),
        ("It happens online", "Dzieje się online.Teraz"),
        ("In 12 of 12 cases", "W 12 przypadkach na 12"),
        ("Ring (0116) 496 0123 or 116 123", "Zadzwoń: 116-123, (0116) 496-0123"),
        ("Open 24/7, from 8:30, aged 13–14", "7/24, saat 8.30, 13 ile 14 yaş"),
        ("On 31.03.2026, 9 of 10", "2026.03.31, 10 z 9"),
        ("In 2015 13 children, 2,643 messages", "13 dzieci w 2015 r., 2.643 wiadomości"),
    ],
)
def test_a_faithful_translation_has_no_problem(original: str, translated: str) -> None:
    assert not found(original, translated)


@pytest.mark.parametrize(
    ("original", "translated", "problem"),
    [
        ("on {police}", "pod numerem", "changed-placeholder: {police} is missing"),
        ("on {police}", "na {polizei}", "changed-placeholder: {polizei} is not in the original"),
        ("Talk", "Mów {region}", "changed-placeholder: {region} is not in the original"),
        ("2643 messages", "2634 wiadomości", "changed-number: 2643 has become 2634"),
        ("2643 messages", "wiele wiadomości", "changed-number: 2643 is missing"),
        ("2643 messages", "٢٦٤٣ رسالة", "changed-number: 2643 has become ٢٦٤٣"),
        ("2643 messages", "2,643 messages", "changed-number: 2643 has become 2 and 643"),
        ("two weeks", "2 tygodnie", "changed-number: 2 is not in the original"),
        ("In 12 of 12 cases", "W 12 przypadkach", "changed-number: 12 is missing"),
        (
            "Ring 01572 496 012",
            "Zadzwoń 01572 012 496",
            "changed-number: the parts of 01572 496 012 stand in another order here",
        ),
        (
            "Ring 0116 496 0123",
            "اتصل 0123 496 0116",
            "changed-number: the parts of 0116 496 0123 stand in another order here",
        ),
        (
            "Ring 116 123",
            "Zadzwoń 123 116",
            "changed-number: the parts of 116 123 stand in another order here",
        ),
        (
            "1.5 of 2,643 at 8:30",
            "5,1 z 2.643 o 8:30",
            "changed-number: the parts of 1.5 stand in another order here",
        ),
        ("Ring 0116 496 0123", "Zadzwoń", "changed-number: 0116 496 0123 is missing"),
        ("Ring", "Zadzwoń 0116 496 0123", "changed-number: 0116 496 0123 is not in the original"),
        (
            "Ring 0116 496 0123",
            "Zadzwoń 0116 496 0124",
            "changed-number: 0123 has become 0124",
        ),
        (
            "See www.example.org/a",
            "Zob. www.example.pl/a",
            'changed-address: "www.example.org/a" has become "www.example.pl/a"',
        ),
        (
            "See www.example.org/a",
            "Zob. stronę",
            'changed-address: "www.example.org/a" is missing',
        ),
        (
            "See example.org",
            "Zob. badexample.org",
            'changed-address: "example.org" is missing',
        ),
        (
            "[us](https://{site})",
            "[my](https://{site}/pl)",
            'changed-address: "https://{site}" has become "https://{site}/pl"',
        ),
        (
            "Write to a@example.org",
            "Napisz: b@example.org",
            'changed-address: "a@example.org" has become "b@example.org"',
        ),
        ("I **commit**", "Zobowiązuję się", "lost-strong: nothing here is **strong**"),
        (
            "**2643** messages",
            "2643 **wiadomości**",
            "lost-strong: 2643 is not **strong**, as it is in the original",
        ),
        (
            "ring **{police}** now",
            "**teraz** {police}",
            "lost-strong: {police} is not **strong**, as it is in the original",
        ),
    ],
)
def test_each_thing_changed_is_an_error(original: str, translated: str, problem: str) -> None:
    assert problem in found(original, translated)


def test_a_short_form_may_leave_things_out_and_not_change_them() -> None:
    original = "Ring **{police}** or see www.example.org in 24 hours"
    assert not found(original, "Ring us", shortened=True)
    assert found(original, "Ring {fax}", shortened=True)
    assert found(original, "Ring in 25 hours", shortened=True)
    assert found(original, "See www.example.com", shortened=True)


def test_a_placeholder_spelt_wrong_has_its_name_as_the_hint() -> None:
    (problem,) = unfaithful("in {region}", "w {regoin}", PLACE)
    assert problem.hint == 'did you mean "region"?'


WORDS = st.text("abcdéßшغ漢 ,", max_size=12)
THINGS = st.sampled_from(["{a}", "{b}", "12", "2643", "www.example.org/x", "9"])


@given(st.lists(THINGS, max_size=5), st.data())
def test_things_kept_in_any_order_are_faithful_and_one_less_is_not(
    things: list[str], data: st.DataObject
) -> None:
    def sentence(order: list[str]) -> str:
        return " ".join(f"{data.draw(WORDS)} {thing}" for thing in order)

    original = sentence(things)
    assert not found(original, sentence(data.draw(st.permutations(things))))
    if len(things) > len(set(things)) or not things:
        return
    assert found(original, sentence(things[1:]))


@pytest.mark.parametrize("piece", ["a", "1", "a.", "a-", "a@", "www", "a_", "http:"])
def test_one_long_word_is_compared_in_no_time(piece: str) -> None:
    """Nothing here may take time that grows with the square of a word's length."""
    word = piece * (30_000 // len(piece))
    began = time.process_time()
    unfaithful(word, word + " " + word)
    assert time.process_time() - began < 2
