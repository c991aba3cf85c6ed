"""Finds out what a translator's file holds: the campaign, the language, and the sentence of each
entry.

Our own headers and contexts say so. If a translation service dropped them, the texts of the
originals show it.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from msgspec import Struct

from generator.problems import Problem, Refused, Span, did_you_mean, error, warning
from . import po
from .answers import Originals
from .language_rows import Language, Languages
from .sentences import Sentence, spoken

CAMPAIGN: Final = "X-Cease-Campaign"
VERSION: Final = "X-Cease-Version"
LANGUAGE: Final = "X-Cease-Language"
SOURCE: Final = "X-Cease-Source"
GIVEN: Final = "X-Cease-Translations"

EXPORT: Final = "export one with: cease translate export LANGUAGE"

_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Scripts that a country stands for in the tags of other programs (zh_TW).
_WRITTEN_IN: Final = {"CN": "Hans", "SG": "Hans", "TW": "Hant", "HK": "Hant", "MO": "Hant"}


class TranslatedFile(Struct, frozen=True):
    """A PO file from a translator, with its campaign, its language, and the state of the original
    that it was made from (empty if it does not say). `script` is the language's. `given` has the
    digests of the translations that it was exported with, None if it does not say."""

    shown: str
    campaign: str
    language: str
    source: str
    entries: tuple[po.Entry, ...]
    obsolete: tuple[po.Entry, ...] = ()
    script: str = ""
    given: frozenset[str] | None = None


def identify(
    file: po.PoFile,
    shown: str,
    campaigns: Sequence[str],
    languages: Languages,
    originals: Callable[[str], Originals],
) -> TranslatedFile:
    """A translator's file with its campaign and language. `originals` gives the sentences of a
    campaign. Raises `Refused`."""
    headers = {name.lower(): value.strip() for name, value in file.headers.items()}
    here = Span(shown)
    known = {tag: row for tag, row in languages.languages.items() if tag != languages.default}
    campaign = headers.get(CAMPAIGN.lower()) or _campaign_of(file, campaigns, originals)
    says = headers.get("language", "")
    tag = headers.get(LANGUAGE.lower()) or _tag_of(says, known)
    problem = None
    if not campaign:
        message = "this file was not made by `cease translate export`"
        details = ["none of its originals is in a campaign of this project"]
        problem = error("foreign", message, here, EXPORT, details)
    elif campaign not in campaigns:
        message = f'this file is of the campaign "{campaign}", which this project does not have'
        problem = foreign(message, here, did_you_mean(campaign, campaigns))
    elif not tag:
        message = "nothing in this file says which of the project's languages it is in"
        if says:
            message = (
                f'this file says its language is "{says}", which no campaign is translated into'
            )
        hint = f'write "Language: TAG\\n" among its first lines; the tags: {", ".join(known)}'
        problem = foreign(message, here, hint)
    elif tag not in known:
        message = f'this file is for the language "{tag}", which no campaign is translated into'
        problem = foreign(message, here, did_you_mean(tag, known))
    elif says and _language_part(says) != _language_part(tag) and _tag_of(says, known) != tag:
        message = f'this file was made for "{tag}", and says its language is "{says}"'
        problem = foreign(message, here, "export one for each language")
    if problem:
        raise Refused([problem])
    source = headers.get(SOURCE.lower(), "")
    given = frozenset(headers[GIVEN.lower()].split()) if GIVEN.lower() in headers else None
    script = known[tag].script
    return TranslatedFile(shown, campaign, tag, source, file.entries, file.obsolete, script, given)


def foreign(message: str, span: Span, hint: str) -> Problem:
    return error("foreign", message, span, hint)


def plain(text: str) -> str:
    """An original with single spaces and without HTML entities, the form that every program
    keeps."""
    return " ".join(unicodedata.normalize("NFC", without_entities(text)[0]).split())


def without_entities(text: str) -> tuple[str, list[str]]:
    """A text with characters in place of HTML entities, and the entities that it had."""
    found: list[str] = []
    for _ in range(3):  # &amp;amp; is what a second program makes of &amp;
        entities = [each for each in _ENTITY.findall(text) if html.unescape(each) != each]
        if not entities:
            break
        found += entities
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return text, list(dict.fromkeys(found))


def _campaign_of(
    file: po.PoFile, campaigns: Sequence[str], originals: Callable[[str], Originals]
) -> str:
    """The campaign that at least half of a file's entries belong to, or none."""
    texts = [plain(entry.original) for entry in file.entries]
    best, most = "", 0
    for name in campaigns:
        try:
            known = {plain(sentence.text) for sentence in originals(name).values()}
        except Refused:  # every other command reports it
            continue
        count = sum(text in known for text in texts)
        if count > most and 2 * count >= len(texts):
            best, most = name, count
    return best


