"""Writes a document's blocks as HTML, each kind of block in the elements that mean it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache
from generator.content.document import Block, Document
from generator.content.strong_words import parted
from generator.content.text import Run, Text, flowed
from generator.design import items as rows
from generator.design.drawing import Drawing
from generator.design.items import OWN
from generator.fonts import FontFile
from generator.isolates import KISSES, stretches
from generator.qr import CodeInputs
from . import web_pictures
from .message_lines import MEASURE, message_lines
from .reading_order import LOWEST, Passage, ReadingOrder
from .web_ties import STUBBED, number_parts, tied

# The end of a message that stays on one line: its kisses, and what is before them in a script that
# does not part words.
_KEPT: Final = re.compile(rf"(?:[\u3400-\u9fff]{{1,2}}\s)?{KISSES.pattern}")
# Latin words with signs inside, which belong to the words' own face.
_LATIN_WORD: Final = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z]+)+")
_SIGNED_WORD: Final = re.compile(rf"{STUBBED.pattern}|{_LATIN_WORD.pattern}")


class HtmlText(Struct, frozen=True):
    """Writes texts for a page in one language, which is read from right to left if `rtl`. A `mixed`
    page has another script than the theme's own face. `names` had better stay on one line."""

    language: str
    rtl: bool
    mixed: bool = False
    names: tuple[str, ...] = ()

    def lang(self, text: Text) -> str:
        """The attributes of a text in another language than the page's. Its letters give its
        direction."""
        if text.language == self.language:
            return ""
        return f' lang="{escape(text.language)}" dir="auto"'

    def inline(self, text: Text) -> str:
        return self.runs(text.runs, text)

    def heading(self, text: Text) -> str:
        """A text in large letters, whose names may be longer than a line."""
        return replace(self, names=()).inline(text)

    def runs(self, runs: tuple[Run, ...], text: Text, strong: str = "strong") -> str:
        """Some runs of a text, their strong words in the element `strong`."""
        amid_rtl = self.rtl and text.language == self.language
        parts = [flowed(run.text) for run in runs]
        whole, start, made = self.tied("".join(parts), text), 0, []
        for run, part in zip(runs, parts, strict=True):
            words = part if run.link else whole[start : start + len(part)]
            made.append(_run(replace(run, text=words), amid_rtl, strong, mixed=self.mixed))
            start += len(part)
        return "".join(made)

    def tied(self, words: str, text: Text) -> str:
        """Words of a text, tied as those in print are."""
        return tied(words, text.language, self.names if text.language == self.language else ())

    def message(self, text: Text, fonts: Sequence[FontFile], measure: float) -> str:
        """A message in lines of like length, whose kisses stay together."""
        if len(text.runs) != 1:
            return self.inline(text)
        (whole,) = text.runs
        rtl = self.rtl and text.language == self.language
        words = self.tied(flowed(whole.text), text)
        lines = message_lines(words, fonts, measure, rtl=rtl)
        made = []
        for line in lines:
            kept = None if self.rtl else _KEPT.search(line)
            start = kept.start() if kept else len(line)
            words = self.runs((replace(whole, text=line[:start]),), text)
            if kept:
                end = self._kisses(kept[0])
                words += f'<span class="kept">{end}</span>'
            made.append(words)
        return made[0] if len(made) == 1 else " ".join(f"<span>{line}</span>" for line in made)

    def _kisses(self, end: str) -> str:
        """The end of a message. On a page in another script its kisses, and the emoticon before
        them, are Latin as a whole."""
        kisses = KISSES.search(end)
        start = kisses.start() if kisses and self.mixed else len(end)
        latin = f'<span class="latin">{escape(end[start:])}</span>' if end[start:] else ""
        return escape(end[:start]) + latin

    def large(self, text: Text) -> Iterator[str]:
        """A text whose strong words are set large, in paragraphs of their own: a number to ring is
        a button."""
        lang = self.lang(text)
        before, words, after = parted(text)
        rings = words[0].link.startswith("tel:")
        if rings and any(letter.isalpha() for run in after for letter in run.text):
            yield f"<p{lang}>{self.inline(text)}</p>"
            after = ()
        elif before:
            yield f"<p{lang}>{self.runs(before, text)}</p>"
        rest = self.runs(after, text)
        if rings:
            yield f'<p class="ring big"{lang}>{self.runs(words, text)}{rest}</p>'
        else:
            rest = f" <span>{rest.lstrip()}</span>" if rest.strip() else ""
            yield f'<p class="large"{lang}>{self.runs(words, text)}{rest}</p>'

    def acrostic(self, text: Text) -> str:
        """A line for each strong initial, and one for the words before the first."""
        lines: list[list[Run]] = [[]]
        for run in text.runs:
            if run.strong:
                lines.append([])
            lines[-1].append(run)
        return "".join(
            f"<span>{self.runs(tuple(line), text, 'b')}</span>" for line in lines if line
        )


