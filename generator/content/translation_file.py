"""Writes a translation's file: every block of the original, always in the same form; and the texts
it was made from.

A block that is already in the file keeps its place and its comments.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from generator.source.nodes import Table
from generator.source.reader import read
from generator.source.writer import Comments, Data, comments, write
from .answers import Answers, Review
from .campaign_rows import AnyBlock, Campaign, Imprint, List, Messages, Paragraphs
from .image_rows import SlotImage
from .sentences import (
    IMAGE_WORDS,
    SHORT,
    SUBJECT,
    TITLE,
    Sentence,
    digest,
    image_key,
    of_block,
)
from .translation_rows import Earlier

INLINE: Final = frozenset({"source", "short_source"})
_REMARK: Final = "words for the blocks of the original, which has everything else about them."
_SCHEMA: Final = "# yaml-language-server: $schema=../../schemas/translation.json"


def translation_text(campaign: Campaign, given: Answers, english: str, before: str | None) -> str:
    """The file of a translation into the language called `english`, with the sentences that are
    `given` and empty ones for the others. `before` is the file as it was, if there was one."""
    kept: Comments = {TITLE: [_SCHEMA, f"# {english} {_REMARK}"]}
    order: list[str] = []
    if before is not None:
        node, _ = read(before, "")
        assert isinstance(node, Table)
        kept = comments(before, node)
        blocks = node.get("blocks")
        order = list(blocks) if isinstance(blocks, Table) else []
    data: dict[str, Data] = {}
    heads = {TITLE: campaign.title, SUBJECT: campaign.subject}
    heads = {key: text for key, text in heads.items() if text.strip()}
    for key in heads:
        data[key] = given[key].text if key in given else ""
    data |= _made_from(heads, given)
    images = {slot: _image(slot, row, given) for slot, row in campaign.images.items()}
    if images:
        data["images"] = images
    data["blocks"] = {
        name: _block(name, campaign.blocks[name], given)
        for name in _in_order(campaign.blocks, order)
    }
    return write(data, kept, INLINE)


def _in_order(wanted: Iterable[str], order: list[str]) -> list[str]:
    """The wanted names in a file's order. A name that the file lacks follows the name before it."""
    wanted = list(wanted)
    found = [name for name in order if name in wanted]
    for number, name in enumerate(wanted):
        if name not in found:
            found.insert(found.index(wanted[number - 1]) + 1 if number else 0, name)
    return found


def _made_from(originals: Mapping[str, str], given: Answers) -> dict[str, Data]:
    """The status of some sentences together, and the digest of the original of each."""
    answers = [given[key] for key in originals if key in given]
    reviews = [answer.review for answer in answers if answer.review is not None]
    latest = max(reviews, key=lambda review: review.on) if reviews else Review("", "")
    done = bool(answers) and len(reviews) == len(answers)
    found: dict[str, Data] = {"status": "reviewed" if done else "draft"}
    if done:
        found |= {"reviewed_by": latest.by, "reviewed_on": latest.on}
    found["source"] = [
        given[key].source if key in given else digest(text) for key, text in originals.items()
    ]
    return found


def _image(slot: str, row: SlotImage, given: Answers) -> dict[str, Data]:
    texts = {image_key(slot, word): getattr(row, word) for word in IMAGE_WORDS}
    asked = {key: text for key, text in texts.items() if text.strip()}
    words = {word: image_key(slot, word) for word in IMAGE_WORDS if image_key(slot, word) in asked}
    said = {word: given[key].text if key in given else "" for word, key in words.items()}
    return {**_made_from(asked, given), **said}


def _block(name: str, row: AnyBlock, given: Answers) -> dict[str, Data]:
    originals = dict(of_block(name, row, ""))
    whole = {key: s.text for key, s in originals.items() if not key.endswith(SHORT)}
    block = _made_from(whole, given)
    texts = [given[key].text if key in given else "" for key in whole]
    many = isinstance(row, Paragraphs | List | Messages | Imprint)
    block |= {"texts": texts} if many else {"text": texts[0]}
    shorts = [given[key + SHORT].text if key + SHORT in given else "" for key in whole]
    sources = [_short_source(key + SHORT, originals, given) for key in whole]
    if any(sources):
        block["short_source"] = sources
    if any(sources) or any(shorts):
        block |= {"shorts": shorts} if many else {"short": shorts[0]}
    return block


def _short_source(key: str, originals: Mapping[str, Sentence], given: Answers) -> str:
    """The digest of a short form's original, where the original has one."""
    if key not in originals:
        return ""
    return given[key].source if key in given else digest(originals[key].text)


_COMMENT: Final = [
    "# yaml-language-server: $schema=../../../schemas/earlier.json",
    "# The originals that translations were made from, by digest; `cease translate import` adds to",
    "# them, and `export` shows a translator what a sentence said before it was changed.",
]


def earlier_text(originals: Mapping[str, str]) -> str:
    """The file of them."""
    return write({"texts": dict(originals)}, {"texts": _COMMENT})


def known_earlier(row: Earlier) -> dict[str, str]:
    """Those of a file whose digest is theirs."""
    return {made_from: text for made_from, text in row.texts.items() if digest(text) == made_from}
