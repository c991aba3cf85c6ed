"""A campaign's words for one language and one area: the `Document` that layouts draw on."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.content import rows
from generator.content.areas import check_address, printed_number
from generator.content.text import Text, read_text
from generator.problems import Problem, Refused, Span, did_you_mean, error


@dataclass(frozen=True, slots=True)
class Contact:
    """A place and its number, ready to set."""

    place: Text
    number: Text


@dataclass(frozen=True, slots=True)
class Block:
    """One named block with its meaning.

    `texts` holds its paragraphs, items or messages in order, `short` the shorter form of each
    (the same text where none was given). `speakers` go with messages, `contacts` with contacts,
    `value` with a statistic, `address` with a link.
    """

    name: str
    kind: str
    texts: tuple[Text, ...]
    short: tuple[Text, ...] = ()
    speakers: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    value: int = 0
    address: str = ""
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Logo:
    """A partner's logo; `file` is relative to the project."""

    file: str
    alt: str
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """Every block of a campaign in one language, with an area's names and numbers in place."""

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
    span: Span | None = field(default=None, compare=False)


def localise(
    name: str,
    campaign: rows.Campaign,
    tag: str,
    language: rows.Language,
    area_name: str,
    area: rows.Area,
) -> tuple[Document, list[Problem]]:
    """The campaign's words with the area's names, numbers and links in place.

    Raises `Refused` when a placeholder, a list of contacts or a number is wrong; warnings come
    back beside the document.
    """
    builder = _Builder(area, tag, language)
    blocks = {key: builder.known(key, block) for key, block in campaign.blocks.items()}
    problems = builder.problems
    for index, code in enumerate(campaign.codes):
        if code not in blocks or blocks[code].kind != "link":
            links = [key for key, block in blocks.items() if block.kind == "link"]
            problems.append(
                error(
                    "unknown-block",
                    f'no link block is called "{code}"',
                    campaign.at(f"codes.{index}"),
                    did_you_mean(code, links),
                )
            )
    if any(problem.is_error for problem in problems):
        raise Refused(problems)
    return (
        Document(
            campaign=name,
            area=area_name,
            language=tag,
            direction=language.direction,
            script=language.script,
            title=builder.text(campaign.title, campaign.at("title")).plain,
            subject=campaign.subject,
            publisher=campaign.publisher,
            version=campaign.version,
            date=campaign.date,
            codes=campaign.codes,
            blocks=blocks,
            logos=tuple(Logo(logo.file, logo.alt, logo.at("file")) for logo in area.logos),
            span=campaign.at(),
        ),
        problems,
    )


KEPT = 4096
# the row is kept with its block, so that its id stays its own
_same_everywhere: dict[tuple[int, str, str, str], tuple[rows.AnyBlock, Block]] = {}


class _Builder:
    """Reads rows into blocks, collecting what is wrong."""

    def __init__(self, area: rows.Area, tag: str, language: rows.Language) -> None:
        self.area = area
        self.tag = tag
        self.language = language
        numbers = {key: printed_number(number) for key, number in area.numbers.items()}
        self.values = {**area.names, **numbers, **area.links}
        self.problems: list[Problem] = []
        self.local = False

    def known(self, name: str, row: rows.AnyBlock) -> Block:
        """The block, as it was read before where nothing in it comes from the area."""
        key = (id(row), name, self.tag, self.language.apostrophe)
        kept = _same_everywhere.get(key)
        if kept is not None and kept[0] is row:
            return kept[1]
        before = len(self.problems)
        self.local = isinstance(row, rows.Contacts)
        block = self.block(name, row)
        if not self.local and len(self.problems) == before:
            if len(_same_everywhere) >= KEPT:
                _same_everywhere.clear()
            _same_everywhere[key] = row, block
        return block

    def text(self, source: str, span: Span | None) -> Text:
        self.local = self.local or "{" in source
        text, problems = read_text(source, self.tag, self.values, self.language.apostrophe, span)
        self.problems += problems
        return text

    def words(self, source: rows.Words, span: Span | None) -> tuple[Text, Text]:
        """The whole sentence and its short form."""
        if isinstance(source, str):
            whole = self.text(source, span)
            return whole, whole
        whole = self.text(source.text, source.at("text"))
        return whole, self.text(source.short, source.at("short")) if source.short else whole

    def block(self, name: str, row: rows.AnyBlock) -> Block:
        span = row.at()
        match row:
            case rows.Paragraphs() | rows.List():
                field_name = "items" if isinstance(row, rows.List) else "paragraphs"
                sources = row.items if isinstance(row, rows.List) else row.paragraphs
                pairs = [
                    self.words(source, row.at(f"{field_name}.{index}"))
                    for index, source in enumerate(sources)
                ]
                texts, short = tuple(p[0] for p in pairs), tuple(p[1] for p in pairs)
                return Block(name, row.kind, texts, short, span=span)
            case rows.Messages():
                texts = tuple(self.text(m.text, m.at("text")) for m in row.messages)
                speakers = tuple(m.by for m in row.messages)
                return Block(name, row.kind, texts, texts, speakers=speakers, span=span)
            case rows.Contacts():
                texts = (self.text(row.text, row.at("text")),)
                return Block(name, row.kind, texts, texts, contacts=self.contacts(row), span=span)
            case rows.Statistic():
                texts = (self.text(row.text, row.at("text")),)
                short = (self.text(row.short, row.at("short")),) if row.short else texts
                return Block(name, row.kind, texts, short, value=row.value, span=span)
            case rows.LinkTo():
                texts = (self.text(row.text, row.at("text")),)
                place = row.at("address")
                address = self.text(row.address, place).plain
                self.problems += check_address(address, place)
                return Block(name, row.kind, texts, texts, address=address, span=span)
            case rows.Heading():
                texts = (self.text(row.text, row.at("text")),)
                short = (self.text(row.short, row.at("short")),) if row.short else texts
                return Block(name, row.kind, texts, short, span=span)
            case rows.Quote():
                texts = (self.text(row.text, row.at("text")),)
                return Block(name, row.kind, texts, texts, span=span)

    def contacts(self, row: rows.Contacts) -> tuple[Contact, ...]:
        found = self.area.contacts.get(row.contacts)
        if not found:
            self.problems.append(
                error(
                    "unknown-contacts",
                    f'the area has no contacts called "{row.contacts}"',
                    row.at("contacts"),
                    did_you_mean(row.contacts, self.area.contacts)
                    or "list them under `contacts:` in the area's file",
                )
            )
            return ()
        return tuple(
            Contact(
                self.text(contact.place, contact.at("place")),
                self.text(printed_number(contact.number), contact.at("number")),
            )
            for contact in found
        )
