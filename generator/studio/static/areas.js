// Areas from a spreadsheet: its rows, each with its mistakes at their cells, and what is brought in.
import { ask, count, element, say, sendFile } from "./asking.js";

const MOST = 5_000_000; // bytes of a file
const [input, sheet, replaces, bring] = ["file", "sheet", "replaces", "bring"].map((id) => document.getElementById(id));
const [said, faults, table] = ["said", "faults", "table"].map((id) => document.getElementById(id));
let token = "";
let heads = []; // the names of the columns
const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** Say why nothing can be shown. */
function refuse(failed) {
  table.hidden = true;
  tell(say("areas.problem"), failed);
}

function tell(title, failed) {
  said.textContent = "";
  const words = failed.problems?.length
    ? failed.problems.map((each) => [each.message, each.hint].filter(Boolean).join(": "))
    : [failed.stopped ? say("areas.stopped") : failed.message];
  const box = element(
    "div",
    { class: "summary", role: "alert", tabindex: "-1" },
    element("h2", {}, title),
    element("ul", {}, ...words.map((each) => element("li", {}, sentence(each)))),
  );
  faults.replaceChildren(box);
  box.focus();
}

/** Send the spreadsheet, and show its rows. */
async function send(wanted = "") {
  const [file] = input.files;
  if (!file) return;
  faults.replaceChildren();
  if (file.size > MOST) {
    refuse({ message: say("areas.large", { file: file.name }) });
    return;
  }
  said.textContent = say("areas.reading", { file: file.name });
  try {
    const found = await sendFile("/api/areas/sheet", { sheet: wanted }, file);
    token = found.token;
    document.getElementById("sheets").hidden = found.others.length === 0;
    if (!wanted) {
      const names = [found.sheet, ...found.others];
      sheet.replaceChildren(...names.map((name) => element("option", { value: name }, name)));
    }
    await look();
    document.getElementById("rows").focus();
  } catch (failed) {
    refuse(failed);
  }
}

async function look() {
  show(await ask("/api/areas/rows", { token, replaces: replaces.checked }));
}

function show(answer) {
  said.textContent = "";
  table.hidden = false;
  document.getElementById("rows").textContent = say("areas.rows", { file: input.files[0].name });
  const counts = [];
  if (answer.right) counts.push(["ready", count("areas.count.right", answer.right)]);
  if (answer.there) counts.push(["unread", count("areas.count.there", answer.there)]);
  if (answer.wrong) counts.push(["bad", count("areas.count.wrong", answer.wrong)]);
  if (answer.unverified) counts.push(["unread", count("areas.count.unverified", answer.unverified)]);
  for (const note of answer.notes) counts.push(["unread", sentence(note)]);
  document.getElementById("counts").replaceChildren(...counts.map(([kind, words]) => element("li", { class: kind }, words)));
  const replacing = answer.there > 0 || replaces.checked;
  document.getElementById("replacing").hidden = !replacing;
  document.getElementById("replaces-hint").hidden = !replacing;
  bring.hidden = answer.right === 0;
  document.getElementById("none").hidden = answer.right > 0;
  const all = answer.wrong === 0 && answer.there === 0;
  bring.textContent = all ? count("areas.bring-all", answer.right) : count("areas.bring", answer.right);
  const total = answer.right + answer.there + answer.wrong;
  const shown = document.getElementById("shown");
  shown.hidden = answer.rows.length === total;
  shown.textContent = say("areas.shown", { number: answer.rows.length });
  draw(answer.columns, answer.rows);
}

function draw(columns, rows) {
  heads = columns;
  const names = [say("areas.row"), say("areas.state"), ...columns];
  table.querySelector("thead").replaceChildren(
    element("tr", {}, ...names.map((words) => element("th", { scope: "col" }, words))),
  );
  table.querySelector("tbody").replaceChildren(...rows.map(drawnRow));
}

function drawnRow(row) {
  const told = (column) =>
    row.faults
      .filter((fault) => fault.column === column)
      .map((fault) => {
        const words = sentence([fault.message, fault.hint].filter(Boolean).join(": "));
        return element("p", { class: fault.severity === "error" ? "fault" : "hint" }, words);
      });
  const tags = { right: ["ready", say("areas.right")], there: ["unread", say("areas.there")], wrong: ["bad", say("areas.wrong")] };
  const [kind, words] = tags[row.state];
  const wrong = (column) => row.faults.some((fault) => fault.column === column && fault.severity === "error");
  const places = [...new Set(row.faults.filter((fault) => fault.severity === "error" && fault.column >= 0).map((fault) => fault.column))];
  const where = places.map((column) => element("p", {}, say("areas.in", { column: heads[column] })));
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, String(row.number)),
    element("td", {}, element("span", { class: `tag ${kind}` }, words), ...where, ...told(-1)),
    ...row.cells.map((cell, column) => element("td", wrong(column) ? { class: "wrong" } : {}, cell, ...told(column))),
  );
}

async function bringIn() {
  bring.disabled = true;
  faults.replaceChildren();
  try {
    const done = await ask("/api/areas/bring", { token, replaces: replaces.checked });
    const parts = [element("p", { class: "good" }, count("areas.brought", done.areas.length))];
    const links = done.areas.map((area) => element("li", {}, element("a", { href: `/area/${area}` }, area)));
    parts.push(element("ul", {}, ...links));
    if (done.left.length) parts.push(element("p", {}, count("areas.left", done.left.length)));
    table.querySelector("tbody").replaceChildren(...done.left.map(drawnRow));
    for (const id of ["counts", "replacing", "replaces-hint", "bring", "none", "shown"]) document.getElementById(id).hidden = true;
    table.hidden = done.left.length === 0;
    said.replaceChildren(...parts);
    said.scrollIntoView({ block: "center" });
  } catch (failed) {
    tell(say("areas.not-brought"), failed);
  }
  bring.disabled = false;
}

input.addEventListener("change", () => {
  replaces.checked = false;
  document.getElementById("counts").hidden = false;
  send();
});
sheet.addEventListener("change", () => send(sheet.value));
replaces.addEventListener("change", () => look().catch(refuse));
bring.addEventListener("click", bringIn);
document.body.dataset.ready = "yes";
