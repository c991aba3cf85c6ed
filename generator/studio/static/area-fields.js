// The fields of an area's form: what is wrong and what is right at each.
import { element, say } from "./asking.js";

const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);

export class AreaFields {
  #form;
  #left = new Set(); // fields that somebody has filled in and left, which may say what is wrong
  #answer = { faults: [], news: [] };

  /** `typed` is called after each change, with the input. */
  constructor(form, typed) {
    this.#form = form;
    form.addEventListener("input", (event) => {
      event.target.dataset.typed = "yes";
      if (!event.isComposing) typed(event.target);
    });
    form.addEventListener("compositionend", (event) => typed(event.target));
    form.addEventListener("focusout", (event) => {
      if (event.target.dataset.typed) this.#left.add(event.target);
      this.#tell();
    });
  }

  /** Everything may say what is wrong now. */
  leaveAll() {
    for (const input of this.inputs) this.#left.add(input);
  }

  /** A field may say what is wrong now. */
  leave(input) {
    this.#left.add(input);
  }

  get inputs() {
    return [...this.#form.querySelectorAll("[data-key]")];
  }

  input(key) {
    return this.inputs.find((input) => input.dataset.key === key);
  }

  /** Show what the studio says of the form. */
  show(answer) {
    this.#answer = answer;
    this.#tell();
  }

  #faults(key) {
    return this.#answer.faults.filter((fault) => fault.key === key);
  }

  #tell() {
    for (const input of this.inputs) {
      const place = document.getElementById(`${input.id}-fault`);
      if (!place) continue;
      const faults = this.#faults(input.dataset.key);
      const wrong = faults.filter((fault) => fault.severity === "error");
      const busy = input === document.activeElement && place.hidden; // nothing new is said while typing
      this.#mark(input, place, this.#left.has(input) && !busy ? wrong : []);
      this.#praise(input, wrong.length === 0);
    }
    for (const line of this.#form.querySelectorAll(".field")) {
      line.classList.toggle("wrong", line.querySelector('[aria-invalid="true"]') !== null);
    }
  }

  #mark(input, place, wrong) {
    place.hidden = wrong.length === 0;
    place.textContent = wrong.map((fault) => sentence([fault.message, fault.hint].filter(Boolean).join(": "))).join(" ");
    input.toggleAttribute("aria-invalid", wrong.length > 0);
    if (wrong.length) input.setAttribute("aria-invalid", "true");
    const hint = document.getElementById(`${input.id}-hint`);
    const said = [hint, wrong.length ? place : null].filter(Boolean).map((each) => each.id);
    if (said.length) input.setAttribute("aria-describedby", said.join(" "));
    else input.removeAttribute("aria-describedby");
  }

  #praise(input, right) {
    const good = document.getElementById(`${input.id}-good`);
    if (!good) return;
    const news = this.#answer.news.find((each) => each.key === input.dataset.key);
    const shown = right && news && input !== document.activeElement;
    if (shown) {
      const words = say(`area.good.${news.kind}`, news);
      good.textContent = news.drama ? `${words}. ${say("area.drama")}` : words;
    }
    const holds = right && news && good.textContent.includes(news.printed);
    if (shown || !holds) good.hidden = !shown;
  }

  /** What the field of a key is called, with the place of a phone number. */
  /** The label of a field, in words. */
  label(key) {
    const line = /^contacts\.(.*)\.(\d+)\.(place|number)$/.exec(key);
    if (line) {
      const number = Number(line[2]) + 1;
      if (line[3] === "place") return say("area.contacts.place-of", { number });
      const place = this.input(`contacts.${line[1]}.${line[2]}.place`)?.value.trim();
      return place ? say("area.contacts.of", { place }) : say("area.contacts.of-line", { number });
    }
    const input = this.input(key);
    return input ? this.#form.querySelector(`label[for="${CSS.escape(input.id)}"]`)?.textContent.trim() ?? "" : "";
  }

  /** The list of what is wrong, with a way to each field; it gets the caret. */
  summarise(place, faults) {
    const errors = faults.filter((fault) => fault.severity === "error");
    const rows = errors.map((fault) => {
      const input = this.input(fault.key) ?? this.#form.querySelector(`[data-key^="${CSS.escape(fault.key)}"]`);
      const field = this.label(fault.key);
      const words = field ? say("area.at", { field, message: fault.message }) : sentence(fault.message);
      if (!input) return element("li", {}, fault.hint ? `${words}: ${fault.hint}` : words);
      const link = element("a", { href: `#${input.id}` }, words);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        const hidden = input.closest("details");
        if (hidden) hidden.open = true;
        input.focus();
      });
      return element("li", {}, link);
    });
    const box = element(
      "div",
      { class: "summary", role: "alert", tabindex: "-1" },
      element("h2", {}, say("area.problem")),
      element("ul", {}, ...rows),
    );
    place.replaceChildren(box);
    box.focus();
  }
}
