// Lets a pupil's page open while the network is away: the files it is made of are kept, and the page itself with
// its sheet and its last state. Only where the address is https: browsers allow it nowhere else, and without it
// nothing else is missing. What is kept of a pupil is one page, shown for a day; `forgetAll` in store.js takes it away.

const BASE = new URL(registration.scope).pathname;
const SEAT = new RegExp(`^${BASE}seat/[^/]+/$`);
const FILES = "files";
const PAGE = "page";
const MOST_FILES = 80; // those of an older program go
const LATE = 6000; // ms a page may take before the one that is kept comes instead
const A_DAY = 86_400_000;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (origin !== location.origin || method !== "GET") return;
  if (pathname.startsWith(`${BASE}static/`)) event.respondWith(file(event.request));
  else if (mode === "navigate" && SEAT.test(pathname)) event.respondWith(seat(event.request));
});

// A page asks that it be kept as it is now, behind the files that it has loaded.
addEventListener("message", (event) => event.waitUntil(keep(event.data)));

async function keep({ page, files }) {
  await Promise.allSettled(files.map((url) => file(new Request(url)))); // what did not come now comes the next time
  await taken(page, await fetch(page));
}

// A file's name changes with its content: one that is kept is right for ever.
async function file(request) {
  const files = await caches.open(FILES);
  const kept = await files.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && answer.headers.get("Cache-Control")?.includes("immutable")) {
    await files.put(request, answer.clone());
    const [oldest, ...others] = await files.keys();
    if (others.length >= MOST_FILES) await files.delete(oldest);
  }
  return answer;
}

// When the server does not answer, or is in trouble, the page that is kept is better than none.
async function seat(request) {
  const asked = fetch(request).then((answer) => taken(request.url, answer));
  const kept = await last(request.url);
  if (!kept) return asked;
  const late = new Promise((resolve) => setTimeout(resolve, LATE, kept));
  return Promise.race([asked.then((answer) => (answer.status < 500 ? answer : kept)), late]).catch(() => kept);
}

async function last(url) {
  const kept = await caches.match(url, { cacheName: PAGE, ignoreVary: true });
  return kept && Date.now() - Number(kept.headers.get("kept-at")) < A_DAY ? kept : null;
}

// A page that came is kept in place of the last; one that says this seat is no longer here takes the last away. A
// server that is in trouble, or has been asked too often, says nothing of the seat.
async function taken(url, answer) {
  if (answer.status >= 500 || answer.status === 429) return answer;
  await caches.delete(PAGE);
  if (answer.ok && !answer.redirected) {
    const headers = new Headers(answer.headers);
    headers.set("kept-at", Date.now());
    const page = await caches.open(PAGE);
    await page.put(url, new Response(await answer.clone().blob(), { headers }));
  }
  return answer;
}
