// What every script of the studio uses: its words, and its questions to the server.
const words = JSON.parse(document.getElementById("words").textContent);

/** The words at a key, with its values filled in. */
export function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
}

/** Whether there are words at a key. */
export function has(key) {
  return key in words;
}

/** The words for a number of things: for one, for more, or a form that only some languages have. */
export function count(key, number, values = {}) {
  const form = `${key}.${new Intl.PluralRules(document.documentElement.lang).select(number)}`;
  return say(form in words ? form : `${key}.${number === 1 ? "one" : "more"}`, { number, ...values });
}

/** Thrown where the studio does not do what it was asked. Its message is in plain words, `stopped`
 * says that nobody answered, and `problems` are those of the project's files. */
export class NotDone extends Error {
  constructor(message, problems = [], stopped = false) {
    super(message);
    Object.assign(this, { problems, stopped });
  }
}

async function answer(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch {
    throw new NotDone(say("frame.stopped"), [], true);
  }
  const said = await response.json().catch(() => ({ error: say("frame.failed") }));
  if (!response.ok) throw new NotDone(said.error ?? say("frame.failed"), said.problems ?? []);
  return said;
}

/** What the studio answers. Throws `NotDone`. */
export function ask(address, asked) {
  const headers = { "content-type": "application/json" };
  return answer(address, { method: "POST", headers, body: JSON.stringify(asked) });
}

/** What the studio answers to values in the address. Throws `NotDone`. */
export function look(address, asked = {}) {
  const values = String(new URLSearchParams(asked));
  return answer(values ? `${address}?${values}` : address, {});
}

/** What the studio answers to a file. Throws `NotDone`. */
export function sendFile(address, asked, file) {
  const body = new FormData();
  body.append("asked", JSON.stringify(asked));
  body.append("file", file);
  return answer(address, { method: "POST", body });
}

/** An element with attributes and what is in it: elements and texts. */
export function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}
