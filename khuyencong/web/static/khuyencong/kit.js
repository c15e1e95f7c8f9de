/* The pages of the kit: the list of sheets, one sheet, its paper. Built with elements alone: what
   was typed is never read as markup. */
const $ = (id) => document.getElementById(id);
const WORDS = {
  other_province: "Nơi thực hiện ở tỉnh khác: máy chủ xét theo luật của tỉnh ấy.",
  no_commune: "Chưa rõ xã của hôm nay: máy chủ xét.",
};
const TONES = { yes: "ok", no: "error", uncertain: "warning", ask: "note", needs_reason: "warning" };
let current = null, keeping = null, again = false;

function el(name, given, ...inside) {
  const one = document.createElement(name);
  for (const [key, value] of Object.entries(given || {})) {
    if (key.startsWith("on")) one.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) one.setAttribute(key, value === true ? "" : value);
  }
  one.append(...inside.filter((part) => part !== null && part !== undefined && part !== ""));
  return one;
}

const button = (text, act, main) => el("button", { type: "button", class: main ? "btn main" : "btn", onclick: act }, text);
const say = (text, tone) => { $("tin").textContent = text; $("tin").className = tone || ""; };

// --- what the file carries -------------------------------------------------------------------------

const establishmentOf = (sheet) => KIT.load.establishments[sheet.establishment] || null;
const carriedOf = (sheet) => KIT.load[PARTS[sheet.kind]][sheet.base || sheet.line] || null;

function nameOf(sheet) {
  const one = establishmentOf(sheet);
  return one ? one.name : sheet.unlisted || "Cơ sở chưa ghi tên";
}

/** A value as one types it. */
function typedOf(field, value) {
  if (value === null || value === undefined) return "";
  if (field.kind === "day") return shownDay(value);
  if (["sum", "amount"].includes(field.kind)) return grouped(value);
  return String(value);
}

function typedValues(kind, values) {
  const fields = KIT.sheets[kind].fields;
  return Object.fromEntries(fields.map((field) => [field.name, typedOf(field, values[field.name])]));
}

function firstTyped(kind, establishment) {
  const told = typedValues(kind, {});
  const day = kind === "need" ? "visited_on" : "day";
  if (day in told) told[day] = shownDay(today());
  if ("year" in told) told.year = String(Number(today().slice(0, 4)) + 1);
  if (kind === "request" && establishment) told.commune = establishment.commune;
  return told;
}

// --- the list --------------------------------------------------------------------------------------

async function showList() {
  current = null;
  await waitKept();
  const sheets = (await allSheets()).sort((a, b) => (a.changed_at < b.changed_at ? 1 : -1));
  const waiting = sheets.filter(isPending).length, drafts = sheets.filter(isDraft).length;
  $("dem").textContent = `${sheets.length} phiếu trên máy này: ${drafts} đang soạn, ${waiting} đã xong chưa gửi,`
    + ` ${sheets.filter((sheet) => sheet.done && !isPending(sheet)).length} đã gửi.`;
  $("danh-sach").replaceChildren(...sheets.map(rowOf));
  $("gui").disabled = $("luu").disabled = !waiting;
  $("phieu").hidden = true;
  $("nha").hidden = false;
}

function rowOf(sheet) {
  const state = isDraft(sheet) ? ["đang soạn", "note"] : isPending(sheet)
    ? [sheet.filed >= sheet.done.revision ? "đã lưu ra tệp" : "xong, chưa gửi", "warning"] : ["đã gửi", "ok"];
  const what = sheet.typed.what || (carriedOf(sheet) || {}).what || "";
  return el("li", {}, el("button", { type: "button", class: "row", onclick: () => showSheet(sheet.key) },
    el("b", {}, nameOf(sheet)), el("span", {}, `${KIT.sheets[sheet.kind].label}${what ? `: ${what}` : ""}`),
    el("span", { class: `tag ${state[1]}` }, state[0])));
}

// --- choosing what a sheet is about --------------------------------------------------------------

