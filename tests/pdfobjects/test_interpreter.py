"""Content streams interpreted: what a visitor is handed, and how much is read."""

from collections.abc import Callable
from typing import Any

import pytest

from generator.pdfobjects.content_stream import FlatArray, InlineImage, MatrixLine
from generator.pdfobjects.interpreter import (
    MOST_SAVED,
    Interpreter,
    OperatorTable,
    WorkBounds,
)
from generator.pdfobjects.values import Malformed


class Listener:
    """A visitor that writes down what it is handed."""

    def __init__(self, bounds: WorkBounds | None = None) -> None:
        self.stream = Interpreter("plain", bounds or WorkBounds())
        self.seen: list[object] = []

    def fault(self, message: str) -> None:
        self.seen.append(("fault", message))

    def unknown_operator(self, word: str) -> None:
        self.seen.append(("unknown", word))


def _change(listener: Listener, name: str) -> None:
    listener.stream.state = name


def _fail(listener: Listener, *operands: Any) -> None:
    raise Malformed("no good")


def _again(listener: Listener) -> None:
    listener.seen.append("again")
    listener.stream.run(b"again", listener, TABLE)


def _written(listener: Listener, *operands: Any) -> None:
    listener.seen.append((listener.stream.word, listener.stream.written))


def _hears(what: str) -> Callable[..., None]:
    return lambda listener, *operands: listener.seen.append((what, *operands))


TABLE: OperatorTable[Listener] = OperatorTable(
    {
        b"q": lambda listener: listener.stream.save(),
        b"Q": lambda listener: listener.stream.restore(),
        b"gs": _change,
        b"w": lambda listener, width: listener.seen.append(("w", width)),
        b"TJ": _hears("TJ"),
        b"bad": _fail,
        b"again": _again,
        b"k": _written,
    },
    _hears("path"),
    _hears("rectangles"),
    _hears("line"),
    _hears("image"),
)


def seen(data: bytes) -> list[object]:
    listener = Listener()
    listener.stream.run(data, listener, TABLE)
    return listener.seen


def test_operators_are_handed_their_operands_and_runs_whole() -> None:
    assert seen(b"2 w 1 2 m 3 4 l h 0 0 1 1 re 2 2 3 3 re [(a) 1] TJ") == [
        ("w", 2.0),
        ("path", b"1 2 m 3 4 l h "),
        ("rectangles", b"0 0 1 1 re 2 2 3 3 re "),
        ("TJ", FlatArray(b"[(a) 1]")),
    ]
    assert seen(b"1 0 0 1 5 6 Tm [(a)] TJ") == [("line", MatrixLine(b"1 0 0 1 5 6 ", b"[(a)]"))]


def test_inline_images_are_handed_over_as_image_xobjects_say_it() -> None:
    ((what, image),) = seen(b"BI /W 1 /H 2 /CS /G /F [/AHx /CCF] ID ab\nEI")  # type: ignore[misc]
    assert what == "image"
    assert image == InlineImage(
        {
            "Type": "XObject",
            "Subtype": "Image",
            "Width": 1,
            "Height": 2,
            "ColorSpace": "G",
            "Filter": ("ASCIIHexDecode", "CCITTFaxDecode"),
        },
        b"ab",
    )


def test_a_path_operator_apart_from_its_operands_is_handed_over_too() -> None:
    assert seen(b"1 2 % here\n m") == [("path", b"1.0 2.0 m")]
    assert seen(b"1 2 3 % here\n 4 re") == [("rectangles", b"1.0 2.0 3.0 4.0 re")]
    assert seen(b"1 % here\n re") == [("unknown", "re")]
    assert seen(b"(a) 2 % here\n m") == [("unknown", "m")]


def test_what_cannot_be_carried_out_is_a_fault_and_the_next_is_read() -> None:
    assert seen(b"1 2 w bad huh 3 w") == [
        ("fault", "wrong operands before w"),
        ("fault", "no good"),
        ("unknown", "huh"),
        ("w", 3.0),
    ]
    assert seen(b"1 w ) 2 w")[0] == ("w", 1.0)
    assert seen(b"1 w ) 2 w")[1:] == [("fault", "b')' among the page's drawing")]


def test_states_are_saved_and_restored_and_not_without_end() -> None:
    listener = Listener()
    listener.stream.run(b"q /A gs q /B gs Q", listener, TABLE)
    assert listener.stream.state == "A"
    listener.stream.run(b"Q", listener, TABLE)
    assert (listener.stream.state, listener.seen) == ("plain", [])
    assert seen(b"Q") == [("fault", "Q without q")]
    assert seen(b"q " * MOST_SAVED) == []
    assert len(seen(b"q " * (MOST_SAVED + 1))) == 1


def test_operands_wait_for_their_operator_in_the_next_stream() -> None:
    listener = Listener()
    listener.stream.run(b"5", listener, TABLE)
    listener.stream.run(b"w", listener, TABLE)
    assert listener.seen == [("w", 5.0)]


def test_an_operator_is_known_as_written() -> None:
    assert seen(b"1 w\n0 0 0 1 k 1 w")[1] == (b"k", b"\n0 0 0 1 k")


def test_drawings_inside_drawings_end_somewhere() -> None:
    listener = Listener(WorkBounds(deepest=3))
    listener.stream.run(b"again", listener, TABLE)
    fault = ("fault", "drawings inside drawings more than 3 deep")
    assert listener.seen == [*["again"] * 4, fault]
    assert listener.stream.bounds.depth == 0


def test_more_content_than_there_should_be_is_not_read() -> None:
    listener = Listener(WorkBounds(content=3000))
    listener.stream.run(b"1 w", listener, TABLE)
    listener.stream.run(b"2 w", listener, TABLE)
    with pytest.raises(Malformed, match="more drawing"):
        listener.stream.run(b"3 w", listener, TABLE)
    assert listener.seen == [("w", 1.0), ("w", 2.0)]
