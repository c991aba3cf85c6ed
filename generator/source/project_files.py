"""Reads the files of a project safely: only its own, of limited size, in UTF-8.

Any fault of a file is a `Refused` with one located problem, never another exception.
"""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final, Self

from generator.problems import Problem, Refused, Span, did_you_mean, error
from .file_kinds import kind_of

MAX_BYTES: Final = 10 * 1024 * 1024

UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")

# What YAML 1.2 (5.1, c-printable) does not allow in a file, and three things it allows that
# editors hide: a byte order mark inside the text, and the Unicode line and paragraph separators,
# which split a line for a YAML reader but not for an editor. And what sets all letters after it
# in one direction, whatever they are: words would be printed backwards.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff\ufeff\ufffe\uffff]"
)
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_MOST_CHARACTERS_REPORTED: Final = 10
_AS_TEXT: Final = "save what it says as plain text in UTF-8"


@dataclass(frozen=True, slots=True)
class ProjectFiles:
    """The folder that holds `content/` and `layouts/`, the only place that files are read from.
    `root` is absolute, without links. Paths for users are relative to it, with slashes."""

    root: Path

    @classmethod
    def at(cls, folder: str | Path) -> Self:
        """The project in `folder`; `Refused` if it is not a folder."""
        root = Path(os.path.realpath(folder))
        if not root.is_dir():
            raise Refused([error("no-project", f'there is no folder "{folder}"')])
        return cls(root)

    def name(self, path: str | Path) -> str:
        """`path` for users: relative to the project if it is inside, with slashes."""
        root = f"{str(self.root).removesuffix(os.sep)}{os.sep}"
        found = os.path.normpath(os.path.join(root, path))  # noqa: PTH118 - drops `..`, keeps links
        if os.sep == "/" and found.startswith(root):  # a path costs more than all the rest
            return found[len(root) :]
        whole = Path(found)
        if whole.is_relative_to(self.root):
            return whole.relative_to(self.root).as_posix()
        return Path(path).as_posix()

    def find(self, path: str | Path, wanted_by: Span | None = None) -> Path:
        """The absolute path of an existing regular file of the project. `wanted_by` is the place
        that asks for the file, where a problem is shown; without it the problem stands at the file
        itself. Refuses a path that leaves the project (by `..`, by a link or by being absolute), is
        missing, or is a folder or a device."""
        place = wanted_by or Span(self.name(path))
        shown = self.name(path)
        try:
            real = Path(os.path.realpath(self.root / path, strict=False))
            if not real.is_relative_to(self.root):
                raise _outside(shown, place)
            kind = real.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            raise self._missing(path, place) from None
        except (OSError, ValueError) as exc:
            raise _unreadable(shown, place, exc) from None
        if stat.S_ISDIR(kind):
            raise Refused(
                [error("not-a-file", f'"{shown}" is a folder', place, "name a file inside it")]
            )
        if not stat.S_ISREG(kind):
            raise Refused([error("not-a-file", f'"{shown}" is not an ordinary file', place)])
        return real

    def read_bytes(self, path: str | Path, wanted_by: Span | None = None) -> bytes:
        """The bytes of a file of at most 10 MB. Refuses what `find` refuses, and larger files."""
        real = self.find(path, wanted_by)
        shown = self.name(path)
        place = wanted_by or Span(shown)
        try:
            with open(real, "rb") as file:
                data = file.read(MAX_BYTES + 1)
                size = os.fstat(file.fileno()).st_size
        except OSError as exc:
            raise _unreadable(shown, place, exc) from None
        if len(data) > MAX_BYTES:
            raise Refused(
                [
                    error(
                        "too-large",
                        f'"{shown}" is too large: {size / 1024 / 1024:.1f} MB',
                        place,
                        f"at most {MAX_BYTES // 1024 // 1024} MB is read from one file",
                    )
                ]
            )
        return data

    def read_text(self, path: str | Path, wanted_by: Span | None = None) -> str:
        """The text of a UTF-8 file, without its byte order mark. Refuses what `read_bytes` refuses,
        an empty file, and text that is not UTF-8."""
        return decode(self.read_some(path, wanted_by), self.name(path))

    def read_some(self, path: str | Path, wanted_by: Span | None = None) -> bytes:
        """The bytes of a file. Refuses what `read_bytes` refuses, and an empty file."""
        data = self.read_bytes(path, wanted_by)
        if not data:
            shown = self.name(path)
            raise Refused([error("empty-file", f'"{shown}" is empty', wanted_by or Span(shown))])
        return data

    def files(self, folder: str | Path, suffix: str = ".yaml") -> tuple[str, ...]:
        """Every file under `folder` whose name ends in `suffix`, by its path for users, sorted,
        without hidden files and folders and without links to folders. Refuses a folder that may not
        be looked into, for what is in it would be missed silently."""
        found: list[str] = []
        for here, folders, names in os.walk(self.root / folder, onerror=self._refuse_closed):
            folders[:] = [name for name in folders if not name.startswith(".")]
            wanted = [name for name in names if name.endswith(suffix) and not name.startswith(".")]
            if wanted:
                inside = PurePath(self.name(here))
                found += [(inside / name).as_posix() for name in wanted]
        return tuple(sorted(found))

    def _refuse_closed(self, problem: OSError) -> None:
        if isinstance(problem, PermissionError):
            raise closed_folder(self.name(os.fsdecode(problem.filename)))

    def _missing(self, path: str | Path, place: Span) -> Refused:
        shown = self.name(path)
        if "\\" in shown:
            return Refused([_backslashes(shown, place)])
        folder = (self.root / path).parent
        try:
            siblings = sorted(entry.name for entry in folder.iterdir() if entry.is_file())
        except (OSError, ValueError):
            siblings = []
        near = did_you_mean(Path(path).name, siblings)
        return Refused([error("no-file", f'there is no file "{shown}"', place, near)])


