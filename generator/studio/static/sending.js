// Sends what is typed: one request at a time; what is typed meanwhile goes in the next.
import { ask } from "./asking.js";

/** Words that the studio has not got yet. They outlive the tab, for the studio may have stopped. */
class UnsentWords {
  #name;
  #words; // by key; what is typed anew is another object, though it says the same
  #stored = []; // the keys of those that this window has put into the store
  #refused = new Set(); // those that the studio has got and no file has taken

  constructor(desk) {
    this.#name = `unsent/${desk.campaign}/${desk.language}/${desk.area}`;
    try {
      const kept = Object.entries(JSON.parse(localStorage.getItem(this.#name) ?? "{}"));
      this.#words = new Map(kept.map(([key, text]) => [key, { key, text }]));
      this.#stored = [...this.#words.keys()];
    } catch {
      this.#words = new Map(); // there is no such store, or something else stands in it
    }
  }

  /** Whether some wait to be sent. */
  get wait() {
    return this.changes.some((change) => !this.#refused.has(change));
  }

  /** Whether no file has taken some. They are sent again with the others until one has. */
  get areRefused() {
    return this.changes.some((change) => this.#refused.has(change));
  }

  get changes() {
    return [...this.#words.values()];
  }

  add(key, text) {
    this.#words.set(key, { key, text });
  }

  /** Forget words that were sent and are not `refused`, unless they were typed anew. */
  sent(changes, refused) {
    for (const change of changes) {
      const isLast = this.#words.get(change.key) === change;
      this.#refused.delete(change);
      if (isLast && refused.includes(change.key)) this.#refused.add(change);
      else if (isLast) this.#words.delete(change.key);
    }
  }

  /** Forget those of some keys. */
  drop(keys) {
    for (const key of keys) this.#words.delete(key);
    this.keep();
  }

  /** Put them into the store, beside those that another window has put there. */
  keep() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.#name) ?? "{}");
      for (const key of this.#stored) delete kept[key];
      for (const { key, text } of this.changes) kept[key] = text;
      this.#stored = this.changes.map(({ key }) => key);
      if (Object.keys(kept).length) localStorage.setItem(this.#name, JSON.stringify(kept));
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
  #known;
  #restarted;
  #unsent;
  #tried = new Map(); // texts that were sent and may have arrived, by key
  #typed = new Map(); // texts that were sent since the last save, and the one before them, by key
  #sending = null;
  #revision = 0;
  boot = ""; // of the studio that answered last
  edits = 0; // that it knew of
  met = {}; // the words that other windows have put in place of those which were known, by key
  stopped = false;

  /** `show` is called with each answer, `gone` when the studio does not answer, and `again` when it
   * does after that. `known` gives the words that the studio had at a key, and is told those that it
   * has now. `restarted` is called with the texts that another studio had got, by key. */
  constructor(desk, layout, { view, show, gone, again, known, restarted }) {
    this.#asked = { desk, layout };
    this.#unsent = new UnsentWords(desk);
    [this.#view, this.#show, this.#gone, this.#again] = [view, show, gone, again];
    [this.#known, this.#restarted] = [known, restarted];
  }

  /** All that was typed until now is in the files. */
  saved() {
    this.#typed.clear();
  }

  /** Add words to those that wait to be sent. */
  add(key, words) {
    this.#unsent.add(key, words);
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
    this.add(key, words);
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
    const answer = await ask(address, { ...this.#asked, ...more, view: this.#view(this.boot) });
    const shown = this.#take(answer);
    if (this.isRefused) await this.send(); // so that what is wrong is told on
    return shown ? answer : null;
  }

  async #sendAll() {
    try {
      do {
        const sent = this.#unsent.changes;
        const changes = sent.map((change) => ({ ...change, was: this.#was(change) }));
        const answer = await ask("/api/change", { ...this.#asked, changes, view: this.#view(this.boot) });
        const isAnother = this.boot && this.boot !== answer.boot;
        this.#sent(sent, answer);
        this.#take(answer);
        if (isAnother) await this.#restarted(this.#typed);
      } while (this.#unsent.wait);
      if (this.stopped) this.#again();
      this.stopped = false;
    } catch (problem) {
      this.stopped = true;
      this.#gone(problem);
    }
    this.#unsent.keep();
  }

  /** The words that may stand where these were typed. */
  #was({ key, text }) {
    const known = this.#known(key);
    const tried = this.#tried.get(key) ?? new Set();
    this.#typed.set(key, (this.#typed.get(key) ?? new Set([known])).add(text));
    this.#tried.set(key, new Set([...tried, text]));
    return known === undefined ? [] : [known, ...tried];
  }

  /** What was sent has arrived, as far as an answer does not say otherwise. */
  #sent(changes, answer) {
    this.met = answer.met;
    const missed = [...answer.refused, ...Object.keys(answer.met)];
    this.#unsent.sent(changes, missed);
    for (const { key, text } of changes) {
      this.#tried.delete(key);
      if (missed.includes(key)) continue;
      this.#known(key, text);
    }
  }

  /** Show an answer, unless it is older than what is shown. */
  #take(answer) {
    if (answer.boot === this.boot && answer.revision < this.#revision) return false;
    [this.boot, this.#revision, this.edits] = [answer.boot, answer.revision, answer.edits];
    this.#show(answer);
    return true;
  }
}
