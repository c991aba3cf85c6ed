// The printed lines round the caret, drawn larger.
import { around, drawn } from "./page-view.js";

const SHARE = 0.72; // of its width that the crop is high
const MARGIN = 6; // mm beside the words

export class CloserView {
  #place;
  #pages;
  #svg = drawn("svg", { class: "page", "aria-hidden": "true" });
  #wrong = drawn("rect", { class: "wrong-words none" });
  #here = drawn("rect", { class: "caret-line none" });
  #key = "";
  #caret = 0; // where in the words, 0 to 1
  #faulty = [];

  /** `place` is the element that holds it, `pages` the `PageView` whose page it draws. */
  constructor(place, pages) {
    this.#place = place;
    this.#pages = pages;
    this.#svg.append(drawn("use", { href: "#page-groups" }), this.#here, this.#wrong);
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
    const page = this.#pages.page;
    const line = lines[Math.min(lines.length - 1, Math.floor(this.#caret * lines.length))];
    const words = around(this.#pages.lines, [this.#key]);
    const width = Math.min(page.width, Math.max(words.width + 2 * MARGIN, 80));
    const height = Math.min(page.height, width * SHARE);
    const middle = words.height < height ? words.y + words.height / 2 : line[2] + line[4] / 2;
    const left = within(words.x + words.width / 2 - width / 2, page.width - width);
    const top = within(middle - height / 2, page.height - height);
    this.#svg.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
    put(this.#here, { x: line[1], y: line[2], width: line[3], height: line[4] });
    put(this.#wrong, this.#faulty.includes(this.#key) ? words : null);
  }
}

function within(value, most) {
  return Math.max(0, Math.min(value, most));
}

function put(rect, box) {
  for (const side of ["x", "y", "width", "height"]) rect.setAttribute(side, box?.[side] ?? 0);
  rect.classList.toggle("none", !box);
}
