// One step at a time goes to the server; it counts only when the server has said so.

const PATIENCE = 8000;

/** Steps that wait for their turn, and the one that waits for its reply. */
export class Sender {
  constructor({ say }) {
    this.say = say;
    this.waiting = [];
    this.current = null;
    this.number = Math.floor(Math.random() * 2 ** 40);
  }

  /** Wait for the reply that another one waits for; what it held back was meant for another text. */
  waitFor(other) {
    const current = other.current;
    if (current === null) return;
    clearTimeout(current.timer);
    this.current = current;
    this.number = other.number;
    this.beginToWait();
  }

  /** Send a step; `said` is what to say when it is saved. */
  add(step, said) {
    this.number += 1;
    this.waiting.push({ step, said, number: this.number });
    this.next();
  }

  /** Take the reply of the server, if it is the one that is waited for. */
  hear(answered, words, send) {
    this.words = words;
    this.send = send;
    if (this.current === null || answered?.number !== this.current.number) return;
    clearTimeout(this.current.timer);
    const { said } = this.current;
    this.current = null;
    if (answered.done) this.say(answered.told || said, { good: true });
    else this.fail(answered.told || words.not_saved);
    setTimeout(() => this.next());
  }

  next() {
    if (this.current !== null || !this.waiting.length) return;
    this.current = this.waiting.shift();
    this.beginToWait();
    this.send("event", { ...this.current.step, number: this.current.number });
  }

  beginToWait() {
    this.current.timer = setTimeout(() => {
      this.current = null;
      this.fail(this.words.no_answer);
    }, PATIENCE);
  }

  fail(told) {
    this.waiting = [];
    this.say(told, { good: false });
  }

  stop() {
    clearTimeout(this.current?.timer);
  }
}
