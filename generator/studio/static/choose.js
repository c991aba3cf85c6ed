// The first screen: shows at once what is chosen, and pictures and states as they come.
import { ask, element, say } from "./asking.js";
import { pollState } from "./state-poll.js";

const QUIET = 250; // ms without typing, before the search begins
const SOON = 400; // ms between two looks while pictures are made
const form = document.querySelector("form.choice");
const shown = document.getElementById("shown");
const news = document.getElementById("news");
const said = document.getElementById("said");
let wanted = 0; // the number of the last choice
let looked = -1; // of the last state that is shown
let first = -1; // the last change on the disk when the screen was opened
let timer = 0;
let unsaid = false; // whether a person has chosen what is not shown yet
let { unknown } = form.dataset; // an area that the address names and there is not, until another is chosen

/** Shows what is chosen now; `speaks` if a person has chosen it. */
async function show(speaks) {
  const number = (wanted += 1);
  const chosen = new URLSearchParams(new FormData(form));
  for (const [key, value] of [...chosen]) if (!value) chosen.delete(key);
  if (speaks) unknown = "";
  unsaid ||= speaks; // said by the next look, if that comes first
  if (unknown) chosen.set("area", unknown);
  const address = `/?${chosen}`;
  const response = await fetch(`${address}${chosen.size ? "&" : ""}part=1`);
  if (number !== wanted) return; // something else has been chosen meanwhile
  const made = new DOMParser().parseFromString(await response.text(), "text/html");
  const main = made.getElementById("main"); // of a page that says what is wrong
  const next = document.createElement("div");
  next.append(...(main ?? made.body).childNodes);
  follow(shown, next);
  if (unsaid) {
    unsaid = false;
    history.replaceState(null, "", address);
    said.textContent = document.getElementById("number")?.textContent ?? "";
  }
  clearTimeout(timer);
  if (shown.querySelector("[aria-busy], [data-busy]") && !document.hidden) {
    timer = setTimeout(() => show(false).catch(wait), SOON);
  }
}

/** Changes an element so that it is like another one, and keeps what is alike: the focus stays. */
function follow(now, next) {
  for (const { name } of [...now.attributes]) {
    if (!next.hasAttribute(name) && now !== shown) now.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (now.getAttribute(name) !== value) now.setAttribute(name, value);
  }
  const [before, after] = [[...now.childNodes], [...next.childNodes]];
  after.forEach((child, index) => {
    const old = before[index];
    if (!old) now.append(child);
    else if (old.isEqualNode(child)) return;
    else if (old instanceof Element && isLike(old, child)) follow(old, child);
    else old.replaceWith(child);
  });
  for (const old of before.slice(after.length)) old.remove();
}

function isLike(old, child) {
  return old.nodeName === child.nodeName && old.dataset.key === child.dataset.key;
}

/** The studio does not answer: it is asked again by the poll. */
function wait() {
  clearTimeout(timer);
}

async function changed(state) {
  if (first < 0) first = state.turn;
  tell(state.changed.filter((each) => each.turn > first));
  if (state.looked === looked) return;
  looked = state.looked;
  await show(false);
}

function tell(files) {
  const lines = files.map(({ path, at }) =>
    element("li", {}, say("choose.changed.line", { path, time: at })));
  const key = files.map((each) => each.turn).join();
  if (news.dataset.key === key) return;
  news.dataset.key = key;
  news.replaceChildren(...(lines.length ? [element("section", { class: "banner", role: "status" },
    element("h2", {}, say("choose.changed.title")),
    element("ul", {}, ...lines),
    element("p", {}, say("choose.changed.words")))] : []));
}

function gone() {
  news.dataset.key = "gone";
  news.replaceChildren(element("p", { class: "aside bad", role: "alert" }, say("frame.stopped")));
}

/** Moves from card to card with the arrow keys. */
function move(event) {
  const cards = [...shown.querySelectorAll("li[data-key]")];
  const at = cards.indexOf(event.target.closest?.("li[data-key]"));
  const isSearch = event.target.id === "search";
  if (!cards.length || (at < 0 && !(isSearch && event.key === "ArrowDown"))) return;
  const to = isSearch ? 0 : target(cards, at, event.key);
  if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  cards[to]?.querySelector(".links a").focus();
}

function target(cards, at, key) {
  const along = document.dir === "rtl" ? -1 : 1;
  const middle = (card) => card.getBoundingClientRect();
  const near = (rows) => rows.sort((a, b) => away(a) - away(b))[0];
  const away = (index) => Math.abs(middle(cards[index]).x - middle(cards[at]).x)
    + 10 * Math.abs(middle(cards[index]).y - middle(cards[at]).y);
  const others = cards.map((_, index) => index);
  switch (key) {
    case "ArrowRight": return at + along;
    case "ArrowLeft": return at - along;
    case "Home": return 0;
    case "End": return cards.length - 1;
    case "ArrowDown": return near(others.filter((i) => middle(cards[i]).y > middle(cards[at]).y + 4));
    case "ArrowUp": return near(others.filter((i) => middle(cards[i]).y < middle(cards[at]).y - 4));
    default: return undefined;
  }
}

/** Does with a draft that was left what its button says. */
async function decide(event) {
  const button = event.target.closest("[data-draft]");
  if (!button) return;
  try {
    await ask("/api/draft", { draft: button.dataset.draft, act: button.dataset.does });
    news.replaceChildren();
  } catch (problem) {
    news.dataset.key = "draft";
    news.replaceChildren(element("p", { class: "aside bad", role: "alert" }, problem.message));
  }
  await show(false);
}

let typing = 0;
shown.addEventListener("click", decide);
form.addEventListener("input", (event) => {
  clearTimeout(typing);
  typing = setTimeout(() => show(true), event.target.matches("input") ? QUIET : 0);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  show(true);
});
document.querySelector("input#area")?.addEventListener("focus", (event) => event.target.select());
document.addEventListener("keydown", move);
document.getElementById("show").hidden = true;
pollState(changed, gone);
document.body.dataset.ready = "1";
