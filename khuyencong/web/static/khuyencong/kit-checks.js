/* What is wrong with a sheet and what the law of the day says to it, out of the tables that the
   file carries: the same findings as the server's for the same answers. */
const NUL = "Có ký tự NUL, không phải chữ. Xin gõ lại.";

/** Typed text → value: text, BigInt of đồng, whole number, day; null where nothing is typed. */
function readField(field, raw) {
  const typed = stripped(raw || "");
  if (field.kind === "choice" || field.kind === "commune") {
    if (!typed && field.required) throw new Unreadable(field.required);
    return typed;
  }
  if (!typed && field.required) throw new Unreadable(field.required);
  if (typed.includes("\0")) throw new Unreadable(NUL);
  const line = field.kind === "words" ? typed.normalize("NFC") : clean(typed);
  if (signs(line) > field.longest) {
    throw new Unreadable(`Dài ${signs(line)} ký tự; tối đa ${field.longest}. Xin ghi ngắn lại.`);
  }
  if (!line && field.required) throw new Unreadable(field.required);
  if (field.kind === "line" || field.kind === "words") return line;
  return line ? READERS[field.kind](line, field) : null;
}

const READERS = {
  day: readDate,
  amount: readAmount,
  whole: (line, field) => readWhole(line, BigInt(field.least), BigInt(field.most)),
  sum(line) {
    const amount = readAmount(line);
    if (amount < 0n) throw new Unreadable("Số tiền không âm: xin bỏ dấu trừ.");
    if (amount > 0n && amount < BigInt(KIT.least_sum)) {
      throw new Unreadable(
        `Máy hiểu là ${formatDong(amount)}. Xin ghi kèm đơn vị, như “400 triệu”.`
      );
    }
    return amount;
  },
  year(line) {
    const year = readWhole(line, 0n, LARGEST);
    if (year < 2012n || year > 2200n) {
      throw new Unreadable(`Năm ${year} không hợp lệ: ghi bốn chữ số, như 2027.`);
    }
    return year;
  },
};

const LARGEST = 2n ** 31n - 1n;

function readWhole(line, least, most) {
  const [n, d] = readNumber(line);
  if (n < least * d || n % d) {
    throw new Unreadable(`Ghi một số nguyên từ ${least} trở lên, như “1.250”.`);
  }
  if (n / d > most) throw new Unreadable(`Số lớn quá: nhiều nhất là ${grouped(most)}.`);
  return n / d;
}

/** The checks between answers, a row of the table each; true where it is broken. */
const BROKEN = {
  order: (row, told) => told[row.first] && told[row.field] && told[row.field] < told[row.first],
  positive: (row, told) => told[row.field] === 0n,
  at_least_zero: (row, told) => told[row.field] !== null && told[row.field] < 0n,
  within: (row, told) => told[row.of] && told[row.field] && told[row.field] > told[row.of],
  at_most: (row, told) => told[row.field] !== null && told[row.field] > BigInt(row.most),
  not_ahead: (row, told, day) => told[row.field] && told[row.field] > day,
  needed_with: (row, told) => !told[row.field] && row.others.some((name) => told[name] !== null),
};

/** Everything found about the answers of a sheet; the day is the one it is judged on. */
function findings(kind, typed, about, day) {
  const sheet = KIT.sheets[kind], errors = {}, values = {};
  for (const field of sheet.fields) {
    try {
      values[field.name] = readField(field, typed[field.name]);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      errors[field.name] = error.message;
    }
  }
  for (const row of sheet.checks) {
    const names = [row.field, row.first, row.of, ...(row.others || [])].filter(Boolean);
    if (names.some((name) => name in errors)) continue;
    if (!BROKEN[row.kind](row, values, day)) continue;
    errors[row.field] = row.told;
    delete values[row.field];
  }
  const open = (sheet.asked || []).filter((name) => !values[name] && values[name] !== 0n);
  const told = { errors, values, missing: open, law: [], stops: [], left: "" };
  return kind === "request" && about ? judged(told, about) : told;
}

// --- what the law of the day says ----------------------------------------------------------------

const byTruth = (table, truth) => table["*"] || table[truth || ""];

function judged(told, about) {
  const { values } = told, code = values.commune || about.commune, law = KIT.law;
  const commune = communeOf(code);
  if (!commune || commune.province !== KIT.province) {
    told.left = commune ? "other_province" : "no_commune";
    return told;
  }
  const say = (rule, found) => told.law.push(Object.assign({ rule, amount: null }, found));
  say("eligible_form", law.forms[about.form]);
  if (about.form === "small_enterprise") say("eligible_size", sizeOf(law, about));
  const place = byTruth(law.places[`${commune.kind}|${commune.city ? 1 : 0}`], about.village);
  say("eligible_place", Object.assign({}, place, { told: place.told.replace("{name}", commune.name) }));
  if (values.trade) say("eligible_trade", byTruth(law.trades[values.trade], values.difficult_area));
  const support = values.item ? supportOf(law, values) : null;
  if (support) told.law.push(support);
  told.stops = stopsOf(support, values);
  return told;
}

