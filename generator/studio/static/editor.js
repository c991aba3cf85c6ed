// The editor: sends what is typed, and shows the pages as they come back.
import { ask, say } from "./asking.js";
import { CloserView } from "./closer-view.js";
import { compare } from "./compare-view.js";
import { chosenWordings } from "./conflicts.js";
import { followKeys } from "./desk-keys.js";
import { FieldView } from "./field-view.js";
import { FitCheck } from "./fit-check.js";
import { MeterView } from "./meter-view.js";
import { SideTabs, openDialog, showIn } from "./page-tools.js";
import { PageView } from "./page-view.js";
import { ProblemList } from "./problem-list.js";
import { exactProof } from "./proof-view.js";
import { Sender } from "./sending.js";
import { pollState } from "./state-poll.js";

const at = (id) => document.getElementById(id);
const { campaign, language, area, layout } = at("main").dataset;
const desk = { campaign, language, area };
const files = JSON.parse(at("main").dataset.files);
const form = at("fields");
const narrow = matchMedia("(max-width: 900px)");
const DRAFTED = 1000; // ms after typing, when the draft is kept
let isOther = false; // whether a field has got other words than it showed
let typed = ""; // the key of the field that was typed in last

const fields = new FieldView(form, type, enter, () => sender.send(), () => sender.unsent);
const named = (key) => fields.label(key);
const pages = new PageView(at("pages"), { chosen: choose, named, turned: () => sender.send() });
const closer = new CloserView(at("closer"), pages);
const meters = new MeterView(form);
const problems = new ProblemList(fields, named);
const sides = new SideTabs(at("sides"), (number) => pages.turn(number));
const sender = new Sender(desk, layout, { view: (boot) => pages.view(boot), show, gone, again, known: (key, words) => fields.known(key, words), restarted });
const fit = new FitCheck(desk, layout, { format: () => pages.format, show: showRoom, showOthers: (answer) => meters.showOthers(answer), say: sayFit });
const look = pollState(showState, gone);

// typing

function type(key, words) {
  typed = key;
  sender.type(key, words);
  fit.soon(key);
  draftSoon();
}

let drafting = 0;
function draftSoon() {
  clearTimeout(drafting);
  drafting = setTimeout(look, DRAFTED);
}

function enter(key) {
  pages.enter(key);
  showCaret();
}

/** Show the printed lines where the caret is: beside the page, or under its field where there is no
 * room beside it. */
function showCaret() {
  const input = document.activeElement;
  const field = input?.closest?.(".field[data-key]");
  if (!field || !form.contains(field) || !("selectionStart" in input)) return;
  closer.at(field.dataset.key, input.value ? (input.selectionStart ?? 0) / (input.value.length + 1) : 0);
  placeCloser(field);
}

function placeCloser(field) {
  if (!narrow.matches) {
    if (at("page-hint").previousElementSibling !== at("closer")) at("page-hint").before(at("closer"));
  } else if (field && at("closer").parentElement !== field) field.append(at("closer"));
}

document.addEventListener("selectionchange", showCaret);
narrow.addEventListener("change", () => placeCloser(document.activeElement.closest(".field")));

function choose(key) {
  if (at("page-dialog").open) at("page-dialog").close();
  fields.enter(key);
}

// showing

function show(answer) {
  problems.show(answer, typed);
  pages.show(answer);
  sides.show(pages.pages, pages.number);
  if (answer.pages.length) meters.showSizes(answer.sizes);
  const unsent = sender.unsent.map(({ key }) => key);
  for (const [key, words] of Object.entries(answer.changed)) if (!unsent.includes(key)) put(key, words);
  if (answer.renew) fields.renew();
  showProblems();
  if (pages.pages.length === 0) {
    at("pages").querySelector("p").textContent = say("edit.page.none");
    at("pages").removeAttribute("aria-busy");
  }
  at("refused").hidden = !problems.last || pages.pages.length === 0;
  document.body.dataset.ready = "yes";
  document.body.dataset.revision = answer.revision;
}

