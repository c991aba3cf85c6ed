"""Checks web addresses: which can be printed and opened, and which deserve a second look."""

import re
import unicodedata
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import parse_qsl, unquote

from generator.addresses import apart, ascii_host, bare, is_lookalike, leading_to, unicode_host
from generator.problems import Problem, Where, error, warning

# What the largest QR code holds at correction M, beside https:// (ISO/IEC 18004, table 7).
_LONGEST: Final = 2331 - len("https://")
_LABEL: Final = r"[^\W_](?:(?:[^\W_]|[-\u200c\u200d\u0900-\u0dff\u064b-\u065f])*[^\W_])?"
_HOST: Final = re.compile(rf"(?:{_LABEL}[.])+(?:[^\W\d_]{{2,}}|[Xx][Nn]--[A-Za-z0-9-]+)")
_REST: Final = re.compile(r"(?:[/?#][^\s<>\"{}|\\^`]*)?")
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ENDS: Final = ".,;:!?'’”\"»"  # of a sentence rather than of an address
_UNSEEN: Final = {"\t": "a tab", **dict.fromkeys("\n\r\u2028", "a line break")}
_TRACKING: Final = re.compile(
    r"utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|twclid|igshid|mc_[ce]id|_hs\w+|mkt_tok|yclid"
)
# RFC 2606 and RFC 6761; example.co.uk is kept by Nominet.
_RESERVED: Final = re.compile(
    r"(?:^|\.)(?:example(?:\.(?:com|net|org|edu|co\.uk|org\.uk|ac\.uk|gov\.uk))?|test|invalid"
    r"|localhost)$"
)
_EXAMPLE_IN_WORDS: Final = re.compile(
    r"\b(?:example\.(?:com|net|org|edu|(?:co|org|ac|gov)\.uk)\b|[\w-]+\.(?:invalid|localhost)\b"
    r"|(?:www\.|@|://)(?:[\w-]+\.)+(?:example|test)\b)",
    re.IGNORECASE,
)
_SHORTENERS: Final = frozenset(
    "adf.ly bit.do bit.ly bitly.com buff.ly cutt.ly dlvr.it fb.me goo.gl is.gd lnkd.in ow.ly "
    "qrco.de rb.gy rebrand.ly s.id shorturl.at snip.ly t.co t.ly tiny.cc tinyurl.com v.gd".split()
)
# Services that put themselves before an address, to check or count who follows it: the end of
# their host's name, and how their paths begin.
_WRAPPERS: Final = (
    ("safelinks.protection.outlook.com", ""),
    ("safelinks.protection.office365.us", ""),
    ("teams.cdn.office.net", "/evergreen-assets/safelinks"),
    ("urldefense.com", ""),
    ("urldefense.us", ""),
    ("urldefense.proofpoint.com", ""),
    ("linkprotect.cudasvc.com", ""),
    ("protection.sophos.com", ""),
    ("mimecast.com", ""),
    ("mimecastprotect.com", ""),
    ("secure-web.cisco.com", ""),
    ("clicktime.symantec.com", ""),
    ("fireeye.com", "/url"),
    ("trendmicro.com", "/wis/clicktime"),
    ("edgepilot.com", "/s/"),
    ("l.facebook.com", ""),
    ("lm.facebook.com", ""),
    ("l.messenger.com", ""),
    ("l.instagram.com", ""),
    ("l.threads.net", ""),
    ("linkedin.com", "/redir/"),
    ("linkedin.com", "/safety/go"),
    ("youtube.com", "/redirect"),
    ("out.reddit.com", ""),
    ("slack-redir.net", ""),
    ("vk.com", "/away"),
    ("duckduckgo.com", "/l/"),
    ("bing.com", "/ck/"),
    ("list-manage.com", "/track/click"),
    ("ct.sendgrid.net", ""),
    ("mandrillapp.com", "/track/click"),
)
_GOOGLE: Final = re.compile(r"(?:^|\.)google\.[a-z.]{2,6}$")
_GOOGLE_PATHS: Final = ("/url", "/amp/s/", "/imgres", "/aclk")


