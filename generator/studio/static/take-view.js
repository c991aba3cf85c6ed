// How the take-away screen shows files: a row for each place, and what was checked.
import { count, element, has, say } from "./asking.js";

/** A number of bytes in words. */
export function size(bytes) {
  return bytes < 1e6 ? say("take.kb", { number: rounded(bytes / 1e3) }) : say("take.mb", { number: rounded(bytes / 1e6) });
}

function rounded(number) {
  return number < 10 ? Math.max(0.1, Math.round(number * 10) / 10) : Math.round(number);
}

/** What is wrong, each with a link to its field. */
export function faultList(faults, bug = "") {
  if (!faults.length && !bug) return "";
  const items = faults.map((fault) => element("li", { class: "bad" }, ...told(fault)));
  if (bug) items.push(element("li", { class: "bad" }, say("take.bug", { bug })));
  return element("ul", { class: "results" }, ...items);
}

function told(fault) {
  const own = has(`take.known.${fault.rule}`); // plainer than those for whoever keeps the files
  const words = own ? say(`take.known.${fault.rule}`) : sentence(fault.message);
  const parts = fault.hint && !own ? [words, " ", sentence(fault.hint)] : [words];
  if (fault.address) parts.push(" ", element("a", { href: fault.address }, say("take.mend")));
  return parts;
}

function sentence(words) {
  const begun = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

/** Fills the row of a place with what is known of its edition. */
export function editionRow(row, answer, now) {
  const made = row.querySelector(".made");
  const offer = row.querySelector(".offer");
  const shown = JSON.stringify([answer ?? null, answer ? "" : now]);
  if (row.shown === shown) return;
  row.shown = shown;
  offer.replaceChildren();
  if (answer?.made) {
    showPicture(row, answer.made);
    made.replaceChildren(...madeParts(answer.made, row.dataset.place === "shop"));
    offer.append(button(answer.made.offer, row));
  } else if (answer?.lacks) {
    made.replaceChildren(tag("bad", say("take.cannot")), faultList(answer.lacks.faults, answer.lacks.bug));
  } else {
    const begun = now.includes(`--${row.dataset.edition}.`) || now.includes(`--${row.dataset.edition}-`);
    made.replaceChildren(element("p", { class: "hint" }, begun ? say("take.making-this") : say("take.wait")));
  }
}

function tag(kind, words) {
  return element("span", { class: `tag ${kind}` }, words);
}

function showPicture(row, made) {
  const thumb = row.querySelector(".thumb");
  thumb.replaceChildren(...made.pictures.slice(0, 1).map((src) => element("img", { src, alt: "" })));
}

function button(offer, row) {
  const name = element("span", { class: "unseen" }, ` ${offer.name}`);
  const link = element("a", { class: "button", href: offer.address }, say("take.download"), name);
  link.classList.toggle("first", row.dataset.place === "shop");
  return link;
}

function madeParts(made, shop) {
  const said = made.rules.length ? count("take.passed", made.rules.length) : say("take.made");
  const known = made.known.length ? `. ${count("take.to-know", made.known.length)}` : "";
  const parts = [tag("ready", said + known)];
  if (made.print) parts.push(element("p", {}, say("take.print", { settings: made.print })));
  parts.push(element("p", { class: "hint name" }, say("take.download-of", { name: made.offer.name, size: size(made.offer.bytes) })));
  if (made.files.length > 1) parts.push(oneByOne(made));
  if (!shop && made.passed.length + made.known.length) parts.push(checkedHere(made));
  return parts;
}

function oneByOne(made) {
  const items = made.files.map((file) =>
    element("li", {}, element("a", { href: file.address }, file.name), `, ${size(file.bytes)}`),
  );
  return element("details", {}, element("summary", {}, say("take.one-by-one")), element("ul", {}, ...items));
}

function checkedHere(made) {
  const summary = element("summary", {}, say("take.checked.here"));
  return element("details", {}, summary, element("ul", { class: "results" }, ...resultItems(made)));
}

function resultItems(made) {
  const known = made.known.map((each) =>
    element("li", { class: "unread" }, element("strong", {}, say("take.know")), " ", ...told(each)),
  );
  return [...known, ...made.passed.map((words) => element("li", { class: "ready" }, words))];
}

/** Shows what was checked in a file: what to know, what holds, and every check by its name. */
export function results(place, made) {
  const shown = made.offer.address;
  if (place.dataset.of === shown) return;
  place.dataset.of = shown;
  place.hidden = false;
  place.querySelector(".results").replaceChildren(...resultItems(made));
  place.querySelector("summary").textContent = say("take.checked.all", { number: made.rules.length });
  const checks = made.rules.map((each) => element("li", {}, element("code", {}, each.rule), ` ${each.asks}`));
  place.querySelector(".checks").replaceChildren(...checks);
}

/** Says whether the piece is approved, and what has changed since. */
export function approvalPart(place, approval) {
  const shown = JSON.stringify(approval);
  if (place.shown === shown) return;
  place.shown = shown;
  place.replaceChildren();
  if (!approval) return;
  const { by, day, changes, required } = approval;
  const link = [" ", element("a", { href: place.dataset.proof }, say("take.approval.ask"))];
  if (by && !changes.length) {
    place.append(element("p", {}, tag("ready", say("take.approval.stands", { by, day }))));
  } else if (by) {
    const list = element("ul", {}, ...changes.map((words) => element("li", { dir: "auto" }, words)));
    const title = element("h2", {}, say("take.approval.changed", { by, day }));
    place.append(element("section", { class: "banner" }, title, list, element("p", {}, ...link)));
    place.firstChild.classList.add("warn");
  } else {
    const words = required ? say("take.approval.required") : say("take.approval.none");
    place.append(element("p", { class: required ? "aside" : "hint" }, words, ...link));
  }
}

/** Sheets for a desktop printer, with pictures of what comes out. */
export function sheetsRow(sheets) {
  const values = { ...sheets };
  const parts = [
    element("h3", {}, say(`take.sheets.${sheets.use}.title`, values)),
    element("p", {}, say(`take.sheets.${sheets.use}.says`, values)),
  ];
  if (sheets.turn) {
    const edge = say(`take.sheets.edge.${sheets.turn}`);
    parts.push(element("p", {}, say("take.sheets.both", { edge })));
  }
  const { name, bytes, address } = sheets.offer;
  parts.push(element("p", { class: "hint name" }, say("take.download-of", { name, size: size(bytes) })));
  const pictures = sheets.pictures.map((src, number) =>
    element("img", { src, alt: say("take.sheets.side", { number: number + 1 }) }),
  );
  const hidden = element("span", { class: "unseen" }, ` ${name}`);
  const action = element("a", { class: "button", href: address }, say("take.download"), hidden);
  return element("li", {}, element("div", { class: "outcome" }, ...pictures), element("div", {}, ...parts), element("div", { class: "actions" }, action));
}
