"""The target of a printed web address. QR codes, links in PDFs and web pages, and their checks
share this.

An address is printed as it was typed. Its target is plain ASCII: other letters are percent-encoded
(RFC 3986, 2.5), and those of a host's name have the form of the domain name system, which begins
with xn-- (UTS #46, nontransitional).
"""

import re
import unicodedata
from typing import Final
from urllib.parse import quote, unquote

SCHEME: Final = "https://"
# figures after a colon are the port of a host, but for a number to ring
_SCHEMED: Final = re.compile(r"tel:|[a-z][a-z0-9+-]*:(?!\d)", re.IGNORECASE)
# Everything in ASCII that an address may hold stays as it is typed.
_KEPT: Final = "".join(map(chr, range(0x21, 0x7F)))
_UNSAFE: Final = dict.fromkeys(map(ord, '"<>\\^`{|}'))
_SAFE: Final = _KEPT.translate(_UNSAFE)


def leading_to(address: str) -> str:
    """The target of a printed address, under https."""
    host, rest = apart(address)
    return SCHEME + ascii_host(host) + quote(unicodedata.normalize("NFC", rest), _SAFE)


def plain_target(target: str) -> str:
    """The target of a link in a sentence, which may have its own scheme, in ASCII."""
    if target.lower().startswith(SCHEME) or not _SCHEMED.match(target):
        return leading_to(target)
    return quote(unicodedata.normalize("NFC", target), _SAFE)


def bare(address: str) -> str:
    """An address without https://."""
    return address[len(SCHEME) :] if address.lower().startswith(SCHEME) else address


def apart(address: str) -> tuple[str, str]:
    """The host of an address (and its port), and the path, query and fragment after it."""
    short = bare(address)
    end = re.search(r"[/?#]", short)
    return (short[: end.start()], short[end.start() :]) if end else (short, "")


def ascii_host(host: str) -> str:
    """A host in the form of the domain name system. What cannot be a host is percent-encoded."""
    if host.isascii():
        return host.lower()
    name, colon, port = host.partition(":")
    found, _ = _idna(name)
    return (found or quote(name, _SAFE)) + colon + port


def unicode_host(host: str) -> str:
    """A host whose parts that begin with xn-- have their own letters."""
    name, colon, port = host.partition(":")
    _, found = _idna(name)
    return (found or name) + colon + port


def readable(address: str) -> str:
    """An address as a reader might type it, with letters of any script in place of xn-- and
    %C3%A9."""
    host, rest = apart(address)
    return unicode_host(host) + unquote(rest)


def _idna(name: str) -> tuple[str, str]:
    """A host's name in ASCII and in its own letters; both empty if it cannot be one."""
    import icu

    kind, info = icu.IDNA, icu.IDNAInfo()
    found = kind(
        kind.CHECK_BIDI
        | kind.CHECK_CONTEXTJ
        | kind.USE_STD3_RULES
        | kind.CHECK_NONTRANSITIONAL_TO_ASCII
        | kind.CHECK_NONTRANSITIONAL_TO_UNICODE
    )
    spelt, written = found.nameToASCII(name, info), icu.IDNAInfo()
    letters = found.nameToUnicode(name, written)
    wrong = info.errors() or written.errors() or not str(spelt).isascii()
    return ("", "") if wrong else (str(spelt), str(letters))


def is_lookalike(label: str) -> bool:
    """Whether a part of a host's name mixes scripts, or looks like one in a to z (UTS #39)."""
    import icu

    if label.isascii():
        return False
    checker = icu.SpoofChecker()
    return bool(checker.check(label)) or str(checker.getSkeleton(0, label)).isascii()
