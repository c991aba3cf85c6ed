"""Addresses with a long host are set smaller, and parted before a dot, rather than refused."""

import pytest

from generator.cache import Cache
from generator.problems import Refused
from generator.typeset.compose import Composed, compose
from generator.typeset.safety import runs
from tests import sample_areas
from tests.typeset import shipped

HOST = "www.northmoorandashdale.gov.uk"
PLEDGE, STORY = f"{HOST}/children/pledge", f"{HOST}/kayleighs-love-story"
LAYOUTS = (
    *(shipped.LEAFLET, shipped.BOOKLET, shipped.FLYER),
    *(shipped.CARD, shipped.SIGNS, shipped.STORY),
)
LEAST = {shipped.CARD: 7.0}
USUAL_LEAST = 8.0


def composed(layout: str, tag: str, pledge: str = PLEDGE, logos: int = 0) -> Composed:
    area = sample_areas.area(3, logos)
    links = {**area["links"], "pledge": pledge, "story": STORY}
    document = sample_areas.made({**area, "links": links}, tag)
    drawing = shipped.drawing(layout)
    return compose(document, drawing, drawing.layout.formats[0], cache=Cache())


@pytest.mark.parametrize("tag", ["en-GB", "pl", "ta", "ur", "zh-Hans"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_long_address_stands_whole_beside_its_code(layout: str, tag: str) -> None:
    piece = composed(layout, tag)
    (first, *rest) = [
        run for page in piece.artwork.pages for run in runs(page.marks) if HOST[:12] in run.text
    ]
    least = LEAST.get(layout, USUAL_LEAST)
    assert all(run.size >= least for run in (first, *rest))
    said = "".join(shipped.words(piece).split())
    for address in (PLEDGE, STORY):
        # the parts of one on two lines may have others between them
        assert address in said or all(part in said for part in address.split("/"))


def test_a_host_without_a_dot_to_part_it_at_is_refused_with_advice() -> None:
    with pytest.raises(Refused) as refused:
        composed(shipped.CARD, "en-GB", "safeguardingchildrenpartnership.example.gov.uk")
    (problem,) = refused.value.problems
    assert problem.message.startswith('"safeguardingchildrenpartnership" is wider than its column')
    assert problem.hint == "show a shorter address, which opens this one: `{shown: …, open: …}`"