function chosen(kind) {
  const rows = [];
  const add = (label, beside, told) => rows.push({ label, beside, told: Object.assign({ kind }, told), search: fold(`${label} ${beside}`) });
  const named = (id) => (KIT.load.establishments[id] || { name: "" }).name;
  if (kind === "acceptance" || kind === "follow_up") {
    for (const [id, row] of Object.entries(KIT.load[kind])) {
      const typed = Object.assign(firstTyped(kind), Object.keys(row.values).length ? typedValues(kind, row.values) : {});
      if (kind === "acceptance" && !typed.quantity) typed.quantity = String(row.quantity);
      add(named(row.establishment), `${row.what} · ${row.project}`, { line: id, establishment: row.establishment, typed });
    }
    return rows;
  }
  for (const [id, row] of Object.entries(KIT.load[PARTS[kind]])) {
    add(named(row.establishment), `${kind === "need" ? "sửa nhu cầu" : "tiếp tục đề nghị"}: ${row.values.what || "chưa ghi việc"}`,
      { base: id, establishment: row.establishment, typed: typedValues(kind, row.values) });
  }
  if (kind === "request") {
    for (const [id, row] of Object.entries(KIT.load.needs)) {
      const { item, what, year, cost } = row.values;
      const typed = typedValues(kind, { item, what, year, cost: cost || null, commune: row.commune });
      add(named(row.establishment), `từ nhu cầu: ${what}`, { need: id, establishment: row.establishment, typed });
    }
  }
  for (const [id, row] of Object.entries(KIT.load.establishments)) {
    add(row.name, "phiếu mới", { establishment: id, typed: firstTyped(kind, row) });
  }
  return rows;
}

function showChoice(kind) {
  const rows = chosen(kind), found = el("ul", { class: "rows", id: "tim-thay" });
  const show = (typed) => {
    const words = fold(typed).split(" ").filter(Boolean);
    const hits = rows.filter((row) => words.every((word) => row.search.includes(word)));
    found.replaceChildren(...hits.slice(0, 40).map((row) => el("li", {}, el("button",
      { type: "button", class: "row", onclick: () => begin(row.told) }, el("b", {}, row.label), el("span", {}, row.beside)))));
    if (hits.length > 40) found.append(el("li", { class: "quiet" }, `Còn ${hits.length - 40} mục: gõ thêm chữ.`));
    if (!hits.length) found.append(el("li", { class: "quiet" }, "Không có mục nào như vậy trong bộ công cụ."));
  };
  const box = el("input", { id: "tim-co-so", autocomplete: "off", oninput: (event) => show(event.target.value) });
  const outside = kind === "need" || kind === "request"
    ? button("Cơ sở chưa có trong danh sách", () => begin({ kind, typed: firstTyped(kind) })) : null;
  $("phieu").replaceChildren(el("section", { class: "card" }, el("h2", {}, KIT.sheets[kind].label),
    el("label", { for: "tim-co-so" }, "Tìm tên cơ sở, có dấu hay không"), box, found,
    el("p", { class: "acts" }, outside, button("Về danh sách", showList))));
  show("");
  $("nha").hidden = true;
  $("phieu").hidden = false;
  box.focus();
}

async function begin(told) {
  const sheet = await addSheet(told);
  await showSheet(sheet.key);
}

// --- one sheet -----------------------------------------------------------------------------------

async function showSheet(key) {
  const sheet = (await allSheets()).find((one) => one.key === key);
  current = { key, saved: sheet.saved, sheet, typed: Object.assign({}, sheet.typed), seen: sheet.seen, unlisted: sheet.unlisted };
  const told = KIT.sheets[sheet.kind], carried = carriedOf(sheet);
  const head = [el("h2", {}, told.label), el("p", { class: "lede" }, establishmentOf(sheet) ? nameOf(sheet) : "")];
  if (carried && carried.project) head.push(el("p", { class: "quiet" }, `${carried.what} · ${carried.project}`));
  const inputs = told.fields.map(fieldOf);
  const unlisted = sheet.establishment ? null : el("div", { class: "field" },
    el("label", { for: "f-unlisted" }, "Tên cơ sở và nơi ở (chưa có trong danh sách)"),
    el("input", { id: "f-unlisted", maxlength: "300", autocomplete: "off", oninput: (event) => typedIn(() => { current.unlisted = event.target.value; }) }),
    el("p", { class: "help" }, "Người nhận tệp sẽ tìm hoặc ghi cơ sở này vào sổ. Không ghi số điện thoại, số định danh."));
  if (unlisted) unlisted.querySelector("input").value = current.unlisted;
  const seen = el("textarea", { id: "f-seen", rows: "3", maxlength: "5000", oninput: (event) => typedIn(() => { current.seen = event.target.value; }) });
  seen.value = current.seen;
  $("phieu").replaceChildren(el("form", { class: "card", novalidate: true, onsubmit: (event) => event.preventDefault() },
    ...head, unlisted, ...inputs,
    el("div", { class: "field" }, el("label", { for: "f-seen" }, "Ghi chú cho người nhận (đã thấy, đã hỏi được gì)"), seen),
    el("p", { id: "da-luu", role: "status" }, "Đã lưu trên máy."),
    el("p", { class: "acts" }, button("Xong phiếu này", finish, true), button("In phiếu", printSheet), button("Về danh sách", showList))),
  el("section", { class: "card", id: "nhan-xet", "aria-live": "polite" }));
  $("nha").hidden = true;
  $("phieu").hidden = false;
  judge(false);
  $("phieu").querySelector("input, select, textarea").focus();
}

