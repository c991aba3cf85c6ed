"""The titles of many areas, read without the rest of their files: a list of three hundred must not
hold up the first screen."""

from __future__ import annotations

import re
from typing import Final

from generator.content.project_content import Content
from generator.jobs.project import Project
from generator.problems import Refused
from generator.source.splice import value_at

# A title in one line. Whatever is written otherwise is read with the rest of the file.
_LINE: Final = re.compile(rb"^title:[ \t]*(?![|>&*!])(\S.*)$", re.MULTILINE)


class AreaTitles:
    """The titles of a project's areas, each kept until its file changes."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[bytes, str]] = {}
        self._content: Content | None = None  # which is another one once a file has changed
        self._all: dict[str, str] = {}

    def all(self, project: Project) -> dict[str, str]:
        """The title of every area by its name, in the order of the titles. An area whose file
        cannot be read has its name for a title."""
        if self._content is not project.content:
            found = {name: self._title(project, name) for name in project.areas()}
            self._all = dict(sorted(found.items(), key=lambda each: (each[1].casefold(), each[0])))
            self._content = project.content
        return self._all

    def _title(self, project: Project, name: str) -> str:
        path = project.content.area_path(name)
        try:
            data = project.shelf.read_bytes(path)
        except Refused:
            return name
        line = _LINE.search(data)
        key = line.group() if line else data
        if self._known.get(name, (b"", ""))[0] != key:
            self._known[name] = key, self._read(project, name, line)
        return self._known[name][1]

    def _read(self, project: Project, name: str, line: re.Match[bytes] | None) -> str:
        title: object = None
        if line is not None:
            try:
                title = value_at(line.group().decode(), project.content.area_path(name), "title")
            except (Refused, UnicodeDecodeError):
                title = None
        if not isinstance(title, str) or not title.strip():
            title = project.content.title(name)
        return title.strip() or name
