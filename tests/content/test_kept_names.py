"""Names that stand on one line: as the campaign writes them, and as translations have them."""

from generator.cache import Cache
from generator.content.project_content import Content
from generator.source.shelf import Shelf
from tests.typeset import shipped


def names(tag: str) -> tuple[str, ...]:
    content = Content(Shelf.at(shipped.ROOT), Cache())
    return content.document(shipped.CAMPAIGN, tag, shipped.AREA)[0].names


def test_a_name_is_as_the_campaign_writes_it_and_a_title_as_its_block_does() -> None:
    assert names("en-GB") == (
        "Kayleigh’s Love Story",
        "Children’s Social Care",
        "Child Exploitation and Online Protection Centre",
        "year 9",
    )


def test_a_translation_has_the_words_of_its_block_and_the_wordings_of_its_terms() -> None:
    found = names("cy")
    assert found[0] == "Stori Gariad Kayleigh"
    assert {"Children’s Social Care", "Gofal Cymdeithasol Plant"} <= set(found)
