// Serves the shell of one visit's form when there is no network. It keeps that shell and its scripts and styles; never a
// page, picture or answer with anything of the case. Its scope is the address of the form.

const CACHE = `visit ${self.registration.scope}`;
const SHELL = new URL("shell/", self.registration.scope).href;
const PARTS = ["style", "script", "image", "font"];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const done = event.data.forget ? caches.delete(CACHE) : kept(event.data.assets);
  event.waitUntil(
    done.then(
      () => event.ports[0].postMessage(true),
      () => event.ports[0].postMessage(false),
    ),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (PARTS.includes(request.destination)) event.respondWith(part(request));
});

// Keeps the shell as it is for who is signed in now, in the present language, and all that it loads: all or nothing.
async function kept(assets) {
  const shell = await fetch(SHELL, { redirect: "error", cache: "no-store" });
  if (!shell.ok) throw new Error(`${shell.status}`);
  const cache = await caches.open(CACHE);
  await cache.addAll(assets);
  await cache.put(SHELL, shell);
}

async function page(request) {
  const answer = await fetch(request).catch(() => null);
  if (answer && answer.status < 500) return answer;
  return (await caches.match(SHELL)) ?? answer ?? Response.error();
}

async function part(request) {
  const answer = await fetch(request).catch(() => null);
  return answer ?? (await caches.match(request)) ?? Response.error();
}
