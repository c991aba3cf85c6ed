// The lines of a list of contacts: each a place and its number, put in, taken out and moved.
import { say } from "./asking.js";

let made = 0; // lines, for names of their inputs that no other has

export class ContactLines {
  #list; // the fieldset
  #lines = []; // the element of each line
  #most;
  #changed;

  /** `changed` is called after a line is put in, taken out or moved. */
  constructor(list, lines, most, changed) {
    [this.#list, this.#most, this.#changed] = [list, most, changed];
    for (const line of lines) this.#put(line);
    list.querySelector(".add").addEventListener("click", () => {
      this.#put({ place: "", number: "", was: "" });
      this.#number();
      this.#inputs(this.#lines.at(-1))[0].focus();
      changed();
    });
    this.#number();
  }

  get name() {
    return this.#list.dataset.list;
  }

  /** What stands in the lines. */
  get lines() {
    return this.#lines.map((line) => {
      const [place, number] = this.#inputs(line).map((input) => input.value);
      return { place, number, was: line.dataset.was };
    });
  }

  #inputs(line) {
    return [...line.querySelectorAll("input")];
  }

  #put(values) {
    const line = document.getElementById("line").content.cloneNode(true).firstElementChild;
    made += 1;
    line.dataset.was = values.was;
    for (const input of this.#inputs(line)) {
      const part = input.dataset.part;
      input.id = `line-${made}-${part}`;
      input.value = values[part];
      input.previousElementSibling.htmlFor = input.id;
      line.querySelector(`[data-fault="${part}"]`).id = `${input.id}-fault`;
    }
    line.querySelector(".good").id = `line-${made}-number-good`;
    line.addEventListener("input", () => this.#name(line));
    line.addEventListener("click", (event) => this.#act(line, event.target.closest("[data-does]")?.dataset.does));
    this.#lines.push(line);
    this.#list.querySelector(".all").append(line);
  }

  #act(line, does) {
    const at = this.#lines.indexOf(line);
    const place = this.#called(line);
    if (does === "remove") {
      this.#lines.splice(at, 1);
      line.remove();
      if (this.#lines.length === 0) this.#put({ place: "", number: "", was: "" });
      this.#number();
      this.#inputs(this.#lines[Math.max(0, at - 1)])[0].focus();
      this.#say(say("area.contacts.removed", { place }));
    } else if (does === "up" || does === "down") {
      const to = at + (does === "up" ? -1 : 1);
      if (to < 0 || to >= this.#lines.length) return;
      this.#lines.splice(at, 1);
      this.#lines.splice(to, 0, line);
      this.#list.querySelector(".all").append(...this.#lines);
      this.#number();
      const button = line.querySelector(`[data-does="${does}"]`);
      (button.disabled ? line.querySelector("[data-does]:not(:disabled)") : button).focus();
      this.#say(say("area.contacts.moved", { place, number: to + 1 }));
    } else return;
    this.#changed();
  }

  #say(words) {
    document.getElementById("moved").textContent = words;
  }

  #called(line) {
    const place = this.#inputs(line)[0].value.trim();
    return place || say("area.contacts.line", { number: this.#lines.indexOf(line) + 1 });
  }

  /** Give each line its keys, and its buttons their names. */
  #number() {
    this.#lines.forEach((line, number) => {
      for (const input of this.#inputs(line)) {
        input.dataset.key = `contacts.${this.name}.${number}.${input.dataset.part}`;
      }
      line.querySelector('[data-does="up"]').disabled = number === 0;
      line.querySelector('[data-does="down"]').disabled = number === this.#lines.length - 1;
      this.#name(line);
    });
    const full = this.#lines.length >= this.#most;
    this.#list.querySelector(".add").hidden = full;
    this.#list.querySelector(".full").hidden = !full;
  }

  #name(line) {
    const place = this.#called(line);
    const called = {
      up: say("area.contacts.up", { place }),
      down: say("area.contacts.down", { place }),
      remove: say("area.contacts.remove-of", { place }),
    };
    for (const [does, words] of Object.entries(called)) {
      line.querySelector(`[data-does="${does}"]`).setAttribute("aria-label", words);
    }
  }
}
