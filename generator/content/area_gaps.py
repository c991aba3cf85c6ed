"""Says where to add a name or a list of contacts that a campaign asks for and an area lacks.

The place is the area if it has a name spelt much like it, or if other areas have the name.
Otherwise it is the campaign.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from generator.problems import Problem, Span, error
from generator.source.keys import CAMPAIGN, Files, key_of
from .area_rows import Area
from .campaign_rows import IMPRINT, Campaign, Contacts, LinkTo
from .sentences import Sentence, of_easy, sentences
from .text import PLACEHOLDER

_SAID: Final = re.compile(
    r"nothing is called \{(.*)\} here|(?:the easy wording of .*: )?\{(.*)\} is missing", re.DOTALL
)
_LISTED: Final = re.compile(r'the area has no contacts called "(.*)"', re.DOTALL)


def report_at_cause(
    problems: Iterable[Problem],
    campaign: Campaign,
    area: Area,
    name: str,
    holders: Mapping[str, list[str]],
) -> list[Problem]:
    """The problems of a document, with those about a name that the area `name` lacks replaced by
    one, at the file where the name can be added. `holders` are the areas that have each name, or
    each list of contacts (in quotes)."""
    reported: list[Problem] = []
    explained: set[str] = set()
    asked, file = _names_asked(campaign), f"content/areas/{name}.yaml"
    for wanted, spans in asked.items():
        if wanted not in _names(area):
            kept = {each: path for each, path in _names(area).items() if each not in asked}
            having = holders.get(wanted, [])
            problem = _of_the_area(f"{{{wanted}}}", wanted, spans, area, kept, having)
            reported += [problem] if problem else _of_the_campaign(wanted, spans, area, file)
            explained.add(wanted)
    listed = _lists(campaign)
    for wanted, spans in listed.items():
        if not area.contacts.get(wanted):
            kept = {each: f"contacts.{each}" for each in area.contacts if each not in listed}
            having = holders.get(f'"{wanted}"', [])
            what = f'contacts called "{wanted}"'
            problem = _of_the_area(what, wanted, spans, area, kept, having)
            reported += [problem] if problem else _unlisted(wanted, spans, area, file)
            explained.add(f'"{wanted}"')
    return [*(problem for problem in problems if missing_name(problem) not in explained), *reported]


def holders_of(areas: Iterable[tuple[str, Area]]) -> dict[str, list[str]]:
    """The areas that have each name, and each list of contacts (in quotes)."""
    found: dict[str, list[str]] = {}
    for name, area in areas:
        for each in (
            *_names(area),
            *(f'"{listed}"' for listed, there in area.contacts.items() if there),
        ):
            found.setdefault(each, []).append(name)
    return found


def missing_name(problem: Problem) -> str:
    """The name, or the list in quotes, that a problem says is missing; empty for any other
    problem."""
    match = _SAID.fullmatch(problem.message)
    if match and problem.rule in {"placeholder", "changed-placeholder"}:
        return match[1] or match[2] or ""
    match = _LISTED.fullmatch(problem.message)
    return f'"{match[1]}"' if match and problem.rule == "unknown-contacts" else ""


def _of_the_area(
    what: str,
    wanted: str,
    spans: list[Span | None],
    area: Area,
    kept: Mapping[str, str],
    having: list[str],
) -> Problem | None:
    """A problem of the area, if several texts ask for the name or other areas have it. `kept` are
    the key paths of names that no text asks for. If one of them is spelt much like the wanted name,
    the problem stands there; otherwise it says what the area lacks."""
    if not having and len(spans) < 2:
        return None
    first = spans[0]
    place = first and (f"{first.path}:{first.line}" if first.line else str(first))
    needed = f"{place or 'words'} ask{'s' if place else ''} for {what}"
    near = get_close_matches(wanted, kept, n=1, cutoff=0.6)
    if near:
        message = f'nothing asks for "{near[0]}", and {needed}, which is not there'
        return error("placeholder", message, area.at(kept[near[0]]), f'write "{wanted}"')
    if having:
        shown = ", ".join(having[:3]) + (", …" if len(having) > 3 else "")
        message = f"{needed}, which is not there"
        return error("placeholder", message, area.at(), f"add it, as these areas have it: {shown}")
    return None


def _of_the_campaign(
    wanted: str, spans: list[Span | None], area: Area, file: str
) -> Iterator[Problem]:
    near = get_close_matches(wanted, _names(area), n=1, cutoff=0.6)
    add = f"add it to the names, numbers or links of {file}, or take it out"
    for span in dict.fromkeys(spans):
        hint = _either(near[0], wanted, file) if near else add
        yield error("placeholder", f"nothing is called {{{wanted}}} here", span, hint)


def _unlisted(wanted: str, spans: list[Span | None], area: Area, file: str) -> Iterator[Problem]:
    listed = [each for each in area.contacts if area.contacts[each]]
    near = get_close_matches(wanted, listed, n=1, cutoff=0.6)
    message = f'the area has no contacts called "{wanted}"'
    for span in dict.fromkeys(spans):
        hint = _either(near[0], wanted, file) if near else f"list them under `contacts:` in {file}"
        yield error("unknown-contacts", message, span, hint)


def _either(near: str, wanted: str, file: str) -> str:
    return f'did you mean "{near}"? or call that "{wanted}" in {file}'


def _names(area: Area) -> dict[str, str]:
    """The key path of everything that stands in for a {name}."""
    sections = ("names", "numbers", "links")
    return {name: f"{each}.{name}" for each in sections for name in getattr(area, each)}


def _names_asked(campaign: Campaign) -> dict[str, list[Span | None]]:
    """Each {name} of a campaign, and where it stands."""
    found: dict[str, list[Span | None]] = {}
    for text, span in _texts(campaign):
        for match in PLACEHOLDER.finditer(text):
            found.setdefault(match[1].strip(), []).append(span)
    return found


def _texts(campaign: Campaign) -> Iterator[tuple[str, Span | None]]:
    every = sentences(campaign, "").values()
    found = [sentence for sentence in every if sentence.block != IMPRINT]
    for name, row in campaign.blocks.items():
        if isinstance(row, LinkTo):
            found.append(
                Sentence(row.address, "", name, key=key_of(CAMPAIGN, f"blocks.{name}.address"))
            )
        found += [sentence for _, sentence in of_easy(name, row, "")]
    files = Files({CAMPAIGN: campaign})
    yield from ((sentence.text, files.span(sentence.key)) for sentence in found)


def _lists(campaign: Campaign) -> dict[str, list[Span | None]]:
    found: dict[str, list[Span | None]] = {}
    for row in campaign.blocks.values():
        if isinstance(row, Contacts):
            found.setdefault(row.contacts, []).append(row.at("contacts"))
    return found
