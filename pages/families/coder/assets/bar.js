// The bar above the text: codes under the keys 1 to 9, the search, undo, and what was done.

import { filled, line, make } from "./making.js";

export class Bar {
  constructor(desk, words) {
    this.desk = desk;
    this.words = words;
    this.quick = make("div", { class: "quick", role: "group", "aria-label": words.quick_label });
    this.find = make("button", { type: "button", class: "main", onclick: () => desk.openCodes() }, words.all_codes);
    this.back = make("button", { type: "button", onclick: () => desk.undo() }, words.undo);
    this.picked = make("p", { class: "now" });
    this.said = make("p", { class: "said", role: "status" });
    this.element = make(
      "div", { class: "bar" },
      make("div", { class: "tools" }, this.find, this.back, this.help()),
      this.quick,
      make("div", { class: "lines" }, this.picked, this.said),
    );
  }

  help() {
    const rows = this.words.keys.split("\n").filter(Boolean).map((each) => each.split(" | "));
    const list = make("dl", {}, ...rows.flatMap(([key, does]) => [make("dt", {}, key), make("dd", {}, does)]));
    return make("details", { class: "help" }, make("summary", {}, this.words.help), list);
  }

  show(data, codes) {
    this.back.setAttribute("aria-disabled", String(!data.undo));
    const drawn = JSON.stringify(data.slots.map((id) => [id, codes.get(id)]));
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.quick.replaceChildren(...data.slots.map((id, place) => this.slot(codes.get(id), place)));
  }

  slot(code, place) {
    const swatch = make("span", { class: "line" });
    swatch.style.backgroundImage = line(code);
    return make(
      "button", { type: "button", class: "slot", onclick: () => this.desk.apply(code.id) },
      make("kbd", {}, String(place + 1)), make("span", { class: "name" }, code.label), swatch,
    );
  }

  pickedNow() {
    this.picked.textContent = this.pickedWords();
  }

  pickedWords() {
    return filled(this.words.picked, { place: this.place() });
  }

  /** Where the picked passage is, in words. */
  place() {
    const [from, to] = this.desk.ends();
    const key = `${this.desk.part ? "part" : "place"}_${from === to ? "one" : "several"}`;
    return filled(this.words[key], { first: String(from + 1), last: String(to + 1) });
  }

  say(told, { good }) {
    this.said.textContent = told;
    this.said.classList.toggle("bad", !good);
  }
}
