// The source column: evidence above, the article below. Streamlit calls the default export after
// every run of the script; what is on the page already is kept and only differences are drawn.

const readers = new WeakMap();

class Reader {
  constructor(host) {
    this.evidence = new Evidence(this);
    this.article = new ArticlePane(this);
    this.card = new Card(this);
    this.status = element("div", { class: "status", role: "status" });
    this.root = element(
      "div",
      { class: "reader" },
      this.evidence.root,
      this.article.root,
      this.card.root,
      this.status,
    );
    this.host = host;
    this.sequence = 0;
    this.calls = 0;
    this.reportStep = debounced((index, via) => this.report(index, via), 250);
    this.onaway = (event) => {
      if (!event.composedPath().includes(this.root)) this.card.hide();
    };
    this.onresize = () => {
      this.card.hide();
      this.measure();
    };
    document.addEventListener("pointerdown", this.onaway);
    window.addEventListener("resize", this.onresize);
    host.append(this.root);
    this.measure();
    // Before its fonts are there, the text has other heights.
    document.fonts.ready.then(() => this.settle());
  }

  remove() {
    document.removeEventListener("pointerdown", this.onaway);
    window.removeEventListener("resize", this.onresize);
    this.reportStep.cancel();
    this.card.hide();
    this.root.remove();
  }

  // The column reaches to the window's lower edge from where it begins on an unscrolled page; on a
  // scrolled one it may be stuck to the top, which says nothing.
  measure() {
    for (let at = this.host.host ?? this.host; at; at = at.parentElement) {
      if (at.scrollTop > 0) return;
    }
    const top = Math.max(0, Math.round(this.root.getBoundingClientRect().top));
    this.root.style.setProperty("--reader-top", `${top}px`);
  }

  // Brings what is chosen back into view after heights have changed.
  settle() {
    if (!this.root.isConnected || !this.data) return;
    this.measure();
    this.evidence.reveal();
    if (!this.data.article) return;
    if (this.article.current !== null) this.article.scrollTo(this.article.current);
    else if (this.data.to_statement) this.article.showStatement();
  }

  render(payload, answered) {
    const before = this.data;
    this.data = payload;
    this.root.dir = payload.dir;
    this.root.lang = payload.lang;
    this.root.classList.remove("waiting");
    this.measure();
    this.evidence.render(payload.evidence, payload.texts, answered < this.sequence);
    const shownBefore = this.article.id;
    this.article.render(payload.article, payload);
    // What stands above the mark may have grown or shrunk.
    if (this.card.mark) requestAnimationFrame(() => this.card.follow());
    if (!before) requestAnimationFrame(() => this.settle());
    if (!payload.article) return;
    const other = shownBefore !== payload.article.id;
    // Opened from a table above it: on a phone that is a screen or more away.
    if (other && shownBefore && !payload.evidence) this.comeIntoView();
    // An older answer must not undo what was chosen since.
    if (!other && answered < this.sequence) {
      this.article.showPosition();
      return;
    }
    const wanted = payload.chosen
      .map((id) => this.article.indexOf.get(id))
      .filter((index) => index !== undefined);
    this.evidence.choose(payload.chosen);
    const asked = JSON.stringify(payload.to_statement ? payload.article.key : payload.chosen);
    const drawn = JSON.stringify(this.article.solid) === JSON.stringify(wanted);
    const news = other || !before || asked !== this.asked;
    this.asked = asked;
    if (drawn && !other) this.article.showPosition();
    else this.article.choose(wanted, { scroll: news });
    if (news && payload.to_statement) this.article.showStatement();
  }

  comeIntoView() {
    if (this.root.getBoundingClientRect().top < window.innerHeight * 0.8) return;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.root.scrollIntoView({ block: "start", behavior: still ? "instant" : "smooth" });
  }

