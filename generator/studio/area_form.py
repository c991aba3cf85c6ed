"""The fields of what an area gives to a piece: contacts, numbers, links, names, words of its own,
the imprint and logos."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from generator.content.area_rows import MOST_LOGOS
from generator.content.number_kinds import number_kind
from generator.content.own_block import MOST
from generator.content.sentences import IMAGE_WORDS, image_key
from generator.source.keys import AREA, key_of
from .edit_fields import Act, Adding, EditField, FieldBlock, FieldKind, ItemFields
from .field_edits import NO_PICTURE, place_name

PICTURES: Final = (".svg", ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
_LONGER: Final = 1.5  # how much longer than the English a translation of own words may be


class AreaForm(Struct, frozen=True):
    """An area's data as its file has it, for a desk in a `language`, which is empty for the one
    that campaigns are written in. `files` are those of logos beside it."""

    data: Mapping[str, Any]
    language: str
    files: tuple[str, ...] = ()

    def contacts(self, name: str) -> tuple[ItemFields, ...]:
        """The contacts of a list."""
        rows = [row for row in self._table("contacts").get(name) or () if isinstance(row, dict)]
        return tuple(
            self._contact(f"contacts.{name}.{index}", row, index, len(rows))
            for index, row in enumerate(rows)
        )

    def _contact(self, at: str, row: Mapping[str, Any], index: int, count: int) -> ItemFields:
        place, number = _text(row, "place"), _text(row, "number")
        fields = [EditField(_key(f"{at}.place"), "place", "line", place)]
        if self.language and place:
            spelt = self._spelling("places")
            before = _key(f"translations.{self.language}.places.")
            said = _text(spelt, place_name(place))
            spelling = self._foreign(before + place_name(place), "place-in", said)
            fields.append(replace(spelling, follows=before))
        fields.append(_number(_key(f"{at}.number"), "number", number, of=place))
        acts: list[Act] = [*(("up",) if index else ()), *(("down",) if index + 1 < count else ())]
        if count > 1:
            acts.append("remove")
        return ItemFields(_key(at), index + 1, place, tuple(fields), tuple(acts))

    def named(self, names: Iterable[str]) -> Iterator[EditField]:
        """The values that stand for names in sentences."""
        for name in names:
            if name in self._table("numbers"):
                number = _text(self._table("numbers"), name)
                yield _number(_key(f"numbers.{name}"), "number-for", number, of=name)
            elif name in self._table("links"):
                yield from self.link(name)
            elif name in self._table("names"):
                said = _text(self._table("names"), name)
                yield EditField(_key(f"names.{name}"), "name-for", "line", said, of=name)
                if self.language:
                    key = _key(f"translations.{self.language}.names.{name}")
                    spelt = _text(self._spelling("names"), name)
                    yield self._foreign(key, "name-in", spelt, of=name)

    def link(self, name: str) -> Iterator[EditField]:
        """The address of a link, and the one that it opens if that is another."""
        given, key = self._table("links").get(name), _key(f"links.{name}")
        if isinstance(given, dict):
            shown, opened = _text(given, "shown"), _text(given, "open")
            yield EditField(f"{key}.shown", "address-for", "address", shown, of=name)
            yield EditField(f"{key}.open", "opens-for", "address", opened, of=name)
        elif given is not None:
            yield EditField(key, "address-for", "address", str(given), of=name)

    def own(self) -> FieldBlock:
        """The area's own words, or what adds them."""
        own = self.data.get("own")
        if not isinstance(own, dict):
            return FieldBlock("own", "own", adding=Adding(_key("own"), "own"))
        fields: list[EditField] = []
        for part in ("heading", "sentence", "name", "role"):
            said, most = _text(own, part), MOST[part]
            optional = part != "heading"
            key = _key(f"own.{part}")
            fields.append(EditField(key, f"own-{part}", "line", said, optional=optional, most=most))
            if self.language and said:
                key = _key(f"translations.{self.language}.own.{part}")
                spelt = _text(self._spelling("own"), part)
                most = round(most * _LONGER)
                fields.append(self._foreign(key, f"own-{part}-in", spelt, most=most))
        number = _text(own, "number")
        fields.append(_number(_key("own.number"), "own-number", number, optional=True))
        address = _text(own, "address")
        fields.append(
            EditField(_key("own.address"), "own-address", "address", address, optional=True)
        )
        return FieldBlock("own", "own", fields=tuple(fields), removing=_key("own"))

    def imprint(self) -> Iterator[EditField]:
        """What the area gives to the small print."""
        given = self._table("imprint")
        publisher = _text(given, "publisher")
        key = _key("imprint.publisher")
        yield EditField(key, "publisher", "line", publisher, optional=True)
        if self.language and publisher:
            spelt = _text(self._spelling("imprint"), "publisher")
            key = _key(f"translations.{self.language}.imprint.publisher")
            yield self._foreign(key, "publisher-in", spelt)
        kinds: dict[str, FieldKind] = {"date": "month", "reference": "line", "formats": "line"}
        for part, kind in kinds.items():
            said = _text(given, part)
            good = number_kind(said) if part == "formats" else None
            yield EditField(_key(f"imprint.{part}"), part, kind, said, optional=True, good=good)

    def logos(self) -> FieldBlock:
        """The logos in order, and what adds another."""
        rows = [row for row in self.data.get("logos") or () if isinstance(row, dict)]
        items = []
        for index, row in enumerate(rows):
            at = f"logos.{index}"
            alt, lead = _text(row, "alt"), _text(row, "lead")
            fields = (
                EditField(_key(f"{at}.alt"), "logo-alt", "line", alt),
                EditField(_key(f"{at}.lead"), "logo-lead", "tick", lead),
            )
            acts: list[Act] = ["up"] if index else []
            acts += ["down"] if index + 1 < len(rows) else []
            name = PurePosixPath(_text(row, "file")).name
            items.append(ItemFields(_key(at), index + 1, name, fields, (*acts, "remove")))
        used = {_text(row, part) for row in rows for part in ("file", "black", "dark")}
        free = tuple(file for file in self.files if file not in used)
        why = "" if free and len(rows) < MOST_LOGOS else "many" if free else "none"
        adding = Adding(_key("logos"), "logo", free, why)
        return FieldBlock("logos", "logos", items=tuple(items), adding=adding)

    def picture(self, slot: str) -> FieldBlock | None:
        """What the area says of a slot: the words of its own picture, or that it wants none."""
        row = self._table("images").get(slot)
        key = _key(f"images.{slot}")
        if row == NO_PICTURE:
            return FieldBlock(slot, "picture", hiding=key, hidden=True)
        if not isinstance(row, dict):
            return None
        fields: list[EditField] = []
        for word in IMAGE_WORDS:
            said = _text(row, word)
            optional = word == "credit"
            label = f"picture-{word}"
            own = _key(image_key(slot, word))
            fields.append(EditField(own, label, "line", said, optional=optional))
            if self.language and said:
                spelt = self._spelling("images").get(slot)
                words = _text(spelt if isinstance(spelt, dict) else {}, word)
                foreign = _key(f"translations.{self.language}.{image_key(slot, word)}")
                fields.append(self._foreign(foreign, f"{label}-in", words))
        return FieldBlock(slot, "picture", fields=tuple(fields), removing=key)

    def _table(self, name: str) -> Mapping[str, Any]:
        found = self.data.get(name)
        return found if isinstance(found, dict) else {}

    def _spelling(self, part: str) -> Mapping[str, Any]:
        spelling = self._table("translations").get(self.language)
        found = spelling.get(part) if isinstance(spelling, dict) else None
        return found if isinstance(found, dict) else {}

    def _foreign(
        self, key: str, label: str, said: str, *, of: str = "", most: int = 0
    ) -> EditField:
        """A value in the language of the desk, which may be left out."""
        return EditField(
            key,
            label,
            "line",
            said,
            of=of,
            language=self.language,
            optional=True,
            most=most,
        )


def _number(
    key: str, label: str, number: str, *, of: str = "", optional: bool = False
) -> EditField:
    good = number_kind(number)
    return EditField(key, label, "number", number, of=of, optional=optional, good=good)


def _key(inside: str) -> str:
    return key_of(AREA, inside)


def _text(row: Mapping[str, Any], name: str) -> str:
    found = row.get(name)
    return found if isinstance(found, str) else ""
