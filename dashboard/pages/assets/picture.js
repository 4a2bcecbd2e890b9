// Saves the chart above as SVG or PNG, with its title, legend and provenance, in our own fonts.
// The chart is Plotly's SVG as it stands in the page; nothing is sent anywhere.

const SCALE = 2;
const MARGIN = 22;

export default function picture({ data, parentElement }) {
  let row = parentElement.querySelector(".picture");
  if (!row) {
    row = document.createElement("span");
    row.className = "picture";
    parentElement.appendChild(row);
  }
  row.replaceChildren(
    ...["SVG", "PNG"].map((form) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = form;
      button.setAttribute("aria-label", data.labels[form]);
      button.onclick = () => save(form, data, button);
      return button;
    }),
  );
}

async function save(form, data, button) {
  const chart = document.querySelector(`.st-key-${CSS.escape(data.chart)} .js-plotly-plot`);
  if (!chart) return;
  button.disabled = true;
  try {
    const drawing = await composed(chart, data);
    const text = new XMLSerializer().serializeToString(drawing);
    const blob =
      form === "SVG"
        ? new Blob([text], { type: "image/svg+xml" })
        : await painted(text, drawing, data);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${data.name}.${form.toLowerCase()}`;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  } finally {
    button.disabled = false;
  }
}

const NS = "http://www.w3.org/2000/svg";

function element(name, attributes, text) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

async function composed(chart, data) {
  const box = chart.getBoundingClientRect();
  const width = Math.round(box.width) + 2 * MARGIN;
  const below = wrapped(data.subtitle, 12.5, width - 2 * MARGIN);
  const rows = legendRows(data.legend, width - 2 * MARGIN);
  const about = wrapped(data.about.join(" · "), 10.5, width - 2 * MARGIN);
  const legendTop = 49 + 17 * below.length;
  const head = legendTop - 8 + (rows.length ? 26 + 20 * (rows.length - 1) : 0);
  const foot = 16 + 14 * about.length;
  const height = Math.round(box.height) + head + foot + MARGIN;
  const root = element("svg", {
    xmlns: NS, width, height, viewBox: `0 0 ${width} ${height}`,
    "font-family": "IBM Plex Sans Arabic, sans-serif",
  });
  root.append(element("title", {}, data.title), element("desc", {}, data.about.join(" | ")));
  root.append(element("style", {}, await fontFaces(data.fonts)));
  root.append(element("rect", { width, height, fill: data.colours.bg }));
  const rtl = data.dir === "rtl";
  const edge = rtl ? width - MARGIN : MARGIN;
  // With the direction right to left, "start" is the right edge.
  const flow = { direction: data.dir, "text-anchor": "start", "unicode-bidi": "plaintext" };
  root.append(
    element("text", { x: edge, y: 32, "font-size": 18, "font-weight": 600, fill: data.colours.ink, ...flow }, data.title),
    ...below.map((line, at) =>
      element("text", { x: edge, y: 52 + 17 * at, "font-size": 12.5, fill: data.colours.ink2, ...flow }, line),
    ),
  );
  rows.forEach((row, at) => legend(root, row, data, edge, rtl, legendTop + 20 * at));
  for (const layer of chart.querySelectorAll("svg.main-svg")) {
    const copy = layer.cloneNode(true);
    copy.setAttribute("x", MARGIN);
    copy.setAttribute("y", head);
    copy.removeAttribute("class");
    copy.style.background = "none";
    root.append(copy);
  }
  root.append(
    ...about.map((line, at) =>
      element("text", {
        x: edge, y: height - 14 - 14 * (about.length - 1 - at), "font-size": 10.5, fill: data.colours.ink2, ...flow,
      }, line),
    ),
  );
  return root;
}

// How wide a text of this size is, in pixels.
function ruler(size) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `${size}px IBM Plex Sans Arabic`;
  return (text) => context.measureText(text).width;
}

// SVG text does not wrap: the lines that fit. What has no spaces, such as an address, is cut.
function wrapped(text, size, room) {
  const wide = ruler(size);
  const lines = [];
  let line = "";
  for (const word of text.split(" ").filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (wide(longer) <= room) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = word;
    while (wide(line) > room) {
      let fits = Math.max(1, Math.floor((line.length * room) / wide(line)));
      while (fits > 1 && wide(line.slice(0, fits)) > room) fits -= 1;
      lines.push(line.slice(0, fits));
      line = line.slice(fits);
    }
  }
  return line ? [...lines, line] : lines;
}

// The entries of each line of the legend, with where they begin: [label, colour, offset].
function legendRows(entries, room) {
  const wide = ruler(12.5);
  const rows = [];
  let at = room;
  for (const [label, colour] of entries) {
    const taken = 11 + 7 + wide(label) + 18;
    if (at + taken - 18 > room || !rows.length) {
      rows.push([]);
      at = 0;
    }
    rows.at(-1).push([label, colour, at]);
    at += taken;
  }
  return rows;
}

function legend(root, row, data, edge, rtl, top) {
  for (const [label, colour, at] of row) {
    const x = rtl ? edge - at - 11 : edge + at;
    root.append(element("rect", { x, y: top, width: 11, height: 11, rx: 3, fill: colour }));
    root.append(
      element("text", {
        x: rtl ? x - 7 : x + 18, y: top + 10, "font-size": 12.5, fill: data.colours.ink2,
        direction: data.dir, "text-anchor": "start",
      }, label),
    );
  }
}

// An SVG that is used as a picture may load nothing, so the fonts travel inside it.
async function fontFaces(fonts) {
  const faces = await Promise.all(
    fonts.map(async ([weight, url]) => {
      const answer = await fetch(new URL(url, document.baseURI));
      if (!answer.ok) return "";
      const bytes = new Uint8Array(await answer.arrayBuffer());
      let binary = "";
      for (let i = 0; i < bytes.length; i += 0x8000) {
        binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
      }
      return `@font-face{font-family:"IBM Plex Sans Arabic";font-weight:${weight};src:url(data:font/woff2;base64,${btoa(binary)})}`;
    }),
  );
  return faces.join("");
}

async function painted(text, drawing, data) {
  const width = Number(drawing.getAttribute("width"));
  const height = Number(drawing.getAttribute("height"));
  const image = new Image();
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    await new Promise((done, failed) => {
      image.onload = done;
      image.onerror = failed;
      image.src = url;
    });
    const canvas = document.createElement("canvas");
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    return new Blob(withText(new Uint8Array(await blob.arrayBuffer()), data.about.join("\n")), { type: "image/png" });
  } finally {
    URL.revokeObjectURL(url);
  }
}

// The provenance as a PNG iTXt chunk (PNG specification, 11.3.3.4), after the header chunk.
function withText(png, text) {
  const encoder = new TextEncoder();
  const content = new Uint8Array([
    ...encoder.encode("iTXt"), ...encoder.encode("Comment"), 0, 0, 0, 0, 0, ...encoder.encode(text),
  ]);
  const chunk = new Uint8Array(content.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, content.length - 4);
  chunk.set(content, 4);
  view.setUint32(content.length + 4, crc(content));
  const afterHeader = 8 + 25;
  return [png.subarray(0, afterHeader), chunk, png.subarray(afterHeader)];
}

function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}
