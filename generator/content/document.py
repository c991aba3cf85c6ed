"""A campaign's words for one language and one area: the `Document` that layouts draw on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.addresses import bare, leading_to
from generator.colour import Intent
from generator.content import rows
from generator.content.addresses import (
    check_address,
    check_addresses_in,
    check_targets,
    examples_in,
)
from generator.content.numbers import check_numbers_in, dialled, numbers_in, printed_number
from generator.content.own import OWN, Part, between, own_in, own_place
from generator.content.places import Names, names_in
from generator.content.sentences import SHORT, SUBJECT, TITLE, Sentence, facts, of_block, of_easy
from generator.content.text import PLACEHOLDER, Run, Text, read_text, targets
from generator.content.translation import Wording
from generator.content.unfinished import check_finished
from generator.problems import Problem, Refused, Span, did_you_mean, error


@dataclass(frozen=True, slots=True)
class Contact:
    """A place and its number, ready to set; in an area's own words, who is to be asked, and
    either may be empty."""

    place: Text
    number: Text


@dataclass(frozen=True, slots=True)
class Easy:
    """A short sentence of a block's easy wording, and the path of its picture, empty for none."""

    text: Text
    symbol: str = ""
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Block:
    """One named block with its meaning.

    `texts` holds its paragraphs, items or messages in order, `short` the shorter form of each
    (the same text where none was given). `speakers` go with messages, `contacts` with contacts,
    `value` with a statistic, `address` with a link and what it `opens` if that is another, `level`
    with a heading. `easy` says the same in short sentences, in languages that have such a wording.
    A `part_of` another block is one of its
    paragraphs, items or contacts alone, under a name of its own.

    The area's own words are of the kind `own`: `texts` are their heading and perhaps a sentence,
    `contacts` whoever is to be asked, and `line` says that on one line, which begins with the
    heading where nobody is named.
    """

    name: str
    kind: str
    texts: tuple[Text, ...]
    short: tuple[Text, ...] = ()
    speakers: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    value: int = 0
    address: str = ""
    opens: str = ""
    level: int = 0
    part_of: str = ""
    easy: tuple[Easy, ...] = ()
    line: Text | None = None
    span: Span | None = field(default=None, compare=False)
    address_at: Span | None = field(default=None, compare=False)

    @property
    def target(self) -> str:
        """What its address leads to."""
        return self.opens or leading_to(self.address)