def check_address(address: str, where: Where, test: bool = False) -> Iterator[Problem]:
    """Report an address that, as printed, cannot be opened over https. Only test areas may have
    addresses that belong to nobody."""
    if not address:
        hint = "write it as printed, such as www.example.org/help"
        yield error("address", "there is no address here", where, hint)
        return
    if unseen := [each for each in address if unicodedata.category(each)[0] in "CZ"]:
        yield _unseen(unseen[0], where)
        return
    inside = wrapped(address)
    if inside is not None:
        yield _wrapped(apart(address)[0], inside, where)
        return
    if len(leading_to(address)) > _LONGEST + len("https://"):
        hint = "ask for a shorter one that leads there"
        yield error("address", f"this address has {len(address)} characters", where, hint)
        return
    if mistake := _mistake(address):
        what, hint = mistake
        yield error("address", f'"{_cut(address)}" {what}', where, hint)
        return
    yield from _doubtful(address, where, test)


def check_addresses_in(text: str, where: Where, test: bool = False) -> Iterator[Problem]:
    """Warn of each address in a sentence that belongs to nobody."""
    if not test:
        yield from (_nobodys(name, where) for name in examples_in(text))


def examples_in(text: str) -> tuple[str, ...]:
    """The hosts in a text that belong to nobody, each once."""
    if "." not in text:
        return ()
    found = (match[0].lstrip("@:/") for match in _EXAMPLE_IN_WORDS.finditer(text))
    return tuple(dict.fromkeys(found))


def check_targets(targets: Iterable[str], where: Where, test: bool) -> Iterator[Problem]:
    """Report each target of [words](address) in a sentence that cannot be opened. The link of an
    area is checked with the area, and an address that belongs to nobody with the sentence."""
    for target in targets:
        if "{" in target or re.match(r"(?:tel|mailto):.", target, re.IGNORECASE):
            continue
        found = check_address(target, where, test)
        yield from (problem for problem in found if problem.rule != "example-address")


def is_shown_with_more(shown: str, target: str) -> bool:
    """Whether a target is the shown address itself, with or without a query and a fragment."""
    page, _, asks = leading_to(shown).partition("#")[0].partition("?")
    other, _, more = leading_to(target).partition("#")[0].partition("?")
    more_of_it = not asks or more == asks or more.startswith(f"{asks}&")
    return page.rstrip("/") == other.rstrip("/") and more_of_it


def is_tracked(address: str) -> bool:
    """Whether an address has parameters that only count the people who follow it."""
    return any(_TRACKING.fullmatch(name) for name, _ in _query(address))


def untracked(address: str) -> str:
    """An address without its scheme, query and fragment."""
    return re.split(r"[?#]", bare(address), maxsplit=1)[0].rstrip("/")


def _mistake(address: str) -> tuple[str, str] | None:
    """Why an address cannot be opened as it is printed, and what to do about it."""
    scheme = _SCHEME.match(address)
    if scheme and "." not in scheme[1] and not re.match(r"[^:]+:\d", address):
        if scheme[1].lower() == "http":
            return "begins with http://", "addresses must work over https: leave it out"
        if scheme[1].lower() == "mailto":
            return "is an email address", "give the address of a page on which it stands"
        if scheme[1].lower() != "https" or not address.lower().startswith("https://"):
            return f"begins with {scheme[1]}:", "write it as printed, such as www.example.org/help"
    host, rest = apart(address)
    if "@" in host:
        return "is an email address", "give the address of a page on which it stands"
    if "\\" in address:
        return "has a backslash in it", "write / instead"
    if address[-1:] in _ENDS or (address.endswith(")") and address.count(")") > address.count("(")):
        return f"ends with {address[-1]}", "take it out if it is the sentence's: it is not opened"
    name, _, port = host.partition(":")
    is_named = bool(_HOST.fullmatch(name))
    if (
        ":" in host
        and is_named
        and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536)
    ):
        return "has no port after its colon", "leave the port out"
    if port == "80":
        return "asks for port 80, where nothing answers over https", "leave :80 out"
    if not (is_named and _REST.fullmatch(rest) and _is_host(name)):
        return "is not a web address", "write it as printed, such as www.example.org/help"
    if re.search(r"%(?![0-9A-Fa-f]{2})", rest):
        return "has a % that begins no code", "write %25 for a % of its own"
    return None


def _is_host(name: str) -> bool:
    found = ascii_host(name)
    fits = len(found) <= 253 and all(len(label) <= 63 for label in found.split("."))
    return "%" not in found and fits and ("xn--" not in found or "xn--" not in unicode_host(found))


def _unseen(character: str, where: Where) -> Problem:
    said = _UNSEEN.get(character) or f"a character that cannot be seen (U+{ord(character):04X})"
    if unicodedata.category(character) == "Zs":
        said = "a space"
    hint = "take it out; in a path it would be typed as %20" if character == " " else "take it out"
    return error("address", f"this address has {said} in it", where, hint)


