// The editor: sends what is typed, and shows the pages as they come back.
const main = document.getElementById("main");
const fields = document.getElementById("fields");
const pages = document.getElementById("pages");
const status = document.getElementById("kept");
const SVG = "http://www.w3.org/2000/svg";
const { campaign, language, area, layout } = main.dataset;
const groups = new Map(); // elements by the name of their group
let waiting = new Map(); // what was typed and is not sent yet, by key
let busy = false;
let shown = [];

function make(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

async function ask(address, more) {
  const body = { desk: { campaign, language, area }, layout, have: [...groups.keys()], ...more };
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(address === "/api/save" ? { desk: body.desk, ...more } : body),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

function show(answer) {
  for (const [name, markup] of Object.entries(answer.new)) {
    const element = make("g", {});
    element.innerHTML = markup; // outlines that the studio drew; no words are in it
    groups.set(name, element);
  }
  showFaults(answer.faults);
  for (const [key, text] of Object.entries(answer.changed)) {
    const field = document.getElementById(key);
    if (field) field.value = text;
  }
  pages.classList.toggle("last", answer.pages.length === 0);
  if (answer.pages.length === 0) return;
  if (shown.length !== answer.pages.length) {
    shown = answer.pages.map((page) => {
      const svg = make("svg", { class: "page", viewBox: `0 0 ${page.width} ${page.height}` });
      const drawn = make("g", {});
      const words = make("g", {});
      svg.append(drawn, words);
      return { svg, drawn, words };
    });
    pages.replaceChildren(...shown.map((page) => page.svg));
  }
  answer.pages.forEach((page, number) => {
    const { drawn, words } = shown[number];
    page.groups.forEach((name, place) => {
      const element = groups.get(name);
      if (drawn.children[place] !== element) drawn.insertBefore(element, drawn.children[place] ?? null);
    });
    while (drawn.children.length > page.groups.length) drawn.lastChild.remove();
    words.replaceChildren(
      ...page.words.map(([key, x, y, width, height]) => {
        const box = make("rect", { x, y, width, height, class: "words" });
        box.dataset.key = key;
        return box;
      }),
    );
  });
  pages.removeAttribute("aria-busy");
  mark(document.activeElement?.id);
}

function showFaults(faults) {
  for (const field of fields.querySelectorAll(".field")) {
    const own = faults.filter((fault) => fault.severity === "error" && fault.key === field.dataset.key);
    const words = field.querySelector(".fault");
    const input = field.querySelector("textarea, input");
    words.hidden = own.length === 0;
    words.textContent = own.map((fault) => [fault.message, fault.hint].filter(Boolean).join(": ")).join(" ");
    field.classList.toggle("wrong", own.length > 0);
    if (own.length) input.setAttribute("aria-describedby", words.id);
    else input.removeAttribute("aria-describedby");
  }
}

async function send() {
  if (busy) return;
  busy = true;
  try {
    do {
      const typed = waiting;
      waiting = new Map();
      const changes = [...typed].map(([key, text]) => ({ key, text }));
      show(await ask("/api/change", { changes }));
      document.body.dataset.ready = "yes";
    } while (waiting.size);
  } catch (problem) {
    status.textContent = "The studio does not answer. Start it again with cease studio.";
  }
  busy = false;
}

function mark(key) {
  for (const box of pages.querySelectorAll(".words")) box.classList.toggle("here", box.dataset.key === key);
}

fields.addEventListener("input", (event) => {
  if (event.isComposing) return;
  waiting.set(event.target.id, event.target.value);
  async function save(choices = {}) {
  while (busy || waiting.size) await new Promise((done) => setTimeout(done, 30));
  let answer;
  try {
    answer = await ask("/api/save", { choices });
  } catch (problem) {
    status.textContent = "The studio does not answer. Your words are still here.";
    return;
  }
  if (answer.conflicts.length) chooseWordings(answer.conflicts);
  else if (answer.faults.length) status.textContent = answer.faults.map((fault) => fault.message).join(" ");
  else status.textContent = answer.files.length ? `Saved to ${answer.files.join(" and ")}` : "Nothing has changed since it was saved.";
}

function chooseWordings(conflicts) {
  const dialog = document.getElementById("conflicts");
  const form = dialog.querySelector("form");
  const choices = {};
  form.replaceChildren();
  for (const conflict of conflicts) {
    const both = document.createElement("div");
    both.className = "both";
    for (const [whose, words] of [["Yours", conflict.ours], ["On the disk", conflict.theirs]]) {
      const side = document.createElement("div");
      const said = document.createElement("p");
      said.textContent = words || "(taken out)";
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = whose === "Yours" ? "Use mine" : "Use theirs";
      button.addEventListener("click", () => {
        choices[conflict.key] = words;
        const field = document.getElementById(conflict.key);
        if (field) field.value = words;
        both.remove();
        if (Object.keys(choices).length === conflicts.length) {
          dialog.close();
          save(choices);
        }
      });
      const name = document.createElement("strong");
      name.textContent = whose;
      side.append(name, said, button);
      both.append(side);
    }
    form.append(both);
  }
  dialog.showModal();
}

document.getElementById("save").addEventListener("click", () => save());
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    save();
  }
});
send();
});
fields.addEventListener("compositionend", (event) => {
  waiting.set(event.target.id, event.target.value);
  async function save(choices = {}) {
  while (busy || waiting.size) await new Promise((done) => setTimeout(done, 30));
  let answer;
  try {
    answer = await ask("/api/save", { choices });
  } catch (problem) {
    status.textContent = "The studio does not answer. Your words are still here.";
    return;
  }
  if (answer.conflicts.length) chooseWordings(answer.conflicts);
  else if (answer.faults.length) status.textContent = answer.faults.map((fault) => fault.message).join(" ");
  else status.textContent = answer.files.length ? `Saved to ${answer.files.join(" and ")}` : "Nothing has changed since it was saved.";
}

function chooseWordings(conflicts) {
  const dialog = document.getElementById("conflicts");
  const form = dialog.querySelector("form");
  const choices = {};
  form.replaceChildren();
  for (const conflict of conflicts) {
    const both = document.createElement("div");
    both.className = "both";
    for (const [whose, words] of [["Yours", conflict.ours], ["On the disk", conflict.theirs]]) {
      const side = document.createElement("div");
      const said = document.createElement("p");
      said.textContent = words || "(taken out)";
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = whose === "Yours" ? "Use mine" : "Use theirs";
      button.addEventListener("click", () => {
        choices[conflict.key] = words;
        const field = document.getElementById(conflict.key);
        if (field) field.value = words;
        both.remove();
        if (Object.keys(choices).length === conflicts.length) {
          dialog.close();
          save(choices);
        }
      });
      const name = document.createElement("strong");
      name.textContent = whose;
      side.append(name, said, button);
      both.append(side);
    }
    form.append(both);
  }
  dialog.showModal();
}

document.getElementById("save").addEventListener("click", () => save());
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    save();
  }
});
send();
});
fields.addEventListener("focusin", (event) => mark(event.target.id));
fields.addEventListener("submit", (event) => event.preventDefault());
pages.addEventListener("click", (event) => {
  const key = event.target.dataset?.key;
  const field = key && document.getElementById(key);
  if (field) {
    field.focus();
    field.scrollIntoView({ block: "center" });
  }
});
for (const [name, again] of [["undo", false], ["redo", true]]) {
  document.getElementById(name).addEventListener("click", async () => show(await ask("/api/undo", { again })));
}
async function save(choices = {}) {
  while (busy || waiting.size) await new Promise((done) => setTimeout(done, 30));
  let answer;
  try {
    answer = await ask("/api/save", { choices });
  } catch (problem) {
    status.textContent = "The studio does not answer. Your words are still here.";
    return;
  }
  if (answer.conflicts.length) chooseWordings(answer.conflicts);
  else if (answer.faults.length) status.textContent = answer.faults.map((fault) => fault.message).join(" ");
  else status.textContent = answer.files.length ? `Saved to ${answer.files.join(" and ")}` : "Nothing has changed since it was saved.";
}

function chooseWordings(conflicts) {
  const dialog = document.getElementById("conflicts");
  const form = dialog.querySelector("form");
  const choices = {};
  form.replaceChildren();
  for (const conflict of conflicts) {
    const both = document.createElement("div");
    both.className = "both";
    for (const [whose, words] of [["Yours", conflict.ours], ["On the disk", conflict.theirs]]) {
      const side = document.createElement("div");
      const said = document.createElement("p");
      said.textContent = words || "(taken out)";
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = whose === "Yours" ? "Use mine" : "Use theirs";
      button.addEventListener("click", () => {
        choices[conflict.key] = words;
        const field = document.getElementById(conflict.key);
        if (field) field.value = words;
        both.remove();
        if (Object.keys(choices).length === conflicts.length) {
          dialog.close();
          save(choices);
        }
      });
      const name = document.createElement("strong");
      name.textContent = whose;
      side.append(name, said, button);
      both.append(side);
    }
    form.append(both);
  }
  dialog.showModal();
}

document.getElementById("save").addEventListener("click", () => save());
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    save();
  }
});
send();
