"""Makes the `Document` of a campaign in one language for one area."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from msgspec import Struct, field, structs

from generator.addresses import bare
from generator.cache import Cache
from generator.problems import Problem, Refused, did_you_mean, error, unknown, with_places
from generator.source.keys import AREA, CAMPAIGN, Files, key_of
from .area_rows import Area, Own
from .area_words import words_in
from .blocks import BlockInputs, SentenceReader, asked_for
from .campaign_rows import IMPRINT, AnyBlock, Campaign, Contacts, Imprint, LinkTo
from .document import Block, Contact, Document, Logo, SlotPicture
from .imprint import imprint_values, said_of
from .language_rows import Language
from .own_block import OWN, OwnPart, between, own_in
from .sentences import SHORT, SUBJECT, TITLE, Sentence, facts, of_block, of_easy, sentences
from .slot_images import in_language
from .text import Run, Text
from .translation import Wording
from .translation_rows import Term


class Local(Struct, frozen=True, eq=False):
    """A campaign, called `name`, whose pictures are in `folder`, in the language `tag` (in its
    `wording`, unless it is the `original`), for an area.

    Names are spelt as in the first of the languages `spellings` that the area has them in. `files`
    are all that keys stand for: the area's, and those of words by their languages. `terms` are the
    campaign's terms in the language.
    """

    name: str
    campaign: Campaign
    tag: str
    language: Language
    area_name: str
    area: Area
    wording: Wording | None = None
    spellings: tuple[str, ...] = ()
    original: str = ""
    folder: str = ""
    logos: tuple[Logo, ...] = ()
    images: tuple[SlotPicture, ...] = ()
    files: Files = field(default_factory=lambda: Files({}))
    terms: tuple[Term, ...] = ()


def localise(local: Local, cache: Cache) -> tuple[Document, list[Problem]]:
    """The document, and warnings about its words. Raises `Refused` when a placeholder, a list of
    contacts, a number or a translation is wrong."""
    builder = _DocumentBuilder(local, cache)
    campaign, area = local.campaign, local.area
    blocks = {name: builder.block(name, row) for name, row in campaign.blocks.items()}
    if area.own:
        blocks[OWN] = builder.own(area.own)
    printed = blocks.get(IMPRINT)
    if printed and not printed.texts and not printed.names:
        del blocks[IMPRINT]
    title, subject = builder.fact(TITLE), builder.fact(SUBJECT)
    images = tuple(builder.image(image) for image in local.images)
    problems = [*(local.wording.problems if local.wording else ())]
    problems += with_places(builder.problems, local.files.span)
    problems += _missing_blocks(campaign, blocks)
    problems += _unknown_names(campaign)
    if any(problem.is_error for problem in problems):
        raise Refused(problems)
    named = builder.words.named
    links = {name: named[name] for name in area.links}
    return (
        Document(
            campaign=local.name,
            area=local.area_name,
            language=local.tag,
            direction=local.language.direction,
            script=local.language.script,
            title=f"TEST: {title}" if area.test else title,
            subject=subject,
            publisher=campaign.publisher,
            version=campaign.version,
            date=campaign.date,
            codes=campaign.codes,
            blocks=blocks,
            logos=local.logos,
            images=images,
            draft=local.wording is not None and local.wording.draft,
            test=area.test,
            original=local.original,
            qr_code=local.language.qr_code,
            own_after=campaign.own_after,
            names=tuple(_names(local, blocks)),
            links=tuple((area.shown[name], link.key) for name, link in links.items()),
            opened=tuple((link.text, link.opens) for link in links.values() if link.opens),
            theme=area.theme or campaign.theme,
            theme_key=key_of(AREA if area.theme else CAMPAIGN, "theme"),
            key=key_of(CAMPAIGN, ""),
            files=local.files,
        ),
        problems,
    )


def _names(local: Local, blocks: Mapping[str, Block]) -> Iterator[str]:
    """The campaign's names as the document has them: the words of the blocks that it names, and
    other names as they were written or as terms word them."""
    for name in local.campaign.names:
        if name in blocks:
            yield from (text.plain for text in blocks[name].texts)
            continue
        said = [
            name,
            *(word for term in local.terms if term.term == name for word in term.wordings),
        ]
        yield from (each.replace("'", local.language.apostrophe) for each in said)


def _unknown_names(campaign: Campaign) -> Iterator[Problem]:
    """An error for each name that no sentence of the campaign has."""
    said = " ".join(sentence.text for sentence in sentences(campaign, "").values())
    for index, name in enumerate(campaign.names):
        if name not in campaign.blocks and name not in said:
            yield error(
                "unknown-name",
                f'no block is called "{name}", and no sentence has it',
                campaign.at(f"names.{index}"),
                did_you_mean(name, campaign.blocks) or "write it as the sentences do",
            )


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
        self.local, self.cache = local, cache
        self.area, self.tag, self.language = local.area, local.tag, local.language
        self.words = words_in(local.area, local.spellings)
        self.written: Mapping[str, Sentence] = (
            local.wording.sentences if local.wording else facts(local.campaign, local.tag)
        )
        self.problems: list[Problem] = []

    def block(self, name: str, row: AnyBlock) -> Block:
        """One of the campaign's blocks, with the area's values in it."""
        sentences, easy = self._sentences(name, row), self._easy(name, row)
        named = self.words.named
        if isinstance(row, Imprint):
            given = imprint_values(self.area, self._languages(), self.local.original)
            sentences = tuple(said_of(dict(sentences), given).items())
            named = {**named, **given}
        contacts = self._contacts(name, row) if isinstance(row, Contacts) else ()
        sources = [sentence.text for _, sentence in sentences]
        sources += [sentence.text for sentence in easy]
        sources += [part.text for contact in contacts for part in contact]
        if isinstance(row, LinkTo):
            sources.append(row.address)
        made = self.cache.get(
            BlockInputs(
                name,
                row,
                sentences,
                easy,
                contacts,
                asked_for(sources, named),
                self.language.apostrophe,
                self.local.folder,
                self.area.test,
            )
        )
        self.problems += made.problems
        if isinstance(row, Imprint):
            return structs.replace(made.block, names=tuple(self._partners()))
        return made.block

    def _languages(self) -> tuple[str, ...]:
        """The languages whose words the area may have, the first one first."""
        return self.local.spellings or (self.tag,)

    def _partners(self) -> Iterator[Text]:
        """The names of the partners with logos."""
        for index, logo in enumerate(self.area.logos):
            key = key_of(AREA, f"logos.{index}.alt")
            yield Text((Run(logo.alt),), self.local.original, key)

    def _sentences(self, name: str, row: AnyBlock) -> tuple[tuple[str, Sentence], ...]:
        """A block's sentences in the document's language. A missing translation gives an empty
        sentence, which is reported elsewhere."""
        given = dict(of_block(name, row, self.local.original))
        if self.local.wording is None:
            return tuple(given.items())
        found: dict[str, Sentence] = {}
        for key, original in given.items():
            if not key.endswith(SHORT):
                blank = replace(original, text="", language=self.tag)
                found[key] = self.written.get(key, blank)
                if shorter := self.written.get(key + SHORT):
                    found[key + SHORT] = shorter
        return tuple(found.items())

    def _easy(self, name: str, row: AnyBlock) -> tuple[Sentence, ...]:
        """A block's easy wording in the document's language, or none if any of its sentences is
        missing."""
        given = dict(of_easy(name, row, self.local.original))
        if self.local.wording is None:
            return tuple(given.values())
        found = [self.written.get(key) for key in given]
        return tuple(each for each in found if each) if all(found) else ()

    def _contacts(self, name: str, row: Contacts) -> tuple[tuple[Sentence, Sentence], ...]:
        """The place and the number of each of the area's contacts that a block lists."""
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
            place, place_key = self.words.places.get(contact.place) or (
                contact.place,
                f"{key}.place",
            )
            number = Sentence(contact.number, self.tag, key=f"{key}.number")
            contacts.append((Sentence(place, self.tag, key=place_key), number))
        return tuple(contacts)

    def image(self, image: SlotPicture) -> SlotPicture:
        """A picture with its words in the document's language, as far as there are any."""
        original = self.local.original
        found, problems = in_language(image, self.area, self.written, self._languages(), original)
        self.problems += problems
        return found

    def fact(self, key: str) -> str:
        """The plain text of the title or the subject."""
        sentence = self.written.get(key)
        reader = self._reader()
        text = reader.sentence(sentence).plain if sentence else ""
        self.problems += reader.problems
        return text

    def _reader(self) -> SentenceReader:
        return SentenceReader(self.words.named.items(), self.language.apostrophe, self.area.test)

    def own(self, own: Own) -> Block:
        """The area's own words, in the first of the languages that has each of them."""
        languages = self._languages()
        found, warnings = own_in(self.area, languages, self.local.original)
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
