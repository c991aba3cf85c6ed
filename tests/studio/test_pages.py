"""The pages beside the fields: what fits is told in words, keys lead everywhere, no word goes."""

import json

from tests.studio.bringing import offline
from tests.studio.studio_tab import NUMBER, StudioTab
from tests.typeset import shipped

HERE = "document.activeElement"
LONG = "document.querySelector('.fits.bad span')"
SUMMARY = "document.querySelector('#fields > .summary')"
CARD_TEXT = "campaign:blocks.question.text"


def text(script: str) -> str:
    return f"({script})?.textContent ?? ''"


def test_words_too_many_are_counted_and_the_last_page_that_fitted_stays(studio: StudioTab) -> None:
    studio.edit("en-GB", shipped.CARD)
    before = str(studio.ask(f"{studio.input(CARD_TEXT)}.value"))
    words = f"{before} {'and yet more words ' * 12}".strip()
    studio.ask(f"{studio.input(CARD_TEXT)}.focus() || {studio.input(CARD_TEXT)}.select()")
    studio.tab.call("Input.insertText", text=words)
    studio.wait(f"/^\\d+ characters too long$/.test({text(LONG)})")
    assert studio.ask("document.querySelector('#pages.last svg.page') != null")
    assert studio.ask("!document.getElementById('refused').hidden")
    revision = studio.ask("document.body.dataset.revision")
    studio.click("#sides button[aria-pressed=false]")  # which has no page that fits either
    studio.wait(f"document.body.dataset.revision != '{revision}'")
    assert studio.ask("document.getElementById('page-groups').children.length")
    assert studio.ask("document.querySelector('#sides button').ariaPressed") == "true"
    count = int(str(studio.ask(text(LONG))).split()[0])
    fault = f"{studio.field(CARD_TEXT)}.querySelector('.fault')"
    assert f"Shorten this by {count} characters" in studio.ask(text(fault))
    studio.wait(f"document.getElementById('fit-status').textContent.includes('{count} characters')")
    assert studio.ask(f"{SUMMARY}.hidden")

    studio.press("s", ctrl=True)  # what does not fit is saved, and told
    studio.wait(f"{HERE} == {SUMMARY}")
    assert str(count) in studio.ask(text(f"{SUMMARY}.querySelector('a')"))
    studio.ask(f"{SUMMARY}.querySelector('a').click()")
    assert studio.ask(f"{HERE} == {studio.input(CARD_TEXT)}")

    studio.ask(f"{studio.input(CARD_TEXT)}.setSelectionRange({len(words) - count}, {len(words)})")
    studio.tab.call("Input.insertText", text="")
    studio.wait("document.querySelector('#pages.last') == null")
    assert studio.ask(f"{SUMMARY}.hidden")


def test_a_letter_draws_its_line_anew_and_nothing_else(studio: StudioTab) -> None:
    studio.edit("en-GB", shipped.FLYER)
    field = "campaign:blocks.actions.items.0"
    studio.ask(f"{studio.input(field)}.focus()")
    studio.ask(f"{studio.input(field)}.setSelectionRange(1e6, 1e6)")
    copies = "#closer svg > g"
    studio.wait(f"document.querySelector('{copies}').children.length > 20")
    studio.ask(
        """(window.drawn = [], document.querySelectorAll('#page-side *')
            .forEach((each) => (each.isOld = true)),
        new MutationObserver((found) => found.forEach((each) => drawn.push(...each.addedNodes)))
            .observe(document.getElementById('page-side'), { childList: true, subtree: true }))"""
    )
    revision = studio.ask("document.body.dataset.revision")
    studio.tab.call("Input.insertText", text="e")
    studio.wait(f"document.body.dataset.revision != '{revision}'")
    studio.ask("new Promise((done) => setTimeout(done))")  # after the observer has been told
    for place in ("#page-groups", copies):
        new = studio.ask(
            f"[...document.querySelector('{place}').children].filter((each) => !each.isOld).length"
        )
        assert 0 < new <= 2, place
    assert studio.ask("drawn.length && !drawn.some((each) => each.isOld)"), "something was moved"
    page, copy = (
        studio.ask(f"document.querySelector('{place}').innerHTML")
        for place in ("#page-groups", copies)
    )
    assert page == copy


def test_keys_lead_from_fields_to_lines_of_the_page_and_back(studio: StudioTab) -> None:
    studio.edit("en-GB", shipped.FLYER)
    studio.ask(f"{studio.input(NUMBER)}.focus()")
    studio.wait("document.querySelector('#sides button:last-child').ariaPressed == 'true'")
    studio.wait("!document.getElementById('closer').hidden")
    studio.press("F6")
    assert studio.ask(f"{HERE}.dataset.key") == NUMBER
    assert "0116 252 7000" in studio.ask(f"{HERE}.ariaLabel")
    studio.press("ArrowDown")
    assert "0116 252 7000" not in studio.ask(f"{HERE}.ariaLabel")
    studio.press("ArrowUp")
    studio.press("Enter")
    assert studio.ask(f"{HERE} == {studio.input(NUMBER)}")
    studio.press("PageUp", alt=True)
    studio.wait("document.querySelector('#sides button').ariaPressed == 'true'")
    assert studio.ask("document.querySelectorAll('.words[tabindex=\"0\"]').length") == 1
    studio.press("F6")
    studio.press("?")
    assert studio.ask("document.getElementById('keys-dialog').open")
    studio.press("Escape")
    studio.click("#bigger")
    assert studio.ask("document.querySelector('#page-dialog svg.page') != null")
    studio.click("#page-dialog .closes")
    studio.wait("document.querySelector('#page-side svg.page')")


