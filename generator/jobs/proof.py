"""Makes the proof of a piece: a PDF to be read, marked and signed by whoever approves it.

It is no file for a press: it declares none of its standards, its pages stand on larger sheets, and
PROOF is written across each of them and in its name. It is tagged, to be read aloud.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.content.approval_rows import ApprovedValue
from generator.content.area_checks import today
from generator.content.document import Document
from generator.design.editions import Edition
from generator.months import spoken_day
from generator.page import Artwork, Box, Page
from generator.pdf import write
from generator.preflight import Expected, check
from generator.problems import Problem, Refused, counted
from generator.reports.page_ink import InkBox, around_both, inked
from generator.reports.piece_names import PieceName, stem
from generator.reports.proof_facts import (
    ChangedLook,
    ListedChange,
    ProofFacts,
    ValueToRead,
    on_page,
)
from generator.reports.proof_pages import proof_pages
from generator.reports.proof_sheets import proof_sheets
from generator.reports.report_layouts import LANGUAGE
from generator.reports.word_changes import WordChange, WordPart
from .approvals import ChangesSince, changes_since, chosen, is_value, leads_beyond, piece_of
from .choosing import Choice
from .libraries import Libraries
from .making import TURN
from .planning import plan
from .proof_parts import PrintedText, ProofParts, ProofValue, proof_parts

ENDING: Final = "--proof.pdf"
PROFILE: Final = "office"
STANDARDS: Final = ("pdfua1",)  # so that it can be read aloud
_BESIDE: Final = 12.0  # mm round changed words, in which a page looks otherwise for their sake
_LINES: Final = 1.2  # heights of ink between two lines of one box
_STATES: Final = {"new": "is new", "gone": "is gone"}


class Proof(Struct, frozen=True, eq=False):
    """A proof: its bytes, its path in a folder of proofs, what it shows of the piece, and what has
    changed since the last approval, None if nobody has approved the piece. `sheets` is the number
    of sheets before the pages."""

    data: bytes
    file: str
    parts: ProofParts
    facts: ProofFacts
    since: ChangesSince | None
    sheets: int

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.parts.problems


def proofed(
    project: Libraries, choice: Choice
) -> tuple[tuple[PieceName, ...], tuple[Problem, ...]]:
    """The pieces that a choice means, each once whatever its editions, and the problems of files
    that were read to know them. Raises `Refused`."""
    planned = plan(project, choice)
    found: dict[tuple[str, ...], PieceName] = {}
    for job in planned.jobs:
        found.setdefault((job.piece.area, *piece_of(job.piece)), job.piece)
    return tuple(found.values()), planned.problems


def make_proof(project: Libraries, name: PieceName) -> Proof:
    """The proof of a piece as it is now. Raises `Refused`."""
    with TURN:
        parts = proof_parts(project, name)
        since = changes_since(project, parts)
        file = proof_file(project, name)
        facts = proof_facts(project, parts, since, file.rpartition("/")[2])
        sheets = tuple(proof_sheets(facts, project.cache))
        pages = (*sheets, *proof_pages(facts, parts.artwork.pages, project.cache))
        title = f"Proof {facts.code}: {facts.title}"
        artwork = Artwork(title, LANGUAGE, "ltr", pages, date=parts.document.date)
        edition = Edition.model_construct(
            title="proof", colours="srgb", profile=PROFILE, tagged=True
        )
        data = write(artwork, edition, cache=project.cache)
        sizes = tuple((page.width, page.height) for page in pages)
        report = check(data, PROFILE, Expected(sizes), STANDARDS, cache=project.cache)
        if not report.passed:
            raise Refused(report.problems)
        return Proof(data, file, parts, facts, since, len(sheets))


def proof_file(project: Libraries, name: PieceName) -> str:
    """The path of a proof in a folder of proofs."""
    formats = project.design.layout(name.layout).formats
    theme = f"--{name.other_theme}" if name.other_theme else ""
    file = f"{stem(name.layout, formats, name.format)}{theme}{ENDING}"
    return f"{name.campaign}/{name.area}/{name.language}/{file}"


def approve_command(project: Libraries, name: PieceName, code: str) -> str:
    """The command that records an approval of a proof."""
    return f"cease approve {chosen(project, name)} --proof {code} --by NAME"


def proof_facts(
    project: Libraries, parts: ProofParts, since: ChangesSince | None, file: str
) -> ProofFacts:
    """What the proof's first sheets say."""
    name, document = parts.name, parts.document
    made_on = spoken_day(today().isoformat(), LANGUAGE)
    maps = [tuple(inked(page)) for page in parts.artwork.pages]
    changes = tuple(_listed(since, parts, maps)) if since else ()
    looks = tuple(_looks(since, changes)) if since else ()
    layout = project.design.layout(name.layout)
    language = project.content.language(name.language)
    spoken = language.english if language else name.language
    area = project.content.title(name.area)
    return ProofFacts(
        title=document.title,
        piece="",
        file=file,
        code=parts.code,
        made_on=made_on,
        language=name.language,
        facts=(
            ("Piece", f"{layout.title}, in {spoken}"),
            ("For", area + (" (a test: its numbers may ring nobody)" if document.test else "")),
            (
                "Made",
                f"on {made_on}, from version {document.version} of the words, "
                f"dated {spoken_day(document.date, LANGUAGE)}",
            ),
            ("Words", _reviewed(project, parts)),
            ("Numbers", _checked(project, parts)),
            ("Pages", _sized(parts.artwork.pages)),
        ),
        values=tuple(_to_read(parts)),
        compared=_compared(since),
        changes=changes,
        looks=looks,
        command=approve_command(project, name, parts.code),
    )


