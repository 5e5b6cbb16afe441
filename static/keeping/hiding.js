// What was typed while the server was away, in this browser only, as a list of texts (fields, at, slot): hidden with a key that the server gave after sign-in. A row
// is of one person and one form; another person has another name and another key. After a day it goes, and at the person's sign-out.

const NAME = "procuracy-typed";
const STORE = "typed";
const KEPT_FOR = 24 * 3600 * 1000;

export function isPossible() {
  return "indexedDB" in window && Boolean(window.crypto?.subtle);
}

// The key as WebCrypto takes it: no script can read it back.
export function keyOf(base64) {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

export async function put({ owner, address, key }, texts) {
  const at = Date.now();
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const typed = new TextEncoder().encode(JSON.stringify(texts));
  const hidden = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: about(owner, at) }, key, typed);
  const row = { place: await placeOf(owner, address), owner, at, iv, hidden };
  await within("readwrite", (rows) => rows.put(row));
}

// Gives the texts that are kept of a form; none where there is nothing, it is too old, or the key is another one.
export async function get({ owner, address, key }) {
  const place = await placeOf(owner, address);
  const row = await within("readonly", (rows) => rows.get(place));
  if (!row || isOver(row)) return [];
  try {
    const hiding = { name: "AES-GCM", iv: row.iv, additionalData: about(owner, row.at) };
    const typed = await crypto.subtle.decrypt(hiding, key, row.hidden);
    const kept = JSON.parse(new TextDecoder().decode(typed));
    return Array.isArray(kept) ? kept : [{ fields: kept, at: row.at, slot: 0 }]; // as an earlier version kept it
  } catch {
    return [];
  }
}

export async function remove({ owner, address }) {
  const place = await placeOf(owner, address);
  await within("readwrite", (rows) => rows.delete(place));
}

// Removes what is older than a day, whoever typed it.
export async function sweep() {
  const all = await within("readonly", (rows) => rows.getAll());
  for (const row of all.filter(isOver)) await within("readwrite", (rows) => rows.delete(row.place));
}

// Removes what these kept, and what an earlier version kept for nobody by name.
export async function wipe(owners) {
  const all = await within("readonly", (rows) => rows.getAll());
  const own = all.filter((row) => !row.owner || owners.includes(row.owner));
  for (const row of own) await within("readwrite", (rows) => rows.delete(row.place));
}

function isOver(row) {
  return row.at < Date.now() - KEPT_FOR;
}

function about(owner, at) {
  return new TextEncoder().encode(`${owner} ${at}`);
}

// Under which name a row lies: a digest, so that it tells neither whose it is nor of which case.
async function placeOf(owner, address) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${owner} ${address}`));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

async function within(mode, act) {
  const store = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = store.transaction(STORE, mode);
      const asked = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    store.close();
  }
}

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "place" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