def _tag_of(says: str, known: Mapping[str, Language]) -> str:
    """The tag of the language that a file's own header names, by a tag of any program or in
    English."""
    wanted = says.replace("_", "-").partition(".")[0].partition("@")[0].lower()
    for tag, row in known.items():
        if wanted and wanted in {tag.lower(), row.english.lower(), row.name.lower()}:
            return tag
    written_in = {_WRITTEN_IN.get(part.upper(), part.title()) for part in wanted.split("-")[1:]}
    near = [tag for tag in known if _language_part(tag) == _language_part(wanted)]
    scripts = {script for script in _WRITTEN_IN.values() if script in written_in}
    if scripts:
        near = [tag for tag in near if known[tag].script in scripts]
    return near[0] if len(near) == 1 else ""


def _language_part(tag: str) -> str:
    return tag.replace("-", "_").partition("_")[0].lower()


def with_contexts(
    translated: TranslatedFile, asked: Mapping[str, Sentence], extra: frozenset[str]
) -> tuple[tuple[po.Entry, ...], list[Problem]]:
    """The entries of a file, where an entry without a context gets that of the only sentence it can
    belong to; and a problem for each entry that could belong to several. `extra` are short forms
    that only the translation has."""
    if all(entry.key for entry in translated.entries):
        return translated.entries, []
    taken = {entry.key for entry in translated.entries if entry.key}
    places: dict[str, list[str]] = {}
    for key, sentence in asked.items():
        if key not in taken:
            places.setdefault(plain(sentence.text), []).append(key)
    bare: dict[str, list[po.Entry]] = {}
    for entry in translated.entries:
        if not entry.key:
            bare.setdefault(plain(entry.original), []).append(entry)
    matched: list[po.Entry] = [entry for entry in translated.entries if entry.key]
    problems: list[Problem] = []
    for text, entries in bare.items():
        keys = places.get(text, [])
        found, wrong = _matched(entries, keys, extra, translated.shown)
        matched += found
        problems += wrong
    return tuple(sorted(matched, key=lambda entry: entry.line)), problems


def _matched(
    entries: Sequence[po.Entry], keys: Sequence[str], extra: frozenset[str], shown: str
) -> tuple[list[po.Entry], list[Problem]]:
    """The entries of one original with their sentences: one entry for each sentence in turn, or one
    entry for all."""
    first = entries[0]
    if len(entries) == len(keys) or not keys:  # an entry of no sentence stays without
        pairs = zip(entries, keys or [""] * len(entries), strict=True)
        return [replace(entry, key=key) for entry, key in pairs], []
    wanted = [key for key in keys if key not in extra]
    span = Span(shown, first.line)
    if len(entries) == 1:
        several = list(_several(wanted, span)) if first.translated.strip() else []
        return [replace(first, key=key) for key in wanted], several
    where = ", ".join(spoken(key) for key in keys)
    message = f"{len(entries)} entries have this original, which stands in: {where}"
    hint = f'say which each is of, with a line above its msgid: msgctxt "{keys[0]}"'
    return [], [error("no-context", message, span, hint)]


def _several(keys: Sequence[str], span: Span) -> Iterator[Problem]:
    if len(keys) > 1:
        where = " and ".join(spoken(key) for key in keys)
        message = f"this entry has no context, and its translation is taken in for {where}"
        yield warning("no-context", message, span, "read each of them in its place")