def _sized(pages: Sequence[Page]) -> str:
    sizes = dict.fromkeys(f"{page.width:g} × {page.height:g} mm" for page in pages)
    folds = ", folded" if any(page.folds for page in pages) else ""
    return f"{counted(len(pages), 'page')}, {' and '.join(sizes)}{folds}"


def _reviewed(project: Libraries, parts: ProofParts) -> str:
    """Who has reviewed the words."""
    document = parts.document
    if document.language == project.content.languages().default:
        return "the original"
    if document.draft:
        return "a draft: nobody qualified has reviewed this translation"
    return "a reviewed translation"


def _checked(project: Libraries, parts: ProofParts) -> str:
    """Who has checked the numbers."""
    area, _ = project.content.area(parts.name.area)
    signed = area.verified
    if signed is None or not (signed.by and signed.on):
        return "nobody has checked the area's numbers and addresses"
    return f"the area was checked by {signed.by} on {spoken_day(signed.on, LANGUAGE)}"


def _to_read(parts: ProofParts) -> Iterator[ValueToRead]:
    """Each value once for each place, with what stands beside it."""
    for value in parts.values:
        said = value.value
        if said.kind == "picture" and not said.shown:
            continue
        beside, where = _beside(parts, value), on_page(value.page)
        yield ValueToRead(said.kind, said.shown, _does(said), beside, where)


_DO: Final = {
    "number": "Ring it",
    "address": "Open it",
    "code": "Scan the QR code",
    "name": "Read it",
    "logo": "Look at it",
    "picture": "Look at it",
}


def _does(value: ApprovedValue) -> str:
    """What to do with a value, and what it rings or opens unless that is what is printed."""
    does = _DO[value.kind]
    leads = leads_beyond(value)
    if not leads or value.kind not in ("number", "address", "code"):
        return does
    return f"{does}, which {'rings' if value.kind == 'number' else 'opens'} {leads}"


def _beside(parts: ProofParts, value: ProofValue) -> str:
    """The place that a number of a list stands beside."""
    if value.value.kind != "number" or not value.key.endswith(".number"):
        return ""
    before = value.key.removesuffix(".number")
    previous: PrintedText | None = None
    for each in parts.words:
        if each.key == value.key and previous is not None and previous.key != before:
            return previous.text
        previous = each
    return ""


# changes


def _compared(since: ChangesSince | None) -> str:
    if since is None:
        return "Nobody has approved this piece before: read all of it"
    by, on = since.approval.by, spoken_day(since.approval.day, LANGUAGE)
    if since.stands:
        return f"Nothing has changed since {by} approved it on {on}"
    return f"What has changed since {by} approved it on {on}"


