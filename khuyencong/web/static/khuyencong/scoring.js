// A score sheet without a network: each saving waits on this machine, under a key of its own, until
// the server has said that it is kept. Sent twice it is one writing; the newest stands.
// Without this file every form saves by a page load.
const box = document.getElementById("cho-gui");
const STORE = `kc-cham-${box.dataset.user}`;
const FINAL = { 404: "Phiếu này không còn thuộc về anh/chị.", 409: "", 422: "" };
const AGAIN = 15000;
const SENDING = "Đang gửi…";
const KEPT_HERE = "Chưa có mạng: đã giữ trên máy này.";
// The server's clock by this machine's: a wrong clock does not put writings out of order.
const ahead = Date.parse(box.dataset.now) - Date.now();
let sending = false;

const waiting = () => JSON.parse(localStorage.getItem(STORE) || "[]");
const keep = (writings) => localStorage.setItem(STORE, JSON.stringify(writings));
const forms = () => [...document.querySelectorAll(".score-form")];

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function typedIn(form) {
  const typed = Object.fromEntries(new FormData(form));
  delete typed.csrfmiddlewaretoken;
  delete typed.key;
  return typed;
}

function write(form) {
  const writing = {
    key: newKey(), sheet: form.dataset.sheet, send: form.dataset.send, code: form.dataset.code,
    written_at: new Date(Date.now() + ahead).toISOString(), typed: typedIn(form),
  };
  keep([...waiting(), writing]);
  return writing;
}

function say(sheet, words) {
  const form = forms().find((one) => one.dataset.sheet === sheet);
  if (form) form.querySelector(".score-said").textContent = words;
}

function show() {
  const all = waiting();
  const refused = all.filter((one) => one.refused);
  const left = all.length - refused.length;
  box.replaceChildren();
  if (left) line(`${left} lần lưu đang chờ gửi; máy giữ và tự gửi khi có mạng.`);
  for (const one of refused) {
    const row = line(`${one.code}: ${one.refused} `);
    const drop = document.createElement("button");
    drop.className = "btn";
    drop.textContent = `Đã xem, bỏ lần lưu này của ${one.code}`;
    drop.addEventListener("click", () => { settle(one.key); show(); });
    row.append(drop);
  }
}

function line(words) {
  const row = document.createElement("p");
  row.textContent = words;
  box.append(row);
  return row;
}

const settle = (key) => keep(waiting().filter((one) => one.key !== key));

function refuse(key, words) {
  keep(waiting().map((one) => (one.key === key ? { ...one, refused: words } : one)));
}

// Return whether to go on with the next: not where the network or the session is gone.
async function send(one) {
  const body = JSON.stringify({ key: one.key, written_at: one.written_at, typed: one.typed });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": box.dataset.csrf };
  let answer;
  try {
    answer = await fetch(one.send, { method: "POST", headers, body, redirect: "manual" });
  } catch {
    say(one.sheet, KEPT_HERE);
    return false;
  }
  if (answer.status === 200) {
    settle(one.key);
    say(one.sheet, "Đã lưu.");
    return true;
  }
  if (answer.status in FINAL) {
    const told = FINAL[answer.status] || (await answer.json()).said;
    refuse(one.key, told);
    say(one.sheet, told);
    return true;
  }
  say(one.sheet, answer.type === "opaqueredirect" || answer.status === 403
    ? "Phiên làm việc đã hết: xin đăng nhập lại. Phiếu vẫn giữ trên máy này."
    : "Máy chủ chưa nhận: đã giữ trên máy này.");
  return false;
}

async function flush() {
  if (sending) return;
  sending = true;
  try {
    for (;;) {
      const next = waiting().find((one) => !one.refused);
      if (!next || !(await send(next))) break;
    }
  } finally {
    sending = false;
    show();
  }
}

function total(form) {
  const fields = [...form.querySelectorAll("[data-most]")];
  const given = fields.map((field) => /^\d{1,3}([.,]\d)?$/.test(field.value.trim())
    ? Math.round(Number(field.value.trim().replace(",", ".")) * 10) : null);
  const over = fields.find((field, at) => given[at] !== null && given[at] > Number(field.dataset.most));
  const sum = given.includes(null) ? null : given.reduce((a, b) => a + b, 0);
  const words = sum === null ? "chưa đủ" : `${Math.floor(sum / 10)},${sum % 10}`;
  form.querySelector("output").textContent = over ? "có ô vượt điểm tối đa" : words;
}

// What was typed and not sent yet stands in the form again when the page is opened anew.
function restore(form) {
  const mine = waiting().filter((one) => one.sheet === form.dataset.sheet && !one.refused);
  const last = mine.at(-1);
  if (!last) return;
  for (const [name, value] of Object.entries(last.typed)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  form.querySelector(".score-said").textContent = "Có lần lưu chưa gửi: đã mở lại ở đây.";
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest(".score-form");
  if (!form) return;
  if (event.submitter?.name === "khoa") {
    if (navigator.onLine && !waiting().some((one) => !one.refused)) return;
    event.preventDefault();
    form.querySelector(".score-said").textContent = "Khóa phiếu cần có mạng. Xin lưu trước, khóa sau.";
    return;
  }
  event.preventDefault();
  const writing = write(form);
  const said = form.querySelector(".score-said");
  said.textContent = SENDING;
  show();
  await flush();
  if (said.textContent === SENDING) said.textContent = KEPT_HERE;
  const isKept = !waiting().some((one) => one.key === writing.key);
  if (isKept && event.submitter?.name === "tiep" && form.dataset.next) location.assign(form.dataset.next);
});
document.addEventListener("input", (event) => {
  const form = event.target.closest(".score-form");
  if (form) total(form);
});
addEventListener("online", flush);
setInterval(() => { if (waiting().some((one) => !one.refused)) flush(); }, AGAIN);
for (const form of forms()) { restore(form); total(form); }
flush();