/** Put words into a field that the studio has there. */
function put(key, words) {
  if (fields.put(key, words)) isOther = true;
  fields.known(key, words);
}

/** Ask which wording to keep where another window has put other words than were known here. */
async function meet() {
  const conflicts = sender.unsent
    .filter(({ key }) => key in sender.met)
    .map(({ key, text }) => ({ key, ours: text, theirs: sender.met[key] }));
  if (conflicts.length === 0) return;
  const chosen = await chosenWordings(at("conflicts"), conflicts, named, say("edit.conflict.there"));
  if (!chosen) return;
  for (const { key, theirs } of conflicts) {
    fields.known(key, theirs);
    fields.put(key, chosen[key]);
    if (chosen[key] === theirs) sender.drop([key]);
    else sender.add(key, chosen[key]);
  }
  await sender.send();
}

/** Another studio answers than before, which may not have what the last one got at its end. */
async function restarted(texts) {
  const { changed } = await ask("/api/refresh", { desk, layout });
  for (const [key, words] of Object.entries(changed)) {
    const mine = texts.has(key) ? fields.words(key) : words;
    if (mine === words || mine === undefined) {
      put(key, words);
      continue;
    }
    if (texts.get(key).has(words)) fields.known(key, words);
    sender.add(key, mine);
  }
}

function showProblems() {
  const wrong = problems.last ? problems.keys : [];
  const { key, characters } = problems.long;
  meters.showLong(key, characters);
  pages.markWrong(wrong);
  closer.markWrong(wrong);
}

function showRoom(answer) {
  meters.showRoom(answer);
  problems.measured(answer);
  showProblems();
}

function sayFit(key) {
  const told = problems.told.find((fault) => fault.key === key && fault.severity === "error");
  at("fit-status").textContent = told?.message ?? meters.said(key);
}

let turn = null; // of the change on the disk that was seen last

async function showState(state) {
  if (sender.stopped || (sender.boot && state.boot !== sender.boot)) {
    await sender.send();
    return;
  }
  const waiting = state.drafts.filter((draft) => files.includes(draft.path));
  if (turn === null && waiting.length) {
    at("drafts").querySelector("h2").textContent = say("edit.drafts.title", { time: waiting[0].since });
    at("drafts").hidden = false;
  } else if (typed && waiting.length) sayKept(say("edit.kept", { time: waiting.at(-1).since }));
  const news = state.changed.filter((each) => each.turn > (turn ?? state.turn) && concerns(each.path));
  turn = state.turn;
  if (news.length) await showDisk(news, waiting);
  else if (sender.boot && state.edits > sender.edits) await showOthers();
}

/** Show what another window has changed. */
async function showOthers() {
  isOther = false;
  await change("/api/refresh");
  await fields.renew();
  if (!isOther) return;
  at("disk").textContent = say("edit.disk.window");
  at("disk").hidden = false;
}

/** Whether a file of the project has to do with this piece. */
function concerns(path) {
  return files.includes(path) || !path.startsWith("content/") || path === "content/languages.yaml";
}

/** Say that somebody else has changed files, and show the piece as it is now. */
async function showDisk(news, waiting) {
  const own = news.some((each) => waiting.some((draft) => draft.path === each.path));
  const values = { files: news.map((each) => each.path).join(", "), time: news.at(-1).at };
  at("disk").textContent = own ? say("edit.disk.kept", values) : say("edit.disk.shown", values);
  at("disk").hidden = false;
  await sender.send(); // what the files could not take before
  await change("/api/refresh");
}

function sayKept(words) {
  at("kept").textContent = words;
}

function again() {
  sayKept(say("edit.sent-again"));
}

function gone(problem) {
  sayKept(problem.message);
}

/** Ask for what changes fields without typing, and show it. */
async function change(address, more = {}) {
  try {
    await sender.ask(address, more);
    fit.soon(typed);
    draftSoon();
  } catch (problem) {
    gone(problem);
  }
}

