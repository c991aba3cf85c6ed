"""Objects recognised by their bytes."""

from generator.cache import Cache
from generator.pdfobjects.file import open_file
from generator.pdfobjects.listed import ObjectInputs
from generator.pdfobjects.values import Stream
from tests.declared_inputs import assert_fields_count
from tests.preflight.samples import press, write


def test_equal_objects_of_two_files_are_parsed_once() -> None:
    cache = Cache()
    first = open_file(write(press()), cache=cache)
    held = len(cache)
    second = open_file(write(press()), cache=cache)
    assert held == len(cache) > 0
    assert all(first.stored(n) is second.stored(n) for n in first.numbers)


def test_nothing_is_kept_without_a_cache() -> None:
    cache = Cache(0)
    first, second = (open_file(write(press()), cache=cache) for _ in range(2))
    assert not len(cache)
    assert [one.digest for one in first.every] == [one.digest for one in second.every]
    assert not any(a is b for a, b in zip(first.every, second.every, strict=True))


def test_a_length_said_elsewhere_is_read_anew_in_each_file() -> None:
    """The stream's own bytes are the same, and are no key."""
    cache = Cache()
    texts = [b"A" * 9 + b"\nendstream endobj ", b"A" * 9]
    lengths = [len(texts[0]), len(texts[1])]
    files = [
        open_file(
            write(
                press()
                | {
                    "extra": b"<< /Length @size >>\nstream\n" + texts[0] + b"\nendstream",
                    "size": b"%d" % length,
                }
            ),
            cache=cache,
        )
        for length in lengths
    ]
    raws = [
        {one.value.raw for one in file.every if isinstance(one.value, Stream)} for file in files
    ]
    assert texts[0] in raws[0]
    assert texts[1] in raws[1]
    assert texts[0] not in raws[1]


def test_objects_of_other_bytes_are_other_objects() -> None:
    assert_fields_count(ObjectInputs(b" 5 endobj"), body=b" 6 endobj")
