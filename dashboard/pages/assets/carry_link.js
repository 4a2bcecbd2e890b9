// Carries a link across the sign-in, which comes back to the start page whatever was asked for.
//
// The link waits in the tab's own session storage: it leaves neither the browser nor the tab, so
// two tabs keep two links, and a slow provider loses none. Only the name of a page of ours and a
// query are kept, and the address is made of them here: it leads nowhere else.

// Tabs that ask to sign in look again when another one has: only the last of several sign-ins that
// one browser has begun can be ended at the provider.

const KEPT = "siyaq.link";
const HOURS = 12;
let told = false;

export default function carryLink({ data }) {
  const { base, pages, signedIn, language } = data;
  const last = window.location.pathname.split("/").pop();
  const page = pages.includes(last) ? last : "";
  const query = window.location.search;
  const tabs = new BroadcastChannel("siyaq.sign-in");
  if (!signedIn) {
    tabs.onmessage = () => window.location.reload();
    // Back from the provider without having signed in, the page is bare: the link waits on.
    const link = page || query ? { page, query } : read() ?? { page: "", query: "" };
    if (language) {
      const parameters = new URLSearchParams(link.query);
      parameters.set("lang", language);
      link.query = `?${parameters}`;
    }
    if (link.page || link.query) write({ ...link, at: Date.now() });
    return () => tabs.close();
  }
  if (!told) tabs.postMessage("signed in");
  told = true;
  tabs.close();
  const kept = read();
  window.sessionStorage.removeItem(KEPT);
  // Whoever has gone elsewhere in the meantime stays there.
  if (!kept || page || query || Date.now() - kept.at > HOURS * 3600000) return;
  if (kept.page !== "" && !pages.includes(kept.page)) return;
  if (kept.query !== "" && !kept.query.startsWith("?")) return;
  if (kept.page || kept.query) window.location.replace(`${base}/${kept.page}${kept.query}`);
}

function write(link) {
  try {
    window.sessionStorage.setItem(KEPT, JSON.stringify(link));
  } catch {
    // A browser that keeps nothing opens the start page after the sign-in.
  }
}

function read() {
  try {
    const { page, query, at } = JSON.parse(window.sessionStorage.getItem(KEPT));
    return { page: String(page), query: String(query), at: Number(at) };
  } catch {
    return null;
  }
}