// saving

async function save(choices = {}, seen = {}) {
  await sender.send();
  if (sender.stopped) return;
  tellGone();
  await meet();
  if (sender.isRefused) {
    sayKept(say("edit.refused"));
    problems.summarise([]);
    return;
  }
  let answer;
  try {
    answer = await ask("/api/save", { desk, choices, seen });
  } catch (problem) {
    gone(problem);
    return;
  }
  if (answer.conflicts.length) {
    const chosen = await chosenWordings(at("conflicts"), answer.conflicts, named);
    if (!chosen) return;
    for (const [key, words] of Object.entries(chosen)) fields.put(key, words);
    await save(chosen, Object.fromEntries(answer.conflicts.map(({ key, theirs }) => [key, theirs])));
    return;
  }
  if (answer.faults.length === 0) {
    const saved = { files: answer.files.join(", ") };
    sayKept(answer.files.length ? say("edit.saved", saved) : say("edit.unchanged"));
    at("drafts").hidden = true;
    typed = "";
    sender.saved();
    if (answer.files.length) await showSaved();
  }
  problems.summarise(answer.faults);
}

/** Show what others have saved meanwhile in the same files. */
async function showSaved() {
  await change("/api/refresh");
  await fields.renew();
}

/** Show the words of fields that are there no more, for somebody to copy. */
function tellGone() {
  const gone = sender.unsent.filter(({ key }) => !fields.field(key));
  if (gone.length === 0) return;
  sender.drop(gone.map(({ key }) => key));
  at("disk").textContent = say("edit.field-gone", { words: gone.map(({ text }) => text).join(" – ") });
  at("disk").hidden = false;
}

// keys and buttons

function onPage() {
  return at("page-side").contains(document.activeElement);
}

function swap() {
  if (onPage()) fields.enter(document.activeElement.dataset.key || closer.key || form.querySelector(".field[data-key]")?.dataset.key);
  else if (narrow.matches) showPage();
  else pages.focus(closer.key);
}

function nextProblem() {
  const wrong = [...form.querySelectorAll(".field.wrong")];
  const here = wrong.indexOf(document.activeElement.closest(".field"));
  const next = wrong[(here + 1) % wrong.length];
  if (next) fields.enter(next.dataset.key);
}

function showPage() {
  showIn(at("page-dialog"), at("page-box"));
}

function asked() {
  return { desk, layout, format: pages.format };
}

const does = {
  save: () => save(),
  undo: () => change("/api/undo", { again: false }),
  redo: () => change("/api/undo", { again: true }),
  swap,
  turn: (step) => pages.turn(pages.number + step),
  problem: nextProblem,
  list: () => openDialog(at("keys-dialog")),
};
followKeys(does);
for (const name of ["save", "undo", "redo"]) at(name).addEventListener("click", () => does[name]());
at("save-too").addEventListener("click", does.save);
at("keys").addEventListener("click", does.list);
at("bigger").addEventListener("click", showPage);
at("show-page").addEventListener("click", showPage);
at("compare").addEventListener("click", async () => {
  await sender.send(); // so that the last letters are compared too
  compare(at("compare-dialog"), asked(), pages.number, named);
});
at("exact-proof").addEventListener("click", async () => {
  await sender.send();
  exactProof(at("proof-dialog"), asked());
});
at("keep-drafts").addEventListener("click", () => (at("drafts").hidden = true));
at("throw-away").addEventListener("click", async () => {
  sender.drop(sender.unsent.map(({ key }) => key));
  await change("/api/discard");
  at("drafts").hidden = true;
  sayKept(say("edit.drafts.thrown"));
});
at("format")?.addEventListener("change", (event) => {
  pages.format = event.target.value;
  sender.send().then(() => fit.soon());
});

for (const { key, text } of sender.unsent) fields.put(key, text);
sender.send().then(() => {
  fit.soon();
  const field = new URLSearchParams(location.search).get("field"); // of a link from another screen
  if (field) fields.enter(field);
});
