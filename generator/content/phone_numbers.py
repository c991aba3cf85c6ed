"""Checks telephone numbers: which can be rung from the United Kingdom, how each is printed and
dialled, and which stand in sentences.

libphonenumber has the United Kingdom's plan of numbers and its short numbers. Ofcom's list has the
numbers that are kept for drama.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from generator.cache import NO_CACHE, Cache, KeptInputs, frozen_inputs
from generator.isolates import CHOSEN
from generator.problems import Problem, Where, error

REGION: Final = "GB"
COUNTRY: Final = 44

# 18001 and 18002 lead over Relay UK (relayuk.bt.com); an extension or a menu's option is chosen
# once the call is answered.
_RELAY: Final = r"(?P<relay>1800[12][ -]?)?"
_AFTER: Final = rf"(?P<after>{CHOSEN})?"
_TYPED: Final = re.compile(rf"{_RELAY}(?P<main>\(?\+?\d[\d ().\-\u00a0]*){_AFTER}", re.IGNORECASE)
# ofcom.org.uk, "Telephone numbers for use in TV and radio drama programmes": the first seven
# figures after the 0; any three may follow.
_DRAMA: Final = re.compile(
    r"^(?:1632960|11[3-8]4960|1[2-6]14960|2079460|1914980|2896496|2920180"
    r"|7700900|8081570|9098790|3069990)\d{3}$"
)


class _Parts(Struct, frozen=True):
    """A number as it was typed: the prefix of Relay UK, the number that rings, and the rest.
    `extension` is the part of the rest that can be dialled."""

    relay: str
    main: str
    after: str
    extension: str


class _Verdict(Struct, frozen=True):
    """What the numbering plan says of a number. `wrong` and `hint` say why it cannot be rung,
    `drama` that it is kept for drama. `national` is its grouping, empty for a short number."""

    wrong: str = ""
    hint: str = ""
    drama: bool = False
    national: str = ""


@frozen_inputs
class VerdictInputs(KeptInputs[_Verdict]):
    """A number without the prefix of Relay UK and without what is chosen after the call. It is
    asked about when its area is checked, when it is printed, and in each language again."""

    kept_as = _Verdict
    most = 60
    number: str

    def make(self, cache: Cache) -> _Verdict:
        return _verdict(self.number)

    def worth_keeping(self, result: _Verdict) -> bool:
        return not result.wrong


def check_number(
    number: str, where: Where, test: bool = False, *, cache: Cache = NO_CACHE
) -> Iterator[Problem]:
    """Report a number that cannot be rung from the United Kingdom. Only test areas may have numbers
    that Ofcom keeps for drama."""
    if not number.strip():
        hint = "write it with its area code, such as 0116 496 0123"
        yield error("phone-number", "there is no number here", where, hint)
        return
    parts = _apart(number)
    digits = sum(character.isdigit() for character in parts.main) if parts else 0
    if parts is None or not _is_whole(parts.main) or not 3 <= digits <= 15 or "  " in number:
        yield error(
            "phone-number",
            f'"{number}" is not a telephone number',
            where,
            "use 3 to 15 digits with single spaces, such as 0116 496 0123; 18001 may stand before "
            "it, and ext. 12 after it",
        )
        return
    yield from _problems_of(number, cache.get(VerdictInputs(parts.main)), where, test)


def check_numbers_in(
    text: str, where: Where, test: bool = False, *, cache: Cache = NO_CACHE
) -> Iterator[Problem]:
    """Check every telephone number in a sentence in the same way, in figures of any script. Other
    numbers (years, dates, prices, counts) are ignored."""
    for number in numbers_in(text, cache=cache):
        parts = _apart(number)
        if parts is not None:
            yield from _problems_of(number, cache.get(VerdictInputs(parts.main)), where, test)


def _problems_of(number: str, verdict: _Verdict, where: Where, test: bool) -> Iterator[Problem]:
    if verdict.wrong:
        yield error("phone-number", f'"{number}" {verdict.wrong}', where, verdict.hint)
    elif verdict.drama and not test:
        yield error(
            "drama-number",
            f'"{number}" is kept for films and plays: it rings nobody',
            where,
            "give the real number, or write `test: true` in an area made for trying things out",
        )


def rung(number: str) -> str:
    """The part of a number that rings, without the prefix of Relay UK and what is chosen after the
    call; empty for other text."""
    parts = _apart(number)
    return parts.main if parts else ""


def printed_number(number: str, *, cache: Cache = NO_CACHE) -> str:
    """A number as it is printed. A number typed with spaces stays as typed. A number without
    spaces, or one that begins with +44, gets its national grouping. A number that cannot be rung
    stays as typed."""
    parts = _apart(number)
    if parts is None or (" " in parts.main and not parts.main.startswith(("+", "00", "(+"))):
        return number
    return parts.relay + (cache.get(VerdictInputs(parts.main)).national or parts.main) + parts.after


def dialled(number: str, *, cache: Cache = NO_CACHE) -> str:
    """The target of a link to a printed number: `tel:` with the country's code, or a short number
    such as 101 as it is (RFC 3966, 5.1). A number behind 18001 is dialled as at home."""
    parts = _apart(number)
    if parts is None:
        return f"tel:{_figures(number)}"
    national, figures = cache.get(VerdictInputs(parts.main)).national, _figures(parts.main)
    if parts.relay:
        whole = f"tel:{_figures(parts.relay)}{_figures(national) or figures}"
    elif national:
        whole = f"tel:+{COUNTRY}{_figures(national)[1:]}"
    else:
        whole = f"tel:{figures}"
    return f"{whole};ext={parts.extension}" if parts.extension else whole


def _figures(text: str) -> str:
    return "".join(figure for figure in text if figure.isdigit())


def _apart(number: str) -> _Parts | None:
    """The parts of a number; None for other text."""
    match = _TYPED.fullmatch(number) if number.isascii() or "\u00a0" in number else None
    if match is None:
        return None
    main = match["main"]
    if "." in main and main[0] not in "0+(":
        return None  # 101.5 is what a spreadsheet makes of something else
    kept = main.rstrip(" ")
    if kept != main and not match["after"]:
        return None  # a space at the end is a slip
    after = main[len(kept) :] + (match["after"] or "")
    return _Parts(match["relay"] or "", kept, after, match["extension"] or "")


def _is_whole(main: str) -> bool:
    """Whether a number ends as numbers do, and its brackets are in pairs."""
    pairs = re.sub(r"\(\+?[\d -]+\)", "", main)
    return main[-1] not in ".-(" and "(" not in pairs and ")" not in pairs


def _verdict(number: str) -> _Verdict:
    import phonenumbers as plan
    from phonenumbers import shortnumberinfo as short

    try:
        parsed = plan.parse(number, REGION)
    except plan.NumberParseException:
        return _Verdict("is not a telephone number", "write it with its area code: 0116 496 0123")
    if parsed.country_code != COUNTRY:
        return _Verdict(
            f"is a number in another country (+{parsed.country_code})",
            "give one that can be rung from the United Kingdom as it stands",
        )
    figures = _figures(number)
    at_home = figures.startswith("0") or number.startswith(("+", "(+"))
    if not at_home and short.is_valid_short_number_for_region(parsed, REGION):
        return _Verdict()
    drama = bool(_DRAMA.match(str(parsed.national_number)))
    if not (drama or plan.is_valid_number(parsed)):
        return _not_in_plan(str(parsed.national_number), at_home)
    if not at_home:
        return _Verdict(
            "has lost the 0 it begins with",
            "write the 0; a spreadsheet keeps it in cells that are formatted as text",
        )
    return _Verdict(
        drama=drama, national=plan.format_number(parsed, plan.PhoneNumberFormat.NATIONAL)
    )


def _not_in_plan(number: str, at_home: bool) -> _Verdict:
    """What is wrong with a number (without its 0) that nobody has."""
    count = len(number) + 1
    if not number.strip("0"):
        return _Verdict("is in no range of numbers in use", "find it where it is published")
    if not at_home:
        return _Verdict(
            "has too few figures for a telephone number",
            "write it with its area code, such as 0116 496 0123; 101, 111 and 999 need none",
        )
    long = _lengths(number)
    if long and count < min(long):
        said = f"has too few figures: {count}, and numbers that begin so have {_or(long)}"
        return _Verdict(said, "find the missing figure where the number is published, and ring it")
    if long and count > max(long):
        said = f"has too many figures: {count}, and numbers that begin so have {_or(long)}"
        return _Verdict(said, "compare it with where the number is published, and ring it")
    if count < 10 or count > 11:
        few = "few" if count < 10 else "many"
        return _Verdict(f"has too {few} figures for a telephone number", "count them, and ring it")
    return _Verdict(
        "is in no range of numbers in use",
        "compare it figure by figure with where it is published, and ring it; the ranges are those "
        "of the phonenumbers library",
    )


def _lengths(number: str) -> list[int]:
    """The numbers of figures, counting the 0, that numbers with this beginning have."""
    found = []
    for count in range(7, 11):
        tries = [number[:count].ljust(count, figure) for figure in "0123456789"]
        if any(_is_valid(each) or _DRAMA.match(each) for each in tries):
            found.append(count + 1)
    return found


def _is_valid(number: str) -> bool:
    from phonenumbers import PhoneNumber, is_valid_number

    return bool(is_valid_number(PhoneNumber(country_code=COUNTRY, national_number=int(number))))


def _or(counts: list[int]) -> str:
    *most, last = map(str, counts)
    return f"{', '.join(most)} or {last}" if most else last


_ADDRESSES: Final = re.compile(r"\{[^{}]*\}|(?:https?://|www\.)\S+|[^\s@]+@\S+", re.IGNORECASE)
_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")
_SPACES: Final = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")
_MARKS: Final = dict.fromkeys(map(ord, "*_\u061c\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202c"))
# A number with its 0 or +44, and all groups of figures after it.
_WITH_CODE: Final = re.compile(
    rf"(?<![\w£$€+])(?<!\d[.,/-]){_RELAY}"
    r"(?P<main>(?:\(?(?:\+|00) ?44\)?[ .-]?(?:\(0\)[ .-]?)?\(?\d+\)?|\(?0\d{2,}\)?)"
    r"(?:(?: {1,2}|[.-])\(?\d+\)?(?![\w]))*)(?!\w)" + _AFTER,
    re.IGNORECASE,
)
# One that may have lost its 0.
_WITHOUT: Final = re.compile(
    r"(?<![\w£$€+.,/-])(?<!\d )([1-37-9]\d{1,4}(?: \d{2,6}){1,2})(?![\w-]| \d)"
)
_HOURS: Final = re.compile(r"(?:(?:[01]\d|2[0-4])[0-5]\d[ -]?){2,}")
_FIGURE: Final = re.compile(r"\d")
_LEAST_GROUPED: Final = 7  # figures of what is too short a number rather than a count
_LEAST: Final = 9  # the same of one group
_MOST: Final = 13


def numbers_in(text: str, *, cache: Cache = NO_CACHE) -> tuple[str, ...]:
    """Each telephone number in a text, and each group of figures that was meant as one, with
    figures of other scripts as 0 to 9."""
    if not _FIGURE.search(text) or sum(map(str.isdigit, text)) < _LEAST_GROUPED:
        return ()
    plain = "".join(
        str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text
    ).translate(_DASHES | _SPACES | _MARKS)
    plain = _ADDRESSES.sub(" | ", plain)
    found: list[str] = []
    rest = plain
    while match := _WITH_CODE.search(rest):
        number = _whole(match, cache)
        found += [number] if number else []
        rest = rest[match.start() + len(number) :] if number else rest[match.end() :]
    bare = (match[1] for match in _WITHOUT.finditer(plain))
    return (*found, *(number for number in bare if _is_bare(number, cache)))


def _whole(match: re.Match[str], cache: Cache) -> str:
    """The telephone number among groups of figures in a sentence: as many groups as make a number
    in use, or all of them if they can mean nothing else; otherwise none."""
    relay, main, after = match["relay"] or "", match["main"], match["after"] or ""
    if main.count(")") > main.count("("):
        main = main.rstrip(")")
    ends = [group.end() for group in re.finditer(r"\d+\)?", main)]
    for end in reversed(ends):
        part = main[:end]
        if not cache.get(VerdictInputs(part)).wrong:
            return relay + part + (after if end == ends[-1] else "")
    if _HOURS.fullmatch(main) or (len(ends) == 1 and len(_figures(main)) < _LEAST):
        return ""
    begun = [end for end in ends if len(_figures(main[:end])) >= _LEAST]
    part = main[: begun[0]] if begun and len(_figures(main)) > _MOST else main
    return relay + part + after if len(_figures(part)) >= _LEAST_GROUPED else ""


def _is_bare(number: str, cache: Cache) -> bool:
    """Whether groups of figures are a number without its 0, grouped as it would be with it."""
    groups = number.split()
    verdict = cache.get(VerdictInputs(f"0{number}"))
    if verdict.wrong or (all(len(group) == 3 for group in groups[1:]) and len(groups[0]) < 4):
        return False
    return verdict.national.split()[0] == f"0{groups[0]}"
