// Sends what is typed: one request at a time; what is typed meanwhile goes in the next.
import { ask } from "./asking.js";

/** Words that the studio has not got yet. They outlive the tab, for the studio may have stopped. */
class UnsentWords {
  #name;
  #words;
  #refused = new Map(); // those that the studio has got and no file has taken

  constructor(desk) {
    this.#name = `unsent/${desk.campaign}/${desk.language}/${desk.area}`;
    try {
      this.#words = new Map(Object.entries(JSON.parse(localStorage.getItem(this.#name) ?? "{}")));
    } catch {
      this.#words = new Map(); // there is no such store, or something else stands in it
    }
  }

  /** Whether some wait to be sent. */
  get wait() {
    return [...this.#words].some(([key, text]) => this.#refused.get(key) !== text);
  }

  /** Whether no file has taken some. They are sent again with the others until one has. */
  get areRefused() {
    return [...this.#words].some(([key, text]) => this.#refused.get(key) === text);
  }

  get changes() {
    return [...this.#words].map(([key, text]) => ({ key, text }));
  }

  add(key, text) {
    this.#words.set(key, text);
  }

  /** Forget words that were sent and are not `refused`, unless they were typed anew. */
  sent(changes, refused) {
    for (const { key, text } of changes) {
      if (refused.includes(key)) this.#refused.set(key, text);
      else if (this.#words.get(key) === text) this.#words.delete(key);
    }
  }

  /** Forget those of some keys. */
  drop(keys) {
    for (const key of keys) this.#words.delete(key);
    this.keep();
  }

  keep() {
    try {
      if (this.#words.size) localStorage.setItem(this.#name, JSON.stringify(Object.fromEntries(this.#words)));
      else localStorage.removeItem(this.#name);
    } catch {
      // without a store the words stand in their fields alone
    }
  }
}

export class Sender {
  #asked; // the desk and the layout, as each request names them
  #view; // gives what is shown
  #show;
  #gone;
  #again;
  #unsent;
  #sending = null;
  #revision = 0;
  #boot = "";
  stopped = false;

  /** `show` is called with each answer, `gone` when the studio does not answer, and `again` when it
   * does after that. */
  constructor(desk, layout, { view, show, gone, again }) {
    this.#asked = { desk, layout };
    this.#unsent = new UnsentWords(desk);
    [this.#view, this.#show, this.#gone, this.#again] = [view, show, gone, again];
  }

  /** What was typed and is in no file or draft, each with its key. */
  get unsent() {
    return this.#unsent.changes;
  }

  /** Whether words stand in fields that no file has taken. */
  get isRefused() {
    return this.#unsent.areRefused;
  }

  /** Do not send what was typed in fields with these keys. */
  drop(keys) {
    this.#unsent.drop(keys);
  }

  get revision() {
    return this.#revision;
  }

  type(key, words) {
    this.#unsent.add(key, words);
    if (this.stopped) this.#unsent.keep();
    else this.send();
  }

  /** Send what waits, or ask for the pages. Done when all is shown. */
  send() {
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = null));
    return this.#sending;
  }

  /** Ask for something that changes the pages, after what was typed before. */
  async ask(address, more) {
    await this.#sending;
    const answer = await ask(address, { ...this.#asked, ...more, view: this.#view(this.#boot) });
    return this.#take(answer) ? answer : null;
  }

  async #sendAll() {
    try {
      do {
        const changes = this.#unsent.changes;
        const answer = await ask("/api/change", { ...this.#asked, changes, view: this.#view(this.#boot) });
        this.#unsent.sent(changes, answer.refused);
        this.#take(answer);
      } while (this.#unsent.wait);
      if (this.stopped) this.#again();
      this.stopped = false;
    } catch (problem) {
      this.stopped = true;
      this.#gone(problem);
    }
    this.#unsent.keep();
  }

  /** Show an answer, unless it is older than what is shown. */
  #take(answer) {
    if (answer.boot === this.#boot && answer.revision < this.#revision) return false;
    [this.#boot, this.#revision] = [answer.boot, answer.revision];
    this.#show(answer);
    return true;
  }
}
