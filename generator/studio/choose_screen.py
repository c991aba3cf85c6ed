"""The first screen: every piece in a language for an area, as its page looks and how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, Literal

from msgspec import Struct
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from generator.jobs.piece_states import STANDINGS, pieces_of
from generator.problems import Problem, Refused
from .area_titles import AreaTitles
from .asking import Call
from .choose_cards import Card, ChosenLanguage, StateWords
from .choose_search import Chosen, Shelves, closest, search
from .desk import DeskName
from .left_drafts import LeftDrafts
from .looks import Look
from .state import Studio
from .state_poll import DraftWaiting, at, waiting
from .thumbs import LookedAt
from .words import words_of

SCREEN: Final = "choose"
MOST_CARDS: Final = 48
FEW: Final = 12  # areas that a list can be chosen from; more are typed


class DraftRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Go on with a draft that was left (`keep`), `throw` it away, or take it `back`."""

    draft: str
    act: Literal["keep", "throw", "back"]


class DraftAnswer(Struct, frozen=True):
    """The file whose draft it is."""

    path: str


class CardGroup(Struct, frozen=True):
    """The cards of a language, with its name in English, and an area."""

    language: str
    english: str
    area: str
    cards: tuple[Card, ...]


class ChosenPieces(Struct, frozen=True):
    """What is asked for, found among what there is; `unknown` is what was typed for an area that
    there is not, and `meant` the areas that may be meant."""

    chosen: Chosen
    words: str
    state: str
    areas: dict[str, str]
    tags: list[str]
    layouts: list[str]
    pieces: tuple[LookedAt, ...]
    unknown: str = ""
    meant: tuple[str, ...] = ()


