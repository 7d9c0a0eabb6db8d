// Mouse and touch: a click picks a sentence, with Shift up to a sentence, and a drag any part.

import { selectedPart } from "./rows.js";

const STEADY = 300;

/** Listen until told to stop; whether a button is down is known meanwhile. */
export function followMouse(desk) {
  const held = { unit: null, dragged: false, touch: false, timer: 0 };
  const listeners = [
    [desk.grid, "pointerdown", (event) => { held.touch = event.pointerType !== "mouse"; }],
    [desk.grid, "mousedown", (event) => down(held, event)],
    [document, "mouseup", () => up(desk, held)],
    [desk.grid, "click", (event) => click(desk, held, event)],
    [document, "selectionchange", () => settle(desk, held)],
  ];
  for (const [target, kind, listener] of listeners) target.addEventListener(kind, listener);
  const stop = () => {
    clearTimeout(held.timer);
    for (const [target, kind, listener] of listeners) target.removeEventListener(kind, listener);
  };
  return { stop, isDown: () => held.unit !== null };
}

function down(held, event) {
  held.dragged = false;
  held.unit = rowOf(event);
  if (event.shiftKey) event.preventDefault();
}

function up(desk, held) {
  const { unit } = held;
  held.unit = null;
  if (unit === null || held.touch) return;
  const part = selectedPart(desk.root, desk.units, desk.units[unit].turn);
  if (part === null) return;
  held.dragged = true;
  document.getSelection().removeAllRanges();
  desk.pickPart(part);
  desk.here().focus({ preventScroll: true });
}

function click(desk, held, event) {
  const unit = rowOf(event);
  const { dragged } = held;
  held.dragged = false;
  if (dragged || unit === null || event.target.closest("[data-coding]")) return;
  desk.pick(unit, { extend: event.shiftKey });
  desk.here().focus({ preventScroll: true });
}

/** On touch the handles of a selection are moved about; it counts once they rest. */
function settle(desk, held) {
  if (!held.touch) return;
  clearTimeout(held.timer);
  held.timer = setTimeout(() => {
    const part = selectedPart(desk.root, desk.units, null);
    if (part !== null) desk.pickPart(part);
  }, STEADY);
}

function rowOf(event) {
  const row = event.target.closest("[data-unit]");
  return row ? Number(row.dataset.unit) : null;
}
