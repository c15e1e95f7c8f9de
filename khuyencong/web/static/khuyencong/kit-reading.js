"use strict";
/* Text, numbers, money and days as officers write them: the same readings and the same words as
   `values/text.py`, `numbers.py`, `money.py`, `words.py`, `dates.py`. Money is a BigInt of đồng. */
const KIT = JSON.parse(document.getElementById("bo").textContent);

class Unreadable extends Error {}

const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const spaced = (text) => text.split(SPACE).filter(Boolean);
const stripped = (text) => text.replace(new RegExp(`^${SPACE.source}|${SPACE.source}$`, "g"), "");
const signs = (text) => [...text].length;
const isAscii = (text) => !/[^\x00-\x7f]/.test(text);

function clean(text) {
  if (isAscii(text)) return spaced(text).join(" ");
  return spaced(text.replace(/\p{Cf}/gu, "")).join(" ").normalize("NFC");
}

function fold(text) {
  const bare = text.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/[đĐ]/g, "d");
  return spaced(bare.toLowerCase().replace(/\p{Cf}/gu, "")).join(" ").normalize("NFC");
}

function quoted(text) {
  const all = [...text];
  return `“${all.length > 60 ? all.slice(0, 60).join("") + "…" : text}”`;
}

// --- numbers -----------------------------------------------------------------------------------

