"""The style sheet of a web page: one for all campaigns, with a theme's colours and fonts in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from generator.content.document import Document
from generator.design.drawing import Drawing
from generator.design.layout import OWN
from generator.reflow.colour_schemes import Scheme, Surface
from generator.reflow.reading_order import ReadingOrder

# How wide a letter is, in ems, set heavy, marks not counted.
_LETTERS: Final = {"Latn": 0.64, "Cyrl": 0.68, "Grek": 0.66, "Arab": 0.6, "Taml": 1.15}
_USUAL: Final = 0.85
_BREAKS_ANYWHERE: Final = frozenset({"Hans", "Hant", "Jpan", "Thai", "Laoo", "Khmr", "Mymr"})
_BODY_LEADING: Final = 1.3  # that a theme's factors for scripts are factors on
_LEADING: Final = 1.5  # of running text on a screen (WCAG 1.4.12 has it no tighter)
_TIGHT: Final = 1.1  # of display type

_SHEET: Final = """\
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;font-family:var(--fonts)}
body{margin:0;font-size:1.125rem;line-height:var(--lines);overflow-wrap:anywhere}
body,.band,.says{background:var(--ground);color:var(--ink)}
h1,h2,h3,h4,h5,h6,p,ul,ol,li,dl,dd,blockquote,hgroup{margin:0;padding:0}
ul,ol{list-style:none}
h1,h2,h3,h4,h5,h6{color:var(--title);font-weight:800;line-height:var(--tight);
letter-spacing:var(--tracking);text-wrap:balance;padding-inline-start:var(--hang)}
h2{font-size:min(clamp(1.75rem,1.3rem + 1.8vw,2.6rem),var(--h2))}
h3,h4,h5,h6{font-size:1.3rem}
h1{font-size:min(clamp(2.5rem,1.2rem + 6.6vw,6.25rem),var(--h1))}
p{text-wrap:pretty}
a{color:inherit;text-decoration-thickness:.07em;text-underline-offset:.2em}
a:hover{text-decoration-thickness:.14em}
a:focus-visible{outline:3px solid;outline-offset:3px;border-radius:2px}
main:focus{outline:none}
.inner{max-width:68rem;margin-inline:auto;
padding:clamp(2.25rem,5.5vw,5rem) clamp(1.125rem,5vw,3rem)}
.inner>*+*{margin-block-start:clamp(2.25rem,5vw,4rem)}
section>*+*,.matter>*+*,.panel>*+*,.none>*+*,.numbers>*+*{margin-block-start:1.1em}
p+p{margin-block-start:.8em}
.skip{position:absolute;inset-inline-start:0;inset-block-start:0;z-index:1;padding:.75rem 1rem;
background:var(--ground);color:var(--ink);font-weight:700}
.skip:not(:focus){clip-path:inset(50%);width:1px;height:1px;padding:0;overflow:hidden;
white-space:nowrap}
.draft{padding:.75rem clamp(1.125rem,5vw,3rem);border-block-end:3px solid;font-size:1rem;
line-height:1.5}
.over{padding-inline-start:var(--hang);color:var(--title);font-weight:700;font-size:1.15em;
line-height:var(--tight);text-wrap:balance}
.inner>.over:first-child{border-block-end:2px solid var(--ink);padding-block-end:.75rem}
hgroup .over{font-size:clamp(1.125rem,1rem + .9vw,1.75rem);font-weight:800;
margin-block-end:.5em}
.lead{font-size:1.2em;font-weight:600;line-height:calc(var(--lines) - .1)}
.says{position:relative;width:fit-content;max-width:100%;padding:.62em .85em;border-radius:.8em;
border:1px solid transparent;margin-block-end:.65em}
.says::after{content:"";position:absolute;inset-block-start:calc(100% - 1px);
inset-inline-start:-1px;width:.92em;height:.66em;background:inherit;
clip-path:polygon(0 0,100% 0,0 100%)}
.panel.start{border-end-start-radius:0}
.panel.end{border-end-end-radius:0}
.says.start{border-end-start-radius:0}
.says.end{border-end-end-radius:0}
.says.end::after{inset-inline:auto -1px;clip-path:polygon(0 0,100% 0,100% 100%)}
[dir=rtl] .says.start::after{clip-path:polygon(0 0,100% 0,100% 100%)}
[dir=rtl] .says.end::after{clip-path:polygon(0 0,100% 0,0 100%)}
.chat{display:grid;gap:.75em;font-weight:600;line-height:var(--tight);
font-size:min(clamp(1.7rem,1rem + 3.2vw,3.25rem),var(--chat))}
.chat .says{padding-block-start:calc(.62em + (var(--tight) - 1.1)*.95em)}
.chat li{max-width:min(94%,15em)}
.chat .end{justify-self:end}
.bubbles{display:grid;gap:1.15rem}
.bubbles li{font-weight:600;font-size:1.15em;line-height:calc(var(--lines) - .15);width:auto}
.bullets li{position:relative;padding-inline-start:1.75em}
.bullets li+li{margin-block-start:.7em}
.bullets li::before{content:"";position:absolute;inset-inline-start:0;
inset-block-start:calc(var(--lines)*.5em - .42em);width:1em;height:.84em;background:var(--title);
border-radius:.3em;border-end-start-radius:0}
.panel{width:auto;padding:clamp(1.25rem,4vw,2.5rem);border-radius:1.4rem}
.quote{font-size:clamp(1.2rem,1.05rem + .8vw,1.45rem);font-weight:600;padding:1.1em 1.2em}
.spelt>span{display:block;padding-inline-start:.75em;text-indent:-.75em}
.quote b,.quote strong{color:var(--accent);font-weight:800}
.spelt b{font-size:1.5em;line-height:1}
.large>span{display:block}
.large{font-weight:600;font-size:1.1em}
.large strong{font-size:clamp(3.75rem,2.4rem + 7vw,7rem);font-weight:800;line-height:1.05;
letter-spacing:var(--tracking);color:var(--accent)}
.large a{text-decoration-thickness:.05em;text-underline-offset:.08em}
.field{display:block;width:100%;height:auto;fill:var(--mark)}
[dir=rtl] .field{transform:scaleX(-1)}
.contacts{border-block-start:1px solid}
.contacts div{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;
gap:0 1.25rem;padding-block:.6rem;border-block-end:1px solid}
.contacts dt{font-weight:600}
.contacts dd{font-size:clamp(1.5rem,1.2rem + 1.2vw,2rem);font-weight:800;line-height:1.3}
a[href^="tel:"],.kept,.chat bdi{white-space:nowrap}
[dir=rtl] .address{text-align:right}
.address{display:block;width:fit-content;padding-block:.15em;font-weight:800;font-size:1.15em;
text-wrap:initial}
.code{display:flex;flex-wrap:wrap;gap:1rem 1.5rem;align-items:center}
.matter>*+.code{margin-block-start:1.75em}
.code p{flex:1 1 14rem;font-weight:600}
.qr{order:-1;width:10rem;max-width:100%;height:auto;border-radius:.5rem;forced-color-adjust:none;
border:1px solid #000}
.logos{display:flex;flex-wrap:wrap;gap:1.5rem;align-items:center;background:#fff;padding:1rem;
border-radius:.5rem;width:fit-content;max-width:100%}
.logos img{display:block;height:3.5rem;width:auto;max-width:100%;object-fit:contain}
@media (min-width:56rem){
section:has(>.matter){display:grid;grid-template-columns:minmax(0,5fr) minmax(0,8fr);
column-gap:4rem}
section>.matter{margin:0}
.inner>.none{margin-inline-start:calc((100% - 4rem)*5/13 + 4rem)}
}
@media (prefers-contrast:more){
:root,.band,.says{--ground:Canvas;--ink:CanvasText;--title:CanvasText;--accent:CanvasText;
--mark:CanvasText}
.band+.band,main>.band{border-block-start:2px solid}
.says{border:2px solid}
.says::after{display:none}
}
@media (forced-colors:active){.says::after{display:none}.field{fill:CanvasText}
.bullets li::before{border:.3em solid CanvasText}}
@media print{
@page{margin:16mm}
:root,.band,.says{--ground:#fff;--ink:#000;--title:#000;--accent:#000;--mark:#000}
html{font-size:11pt}
.skip{display:none}
.inner{padding:0 0 8mm}
.says{border:.8pt solid}
.says::after{display:none}
.says,.code,.contacts div,.field,li{break-inside:avoid}
h1,h2,h3{break-after:avoid}
a{text-decoration:none}
}
"""

# Only where there are words of an area's own, so that other pages stay as they are. The number is
# a button as large as a thumb, in the colours of its ground the other way round.
_OWN: Final = """\
.own>*+*{margin-block-start:.6em}
*+.own,.own+*{margin-block-start:1.75em}
.ring{position:relative;display:flow-root;padding:.75rem 1.25rem;border-radius:1rem;
border:2px solid var(--ink);background:var(--ink);color:var(--ground);min-height:4.5rem;
align-content:center}
.ring span{display:block;font-weight:600}
.ring a{display:block;width:fit-content;font-size:clamp(1.9rem,1.5rem + 1.8vw,2.4rem);
font-weight:800;line-height:1.25}
.ring a::after{content:"";position:absolute;inset:0;border-radius:inherit}
@media print{.ring{background:none;color:inherit;break-inside:avoid}}
"""


def style_sheet(
    document: Document,
    drawing: Drawing,
    reading: ReadingOrder,
    day: Scheme,
    night: Scheme,
    names: Mapping[tuple[str, str], str],
) -> str:
    """The page's style. `names` are the classes of surfaces, by ("ground", its colour) and
    ("voice", its name)."""
    script = drawing.setting_for(document.script, document.language)
    families = [drawing.theme.family, *([script.setting.family] if script else [])]
    fonts = ",".join([*(f'"{_quoted(name)}"' for name in dict.fromkeys(families)), "system-ui"])
    leading, tight, hang, tracks = _LEADING, _TIGHT, 0.0, True
    if script:
        leading = max(_LEADING, _BODY_LEADING * script.setting.leading)
        tight = max(_TIGHT, script.setting.least_leading)
        tracks, hang = script.setting.tracking, script.setting.overhang
    measures = {
        "fonts": f"{fonts},sans-serif",
        "lines": f"{leading:.3g}",
        "tight": f"{tight:.3g}",
        "hang": f"{hang:g}em",
        "tracking": "-.012em" if tracks else "0",
        "h1": _room(_words(reading, {1}), document.script),
        "h2": _room(_words(reading, {2, 3, 4, 5, 6}), document.script),
        "chat": _room(_said(reading), document.script),
    }
    root = ";".join(f"--{name}:{value}" for name, value in measures.items())
    return (
        f":root{{color-scheme:light dark;{root}}}\n"
        + "".join(_rules(day, names))
        + "@media (prefers-color-scheme:dark){\n"
        + "".join(_rules(night, names))
        + "}\n"
        + _SHEET
        + (_OWN if any(each.block.kind == OWN for each in reading.passages) else "")
    )


def _quoted(name: str) -> str:
    """A font's name inside quotation marks of CSS."""
    return "".join(letter for letter in name if letter.isalnum() or letter in " -_.")


def _rules(scheme: Scheme, names: Mapping[tuple[str, str], str]) -> Iterator[str]:
    yield _rule(":root", scheme.paper)
    for kind, surfaces in (("ground", scheme.grounds), ("voice", scheme.voices)):
        for name, surface in surfaces.items():
            if (kind, name) in names:
                yield _rule(f".{names[kind, name]}", surface)


def _rule(selector: str, surface: Surface) -> str:
    colours = ";".join(f"--{name}:{value}" for name, value in surface._asdict().items())
    return f"{selector}{{{colours}}}\n"


# --- words too wide for a small screen ---------------------------------------------------------


def _words(reading: ReadingOrder, ranks: set[int]) -> Iterator[str]:
    for passage in reading.passages:
        if passage.rank in ranks:
            yield from passage.block.texts[0].plain.split()


def _said(reading: ReadingOrder) -> Iterator[str]:
    for passage in reading.passages:
        if passage.block.kind == "messages":
            for text in passage.block.texts:
                yield from text.plain.split()


def _room(words: Iterable[str], script: str) -> str:
    """The size at which the longest word has room between a screen's margins, as a length."""
    if script in _BREAKS_ANYWHERE:
        return "6rem"
    em = _LETTERS.get(script, _USUAL)
    longest = max((sum(map(_advance, word)) for word in words), default=1)
    return f"calc((100vw - 2.25rem)/{max(4.0, longest * em):.3g})"


def _advance(letter: str) -> float:
    """How far a character moves on, of a letter: marks that stand beside it half as far."""
    return {"Mn": 0.0, "Me": 0.0, "Mc": 0.5}.get(unicodedata.category(letter), 1.0)
