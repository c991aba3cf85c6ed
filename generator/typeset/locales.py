"""ICU's names, script and direction of a language by its tag, for a new row of
content/languages.yaml."""

from typing import NamedTuple


class Locale(NamedTuple):
    """A language's own name, its English name, its likely script (ISO 15924) and direction."""

    name: str
    english: str
    script: str
    direction: str


def locale(tag: str) -> Locale:
    """The language of a BCP 47 tag. If ICU knows no name, the tag is the name."""
    import icu

    known = icu.Locale.forLanguageTag(tag)
    likely = icu.Locale.forLanguageTag(tag)
    likely.addLikelySubtags()
    script = likely.getScript() or "Latn"
    backwards = icu.Script(icu.Script.getCode(script)[0]).isRightToLeft()
    return Locale(
        known.getDisplayName(known) or tag,
        known.getDisplayName(icu.Locale.getEnglish()) or tag,
        script,
        "rtl" if backwards else "ltr",
    )


def plural(tag: str, number: int) -> str:
    """The form of words that a language uses for a number of things: zero, one, two, few, many or
    other (CLDR's plural rules)."""
    import icu

    rules = icu.PluralRules.forLocale(icu.Locale.forLanguageTag(tag))
    return str(rules.select(number))
