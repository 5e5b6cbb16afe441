// What was typed, drawn and photographed for a visit, in the phone's own store until it is sent. Nothing else is ever put there.

const NAME = "procuracy-visits";
const STORE = "visits";

// One row of a visit; the key is made here, once, and goes with every attempt to send it.
function fresh(visit) {
  return { visit, key: crypto.randomUUID(), fields: {}, files: {}, isQueued: false, isUnanswered: false };
}

export function isPossible() {
  return "indexedDB" in window && typeof crypto.randomUUID === "function";
}

export function isEmpty(row) {
  return !row.isQueued && !Object.keys(row.fields).length && !Object.values(row.files).some((files) => files.length);
}

export function read(visit) {
  return within("readonly", (rows) => rows.get(visit));
}

export function remove(visit) {
  return within("readwrite", (rows) => rows.delete(visit));
}

// Alters the row of a visit, made when there is none, in one transaction; gives the row as it is then.
export async function change(visit, alter) {
  let row;
  await within("readwrite", (rows) => {
    const asked = rows.get(visit);
    asked.onsuccess = () => {
      row = asked.result ?? fresh(visit);
      alter(row);
      rows.put(row);
    };
    return asked;
  });
  return row;
}

// Gives the result once the transaction is on disk, not when it was asked for.
async function within(mode, act) {
  const store = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = store.transaction(STORE, mode, { durability: "strict" });
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
