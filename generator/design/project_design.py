"""The design of a project: its layouts, formats, editions, press conditions, themes and fonts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import Final

from generator.colour import Colour
from generator.fonts import FontFile
from generator.problems import Problem, Refused, Span, error, unknown
from generator.source.file_names import name_problem
from generator.source.shelf import Remembered, Shelf, need
from .apply_variant import check_variants
from .choices import BETWEEN, STANDARDS, to_printer, to_standard
from .drawing import Drawing, ScriptFonts, check, varied
from .dropped_fonts import check_nearest, nearest
from .editions import Conditions, Edition, Editions, PressCondition, check_edition
from .formats import Format, Formats
from .layout import Layout
from .palette import check_palette
from .printers import Delivery, Printer, Printers
from .project_fonts import FAMILIES, SHIPPED, ProjectFonts, beside
from .roles import check_roles
from .scripts import with_least
from .theme import Theme, script_key

LAYOUTS: Final = "layouts"
FORMATS: Final = "layouts/formats.yaml"
EDITIONS: Final = "layouts/editions.yaml"
CONDITIONS: Final = "layouts/press/conditions.yaml"
PRINTERS: Final = "layouts/press/printers.yaml"
THEMES: Final = "layouts/themes"


class Design:
    """Everything under `layouts/` and `fonts/`. Each file is read once, when it is asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.fonts = ProjectFonts(shelf)
        self._drawings: Remembered[tuple[str, str], tuple[Drawing, tuple[Problem, ...]]] = {}
        self._varied: dict[tuple[str, str, str, float, float | None], Drawing] = {}
        self._editions: Mapping[str, Edition] | None = None
        self._delivered: Remembered[str, Edition] = {}

    # what there is

    def layouts(self) -> list[str]:
        """Every layout by name."""
        paths = (PurePosixPath(path) for path in self.shelf.files(LAYOUTS))
        return [
            path.stem
            for path in paths
            if path.parent == PurePosixPath(LAYOUTS) and str(path) not in {FORMATS, EDITIONS}
        ]

    def themes(self) -> list[str]:
        return [PurePosixPath(path).stem for path in self.shelf.files(THEMES)]

    # where it stands

    @staticmethod
    def layout_path(name: str) -> str:
        return f"{LAYOUTS}/{name}.yaml"

    @staticmethod
    def theme_path(name: str) -> str:
        return f"{THEMES}/{name}.yaml"

    def digest(self, path: str) -> str:
        """The sha256 of a file by its recorded path; empty if it cannot be read."""
        shipped = path.removeprefix(SHIPPED)
        return self.shelf.digest(path) if shipped == path else self.fonts.shelf.digest(shipped)

    # what it says

    def formats(self) -> Formats:
        """layouts/formats.yaml. Raises `Refused`."""
        return need(*self.shelf.row(FORMATS, Formats))

    def first_format(self, layout: Layout) -> Format:
        """The format that a layout names first. Raises `Refused`, also if there is none of that
        name."""
        known, name = self.formats().formats, layout.formats[0]
        if name not in known:
            raise Refused([unknown("format", name, known, layout.at("formats.0"))])
        return known[name]

    def editions(self) -> Mapping[str, Edition]:
        """Every edition, with its printer's settings. Raises `Refused`, also if one names an
        unknown printer or press condition."""
        self.shelf.note_files(EDITIONS)
        if self._editions is None:
            with self.shelf.unrecorded():  # what one edition takes is not what another is made of
                self._editions = self._read_editions()
        return self._editions

    def edition(self, name: str) -> Edition:
        """An edition; or one with choices in place of its own settings, as in
        `press--online--pdfx1a`. Raises `Refused`, also if a choice does not go with the edition."""
        return self.shelf.remember(self._delivered, name, lambda: self._read_edition(name))

    def _read_edition(self, name: str) -> Edition:
        own, *choices = name.split(BETWEEN)
        edition = self.editions()[own]
        if choices:
            with self.shelf.unrecorded():
                edition = self._with_choices(own, choices)
        self.shelf.note_files(
            *([PRINTERS] if edition.printer else ()), *([CONDITIONS] if edition.condition else ())
        )
        return edition

    def _with_choices(self, name: str, choices: Iterable[str]) -> Edition:
        edition = self.editions()[name]
        written = need(*self.shelf.row(EDITIONS, Editions)).editions[name]
        for choice in choices:
            if choice in STANDARDS:
                edition = to_standard(edition, STANDARDS[choice])
            else:
                edition = to_printer(written, choice, self.printers()[choice])
        problems = list(self._check_delivery("edition", edition))
        if problems:
            raise Refused(problems)
        return edition

    def _read_editions(self) -> Mapping[str, Edition]:
        row = need(*self.shelf.row(EDITIONS, Editions))
        editions: dict[str, Edition] = {}
        problems: list[Problem] = []
        for name, edition in row.editions.items():
            problems += _named("edition", name, edition.at(), alone=False)
            editions[name] = edition
            if edition.printer:
                printer = self.printers().get(edition.printer)
                if printer is None:
                    wanted, place = edition.printer, edition.at("printer")
                    hint = f"give it a row in {PRINTERS}"
                    problems.append(unknown("printer", wanted, self.printers(), place, hint))
                    continue
                editions[name] = edition.at_printer(printer)
            problems += self._check_delivery("edition", editions[name])
            problems += check_edition(edition, editions[name].bleed, self.layouts())
        if problems:
            raise Refused(problems)
        return editions

    def printers(self) -> Mapping[str, Printer]:
        """Every printer; none without layouts/press/printers.yaml. Raises `Refused`, also if one
        names an unknown press condition."""
        if PRINTERS not in self.shelf.files(str(PurePosixPath(PRINTERS).parent)):
            return {}
        printers = need(*self.shelf.row(PRINTERS, Printers)).printers
        problems: list[Problem] = []
        for name, printer in printers.items():
            problems += _named("printer", name, printer.at(), alone=False)
            if name in STANDARDS:
                message = f'the printer is called "{name}", as a standard is'
                problems.append(error("name", message, printer.at(), "give it another name"))
            problems += self._check_delivery("printer", printer)
        if problems:
            raise Refused(problems)
        return printers

    def _check_delivery(self, kind: str, row: Delivery) -> Iterator[Problem]:
        if row.marks and not row.bleed:
            yield error(
                kind,
                f"marks stand outside the bleed, and this {kind} has none",
                row.at("marks"),
                "add `bleed: true`, or take the marks out",
            )
        if row.condition and row.condition not in self.conditions():
            name, place = row.condition, row.at("condition")
            yield unknown("condition", name, self.conditions(), place, noun="press condition")

    def conditions(self) -> Mapping[str, PressCondition]:
        """Every press condition. Raises `Refused`."""
        return need(*self.shelf.row(CONDITIONS, Conditions)).conditions

    def profile_path(self, condition: str) -> str:
        """The absolute path of a press condition's ICC profile. Raises `Refused`."""
        row = self.conditions()[condition]
        return str(self.shelf.find(beside(CONDITIONS, row.icc), row.at("icc")))

    def theme(self, name: str) -> Theme:
        """A theme. Raises `Refused`, also if one of its tints is of no ink."""
        theme = need(*self._read_theme(name))
        problems = [*check_palette(theme.palette)]
        if problems:
            raise Refused(problems)
        return theme

    def _read_theme(self, name: str) -> tuple[Theme | None, tuple[Problem, ...]]:
        """A theme with all that those say which it is like, and every problem of it."""
        theme, problems = self.shelf.row(self.theme_path(name), Theme)
        passed = [name]
        while theme is not None and theme.like:
            place = theme.at("like")
            if theme.like in passed:
                hint = "let one of them say everything itself"
                circle = error("theme", "these themes are each like the other", place, hint)
                return None, (*problems, circle)
            if theme.like not in self.themes():
                return None, (*problems, unknown("theme", theme.like, self.themes(), place))
            passed.append(theme.like)
            base, found = self.shelf.row(self.theme_path(theme.like), Theme)
            problems = (*problems, *found)
            theme = base and theme.after(base).model_copy(update={"like": base.like})
        return theme, problems

    def layout(self, name: str) -> Layout:
        """A layout as written, whether or not what it names exists. Raises `Refused`."""
        return need(*self.shelf.row(self.layout_path(name), Layout))

    def drawing(
        self,
        name: str,
        variant: str = "",
        margin: float = 0.0,
        bleed: float | None = None,
        theme: str = "",
    ) -> tuple[Drawing, tuple[Problem, ...]]:
        """A layout with everything it names, and warnings. It is in another `theme` or its own, in
        a variant of the theme or in its own colours, for a printer that leaves `margin` mm of the
        sheet white, with `bleed` mm if that differs from the format's. Raises `Refused` with all
        that is wrong with the layout, its theme, the formats and the fonts."""
        if theme and theme == self._own_theme(name):
            theme = ""
        asked = name, theme
        drawing, problems = self.shelf.remember(self._drawings, asked, lambda: self._draw(*asked))
        if all(drawing.formats[each].bleed == bleed for each in drawing.layout.formats):
            bleed = None
        key = name, theme, variant, margin, bleed
        if key not in self._varied:
            self._varied[key] = varied(drawing, variant, margin).with_bleed(bleed)
        return self._varied[key], problems

    def _own_theme(self, layout: str) -> str:
        row, _ = self.shelf.row(self.layout_path(layout), Layout)
        return row.theme if row else ""

    def sets(self, layout: str, script: str, language: str) -> bool:
        """Whether a layout's theme has a font for a language's script. Raises `Refused`."""
        return not self.no_font(self.layout(layout).theme, script, language)

    def no_font(self, theme: str, script: str, language: str, called: str = "") -> list[Problem]:
        """Report a theme without a font for a language's script. Raises `Refused`."""
        row, families = self.theme(theme), self.fonts.families()
        own = (families[name].scripts for name in (row.family, *row.fallback) if name in families)
        if script_key(row.scripts, script, language) or any(script in known for known in own):
            return []
        able = [name for name, family in families.items() if script in family.scripts]
        family = able[0] if able else "…"
        hint = f"write `{script}: {{family: {family}}}` under `scripts:` there"
        if not able:
            hint += f", for a family with `scripts: [{script}]` that you add to {FAMILIES}"
            if self.fonts.are_shipped:
                hint += " (cease init --fonts DIR gives you one to copy)"
        message = f'there is no font for {called or language}: the theme "{theme}" has none for '
        message += f"its script, {script}"
        return [error("no-font", message, row.at("scripts"), hint)]

    def _draw(self, name: str, other: str) -> tuple[Drawing, tuple[Problem, ...]]:
        layout, found = self.shelf.row(self.layout_path(name), Layout)
        problems = list(found)
        formats, found = self.shelf.row(FORMATS, Formats)
        problems += found
        theme = None
        if layout is not None:
            if other:
                layout = layout.model_copy(update={"theme": other})
            problems += self._check_theme_name(layout)
            if layout.theme in self.themes():
                theme, found = self._read_theme(layout.theme)
                problems += found
        weights: Mapping[int, FontFile] = {}
        scripts: Mapping[str, ScriptFonts] = {}
        fallback: tuple[Mapping[int, FontFile], ...] = ()
        if theme is not None:
            try:
                weights, scripts, fallback = self.fonts.of_theme(theme)
            except Refused as refused:
                problems += refused.problems
        if layout and theme and weights and (other or self.fonts.is_dropped(theme.family)):
            asked = {weight for style in layout.styles.values() for weight in style.weights}
            place = theme.at("family")
            problems += check_nearest(theme.family, weights, asked, place)
            weights = {one: weights[nearest(weights, one)] for one in {*weights, *asked}}
        if layout and theme and formats and weights:
            problems += check(layout, theme, formats.formats, weights)
        if any(problem.is_error for problem in problems):
            raise Refused(problems)
        assert layout is not None
        assert theme is not None
        assert formats is not None
        palette = {ink: theme.colour(ink) for ink in theme.palette}
        scripts = with_least(scripts, layout.scripts_least)
        home = self._home(name) if other else {}
        drawing = Drawing(
            name, layout, theme, formats.formats, weights, palette, scripts, fallback, home=home
        )
        settings = {
            each: replace(drawing, layout=layout.for_format(each)) for each in layout.settings
        }
        return replace(drawing, settings=settings), tuple(problems)

    def _home(self, layout: str) -> Mapping[str, Colour]:
        """The palette of a layout's own theme; none if it cannot be read."""
        try:
            theme = self.theme(self._own_theme(layout))
        except Refused:
            return {}
        return {ink: theme.colour(ink) for ink in theme.palette}

    def _check_theme(self, name: str) -> Iterator[Problem]:
        """Everything wrong with a theme that shows in any layout."""
        theme, problems = self._read_theme(name)
        yield from problems
        if theme is not None:
            yield from check_palette(theme.palette)
            yield from check_variants(theme)
            yield from check_roles(theme)
            yield from _refusals(partial(self.fonts.of_theme, theme))

    def _check_theme_name(self, layout: Layout) -> Iterator[Problem]:
        if layout.theme not in self.themes():
            yield unknown("theme", layout.theme, self.themes(), layout.at("theme"))

    def pictures(self) -> list[str]:
        """The layouts of pictures that editions name; none if the editions cannot be read."""
        try:
            editions = self.editions().values()
        except Refused:
            return []
        return list(dict.fromkeys(name for edition in editions for name in edition.pictures))

    # all of it

    def check(self) -> list[Problem]:
        """The problems of every file of the design, used or not."""
        found = [
            *_refusals(self.formats),
            *_refusals(self.printers),
            *_refusals(self.editions),
        ]
        try:
            for name in self.conditions():
                found += _refusals(partial(self.profile_path, name))
        except Refused as refused:
            found += refused.problems
        for name in self.themes():
            found += _named("theme", name, Span(self.theme_path(name)))
            found += self._check_theme(name)
        try:
            for problems in self.fonts.dropped.problems.values():
                found += problems
            for name in self.fonts.families():
                found += _refusals(partial(self.fonts.weights, name))
        except Refused as refused:
            found += refused.problems
        for name in self.layouts():
            found += _named("layout", name, Span(self.layout_path(name)))
        for name in (*self.layouts(), *self.pictures()):
            try:
                drawing, warnings = self.drawing(name)
            except Refused as refused:
                found += refused.problems
                continue
            found += warnings
            for variant in drawing.theme.variants:
                found += _refusals(partial(self.drawing, name, variant))
        return list(dict.fromkeys(found))


def _refusals(read: Callable[[], object]) -> tuple[Problem, ...]:
    """The problems that stop something from being read."""
    try:
        read()
    except Refused as refused:
        return refused.problems
    return ()


def _named(kind: str, name: str, place: Span | None, *, alone: bool = True) -> list[Problem]:
    problem = name_problem(kind, name, place, alone=alone)
    return [problem] if problem else []
