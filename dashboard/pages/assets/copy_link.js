// A button that copies the page's address. Its texts come from Python; nothing is parsed as HTML.

export default function copyLink({ data, parentElement }) {
  let button = parentElement.querySelector("button");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "copy-link";
    const drawing = document.createElement("span");
    drawing.className = "copy-link-icon";
    drawing.setAttribute("aria-hidden", "true");
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
