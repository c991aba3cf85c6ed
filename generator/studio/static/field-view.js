// The fields of a piece: what is typed in them, what is wrong there, and what can be done with them.
import { ask, count, element, has, say } from "./asking.js";

const PAUSE = 900; // ms without typing after which the fields say what they know of new words
const HELD = 1000; // ms for which a mistake in a half-typed number is not told yet
const READER = "cease-reader"; // where the tab remembers who signs

export class FieldView {
  #form;
  #place; // the desk and the layout
  #typed;
  #refresh;
  #unsent;
  #composing = null; // the input in which a letter is being made of several keys
  #faults = [];
  #timer = 0;
  #waits = null; // the field whose new mistakes are not told yet
  #dirty = null; // what was typed while the fields were asked for
  #turn = 0; // counts how often they were asked for: an older answer may come later

  /** `typed` is called with a key and its words, `entered` with the key of the field that has the
   * caret. `refresh` sends what waits and shows the piece as it is then, `unsent` gives the words that
   * the studio has not taken. */
  constructor(form, typed, entered, refresh, unsent) {
    this.#form = form;
    this.#typed = typed;
    this.#refresh = refresh;
    this.#unsent = unsent;
    const { campaign, language, area, layout } = form.closest("main").dataset;
    this.#place = { desk: { campaign, language, area }, layout };
    form.addEventListener("input", (event) => event.isComposing || this.#tell(event.target));
    form.addEventListener("compositionstart", (event) => (this.#composing = event.target));
    form.addEventListener("compositionend", (event) => {
      this.#composing = null;
      this.#tell(event.target);
    });
    form.addEventListener("focusin", (event) => entered(this.#key(event.target)));
    form.addEventListener("change", (event) => this.#changed(event.target));
    form.addEventListener("focusout", () => this.#stopWaiting());
    form.addEventListener("click", (event) => this.#clicked(event));
    form.addEventListener("keydown", (event) => this.#pressed(event));
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  #key(input) {
    return input.closest("[data-key]")?.dataset.key ?? "";
  }

  #fields() {
    return [...this.#form.querySelectorAll("[data-key]")];
  }

  /** The element round a field; nothing if there is no such field. */
  field(key) {
    return this.#form.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  /** The input of a field; nothing if there is no such field. */
  input(key) {
    return this.field(key)?.querySelector("textarea, input");
  }

  /** The label of a field, in words. */
  label(key) {
    const field = this.field(key);
    const label = field?.querySelector("label");
    if (!label) return "";
    const name = field.closest(".item")?.getAttribute("aria-label");
    const own = label.cloneNode(true);
    own.querySelector(".unseen")?.remove();
    const block = field.closest(".block").querySelector("h3").textContent;
    return `${name ?? block}: ${own.textContent.trim()}`;
  }

  /** The words in a field; nothing if there is no such field. */
  words(key) {
    const input = this.input(key);
    return input && wordsIn(input);
  }

  /** The words that the studio had for a field when it was heard last, or has now. */
  known(key, words) {
    const input = this.input(key);
    if (input?.type === "checkbox") {
      if (words !== undefined) input.defaultChecked = words === "true";
      return input.defaultChecked ? "true" : "";
    }
    if (input && words !== undefined) input.defaultValue = words;
    return input?.defaultValue;
  }

  /** Put words into a field that were not typed there. Whether it had others. */
  put(key, words) {
    const input = this.input(key);
    if (!input || input === this.#composing) return false;
    const had = wordsIn(input);
    if (input.type === "checkbox") input.checked = words === "true";
    else if (had !== words) input.value = words;
    return wordsIn(input) !== had;
  }

  /** Go to a field. */
  enter(key) {
    const input = this.input(key) ?? this.field(key)?.querySelector("button");
    input?.focus({ preventScroll: true });
    input?.closest("[data-key]").scrollIntoView({ block: "center" });
  }

  #tell(input) {
    const field = input.closest("[data-key]");
    if (!field) return;
    this.#dirty?.add(field.dataset.key);
    field.querySelector(".good")?.remove(); // it was said of the number before
    if ("waits" in input.dataset) this.#wait(input);
    const words = wordsIn(input);
    this.#typed(field.dataset.key, words);
    const follower = field.nextElementSibling;
    if (follower?.dataset.follows) follower.dataset.key = follower.dataset.follows + words.trim().replace(/\s+/g, " ");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.renew(), PAUSE);
  }

  #wait(input) {
    clearTimeout(this.#waits?.timer);
    const timer = setTimeout(() => this.#stopWaiting(), HELD);
    this.#waits = { key: this.#key(input), timer };
  }

  #stopWaiting() {
    if (!this.#waits) return;
    clearTimeout(this.#waits.timer);
    this.#waits = null;
    this.show(this.#faults);
  }

  #changed(input) {
    if (input.dataset.sign) this.#sign(input);
    else if (input.closest("[data-key]")) this.renew();
  }

  async #clicked(event) {
    const button = event.target.closest("button");
    const link = event.target.closest(".summary a");
    if (link) {
      event.preventDefault();
      this.enter(link.dataset.to);
    } else if (button?.dataset.act) {
      const words = this.#form.querySelector(`#${button.dataset.chosen ?? "none"}`)?.value ?? "";
      await this.#act(button.dataset.act, button.dataset.of, words);
    } else if (button?.dataset.reader) {
      await this.#signAs(button);
    }
  }

  #pressed(event) {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    event.target.closest(".reader")?.querySelector("button").click();
  }

  // --- signing off ---

  async #sign(box) {
    const signing = box.closest(".signing");
    const reader = sessionStorage.getItem(READER);
    if (!box.checked) {
      signing.querySelector(".reader").hidden = true;
      if (box.defaultChecked) await this.#act("unsign", box.dataset.sign);
    } else if (reader) {
      await this.#act("sign", box.dataset.sign, reader);
    } else {
      signing.querySelector(".reader").hidden = false;
      signing.querySelector(".reader input").focus();
    }
  }

  async #signAs(button) {
    const signing = button.closest(".signing");
    const input = signing.querySelector(".reader input");
    const name = input.value.trim();
    signing.querySelector(".fault").hidden = Boolean(name);
    if (!name) return input.focus();
    sessionStorage.setItem(READER, name);
    const key = button.dataset.reader;
    await this.#act("sign", key, name);
    this.#form.querySelector(`[data-sign="${CSS.escape(key)}"]`)?.focus();
  }

  // --- what is done with fields ---

  async #act(act, key, words = "") {
    const said = this.#form.querySelector("#fields-said");
    try {
      await this.#refresh();
      this.#turn += 1; // fields that were asked for before are older than these
      const answer = await ask("/api/act", { ...this.#place, act, key, words });
      this.#turn += 1;
      this.#take(answer.html);
      this.#dirty = null;
      if (answer.enter) this.enter(answer.enter);
      if (act === "add") this.#form.querySelector("#fields-said").textContent = say("fields.added");
      await this.#refresh();
    } catch (problem) {
      said.classList.remove("unseen");
      said.textContent = say("fields.not-done", { words: problem.message });
    }
  }

  /** Show the fields as they are now, with what is known of their words. */
  async renew() {
    clearTimeout(this.#timer);
    const turn = (this.#turn += 1);
    this.#dirty = new Set();
    try {
      await this.#refresh();
      if (turn === this.#turn) this.#dirty = new Set();
      const { html } = await ask("/api/fields", this.#place);
      if (turn === this.#turn) this.#take(html);
    } catch {
      // the next answer says what is wrong
    }
    if (turn === this.#turn) this.#dirty = null;
  }

  #take(html) {
    const made = new DOMParser().parseFromString(html, "text/html").querySelector("form");
    const keys = (form) => [...form.querySelectorAll("[data-key]")].map((each) => each.dataset.key);
    if (keys(made).join("\n") === keys(this.#form).join("\n")) this.#update(made);
    else this.#replace(made);
    this.show(this.#faults);
  }

  /** Put what follows the typing in the place of what differs from it. */
  #update(made) {
    const parts = (form) => [...form.querySelectorAll("[data-live]")];
    const old = new Map(parts(this.#form).map((part) => [part.dataset.live, part]));
    for (const part of parts(made)) {
      const here = old.get(part.dataset.live);
      if (!here || here.innerHTML === part.innerHTML || here.dataset.html === part.innerHTML) continue;
      const open = here.querySelector(":scope details")?.open;
      const inside = here.contains(document.activeElement);
      here.dataset.html = part.innerHTML;
      here.replaceChildren(...part.childNodes);
      if (open && here.querySelector("details")) here.querySelector("details").open = true;
      if (inside) here.querySelector("input, button")?.focus({ preventScroll: true });
    }
    for (const box of made.querySelectorAll(".field input[type=checkbox]")) {
      this.put(this.#key(box), box.defaultChecked ? "true" : "");
    }
  }

  /** Other fields than there were: words that are being typed stay, and so does the caret. */
  #replace(made) {
    const focused = this.#form.contains(document.activeElement) ? document.activeElement : null;
    const key = focused && this.#key(focused);
    const of = focused?.dataset.of;
    const caret = focused?.type !== "checkbox" ? [focused?.selectionStart, focused?.selectionEnd] : [];
    const known = this.#form.querySelector(".to-know").open;
    const kept = new Map([...(this.#dirty ?? [])].map((each) => [each, this.input(each)?.value]));
    const scroll = this.#form.scrollTop;
    const guest = this.#form.querySelector("#closer"); // which stands in a field where there is little room
    if (guest) document.getElementById("page-hint").before(guest);
    this.#form.replaceChildren(...made.childNodes);
    for (const { key: each, text } of this.#unsent()) this.put(each, text);
    for (const [each, words] of kept) if (words !== undefined) this.put(each, words);
    this.#form.scrollTop = scroll;
    this.#form.querySelector(".to-know").open = known;
    const input = key && this.input(key);
    if (input) {
      input.focus({ preventScroll: true });
      if (caret[0] != null) input.setSelectionRange(...caret);
    } else if (of) {
      this.#form.querySelector(`[data-of="${CSS.escape(of)}"]`)?.focus({ preventScroll: true });
    }
  }

  // --- what is wrong ---

  /** Show what is wrong at each field, and what should be known there. */
  show(faults) {
    this.#faults = faults;
    const places = new Map(faults.map((fault) => [fault, this.#placeOf(fault)]));
    this.#tellOfRest(faults.filter((fault) => fault.severity !== "error" && !places.get(fault)));
    for (const field of this.#fields()) {
      const key = field.dataset.key;
      const own = faults.filter((fault) => places.get(fault) === key);
      const errors = own.filter((fault) => fault.severity === "error");
      const warnings = own.filter((fault) => fault.severity !== "error" && !this.#isShown(fault));
      if (this.#waits?.key === key && !field.classList.contains("wrong")) errors.length = 0;
      const input = field.querySelector("textarea, input");
      const words = field.querySelector(".fault");
      if (!input || !words) continue;
      const warned = field.querySelector(".warn");
      words.hidden = errors.length === 0;
      words.textContent = errors.map(inWords).join(" ");
      field.classList.toggle("wrong", errors.length > 0);
      if (warned) {
        warned.hidden = warnings.length === 0;
        warned.textContent = warnings.length
          ? say("fields.warning", { words: warnings.map(inWords).join(" ") })
          : "";
      }
      const ids = [input.dataset.described, errors.length && words.id, warnings.length && warned?.id];
      const described = ids.filter(Boolean).join(" ");
      if (described) input.setAttribute("aria-describedby", described);
      else input.removeAttribute("aria-describedby");
      if (errors.length) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
    for (const signing of this.#form.querySelectorAll(".signing")) {
      const wrong = signing.closest(".block").querySelector(".wrong") !== null;
      const [cannot, check] = [signing.querySelector(".cannot"), signing.querySelector(".check")];
      if (cannot) cannot.hidden = !wrong;
      if (check) check.hidden = wrong;
    }
    if (!this.#summary.hidden) this.#sum();
  }

  /** The key of the field at which a fault is told: its own, or the first of what it is in. */
  #placeOf(fault) {
    if (!fault.key || this.field(fault.key)) return fault.key;
    const block = fault.key.match(/^[^:]+:blocks\.[^.]+/)?.[0] ?? fault.key;
    const keys = this.#fields().map((field) => field.dataset.key);
    return keys.find((key) => key.startsWith(`${fault.key}.`)) ?? keys.find((key) => key.startsWith(`${block}.`)) ?? "";
  }

  /** What should be known and stands at no field. */
  #tellOfRest(warnings) {
    const list = this.#form.querySelector(".to-know");
    const lines = new Set(warnings.filter((fault) => !this.#isShown(fault)).map(inWords));
    list.hidden = lines.size === 0;
    list.querySelector("summary").textContent = lines.size ? count("fields.to-know", lines.size) : "";
    list.querySelector("ul").replaceChildren(...[...lines].map((words) => element("li", {}, words)));
  }

  #isShown(fault) {
    return ["stale", "draft"].includes(fault.rule);
  }

  get #summary() {
    return this.#form.querySelector(".summary");
  }

  /** Sum up what is wrong above the fields, and go there. Whether anything is. */
  summarise() {
    this.#waits = null;
    this.show(this.#faults);
    this.#sum();
    if (this.#summary.hidden) return false;
    this.#form.scrollTop = 0;
    this.#summary.scrollIntoView({ block: "nearest" });
    this.#summary.focus();
    return true;
  }

  #sum() {
    const errors = this.#faults.filter((fault) => fault.severity === "error");
    const lines = errors.map((fault) => {
      const key = this.#placeOf(fault);
      const words = key ? `${this.label(key)}: ${inWords(fault)}` : inWords(fault);
      if (!key) return element("li", {}, words);
      const link = element("a", { href: `#${this.input(key)?.id ?? ""}` }, words);
      link.dataset.to = key;
      return element("li", {}, link);
    });
    this.#summary.hidden = lines.length === 0;
    this.#summary.querySelector("ul").replaceChildren(...lines);
  }
}

function wordsIn(input) {
  return input.type === "checkbox" ? (input.checked ? "true" : "") : input.value;
}

/** A problem as a sentence, and what mends it. */
function inWords(fault) {
  const own = has(`fields.known.${fault.rule}`); // plainer than those for whoever keeps the files
  if (own) return say(`fields.known.${fault.rule}`);
  const begin = (words) => words.charAt(0).toUpperCase() + words.slice(1);
  const parts = [fault.message, fault.hint].filter(Boolean);
  const said = parts.map((words) => `${begin(words).replace(/[.]$/, "")}.`).join(" ");
  return fault.key.includes(".easy.") ? say("fields.in-easy", { words: said }) : said;
}
