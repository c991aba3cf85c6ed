// What every script of the studio uses: its words, and its questions to the server.
const words = JSON.parse(document.getElementById("words").textContent);

/** The words at a key, with its values filled in. */
export function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
}

/** The words for a number of things. */
export function count(key, number, values = {}) {
  return say(`${key}.${number === 1 ? "one" : "more"}`, { number, ...values });
}

/** What the studio answers. Throws if it does not answer, or refuses. */
export async function ask(address, asked) {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(asked),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/** An element with attributes and what is in it: elements and texts. */
export function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}
