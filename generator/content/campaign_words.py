"""A campaign's words in one language, whatever the area: found once, for the documents of all
areas."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from msgspec import Struct

from generator.problems import Problem, did_you_mean, error
from generator.source.rows import Row
from .blocks import BlockWords, block_words
from .campaign_rows import AnyBlock, Campaign
from .language_rows import Language
from .sentences import SHORT, Sentence, facts, of_block, of_easy, sentences
from .translation import Wording
from .translation_rows import Term


class CampaignWords(Struct, frozen=True, eq=False):
    """A campaign, called `name`, in the language `tag`: each block as it asks for an area's values,
    and the title, the subject and what pictures say in `facts`.

    It is a `draft` if nobody has reviewed some of its words. An area's names are spelt as in the
    first of the languages `spellings` that it has them in. `names` are the campaign's names, each
    as it was written and as terms word it. `problems` are those of the wording, `misnamed` those of
    the names. `rows` are the files that keys of words stand for, by their words.
    """

    name: str
    campaign: Campaign
    tag: str
    language: Language
    original: str
    blocks: tuple[BlockWords, ...]
    facts: Mapping[str, Sentence]
    spellings: tuple[str, ...]
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()
    draft: bool = False
    problems: tuple[Problem, ...] = ()
    misnamed: tuple[Problem, ...] = ()
    rows: Mapping[str, Row] = {}


def campaign_words(
    name: str,
    campaign: Campaign,
    tag: str,
    language: Language,
    original: str,
    wording: Wording | None = None,
    *,
    folder: str = "",
    spellings: tuple[str, ...] = (),
    terms: Sequence[Term] = (),
    rows: Mapping[str, Row] | None = None,
) -> CampaignWords:
    """The words of a campaign whose pictures are in `folder`, in a language, or in the `original`
    one without `wording`."""
    written = wording.sentences if wording else facts(campaign, tag)
    return CampaignWords(
        name,
        campaign,
        tag,
        language,
        original,
        tuple(
            block_words(
                each,
                row,
                tuple(_sentences(each, row, original, tag, wording)),
                _easy(each, row, original, wording),
                language.apostrophe,
                folder,
            )
            for each, row in campaign.blocks.items()
        ),
        written,
        spellings or (tag,),
        tuple((each, tuple(_said(each, terms, language))) for each in campaign.names),
        wording is not None and wording.draft,
        wording.problems if wording else (),
        tuple(_unknown_names(campaign)),
        rows or {},
    )


def _sentences(
    name: str, row: AnyBlock, original: str, tag: str, wording: Wording | None
) -> Iterator[tuple[str, Sentence]]:
    """A block's sentences in a language. A missing translation gives an empty sentence, which is
    reported elsewhere."""
    given = of_block(name, row, original)
    if wording is None:
        yield from given
        return
    for key, sentence in given:
        if not key.endswith(SHORT):
            blank = replace(sentence, text="", language=tag)
            yield key, wording.sentences.get(key, blank)
            if shorter := wording.sentences.get(key + SHORT):
                yield key + SHORT, shorter


def _easy(name: str, row: AnyBlock, original: str, wording: Wording | None) -> tuple[Sentence, ...]:
    """A block's easy wording in a language, or none if any of its sentences is missing."""
    given = dict(of_easy(name, row, original))
    if wording is None:
        return tuple(given.values())
    found = [wording.sentences.get(key) for key in given]
    return tuple(each for each in found if each) if all(found) else ()


def _said(name: str, terms: Sequence[Term], language: Language) -> Iterator[str]:
    """A name as it was written, and as terms word it."""
    said = [name, *(word for term in terms if term.term == name for word in term.wordings)]
    yield from (each.replace("'", language.apostrophe) for each in said)


def _unknown_names(campaign: Campaign) -> Iterator[Problem]:
    """An error for each name that no sentence of the campaign has."""
    if not campaign.names:
        return
    said = " ".join(sentence.text for sentence in sentences(campaign, "").values())
    for index, name in enumerate(campaign.names):
        if name not in campaign.blocks and name not in said:
            yield error(
                "unknown-name",
                f'no block is called "{name}", and no sentence has it',
                campaign.at(f"names.{index}"),
                did_you_mean(name, campaign.blocks) or "write it as the sentences do",
            )
