// Figures by keyboard: J and K move, the other keys press the button of the row that bears them.
// Without this file every button does the same with a page load.
import { isChord, isTyping, stop } from "./keys.js";

let busy = false;
const part = () => document.getElementById("so-lieu");
const rows = () => [...part().querySelectorAll(".figure")];
const current = () => part().querySelector(".figure[aria-current]");

function select(row) {
  current()?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  show();
}

function show() {
  current()?.focus({ preventScroll: true });
  current()?.scrollIntoView({ block: "center", behavior: "instant" });
}

function move(step, fits = () => true) {
  const all = rows();
  let at = all.indexOf(current());
  do at += step; while (all[at] && !fits(all[at]));
  if (all[at]) return select(all[at]);
  part().querySelector(step > 0 ? ".pages [rel=next]" : ".pages [rel=prev]")?.click();
}

async function send(form) {
  if (busy) return;
  busy = true;
  try {
    const body = new URLSearchParams(new FormData(form));
    const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("so-lieu");
    if (!fresh) return form.submit(); // the key of the form makes a second sending one act
    part().replaceWith(document.adoptNode(fresh));
    if (response.redirected) history.replaceState({}, "", response.url);
    const faulty = part().querySelector(".figure .bad textarea");
    if (faulty) faulty.focus();
    else show();
  } catch {
    form.submit();
  } finally {
    busy = false;
  }
}

function press(act) {
  if (act.tagName !== "SUMMARY") return act.click();
  act.parentElement.open = true;
  act.parentElement.querySelector("textarea").focus();
}

function keyed(event) {
  if (isTyping(event) || isChord(event)) return;
  const key = event.key.toLowerCase();
  if (key === "j") return stop(event, () => move(1));
  if (key === "k") return stop(event, () => move(-1));
  if (key === "n") return stop(event, () => move(1, (row) => row.matches(".due")));
  const name = CSS.escape(key);
  const act = current()?.querySelector(`[data-row="${name}"]`) ?? part().querySelector(`[data-shortcut="${name}"]`);
  if (act) stop(event, () => press(act));
}

document.addEventListener("keydown", keyed);
document.addEventListener("submit", (event) => {
  if (part().contains(event.target)) stop(event, () => send(event.target));
});
document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.(".figure");
  if (!row || row === current()) return;
  current()?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
});
if (location.hash) show();
