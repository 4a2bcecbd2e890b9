// Building the page without ever parsing HTML: text reaches it only as text nodes.

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  fill(made, ...children);
  return made;
}

// Replaces what is in an element; null and "" stand for nothing.
function fill(place, ...children) {
  place.replaceChildren(...children.filter((child) => child !== null && child !== undefined && child !== ""));
}

// Whether a place was last drawn from the same data; remembers these.
const drawnFrom = new WeakMap();

function unchanged(place, ...data) {
  const signature = JSON.stringify(data);
  if (drawnFrom.get(place) === signature) return true;
  drawnFrom.set(place, signature);
  return false;
}

const SVG = "http://www.w3.org/2000/svg";

// A line icon on a 16 x 16 grid; it says nothing by itself, its button has the name.
function icon(path) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  drawing.append(line);
  return drawing;
}

const ICONS = {
  up: "M3.5 10 8 5.5 12.5 10",
  down: "M3.5 6 8 10.5 12.5 6",
};

// A stretch of a statement: who says it, the verb, or the words. It answers to nothing itself.
function part(name, title, inner) {
  return element("span", { class: `part ${name}`, title: title ?? null }, inner);
}

// "{n} من {total}" with its placeholders filled.
function filled(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

function withDigits(text, digits) {
  return digits ? String(text).replace(/[0-9]/g, (digit) => digits[Number(digit)]) : String(text);
}

function debounced(act, wait) {
  let timer = 0;
  const later = (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), wait);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}

// The clipboard API exists only on https and localhost; the old command works elsewhere.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = element("textarea", { readonly: true, "aria-hidden": "true", class: "offscreen" });
    field.value = text;
    field.style.position = "fixed";
    field.style.opacity = "0";
    document.body.append(field);
    field.select();
    try {
      return document.execCommand("copy");
    } finally {
      field.remove();
    }
  }
}
