/* What this device keeps, and the signed file that goes back. A sheet is said to be kept only when
   the disk has it (IndexedDB, strict); it is said to be sent only when the server named it. */
const PARTS = { need: "needs", request: "requests", acceptance: "acceptance", follow_up: "follow_up" };
const MOST_BY_LINE = 100, MOST_IN_FILE = 500;
let STORE = null;

function asked(request) {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

/** Opens the store of this kit; rejects where the browser keeps nothing for pages of a file. */
async function openStore() {
  const opening = indexedDB.open(`bo-cong-cu-${KIT.kit}`, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("sheets", { keyPath: "key" });
    opening.result.createObjectStore("own", { keyPath: "name" });
  };
  STORE = await asked(opening);
  STORE.onversionchange = () => STORE.close();
}

function change(stores, act) {
  return new Promise((done, fail) => {
    const work = STORE.transaction(stores, "readwrite", { durability: "strict" });
    let answer;
    work.oncomplete = () => done(answer);
    work.onabort = work.onerror = () => fail(work.error || new Error("not kept"));
    act(work, (value) => { answer = value; });
  });
}

const allSheets = () => asked(STORE.transaction("sheets").objectStore("sheets").getAll());

/** Changes one sheet as it stands now, in one transaction: two windows lose nothing of another. */
function patchSheet(key, how) {
  return change(["sheets"], (work, tell) => {
    const rows = work.objectStore("sheets"), reading = rows.get(key);
    reading.onsuccess = () => {
      const after = how(reading.result);
      if (after) rows.put(after);
      tell(after || reading.result);
    };
  });
}

/** A random UUID (version 4), also where the browser has no `randomUUID`. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function addSheet(told) {
  const sheet = Object.assign({
    key: newKey(), base: null, need: null, establishment: null, line: null,
    unlisted: "", typed: {}, seen: "", revision: 0, done: null, sent: 0, filed: 0, saved: 0, known: {},
    changed_at: new Date().toISOString(),
  }, told);
  return patchSheet(sheet.key, () => sheet);
}

/** The name of this copy of the kit: two devices may work with one file. */
async function deviceName() {
  return change(["own"], (work, tell) => {
    const rows = work.objectStore("own"), reading = rows.get("device");
    reading.onsuccess = () => {
      const row = reading.result || { name: "device", value: newKey() };
      if (!reading.result) rows.put(row);
      tell(row.value);
    };
  });
}

/** Keeps what is typed; `seen` is the saving that this window knows of. */
function keepTyped(key, told, saved) {
  let other = false;
  return patchSheet(key, (sheet) => {
    if (!sheet || sheet.saved !== saved) {
      other = true;
      return null;
    }
    const at = new Date().toISOString();
    return Object.assign(sheet, told, { saved: saved + 1, changed_at: at });
  }).then((sheet) => ({ sheet, other }));
}

/** Marks a sheet as done: what it says now is the next revision, and is what goes back. */
async function markDone(key) {
  const device = await deviceName();
  return patchSheet(key, (sheet) => {
    const { typed, seen, unlisted } = sheet, revision = sheet.revision + 1;
    const known = Object.assign({}, sheet.known, { [device]: revision });
    const done = { revision, device, known, typed, seen, unlisted, device_at: new Date().toISOString() };
    return Object.assign(sheet, { revision, known, done, saved: sheet.saved + 1 });
  });
}

const isPending = (sheet) => Boolean(sheet.done) && sheet.done.revision > sheet.sent;
const isDraft = (sheet) => !sheet.done || ["typed", "seen", "unlisted"].some(
  (name) => JSON.stringify(sheet[name]) !== JSON.stringify(sheet.done[name])
);

function told(sheet) {
  const { key, kind, base, need, establishment, line } = sheet;
  return Object.assign({ key, kind, base, need, establishment, line }, sheet.done);
}

const bytesOf = (text) => new TextEncoder().encode(text);
const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));

