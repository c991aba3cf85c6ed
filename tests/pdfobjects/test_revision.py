"""A revision refers to the objects of the file that it stands after."""

import io

import pikepdf
import pytest

from generator.cache import Cache
from generator.pdfobjects.file import PdfFile, open_file, page_objects
from generator.pdfobjects.revision import is_revisable, with_one_page
from generator.preflight.raster.render import Renderer
from tests.preflight.samples import office, with_text, write


def opened(data: bytes) -> PdfFile:
    return open_file(data, cache=Cache(0))


def test_a_revision_has_one_page_with_the_streams_that_are_asked_for() -> None:
    file = opened(write(office()))
    entries = page_objects(file)[0].entries
    streams = file.array(entries["Contents"])
    revised = opened(with_one_page(file, {**entries, "Contents": streams[2:]}))
    (page,) = page_objects(revised)
    assert page.entries["Contents"] == streams[2:]
    assert revised.digest(page.entries["Resources"]) == file.digest(entries["Resources"])
    with Renderer(revised.data) as renderer:
        assert "example.org/pledge" in renderer.words(0)
    with pikepdf.open(io.BytesIO(revised.data)) as pdf:
        assert len(pdf.pages) == 1
        assert not pdf.check_pdf_syntax()


def saved(data: bytes, **settings: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, **settings)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize(
    "settings",
    [
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"encryption": pikepdf.Encryption(owner="owner", R=4)},
    ],
)
def test_files_whose_last_table_is_a_stream_or_that_are_encrypted(
    settings: dict[str, object],
) -> None:
    sample = write(office())
    assert is_revisable(opened(saved(sample)))
    assert not is_revisable(opened(saved(sample, **settings)))


def test_a_damaged_file_is_not_revised() -> None:
    assert not is_revisable(opened(write(office()).replace(b"startxref\n", b"startxref\n1")))
    assert not is_revisable(opened(b"\n" + write(with_text(office(), "pages", b"", b""))))
