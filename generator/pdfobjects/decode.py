"""Decodes streams of a file: the content, maps and metadata without their filters."""

from collections.abc import Mapping

from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.filters import unfiltered
from generator.pdfobjects.values import Obj, Stream


def decode(file: PdfFile, stream: Stream) -> bytes:
    """The bytes of a stream without its filters. Raises `Malformed`, also for image filters."""
    return unfiltered(stream.raw, filters_of(file, stream))


def filters_of(file: PdfFile, stream: Stream) -> tuple[tuple[Obj, Mapping[str, Obj]], ...]:
    """A stream's filters by name with their parameters, free of references."""
    filters = _list(file, stream.dict.get("Filter", stream.dict.get("F")))
    settings = _list(file, stream.dict.get("DecodeParms", stream.dict.get("DP")))
    plain = [
        {key: file.get(value) for key, value in file.dictionary(one).items()} for one in settings
    ]
    plain += [{}] * (len(filters) - len(plain))
    return tuple(zip(filters, plain, strict=False))


def _list(file: PdfFile, value: Obj) -> tuple[Obj, ...]:
    value = file.get(value)
    if value is None:
        return ()
    return tuple(file.get(item) for item in value) if isinstance(value, tuple) else (value,)
