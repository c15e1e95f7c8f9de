// The paper while a chapter is being typed: sent when the hand rests, swapped when it comes back.
// Without this file the button "Xem thử" does the same with a page load. Nothing is kept by it.
const PAUSE = 700;
const page = document.querySelector("[data-preview]");
let timer = 0;
let asking = null;

const paper = () => document.getElementById("to-giay");

function say(words) {
  const told = document.getElementById("xem-thu");
  if (told && told.textContent !== words) told.textContent = words;
}

function typed(form) {
  const body = new URLSearchParams(new FormData(form));
  for (const other of page.querySelectorAll(".chapter form textarea[name=text]")) {
    const key = other.form.elements.chapter.value;
    if (other.form !== form && other.value !== other.defaultValue) body.set(`text.${key}`, other.value);
  }
  body.set("giay", "1");
  return body;
}

async function show(form) {
  asking?.abort();
  const mine = (asking = new AbortController());
  say("Đang cập nhật tờ giấy…");
  try {
    const answer = await fetch(page.dataset.preview, { method: "POST", body: typed(form), signal: mine.signal });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("to-giay");
    if (mine.signal.aborted) return;
    if (!fresh) return say("Chưa xem thử được; bấm “Xem thử” để thử lại.");
    swap(document.adoptNode(fresh));
  } catch {
    if (!mine.signal.aborted) say("Chưa xem thử được: mất kết nối. Chữ đang gõ vẫn còn đây.");
  }
}

// Where the paper scrolls by itself, what was typed comes into its sight; the page never moves.
function reveal(box, changed) {
  if (!changed || box.scrollHeight <= box.clientHeight) return;
  const [outer, inner] = [box.getBoundingClientRect(), changed.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - outer.height / 3;
}

// Only the sheets are swapped: the field that is typed in, its caret and the status line stay.
function swap(fresh) {
  const told = fresh.querySelector("#xem-thu").textContent;
  const old = paper();
  const sheets = old.querySelector(".document");
  const next = fresh.querySelector(".document");
  if (sheets && next) {
    const before = new Set([...sheets.querySelectorAll("p")].map((p) => p.textContent));
    const scroll = old.scrollTop;
    sheets.replaceWith(next);
    old.scrollTop = scroll;
    reveal(old, [...next.querySelectorAll("p")].find((p) => !before.has(p.textContent)));
  }
  say(told);
}

page?.addEventListener("input", (event) => {
  const form = event.target.closest(".chapter form");
  if (!form || event.isComposing) return;
  clearTimeout(timer);
  timer = setTimeout(() => show(form), PAUSE);
});
page?.addEventListener("compositionend", (event) => event.target.dispatchEvent(new Event("input", { bubbles: true })));
