// Elements are only ever made here. Words become text nodes and nothing else.

/** An element with attributes and children; strings become text, `on...` become listeners. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A sentence with its blanks filled; a value is never read for blanks of its own. */
export function filled(sentence, values = {}) {
  return sentence.replace(/\{(\w+)\}/g, (blank, name) => (name in values ? values[name] : blank));
}

/** The first words of a long passage. */
export function shortened(text, longest = 60) {
  const points = Array.from(text);
  return points.length <= longest ? text : `${points.slice(0, longest - 1).join("").trimEnd()}…`;
}

/** A text as it is looked for: without capitals and accents. */
export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

const COLOURS = 8;
const PATTERNS = ["solid", "dashed", "dotted"];

/** The CSS image of a code's line: its colour and its pattern, which change together. */
export function line(code) {
  const colour = `var(--code-${code.colour % COLOURS})`;
  const pattern = PATTERNS[code.colour % PATTERNS.length];
  if (pattern === "solid") return `linear-gradient(${colour}, ${colour})`;
  const [drawn, period] = pattern === "dashed" ? [9, 13] : [3, 6];
  return `repeating-linear-gradient(90deg, ${colour} 0 ${drawn}px, transparent ${drawn}px ${period}px)`;
}

/** Whether a CSS colour is dark, for a theme that somebody chose. */
export function isDark(colour) {
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.fillStyle = "#ffffff";
  canvas.fillStyle = colour;
  const [red, green, blue] = canvas.fillStyle.match(/[0-9a-f]{2}/gi)?.map((two) => parseInt(two, 16)) ?? [255, 255, 255];
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
