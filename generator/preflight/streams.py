"""Streams of a file without their filters: what content, maps and metadata need."""

from generator.preflight.file import File
from generator.preflight.filters import unfiltered
from generator.preflight.syntax import Obj, Stream


def decode(file: File, stream: Stream) -> bytes:
    """The bytes behind every filter. Raises `Malformed`, also for image filters."""
    filters = _list(file, stream.dict.get("Filter", stream.dict.get("F")))
    settings = _list(file, stream.dict.get("DecodeParms", stream.dict.get("DP")))
    plain = [
        {key: file.get(value) for key, value in file.dictionary(one).items()} for one in settings
    ]
    plain += [{}] * (len(filters) - len(plain))
    return unfiltered(stream.raw, list(zip(filters, plain, strict=False)))


def _list(file: File, value: Obj) -> tuple[Obj, ...]:
    value = file.get(value)
    if value is None:
        return ()
    return tuple(file.get(item) for item in value) if isinstance(value, tuple) else (value,)
