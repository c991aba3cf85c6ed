// The tools over the page: its sides and formats, and the dialogs that show it larger.
import { element } from "./asking.js";

/** Buttons for the pages of a piece. */
export class SideTabs {
  #place;
  #turn;
  #names = "";

  constructor(place, turn) {
    [this.#place, this.#turn] = [place, turn];
  }

  show(pages, number) {
    const names = pages.map((page) => page.name).join("\n");
    if (names !== this.#names) {
      this.#names = names;
      this.#place.hidden = pages.length < 2;
      this.#place.replaceChildren(
        ...pages.map((page, place) => {
          const button = element("button", { type: "button" }, titled(page.name));
          button.addEventListener("click", () => this.#turn(place));
          return button;
        }),
      );
    }
    [...this.#place.children].forEach((button, place) => button.setAttribute("aria-pressed", place === number));
  }
}

export function titled(name) {
  const words = name.replace(/[-_]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Open a dialog; its button and Esc close it. `closed` is called afterwards. */
export function openDialog(dialog, closed = () => {}) {
  dialog.querySelector(".closes").onclick = () => dialog.close();
  dialog.addEventListener("close", closed, { once: true });
  dialog.showModal();
}

/** Show an element in a dialog, and put it back where it was when the dialog is closed. */
export function showIn(dialog, shown) {
  const mark = document.createComment("");
  shown.before(mark);
  dialog.querySelector(".holds").append(shown);
  openDialog(dialog, () => mark.replaceWith(shown));
}