function fieldOf(field) {
  const id = `f-${field.name}`, hints = [`${id}-loi`].concat(field.help ? [`${id}-giup`] : []);
  const set = (value) => typedIn(() => { current.typed[field.name] = value; });
  const label = field.label + (field.required ? "" : " (có thể để trống)");
  const after = [field.help ? el("p", { class: "help", id: `${id}-giup` }, field.help) : null,
    el("p", { class: "read", id: `${id}-doc` }), el("p", { class: "bad", id: `${id}-loi` })];
  if (field.kind === "commune") return communeField(field, id, label, after);
  if (field.radio) {
    return el("fieldset", { class: "field", id }, el("legend", {}, label), ...field.choices.map(([code, words]) => {
      const box = el("input", { type: "radio", name: id, value: code, onchange: () => set(code) });
      box.checked = (current.typed[field.name] || "") === code;
      return el("label", { class: "choice" }, box, ` ${words}`);
    }), ...after);
  }
  let input;
  const given = { id, "aria-describedby": hints.join(" "), autocomplete: "off" };
  if (field.kind === "choice") {
    input = el("select", Object.assign(given, { onchange: (event) => set(event.target.value) }),
      ...field.choices.map(([code, words]) => el("option", { value: code }, words)));
  } else if (field.kind === "words") {
    input = el("textarea", Object.assign(given, { rows: "3", oninput: (event) => set(event.target.value) }));
  } else {
    const mode = ["whole", "year"].includes(field.kind) ? "numeric" : null;
    input = el("input", Object.assign(given, { inputmode: mode, oninput: (event) => set(event.target.value) }));
  }
  input.value = current.typed[field.name] || "";
  return el("div", { class: "field" }, el("label", { for: id }, label), input, ...after);
}

function communeField(field, id, label, after) {
  const found = el("ul", { class: "rows" });
  const box = el("input", { id, autocomplete: "off", "aria-describedby": `${id}-loi`, oninput: (event) => {
    const hits = findCommunes(event.target.value, 8);
    typedIn(() => { current.typed[field.name] = ""; });
    found.replaceChildren(...hits.map((one) => el("li", {}, el("button", { type: "button", class: "row", onclick: () => {
      box.value = communeName(one);
      found.replaceChildren();
      typedIn(() => { current.typed[field.name] = one.code; });
      box.focus();
    } }, communeName(one)))));
  } });
  const now = communeOf(current.typed[field.name]);
  box.value = now ? communeName(now) : "";
  return el("div", { class: "field" }, el("label", { for: id }, label), box, found, ...after);
}

/** Takes a change over and keeps it: one writing at a time, the last one always. */
function typedIn(take) {
  take();
  $("da-luu").textContent = "Đang lưu…";
  $("da-luu").className = "";
  judge(false);
  if (keeping) { again = true; return; }
  keeping = keep().finally(() => {
    keeping = null;
    if (again) { again = false; typedIn(() => {}); }
  });
}

async function waitKept() {
  while (keeping) await keeping;
}

async function keep() {
  const mine = current;
  if (!mine) return;
  const { typed, seen, unlisted } = mine;
  try {
    const { sheet, other } = await keepTyped(mine.key, { typed: Object.assign({}, typed), seen, unlisted }, mine.saved);
    if (other) return toldOther(mine, sheet);
    mine.saved = sheet.saved;
    mine.sheet = sheet;
    if (current === mine && !again) $("da-luu").textContent = "Đã lưu trên máy.";
  } catch (error) {
    tellLost();
  }
}

