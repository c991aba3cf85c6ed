// Measures how the words fit, once nobody has typed for a moment.
import { ask } from "./asking.js";

const QUIET = 300; // ms without typing before it is measured
const OTHERS = 1500; // ms after that before the other pieces are measured, which takes longer
const SAID = 1000; // ms without typing before it is said to a screen reader

export class FitCheck {
  #asked;
  #format;
  #show;
  #showOthers;
  #say;
  #timer = 0;
  #number = 0; // of the last measuring; others are of no use

  /** `format` gives the format that is shown, `show` is called with what was measured (`FitAnswer`),
   * `showOthers` with the other pieces (`OtherFits`), and `say` with the key of the field when it is
   * time to say it. */
  constructor(desk, layout, { format, show, showOthers, say }) {
    this.#asked = { desk, layout };
    [this.#format, this.#show, this.#showOthers, this.#say] = [format, show, showOthers, say];
  }

  /** Measure soon: the words of one field, or without a key those of all. */
  soon(key = "") {
    clearTimeout(this.#timer);
    this.#number += 1;
    const [number, since] = [this.#number, performance.now()];
    this.#timer = setTimeout(() => this.#measure(key, number, since), QUIET);
  }

  async #measure(key, number, since) {
    const asked = { ...this.#asked, format: this.#format(), key };
    try {
      const answer = await ask("/api/fit", asked);
      if (number === this.#number) this.#show(answer);
      if (key) setTimeout(() => number === this.#number && this.#say(key), Math.max(0, since + SAID - performance.now()));
      await new Promise((done) => setTimeout(done, OTHERS));
      const others = number === this.#number && (await ask("/api/fit-others", asked));
      if (number === this.#number) this.#showOthers(others);
    } catch {
      // the studio has stopped, which is said elsewhere; or words are wrong, as their field says
    }
  }
}
