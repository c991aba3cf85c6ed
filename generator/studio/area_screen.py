"""An area as a form: whom to call, links, logos and the publisher, beside the page that prints
them."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Mapping
from datetime import date
from typing import Any, Final

import msgspec
from msgspec.structs import replace
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from generator.content.area_checks import overdue, today
from generator.content.area_columns import MOST_CONTACTS
from generator.content.area_rows import MOST_LOGOS
from generator.content.campaign_rows import LinkTo
from generator.content.own_block import MOST
from generator.content.required_fields import required_fields
from generator.jobs.new_area import AreaNames, area_names
from generator.months import spoken_month
from generator.problems import Problem, Refused, Span, error
from generator.source.splice import value_at
from generator.svgpages import SvgPage
from .area_answers import (
    AreaAnswer,
    AreaConflict,
    AreaLook,
    AreaSaveAnswer,
    AreaSaveRequest,
    LogoNews,
    PanelPicture,
    SizesAnswer,
    SizesAsked,
)
from .area_filled_in import (
    AreaData,
    FilledIn,
    data_of,
    empty_form,
    file_name,
    form_changes,
    form_of,
    has_new_numbers,
)
from .area_keeping import keep_changes, keep_new
from .area_preview import AreaPreview, PrintedLogo, preview_data, with_asked
from .asking import Call, Upload
from .edit_answers import FieldFault
from .form_checks import (
    CheckedForm,
    at_fields,
    checked_form,
    name_problems,
    row_of,
    rung_again,
)
from .logo_files import LogoFiles
from .logo_upload import LogoUpload
from .state import Studio
from .worker import LATER

NEW: Final = "/areas/new"  # not /area/new, for an area may be called new
_UNNAMED: Final = "new-area"


class AreaScreen:
    """Shows and changes an area, or makes a new one."""

    def __init__(self, studio: Studio) -> None:
        self._studio, self._project = studio, studio.project
        self._preview = AreaPreview(studio.project.project)
        self.logos = LogoFiles(studio.project.root)

    def routes(self) -> list[Route]:
        return [Route(NEW, self.show_new), Route("/area/{name}", self.show)]

    def calls(self) -> list[Call | Upload]:
        return [
            *LogoUpload(self._studio, self.logos).calls(),
            Call(
                "/api/area/look",
                "Check the form of an area, and show how it prints",
                AreaLook,
                AreaAnswer,
                self.look,
            ),
            Call(
                "/api/area/sizes",
                "How large a piece prints the logos of an area",
                SizesAsked,
                SizesAnswer,
                self.sizes,
                when=LATER,
            ),
            Call(
                "/api/area/save",
                "Write the form of an area to its file",
                AreaSaveRequest,
                AreaSaveAnswer,
                self.save,
                edits=True,
            ),
        ]

    async def show_new(self, request: Request) -> Response:
        """The form of a new area."""
        return await self._studio.shown(lambda: self._show("", request))

    async def show(self, request: Request) -> Response:
        """The form of an area."""
        name = request.path_params["name"]
        return await self._studio.shown(lambda: self._show(name, request))

    def _show(self, name: str, request: Request) -> Response:
        project = self._project.project
        if name and name not in project.areas():
            raise HTTPException(404)
        form, base = self.opened(name)
        row, _ = project.content.area_row(name) if name else (None, ())
        return self._studio.page(
            "area",
            area=name,
            form=form,
            state={
                "form": msgspec.to_builtins(form),
                "area": name,
                "base": base,
                "layouts": self._layouts(),
                "most": MOST_LOGOS,
            },
            languages={tag: self._studio.language_title(tag) for tag in project.languages()},
            overdue=bool(row and any(overdue(row))),
            most={"contacts": MOST_CONTACTS, "logos": MOST_LOGOS, **MOST},
            today=str(today()),
            kept="kept" in request.query_params,
            named=[*form.names],
            lists=[(key, _spoken(key)) for key in form.contacts],
            sentences=self._sentences(),
            examples=self._examples(name),
            file=self._path(name) if name else "",
            day=_day(form.on),
        )

    @property
    def known(self) -> AreaNames:
        """What areas of the project have."""
        return area_names(self._project.project)

    def opened(self, name: str) -> tuple[FilledIn, str]:
        """The form of an area, or of a new one, and the text of its file. Raises `Refused`."""
        if not name:
            return empty_form(self.known), ""
        path = self._path(name)
        self._project.go_on([path])
        base = self._project.history.text(path)
        return form_of(name, _read(base, path), self.known), base

    def _sentences(self) -> Mapping[str, str]:
        """The sentence that each link stands after, by the link's name."""
        project, found = self._project.project, {}
        for campaign in project.campaigns():
            for row in project.content.source(campaign).blocks.values():
                if isinstance(row, LinkTo):
                    found[row.address.strip("{} ")] = row.text
        return found

    def _examples(self, name: str) -> Mapping[str, str]:
        """What another area has as links, for whoever fills in a new one."""
        project = self._project.project
        usual = project.usual_area()
        row, _ = project.content.area_row(usual) if usual and usual != name else (None, ())
        return row.shown if row else {}

    def _path(self, name: str) -> str:
        return self._project.project.content.area_path(name)

    # what a form says

    def look(self, asked: AreaLook) -> AreaAnswer:
        """Check a form, and show how it prints."""
        before, known = self._before(asked.area), self.known
        form, path = asked.form, self._path(asked.area or file_name(asked.form) or _UNNAMED)
        checked, data = self._checked(asked.area, form, before, known)
        name = asked.area or _UNNAMED
        shown = self._preview.shown(name, self._previewed(data, checked.wrong, known))
        found = _of_logos(shown.problems)
        if not shown.pages:  # a logo that cannot be printed is left off
            wrong = {each.span.key for each in found if each.span}
            whole = self._previewed(data, checked.wrong | wrong, known)
            shown = self._preview.shown(name, whole)
        groups = [group for page in shown.pages for group in page.groups]
        for group in groups:
            self._studio.assets.update({asset.name: asset for asset in group.assets})
        return AreaAnswer(
            path if asked.area or file_name(form) else "",
            tuple(self._faults([*checked.problems, *at_fields(form, path, found)])),
            checked.news,
            tuple(_picture(shown.piece, page) for page in shown.pages),
            {group.ident: group.markup for group in groups if group.ident not in asked.have},
            _news(shown.logos),
            _spelt(before) if before and data.get("title") != before.get("title") else 0,
            form.rung and bool(before) and has_new_numbers(form, before, known),
        )

    def sizes(self, asked: SizesAsked) -> Generator[None, None, SizesAnswer]:
        """How large a layout prints the logos of a form, and whether they are sharp there, found in
        steps."""
        before, known, form = self._before(asked.area), self.known, asked.form
        if asked.layout not in self._layouts():
            raise msgspec.ValidationError("there is no such layout")
        checked, data = self._checked(asked.area, form, before, known)
        whole = self._previewed(data, checked.wrong, known)
        piece = asked.area or _UNNAMED, whole, asked.layout
        yield from self._preview.set_in_steps(*piece)
        shown = self._preview.shown(*piece)
        found = at_fields(form, "", _of_logos(shown.problems))
        title = self._project.project.design.layout(asked.layout).title
        return SizesAnswer(title, _news(shown.logos), tuple(self._faults(found)))

    def _layouts(self) -> list[str]:
        """The layouts whose pages can be shown."""
        rows = self._project.project.readable_layouts().items()
        return [name for name, row in rows if row.flow is None]

    def _before(self, area: str) -> AreaData:
        """What an area's file says, with what is being edited. Raises `ValidationError`."""
        if not area:
            return {}
        if area not in self._project.project.areas():
            raise msgspec.ValidationError("there is no such area")
        path = self._path(area)
        return _read(self._project.history.text(path), path)

    def _checked(
        self, area: str, form: FilledIn, before: AreaData, known: AreaNames
    ) -> tuple[CheckedForm, AreaData]:
        """A form with what is wrong in it, and what its file shall say."""
        project = self._project.project
        wants, _ = required_fields(project.content)
        name = area or file_name(form)
        data = data_of(form, before, known)
        path = self._path(name or _UNNAMED)
        checked = checked_form(project, path, form, self.logos.found(data), wants)
        more = list(rung_again(form, before, path, known))
        if not area:
            more += name_problems(project, name, path)
        return replace(checked, problems=(*checked.problems, *more)), data

    def _previewed(
        self, data: AreaData, wrong: Collection[str], known: AreaNames
    ) -> dict[str, Any]:
        """An area as it is shown: whole, and without what is wrong."""
        asked = {
            "names": known.names,
            "numbers": known.numbers,
            "contacts": known.contacts,
            "links": tuple(each for each in known.links if each not in known.numbers),
        }
        return preview_data(with_asked(self.logos.found(data), asked), wrong)

    def _faults(self, problems: Iterable[Problem]) -> Iterable[FieldFault]:
        for each in problems:
            key = each.span.key if each.span else ""
            yield FieldFault(key, str(each.severity), each.message, each.hint)

    # keeping it

    def save(self, asked: AreaSaveRequest) -> AreaSaveAnswer:
        """Write a form to its file."""
        area, form = asked.area, asked.form
        if area:
            self._before(area)
            self._project.go_on([self._path(area)])
        before, known = self._before(area), self.known
        checked, data = self._checked(area, form, before, known)
        if checked.errors:
            return AreaSaveAnswer(faults=tuple(self._faults(checked.problems)))
        name = area or file_name(form)
        path = self._path(name)
        pending = self.logos.pending(data)
        try:
            if not area:
                text = keep_new(self._project, path, data, pending)
                self.logos.kept(pending)
                return AreaSaveAnswer(name, text)
            base = asked.base or self._project.history.text(path)
            changes = [*form_changes(path, _read(base, path), form, known)]
            self.logos.write(pending)
            done = keep_changes(self._project, path, base, changes, asked.choices)
        except Refused as refused:
            return AreaSaveAnswer(faults=tuple(self._faults(refused.problems)))
        conflicts = tuple(
            AreaConflict(
                each.key, _words(each.ours), _words(each.theirs), not isinstance(each.theirs, str)
            )
            for each in done.conflicts
        )
        return AreaSaveAnswer("" if conflicts else name, done.text, (), conflicts)


