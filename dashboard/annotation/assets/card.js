// The card of a mention: shown below it on hover, focus or click, in the top layer.

const CARD_DELAY = 140;
const CARD_LINGER = 220;
const MARGIN = 8;

class Card {
  constructor(reader) {
    this.reader = reader;
    this.root = element("div", { class: "card", role: "dialog", popover: "manual" });
    this.pinned = false;
    this.showLater = debounced((mark, index) => this.show(mark, index), CARD_DELAY);
    this.hideLater = debounced(() => this.hide(), CARD_LINGER);
    this.root.addEventListener("pointerenter", () => this.hideLater.cancel());
    this.root.addEventListener("pointerleave", () => this.leave());
    this.root.addEventListener("focusout", (event) => {
      if (!this.root.contains(event.relatedTarget) && event.relatedTarget) this.hide();
    });
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.hide(true);
    });
  }

  point(mark, index) {
    if (this.pinned && this.index === index) return;
    this.hideLater.cancel();
    if (!this.pinned) this.showLater(mark, index);
  }

  leave() {
    this.showLater.cancel();
    if (!this.pinned && this.mark) this.hideLater();
  }

  pin(mark, index) {
    this.showLater.cancel();
    this.hideLater.cancel();
    this.show(mark, index);
    this.pinned = true;
  }

  show(mark, index) {
    if (!mark.isConnected) return;
    this.mark?.removeAttribute("aria-expanded");
    const { texts } = this.reader.data;
    const kind = this.reader.article.kindOf(index);
    const data = this.reader.article.cardOf(index);
    this.mark = mark;
    this.index = index;
    this.pinned = false;
    this.root.dir = this.reader.data.dir;
    this.root.setAttribute("aria-label", `${data.kind}: ${data.hero}`);
    fill(
      this.root,
      element(
        "div",
        { class: "head" },
        element("span", { class: `swatch ${kind}` }),
        element("span", { class: "kind" }, data.kind),
        element("span", { class: "quiet" }, data.badge),
      ),
      element(
        "div",
        { class: "hero" },
        element("bdi", { class: "value" }, data.hero),
        data.unit ? element("bdi", { class: "unit" }, data.unit) : null,
      ),
      data.conflict ? element("p", { class: "conflict" }, data.conflict) : null,
      element(
        "dl",
        {},
        ...data.rows.flatMap(([term, text, form]) => [
          element("dt", {}, term),
          element("dd", {}, this.worded(text, form)),
        ]),
      ),
      element(
        "div",
        { class: "actions" },
        data.filter
          ? this.action(data.filter.label, () => this.reader.filterTo(index, data))
          : null,
        this.action(texts["reader.copy"], () => this.reader.copySentence(index)),
      ),
    );
    this.open();
    this.place(mark);
    mark.setAttribute("aria-expanded", "true");
  }

  // Quoted words keep their own direction; the interface's texts take the interface's.
  worded(text, form) {
    if (form === "code") return element("code", { dir: "ltr" }, text);
    return form === "quoted" ? element("bdi", {}, text) : text;
  }

  action(label, act) {
    return element("button", { class: "link", type: "button", onclick: act }, label);
  }

  open() {
    if (!this.root.matches(":popover-open")) this.root.showPopover();
  }

  hide(refocus = false) {
    this.showLater.cancel();
    this.hideLater.cancel();
    const { mark } = this;
    this.mark = null;
    this.index = -1;
    this.pinned = false;
    if (this.root.matches(":popover-open")) this.root.hidePopover();
    mark?.removeAttribute("aria-expanded");
    if (refocus && mark?.isConnected) mark.focus({ preventScroll: true });
  }

  // Keeps the card at its mark; a mark that has left ``frame`` or the page takes it along.
  follow(frame) {
    if (!this.mark) return;
    const seen = this.mark.isConnected && (!frame || overlaps(this.mark, frame));
    if (seen) this.place(this.mark);
    else this.hide();
  }

  // Below the mark's last line, aligned with its start; above where there is no room below.
  place(mark) {
    const lines = mark.getClientRects();
    if (!lines.length) return;
    const last = lines[lines.length - 1];
    const { offsetWidth: width, offsetHeight: height } = this.root;
    const room = document.documentElement;
    const fitsBelow = last.bottom + MARGIN + height <= room.clientHeight;
    const top = fitsBelow ? last.bottom + MARGIN : Math.max(MARGIN, lines[0].top - MARGIN - height);
    const wanted = this.reader.data.dir === "rtl" ? last.right - width : last.left;
    const left = Math.max(MARGIN, Math.min(wanted, room.clientWidth - width - MARGIN));
    this.root.style.top = `${Math.round(top)}px`;
    this.root.style.left = `${Math.round(left)}px`;
  }
}

function overlaps(mark, frame) {
  if (!frame.contains(mark)) return true;
  const inner = mark.getBoundingClientRect();
  const outer = frame.getBoundingClientRect();
  return inner.bottom > outer.top && inner.top < outer.bottom;
}
