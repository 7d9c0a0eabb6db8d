// The coding desk: what is picked, what hands do, and what Python is told.

import { Bar } from "./bar.js";
import { filled, isDark, make, shortened } from "./making.js";
import { trimmed } from "./offsets.js";
import { pressed } from "./keys.js";
import { followMouse } from "./mouse.js";
import { Chooser, Note } from "./panels.js";
import { buildRows, drawRow } from "./rows.js";
import { Sender } from "./sending.js";

const desks = new WeakMap();

/** Called by Streamlit for each new state of the sheet. */
export default function ({ parentElement, data, setTriggerValue }) {
  let desk = desks.get(parentElement);
  if (!desk?.stands(data)) {
    const before = desk;
    desk = new Desk(parentElement, data);
    desks.set(parentElement, desk);
    if (before) desk.takeOver(before);
  }
  desk.show(data, setTriggerValue);
  return () => {
    desks.get(parentElement)?.leave();
    desks.delete(parentElement);
  };
}

class Desk {
  constructor(root, data) {
    this.root = root;
    this.stood = fingerprint(data);
    this.words = data.words;
    this.sender = new Sender({ say: (told, how) => this.say(told, how) });
    const closed = () => this.close();
    this.chooser = new Chooser({ words: data.words, closed });
    this.note = new Note({ words: data.words, longest: data.longest, closed });
    this.bar = new Bar(this, data.words);
    this.grid = make("div", {
      role: "grid", class: "grid", "aria-multiselectable": "true", "aria-label": data.words.grid_label,
    });
    this.units = buildRows(data, this.grid);
    this.element = make(
      "div", { class: "desk", lang: data.language },
      make("div", { class: "top" }, this.bar.element, this.chooser.element, this.note.element), this.grid,
    );
    this.at = { unit: 0, anchor: 0, chip: null };
    this.part = null;
    root.append(this.element);
    this.roam();
    this.listen();
    this.mouse = followMouse(this);
    this.measured = new ResizeObserver(() => this.measure());
    this.measured.observe(this.element.firstChild);
  }

  /** The same text in the same language is drawn anew in place; anything else begins anew. */
  stands(data) {
    return this.stood === fingerprint(data);
  }

  /** Stand where another desk stood: the focus stays in its place, and a reply is still heard. */
  takeOver(before) {
    const held = before.grid.contains(this.root.activeElement);
    this.at.unit = this.at.anchor = Math.min(before.at.unit, this.units.length - 1);
    this.sender.waitFor(before.sender);
    before.leave();
    this.roam();
    if (held) this.here().focus({ preventScroll: true });
  }

  show(data, send) {
    this.data = data;
    this.codes = new Map(data.codes.map((code) => [code.id, code]));
    this.element.dataset.shade = isDark(getComputedStyle(this.root.host).getPropertyValue("--st-background-color")) ? "dark" : "light";
    this.draw();
    this.bar.show(data, this.codes);
    this.sender.hear(data.answered, data.words, send);
  }

  leave() {
    this.sender.stop();
    this.mouse.stop();
    this.measured.disconnect();
    this.element.remove();
  }

  measure() {
    this.element.style.setProperty("--top", `${this.element.firstChild.offsetHeight}px`);
  }

  listen() {
    // Streamlit listens for single letters on the page, and cannot see that a field is being typed in.
    for (const kind of ["keydown", "keyup", "keypress"]) {
      this.element.addEventListener(kind, (event) => event.stopPropagation());
    }
    this.element.addEventListener("keydown", (event) => pressed(this, event));
    this.grid.addEventListener("focusin", (event) => this.focused(event));
    this.grid.addEventListener("click", (event) => {
      const chip = event.target.closest("[data-coding]");
      if (chip) this.openNote(chip.dataset.coding);
    });
  }

  focused(event) {
    const chip = event.target.closest("[data-coding]");
    const unit = Number(event.target.closest("[data-unit]").dataset.unit);
    this.at.chip = chip ? chip.dataset.coding : null;
    if (unit !== this.at.unit && !this.mouse.isDown()) this.pick(unit, { extend: false });
    this.roam();
  }

  // What is picked ---------------------------------------------------------------------------

  /** Pick one sentence, or everything from the first picked one to this, inside its turn. */
  pick(unit, { extend }) {
    const anchor = extend ? this.at.anchor : unit;
    const turn = this.units[anchor].turn;
    let reached = unit;
    while (this.units[reached].turn !== turn) reached += reached > anchor ? -1 : 1;
    this.at = { unit: reached, anchor, chip: null };
    this.part = null;
    this.draw();
    this.roam();
    if (reached !== unit) this.say(this.words.one_turn, { good: false });
    else if (reached !== anchor) this.say(this.bar.pickedWords());
  }

  /** Pick a part in code points; one that is exactly sentences is picked as such. */
  pickPart({ start, end, first, last }) {
    const points = this.units.slice(first.index, last.index + 1).flatMap((unit, place, all) => {
      const next = all[place + 1];
      return next ? [...unit.points, ...Array(next.start - unit.end).fill(" ")] : unit.points;
    });
    const kept = trimmed(points, start - first.start, end - first.start);
    if (kept === null) return this.pick(first.index, { extend: false });
    const part = { start: first.start + kept.start, end: first.start + kept.end };
    const within = this.units.filter((unit) => unit.start < part.end && part.start < unit.end);
    const [from, to] = [within[0], within[within.length - 1]];
    this.at = { unit: to.index, anchor: from.index, chip: null };
    this.part = part.start === from.start && part.end === to.end ? null : part;
    this.draw();
    this.roam();
    return this.say(this.bar.pickedWords());
  }

