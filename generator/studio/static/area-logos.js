// The partners' logos of an area: each is sent to the studio, which draws it anew.
import { ask, element, say, sendFile } from "./asking.js";

const MOST = 5_000_000; // bytes of a file
let made = 0; // lines, for names of their inputs that no other has

export class LogoLines {
  #list;
  #lines = []; // each with its element, its values and what the studio said of it
  #most;
  #changed;

  /** `changed` is called after anything is changed, with the input that it was changed in. */
  constructor(list, lines, most, changed) {
    [this.#list, this.#most, this.#changed] = [list, most, changed];
    for (const line of lines) this.#put({ ...line });
    this.#number();
    const input = list.querySelector("#logo-file");
    input.addEventListener("change", async () => {
      const found = await this.#send(input, document.getElementById("logo-file-fault"));
      if (!found) return;
      const line = this.#put({ file: found.file, alt: "", black: "", dark: "", lead: false }, found);
      this.#number();
      line.place.querySelector('[data-part="alt"]').focus();
      changed(line.place.querySelector('[data-part="file"]'));
    });
  }

  /** What the form says of logos. */
  get lines() {
    return this.#lines.map((line) => line.values);
  }

  /** Send the file of an input; what the studio says of it, or nothing if it is refused. */
  async #send(input, fault) {
    const [file] = input.files;
    if (!file) return null;
    const said = document.getElementById("logo-said");
    const refuse = (words) => {
      fault.hidden = false;
      fault.textContent = words;
      said.textContent = "";
      input.value = "";
      return null;
    };
    fault.hidden = true;
    if (file.size > MOST) return refuse(say("area.logos.large", { file: file.name }));
    said.textContent = say("area.logos.reading", { file: file.name });
    try {
      const found = await sendFile("/api/area/logo", {}, file);
      said.textContent = say("area.logos.read", { file: file.name });
      input.value = "";
      return found;
    } catch (failed) {
      return refuse(failed.message);
    }
  }

  #put(values, found = null) {
    const place = document.getElementById("logo").content.cloneNode(true).firstElementChild;
    made += 1;
    const line = { place, values, found };
    for (const input of place.querySelectorAll("input")) {
      const part = input.dataset.part;
      input.id = `logo-${made}-${part}`;
      const label = input.closest("label") ?? input.parentElement.querySelector(":scope > label");
      label.htmlFor = input.id;
      const fault = place.querySelector(`[data-fault="${part}"]`);
      if (fault) fault.id = `${input.id}-fault`;
      if (part === "alt") input.value = values.alt;
      if (part === "lead") input.checked = values.lead;
      input.addEventListener("change", () => this.#filled(line, input));
      if (part === "alt") input.addEventListener("input", () => (values.alt = input.value));
    }
    place.addEventListener("click", (event) => this.#act(line, event.target.closest("[data-does]")?.dataset.does));
    this.#lines.push(line);
    this.#list.querySelector(".all").append(place);
    this.#show(line);
    return line;
  }

  async #filled(line, input) {
    const part = input.dataset.part;
    if (part === "lead") {
      for (const other of this.#lines) other.values.lead = other === line && input.checked;
      for (const other of this.#lines) other.place.querySelector('[data-part="lead"]').checked = other.values.lead;
    } else if (part !== "alt") {
      const found = await this.#send(input, line.place.querySelector(`[data-refused="${part}"]`));
      if (!found) return;
      line.values[part] = found.file;
      if (part === "file") line.found = found;
      this.#show(line);
    } else return;
    this.#changed(input);
  }

  #act(line, does) {
    const at = this.#lines.indexOf(line);
    if (does === "remove") {
      this.#lines.splice(at, 1);
      line.place.remove();
      this.#number();
      (this.#lines[Math.max(0, at - 1)]?.place.querySelector('[data-part="alt"]') ?? document.getElementById("logo-file")).focus();
    } else if (does === "up" || does === "down") {
      const to = at + (does === "up" ? -1 : 1);
      if (to < 0 || to >= this.#lines.length) return;
      this.#lines.splice(at, 1);
      this.#lines.splice(to, 0, line);
      this.#list.querySelector(".all").append(...this.#lines.map((each) => each.place));
      this.#number();
      const button = line.place.querySelector(`[data-does="${does}"]`);
      (button.disabled ? line.place.querySelector("[data-does]:not(:disabled)") : button).focus();
    } else return;
    this.#changed(null);
  }

  #number() {
    this.#lines.forEach((line, number) => {
      for (const input of line.place.querySelectorAll("input")) {
        if (input.dataset.part !== "lead") input.dataset.key = `logos.${number}.${input.dataset.part}`;
      }
      const place = line.values.alt || say("area.logos.other", { number: number + 1 });
      const called = {
        up: say("area.contacts.up", { place }),
        down: say("area.contacts.down", { place }),
        remove: say("area.contacts.remove-of", { place }),
      };
      for (const [does, words] of Object.entries(called)) {
        line.place.querySelector(`[data-does="${does}"]`).setAttribute("aria-label", words);
      }
      line.place.querySelector('[data-does="up"]').disabled = number === 0;
      line.place.querySelector('[data-does="down"]').disabled = number === this.#lines.length - 1;
    });
    const full = this.#lines.length >= this.#most;
    document.getElementById("logo-add").hidden = full;
    this.#list.querySelector(".full").hidden = !full;
  }

