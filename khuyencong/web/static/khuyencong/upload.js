// A large file goes in pieces, and goes on where a broken line stopped it. Without this file it
// goes with the form, as one.

const form = document.querySelector("form[data-pieces]");
const PIECE = 64 * 1024;
const LONGEST_WAIT = 20000;

async function fingerprint(file) {
  if (!crypto.subtle) return "";
  const sum = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function headers(more) {
  return { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, ...more };
}

async function begin(file) {
  const told = new FormData();
  told.set("kind", form.elements.kind.value);
  told.set("name", file.name);
  told.set("size", file.size);
  told.set("sha256", await fingerprint(file));
  return fetch(form.dataset.pieces, { method: "POST", body: told, headers: headers() });
}

async function send(file, address, start, tell) {
  let offset = start;
  let wait = 1000;
  while (offset < file.size) {
    tell(offset);
    try {
      const answer = await fetch(address, {
        method: "PATCH",
        body: file.slice(offset, offset + PIECE),
        headers: headers({
          "Content-Type": "application/offset+octet-stream",
          "Upload-Offset": offset,
        }),
      });
      if (answer.status !== 204 && answer.status !== 409) throw answer;
      offset = Number(answer.headers.get("Upload-Offset"));
      wait = 1000;
    } catch (fault) {
      if (fault instanceof Response && fault.status < 500) throw fault;
      tell(offset, true);
      await new Promise((done) => setTimeout(done, wait));
      wait = Math.min(wait * 2, LONGEST_WAIT);
      const asked = await fetch(address, { method: "HEAD" }).catch(() => null);
      if (asked && asked.ok) offset = Number(asked.headers.get("Upload-Offset"));
    }
  }
}

if (form) {
  const line = form.querySelector(".sending");
  const bar = line.querySelector("progress");
  const words = line.querySelector("span");
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    const [file] = form.elements.file.files;
    if (!file || file.size <= PIECE || !form.elements.kind.value) return;
    event.preventDefault();
    line.hidden = false;
    button.disabled = true;
    try {
      const begun = await begin(file);
      if (begun.status !== 201) throw begun;
      const start = Number(begun.headers.get("Upload-Offset"));
      await send(file, begun.headers.get("Location"), start, (at, waits) => {
        bar.value = Math.round((100 * at) / file.size);
        words.textContent = waits
          ? `Mất mạng ở ${bar.value} %. Đang thử lại, những gì đã gửi còn nguyên.`
          : `Đã gửi ${bar.value} %.`;
      });
      location.assign(location.pathname);
    } catch (fault) {
      const told = fault instanceof Response ? await fault.json().catch(() => ({})) : {};
      words.textContent = told.said || "Không gửi được. Xin thử lại; phần đã gửi còn nguyên.";
      button.disabled = false;
    }
  });
}
