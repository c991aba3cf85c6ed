"""The ragged edge of every paragraph, beside that of a browser.

Every layout is set in every language. Chromium breaks the same words in the same fonts, at the same
size and to the same measure, with `text-wrap: pretty`. Where both take as many lines, their edges
are compared: the deviation is the standard deviation of the lengths of all lines but the last, as a
share of the measure. Last lines of one word are counted where another break exists.

    python -m benchmarks.rag            # all languages; docs/lines.md gets the table
    python -m benchmarks.rag pl ur      # some, to look at

It takes some minutes, and Chromium.
"""

from __future__ import annotations

import html
import json
import statistics
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from benchmarks.paragraphs import ROOT, Drawn, paragraphs, tags
from generator.content.text import BREAK
from generator.fonts import FontFile
from generator.typeset.rag import alone
from tests.browser import Browser, browser

TABLE: Final = ROOT / "docs/lines.md"
BEGIN: Final = "<!-- made by benchmarks/rag.py -->"
END: Final = "<!-- end -->"
PX: Final = 16.0  # CSS px for each mm: so large that no length is rounded
LINE: Final = 1000.0  # CSS px from line to line, whatever the fonts
EDGED: Final = ("rag", "balance")  # what is broken for its edge
# the length of each line of each paragraph, and what stands on the last
MEASURE: Final = """
document.fonts.ready.then(() => [...document.querySelectorAll("p")].map(p => {
  const top = p.getBoundingClientRect().top, lines = [], said = [];
  const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const rect of range.getClientRects()) {
      if (!rect.width) continue;
      const line = Math.floor(((rect.top + rect.bottom) / 2 - top) / LINE);
      const [left, right] = lines[line] ?? [Infinity, -Infinity];
      lines[line] = [Math.min(left, rect.left), Math.max(right, rect.right)];
    }
    for (const word of walker.currentNode.data.matchAll(/\\s+|\\S+/g)) {
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      const rect = range.getClientRects()[0];
      if (!rect) continue;
      const line = Math.floor(((rect.top + rect.bottom) / 2 - top) / LINE);
      said[line] = (said[line] ?? "") + word[0];
    }
  }
  return [lines.map(([left, right]) => right - left), said[lines.length - 1] ?? ""];
}))
""".replace("LINE", str(LINE))


class Edge(NamedTuple):
    """The edges of one paragraph: ours, and the browser's, which may end with one word."""

    drawn: Drawn
    ours: float
    theirs: float
    ends_alone: bool


class Row(NamedTuple):
    """A language in the table: its body paragraphs of two lines or more, and how many of them end
    with one word though another break exists; of those compared, how many there are, the mean
    deviations, and how many the browser ends with one word; and the means of all but these.
    `balanced` are captions and headings, of which the last line counts too."""

    language: str
    paragraphs: int
    alone: int
    compared: int
    ours: float
    theirs: float
    their_alone: int
    our_fair: float
    their_fair: float
    balanced: int
    our_balance: float
    their_balance: float


def deviation(each: Drawn, lengths: Sequence[float]) -> float:
    counted = lengths[:-1] if each.is_body else lengths
    return statistics.pstdev(counted) / each.measure


def comparable(found: Iterable[Drawn]) -> list[Drawn]:
    """Paragraphs of three lines or more, without breaks of the writer's own, once each."""
    kept: dict[tuple[object, ...], Drawn] = {}
    for each in found:
        key = (each.inputs.text.plain, each.inputs.style, each.measure)
        broken = any(BREAK in run.text for run in each.inputs.text.runs)
        if each.wrap in EDGED and len(each.made.lines) > 2 and not broken:
            kept.setdefault(key, each)
    return [each for each in kept.values() if not each.inputs.measure.indent]


def lines_in_browser(found: Sequence[Drawn], tab: Browser) -> list[tuple[list[float], str]]:
    """The length of each line of each paragraph as Chromium breaks it, mm, and its last line."""
    with TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(page_of(found), encoding="utf-8")
        tab.show(page)
        made: list[tuple[list[float], str]] = tab.asked(MEASURE)
    return [([length / PX for length in lines], said) for lines, said in made]


