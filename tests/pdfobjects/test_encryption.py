"""Encrypted files, which every viewer opens if they have no user password."""

import io
from collections.abc import Mapping
from typing import Any

import pikepdf
import pytest

from generator.cache import Cache
from generator.pdfobjects.file import PdfFile, decode, open_file
from generator.pdfobjects.values import Obj, Stream, Unreadable
from generator.preflight import PROFILES
from tests.checked import check
from tests.preflight.samples import expected, press, write

CIPHERS: Mapping[str, Mapping[str, Any]] = {
    "RC4, 40 bits": {"R": 2, "aes": False, "metadata": False},
    "RC4, 128 bits": {"R": 3, "aes": False, "metadata": False},
    "AES, 128 bits": {"R": 4},
    "AES, 256 bits": {"R": 6},
    "AES, metadata in plain": {"R": 6, "metadata": False},
}


def encrypted(user: str = "", packed: bool = False, **cipher: Any) -> bytes:
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    with pikepdf.open(io.BytesIO(write(press()))) as pdf:
        pdf.save(
            out,
            encryption=pikepdf.Encryption(owner="owner", user=user, **cipher),
            object_stream_mode=mode,
            static_id=False,
        )
    return out.getvalue()


def opened(data: bytes) -> PdfFile:
    return open_file(data, cache=Cache())


def strings(value: Obj) -> list[bytes]:
    match value:
        case bytes():
            return [value]
        case dict():
            return [one for item in value.values() for one in strings(item)]
        case tuple():
            return [one for item in value for one in strings(item)]
    return []


def content(file: PdfFile) -> tuple[set[bytes], set[bytes]]:
    """The bytes of all streams and strings of the document, free of how they are packed."""
    values = [
        one.value
        for number, one in ((n, file.stored(n)) for n in file.numbers)
        if not (isinstance(one.value, Stream) and one.value.dict.get("Type") in ("XRef", "ObjStm"))
    ]
    own = file.get(file.trailer.get("Encrypt"))
    return (
        {decode(file, value) for value in values if isinstance(value, Stream)},
        {one for value in values if value is not own for one in strings(value)},
    )


# Packed objects came with PDF 1.5, and with it the fourth revision of encryption.
_PACKABLE = [name for name, options in CIPHERS.items() if options["R"] >= 4]


@pytest.mark.parametrize(
    ("name", "packed"),
    [(name, False) for name in CIPHERS] + [(name, True) for name in _PACKABLE],
)
def test_a_file_without_a_user_password_is_read_and_checked(name: str, packed: bool) -> None:
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(write(press()))) as pdf:
        pdf.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = encrypted(packed=packed, **CIPHERS[name])
    assert content(opened(data)) == content(opened(plain.getvalue()))
    report = check(data, "press-coated", expected())
    # what enciphered it made the file of another version of PDF
    assert {problem.rule for problem in report.problems} - {"version"} == {"encrypted"}
    assert [code.text for code in report.codes]


def test_every_profile_reports_the_encryption() -> None:
    data = encrypted(R=6)
    for profile in PROFILES:
        assert "encrypted" in {problem.rule for problem in check(data, profile).problems}


@pytest.mark.parametrize("name", CIPHERS)
def test_a_file_with_a_user_password_is_not_opened(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        opened(encrypted("secret", **CIPHERS[name]))
    assert caught.value.rule == "encrypted"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/Filter /Standard", b"/Filter /Strangers"),
        (b"/V 5", b"/V 9"),
        (b"/R 6", b"/R 0"),
        (b"startxref\n", b"startxref\n9"),
    ],
)
def test_a_cipher_that_is_not_known_or_damaged_is_not_opened(old: bytes, new: bytes) -> None:
    data = encrypted(R=6)
    assert old in data
    with pytest.raises(Unreadable) as caught:
        opened(data.replace(old, new))
    assert caught.value.rule == "encrypted"


def test_equal_objects_of_two_encrypted_files_are_no_strangers() -> None:
    """They are enciphered with other keys, and known by what they are in plain."""
    first, second = opened(encrypted(R=6)), opened(encrypted(R=6))
    assert first.digest(first.catalog["OutputIntents"]) == second.digest(
        second.catalog["OutputIntents"]
    )