def test_drafts_are_offered_again_and_may_be_thrown_away(studio: StudioTab) -> None:
    studio.edit("en-GB", shipped.FLYER)
    studio.type_whole(NUMBER, "0116 496 0123")
    studio.wait("document.getElementById('kept').textContent.startsWith('Kept as a draft')")
    studio.edit("en-GB", shipped.FLYER)
    banner = "document.getElementById('drafts')"
    studio.wait(f"!{banner}.hidden")
    assert "unsaved changes from" in studio.ask(text(f"{banner}.querySelector('h2')"))
    studio.click("#throw-away")
    studio.wait(f"{banner}.hidden && {studio.input(NUMBER)}.value == '0116 252 7000'")
    studio.click("#undo")
    studio.wait(f"{studio.input(NUMBER)}.value == '0116 496 0123'")


def test_what_somebody_else_writes_is_said_and_shown(studio: StudioTab) -> None:
    studio.edit("en-GB", shipped.FLYER)
    studio.wait("performance.getEntriesByName(location.origin + '/api/state').length")
    area = studio.folder / "content" / "areas" / f"{shipped.AREA}.yaml"
    area.write_text(area.read_text().replace("0116 252 7000", "01632 960123"))
    studio.wait(f"{studio.input(NUMBER)}.value == '01632 960123'")
    said = studio.ask(text("document.getElementById('disk')"))
    assert f"{shipped.AREA}.yaml" in said


def test_the_same_answers_come_to_every_format(studio: StudioTab) -> None:
    studio.edit("en-GB", shipped.SIGNS)
    box = "document.querySelector('svg.page').getAttribute('viewBox')"
    assert studio.ask(box) == "0 0 297 420"
    studio.ask("document.getElementById('format').value = 'a4'")
    studio.ask("document.getElementById('format').dispatchEvent(new Event('change'))")
    studio.wait(f"{box} == {json.dumps('0 0 210 297')}")


def test_before_and_after_are_compared_in_words_and_on_the_page(studio: StudioTab) -> None:
    studio.edit("en-GB", shipped.FLYER)
    studio.type(NUMBER, "0116 496 0123")
    studio.click("#compare")
    dialog = "document.getElementById('compare-dialog')"
    studio.wait(f"{dialog}.querySelectorAll('figure svg.page').length == 2")
    gone, come = (
        studio.ask(f"[...{dialog}.querySelectorAll('{mark}')].map((each) => each.textContent)")
        for mark in ("del", "ins")
    )
    assert gone == ["252", "7000"]
    assert come == ["496", "0123"]
    studio.click("#compare-dialog .page-tools .tabs:last-child button:last-child")
    studio.wait(f"{dialog}.querySelector('.over')")
    assert studio.ask(f"{dialog}.querySelectorAll('.over svg.page').length") == 2
    studio.ask(f"{dialog}.querySelector('input[type=range]').focus()")
    cut = f"{dialog}.querySelector('.over').children[1].style.clipPath"
    before = studio.ask(cut)
    studio.press("ArrowRight")
    assert studio.ask(cut) != before


def test_an_exact_proof_is_a_picture_of_the_file(studio: StudioTab) -> None:
    studio.edit("en-GB", shipped.FLYER)
    studio.click("#exact-proof")
    pictures = "[...document.querySelectorAll('#proof-dialog img')]"
    studio.wait(f"{pictures}.length == 2 && {pictures}.every((each) => each.naturalWidth)")
    assert studio.ask(f"{pictures}.map((each) => each.naturalHeight)") == [1400, 1400]


def test_words_typed_while_the_studio_is_stopped_are_kept_and_sent_later(
    studio: StudioTab,
) -> None:
    studio.edit("en-GB", shipped.FLYER)
    with offline(studio):
        studio.wait("document.getElementById('kept').textContent")  # before anything is typed
        assert "has stopped" in studio.said()
        studio.type(NUMBER, "0116 496 0123")
        studio.wait("Object.values(localStorage).join().includes('0116 496 0123')")
        assert studio.ask(f"!{studio.input(NUMBER)}.disabled")
    studio.wait("!document.getElementById('kept').textContent.includes('has stopped')")
    studio.wait("localStorage.length == 0")
    studio.edit("en-GB", shipped.FLYER)
    assert studio.ask(f"{studio.input(NUMBER)}.value") == "0116 496 0123"
