"""Rules about language and letters: what a screen reader reads of the file, in which language."""

import re
from collections.abc import Iterator
from typing import Final

from generator.problems import Place, Severity
from ..document_facts import DocumentFacts
from ..glyphs.font_resources import DocumentFonts
from ..glyphs.unicode_maps import UNKNOWN
from ..page_tree import PageTree
from ..painting.marked_sequences import ARTIFACT
from ..painting.notes import SequenceContent
from ..painting.painted_pages import PaintedPages
from ..tree.structure_tree import StructureTree, TaggedText
from ..xmp import DC
from .fonts import to_unicode
from .registry import Fault, rule

# Well-formed as BCP 47 has it: language, script, region, variants, extensions, or private.
_TAG: Final = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE,
)
_OLDER_TAG: Final = re.compile(r"[a-z]{1,8}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)  # RFC 3066
# The blocks of Hebrew, Arabic and their kin, which are written from right to left.
_TURNED: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# U+0000, U+FEFF and U+FFFE name no letter, and U+FFFD one that nobody knows.
_NO_LETTER: Final = re.compile("[\x00\ufeff\ufffd\ufffe]")
# What the private use areas hold is known to one font alone; other words may stand for it.
_NO_LETTER_OF_ALL: Final = re.compile("[\x00\ufeff\ufffd\ufffe\ue000-\uf8ff\U000f0000-\U0010ffff]")


@rule("the file says in which language it is, in tags that are known", "ISO 14289-1, 7.2; BCP 47")
def language(
    document: DocumentFacts, pages: PageTree, tree: StructureTree, tagged: TaggedText
) -> Iterator[Fault]:
    said = document.text(document.catalog.get("Lang"))
    if said and not _TAG.fullmatch(said):
        yield _no_tag("", said, None)
    if not said and not _all_say_theirs(pages, tree):
        yield Fault("the file does not say in which language it is (Lang)")
    for element in tree.elements:
        own = tree.text(element, "Lang")
        if own and not _TAG.fullmatch(own):
            yield _no_tag(element.at, own, tagged.place(element))


def _no_tag(page: str, said: str, place: Place | None) -> Fault:
    """A fault of a language tag, which is only a warning if it is a tag by the older rules that
    PDF/UA names."""
    return Fault(
        f'{page}"{said}" is not the tag of a language',
        place=place,
        limit="such as en-GB",
        found=said,
        severity=Severity.WARNING if _OLDER_TAG.fullmatch(said) else None,
    )


def _all_say_theirs(pages: PageTree, tree: StructureTree) -> bool:
    """Whether every element with words of its own, or an element round it, names their language."""
    spoken = dict.fromkeys(element for element, _ in tree.claims)
    spoken |= dict.fromkeys(
        element
        for element in tree.elements
        if any(key in element.entries for key in ("Alt", "ActualText", "E"))
    )
    described = [
        tree.holders.get(note.number) for note in pages.annotations if "Contents" in note.entries
    ]
    return bool(spoken) and all(
        element is not None and any(tree.text(one, "Lang") for one in element.up())
        for element in (*spoken, *described)
    )


@rule(
    "words read from right to left say so themselves",
    "practice: programs turn round the letters of a page's content, or do not (ActualText)",
)
def right_to_left(tree: StructureTree, tagged: TaggedText) -> Iterator[Fault]:
    for element, claim in tree.claims:
        shown = (one for noted in tagged.contents.get(claim, ()) for one in noted.detail.shown)
        if not any(_TURNED.search(one.words) and not one.spoken for one in shown):
            continue
        if not any(tree.text(one, "ActualText") for one in element.up()):
            yield Fault(
                f"{element.at}words from right to left without ActualText",
                place=tagged.place_of(claim),
            )


@rule(
    "every letter on the page is known by its Unicode",
    "ISO 14289-1, 7.21.7 and ISO 19005-2, 6.2.11.7",
)
def letters(fonts: DocumentFonts, painted: PaintedPages, tree: StructureTree) -> Iterator[Fault]:
    reported: set[tuple[str, str]] = set()
    if not tree.root:  # then nobody listens to what is painted
        yield from to_unicode(fonts)
    for noted in painted.noted(SequenceContent):
        for shown in noted.detail.shown:
            excused = shown.spoken or noted.detail.owner == ARTIFACT
            found = (_NO_LETTER if excused else _NO_LETTER_OF_ALL).search(shown.words)
            if found is None:
                continue
            what = "no letter" if found[0] == UNKNOWN else f"U+{ord(found[0]):04X}"
            if (shown.font, what) not in reported:
                reported.add((shown.font, what))
                first = next(iter(noted.places.first), None)
                yield Fault(
                    f"page {noted.page + 1}: the font {shown.font or 'without a name'} "
                    f"says that one of its glyphs is {what}",
                    "embed it with a ToUnicode map of the letters that are used",
                    place=painted.place(noted.page, first) if first else None,
                )


@rule("the file has a title, and asks for it to be shown", "ISO 14289-1, 7.1")
def title(document: DocumentFacts) -> Iterator[Fault]:
    if document.file.get(document.viewer_preferences.get("DisplayDocTitle")) is not True:
        yield Fault("the window is not asked to show the title (DisplayDocTitle)")
    if not document.metadata.get((DC, "title"), "").strip():
        yield Fault("the metadata has no title (dc:title)")
