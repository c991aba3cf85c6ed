// How the words of each field fit: a meter, and the same in words.
import { count, element, say } from "./asking.js";
import { drawn, set } from "./page-view.js";

const FULL = 88; // where on the meter, of 100, a place is full

export class MeterView {
  #form;
  #sizes = {};
  #rooms = {};
  #others = [];
  #long = { key: "", characters: 0 };

  /** `form` has a place for the meter of each field. */
  constructor(form) {
    this.#form = form;
    new MutationObserver(() => this.#show()).observe(form, { childList: true });
  }

  /** The share in per cent of their full size that words are set at, by key, where it is less. */
  showSizes(sizes) {
    if (JSON.stringify(sizes) === JSON.stringify(this.#sizes)) return;
    this.#sizes = sizes;
    this.#show();
  }

  /** What was measured once nobody typed (`FitAnswer`). */
  showRoom(answer) {
    this.#rooms = { ...this.#rooms, ...answer.rooms };
    this.#show();
  }

  /** Which other pieces print which words, and whether they fit (`OtherFits`). */
  showOthers(answer) {
    this.#others = answer.others;
    this.#show();
  }

  /** Say that the words of a field are too long, by so many characters if that is known. */
  showLong(key, characters) {
    if (this.#long.key === key && this.#long.characters === characters) return;
    this.#long = { key, characters };
    this.#show();
  }

  /** How the words of a field fit, in words. */
  said(key) {
    if (this.#long.key === key) {
      const { characters } = this.#long;
      return characters ? count("edit.fit.long", characters) : say("edit.fit.full");
    }
    const size = this.#sizes[key] ?? 100;
    if (size < 99.5) return say("edit.fit.smaller", { share: Math.round(size) });
    const others = this.#others.filter((piece) => piece.keys.includes(key));
    const tight = others.find((piece) => piece.tight.includes(key));
    if (tight) return say("edit.fit.tight", { piece: tight.title });
    return others.length ? count("edit.fit", others.length) : say("edit.fit.only");
  }

  #show() {
    for (const field of this.#form.querySelectorAll(".field[data-key]")) {
      const key = field.dataset.key;
      const place = field.querySelector(".fits");
      const room = this.#rooms[key];
      const long = this.#long.key === key;
      if (!place) continue;
      place.hidden = room === undefined && !long;
      if (place.hidden) continue;
      if (!place.firstChild) place.append(...meter());
      place.classList.toggle("bad", long);
      place.querySelector(".meter").classList.toggle("bad", long);
      set(place.querySelector(".amount"), { width: long ? 100 : Math.min(98, (FULL * room) / 100) });
      const [words, said] = [place.lastChild, this.said(key)];
      if (words.textContent !== said) words.textContent = said;
    }
  }
}

/** A bar with a line where it is full, and a place for words. */
function meter() {
  const bar = drawn("svg", { class: "meter", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" });
  bar.append(
    drawn("rect", { class: "amount", width: 0, height: 10 }),
    drawn("rect", { class: "full", x: FULL, width: 1, height: 10 }),
  );
  return [bar, element("span")];
}
