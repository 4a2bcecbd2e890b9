// The annotated article: title, source and legend stay put while the text scrolls below them.

// From so many code units on, blocks out of view are not laid out.
const LONG = 20000;
// Blocks built at once; the others follow while the browser is idle.
const CHUNK = 60;

class ArticlePane {
  constructor(reader) {
    this.reader = reader;
    this.off = new Set();
    this.title = element("h2", { class: "article-title" });
    this.about = element("div", { class: "about" });
    this.position = element("span", { class: "position", "aria-live": "polite" });
    this.previous = this.stepper("up", -1);
    this.next = this.stepper("down", 1);
    this.legend = element("div", { class: "legend", role: "group" });
    this.statement = element("dl", { class: "statement" });
    this.text = element("div", { class: "text", tabindex: "0", role: "region" });
    this.meta = element(
      "div",
      { class: "meta" },
      this.about,
      element("div", { class: "steps" }, this.previous, this.position, this.next),
    );
    this.empty = element("div", { class: "empty" });
    this.header = element("header", {}, this.title, this.meta, this.legend, this.statement);
    this.root = element("section", { class: "article" }, this.header, this.text, this.empty);
    this.root.addEventListener("click", (event) => this.onclick(event));
    this.root.addEventListener("keydown", (event) => this.onkey(event));
    this.root.addEventListener("pointerover", (event) => this.onpoint(event));
    this.root.addEventListener("pointerout", (event) => {
      if (markOf(event.target)) reader.card.leave();
    });
    this.root.addEventListener("focusin", (event) => this.onfocus(event));
    this.root.addEventListener("focusout", (event) => {
      if (!reader.card.root.contains(event.relatedTarget) && !markOf(event.relatedTarget)) {
        reader.card.hide();
      }
    });
    this.settling = false;
    this.text.addEventListener(
      "scroll",
      () => {
        if (!this.settling) reader.card.follow(this.text);
      },
      { passive: true },
    );
  }

  stepper(name, step) {
    const button = element("button", { class: "step", type: "button" }, icon(ICONS[name]));
    button.addEventListener("click", () => this.step(step, this.hits(), "step"));
    return button;
  }

  render(data, payload) {
    const { texts } = payload;
    this.root.setAttribute("aria-label", texts["reader.article"]);
    this.reader.renderEmpty(this.empty, data ? null : payload.empty);
    this.header.hidden = this.text.hidden = !data;
    if (!data) {
      this.signature = null;
      this.id = null;
      this.marks = [];
      return;
    }
    for (const [button, key] of [
      [this.previous, "reader.previous"],
      [this.next, "reader.next"],
    ]) {
      button.setAttribute("aria-label", texts[key]);
      button.setAttribute("title", texts[key]);
    }
    this.text.setAttribute("aria-label", texts["reader.text"]);
    this.text.setAttribute("title", "");
    this.renderAbout(data, texts);
    this.renderLegend(data, texts);
    this.renderStatement(data);
    if (data.key !== this.signature) this.renderText(data, data.key);
    this.hitIndexes = payload.hits.map((id) => this.indexOf.get(id)).filter((i) => i !== undefined);
    this.hitIndexes.sort((a, b) => a - b);
  }

  renderAbout(data, texts) {
    this.meta.dir = data.dir;
    if (unchanged(this.about, data.source, data.date, data.url, texts["reader.original"])) return;
    fill(
      this.about,
      element("bdi", { class: "source" }, data.source),
      element("bdi", { class: "date" }, data.date),
      data.url
        ? element(
            "a",
            { class: "link", href: data.url, target: "_blank", rel: "noopener noreferrer" },
            texts["reader.original"],
            element("span", { class: "unseen" }, ` (${texts["aria.opens_new_tab"]})`),
          )
        : null,
    );
  }

  renderLegend(data, texts) {
    this.legend.setAttribute("aria-label", texts["reader.legend"]);
    const signature = JSON.stringify(data.legend);
    if (signature === this.legendSignature) return;
    this.legendSignature = signature;
    this.legend.replaceChildren(
      ...data.legend.map(([kind, label, count]) => {
        const button = element(
          "button",
          { class: "kind", type: "button", "aria-pressed": String(!this.off.has(kind)) },
          element("span", { class: `swatch ${kind}` }),
          element("span", { class: "name" }, label),
          " ",
          element("span", { class: "count" }, count),
        );
        button.addEventListener("click", () => {
          if (!this.off.delete(kind)) this.off.add(kind);
          button.setAttribute("aria-pressed", String(!this.off.has(kind)));
          this.root.classList.toggle(`off-${kind}`, this.off.has(kind));
          this.reader.card.hide();
          this.showPosition();
        });
        return button;
      }),
    );
  }

