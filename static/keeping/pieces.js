// Sends a large file in pieces: after a cut it goes on where the server stands, also on another page, after a new sign-in or
// another day's choice of the same file. How far it is, is said; one button ends it.

export const SMALL = 4 * 1024 * 1024;
const PIECE = 2 * 1024 * 1024;
const PAUSES = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

export async function send(form, box, field, file, list) {
  const ending = new AbortController();
  const headers = { "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value };
  const show = progress(box, file, list, () => ending.abort());
  let address = "";
  try {
    const body = new FormData();
    const facts = { ticket: box.dataset.keeping, field, name: file.name, size: file.size, mark: await markOf(file) };
    Object.entries(facts).forEach(([name, value]) => body.append(name, value));
    const begun = await patient(show, () => ask(box.dataset.fileAddress, { method: "POST", body, headers, signal: ending.signal }));
    if (!begun.found?.address) return begun.found ?? { isSignedOut: [0, 403, 409].includes(begun.status) };
    address = begun.found.address;
    form.querySelector(`[data-remove="${address}"]`)?.closest(".waiting-file").remove();
    return await all(address, begun.found.offset, { file, headers, show, signal: ending.signal });
  } catch (error) {
    if (error.name !== "AbortError") return {};
    if (address) await fetch(address, { method: "DELETE", headers }).catch(() => {});
    list.querySelector("[role=status]").textContent = box.dataset.cancelled.replace("{name}", file.name);
    return { isCancelled: true };
  } finally {
    show.end();
  }
}

async function all(address, offset, { file, headers, show, signal }) {
  let at = offset;
  for (;;) {
    show.at(at);
    const options = {
      method: "PATCH", body: file.slice(at, at + PIECE), signal,
      headers: { ...headers, "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(at) },
    };
    const answer = await patient(show, () => ask(address, options));
    if (answer.found?.key || answer.found?.refusal) return answer.found;
    if (answer.offset === null || answer.offset > file.size) return { isSignedOut: [0, 403].includes(answer.status) };
    if (answer.offset === at && answer.status !== 200) return {};
    at = answer.offset;
  }
}

// Asks again after a pause for as long as the network or the server is away; what the server refuses is answered at once.
async function patient(show, act) {
  for (const pause of PAUSES) {
    try {
      const answer = await act();
      if (answer.status < 500) return answer;
    } catch (error) {
      if (error.name === "AbortError") throw error;
    }
    show.cut();
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return act();
}

async function ask(address, options) {
  const answer = await fetch(address, { redirect: "manual", ...options });
  const offset = answer.headers.get("Upload-Offset");
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  const found = isJson && (answer.ok || answer.status === 422) ? await answer.json() : null;
  return { status: answer.status, offset: offset === null ? null : Number(offset), found };
}

// What tells this file from another one of its name and size.
async function markOf(file) {
  const begin = await file.slice(0, 65_536).arrayBuffer();
  if (!globalThis.crypto?.subtle) return String(file.lastModified);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", begin));
  return `${file.lastModified} ${[...digest].map((each) => each.toString(16).padStart(2, "0")).join("")}`;
}

function progress(box, file, list, cancel) {
  const said = list.querySelector("[role=status]");
  const bar = Object.assign(document.createElement("progress"), { max: file.size, value: 0 });
  bar.setAttribute("aria-label", file.name);
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: box.dataset.cancelLabel });
  button.className = "button button--plain button--small";
  button.addEventListener("click", cancel);
  const line = document.createElement("p");
  line.append(bar, " ", button);
  said.after(line);
  const words = (text) => text.replace("{name}", file.name).replace("{share}", Math.floor((100 * bar.value) / file.size));
  return {
    at(offset) {
      bar.value = offset;
      said.textContent = words(box.dataset.progress);
    },
    cut: () => (said.textContent = words(box.dataset.cut)),
    end: () => line.remove(),
  };
}