  renderEmpty(place, empty) {
    place.hidden = !empty;
    // What stays is left alone: a button that is replaced while it is pressed is never clicked.
    if (unchanged(place, empty)) return;
    place.replaceChildren();
    if (!empty) return;
    place.append(element("p", { class: "cause" }, empty.cause));
    if (empty.action) {
      place.append(
        element(
          "button",
          {
            class: "cure",
            type: "button",
            onclick: () => this.send("cure", { action: empty.action }),
          },
          empty.cure,
        ),
      );
    } else if (empty.cure) place.append(element("p", { class: "quiet" }, empty.cure));
  }

  send(name, values = {}) {
    this.sequence += 1;
    this.trigger("event", { name, sequence: this.sequence, ...values });
  }

  openRow(row) {
    const { article, evidence } = this.data;
    const wanted = row.mentions.slice(0, evidence.solid).map(([id]) => id);
    if (article?.id === row.article) {
      const found = wanted
        .map((id) => this.article.indexOf.get(id))
        .filter((index) => index !== undefined);
      if (found.length) this.article.choose(found, { scroll: true });
      else this.article.showStatement();
    } else this.root.classList.add("waiting");
    this.evidence.choose(wanted);
    this.asked = JSON.stringify(wanted);
    this.send("open", { row: row.id, article: row.article, mention: wanted[0] ?? "" });
  }

  chosen(index, via) {
    this.asked = JSON.stringify([this.article.idOf(index)]);
    this.evidence.choose([this.article.idOf(index)]);
    // Counted at once: an answer on its way to an earlier choice is out of date from now on.
    this.sequence += 1;
    if (via === "step") this.reportStep(index, via);
    else this.report(index, via);
  }

  report(index, via) {
    const { entity } = this.article.cardOf(index);
    const kind = this.article.kindOf(index);
    this.send("choose", { mention: this.article.idOf(index), kind, entity, via });
  }

  filterTo(index, data) {
    const { label, ...to } = data.filter;
    const kind = this.article.kindOf(index);
    this.card.hide(true);
    this.send("filter", { mention: this.article.idOf(index), kind, ...to });
  }

  async copySentence(index) {
    const { article, texts } = this.data;
    const picked = (this.host.getSelection?.() ?? document.getSelection())?.toString().trim();
    const text = filled(texts["citation.line"], {
      sentence: picked || this.article.sentenceOf(index),
      source: article.source,
      date: article.cited_date,
      url: article.url ? ` ${article.url}` : "",
    });
    const done = await copied(text);
    this.say(texts[done ? "reader.copied" : "reader.copy_failed"]);
  }

  say(text) {
    this.status.textContent = text;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      this.status.textContent = "";
    }, 2600);
  }

  focused() {
    return this.host.activeElement ?? document.activeElement;
  }
}

// A long article is sent once: afterwards only its key comes. Kept across pages of the same tab.
const LONGEST_MEMORY = 3;
const articles = new Map();

function remembered(payload) {
  const { article } = payload;
  if (!article) return true;
  if (!article.held) {
    articles.delete(article.key);
    articles.set(article.key, article);
    if (articles.size > LONGEST_MEMORY) articles.delete(articles.keys().next().value);
    return true;
  }
  payload.article = articles.get(article.key);
  return payload.article !== undefined;
}

const decoder = new TextDecoder();

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let reader = readers.get(parentElement);
  if (!reader) {
    reader = new Reader(parentElement);
    readers.set(parentElement, reader);
  }
  reader.trigger = setTriggerValue;
  reader.calls += 1;
  const call = reader.calls;
  const sent = typeof data === "string" ? data : decoder.decode(data);
  if (sent !== reader.sent) {
    reader.sent = sent;
    const { answered, ...payload } = JSON.parse(sent);
    if (remembered(payload)) reader.render(payload, answered ?? 0);
    else reader.send("resend");
  }
  return () => {
    // Streamlit also cleans up after a call that a later one has overtaken.
    if (call !== reader.calls) return;
    reader.remove();
    readers.delete(parentElement);
  };
}
