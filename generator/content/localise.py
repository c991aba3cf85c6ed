"""Makes the `Document` of a campaign in one language for one area."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from msgspec import Struct, structs

from generator.addresses import bare
from generator.cache import Cache
from generator.isolates import whole
from generator.problems import Problem, Refused, did_you_mean, error, unknown, with_places
from generator.source.keys import AREA, CAMPAIGN, Files, key_of
from .area_rows import Area, Own
from .area_words import Named, words_in
from .blocks import (
    BlockInputs,
    BlockWords,
    SentenceInputs,
    SentenceReader,
    asked_in,
    block_words,
    values_of,
)
from .campaign_rows import IMPRINT, Campaign, Contacts, Imprint
from .campaign_words import CampaignWords
from .document import Block, Contact, Document, Logo, SlotPicture
from .imprint import imprint_values, said_of, unsaid
from .own_block import OWN, OwnPart, between, own_in
from .sentences import SUBJECT, TITLE, Sentence
from .slot_images import in_language
from .text import Run, Text, typographic


class Local(Struct, frozen=True, eq=False):
    """A campaign's words in one language, for an area called `area_name`, with the area's logos and
    the pictures for slots."""

    words: CampaignWords
    area_name: str
    area: Area
    logos: tuple[Logo, ...] = ()
    images: tuple[SlotPicture, ...] = ()

    @property
    def files(self) -> Files:
        """All that keys stand for: the area's file, and those of words by their languages."""
        return Files({AREA: self.area, **self.words.rows})


def localise(local: Local, cache: Cache) -> tuple[Document, list[Problem]]:
    """The document, and warnings about its words. Raises `Refused` when a placeholder, a list of
    contacts, a number or a translation is wrong."""
    builder = _DocumentBuilder(local, cache)
    words, area, files = local.words, local.area, local.files
    campaign = words.campaign
    blocks = {each.name: builder.block(each) for each in words.blocks}
    if area.own:
        blocks[OWN] = builder.own(area.own)
    printed = blocks.get(IMPRINT)
    if printed and not printed.texts and not printed.names:
        del blocks[IMPRINT]
    title, subject = builder.fact(TITLE), builder.fact(SUBJECT)
    images = tuple(builder.image(image) for image in local.images)
    problems = [*words.problems]
    problems += with_places(builder.problems, files.span)
    problems += _missing_blocks(campaign, blocks)
    problems += words.misnamed
    if any(problem.is_error for problem in problems):
        raise Refused(problems)
    named = builder.values.named
    links = {name: named[name] for name in area.links}
    return (
        Document(
            campaign=words.name,
            area=local.area_name,
            language=words.tag,
            direction=words.language.direction,
            script=words.language.script,
            title=f"TEST: {title}" if area.test else title,
            subject=subject,
            publisher=campaign.publisher,
            version=campaign.version,
            date=campaign.date,
            codes=campaign.codes,
            blocks=blocks,
            logos=local.logos,
            images=images,
            draft=words.draft,
            test=area.test,
            original=words.original,
            qr_code=words.language.qr_code,
            own_after=campaign.own_after,
            names=tuple(_names(words, blocks)),
            links=tuple((area.shown[name], link.key) for name, link in links.items()),
            named=tuple((named[name].text, named[name].key) for name in area.names),
            opened=tuple((link.text, link.opens) for link in links.values() if link.opens),
            theme=area.theme or campaign.theme,
            theme_key=key_of(AREA if area.theme else CAMPAIGN, "theme"),
            key=key_of(CAMPAIGN, ""),
            files=files,
        ),
        problems,
    )


def _names(words: CampaignWords, blocks: Mapping[str, Block]) -> Iterator[str]:
    """The campaign's names as the document has them: the words of the blocks that it names, and
    other names as they were written or as terms word them."""
    for name, said in words.names:
        if name in blocks:
            yield from (text.plain for text in blocks[name].texts)
        else:
            yield from said


def _missing_blocks(campaign: Campaign, blocks: Mapping[str, Block]) -> Iterator[Problem]:
    """An error for each block that the campaign names and does not have."""
    if campaign.own_after and campaign.own_after not in campaign.blocks:
        yield _no_block(campaign.own_after, "block", campaign, "own_after")
    for index, code in enumerate(campaign.codes):
        if code not in blocks or blocks[code].kind != "link":
            yield _no_block(code, "link block", campaign, f"codes.{index}")


def _no_block(name: str, what: str, campaign: Campaign, field: str) -> Problem:
    known = [key for key, row in campaign.blocks.items() if what == "block" or row.kind == "link"]
    return unknown("block", name, known, campaign.at(field), noun=what)


