// The printed lines round the caret, drawn larger.
import { NOWHERE, arrange, around, drawn, set } from "./page-view.js";

const SHARE = 0.72; // of its width that the crop is high
const MARGIN = 6; // mm beside the words
const STEP = 4; // mm by which the crop moves or grows: it stands still under most letters

export class CloserView {
  #place;
  #pages;
  #svg = drawn("svg", { class: "page", "aria-hidden": "true" });
  #body = drawn("g");
  #copies = new WeakMap(); // of the elements of pages
  #wrong = drawn("rect", { class: "wrong-words none" });
  #here = drawn("rect", { class: "caret-line none" });
  #key = "";
  #caret = 0; // where in the words, 0 to 1
  #faulty = [];

  /** `place` is the element that holds it, `pages` the `PageView` whose page it draws. */
  constructor(place, pages) {
    this.#place = place;
    this.#pages = pages;
    this.#svg.append(this.#body, this.#here, this.#wrong);
    place.querySelector(".crop").append(this.#svg);
  }

  get key() {
    return this.#key;
  }

  /** Go to where somebody types: the key of the field, and how far the caret is in it. */
  at(key, caret) {
    [this.#key, this.#caret] = [key, caret];
    this.show();
  }

  markWrong(keys) {
    this.#faulty = keys;
    this.show();
  }

  show() {
    const lines = this.#pages.lines.filter((line) => line[0] === this.#key);
    this.#place.hidden = lines.length === 0;
    if (lines.length === 0) return;
    this.#draw();
    const page = this.#pages.page;
    const line = lines[Math.min(lines.length - 1, Math.floor(this.#caret * lines.length))];
    const words = around(this.#pages.lines, [this.#key]);
    const width = Math.min(page.width, Math.max(STEP * Math.ceil((words.width + 2 * MARGIN) / STEP), 80));
    const height = Math.min(page.height, width * SHARE);
    const middle = words.height < height ? words.y + words.height / 2 : line[2] + line[4] / 2;
    const left = within(inSteps(words.x + words.width / 2 - width / 2), page.width - width);
    const top = within(inSteps(middle - height / 2), page.height - height);
    set(this.#svg, { viewBox: `${left} ${top} ${width} ${height}` });
    put(this.#here, { x: line[1], y: line[2], width: line[3], height: line[4] });
    put(this.#wrong, this.#faulty.includes(this.#key) ? words : null);
  }

  /** Copies of what the page is made of: `use` would make all of them anew with each change. */
  #draw() {
    const copy = (element) => {
      if (!this.#copies.has(element)) this.#copies.set(element, element.cloneNode(true));
      return this.#copies.get(element);
    };
    arrange(this.#body, this.#pages.drawing.map(copy));
  }
}

function inSteps(value) {
  return STEP * Math.round(value / STEP);
}

function within(value, most) {
  return Math.max(0, Math.min(value, most));
}

function put(rect, box) {
  set(rect, box ?? NOWHERE);
  rect.classList.toggle("none", !box);
}
