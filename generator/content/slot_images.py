"""The pictures that a document has for slots of layouts: their files, found and read."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import structs

from generator.problems import Problem, warning
from generator.source.keys import AREA, CAMPAIGN, key_of
from generator.source.shelf import Shelf
from . import pseudolocalise
from .area_rows import Area
from .campaign_rows import Campaign
from .document import SlotPicture
from .image_rows import SlotImage
from .own_block import same_language
from .sentences import IMAGE_WORDS, Sentence, image_key, spoken


def slot_pictures(
    campaign: tuple[Campaign, str], area: tuple[Area, str], rtl: bool, shelf: Shelf
) -> Iterator[SlotPicture]:
    """The picture of each slot as an absolute path, and its words as they were written: the area's
    picture, or else the campaign's, unless the area wants none; each comes with the path of its
    file. To read a picture records it, so that a piece is made again when its picture changes.
    Raises `Refused` for a file that is not there."""
    found: set[str] = set()
    for word, (file, path) in ((AREA, area), (CAMPAIGN, campaign)):
        for slot, row in file.images.items():
            if slot in found:
                continue
            found.add(slot)
            if isinstance(row, SlotImage):  # or else the area wants none there
                yield _picture(slot, row, word, path, rtl, shelf)


def _picture(
    slot: str, row: SlotImage, word: str, path: str, rtl: bool, shelf: Shelf
) -> SlotPicture:
    turned = rtl and bool(row.rtl)
    field, file = ("rtl", row.rtl) if turned else ("file", row.file)
    named = PurePosixPath(path).parent.joinpath(file).as_posix()
    shelf.read_bytes(named, row.at(field))
    left, top, right, bottom = row.crop
    x, y = row.focus or ((left + right) / 2, (top + bottom) / 2)
    return SlotPicture(
        slot=slot,
        file=str(shelf.find(named, row.at(field))),
        alt=row.alt,
        credit=row.credit,
        focus=(1 - x, y) if turned else (x, y),
        must_be_seen=row.focus is not None,
        crop=(1 - right, top, 1 - left, bottom) if turned else (left, top, right, bottom),
        sky=row.sky,
        key=key_of(word, f"images.{slot}.{field}"),
    )


def in_language(
    image: SlotPicture,
    area: Area,
    written: Mapping[str, Sentence],
    languages: Sequence[str],
    original: str,
) -> tuple[SlotPicture, list[Problem]]:
    """A picture with its words in the first of the languages that has them, and a warning for each
    of an area's that none has. `written` are the campaign's words in these languages."""
    of_area = image.key.startswith(key_of(AREA, ""))
    given: dict[str, str] = {}
    problems: list[Problem] = []
    for word in IMAGE_WORDS:
        key = image_key(image.slot, word)
        sentence = _spelt(area, image.slot, word, languages) if of_area else written.get(key)
        if sentence is not None:
            given |= {word: sentence.text, f"{word}_language": sentence.language}
        elif of_area and getattr(image, word) and not _needs_none(languages[0], original):
            problems.append(_unspelt(image.slot, word, languages[0]))
    return structs.replace(image, **given), problems


def _needs_none(tag: str, original: str) -> bool:
    """Whether words in the original need no translation."""
    return same_language(tag, original) or tag in pseudolocalise.TAGS


def _spelt(area: Area, slot: str, word: str, languages: Sequence[str]) -> Sentence | None:
    for tag in languages:
        spelling = area.translations.get(tag)
        row = spelling.images.get(slot) if spelling else None
        if row is not None and (text := getattr(row, word)):
            return Sentence(text, tag)
    return None


def _unspelt(slot: str, word: str, tag: str) -> Problem:
    key = image_key(slot, word)
    how = "printed" if word == "credit" else "read out"
    return warning(
        "image-untranslated",
        f"{spoken(key)} is not translated: it is {how} in the original",
        key_of(AREA, key),
        f"write it under `translations:`, `{tag}:`, `images:`, `{slot}:`",
    )
