"""Compares easy wording with its original: what was added or lost, what is stale or not
reviewed."""

from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Cache, KeptInputs, frozen_inputs
from generator.problems import Problem, Span, counted, warning
from generator.source.keys import FileVersion
from .campaign_rows import AnyBlock, Campaign, EasyWording, LinkTo
from .fidelity import reworded
from .sentences import SHORT, Sentence, digest, of_block, of_easy, spoken


class EasyProgress(Struct, frozen=True):
    """The state of a campaign's easy wording: its blocks, how many of them are stale and draft, and
    its sentences."""

    blocks: int
    sentences: int
    stale: int
    draft: int


def said_of_easy(block: str) -> str:
    """What a message about the easy wording of a block begins with, for it stands below the words
    that the block is printed with."""
    return f'the easy wording of "{block}": '


def easy_sentences(campaign: Campaign, language: str) -> dict[str, Sentence]:
    """Every sentence of a campaign's easy wording, by key."""
    blocks = campaign.blocks.items()
    return {key: found for name, row in blocks for key, found in of_easy(name, row, language)}


def tally(campaign: Campaign) -> EasyProgress:
    given = list(_worded(campaign))
    return EasyProgress(
        blocks=len(given),
        sentences=sum(len(easy.sentences) for _, _, easy in given),
        stale=sum(bool(_changed(name, row, easy)) for name, row, easy in given),
        draft=sum(easy.status != "reviewed" for _, _, easy in given),
    )


def symbols(campaign: Campaign, folder: str) -> dict[str, Span | None]:
    """Every picture of a campaign's easy wording by its path in the project, with the place that
    names it first. `folder` is the campaign's."""
    found: dict[str, Span | None] = {}
    for _, _, easy in _worded(campaign):
        for sentence in easy.sentences:
            if sentence.symbol:
                path = Path(folder, sentence.symbol).as_posix()
                found.setdefault(path, sentence.at("symbol"))
    return found


@frozen_inputs
class EasyFaultsInputs(KeptInputs[tuple[Problem, ...]]):
    """An error for each number, name or address that a campaign's easy wording invents, alters or
    loses. The file is known by its path and bytes, so that places in the problems stay true."""

    kept_as = tuple[Problem, ...]
    file: FileVersion
    campaign: Campaign = field(compare=False)

    def make(self, cache: Cache) -> tuple[Problem, ...]:
        return tuple(self._faults())

    def _faults(self) -> Iterator[Problem]:
        for name, row, easy in _worded(self.campaign):
            original = " ".join(_originals(name, row).values())
            beside = row.address if isinstance(row, LinkTo) else ""
            sentences = [(sentence.text, sentence.at("text")) for sentence in easy.sentences]
            for fault in reworded(original, beside, sentences, easy.at("sentences")):
                yield replace(fault, message=f"{said_of_easy(name)}{fault.message}")


def easy_warnings(campaign: Campaign) -> Iterator[Problem]:
    """Warn of each block that has changed since its easy wording was made from it, and once of all
    easy wording that nobody has reviewed."""
    drafts: list[EasyWording] = []
    given = list(_worded(campaign))
    for name, row, easy in given:
        changed = _changed(name, row, easy)
        if changed:
            yield _stale(name, row, easy, changed)
        if easy.status != "reviewed":
            drafts.append(easy)
    if drafts:
        yield warning(
            "draft",
            f"the easy wording is a draft: {len(drafts)} of {counted(len(given), 'block')} are "
            "not reviewed",
            drafts[0].at(),
            "have it read by somebody qualified, and by people it is for, then write "
            "`status: reviewed`, `reviewed_by` and `reviewed_on` in each",
        )


def _worded(campaign: Campaign) -> Iterator[tuple[str, AnyBlock, EasyWording]]:
    for name, row in campaign.blocks.items():
        if row.easy:
            yield name, row, row.easy


def _originals(name: str, row: AnyBlock) -> dict[str, str]:
    """The texts of a block by key, without their short forms."""
    found = of_block(name, row, "")
    return {key: sentence.text for key, sentence in found if not key.endswith(SHORT)}


def _changed(name: str, row: AnyBlock, easy: EasyWording) -> list[str]:
    """The keys of the texts of a block that its easy wording was not made from."""
    originals = _originals(name, row)
    made_from = set(easy.source)
    changed = [key for key, text in originals.items() if digest(text) not in made_from]
    # one that was taken out leaves a digest behind
    return changed or (list(originals) if len(easy.source) != len(originals) else [])


def _stale(name: str, row: AnyBlock, easy: EasyWording, changed: list[str]) -> Problem:
    originals = _originals(name, row)
    digests = ", ".join(f'"{digest(text)}"' for text in originals.values())
    message = f'"{name}" has changed since its easy wording was made'
    if not easy.source:
        message = f'nobody has noted which words of "{name}" its easy wording was made from'
    return warning(
        "stale",
        message,
        easy.at("source"),
        f"make it say the same, then write `source: [{digests}]`",
        [f"{spoken(key)} is now: {' '.join(originals[key].split())}" for key in changed],
    )
