// The fields of a piece: what is typed in them, and what is wrong there.
export class FieldView {
  #form;

  /** `typed` is called with a key and its words, `entered` with the key of the field that has the caret. */
  constructor(form, typed, entered) {
    this.#form = form;
    const tell = (event) => typed(this.#key(event.target), event.target.value);
    form.addEventListener("input", (event) => event.isComposing || tell(event));
    form.addEventListener("compositionend", tell);
    form.addEventListener("focusin", (event) => entered(this.#key(event.target)));
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  #key(input) {
    return input.closest("[data-key]")?.dataset.key ?? "";
  }

  #field(key) {
    return this.#form.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  /** The input of a field; nothing if there is no such field. */
  input(key) {
    return this.#field(key)?.querySelector("textarea, input");
  }

  /** Put words into a field that were not typed there. */
  put(key, words) {
    const input = this.input(key);
    if (input && input.value !== words) input.value = words;
  }

  /** Go to a field. */
  enter(key) {
    const input = this.input(key);
    input?.focus();
    input?.scrollIntoView({ block: "center" });
  }

  /** Show what is wrong at each field. */
  show(faults) {
    for (const field of this.#form.querySelectorAll(".field")) {
      const own = faults.filter((fault) => fault.severity === "error" && fault.key === field.dataset.key);
      const words = field.querySelector(".fault");
      const input = field.querySelector("textarea, input");
      words.hidden = own.length === 0;
      words.textContent = own.map((fault) => [fault.message, fault.hint].filter(Boolean).join(": ")).join(" ");
      field.classList.toggle("wrong", own.length > 0);
      if (own.length) input.setAttribute("aria-describedby", words.id);
      else input.removeAttribute("aria-describedby");
    }
  }
}