def _listed(
    since: ChangesSince, parts: ProofParts, maps: Sequence[Sequence[InkBox]]
) -> Iterator[ListedChange]:
    """The changed values, then the other changed words, numbered."""
    number = 0
    for change in since.values:
        number += 1
        value = parts.values[change.index] if change.index < len(parts.values) else None
        there = value if change.kind != "gone" else None
        kind = (change.now or change.was).partition(": ")[0]
        what = _told(change.kind, _KINDS.get(kind, kind), there.page if there else "")
        keys = {there.key} if there else set[str]()
        cut = _without_kind(change)
        yield _numbered(number, cut, what, parts.document, _places(keys, maps), is_value=True)
    for change in since.words:
        if is_value(change, since.values):
            continue
        number += 1
        text = parts.words[change.index] if change.index < len(parts.words) else None
        there_text = text if change.kind != "gone" else None
        what = _told(change.kind, "text", there_text.page if there_text else "")
        keys = {there_text.key} if there_text else set[str]()
        yield _numbered(number, change, what, parts.document, _places(keys, maps))


_KINDS: Final = {"code": "QR code"}
_SAID: Final = {
    "changed": "{} changed",
    "new": "new {}",
    "gone": "{} taken out",
    "moved": "{} that stands elsewhere",
}


def _told(kind: str, noun: str, page: str) -> str:
    """What a change is, in words."""
    said = _SAID[kind].format(noun)
    said = said[0].upper() + said[1:]
    return f"{said}, {on_page(page)}" if page else said


def _without_kind(change: WordChange) -> WordChange:
    """A changed value without the kind that begins its line."""
    return replace(change, before=_cut(change.before), after=_cut(change.after))


def _cut(parts: Sequence[WordPart]) -> tuple[WordPart, ...]:
    whole = "".join(part.text for part in parts)
    left = len(whole.partition(": ")[0]) + 2
    found = []
    for part in parts:
        kept = part.text[left:] if left > 0 else part.text
        left -= len(part.text)
        if kept:
            found.append(replace(part, text=kept))
    return tuple(found)


def _numbered(
    number: int,
    change: WordChange,
    what: str,
    document: Document,
    boxes: tuple[tuple[int, Box], ...],
    *,
    is_value: bool = False,
) -> ListedChange:
    language = LANGUAGE if is_value else document.language
    direction = "ltr" if is_value else document.direction
    named = str(number), change.kind, what, change.before, change.after
    return ListedChange(*named, language, direction, boxes)


def _places(keys: set[str], maps: Sequence[Sequence[InkBox]]) -> tuple[tuple[int, Box], ...]:
    """The boxes round the printed words of some keys: lines that follow one another are in one."""
    found: list[tuple[int, Box]] = []
    for page, words in enumerate(maps):
        boxes: list[Box] = []
        for box in sorted((one.box for one in words if one.key in keys), key=lambda one: one[1]):
            last = boxes[-1] if boxes else None
            if last and _follows(last, box):
                boxes[-1] = around_both(last, box)
            else:
                boxes.append(box)
        found += [(page, box) for box in boxes]
    return tuple(found)


def _follows(last: Box, box: Box) -> bool:
    """Whether ink stands just below other ink, or beside it on a line."""
    height = box[3] - box[1]
    near = box[0] - height < last[2] and last[0] - height < box[2]
    return near and box[1] - last[3] < _LINES * height


def _looks(since: ChangesSince, changes: Iterable[ListedChange]) -> Iterator[ChangedLook]:
    """The pages that look otherwise beyond what changed words explain."""
    worded = [place for change in changes for place in change.boxes]
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 4)
    for page in since.pages:
        mark = next(letters)
        if page.state:
            yield ChangedLook(mark, f"{_called(page.name)} {_STATES[page.state]}", page.index, ())
            continue
        boxes = [box for box in page.boxes if not _explained(box, page.index, worded)]
        if boxes:
            what = f"{_called(page.name)} looks otherwise in the dashed frames"
            why = "words that moved, a colour, a picture or a logo"
            yield ChangedLook(mark, f"{what}: {why}", page.index, tuple(boxes))


def _called(name: str) -> str:
    """A page at the beginning of a sentence."""
    return name.capitalize() if name.startswith("page ") else f"The page {name}"


def _explained(box: Box, page: int, worded: Iterable[tuple[int, Box]]) -> bool:
    """Whether a box lies round changed words."""
    return any(
        place == page
        and box[0] >= words[0] - _BESIDE
        and box[1] >= words[1] - _BESIDE
        and box[2] <= words[2] + _BESIDE
        and box[3] <= words[3] + _BESIDE
        for place, words in worded
    )
