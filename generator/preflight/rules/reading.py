"""Rules about what is read aloud: links, languages, letters, the file's title."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from generator.addresses import bare, leading_to
from generator.preflight.facts import Annot, Facts
from generator.preflight.glyphs.unicode_maps import UNKNOWN
from generator.preflight.painting.marked_sequences import ARTIFACT
from generator.preflight.painting.notes import SequenceContent
from generator.preflight.plane import Area
from generator.preflight.rules.fonts import to_unicode
from generator.preflight.rules.registry import Fault, rule
from generator.preflight.tree.structure_tree import ObjectRef, StructElem
from generator.preflight.tree.text_alternatives import at, place, place_of, words
from generator.problems import Place, Severity

# Well-formed as BCP 47 has it: language, script, region, variants, extensions, or private.
_TAG: Final = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE,
)
_OLDER_TAG: Final = re.compile(r"[a-z]{1,8}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)  # RFC 3066
_ADDRESS: Final = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_MAIL: Final = re.compile(r"\S+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_PHONE: Final = re.compile(r"\+?[\d\s()./-]{3,}")
# Direction marks and joiners, which are not seen.
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# The blocks of Hebrew, Arabic and their kin, which are written from right to left.
_TURNED: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# U+0000, U+FEFF and U+FFFE name no letter, and U+FFFD one that nobody knows.
_NO_LETTER: Final = re.compile("[\x00\ufeff\ufffd\ufffe]")
# What the private use areas hold is known to one font alone; other words may stand for it.
_NO_LETTER_OF_ALL: Final = re.compile("[\x00\ufeff\ufffd\ufffe\ue000-\uf8ff\U000f0000-\U0010ffff]")


def where(facts: Facts, note: Annot) -> Place | None:
    edges = facts.file.numbers_of(note.entries.get("Rect"))
    if len(edges) != 4:
        return None
    a, b, c, d = edges
    box: Area = min(a, c), min(b, d), max(a, c), max(b, d)
    return facts.place(note.page, box)


def _holders(facts: Facts) -> dict[int, StructElem]:
    """The element that holds each object, by its number."""
    return {held.number: element for element, held in facts.structure.held}


_ROLES: Final = {"Link": "Link", "Widget": "Form"}
_OUTSIDE: Final = frozenset({"Popup", "PrinterMark", "TrapNet"})


@rule(
    "links",
    "links and notes stand in the structure and say what they are",
    "ISO 14289-1, 7.18",
)
def links(facts: Facts) -> Iterator[Fault]:
    if not facts.structure.root:
        return
    held = _holders(facts)
    for note in facts.annotations:
        if note.kind == "TrapNet":
            yield Fault(f"page {note.page + 1}: an annotation (TrapNet) that nobody can read")
        elif note.kind == "PrinterMark" and note.number in held:
            yield Fault(f"page {note.page + 1}: a printer's mark in the structure")
        elif note.kind not in _OUTSIDE and not _is_beyond(facts, note):
            name = "a link" if note.kind == "Link" else f"an annotation ({note.kind})"
            for wrong, limit in _wrong(facts, note, held.get(note.number)):
                said = f"page {note.page + 1}: {name} {wrong}"
                yield Fault(said, place=where(facts, note), limit=limit)
    for element in facts.structure.by_role.get("Link", ()):
        if not any(isinstance(kid, ObjectRef) for one in element.walk() for kid in one.kids):
            said = "a link in the structure that leads nowhere (no OBJR)"
            yield Fault(f"{at(element)}{said}", place=place(facts, element))


def _wrong(facts: Facts, note: Annot, element: StructElem | None) -> Iterator[tuple[str, str]]:
    """What is wrong with an annotation that `element` holds, and what should be."""
    role = _ROLES.get(note.kind, "Annot")
    if element is None:
        yield "that is not in the structure (OBJR)", ""
    elif not any(one.role == role for one in element.up()):
        yield f"in {element.type}", role
    if note.kind == "Widget":
        if not _asks(facts, note) and not (element and facts.structure.text(element, "Alt")):
            yield "that does not say what is to be filled in (TU)", ""
    elif not _described(facts, note, element):
        yield "that does not say what it is (Contents)", ""


def _asks(facts: Facts, note: Annot) -> bool:
    """Whether a form's field, or one that it is part of, says what it asks for."""
    entries = note.entries
    for _ in range(20):  # deeper fields are loops
        said = facts.file.get(entries.get("TU"))
        is_field = "T" in entries or "Parent" not in entries  # else a part of the one above
        if is_field and isinstance(said, bytes) and facts.text(said).strip():
            return True
        entries = facts.file.dictionary(entries.get("Parent"))
    return False


