// The keyboard. Single keys act only while a sentence or a code in the grid has the focus.

/** Do what a key stands for. */
export function pressed(desk, event) {
  if (event.key === "Escape") {
    if (desk.close()) event.preventDefault();
    else if (inGrid(desk, event)) desk.goTo(desk.at.unit);
    return;
  }
  if (isUndo(event) && !event.target.matches("input, textarea")) {
    event.preventDefault();
    desk.undo();
    return;
  }
  if (!inGrid(desk, event)) return;
  const done = event.ctrlKey || event.metaKey || event.altKey ? false : act(desk, event) || move(desk, event);
  if (done) event.preventDefault();
}

function inGrid(desk, event) {
  return desk.grid.contains(event.target);
}

function isUndo(event) {
  return (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
}

function act(desk, event) {
  if (/^[1-9]$/.test(event.key)) {
    desk.apply(desk.data.slots[Number(event.key) - 1]);
    return true;
  }
  const onChip = event.target.closest("[data-coding]");
  switch (event.key) {
    case "/":
      desk.openCodes();
      return true;
    case "Enter":
      if (onChip) desk.openNote(onChip.dataset.coding);
      else desk.openCodes();
      return true;
    case " ":
      if (onChip) desk.openNote(onChip.dataset.coding);
      return true;
    case "Delete":
    case "Backspace":
      desk.withOwn(desk.words.which_remove, (coding) => desk.remove(coding));
      return true;
    case "m":
    case "M":
      desk.withOwn(desk.words.which_memo, (coding) => desk.openNote(coding.id));
      return true;
    default:
      return false;
  }
}

function move(desk, event) {
  const { unit } = desk.at;
  const last = desk.units.length - 1;
  const places = {
    ArrowDown: Math.min(last, unit + 1),
    ArrowUp: Math.max(0, unit - 1),
    Home: 0,
    End: last,
    PageDown: nextTurn(desk, unit),
    PageUp: turnBefore(desk, unit),
  };
  if (event.key in places) {
    desk.goTo(places[event.key], { extend: event.shiftKey });
    return true;
  }
  return event.key === "ArrowRight" || event.key === "ArrowLeft" ? sideways(desk, event) : false;
}

function nextTurn(desk, from) {
  const found = desk.units.findIndex((unit) => unit.turn > desk.units[from].turn);
  return found < 0 ? desk.units.length - 1 : found;
}

function turnBefore(desk, from) {
  const first = (turn) => desk.units.findIndex((unit) => unit.turn === turn);
  const here = first(desk.units[from].turn);
  return from > here || here === 0 ? here : first(desk.units[here - 1].turn);
}

/** From the words to their codes and back. */
function sideways(desk, event) {
  const { words, codes } = desk.units[desk.at.unit];
  const stops = [words, ...codes.querySelectorAll("[data-coding]")];
  const step = (event.key === "ArrowRight") === (getComputedStyle(words).direction === "ltr") ? 1 : -1;
  stops[stops.indexOf(desk.root.activeElement) + step]?.focus();
  return true;
}