@dataclass(frozen=True, slots=True)
class LogoFile:
    """A file of a logo, relative to the project, and where it was named."""

    file: str
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Logo:
    """A partner's logo; `file` is relative to the project. `black` is a version of it in black
    alone, `dark` one for light grounds."""

    file: str
    alt: str
    span: Span | None = field(default=None, compare=False)
    intent: Intent = "relative"
    black: LogoFile | None = None
    dark: LogoFile | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Every block of a campaign in one language, with an area's names and numbers in place.

    A `draft` has words in it that were translated and that nobody has reviewed. A `test` is for an
    area whose numbers may ring nobody, and its title says so. `original` is the language the
    campaign was written in, and `qr_code` what a QR code is called in this one. The area's own
    words, if it has any, are read after the block `own_after`. `links` are the area's addresses,
    each with where it is written, and `opened` those that open others, each with what it opens.
    """

    campaign: str
    area: str
    language: str
    direction: str
    script: str
    title: str
    subject: str
    publisher: str
    version: str
    date: str
    codes: tuple[str, ...]
    blocks: dict[str, Block] = field(hash=False)
    logos: tuple[Logo, ...] = ()
    draft: bool = False
    test: bool = False
    original: str = "en"
    qr_code: str = "QR code"
    own_after: str = ""
    opened: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, Span | None], ...] = field(default=(), compare=False)
    span: Span | None = field(default=None, compare=False)

    def own_place(self, frames: Sequence[Sequence[str]]) -> tuple[int, int] | None:
        """Where in frames of blocks, as they are read, the area's own words are to be put: the
        frame, and before which of its blocks. None if there are none, or they are there."""
        if OWN not in self.blocks or not frames or any(OWN in blocks for blocks in frames):
            return None
        lists = (name for name, block in self.blocks.items() if block.kind == "contacts")
        return own_place(frames, self.own_after, lists)


def localise(
    name: str,
    campaign: rows.Campaign,
    tag: str,
    language: rows.Language,
    area_name: str,
    area: rows.Area,
    wording: Wording | None = None,
    spellings: tuple[str, ...] = (),
    original: str = "en",
    folder: str = "",
    shared: dict[str, Block] | None = None,
    logos: tuple[Logo, ...] = (),
) -> tuple[Document, list[Problem]]:
    """The campaign's words, or their `wording` in another language, with the area's names,
    numbers and links in place; names as spelt in the first of the languages `spellings` that
    the area has them in. Pictures are named relative to `folder`, the campaign's own. `shared`
    keeps the blocks with nothing of an area in them for the other areas: give the same one for the
    same campaign, language and wording alone.

    Raises `Refused` when a placeholder, a list of contacts or a number is wrong, or a translation
    is; warnings come back beside the document.
    """
    builder = _Builder(area, tag, language, wording, names_in(area, spellings), folder)
    kept = {} if shared is None else shared
    blocks = {key: builder.known(key, block, kept) for key, block in campaign.blocks.items()}
    if own := builder.own(spellings or (tag,), original):
        blocks[OWN] = own
    written = wording.sentences if wording else facts(campaign, tag)
    title, subject = builder.fact(TITLE, written), builder.fact(SUBJECT, written)
    problems = [*(wording.problems if wording else ()), *builder.problems]
    if campaign.own_after and campaign.own_after not in campaign.blocks:
        problems.append(_no_block(campaign.own_after, "block", campaign, "own_after"))
    for index, code in enumerate(campaign.codes):
        if code not in blocks or blocks[code].kind != "link":
            problems.append(_no_block(code, "link block", campaign, f"codes.{index}"))
    if any(problem.is_error for problem in problems):
        raise Refused(problems)
    return (
        Document(
            campaign=name,
            area=area_name,
            language=tag,
            direction=language.direction,
            script=language.script,
            title=f"TEST: {title}" if area.test else title,
            subject=subject,
            publisher=campaign.publisher,
            version=campaign.version,
            date=campaign.date,
            codes=campaign.codes,
            blocks=blocks,
            logos=logos,
            draft=wording is not None and wording.draft,
            test=area.test,
            original=original,
            qr_code=language.qr_code,
            own_after=campaign.own_after,
            links=tuple((shown, _link_place(area, name)) for name, shown in area.shown.items()),
            opened=tuple((bare(area.shown[key]), target) for key, target in builder.opens.items()),
            span=campaign.at(),
        ),
        problems,
    )


def _no_block(name: str, what: str, campaign: rows.Campaign, field: str) -> Problem:
    known = [key for key, row in campaign.blocks.items() if what == "block" or row.kind == "link"]
    message, hint = f'no {what} is called "{name}"', did_you_mean(name, known)
    return error("unknown-block", message, campaign.at(field), hint)


def _link_place(area: rows.Area, name: str) -> Span | None:
    link = area.links[name]
    return link.at("shown") if isinstance(link, rows.Link) else area.at(f"links.{name}")


class _Builder:
    """Reads rows into blocks, collecting what is wrong."""

    def __init__(
        self,
        area: rows.Area,
        tag: str,
        language: rows.Language,
        wording: Wording | None,
        names: Names,
        folder: str,
    ) -> None:
        self.area = area
        self.tag = tag
        self.language = language
        self.wording = wording
        self.names = names
        self.folder = folder
        numbers = {key: printed_number(number) for key, number in area.numbers.items()}
        shown = {key: bare(address) for key, address in area.shown.items()}
        self.values = {**names.names, **numbers, **shown}
        self.targets = {key: dialled(number) for key, number in numbers.items()}
        self.opens = {
            key: leading_to(link.open)
            for key, link in area.links.items()
            if isinstance(link, rows.Link)
        }
        self.targets |= {key: leading_to(shown) for key, shown in area.shown.items()} | self.opens
        self.problems: list[Problem] = []
        self.local = False

    def known(self, name: str, row: rows.AnyBlock, shared: dict[str, Block]) -> Block:
        """The block, which is put among the `shared` ones if nothing in it comes from the area."""
        if name in shared:
            return shared[name]
        before = len(self.problems)
        self.local = isinstance(row, rows.Contacts)
        block = replace(self.block(name, row), easy=self.easy(name, row))
        if not self.local and len(self.problems) == before:
            shared[name] = block
        return block

    def text(self, source: str, span: Span | None, language: str = "") -> Text:
        """A sentence of the campaign's. Whether a number in it may be printed depends on the
        area."""
        self.local = self.local or bool(numbers_in(source) or examples_in(source))
        self.problems += check_numbers_in(source, span, self.area.test)
        self.problems += check_addresses_in(source, span, self.area.test)
        if (language or self.tag).startswith("en"):
            self.problems += check_finished(source, span)
        self.problems += check_targets(
            targets(source) if "](" in source else (), span, self.area.test
        )
        return self.filled(source, span, language)

    def filled(self, source: str, span: Span | None, language: str = "") -> Text:
        self.local = self.local or "{" in source
        text, problems = read_text(
            source, language or self.tag, self.values, self.language.apostrophe, span, self.targets
        )
        self.problems += problems
        return text

    def fact(self, key: str, written: Mapping[str, Sentence]) -> str:
        """The plain text of the title or the subject."""
        sentence = written.get(key)
        return self.text(sentence.text, sentence.span).plain if sentence else ""

    def words(self, name: str, row: rows.AnyBlock) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
        """Every sentence of a block, and the short form of each or else itself again. What is
        not translated is empty, which is told of elsewhere."""
        texts: list[Text] = []
        short: list[Text] = []
        given = dict(of_block(name, row, self.tag))
        for key, original in given.items():
            if key.endswith(SHORT):
                continue
            sentence, shorter = original, given.get(key + SHORT)
            if self.wording:
                blank = Sentence("", self.tag, name, span=original.span)
                sentence = self.wording.sentences.get(key, blank)
                shorter = self.wording.sentences.get(key + SHORT)
            texts.append(self.text(sentence.text, sentence.span, sentence.language))
            short.append(
                self.text(shorter.text, shorter.span, shorter.language) if shorter else texts[-1]
            )
        return tuple(texts), tuple(short)

    def easy(self, name: str, row: rows.AnyBlock) -> tuple[Easy, ...]:
        """The easy wording of a block; none in a language that has not all of it."""
        given = dict(of_easy(name, row, self.tag))
        if not row.easy or (self.wording and not given.keys() <= self.wording.sentences.keys()):
            return ()
        found: list[Easy] = []
        for part, (key, original) in zip(row.easy.sentences, given.items(), strict=True):
            sentence = self.wording.sentences[key] if self.wording else original
            text = self.text(sentence.text, sentence.span, sentence.language)
            symbol = Path(self.folder, part.symbol).as_posix() if part.symbol else ""
            found.append(Easy(text, symbol, part.at("symbol")))
        return tuple(found)

    def block(self, name: str, row: rows.AnyBlock) -> Block:
        texts, short = self.words(name, row)
        span = row.at()
        match row:
            case rows.Heading():
                return Block(name, row.kind, texts, short, level=row.level, span=span)
            case rows.Messages():
                speakers = tuple(message.by for message in row.messages)
                return Block(name, row.kind, texts, short, speakers=speakers, span=span)
            case rows.Contacts():
                return Block(name, row.kind, texts, short, contacts=self.contacts(row), span=span)
            case rows.Statistic():
                return Block(name, row.kind, texts, short, value=row.value, span=span)
            case rows.LinkTo():
                place, before = row.at("address"), len(self.problems)
                address = bare(self.filled(row.address, place).plain)
                alone = PLACEHOLDER.fullmatch(row.address.strip())
                link = alone[1].strip() if alone else ""
                if len(self.problems) == before and link not in self.area.links:
                    self.problems += check_address(address, place, self.area.test)
                opens = self.opens.get(link, "")
                if link in self.area.links:
                    place = _link_place(self.area, link)
                return Block(
                    name,
                    row.kind,
                    texts,
                    short,
                    address=address,
                    opens=opens,
                    span=span,
                    address_at=place,
                )
            case _:
                return Block(name, row.kind, texts, short, span=span)

    def contacts(self, row: rows.Contacts) -> tuple[Contact, ...]:
        found = self.area.contacts.get(row.contacts)
        if not found:
            self.problems.append(
                error(
                    "unknown-contacts",
                    f'the area has no contacts called "{row.contacts}"',
                    row.at("contacts"),
                    did_you_mean(row.contacts, filter(self.area.contacts.get, self.area.contacts))
                    or "list them under `contacts:` in the area's file",
                )
            )
            return ()
        return tuple(
            Contact(
                self.filled(*self.names.place(contact)),
                self.number(printed_number(contact.number), contact.at("number")),
            )
            for contact in found
        )

    def own(self, languages: Sequence[str], original: str) -> Block | None:
        """The area's own words, in the first of the languages that has each of them."""
        own = self.area.own
        if own is None:
            return None
        found, warnings = own_in(self.area, languages, original)
        self.problems += warnings
        parts = [found[part] for part in ("heading", "sentence") if part in found]
        texts = tuple(self.filled(each.text, each.span, each.language) for each in parts)
        nothing = Text((), self.tag)
        who, number = self.who(found, own.name.strip()), nothing
        if own.number:
            number = self.number(printed_number(own.number), own.at("number"))
        lead = who or texts[0]
        colon = self.language.colon if lead.language == self.tag else ":"
        asked = Contact(who or nothing, number)
        return Block(
            OWN,
            OWN,
            texts,
            texts,
            contacts=(asked,) if who or number else (),
            address=bare(own.address),
            address_at=own.at("address"),
            level=3,
            line=followed(lead, colon, number),
            span=own.at(),
        )

    def who(self, found: Mapping[str, Part], name: str) -> Text | None:
        """Who is to be asked and what they are, in one language."""
        named, role = found.get("name"), found.get("role")
        if named is None or role is None:
            only = named or role
            return self.filled(only.text, only.span, only.language) if only else None
        comma = self.language.comma if role.language == self.tag else ","
        first = named.text if role.language == self.tag else name
        both = f"{first}{between(first, comma)}{role.text}"
        return self.filled(both, named.span, role.language)

    def number(self, printed: str, span: Span | None) -> Text:
        """A telephone number as words that lead to it."""
        text = self.filled(printed, span)
        runs = (Run(run.text, run.strong, run.emphasis, dialled(printed)) for run in text.runs)
        return Text(tuple(runs), text.language, text.span)


def followed(lead: Text, colon: str, number: Text) -> Text:
    """Whom to ask and their number on one line, the number **strong**."""
    if not number:
        return lead
    *before, last = lead.runs
    runs = [*before, replace(last, text=last.text + between(last.text, colon))]
    runs += [replace(run, strong=True) for run in number.runs]
    return Text(tuple(runs), lead.language, lead.span)
