"""Language tags of BCP 47, and the tag that a language's name stands for."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from generator.problems import did_you_mean
from .language_rows import Language

_SHAPE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_PLAIN: Final = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_NO_LANGUAGE: Final = frozenset({"mis", "mul", "und", "zxx"})
_LONGEST: Final = 60  # of anything that is looked up as a name


def is_plain(tag: str) -> bool:
    """Whether a tag has the usual form of language, script and region. This needs no registry."""
    return _PLAIN.fullmatch(tag) is not None


def is_tag(tag: str) -> bool:
    """Whether the registry of BCP 47 has the tag, and it is the tag of a language."""
    from langcodes import tag_is_valid

    known = _SHAPE.fullmatch(tag) is not None and bool(tag_is_valid(tag))
    return known and tag.split("-", maxsplit=1)[0].lower() not in _NO_LANGUAGE


def preferred(tag: str) -> str:
    """A tag as BCP 47 writes it today: `he` for `iw`, `en-GB` for `EN-gb`."""
    from langcodes import standardize_tag

    return str(standardize_tag(tag))


def meant(said: str) -> str:
    """The tag of the language that has this name in English or in itself; empty if no language has
    it."""
    from langcodes import find

    name = re.sub(r"[\s_]+", " ", said).strip()
    if not name or len(name) > _LONGEST or not name.isprintable():
        return ""
    if is_tag(tag := name.replace(" ", "-")):
        return preferred(tag)
    try:
        return str(find(name).to_tag())
    except LookupError:
        return ""


def english_name(tag: str) -> str:
    """What a language is called in English."""
    from langcodes import Language as Known

    return str(Known.get(tag).display_name())


def suggestion(
    said: str, known: Iterable[str], languages: Mapping[str, Language] | None = None
) -> str:
    """A hint for somebody who wrote no tag of the `known` languages, by the names of languages in
    the project and in the world."""
    tags = list(known)
    called = said.casefold()
    for tag, row in (languages or {}).items():
        if tag in tags and called in {row.name.casefold(), row.english.casefold()}:
            return did_you_mean(tag, [tag])
    tag = meant(said)
    near = [each for each in tags if each == tag or each.split("-")[0] == tag]
    if near and tag:
        return did_you_mean(near[0], near[:1])
    hint = did_you_mean(said, tags)
    if tag and not hint.startswith("did you mean") and (said != tag or not hint):
        return f'{english_name(tag)} is "{tag}": begin it with: cease new language {tag}'
    return hint or "see: cease list languages"
