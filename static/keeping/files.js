// Sends a chosen file at once, so that it waits at the server for its form; it is listed by name beside its control. What did
// not arrive stays in the control and goes with the form, as without a script; what is not taken says why.

import * as pieces from "./pieces.js";

const LOST = "procuracy-lost-files";

export function bind(form, box) {
  for (const control of form.querySelectorAll("input[type=file]")) {
    control.addEventListener("change", () => chosen(form, box, control));
  }
  for (const button of form.querySelectorAll("[data-remove]")) {
    button.hidden = false;
    button.addEventListener("click", () => remove(form, button));
  }
}

// Files that were chosen while the session was gone, by name: no browser gives them back to a form, so their fields say so after
// sign-in. `taken`: until when what was sent and taken was typed.
export function sayLost(form, box, taken) {
  const lost = JSON.parse(sessionStorage.getItem(LOST) ?? "null");
  if (lost?.address !== window.location.pathname) return;
  sessionStorage.removeItem(LOST);
  if (lost.at <= taken) return;
  for (const [field, names] of Object.entries(lost.fields)) {
    const control = form.querySelector(`input[type=file][name="${CSS.escape(field)}"]`);
    if (!control || control.files.length) continue;
    const list = listOf(control, box);
    list.hidden = false;
    list.querySelector("[role=status]").textContent = names.map((name) => box.dataset.chooseAgain.replace("{name}", name)).join(" ");
  }
}

function noteLost(field, names) {
  const address = window.location.pathname;
  const noted = JSON.parse(sessionStorage.getItem(LOST) ?? "null");
  const fields = noted?.address === address ? noted.fields : {};
  delete fields[field];
  if (names.length) fields[field] = names;
  sessionStorage.setItem(LOST, JSON.stringify({ address, at: Date.now(), fields }));
}

async function remove(form, button) {
  const headers = { "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value };
  const answer = await fetch(button.dataset.remove, { method: "DELETE", headers, redirect: "manual" }).catch(() => ({}));
  if (!answer.ok) return;
  const list = button.closest(".waiting-files");
  button.closest(".waiting-file").remove();
  if (!list.querySelector(".waiting-file")) list.remove();
}

async function chosen(form, box, control) {
  const left = new DataTransfer();
  const files = [...control.files];
  const list = listOf(control, box);
  const said = list.querySelector("[role=status]");
  list.hidden = false;
  let isSending = true;
  let isReceived = false;
  let isCancelled = false;
  let isSignedOut = false;
  form.addEventListener("submit", () => (isSending = false), { once: true });
  for (const file of files) {
    said.textContent = box.dataset.sending.replace("{name}", file.name);
    const answer = file.size > pieces.SMALL
      ? await pieces.send(form, box, control.name, file, list)
      : await send(form, box, control.name, file);
    if (!isSending) return; // the form goes with what the control holds
    if (answer.key) {
      if (!control.multiple) list.querySelectorAll("label").forEach((each) => each.remove());
      list.append(row(answer));
      isReceived = true;
    } else if (answer.isCancelled) isCancelled = true;
    else if (answer.refusal) list.append(refused(answer.refusal));
    else {
      left.items.add(file);
      isSignedOut ||= answer.isSignedOut;
    }
  }
  control.files = left.files;
  noteLost(control.name, isSignedOut ? [...left.files].map(({ name }) => name) : []);
  if (isSignedOut) {
    said.textContent = [...left.files].map(({ name }) => box.dataset.fileSignedOut.replace("{name}", name)).join(" ");
    return;
  }
  said.textContent = left.files.length ? box.dataset.notSent : isReceived ? box.dataset.received : isCancelled ? said.textContent : "";
}

async function send(form, box, field, file) {
  const body = new FormData();
  body.append("ticket", box.dataset.keeping);
  body.append("field", field);
  body.append("file", file);
  const headers = { "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value };
  try {
    const answer = await fetch(box.dataset.fileAddress, { method: "POST", body, headers, redirect: "manual" });
    if (answer.status === 413) return { refusal: box.dataset.tooLarge.replace("{name}", file.name) };
    if (answer.type === "opaqueredirect" || [403, 409].includes(answer.status)) return { isSignedOut: true };
    return answer.ok || answer.status === 422 ? await answer.json() : {};
  } catch {
    return {};
  }
}

function listOf(control, box) {
  const field = control.closest(".field") ?? control.parentElement;
  const there = field.querySelector(".waiting-files");
  if (there?.querySelector("[role=status]")) return there;
  const list = there ?? document.createElement("div");
  list.className = "waiting-files";
  const said = document.createElement("p");
  said.className = "fine";
  said.setAttribute("role", "status");
  list.prepend(said);
  if (!there) control.before(list);
  return list;
}

function row({ key, name, size }) {
  const label = document.createElement("label");
  label.className = "choice";
  const tick = Object.assign(document.createElement("input"), { type: "checkbox", name: "pending_upload", value: key, checked: true });
  const words = document.createElement("span");
  const small = document.createElement("small");
  small.textContent = size;
  words.append(`${name} `, small);
  label.append(tick, words);
  return label;
}

function refused(why) {
  const line = document.createElement("p");
  line.className = "error";
  line.setAttribute("role", "alert");
  line.textContent = why;
  return line;
}
