"""A project whose piece has a value of every kind that a proof lists, and edits of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from generator.cache import Cache
from generator.jobs.approvals import ChangesSince, approve, changes_since
from generator.jobs.project import Project
from generator.jobs.proof_parts import proof_parts
from generator.reports.piece_names import PieceName
from tests.sample_projects import change

AREA = "content/areas/ashdale.yaml"
WORDS = "content/garden/en-GB.yaml"
LAYOUT = "layouts/card.yaml"
THEME = "layouts/themes/plain.yaml"
LOGO = "content/areas/mill.svg"
APPROVALS = "content/approvals/ashdale.yaml"
PIECE = PieceName.of("garden", "ashdale", "en-GB", "card", "a5", "office")


def drawing(colour: str, radius: int = 40) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">'
        f'<circle cx="50" cy="50" r="{radius}" fill="{colour}"/></svg>'
    )


def with_everything(project: Path) -> Path:
    """The small project with contacts, a logo and several texts."""
    change(project / AREA, "verified:", (
        "contacts:\n  help:\n  - {place: The Mill, number: 01632 960011}\n"
        "  - {place: The Barn, number: 01632 960012}\n"
        "logos: [{file: mill.svg, alt: The Mill Trust}]\nverified:"))  # fmt: skip
    (project / LOGO).write_text(drawing("#225577"))
    change(project / WORDS, "      - Come and dig", (
        "      - Everybody in the street may come along, with a spade or without one.\n"
        "      - Bring gloves, water and a friend who likes to be outdoors.\n"
        "      - Come and dig"))  # fmt: skip
    change(project / WORDS, "  more:", (
        "  help: {kind: contacts, text: \"Ring one:\", contacts: help}\n  more:"))  # fmt: skip
    change(project / LAYOUT, "          - {kind: code", (
        "          - {kind: text, block: help, style: body, above: 4}\n"
        "          - {kind: contacts, block: help, place: body, number: body, above: 2}\n"
        "          - {kind: logos, area: 60, gap: {least: 2, natural: 3, most: 6, rows: 2},\n"
        "             plate: white, above: 3}\n"
        "          - {kind: code"))  # fmt: skip
    change(project / LAYOUT, "size: 12, leading: 15.6", "size: 8, leading: 10")
    change(project / LAYOUT, "size: 30, caption", "size: 24, caption")
    return project


class ApprovedPiece:
    """An open project, one of whose pieces is approved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = Project.open(folder, Cache())
        approve(self.project, [PIECE], "A. Reader")

    def since(self, *paths: str) -> ChangesSince:
        """What has changed, after files have."""
        self.project.forget(paths)
        found = changes_since(self.project, proof_parts(self.project, PIECE))
        assert found is not None
        return found


class SeededEdit:
    """An edit of the approved piece: the file, its text before and after, and what must be found:
    the texts that are new or gone, or a page that looks otherwise."""

    def __init__(self, folder: Path, luck: Random) -> None:
        self.folder, self.luck = folder, luck
        kinds: list[Callable[[], None]] = [
            self.word, self.number, self.order, self.place, self.link, self.colour, self.logo,
        ]  # fmt: skip
        self.kind = luck.choice([each.__name__ for each in kinds])
        self.new: set[str] = set()
        self.gone: set[str] = set()
        self.path, self.before = "", ""
        getattr(self, self.kind)()

    def take_back(self) -> str:
        (self.folder / self.path).write_text(self.before)
        return self.path

    def _edit(self, path: str, old: str, new: str) -> None:
        self.path, self.before = path, (self.folder / path).read_text()
        assert old in self.before, old
        (self.folder / path).write_text(self.before.replace(old, new, 1))

    def word(self) -> None:
        sentences = {
            "Everybody in the street may come along, with a spade or without one.":
                ("Everybody", "street", "may", "along", "spade", "without"),
            "Bring gloves, water and a friend who likes to be outdoors.":
                ("Bring", "gloves", "water", "friend", "likes", "outdoors"),
        }  # fmt: skip
        sentence = self.luck.choice([*sentences])
        word = self.luck.choice(sentences[sentence])
        other = self.luck.choice(("seven", "kindly", "bread", "yes", word[:-1], word + "s", ""))
        now = " ".join(sentence.replace(word, other).split())
        self._edit(WORDS, sentence, now)
        self.new, self.gone = {now}, {sentence}

    def number(self) -> None:
        old = self.luck.choice(("01632 960011", "01632 960012"))
        new = f"01632 9600{self.luck.randint(20, 99)}"
        self._edit(AREA, old, new)
        self.new, self.gone = {new, f"number: {new}"}, {old, f"number: {old}"}

    def order(self) -> None:
        text = (self.folder / WORDS).read_text().splitlines(keepends=True)
        begin = next(n for n, line in enumerate(text) if "Everybody" in line)
        first, second = self.luck.sample(range(begin, begin + 3), 2)
        changed = [*text]
        changed[first], changed[second] = text[second], text[first]
        self._edit(WORDS, "".join(text), "".join(changed))

    def place(self) -> None:
        old = self.luck.choice(("The Mill", "The Barn"))
        new = self.luck.choice(("Old Hall", "North Gate", "The Ford", old + " House"))
        self._edit(AREA, f"place: {old}", f"place: {new}")
        self.new, self.gone = {new}, {old}

    def link(self) -> None:
        new = f"www.example.org/{self.luck.choice('abcdef')}{self.luck.randint(1, 999)}"
        self._edit(AREA, "www.example.org/garden", new)
        self.new = {new, f"address: {new}", f"code: {new}"}
        self.gone = {each.replace(new, "www.example.org/garden") for each in self.new}

    def colour(self) -> None:
        colour = f"#{self.luck.randint(0x70, 0xA0):02X}C0{self.luck.randint(0x40, 0x70):02X}"
        self._edit(THEME, "#66BB55", colour)

    def logo(self) -> None:
        colour = f"#{self.luck.randint(0, 0xFFFFFF):06x}"
        self._edit(LOGO, drawing("#225577"), drawing(colour, self.luck.randint(25, 45)))


def check_found(edit: SeededEdit, found: ChangesSince) -> None:
    """An edit is found, in the right place, and nothing else is."""
    assert not found.stands, edit.kind
    changes = (*found.words, *found.values)
    if edit.kind == "order":
        assert {each.kind for each in changes} == {"moved"}
        return
    assert found.pages, edit.kind
    if edit.kind == "colour":
        assert not changes
        return
    if edit.kind == "logo":
        assert not found.words
        assert [each.now.partition(" · ")[0] for each in found.values] == ["logo: The Mill Trust"]
        return
    assert {each.now for each in changes} == edit.new
    assert {each.was for each in changes} == edit.gone
