"""What PDF syntax stands for."""

import pytest

from generator.pdfobjects.parse import parse
from generator.pdfobjects.values import Malformed, Obj, Ref


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (b"<< /A null /B [null 1] >>", {"B": (None, 1)}),
        (b"<< /Kids [3 0 R] /Count 1 >>", {"Kids": (Ref(3, 0),), "Count": 1}),
        (b"/A#20b\xe9", "A b\xe9"),
        (
            rb"(a\(b\)\101\
c)",
            b"a(b)Ac",
        ),
        (b"<4 1 4>", b"A@"),
        (b"-.5", -0.5),
    ],
)
def test_an_object_is_what_the_specification_says(written: bytes, value: Obj) -> None:
    assert parse(written)[0] == value


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"<< /A >>", "keys are not names"),
        (b"<< 1 2 >>", "keys are not names"),
        (b"[" * 101 + b"]" * 101, "nested more than 100 deep"),
        (b"(a", "never closes"),
        (b"[1 2", "ends inside the object"),
        (b"1" * 301, "301 digits"),
        (b"[R]", "R without an object number"),
    ],
)
def test_what_is_no_object_is_malformed(written: bytes, said: str) -> None:
    with pytest.raises(Malformed, match=said):
        parse(written)