def breakable(address: str) -> str:
    """An address that may end a line after a slash and nowhere else."""
    return escape(address).replace("/", "/<wbr>")


def _run(run: Run, amid_rtl: bool, strong: str, *, mixed: bool) -> str:
    """A run in the element that means it. A writer's line break is a space, for lines end where the
    screen ends. In right-to-left text, isolates keep the order of numbers and addresses."""
    words = run.text
    if run.link:
        rings = run.link.startswith("tel:")
        parts = number_parts(words) if rings else []
        kind = ' class="parts"' if len(parts) > 1 else ""
        shown = " ".join(map(_part, parts)) if kind else (escape if rings else breakable)(words)
        made = f'<a{kind} href="{escape(run.link)}"{" dir=ltr" if amid_rtl else ""}>{shown}</a>'
    elif amid_rtl:
        made = "".join(
            f'<bdi dir="ltr">{escape(part)}</bdi>' if apart else escape(part)
            for part, apart in stretches(words)
        )
    else:
        made = "".join(_with_hyphens(words, mixed=mixed))
    if run.emphasis:
        made = f"<em>{made}</em>"
    return f"<{strong}>{made}</{strong}>" if run.strong else made


def _part(number: str) -> str:
    return f'<span class="part">{escape(number)}</span>'


def _with_hyphens(words: str, *, mixed: bool) -> Iterator[str]:
    """Words as HTML. A word with a stub before or after its hyphen stays on one line; on a page in
    another script Latin words with signs inside are of one face."""
    start = 0
    for found in _SIGNED_WORD.finditer(words):
        latin = mixed and _LATIN_WORD.fullmatch(found[0])
        kept = STUBBED.fullmatch(found[0])
        if not latin and not kept:
            continue
        names = " ".join(name for name, is_so in (("latin", latin), ("kept", kept)) if is_so)
        yield escape(words[start : found.start()])
        yield f'<span class="{names}">{escape(found[0])}</span>'
        start = found.end()
    yield escape(words[start:])


MANY: Final = 5  # contacts from which they stand in two columns, where there is room
# CSS weights from which a layout's style picks a whole text out, and from which most of all.
_LEAD_WEIGHT: Final = 600
_MESSAGE_WEIGHT: Final = 600
_FIRM_WEIGHT: Final = 700


