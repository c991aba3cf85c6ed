"""The first screen: pieces are chosen and found, with their pictures and states."""

import json
from pathlib import Path

from tests.studio.studio_tab import AREA, StudioTab, copy_project, running
from tests.typeset import shipped

READY = "document.body.dataset.ready"
CARDS = "[...document.querySelectorAll('.cards li')]"
TITLES = "[...document.querySelectorAll('.cards h3')].map((each) => each.textContent)"
HEADINGS = "[...document.querySelectorAll('#shown > h2')].map((each) => each.textContent)"
DRAWN = f"{CARDS}.length && {CARDS}.every((card) => card.querySelector('img')?.naturalWidth)"
SEEN = "!document.querySelector('.thumb[aria-busy]')"
ADDRESSES = "[...document.querySelectorAll('a[href], img, link')].map((e) => e.href || e.src)"
WIDE = "document.documentElement.scrollWidth > window.innerWidth"


def chosen(studio: StudioTab, words: str) -> None:
    """Type into the search field."""
    studio.ask("document.getElementById('search').focus()")
    studio.ask("document.getElementById('search').select()")
    studio.tab.call("Input.insertText", text=words)


def test_pieces_are_chosen_seen_and_found(studio: StudioTab) -> None:
    studio.wait(READY)
    assert studio.ask(f"{TITLES}.length") == 6
    assert studio.ask(f"{HEADINGS}[0]") == "English, 6 pieces"
    first = studio.ask(f"{TITLES}[0]")

    # search: the result is spoken, and the address can be kept
    chosen(studio, "flyer urdu")
    studio.wait(f"{HEADINGS}[0].startsWith('Urdu') && {TITLES}.length == 1")
    studio.wait("document.getElementById('said').textContent == '1 piece is shown.'")
    assert studio.ask("location.search") == (
        f"?words=flyer+urdu&area={shipped.AREA}&language=en-GB"
    )
    assert studio.ask("document.activeElement.id") == "search"

    # the picture comes, and the state with its reason; nothing comes from anywhere else
    studio.wait(f"{DRAWN} && {SEEN}")
    said = studio.ask("document.querySelector('.cards li').innerText")
    assert "Not reviewed" in said
    assert "22 of 22 sentences need a reader" in said
    assert "Test area" in said
    asked = {*studio.tab.requested(), *studio.ask(ADDRESSES)}
    ours = (f"{studio.base}/", "data:")
    assert [url for url in asked if not url.startswith(ours)] == []
    picture = studio.ask("document.querySelector('.cards img').src")
    assert studio.folder.joinpath(".cease/studio/thumbs", Path(picture).name).is_file()

    # keys: from the field to the card, and along the cards
    chosen(studio, "urdu")
    studio.wait(f"{TITLES}.length == 6")
    studio.press("ArrowDown")
    at = f"{CARDS}.indexOf(document.activeElement.closest('li'))"
    assert studio.ask(at) == 0
    for key, place in (("ArrowRight", 1), ("ArrowDown", 4), ("ArrowUp", 1), ("End", 5)):
        studio.press(key)
        assert studio.ask(at) == place
    assert "/edit/" in studio.ask("document.activeElement.href")

    # nothing found
    chosen(studio, "klingon")
    studio.wait("document.querySelector('#shown .banner')")
    assert "No pieces suit these words" in studio.ask("document.getElementById('shown').innerText")
    studio.click("#shown .banner a")
    studio.wait(f"{READY} && {TITLES}.length == 6")
    assert studio.ask(f"{TITLES}[0]") == first


