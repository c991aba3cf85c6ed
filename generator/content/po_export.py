"""Writes a campaign's sentences to a PO file for translators, with notes that help to translate
each."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from . import po
from .answers import Answer, Answers, Originals, is_stale
from .campaign_rows import Campaign, Heading
from .po_identify import CAMPAIGN, GIVEN, LANGUAGE, SOURCE, VERSION
from .sentences import IMAGES, SHORT, SUBJECT, TITLE, Sentence, digest, original
from .terms import notes as term_notes
from .text import PLACEHOLDER, strong_words
from .translation_rows import Term


def export(
    name: str,
    campaign: Campaign,
    originals: Originals,
    language: tuple[str, str],
    given: Answers,
    limits: Mapping[str, str],
    places: Mapping[str, Sequence[str]] | None = None,
    earlier: Mapping[str, str] | None = None,
    terms: Sequence[Term] = (),
) -> str:
    """The PO file of the campaign called `name` for a language (its tag and its English name), with
    the translations already `given`. `limits` says how long each sentence may be, and `places` in
    which layouts each block stands. `earlier` has earlier originals by their digest, and `terms`
    the language's terms."""
    tag, english = language
    date = f"{campaign.date} 00:00+0000"
    headers = {
        "Project-Id-Version": f"{name} {campaign.version}",
        "POT-Creation-Date": date,
        "PO-Revision-Date": date,
        "Last-Translator": "nobody yet",
        "Language-Team": english,
        "Language": tag.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        CAMPAIGN: name,
        VERSION: campaign.version,
        LANGUAGE: tag,
        SOURCE: digest_of_all(originals),
        GIVEN: " ".join(digest(answer.text) for answer in given.values()) or "none",
    }
    entries: list[po.Entry] = []
    numbers = _numbers(originals)
    for key, sentence in asked_of(originals, given):
        answer = given.get(key)
        text = sentence.text
        notes = (
            *_notes(key, sentence, campaign, numbers.get(key, ""), answer),
            *_where((places or {}).get(sentence.block, ())),
            *filter(None, [limits.get(key, "")]),
            *term_notes(text, terms),
        )
        place = campaign.nearest(sentence.key.partition(":")[2])
        stale = answer is not None and is_stale(sentence, answer)
        previous = (earlier or {}).get(answer.source, "") if answer and stale else ""
        entries.append(
            po.Entry(
                key=key,
                original=text,
                translated=answer.text if answer else "",
                fuzzy=stale,
                notes=notes,
                places=((place.path, place.line),) if place else (),
                flags=(po.BRACES,) if PLACEHOLDER.search(text) else (),
                previous=previous,
            )
        )
    remark = (
        f"{name}, {english}.\n"
        "Entries marked fuzzy were translated from an earlier original.\n"
        "Leave {names}, numbers, addresses, **strong** marks and a \\ at the end of a line as they "
        "are."
    )
    return po.write(po.PoFile(headers, tuple(entries), remark))


def digest_of_all(originals: Originals) -> str:
    """Identifies one state of a campaign's words."""
    whole = "\0".join(f"{key}\0{sentence.text}" for key, sentence in originals.items())
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def asked_of(originals: Originals, given: Answers) -> Iterator[tuple[str, Sentence]]:
    """Every sentence of the original, and after it the short form that only a translation has."""
    for key, sentence in originals.items():
        yield key, sentence
        if key + SHORT in given and key + SHORT not in originals:
            yield key + SHORT, sentence


_KINDS: Final = {
    "heading": "A heading.",
    "paragraphs": "A paragraph{}.",
    "list": "An item of a list{}.",
    "messages": "A message of a conversation{}.",
    "statistic": "A sentence with a figure that is set large.",
    "contacts": "A sentence before a list of places and telephone numbers.",
    "quote": "Words that somebody says or signs.",
    "imprint": "A sentence of the small print: who publishes it, when, where to have it otherwise.",
    "link": "A sentence before a web address, which stands beside a QR code in most layouts.",
}
_FACTS: Final = {
    TITLE: "The document's title: programs show it, and browsers; it is on no page.",
    SUBJECT: "The document's subject: programs show it; it is on no page.",
    f"{IMAGES}alt": "What a picture shows, read aloud to people who cannot see it.",
    f"{IMAGES}credit": "Whose picture it is, in small print under it.",
}


def _numbers(originals: Originals) -> dict[str, str]:
    """The number of each sentence in a block of several: ", 2 of 3"."""
    blocks: dict[str, list[str]] = {}
    for key, sentence in originals.items():
        if sentence.block and not key.endswith(SHORT):
            blocks.setdefault(sentence.block, []).append(key)
    return {
        key: f", {number} of {len(keys)}"
        for keys in blocks.values()
        for number, key in enumerate(keys, 1)
        if len(keys) > 1
    }


def _notes(
    key: str, sentence: Sentence, campaign: Campaign, number: str, answer: Answer | None
) -> Iterator[str]:
    """What a translator should know of a sentence."""
    if sentence.block:
        row = campaign.blocks[sentence.block]
        main = isinstance(row, Heading) and row.level == 1
        yield "The main heading." if main else _KINDS[row.kind].format(number)
        if row.note:
            yield row.note
    else:
        yield _FACTS[f"{IMAGES}{key.rpartition('.')[2]}" if key.startswith(IMAGES) else key]
    if sentence.speaker:
        yield f'A message from "{sentence.speaker}".'
    if key.endswith(SHORT):
        yield f"The short form of {original(key)}."
    strong = strong_words(sentence.text)
    if strong:
        yield f"Keep ** round what stands for: {strong}"
    if answer is not None and answer.review is not None:
        yield f"Reviewed by {answer.review.by} on {answer.review.on}."


def _where(layouts: Sequence[str]) -> Iterator[str]:
    if layouts:
        yield f"Stands in: {', '.join(layouts)}."