function sizeOf(law, about) {
  const steps = law.sizes
    .map((row) => [row, row.is_money ? about.capital : about.labour])
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([row, value]) => within(row, BigInt(value)));
  if (!steps.length) return law.no_size;
  const order = Object.keys(law.verdicts);
  const weight = Math.max(...steps.map((step) => order.indexOf(step.verdict)));
  return { verdict: order[weight], told: steps[0].told };
}

function within(row, value) {
  if (row.most === null) return { verdict: "uncertain", told: "Mức chưa đọc được." };
  const most = BigInt(row.most), shown = row.is_money ? formatDong : grouped;
  const verdict = row.is_sure ? (value <= most ? "yes" : "no") : "uncertain";
  return { verdict, told: `${row.label} ${shown(value)}, mức ${shown(most)}.` };
}

function supportOf(law, values) {
  const row = byTruth(law.support[values.item][values.source || "national"], values.difficult_area);
  const cost = values.cost === undefined ? null : values.cost;
  const caps = row.most === null ? [] : [BigInt(row.most)];
  if (row.share && cost !== null) caps.push(cost * BigInt(row.share[0]) / (100n * BigInt(row.share[1])));
  const highest = caps.length ? caps.reduce((a, b) => (a < b ? a : b)) : null;
  const asked = values.asked === undefined ? null : values.asked;
  let how = "none";
  if (asked !== null && highest !== null) how = asked <= highest ? "within" : "over";
  const verdict = row.verdicts[cost === null ? "unknown" : "known"][how];
  const told = highest === null ? row.unknown || row.told : row.told.replace("{sum}", formatDong(highest));
  return { rule: "highest_support", verdict, told, amount: highest, doubts: row.doubts, clauses: row.clauses };
}

/** Why the request may not be sent as it is. */
function stopsOf(support, values) {
  const asked = values.asked === undefined ? null : values.asked;
  if (!support) return [];
  const over = support.amount !== null && asked !== null && asked > support.amount
    ? asked - support.amount : 0n;
  const isSure = over > 0n && support.verdict === "no";
  if (isSure) return [`Số đề nghị vượt mức cao nhất ${formatDong(over)}. Xin ghi không quá mức.`];
  const needsWord = support.verdict === "needs_reason" || over > 0n;
  if (!needsWord || values.over_reason) return [];
  return ["Số đề nghị vượt mức đã đọc được (chưa kiểm chứng): ghi lý do xin trên mức,"
    + " hoặc ghi không quá mức."];
}

// --- communes ------------------------------------------------------------------------------------

/* Province: "T" or "C" (a city) and its name; then runs of a kind, each name after the distance of
   its code from the one before, in base 36. Written by `fieldwork/queries/communes.py`. */
const KINDS = { x: "xã", p: "phường", d: "đặc khu" };
const COMMUNES = new Map();

function openCommunes(packed) {
  for (const [at, told] of packed.split("\n").entries()) {
    const [head, ...rows] = told.split("|"), city = head[0] === "C", province = head.slice(1);
    let code = 0;
    for (const row of rows) {
      const [, step, kind, name] = /^([0-9a-z]+)([XPD])(.+)$/.exec(row);
      code += parseInt(step, 36);
      const key = String(code).padStart(5, "0");
      COMMUNES.set(key, {
        code: key, name, kind: KINDS[kind.toLowerCase()], city, province: at, within: province,
        search: fold(`${KINDS[kind.toLowerCase()]} ${name}, ${province}`), bare: fold(name),
      });
    }
  }
}

const communeOf = (code) => COMMUNES.get(code) || null;
const communeName = (one) => `${one.kind} ${one.name}, ${one.within}`;

/** The communes found by what is typed, with or without diacritics: whole names first. */
function findCommunes(typed, most) {
  const words = fold(typed).split(/[ ,]+/).filter(Boolean);
  if (!words.length) return [];
  const bare = fold(typed.split(",")[0]), found = [];
  for (const one of COMMUNES.values()) {
    if (words.every((word) => one.search.includes(word))) {
      const rank = one.bare === bare ? 0 : one.bare.startsWith(bare) ? 1 : 2;
      found.push([rank + (one.province === KIT.province ? 0 : 0.5), one]);
    }
  }
  found.sort((a, b) => a[0] - b[0]);
  return found.slice(0, most).map(([, one]) => one);
}