def read_named(path: Path, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file that was named on a command line, wherever it lies. Raises `Refused` if
    it is no ordinary file (a pipe might never end), has more than `most` bytes or cannot be
    read."""
    # A pipe that nobody writes to would be waited for.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise _unread(path, "it is a folder", "name a file inside it")
        if not stat.S_ISREG(kind):
            raise _unread(path, "it is not an ordinary file", "save it as a file first")
        with open(os.open(path, flags), "rb") as file:
            held = os.fstat(file.fileno())
            if not stat.S_ISREG(held.st_mode):
                raise _unread(path, "it is not an ordinary file", "save it as a file first")
            data = file.read(most + 1) if held.st_size <= most else b""
            if held.st_size > most or len(data) > most:
                size = max(held.st_size, len(data)) / (1 << 20)
                message = f"it has {size:,.0f} MB, and more than {most >> 20} are not read"
                raise _unread(path, message, "")
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise _unread(path, reason.lower(), "") from None
    return data


def _unread(path: Path, reason: str, hint: str) -> Refused:
    return Refused([error("unreadable", f'"{path}" cannot be read: {reason}', None, hint)])


def decode(data: bytes, shown: str) -> str:
    """UTF-8 bytes as text without a byte order mark. `Refused` names the line and column of the
    first byte that is not UTF-8, or of each character that no text file should have. A file of
    another kind, such as a picture, is called what it is."""
    if kind := kind_of(data):
        raise Refused([error("encoding", f"the file is {kind}, not text", Span(shown), _AS_TEXT)])
    if data.startswith(UTF16_MARKS):
        raise Refused([error("encoding", "the file is in UTF-16", Span(shown), "save it as UTF-8")])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise Refused([_not_utf8(data, exc.start, shown)]) from None
    text = text.removeprefix("\ufeff")
    problems = check_characters(text, shown)
    if problems:
        raise Refused(problems)
    return text


def check_characters(text: str, shown: str) -> list[Problem]:
    """Report each character that cannot be in a text file, ten at most."""
    found = list(_FORBIDDEN.finditer(text))
    if len(found) > 1 and "\x00" in text:  # a binary file: one is enough to say so
        found = [match for match in found if match.group() == "\x00"][:1]
    problems = [
        _bad_character(match.group(), place_in(text, match.start(), shown))
        for match in found[:_MOST_CHARACTERS_REPORTED]
    ]
    more = len(found) - len(problems)
    if more:
        problems.append(error("character", f"{more} more such characters", problems[-1].span))
    return problems


def without_bad_characters(text: str) -> str:
    """`text` with a question mark for each character that `check_characters` refuses."""
    return _FORBIDDEN.sub("?", text)


def place_in(text: str, offset: int, shown: str) -> Span:
    """The line and column of the character at `offset`."""
    lines = split_lines(text[:offset])
    return Span(shown, len(lines), len(lines[-1]) + 1)


def split_lines(text: str) -> list[str]:
    """The lines of `text` as editors number them; LF, CR and CRLF end a line."""
    return _LINE_END.split(text)


def _bad_character(character: str, place: Span) -> Problem:
    what, hint = "a control character", "delete it"
    if character == "\x00":
        what = "a NUL character"
        hint = "save the file as UTF-8 text, not UTF-16 or a word processor's own format"
    elif "\ud800" <= character <= "\udfff":
        what, hint = "half of a surrogate pair", "type it again"
    elif character in "\x85\u2028\u2029":
        what, hint = "a line separator that editors do not show", "press Return instead"
    elif character in "\u202d\u202e":
        what = "a mark that overrides the direction of letters"
    elif character == "\ufeff":
        what = "a byte order mark inside the text"
    return error("character", f"{what} (U+{ord(character):04X})", place, hint)


def _not_utf8(data: bytes, start: int, shown: str) -> Problem:
    before = data[:start].decode("utf-8").removeprefix("\ufeff")
    place = place_in(before, len(before), shown)
    byte = data[start]
    try:
        surrogate = data[start : start + 3].decode("utf-8", errors="surrogatepass")
    except UnicodeDecodeError:
        pass
    else:
        return _bad_character(surrogate, place)
    if b"\x00" in data:
        return error("encoding", "the file is not text", Span(shown), _AS_TEXT)
    guess = bytes([byte]).decode("cp1252", errors="ignore")
    details = [f'in Windows-1252 it would be "{guess}"'] if guess else []
    return error(
        "encoding",
        f"the file is not UTF-8: byte 0x{byte:02X} (byte {start + 1} of the file)",
        place,
        "save it as UTF-8",
        details,
    )


def closed_folder(shown: str) -> Refused:
    """For a folder that nobody gave leave to look into."""
    message = f'the folder "{shown}" may not be looked into: permission denied'
    hint = "allow whoever runs cease to read it, and what is in it"
    return Refused([error("unreadable", message, Span(shown), hint)])


def _outside(shown: str, place: Span) -> Refused:
    return Refused(
        [
            error(
                "outside-project",
                f'"{shown}" is outside the project',
                place,
                "copy the file into the project and name it there",
            )
        ]
    )


def _backslashes(shown: str, place: Span) -> Problem:
    """Of a path as Windows writes it."""
    path = shown.rpartition("/")[2].replace("\\", "/")
    hint = f'part folders and files by "/": {path}'
    if re.match("[A-Za-z]:|/", path):
        hint = "copy the file into the project and name it there"
    return error("no-file", f'there is no file "{shown}"', place, hint)


def _unreadable(shown: str, place: Span, exc: Exception) -> Refused:
    reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
    return Refused(
        [error("unreadable", f'"{shown}" cannot be read: {reason[:1].lower()}{reason[1:]}', place)]
    )
