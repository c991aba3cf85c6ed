"""Builds localised variants of the leaflet in one process: `python -m benchmarks.variants N DIR`.

A variant changes what a council changes: the area's name, its three social-care numbers and one
paragraph. Variant 0 is the shipped leaflet.
"""

import random
import sys
from pathlib import Path

from generator.content.area_rows import Area, AreaContact
from generator.content.campaign_rows import Campaign, Paragraphs
from generator.content.campaign_words import campaign_words
from generator.content.localise import Local, localise
from generator.jobs import gc_policy as garbage
from generator.jobs.project import Project
from generator.jobs.publish import publish
from generator.source.project_folder import shipped_root

CAMPAIGN, LANGUAGE, LAYOUT, EDITION = "kayleighs-love-story", "en-GB", "leaflet-dl-6pp", "press"

PLACES = (
    "Ashdale", "Brackenford", "Calderby", "Dunmere", "Eastwold", "Fernhill", "Glenmoor",
    "Harrowden", "Inglestone", "Kirkholme", "Langport", "Marlhampton", "Netherby", "Oakhaven",
    "Penwithick", "Quarrington", "Ravensworth", "Stourbeck", "Thornleigh", "Wyremarsh",
)  # fmt: skip
# Ofcom keeps these ranges for fiction: nobody's telephone rings.
EXCHANGES = ("0113 496 0", "0114 496 0", "0115 496 0", "0116 496 0", "0117 496 0", "0118 496 0")
PARAGRAPH = "survey"


def localised(campaign: Campaign, area: Area, number: int) -> tuple[Campaign, Area]:
    """The campaign and area of one variant; the same number always gives the same words."""
    if number == 0:
        return campaign, area
    dice = random.Random(number)
    places = dice.sample(PLACES, 3)
    region = f"{places[0]}, {places[1]} and {places[2]}"
    contacts = tuple(
        AreaContact(place=place, number=f"{dice.choice(EXCHANGES)}{dice.randint(0, 999):03}")
        for place in places
    )
    sentence = (
        f"A recent year 9 online safety survey in {places[0]} showed that "
        f"{dice.randint(24, 96)} young people had met with strangers they had spoken to online."
    )
    paragraph = Paragraphs(kind="paragraphs", paragraphs=(sentence,))
    return (
        campaign.model_copy(update={"blocks": {**campaign.blocks, PARAGRAPH: paragraph}}),
        area.model_copy(
            update={
                "title": region,
                "names": {**area.names, "region": region},
                "contacts": {**area.contacts, "social-care": contacts},
            }
        ),
    )


def build(count: int, out: Path) -> None:
    """Makes `count` variants as `cease build` makes a leaflet: set, written, checked by preflight
    with both its codes read back, and put in place whole."""
    project = Project.open(shipped_root())
    campaign = project.content.source(CAMPAIGN)
    language = project.content.languages().languages[LANGUAGE]
    area_name = project.content.default_area() or project.content.areas()[0]
    area, _ = project.content.area(area_name)
    size = project.design.layout(LAYOUT).formats[0]
    for number in range(count):
        words, place = localised(campaign, area, number)
        local = Local(
            campaign_words(CAMPAIGN, words, LANGUAGE, language, LANGUAGE), area_name, place
        )
        document, _ = localise(local, project.cache)
        made = project.make(document, LAYOUT, size, EDITION)
        publish(out / f"{LAYOUT}-{number:04}--{EDITION}.pdf", made.data)
        garbage.collect()


if __name__ == "__main__":
    garbage.pause()
    build(int(sys.argv[1]), Path(sys.argv[2]))
