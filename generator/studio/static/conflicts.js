// The dialog that shows words which two people have changed.
import { element, say } from "./asking.js";

/** The wording that is chosen for each conflict, by key; nothing if the dialog is left. `named` says
 * what the field of a key is called, `there` where the other wording stands. */
export function chosenWordings(dialog, conflicts, named, there = say("edit.conflict.theirs")) {
  const form = dialog.querySelector("form");
  const choices = {};
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(Object.keys(choices).length === conflicts.length ? choices : null);
    }, { once: true });
    form.replaceChildren(
      ...conflicts.map((conflict) => {
        const both = element("div", { class: "both" });
        for (const whose of ["ours", "theirs"]) {
          const words = conflict[whose];
          const button = element("button", { type: "button" }, say(`edit.conflict.use-${whose}`));
          button.addEventListener("click", () => {
            choices[conflict.key] = words;
            both.parentElement.remove();
            form.querySelector("button")?.focus();
            if (Object.keys(choices).length === conflicts.length) dialog.close();
          });
          both.append(
            element(
              "div",
              {},
              element("strong", {}, whose === "ours" ? say("edit.conflict.ours") : there),
              element("p", {}, words || say("edit.conflict.gone")),
              button,
            ),
          );
        }
        const name = named(conflict.key);
        return element("div", {}, ...(name ? [element("h3", {}, name)] : []), both);
      }),
    );
    dialog.showModal();
  });
}
