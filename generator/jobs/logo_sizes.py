"""Measures a partner's logo at the sizes in which a project's layouts print it."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from generator.problems import Problem, Refused, Span
from generator.vectors import is_vector
from .libraries import Libraries
from .making import drawing_of
from .matching import matches


def thin_in_layouts(project: Libraries, file: Path, shown: str) -> list[Problem]:
    """Warn of a logo with lines too thin for a press, in the layout where they are thinnest, set
    for the usual area in the default language; and say in which others they are. `shown` is the
    file's name for messages. What cannot be read is for `validate` to report."""
    from generator.typeset.fine_lines import fine_in_strip

    if not is_vector(str(file)):
        return []
    digest = sha256(file.read_bytes()).hexdigest()
    found: dict[str, Problem] = {}
    for campaign in project.content.campaigns():
        with suppress(Refused):
            tag, area = project.content.languages().default, project.usual_area()
            document, _ = project.document(campaign, tag, area)
            words = project.source(campaign)
            for name, layout in project.readable_layouts().items():
                if layout.flow or words is None or not matches(layout, words):
                    continue
                drawing, _ = drawing_of(project, document, name)
                asked = str(file), digest, Span(shown, 0), document, drawing, project.cache
                if problem := fine_in_strip(*asked):
                    found.setdefault(name, problem)
    if not found:
        return []
    thinnest = min(found, key=lambda name: float(found[name].found.removesuffix(" pt")))
    worst = found.pop(thinnest)
    also = (f"they are too thin in {', '.join(found)} too",) if found else ()
    return [replace(worst, details=(*worst.details, *also))]
