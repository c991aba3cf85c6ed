"""Writes a new layout: a flat sheet with a campaign's heading, paragraphs and codes."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Template
from typing import Final

from generator.content.campaign_rows import Campaign, Heading, Paragraphs
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


def _flat(project: Project) -> list[str]:
    """The formats that are not folded, on which a layout can begin."""
    return [key for key, row in project.design.formats().formats.items() if not row.sides]


def check_formats(project: Project, formats: Sequence[str]) -> None:
    """Raise `WrongChoice` for formats that a layout cannot begin on."""
    flat, known = _flat(project), project.design.formats().formats
    for name in formats:
        if name not in known:
            raise WrongChoice([unknown("format", name, known)])
        if name not in flat:
            message = f'the format "{name}" is folded, and a layout begins on a flat sheet'
            hint = f"choose of: {', '.join(flat)}"
            raise WrongChoice([error("wrong-choice", message, None, hint)])


def begin_layout(
    project: Project, name: str, campaign: str | None, formats: Sequence[str]
) -> dict[str, str]:
    """A sheet with the campaign's first heading, its paragraphs and every code that it requires, by
    path."""
    words = project.content.source(_campaign_of(project, campaign))
    theme = project.design.themes()[0]
    known = project.design.formats().formats
    first = max(_flat(project), key=lambda key: (key == "a4", -known[key].trim[0]))
    chosen = list(dict.fromkeys(formats)) or [first]
    width, height = known[chosen[0]].trim
    size = min(width / _A4[0], height / _A4[1])
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
        items="\n".join(_items(words, max(25, 40 * size))),
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


def _items(words: Campaign, code: float) -> Iterator[str]:
    indent = " " * 10
    above = ""
    for kind, style in ((Heading, "title"), (Paragraphs, "body")):
        block = next((key for key, row in words.blocks.items() if isinstance(row, kind)), None)
        if block:
            yield f"{indent}- {{kind: text, block: {block}, style: {style}{above}}}"
            above = ", above: 5.5"
    yield f"{indent}# `stretch: 1` pushes what follows to the bottom of the frame."
    space = "{natural: 11, min: 5.5, stretch: 1}"
    for block in words.codes:
        yield f"{indent}- kind: code"
        yield f"{indent}  block: {block}"
        yield f"{indent}  size: {round(code, 1):g}"
        yield f"{indent}  caption: caption"
        yield f"{indent}  address: address"
        yield f"{indent}  above: {space}"
        space = "5.5"
