// The editor: sends what is typed, and shows the pages as they come back.
import { ask, say } from "./asking.js";
import { chosenWordings } from "./conflicts.js";
import { FieldView } from "./field-view.js";
import { PageView } from "./page-view.js";

const { campaign, language, area, layout } = document.getElementById("main").dataset;
const desk = { campaign, language, area };
const kept = document.getElementById("kept");
let waiting = new Map(); // what was typed and is not sent yet, by key
let sending = null; // the sending that is going on

const pages = new PageView(document.getElementById("pages"), (key) => fields.enter(key));
const fields = new FieldView(
  document.getElementById("fields"),
  (key, words) => {
    waiting.set(key, words);
    send();
  },
  (key) => pages.mark(key),
  () => send(),
);

function show(answer) {
  pages.show(answer);
  fields.show(answer.faults);
  for (const [key, words] of Object.entries(answer.changed)) fields.put(key, words);
  if (answer.renew) fields.renew();
}

/** Send what waits. One request goes at a time; what is typed meanwhile goes in the next. */
function send() {
  sending ??= sendAll().finally(() => (sending = null));
  return sending;
}

async function sendAll() {
  try {
    do {
      const changes = [...waiting].map(([key, text]) => ({ key, text }));
      waiting = new Map();
      show(await ask("/api/change", { desk, layout, changes, have: pages.have }));
      document.body.dataset.ready = "yes";
    } while (waiting.size);
  } catch (problem) {
    kept.textContent = problem.message;
  }
}

async function save(choices = {}) {
  await sending;
  let answer;
  try {
    answer = await ask("/api/save", { desk, choices });
  } catch (problem) {
    kept.textContent = problem.message;
    return;
  }
  if (answer.conflicts.length) {
    const chosen = await chosenWordings(document.getElementById("conflicts"), answer.conflicts);
    if (!chosen) return;
    for (const [key, words] of Object.entries(chosen)) fields.put(key, words);
    await save(chosen);
  } else if (answer.faults.length) {
    fields.show(answer.faults);
    fields.summarise();
  } else {
    kept.textContent = answer.files.length
      ? say("edit.saved", { files: answer.files.join(", ") })
      : say("edit.unchanged");
  }
}

for (const [name, again] of [["undo", false], ["redo", true]]) {
  document.getElementById(name).addEventListener("click", async () => {
    await sending;
    show(await ask("/api/undo", { desk, layout, again, have: pages.have }));
  });
}
document.getElementById("save").addEventListener("click", () => save());
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    save();
  }
});
send();