class ChooseScreen:
    """Shows what can be printed."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._titles = AreaTitles()
        self._words = words_of(SCREEN, studio.interface)
        self._states = StateWords(self._words, studio.project)
        self._left = LeftDrafts(studio.project)

    def routes(self) -> list[Route]:
        return [Route("/", self.show)]

    def calls(self) -> list[Call]:
        return [
            Call(
                "/api/draft",
                "Go on with a draft that was left, throw it away, or take it back",
                DraftRequest,
                DraftAnswer,
                self.draft,
                edits=True,
            )
        ]

    def draft(self, asked: DraftRequest) -> DraftAnswer:
        """Do something with a draft that was left."""
        does = {"keep": self._left.keep, "throw": self._left.throw, "back": self._left.take_back}
        return DraftAnswer(does[asked.act](asked.draft))

    async def show(self, request: Request) -> Response:
        """The screen; with `part` in the request only what follows from the choice."""
        return await self._studio.shown(lambda: self._show(request.query_params))

    def _show(self, asked: QueryParams) -> Response:
        studio = self._studio
        project = studio.project.project
        found = self._found(asked)
        chosen = found.chosen
        drafts = waiting(studio)
        groups, left, unsure = self._groups(found, drafts)
        row, _ = project.content.area_row(chosen.area)
        states = [(each, self._states.tag(each).words) for each in STANDINGS]
        return studio.page(
            SCREEN,
            "choose-shown" if "part" in asked else "",
            found=found,
            campaign=chosen.campaign,
            campaigns=[(name, studio.campaign_title(name)) for name in project.campaigns()],
            language=chosen.language,
            languages=[(tag, studio.language_title(tag)) for tag in found.tags],
            few=len(found.areas) <= FEW,
            states=states,
            groups=groups,
            left=left,
            unsure=unsure,
            number=sum(len(group.cards) for group in groups),
            rows=self._rows(found, drafts),
            is_test=row is not None and row.test,
            drafts=[(each, *self._waits_in(each.path, found)) for each in drafts],
            left_drafts=[
                (each, self._waits_in(each.path, found)[0], at(each.time))
                for each in self._left.all()
            ],
            unreadable=self._unreadable(),
            others=studio.project.draft_files.others,
            serves=studio.serves,
        )

    def _found(self, asked: QueryParams) -> ChosenPieces:
        """What is asked for."""
        project = self._studio.project.project
        campaign = _among(project.campaigns(), asked.get("campaign", ""))
        default = project.content.languages().default
        tags = sorted(
            project.languages(campaign),
            key=lambda tag: (tag != default, self._studio.language_title(tag)),
        )
        areas = self._titles.all(project)
        typed = asked.get("area", "").strip()
        meant = closest(areas, typed) if typed else []
        area = meant[0] if len(meant) == 1 else _among(list(areas), project.usual_area())
        unsure = bool(typed) and len(meant) != 1
        state = asked.get("state", "")
        state = state if state in STANDINGS else ""
        words = asked.get("words", "").strip()[:200]
        chosen = Chosen(campaign, _among(tags, asked.get("language", default)), area)
        layouts = pieces_of(project, campaign)
        shelves = Shelves(
            {name: project.design.layout(name).title for name in layouts},
            {tag: self._studio.language_title(tag) for tag in tags},
            areas,
        )
        pieces = search(shelves, chosen, words, any_language=bool(state))
        return ChosenPieces(
            chosen,
            words,
            state,
            areas,
            tags,
            layouts,
            tuple(pieces),
            typed if unsure else "",
            tuple(meant[:6]) if unsure else (),
        )

    def _groups(
        self, found: ChosenPieces, drafts: Sequence[DraftWaiting]
    ) -> tuple[list[CardGroup], int, int]:
        """The cards that are shown, by language and area; how many suit and are not shown; and of
        how many pieces nobody knows yet whether they suit. What is shown is looked at first, then
        all pieces of the area."""
        looks = self._studio.looks
        pieces = list(found.pieces)
        unsure = 0
        if found.state:
            known = [(piece, looks.of(piece)) for piece in pieces]
            unsure = sum(not look.seen and not look.broken for _, look in known)
            pieces = [piece for piece, look in known if _standing(look) == found.state]
        shown = pieces[:MOST_CARDS]
        every = [
            LookedAt(found.chosen.campaign, tag, found.chosen.area, layout)
            for tag in found.tags
            for layout in found.layouts
        ]
        others = (*found.pieces, *every) if found.state else every
        looks.want(shown, others, (found.chosen.campaign, found.tags))
        since = self._since(drafts)
        groups = []
        for (tag, area), some in groupby(shown, key=lambda piece: (piece.language, piece.area)):
            row = self._studio.project.project.content.language(tag)
            cards = [self._states.card(p, looks.of(p), since(tag, area, p.campaign)) for p in some]
            groups.append(CardGroup(tag, row.english if row else tag, area, tuple(cards)))
        return groups, len(pieces) - len(shown), unsure

    def _rows(self, found: ChosenPieces, drafts: Sequence[DraftWaiting]) -> list[ChosenLanguage]:
        """The languages of the table, of a state if one is asked for."""
        chosen, looks = found.chosen, self._studio.looks
        since = self._since(drafts)
        rows = [
            self._states.language(
                tag,
                looks.language(chosen.campaign, tag),
                [
                    looks.of(LookedAt(chosen.campaign, tag, chosen.area, layout))
                    for layout in found.layouts
                ],
                since(tag, chosen.area, chosen.campaign),
            )
            for tag in found.tags
        ]
        if not found.state:
            return rows
        return [row for row in rows if any(tag.kind == found.state for tag in row.tags)]

    def _since(self, drafts: Sequence[DraftWaiting]) -> _Since:
        return _Since(self._studio, {each.path: each.since for each in drafts})

    def _waits_in(self, path: str, found: ChosenPieces) -> tuple[str, str]:
        """What a file with edits is, as people say it, and the address of an editor that has it."""
        project, chosen = self._studio.project.project, found.chosen
        layout = next(iter(found.layouts), "")
        for name in project.areas():
            if project.content.area_path(name) == path:
                words = self._words.say("choose.draft-of-area", area=self._studio.area_title(name))
                return words, f"/edit/{chosen.campaign}/{chosen.language}/{name}/{layout}"
        for tag in found.tags:
            if project.content.campaign_path(chosen.campaign, tag) == path:
                address = f"/edit/{chosen.campaign}/{tag}/{chosen.area}/{layout}"
                return self._studio.language_title(tag), address
        return path, ""

    def _unreadable(self) -> list[Problem]:
        """What is wrong with layouts that cannot be shown at all."""
        project = self._studio.project.project
        found: list[Problem] = []
        for name in project.layouts():
            try:
                project.design.layout(name)
            except Refused as refused:
                found += refused.problems
        return found


class _Since:
    """Says since when edits of a desk wait; nothing if there are none."""

    def __init__(self, studio: Studio, times: dict[str, str]) -> None:
        self._studio, self._times = studio, times

    def __call__(self, tag: str, area: str, campaign: str) -> str:
        if not self._times:
            return ""
        paths = self._studio.project.paths(DeskName(campaign, tag, area)).values()
        return max((self._times[path] for path in paths if path in self._times), default="")


def _standing(look: Look) -> str:
    return look.state.standing if look.state else ""


def _among(known: Iterable[str], name: str) -> str:
    """The name if it is known, or else the first; empty if there is none."""
    names = list(known)
    return name if name in names else next(iter(names), "")
