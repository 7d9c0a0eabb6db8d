// What opens under the bar: a list to search in (an editable combobox), and the note on a coding.

import { line, make, plain } from "./making.js";

/** A list with a field that narrows it. Codes and codings are chosen with the same one. */
export class Chooser {
  constructor({ words, closed }) {
    this.words = words;
    this.closed = closed;
    this.field = make("input", {
      id: "search", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-autocomplete": "list", "aria-expanded": "true", "aria-controls": "found",
      oninput: () => this.narrow(), onkeydown: (event) => this.typed(event),
    });
    this.label = make("label", { for: "search" });
    this.list = make("ul", { id: "found", role: "listbox" });
    this.none = make("p", { class: "none", role: "status" });
    this.element = make(
      "div", { class: "panel", role: "dialog", hidden: true }, this.label, this.field, this.list, this.none,
      make("div", { class: "buttons" }, make("button", { type: "button", onclick: () => this.closed() }, words.close)),
    );
  }

  /** Offer entries of {id, code, label, more}; `chosen` gets the id of the one that is taken. */
  open(title, entries, chosen) {
    this.entries = entries;
    this.chosen = chosen;
    this.element.setAttribute("aria-label", title);
    this.list.setAttribute("aria-label", title);
    this.label.textContent = title;
    this.field.value = "";
    this.element.hidden = false;
    this.narrow();
    this.field.focus();
  }

  narrow() {
    const wanted = plain(this.field.value).split(/\s+/).filter(Boolean);
    const fits = (entry) => {
      const text = plain(`${entry.label} ${entry.more}`);
      return wanted.every((word) => text.includes(word));
    };
    const starts = (entry) => (wanted.length && plain(entry.label).startsWith(wanted[0]) ? 0 : 1);
    this.found = this.entries.filter(fits).sort((one, other) => starts(one) - starts(other));
    this.list.replaceChildren(...this.found.map((entry, place) => this.option(entry, place)));
    this.list.hidden = !this.found.length;
    this.field.setAttribute("aria-expanded", String(this.found.length > 0));
    this.none.textContent = this.found.length ? "" : this.words.none_found;
    this.point(this.found.length ? 0 : -1);
  }

  option(entry, place) {
    const swatch = make("span", { class: "line" });
    swatch.style.backgroundImage = line(entry.code);
    return make(
      "li",
      {
        role: "option", id: `option-${place}`, "aria-selected": "false",
        onmousedown: (event) => event.preventDefault(), onclick: () => this.take(place),
      },
      make("span", { class: "name" }, entry.label, swatch),
      entry.more ? make("span", { class: "more" }, entry.more) : null,
    );
  }

  point(place) {
    this.place = place;
    [...this.list.children].forEach((option, number) => {
      option.setAttribute("aria-selected", String(number === place));
    });
    const option = this.list.children[place];
    if (!option) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", option.id);
    return option.scrollIntoView({ block: "nearest" });
  }

  typed(event) {
    const last = this.found.length - 1;
    const places = {
      ArrowDown: this.place >= last ? 0 : this.place + 1,
      ArrowUp: this.place <= 0 ? last : this.place - 1,
      PageDown: Math.min(last, this.place + 5),
      PageUp: Math.max(0, this.place - 5),
    };
    if (event.key in places && last >= 0) {
      event.preventDefault();
      this.point(places[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.take(this.place);
    }
  }

  take(place) {
    const entry = this.found[place];
    if (!entry) return;
    this.closed();
    this.chosen(entry.id);
  }
}

/** One coding: what its code means, the note on it, and its removal. */
export class Note {
  constructor({ words, longest, closed }) {
    this.words = words;
    this.closed = closed;
    this.title = make("p", { class: "title", id: "note-title" });
    this.more = make("p", { class: "more" });
    this.read = make("p", { class: "read" });
    this.label = make("label", { for: "memo" }, words.memo_label);
    this.field = make("textarea", { id: "memo", rows: "3", maxlength: longest, onkeydown: (event) => this.typed(event) });
    this.save = make("button", { type: "button", class: "main", onclick: () => this.keep() }, words.memo_save);
    this.drop = make("button", { type: "button", onclick: () => this.take() }, words.remove);
    this.close = make("button", { type: "button", onclick: () => this.closed() }, words.close);
    this.element = make(
      "div", { class: "panel", role: "dialog", "aria-labelledby": "note-title", hidden: true },
      this.title, this.more, this.read, this.label, this.field,
      make("div", { class: "buttons" }, this.save, this.drop, this.close),
    );
  }

  open(coding, { title, more, written, removed }) {
    this.written = written;
    this.removed = removed;
    this.title.textContent = title;
    this.more.textContent = more;
    this.read.textContent = coding.mine ? "" : coding.memo;
    this.field.value = coding.memo;
    for (const each of [this.label, this.field, this.save, this.drop]) each.hidden = !coding.mine;
    this.element.hidden = false;
    (coding.mine ? this.field : this.close).focus();
  }

  typed(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.keep();
    }
  }

  keep() {
    const text = this.field.value;
    this.closed();
    this.written(text);
  }

  take() {
    this.closed();
    this.removed();
  }
}