  // Who says what with which word: the key to the parts that are marked, readable without them.
  renderStatement(data) {
    this.statement.hidden = !data.statement;
    this.statement.dir = this.reader.data.dir;
    if (unchanged(this.statement, data.statement)) return;
    fill(
      this.statement,
      ...(data.statement?.parts ?? []).map(([name, label, says]) =>
        element(
          "div",
          {},
          element("dt", {}, part(name, null, label)),
          element("dd", {}, element("bdi", {}, says)),
        ),
      ),
    );
  }

  renderText(data, signature) {
    const same = this.id === data.id;
    const place = same ? this.text.scrollTop : 0;
    this.reader.card.hide();
    this.signature = signature;
    this.id = data.id;
    this.data = data;
    // What is marked: the mentions, and behind them the parts of a statement.
    this.marks = [...data.mentions, ...(data.statement?.parts ?? [])].map(() => []);
    this.indexOf = new Map(data.mentions.map((_, index) => [this.idOf(index), index]));
    this.solid = [];
    this.current = null;
    for (const part of [this.title, this.text]) {
      part.dir = data.dir;
      part.lang = data.lang;
    }
    this.title.replaceChildren(...data.title.map((piece) => this.piece(piece)));
    const size = data.blocks.reduce(
      (sum, block) => sum + block.s.reduce((n, sentence) => n + lengthOf(sentence), 0),
      0,
    );
    this.text.classList.toggle("long", size > LONG);
    this.text.replaceChildren();
    this.built = 0;
    this.pending = data.blocks;
    this.blockOf = new Map();
    data.blocks.forEach((block, number) => {
      for (const sentence of block.s) {
        for (const piece of sentence) {
          if (typeof piece === "string") continue;
          for (const index of piece.slice(1)) {
            if (!this.blockOf.has(index)) this.blockOf.set(index, number);
          }
        }
      }
    });
    this.build(CHUNK);
    this.buildRest();
    this.text.scrollTop = place;
  }

  idOf(index) {
    const [start, end] = this.data.mentions[index];
    return `${this.data.id}@${start}-${end}`;
  }

  kindOf(index) {
    return this.data.mentions[index][2];
  }

  cardOf(index) {
    return this.data.cards[this.data.mentions[index][3]];
  }

  build(upTo) {
    const made = document.createDocumentFragment();
    while (this.built < Math.min(upTo, this.pending.length)) {
      const block = this.pending[this.built];
      const paragraph = element("p", { class: block.goes_on ? "goes-on" : null });
      let length = 0;
      for (const sentence of block.s) {
        length += lengthOf(sentence);
        paragraph.append(
          element("span", { class: "sentence" }, ...sentence.map((piece) => this.piece(piece))),
        );
      }
      // About 48 letters a line; only a first guess at the height of what is not laid out yet.
      paragraph.style.setProperty("--lines", String(Math.ceil(length / 48)));
      made.append(paragraph);
      this.built += 1;
    }
    this.text.append(made);
  }