def _wrapped(host: str, inside: str, where: Where) -> Problem:
    if not inside:
        hint = "open it, and copy the address that the browser shows then"
        return error("address-wrapped", f"{host} puts itself before another address", where, hint)
    return error(
        "address-wrapped",
        f"{host} puts itself before another address, and may stop leading to it",
        where,
        f"write the address inside, if it is the right one: {_cut(bare(inside), 200)}",
    )


def _doubtful(address: str, where: Where, test: bool) -> Iterator[Problem]:
    host, _ = apart(address)
    name, _, port = host.partition(":")
    spelt, letters = ascii_host(name), unicode_host(name.lower())
    if "xn--" in spelt:
        yield from _international(name, spelt, letters, where)
    if _RESERVED.search(spelt) and not test:
        yield _nobodys(name, where)
    if spelt.removeprefix("www.") in _SHORTENERS:
        yield warning(
            "short-address",
            f"{name} hides where it leads, and may lead elsewhere later",
            where,
            "print the address it leads to; a code may open a longer one: {shown: …, open: …}",
        )
    if port and port != "443":
        hint = "many networks let none through: ask for an address without it"
        yield warning("address-port", f"{host} asks for a port", where, hint)
    if (inside := _inside(address)) is not None:
        yield warning(
            "address-inside",
            f"{host} carries another address inside: {_cut(bare(inside), 200)}",
            where,
            "if it only leads on to that one, write that one",
        )


def _international(name: str, spelt: str, letters: str, where: Where) -> Iterator[Problem]:
    """Of a host that has letters outside a to z."""
    odd = [label for label in letters.split(".") if is_lookalike(label)]
    shown = f'"{letters}"' if name == spelt else f'"{name}"'
    if odd:
        yield warning(
            "address-lookalike",
            f"{shown} can be taken for another name: {odd[0]} has letters that look like others",
            where,
            f"its true name is {spelt}; make sure that it is the one meant",
        )
    elif name != spelt:
        yield warning(
            "address-letters",
            f"{shown} has letters outside a to z, which not every reader can type",
            where,
            f"codes and links lead to {spelt}; write it so, or a name in a to z if there is one",
        )


def _nobodys(name: str, where: Where) -> Problem:
    return warning(
        "example-address",
        f'"{name}" belongs to nobody: it is kept for examples',
        where,
        "give the real address, or write `test: true` in an area made for trying things out",
    )


def _cut(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def wrapped(address: str) -> str | None:
    """The address that another address of a known service leads on to. It is empty if the service
    does not show it, and None for an address of any other host."""
    host, rest = apart(re.sub(r"^http://", "", address.strip(), flags=re.IGNORECASE))
    host = host.lower().partition(":")[0]
    known = any(
        (host == end or host.endswith(f".{end}")) and rest.startswith(path)
        for end, path in _WRAPPERS
    )
    google = _GOOGLE.search(host) and rest.startswith(_GOOGLE_PATHS)
    return (_inside(address) or "") if known or google else None


def _inside(address: str) -> str | None:
    """The address that another carries in its query or path."""
    rest = apart(address)[1]
    values = dict(_query(address))
    for name, value in values.items():
        if found := _opened(name, value, values):
            return found
    text = rest
    for _ in range(3):
        text = unquote(text)
    inner = re.search(r"https?:/{1,2}[^\s\"<>]+", text)
    if inner is None and rest.startswith("/amp/s/"):
        return "https://" + rest.removeprefix("/amp/s/")
    return re.sub(r"__;.*", "", inner[0]) if inner else None


def _opened(name: str, value: str, values: Mapping[str, str]) -> str:
    """The address in a parameter's value, plain or as the services write it."""
    if re.match(r"https?(?:://|:/|%3a)", value, re.IGNORECASE):
        return unquote(value) if "%3a" in value.lower() else value
    if name == "u" and re.match(r"https?-3A__", value):  # Proofpoint's second way
        return unquote(value.replace("-", "%").replace("_", "/"))
    if name == "u" and ("d" in values or value.startswith("a1")):  # Sophos and Bing
        text = value.removeprefix("a1")
        try:
            found = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        except ValueError:
            return ""
        return found if found.startswith("http") and found.isprintable() else ""
    return ""


def _query(address: str) -> list[tuple[str, str]]:
    query = apart(address)[1].partition("#")[0].partition("?")[2]
    return parse_qsl(query.replace("&amp;", "&"), keep_blank_values=True)
