// What is wrong with the piece, as it is told at its fields and on the page.
import { count, say } from "./asking.js";

export class ProblemList {
  #fields;
  #named;
  #faults = [];
  #exact = null; // of a text that is too long: its key, by how many characters, and what else helps
  #typed = "";
  last = false; // whether the page is that of earlier words

  /** `named` gives the words that name a field. */
  constructor(fields, named) {
    [this.#fields, this.#named] = [fields, named];
  }

  /** The faults of an answer, after the field `typed` was typed in. */
  show(answer, typed) {
    const met = Object.entries(answer.met).map(([key, words]) => ({ key, severity: "error", message: say("edit.met", { words }), hint: "", rule: "met" }));
    this.#faults = [...met, ...answer.faults];
    this.last = answer.pages.length === 0;
    this.#typed = typed;
    if (!this.#tooFull()) this.#exact = null;
    this.#showFaults();
  }

  /** What was measured of a text that is too long (`FitAnswer`). */
  measured(answer) {
    this.#exact = answer.long.key ? answer.long : null;
    this.#showFaults();
  }

  #tooFull() {
    return this.#faults.find((fault) => fault.rule === "overset" && fault.severity === "error" && this.last);
  }

  /** The key of the text that is too long, and by how many characters if that is known. */
  get long() {
    if (this.#exact) return { key: this.#exact.characters === null ? "" : this.#exact.key, characters: this.#exact.characters };
    return { key: this.#tooFull() ? this.#blamed(this.#tooFull()) : "", characters: 0 };
  }

  /** Words too many in a panel are the fault of the field there that was typed in last. */
  #blamed(fault) {
    const panel = (key) => this.#fields.input(key)?.closest("fieldset");
    return panel(this.#typed) && panel(this.#typed) === panel(fault.key) ? this.#typed : fault.key;
  }

  /** The faults as they are told. */
  get told() {
    return this.#faults.map((fault) => (fault === this.#tooFull() ? this.#tooLong(fault) : fault));
  }

  #tooLong(fault) {
    const exact = this.#exact;
    if (exact?.wide) return fault;
    const told = (key, message) => ({ ...fault, key, message, hint: "" });
    if (!exact) return told(this.#blamed(fault), say("edit.fit.full"));
    if (exact.characters === null) return told(exact.key, say("edit.fit.full-help"));
    const shorten = count("edit.fit.shorten", exact.characters);
    const other = exact.instead && this.#named(exact.instead);
    return told(exact.key, other ? say("edit.fit.or", { shorten, other }) : shorten);
  }

  /** The keys of what keeps the page from being set. */
  get keys() {
    return this.told.filter((fault) => fault.severity === "error").map((fault) => fault.key);
  }

  #showFaults() {
    this.#fields.show(this.told);
  }

  /** Show what keeps files from being saved, and what is wrong with the piece; and go there. */
  summarise(faults) {
    this.#fields.show([...faults, ...this.told]);
    this.#fields.summarise();
  }
}
