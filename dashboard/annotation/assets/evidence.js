// The sentences behind the mark: a list that keeps its rows and its place between updates.

// So much plain text may stand before the first mark while the row shows only two lines.
const LEAD = 72;

class Evidence {
  constructor(reader) {
    this.reader = reader;
    this.rows = new Map();
    this.solid = new Set();
    this.title = element("h2", { class: "title" });
    this.badge = element("span", { class: "badge" });
    this.order = element("select", {
      class: "order",
      onchange: () => reader.send("order", { order: this.order.value }),
    });
    this.list = element("ol", { class: "rows", role: "list" });
    this.more = element("button", { class: "more link", type: "button" });
    this.more.addEventListener("click", () => {
      this.more.disabled = true;
      reader.send("more", { shown: this.data.shown });
    });
    this.empty = element("div", { class: "empty" });
    this.scroller = element("div", { class: "scroller" }, this.list, this.more, this.empty);
    this.ordering = element("label", { class: "ordering" }, this.order, icon(ICONS.down));
    this.header = element("header", {}, this.title, this.badge, this.ordering);
    this.root = element("section", { class: "evidence" }, this.header, this.scroller);
    this.list.addEventListener("keydown", (event) => this.onkey(event));
  }

  // ``stale``: the answer is older than what was opened since, so that stays open.
  render(data, texts, stale) {
    this.data = data;
    this.root.hidden = !data;
    if (!data) return;
    this.title.textContent = data.title;
    this.badge.textContent = data.badge;
    this.badge.setAttribute("aria-label", data.badge_label);
    this.badge.setAttribute("role", "img");
    this.list.setAttribute("aria-label", texts["evidence.list"]);
    this.renderOrder(data, texts);
    this.renderRows(data);
    this.more.hidden = !data.more;
    this.more.disabled = false;
    if (!unchanged(this.more, texts["evidence.more"], data.more)) {
      this.more.replaceChildren(
        `${texts["evidence.more"]} `,
        element("span", { class: "quiet" }, data.more),
      );
    }
    this.reader.renderEmpty(this.empty, data.empty);
    this.open(stale && this.rows.has(this.opened) ? this.opened : data.opened);
  }

  renderOrder(data, texts) {
    this.order.setAttribute("aria-label", texts["evidence.order"]);
    this.ordering.hidden = data.rows.length === 0;
    const named = JSON.stringify(data.orders);
    if (this.named !== named) {
      this.named = named;
      this.order.replaceChildren(
        ...data.orders.map(([value, label]) => element("option", { value }, label)),
      );
    }
    this.order.value = data.order;
  }

  renderRows(data) {
    const wanted = new Set(data.rows.map((row) => row.id));
    for (const [id, row] of this.rows) {
      if (!wanted.has(id)) {
        row.item.remove();
        this.rows.delete(id);
      }
    }
    const first = [...wanted][0];
    if (first !== this.first && !this.rows.has(first)) this.scroller.scrollTop = 0;
    this.first = first;
    let place = this.list.firstChild;
    for (const row of data.rows) {
      const signature = JSON.stringify(row);
      let held = this.rows.get(row.id);
      if (!held || held.signature !== signature) {
        const made = this.row(row, signature);
        if (held) held.item.replaceWith(made.item);
        if (held && place === held.item) place = made.item;
        held = made;
        this.rows.set(row.id, held);
      }
      if (place === held.item) place = place.nextSibling;
      else this.list.insertBefore(held.item, place);
    }
  }

  row(data, signature) {
    const sentence = element("span", { class: "sentence", lang: data.lang });
    const button = element(
      "button",
      { class: "row", type: "button", dir: data.dir, tabindex: "-1" },
      element(
        "span",
        { class: "about" },
        element("bdi", { class: "source" }, data.source),
        " ",
        element("bdi", { class: "date" }, data.date),
        " ",
        // A span, because the margin of a bdi would follow its own direction.
        element("span", { class: "note" }, element("bdi", {}, data.note)),
      ),
      " ",
      sentence,
    );
    button.addEventListener("click", () => {
      this.open(data.id);
      this.reader.openRow(data);
    });
    const held = { data, signature, button, sentence, item: element("li", {}, button) };
    this.fill(held, false);
    return held;
  }

  // The sentence from a little before its first mark while closed, whole while open.
  fill(held, whole) {
    const solid = whole ? held.data.mentions.map(([id]) => this.solid.has(id)) : [];
    if (unchanged(held.sentence, whole, solid)) return;
    const pieces = [...held.data.text];
    if (!whole && typeof pieces[0] === "string" && pieces[0].length > LEAD && pieces.length > 1) {
      const from = pieces[0].indexOf(" ", pieces[0].length - LEAD + 12);
      if (from > 0) pieces[0] = `… ${pieces[0].slice(from + 1)}`;
    }
    held.sentence.replaceChildren(
      ...pieces.map((piece) =>
        typeof piece === "string"
          ? piece
          : piece.slice(1).reduceRight((inner, index) => {
              const { mentions, parts } = held.data;
              if (index >= mentions.length) return part(parts[index - mentions.length], null, inner);
              const kind = mentions[index][1];
              return element("mark", { class: kind + (solid[index] ? " solid" : "") }, inner);
            }, piece[0]),
      ),
    );
  }

  // Draws the mentions with these ids solid in the open row: one, or two for a pair.
  choose(ids) {
    const held = this.rows.get(this.opened);
    const ours = held ? held.data.mentions.map(([id]) => id).filter((id) => ids.includes(id)) : [];
    this.solid = new Set(ours);
    if (held) this.fill(held, true);
  }

  open(id) {
    const open = this.rows.get(id)?.button;
    if (open && this.opened === id && open.hasAttribute("aria-current") && open.tabIndex === 0) return;
    for (const [key, held] of this.rows) {
      const current = key === id;
      if (current === held.button.hasAttribute("aria-current")) continue;
      if (current) held.button.setAttribute("aria-current", "true");
      else held.button.removeAttribute("aria-current");
      this.fill(held, current);
    }
    this.opened = id;
    const first = this.list.querySelector("button.row");
    this.moveTabStop(this.rows.get(id)?.button ?? first);
    this.reveal();
  }

  reveal() {
    const held = this.rows.get(this.opened);
    if (held) scrollWithin(this.scroller, held.item);
  }

  // One row can be reached by Tab, the others from it by keys.
  moveTabStop(button) {
    for (const { button: other } of this.rows.values()) other.tabIndex = other === button ? 0 : -1;
  }

  onkey(event) {
    const step = { ArrowDown: 1, j: 1, n: 1, ArrowUp: -1, k: -1, p: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const buttons = [...this.list.querySelectorAll("button.row")];
    const at = buttons.indexOf(this.reader.focused());
    const next = buttons[at + step];
    if (at < 0 || !next) return;
    event.preventDefault();
    event.stopPropagation();
    this.moveTabStop(next);
    next.focus();
  }
}

// Scrolls only the scroller itself, and only when the item is not wholly in view.
function scrollWithin(scroller, item) {
  const outer = scroller.getBoundingClientRect();
  const inner = item.getBoundingClientRect();
  if (inner.top < outer.top) scroller.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom) scroller.scrollTop += inner.bottom - outer.bottom;
}