def page_of(found: Sequence[Drawn]) -> str:
    fonts: dict[FontFile, str] = {}
    body = [paragraph_of(each, fonts) for each in found]
    faces = [
        f'@font-face {{ font-family: {name}; src: url("{Path(font.path).as_uri()}"); }}'
        for font, name in fonts.items()
    ]
    style = (
        "p { margin: 0; text-wrap: pretty; text-rendering: geometricPrecision; "
        f"line-height: {LINE}px; white-space: normal; text-spacing-trim: space-all; "
        "text-autospace: no-autospace; }"
    )
    head = f"<meta charset=utf-8><style>{''.join(faces)}{style}</style>"
    return f"<!doctype html>{head}{''.join(body)}"


def paragraph_of(each: Drawn, fonts: dict[FontFile, str]) -> str:
    """A paragraph in the fonts and sizes of its runs."""
    setting, measure = each.inputs.style, each.inputs.measure.for_words(each.inputs.text)
    tracking = setting.tracking * setting.em * PX
    spans = []
    for line in each.made.lines:
        for part in sorted(line.segments, key=lambda segment: segment.start):
            said = part.read or "".join(cluster.text for cluster in part.clusters)
            name = fonts.setdefault(part.font, f"f{len(fonts)}")
            size = part.size * 25.4 / 72 * PX
            spans.append(
                f'<span style="font: {size:.4f}px/{LINE}px {name}; '
                f'letter-spacing: {tracking:.4f}px">{html.escape(said)}</span>'
            )
    return (
        f'<p lang="{each.language}" dir="{"rtl" if measure.rtl else "ltr"}" '
        f'style="width: {each.measure * PX:.4f}px">{"".join(spans)}</p>'
    )


def edges(found: Sequence[Drawn], tab: Browser) -> Iterator[Edge]:
    for each, (theirs, said) in zip(found, lines_in_browser(found, tab), strict=True):
        if len(theirs) == len(each.lengths):
            ours = deviation(each, each.lengths)
            yield Edge(each, ours, deviation(each, theirs), alone(said))


def row(language: str, tab: Browser, show: bool = False) -> Row:
    found = list(paragraphs(language))
    body = [each for each in found if each.is_body and len(each.made.lines) > 1]
    compared = list(edges(comparable(found), tab))
    if show:
        for edge in sorted(compared, key=lambda edge: edge.theirs - edge.ours):
            words = " / ".join(edge.drawn.words)
            style = edge.drawn.inputs.style.name
            print(f"{edge.ours:.4f} {edge.theirs:.4f} {style} {edge.drawn.piece}: {words}")
    running = [edge for edge in compared if edge.drawn.is_body]
    balanced = [edge for edge in compared if not edge.drawn.is_body]
    return Row(
        language,
        len(body),
        sum(each.could_end_better for each in body),
        len(running),
        *means(running),
        sum(edge.ends_alone for edge in running),
        *means([edge for edge in running if not edge.ends_alone]),
        len(balanced),
        *means(balanced),
    )


def means(found: Sequence[Edge]) -> tuple[float, float]:
    """The mean deviations, ours and theirs."""
    if not found:
        return 0.0, 0.0
    return statistics.fmean(each.ours for each in found), statistics.fmean(
        each.theirs for each in found
    )


def table(rows: Sequence[Row]) -> str:
    lines = [
        "| language | paragraphs | end with one word | compared | cease | Chromium "
        "| Chromium ends with one word | all but those: cease | Chromium "
        "| balanced | cease | Chromium |",
        f"|---{'|---:' * 11}|",
    ]
    lines += [
        f"| {each.language} | {each.paragraphs} | {each.alone} "
        f"| {each.compared} | {each.ours:.2%} | {each.theirs:.2%} "
        f"| {each.their_alone} | {each.our_fair:.2%} | {each.their_fair:.2%} "
        f"| {each.balanced} | {each.our_balance:.2%} | {each.their_balance:.2%} |"
        for each in rows
    ]
    return "\n".join(lines)


def main(languages: Sequence[str]) -> None:
    rows = []
    with browser() as tab:
        for tag in languages or tags():
            rows.append(row(tag, tab, show=bool(languages)))
            print(json.dumps(rows[-1]._asdict()), flush=True)
    if not languages:
        before, _, rest = TABLE.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        text = f"{before}{BEGIN}\n\n{table(rows)}\n\n{END}{after}"
        TABLE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