  buildRest() {
    if (this.built >= this.pending.length) return;
    const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 16));
    const { signature } = this;
    idle(() => {
      if (signature !== this.signature || !this.text.isConnected) return;
      this.build(this.built + CHUNK);
      this.buildRest();
    });
  }

  piece(piece) {
    if (typeof piece === "string") return document.createTextNode(piece);
    const [text, ...covering] = piece;
    const known = this.data.mentions.length;
    let inner = document.createTextNode(text);
    // The innermost mention is the one that answers; those around it only show.
    let within = 0;
    for (const index of [...covering].reverse()) {
      if (index >= known) {
        const [name, label] = this.data.statement.parts[index - known];
        inner = part(name, label, inner);
        this.marks[index].push(inner);
        continue;
      }
      const innermost = within === 0;
      const mark = element(
        "mark",
        {
          class: this.kindOf(index),
          "data-index": index,
          "data-around": innermost ? null : Math.min(2, within),
          role: innermost ? "button" : null,
          tabindex: innermost ? "-1" : null,
        },
        inner,
      );
      this.marks[index].push(mark);
      inner = mark;
      within += 1;
    }
    return inner;
  }

  // What previous and next go through: the counted mentions, else every mention shown.
  hits() {
    return this.hitIndexes?.length ? this.hitIndexes : this.shown();
  }

  shown() {
    return this.data.mentions
      .map((_, index) => index)
      .filter((index) => !this.off.has(this.kindOf(index)));
  }

  step(by, among, via) {
    if (!among.length) return;
    const here = this.current ?? -1;
    const at = among.indexOf(here);
    let next;
    if (at >= 0) next = among[(at + by + among.length) % among.length];
    else if (by > 0) next = among.find((index) => index > here) ?? among[0];
    else next = [...among].reverse().find((index) => index < here) ?? among[among.length - 1];
    this.choose([next], { scroll: true });
    this.reader.chosen(next, via);
  }

  choose(indexes, { scroll = false } = {}) {
    for (const index of this.solid) {
      for (const mark of this.marks[index] ?? []) {
        mark.classList.remove("solid");
        mark.removeAttribute("aria-current");
      }
    }
    this.solid = indexes;
    this.current = indexes[0] ?? null;
    if (this.current !== null) this.build((this.blockOf.get(this.current) ?? 0) + 8);
    for (const index of indexes) {
      for (const mark of this.marks[index]) {
        mark.classList.add("solid");
        mark.setAttribute("aria-current", "true");
      }
    }
    this.moveTabStop(this.current);
    this.showPosition();
    if (scroll && this.current !== null) this.scrollTo(this.current);
  }

  // Brings the statement into view, from where its first part begins.
  showStatement() {
    const { statement, mentions } = this.data;
    if (!statement) return;
    const first = mentions.length + statement.first;
    this.build((this.blockOf.get(first) ?? 0) + 8);
    this.scrollTo(first);
  }

  // One mark can be reached by Tab, the others from it by keys.
  moveTabStop(index) {
    if (this.stop) this.stop.tabIndex = -1;
    const first = index === null ? this.root.querySelector("mark[role]") : null;
    this.stop = first ?? this.marks[index]?.find((mark) => mark.hasAttribute("role")) ?? null;
    if (this.stop) this.stop.tabIndex = 0;
  }

  showPosition() {
    const { data } = this.reader;
    const among = this.hits();
    const at = among.indexOf(this.current);
    const values = { n: at < 0 ? "–" : at + 1, total: among.length };
    this.position.dir = data.dir;
    this.position.textContent = withDigits(
      filled(data.texts["reader.position"], values),
      data.digits,
    );
    this.previous.disabled = this.next.disabled = among.length === 0;
  }

  scrollTo(index) {
    const mark = this.marks[index][0];
    if (!mark || this.title.contains(mark)) {
      this.text.scrollTop = 0;
      return;
    }
    const settle = () => {
      const outer = this.text.getBoundingClientRect();
      const inner = mark.getBoundingClientRect();
      this.text.scrollTop += inner.top - outer.top - outer.height * 0.3;
    };
    this.settling = true;
    settle();
    // Blocks that come into view get their true height only now.
    requestAnimationFrame(() => {
      settle();
      requestAnimationFrame(() => {
        settle();
        requestAnimationFrame(() => {
          this.settling = false;
          this.reader.card.follow();
        });
      });
    });
  }

  focusOn(index) {
    this.marks[index].find((mark) => mark.hasAttribute("role"))?.focus({ preventScroll: true });
  }

  sentenceOf(index) {
    const mark = this.marks[index][0];
    const around = mark?.closest(".sentence") ?? mark?.closest("h2");
    return around ? around.textContent.trim() : "";
  }

  onpoint(event) {
    const mark = markOf(event.target);
    if (!mark || event.pointerType === "touch") return;
    const index = Number(mark.dataset.index);
    if (!this.off.has(this.kindOf(index))) this.reader.card.point(mark, index);
  }

  onfocus(event) {
    const mark = markOf(event.target);
    if (mark && event.target.matches(":focus-visible")) {
      // Pinned, or a pointer resting somewhere would take it away again.
      this.reader.card.pin(mark, Number(mark.dataset.index));
    }
  }

  onclick(event) {
    const mark = markOf(event.target);
    if (!mark) {
      this.reader.card.hide();
      return;
    }
    this.take(mark, "click");
  }

  take(mark, via) {
    const index = Number(mark.dataset.index);
    if (this.off.has(this.kindOf(index))) return;
    this.choose([index]);
    this.reader.card.pin(mark, index);
    this.reader.chosen(index, via);
  }

  onkey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const mark = markOf(event.target);
    const forward = this.data?.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = this.data?.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    const { key } = event;
    const letter = key.toLowerCase();
    if (key === "Escape" && this.reader.card.mark) this.reader.card.hide();
    else if (mark && (key === "Enter" || key === " ")) this.take(mark, "key");
    else if (letter === "n" || letter === "p") this.walk(letter === "n" ? 1 : -1, this.hits());
    else if (letter === "j" || letter === "k") this.walk(letter === "j" ? 1 : -1, this.shown());
    else if (mark && (key === forward || key === "ArrowDown")) this.walk(1, this.shown());
    else if (mark && (key === backward || key === "ArrowUp")) this.walk(-1, this.shown());
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  walk(by, among) {
    this.step(by, among, "step");
    if (this.current !== null) this.focusOn(this.current);
  }
}

function markOf(target) {
  return target instanceof Element ? target.closest("mark[data-index]") : null;
}

function lengthOf(sentence) {
  return sentence.reduce(
    (sum, piece) => sum + (typeof piece === "string" ? piece.length : piece[0].length),
    0,
  );
}