/** The signed text of a file with these sheets. */
async function returnFile(sheets) {
  const der = Uint8Array.from(atob(KIT.key), (sign) => sign.charCodeAt(0));
  const how = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("pkcs8", der, how, false, ["sign"]);
  const payload = JSON.stringify({
    kit: KIT.kit, made_at: new Date().toISOString(), sheets: sheets.map(told),
  });
  const signed = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, bytesOf(payload));
  return JSON.stringify({ format: KIT.format, kit: KIT.kit, payload, signature: base64(signed) });
}

/** Sends what waits, in files of some sheets each; tells how many the server named as kept. */
async function sendPending() {
  const waiting = (await allSheets()).filter(isPending);
  let kept = 0;
  for (let at = 0; at < waiting.length; at += MOST_BY_LINE) {
    const body = await returnFile(waiting.slice(at, at + MOST_BY_LINE));
    const answer = await fetch(KIT.post, {
      method: "POST", body, headers: { "Content-Type": "text/plain" }, credentials: "omit",
    });
    const said = await answer.json();
    if (!answer.ok) throw new Unreadable(said.said);
    for (const [key, revision] of said.kept) {
      await patchSheet(key, (sheet) => sheet && Object.assign(sheet, {
        sent: Math.max(sheet.sent, revision),
      }));
      kept += 1;
    }
  }
  return kept;
}

/** Reads a receipt of who issued the kit: marks what it names and this copy knows as sent; tells how
    many it marked and how many were marked before. Reading it again changes nothing. */
async function readReceipt(text) {
  let said;
  try { said = JSON.parse(text); } catch (error) { said = null; }
  if (!said || said.format !== KIT.receipt || typeof said.payload !== "string" || typeof said.signature !== "string") {
    throw new Unreadable("Tệp này không phải biên nhận của bộ công cụ. Chưa thay đổi gì.");
  }
  if (said.kit !== KIT.kit) throw new Unreadable("Biên nhận này của bộ công cụ khác. Chưa thay đổi gì.");
  if (!await isSigned(said)) throw new Unreadable("Biên nhận đã bị sửa hoặc hỏng: chữ ký không đúng. Chưa thay đổi gì.");
  const told = JSON.parse(said.payload), count = { marked: 0, before: 0, unknown: 0, file: told.file, at: told.received_at };
  if (told.kit !== KIT.kit) throw new Unreadable("Biên nhận này của bộ công cụ khác. Chưa thay đổi gì.");
  for (const [key, revision, device] of told.kept) {
    await patchSheet(key, (sheet) => {
      // Another copy may have written another revision of this number: only what went in here counts.
      const known = sheet && sheet.done && (sheet.known[device] || 0) >= revision;
      count[!known ? "unknown" : sheet.sent >= revision ? "before" : "marked"] += 1;
      return known && sheet.sent < revision ? Object.assign(sheet, { sent: revision }) : null;
    });
  }
  return count;
}

async function isSigned({ payload, signature }) {
  try {
    const spki = Uint8Array.from(atob(KIT.receipt_key), (sign) => sign.charCodeAt(0));
    const bytes = Uint8Array.from(atob(signature), (sign) => sign.charCodeAt(0));
    const key = await crypto.subtle.importKey("spki", spki, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, bytes, bytesOf(payload));
  } catch (error) {
    return false;
  }
}

/** Everything of this device as one text, to go on with on another. */
async function draftFile() {
  return JSON.stringify({ format: KIT.draft, kit: KIT.kit, sheets: await allSheets() });
}

/** Takes a draft in: what is not here is added, what is newer there is taken, nothing is dropped. */
async function openDraft(text) {
  const said = JSON.parse(text), count = { added: 0, newer: 0, left: 0 };
  if (said.format !== KIT.draft || !Array.isArray(said.sheets)) throw new Error("no draft");
  for (const one of said.sheets) {
    if (typeof one.key !== "string" || !(one.kind in PARTS) || typeof one.typed !== "object") continue;
    await patchSheet(one.key, (here) => {
      if (!here) {
        count.added += 1;
        return one;
      }
      const sent = Math.max(here.sent, one.sent);
      if (here.changed_at >= one.changed_at) {
        count.left += 1;
        return Object.assign(here, { sent });
      }
      count.newer += 1;
      const revision = Math.max(here.revision, one.revision);
      return Object.assign({}, one, { sent, revision, saved: here.saved + 1 });
    });
  }
  return count;
}
