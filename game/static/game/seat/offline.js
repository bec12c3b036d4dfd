// Has this page kept for the time when the network is away (service-worker.js): when it has come, and as it is
// when the phone is put away.

const AFTER = 60_000; // ms: a phone that is put away every other moment does not load its page each time

const workers = navigator.serviceWorker;
const root = document.querySelector("link[rel=manifest]").href;
let keptAt = -AFTER;

async function keep() {
  if (performance.now() - keptAt < AFTER) return;
  keptAt = performance.now();
  const files = performance.getEntriesByType("resource").map(({ name }) => name);
  const { active } = await workers.ready;
  active.postMessage({ page: location.href.split("#")[0], files: files.filter((url) => url.includes("/static/")) });
}

await workers?.register(new URL("service-worker.js", root));
if (workers) {
  keep();
  document.addEventListener("visibilitychange", () => document.hidden && keep());
}
