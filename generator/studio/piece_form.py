"""The form of an editor: the fields of what a layout prints for a desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from generator.content.blocks import asked_in
from generator.content.campaign_rows import IMPRINT
from generator.content.own_block import OWN
from generator.content.sentences import IMAGES, SHORT, image_key
from generator.content.terms import terms_of
from generator.content.translation_rows import Term
from generator.design.layout_walk import Section
from generator.source.keys import AREA, CAMPAIGN, key_of
from .area_form import AreaForm
from .edit_fields import (
    UNWRITTEN,
    Adding,
    Asked,
    EditField,
    FieldBlock,
    FieldGroup,
    ItemFields,
    Signing,
    TermHint,
)
from .sentences_shown import (
    PhraseShown,
    TranslationShown,
    easy_digests,
    phrases,
    picture_phrases,
)

_HEADS = ("title", "subject")


class PieceForm(Struct, frozen=True):
    """What a form is made of: the campaign's data as its file has it, the translation in the desk's
    `language`, if that is another, the area's, and the terms. `asked` has what is to be asked of
    sentences of the original that were changed, by their keys. `before` is the translation's data
    as it is on the disk."""

    campaign: Mapping[str, Any]
    original: str
    language: str
    area: AreaForm
    translation: TranslationShown | None = None
    terms: Sequence[Term] = ()
    asked: Mapping[str, Asked] = {}
    before: Any = None

    def groups(
        self,
        sections: Iterable[Section],
        *,
        has_imprint: bool,
        has_logos: bool,
        has_easy: bool,
        slots: Sequence[str] = (),
    ) -> tuple[FieldGroup, ...]:
        """The fields of sections of a layout in reading order, each value once. `has_easy` says
        that it prints easy wording, and `slots` are those that it has for pictures."""
        seen: set[str] = set()
        groups = []
        for section in sections:
            blocks: list[FieldBlock] = []
            for name in section.blocks:
                if name not in seen:
                    seen.add(name)
                    blocks += self._block(name, seen)
                    blocks += self._easy(name) if has_easy else ()
            if blocks:
                groups.append(FieldGroup(_spoken(section.name), tuple(blocks)))
        pictures = [found for slot in slots if (found := self._picture(slot))]
        if pictures:
            groups.append(FieldGroup("", tuple(pictures), "pictures"))
        last = []
        if has_imprint and IMPRINT in self._blocks:
            last.append(self._imprint())
        if has_logos:
            last.append(self.area.logos())
        if last:
            groups.append(FieldGroup("", tuple(last), "partners"))
        groups.append(FieldGroup("", (self._heads(),), "file"))
        return tuple(groups)

    @property
    def _blocks(self) -> Mapping[str, Any]:
        found = self.campaign.get("blocks")
        return found if isinstance(found, dict) else {}

    def _block(self, name: str, seen: set[str]) -> Iterator[FieldBlock]:
        row = self._blocks.get(name)
        if name == OWN:
            yield self.area.own()
        if not isinstance(row, dict):
            return
        given = [*phrases(name, row)]
        fields = [*self._sentences(given)]
        items: tuple[ItemFields, ...] = ()
        adding = None
        if row.get("kind") == "contacts":
            listed = str(row.get("contacts"))
            items = self.area.contacts(listed)
            adding = Adding(f"area:contacts.{listed}", "contact")
        names = [each.words for each in given]
        address = row.get("address")
        if isinstance(address, str) and address.strip("{} ") in (self.area.data.get("links") or {}):
            names.append(address)
        elif isinstance(address, str):
            key = key_of(CAMPAIGN, f"blocks.{name}.address")
            fields.append(EditField(key, "address", "address", address))
        named = [each for each in asked_in(names) if f"{{{each}}}" not in seen]
        seen.update(f"{{{each}}}" for each in named)
        fields += self.area.named(named)
        label = row.get("label")
        yield FieldBlock(
            str(label) if label else _spoken(name),
            note=str(row.get("note") or ""),
            fields=tuple(fields),
            items=items,
            adding=adding,
            signing=self._signing(f"blocks.{name}", given),
        )

    def _easy(self, name: str) -> Iterator[FieldBlock]:
        """A block's easy wording, which is reviewed against the block."""
        row = self._blocks.get(name)
        easy = row.get("easy") if isinstance(row, dict) else None
        if not isinstance(easy, dict) or self.translation is not None:
            return
        given = [each for each in easy.get("sentences") or () if isinstance(each, dict)]
        at = f"blocks.{name}.easy"
        fields = tuple(
            EditField(
                key_of(CAMPAIGN, f"{at}.sentences.{number}.text"),
                "easy",
                "text",
                str(each.get("text") or ""),
                number=number + 1,
                count=len(given),
                language=self.language,
            )
            for number, each in enumerate(given)
        )
        wanted = easy_digests(name, row)
        stale = [str(each) for each in easy.get("source") or ()] != wanted
        signing = _signing(key_of(CAMPAIGN, at), easy, None, stale=stale, count=len(fields))
        yield FieldBlock(_spoken(name), "easy", fields=fields, signing=signing)

    def _picture(self, slot: str) -> FieldBlock | None:
        """The words of the picture in a slot: the area's own, or else the campaign's, which the
        area may hide."""
        own = self.area.picture(slot)
        given = [*picture_phrases(self.campaign, slot)]
        if own is not None or not given:
            return own
        fields = [replace(field, kind="line") for field in self._sentences(given)]
        if self.translation is None and len(given) == 1:
            key = key_of(CAMPAIGN, image_key(slot, "credit"))
            fields.append(
                EditField(key, "picture-credit", "line", "", language=self.language, optional=True)
            )
        return FieldBlock(
            slot,
            "picture",
            fields=tuple(fields),
            signing=self._signing(IMAGES + slot, given),
            hiding=key_of(AREA, IMAGES + slot),
        )

    def _imprint(self) -> FieldBlock:
        row = self._blocks[IMPRINT]
        given = [*phrases(IMPRINT, row)]
        fields = (*self.area.imprint(), *self._sentences(given))
        signing = self._signing(f"blocks.{IMPRINT}", given)
        note = str(row.get("note") or "")
        return FieldBlock(IMPRINT, "imprint", note, fields, signing=signing)

    def _heads(self) -> FieldBlock:
        """The title and the subject, which programs show that open a file."""
        given = [
            PhraseShown(name, name, self.campaign[name])
            for name in _HEADS
            if isinstance(self.campaign.get(name), str) and self.campaign[name]
        ]
        fields = [*self._sentences(given)]
        if not self.translation:
            date = self.campaign.get("date")
            fields.append(EditField(key_of(CAMPAIGN, "date"), "date-of-words", "date", str(date)))
        signing = self._signing("", given)
        return FieldBlock("heads", "heads", fields=tuple(fields), signing=signing)

    def _sentences(self, given: Sequence[PhraseShown]) -> Iterator[EditField]:
        count = sum(not each.sentence.endswith(SHORT) for each in given)
        for each in given:
            yield self._sentence(each, count)

    def _sentence(self, phrase: PhraseShown, count: int) -> EditField:
        number = phrase.sentence.removesuffix(SHORT).rpartition(".")[2]
        which = int(number) + 1 if number.isdecimal() else 0
        short = phrase.sentence.endswith(SHORT)
        label = (
            phrase.sentence
            if phrase.sentence in _HEADS
            else f"picture-{number}{'-in' if self.translation else ''}"
            if phrase.sentence.startswith(IMAGES)
            else "message"
            if phrase.speaker
            else ("sentence-short" if short else "sentence" if count == 1 else "sentence-of")
        )
        field = EditField(
            key_of(CAMPAIGN, phrase.path),
            label,
            "text",
            phrase.words,
            of=phrase.speaker,
            number=which,
            count=count,
            language=self.language,
        )
        if self.translation is None:
            return replace(field, asked=self.asked.get(phrase.sentence))
        shown = self.translation.shown(phrase)
        hints = tuple(
            TermHint(term.term, term.wordings, term.note)
            for term in terms_of(phrase.words, self.terms)
        )
        key = key_of(self.language, shown.path or UNWRITTEN + phrase.sentence)
        return replace(
            field,
            key=key,
            value=shown.words,
            source=shown.source,
            before=shown.before,
            standing=shown.standing,
            terms=hints,
        )

    def _signing(self, at: str, given: Sequence[PhraseShown]) -> Signing | None:
        """The review of words that are translated."""
        if self.translation is None or not given:
            return None
        row: Any = self.translation.data
        for part in at.split(".", 1) if at else ():
            row = row.get(part) if isinstance(row, dict) else None
        if not isinstance(row, dict):
            row = {}
        shown = [self.translation.shown(each) for each in given]
        was = self.before
        for part in at.split(".", 1) if at else ():
            was = was.get(part) if isinstance(was, dict) else None
        return _signing(
            key_of(self.language, at),
            row,
            was,
            stale=any(each.standing == "stale" for each in shown),
            whole=all(each.standing != "missing" for each in shown),
            count=len(given),
        )


def _signing(
    key: str,
    row: Mapping[str, Any],
    was: Any,
    *,
    stale: bool,
    count: int,
    whole: bool = True,
) -> Signing:
    by, on = _review(row)
    before = _review(was)[0] if isinstance(was, dict) and not by else ""
    return Signing(key, by, on, stale, whole, count, before)


def _review(row: Mapping[str, Any]) -> tuple[str, str]:
    if row.get("status") != "reviewed":
        return "", ""
    return str(row.get("reviewed_by") or ""), str(row.get("reviewed_on") or "")


def _spoken(name: str) -> str:
    words = name.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
