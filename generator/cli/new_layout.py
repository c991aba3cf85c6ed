"""Writes a new layout: a sheet, flat or folded, with a campaign's heading, paragraphs and codes."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Template
from typing import Final

from generator.content.campaign_rows import Campaign, Heading, Paragraphs
from generator.design.formats import Format
from generator.jobs.matching import layout_blocks
from generator.jobs.project import Project
from generator.problems import Problem, Refused, WrongChoice, error, unknown, warning
from .typed import which_campaign

_FOLDER: Final = Path(__file__).parent / "templates"


def filled(kind: str, **values: str) -> str:
    """The template of a kind, filled with values."""
    return Template((_FOLDER / f"{kind}.yaml").read_text("utf-8")).substitute(values)


def title_of(name: str) -> str:
    """A name as a title: `winter-safety` becomes Winter safety."""
    return name.replace("-", " ").capitalize()


_A4: Final = (210.0, 297.0)  # mm, which the template is drawn for
_HELD: Final = 0.85  # of its sizes, on the panels of a folded A4


def _flat(project: Project) -> list[str]:
    """The formats that are not folded, on which a layout can begin."""
    return [key for key, row in project.design.formats().formats.items() if not row.sides]


def check_formats(project: Project, formats: Sequence[str]) -> None:
    """Raise `WrongChoice` for formats that a layout cannot begin on: unknown ones, and a folded one
    beside others."""
    flat, known = _flat(project), project.design.formats().formats
    for name in formats:
        if name not in known:
            raise WrongChoice([unknown("format", name, known)])
        if name not in flat and len(set(formats)) > 1:
            message = f'the format "{name}" is folded, and others have not its panels'
            raise WrongChoice([error("wrong-choice", message, None, "choose it alone")])


def begin_layout(
    project: Project, name: str, campaign: str | None, formats: Sequence[str]
) -> dict[str, str]:
    """A sheet with the campaign's first heading, its paragraphs and every code that it requires, by
    path. Of a folded one these stand on the front, inside, and on the last panel that is read."""
    words = project.content.source(_campaign_of(project, campaign))
    theme = project.design.themes()[0]
    known = project.design.formats().formats
    first = max(_flat(project), key=lambda key: (key == "a4", -known[key].trim[0]))
    chosen = list(dict.fromkeys(formats)) or [first]
    drawn = known[chosen[0]]
    width, height = drawn.trim
    if drawn.sides:
        width = min(width for side in drawn.sides.values() for width in side.panels.values())
    size = min(width / _A4[0], height / _A4[1])
    if drawn.sides:  # it is held in the hand, and its panels are narrow
        size = max(size, _HELD * min(1.0, height / _A4[0]))
    weights = project.design.fonts.weights(project.design.theme(theme).family)
    lengths = {
        "margin": max(8, 15 * size),
        "title_size": max(18, 34 * size),
        "title_leading": max(20, 38 * size),
        "title_floor": max(14, 18 * size),
        "size": max(9, 13 * size),
        "leading": max(12, 17 * size),
        "floor": max(8, 10.5 * size),
    }
    text = filled(
        "layout",
        name=name,
        title=title_of(name),
        theme=theme,
        formats=", ".join(chosen),
        regular=str(min(weights, key=lambda weight: abs(weight - 400))),
        bold=str(min(weights, key=lambda weight: abs(weight - 700))),
        pages="\n".join(_pages(drawn, list(_items(words, max(25, 40 * size))))),
        **{key: f"{round(length, 1):g}" for key, length in lengths.items()},
    )
    return {project.design.layout_path(name): text}


def _campaign_of(project: Project, campaign: str | None) -> str:
    """The campaign of a layout: the one named, or the only one. Raises `Refused`, and `WrongChoice`
    if there are several."""
    campaigns = project.campaigns()
    if not campaigns:
        hint = "cease new campaign NAME"
        raise Refused([error("no-campaign", "there is no campaign", None, hint)])
    if campaign is None and len(campaigns) > 1:
        raise which_campaign(campaigns)
    return campaign or campaigns[0]


def unprinted_blocks(project: Project, name: str, campaign: str | None) -> Iterator[Problem]:
    """Warn of the blocks that a new layout does not print."""
    words = project.content.source(_campaign_of(project, campaign))
    layout = project.design.layout(name)
    missing = [block for block in words.blocks if block not in layout_blocks(layout)]
    if missing:
        message = f"this layout does not print: {', '.join(missing)}"
        hint = "add an item for each that it should print"
        yield warning("unprinted", message, layout.at("pages"), hint)


def _pages(sheet: Format, parts: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """The rows of pages with the items of each part, which is a heading, paragraphs or codes."""
    if not sheet.sides:
        yield from ("  - name: front", "    frames:", "      - name: words", "        stack:")
        for _, lines in parts:
            yield from lines
        return
    front, *others = sheet.reading
    side_of = {panel: name for name, side in sheet.sides.items() for panel in side.panels}
    inside = next((each for each in others if side_of[each] != side_of[front]), others[0])
    place = {"title": front, "body": inside, "codes": others[-1]}
    filled: dict[str, list[str]] = {}
    for what, lines in parts:
        filled.setdefault(place[what], []).extend(lines)
    empty = [panel for panel in sheet.reading if panel not in filled]
    if empty:
        yield f"  # A frame for each panel. Those without words yet: {', '.join(empty)}"
    for side in sheet.sides:
        here = [panel for panel in sheet.sides[side].panels if panel in filled]
        if here:
            yield from (f"  - name: {side}", f"    side: {side}", "    frames:")
        for panel in here:
            yield from (f"      - name: {panel}", f"        panel: {panel}", "        stack:")
            yield from filled[panel]


def _items(words: Campaign, code: float) -> Iterator[tuple[str, list[str]]]:
    """The items of the first heading, the first paragraphs, and all codes, each as lines."""
    indent = " " * 10
    above = ""
    for kind, style in ((Heading, "title"), (Paragraphs, "body")):
        block = next((key for key, row in words.blocks.items() if isinstance(row, kind)), None)
        if block:
            yield style, [f"{indent}- {{kind: text, block: {block}, style: {style}{above}}}"]
            above = ", above: 5.5"
    if not words.codes:
        return
    lines = [f"{indent}# `stretch: 1` pushes what follows to the bottom of the frame."]
    space = "{natural: 11, min: 5.5, stretch: 1}"
    for block in words.codes:
        lines += [
            f"{indent}- kind: code",
            f"{indent}  block: {block}",
            f"{indent}  size: {round(code, 1):g}",
            f"{indent}  caption: caption",
            f"{indent}  address: address",
            f"{indent}  above: {space}",
        ]
        space = "5.5"
    yield "codes", lines
