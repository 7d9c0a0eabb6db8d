// Tells Python that a key for another step was pressed; draws nothing that is seen.

const TYPED_INTO = new Set(["INPUT", "TEXTAREA", "SELECT"]);
const listeners = new WeakMap();

/** Called by Streamlit for each new state; the listener stays, and tells the newest one. */
export default function ({ parentElement, data, setTriggerValue }) {
  const known = listeners.get(parentElement);
  if (known) {
    known.tell = setTriggerValue;
    known.keys = data.keys;
    return () => leave(parentElement);
  }
  const listener = { tell: setTriggerValue, keys: data.keys };
  listener.hear = (event) => heard(event, listener);
  listeners.set(parentElement, listener);
  document.addEventListener("keydown", listener.hear);
  const sign = document.createElement("span");
  sign.dataset.hearsKeys = ""; // empty and unseen; from here on keys are heard
  parentElement.append(sign);
  return () => leave(parentElement);
}

function heard(event, listener) {
  const way = listener.keys[event.key];
  if (!way || event.repeat || event.defaultPrevented) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.composedPath().some((each) => TYPED_INTO.has(each.tagName))) return;
  event.preventDefault();
  listener.tell("way", way);
}

function leave(parentElement) {
  const listener = listeners.get(parentElement);
  if (!listener) return;
  document.removeEventListener("keydown", listener.hear);
  listeners.delete(parentElement);
}
