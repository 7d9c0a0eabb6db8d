// A browser counts UTF-16 units; everything that is stored counts Unicode code points.

/** How many code points a text has. */
export function pointsIn(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * The code point at a UTF-16 index. An index inside a pair belongs to the sign as a whole:
 * it is rounded down where a passage begins and up where it ends.
 */
export function toPoints(text, index, { up = false } = {}) {
  const inside = index > 0 && index < text.length
    && isHigh(text.charCodeAt(index - 1)) && isLow(text.charCodeAt(index));
  const whole = inside ? index + (up ? 1 : -1) : index;
  return pointsIn(text.slice(0, whole));
}

/** A piece of a text, with both ends in code points. */
export function cut(text, start, end) {
  return Array.from(text).slice(start, end).join("");
}

/** A passage without the space at its ends, or null where there are no words in it. */
export function trimmed(points, start, end) {
  let from = start;
  let to = end;
  while (from < to && !points[from].trim()) from += 1;
  while (to > from && !points[to - 1].trim()) to -= 1;
  return from < to ? { start: from, end: to } : null;
}

function isHigh(code) {
  return code >= 0xd800 && code < 0xdc00;
}

function isLow(code) {
  return code >= 0xdc00 && code < 0xe000;
}
