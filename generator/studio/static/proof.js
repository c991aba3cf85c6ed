// The screen of a proof: asks for it, shows what it says, and sends the approval.
import { ask, element, say } from "./asking.js";

const main = document.getElementById("main");
const { campaign, language, area, layout, format } = main.dataset;
const piece = { desk: { campaign, language, area }, layout, format };
const at = (name) => document.getElementById(name);
const kept = at("kept");
const spoken = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" });
const onDay = (day) => (day ? spoken.format(new Date(day)) : "");
let code = "";

const begun = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** What is wrong, in words, with what mends it. */
function tell(place, title, problem) {
  const { problems, message: whole } = problem;
  const said = problems.length ? problems : [{ message: whole, hint: "" }];
  const items = said.map(({ message, hint }) =>
    element("li", {}, element("b", {}, begun(message)), ...(hint ? [element("br"), begun(hint)] : [])),
  );
  place.replaceChildren(element("h2", {}, title), element("ul", {}, ...items));
  place.hidden = false;
  place.focus();
}

/** The words of a change, with those that differ in `name`: ins or del. */
function worded(label, parts, name, change) {
  const words = parts.map((part) => {
    const text = part.text.replaceAll("**", "");
    return part.differs ? element(name, {}, text) : text;
  });
  const said = element("bdi", { lang: change.language, dir: change.direction }, ...words);
  return element("p", {}, element("b", {}, label), " ", said);
}

function changeItem(change) {
  const item = element("li", {}, element("h3", {}, mark(change.mark), " ", change.what));
  if (change.kind === "changed" || change.kind === "gone")
    item.append(worded(say("proof.was"), change.before, "del", change));
  if (change.kind !== "gone") item.append(worded(say("proof.is"), change.after, "ins", change));
  return item;
}

const mark = (words) => element("span", { class: "mark" }, words);

function lookItem(look) {
  const item = element("li", {}, element("h3", {}, mark(look.mark), " ", look.what));
  if (look.boxes.length) item.append(element("p", { class: "hint" }, say("proof.frames")));
  return item;
}

function showChanges(answer) {
  const items = [...answer.changes.map(changeItem), ...answer.looks.map(lookItem)];
  const alone = answer.by ? say("proof.nothing") : say("proof.never");
  at("changes").replaceChildren(
    items.length ? element("ul", { class: "changed" }, ...items) : element("p", {}, alone),
  );
  at("pages-hint").hidden = !items.length;
}

/** An address, which may go on on another line behind a slash. */
function breakable(words) {
  const parts = words.split(/(?<=\/)/);
  return parts.flatMap((part, index) => (index ? [element("wbr"), part] : [part]));
}

function showValues(values) {
  if (!values.length) {
    at("values").replaceChildren(element("p", {}, say("proof.no-values")));
    return;
  }
  const items = values.map((value) => {
    const beside = value.beside ? [element("bdi", {}, value.beside), ", "] : [];
    return element(
      "li",
      {},
      element("b", {}, element("bdi", {}, ...breakable(value.shown))),
      element("span", {}, value.does),
      element("span", {}, ...beside, value.where),
    );
  });
  at("values").replaceChildren(element("ul", { class: "to-read" }, ...items));
}

function showPages(pages) {
  const shown = pages.map((page) => {
    const { address, width, height } = page;
    const alt = say("proof.page", { name: page.name });
    const picture = element("img", { src: address, width, height, alt });
    return element("a", { href: address, target: "_blank", rel: "noopener" }, picture);
  });
  at("sheets").replaceChildren(...shown);
}

function showRecord({ by, day, stands }) {
  const key = by ? (stands ? "approved" : "changed-since") : "unapproved";
  at("record").replaceChildren(
    element("span", { class: `tag ${stands ? "ready" : by ? "stale" : "unread"}` },
      say(`proof.record.${key}`, { by, day: onDay(day) })),
  );
}

function show(answer) {
  code = answer.code;
  showChanges(answer);
  showValues(answer.values);
  showPages(answer.pages);
  showRecord(answer);
  at("facts").replaceChildren(
    ...answer.facts.flatMap(([name, words]) => [element("dt", {}, name), element("dd", {}, words)]),
  );
  at("code").textContent = say("proof.code", { code });
  at("download").href = answer.address;
  at("download").download = answer.file;
  at("warnings").replaceChildren(
    ...(answer.warnings.length
      ? [
          element(
            "details",
            {},
            element("summary", {}, say("proof.warnings")),
            element("ul", {}, ...answer.warnings.map((words) => element("li", {}, words))),
          ),
        ]
      : []),
  );
  at("proof").hidden = false;
  kept.textContent = say("proof.made");
}

async function make() {
  at("failed").hidden = at("retry").hidden = true;
  kept.textContent = say("proof.making");
  main.setAttribute("aria-busy", "true");
  try {
    show(await ask("/api/proof", piece));
  } catch (problem) {
    kept.textContent = "";
    at("proof").hidden = true;
    tell(at("failed"), say("proof.not-made"), problem);
    at("retry").hidden = false;
  }
  main.removeAttribute("aria-busy");
  document.body.dataset.ready = "yes";
}

function fault(words) {
  at("by-fault").textContent = words;
  at("by-fault").hidden = !words;
  at("by-field").classList.toggle("wrong", Boolean(words));
  at("by").setAttribute("aria-invalid", String(Boolean(words)));
  if (words) at("by").focus();
}

async function approve() {
  const by = at("by").value.trim();
  fault(by ? "" : say("proof.by-missing"));
  if (!by) return;
  at("recorded").textContent = say("proof.approving");
  at("failed").hidden = true;
  try {
    const answer = await ask("/api/approve", { ...piece, by, code });
    showRecord({ ...answer, stands: true });
    at("recorded").textContent = say("proof.recorded", { by: answer.by, file: answer.file });
    showChanges({ changes: [], looks: [], by });
  } catch (problem) {
    at("recorded").textContent = "";
    tell(at("failed"), say("proof.not-recorded"), problem);
    at("retry").hidden = false;
  }
}

at("approve").addEventListener("submit", (event) => {
  event.preventDefault();
  approve();
});
at("retry").firstElementChild.addEventListener("click", make);
make();