  #show({ place, values, found }) {
    place.querySelector(".file").textContent = values.file.split("/").at(-1);
    for (const part of ["black", "dark"]) {
      const chosen = place.querySelector(`[data-part="${part}"]`).parentElement.querySelector(".chosen");
      chosen.textContent = values[part].split("/").at(-1);
    }
    if (!found) return;
    place.querySelector(".size").textContent = say("area.logos.size", { number: Math.ceil(found.size / 1000) });
    place.querySelector(".looks").hidden = false;
    for (const look of ["before", "after", "black"]) {
      const figure = place.querySelector(`[data-look="${look}"]`);
      figure.hidden = !found[look];
      if (found[look]) figure.querySelector("img").src = found[look];
    }
    place.querySelector('[data-says="one"]').hidden = !found.black;
    place.querySelector('[data-says="many"]').hidden = Boolean(found.black || values.black);
  }

  /** Say how wide each is on the leaflet, and that it is sharp. */
  printed(answer) {
    const piece = answer.pages[0]?.piece ?? "";
    this.#lines.forEach(({ place, found }, number) => {
      const sharp = place.querySelector('[data-says="sharp"]');
      const news = answer.logos.find((each) => each.number === number);
      const coarse = answer.faults.some((fault) => fault.key === `logos.${number}.file`);
      sharp.hidden = !news || coarse;
      if (!sharp.hidden) {
        const values = { width: Math.round(news.width), piece };
        sharp.textContent = found?.drawing ? say("area.logos.drawing", values) : say("area.logos.sharp", values);
      }
    });
  }

  /** Ask how large each piece prints them, one piece after another, and say where it is largest. */
  async sizes(layouts, form, area) {
    const largest = new Map();
    const faults = new Map();
    for (const layout of layouts) {
      const answer = await ask("/api/area/sizes", { form, layout, area });
      for (const { number, width } of answer.logos) {
        if (width > (largest.get(number)?.width ?? 0)) largest.set(number, { width, piece: answer.piece });
      }
      for (const fault of answer.faults) {
        const number = Number(fault.key.split(".")[1]);
        faults.set(number, [...(faults.get(number) ?? []), say("area.logos.coarse", { piece: answer.piece, message: fault.message })]);
      }
    }
    this.#lines.forEach(({ place }, number) => {
      const said = place.querySelector('[data-says="largest"]');
      const wrong = faults.get(number);
      const found = largest.get(number);
      said.hidden = !wrong && !found;
      for (const name of ["aside", "warn"]) said.classList.toggle(name, Boolean(wrong));
      said.classList.toggle("hint", !wrong);
      if (wrong) said.replaceChildren(...wrong.map((words) => element("span", {}, words)));
      else if (found) said.textContent = say("area.logos.largest", { width: Math.round(found.width), piece: found.piece });
    });
  }
}