const FIGURE = /^([-−–]?)([0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,([0-9]+))?$/;
const FOREIGN = /^[-−–]?(?:[0-9]+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)$/;
const swapped = (text) => text.replace(/[.,]/g, (sign) => (sign === "." ? "," : "."));

/** A number as a fraction of whole numbers: [1308n, 1n]. */
function readNumber(text) {
  const written = clean(text);
  const match = signs(written) <= 60 && FIGURE.exec(written);
  if (!match) throw new Unreadable(whyNoNumber(written));
  const decimals = match[3] || "";
  const size = 10n ** BigInt(decimals.length);
  const whole = BigInt(match[2].replace(/[. ]/g, "") + decimals);
  return [match[1] ? -whole : whole, size];
}

function whyNoNumber(written) {
  if (!written) return "Chưa ghi số.";
  if (signs(written) <= 60 && FOREIGN.test(written)) {
    return `Không rõ ${quoted(written)}: dấu chấm ngăn hàng nghìn, dấu phẩy đứng trước phần lẻ.`
      + ` Xin viết ${quoted(swapped(written))} nếu đúng ý đó.`;
  }
  return `Không đọc được ${quoted(written)} là một con số. Xin viết như “1.250.000” hoặc “12,5”.`;
}

const grouped = (whole) => String(whole).replace(/\B(?=(\d{3})+$)/g, ".");
const formatDong = (amount) => `${grouped(amount)} đồng`;

// --- numbers in words --------------------------------------------------------------------------

const DIGITS = { khong: 0, mot: 1, hai: 2, ba: 3, bon: 4, nam: 5, sau: 6, bay: 7, tam: 8, chin: 9, tu: 4 };
const DIGITS_LAST = Object.assign({}, DIGITS, { lam: 5, nham: 5 });
const DIGIT = Object.keys(DIGITS).join("|"), LAST = Object.keys(DIGITS_LAST).join("|");
const GROUP = new RegExp(
  `^(?:(${DIGIT}) tram\\b ?)?(?:(?:linh|le) (${DIGIT})|(?:(${DIGIT}) )?(muoi)(?: (${LAST}))?|(${DIGIT}))?$`
);
const MILLIONS = /^(?:(.+?) trieu\b ?)?(?:(.+?) nghin\b ?)?(.*)$/;
const SPELLINGS = { ngan: "nghin", ti: "ty" };

function readWords(text) {
  const words = spaced(fold(text)).map((word) => SPELLINGS[word] || word);
  const negative = words[0] === "am";
  const value = signs(text) <= 400 ? readBillions(words.slice(negative ? 1 : 0).join(" ")) : null;
  if (value === null) {
    throw new Unreadable(`Không đọc được ${quoted(clean(text))} là một số viết bằng chữ.`);
  }
  return negative ? -value : value;
}

function readBillions(words) {
  const segments = words.split(/\bty\b/).map((segment) => segment.trim());
  let value = 0n;
  for (const [place, segment] of segments.entries()) {
    const below = readMillions(segment, place > 0);
    if (below === null || (place === 0 && !segment)) return null;
    value = value * 1000000000n + below;
  }
  return value;
}

function readMillions(words, higher) {
  const match = MILLIONS.exec(words);
  let total = 0n;
  for (const [at, size] of [[1, 1000000n], [2, 1000n], [3, 1n]]) {
    const group = match && match[at];
    if (!group) continue;
    const below = readGroup(group, size === 1n && higher);
    if (below === null) return null;
    total += below * size;
    higher = true;
  }
  return total;
}

function readGroup(words, openEnd) {
  const match = GROUP.exec(words);
  if (!match) return null;
  const [, hundreds, lone, tens, muoi, last, bare] = match;
  if ((bare && (hundreds || openEnd)) || tens === "khong" || tens === "mot") return null;
  const ten = muoi ? (tens ? DIGITS[tens] : 1) : 0;
  const unit = lone || last || bare;
  return BigInt(100 * (DIGITS[hundreds] || 0) + 10 * ten + (DIGITS_LAST[unit] || 0));
}

// --- money -------------------------------------------------------------------------------------

const MOST = 2n ** 63n - 1n;
const SCALES = Object.assign(Object.create(null), {
  chuc: 10n, tram: 100n, nghin: 1000n, ngan: 1000n, k: 1000n, trieu: 1000000n, tr: 1000000n,
  ty: 1000000000n, ti: 1000000000n,
});
const scaleOf = (word) => SCALES[word] || 0n;

function readAmount(text) {
  const written = clean(text);
  if (!written) throw new Unreadable("Chưa ghi số tiền.");
  if (signs(written) > 400) throw noAmount(written);
  const { negative, body, inDong } = bareAmount(fold(written));
  let amount;
  if (/[0-9]/.test(body)) {
    amount = summed(body, written);
  } else {
    amount = saidAmount(body, written);
    if (amount % 1000n && !inDong && amount > 1000000n) {
      throw new Unreadable(`Không rõ ${quoted(written)}: xin ghi thêm đơn vị của phần cuối.`);
    }
  }
  if (amount > MOST) throw new Unreadable(`Số tiền ${quoted(written)} lớn quá mức ghi được.`);
  return negative ? -amount : amount;
}

function bareAmount(folded) {
  const bracketed = /^\(([^()]*)\)([^()]*)$/.exec(folded);
  const whole = bracketed ? bracketed[1] + bracketed[2] : folded.replace(/^(?:[-−–] ?|am )/, "");
  const unglued = whole.replace(/(^|[^a-z])(tr|k|trieu|ty|ti|nghin|ngan)\.?d$/, "$1$2");
  const rest = stripped(unglued.replace(/(^|[^a-z])(?:dong(?: chan)?|d|vnd|₫)\.?$/, "$1"));
  return { negative: whole !== folded, body: rest, inDong: rest !== stripped(whole) };
}

function summed(body, written) {
  const terms = [...body.matchAll(/([0-9][0-9., ]*)([^0-9]*)/g)].map(termOf);
  if (!/^\d/.test(body) || !terms.every(isSound)) throw noAmount(written);
  if (terms.length === 1 && terms[0].size < 1000n) return wholeDong(aloneInDong(terms[0]), written);
  for (let at = 1; at < terms.length; at += 1) {
    if (!mayFollow(terms[at - 1], terms[at])) {
      throw new Unreadable(`Không rõ ${quoted(written)}: xin ghi đơn vị của từng phần.`);
    }
  }
  let sum = [0n, 1n];
  for (const term of terms) {
    const [n, d] = valueOf(term);
    sum = [sum[0] * d + n * sum[1], sum[1] * d];
  }
  return wholeDong(sum, written);
}

function termOf([, figure, words]) {
  const scales = spaced(words.replace(/[ .]+$/, ""));
  const half = scales[scales.length - 1] === "ruoi";
  if (half) scales.pop();
  const size = scales.reduce((product, word) => product * scaleOf(word), 1n);
  return { figure: stripped(figure), scales, half, size };
}

function isSound(term) {
  const sizes = [0n, ...term.scales.map(scaleOf)];
  const rising = sizes.every((size, at) => at === 0 || sizes[at - 1] < size);
  return rising && (!term.half || term.scales.length === 1);
}

function valueOf(term) {
  const [n, d] = readNumber(term.figure);
  return [(2n * n + (term.half ? d : 0n)) * term.size, 2n * d];
}

function mayFollow(before, after) {
  const [bn, bd] = valueOf(before);
  if (bn % (before.size * bd)) return false;
  const [an, ad] = valueOf(after);
  if (an >= before.size * ad || after.size >= before.size) return false;
  if (!after.scales.length) return !/^[0-9]+$/.test(after.figure);
  return scaleOf(after.scales[after.scales.length - 1]) >= 1000n;
}

function aloneInDong(term) {
  if (/^[0-9]{1,3},[0-9]{3}$/.test(term.figure)) {
    throw new Unreadable(
      `Không rõ ${quoted(term.figure)}: dấu phẩy đứng trước phần lẻ, dấu chấm ngăn hàng nghìn.`
      + ` Xin viết ${quoted(term.figure.replace(",", "."))} nếu là số đồng.`
    );
  }
  return valueOf(term);
}

function wholeDong([n, d], written) {
  if (n % d) {
    throw new Unreadable(`Số tiền ${quoted(written)} có phần lẻ của đồng. Xin ghi tròn đồng.`);
  }
  return n / d;
}

function saidAmount(body, written) {
  const words = spaced(body), last = words.length - 1;
  const half = last > 0 && words[last] === "ruoi" ? scaleOf(words[last - 1]) : 0n;
  let amount;
  try {
    amount = readWords((half ? words.slice(0, -1) : words).join(" "));
  } catch (error) {
    throw noAmount(written);
  }
  if (amount < 0n || (half && scaleOf(words[last - 2]))) throw noAmount(written);
  return amount + half / 2n;
}

function noAmount(written) {
  return new Unreadable(
    `Không đọc được ${quoted(written)} là một số tiền. Xin viết như “1.250.000 đồng”,`
    + " “195,88 triệu đồng” hoặc “1 tỷ 371 triệu đồng”."
  );
}

// --- days --------------------------------------------------------------------------------------

const ORDERS = [
  [/^([0-9]{1,2}) ?[/.-] ?([0-9]{1,2}) ?[/.-] ?([0-9]{4})$/, [3, 2, 1]],
  [/^([0-9]{1,2}) thang ([0-9]{1,2}) nam ([0-9]{4})$/, [3, 2, 1]],
  [/^([0-9]{4})-([0-9]{2})-([0-9]{2})$/, [1, 2, 3]],
];

/** A day as 2026-03-05. */
function readDate(text) {
  const written = clean(text);
  if (!written) throw new Unreadable("Chưa ghi ngày.");
  const bare = fold(written).replace(/^ngay /, "");
  for (const [order, places] of ORDERS) {
    const match = order.exec(bare);
    if (match) return validDay(...places.map((at) => Number(match[at])), written);
  }
  throw new Unreadable(`Không đọc được ngày ${quoted(written)}. Xin viết như “05/03/2026”.`);
}

function validDay(year, month, day, written) {
  if (year < 1945 || year > 2199) {
    throw new Unreadable(`Năm ${year} trong ${quoted(written)} không hợp lệ: phải từ 1945 đến 2199.`);
  }
  if (month < 1 || month > 12) {
    throw new Unreadable(`Không có tháng ${month} trong ${quoted(written)}: ngày viết trước tháng.`);
  }
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day < 1 || day > last) {
    throw new Unreadable(`Tháng ${month} năm ${year} có ${last} ngày, không có ngày ${day}.`);
  }
  const two = (number) => String(number).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}`;
}

const shownDay = (iso) => (iso ? iso.split("-").reverse().join("/") : "");
/** The day in Vietnam, as 2026-11-23. */
const today = () => new Date(Date.now() + 7 * 3600000).toISOString().slice(0, 10);
