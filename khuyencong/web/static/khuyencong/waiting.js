// How far a file has come, without a reload. Without this file the page asks anew by itself.

const EVERY = 2000;

async function ask() {
  const part = document.getElementById("tien-do");
  if (!part.hasAttribute("data-open")) return;
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("tien-do");
    if (!fresh) return location.reload();
    document.title = page.title;
    if (fresh.textContent !== part.textContent) part.replaceChildren(...fresh.childNodes);
    part.toggleAttribute("data-open", fresh.hasAttribute("data-open"));
  } catch {
    // The net is away for a moment; the file is safe, so ask again.
  }
  setTimeout(ask, EVERY);
}

setTimeout(ask, EVERY);
