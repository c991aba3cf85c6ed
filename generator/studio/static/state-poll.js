// Asks what has changed, every few seconds while somebody looks at the screen.
import { look as ask } from "./asking.js";

const PAUSE = 3000; // ms

/** Calls `show` with each state (`StudioState`), and `gone` when the studio does not answer. Gives a
 * function that asks at once. */
export function pollState(show, gone = () => {}) {
  let timer = 0;
  let asking = false;

  async function look() {
    clearTimeout(timer);
    if (asking) return;
    asking = true;
    try {
      await show(await ask("/api/state"));
    } catch (problem) {
      gone(problem);
    } finally {
      asking = false;
    }
    if (!document.hidden) timer = setTimeout(look, PAUSE);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) clearTimeout(timer);
    else look();
  });
  look();
  return look;
}
