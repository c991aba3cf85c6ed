// A page of a piece: drawn as SVG, group by group, with a button over each line of its words.
const SVG = "http://www.w3.org/2000/svg";
export const NOWHERE = { x: 0, y: 0, width: 0, height: 0 };

export function drawn(name, attributes = {}) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** The box round all lines of a page that have one of some keys; nothing if there is none. */
export function around(lines, keys) {
  const own = lines.filter(([key]) => keys.includes(key));
  if (own.length === 0) return null;
  const left = Math.min(...own.map(([, x]) => x));
  const top = Math.min(...own.map(([, , y]) => y));
  const right = Math.max(...own.map(([, x, , width]) => x + width));
  const bottom = Math.max(...own.map(([, , y, , height]) => y + height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Make elements the children of another, in order. Those that are there already stay where they are,
 * so the browser draws nothing again but what is new. */
export function arrange(holder, children) {
  const wanted = new Set(children);
  for (const child of [...holder.children]) if (!wanted.has(child)) child.remove();
  let here = holder.firstElementChild;
  for (const child of children) {
    if (child === here) here = here.nextElementSibling;
    else holder.insertBefore(child, here);
  }
}

/** Set attributes that are not as they should be: each change is drawn again. */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  }
}

export class PageView {
  #place; // the element that holds the page
  #named; // gives the words that name a field; nothing for what is no field
  #turned;
  #groups = new Map(); // elements by the name of their group
  #boot = "";
  #svg = drawn("svg", { class: "page", role: "group" });
  #body = drawn("g", { id: "page-groups" });
  #wrong = drawn("rect", { class: "wrong-words" });
  #words = drawn("g");
  #lines = ""; // of the words that are drawn, as text
  #marked = "";
  #faulty = [];
  pages = [];
  number = 0; // of the page that is shown, or is to be
  #shown = 0; // of the page that is drawn
  format = "";

  /** `chosen` is called with the key of a line that was chosen, `named` gives the words that name a
   * field, `turned` is called when another page is wanted. */
  constructor(place, { chosen, named, turned }) {
    this.#place = place;
    this.#named = named;
    this.#turned = turned;
    this.#svg.append(this.#body, this.#words, this.#wrong);
    const choose = (event) => event.target.dataset?.key && chosen(event.target.dataset.key);
    place.addEventListener("click", choose);
    place.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        choose(event);
      } else this.#move(event);
    });
  }

  /** What is shown, as a request says it. Groups of another studio than `boot` are of no use. */
  view(boot) {
    const have = boot === this.#boot ? [...this.#groups.keys()] : [];
    return { format: this.format, page: this.number, have, boot };
  }

  /** Show the pages of an answer. Without pages the last ones stay, in a frame. */
  show(answer) {
    if (answer.boot !== this.#boot) this.#groups.clear();
    this.#boot = answer.boot;
    for (const [name, markup] of Object.entries(answer.new)) {
      const group = drawn("g");
      group.innerHTML = markup; // outlines that the studio drew; no words are in it
      this.#groups.set(name, group);
    }
    this.#place.classList.toggle("last", answer.pages.length === 0);
    if (answer.pages.length === 0) {
      this.number = this.#shown;
      return;
    }
    this.pages = answer.pages;
    this.number = Math.min(this.number, answer.pages.length - 1);
    const page = this.page;
    if (page.groups.every((name) => this.#groups.has(name))) this.#draw(page);
    else this.#turned(); // the browser lost some: ask for all
    if (!this.#svg.isConnected) this.#place.replaceChildren(this.#svg);
    this.#place.removeAttribute("aria-busy");
  }

  get page() {
    return this.pages[this.number];
  }

  /** The elements that the page which is shown is made of. */
  get drawing() {
    return [...this.#body.children];
  }

  /** The words of the page that is shown, each as key, left, top, width, height and text. */
  get lines() {
    return this.page?.words ?? [];
  }

  /** Show the page of a number. */
  turn(number) {
    if (number === this.number || !this.pages[number]) return;
    this.number = number;
    this.#turned();
  }

  /** Show the page that has the words of a field, and mark them. */
  enter(key) {
    if (!this.lines.some((line) => line[0] === key)) {
      const number = this.pages.findIndex((page) => page.words.some((line) => line[0] === key));
      if (number >= 0) this.turn(number);
    }
    this.mark(key);
  }

  #draw(page) {
    this.#shown = this.number;
    set(this.#svg, { viewBox: `0 0 ${page.width} ${page.height}` });
    arrange(this.#body, page.groups.map((name) => this.#groups.get(name)));
    for (const name of this.#groups.keys()) {
      if (this.#groups.size <= 400) break; // what was typed long ago
      if (!page.groups.includes(name)) this.#groups.delete(name);
    }
    const lines = JSON.stringify(page.words);
    if (lines !== this.#lines) this.#drawLines(page.words);
    this.#lines = lines;
    this.mark(this.#marked);
    this.markWrong(this.#faulty);
  }

  #drawLines(words) {
    const boxes = this.#words.children;
    let count = 0;
    for (const [key, x, y, width, height, text] of words) {
      const name = this.#named(key);
      if (!name) continue;
      if (count === boxes.length) this.#words.append(drawn("rect", { class: "words", role: "button", tabindex: -1 }));
      const box = boxes[count];
      set(box, { x, y, width, height, "aria-label": text ? `${text} (${name})` : name, "data-key": key });
      count += 1;
    }
    while (boxes.length > count) this.#words.lastChild.remove();
    if (boxes.length && !this.#words.querySelector('[tabindex="0"]')) boxes[0].setAttribute("tabindex", 0);
  }

  /** Mark the words of a field. */
  mark(key) {
    this.#marked = key;
    for (const box of this.#words.children) box.classList.toggle("here", box.dataset.key === key);
  }

  /** Draw a frame round the words of fields that are wrong. */
  markWrong(keys) {
    this.#faulty = keys;
    const box = around(this.lines, keys);
    set(this.#wrong, box ?? NOWHERE);
    this.#wrong.classList.toggle("none", !box);
  }

  /** Put the caret on the first line of a field, or on the line that had it last. */
  focus(key) {
    const boxes = [...this.#words.children];
    const box =
      boxes.find((each) => each.dataset.key === key) ??
      boxes.find((each) => each.getAttribute("tabindex") === "0") ??
      boxes[0];
    if (box) this.#goTo(box);
    return Boolean(box);
  }

  #goTo(box) {
    for (const each of this.#words.querySelectorAll('[tabindex="0"]')) each.setAttribute("tabindex", -1);
    box.setAttribute("tabindex", 0);
    box.focus();
  }

  #move(event) {
    const boxes = [...this.#words.children];
    const here = boxes.indexOf(event.target);
    if (here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1, Home: -here, End: boxes.length - 1 - here };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const next = boxes[here + steps[event.key]];
    if (next) this.#goTo(next);
  }
}
