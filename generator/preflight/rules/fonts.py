"""Rules about fonts."""

from collections.abc import Iterator

from generator.preflight.facts import Facts
from generator.preflight.rules.registry import Fault, rule


@rule("fonts-embedded", "every font in the file is embedded", "ISO 15930-7")
def fonts_embedded(facts: Facts) -> Iterator[Fault]:
    for font in facts.fonts:
        if not font.embedded:
            yield Fault(
                f"the font {font.name or 'without a name'} is not embedded",
                hint="another machine would print it in whatever font it has",
            )


@rule("fonts-subset", "fonts hold only the letters used", "practice")
def fonts_subset(facts: Facts) -> Iterator[Fault]:
    for font in facts.fonts:
        if font.embedded and not font.subset:
            yield Fault(f"the font {font.name} is embedded whole")


@rule(
    "to-unicode",
    "every font says which letters its glyphs are",
    "ISO 32000-1, 9.10: without it text cannot be searched, copied or read aloud",
)
def to_unicode(facts: Facts) -> Iterator[Fault]:
    for font in facts.fonts:
        if not font.to_unicode:
            yield Fault(f"the font {font.name or 'without a name'} has no ToUnicode map")