function toldOther(mine, sheet) {
  $("da-luu").className = "bad";
  $("da-luu").replaceChildren("Phiếu này vừa được sửa ở một cửa sổ khác. Chữ ở đây chưa lưu. ",
    button("Lưu bản ở cửa sổ này", () => { mine.saved = sheet.saved; typedIn(() => {}); }));
}

function tellLost() {
  const text = "Máy này không giữ được phiếu (bộ nhớ đầy hoặc trình duyệt ở chế độ riêng tư). Đừng đóng trang: hãy in phiếu, hoặc mở bộ công cụ bằng trình duyệt khác.";
  say(text, "error");
  if ($("da-luu")) { $("da-luu").className = "bad"; $("da-luu").textContent = text; }
}

// --- findings beside the sheet -------------------------------------------------------------------

function judge(whole) {
  const { sheet } = current, told = findings(sheet.kind, current.typed, establishmentOf(sheet), today());
  for (const field of KIT.sheets[sheet.kind].fields) {
    const typed = stripped(current.typed[field.name] || ""), error = told.errors[field.name] || "";
    const shown = error && (whole || typed) ? error : "";
    $(`f-${field.name}-loi`).textContent = shown;
    const input = $(`f-${field.name}`);
    if (shown) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
    const value = told.values[field.name], reads = ["sum", "amount"].includes(field.kind) && typeof value === "bigint" && !error;
    $(`f-${field.name}-doc`).textContent = reads ? `Máy hiểu là ${formatDong(value)}.` : "";
  }
  showFindings(told, sheet);
  return told;
}

function showFindings(told, sheet) {
  const law = KIT.law, inside = [el("h3", {}, `Soát theo luật ngày ${shownDay(law.day)}`)];
  for (const one of told.law) {
    inside.push(el("p", { class: "found" }, el("span", { class: `tag ${TONES[one.verdict]}` }, law.verdicts[one.verdict]), ` ${one.told}`));
    for (const doubt of one.doubts || []) inside.push(el("p", { class: "doubt" }, `Chưa kiểm chứng: ${doubt}`));
  }
  for (const stop of told.stops) inside.push(el("p", { class: "bad" }, stop));
  if (told.left) inside.push(el("p", { class: "doubt" }, WORDS[told.left]));
  if (told.missing.length) {
    const names = Object.fromEntries(KIT.sheets[sheet.kind].fields.map((field) => [field.name, field.label]));
    inside.push(el("p", { class: "quiet" }, `Còn trống: ${told.missing.map((name) => names[name]).join("; ")}.`));
  }
  if (sheet.kind === "request" && !establishmentOf(sheet)) inside.push(el("p", { class: "doubt" }, "Cơ sở chưa có trong danh sách: máy chủ xét hình thức, quy mô, địa bàn."));
  if (sheet.kind !== "request") inside.push(el("p", { class: "quiet" }, "Phiếu này chỉ soát cách ghi và các số với nhau."));
  inside.push(el("details", {}, el("summary", {}, "Để lại cho máy chủ soát"), el("ul", {}, ...law.left.map((text) => el("li", {}, text)))));
  $("nhan-xet").replaceChildren(...inside);
}

async function finish() {
  const { sheet } = current, told = judge(true);
  const wrong = Object.keys(told.errors);
  if (wrong.length) {
    $(`f-${wrong[0]}`).focus();
    say(`Còn ${wrong.length} chỗ chưa đọc được. Bản nháp vẫn được giữ.`, "error");
    return;
  }
  if (!sheet.establishment && !stripped(current.unlisted)) {
    $("f-unlisted").focus();
    say("Ghi tên cơ sở và nơi ở.", "error");
    return;
  }
  await waitKept();
  await markDone(sheet.key);
  say("Phiếu đã xong, chờ gửi. Sửa tiếp thì bấm Xong lần nữa.", "ok");
  await showList();
}

// --- paper ---------------------------------------------------------------------------------------