def _read(text: str, path: str) -> AreaData:
    """What the text of an area's file says. Raises `Refused` if that is no area."""
    found = value_at(text, path, "")
    row, problems = row_of(found, path) if isinstance(found, dict) else (None, [])
    if row is None:
        message = f"{path} is no area that a form can show"
        hint = "mend it in the file, then load this page again"
        raise Refused(problems or [error("area-form", message, Span(path), hint)])
    data: AreaData = found
    return data


def _picture(piece: str, page: SvgPage) -> PanelPicture:
    groups = tuple(group.ident for group in page.groups)
    return PanelPicture(piece, page.name, page.width, page.height, groups)


def _of_logos(problems: Iterable[Problem]) -> list[Problem]:
    """Those problems of a piece that are its logos'."""
    return [each for each in problems if each.span and each.span.key.startswith("logos.")]


def _news(logos: Iterable[PrintedLogo]) -> tuple[LogoNews, ...]:
    return tuple(LogoNews(each.number, round(each.width, 1)) for each in logos)


def _spelt(data: Mapping[str, Any]) -> int:
    """In how many languages an area's file spells its names."""
    translations = data.get("translations") or {}
    return sum(bool(spelling.get("names")) for spelling in translations.values())


def _spoken(name: str) -> str:
    words = name.replace("-", " ")
    return words[:1].upper() + words[1:]


def _day(text: str) -> str:
    """A date such as 2026-03-31 as it is said; any other text as it is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {spoken_month(text[:7], 'en-GB')}"


def _words(value: Any) -> str:
    """A value for a person to compare with another."""
    if isinstance(value, Mapping):
        return ", ".join(_words(each) for each in value.values() if each)
    if isinstance(value, list):
        return "; ".join(map(_words, value))
    return value if isinstance(value, str) else ""