def test_what_changes_on_the_disk_and_what_waits_is_told(studio: StudioTab) -> None:
    studio.visit(f"/?words=flyer&language=en-GB&area={shipped.AREA}")
    studio.wait(f"{READY} && {DRAWN} && {SEEN}")
    before = studio.ask("document.querySelector('.cards img').src")
    file = studio.folder / AREA
    file.write_text(file.read_text().replace("0116 252 7000", "0116 496 0123"))
    studio.wait("document.querySelector('#news .banner')")
    assert AREA in studio.ask("document.getElementById('news').innerText")
    studio.wait(f"document.querySelector('.cards img').src != {json.dumps(before)}")

    # an error in a file: which, and where
    file.write_text(file.read_text().replace("0116 496 0123", "0116 496"))
    studio.wait("document.querySelector('.cards .tag.bad')")
    line = file.read_text()[: file.read_text().index("0116 496")].count("\n") + 1
    assert f"{AREA}, line {line}" in studio.ask("document.querySelector('.cards').innerText")
    file.write_text(file.read_text().replace("0116 496", "0116 496 0123"))
    studio.wait("!document.querySelector('.cards .tag.bad')")

    # edits that are not saved
    studio.edit("en-GB", "flyer-a5")
    studio.type_whole("area:contacts.social-care.0.number", "01632 960123")
    studio.wait("fetch('/api/state').then((r) => r.json()).then((s) => s.drafts.length)")
    studio.visit("/")
    studio.wait("document.querySelector('#shown .banner.warn')")
    assert "Leicester" in studio.ask("document.querySelector('#shown .banner.warn').innerText")
    assert "not saved" in studio.ask("document.querySelector('.cards li').innerText")


# The first answer to what a person chooses waits until the screen asks again.
LATE = """(() => {
  const real = window.fetch, waiting = [];
  window.fetch = async (address, ...rest) => {
    if (String(address).includes("part=1")) {
      if (!waiting.length) await new Promise((go) => waiting.push(go));
      else waiting[0]();
    }
    return real(address, ...rest);
  };
})()"""


def test_a_choice_is_said_though_the_screen_looks_again_meanwhile(studio: StudioTab) -> None:
    studio.visit(f"/?language=en-GB&area={shipped.AREA}")
    studio.wait(f"{READY} && {DRAWN} && {SEEN}")
    studio.ask(LATE)
    chosen(studio, "flyer urdu")
    file = studio.folder / AREA
    file.write_text(file.read_text().replace("0116 252 7000", "0116 496 0123"))
    studio.wait("document.getElementById('said').textContent == '1 piece is shown.'")
    assert "words=flyer+urdu" in studio.ask("location.search")


def test_an_area_that_there_is_not_is_told_until_another_is_chosen(studio: StudioTab) -> None:
    studio.visit("/?area=nowhere")
    parts = "performance.getEntriesByType('resource').filter((e) => e.name.includes('part=1'))"
    studio.wait(f"{parts}.length && {SEEN}")
    assert "nowhere" in studio.ask("document.querySelector('#shown .summary').innerText")
    studio.ask("document.getElementById('language').value = 'pl'")
    studio.click("#show")
    studio.wait(f"{HEADINGS}[0] == 'Polish, 6 pieces'")
    assert studio.ask("document.querySelector('#shown .summary') == null")


def test_it_is_usable_without_script_and_on_a_small_screen(studio: StudioTab) -> None:
    studio.tab.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        studio.tab.screen(320, 700)
        studio.visit(f"/?language=pl&area={shipped.AREA}")
        studio.wait(f"{HEADINGS}[0] == 'Polish, 6 pieces'")
        assert not studio.ask("document.getElementById('show').hidden")
        assert not studio.ask(WIDE)
    finally:
        studio.tab.call("Emulation.setScriptExecutionDisabled", value=False)
        studio.tab.screen(1280, 900)


def test_three_hundred_areas_are_typed_by_name(studio: StudioTab, tmp_path: Path) -> None:
    folder = copy_project(tmp_path / "many")
    place = folder / AREA
    for number in range(300):
        text = f"title: Place {number:03} by the river\ntest: true\n"
        place.with_name(f"place-{number:03}.yaml").write_text(text)
    with running(folder) as address:
        many = StudioTab(studio.tab, address, folder)
        many.wait(READY)
        assert many.ask("document.querySelectorAll('#areas option').length") == 301
        many.ask("document.getElementById('area').focus()")
        many.tab.call("Input.insertText", text="place 123")
        many.wait("location.search.includes('123')")
        many.wait("document.querySelector('.links a').href.includes('/place-123/')")
        many.ask("document.getElementById('area').select()")
        many.tab.call("Input.insertText", text="place 1")
        many.wait("document.querySelector('#shown .summary a')")
        assert "place 1" in many.ask("document.querySelector('#shown .summary').innerText")
