// One sentence a row: its words with a line under each coded part, and the codes by name.

import { line, make, shortened, filled } from "./making.js";
import { toPoints } from "./offsets.js";

const LAYER = 5;

/** The rows of all turns, and where each sentence lies. */
export function buildRows(data, grid) {
  const units = [];
  data.turns.forEach((turn, number) => {
    const points = Array.from(turn.text);
    const label = make("div", { class: "seat", id: `turn-${number}`, "aria-hidden": "true" });
    label.textContent = turn.label;
    const group = make("div", { role: "rowgroup", class: "turn", "aria-labelledby": label.id }, label);
    turn.units.forEach(([start, end], place) => {
      const said = points.slice(start - turn.start, end - turn.start);
      const unit = { index: units.length, turn: number, start, end, points: said, drawn: "" };
      addRow(unit, { group, spoken: data.spoken, speaker: place === 0 ? turn.label : null });
      units.push(unit);
    });
    grid.append(group);
  });
  return units;
}

function addRow(unit, { group, spoken, speaker }) {
  unit.text = make("span", { class: "text", dir: "auto", lang: spoken });
  unit.codes = make("div", { role: "gridcell", class: "codes", id: `codes-${unit.index}` });
  unit.words = make(
    "div",
    { role: "gridcell", class: "words", tabindex: "-1", "data-unit": unit.index },
    speaker === null ? null : make("span", { class: "unseen" }, `${speaker}: `),
    unit.text,
  );
  const number = make("span", { class: "number", "aria-hidden": "true" }, String(unit.index + 1));
  unit.row = make(
    "div",
    { role: "row", class: "row", "aria-selected": "false", "data-unit": unit.index },
    number, unit.words, unit.codes,
  );
  group.append(unit.row);
}

/** Draw a row anew where its codes or the picked part have changed; tells whether it did. */
export function drawRow(unit, { codings, codes, part, words }) {
  const now = JSON.stringify([codings, part, codings.map((each) => codes.get(each.code))]);
  if (unit.drawn === now) return false;
  unit.drawn = now;
  drawText(unit, { codings, codes, part });
  unit.codes.replaceChildren(...codings.map((each) => chip(unit, each, { codes, words })));
  if (codings.length) unit.words.setAttribute("aria-describedby", unit.codes.id);
  else unit.words.removeAttribute("aria-describedby");
  return true;
}

function drawText(unit, { codings, codes, part }) {
  const edges = new Set([unit.start, unit.end]);
  for (const span of part ? [...codings, part] : codings) {
    edges.add(Math.max(span.start, unit.start));
    edges.add(Math.min(span.end, unit.end));
  }
  const sorted = [...edges].sort((one, other) => one - other);
  let most = 0;
  const pieces = sorted.slice(0, -1).map((start, place) => {
    const end = sorted[place + 1];
    const over = codings.filter((each) => each.start < end && start < each.end);
    most = Math.max(most, over.length);
    return piece(unit, { start, end, over, codes, picked: part && part.start < end && start < part.end });
  });
  unit.text.replaceChildren(...pieces);
  unit.text.style.setProperty("--layers", most);
}

function piece(unit, { start, end, over, codes, picked }) {
  const span = make("span", { class: picked ? "piece picked" : "piece" });
  span.textContent = unit.points.slice(start - unit.start, end - unit.start).join("");
  if (!over.length) return span;
  const found = over.map((each) => codes.get(each.code));
  span.title = found.map((code) => code.label).join(", ");
  span.style.backgroundImage = found.map(line).join(", ");
  span.style.backgroundSize = found.map(() => "100% 3px").join(", ");
  span.style.backgroundPosition = found
    .map((_, layer) => `0 calc(100% - ${(found.length - 1 - layer) * LAYER}px)`)
    .join(", ");
  span.style.paddingBottom = `${found.length * LAYER - 1}px`;
  return span;
}

function chip(unit, coding, { codes, words }) {
  const code = codes.get(coding.code);
  const told = [];
  if (coding.start > unit.start || coding.end < unit.end) {
    const from = Math.max(coding.start, unit.start) - unit.start;
    const said = unit.points.slice(from, Math.min(coding.end, unit.end) - unit.start).join("");
    told.push(filled(words.chip_part, { passage: shortened(said, 28) }));
  }
  if (!coding.mine) told.push(words.chip_other);
  if (coding.memo) told.push(words.chip_memo);
  const button = make(
    "button",
    { type: "button", class: "chip", tabindex: "-1", "data-coding": coding.id },
    make("span", { class: "name" }, code.label),
    told.length ? make("span", { class: "told" }, ` (${told.join("; ")})`) : null,
    make("span", { class: "line" }),
  );
  button.querySelector(".line").style.backgroundImage = line(code);
  return button;
}

/** The selected part of one turn in code points, or null where no words are selected. */
export function selectedPart(root, units, turn) {
  const range = selectedRange(root);
  if (range === null || range.collapsed) return null;
  const touched = units.filter((unit) => range.intersectsNode(unit.text));
  const within = touched.filter((unit) => unit.turn === (turn ?? touched[0]?.turn));
  if (!within.length) return null;
  const [first, last] = [within[0], within[within.length - 1]];
  const start = first.start + pointAt(first, range.startContainer, range.startOffset, { up: false, otherwise: 0 });
  const end = last.start + pointAt(last, range.endContainer, range.endOffset, { up: true, otherwise: last.points.length });
  return { start, end, first, last };
}

function selectedRange(root) {
  const selection = document.getSelection();
  if (!selection) return null;
  let found = null;
  if (selection.getComposedRanges) [found] = selection.getComposedRanges({ shadowRoots: [root] });
  else if (selection.rangeCount) found = selection.getRangeAt(0);
  if (!found || !root.contains(found.startContainer) && !root.contains(found.endContainer)) return null;
  const range = document.createRange();
  range.setStart(found.startContainer, found.startOffset);
  range.setEnd(found.endContainer, found.endOffset);
  return range;
}

function pointAt(unit, node, offset, { up, otherwise }) {
  if (!unit.text.contains(node)) return otherwise;
  const before = document.createRange();
  before.setStart(unit.text, 0);
  before.setEnd(node, offset);
  return toPoints(unit.text.textContent, before.toString().length, { up });
}
