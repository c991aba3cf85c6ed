// What the sender of a letter to a print shop says: kept as each field is left.
import { ask, say } from "./asking.js";

/** Keeps what is typed in the form, and lets downloads wait until it is kept. */
export function letterForm(main) {
  const form = document.getElementById("letter");
  if (!form) return;
  const inputs = [...form.querySelectorAll("input")];
  const status = document.getElementById("letter-kept");
  let keeping = null;

  async function keep() {
    const words = Object.fromEntries(inputs.map((input) => [input.name, input.value]));
    try {
      await ask("/api/letter", words);
      mark([]);
      status.textContent = say("take.letter.kept");
    } catch (problem) {
      mark(problem.problems ?? []);
      status.textContent = problem.problems?.length ? "" : problem.message;
    }
  }

  function mark(problems) {
    for (const input of inputs) {
      const wrong = problems.filter((each) => each.key === input.name);
      const fault = document.getElementById(`${input.id}-fault`);
      fault.hidden = !wrong.length;
      fault.textContent = wrong.map((each) => `${each.message}: ${each.hint}`).join(" ");
      input.closest(".field").classList.toggle("wrong", Boolean(wrong.length));
      input.setAttribute("aria-invalid", String(Boolean(wrong.length)));
      if (wrong.length) input.setAttribute("aria-describedby", fault.id);
      else input.removeAttribute("aria-describedby");
    }
  }

  function changed() {
    const before = keeping;
    const now = (before ?? Promise.resolve()).then(keep).finally(() => {
      if (keeping === now) keeping = null;
    });
    keeping = now;
  }

  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    changed();
  });
  main.addEventListener("click", async (event) => {
    const link = event.target.closest('a[href^="/taken/"]');
    if (!link || !keeping) return;
    event.preventDefault();
    await keeping;
    location.assign(link.href);
  });
}
