// The report page without a reload: a check opens in place, keys move between checks and passages.
// Without this file every link and form does the same with a page load.
import { isChord, isTyping, stop } from "./keys.js";

const audit = () => document.getElementById("soat");

async function open(address, { push = true } = {}) {
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) return location.assign(address);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.getElementById("soat");
  if (!fresh) return location.assign(address);
  audit().replaceWith(document.adoptNode(fresh));
  if (push) history.pushState({}, "", address);
  show();
}

function show() {
  const title = document.getElementById("tieu-de-muc");
  if (!title) return;
  title.focus({ preventScroll: true });
  title.closest(".check").scrollIntoView({ block: "nearest" });
  // Beside the paper the first passage comes into view; above it, on a phone, the check stays.
  if (matchMedia("(min-width: 1081px)").matches) {
    document.getElementById("doan-1")?.scrollIntoView({ block: "center" });
  }
}

const moves = { j: "[rel=next][data-check]", k: "[rel=prev][data-check]" };

function keyed(event) {
  if (isTyping(event) || isChord(event)) return;
  const key = event.key.toLowerCase();
  const link = moves[key] && (document.querySelector(moves[key]) ?? document.querySelector("[data-check]"));
  if (link) return stop(event, () => open(link.href));
  if (/^[1-9]$/.test(key)) {
    const pin = document.getElementById(`doan-${key}`);
    if (pin) stop(event, () => { pin.scrollIntoView({ block: "center" }); pin.focus({ preventScroll: true }); });
    return;
  }
  const act = document.querySelector(`[data-shortcut="${CSS.escape(key)}"]`);
  if (act) stop(event, () => press(act));
}

function press(act) {
  if (act.tagName !== "SUMMARY") return act.focus(), act.click();
  act.parentElement.open = true;
  act.parentElement.querySelector("textarea")?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-check], a[data-swap]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  stop(event, () => open(link.href));
});
document.addEventListener("keydown", keyed);
addEventListener("popstate", () => open(location.href, { push: false }));
