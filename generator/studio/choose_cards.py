"""What the first screen says of pieces and languages: which kind of state each is in, in words, and
why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from generator.design.layout import Layout
from generator.jobs.piece_states import STANDINGS, PieceState
from generator.jobs.project import Project
from generator.problems import Problem, Refused
from generator.source.splice import value_at
from .desk import DeskName, OpenProject
from .edit_answers import fault
from .looks import Look
from .thumbs import LanguageLook, LookedAt
from .words import ScreenWords

MOST_REASONS: Final = 3  # lines of a card
_QUOTED: Final = 5  # words of a text that is too long
_COVERED: Final = frozenset({"draft", "stale", "untranslated", "test-area"})  # said in numbers


# How the style sheet calls the look of a tag, where it is not called like the standing.
_LOOKS: Final = {
    **dict.fromkeys(("wrong", "long", "partial"), "bad"),
    **dict.fromkeys(("unchecked", "warned"), "warned"),
}


class StateTag(Struct, frozen=True):
    """A state as a tag: its kind, and its words."""

    kind: str
    words: str

    @property
    def look(self) -> str:
        """What gives it a colour and a sign in the style sheet."""
        return _LOOKS.get(self.kind, self.kind)


class Reason(Struct, frozen=True):
    """Why a piece is in its state, and the key of the field where that can be mended, as the editor
    knows it."""

    words: str
    field: str = ""


class Card(Struct, frozen=True):
    """A piece on the first screen. `busy`: it has not been looked at and drawn yet."""

    piece: LookedAt
    title: str
    about: str
    picture: str
    busy: bool
    tags: tuple[StateTag, ...]
    reasons: tuple[Reason, ...]
    blank: str = ""


class ChosenLanguage(Struct, frozen=True):
    """A language of the table: `read` of so many `sentences` were read by a person, None where that
    is not known. Nobody has to read the `original`."""

    tag: str
    english: str
    own: str
    direction: str
    read: int | None
    sentences: int
    busy: bool
    tags: tuple[StateTag, ...]
    reason: str
    original: bool


class StateWords:
    """Puts the states of a project's pieces into words."""

    def __init__(self, words: ScreenWords, open_project: OpenProject) -> None:
        self._words, self._open = words, open_project
        self._say, self._count = words.say, words.count

    @property
    def _project(self) -> Project:
        return self._open.project

    def card(self, piece: LookedAt, look: Look, drafted: str) -> Card:
        """A piece with what is known of it. `drafted` is when it was last edited, if edits wait."""
        layout = self._project.design.layout(piece.layout)
        state = look.state
        reasons = tuple(self._reasons(piece, state)) if state else ()
        if look.broken:
            reasons = (Reason(self._say("choose.broken")),)
        looked = look.drawn or look.broken
        more = len(reasons) - MOST_REASONS
        shown = reasons[:MOST_REASONS]
        if more > 0:
            shown = (*shown, Reason(self._count("choose.more-reasons", more)))
        return Card(
            piece,
            layout.title,
            self.about(layout),
            look.picture,
            not looked,
            tuple(self._tags(state, drafted)),
            shown,
            "" if look.picture or not looked else self._say("choose.no-picture"),
        )

    def language(
        self,
        tag: str,
        known: LanguageLook | None,
        looks: Sequence[Look],
        drafted: str,
    ) -> ChosenLanguage:
        """A language with what is known of its pieces."""
        row = self._project.content.language(tag)
        progress = known.progress if known else None
        states = [look.state for look in looks if look.state]
        worst = min(states, key=lambda each: STANDINGS.index(each.standing), default=None)
        busy = known is None or len(states) < sum(not look.broken for look in looks)
        return ChosenLanguage(
            tag,
            row.english if row else tag,
            row.name if row and row.name != row.english else "",
            row.direction if row else "ltr",
            progress.reviewed if progress else None,
            progress.sentences if progress else 0,
            busy,
            tuple(self._tags(worst, drafted)) if worst else (),
            self._reason(tag, worst, states, known),
            tag == self._project.content.languages().default,
        )

    def about(self, layout: Layout) -> str:
        """What a layout makes, in sizes and sides."""
        formats = self._project.design.formats().formats
        rows = [formats[name] for name in layout.formats if name in formats]
        if not rows:
            return ""
        first = rows[0]
        if first.pixels:
            return self._say("choose.about.pixels", width=first.pixels[0], height=first.pixels[1])
        width, height = (f"{length:g}" for length in first.trim)
        sides = self._count("choose.about.sides", len(layout.pages))
        if first.sides:
            panels = [each for side in first.sides.values() for each in side.panels.values()]
            closed = f"{max(panels):g}"
            values = {"width": width, "height": height, "closed": closed, "panels": len(panels)}
            return self._say("choose.about.folded", **values)
        if len(rows) > 1:
            rows.sort(key=lambda row: -row.trim[0])
            sizes = self._list([row.title for row in rows])
        else:
            sizes = self._say("choose.about.size", width=width, height=height)
        return self._say("choose.about.flat", sizes=sizes, sides=sides)

    def tag(self, standing: str) -> StateTag:
        """The tag of a standing (`generator.jobs.piece_states`)."""
        return StateTag(standing, self._say(f"choose.state.{standing}"))

    def _tags(self, state: PieceState | None, drafted: str) -> Iterator[StateTag]:
        if state:
            yield self.tag(state.standing)
            if state.standing != "test" and _is_test(state):
                yield self.tag("test")
        if drafted:
            yield StateTag("draft", self._say("choose.drafted", time=drafted))

    def _reasons(self, piece: LookedAt, state: PieceState) -> Iterator[Reason]:
        done = state.progress
        match state.standing:
            case "long":
                long, *rest = [each for each in state.problems if each.is_error]
                yield self._too_long(piece, long, state.characters)
                yield from (self._too_long(piece, each, None) for each in rest)
            case "wrong":
                yield from (self._wrong(piece, each) for each in state.problems if each.is_error)
        if done and done.translated < done.sentences:
            missing = done.sentences - done.translated
            yield Reason(self._count("choose.why.partial", missing, sentences=done.sentences))
        if done and done.stale:
            yield Reason(self._count("choose.why.stale", done.stale, original=self._original))
        if done and done.draft:
            yield Reason(self._say("choose.why.unread", number=done.draft, of=done.sentences))
        elif done and done.sentences and not done.stale and done.reviewed == done.sentences:
            yield Reason(self._count("choose.why.read", done.sentences))
        if done is None and state.standing == "ready":
            yield Reason(self._say("choose.why.original"))
        for each in state.problems:
            if not each.is_error and each.rule not in _COVERED:
                yield Reason(self._message(each))
        if state.standing == "test":
            yield Reason(self._say("choose.why.test"))

    def _reason(
        self,
        tag: str,
        worst: PieceState | None,
        states: Sequence[PieceState],
        known: LanguageLook | None,
    ) -> str:
        """Why a language is in the state of its worst piece."""
        is_original = tag == self._project.content.languages().default
        if worst is None:
            return self._say("choose.why.original") if is_original else ""
        done = known.progress if known else None
        match worst.standing:
            case "long":
                number = sum(each.standing == "long" for each in states)
                return self._say("choose.why.pieces", number=number, of=len(states))
            case "wrong":
                return next((self._message(each) for each in worst.problems if each.is_error), "")
            case "partial" if done:
                missing = done.sentences - done.translated
                return self._count("choose.why.partial", missing, sentences=done.sentences)
            case "stale" if done:
                return self._count("choose.why.stale", done.stale, original=self._original)
            case "unread" if done and not done.reviewed:
                return self._say("choose.why.nobody", original=self._original)
            case "unread" if done:
                return self._say("choose.why.unread", number=done.draft, of=done.sentences)
            case "test":
                return self._say("choose.why.test")
            case "ready":
                return self._say("choose.why.original") if is_original else ""
        rest = (each for each in worst.problems if each.rule not in _COVERED)
        return next((self._message(each) for each in rest), "")

    @property
    def _original(self) -> str:
        """The language that campaigns are written in, without its country."""
        languages = self._project.content.languages()
        return languages.languages[languages.default].english.partition(" (")[0]

    def _too_long(self, piece: LookedAt, problem: Problem, characters: int | None) -> Reason:
        words, field = self._quoted(problem), self._field(piece, problem)
        if not words:
            return Reason(self._message(problem), field)
        if characters:
            return Reason(self._count("choose.why.by", characters, words=words), field)
        return Reason(self._say("choose.why.long", words=words), field)

    def _quoted(self, problem: Problem) -> str:
        """The first words of the text that a problem is at; empty if it is at none."""
        span = problem.span
        if span is None or not span.key:
            return ""
        try:
            found = value_at(self._open.on_disk(span.path), span.path, span.key)
        except Refused:
            return ""
        if not isinstance(found, str):
            return ""
        words = found.split()
        return " ".join(words[:_QUOTED]) + ("…" if len(words) > _QUOTED else "")

    def _wrong(self, piece: LookedAt, problem: Problem) -> Reason:
        message, span = self._message(problem), problem.span
        if span is None or not span.path:
            return Reason(message)
        words = self._say("choose.why.place", message=message, path=span.path, line=span.line)
        return Reason(words, self._field(piece, problem))

    def _field(self, piece: LookedAt, problem: Problem) -> str:
        """The key of the field that a problem is at; empty if it is at none."""
        desk = DeskName(piece.campaign, piece.language, piece.area)
        words = {path: word for word, path in self._open.paths(desk).items()}
        return fault(problem, words).key

    def _message(self, problem: Problem) -> str:
        short = self._words.table.get(f"choose.rule.{problem.rule}")
        return short or problem.message[:1].upper() + problem.message[1:]

    def _list(self, names: Sequence[str]) -> str:
        if len(names) < 2:
            return "".join(names)
        return self._say("choose.about.or", first=", ".join(names[:-1]), last=names[-1])


def _is_test(state: PieceState) -> bool:
    return any(problem.rule == "test-area" for problem in state.problems)
