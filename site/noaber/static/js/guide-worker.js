/** Serves the guides that a reader kept on this device when there is no network. It keeps nothing by itself. */

const STORE = "noaber-gids:";

/** What was kept for a request, in any guide: with the same choice, else the same page with the choice that was kept. */
async function kept(request) {
  const names = (await caches.keys()).filter((name) => name.startsWith(STORE));
  for (const ignoreSearch of [false, true]) {
    for (const name of names) {
      const found = await (await caches.open(name)).match(request, { ignoreSearch, ignoreVary: true });
      if (found) return found;
    }
  }
  return null;
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(
    fetch(request).catch(async (error) => {
      const found = await kept(request);
      if (found) return found;
      throw error;
    }),
  );
});
