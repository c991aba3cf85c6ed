"""An area's form in a real browser: typed, seen on the page, mended and saved."""

import json

from tests.studio.studio_tab import StudioTab

PLACE, NUMBER = (f"contacts.social-care.0.{part}" for part in ("place", "number"))
SECOND = "contacts.social-care.1.number"
DRAWN = "document.getElementById('panels').innerHTML"


def box(key: str) -> str:
    """The script for an input of the form."""
    return f"document.querySelector({json.dumps(f'[data-key={json.dumps(key)}]')})"


def fill(studio: StudioTab, key: str, text: str) -> None:
    studio.ask(f"{box(key)}.focus() || {box(key)}.select()")
    studio.tab.call("Input.insertText", text=text)


def said_at(key: str, what: str) -> str:
    """The script for what is said at a field: its `fault` or what is `good`."""
    return f"document.getElementById({box(key)}.id + '-{what}')"


def test_an_area_is_filled_in_mended_and_saved(studio: StudioTab) -> None:
    studio.visit("/areas/new")
    studio.wait("document.body.dataset.ready")
    fill(studio, "title", "Ashdale")
    for name in ("ceop", "pledge", "story"):
        fill(studio, f"links.{name}", f"www.ashdale.gov.uk/{name}")
    studio.click("#test")
    fill(studio, PLACE, "Ashdale Town")
    before = studio.ask(DRAWN)
    fill(studio, NUMBER, "0116 496 0123")
    studio.click(".lines .add")
    assert studio.ask(f"document.activeElement == {box(SECOND.replace('number', 'place'))}")
    studio.wait(f"!{said_at(NUMBER, 'good')}.hidden")
    assert "Leicester. Prints as 0116 496 0123" in studio.ask(
        f"{said_at(NUMBER, 'good')}.textContent"
    )
    studio.wait(f"{DRAWN} != {json.dumps(before)}")
    fill(studio, SECOND.replace("number", "place"), "Fernford")
    fill(studio, SECOND, "0116 496 01")
    studio.click("button.first")
    studio.wait("document.querySelector('.summary')")
    assert studio.ask("document.activeElement.className") == "summary"
    assert "Fernford" in studio.ask("document.querySelector('.summary a').textContent")
    studio.click(".summary a")
    assert studio.ask(f"document.activeElement == {box(SECOND)}")
    described = studio.ask(f"{box(SECOND)}.getAttribute('aria-describedby')")
    assert described == studio.ask(f"{said_at(SECOND, 'fault')}.id")
    studio.ask("document.querySelectorAll('.line [data-does=up]')[1].click()")
    assert studio.ask("document.activeElement.dataset.does") == "down"
    assert studio.ask(f"{box(NUMBER)}.value") == "0116 496 01"
    studio.ask("document.querySelectorAll('.line [data-does=remove]')[0].click()")
    assert studio.ask(f"document.activeElement == {box(PLACE)}")
    studio.press("s", ctrl=True)
    studio.wait("location.href.endsWith('/area/ashdale?kept')")
    text = (studio.folder / "content/areas/ashdale.yaml").read_text("utf-8")
    assert "    - place: Ashdale Town\n      number: 0116 496 0123\n\n" in text
    assert "Fernford" not in text


def test_rows_of_a_spreadsheet_are_shown_and_brought_in(studio: StudioTab) -> None:
    from tests.studio.test_area_import import TABLE

    table = studio.folder / "areas.csv"
    table.write_text(TABLE)
    studio.visit("/areas/import")
    studio.wait("document.body.dataset.ready")
    studio.choose_file("#file", table)
    studio.wait("document.querySelector('td.wrong .fault')")
    assert studio.ask("document.activeElement.id") == "rows"
    assert not (studio.folder / "content/areas/ashdale.yaml").exists()
    studio.click("#bring")
    studio.wait("document.querySelector('#said .good')")
    assert (studio.folder / "content/areas/ashdale.yaml").exists()
