// Has a service worker keep the shell of the page, without anything of the case, and lets it go once the record is sent.

const KEPT = "link[rel=stylesheet], link[rel=modulepreload], link[rel=icon], script[src]";

// Tells whether the page will open without network from now on.
export async function prepare({ worker, scope, shell }) {
  if (!("serviceWorker" in navigator)) return false;
  try {
    await navigator.serviceWorker.register(worker, { scope });
    const registration = await navigator.serviceWorker.ready;
    const assets = [...document.querySelectorAll(KEPT)].map((element) => element.href || element.src);
    return await asked(registration.active, { shell, assets });
  } catch {
    return false;
  }
}

export async function forget({ scope }) {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration(scope);
  if (registration?.active) await asked(registration.active, { forget: true });
  await registration?.unregister();
}

function asked(worker, message) {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event) => resolve(event.data);
    worker.postMessage(message, [channel.port2]);
  });
}
