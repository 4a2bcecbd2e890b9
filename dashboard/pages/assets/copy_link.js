// A button that copies the page's address. Its texts come from Python; nothing is parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";
// Two links of a chain on a 16 x 16 grid.
const CHAIN =
  "M6.7 9.3a3 3 0 0 0 4.3 0l2.1-2.1a3 3 0 0 0-4.3-4.3l-1 1M9.3 6.7a3 3 0 0 0-4.3 0L2.9 8.8a3 3 0 0 0 4.3 4.3l1-1";

export default function copyLink({ data, parentElement }) {
  let button = parentElement.querySelector("button");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "copy-link";
    const drawing = document.createElementNS(SVG, "svg");
    drawing.setAttribute("class", "copy-link-icon");
    drawing.setAttribute("viewBox", "0 0 16 16");
    drawing.setAttribute("aria-hidden", "true");
    const chain = document.createElementNS(SVG, "path");
    chain.setAttribute("d", CHAIN);
    drawing.append(chain);
    button.append(drawing, document.createElement("span"));
    parentElement.appendChild(button);
  }
  button.setAttribute("aria-label", data.label);
  const text = button.lastElementChild;
  text.textContent = data.label;
  button.onclick = async () => {
    const address = new URL(window.location.href);
    for (const [name, value] of Object.entries(data.parameters)) {
      address.searchParams.set(name, value);
    }
    try {
      await navigator.clipboard.writeText(address.href);
      text.textContent = data.copied;
    } catch {
      window.prompt(data.manual, address.href);
    }
    window.setTimeout(() => {
      text.textContent = data.label;
    }, 2500);
  };
  return () => {
    button.onclick = null;
  };
}
