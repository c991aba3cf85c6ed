// The take-away screen: files are made as it opens, and can be downloaded as they come.
import { ask, count, look, say } from "./asking.js";
import { letterForm } from "./letter-form.js";
import { approvalPart, editionRow, faultList, results, sheetsRow, size } from "./take-view.js";

const AGAIN = 500; // ms between looks at a job that goes on
const LATER = 5000; // and at one that is done
const main = document.getElementById("main");
const { campaign, language, area, layout, format, desk: onDesk } = main.dataset;
const status = document.getElementById("kept");
const bar = document.querySelector("#making progress");
const stop = document.getElementById("stop");
const again = document.getElementById("again");
const rows = [...main.querySelectorAll("[data-place]")];
const answers = new Map(); // what is known of each edition
const jobs = new Set();
let stopping = false; // before anybody knows which job
let firstGoesOn = false;
let first = ""; // the job that makes the usual editions

function tell(words) {
  if (status.textContent !== words) status.textContent = words;
}

/** Makes editions, and shows what comes of it. */
async function make(editions, desk = "") {
  try {
    const asked = { desk: { campaign, language, area }, layout, format, editions, on_desk: desk };
    const { job } = await ask("/api/take", asked);
    jobs.add(job);
    if (stopping) await ask("/api/stop", { job });
    return job;
  } catch (problem) {
    fail(problem);
    return "";
  }
}

function fail(problem) {
  tell(problem.message);
  const told = problem.problems ?? [];
  document.getElementById("faults").replaceChildren(faultList(told));
  goesOn(false);
}

function goesOn(busy, whole = false) {
  bar.hidden = stop.hidden = !busy;
  again.hidden = busy || whole;
  main.setAttribute("aria-busy", String(busy));
}

async function follow(job) {
  for (;;) {
    let found;
    try {
      found = await look(`/api/job/${job}`);
    } catch (problem) {
      fail(problem.stopped ? problem : new Error(say("take.lost")));
      return;
    }
    show(found, job);
    if (found.state !== "waiting" && found.state !== "making") break;
    await new Promise((done) => setTimeout(done, AGAIN));
  }
  if (job === first) watch(job);
}

/** Looks whether the words have changed since, while somebody looks at the screen. */
function watch(job) {
  setTimeout(async () => {
    if (job !== first) return;
    if (!document.hidden) {
      const found = await look(`/api/job/${job}`).catch(() => null);
      if (found) document.getElementById("stale").hidden = !found.stale;
    }
    watch(job);
  }, LATER);
}

function show(found, job) {
  for (const each of found.editions) answers.set(each.edition, { made: each });
  for (const each of found.lacking) answers.set(each.edition, { lacks: each });
  for (const row of rows) editionRow(row, answers.get(row.dataset.edition), found.now);
  const busy = found.state === "waiting" || found.state === "making";
  if (job === first) firstGoesOn = busy;
  if (job === first || !firstGoesOn) {
    goesOn(busy, found.state === "done" && !found.lacking.length);
    bar.max = found.count || 1;
    bar.value = Math.max(0, found.number - 1);
    tell(words(found));
  }
  document.getElementById("faults").replaceChildren(faultList(found.faults));
  if (job === first) showWhole(found);
}

function words(found) {
  const { now: name, number, count: all } = found;
  if (found.state === "waiting") return found.ahead ? count("take.waiting", found.ahead) : say("take.begin");
  if (found.state === "making") return name ? say("take.making", { name, number, count: all }) : say("take.begin");
  if (found.state === "stopped") return found.editions.length ? say("take.stopped") : say("take.stopped-none");
  if (found.state === "failed") return say("take.failed");
  return found.lacking.length ? say("take.some-failed") : say("take.done");
}

/** Shows what stands below the rows: the zip, sheets for a desktop printer, and the checks. */
function showWhole(found) {
  approvalPart(document.getElementById("approval"), found.approval);
  const everything = document.getElementById("everything");
  everything.hidden = !found.everything;
  if (found.everything) {
    everything.href = found.everything.address;
    everything.textContent = say("take.everything", { size: size(found.everything.bytes) });
  }
  const sheets = document.getElementById("desk-sheets");
  sheets.hidden = !found.sheets.length;
  const list = sheets.querySelector("ul");
  if (list.children.length !== found.sheets.length) list.replaceChildren(...found.sheets.map(sheetsRow));
  const shop = rows.find((row) => row.dataset.place === "shop");
  const checked = document.getElementById("checked");
  const made = shop && answers.get(shop.dataset.edition)?.made;
  checked.hidden = !made;
  if (made) results(checked, made);
}

async function begin() {
  const editions = [...new Set(rows.map((row) => row.dataset.edition))];
  document.getElementById("stale").hidden = true;
  answers.clear();
  stopping = false;
  goesOn(true);
  tell(say("take.begin"));
  first = await make(editions, onDesk);
  if (first) await follow(first);
}

/** Another edition for the same place. */
async function choose(row, button) {
  stopping = false;
  row.dataset.edition = button.dataset.edition;
  for (const each of row.querySelectorAll("[data-edition]")) each.hidden = each === button;
  editionRow(row, answers.get(row.dataset.edition), "");
  row.querySelector("h2").tabIndex = -1;
  row.querySelector("h2").focus();
  if (answers.get(row.dataset.edition)?.made) {
    if (row.dataset.place === "shop") results(document.getElementById("checked"), answers.get(row.dataset.edition).made);
    return;
  }
  const job = await make([row.dataset.edition]);
  if (job) await follow(job);
  const made = answers.get(row.dataset.edition)?.made;
  if (made && row.dataset.place === "shop") results(document.getElementById("checked"), made);
}

for (const row of rows)
  for (const button of row.querySelectorAll(".or button")) button.addEventListener("click", () => choose(row, button));
for (const button of main.querySelectorAll(".again")) button.addEventListener("click", begin);
stop.addEventListener("click", () => {
  stopping = true;
  for (const job of jobs) ask("/api/stop", { job }).catch(() => {});
});
letterForm(main);
begin().then(() => (document.body.dataset.ready = "yes"));