  /** The picked passage in code points. */
  passage() {
    if (this.part) return this.part;
    const [from, to] = this.ends();
    return { start: this.units[from].start, end: this.units[to].end };
  }

  ends() {
    return [Math.min(this.at.anchor, this.at.unit), Math.max(this.at.anchor, this.at.unit)];
  }

  draw() {
    const [from, to] = this.ends();
    const over = codingsByUnit(this.units, this.data.codings);
    const held = this.root.activeElement?.closest("[data-coding]");
    for (const unit of this.units) {
      const picked = unit.index >= from && unit.index <= to;
      if (unit.picked !== picked) unit.row.setAttribute("aria-selected", String(picked));
      unit.picked = picked;
      const wasHere = held && unit.codes.contains(held);
      const drawn = drawRow(unit, {
        codings: over[unit.index], codes: this.codes, words: this.words,
        part: picked ? this.part : null,
      });
      if (drawn && wasHere) (unit.codes.querySelector(`[data-coding="${CSS.escape(held.dataset.coding)}"]`) ?? unit.words).focus();
    }
    this.bar.pickedNow();
  }

  roam() {
    this.grid.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
    this.here().setAttribute("tabindex", "0");
  }

  here() {
    const { words, codes } = this.units[this.at.unit];
    const chip = this.at.chip && codes.querySelector(`[data-coding="${CSS.escape(this.at.chip)}"]`);
    return chip || words;
  }

  goTo(unit, { extend = false } = {}) {
    this.pick(unit, { extend });
    this.units[this.at.unit].words.focus();
  }

  // What is done -----------------------------------------------------------------------------

  apply(code) {
    if (!this.codes.has(code)) return;
    const said = filled(this.words.said_coded, { code: this.codes.get(code).label, place: this.bar.place() });
    this.send({ kind: "coded", ...this.passage(), code }, said);
  }

  remove(coding) {
    const { label } = this.codes.get(coding.code);
    this.send({ kind: "removed", coding_id: coding.id }, filled(this.words.said_removed, { code: label }));
  }

  undo() {
    if (this.data.undo) this.send({ kind: "undone" }, this.words.said_undone);
    else this.say(this.words.nothing_to_undo, { good: false });
  }

  send(step, said) {
    this.sender.add({ ...step, text_hash: this.data.hash }, said);
  }

  say(told, { good = true } = {}) {
    this.bar.say(told, { good });
  }

  // Panels -----------------------------------------------------------------------------------

  openCodes() {
    this.close();
    const entries = this.data.codes.map((code) => ({ id: code.id, code, label: code.label, more: code.definition }));
    this.chooser.open(this.words.find_code, entries, (id) => this.apply(id));
  }

  /** Do something with a coding of one's own here; where there are several, ask which. */
  withOwn(title, done) {
    const own = this.ownHere();
    if (!own.length) return this.say(this.words.none_here, { good: false });
    if (own.length === 1) return done(own[0]);
    this.close();
    const entries = own.map((each) => {
      const code = this.codes.get(each.code);
      return { id: each.id, code, label: code.label, more: shortened(this.textOf(each)) };
    });
    return this.chooser.open(title, entries, (id) => done(own.find((each) => each.id === id)));
  }

  ownHere() {
    const { start, end } = this.passage();
    const here = (each) => (this.at.chip ? each.id === this.at.chip : each.start < end && start < each.end);
    return this.data.codings.filter((each) => each.mine && here(each));
  }

  openNote(id) {
    const coding = this.data.codings.find((each) => each.id === id);
    if (!coding) return;
    this.close();
    const { label, definition } = this.codes.get(coding.code);
    this.note.open(coding, {
      title: filled(this.words.note_title, { code: label, passage: shortened(this.textOf(coding), 90) }),
      more: definition,
      written: (text) => this.send({ kind: "memo", coding_id: id, text }, this.words.said_memo),
      removed: () => this.remove(coding),
    });
  }

  textOf({ start, end }) {
    const within = this.units.filter((unit) => unit.start < end && start < unit.end);
    return within.map((unit) => unit.points.slice(Math.max(0, start - unit.start), end - unit.start).join("")).join(" ");
  }

  close() {
    const open = [this.chooser.element, this.note.element].filter((each) => !each.hidden);
    for (const panel of open) panel.hidden = true;
    if (open.length) this.here().focus({ preventScroll: true });
    return open.length > 0;
  }
}

function fingerprint(data) {
  return JSON.stringify([data.hash, data.version, data.language, data.turns.length]);
}

function codingsByUnit(units, codings) {
  const over = units.map(() => []);
  const sorted = [...codings].sort((one, other) => one.start - other.start || one.end - other.end);
  for (const coding of sorted) {
    let low = 0;
    let high = units.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (units[middle].end <= coding.start) low = middle + 1;
      else high = middle;
    }
    for (let place = low; place < units.length && units[place].start < coding.end; place += 1) {
      over[place].push(coding);
    }
  }
  return over;
}
