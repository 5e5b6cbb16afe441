// What was typed, drawn and photographed for a visit, in the phone's own store until it is sent, hidden with the key that the
// server gave to who records it (keys.js). Nothing else is ever put there.

import * as hiding from "../keeping/hiding.js";
import * as keys from "./keys.js";

const NAME = "procuracy-visits";
const STORE = "hidden";
const FORMER = "visits"; // rows that an earlier version kept without hiding them
const sealed = new WeakMap(); // what a file looks like hidden: each is hidden once
let mine = null;
let last = null; // the row as it was last read or written, with the number of its writing

// One row of a visit; the key is made here, once, and goes with every attempt to send it.
function fresh(visit) {
  return { visit, key: crypto.randomUUID(), fields: {}, files: {}, isQueued: false, isUnanswered: false };
}

export function isPossible() {
  return hiding.isPossible() && typeof crypto.randomUUID === "function" && "locks" in navigator;
}

export function isEmpty(row) {
  return !row.isQueued && !Object.keys(row.fields).length && !Object.values(row.files).some((files) => files.length);
}

// Takes the key that the page brought, or without network the one that was given before; tells whether there is one.
export async function open(visit, { owner, key }) {
  if (key) {
    mine = { visit, owner, key: await hiding.keyOf(key) };
    await keys.put(mine);
    await takeOver(visit);
  } else mine = await keys.get(visit);
  return Boolean(mine);
}

export function read(visit) {
  return alone(() => shown(visit));
}

export function remove(visit) {
  return alone(async () => {
    last = null;
    await within("readwrite", STORE, (rows) => rows.delete([visit, mine.owner]));
  });
}

// Alters the row of a visit, made when there is none; one alteration after another, also of several tabs.
export function change(visit, alter) {
  return alone(async () => {
    const row = (await shown(visit)) ?? fresh(visit);
    alter(row);
    await put(row);
    await keys.use(visit);
    return row;
  });
}

function alone(act) {
  return navigator.locks.request(NAME, act);
}

async function shown(visit) {
  const kept = await within("readonly", STORE, (rows) => rows.get([visit, mine.owner]));
  if (!kept) return undefined;
  if (last?.writing !== kept.writing) last = { writing: kept.writing, row: await opened(kept) };
  return last.row;
}

async function put(row) {
  const writing = crypto.randomUUID();
  const kept = await hidden(row);
  last = null;
  await within("readwrite", STORE, (rows) => rows.put({ visit: row.visit, owner: mine.owner, writing, ...kept }));
  last = { writing, row };
}

// A row as it lies in the store: its text with the names of its files, and each file by itself.
async function hidden({ files, ...text }) {
  const all = [];
  const named = {};
  for (const [field, several] of Object.entries(files)) {
    named[field] = several.map(({ name, content }) => ({ name, type: content.type, place: all.push(content) - 1 }));
  }
  const bytes = new TextEncoder().encode(JSON.stringify({ ...text, files: named }));
  return { text: await seal(bytes), files: await Promise.all(all.map(sealedFile)) };
}

async function sealedFile(content) {
  if (!sealed.has(content)) {
    const { iv, hidden: bytes } = await seal(await content.arrayBuffer());
    sealed.set(content, { iv, hidden: new Blob([bytes]) });
  }
  return sealed.get(content);
}

async function opened(kept) {
  const { files, ...text } = JSON.parse(new TextDecoder().decode(await unseal(kept.text)));
  const row = { ...text, files: {} };
  for (const [field, several] of Object.entries(files)) {
    row.files[field] = await Promise.all(several.map(({ name, type, place }) => openedFile(kept.files[place], name, type)));
  }
  return row;
}

async function openedFile(kept, name, type) {
  const bytes = await unseal({ iv: kept.iv, hidden: await kept.hidden.arrayBuffer() });
  const content = new Blob([bytes], { type });
  sealed.set(content, kept);
  return { name, content };
}

async function seal(bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, hidden: await crypto.subtle.encrypt(algorithm(iv), mine.key, bytes) };
}

function unseal({ iv, hidden: bytes }) {
  return crypto.subtle.decrypt(algorithm(iv), mine.key, bytes);
}

function algorithm(iv) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${mine.owner} ${mine.visit}`) };
}

// Hides what an earlier version kept openly, and removes it.
async function takeOver(visit) {
  const former = await within("readonly", FORMER, (rows) => rows.get(visit));
  if (!former) return;
  await change(visit, (row) => Object.assign(row, former));
  await within("readwrite", FORMER, (rows) => rows.delete(visit));
}

// Gives the result once the transaction is on disk, not when it was asked for.
async function within(mode, name, act) {
  const store = await database();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = store.transaction(name, mode, { durability: "strict" });
      const asked = act(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    store.close();
  }
}

function database() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 2);
    asked.onupgradeneeded = ({ oldVersion }) => {
      if (oldVersion < 1) asked.result.createObjectStore(FORMER, { keyPath: "visit" });
      asked.result.createObjectStore(STORE, { keyPath: ["visit", "owner"] });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