class _DocumentBuilder:
    """Makes the blocks of one document, and collects what is wrong. Problems carry keys."""

    def __init__(self, local: Local, cache: Cache) -> None:
        self.words, self.area, self.cache = local.words, local.area, cache
        self.tag, self.language = local.words.tag, local.words.language
        values = words_in(local.area, local.words.spellings, cache)
        self.values = structs.replace(values, named=self._kept_whole(values.named))
        self.problems: list[Problem] = []

    def _kept_whole(self, values: Mapping[str, Named]) -> Mapping[str, Named]:
        """The values, of which no sentence from right to left turns a part round."""
        if self.language.direction != "rtl":
            return values
        return {
            name: each if each.target else structs.replace(each, text=whole(each.text))
            for name, each in values.items()
        }

    def block(self, words: BlockWords) -> Block:
        """One of the campaign's blocks, with the area's values in it."""
        row, named, asks = words.row, self.values.named, words.asks
        contacts: tuple[tuple[Sentence, Sentence], ...] = ()
        if isinstance(row, Imprint):
            given = self._kept_whole(
                imprint_values(self.area, self.words.spellings, self.words.original, self.cache)
            )
            told = said_of(dict(words.sentences), given)
            self.problems += unsaid(told, given)
            said = tuple(told.items())
            words = block_words(words.name, row, said, words.easy, words.apostrophe, words.folder)
            named, asks = {**named, **given}, words.asks
        elif isinstance(row, Contacts):
            contacts = self._contacts(words.name, row)
            within = asked_in(part.text for contact in contacts for part in contact)
            asks = tuple(sorted({*asks, *within})) if within else asks
        made = self.cache.get(
            BlockInputs(words, contacts, values_of(asks, named) if asks else (), self.area.test)
        )
        self.problems += made.problems
        if isinstance(row, Imprint):
            return structs.replace(made.block, names=tuple(self._partners()))
        return made.block

    def _partners(self) -> Iterator[Text]:
        """The names of the partners with logos."""
        for index, logo in enumerate(self.area.logos):
            key = key_of(AREA, f"logos.{index}.alt")
            name = typographic(logo.alt, self.language.apostrophe)
            yield Text((Run(name),), self.words.original, key)

    def _contacts(self, name: str, row: Contacts) -> tuple[tuple[Sentence, Sentence], ...]:
        """The place and the number of each of the area's contacts that a block lists. A place that
        nobody has spelt in the document's language is in the original's."""
        found = self.area.contacts.get(row.contacts)
        if not found:
            self.problems.append(
                error(
                    "unknown-contacts",
                    f'the area has no contacts called "{row.contacts}"',
                    key_of(CAMPAIGN, f"blocks.{name}.contacts"),
                    did_you_mean(row.contacts, filter(self.area.contacts.get, self.area.contacts))
                    or "list them under `contacts:` in the area's file",
                )
            )
            return ()
        contacts: list[tuple[Sentence, Sentence]] = []
        for index, contact in enumerate(found):
            key = key_of(AREA, f"contacts.{row.contacts}.{index}")
            number = Sentence(contact.number, self.tag, key=f"{key}.number")
            spelt = self.values.places.get(contact.place)
            text, place_key = spelt or (contact.place, f"{key}.place")
            language = self.tag if spelt else self.words.original
            contacts.append((Sentence(text, language, key=place_key), number))
        return tuple(contacts)

    def image(self, image: SlotPicture) -> SlotPicture:
        """A picture with its words in the document's language, as far as there are any."""
        original = self.words.original
        found, problems = in_language(
            image, self.area, self.words.facts, self.words.spellings, original
        )
        self.problems += problems
        credit = typographic(found.credit, self.language.apostrophe)
        return structs.replace(found, credit=credit)

    def fact(self, key: str) -> str:
        """The plain text of the title or the subject."""
        sentence = self.words.facts.get(key)
        if sentence is None:
            return ""
        values = values_of(asked_in((sentence.text,)), self.values.named)
        made = self.cache.get(
            SentenceInputs(sentence, values, self.language.apostrophe, self.area.test)
        )
        self.problems += made.problems
        return made.text.plain

    def _reader(self) -> SentenceReader:
        return SentenceReader(
            self.values.named.items(), self.language.apostrophe, self.area.test, self.cache
        )

    def own(self, own: Own) -> Block:
        """The area's own words, in the first of the languages that has each of them."""
        languages = self.words.spellings
        found, warnings = own_in(self.area, languages, self.words.original)
        self.problems += warnings
        reader = self._reader()
        parts = [found[part] for part in ("heading", "sentence") if part in found]
        texts = tuple(reader.filled(_sentence(each)) for each in parts)
        nothing = Text((), self.tag)
        who, number = self._who(reader, found, own.name.strip()), nothing
        if own.number:
            number = reader.number(Sentence(own.number, self.tag, key=_own_key("number")))
        lead = who or texts[0]
        colon = self.language.colon if lead.language == self.tag else ":"
        self.problems += reader.problems
        return Block(
            OWN,
            OWN,
            texts,
            texts,
            contacts=(Contact(who or nothing, number),) if who or number else (),
            address=bare(own.address),
            address_key=_own_key("address"),
            level=3,
            line=_followed(lead, colon, number),
            key=key_of(AREA, "own"),
        )

    def _who(self, reader: SentenceReader, found: Mapping[str, OwnPart], name: str) -> Text | None:
        """The person to ask and their role, in one language."""
        named, role = found.get("name"), found.get("role")
        if named is None or role is None:
            only = named or role
            return reader.filled(_sentence(only)) if only else None
        comma = self.language.comma if role.language == self.tag else ","
        first = named.text if role.language == self.tag else name
        both = f"{first}{between(first, comma)}{role.text}"
        return reader.filled(replace(_sentence(named), text=both, language=role.language))


def _own_key(part: str) -> str:
    return key_of(AREA, f"own.{part}")


def _sentence(part: OwnPart) -> Sentence:
    return Sentence(part.text, part.language, key=key_of(AREA, part.path))


def _followed(lead: Text, colon: str, number: Text) -> Text:
    """The person to ask and their number on one line, with the number **strong**."""
    if not number:
        return lead
    *before, last = lead.runs
    runs = [*before, structs.replace(last, text=last.text + between(last.text, colon))]
    runs += [structs.replace(run, strong=True) for run in number.runs]
    return Text(tuple(runs), lead.language, lead.key)
