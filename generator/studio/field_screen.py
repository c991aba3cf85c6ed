"""What the left half of the editor asks for: its fields as they are now, and what can be done with
them but typing: adding, taking out, moving, translating, signing off."""

from __future__ import annotations

import time
from collections.abc import Generator

import msgspec
from msgspec import Struct
from starlette.routing import Route

from generator.content.answers import Review
from generator.content.area_checks import today
from generator.content.kept_meaning import MadeFiles
from generator.content.sentences import digest
from generator.problems import Span
from generator.source.keys import CAMPAIGN
from .asking import Call
from .changes import Edit, check_text
from .desk import DeskName
from .desk_form import DeskForm, all_phrases, desk_form, translation_shown
from .edit_fields import UNWRITTEN, Act, all_fields
from .field_edits import (
    contact_added,
    logo_added,
    moved,
    own_added,
    picture_hidden,
    picture_shown,
    review_of,
    taken_out,
)
from .sign_edits import (
    begun,
    brought_up_to_date,
    earlier_kept,
    easy_signed_off,
    meaning_unchanged,
    not_signed,
    signed_off,
)
from .state import Studio
from .worker import LATER


class FieldsRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """The fields of a piece as they are now."""

    desk: DeskName
    layout: str


class ActRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Do something with what stands at a key: `add` to it, `remove` it, move it `up` or `down`,
    begin to `translate` it; say that a translation is `fresh`, `sign` words off, take that back
    (`unsign`), or say that a changed original means the `same` or that its meaning is `changed`;
    `hide` a picture in an area, or `show` it again.
    `words` are the name of who signs, or of the file that is added."""

    desk: DeskName
    layout: str
    act: Act
    key: str
    words: str = ""


class FieldsAnswer(Struct, frozen=True):
    """The fields as HTML, and the key of the one to go to, if there is one."""

    html: str
    enter: str = ""


class FieldScreen:
    """Makes and changes the fields of the editor."""

    def __init__(self, studio: Studio) -> None:
        self._studio, self._project = studio, studio.project
        self._changed: set[tuple[str, str]] = set()  # sentences whose meaning was changed

    def routes(self) -> list[Route]:
        return []

    def calls(self) -> list[Call]:
        return [
            Call(
                "/api/fields",
                "The fields of a piece as they are now",
                FieldsRequest,
                FieldsAnswer,
                self.fields,
                when=LATER,
            ),
            Call(
                "/api/act",
                "Add, take out, move, translate or sign off what fields stand for",
                ActRequest,
                FieldsAnswer,
                self.act,
                edits=True,
            ),
        ]

    def form(self, desk: DeskName, layout: str) -> DeskForm:
        """The form of a desk. Raises `Refused`."""
        return desk_form(self._project, desk, layout, self._changed)

    def fields(self, asked: FieldsRequest) -> Generator[None, None, FieldsAnswer]:
        """The fields as they are now, found in one step and written in the next."""
        desk = self._studio.desk(asked.desk, asked.layout)
        form = self.form(desk, asked.layout)
        yield
        return FieldsAnswer(self._studio.part("fields", "edit", form=form))

    def act(self, asked: ActRequest) -> FieldsAnswer:
        """Do something with what stands at a key, and show the fields as they are then."""
        desk = self._studio.desk(asked.desk, asked.layout)
        if (asked.act, asked.key) not in _offered(self.form(desk, asked.layout), asked.words):
            raise msgspec.ValidationError("there is nothing of that kind to do there")
        check_text(asked.words, Span("", key=asked.key))
        edit = self._edit(desk, asked)
        if edit is not None:
            self._project.edit(edit, time.monotonic())
        enter = ""
        if asked.act in ("add", "translate", "up", "down"):
            enter = self._entered(desk, asked)
        return self._answer(desk, asked.layout, enter)

    def _answer(self, desk: DeskName, layout: str, enter: str = "") -> FieldsAnswer:
        form = self.form(desk, layout)
        return FieldsAnswer(self._studio.part("fields", "edit", form=form), enter)

    def _entered(self, desk: DeskName, asked: ActRequest) -> str:
        """The field that somebody goes on with: of what is new or moved, the first."""
        fields = all_fields(self.form(desk, asked.layout).groups)
        keys = [field.key for field in fields]
        if asked.act == "translate":
            empty = (field for field in fields if field.standing == "missing")
            return next((field.key for field in empty if not field.unwritten), "")
        if asked.act == "add":
            under = [key for key in keys if key.startswith(f"{asked.key}.")]
            last = under[-1].removeprefix(f"{asked.key}.").partition(".")[0] if under else ""
            here = f"{asked.key}.{last}." if last.isdecimal() else f"{asked.key}."
            return next((key for key in under if key.startswith(here)), "")
        above, _, number = asked.key.rpartition(".")
        there = int(number) + (-1 if asked.act == "up" else 1)
        return next((key for key in keys if key.startswith(f"{above}.{there}.")), "")

    def _edit(self, desk: DeskName, asked: ActRequest) -> Edit | None:
        word, _, inside = asked.key.partition(":")
        paths = self._project.paths(desk)
        path = paths[word]
        match asked.act:
            case "add" if inside == "own":
                return own_added(path)
            case "add" if inside == "logos":
                return logo_added(path, asked.words)
            case "add":
                return contact_added(path, inside)
            case "remove":
                return taken_out(path, inside)
            case "up" | "down":
                return moved(path, inside, up=asked.act == "up")
            case "hide":
                return picture_hidden(path, inside)
            case "show":
                return picture_shown(path, inside)
            case "unsign":
                return not_signed(path, inside)
            case "same" | "changed":
                return self._meaning(desk, inside, is_same=asked.act == "same")
            case "sign" if word == CAMPAIGN:
                name = inside.removeprefix("blocks.").removesuffix(".easy")
                return easy_signed_off(path, name, self._review(asked.words))
        campaign = self._project.data(paths[CAMPAIGN])
        originals = {each.sentence: each.words for each in all_phrases(campaign)}
        shown = translation_shown(self._project, desk)
        if asked.act == "translate":
            return begun(path, inside.removeprefix(UNWRITTEN), campaign, shown)
        earlier = self._earlier(desk)
        if asked.act == "sign":
            review = self._review(asked.words)
            return signed_off(path, inside, shown, originals, review, earlier)
        at = review_of(inside, is_translation=True) or ""
        return brought_up_to_date(path, at, inside, shown, originals, earlier)

    @staticmethod
    def _review(name: str) -> Review:
        return Review(" ".join(name.split()), today().isoformat())

    def _earlier(self, desk: DeskName) -> str:
        """The file of earlier originals; empty if the campaign has none."""
        path = self._project.project.content.earlier_path(desk.campaign)
        folder = path.rpartition("/")[0]
        return path if path in self._project.shelf.files(folder) else ""

    def _meaning(self, desk: DeskName, inside: str, *, is_same: bool) -> Edit | None:
        """What is to be done once somebody has said whether a change of the original, at a key
        path, has changed its meaning."""
        content = self._project.project.content
        path = content.campaign_path(desk.campaign, content.languages().default)
        now = {each.path: each for each in all_phrases(self._project.data(path))}[inside]
        before: dict[str, str] = {
            each.sentence: each.words for each in all_phrases(self._project.data_on_disk(path))
        }
        said = now.sentence, digest(now.words)
        earlier = self._earlier(desk)
        if not is_same:
            self._changed.add(said)
            return earlier_kept(before[now.sentence], earlier) if earlier else None
        self._changed.discard(said)
        others = [tag for tag in content.tags(desk.campaign) if tag != content.languages().default]
        translations = [content.campaign_path(desk.campaign, tag) for tag in others]
        files = MadeFiles(translations, path, earlier)
        return meaning_unchanged(now.sentence, before[now.sentence], now.words, files)


def _offered(form: DeskForm, words: str) -> set[tuple[str, str]]:
    """What can be done in a form, each with its key. `words` are the choice or the name that came
    with it."""
    found: set[tuple[str, str]] = set()
    for group in form.groups:
        for block in group.blocks:
            found |= {(act, item.key) for item in block.items for act in item.acts}
            found |= {("remove", block.removing)} if block.removing else set()
            found |= {("show" if block.hidden else "hide", block.hiding)} if block.hiding else set()
            adding = block.adding
            if adding and not adding.why_not and (not adding.choices or words in adding.choices):
                found.add(("add", adding.key))
            if block.signing and block.signing.whole:
                found.add(("unsign", block.signing.key))
                found |= {("sign", block.signing.key)} if words.strip() else set()
    for field in all_fields(form.groups):
        if field.unwritten:
            found.add(("translate", field.key))
        if field.standing == "stale":
            found.add(("fresh", field.key))
        if field.asked and field.asked.said != "same":
            found |= {("same", field.key), ("changed", field.key)}
    return found
