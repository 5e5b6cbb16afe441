// The record of a visit on a phone: keeps what is typed as it is typed, sends it when there is a network, and says at each
// moment where it is. Without what this needs, the page stays a plain form.

import * as keeping from "./keeping.js";
import * as offline from "./offline.js";
import * as photos from "./photos.js";
import { send } from "./sending.js";
import * as signing from "./signing.js";

const AGAIN = 15_000;
const form = document.getElementById("visit");
const words = form.dataset;
const visit = Number(words.visit);
const fields = document.getElementById("visit-fields");
const part = (name) => document.getElementById(`visit-${name}`);
let isSending = false;
let isSignedOut = false;

if (keeping.isPossible()) begin();

async function begin() {
  if (!(await keeping.open(visit, { owner: words.owner, key: words.hiding }))) return lock();
  let row = await keeping.read(visit);
  if (row && !words.isOpen && keeping.isEmpty(row)) await forget();
  else if (row || words.isOpen) {
    row ??= await keeping.change(visit, () => {});
    bind(row);
    say(row.isQueued ? "queued" : keeping.isEmpty(row) ? "empty" : "kept", row);
    form.hidden = false;
    if (row.isQueued) attempt();
    if (words.isOpen && navigator.onLine) part("ready").textContent = (await offline.prepare(words)) ? words.ready : words.notReady;
  }
}

// Without the key nothing can be read that this phone keeps, and nothing is kept that could not be hidden.
function lock() {
  say("locked", null);
  fields.disabled = true;
  part("sign-in").hidden = false;
  form.hidden = false;
}

// From here on the page, and nothing else, takes part in what happens to the form.
function bind(row) {
  restore(row);
  form.addEventListener("input", typed);
  form.addEventListener("submit", submitted);
  for (const control of form.querySelectorAll("[data-pad]")) bindPad(control, row);
  for (const control of form.querySelectorAll("input[type=file]:not([name^=signature])")) bindPhotos(control, row);
  part("now").addEventListener("click", attempt);
  part("change").addEventListener("click", async () => say("kept", await alter((kept) => (kept.isQueued = false))));
  part("delete").addEventListener("click", deleted);
  window.addEventListener("online", attemptIfQueued);
  document.addEventListener("visibilitychange", showDay);
  setInterval(attemptIfQueued, AGAIN);
  showDay();
}

function alter(change) {
  return keeping.change(visit, change);
}

function restore(row) {
  for (const [name, value] of Object.entries(row.fields)) {
    const control = form.elements.namedItem(name);
    if (control?.type === "checkbox") control.checked = value === "on";
    else if (control) control.value = value;
  }
}

async function typed({ target }) {
  if (!target.name || target.type === "file") return;
  const value = target.type === "checkbox" && !target.checked ? "" : target.value;
  say("kept", await alter((row) => (row.fields[target.name] = value)));
}

function bindPhotos(control, row) {
  const name = control.name;
  const shown = (kept) =>
    photos.show(control, kept.files[name] ?? [], {
      words: words.remove,
      onRemove: async (place) => {
        const left = await alter((all) => all.files[name].splice(place, 1));
        shown(left);
        say("kept", left);
      },
    });
  shown(row);
  control.addEventListener("change", async () => {
    const chosen = await photos.readAll(control.files);
    const kept = await alter((all) => (all.files[name] = [...(all.files[name] ?? []), ...chosen]));
    control.value = "";
    shown(kept);
    say("kept", kept);
  });
}

function bindPad(place, row) {
  const name = place.dataset.pad;
  signing.open(place, {
    drawn: row.files[name]?.[0]?.content,
    onDrawn: async (content) =>
      say("kept", await alter((all) => (all.files[name] = content ? [{ name: `${name}.png`, content }] : []))),
  });
}

async function submitted(event) {
  event.preventDefault();
  const day = form.elements.namedItem("on").value;
  const row = await alter((kept) => {
    kept.fields.on = day;
    kept.isQueued = true;
  });
  say("queued", row);
  attempt();
}

// Shows the day where the phone is, until another was typed: the page may have been opened days before.
async function showDay() {
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((each) => String(each).padStart(2, "0"));
  if (!(await keeping.read(visit))?.fields.on) form.elements.namedItem("on").value = day.join("-");
}

// What a signed-out person would send again and again is refused each time: it waits for the sign-in, which loads the page.
async function attemptIfQueued() {
  if (!isSignedOut && (await keeping.read(visit))?.isQueued) attempt();
}

// One attempt. From its beginning until an answer comes nothing can be changed: the server may have taken it as it is.
async function attempt() {
  if (isSending || !navigator.onLine) return;
  isSending = true;
  const row = await alter((kept) => (kept.isUnanswered = true));
  say("sending", row);
  const answer = await send(row, words.send);
  isSending = false;
  isSignedOut = answer.outcome === "signedOut";
  if (answer.outcome === "sent") return sent(answer.href);
  const isOpenAgain = ["refused", "foreign"].includes(answer.outcome);
  const kept = await alter((left) => {
    left.isUnanswered = answer.outcome === "unanswered";
    left.isQueued = !isOpenAgain;
  });
  say(answer.outcome, kept);
  refuse(answer.words ?? []);
}

async function sent(href) {
  await forget();
  say("sent", null);
  fields.hidden = true;
  refuse([]);
  part("home").href = href;
  part("home").hidden = false;
}

async function deleted() {
  if (!window.confirm(words.confirm)) return;
  await forget();
  window.location.reload();
}

async function forget() {
  await keeping.remove(visit);
  await offline.forget(words);
}

// Says in one line where the record is, and shows the buttons that make sense there.
function say(state, row) {
  const isQueued = Boolean(row?.isQueued);
  part("state").hidden = false;
  part("words").textContent = words[state];
  if (state === "sent") part("ready").textContent = "";
  fields.disabled = isQueued;
  part("now").hidden = !isQueued || state === "sending";
  part("change").hidden = !isQueued || row.isUnanswered;
  part("delete").hidden = !row || row.isUnanswered || keeping.isEmpty(row);
  part("sign-in").hidden = state !== "signedOut";
}

// Lists why a record was not taken, each leading to its field.
function refuse(found) {
  const list = part("refusals").querySelector("ul");
  list.replaceChildren(
    ...found.map(({ field, text }) => {
      const entry = document.createElement("li");
      const link = document.createElement("a");
      link.href = `#id_${field}`;
      link.textContent = text;
      entry.append(document.getElementById(`id_${field}`) ? link : text);
      return entry;
    }),
  );
  part("refusals").hidden = !found.length;
  if (found.length) part("refusals").focus();
}
