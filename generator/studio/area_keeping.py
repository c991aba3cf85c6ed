"""Writes an area's form to its file: a new one, or into one that is there. Nothing is overwritten,
and what somebody else has changed meanwhile stays changed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from generator.jobs.new_area import area_text
from generator.jobs.publish import publish_all
from generator.problems import Refused, Span, error
from generator.source.splice import set_text
from .changes import Change, Conflict, merged
from .desk import OpenProject
from .saving import one_at_a_time, save


class KeptArea(Struct, frozen=True):
    """The text of the file that was written; empty if others have changed the same values."""

    text: str
    conflicts: tuple[Conflict, ...] = ()


def keep_new(
    project: OpenProject, path: str, data: Mapping[str, Any], others: Mapping[str, bytes]
) -> str:
    """Write the file of a new area, together with other files by their paths, and give its text.
    Raises `Refused` if any of them is there."""
    text = area_text(data)
    new = {path: text.encode(), **others}
    with one_at_a_time(project.root):
        for each in new:
            if (project.root / each).exists():
                hint = "choose another name"
                message = f"there is a {each} already"
                raise Refused([error("exists", message, Span(path, key="name"), hint)])
        publish_all({project.root / each: content for each, content in new.items()})
    project.project.forget([*new])
    return text


def keep_changes(
    project: OpenProject,
    path: str,
    base: str,
    changes: list[Change],
    chosen: Mapping[str, str],
) -> KeptArea:
    """Make changes of the text `base` of a file in the file as it is now, and write it. Where
    somebody has changed the same value since, the wording that was `chosen` for its key is written;
    without one, nothing is. Raises `Refused`."""
    ours = base
    for change in changes:
        ours = change.made(ours)
    now = project.history.text(path)
    if now != base:
        found = merged(path, base, ours, now)
        ours, left = _chosen(path, found.text, found.conflicts, chosen)
        if left:
            return KeptArea("", left)
    project.edit(lambda _: {path: ours}, time.monotonic())
    edited = project.history.text(path) != now
    try:
        done = save(project, [path], {(path, key): words for key, words in chosen.items()})
    except Refused:
        if edited:
            project.undo([path])
        raise
    if done.conflicts and edited:
        project.undo([path])
    return KeptArea("" if done.conflicts else project.history.text(path), done.conflicts)


def _chosen(
    path: str, text: str, conflicts: tuple[Conflict, ...], chosen: Mapping[str, str]
) -> tuple[str, tuple[Conflict, ...]]:
    """The text with the wordings that were chosen, and the conflicts that are left."""
    left = []
    for conflict in conflicts:
        if conflict.key in chosen and isinstance(conflict.theirs, str):
            text = set_text(text, path, conflict.key, chosen[conflict.key])
        else:
            left.append(conflict)
    return text, tuple(left)