def _is_beyond(facts: Facts, note: Annot) -> bool:
    """Whether an annotation lies wholly outside its page, where nobody meets it."""
    edges = facts.file.numbers_of(note.entries.get("Rect"))
    if len(edges) != 4 or note.kind == "Link":
        return False
    page, unit = facts.pages[note.page], facts.unit(note.page)
    shown = page.crop or page.media
    (left, right), (bottom, top) = (sorted(edge * unit for edge in edges[at::2]) for at in (0, 1))
    return right <= shown.left or left >= shown.right or top <= shown.bottom or bottom >= shown.top


def _described(facts: Facts, note: Annot, element: StructElem | None) -> bool:
    said = facts.file.get(note.entries.get("Contents"))
    if isinstance(said, bytes) and facts.text(said).strip():
        return True
    return (
        note.kind != "Link" and element is not None and bool(facts.structure.text(element, "Alt"))
    )


@rule(
    "link-target",
    "a printed address or number is where its link leads",
    "practice: what is tapped is what is read",
)
def link_target(facts: Facts) -> Iterator[Fault]:
    opened = facts.expected.opened if facts.expected else ()
    for target, notes, parts in _worded(facts):
        said = _UNSEEN.sub("", "".join(parts)).strip()
        alone = (_UNSEEN.sub("", part).strip() for part in parts)
        if (bare(said), target) in opened:
            continue
        if leads_elsewhere(said, target) and any(leads_elsewhere(one, target) for one in alone):
            yield Fault(
                f'page {notes[0].page + 1}: the link "{said}" leads to {target}',
                place=where(facts, notes[0]),
                limit=said,
                found=target,
            )


def _worded(facts: Facts) -> Iterator[tuple[str, list[Annot], list[str]]]:
    """Links by their target, with their words: those that follow one another on a page and lead
    to one place may be parts of one, broken over lines. What a picture says is no address."""
    held = _holders(facts)

    def target(note: Annot) -> tuple[int, str]:
        action = facts.file.dictionary(note.entries.get("A"))
        value = facts.file.get(action.get("URI"))
        return note.page, value.decode("utf-8", "replace") if isinstance(value, bytes) else ""

    for (_, address), group in groupby(facts.annotations, target):
        notes = [note for note in group if note.number in held]
        elements = dict.fromkeys(held[note.number] for note in notes)
        parts = [
            words(facts, element)
            for element in elements
            if not any(one.role == "Figure" for one in element.walk())
        ]
        if address and notes:
            yield address, notes, parts


def leads_elsewhere(said: str, target: str) -> bool:
    """Whether words that are an address, or a phone number, name another target."""
    scheme, _, rest = target.partition(":")
    if _MAIL.fullmatch(said):
        return rest.partition("?")[0].casefold() != said.casefold()
    if _ADDRESS.fullmatch(said):
        return _bare(target) not in {_bare(said), _bare(leading_to(said))}
    if _PHONE.fullmatch(said) and scheme == "tel":
        wanted, found = (re.sub(r"\D", "", number) for number in (said, rest))
        # abroad the zero goes and the country's number comes
        return not found.endswith(wanted.removeprefix("0"))
    return False


def _bare(address: str) -> str:
    return address.casefold().removeprefix("https:").removeprefix("http:").strip("/")


