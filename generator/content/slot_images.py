"""The pictures that a document has for slots of layouts: their files, found and read."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.source.keys import AREA, CAMPAIGN, key_of
from generator.source.shelf import Shelf
from .area_rows import Area
from .campaign_rows import Campaign
from .document import SlotPicture
from .image_rows import SlotImage


def slot_pictures(
    campaign: tuple[Campaign, str], area: tuple[Area, str], rtl: bool, shelf: Shelf
) -> Iterator[SlotPicture]:
    """The picture of each slot as an absolute path: the area's, or else the campaign's; each comes
    with the path of its file. To read a
    picture records it, so that a piece is made again when its picture changes. Raises `Refused`
    for a file that is not there."""
    found: set[str] = set()
    for word, (file, path) in ((AREA, area), (CAMPAIGN, campaign)):
        for slot, row in file.images.items():
            if slot not in found:
                found.add(slot)
                yield _picture(slot, row, word, path, rtl, shelf)


def _picture(
    slot: str, row: SlotImage, word: str, path: str, rtl: bool, shelf: Shelf
) -> SlotPicture:
    turned = rtl and bool(row.rtl)
    field, file = ("rtl", row.rtl) if turned else ("file", row.file)
    named = PurePosixPath(path).parent.joinpath(file).as_posix()
    shelf.read_bytes(named, row.at(field))
    x, y = row.focus
    left, top, right, bottom = row.crop
    return SlotPicture(
        slot=slot,
        file=str(shelf.find(named, row.at(field))),
        alt=row.alt,
        credit=row.credit,
        focus=(1 - x, y) if turned else (x, y),
        crop=(1 - right, top, 1 - left, bottom) if turned else (left, top, right, bottom),
        sky=row.sky,
        key=key_of(word, f"images.{slot}.{field}"),
    )
