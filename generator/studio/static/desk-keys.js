// The keys of the editor.

/** Does what keys ask for. `does` has a function for each: swap (the key F6), save, undo, redo, turn
 * (with -1 or 1), problem, list. */
export function followKeys(does) {
  document.addEventListener("keydown", (event) => {
    const inField = event.target.matches?.("input:not([type=checkbox], [type=radio]), textarea, select");
    const inDialog = Boolean(document.querySelector("dialog:modal"));
    const command = event.ctrlKey || event.metaKey;
    const letter = event.key.toLowerCase();
    let act;
    if (command && !event.altKey && letter === "s") act = does.save;
    else if (command && !event.altKey && letter === "z" && !inField) act = event.shiftKey ? does.redo : does.undo;
    else if (command && !event.altKey && letter === "y" && !inField) act = does.redo;
    else if (event.altKey && !command && event.key === "PageDown") act = () => does.turn(1);
    else if (event.altKey && !command && event.key === "PageUp") act = () => does.turn(-1);
    else if (event.altKey && !command && event.code === "KeyN") act = does.problem;
    else if (event.key === "F6" && !command && !event.altKey) act = does.swap;
    else if (event.key === "?" && event.target.closest?.("#page-side") && !inField) act = does.list;
    if (!act || (inDialog && act !== does.list)) return;
    event.preventDefault();
    act();
  });
}