@rule(
    "language",
    "the file says in which language it is, in tags that are known",
    "ISO 14289-1, 7.2; BCP 47",
)
def language(facts: Facts) -> Iterator[Fault]:
    value = facts.file.get(facts.catalog.get("Lang"))
    said = facts.text(value) if isinstance(value, bytes) else ""
    if said and not _TAG.fullmatch(said):
        yield _no_tag("", said, None)
    if not said and not _all_say_theirs(facts):
        yield Fault("the file does not say in which language it is (Lang)")
    for element in facts.structure.elements:
        own = facts.structure.text(element, "Lang")
        if own and not _TAG.fullmatch(own):
            yield _no_tag(at(element), own, place(facts, element))


def _no_tag(page: str, said: str, spot: Place | None) -> Fault:
    """What is a tag by the older rules that PDF/UA names is only warned of."""
    return Fault(
        f'{page}"{said}" is not the tag of a language',
        place=spot,
        limit="such as en-GB",
        found=said,
        severity=Severity.WARNING if _OLDER_TAG.fullmatch(said) else None,
    )


def _all_say_theirs(facts: Facts) -> bool:
    """Whether every element with words of its own says in which language they are, or one that it
    stands in does."""
    spoken = dict.fromkeys(element for element, _ in facts.structure.claims)
    spoken |= dict.fromkeys(
        element
        for element in facts.structure.elements
        if any(key in element.entries for key in ("Alt", "ActualText", "E"))
    )
    held = _holders(facts)
    described = [held.get(note.number) for note in facts.annotations if "Contents" in note.entries]
    return bool(spoken) and all(
        element is not None and any(facts.structure.text(one, "Lang") for one in element.up())
        for element in (*spoken, *described)
    )


@rule(
    "right-to-left",
    "words read from right to left say so themselves",
    "practice: programs turn round the letters of a page's content, or do not (ActualText)",
)
def right_to_left(facts: Facts) -> Iterator[Fault]:
    for element, claim in facts.structure.claims:
        shown = (one for noted in facts.pieces.get(claim, ()) for one in noted.detail.shown)
        if not any(_TURNED.search(one.words) and not one.spoken for one in shown):
            continue
        if not any(facts.structure.text(one, "ActualText") for one in element.up()):
            yield Fault(
                f"{at(element)}words from right to left without ActualText",
                place=place_of(facts, claim),
            )


@rule(
    "letters",
    "every letter on the page is known by its Unicode",
    "ISO 14289-1, 7.21.7 and ISO 19005-2, 6.2.11.7",
)
def letters(facts: Facts) -> Iterator[Fault]:
    told: set[tuple[str, str]] = set()
    if not facts.structure.root:  # then nobody listens to what is painted
        yield from to_unicode(facts)
    for noted in facts.noted(SequenceContent):
        for shown in noted.detail.shown:
            excused = shown.spoken or noted.detail.owner == ARTIFACT
            found = (_NO_LETTER if excused else _NO_LETTER_OF_ALL).search(shown.words)
            if found is None:
                continue
            what = "no letter" if found[0] == UNKNOWN else f"U+{ord(found[0]):04X}"
            if (shown.font, what) not in told:
                told.add((shown.font, what))
                spot = next(iter(noted.places.first), None)
                yield Fault(
                    f"page {noted.page + 1}: the font {shown.font or 'without a name'} "
                    f"says that one of its glyphs is {what}",
                    "embed it with a ToUnicode map of the letters that are used",
                    place=facts.spot(noted.page, spot) if spot else None,
                )


_DC: Final = "http://purl.org/dc/elements/1.1/"


@rule("title", "the file has a title, and asks for it to be shown", "ISO 14289-1, 7.1")
def title(facts: Facts) -> Iterator[Fault]:
    wishes = facts.file.dictionary(facts.catalog.get("ViewerPreferences"))
    if facts.file.get(wishes.get("DisplayDocTitle")) is not True:
        yield Fault("the window is not asked to show the title (DisplayDocTitle)")
    found = facts.metadata.get((_DC, "title"), "")
    if not found.strip():
        yield Fault("the metadata has no title (dc:title)")