class BlockWriter:
    """Writes blocks one after another. `voice_classes` are the classes of voices by name, and
    `section` is the number of the section of the next block (0: none)."""

    def __init__(
        self,
        document: Document,
        drawing: Drawing,
        reading: ReadingOrder,
        voice_classes: Mapping[str, str],
        cache: Cache,
    ) -> None:
        self.document, self.drawing, self.reading = document, drawing, reading
        self.cache = cache
        self.voice_classes = voice_classes
        script = drawing.setting_for(document.script, document.language)
        rtl = document.direction == "rtl"
        self.text = HtmlText(document.language, rtl, script is not None, document.names)
        self.section = 0
        self._rank = 1
        self._fields = 0
        self._invites = ""

    def write(self, passage: Passage) -> str:
        return _WRITERS[passage.block.kind](self, passage)

    def voice(self, name: str) -> str:
        """The classes of a bubble of a voice."""
        return f"says {self.drawing.theme.voices[name].side} {self.voice_classes[name]}"

    def _heading(self, passage: Passage) -> str:
        block = passage.block
        words = self.text.heading(block.texts[0])
        lang = self.text.lang(block.texts[0])
        if not passage.rank:
            return f'<p class="over"{_named(block)}{lang}>{words}</p>'
        self._rank = passage.rank
        name = f' id="s{self.section}"' if passage.rank in {1, 2} and self.section else ""
        return f"<h{passage.rank}{name}{_named(block)}{lang}>{words}</h{passage.rank}>"

    def invitation(self, passage: Passage) -> str:
        """The words before an address, as the heading of a section."""
        text, section = passage.block.texts[0], self.section
        self._invites, self._rank = passage.block.name, 2
        words = self.text.heading(text)
        return f'<h2 id="s{section}"{_named(passage.block)}{self.text.lang(text)}>{words}</h2>'

    def _paragraphs(self, passage: Passage) -> str:
        block, weight = passage.block, self._weight(passage)
        kind = " firm" if weight >= _FIRM_WEIGHT else ""
        kind = f' class="lead{kind}"' if weight >= _LEAD_WEIGHT else ""
        return f"<div{kind}{_named(block)}>{self._texts(block)}</div>"

    def _weight(self, passage: Passage) -> int:
        """The weight of a text that the layout picks out as a whole, else 0."""
        style = self.drawing.layout.styles.get(getattr(passage.item, "style", ""))
        large = passage.block.name in self.reading.figures
        return style.weight if style and not large else 0

    def _texts(self, block: Block) -> str:
        return "".join(self._paragraphs_of(block))

    def _paragraphs_of(self, block: Block) -> Iterator[str]:
        for text in block.texts:
            strong = any(run.strong for run in text.runs)
            if block.name in self.reading.figures and strong:
                yield from self.text.large(text)
            else:
                yield f"<p{self.text.lang(text)}>{self.text.inline(text)}</p>"

    def _list(self, passage: Passage) -> str:
        block, item = passage.block, passage.item
        bubbles = isinstance(item, rows.BubblesItem)
        says = f' class="{self.voice(item.voice)}"' if isinstance(item, rows.BubblesItem) else ""
        items = "".join(
            f"<li{says}{self.text.lang(text)}>{self.text.inline(text)}</li>" for text in block.texts
        )
        kind = "bubbles" if bubbles else "bullets"
        return f'<ul role="list" class="{kind}"{_named(block)}>{items}</ul>'

    def _messages(self, passage: Passage) -> str:
        block, item = passage.block, passage.item
        voices = item.voices if isinstance(item, rows.MessagesItem) else {}
        lines = []
        for text, speaker in zip(block.texts, block.speakers, strict=True):
            voice = voices.get(speaker)
            side = self.drawing.theme.voices[voice].side if voice else "start"
            says = f' class="{self.voice(voice)}"' if voice else ""
            words = f"<p{self.text.lang(text)}>{self._message(text)}</p>"
            lines.append(f'<li class="{side}"><blockquote{says}>{words}</blockquote></li>')
        return f'<ol role="list" class="chat"{_named(block)}>{"".join(lines)}</ol>'

    def _message(self, text: Text) -> str:
        drawing, document = self.drawing, self.document
        script = drawing.setting_for(document.script, document.language)
        weights = [drawing.weights, *([script.weights] if script else []), *drawing.fallback]
        fonts = [
            each[min(each, key=lambda weight: abs(weight - _MESSAGE_WEIGHT))] for each in weights
        ]
        web = script.setting.web if script else None
        return self.text.message(text, fonts, MEASURE / (web.display if web else 1))

    def _statistic(self, passage: Passage) -> str:
        block = passage.block
        drawn = ""
        if block.name in self.reading.fields and block.value:
            self._fields += 1
            drawn = web_pictures.field(block.value, f"f{self._fields}")
        return f"<div{_named(block)}>{self._texts(block)}</div>{drawn}"

    def _contacts(self, passage: Passage) -> str:
        block, text = passage.block, self.text
        pairs = "".join(
            f'<div class="ring"><dt{text.lang(each.place)}>{text.inline(each.place)}</dt>'
            f"<dd{text.lang(each.number)}>{text.inline(each.number)}</dd></div>"
            for each in block.contacts
        )
        words = self._texts(block)
        many = " many" if len(block.contacts) >= MANY else ""
        return (
            f'<div class="numbers"{_named(block)}>{words}'
            f'<dl class="contacts{many}">{pairs}</dl></div>'
        )

    def _own(self, passage: Passage) -> str:
        """The area's own words, as a section one rank below the one around it."""
        block, text = passage.block, self.text
        heading, *sentences = block.texts
        rank = min(self._rank + 1, LOWEST)
        parts = [f'<h{rank} id="own"{text.lang(heading)}>{text.inline(heading)}</h{rank}>']
        parts += [f"<p{text.lang(each)}>{text.inline(each)}</p>" for each in sentences]
        for contact in block.contacts:
            who = f"<span{text.lang(contact.place)}>{text.inline(contact.place)}</span>"
            words = [who] if contact.place else []
            if contact.number:
                words.append(text.inline(contact.number))
            kind = ' class="ring"' if contact.number else ""
            parts.append(f"<p{kind}>{' '.join(words)}</p>")
        if block.address:
            parts.append(f"<p>{_address(block)}</p>")
        inner = "".join(parts)
        return f'<section class="own" aria-labelledby="own"{_named(block)}>{inner}</section>'

    def _quote(self, passage: Passage) -> str:
        block, voice = passage.block, passage.voice
        says = f"{self.voice(voice)} quote" if voice else "quote"
        text = block.texts[0]
        strong = [run.text for run in text.runs if run.strong]
        if block.name in self.reading.spelt and set(map(len, strong)) == {1}:
            words = f'<p class="spelt"{self.text.lang(text)}>{self.text.acrostic(text)}</p>'
        else:
            words = self._texts(block)
        return f'<blockquote class="{says}"{_named(block)}>{words}</blockquote>'

    def _link(self, passage: Passage) -> str:
        block = passage.block
        text = block.texts[0]
        words, lang = self.text.inline(text), self.text.lang(text)
        if block.name not in self.reading.codes:
            return f"<div{_named(block)}><p{lang}>{words} {_address(block)}</p></div>"
        label = " ".join([f"{self.document.qr_code}:", text.plain, block.address])
        code = web_pictures.qr(self.cache.get(CodeInputs(block.target)), label)
        going = f'<div class="go">{_address(block, "act")}{code}</div>'
        if block.name == self._invites:
            return f'<div class="code"{_named(block)}>{going}</div>'
        return f'<div class="code"{_named(block)}><p{lang}>{words}</p> {going}</div>'


def _address(block: Block, kind: str = "address") -> str:
    target, shown = block.target, breakable(block.address)
    return f'<a class="{kind}" href="{escape(target)}" dir="ltr">{shown}</a>'


def _named(block: Block) -> str:
    return f' data-block="{escape(block.name)}"'


# How each kind of block is written.
_WRITERS: Final[Mapping[str, Callable[[BlockWriter, Passage], str]]] = {
    "heading": BlockWriter._heading,
    "paragraphs": BlockWriter._paragraphs,
    "list": BlockWriter._list,
    "messages": BlockWriter._messages,
    "statistic": BlockWriter._statistic,
    "contacts": BlockWriter._contacts,
    OWN: BlockWriter._own,
    "quote": BlockWriter._quote,
    "link": BlockWriter._link,
}
