"""Text strings of PDF (ISO 32000-1, 7.9.2.2): their bytes to text and back."""


def decoded_text(value: bytes) -> str:
    """Of PDFDocEncoding, the part that is shared with Latin-1."""
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8", "replace")
    return value.decode("latin-1")


def encoded_text(text: str) -> bytes:
    return text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")
