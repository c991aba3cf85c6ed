// An area's form: checked as it is filled in, and shown as it prints.
import { ask, count, element, say } from "./asking.js";
import { AreaFields } from "./area-fields.js";
import { ContactLines } from "./area-lines.js";
import { LogoLines } from "./area-logos.js";

const state = JSON.parse(document.getElementById("area-state").textContent);
const form = document.getElementById("area");
const kept = document.getElementById("kept");
const rung = document.getElementById("rung");
const most = Number(form.dataset.most);
const parts = new Map(); // groups of pages by their names, as markup
let asking = null; // the question that is under way
let waiting = false; // something was typed since

const fields = new AreaFields(form, (input) => {
  if (input === rung) document.getElementById("rung-by").hidden = !rung.checked;
  changed();
});
const lists = [...form.querySelectorAll(".lines")].map(
  (list) => new ContactLines(list, state.form.contacts[list.dataset.list], most, () => changed()),
);

const logos = new LogoLines(document.getElementById("logos"), state.form.logos, state.most, async (input) => {
  if (input) fields.leave(input);
  await changed();
  if (logos.lines.length === 0) return;
  try {
    await logos.sizes(state.layouts, filledIn(), state.area);
  } catch (failed) {
    tell(failed);
  }
});

/** The form as the studio reads it. */
function filledIn() {
  const found = structuredClone(state.form);
  for (const input of fields.inputs) {
    const [head, ...rest] = input.dataset.key.split(".");
    const key = rest.join(".");
    if (head === "logos") continue;
    if (input.type === "checkbox") found[head] = input.checked;
    else if (head === "verified") found[key] = input.value;
    else if (head === "title" || head === "name") found[head] = input.value;
    else if (["names", "numbers", "links", "own", "imprint"].includes(head)) found[head][key] = input.value;
  }
  found.logos = logos.lines;
  for (const list of lists) found.contacts[list.name] = list.lines;
  return found;
}

/** Somebody has changed the form. */
function changed() {
  document.getElementById("unsaved").textContent = say("area.changed");
  return look();
}

/** Ask what is wrong, and how it prints. One question goes at a time. */
function look() {
  waiting = true;
  asking ??= lookOn().finally(() => (asking = null));
  return asking;
}

async function lookOn() {
  try {
    while (waiting) {
      waiting = false;
      show(await ask("/api/area/look", { form: filledIn(), area: state.area, have: [...parts.keys()] }));
      document.body.dataset.ready = "yes";
    }
  } catch (failed) {
    tell(failed);
  }
}

function show(answer) {
  if (kept.classList.contains("bad")) kept.hidden = true;
  fields.show(answer);
  draw(answer);
  logos.printed(answer);
  const file = document.getElementById("kept-in");
  if (file) file.textContent = answer.file ? say("area.kept-in", { file: answer.file }) : "";
  const spelt = document.getElementById("spelt");
  spelt.hidden = answer.spelt === 0;
  if (answer.spelt) spelt.textContent = count("area.spelt", answer.spelt);
  const again = answer.again && rung.checked && !fields.input("verified.on").dataset.typed;
  if (again) {
    rung.checked = false;
    document.getElementById("rung-by").hidden = true;
    document.getElementById("rung-again").hidden = false;
  }
}

/** Show the pages of an answer. If there are none the last ones stay. */
function draw(answer) {
  for (const [name, markup] of Object.entries(answer.new)) parts.set(name, markup);
  if (answer.pages.length === 0) return;
  const panels = document.getElementById("panels");
  panels.removeAttribute("aria-busy");
  panels.replaceChildren(
    ...answer.pages.map((page) => {
      const words = say("area.prints.page", { piece: page.piece, name: page.name });
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      for (const [key, value] of [
        ["class", "page"],
        ["viewBox", `0 0 ${page.width} ${page.height}`],
        ["role", "img"],
        ["aria-label", words],
      ]) svg.setAttribute(key, value);
      svg.innerHTML = page.groups.map((name) => `<g>${parts.get(name)}</g>`).join(""); // outlines that the studio drew; no words are in it
      return element("figure", {}, element("figcaption", {}, words), svg);
    }),
  );
}

function tell(failed) {
  kept.hidden = false;
  kept.className = "aside bad";
  kept.textContent = failed.stopped ? say("area.stopped") : failed.message;
  document.getElementById("unsaved").textContent = say("area.changed");
}

async function save(choices = {}) {
  await asking;
  document.getElementById("unsaved").textContent = say("area.saving");
  let answer;
  try {
    answer = await ask("/api/area/save", { form: filledIn(), area: state.area, base: state.base, choices });
  } catch (failed) {
    tell(failed);
    kept.scrollIntoView({ block: "center" });
    return;
  }
  document.getElementById("unsaved").textContent = answer.area ? "" : say("area.changed");
  document.getElementById("summary").replaceChildren();
  document.getElementById("conflicts").replaceChildren();
  if (answer.faults.length) {
    fields.leaveAll();
    await look();
    fields.summarise(document.getElementById("summary"), answer.faults);
  } else if (answer.conflicts.length) {
    choose(answer.conflicts);
  } else {
    location.assign(`/area/${answer.area}?kept`);
  }
}

/** Show what two people have changed, side by side. */
function choose(conflicts) {
  const choices = {};
  const box = element(
    "section",
    { class: "banner warn", tabindex: "-1" },
    element("h2", {}, say("area.conflict.title")),
    element("p", {}, say("area.conflict.about")),
  );
  if (conflicts.some((conflict) => conflict.whole)) {
    const load = element("a", { href: location.pathname }, say("area.conflict.load"));
    box.lastChild.replaceWith(element("p", {}, say("area.conflict.whole"), " ", load));
  }
  for (const conflict of conflicts) {
    const both = element("div", { class: "both" });
    for (const whose of ["ours", "theirs"]) {
      const button = element("button", { type: "button" }, say(`area.conflict.use-${whose}`));
      button.addEventListener("click", () => {
        choices[conflict.key] = conflict[whose];
        both.parentElement.remove();
        box.querySelector("button")?.focus();
        if (Object.keys(choices).length === conflicts.length) save(choices);
      });
      const words = conflict[whose] || say("area.conflict.gone");
      const shown = element("div", {}, element("strong", {}, say(`area.conflict.${whose}`)), element("p", {}, words));
      if (!conflicts.some((each) => each.whole)) shown.append(button);
      both.append(shown);
    }
    const name = fields.label(conflict.key);
    box.append(element("div", {}, ...(name ? [element("h3", {}, name)] : []), both));
  }
  document.getElementById("conflicts").replaceChildren(box);
  box.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  save();
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    save();
  }
});
if (state.area) fields.leaveAll();
look();