function printSheet() {
  const { sheet } = current, fields = KIT.sheets[sheet.kind].fields;
  const shown = (field) => {
    const typed = current.typed[field.name] || "";
    if (field.kind === "commune") return communeOf(typed) ? communeName(communeOf(typed)) : "";
    const choice = (field.choices || []).find(([code]) => code === typed);
    return choice && typed ? choice[1] : typed.normalize("NFC");
  };
  const row = (label, text) => el("tr", {}, el("th", { scope: "row" }, label), el("td", {}, text || "…"));
  $("giay").replaceChildren(el("p", {}, `${KIT.body} · bộ công cụ ${KIT.name}`), el("h1", {}, KIT.sheets[sheet.kind].label),
    el("p", {}, nameOf(sheet)), el("table", {}, el("tbody", {}, ...fields.map((field) => row(field.label, shown(field))),
      row("Ghi chú", current.seen))),
    el("div", { class: "sign" }, el("p", {}, "Đại diện cơ sở"), el("p", {}, "Người ghi phiếu")),
    el("p", { class: "quiet" }, `Mã phiếu ${sheet.key} · in ngày ${shownDay(today())} · bản in không thay tệp trả về.`));
  window.print();
}

// --- files ---------------------------------------------------------------------------------------

function download(text, name) {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

const stamp = () => new Date(Date.now() + 7 * 3600000).toISOString().slice(0, 16).replace(/[-:T]/g, "");

async function sendNow() {
  $("gui").disabled = true;
  say("Đang gửi…");
  try {
    const kept = await sendPending();
    say(`Máy chủ đã nhận ${kept} phiếu.`, "ok");
  } catch (error) {
    say(error instanceof Unreadable ? error.message
      : "Chưa gửi được: không có mạng, hoặc mạng chặn. Phiếu vẫn còn trên máy; gửi lại lúc nào cũng được, không sợ trùng.", "error");
  }
  await showList();
}

async function saveFile() {
  const waiting = (await allSheets()).filter(isPending), files = Math.ceil(waiting.length / MOST_IN_FILE);
  for (let at = 0; at < files; at += 1) {
    const part = waiting.slice(at * MOST_IN_FILE, (at + 1) * MOST_IN_FILE);
    download(await returnFile(part), `tra-ve-${KIT.name}-${stamp()}${files > 1 ? `-${at + 1}` : ""}.json`);
    for (const one of part) await patchSheet(one.key, (sheet) => Object.assign(sheet, { filed: one.done.revision }));
  }
  say(`Đã lưu ${waiting.length} phiếu ra tệp: chép vào USB hoặc gửi thư điện tử về ${KIT.body}.`, "ok");
  await showList();
}

async function saveDraft() {
  download(await draftFile(), `nhap-${KIT.name}-${stamp()}.json`);
  say("Đã xuất bản nháp. Giữ kín tệp này: mở được ở máy khác có bộ công cụ.", "ok");
}

async function loadDraft(event) {
  const file = event.target.files[0];
  if (!file) return;
  try {
    const count = await openDraft(await file.text());
    say(`Bản nháp: thêm ${count.added} phiếu, ${count.newer} phiếu mới hơn thay bản trên máy, ${count.left} phiếu giữ bản trên máy.`, "ok");
  } catch (error) {
    say("Tệp này không phải bản nháp của bộ công cụ. Chưa thay đổi gì.", "error");
  }
  event.target.value = "";
  await showList();
}

async function loadReceipt(event) {
  const file = event.target.files[0];
  if (!file) return;
  try {
    const { marked, before, unknown } = await readReceipt(await file.text());
    say(`Biên nhận: ${marked} phiếu vừa đánh dấu đã gửi, ${before} phiếu đã đánh dấu từ trước`
      + `${unknown ? `, ${unknown} phiếu không ghi ở máy này` : ""}.`, "ok");
  } catch (error) {
    say(error instanceof Unreadable ? error.message : "Không đọc được biên nhận. Chưa thay đổi gì.", "error");
  }
  event.target.value = "";
  await showList();
}

async function start() {
  openCommunes(document.getElementById("xa").textContent);
  for (const kind of Object.keys(KIT.sheets)) {
    const none = kind in KIT.load && !Object.keys(KIT.load[kind]).length;
    const one = button(KIT.sheets[kind].label, () => showChoice(kind), kind === "need");
    if (none) { one.disabled = true; one.title = "Bộ công cụ này không mang dòng hỗ trợ nào để ghi."; }
    $("viec").append(one);
  }
  $("gui").addEventListener("click", sendNow);
  $("luu").addEventListener("click", saveFile);
  $("xuat").addEventListener("click", saveDraft);
  $("mo").addEventListener("change", loadDraft);
  $("bien-nhan").addEventListener("change", loadReceipt);
  try {
    await openStore();
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
    await showList();
    document.documentElement.dataset.ready = "1";
  } catch (error) {
    tellLost();
  }
}

start();
