"""Deciphers the strings and streams of encrypted files that open without a password
(ISO 32000-1, 7.6), with pypdf."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .values import Dictionary, Malformed, Obj, Ref, Stream, Unreadable

if TYPE_CHECKING:
    from pypdf._encryption import CryptFilter, Encryption


class Cipher:
    """Deciphers a file's objects. The object `own` holds the encryption dictionary, which is not
    enciphered."""

    def __init__(self, encryption: Encryption, own: int) -> None:
        self._encryption = encryption
        self._own = own

    def plain(self, value: Obj, number: int, generation: int) -> Obj:
        """An object as it was before it was enciphered. Raises `Malformed`."""
        if number == self._own:
            return value
        keys = self._encryption._make_crypt_filter(number, generation)
        try:
            if isinstance(value, Stream):
                return self._stream(value, keys)
            return _strings(value, keys)
        except ValueError as problem:
            raise Malformed(f"object {number} cannot be deciphered") from problem

    def _stream(self, stream: Stream, keys: CryptFilter) -> Stream:
        kind, filters = stream.dict.get("Type"), stream.dict.get("Filter")
        listed = filters if isinstance(filters, tuple) else (filters,)
        is_plain = kind == "Metadata" and not self._encryption.EncryptMetadata
        if kind == "XRef" or is_plain or "Crypt" in listed:
            return stream
        entries = _strings(stream.dict, keys)
        assert isinstance(entries, dict)
        return Stream(entries, keys.stm_crypt.decrypt(stream.raw))


def _strings(value: Obj, keys: CryptFilter) -> Obj:
    """The same value with its strings in plain."""
    match value:
        case bytes():
            return keys.str_crypt.decrypt(value)
        case dict():
            return Dictionary({key: _strings(item, keys) for key, item in value.items()})
        case Ref():
            return value
        case tuple():
            return tuple(_strings(item, keys) for item in value)
    return value


def open_cipher(entries: Mapping[str, Obj], own: int, identifier: bytes) -> Cipher:
    """The cipher of a file by its encryption dictionary, free of references, and the first part of
    its ID. Raises `Unreadable` if it needs a password, or a cipher that is not known."""
    from pypdf._encryption import Encryption, PasswordType
    from pypdf.errors import PyPdfError
    from pypdf.generic import DictionaryObject

    try:
        given = _foreign(dict(entries))
        assert isinstance(given, DictionaryObject)
        encryption = Encryption.read(given, identifier)
        opened = encryption.verify(b"") != PasswordType.NOT_DECRYPTED
    except (PyPdfError, NotImplementedError, ValueError, TypeError, KeyError):
        opened = False
    if not opened:
        raise locked()
    return Cipher(encryption, own)


def locked() -> Unreadable:
    """The reason not to read an encrypted file."""
    return Unreadable(
        "encrypted",
        "the file is encrypted, so nothing in it can be checked",
        "save it without a password or restrictions; PDF/X allows neither",
    )


def _foreign(value: Obj) -> Any:
    """A value as pypdf has it."""
    from pypdf import generic

    match value:
        case bool():
            return generic.BooleanObject(value)
        case int():
            return generic.NumberObject(value)
        case float():
            return generic.FloatObject(value)
        case str():
            return generic.NameObject("/" + value)
        case bytes():
            return generic.ByteStringObject(value)
        case dict():
            pairs = ((generic.NameObject("/" + key), item) for key, item in value.items())
            return generic.DictionaryObject({key: _foreign(item) for key, item in pairs})
        case tuple():
            return generic.ArrayObject([_foreign(item) for item in value])
    return generic.NullObject()
