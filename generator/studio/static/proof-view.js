// Pictures of the finished file.
import { ask, element, say } from "./asking.js";
import { openDialog, titled } from "./page-tools.js";

/** Open the dialog, have the file made, and show its pages. */
export async function exactProof(dialog, asked) {
  const place = dialog.querySelector(".holds");
  place.replaceChildren(element("p", {}, say("edit.proof.making")));
  openDialog(dialog);
  try {
    const found = await ask("/api/exact", asked);
    place.replaceChildren(
      ...found.faults.filter((fault) => fault.severity === "error").map((fault) => told([fault.message, fault.hint].filter(Boolean).join(": "))),
      ...found.pictures.map(({ name, address, width, height }, number) =>
        element("img", { src: address, width, height, alt: say("edit.proof.page", { number: number + 1, name: titled(name) }) }),
      ),
    );
  } catch (problem) {
    place.replaceChildren(told(problem.message));
  }
}

function told(words) {
  return element("p", { class: "aside bad" }, words);
}
