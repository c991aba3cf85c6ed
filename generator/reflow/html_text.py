"""A document's texts as HTML: language, direction, emphasis, links, and what must stay together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from generator.content.text import BREAK, Run, Text
from generator.isolates import KISSES, stretches


@dataclass(frozen=True, slots=True)
class HtmlText:
    """Writes texts for a page in one language. `rtl`: the page is read from right to left."""

    language: str
    rtl: bool

    def lang(self, text: Text) -> str:
        """The attributes of a text in another language than the page's. Its letters give its
        direction."""
        if text.language == self.language:
            return ""
        return f' lang="{escape(text.language)}" dir="auto"'

    def inline(self, text: Text) -> str:
        return self.runs(text.runs, text)

    def runs(self, runs: tuple[Run, ...], text: Text, strong: str = "strong") -> str:
        """Some runs of a text, their strong words in the element `strong`."""
        amid_rtl = self.rtl and text.language == self.language
        return "".join(_run(run, amid_rtl, strong) for run in runs)

    def message(self, text: Text) -> str:
        """A message, whose kisses stay together."""
        *runs, last = text.runs
        kisses = None if self.rtl else KISSES.search(last.text)
        if kisses is None:
            return self.inline(text)
        before = replace(last, text=last.text[: kisses.start()])
        after = replace(last, text=kisses[0])
        return (
            self.runs((*runs, before), text)
            + f'<span class="kept">{self.runs((after,), text)}</span>'
        )

    def large(self, text: Text) -> str:
        """A text whose strong words are set large, on a line of their own."""
        first = next(index for index, run in enumerate(text.runs) if run.strong)
        before = self.runs(text.runs[:first], text)
        return (f"<span>{before}</span>" if before else "") + self.runs(text.runs[first:], text)

    def acrostic(self, text: Text) -> str:
        """A line for each strong initial, and one for what stands before the first."""
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


def _run(run: Run, amid_rtl: bool, strong: str) -> str:
    """A run with its meaning. A line break of the writer's is a space: lines end where the screen
    ends. In right-to-left text, whatever keeps its own order is isolated."""
    words = run.text.replace(BREAK, " ")
    if run.link:
        shown = escape(words) if run.link.startswith("tel:") else breakable(words)
        made = f'<a href="{escape(run.link)}"{" dir=ltr" if amid_rtl else ""}>{shown}</a>'
    elif amid_rtl:
        made = "".join(
            f'<bdi dir="ltr">{escape(part)}</bdi>' if apart else escape(part)
            for part, apart in stretches(words)
        )
    else:
        made = escape(words)
    if run.emphasis:
        made = f"<em>{made}</em>"
    return f"<{strong}>{made}</{strong}>" if run.strong else made
