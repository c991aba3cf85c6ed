"""The fonts of a project: its families, and the fonts that a theme names."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final

from generator.fonts import FontFile
from generator.problems import Problem, Refused, Span, error
from generator.source.project_folder import shipped_root
from generator.source.reads import Reads
from generator.source.shelf import LISTED, Shelf, need
from .drawing import Drawing, ScriptFonts
from .dropped_fonts import SUFFIXES, DroppedFonts, check_embedding, dropped_fonts
from .families import Families, Family
from .scripts import check_scripts, script_fonts, unknown_family
from .theme import Theme

FONTS: Final = "fonts"
FAMILIES: Final = "fonts/fonts.yaml"
SHIPPED: Final = "shipped:"  # begins the paths of recorded files that come with the program
LABEL_SCRIPT: Final = "Latn"  # file names in the slug are ASCII
LABEL_LETTERS: Final = frozenset(range(0x20, 0x7F))


class ProjectFonts:
    """Everything under `fonts/`. A project without fonts of its own uses those that come with the
    program."""

    def __init__(self, project: Shelf) -> None:
        self._project = project
        self._known: dict[str, tuple[Mapping[int, FontFile], list[Problem]]] = {}
        self._recorded: dict[str, Reads] = {}
        self._opened: set[str] = set()

    @cached_property
    def are_shipped(self) -> bool:
        return not (self._project.root / FAMILIES).is_file()

    @cached_property
    def shelf(self) -> Shelf:
        """The files that `fonts/` is among: the project's, or the program's own."""
        return self._project.beside(shipped_root(), SHIPPED) if self.are_shipped else self._project

    def families(self) -> Mapping[str, Family]:
        """Every font family: those of fonts.yaml, and those of other font files in the project's
        fonts/. Raises `Refused`."""
        listed = need(*self.shelf.row(FAMILIES, Families)).families
        self._project.note_files(*(f"{FONTS}/{LISTED}{suffix}" for suffix in SUFFIXES))
        dropped = self.dropped.families
        return {**dropped, **listed} if dropped else listed

    @cached_property
    def dropped(self) -> DroppedFonts:
        """What is in the project's fonts/ without a row in fonts.yaml. Raises `Refused`."""
        rows = need(*self.shelf.row(FAMILIES, Families)).families.values()
        files = (beside(FAMILIES, file) for row in rows for file in row.weights.values())
        named = set() if self.are_shipped else set(files)
        with self._project.unrecorded():
            return dropped_fonts(self._project, FONTS, named)

    def is_dropped(self, family: str) -> bool:
        return family in self.dropped.families and family not in (
            need(*self.shelf.row(FAMILIES, Families)).families
        )

    def _shelf_of(self, family: str) -> Shelf:
        return self._project if self.is_dropped(family) else self.shelf

    def of_theme(
        self, theme: Theme
    ) -> tuple[
        Mapping[int, FontFile], Mapping[str, ScriptFonts], tuple[Mapping[int, FontFile], ...]
    ]:
        """The theme's own fonts, those of other scripts, and its fallback. Raises `Refused`."""
        families = self.families()
        problems = [
            *self._check_family(theme, families),
            *check_scripts(theme, families),
        ]
        if problems:
            raise Refused(problems)
        own = self.weights(theme.family)
        return own, *script_fonts(theme, self._files, own)

    def _check_family(self, theme: Theme, families: Mapping[str, Family]) -> Iterator[Problem]:
        """Report a theme's own family that does not exist, or whose only files are no use."""
        if theme.family in families:
            return
        unusable = self.dropped.problems.get(theme.family, ())
        yield from unusable or unknown_family(theme.family, families, theme.at("family"))
        if not unusable:  # it may be in one of these
            yield from self.dropped.problems.get("", ())

    def weights(self, family: str) -> Mapping[int, FontFile]:
        """A family's fonts by CSS weight. Raises `Refused` for files that are no fonts."""
        self.note([family])
        fonts, missing = self._find(family)
        if family not in self._opened:
            row = self.families()[family]
            problems = [
                _unreadable(row, weight, font)
                for weight, font in fonts.items()
                if not self._is_usable(family, font)
            ]
            if not problems:
                problems += check_embedding(fonts, row.at() or self._place(family))
            if self.is_dropped(family):
                problems += self.dropped.problems.get(family, ())
            if problems or missing:
                raise Refused([*problems, *missing])
            self._opened.add(family)
        return fonts

    def _is_usable(self, family: str, font: FontFile) -> bool:
        """Whether a font is what it should be. Those that come with the program are trusted but for
        their length."""
        if self._shelf_of(family).root == shipped_root():
            return bool(font.face.glyph_count and font.face.is_whole)
        return font.face.is_sound

    def _place(self, family: str) -> Span:
        """The place of a family that no row names: its first file."""
        return Span(beside(FAMILIES, next(iter(self.families()[family].weights.values()))))

    def note(self, families: Iterable[str]) -> None:
        """Record the fonts of families that words were set in. A theme names fonts for every
        script, but a piece reads only those that it needs."""
        known = self.families()
        for family in families:
            if family not in self._recorded and family in known:
                weights = known[family].weights.values()
                shelf = self._shelf_of(family)
                self._recorded[family] = Reads(
                    frozenset(shelf.prefix + shelf.name(beside(FAMILIES, file)) for file in weights)
                )
            self._project.note(self._recorded.get(family, Reads()))

    def _files(self, family: str) -> Mapping[int, FontFile]:
        """A family's fonts by CSS weight, unopened. Raises `Refused` for files that do not
        exist."""
        fonts, missing = self._find(family)
        if missing:
            raise Refused(missing)
        return fonts

    def _find(self, family: str) -> tuple[Mapping[int, FontFile], list[Problem]]:
        known = self._known.get(family)
        if known is None:
            row = self.families()[family]
            fonts: dict[int, FontFile] = {}
            missing: list[Problem] = []
            for weight, file in row.weights.items():
                try:
                    shelf = self._shelf_of(family)
                    with shelf.unrecorded():
                        path = shelf.find(beside(FAMILIES, file), row.at(f"weights.{weight}"))
                    fonts[weight] = FontFile(family, weight, str(path))
                except Refused as refused:
                    missing += refused.problems
            known = self._known[family] = fonts, missing
        return known

    def label_font(self, drawing: Drawing) -> FontFile | None:
        """The font for file names beside the trimmed page: the theme's own if it has all that they
        are written in, else that of the first family with it; None if there is none."""
        families = self.families()
        for name in [drawing.theme.family, *families]:
            if LABEL_SCRIPT in families[name].scripts:
                weights = self.weights(name)
                font = weights[min(weights, key=lambda weight: abs(weight - 400))]
                if font.face.coverage >= LABEL_LETTERS:
                    return font
        return None


def beside(file: str, named: str) -> str:
    """The path of a file that another file names, from the folder of that file; an absolute path
    stays as it is."""
    return Path(PurePosixPath(file).parent, named).as_posix()


def _unreadable(row: Family, weight: int, font: FontFile) -> Problem:
    file, place = row.weights[weight], row.at(f"weights.{weight}")
    if font.face.glyph_count:
        return error(
            "unreadable-font", f'"{file}" is cut short', place, "copy or download it again"
        )
    hint = "use a static TrueType or OpenType font file (.ttf or .otf)"
    return error("unreadable-font", f'"{file}" cannot be read as a font', place, hint)
