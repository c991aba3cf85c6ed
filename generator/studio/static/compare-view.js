// The pages and the words as they stand in the files, and as they are now.
import { ask, element, say } from "./asking.js";
import { drawn } from "./page-view.js";
import { openDialog, titled } from "./page-tools.js";

const STEP = 5; // of the slider, in per cent of the width

/** Open the dialog and show both. `asked` names the desk, the layout and the format; `number` is the
 * page to begin with, and `named` gives the words that name a field. */
export async function compare(dialog, asked, number, named) {
  const place = dialog.querySelector(".holds");
  place.setAttribute("aria-busy", "true");
  place.replaceChildren(element("p", {}, say("edit.compare.setting")));
  openDialog(dialog);
  try {
    const found = await ask("/api/compare", asked);
    place.replaceChildren(wordList(found.words, named), pages(found, number));
  } catch (problem) {
    place.replaceChildren(element("p", { class: "aside bad" }, problem.message));
  }
  place.removeAttribute("aria-busy");
}

function wordList(changes, named) {
  if (changes.length === 0) return element("p", {}, say("edit.compare.none"));
  const line = (when, parts, mark, key) => {
    const words = parts.map(({ differs, text }) => (differs ? element(mark, {}, text) : text));
    const [file] = key.split(":");
    const language = ["campaign", "area"].includes(file) ? {} : { lang: file };
    return element("p", {}, `${say(`edit.compare.${when}`)}: `, element("bdi", language, ...words));
  };
  const rows = changes.flatMap(({ key, before, after }) => [
    element("dt", {}, named(key) || key.slice(key.indexOf(":") + 1)),
    element("dd", {}, ...(before.length ? [line("before", before, "del", key)] : []), ...(after.length ? [line("after", after, "ins", key)] : [])),
  ]);
  return element("section", {}, element("h3", {}, say("edit.compare.words")), element("dl", { class: "differences" }, ...rows));
}

function pages(found, number) {
  if (found.before.length === 0 || found.after.length === 0) {
    return element("p", { class: "aside bad" }, say("edit.compare.refused"));
  }
  const view = element("section", { class: "compared" });
  const figures = element("div", { class: "pair-of-pages" });
  const choose = (attributes, names, chosen, pick) => {
    const tabs = element("div", { class: "tabs", role: "group", ...attributes });
    names.forEach((name, place) => {
      const button = element("button", { type: "button", "aria-pressed": place === chosen }, name);
      button.addEventListener("click", () => {
        [...tabs.children].forEach((each) => each.setAttribute("aria-pressed", each === button));
        pick(place);
      });
      tabs.append(button);
    });
    return tabs;
  };
  let [side, over] = [Math.min(number, found.after.length - 1), false];
  const draw = () => {
    const [before, after] = [found.before[side], found.after[side]].map((page) => picture(page, found.groups));
    figures.replaceChildren(...(over ? [slider(before, after)] : [figure(before, "before"), figure(after, "after")]));
  };
  const sides = choose({ "aria-label": say("edit.page.sides") }, found.after.map((page) => titled(page.name)), side, (place) => {
    side = place;
    draw();
  });
  const ways = choose({ "aria-label": say("edit.compare.title") }, [say("edit.compare.beside"), say("edit.compare.over")], 0, (place) => {
    over = place === 1;
    draw();
  });
  sides.hidden = found.after.length < 2;
  draw();
  view.append(element("div", { class: "page-tools" }, sides, ways), figures);
  return view;
}

function figure(page, when) {
  return element("figure", {}, element("figcaption", {}, say(`edit.compare.${when}`)), page);
}

/** Both pages in one place: the slider says how far from the left the one before is seen. */
function slider(before, after) {
  const range = element("input", { type: "range", min: 0, max: 100, step: STEP, value: 50, "aria-label": say("edit.compare.slide") });
  const both = element("div", { class: "over" }, after, before);
  const line = element("div", { class: "over-line" });
  both.append(line);
  const show = () => {
    before.style.clipPath = `inset(0 ${100 - range.value}% 0 0)`;
    line.style.left = `${range.value}%`;
  };
  range.addEventListener("input", show);
  show();
  const ends = element("div", { class: "slider", dir: "ltr" }, say("edit.compare.before"), range, say("edit.compare.after"));
  return element("div", { dir: "ltr" }, both, ends);
}

function picture(page, groups) {
  const svg = drawn("svg", { class: "page", viewBox: `0 0 ${page.width} ${page.height}`, role: "img", "aria-label": titled(page.name) });
  svg.innerHTML = page.groups.map((name) => groups[name]).join(""); // outlines that the studio drew
  return svg;
}
