// The pages of a piece: drawn as SVG, group by group, with a box over the words of each field.
const SVG = "http://www.w3.org/2000/svg";

function drawn(name, attributes = {}) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

export class PageView {
  #place; // the element that holds the pages
  #groups = new Map(); // elements by the name of their group
  #pages = [];
  #marked = "";

  /** `chosen` is called with the key of words that were clicked. */
  constructor(place, chosen) {
    this.#place = place;
    place.addEventListener("click", (event) => {
      const key = event.target.dataset?.key;
      if (key) chosen(key);
    });
  }

  /** The names of the groups that are here. */
  get have() {
    return [...this.#groups.keys()];
  }

  /** Show the pages of an answer. Without pages the last ones stay, in a frame. */
  show(answer) {
    for (const [name, markup] of Object.entries(answer.new)) {
      const group = drawn("g");
      group.innerHTML = markup; // outlines that the studio drew; no words are in it
      this.#groups.set(name, group);
    }
    this.#place.classList.toggle("last", answer.pages.length === 0);
    if (answer.pages.length === 0) return;
    if (this.#pages.length !== answer.pages.length) this.#begin(answer.pages);
    answer.pages.forEach((page, number) => this.#draw(page, this.#pages[number]));
    this.#place.removeAttribute("aria-busy");
    this.mark(this.#marked);
  }

  #begin(pages) {
    this.#pages = pages.map((page) => {
      const svg = drawn("svg", { class: "page", viewBox: `0 0 ${page.width} ${page.height}` });
      const [groups, words] = [drawn("g"), drawn("g")];
      svg.append(groups, words);
      return { svg, groups, words };
    });
    this.#place.replaceChildren(...this.#pages.map((page) => page.svg));
  }

  #draw(page, { groups, words }) {
    page.groups.forEach((name, place) => {
      const group = this.#groups.get(name);
      if (groups.children[place] !== group) groups.insertBefore(group, groups.children[place] ?? null);
    });
    while (groups.children.length > page.groups.length) groups.lastChild.remove();
    words.replaceChildren(
      ...page.words.map(([key, x, y, width, height]) => {
        const box = drawn("rect", { x, y, width, height, class: "words" });
        box.dataset.key = key;
        return box;
      }),
    );
  }

  /** Mark the words of a field. */
  mark(key) {
    this.#marked = key;
    for (const box of this.#place.querySelectorAll(".words")) box.classList.toggle("here", box.dataset.key === key);
  }
}
