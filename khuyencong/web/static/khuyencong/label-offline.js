"use strict";
/* Verifies the seal of a label without a network: the same answers as `values/seals/judging.py`. */
const TRUST = JSON.parse(document.getElementById("trust").textContent);
const ADDRESS = /^https?:\/\/([^/?#\s]{1,255})(\/[^?#]*)(?:\?[^#]*)?(?:#(.*))?$/i;
const PATH = /^\/q\/([0-9a-z .-]{1,40})\/?$/i;
const SIGNATURE = 64;
const TONES = { valid: "good", expired: "past", no_term: "open", no_seal: "open" };

function plainHost(host) {
  const told = host.trim().toLowerCase().split("@").pop();
  return told.replace(/:(443|80)$/, "").replace(/\.+$/, "");
}

function readCode(typed) {
  const code = typed.toUpperCase().replace(/[- .]/g, "").replace(/[IL]/g, "1");
  const values = [...code].map((sign) => TRUST.code_signs.indexOf(sign));
  if (values.length !== 14 || values.includes(-1)) return "";
  const last = values.pop();
  const sum = values.reduce((total, value, at) => total + (at + 1) * value, 0);
  return sum % TRUST.code_signs.length === last ? code : "";
}

function unspelled(text) {
  const base = TRUST.signs.length, bytes = [];
  if (text.length % 3 === 1) throw new Error("a sign is missing");
  for (let at = 0; at < text.length; at += 3) {
    const signs = text.slice(at, at + 3), size = signs.length - 1;
    let number = 0;
    for (const sign of signs) {
      const value = TRUST.signs.indexOf(sign);
      if (value < 0) throw new Error("no such sign");
      number = number * base + value;
    }
    if (number >= 256 ** size) throw new Error("too much");
    for (let place = size - 1; place >= 0; place -= 1) bytes.push((number >> (8 * place)) & 255);
  }
  return new Uint8Array(bytes);
}

function day(number) {
  return new Date(Date.UTC(2000, 0, 1) + number * 86400000).toISOString().slice(0, 10);
}

function sealOf(words) {
  const data = unspelled(words), end = data.length - SIGNATURE;
  const said = data.slice(0, end), view = new DataView(said.buffer);
  const key = [...said.slice(1, 1 + TRUST.key_bytes)];
  let at = 1 + TRUST.key_bytes, number = 0n, code = "";
  for (const byte of said.slice(at, at + 9)) number = (number << 8n) | BigInt(byte);
  const signs = BigInt(TRUST.code_signs.length);
  for (let place = 0; place < 14; place += 1) {
    code = TRUST.code_signs[Number(number % signs)] + code;
    number /= signs;
  }
  at += 9;
  const level = Object.values(TRUST.levels)[view.getUint8(at) - 1];
  const told = { code, level, year: view.getUint16(at + 1) };
  told.number = (view.getUint8(at + 3) << 16) | view.getUint16(at + 4);
  const issued = view.getUint16(at + 6), last = view.getUint16(at + 8);
  at += 10;
  const words8 = new TextDecoder("utf-8", { fatal: true });
  for (const name of ["product", "maker"]) {
    const size = view.getUint8(at), from = at + 1;
    at = from + size;
    if (at > said.length) throw new Error("cut");
    told[name] = words8.decode(said.slice(from, at));
  }
  const whole = number === 0n && readCode(code) === code && at === said.length;
  if (said[0] !== 1 || !whole || !level || !issued) throw new Error("no seal");
  told.issued = day(issued);
  told.last = last ? day(last) : null;
  const name = key.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { told, key: name, said, signature: data.slice(end) };
}

function trySeal(words) {
  try { return words ? sealOf(words) : null; } catch { return null; }
}

async function isSigned(seal) {
  const der = Uint8Array.from(atob(TRUST.keys[seal.key]), (sign) => sign.charCodeAt(0));
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("spki", der, curve, false, ["verify"]);
  const kind = new TextEncoder().encode(TRUST.kind);
  const said = new Uint8Array(kind.length + seal.said.length);
  said.set(kind);
  said.set(seal.said, kind.length);
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, seal.signature, said);
}

/** The day in Vietnam, as 2026-11-23. */
function today() {
  return new Date(Date.now() + 7 * 3600000).toISOString().slice(0, 10);
}

function nextDay(iso) {
  return new Date(Date.parse(iso) + 86400000).toISOString().slice(0, 10);
}

async function judge(text) {
  const found = ADDRESS.exec(text.trim()), path = found && PATH.exec(found[2]);
  if (!path) return { verdict: "not_ours" };
  const host = plainHost(found[1]), code = readCode(path[1]);
  const words = (found[3] || "").trim().toUpperCase(), seal = trySeal(words);
  if (!code && !words) return { verdict: "not_ours" };
  if (TRUST.host && host !== TRUST.host) {
    return { verdict: code || seal ? "foreign" : "not_ours", host };
  }
  if (!words) return { verdict: "no_seal" };
  if (!seal || seal.told.code !== code) return { verdict: "altered" };
  if (!Object.hasOwn(TRUST.keys, seal.key)) return { verdict: "unknown_key" };
  if (!(await isSigned(seal))) return { verdict: "altered" };
  const { told } = seal;
  const taken = Object.hasOwn(TRUST.revoked, code) ? TRUST.revoked[code] : "";
  if (taken) return { verdict: "revoked", told, since: taken };
  if (!told.last) return { verdict: "no_term", told };
  if (told.last < today()) return { verdict: "expired", told, since: nextDay(told.last) };
  return { verdict: "valid", told, since: told.last };
}

function shown(iso) {
  return iso ? iso.split("-").reverse().join("/") : "chưa rõ";
}

function element(name, text, tone) {
  const made = document.createElement(name);
  made.textContent = text;
  if (tone) made.className = tone;
  return made;
}

function show(answer) {
  const tone = TONES[answer.verdict] || "gone", box = element("section", "", `verdict ${tone}`);
  const line = TRUST.words[answer.verdict]
    .replace("{since}", shown(answer.since))
    .replace("{host}", answer.host || "")
    .replace("{ours}", TRUST.host || "của cơ quan cấp");
  box.dataset.verdict = answer.verdict;
  box.append(element("h2", line));
  if (answer.told) {
    const told = answer.told, list = document.createElement("dl");
    const number = `${String(told.number).padStart(2, "0")}/${told.year}`;
    for (const [name, value] of [
      ["Sản phẩm", told.product],
      ["Cơ sở", told.maker],
      ["Danh hiệu", `Sản phẩm công nghiệp nông thôn tiêu biểu ${told.level}, số ${number}`],
      ["Cấp ngày", shown(told.issued)],
      ["Hiệu lực đến hết", shown(told.last)],
    ]) list.append(element("dt", name), element("dd", value));
    box.append(list);
  }
  document.getElementById("tra-loi").replaceChildren(box);
}

document.getElementById("hoi").addEventListener("submit", async (event) => {
  event.preventDefault();
  show(await judge(document.getElementById("chu").value));
});
