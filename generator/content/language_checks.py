"""Reports what is wrong with content/languages.yaml, and languages that are not in it."""

from collections.abc import Iterator, Mapping
from typing import Final

from generator.problems import Problem, Span, error
from generator.source.file_names import is_reserved, reserved
from .language_rows import Language, Languages
from .language_tags import is_plain, is_tag, meant, suggestion

LANGUAGES: Final = "content/languages.yaml"


def check_languages(languages: Languages) -> Iterator[Problem]:
    known = languages.languages
    if languages.default not in known:
        yield no_language(languages.default, languages.at("default"), languages)
    for tag, language in known.items():
        if not is_plain(tag):
            yield from check_tag(tag, language.at())
        if language.fallback and language.fallback not in known:
            yield no_language(language.fallback, language.at("fallback"), languages)
        elif _stands_in_for_itself(tag, known):
            yield error(
                "fallback",
                f'"{tag}" stands in for itself',
                language.at("fallback"),
                "leave `fallback` out of one of the languages",
            )


def check_tag(tag: str, place: Span | None) -> Iterator[Problem]:
    if not is_tag(tag):
        language = meant(tag)
        hint = f'did you mean "{language}"?' if language else "use its tag in BCP 47, such as ur"
        yield error("name", f'"{tag}" is not a language tag', place, hint)
    elif is_reserved(tag):
        yield reserved(f'the language is called "{tag}"', tag, place)


def _stands_in_for_itself(tag: str, known: Mapping[str, Language]) -> bool:
    seen = {tag}
    while (row := known.get(tag)) and row.fallback:
        tag = row.fallback
        if tag in seen:
            return True
        seen.add(tag)
    return False


def no_language(tag: str, span: Span | None, languages: Languages) -> Problem:
    return error(
        "unknown-language",
        f'no language is called "{tag}"',
        span,
        suggestion(tag, languages.languages, languages.languages) or f'add "{tag}" to {LANGUAGES}',
    )
