// What concerns the whole document: its language, direction and shade, Streamlit's own English words
// in the reader's language (what is seen, and what a screen reader says), and taps on charts.

const ATTRIBUTES = ["aria-label", "aria-valuetext", "title", "placeholder"];
// Texts of articles and of people are theirs; charts and tables have their own words.
const LEAVE = "style, script, noscript, svg, textarea, canvas, .stHtml, [data-tag], .dvn-scroller table";

let asked = "";
let said = null; // how to say it, or null: as it stands
const originals = new WeakMap(); // node -> { name: [as Streamlit wrote it, as we did] }

// A row is an English text with holes, "Remove {name}", and the same in the reader's language.
function phrase([english, ours]) {
  const names = [];
  const pattern = english
    .split(/(\{\w+\})/)
    .map((part) => {
      const hole = /^\{(\w+)\}$/.exec(part);
      if (!hole) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      names.push(hole[1]);
      return "(.+?)";
    })
    .join("");
  return { pattern: new RegExp(`^${pattern}$`), names, ours };
}

class Words {
  constructor({ exact, phrases, months }) {
    this.exact = new Map(exact);
    this.phrases = phrases.map(phrase);
    this.months = new Map(months);
    this.month = new RegExp(`\\b(${[...this.months.keys()].join("|")})\\b`);
  }

  say(text) {
    const bare = text.trim();
    if (!/[A-Za-z]/.test(bare) || bare.length > 300) return null;
    const whole = this.exact.get(bare);
    if (whole !== undefined) return text.replace(bare, whole);
    for (const { pattern, names, ours } of this.phrases) {
      const found = pattern.exec(bare);
      if (found) {
        return ours.replace(/\{(\w+)\}/g, (hole, name) => {
          const at = names.indexOf(name);
          return at < 0 ? hole : this.inner(found[at + 1]);
        });
      }
    }
    return null;
  }

  inner(text) {
    return text.replace(this.month, (name) => this.months.get(name));
  }
}

function put(node, name, now, write) {
  const held = originals.get(node) ?? {};
  const [was, ours] = held[name] ?? [];
  // What we wrote ourselves is known by its words; anything else Streamlit has written anew.
  const original = now === ours ? was : now;
  const wanted = (said && said.say(original)) ?? original;
  if (wanted !== now) write(wanted);
  if (wanted === original) delete held[name];
  else held[name] = [original, wanted];
  if (Object.keys(held).length) originals.set(node, held);
  else originals.delete(node);
}

function tell(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    if (node.parentElement && !node.parentElement.closest(LEAVE)) {
      put(node, "text", node.nodeValue, (text) => {
        node.nodeValue = text;
      });
    }
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE || node.closest(LEAVE)) return;
  for (const name of ATTRIBUTES) {
    const now = node.getAttribute(name);
    if (now) put(node, name, now, (text) => node.setAttribute(name, text));
  }
}

function tellAll(root) {
  tell(root);
  if (root.nodeType !== Node.ELEMENT_NODE || root.closest(LEAVE)) return;
  const walk = document.createTreeWalker(
    root,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    // A chart has thousands of nodes: none of them is looked at.
    (node) =>
      node.nodeType === Node.ELEMENT_NODE && node.matches(LEAVE)
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
  );
  while (walk.nextNode()) tell(walk.currentNode);
}

// Streamlit's grid always runs left to right: where reading starts at the right, a wide table is
// shown from there.
function showStart(root) {
  if (document.documentElement.dir !== "rtl" || root.nodeType !== Node.ELEMENT_NODE) return;
  const found = root.matches(".dvn-scroller") ? [root] : root.querySelectorAll(".dvn-scroller");
  for (const scroller of found) {
    if (scroller.dataset.shown) continue;
    scroller.dataset.shown = "1";
    // Until it is laid out it has nothing to scroll.
    const watch = new ResizeObserver(() => {
      if (scroller.scrollWidth <= scroller.clientWidth) return;
      scroller.scrollLeft = scroller.scrollWidth;
      watch.disconnect();
    });
    watch.observe(scroller);
    if (scroller.firstElementChild) watch.observe(scroller.firstElementChild);
  }
}

const observer = new MutationObserver((changes) => {
  for (const change of changes) {
    if (change.type === "childList") {
      for (const node of change.addedNodes) {
        if (said) tellAll(node);
        showStart(node);
      }
    } else if (said) tell(change.target);
  }
});

let shaded = null; // the element whose shade is watched

// Streamlit says light or dark of the page and the sidebar, not of what it opens above them
// (menus, dialogs): those take it from the document.
function shade() {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app) return;
  const wanted = getComputedStyle(app).colorScheme;
  if (document.documentElement.style.colorScheme !== wanted) {
    document.documentElement.style.colorScheme = wanted;
  }
  if (app === shaded) return;
  shaded = app;
  new MutationObserver(shade).observe(app, { attributeFilter: ["class", "style"] });
}

// Plotly takes a tap for a click only where it has seen the pointer before: without this, the first
// tap on a mark would do no more than show what it says.
function pointAtTaps() {
  if (document.documentElement.dataset.taps) return;
  document.documentElement.dataset.taps = "1";
  document.addEventListener(
    "pointerdown",
    ({ pointerType, target, clientX, clientY }) => {
      if (pointerType !== "touch" || !target.closest?.(".js-plotly-plot .draglayer")) return;
      const moved = { bubbles: true, view: window, clientX, clientY };
      target.dispatchEvent(new MouseEvent("mousemove", moved));
    },
    { capture: true, passive: true },
  );
}

export default function dress({ data }) {
  const { lang, dir, words } = data;
  shade();
  pointAtTaps();
  document.documentElement.lang = lang;
  document.documentElement.dir = dir;
  const wanted = JSON.stringify([words, dir]);
  if (wanted === asked) return;
  asked = wanted;
  said = words ? new Words(words) : null;
  observer.disconnect();
  tellAll(document.body);
  showStart(document.body);
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });
}
