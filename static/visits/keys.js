// The keys that open what this phone keeps of visits: given by the server after sign-in, one for each visit and person. No
// script can read one back. They go at sign-out, and a day after they were last used; what they hid stays until whoever it
// belongs to signs in again, and can be read by nobody else.

const NAME = "procuracy-visit-keys";
const STORE = "keys";
const KEPT_FOR = 24 * 3600 * 1000;
const SELDOM = 60 * 1000;

export function put({ visit, owner, key }) {
  return within("readwrite", (rows) => rows.put({ visit, owner, key, at: Date.now() }));
}

// Gives the key of a visit with whose it is; null where there is none, or it was not used for a day.
export async function get(visit) {
  const row = await within("readonly", (rows) => rows.get(visit));
  return row && !isOver(row) ? row : null;
}

// Says that a key is in use, unless it was wiped meanwhile.
export async function use(visit) {
  const row = await get(visit);
  if (row && row.at < Date.now() - SELDOM) await put(row);
}

export async function sweep() {
  const all = await within("readonly", (rows) => rows.getAll());
  for (const row of all.filter(isOver)) await within("readwrite", (rows) => rows.delete(row.visit));
}

export function wipe() {
  return within("readwrite", (rows) => rows.clear());
}

function isOver(row) {
  return row.at < Date.now() - KEPT_FOR;
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
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "visit" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
